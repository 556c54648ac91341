//! The check page: everything once more, sorted by who may read it, and where it goes.

use super::around::Around;
use super::attach;
use super::look;
use super::recognisable::Recognisable;
use super::saying::Saying;
use super::turn::NO_CODE;
use super::visit::Visit;
use crate::domain::codes::{Ongoing, ReporterRole, YesNoUnknown};
use crate::domain::sensitivity::Sensitivity;
use crate::forms::bind;
use crate::forms::rows::{self, Row};
use crate::intake::destinations::Destination;
use crate::text::{FluentValue, Words};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{Choice, Choices, Label};
use crate::web::page::pages::StepPage;
use crate::web::page::view::{ErrorSummary, Line, RowAction, SummaryList, SummaryRow};

/// Where the report goes, as far as it may be shown.
pub enum GoesTo {
    /// One destination for each case, in the report's order.
    Offices(Vec<Destination>),
    /// Somebody's address is protected: no place is shown.
    Protected,
    /// It could not be found out now; sending finds it out.
    Unknown,
}

/// Why the page is shown again.
#[derive(Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing was stored; what is said of the files that had come.
    NotStored(Option<attach::Said>),
    /// The visit took so long that sending must be asked for anew; what is said of the files that had come.
    TooOld(Option<attach::Said>),
    /// Something is the matter with the files.
    Files(attach::Said),
}

/// The check page.
pub fn page(
    visit: &Visit,
    goes_to: &GoesTo,
    trouble: Option<&Trouble>,
    words: Words<'_>,
    around: &Around<'_>,
) -> StepPage {
    let shell = look::shell(around, words, trouble.is_some())
        .headed("page-check-title", words)
        .step(false, true);
    // Whether anybody answers now stands above the button to send.
    let shell = look::beside_a_notice(shell, around, words);
    let say = Saying::on(&shell, words);
    let mut blocks = Vec::new();
    let name_of = |list: &str, code: &str| around.name_of(words, list, code);
    let checked = rows::for_check(visit.form(), &visit.answers, words, &name_of);
    let recognisable = Recognisable::find(visit, &checked);
    blocks.extend(recognisable.blocks(say));
    for block in &checked {
        if block.rows.is_empty() || says_nothing_more(block, &checked) {
            continue;
        }
        // A child who does not want it is told who decides, not that it will be so.
        let unwanted = block.sensitivity == Sensitivity::FamilyMayRead
            && visit.answers.has("guardians_may_know", YesNoUnknown::No.as_str());
        if unwanted {
            blocks.push(say.heading("block-family-unwanted"));
            blocks.push(say.paragraph("check-family-unwanted"));
        } else {
            blocks.push(say.heading(&format!("block-{}", block.sensitivity.as_str())));
        }
        for part in parts(&block.rows) {
            blocks.extend(part.heading(say));
            let rows: Vec<&Row> = block.rows.iter().filter(|row| Part::of(row) == part).collect();
            let rows = rows
                .chunk_by(|a, b| a.value.is_none() && b.value.is_none() && a.change == b.change)
                .filter_map(|rows| {
                    let key = rows.first()?.label_key.clone();
                    Some((key, summary_row(rows, &recognisable, words)?))
                })
                .collect();
            blocks.extend(say.rows(rows));
        }
    }
    blocks.extend(destinations(goes_to, say));
    if visit.answers.has("concern.ongoing", Ongoing::Now.as_str()) {
        blocks.push(say.notice("check-ongoing-now"));
        blocks.extend(
            around
                .calls
                .help(around.now, words)
                .into_iter()
                .map(Block::Notice),
        );
    } else {
        blocks.extend(
            around
                .calls
                .closed(around.now, words)
                .into_iter()
                .map(Block::Notice),
        );
    }
    if wishes_contact_and_gives_none(visit) {
        blocks.push(say.inset("check-no-contact"));
    }
    let said = trouble.and_then(|trouble| match trouble {
        Trouble::Files(said) => Some(said),
        Trouble::NotStored(said) | Trouble::TooOld(said) => said.as_ref(),
    });
    let files = attach::block(visit.keep_image_data, said, words);
    blocks.push(say.of("files-add", files));
    let no_code = Block::Flag(Choices::new(
        Label::new(NO_CODE, ""),
        vec![Choice {
            value: "yes".to_owned(),
            label: words.get("check-no-code").into_owned(),
            hint: None,
            checked: visit.no_code,
        }],
    ));
    blocks.push(say.of("check-no-code", no_code));
    let errors = trouble.map(|trouble| errors(trouble, words));
    let send = if matches!(trouble, Some(Trouble::NotStored(_) | Trouble::TooOld(_))) {
        "check-try-again"
    } else {
        "check-send"
    };
    StepPage {
        shell,
        caption: None,
        errors,
        heading: Some(words.get("page-check-title").into_owned()),
        blocks: blocks.into(),
        hidden: Vec::new(),
        buttons: vec![say.button("send", send)],
        files: true,
        after: Vec::new().into(),
    }
}

