//! The sheets of a form: which question stands on which, with lines to write on and boxes to tick.

use std::collections::BTreeSet;

use crate::domain::sensitivity::Sensitivity;
use crate::forms::definition::{Field, Form, Kind, Page};
use crate::forms::{key, lists};
use crate::text::{FluentValue, Words};

/// The lines of the one text that every report needs.
const MOST_LINES: usize = 14;

/// The longest label above a line of a third of the width, in characters.
const SHORT_LABEL: usize = 36;

/// The whole width.
const SIXTHS: usize = 6;

/// The other parent of an unborn child, whose answers stand in a part of their own.
const OTHER_PARENT: &str = "unborn_child.parents[1]";

/// What is asked of that parent on paper.
const OF_THE_OTHER_PARENT: [&str; 4] = [".name", ".birth_date", ".phone", ".municipality"];

/// The end of the key that tells that somebody's address is protected.
const PROTECTED_ADDRESS: &str = ".protected_address";

/// The section of those who have been told: what it asks says itself of whom.
const TOLD: &str = "told";

/// What is asked of the family of an unborn child alone: the wizard asks nobody else, and paper has to say so.
const OF_AN_UNBORN_CHILD: &str = "support_needs";

/// A sheet of paper.
pub struct Sheet {
    /// Its heading.
    pub title: String,
    /// Who may read it.
    pub readers: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// The questions of one page, as far as they stand on the sheet.
pub struct Section {
    /// The page's heading.
    pub title: String,
    /// What stands below it.
    pub notes: Vec<String>,
    /// The questions, those that stand side by side together.
    pub rows: Vec<Row>,
}

/// Questions side by side.
pub struct Row {
    /// The heading of a part of the section that begins with it.
    pub part: Option<String>,
    /// The questions, from left to right.
    pub questions: Vec<Question>,
}

/// A part of the width of the paper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// All of it.
    Full,
    /// Two stand side by side.
    Half,
    /// Three do.
    Third,
}

impl Share {
    /// The last part of the class of a column of that width.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Half => "one-half",
            Self::Third => "one-third",
        }
    }

    /// How many sixths of the width it takes.
    const fn sixths(self) -> usize {
        match self {
            Self::Full => SIXTHS,
            Self::Half => 3,
            Self::Third => 2,
        }
    }
}

/// A question to answer by hand.
pub struct Question {
    /// What is asked; empty where the section's title asks it already.
    pub label: String,
    /// How to answer.
    pub hint: Option<String>,
    /// Boxes to tick.
    pub ticks: Vec<String>,
    /// Lines to write on.
    pub lines: usize,
}

impl Question {
    /// One item for each line, for the template.
    pub fn each_line(&self) -> std::ops::Range<usize> {
        0..self.lines
    }

    /// How much of the width it takes.
    pub fn width(&self) -> Share {
        let short = self.ticks.is_empty() && self.label.chars().count() <= SHORT_LABEL;
        if self.lines > 1 || self.ticks.len() > 3 {
            Share::Full
        } else if short {
            Share::Third
        } else {
            Share::Half
        }
    }
}

impl Row {
    fn has_room_for(&self, question: &Question) -> bool {
        let taken: usize = self.questions.iter().map(|one| one.width().sixths()).sum();
        taken.saturating_add(question.width().sixths()) <= SIXTHS
    }
}

/// The sheet of the report and the one that is kept apart from it.
pub fn of(form: &Form, words: Words<'_>) -> Vec<Sheet> {
    let sheets: [(&str, &[Sensitivity]); 2] = [
        ("report", &[Sensitivity::FamilyMayRead]),
        ("apart", &[Sensitivity::WorkerOnly, Sensitivity::ReporterIdentity]),
    ];
    sheets
        .into_iter()
        .map(|(name, readers)| Sheet {
            title: words.get(&format!("paper-{name}-title")).into_owned(),
            readers: who_reads(form, name, readers, words),
            sections: sections(form, readers, words),
        })
        .filter(|sheet| !sheet.sections.is_empty())
        .collect()
}

