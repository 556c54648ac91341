//! Which pages and fields a visitor sees, given the answers, and in which order.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::definition::{Field, Form, Page, ShowWhen};
use super::key;

/// A page as it is shown: with the element it is about, where it is repeated. Written `child` for the first and
/// `child:1` for the second element, as the button `change:<page>` names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct PageAt {
    /// The page's id.
    pub id: String,
    /// The element, counted from 0; 0 on a page that is shown once.
    pub index: usize,
}

impl PageAt {
    /// The page `id` for its first or only element.
    pub fn first(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            index: 0,
        }
    }

    /// The page `id` for the element `index`.
    pub fn element(id: &str, index: usize) -> Self {
        Self {
            id: id.to_owned(),
            index,
        }
    }
}

impl From<String> for PageAt {
    fn from(text: String) -> Self {
        match text.split_once(':').map(|(id, index)| (id, index.parse())) {
            Some((id, Ok(index))) => Self::element(id, index),
            _ => Self { id: text, index: 0 },
        }
    }
}

impl From<PageAt> for String {
    fn from(at: PageAt) -> Self {
        at.to_string()
    }
}

impl fmt::Display for PageAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        if self.index > 0 {
            write!(f, ":{}", self.index)?;
        }
        Ok(())
    }
}

/// A field as it is asked on a page.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Its definition.
    pub field: &'a Field,
    /// Its concrete key, such as `children[1].first_names`.
    pub key: String,
    /// The element it is about, counted from 0.
    pub index: usize,
}

/// A page and its fields, as they are shown.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// Which page.
    pub at: PageAt,
    /// Its definition.
    pub page: &'a Page,
    /// Its fields in their order.
    pub asked: Vec<Asked<'a>>,
}

/// Everything that is shown, in order. Consecutive pages repeated over the same list come element by element. An
/// answer that is itself hidden decides nothing.
pub fn shown<'a>(form: &'a Form, answers: &Answers) -> Vec<Shown<'a>> {
    let mut seen = Seen {
        form,
        answers,
        keys: BTreeSet::new(),
    };
    let mut shown = Vec::new();
    for group in form
        .pages
        .chunk_by(|a, b| a.repeat.is_some() && a.repeat == b.repeat)
    {
        let count = group
            .first()
            .and_then(|page| page.repeat.as_deref())
            .map_or(1, |list| answers.count(list));
        for index in 0..count {
            for page in group {
                shown.extend(seen.page(page, index));
            }
        }
    }
    shown
}

/// The pages that are shown, in order.
pub fn pages(form: &Form, answers: &Answers) -> Vec<PageAt> {
    shown(form, answers).into_iter().map(|shown| shown.at).collect()
}

/// The page `at` with its fields, if it is shown.
pub fn shown_at<'a>(form: &'a Form, answers: &Answers, at: &PageAt) -> Option<Shown<'a>> {
    shown(form, answers).into_iter().find(|shown| shown.at == *at)
}

/// The page after `at`. `at` itself need not be shown any more.
pub fn next(form: &Form, answers: &Answers, at: &PageAt) -> Option<PageAt> {
    let here = rank(form, at);
    pages(form, answers)
        .into_iter()
        .find(|page| rank(form, page) > here)
}

/// The page before `at`. `at` itself need not be shown any more.
pub fn previous(form: &Form, answers: &Answers, at: &PageAt) -> Option<PageAt> {
    let here = rank(form, at);
    pages(form, answers)
        .into_iter()
        .rev()
        .find(|page| rank(form, page) < here)
}

/// "Kysymys n / m": which question `at` is and how many there are; `None` on a page that is not counted. A page
/// that is repeated is one question.
pub fn question(form: &Form, answers: &Answers, at: &PageAt) -> Option<(usize, usize)> {
    let shown = shown(form, answers);
    let mut ids: Vec<&str> = shown
        .iter()
        .filter(|s| s.page.question)
        .map(|s| s.page.id.as_str())
        .collect();
    ids.dedup();
    let number = ids.iter().position(|id| *id == at.id)?.saturating_add(1);
    Some((number, ids.len()))
}

/// Where a page stands among all that could be: its group, the element, its place in the group.
fn rank(form: &Form, at: &PageAt) -> (usize, usize, usize) {
    let position = form
        .pages
        .iter()
        .position(|page| page.id == at.id)
        .unwrap_or(usize::MAX);
    let Some(list) = form.pages.get(position).and_then(|page| page.repeat.as_deref()) else {
        return (position, 0, position);
    };
    let group = form
        .pages
        .iter()
        .take(position)
        .rposition(|page| page.repeat.as_deref() != Some(list))
        .map_or(0, |before| before.saturating_add(1));
    (group, at.index, position)
}

/// One walk through a form, remembering which keys were shown.
struct Seen<'a> {
    form: &'a Form,
    answers: &'a Answers,
    keys: BTreeSet<String>,
}

