//! Walks through the wizard without HTTP.

use super::super::around::tests::example;
use super::*;
use crate::domain::language::Language;
use crate::forms::Kind;

struct Walk(Visit);

impl Walk {
    fn begin() -> Self {
        let mut walk = Self(Visit::begin(Visit::first_form(), Language::Fi, String::new()));
        walk.press("continue", &[]);
        walk
    }

    fn press(&mut self, button: &str, typed: &[(&str, &str)]) -> Faults {
        // What stands in the page's own fields travels in them: only that comes back.
        let mut posted: Vec<(String, String)> = typed
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        posted.push(("go".to_owned(), button.to_owned()));
        match turn(&mut self.0, &Go::of(&posted), &posted, &example()) {
            Turn::Show(faults) => faults,
            Turn::Send => panic!("sent"),
        }
    }

    fn page(&self) -> String {
        match &self.0.screen {
            Screen::Start => "start".to_owned(),
            Screen::Page(at) => at.to_string(),
            Screen::Nowhere(at) => format!("nowhere:{at}"),
            Screen::Sent(_) => "sent".to_owned(),
        }
    }

    fn to_check() -> Self {
        let mut walk = Self::begin();
        walk.press("continue", &[("reporter_role", "private_person")]);
        walk.press("continue", &[("children[0].residence.municipality", "Vantaa")]);
        walk.press("continue", &[("children[0].first_names", "Aino")]);
        walk.press("continue", &[("concern.description", "Itkee.")]);
        walk.press("continue", &[]);
        walk.press("continue", &[("reporter.identity", "anonymous")]);
        assert_eq!(walk.page(), "check");
        walk
    }
}

#[test]
fn the_shortest_way_leads_to_the_check_page() {
    Walk::to_check();
}

#[test]
fn a_page_is_not_left_without_what_it_must_have_and_keeps_what_was_typed() {
    let mut walk = Walk::begin();
    assert!(!walk.press("continue", &[]).is_empty());
    assert_eq!(walk.page(), "who");
    walk.press("continue", &[("reporter_role", "private_person")]);
    walk.press("lang:sv", &[("children[0].residence.municipality", "Esbo")]);
    assert_eq!(walk.page(), "where");
    let key = "children[0].residence.municipality";
    assert_eq!(walk.0.answers.first(key), Some("Esbo"));
    walk.press("previous", &[(key, "Esbo")]);
    assert_eq!(walk.page(), "who");
    walk.press("previous", &[("reporter_role", "private_person")]);
    assert_eq!(walk.page(), "start");
    walk.press("continue", &[]);
    assert_eq!(walk.page(), "who");
}

#[test]
fn a_change_leads_back_to_the_check_page() {
    let mut walk = Walk::to_check();
    walk.press("change:child", &[]);
    assert_eq!(walk.page(), "child");
    walk.press("continue", &[("children[0].first_names", "Eino")]);
    assert_eq!(walk.page(), "check");
    walk.press("change:you", &[]);
    walk.press("continue", &[("reporter.identity", "named")]);
    assert_eq!(walk.page(), "you_details");
    walk.press("continue", &[("reporter.name", "Matti Mallinen")]);
    assert_eq!(walk.page(), "check");
    walk.press("change:where", &[]);
    walk.press("continue", &[("children[0].residence.municipality", "Espoo")]);
    assert_eq!(walk.page(), "area", "a new page has appeared");
    walk.press("continue", &[]);
    assert_eq!(walk.page(), "check");
}

#[test]
fn enter_sends_nothing_from_the_check_page() {
    let mut walk = Walk::to_check();
    walk.press("continue", &[]);
    assert_eq!(walk.page(), "check");
    assert!(matches!(
        turn(&mut walk.0, &Go::Send, &[], &example()),
        Turn::Send
    ));
}

#[test]
fn nowhere_is_said_and_does_not_stop_anybody() {
    let mut walk = Walk::begin();
    walk.press("continue", &[("reporter_role", "private_person")]);
    walk.press("continue", &[]);
    assert_eq!(walk.page(), "place");
    walk.press("continue", &[("place_of_concern_municipality", "uimahalli")]);
    assert_eq!(walk.page(), "nowhere:place");
    walk.press("continue", &[]);
    assert_eq!(walk.page(), "child");
}

