//! Which pages of a visit have been left by Continue, so that a change leads back to the check page.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::definition::Form;
use super::pages::{self, PageAt};

/// The pages that a visitor has left by Continue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Trail(Vec<PageAt>);

impl Trail {
    /// Remembers that `at` was left by Continue.
    pub fn leave(&mut self, at: &PageAt) {
        if !self.left(at) {
            self.0.push(at.clone());
        }
    }

    /// Whether `at` was left by Continue.
    pub fn left(&self, at: &PageAt) -> bool {
        self.0.contains(at)
    }

    /// Where Continue leads from `at`: on from a page never reached before; otherwise to the first page not yet
    /// answered, which is the check page when nothing new has appeared.
    pub fn next(&self, form: &Form, answers: &Answers, at: &PageAt, changing: bool) -> Option<PageAt> {
        if changing {
            pages::pages(form, answers)
                .into_iter()
                .find(|page| !self.left(page))
        } else {
            pages::next(form, answers, at)
        }
    }

    /// Whether every page before `at` has been left by Continue: nobody skips a page by naming a later one.
    pub fn reaches(&self, form: &Form, answers: &Answers, at: &PageAt) -> bool {
        pages::pages(form, answers)
            .iter()
            .take_while(|page| *page != at)
            .all(|page| self.left(page))
    }

    /// Forgets the pages of the element `index` of `list`; those after it move one down.
    pub fn remove_element(&mut self, form: &Form, list: &str, index: usize) {
        let repeated = |at: &PageAt| form.page(&at.id).and_then(|page| page.repeat.as_deref()) == Some(list);
        self.0.retain(|at| at.index != index || !repeated(at));
        for at in &mut self.0 {
            if at.index > index && repeated(at) {
                at.index = at.index.saturating_sub(1);
            }
        }
    }

    /// Forgets that `at` was left.
    pub fn forget_at(&mut self, at: &PageAt) {
        self.0.retain(|left| left != at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::load;

    #[test]
    fn a_change_leads_back_to_the_check_page_unless_a_new_page_appeared() {
        let form = load::form("concern").unwrap();
        let mut answers = Answers::begin(form);
        answers.set("reporter_role", ["private_person"]);
        answers.set("reporter.identity", ["anonymous"]);
        let mut trail = Trail::default();
        for page in pages::pages(form, &answers)
            .iter()
            .filter(|page| page.id != "check")
        {
            trail.leave(page);
        }
        let you = PageAt::first("you");
        assert!(trail.reaches(form, &answers, &PageAt::first("check")));
        assert_eq!(
            trail.next(form, &answers, &you, true),
            Some(PageAt::first("check"))
        );
        answers.set("reporter.identity", ["named"]);
        assert_eq!(
            trail.next(form, &answers, &you, true),
            Some(PageAt::first("you_details"))
        );
        assert!(!trail.reaches(form, &answers, &PageAt::first("check")));
    }

    #[test]
    fn a_removed_child_takes_its_page_along() {
        let form = load::form("concern").unwrap();
        let mut trail = Trail::default();
        for page in ["who", "child", "child:1", "child:2"] {
            trail.leave(&PageAt::from(page.to_owned()));
        }
        trail.remove_element(form, "children", 1);
        let kept: Vec<String> = trail.0.iter().map(ToString::to_string).collect();
        assert_eq!(kept, ["who", "child", "child:1"]);
    }
}
