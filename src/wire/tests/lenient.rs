//! What a person at a web form may leave out or write wrong.

use serde_json::json;

use super::*;

#[test]
fn a_description_and_a_child_about_whom_nothing_is_known_are_enough() {
    let accepted =
        leniently(&json!({"children": [{}], "concern": {"description": "Cries at night."}})).unwrap();
    assert!(accepted.warnings.is_empty());
    assert!(accepted.report.reporter.is_anonymous());
    assert_eq!(
        faults(leniently(&json!({"reporter": {}}))),
        ["/children nobody_named", "/concern/description required"]
    );
}

#[test]
fn a_slip_in_the_identity_code_is_noted_and_kept_as_written() {
    for (code, note) in [
        ("010516B903Y", "check_character"),
        ("320516B903Y", "identity_code_date"),
        ("born in May", "identity_code_shape"),
        ("010530A901F", "date_impossible"),
    ] {
        let report = json!({"children": [{"personal_identity_code": code}], "concern": {"description": "x"}});
        let accepted = leniently(&report).unwrap();
        assert_eq!(
            said(&accepted.warnings),
            [format!("/children/0/personal_identity_code {note}")]
        );
        let kept = accepted.report.children[0]
            .identity
            .personal_identity_code
            .as_ref()
            .unwrap();
        assert_eq!(kept.expose(), code);
    }
}

#[test]
fn a_place_that_is_no_code_is_noted_and_stays_readable() {
    let residence =
        json!({"municipality": "Haaparanta", "postal_code": "953 31", "street_address": "Storgatan 1"});
    let report = json!({
        "children": [{"residence": residence}, {"residence": {"municipality": "999"}}],
        "place_of_concern_municipality": "Tornionlaakso", "concern": {"description": "x"}
    });
    let accepted = leniently(&report).unwrap();
    assert_eq!(
        said(&accepted.warnings),
        [
            "/children/0/residence/municipality municipality_unknown",
            "/children/0/residence/postal_code postal_code_invalid",
            "/children/1/residence/municipality municipality_unknown",
            "/place_of_concern_municipality municipality_unknown",
        ]
    );
    let report = accepted.report;
    let home = &report.children[0].identity.residence;
    assert_eq!(home.municipality, None);
    assert_eq!(
        home.street_address.as_ref().unwrap().expose(),
        "Storgatan 1, 953 31, Haaparanta"
    );
    assert_eq!(
        report.children[1].identity.residence.municipality,
        MunicipalityCode::parse("999")
    );
    assert_eq!(
        report.worker_only.place_of_concern.as_ref().unwrap().expose(),
        "Tornionlaakso"
    );
}

#[test]
fn two_ways_of_naming_the_place_of_concern_are_both_kept() {
    let report = json!({
        "children": [{}], "concern": {"description": "x"},
        "place_of_concern": "By the swimming hall", "place_of_concern_municipality": "Tornionlaakso"
    });
    let kept = leniently(&report).unwrap().report.worker_only.place_of_concern;
    assert_eq!(kept.unwrap().expose(), "By the swimming hall, Tornionlaakso");
    let full = with(report, "/place_of_concern", json!("x".repeat(190)));
    assert_eq!(faults(leniently(&full)), ["/place_of_concern too_long"]);
}

#[test]
fn a_day_that_is_still_to_come_is_noted_and_kept_in_words() {
    let report = json!({"children": [{"birth_date": "2027-01-01"}], "concern": {"description": "x"}});
    let accepted = leniently(&report).unwrap();
    let child = &accepted.report.children[0].identity;
    assert_eq!(child.birth_date, None);
    assert_eq!(child.birth_text.as_ref().unwrap().expose(), "01.01.2027");
    assert_eq!(accepted.warnings.len(), 1);
    let report = json!({"children": [{"birth_date": "2016-02-31"}], "concern": {"description": "x"}});
    assert_eq!(
        faults(leniently(&report)),
        ["/children/0/birth_date date_invalid"],
        "the form sends no such date"
    );
}

#[test]
fn where_a_child_is_now_is_a_municipality_or_stays_in_words() {
    let report = json!({"concern": {"description": "x"}, "children": [
        {"whereabouts": "Isoäidin luona", "whereabouts_municipality": "837"},
        {"whereabouts": "Isoäidin luona", "whereabouts_municipality": "Mallila"},
    ]});
    let children = leniently(&report).unwrap().report.children;
    let told = |index: usize| children[index].identity.whereabouts.as_ref().unwrap().expose();
    assert!(children[0].identity.whereabouts_municipality.is_some());
    assert_eq!(told(0), "Isoäidin luona");
    assert_eq!(children[1].identity.whereabouts_municipality, None);
    assert_eq!(told(1), "Isoäidin luona, Mallila");
}
