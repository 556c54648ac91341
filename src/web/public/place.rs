//! Turns what was typed for a municipality into its number, by asking where it must, and steers the pages that
//! follow from it: the area of a municipality with several offices, the place of the concern, nowhere.

use super::around::{Around, Found};
use super::visit::{NONE_OF_THESE, Proposed, Screen, Visit};
use crate::domain::places::{MunicipalityCode, PostalCode};
use crate::forms::definition::Kind;
use crate::forms::{PageAt, key, pages};

const HOME: &str = "children[].residence.municipality";
const PLACE_OF_CONCERN: &str = "place_of_concern_municipality";

/// The name of the "did you mean" choice of a municipality field.
pub fn choice_name(key: &str) -> String {
    format!("{key}.meant")
}

/// What looking the page's places up came to.
#[derive(Default)]
pub struct Settled {
    /// A place was proposed for the first time: the page is shown again.
    pub proposed: bool,
    /// The keys of the places for which nothing was chosen, though something was proposed before.
    pub unchosen: Vec<String>,
}

impl Settled {
    /// Whether the page can be left.
    pub const fn is_clear(&self) -> bool {
        !self.proposed && self.unchosen.is_empty()
    }
}

/// Remembers what was chosen among the proposals of the page.
pub fn choose(visit: &mut Visit, posted: &[(String, String)]) {
    for (key, proposed) in &mut visit.proposed {
        let name = choice_name(key);
        if let Some((_, choice)) = posted.iter().find(|(posted, _)| *posted == name) {
            proposed.choice = Some(choice.clone());
        }
    }
}

/// Understands the places typed on the page `at`. What is sure is taken at once; what is not is proposed.
pub fn settle(visit: &mut Visit, at: &PageAt, around: &Around<'_>) -> Settled {
    let mut settled = Settled::default();
    for key in municipality_keys(visit, at) {
        let Some(text) = visit.answers.filled(&key).map(str::to_owned) else {
            forget_postal_code(visit, &key);
            visit.proposed.remove(&key);
            continue;
        };
        if around.municipality(&text).is_some() {
            continue;
        }
        match around.find(&text) {
            Found::Known(code, postal_code) => know(visit, &key, code, postal_code),
            Found::Nothing => forget_postal_code(visit, &key),
            Found::Ask(_) => {
                let chosen = visit
                    .proposed
                    .get(&key)
                    .filter(|proposed| proposed.text == text)
                    .map(|proposed| proposed.choice.clone());
                match chosen {
                    Some(Some(choice)) if choice == NONE_OF_THESE => forget_postal_code(visit, &key),
                    Some(Some(choice)) => match around.municipality(&choice) {
                        Some(code) => know(visit, &key, code, around.postal_code_in(&text, code)),
                        None => settled.unchosen.push(key),
                    },
                    Some(None) => settled.unchosen.push(key),
                    None => {
                        let fresh = Proposed { text, choice: None };
                        visit.proposed.insert(key, fresh);
                        settled.proposed = true;
                    }
                }
            }
        }
    }
    steer(visit, around);
    settled
}

/// What a text box for a municipality shows: its name and the postal code by which it was found, or what was typed.
pub fn as_typed(visit: &Visit, key: &str, around: &Around<'_>) -> String {
    let typed = visit.answers.first(key).unwrap_or_default();
    let Some(name) = around.municipality_name(visit.language, typed) else {
        return typed.to_owned();
    };
    match visit.answers.filled(&postal_code_key(key)) {
        Some(code) => format!("{code} {name}"),
        None => name,
    }
}

/// Sets what follows from the places: whether the area and the place of the concern are asked for.
pub fn steer(visit: &mut Visit, around: &Around<'_>) {
    for index in 0..visit.answers.count("children") {
        let home = key::at(HOME, index);
        let municipality = municipality_at(visit, &home, around);
        let postal_code = visit
            .answers
            .filled(&postal_code_key(&home))
            .and_then(PostalCode::parse);
        let asks = municipality.is_some_and(|code| around.asks_for_area(code, postal_code));
        let control = if index == 0 {
            "area_question".to_owned()
        } else {
            format!("children[{index}].area_question")
        };
        visit.answers.set(&control, asks.then_some("yes"));
    }
    let home = municipality_at(visit, &key::at(HOME, 0), around);
    let unknown = home.is_none_or(|code| around.is_in_aland(code));
    visit.answers.set("place_unknown", unknown.then_some("yes"));
}

