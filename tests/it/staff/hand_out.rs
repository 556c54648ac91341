//! A case on its way into the county's client system.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::language::Language;
use huoli::domain::report::Channel;
use huoli::store::StoreError;
use huoli::store::schema::hand_outs;
use huoli::wire::{self, Reading, Strictness};
use serde_json::{Value, json};

use super::assessment::{fill, logged, tell_everybody};
use super::notice_log::record;
use super::triage::decide;
use super::{Answer, Browser, Worker, about, espoo, hidden, later, named, neighbour, served, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

/// A teacher's report about two children.
fn teachers() -> Value {
    json!({
        "reporter_role": "professional",
        "reporter": {"authority": "education", "organisation": "Mallilan kaupunki", "name": "Oiva Esimerkki", "phone": "000 111 2222"},
        "children": [
            {"first_names": "Aino", "last_name": "Mallinen", "birth_date": "2016-05-01", "told": "yes", "own_concern": "Aino itkee.",
             "residence": {"municipality": "049", "postal_code": "02770", "street_address": "Mallikuja 5"}},
            {"first_names": "Kanarialintu", "last_name": "Mallinen", "own_concern": "kanarialintu lentää",
             "residence": {"municipality": "049", "postal_code": "02770"}},
        ],
        "guardians": [{"name": "Helmi Mallinen", "phone": "000 333 4444"}, {"name": "Matti Mallinen"}],
        "concern": {"description": "Lapsi on väsynyt.", "reasons": ["neglect"]},
        "worker_only": "Vain teille",
    })
}

/// How a case became pending that came by the web on Friday 20 November 2026.
fn pending() -> Value {
    json!({"pending_on": "2026-11-20", "channel": "web", "start_by": "2026-12-01", "complete_by": "2027-02-20"})
}

/// The page of the hand-out of `case`, and what its button saves.
async fn both(browser: &Browser<'_>, case: &str) -> [Answer; 2] {
    let path = format!("{case}/hand-out");
    let page = browser.get(&path).await;
    let file = fill(browser, &format!("{path}/file"), &page, "file", &[]).await;
    [page, file]
}

/// The text of the hand-out of `case`, and what its file holds beside the report.
async fn handed_out(browser: &Browser<'_>, case: &str) -> (String, Value) {
    let [page, file] = both(browser, case).await;
    assert_eq!(page.status, 200, "{}", page.words());
    assert!(
        page.words()
            .contains("Lue työntekijöiden omat tekstit läpi ennen kopiointia"),
        "{}",
        page.words()
    );
    for way in [&page, &file] {
        assert!(
            !way.text.contains("kanarialintu"),
            "a protected reporter: {}",
            way.text
        );
    }
    let mut document: Value = serde_json::from_str(&file.text).expect("JSON");
    (
        page.select("main p.huoli-words").remove(0),
        document["case"].take(),
    )
}

/// That `text` holds each of `order`, one after the other.
fn in_order(text: &str, order: &[&str]) {
    let mut rest = text;
    for next in order {
        let place = rest
            .find(next)
            .unwrap_or_else(|| panic!("{next} does not stand there in its order: {text}"));
        rest = &rest[place + next.len()..];
    }
}

/// Signs that help is needed now and an assessment starts, then that nothing is urgent any more, and writes down a call.
async fn signed_and_begun(browser: &Browser<'_>, saara: &Worker, case: &str) {
    let me = saara.account.id.to_string();
    let fields = [
        ("urgency", "now"),
        ("called_at", "9.30"),
        ("decision", "start_assessment"),
        ("reason", "Aloitetaan heti."),
        ("assignee", &me),
        ("go", "save"),
    ];
    let signed = decide(browser, case, &fields).await;
    assert_eq!(signed.status, 303, "{}", signed.words());
    let work = format!("{case}/assessment");
    let calm = [
        ("urgency_need", "not_urgent"),
        ("urgency_called_at", ""),
        ("urgency_why", "Apu tuli."),
    ];
    let contact = [
        ("contact_with", "guardian"),
        ("contact_channel", "call"),
        ("contact_result", "reached"),
        ("contact_note", "Sovittiin käynti."),
        ("contact_date", "20.11.2026"),
        ("contact_time", "13.30"),
    ];
    for (go, fields) in [("urgency", calm.as_slice()), ("contact", contact.as_slice())] {
        let page = browser.get(&work).await;
        let done = fill(browser, &work, &page, go, fields).await;
        assert_eq!(done.status, 303, "{}", done.words());
    }
}

/// Writes down that the child was told, and why the guardian was not.
async fn told(browser: &Browser<'_>, case: &str) {
    let notices = format!("{case}/notices");
    let told = [("told", "yes"), ("channel", "call")];
    let withheld = [
        ("told", "no"),
        ("ground", "child_interest"),
        ("text", "Uhka."),
        ("again", "30.11.2026"),
    ];
    for (person, said) in [("child0", told.as_slice()), ("guardian0", withheld.as_slice())] {
        let page = browser.get(&notices).await;
        let done = record(browser, &notices, &page, person, said).await;
        assert_eq!(done.status, 303, "{}", done.words());
    }
}

/// Writes a note and finishes the assessment.
async fn ended(browser: &Browser<'_>, case: &str) {
    let work = format!("{case}/assessment");
    let note = [("note_text", "Kotikäynti maanantaina.")];
    let finish = [
        ("finish_outcome", "child_welfare_client"),
        ("finish_on", "20.11.2026"),
        ("finish_reason", "Tuki tarvitaan."),
    ];
    for (go, fields) in [("note", note.as_slice()), ("finish", finish.as_slice())] {
        let page = browser.get(&work).await;
        let done = fill(browser, &work, &page, go, fields).await;
        assert_eq!(done.status, 303, "{}", done.words());
    }
}

on_both! {
    fn what_the_authority_wrote_down_goes_along_and_a_proposal_does_not(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let mut document = named();
        document["guardians"] = json!([{"name": "Eino Esimerkki"}]);
        app.file(&document);
        served(&app, async |site| {
            let intake = site.signed_in(&app, &maija).await;
            let case = intake.get("/staff/queue").await.cases().remove(0);
            let (text, parts) = handed_out(&intake, &case).await;
            in_order(&text, &["ASIASISÄLTÖ", "VIREILLETULO\n", "Kopioinut MAIJA"]);
            assert_eq!(parts, json!({"pending": pending()}), "it is only received");
            let proposed = decide(&intake, &case, &[
                ("urgency", "urgent"), ("decision", "not_yet"), ("reason", "Pelkkä ehdotus"), ("assignee", ""), ("go", "save"),
            ]).await;
            assert_eq!(proposed.status, 303, "{}", proposed.words());
            let (text, parts) = handed_out(&intake, &case).await;
            assert!(!text.contains("\nARVIO\n") && !text.contains("Pelkkä ehdotus"), "{text}");
            assert_eq!(parts, json!({"pending": pending()}), "nobody has signed it");

            let browser = site.signed_in(&app, &saara).await;
            signed_and_begun(&browser, &saara, &case).await;
            told(&browser, &case).await;
            later(&app, TimeDelta::minutes(1));
            ended(&browser, &case).await;
            let (text, parts) = handed_out(&browser, &case).await;
            in_order(&text, &[
                "VIREILLETULO\n", "Vireilletulopäivä: 20.11.2026", "Saapumistapa: Verkkolomake",
                "Arviointi alkaa viimeistään: 1.12.2026", "Arviointi valmis viimeistään: 20.2.2027",
                "\nARVIO\n", "Arvio asian kiireellisyydestä: Nyt", "Apua soitettu: pe 20.11.2026 klo 9.30", "Laatija: SAARA Mallinen",
                "Päivämäärä: pe 20.11.2026 klo 14.05", "Toimenpide: Palvelutarpeen arviointi alkaa", "Kuvaus: Aloitetaan heti.",
                "Kiireellisyys arvioitu uudelleen: Ei kiireellinen", "Kiireellisyyden perustelu: Apu tuli.",
                "PALVELUTARPEEN ARVIOINTI\n", "aloittamispäivä: 20.11.2026", "Vastaava sosiaalityöntekijä: SAARA Mallinen",
                "Arvioinnin tulos: Lastensuojelun asiakkuus alkaa", "valmistumispäivä: 20.11.2026",
                "Yhteenveto ja perustelu: Tuki tarvitaan.",
                "KENELLE ON KERROTTU\n", "Lapsi\n", "Kerrottu: 20.11.2026 · Puhelu · SAARA Mallinen", "Huoltaja 1: Eino Esimerkki",
                "Ei kerrottu: Kertominen olisi lapsen edun vastaista", "Perustelu: Uhka.", "Katsotaan uudelleen: 30.11.2026",
                "Kirjasi SAARA Mallinen, pe 20.11.2026 klo 14.05",
                "YHTEYDET JA MERKINNÄT\n", "Yhteydenotto: pe 20.11.2026 klo 13.30 · Huoltaja tai vanhempi · Puhelu · Tavoitettu",
                "Muistiinpano: Sovittiin käynti.", "Muistiinpano: Kotikäynti maanantaina.", "Kopioinut SAARA",
            ]);
            assert!(!text.contains(['\u{ad}', '\u{a0}']) && !text.contains("Pelkkä ehdotus"), "{text}");
            let (who, when) = ("SAARA Mallinen", "2026-11-20T12:05:00Z");
            assert_eq!(parts, json!({
                "pending": pending(),
                "evaluation": {
                    "urgency": "now", "judged_by": who, "judged_at": when, "called_at": "2026-11-20T07:30:00Z",
                    "decisions": [
                        {"decision": "start_assessment", "reason": "Aloitetaan heti.", "decided_by": who, "decided_at": when},
                    ],
                    "reassessed": [{"urgency": "not_urgent", "reason": "Apu tuli.", "judged_by": who, "judged_at": when}],
                },
                "assessment": {
                    "started_on": "2026-11-20", "responsible": who, "outcome": "child_welfare_client", "completed_on": "2026-11-20",
                    "completed_by": who, "reason": "Tuki tarvitaan.",
                },
                "notices": [
                    {
                        "person": "child", "told": "yes", "on": "2026-11-20", "channel": "call", "told_by": who,
                        "recorded_by": who, "recorded_at": when,
                    },
                    {
                        "person": "guardian", "number": 1, "name": "Eino Esimerkki", "told": "no", "ground": "child_interest",
                        "reason": "Uhka.", "look_again_on": "2026-11-30", "recorded_by": who, "recorded_at": when,
                    },
                ],
                "log": [
                    {
                        "kind": "contact", "with": "guardian", "at": "2026-11-20T11:30:00Z", "channel": "call", "result": "reached",
                        "note": "Sovittiin käynti.", "recorded_by": who, "recorded_at": when,
                    },
                    {
                        "kind": "note", "text": "Kotikäynti maanantaina.", "recorded_by": who,
                        "recorded_at": "2026-11-20T12:06:00Z",
                    },
                ],
            }));
        });
    }

    fn what_was_completed_of_the_child_and_what_came_of_a_contact_go_along(db: TestDb) {
        let app = TestApp::new(db);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&named());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let me = saara.account.id.to_string();
            let decided = decide(&browser, &case, &[
                ("urgency", "not_urgent"), ("decision", "social_welfare_contact"), ("reason", "Perhe pyytää tukea."),
                ("special_support", "yes"), ("assignee", &me), ("go", "save"),
            ]).await;
            assert_eq!(decided.status, 303, "{}", decided.words());
            let facts = format!("{case}/facts");
            let named = [("first_names", "Eino"), ("last_name", "Esimerkki"), ("source", "Huoltaja puhelimessa")];
            let spoken = [("language", "somali"), ("source", "Koulu")];
            for fields in [named.as_slice(), &spoken] {
                let page = browser.get(&facts).await;
                let done = fill(&browser, &facts, &page, "complete", fields).await;
                assert_eq!(done.status, 303, "{}", done.words());
                later(&app, TimeDelta::minutes(1));
            }
            tell_everybody(&browser, &case).await;
            let (text, parts) = handed_out(&browser, &case).await;
            in_order(&text, &[
                "ASIASISÄLTÖ", "TÄYDENNETYT TIEDOT\n", "Etunimet: Eino\n", "Sukunimi: Esimerkki\n", "Lähde: Huoltaja puhelimessa\n",
                "Kirjasi SAARA Mallinen, pe 20.11.2026 klo 14.05", "Lapsen kieli: somali\n", "Lähde: Koulu\n",
                "Kirjasi SAARA Mallinen, pe 20.11.2026 klo 14.06", "VIREILLETULO\n", "Lapsi: Eino Esimerkki",
            ]);
            assert!(!text.contains("YHTEYDENOTON KÄSITTELY"), "it has not begun: {text}");
            assert_eq!(parts.get("contact"), None);
            let who = "SAARA Mallinen";
            assert_eq!(parts["completed"], json!([
                {
                    "first_names": "Eino", "last_name": "Esimerkki", "source": "Huoltaja puhelimessa",
                    "recorded_by": who, "recorded_at": "2026-11-20T12:05:00Z",
                },
                {"language": "somali", "source": "Koulu", "recorded_by": who, "recorded_at": "2026-11-20T12:06:00Z"},
            ]));

            // The start was due on Tuesday 1 December.
            later(&app, TimeDelta::days(20));
            let browser = site.signed_in(&app, &saara).await;
            let path = format!("{case}/contact");
            let page = browser.get(&path).await;
            let begun = fill(&browser, &path, &page, "begun", &[("begun_on", "9.12.2026")]).await;
            assert_eq!(begun.status, 303, "{}", begun.words());
            let (text, parts) = handed_out(&browser, &case).await;
            in_order(&text, &["ARVIO\n", "YHTEYDENOTON KÄSITTELY\n", "aloittamispäivä: 9.12.2026\n", "KENELLE ON KERROTTU\n"]);
            assert_eq!(parts["contact"], json!({"started_on": "2026-12-09"}));
            let page = browser.get(&path).await;
            let ended = [
                ("ended_start_cause", "staff"), ("ended_on", "10.12.2026"), ("ended_outcome", "Perhe saa kotipalvelua."),
            ];
            let done = fill(&browser, &path, &page, "ended", &ended).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let (text, parts) = handed_out(&browser, &case).await;
            in_order(&text, &[
                "ARVIO\n", "YHTEYDENOTON KÄSITTELY\n", "aloittamispäivä: 9.12.2026\n", "Miksi alkoi myöhässä: Työntekijöitä oli liian vähän\n",
                "valmistumispäivä: 10.12.2026\n", "Yhteydenoton tulos: Perhe saa kotipalvelua.\n", "Laatija: SAARA Mallinen\n",
                "KENELLE ON KERROTTU\n",
            ]);
            assert!(!text.contains(['\u{ad}', '\u{a0}']), "{text}");
            assert_eq!(parts["contact"], json!({
                "started_on": "2026-12-09", "start_delay": {"cause": "staff"}, "completed_on": "2026-12-10",
                "outcome": "Perhe saa kotipalvelua.", "completed_by": who,
            }));
        });
    }

    fn a_case_is_copied_in_the_national_order_and_noted_with_its_number(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let pekka = worker(&app, "pekka", Role::Supervisor, &[&neighbour(&app, &espoo(&app))]);
        app.file(&teachers());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let mut own = None;
            for case in browser.get("/staff/queue").await.cases() {
                if browser.get(&format!("{case}/hand-out")).await.text.contains("Aino itkee.") {
                    own = Some(case);
                }
            }
            let case = own.expect("one of the two is Aino's");
            let path = format!("{case}/hand-out");
            let seen = logged(&app, "case_opened");
            let page = browser.get(&path).await;
            assert_eq!((page.status, logged(&app, "case_opened")), (200, seen + 1));
            let text = page.select("main p.huoli-words").remove(0);
            let order = [
                "Lastensuojeluilmoitus", "Viite: LS-", "Ilmoittamispäivämäärä: ", "ASIAKAS", "Mallinen", "Aino", "Mallikuja 5", "02770",
                "Espoo", "HUOLTAJA", "Helmi Mallinen", "000 333 4444", "Matti Mallinen", "ILMOITTAJA", "Oiva Esimerkki", "Mallilan kaupunki",
                "000 111 2222", "ASIASISÄLTÖ", "Lapsi on väsynyt.", "Aino itkee.", "KERTOMINEN", "Kyllä", "VAIN TYÖNTEKIJÄLLE", "Vain teille",
                "VIREILLETULO", "20.11.2026", "Kopioinut",
            ];
            in_order(&text, &order);
            let last = text.trim_end().lines().last().expect("a last line");
            assert!(last.starts_with("Kopioinut MAIJA Mallinen, ") && last.ends_with("klo 14.05"), "who copied it stands last: {last}");
            assert!(!text.to_lowercase().contains("kanarialintu") && !text.contains(['\u{ad}', '\u{a0}']), "{text}");

            let file = fill(&browser, &format!("{path}/file"), &page, "file", &[]).await;
            assert_eq!((file.status, logged(&app, "hand_out_taken")), (200, 1));
            let header = |name: &str| file.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
            assert!(header("content-disposition").starts_with("attachment; filename=\"LS-"), "{}", header("content-disposition"));
            assert_eq!((header("cache-control").as_str(), header("content-type").as_str()), ("no-store", "application/json"));
            let mut document: Value = serde_json::from_str(&file.text).expect("JSON");
            // Who took it out and when goes with the file, and how the case stands; all else is the schema's.
            let mark = document.as_object_mut().expect("members").remove("watermark");
            let case_part = document.as_object_mut().expect("members").remove("case");
            assert_eq!(case_part, Some(json!({"pending": pending()})));
            let staff = maija.account.id.to_string();
            assert_eq!(mark, Some(json!({"taken_by": "MAIJA Mallinen", "staff_id": staff, "taken_at": "2026-11-20T12:05:00Z"})));
            let mut expected = teachers();
            expected["children"].as_array_mut().expect("a list").truncate(1);
            assert_eq!(document, expected);
            let reading = Reading {
                strictness: Strictness::Strict,
                channel: Channel::Api,
                form: None,
                language: Language::Fi,
                today: at("2026-11-20T14:05").date_naive(),
                municipality_known: &|_| true,
            };
            wire::read(&document, &reading).expect("the same schema reads it");

            let lacks = fill(&browser, &path, &page, "copied", &[("number", " ")]).await;
            assert_eq!((lacks.status, lacks.links(".govuk-error-summary a")), (422, vec!["#number".to_owned()]));
            assert_eq!(logged(&app, "handed_out"), 0);
            let done = fill(&browser, &path, &page, "copied", &[("number", "JARJESTELMA-4711")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let shown = browser.get(&case).await.words();
            for there in ["numerolla JARJESTELMA-4711. MAIJA Mallinen", "Siirretty asiakastietojärjestelmään: MAIJA"] {
                assert!(shown.contains(there), "{there} in {shown}");
            }
            later(&app, TimeDelta::minutes(1));
            let done = fill(&browser, &path, &page, "copied", &[("number", "JARJESTELMA-4712")]).await;
            assert_eq!((done.status, logged(&app, "handed_out")), (303, 2));
            assert!(browser.get(&case).await.words().contains("JARJESTELMA-4712"), "the newest holds");

            let other = site.signed_in(&app, &pekka).await;
            other.get("/staff/queue").await;
            assert_eq!(other.get(&path).await.status, 404);
            assert_eq!(other.post(&format!("{path}/file"), &[]).await.status, 404);
            assert_eq!(other.post(&path, &[("number", "X")]).await.status, 404);
        });
        let sealed = app.store.read("look", |tx| -> Result<Vec<Vec<u8>>, StoreError> {
            Ok(hand_outs::table.select(hand_outs::body).load(tx.conn())?)
        });
        for body in sealed.expect("the table is read") {
            assert!(!String::from_utf8_lossy(&body).contains("JARJESTELMA"), "the number is sealed");
        }
    }

    fn the_file_asks_for_a_fresh_code_and_keeps_which_case_it_was_about(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let reference = app.file(&about("kanarialintu-huoli")).cases[0].reference.clone();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let path = format!("{case}/hand-out/file");
            later(&app, TimeDelta::minutes(6));
            let [page, asked] = both(&browser, &case).await;
            assert_eq!((page.status, asked.status), (200, 403), "{}", asked.words());
            assert!(page.text.contains("kanarialintu-huoli"), "the text to copy takes no code");
            assert!(asked.words().contains("Vahvista, että olet sinä"), "{}", asked.words());
            assert!(!asked.text.contains("kanarialintu") && !asked.headers.contains_key("content-disposition"));
            let kept = hidden(&asked.text, "kept").expect("what it was about is kept");
            let wrong = browser.post("/staff/step-up", &[("code", "000000"), ("kept", &kept)]).await;
            assert_eq!((wrong.status, logged(&app, "hand_out_taken")), (422, 0), "nothing is given or written down");
            let kept = hidden(&wrong.text, "kept").expect("a slip does not lose it");
            let shown = browser.post("/staff/step-up", &[("code", &maija.code(&app)), ("kept", &kept)]).await;
            assert!(shown.words().contains(&reference), "{}", shown.words());
            assert_eq!(shown.attributes("main form", "action"), [format!("..{path}")]);
            assert_eq!((shown.status, logged(&app, "hand_out_taken")), (200, 0), "it is not sent yet");
            let file = fill(&browser, &path, &shown, "file", &[]).await;
            assert_eq!((file.status, logged(&app, "hand_out_taken")), (200, 1), "{}", file.text);
            assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"LS-"));
            assert!(file.text.contains("kanarialintu-huoli"));

            // Neither a link nor a form of somebody else's gives it.
            assert_ne!(browser.get(&path).await.status, 200);
            let forged = site.http.post(format!("{}{path}", site.url)).form(&[("csrf", "forged")]);
            assert_eq!(browser.send(forged.header("Sec-Fetch-Site", "cross-site")).await.status, 403);
            assert_eq!(logged(&app, "hand_out_taken"), 1);
        });
    }

    fn a_protected_reporter_is_never_handed_out(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut document = named();
        document["children"][0]["last_name"] = json!("Salaisella");
        document["children"][0]["protected_address"] = json!(true);
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&case).await;
            let notices = format!("{case}/notices");
            let page = browser.get(&notices).await;
            let told = record(&browser, &notices, &page, "child0", &[("told", "yes"), ("channel", "call")]).await;
            assert_eq!(told.status, 303, "{}", told.words());
            let path = format!("{case}/hand-out");
            for page in both(&browser, &case).await {
                assert_eq!(page.status, 200);
                for hidden in ["kanarialintu", "Salaisella", "02770"] {
                    assert!(!page.text.contains(hidden), "{hidden} in {}", page.words());
                }
            }
            let words = browser.get(&path).await.words();
            assert!(words.contains("Osa henkilötiedoista on suljettu"), "{words}");
            assert!(words.contains("KENELLE ON KERROTTU Lapsi Kerrottu: 20.11.2026"), "by role alone: {words}");
            let reason = [("reason", "Lapsen asia kirjataan asiakastietojärjestelmään")];
            assert_eq!(browser.post(&format!("{case}/identity"), &reason).await.status, 303);
            assert!(browser.get(&case).await.text.contains("kanarialintu-ilmoittaja"), "opened with a reason");
            for page in both(&browser, &case).await {
                assert!(page.text.contains("Salaisella") && page.text.contains("02770"), "{}", page.words());
                assert!(!page.text.contains("kanarialintu"), "{}", page.words());
            }
            let words = browser.get(&path).await.words();
            assert!(words.contains("KENELLE ON KERROTTU Lapsi: Salaisella Kerrottu"), "now by name: {words}");
        });
    }

    fn what_else_tells_of_a_protected_reporter_is_left_out_and_of_another_it_stays(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let by_a_child = |description: &str| {
            let mut document = about(description);
            for (member, value) in [
                ("reporter_role", "young_person"), ("worker_only", "kanarialintu-vihje"), ("safe_contact", "kanarialintu-numero"),
                ("called_at", "kanarialintu-soitto"), ("observed_by", "colleague"), ("observed_by_name", "kanarialintu-kaveri"),
                ("guardians_may_know", "no"),
            ] {
                document[member] = json!(value);
            }
            document
        };
        let mut protected = by_a_child("Nimellinen huoli");
        protected["reporter"] = json!({"name": "kanarialintu-ilmoittaja"});
        app.file(&protected);
        app.file(&by_a_child("Nimetön huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let mut read = Vec::new();
            for case in browser.get("/staff/queue").await.cases() {
                let [page, file] = both(&browser, &case).await;
                assert_eq!((page.status, file.status), (200, 200), "{}", page.words());
                let is_protected = page.text.contains("Nimellinen huoli");
                let text = page.select("main p.huoli-words").remove(0);
                let document: Value = serde_json::from_str(&file.text).expect("JSON");
                for canary in ["vihje", "numero", "soitto", "kaveri"] {
                    let canary = format!("kanarialintu-{canary}");
                    for way in [&text, &file.text] {
                        assert_eq!(way.contains(&canary), !is_protected, "{canary} in {way}");
                    }
                }
                for member in ["reporter_role", "worker_only", "safe_contact", "called_at", "observed_by", "observed_by_name"] {
                    assert_eq!(document.get(member).is_some(), !is_protected, "{member} in {document}");
                }
                assert_eq!(text.contains("Lapsi tai nuori itse"), !is_protected, "{text}");
                assert!(!page.text.contains("kanarialintu-ilmoittaja") && !file.text.contains("kanarialintu-ilmoittaja"));
                assert_eq!(document["guardians_may_know"], json!("no"), "this protects the child");
                let told = page.words().contains("Pois on jätetty myös muu, mikä kertoisi ilmoittajasta");
                assert_eq!(told, is_protected, "{}", page.words());
                read.push(is_protected);
            }
            read.sort_unstable();
            assert_eq!(read, [false, true], "one of each");
        });
    }

    fn that_the_guardian_who_reported_was_told_is_not_handed_out(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let mut document = named();
        document["reporter_role"] = json!("guardian");
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&case).await;
            let notices = format!("{case}/notices");
            for person in ["child0", "reporter0"] {
                let page = browser.get(&notices).await;
                let told = record(&browser, &notices, &page, person, &[("told", "yes"), ("channel", "meeting")]).await;
                assert_eq!(told.status, 303, "{}", told.words());
            }
            let (text, parts) = handed_out(&browser, &case).await;
            assert!(text.contains("KENELLE ON KERROTTU") && !text.contains("teki ilmoituksen"), "{text}");
            let whom: Vec<&Value> = parts["notices"].as_array().expect("a list").iter().map(|one| &one["person"]).collect();
            assert_eq!(whom, [&json!("child")]);
        });
    }
}