#[test]
fn a_slip_in_an_identity_code_is_told_once() {
    let mut walk = Walk::begin();
    walk.press("continue", &[("reporter_role", "private_person")]);
    walk.press("continue", &[("children[0].residence.municipality", "Vantaa")]);
    let key = "children[0].personal_identity_code";
    let wrong = [(key, "010516B903Y")];
    assert_eq!(walk.press("continue", &wrong).at_fields.len(), 1);
    assert_eq!(walk.page(), "child");
    assert!(walk.press("continue", &wrong).is_empty());
    assert_eq!(walk.page(), "concern");
}

#[test]
fn the_area_of_the_first_child_is_asked_once_whatever_the_second_says() {
    let mut walk = Walk::begin();
    walk.press("continue", &[("reporter_role", "private_person")]);
    walk.press("continue", &[("children[0].residence.municipality", "Espoo")]);
    assert_eq!(walk.page(), "area");
    walk.press("continue", &[]);
    walk.press("add_child", &[]);
    walk.press("continue", &[("children[1].residence.municipality", "Vantaa")]);
    assert_eq!(walk.page(), "concern");
    walk.press("continue", &[("concern.description", "Huoli")]);
    walk.press("continue", &[]);
    walk.press("continue", &[("reporter.identity", "anonymous")]);
    assert_eq!(walk.page(), "check");
}

#[test]
fn a_child_left_in_disorder_is_asked_again_before_the_check_page() {
    let mut walk = Walk::begin();
    walk.press("continue", &[("reporter_role", "private_person")]);
    walk.press("continue", &[("children[0].residence.municipality", "Vantaa")]);
    walk.press("add_child", &[("children[0].first_names", "Aino")]);
    assert_eq!(walk.page(), "child:1");
    walk.press("add_child", &[("children[1].residence.municipality", "02770")]);
    assert_eq!(walk.page(), "child:2");
    walk.press("remove_child:2", &[]);
    assert_eq!(walk.page(), "child:1");
    walk.press("unborn", &[("children[1].residence.municipality", "02770")]);
    assert_eq!(walk.page(), "unborn");
    walk.press("born", &[]);
    assert_eq!(walk.page(), "child:1");
}

const BUTTONS: [&str; 16] = [
    "continue",
    "continue",
    "continue",
    "continue",
    "previous",
    "add_child",
    "remove_child:0",
    "remove_child:1",
    "unborn",
    "born",
    "lang:sv",
    "change:child",
    "change:where",
    "change:you_details",
    "change:check",
    "nonsense",
];
const TYPED: [(&str, &str); 15] = [
    ("reporter_role", "private_person"),
    ("reporter_role", "guardian"),
    ("reporter_role", "young_person"),
    ("children[0].first_names", "Aino"),
    ("children[1].own_concern", "Karkailee"),
    ("children[0].birth_date.day", "31"),
    ("children[0].personal_identity_code", "010516B903Y"),
    ("guardians_may_know_reason", "Isä suuttuu"),
    ("reporter_role", "professional"),
    ("children[0].residence.municipality", "Espoo"),
    ("children[0].residence.municipality", "Mariehamn"),
    ("children[1].residence.municipality", "02770"),
    ("concern.description", "Huoli"),
    ("reporter.identity", "named"),
    ("reporter.identity", "anonymous"),
];

/// What a browser posts from the page where `visit` stands: every box with what stands in it, or with what of `typed`
/// belongs there.
fn posted_from(visit: &Visit, typed: &[(&str, &str)], button: &str) -> Vec<(String, String)> {
    let mut posted = Vec::new();
    let shown = match &visit.screen {
        Screen::Page(at) => pages::shown_at(visit.form(), &visit.answers, at),
        _ => None,
    };
    for asked in shown.into_iter().flat_map(|shown| shown.asked) {
        let values = visit.answers.get(&asked.key);
        let mut put = |name: String, value: Option<&String>| {
            let new = typed.iter().find(|(key, _)| *key == name);
            let value = new.map(|(_, value)| (*value).to_owned()).or(value.cloned());
            posted.extend(value.map(|value| (name, value)));
        };
        if matches!(asked.field.kind, Kind::Date3 | Kind::PartialDate3) {
            for (place, part) in take::DATE_PARTS.iter().enumerate() {
                put(take::date_box(&asked.key, part), values.get(place));
            }
        } else {
            put(asked.key.clone(), values.first());
        }
    }
    posted.push(("go".to_owned(), button.to_owned()));
    posted
}