/// Who may read a sheet; on that of the family also where a protected address is written instead.
fn who_reads(form: &Form, name: &str, readers: &[Sensitivity], words: Words<'_>) -> String {
    let mut said = words.get(&format!("paper-{name}-readers")).into_owned();
    let asks = |field: &Field| is_printed(field) && tells_of_protection(field);
    if readers.contains(&Sensitivity::FamilyMayRead) && form.fields().any(|(_, field)| asks(field)) {
        said.push(' ');
        said.push_str(&words.get("paper-report-protected"));
    }
    said
}

/// Whether it asks if the address of one of the family is protected.
fn tells_of_protection(field: &Field) -> bool {
    field.sensitivity == Sensitivity::FamilyMayRead && field.key.ends_with(PROTECTED_ADDRESS)
}

/// Who reads the sheet on which a question stands. The wizard takes a protected address out of what the family reads once it
/// knows of it; on paper it is written on the sheet that the family does not get.
fn sheet_of(field: &Field) -> Sensitivity {
    if tells_of_protection(field) {
        Sensitivity::WorkerOnly
    } else {
        field.sensitivity
    }
}

/// The title of a page on paper, where it says it in other words than the wizard does.
fn own_title(page: &Page, words: Words<'_>) -> Option<String> {
    let own = format!("paper-{}", page.title_key());
    words.has(&own).then(|| words.get(&own).into_owned())
}

fn sections(form: &Form, readers: &[Sensitivity], words: Words<'_>) -> Vec<Section> {
    let mut asked = BTreeSet::new();
    let mut explained = BTreeSet::new();
    let mut sections = Vec::new();
    for page in &form.pages {
        let title = own_title(page, words).unwrap_or_else(|| words.get(&page.title_key()).into_owned());
        let fields = page
            .fields
            .iter()
            .filter(|field| readers.contains(&sheet_of(field)) && is_printed(field));
        // A question that two pages ask, of which a visit shows one, stands on the paper once.
        let fields = fields.filter(|field| asked.insert(field.key.clone()));
        let mut rows: Vec<Row> = Vec::new();
        let mut part = None;
        for field in fields {
            let before = part.replace(part_of(field));
            let begins = before.as_ref() != part.as_ref();
            let now = part.as_ref().filter(|_| begins);
            let now = now.and_then(|key| Some(words.get(key.as_ref()?).into_owned()));
            let mut question = question(field, &title, words);
            // How to answer is said once on a sheet.
            question.hint = question.hint.filter(|hint| explained.insert(hint.clone()));
            match rows.last_mut() {
                Some(row) if !begins && row.has_room_for(&question) => row.questions.push(question),
                _ => rows.push(Row {
                    part: now,
                    questions: vec![question],
                }),
            }
            if tells_of_protection(field) {
                rows.push(Row {
                    part: None,
                    questions: vec![protected_place(words)],
                });
            }
        }
        if !rows.is_empty() {
            sections.push(Section {
                notes: notes(page, readers, words),
                title,
                rows,
            });
        }
    }
    sections
}

/// The key of the heading below which a question stands with its neighbours, on a page of several parts.
fn part_of(field: &Field) -> Option<String> {
    if field.section.as_deref() == Some(TOLD) {
        Some(format!("section-{TOLD}"))
    } else if field.key.starts_with(OTHER_PARENT) {
        Some("details-other-parent".to_owned())
    } else if field.group.as_deref() == Some("unborn_child") {
        Some("page-unborn-title".to_owned())
    } else {
        field.section.as_ref().map(|name| format!("section-{name}"))
    }
}

/// Whether somebody can answer it on paper: not what steers the wizard, what comes from data, what goes with the second child
/// only, nor all that could be told of the other parent of an unborn child.
fn is_printed(field: &Field) -> bool {
    let from_data = field
        .list
        .as_deref()
        .is_some_and(|list| lists::FROM_DATA.contains(&list));
    field.kind.is_asked()
        && field.kind != Kind::Files
        && !field.control
        && !from_data
        && field.from == 0
        && field.each.is_none()
        && (!field.key.starts_with(OTHER_PARENT)
            || OF_THE_OTHER_PARENT.iter().any(|kept| field.key.ends_with(kept)))
}

