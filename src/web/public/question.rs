//! A page of the form that asks something.

use super::around::Around;
use super::fields::Fields;
use super::turn::Faults;
use super::visit::Visit;
use super::{look, sections};
use crate::domain::codes::ReporterRole;
use crate::forms::pages::{self, Shown};
use crate::forms::{PageAt, children, key};
use crate::text::{FluentValue, Words};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::StepPage;
use crate::web::page::shell::continue_button;
use crate::web::page::view::{ErrorSummary, Line, RowAction, SummaryList, SummaryRow};

const ROLE: &str = "reporter_role";

/// The page `at` of a visit. `None` when the answers hide it.
pub fn page(
    visit: &Visit,
    at: &PageAt,
    faults: &Faults,
    words: Words<'_>,
    around: &Around<'_>,
) -> Option<StepPage> {
    let form = visit.form();
    let shown = pages::shown_at(form, &visit.answers, at)?;
    let mut shell = look::shell(around, words, false).headed(&shown.page.title_key(), words);
    if asks_whether_called(&shown) || asks_how_urgent(&shown) {
        shell = look::beside_a_notice(shell, around, words);
    }
    let fields = Fields {
        visit,
        faults,
        words,
        written_in: shell.written_in(),
        around,
    };
    let heading = heading(&shown, words);
    let (asked, label_is_heading) = fields.blocks(&shown, &heading);
    let mut blocks = Vec::new();
    let mut say = |key: &str, block: fn(String) -> Block| {
        let text = words.get(key).into_owned();
        blocks.push(look::said(block(text), key, shell.written_in(), words));
    };
    let hint = shown.page.hint_key();
    if words.has(&hint) {
        say(&hint, Block::Paragraph);
    }
    for said in &shown.page.says {
        say(said, |text| Block::Prose(text.into()));
    }
    if let Some(inset) = &shown.page.inset {
        say(inset, Block::Inset);
    }
    blocks.extend(sections::help(shown.page, shell.written_in(), words));
    if asks_whether_called(&shown) {
        let whom = around.calls.help(around.now, words);
        blocks.extend(whom.into_iter().map(Block::Notice));
    }
    if is_about_children(at) {
        blocks.extend(children_so_far(visit, words));
    }
    blocks.extend(asked);
    if asks_how_urgent(&shown) {
        blocks.extend(
            around
                .calls
                .closed(around.now, words)
                .into_iter()
                .map(Block::Notice),
        );
    }
    let links = fields.fault_links(&shown);
    let errors = (!links.is_empty()).then(|| ErrorSummary {
        title: words.get("error-summary-title").into_owned(),
        faults: links,
    });
    Some(StepPage {
        shell: shell.step(true, true).faulty(errors.is_some(), words),
        caption: caption(visit, at, words),
        errors,
        heading: (!label_is_heading).then_some(heading),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons: buttons(visit, &shown, words),
        files: false,
        after: Vec::new().into(),
    })
}

/// "Kysymys n / m", or "Vaihe n / m" where a page asks everything in sections. Before the first answer, m is that of the most
/// usual way.
fn caption(visit: &Visit, at: &PageAt, words: Words<'_>) -> Option<String> {
    let mut answers = visit.answers.clone();
    if answers.filled(ROLE).is_none() {
        answers.set(ROLE, [ReporterRole::PrivatePerson.as_str()]);
    }
    let (number, total) = pages::question(visit.form(), &answers, at)?;
    let value = |number: usize| FluentValue::from(u32::try_from(number).unwrap_or(u32::MAX));
    let in_sections = visit.form().fields().any(|(_, field)| field.section.is_some());
    let text = if in_sections { "step-of" } else { "question-of" };
    Some(words.format(text, &[("number", value(number)), ("total", value(total))]))
}

/// The h1: from the second element on, a repeated page may have another.
fn heading(shown: &Shown<'_>, words: Words<'_>) -> String {
    let title = shown.page.title_key();
    let further = format!("{title}-more");
    if shown.at.index > 0 && words.has(&further) {
        words.count(&further, "number", shown.at.index.saturating_add(1))
    } else {
        words.get(&title).into_owned()
    }
}

/// Whether the page asks whether it can wait: there stands whether anybody answers now.
fn asks_how_urgent(shown: &Shown<'_>) -> bool {
    let mut asked = shown.asked.iter();
    asked.any(|asked| ["concern.ongoing", "concern.urgency"].contains(&asked.field.key.as_str()))
}

/// Whether the page asks whether the duty service was called: there stands its number.
fn asks_whether_called(shown: &Shown<'_>) -> bool {
    shown.asked.iter().any(|asked| asked.field.key == "called_at")
}

fn is_about_children(at: &PageAt) -> bool {
    at.id == "child" || at.id == "unborn"
}

fn buttons(visit: &Visit, shown: &Shown<'_>, words: Words<'_>) -> Vec<Button> {
    let at = &shown.at;
    let mut go_on = continue_button(words);
    if let Some(key) = &shown.page.go_on {
        go_on.label = words.get(key).into_owned();
    }
    let mut buttons = vec![go_on];
    let mut offer = |go: &str, text: &str| {
        buttons.push(Button::go(go, words.get(text)).looking(ButtonLook::Secondary));
    };
    if is_about_children(at) && children::may_add(&visit.answers) {
        offer("add_child", "button-add-child");
    }
    if at.id == "child" && !children::about_unborn(&visit.answers) {
        offer("unborn", "button-unborn");
    }
    if at.id == "unborn" {
        offer("born", "button-born");
    }
    buttons
}

/// The children told of so far, each with a button that takes it out, once there is more than one to tell apart.
fn children_so_far(visit: &Visit, words: Words<'_>) -> Vec<Block> {
    let answers = &visit.answers;
    let several = answers.count("children") > 1 || children::about_unborn(answers);
    if !several || !children::about_child(answers) {
        return Vec::new();
    }
    let rows = (0..answers.count("children"))
        .map(|index| {
            let number = index.saturating_add(1);
            let name = ["children[].first_names", "children[].last_name"]
                .iter()
                .filter_map(|name| answers.filled(&key::at(name, index)))
                .collect::<Vec<_>>()
                .join(" ");
            let who = words.count("group-child", "number", number);
            let told = if name.is_empty() {
                words.get("answer-none").into_owned()
            } else {
                name
            };
            SummaryRow {
                action: Some(RowAction::Button(
                    Button::go(format!("remove_child:{index}"), words.get("button-remove-child"))
                        .looking(ButtonLook::Link)
                        .hidden(who.clone()),
                )),
                key: who,
                value: vec![Line::text(told)],
            }
        })
        .collect();
    vec![
        Block::Heading(words.get("children-so-far").into_owned()),
        Block::Summary(SummaryList { rows }),
    ]
}
