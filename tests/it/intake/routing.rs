//! A report always finds an office, whatever is known of the place.

use huoli::intake::destinations;
use huoli::places::Places;
use serde_json::json;

use crate::harness::app::{TestApp, report};
use crate::harness::db::TestDb;

#[test]
fn every_municipality_reaches_an_office_of_its_county() {
    let app = TestApp::new(TestDb::sqlite());
    let mut seen = 0;
    for municipality in Places::embedded().municipalities() {
        let document = json!({
            "children": [{"residence": {"municipality": municipality.code.to_string()}}],
            "concern": {"description": "Huoli"},
        });
        let found = destinations::of(&app, &report(&document)).expect("an office");
        let [destination] = found.as_slice() else {
            panic!("one destination")
        };
        let own = Places::embedded()
            .geography()
            .county_of(municipality.code)
            .unwrap();
        if own.to_string() == "91" {
            // Åland has its own authority; a report sent here all the same is read in the home county.
            assert_eq!(destination.decision.office, None);
            assert_eq!(destination.county, app.directory().rules.home_county());
        } else {
            assert_eq!(destination.county, own, "{}", municipality.names.fi);
        }
        seen += 1;
    }
    assert_eq!(seen, 308);
}

#[test]
fn a_place_that_nobody_knows_goes_to_the_default_office() {
    let app = TestApp::new(TestDb::sqlite());
    let unknown = report(&json!({"children": [{}], "concern": {"description": "Huoli"}}));
    let found = destinations::of(&app, &unknown).expect("an office");
    let rules = &app.directory().rules;
    assert_eq!(
        found[0].office,
        *rules.default_office(rules.home_county()).unwrap()
    );
    assert_eq!(found[0].rule.as_str(), "default");
}

#[test]
fn a_swedish_speaking_child_reaches_the_unit_for_it_however_the_language_was_written() {
    let app = TestApp::new(TestDb::sqlite());
    for written in ["sv", "ruotsi", "Svenska", "Swedish"] {
        let document = json!({
            "children": [{"language": written, "residence": {"municipality": "091", "postal_code": "00100"}}],
            "concern": {"description": "Huoli"},
        });
        let found = destinations::of(&app, &report(&document)).expect("an office");
        assert_eq!(found[0].rule.as_str(), "language", "{written}");
    }
}