fn notes(page: &Page, readers: &[Sensitivity], words: Words<'_>) -> Vec<String> {
    let hint = page.hint_key();
    // That one writes only what one knows stands on the first page. A page with a title of its own needs no more.
    let mut notes: Vec<String> = (words.has(&hint) && !page.all_optional && own_title(page, words).is_none())
        .then(|| words.get(&hint).into_owned())
        .into_iter()
        .collect();
    if readers.contains(&Sensitivity::FamilyMayRead) {
        notes.extend(page.inset.as_ref().map(|inset| words.get(inset).into_owned()));
        if page.repeat.is_some() {
            notes.push(words.get("paper-several").into_owned());
        }
    }
    notes
}

/// Where somebody with a protected address lives and can be found.
fn protected_place(words: Words<'_>) -> Question {
    Question {
        label: words.get("paper-apart-protected").into_owned(),
        hint: None,
        ticks: Vec::new(),
        lines: 2,
    }
}

fn question(field: &Field, title: &str, words: Words<'_>) -> Question {
    let number = key::index_in("unborn_child.parents", &field.key).map_or(1, |index| index.saturating_add(1));
    let number = u32::try_from(number).unwrap_or(1);
    let mut label = words.format(&field.label_key(), &[("number", FluentValue::from(number))]);
    let mut hint = words
        .has(&field.hint_key())
        .then(|| words.get(&field.hint_key()).into_owned());
    if field.key == OF_AN_UNBORN_CHILD {
        label = format!("{label} ({})", words.get("group-unborn"));
    }
    let ticks = match field.kind {
        Kind::Flag => {
            let why = hint.take().map(|hint| format!(". {hint}")).unwrap_or_default();
            vec![format!("{label}{why}")]
        }
        kind if kind.has_list() => {
            let codes = lists::codes(field.list.as_deref().unwrap_or_default()).unwrap_or_default();
            let offered = codes
                .into_iter()
                .filter(|code| field.options.is_empty() || field.options.iter().any(|own| own == code));
            offered.map(|code| field.option(code, words)).collect()
        }
        _ => Vec::new(),
    };
    let is_title = label == title || field.kind == Kind::Flag;
    Question {
        lines: lines(field),
        label: if is_title { String::new() } else { label },
        hint,
        ticks,
    }
}

/// How many lines an answer takes, by its kind and the length that the definition allows.
fn lines(field: &Field) -> usize {
    match field.kind {
        Kind::Radios | Kind::Checkboxes | Kind::Select | Kind::Flag | Kind::Fixed | Kind::Files => 0,
        Kind::Textarea if field.required => MOST_LINES,
        Kind::Textarea => 4,
        Kind::Text if field.max_chars.is_some_and(|most| most > 1000) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::forms::load;
    use crate::text::Texts;

    #[test]
    fn every_question_of_every_form_stands_on_the_sheet_of_its_readers_and_on_no_other() {
        let words = Texts::embedded().words(Language::Fi);
        for form in load::all() {
            let printed: BTreeSet<&str> = form
                .fields()
                .filter(|(_, field)| is_printed(field))
                .map(|(_, field)| field.key.as_str())
                .collect();
            let protected = form
                .fields()
                .filter(|(_, field)| is_printed(field) && tells_of_protection(field))
                .count();
            let sheets = of(form, words);
            let questions: usize = sheets
                .iter()
                .flat_map(|sheet| &sheet.sections)
                .flat_map(|section| &section.rows)
                .map(|row| row.questions.len())
                .sum();
            assert_eq!(questions, printed.len() + protected, "{}", form.id);
            let report = sheets.first().unwrap();
            let text = |sheet: &Sheet| {
                let rows = sheet.sections.iter().flat_map(|section| &section.rows);
                rows.flat_map(|row| &row.questions)
                    .map(|question| question.label.clone())
                    .collect::<Vec<_>>()
            };
            let name = words.get("reporter-name-label").into_owned();
            assert!(!text(report).contains(&name), "{}", form.id);
        }
    }
}
