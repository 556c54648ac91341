//! From each branch of the public wizard to the page of its case: what the worker reads of what was written, and what
//! stands out.

use chrono::TimeDelta;
use huoli::domain::access::Role;
use huoli::domain::places::CountyCode;

use super::{office, served, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

const HOME: &str = "children[0].residence.municipality";

/// Opens the wizard and presses one button after the other, until the report is sent.
fn send(app: &TestApp, presses: &[(&str, &[(&str, &str)])]) -> Visitor {
    let site = Site::start(app);
    let mut visitor = Visitor::open(&site.address, "/fi");
    visitor.press("continue", &[]);
    for (button, typed) in presses {
        visitor.press(button, typed);
        assert_eq!(visitor.seen.status, 200, "{}", visitor.seen.text("main"));
    }
    visitor.press("send", &[]);
    assert_eq!(visitor.seen.status, 200, "{}", visitor.seen.text("main"));
    visitor
}

/// What a worker of Vantaa's office reads: the queue, then each case in its order.
fn read(app: &TestApp) -> Vec<String> {
    let maija = worker(app, "maija", Role::IntakeWorker, &[&office(app, "092", "01300")]);
    let mut pages = Vec::new();
    served(app, async |site| {
        let browser = site.signed_in(app, &maija).await;
        let queue = browser.get("/staff/queue").await;
        pages.push(queue.words());
        for path in queue.cases() {
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200);
            pages.push(page.words());
        }
    });
    pages
}

fn all_in(page: &str, expected: &[&str]) {
    for words in expected {
        assert!(page.contains(words), "{words} is missing in {page}");
    }
}

/// Fails unless the duty service of Tampere sees one case, with a page that says `expected`.
fn seen_in_tampere(app: &TestApp, expected: &[&str]) {
    let county = CountyCode::parse("08").expect("a county");
    let duty = app
        .directory()
        .rules
        .duty(county)
        .expect("a duty service")
        .clone();
    let pekka = worker(app, "pekka", Role::IntakeWorker, &[&duty]);
    served(app, async |site| {
        let browser = site.signed_in(app, &pekka).await;
        let cases = browser.get("/staff/queue").await.cases();
        assert_eq!(cases.len(), 1, "a copy for Tampere's duty service");
        let page = browser.get(&cases[0]).await.words();
        all_in(&page, expected);
    });
}

fn by_a_child(known: &'static str) -> [(&'static str, &'static [(&'static str, &'static str)]); 4] {
    let told: &'static [(&str, &str)] = match known {
        "no" => &[
            (HOME, "Vantaa"),
            ("children[0].whereabouts", "Mallilan koulu"),
            ("safe_contact", "Viesti koulun jälkeen"),
            ("guardians_may_know", "no"),
            ("guardians_may_know_reason", "Isä suuttuu"),
        ],
        _ => &[(HOME, "Vantaa"), ("may_call_home", "yes")],
    };
    [
        ("continue", &[("reporter_role", "young_person")]),
        ("continue", &[]),
        ("continue", &[("concern.description", "Isä juo ja huutaa.")]),
        ("continue", told),
    ]
}

