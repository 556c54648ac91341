//! The headed sections of a page that asks everything: headings, who each part of it is about, the buttons that add
//! and remove them, and the explanation that opens below the page's heading.

use super::look;
use super::visit::Visit;
use crate::forms::children;
use crate::forms::definition::Page;
use crate::forms::pages::Asked;
use crate::text::Words;
use crate::web::page::component::{Block, Button, ButtonLook, Details, Fieldset};

/// What explains itself below the heading of a page that is written in `written_in`.
pub fn help(page: &Page, written_in: &str, words: Words<'_>) -> Option<Block> {
    let keys = page.help_keys();
    let (summary, lines) = keys.split_first()?;
    let lines = lines.iter().map(|line| words.get(line).into_owned()).collect();
    let details = Block::Details(Details {
        summary: words.get(summary).into_owned(),
        open: false,
        inside: vec![Block::List(lines)].into(),
    });
    Some(look::said(details, summary, written_in, words))
}

/// The heading of a section, and the hint below it where it has one, on a page that is written in `written_in`.
pub fn heading(section: &[&Asked<'static>], written_in: &str, words: Words<'_>) -> Vec<Block> {
    let Some(name) = section.first().and_then(|asked| asked.field.section.as_ref()) else {
        return Vec::new();
    };
    let key = format!("section-{name}");
    let hint = format!("{key}-hint");
    let say = |key: &str, block: fn(String) -> Block| {
        look::said(block(words.get(key).into_owned()), key, written_in, words)
    };
    let hint = words.has(&hint).then(|| say(&hint, Block::Paragraph));
    std::iter::once(say(&key, Block::Heading)).chain(hint).collect()
}

/// Whether two neighbours are about the same element of a group, or of none.
pub fn of_one_element(a: &Asked<'static>, b: &Asked<'static>) -> bool {
    a.field.group == b.field.group && (a.field.group.is_none() || a.index == b.index)
}

/// The fields of one element under its name, with the button that takes it out.
pub fn element(
    element: &[&Asked<'static>],
    inside: Vec<Block>,
    visit: &Visit,
    words: Words<'_>,
) -> Vec<Block> {
    let Some((list, asked)) = element
        .first()
        .and_then(|asked| Some((asked.field.group.as_deref()?, asked)))
    else {
        return inside;
    };
    let number = asked.index.saturating_add(1);
    let legend = match list {
        "children" => words.count("group-child", "number", number),
        "guardians" => words.count("group-guardian", "number", number),
        _ => words.get("group-unborn").into_owned(),
    };
    let told_apart = asked.field.section.as_deref() == Some("told");
    let remove = (!told_apart).then(|| remove(list, asked.index, &legend, visit, words));
    let inside = inside.into_iter().chain(remove.flatten());
    vec![Block::Fieldset(Fieldset {
        legend,
        inside: inside.collect::<Vec<_>>().into(),
    })]
}

/// The button that takes an element out, where there is more than one of its kind.
fn remove(list: &str, index: usize, legend: &str, visit: &Visit, words: Words<'_>) -> Option<Block> {
    let answers = &visit.answers;
    let several = match list {
        "children" => answers.count(list) > 1 || children::about_unborn(answers),
        "guardians" => answers.count(list) > 1,
        _ => false,
    };
    let go = match list {
        "children" => format!("remove_child:{index}"),
        _ => format!("remove_guardian:{index}"),
    };
    let button = Button::go(go, words.get("button-remove-child"));
    several.then(|| Block::Buttons(vec![button.looking(ButtonLook::Link).hidden(legend)]))
}

/// The buttons below a section: one more of whom it is about.
pub fn buttons(section: &[&Asked<'static>], visit: &Visit, words: Words<'_>) -> Option<Block> {
    let answers = &visit.answers;
    let unborn = children::about_unborn(answers);
    let offered = match section.first()?.field.section.as_deref()? {
        "children" => vec![
            children::may_add(answers).then_some(("add_child", "button-add-child")),
            (!unborn).then_some(("unborn", "button-unborn")),
            unborn.then_some(("born", "button-born")),
        ],
        "guardians" => {
            vec![children::may_add_guardian(answers).then_some(("add_guardian", "button-add-guardian"))]
        }
        _ => Vec::new(),
    };
    let buttons = offered.into_iter().flatten();
    let buttons: Vec<Button> = buttons
        .map(|(go, text)| Button::go(go, words.get(text)).looking(ButtonLook::Secondary))
        .collect();
    (!buttons.is_empty()).then_some(Block::Buttons(buttons))
}