/// Where Continue leads after a page whose places decide nothing: to the page that says so. `None`: straight on.
pub fn dead_end(visit: &Visit, at: &PageAt, around: &Around<'_>) -> Option<Screen> {
    let in_aland = aland_on(visit, at, around).is_some();
    let stuck = if at.id == "place" {
        let home = municipality_at(visit, &key::at(HOME, 0), around);
        let said_before = home.is_some_and(|code| around.is_in_aland(code));
        let concern = municipality_at(visit, PLACE_OF_CONCERN, around);
        (concern.is_none() || in_aland) && !said_before
    } else {
        in_aland
    };
    stuck.then(|| Screen::Nowhere(at.clone()))
}

/// The municipality in Åland that was named on the page `at`.
pub fn aland_on(visit: &Visit, at: &PageAt, around: &Around<'_>) -> Option<MunicipalityCode> {
    // Where the home decides, it is no matter in which municipality the child is today.
    let home_decides = home(visit, around).is_some_and(|code| !around.is_in_aland(code));
    let decides = |key: &String| !(home_decides && key.ends_with(".whereabouts_municipality"));
    let mut named = municipality_keys(visit, at).into_iter().filter(decides);
    named.find_map(|key| municipality_at(visit, &key, around).filter(|code| around.is_in_aland(*code)))
}

/// Whether something was typed for the place, and none of it is a municipality.
pub fn names_no_municipality(visit: &Visit, around: &Around<'_>) -> bool {
    let keys = [key::at(HOME, 0), PLACE_OF_CONCERN.to_owned()];
    let typed = keys.iter().any(|key| visit.answers.filled(key).is_some());
    typed
        && keys
            .iter()
            .all(|key| municipality_at(visit, key, around).is_none())
}

/// The municipality of the first child, once it is known.
pub fn home(visit: &Visit, around: &Around<'_>) -> Option<MunicipalityCode> {
    municipality_at(visit, &key::at(HOME, 0), around)
}

fn municipality_at(visit: &Visit, key: &str, around: &Around<'_>) -> Option<MunicipalityCode> {
    visit
        .answers
        .filled(key)
        .and_then(|value| around.municipality(value))
}

fn municipality_keys(visit: &Visit, at: &PageAt) -> Vec<String> {
    let shown = pages::shown_at(visit.form(), &visit.answers, at);
    let asked = shown.into_iter().flat_map(|shown| shown.asked);
    asked
        .filter(|asked| asked.field.kind == Kind::Municipality)
        .map(|asked| asked.key)
        .collect()
}

fn know(visit: &mut Visit, key: &str, code: MunicipalityCode, postal_code: Option<PostalCode>) {
    visit.answers.set(key, [code.to_string()]);
    let postal_code = postal_code.map(|code| code.to_string());
    if key.ends_with(".municipality") {
        visit.answers.set(&postal_code_key(key), postal_code);
        forget_area_elsewhere(visit, key, code);
    }
    visit.proposed.remove(key);
}

/// An area of another municipality answers nothing here, so its page is asked again.
fn forget_area_elsewhere(visit: &mut Visit, key: &str, code: MunicipalityCode) {
    let area = format!("{}.area", key::parent(key));
    let chosen_in = format!("{}.area_of", key::parent(key));
    if visit.answers.first(&chosen_in) != Some(code.to_string().as_str()) {
        visit.answers.set::<&str>(&area, []);
        // The pages of the other children stay as they were left.
        if let Some(index) = key::index_in("children", key) {
            let page = if index == 0 { "area" } else { "child_area" };
            visit.trail.forget_at(&PageAt::element(page, index));
        }
        visit.answers.set(&chosen_in, [code.to_string()]);
    }
}

fn forget_postal_code(visit: &mut Visit, key: &str) {
    visit.answers.set::<&str>(&postal_code_key(key), []);
}

fn postal_code_key(key: &str) -> String {
    format!("{}.postal_code", key::parent(key))
}

#[cfg(test)]
mod tests {
    use super::super::around::tests::example;
    use super::*;
    use crate::domain::language::Language;
    use crate::forms::children;

    const HERE: &str = "children[0].residence.municipality";

    fn typed(text: &str) -> (Visit, Settled) {
        let mut visit = Visit::begin(Visit::first_form(), Language::Fi, String::new());
        visit.answers.set(HERE, [text]);
        let settled = settle(&mut visit, &PageAt::first("where"), &example());
        (visit, settled)
    }

