//! Leads from a place in the document back to the page and field that asked for it.

use super::answers::Answers;
use super::definition::Form;
use super::key;
use super::pages::{self, PageAt, Shown};
use crate::domain::field_error::FieldPath;

/// The page on which the value at `path` is asked, and the key of its field there; no key when only the page is
/// known. A fault of the whole document belongs to the page that asks whom the report is about.
pub fn of(form: &Form, answers: &Answers, path: &FieldPath) -> (PageAt, Option<String>) {
    let shown = pages::shown(form, answers);
    let key = key::from_pointer(path.as_str());
    // Without a born child, the mother's municipality is asked as the child's (see `bind`).
    let home = key.replace("unborn_child.parents[0].residence", "children[0].residence");
    [&key, &home]
        .into_iter()
        .find_map(|key| exactly(&shown, key).or_else(|| exactly(&shown, key.rsplit_once('[')?.0)))
        .or_else(|| as_otherwise(&shown, &key))
        .or_else(|| first_inside(&shown, &key))
        .unwrap_or_else(|| (fallback(&shown), None))
}

fn exactly(shown: &[Shown<'_>], key: &str) -> Option<(PageAt, Option<String>)> {
    let shown = shown
        .iter()
        .find(|shown| shown.asked.iter().any(|asked| asked.key == key))?;
    Some((shown.at.clone(), Some(key.to_owned())))
}

/// The field whose answer was put there because it did not fit its own place.
fn as_otherwise(shown: &[Shown<'_>], key: &str) -> Option<(PageAt, Option<String>)> {
    shown.iter().find_map(|shown| {
        let asked = shown.asked.iter().find(|asked| {
            asked
                .field
                .otherwise
                .as_ref()
                .is_some_and(|other| key::at(other, asked.index) == key)
        })?;
        Some((shown.at.clone(), Some(asked.key.clone())))
    })
}

fn first_inside(shown: &[Shown<'_>], key: &str) -> Option<(PageAt, Option<String>)> {
    let inside = |asked: &str| {
        asked
            .strip_prefix(key)
            .is_some_and(|rest| !key.is_empty() && rest.starts_with(['.', '[']))
    };
    let repeated = shown.iter().filter(|shown| shown.page.repeat.is_some());
    repeated
        .chain(shown)
        .find(|shown| shown.asked.iter().any(|asked| inside(&asked.key)))
        .map(|shown| (shown.at.clone(), None))
}

fn fallback(shown: &[Shown<'_>]) -> PageAt {
    ["child", "unborn"]
        .iter()
        .find_map(|id| shown.iter().find(|shown| shown.page.id == *id))
        .or_else(|| shown.first())
        .map_or_else(|| PageAt::first("who"), |shown| shown.at.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::load;

    #[test]
    fn every_fault_leads_to_the_page_that_can_mend_it() {
        let form = load::form("concern").unwrap();
        let mut answers = Answers::begin(form);
        answers.set("reporter_role", ["private_person"]);
        answers.set_count("children", 2);
        let place = |answers: &Answers, pointer: &str| {
            let (at, key) = of(form, answers, &FieldPath::from(pointer));
            (at.to_string(), key.unwrap_or_default())
        };
        for (pointer, page, key) in [
            ("/children/0/birth_date", "child", "children[0].birth_date"),
            ("/children/1/birth_date", "child:1", "children[1].birth_date"),
            (
                "/children/0/residence/municipality",
                "where",
                "children[0].residence.municipality",
            ),
            (
                "/children/1/residence/municipality",
                "child:1",
                "children[1].residence.municipality",
            ),
            ("/concern/reasons/1", "concern", "concern.reasons"),
            ("/children/1", "child:1", ""),
            ("/children", "child", ""),
            ("", "child", ""),
            ("/no_such_member", "child", ""),
        ] {
            assert_eq!(
                place(&answers, pointer),
                (page.to_owned(), key.to_owned()),
                "{pointer}"
            );
        }
        answers.set("subject", ["unborn"]);
        assert_eq!(
            place(&answers, "/unborn_child/parents/0/residence/municipality"),
            (
                "where".to_owned(),
                "children[0].residence.municipality".to_owned()
            )
        );
    }
}
