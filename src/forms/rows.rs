//! The rows of a report by who may read them: for the check page from the answers, and (in `stored`) for the
//! staff's view from a stored document.

use chrono::NaiveDate;

use super::answers::Answers;
use super::bind;
use super::children::{self, MUNICIPALITY, SAME_ADDRESS, SAME_MUNICIPALITY};
use super::date3::{self, Date3};
use super::definition::{Field, Form, Kind};
use super::key;
use super::pages::{self, Asked, PageAt};
use super::protection::Protected;
use crate::domain::report::Subject;
use crate::domain::sensitivity::Sensitivity;
use crate::text::{FluentValue, Words, dates};

/// The rows that the same people may read.
#[derive(Clone)]
pub struct Block {
    /// Who may read them; the heading is the text `block-<sensitivity>`.
    pub sensitivity: Sensitivity,
    /// The rows in the order of the form.
    pub rows: Vec<Row>,
}

/// One row: what was asked and what was answered.
#[derive(Clone)]
pub struct Row {
    /// The concrete key, such as `children[1].first_names`.
    pub key: String,
    /// Whom the row is about, where there can be several: "Lapsi 2".
    pub group: Option<String>,
    /// The section of the page that asks it, where the page has sections; its heading is the text `section-<section>`.
    pub section: Option<String>,
    /// What the row is called.
    pub label: String,
    /// The key of the text that says so.
    pub label_key: String,
    /// The answer in words; `None` where none was given ("Ei annettu").
    pub value: Option<String>,
    /// Where it can be changed; `None` for a stored report.
    pub change: Option<PageAt>,
    /// The case that the row belongs to; `None` when it belongs to all of them.
    pub subject: Option<Subject>,
}

/// Names a code of a list that comes from data: `municipalities` by their three digits, `areas` by their key. `None`
/// shows the code itself.
pub type NameOf<'a> = &'a dyn Fn(&str, &str) -> Option<String>;

/// The rows of the check page: three blocks, each with what is shown to the visitor. Optional questions that hide in
/// a `<details>`, those of a group and ticks appear only when they were answered.
pub fn for_check(form: &Form, answers: &Answers, words: Words<'_>, name_of: NameOf<'_>) -> Vec<Block> {
    let protected = Protected::of(&bind::document(form, answers));
    let shown = pages::shown(form, answers);
    let rows = shown
        .iter()
        .flat_map(|shown| shown.asked.iter().map(move |asked| (&shown.at, asked)));
    let rows: Vec<(Sensitivity, Row)> = rows
        .filter(|(_, asked)| asked.field.kind.is_asked())
        .filter_map(|(at, asked)| {
            let sensitivity = protected.sensitivity_of(&asked.key, asked.field.sensitivity);
            Some((sensitivity, row(answers, at, asked, words, name_of)?))
        })
        .collect();
    blocks(rows)
}

/// Sorts rows into the three blocks.
pub(super) fn blocks(rows: Vec<(Sensitivity, Row)>) -> Vec<Block> {
    let mut blocks = Sensitivity::ALL.map(|sensitivity| Block {
        sensitivity,
        rows: Vec::new(),
    });
    for (sensitivity, row) in rows {
        if let Some(block) = blocks.iter_mut().find(|block| block.sensitivity == sensitivity) {
            block.rows.push(row);
        }
    }
    blocks.into()
}

fn row(
    answers: &Answers,
    at: &PageAt,
    asked: &Asked<'_>,
    words: Words<'_>,
    name_of: NameOf<'_>,
) -> Option<Row> {
    let field = asked.field;
    let value = answered(answers, asked, words, name_of);
    let none = field.none_key();
    let value = value.or_else(|| words.has(&none).then(|| words.get(&none).into_owned()));
    let hides = field.details.is_some() || field.group.is_some();
    let told = is_told_by_another(answers, asked) || was_not_called(answers, asked);
    if value.is_none() && (hides || field.kind == Kind::Flag || told) {
        return None;
    }
    let unborn = answers.has("subject", "unborn");
    let several = answers.count("children") > 1 || unborn;
    // The place was asked before it was known that the child is not born: it is nobody's but the unborn child's.
    let of_unborn = unborn && !children::about_child(answers) && asked.key.starts_with("children[0]");
    let group = if of_unborn {
        Some(words.get("group-unborn").into_owned())
    } else {
        group_of(&asked.key, words)
    };
    Some(Row {
        group: group.filter(|_| several || asked.field.group.is_some()),
        section: field.section.clone(),
        label: name_of_field(field, words),
        label_key: name_key(field, words),
        value,
        change: Some(at.clone()),
        subject: subject_of(&asked.key),
        key: asked.key.clone(),
    })
}

/// Whether it is the municipality of a child that was said to live where the one before lives.
fn is_told_by_another(answers: &Answers, asked: &Asked<'_>) -> bool {
    let same = |flag| answers.filled(&key::at(flag, asked.index)).is_some();
    MUNICIPALITY.contains(&asked.field.key.as_str())
        && asked.index > 0
        && (same(SAME_MUNICIPALITY) || same(SAME_ADDRESS))
}

/// Whether it asks when the duty service was called, and a row beside it says that it was not.
fn was_not_called(answers: &Answers, asked: &Asked<'_>) -> bool {
    asked.key == "called_at" && answers.filled("not_called").is_some()
}