on_both! {
    fn a_child_who_wrote_comes_first_with_what_must_not_be_done(db: TestDb) {
        let app = TestApp::new(db);
        send(&app, &[
            ("continue", &[("reporter_role", "private_person")]),
            ("continue", &[(HOME, "Vantaa")]),
            ("continue", &[("children[0].first_names", "Eino")]),
            ("continue", &[("concern.description", "Toinen huoli.")]),
            ("continue", &[]),
            ("continue", &[("reporter.identity", "anonymous")]),
        ]);
        app.clock.advance(TimeDelta::hours(1));
        send(&app, &by_a_child("no"));
        let pages = read(&app);
        assert_eq!(pages.len(), 3);
        all_in(&pages[0], &["Lapsi itse"]);
        all_in(&pages[1], &[
            "Lapsi itse", "Isä juo ja huutaa.", "Mallilan koulu", "Viesti koulun jälkeen", "Isä suuttuu",
            "Lapsi ei halua, että huoltajat saavat tietää.", "Lapsi ei ole antanut lupaa soittaa kotiin.",
        ]);
        all_in(&pages[2], &["Toinen huoli."]);
    }

    fn a_child_who_lets_the_office_call_is_called(db: TestDb) {
        let app = TestApp::new(db);
        send(&app, &by_a_child("yes"));
        let pages = read(&app);
        assert!(!pages[1].contains("ei ole antanut lupaa") && !pages[1].contains("ei halua"), "{}", pages[1]);
    }

    fn a_guardian_is_a_party_and_staff_are_reminded_of_it(db: TestDb) {
        let app = TestApp::new(db);
        send(&app, &[
            ("continue", &[("reporter_role", "guardian")]),
            ("continue", &[(HOME, "Vantaa")]),
            ("continue", &[("children[0].first_names", "Aino")]),
            ("continue", &[("concern.description", "En jaksa enää.")]),
            ("continue", &[("children[0].told", "no")]),
            ("continue", &[("safe_contact", "Tekstiviesti aamulla")]),
        ]);
        let pages = read(&app);
        all_in(&pages[1], &[
            "Huoltaja", "asianosainen", "En jaksa enää.", "Tekstiviesti aamulla", "Lapselle kerrottu",
        ]);
    }

    fn siblings_and_an_unborn_one_are_a_case_each_with_the_shared_facts(db: TestDb) {
        let app = TestApp::new(db);
        let visitor = send(&app, &[
            ("continue", &[("reporter_role", "private_person")]),
            ("continue", &[(HOME, "Vantaa")]),
            ("add_child", &[("children[0].first_names", "Aino"), ("children[0].residence.street_address", "Mallitie 1")]),
            ("add_child", &[("children[1].first_names", "Eino"), ("children[1].same_address", "yes")]),
            ("unborn", &[]),
            ("continue", &[
                ("unborn_child.expected_birth_date.month", "3"), ("unborn_child.expected_birth_date.year", "2027"),
                ("unborn_child.parents[0].name", "Helmi Mallinen"), ("unborn_child.parents[1].name", "Oiva Mallinen"),
            ]),
            ("continue", &[
                ("concern.description", "Yhteinen huoli."), ("children[1].own_concern", "Eino karkailee."),
                ("support_needs", "substances"), ("concern.reasons", "neglect"),
            ]),
            ("continue", &[("family_told", "unknown")]),
            ("continue", &[("reporter.identity", "anonymous")]),
        ]);
        let receipt = visitor.seen.text("main");
        assert_eq!(receipt.matches("LS-").count(), 4, "one for all, one for each: {receipt}");
        let pages = read(&app);
        assert_eq!(pages.len(), 4, "three cases, the unborn one too goes where its siblings live");
        for page in &pages[1..] {
            all_in(page, &["Yhteinen huoli."]);
        }
        let eino = pages[1..].iter().find(|page| page.contains("Eino karkailee.")).expect("his own");
        all_in(eino, &["Mallitie 1", "Vantaa"]);
        let unborn = pages[1..].iter().find(|page| page.contains("Syntymätön")).expect("the unborn one");
        all_in(unborn, &["Helmi Mallinen", "Oiva Mallinen", "3.2027", "Saman ilmoituksen toinen henkilö asuu"]);
    }

    fn an_impossible_day_is_read_as_it_was_written(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.walk_to_the_check_page("Vantaa", "Huoli.").press("change:child", &[]);
        let date = [("children[0].birth_date.day", "31"), ("children[0].birth_date.month", "2"), ("children[0].birth_date.year", "2016")];
        visitor.press("continue", &date).press("continue", &[]).press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        let pages = read(&app);
        all_in(&pages[1], &["Syntymäaika sanoin", "31.2.2016"]);
    }

    fn an_urgent_report_shows_at_the_duty_service_where_the_child_is_now(db: TestDb) {
        let app = TestApp::new(db);
        app.clock.advance_to(at("2026-11-20T22:10"));
        send(&app, &[
            ("continue", &[("reporter_role", "private_person")]),
            ("continue", &[(HOME, "Vantaa")]),
            ("continue", &[("children[0].whereabouts", "Isoäidin luona"), ("children[0].whereabouts_municipality", "Tampere")]),
            ("continue", &[("concern.description", "Huoli juuri nyt."), ("concern.ongoing", "now")]),
            ("continue", &[]),
            ("continue", &[("reporter.identity", "anonymous")]),
        ]);
        seen_in_tampere(&app, &["Huoli juuri nyt.", "Isoäidin luona", "Kunta, jossa lapsi on nyt Tampere"]);
    }

    fn a_professionals_urgent_report_shows_at_the_duty_service_where_the_child_is_now(db: TestDb) {
        let app = TestApp::new(db);
        app.clock.advance_to(at("2026-11-20T22:10"));
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/professional");
        visitor.press("continue", &[]).press("continue", &[
            ("reporter.authority", "education"),
            ("reporter.organisation", "Mallilan koulu"),
            ("reporter.name", "Oiva Esimerkki"),
            ("reporter.phone", "050 000 0000"),
        ]);
        // A name that is none is told once, at its field.
        visitor.press("continue", &[
            (HOME, "Vantaa"),
            ("children[0].whereabouts", "Isoäidin luona"),
            ("children[0].whereabouts_municipality", "xyzzy"),
            ("concern.description", "Koulun huoli juuri nyt."),
            ("concern.urgency", "today"),
        ]);
        assert_eq!(visitor.seen.status, 422, "{}", visitor.seen.text("main"));
        visitor.press("continue", &[("children[0].whereabouts_municipality", "Tampere")]);
        assert_eq!(visitor.seen.heading(), "Soita ensin", "{}", visitor.seen.text("main"));
        visitor.press("continue", &[("called_at", "Tänään klo 22")]);
        assert!(visitor.seen.text("main").contains("Kunta, jossa lapsi on nyt Tampere"), "{}", visitor.seen.text("main"));
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        seen_in_tampere(&app, &["Koulun huoli juuri nyt.", "Isoäidin luona", "Kunta, jossa lapsi on nyt Tampere"]);
    }
}
