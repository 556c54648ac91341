//! What somebody takes along who reported in their work: the copies equal what was sent, the proof verifies, and it is
//! the same however often the page is sent.

use huoli::intake::receipt_keys::{self, Proof};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::runtime;

use super::professional::{WORK, at_the_report};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

const HOME: &str = "children[0].residence.municipality";

/// A file that a button of the page gives: its name and what is in it.
fn download(site: &Site, visitor: &Visitor, go: &str) -> (String, Vec<u8>) {
    let form = visitor.filled(go, &[]);
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let url = format!("{}/professional", site.address);
        let response = Client::new()
            .post(url)
            .form(&form)
            .send()
            .await
            .expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["cache-control"], "no-store");
        let name = response.headers()["content-disposition"]
            .to_str()
            .unwrap()
            .to_owned();
        (name, response.bytes().await.expect("a file").to_vec())
    })
}

/// Posts `report` to the API: the status and the answer.
fn post(site: &Site, token: &str, key: &str, report: &Value) -> (u16, Value) {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let request = Client::new().post(format!("{}/api/v1/reports", site.address));
        let request = request
            .bearer_auth(token)
            .header("Idempotency-Key", key)
            .json(report);
        let response = request.send().await.expect("an answer");
        (response.status().as_u16(), response.json().await.expect("JSON"))
    })
}

fn sent(site: &Site) -> Visitor {
    let mut visitor = at_the_report(site);
    visitor
        .press(
            "continue",
            &[
                ("children[0].first_names", "Aino"),
                ("children[0].personal_identity_code", "010516B903X"),
                ("children[0].told", "no"),
                (HOME, "Vantaa"),
                ("guardians[0].name", "Helmi Esimerkki"),
                ("guardians[0].language", "somali"),
                ("concern.description", "Tulee kouluun nälkäisenä.\nUsein."),
                ("observed_by", "colleague"),
                ("history_text", "Muutti keväällä."),
                ("worker_only", "Asun naapurissa."),
                ("police_told", "no"),
            ],
        )
        .press("send", &[]);
    assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
    visitor
}

/// What [`sent`] types, as the schema says it.
fn as_typed() -> Value {
    let reporter = WORK.map(|(key, value)| (key.trim_start_matches("reporter.").to_owned(), json!(value)));
    json!({
        "reporter_role": "professional",
        "reporter": serde_json::Map::from_iter(reporter),
        "children": [{"first_names": "Aino", "personal_identity_code": "010516B903X", "told": "no",
            "residence": {"municipality": "092"}}],
        "guardians": [{"name": "Helmi Esimerkki", "language": "somali"}],
        "concern": {"description": "Tulee kouluun nälkäisenä.\nUsein."},
        "observed_by": "colleague", "history_text": "Muutti keväällä.", "worker_only": "Asun naapurissa.",
        "police_told": "no",
    })
}

/// Nothing stands in the file but the reference, the time and what is random or a digest: a word of the report has no
/// place in it. What is random is known by its shape, since three letters of it may be any three.
fn tells_only_that_it_arrived(file: &str, proof: &Proof) {
    let members: Value = serde_json::from_str(file).unwrap();
    let mut names: Vec<_> = members.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "digest",
            "key",
            "received_at",
            "reference",
            "salt",
            "signature",
            "type"
        ]
    );
    let base64 = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    for (random, letters) in [
        (&proof.salt, 43),
        (&proof.digest, 43),
        (&proof.signature, 86),
        (&proof.key, 8),
    ] {
        assert!(base64(random) && random.len() == letters, "{random}");
    }
    assert_eq!(proof.kind, "huoli-receipt-1");
}