/// What stands in the boxes for free text.
fn written(posted: &[(String, String)]) -> Vec<(String, String)> {
    let texts = [
        "first_names",
        "own_concern",
        "description",
        "personal_identity_code",
        "_reason",
    ];
    let is_text = |key: &String| texts.iter().any(|end| key.ends_with(end));
    posted
        .iter()
        .filter(|(key, value)| is_text(key) && !value.is_empty())
        .cloned()
        .collect()
}

fn turned(visit: &mut Visit, posted: &[(String, String)]) {
    let shown = turn(visit, &Go::of(posted), posted, &example());
    assert!(matches!(shown, Turn::Show(_)));
}

/// Continues with what must be answered until the check page; tells whether it was reached.
fn arrives(visit: &mut Visit) -> bool {
    const MUST: [(&str, &str); 6] = [
        ("reporter_role", "private_person"),
        ("concern.description", "Huoli"),
        ("reporter.identity", "anonymous"),
        ("reporter.authority", "education"),
        ("reporter.organisation", "Mallilan koulu"),
        ("reporter.phone", "050 000 0000"),
    ];
    for _ in 0..80 {
        if visit.screen == Screen::Page(PageAt::first(CHECK)) {
            return true;
        }
        let open: Vec<_> = MUST
            .into_iter()
            .filter(|(key, _)| visit.answers.filled(key).is_none())
            .collect();
        let mut posted = posted_from(visit, &open, "continue");
        let unclear: Vec<String> = visit.proposed.keys().cloned().collect();
        posted.extend(
            unclear
                .iter()
                .map(|key| (place::choice_name(key), "none".to_owned())),
        );
        turned(visit, &posted);
    }
    false
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_pressed_and_typed_there_is_a_page_to_show(
        presses in proptest::collection::vec((0..BUTTONS.len(), 0..TYPED.len(), 0..TYPED.len()), 1..40),
    ) {
        let mut walk = Walk::begin();
        for (button, one, other) in presses {
            let posted: Vec<(String, String)> = [TYPED[one], TYPED[other], ("go", BUTTONS[button])]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into();
            // What travels is what the page was made from.
            let mut visit = Visit::read(&walk.0.write()).expect("a visit comes back");
            let turned = turn(&mut visit, &Go::of(&posted), &posted, &example());
            proptest::prop_assert!(matches!(turned, Turn::Show(_)));
            if let Screen::Page(at) = &visit.screen {
                proptest::prop_assert!(
                    pages::shown_at(visit.form(), &visit.answers, at).is_some(),
                    "{at} is hidden after {}", BUTTONS[button]
                );
                let left = visit.trail.reaches(visit.form(), &visit.answers, at);
                proptest::prop_assert!(at.id != CHECK || left, "nobody skips a page");
            }
            walk.0 = visit;
        }
    }

    #[test]
    fn whatever_is_pressed_every_written_word_stays_and_the_check_page_is_reached(
        presses in proptest::collection::vec((0..BUTTONS.len(), 0..TYPED.len(), 0..TYPED.len()), 1..40),
    ) {
        let mut visit = Visit::begin(Visit::first_form(), Language::Fi, String::new());
        turned(&mut visit, &[("go".to_owned(), "continue".to_owned())]);
        let mut expected = std::collections::BTreeMap::new();
        for (button, one, other) in presses {
            // Who takes a child out takes its words out.
            let button = BUTTONS.get(button).copied().filter(|go| !go.starts_with("remove") && *go != "unborn");
            let posted = posted_from(&visit, &[TYPED[one], TYPED[other]], button.unwrap_or("continue"));
            expected.extend(written(&posted));
            turned(&mut visit, &posted);
        }
        proptest::prop_assert!(arrives(&mut visit), "stuck on {:?}", visit.at());
        for (key, value) in expected {
            proptest::prop_assert_eq!(visit.answers.first(&key), Some(value.as_str()), "{}", key);
        }
    }
}