    #[test]
    fn a_sure_name_becomes_its_number_and_reads_as_its_name() {
        let (visit, settled) = typed(" esbo ");
        assert!(settled.is_clear());
        assert_eq!(visit.answers.first(HERE), Some("049"));
        assert_eq!(as_typed(&visit, HERE, &example()), "Espoo");
        assert_eq!(visit.answers.first("area_question"), Some("yes"));
        assert_eq!(visit.answers.first("place_unknown"), None);
    }

    #[test]
    fn a_postal_code_is_proposed_and_kept_when_it_was_meant() {
        let (mut visit, settled) = typed("02770");
        assert!(settled.proposed);
        let at = PageAt::first("where");
        assert_eq!(settle(&mut visit, &at, &example()).unchosen, [HERE]);
        choose(&mut visit, &[(choice_name(HERE), "049".to_owned())]);
        assert!(settle(&mut visit, &at, &example()).is_clear());
        assert_eq!(visit.answers.first(HERE), Some("049"));
        assert_eq!(as_typed(&visit, HERE, &example()), "02770 Espoo");
        assert_eq!(
            visit.answers.first("area_question"),
            None,
            "the postal code decides"
        );
    }

    #[test]
    fn none_of_the_proposals_leaves_the_text_and_asks_for_the_place_of_the_concern() {
        let (mut visit, _) = typed("02770");
        let at = PageAt::first("where");
        choose(&mut visit, &[(choice_name(HERE), NONE_OF_THESE.to_owned())]);
        assert!(settle(&mut visit, &at, &example()).is_clear());
        assert_eq!(visit.answers.first(HERE), Some("02770"));
        assert_eq!(visit.answers.first("place_unknown"), Some("yes"));
        assert!(dead_end(&visit, &at, &example()).is_none());
        assert!(dead_end(&visit, &PageAt::first("place"), &example()).is_some());
    }

    #[test]
    fn aland_has_no_office_here_and_the_place_of_the_concern_is_asked_for() {
        let (visit, _) = typed("Mariehamn");
        let around = example();
        assert!(dead_end(&visit, &PageAt::first("where"), &around).is_some());
        assert!(aland_on(&visit, &PageAt::first("where"), &around).is_some());
        assert_eq!(visit.answers.first("place_unknown"), Some("yes"));
        assert!(
            dead_end(&visit, &PageAt::first("place"), &around).is_none(),
            "said already"
        );
    }

    #[test]
    fn a_child_who_is_in_aland_today_has_the_office_of_home() {
        let (mut visit, _) = typed("Espoo");
        let child = PageAt::first("child");
        visit
            .answers
            .set("children[0].whereabouts_municipality", ["Mariehamn"]);
        assert!(settle(&mut visit, &child, &example()).is_clear());
        assert_eq!(aland_on(&visit, &child, &example()), None);
        visit.answers.set::<&str>(HERE, []);
        assert!(aland_on(&visit, &child, &example()).is_some());
    }

    #[test]
    fn another_municipality_forgets_the_area_of_the_first() {
        let (mut visit, _) = typed("Espoo");
        visit
            .answers
            .set("children[0].residence.area", ["suur-leppavaara"]);
        let at = PageAt::first("where");
        settle(&mut visit, &at, &example());
        assert!(visit.answers.first("children[0].residence.area").is_some());
        visit.answers.set(HERE, ["Espoo"]);
        settle(&mut visit, &at, &example());
        assert!(visit.answers.first("children[0].residence.area").is_some());
        visit.answers.set(HERE, ["Helsinki"]);
        settle(&mut visit, &at, &example());
        assert_eq!(visit.answers.first("children[0].residence.area"), None);
    }

    #[test]
    fn the_place_of_one_child_forgets_no_area_of_another() {
        let (mut visit, _) = typed("Helsinki");
        for (index, place) in [(1, "Vantaa"), (2, "Espoo")] {
            children::add(&mut visit.answers);
            visit.answers.set(&key::at(HOME, index), [place]);
        }
        settle(&mut visit, &PageAt::element("child", 2), &example());
        let area = PageAt::element("child_area", 2);
        visit.trail.leave(&area);
        settle(&mut visit, &PageAt::element("child", 1), &example());
        assert!(visit.trail.left(&area), "it is not asked once more");
        visit.answers.set(&key::at(HOME, 2), ["Helsinki"]);
        settle(&mut visit, &PageAt::element("child", 2), &example());
        assert!(!visit.trail.left(&area), "its own place asks it anew");
    }
}