/// The answer to a field in words; `None` where there is none.
pub fn answered(
    answers: &Answers,
    asked: &Asked<'_>,
    words: Words<'_>,
    name_of: NameOf<'_>,
) -> Option<String> {
    let values = answers.get(&asked.key);
    let filled = answers.filled(&asked.key);
    let list = asked.field.list.as_deref().unwrap_or_default();
    let text = match asked.field.kind {
        Kind::Flag => filled.map(|_| words.get("answer-yes").into_owned())?,
        Kind::Date3 | Kind::PartialDate3 => match date3::read(values) {
            Date3::Whole(date) | Date3::Partial(date) => date_in_words(&date, words),
            Date3::Wrong(_) | Date3::Empty => date3::as_typed(values),
        },
        Kind::Municipality => {
            let code = filled?;
            name_of("municipalities", code).unwrap_or_else(|| code.to_owned())
        }
        kind if kind.has_list() => {
            let names: Vec<String> = values
                .iter()
                .filter(|code| !code.is_empty())
                .map(|code| name_of(list, code).unwrap_or_else(|| asked.field.option(code, words)))
                .collect();
            names.join(", ")
        }
        _ => filled?.to_owned(),
    };
    (!text.is_empty()).then_some(text)
}

/// A date of the document, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as people write it; anything else as it is.
pub fn date_in_words(date: &str, words: Words<'_>) -> String {
    if let Ok(date) = date.parse::<NaiveDate>() {
        return dates::plain(words, date);
    }
    let month = date
        .split_once('-')
        .and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
    month.map_or_else(
        || date.to_owned(),
        |(year, month)| dates::month(words, year, month),
    )
}

/// The short name of a field.
pub(super) fn name_of_field(field: &Field, words: Words<'_>) -> String {
    words.format(&name_key(field, words), &[("number", FluentValue::from(""))])
}

/// The key of the short name of a field.
pub(super) fn name_key(field: &Field, words: Words<'_>) -> String {
    let row = field.row_key();
    if words.has(&row) { row } else { field.label_key() }
}

/// Whom a key is about, where there can be several.
pub(super) fn group_of(key: &str, words: Words<'_>) -> Option<String> {
    let number = |list| key::index_in(list, key).map(|index| index.saturating_add(1));
    if let Some(number) = number("children") {
        return Some(words.count("group-child", "number", number));
    }
    if let Some(number) = number("guardians") {
        return Some(words.count("group-guardian", "number", number));
    }
    if let Some(number) = number("unborn_child.parents") {
        return Some(words.get(&format!("group-parent-{number}")).into_owned());
    }
    key.starts_with("unborn_child")
        .then(|| words.get("group-unborn").into_owned())
}

/// The case that a key belongs to.
pub(super) fn subject_of(key: &str) -> Option<Subject> {
    if key.starts_with("unborn_child") {
        return Some(Subject::Unborn);
    }
    key::index_in("children", key).map(Subject::Child)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::forms::load;
    use crate::text::Texts;

    /// The keys that the check page shows as what the family may read, and as the worker's.
    fn checked(given: &[(&str, &str)]) -> [Vec<String>; 2] {
        let form = load::form("concern").unwrap();
        let mut answers = Answers::begin(form);
        for (key, value) in given {
            answers.set(key, value.split(' '));
        }
        let words = Texts::embedded().words(Language::Fi);
        let blocks = for_check(form, &answers, words, &|_, _| None);
        [Sensitivity::FamilyMayRead, Sensitivity::WorkerOnly].map(|sensitivity| {
            let rows = blocks.iter().filter(|block| block.sensitivity == sensitivity);
            let rows = rows
                .flat_map(|block| &block.rows)
                .filter(|row| row.value.is_some());
            rows.map(|row| row.key.clone()).collect()
        })
    }

    #[test]
    fn the_family_does_not_read_where_a_protected_child_and_who_lives_with_it_are() {
        let given = [
            ("children[0].first_names", "Aino"),
            ("children[0].residence.municipality", "092"),
            ("children[0].whereabouts", "Koulussa"),
            ("children.count", "2"),
            ("children[1].same_address", "yes"),
            ("children[1].whereabouts", "Kerhossa"),
        ];
        let [family, worker] = checked(&given);
        for (key, _) in given.iter().filter(|(key, _)| *key != "children.count") {
            assert!(family.iter().any(|shown| shown == key), "{key} in {family:?}");
        }
        assert_eq!(worker, Vec::<String>::new());

        for flag in ["children[0].protected_address", "children[1].protected_address"] {
            let [family, mut worker] = checked(&[&given[..], &[(flag, "yes")]].concat());
            assert_eq!(family, ["children[0].first_names"], "{flag}");
            let mut expected = vec![
                "children[0].residence.municipality",
                "children[0].whereabouts",
                "children[1].same_address",
                "children[1].whereabouts",
                flag,
            ];
            expected.sort_unstable();
            worker.sort();
            assert_eq!(worker, expected);
        }
    }

    #[test]
    fn the_family_does_not_read_where_a_protected_mother_lives() {
        let [family, worker] = checked(&[
            ("subject", "unborn"),
            ("children[0].residence.municipality", "092"),
            ("unborn_child.parents[0].name", "Helmi"),
            ("unborn_child.parents[0].phone", "0500000001"),
            ("unborn_child.parents[0].protected_address", "yes"),
        ]);
        assert_eq!(family, ["unborn_child.parents[0].name"]);
        assert_eq!(
            worker,
            [
                "children[0].residence.municipality",
                "unborn_child.parents[0].phone",
                "unborn_child.parents[0].protected_address",
            ]
        );
    }
}
