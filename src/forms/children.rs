//! The buttons that change whom a report is about: another child, not this one, not yet born, already born.

use super::answers::{Answers, MAX_ELEMENTS, MAX_GUARDIANS};
use super::definition::Form;
use super::key;
use super::pages::PageAt;
use super::trail::Trail;

const LIST: &str = "children";
const GUARDIANS: &str = "guardians";

/// The flag "same municipality as the one before".
pub const SAME_MUNICIPALITY: &str = "children[].same_municipality";
/// The flag "same address as the one before".
pub const SAME_ADDRESS: &str = "children[].same_address";
/// What children of the same municipality share.
pub const MUNICIPALITY: [&str; 3] = [
    "children[].residence.municipality",
    "children[].residence.postal_code",
    "children[].residence.area",
];
/// What children of the same address share.
pub const HOME: [&str; 5] = [
    "children[].residence.municipality",
    "children[].residence.postal_code",
    "children[].residence.area",
    "children[].residence.street_address",
    "children[].protected_address",
];

/// Whether the report is about a born child, as far as the answers say.
pub fn about_child(answers: &Answers) -> bool {
    answers.has("subject", "child")
}

/// Whether the report is about an unborn child.
pub fn about_unborn(answers: &Answers) -> bool {
    answers.has("subject", "unborn")
}

/// Whether another child fits in.
pub fn may_add(answers: &Answers) -> bool {
    !about_child(answers) || answers.count(LIST) < MAX_ELEMENTS
}

/// `add_child`: one child more. The page to show: the new child's, or the last one's when no more fit.
pub fn add(answers: &mut Answers) -> PageAt {
    if about_child(answers) {
        answers.set_count(LIST, answers.count(LIST).saturating_add(1));
    } else {
        answers.set("subject", ["child", "unborn"]);
    }
    PageAt::element("child", answers.count(LIST).saturating_sub(1))
}

/// `remove_child:<index>`: that child goes, with all that was told of it. The only born child of a report about
/// an unborn one goes too; the only child of a report stays. The page to show.
pub fn remove(form: &Form, answers: &mut Answers, trail: &mut Trail, index: usize) -> PageAt {
    let count = answers.count(LIST);
    if index >= count || !about_child(answers) {
        return PageAt::first(if about_child(answers) { "child" } else { "unborn" });
    }
    if count == 1 {
        if !about_unborn(answers) {
            return PageAt::first("child");
        }
        answers.set("subject", ["unborn"]);
        return PageAt::first("unborn");
    }
    keep_what_the_next_one_shares(answers, index);
    answers.remove_element(LIST, index);
    trail.remove_element(form, LIST, index);
    PageAt::element("child", index.min(count.saturating_sub(2)))
}

/// `unborn`, pressed on the page of the child `index`: that child is not yet born. The only child is kept hidden,
/// so that `born` brings its answers back; one of several goes. The page to show.
pub fn unborn(form: &Form, answers: &mut Answers, trail: &mut Trail, index: usize) -> PageAt {
    if answers.count(LIST) > 1 && about_child(answers) {
        remove(form, answers, trail, index);
        answers.set("subject", ["child", "unborn"]);
    } else {
        answers.set("subject", ["unborn"]);
    }
    PageAt::first("unborn")
}

/// `unborn` on a page that asks everything: there is an unborn child too; alone, where nothing was told of a born one.
pub fn unborn_too(answers: &mut Answers) {
    let told = |key: &str| key.starts_with("children[");
    let anything = answers.iter().any(|(key, _)| told(key)) || answers.count(LIST) > 1;
    if about_child(answers) && anything {
        answers.set("subject", ["child", "unborn"]);
    } else {
        answers.set("subject", ["unborn"]);
    }
}

/// Whether another guardian fits in.
pub fn may_add_guardian(answers: &Answers) -> bool {
    answers.count(GUARDIANS) < MAX_GUARDIANS
}

/// `add_guardian`: room for one guardian more.
pub fn add_guardian(answers: &mut Answers) {
    answers.set_count(GUARDIANS, answers.count(GUARDIANS).saturating_add(1));
}

/// `remove_guardian:<index>`: that guardian goes, with all that was told of them.
pub fn remove_guardian(answers: &mut Answers, index: usize) {
    if index < answers.count(GUARDIANS) {
        answers.remove_element(GUARDIANS, index);
    }
}