on_both! {
    fn the_copies_are_what_was_sent_and_the_proof_is_of_them(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = sent(&site);
        let receipt = visitor.seen.text("main");
        for word in ["Aino", "Helmi", "nälkäisenä", "Oiva"] {
            assert!(!receipt.contains(word), "{word} in {receipt}");
        }
        assert!(receipt.contains("10 päivässä, soita"), "{receipt}");
        let (name, copy) = download(&site, &visitor, "copy:json");
        assert_eq!(name, "attachment; filename=\"copy.json\"");
        let copy: Value = serde_json::from_slice(&copy).unwrap();
        assert_eq!(copy, as_typed());
        let (name, file) = download(&site, &visitor, "copy:proof");
        assert_eq!(name, "attachment; filename=\"proof.json\"");
        let proof = Proof::read(&file).unwrap();
        assert_eq!(proof.verify(&receipt_keys::public(&app)), Ok(()));
        assert!(proof.is_of(&copy));
        assert!(receipt.contains(&proof.reference));
        assert_eq!(proof.received_at, "2026-11-20T12:05:00Z");
        let file = String::from_utf8(file).unwrap();
        tells_only_that_it_arrived(&file, &proof);
        receipt_keys::make_next(&app).expect("another key is made");
        assert_eq!(proof.verify(&receipt_keys::public(&app)), Ok(()), "an older key is kept");
        let (_, again) = download(&site, &visitor, "copy:proof");
        assert_eq!(again, file.as_bytes(), "nothing is signed anew");
    }

    fn the_printed_copy_shows_everything_and_leads_back(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = sent(&site);
        let receipt = visitor.seen.text("main");
        visitor.press("copy:page", &[]);
        assert_eq!(visitor.seen.heading(), "Kopio ilmoituksesta");
        let copy = visitor.seen.text("main");
        for word in ["Aino", "010516B903X", "Helmi Esimerkki", "Vantaa", "nälkäisenä", "Asun naapurissa", "Oiva Esimerkki"] {
            assert!(copy.contains(word), "{word} in {copy}");
        }
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.text("main"), receipt);
    }

    fn a_page_sent_twice_has_one_receipt_and_one_proof(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_report(&site);
        visitor.press("continue", &[("concern.description", "Huoli."), (HOME, "Vantaa")]);
        let check = visitor.seen.clone();
        visitor.press("send", &[]);
        let (receipt, proof) = (visitor.seen.text("main"), download(&site, &visitor, "copy:proof"));
        visitor.seen = check.clone();
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.text("main"), receipt);
        assert_eq!(download(&site, &visitor, "copy:proof"), proof);
        visitor.seen = check;
        visitor.press("change:report", &[])
            .press("continue", &[("concern.description", "Aivan muuta.")])
            .press("send", &[]);
        assert!(visitor.seen.text("main").contains("Ensimmäinen lähetys on voimassa"));
        assert!(!visitor.seen.offers("copy:json"), "what stands in the page was never sent");
        assert_eq!(download(&site, &visitor, "copy:proof"), proof);
    }

    fn a_protected_address_leaves_no_place_on_receipt_or_proof(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_report(&site);
        visitor.press("continue", &[
            ("concern.description", "Huoli."), (HOME, "Vantaa"), ("children[0].protected_address", "yes"),
        ]).press("send", &[]);
        let page = visitor.seen.text("body");
        assert!(!page.contains("Vanta"), "{page}");
        let (_, proof) = download(&site, &visitor, "copy:proof");
        tells_only_that_it_arrived(&String::from_utf8(proof.clone()).unwrap(), &Proof::read(&proof).unwrap());
    }

    fn form_and_system_take_the_same_report_and_find_the_same_faults(db: TestDb) {
        let app = TestApp::new(db);
        let (_, token) = app.client("Mallilan koulu");
        let site = Site::start(&app);
        let visitor = sent(&site);
        let (_, copy) = download(&site, &visitor, "copy:json");
        let copy: Value = serde_json::from_slice(&copy).unwrap();
        let (status, answer) = post(&site, &token, "first", &copy);
        assert_eq!(status, 201, "{answer}");
        let file = format!("{:#}\n", answer["proof"]);
        let proof = Proof::read(file.as_bytes()).unwrap();
        assert_eq!(proof.verify(&receipt_keys::public(&app)), Ok(()));
        assert!(proof.is_of(&copy));
        assert_eq!(answer["proof"]["reference"], answer["reference"]);
        let (_, again) = post(&site, &token, "first", &copy);
        assert_eq!(again["proof"], answer["proof"]);
        // One slip each, as the form and as a system makes it.
        for (key, pointer, typed, value, code) in [
            ("concern.description", "/concern/description", "x".repeat(20_001), json!("x".repeat(20_001)), "too_long"),
            ("concern.description", "/concern/description", String::new(), json!(""), "required"),
            ("children[0].birth_date", "/children/0/birth_date", "x".to_owned(), json!("x"), "date_invalid"),
        ] {
            let mut faulty = copy.clone();
            faulty["children"][0]["birth_date"] = json!("2016");
            *faulty.pointer_mut(pointer).unwrap() = value;
            let (status, answer) = post(&site, &token, "second", &faulty);
            assert_eq!(status, 422);
            let found = answer["errors"].as_array().unwrap().iter().find(|error| error["pointer"] == pointer);
            assert_eq!(found.expect("it is told")["code"], code, "{answer}");
            let mut visitor = at_the_report(&site);
            let box_of = if key.ends_with("date") { format!("{key}.year") } else { key.to_owned() };
            let mut typing = vec![(HOME, "Vantaa"), (&*box_of, &*typed)];
            if key != "concern.description" {
                typing.push(("concern.description", "Huoli."));
            }
            visitor.press("continue", &typing);
            assert_eq!(visitor.seen.status, 422, "{key}");
            assert_eq!(visitor.seen.heading(), "Ilmoitus");
        }
    }
}