/// What rows are shown together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    /// What belongs to nobody alone.
    Everybody,
    /// Whom they are about.
    Whom(&'a str),
    /// The section of the page that asks them.
    Section(&'a str),
}

impl<'a> Part<'a> {
    fn of(row: &'a Row) -> Self {
        match (&row.group, &row.section) {
            (Some(whom), _) => Self::Whom(whom),
            (None, Some(section)) => Self::Section(section),
            (None, None) => Self::Everybody,
        }
    }

    fn heading(self, say: Saying<'_>) -> Option<Block> {
        match self {
            Self::Everybody => None,
            Self::Whom(whom) => Some(Block::Subheading(whom.to_owned())),
            Self::Section(section) => {
                let key = format!("section-{section}");
                Some(say.of(&key, Block::Subheading(say.word(&key))))
            }
        }
    }
}

/// The parts of `rows` in the order in which the form asks them: first what belongs to nobody alone and has no heading.
fn parts(rows: &[Row]) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for part in rows.iter().map(Part::of) {
        match part {
            _ if parts.contains(&part) => {}
            Part::Everybody => parts.insert(0, part),
            _ => parts.push(part),
        }
    }
    parts
}

/// Whether nothing was answered in what only the worker would see, while all of it can be changed from other rows.
fn says_nothing_more(block: &rows::Block, all: &[rows::Block]) -> bool {
    let others = || all.iter().filter(|other| other.sensitivity != block.sensitivity);
    let led_to = |row: &Row| others().any(|other| other.rows.iter().any(|it| it.change == row.change));
    block.sensitivity == Sensitivity::WorkerOnly
        && block.rows.iter().all(|row| row.value.is_none() && led_to(row))
}

/// A row with its answer, or neighbours of one page to which none was given.
fn summary_row(rows: &[&Row], recognisable: &Recognisable<'_>, words: Words<'_>) -> Option<SummaryRow> {
    let (row, further) = rows.split_first()?;
    let mut label = row.label.clone();
    for row in further {
        label.push_str(", ");
        label.push_str(&within_a_list(&row.label));
    }
    let value = match &row.value {
        Some(value) => recognisable.line(row, value),
        None => Line::Quiet(words.get("answer-none").into_owned()),
    };
    let whose = match &row.group {
        Some(whom) => format!("{whom}, {label}"),
        None => label.clone(),
    };
    Some(SummaryRow {
        key: label,
        value: vec![value],
        action: row.change.as_ref().map(|page| {
            RowAction::Button(
                Button::go(format!("change:{page}"), words.get("check-change"))
                    .looking(ButtonLook::Link)
                    .hidden(whose),
            )
        }),
    })
}

/// A label as it stands after another: with a small letter, unless it begins with several large ones.
fn within_a_list(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next();
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return label.to_owned();
    }
    let small = first.into_iter().flat_map(char::to_lowercase);
    small.chain(letters).collect()
}

/// "Vastaanottaja": in one row, or one for each case.
fn destinations(goes_to: &GoesTo, say: Saying<'_>) -> Vec<Block> {
    let words = say.words;
    let heading = words.get("check-goes-to").into_owned();
    let row = |key: String, value: String| SummaryRow {
        key,
        value: vec![Line::text(value)],
        action: None,
    };
    match goes_to {
        GoesTo::Unknown => Vec::new(),
        GoesTo::Protected => {
            let value = words.get("check-goes-to-protected").into_owned();
            say.rows(vec![("check-goes-to".to_owned(), row(heading, value))])
        }
        GoesTo::Offices(offices) => {
            let several = offices.len() > 1;
            let rows = offices
                .iter()
                .map(|to| {
                    let key = if several {
                        look::whom(to.subject, words)
                    } else {
                        heading.clone()
                    };
                    row(key, office(to, words))
                })
                .collect();
            let list = say.of("check-goes-to", Block::Summary(SummaryList { rows }));
            let heading = [say.heading("check-goes-to"), say.paragraph("check-several")];
            let heading = heading.into_iter().filter(|_| several);
            heading.chain([list]).collect()
        }
    }
}

fn office(to: &Destination, words: Words<'_>) -> String {
    let county = FluentValue::from(to.county_names.get(words.language()));
    let office = FluentValue::from(to.office.names.get(words.language()));
    words.format("check-goes-to-office", &[("county", county), ("office", office)])
}

/// A guardian who can be reached by nothing.
fn wishes_contact_and_gives_none(visit: &Visit) -> bool {
    let role = visit.answers.first("reporter_role").and_then(ReporterRole::parse);
    role == Some(ReporterRole::Guardian) && !can_be_reached(visit)
}

/// Whether the person gave a way to be reached and did not take it back: what is not sent is not given.
pub fn can_be_reached(visit: &Visit) -> bool {
    let document = bind::document(visit.form(), &visit.answers);
    ["reporter.phone", "reporter.email", "safe_contact"]
        .iter()
        .any(|key| bind::get(&document, key).is_some())
}

/// The trouble, focused when the page opens. It leads to the files that did not stay; else to no field, as nothing there is
/// wrong.
fn errors(trouble: &Trouble, words: Words<'_>) -> ErrorSummary {
    let (text, files) = match trouble {
        Trouble::NotStored(files) => ("check-not-stored", files),
        Trouble::TooOld(files) => ("check-too-old", files),
        Trouble::Files(said) => return attach::summary(said, words),
    };
    let mut faults = vec![crate::web::page::view::FaultLink {
        id: "step".to_owned(),
        text: words.get(text).into_owned(),
    }];
    faults.extend(files.iter().flat_map(attach::Said::links));
    ErrorSummary {
        title: words.get("check-not-stored-title").into_owned(),
        faults,
    }
}