/// `born`: the child is born after all; what was told of the unborn one is kept hidden. The page to show.
pub fn born(answers: &mut Answers) -> PageAt {
    let was_about_both = about_child(answers);
    answers.set("subject", ["child"]);
    if was_about_both && answers.count(LIST) < MAX_ELEMENTS {
        return add(answers);
    }
    PageAt::element("child", answers.count(LIST).saturating_sub(1))
}

/// A child that was said to live with the one before it keeps that home when the one before it goes: what was told
/// of the home is copied, and what that one shared in turn with its own neighbour, this one now shares.
fn keep_what_the_next_one_shares(answers: &mut Answers, index: usize) {
    let next = index.saturating_add(1);
    let says = |answers: &Answers, name: &str, at: usize| answers.filled(&key::at(name, at)).is_some();
    let address = says(answers, SAME_ADDRESS, next);
    if !address && !says(answers, SAME_MUNICIPALITY, next) {
        return;
    }
    let shared: &[&str] = if address { &HOME } else { &MUNICIPALITY };
    for name in shared {
        let values = answers.get(&key::at(name, index)).to_vec();
        if !values.is_empty() {
            answers.set(&key::at(name, next), values);
        }
    }
    let its_address = says(answers, SAME_ADDRESS, index);
    let its_municipality = its_address || says(answers, SAME_MUNICIPALITY, index);
    tick(answers, SAME_ADDRESS, next, address && its_address);
    tick(answers, SAME_MUNICIPALITY, next, its_municipality);
}

fn tick(answers: &mut Answers, name: &str, index: usize, on: bool) {
    answers.set(&key::at(name, index), on.then_some("yes"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::load;

    fn begin() -> (&'static Form, Answers, Trail) {
        let form = load::form("concern").unwrap();
        (form, Answers::begin(form), Trail::default())
    }

    #[test]
    fn children_are_added_up_to_ten_and_removed_down_to_one() {
        let (form, mut answers, mut trail) = begin();
        for index in 1..10 {
            assert_eq!(add(&mut answers), PageAt::element("child", index));
        }
        assert!(!may_add(&answers));
        assert_eq!(add(&mut answers), PageAt::element("child", 9));
        for _ in 0..12 {
            remove(form, &mut answers, &mut trail, 0);
        }
        assert_eq!(answers.count("children"), 1);
        assert!(about_child(&answers));
    }

    #[test]
    fn the_unborn_button_replaces_the_page_and_the_born_button_brings_it_back() {
        let (form, mut answers, mut trail) = begin();
        answers.set("children[0].first_names", ["Aino"]);
        assert_eq!(unborn(form, &mut answers, &mut trail, 0), PageAt::first("unborn"));
        assert!(!about_child(&answers));
        assert_eq!(born(&mut answers), PageAt::first("child"));
        assert_eq!(answers.first("children[0].first_names"), Some("Aino"));
        assert!(!about_unborn(&answers));
    }

    #[test]
    fn a_born_and_an_unborn_child_stand_in_one_report() {
        let (form, mut answers, mut trail) = begin();
        answers.set("children[0].first_names", ["Aino"]);
        add(&mut answers);
        unborn(form, &mut answers, &mut trail, 1);
        assert!(about_child(&answers) && about_unborn(&answers));
        assert_eq!(answers.count("children"), 1);
        assert_eq!(remove(form, &mut answers, &mut trail, 0), PageAt::first("unborn"));
        assert!(!about_child(&answers));
        assert_eq!(add(&mut answers), PageAt::first("child"));
    }

    #[test]
    fn a_sibling_keeps_the_shared_home_when_the_first_child_goes() {
        let (form, mut answers, mut trail) = begin();
        answers.set("children[0].residence.municipality", ["049"]);
        answers.set("children[0].residence.street_address", ["Mallitie 1"]);
        add(&mut answers);
        answers.set("children[1].same_address", ["yes"]);
        remove(form, &mut answers, &mut trail, 0);
        assert_eq!(answers.first("children[0].residence.municipality"), Some("049"));
        assert_eq!(
            answers.first("children[0].residence.street_address"),
            Some("Mallitie 1")
        );
        assert_eq!(answers.first("children[0].same_address"), None);
    }
}