impl Seen<'_> {
    fn page<'f>(&mut self, page: &'f Page, index: usize) -> Option<Shown<'f>> {
        if index < page.from || !self.holds(&page.show_when, index) {
            return None;
        }
        let mut asked = Vec::new();
        let together =
            |a: &Field, b: &Field| a.group.is_some() && a.group == b.group && a.section == b.section;
        for fields in page.fields.chunk_by(together) {
            let group = fields.first().and_then(|field| field.group.as_deref());
            let elements = match group {
                Some(list) => 0..self.answers.count(list),
                None => index..index.saturating_add(1),
            };
            for element in elements {
                for field in fields.iter().filter(|field| element >= field.from) {
                    self.field(field, element, &mut asked);
                }
            }
        }
        Some(Shown {
            at: PageAt::element(&page.id, index),
            page,
            asked,
        })
    }

    fn field<'f>(&mut self, field: &'f Field, index: usize, asked: &mut Vec<Asked<'f>>) {
        let elements = match field.each.as_deref().map(|list| self.answers.count(list)) {
            Some(1) if !field.even_of_one => return,
            Some(count) => 0..count,
            None => index..index.saturating_add(1),
        };
        for index in elements {
            if self.holds(&field.show_when, index) {
                let key = key::at(&field.key, index);
                self.keys.insert(key.clone());
                asked.push(Asked { field, key, index });
            }
        }
    }

    fn holds(&self, conditions: &ShowWhen, index: usize) -> bool {
        conditions.iter().all(|(pattern, values)| {
            let key = key::at(pattern, index);
            let form = self.form;
            let counts = form.controls.contains_key(pattern)
                || form.given.contains_key(pattern)
                || self.keys.contains(&key);
            counts && values.iter().any(|value| self.answers.has(&key, value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::load;

    fn visit(answers: &[(&str, &str)]) -> (&'static Form, Answers) {
        let form = load::form("concern").unwrap();
        let mut visit = Answers::begin(form);
        for (key, value) in answers {
            visit.set(key, value.split(','));
        }
        (form, visit)
    }

    fn ids(form: &Form, answers: &Answers) -> Vec<String> {
        pages(form, answers).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_private_person_answers_six_questions() {
        let (form, answers) = visit(&[
            ("reporter_role", "private_person"),
            ("reporter.identity", "anonymous"),
        ]);
        assert_eq!(
            ids(form, &answers),
            ["who", "where", "child", "concern", "family", "you", "check"]
        );
        assert_eq!(question(form, &answers, &PageAt::first("who")), Some((1, 6)));
        assert_eq!(question(form, &answers, &PageAt::first("you")), Some((6, 6)));
        assert_eq!(question(form, &answers, &PageAt::first("check")), None);
    }

    #[test]
    fn each_branch_shows_its_own_pages() {
        let form = load::form("professional").unwrap();
        let mut answers = Answers::begin(form);
        assert_eq!(ids(form, &answers), ["work", "report", "check"]);
        answers.set("concern.urgency", ["today"]);
        assert_eq!(ids(form, &answers), ["work", "report", "call", "check"]);
        let (form, answers) = visit(&[
            ("reporter_role", "guardian"),
            ("reporter.identity", "named"),
            ("subject", "unborn"),
            ("place_unknown", "yes"),
        ]);
        assert_eq!(
            ids(form, &answers),
            ["who", "where", "place", "unborn", "concern", "contact", "check"]
        );
    }

    #[test]
    fn several_children_are_asked_one_after_the_other_with_the_area_of_each() {
        let (form, answers) = visit(&[
            ("children.count", "3"),
            ("area_question", "yes"),
            ("children[1].area_question", "yes"),
        ]);
        assert_eq!(
            ids(form, &answers),
            [
                "who",
                "where",
                "area",
                "child",
                "child:1",
                "child_area:1",
                "child:2",
                "concern",
                "check"
            ]
        );
        let at = PageAt::element("child_area", 1);
        assert_eq!(next(form, &answers, &at), Some(PageAt::element("child", 2)));
        assert_eq!(previous(form, &answers, &at), Some(PageAt::element("child", 1)));
        assert_eq!(
            next(form, &answers, &PageAt::element("child", 9)),
            Some(PageAt::first("concern"))
        );
        assert_eq!(previous(form, &answers, &PageAt::first("who")), None);
        assert_eq!(next(form, &answers, &PageAt::first("check")), None);
    }

    #[test]
    fn only_a_further_child_is_asked_for_its_municipality_on_its_page() {
        let (form, answers) = visit(&[("children.count", "2")]);
        let keys = |index| -> Vec<String> {
            let shown = shown_at(form, &answers, &PageAt::element("child", index)).unwrap();
            shown.asked.into_iter().map(|asked| asked.key).collect()
        };
        assert!(!keys(0).contains(&"children[0].residence.municipality".to_owned()));
        assert!(keys(1).contains(&"children[1].residence.municipality".to_owned()));
        let concern = shown_at(form, &answers, &PageAt::first("concern")).unwrap();
        let own: Vec<&str> = concern.asked.iter().map(|asked| asked.key.as_str()).collect();
        assert!(own.contains(&"children[0].own_concern") && own.contains(&"children[1].own_concern"));
    }

    #[test]
    fn a_hidden_answer_decides_nothing() {
        let (form, answers) = visit(&[("reporter.identity", "named")]);
        assert!(!ids(form, &answers).contains(&"you_details".to_owned()));
    }

    #[test]
    fn a_page_is_written_with_its_element() {
        for (at, text) in [
            (PageAt::first("who"), "who"),
            (PageAt::element("child", 2), "child:2"),
        ] {
            assert_eq!(at.to_string(), text);
            assert_eq!(PageAt::from(text.to_owned()), at);
        }
        assert_eq!(PageAt::from("child:x".to_owned()).index, 0);
    }
}
