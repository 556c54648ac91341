//! The queue: what waits in one's offices, the most pressing first, and nobody's name in it.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::cases;
use serde_json::{Value, json};

use super::{about, espoo, far_away, later, neighbour, office, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// A report in which everything that tells who somebody is holds a word of its own.
fn canary() -> Value {
    let word = |name: &str| format!("kanarialintu-{name}");
    json!({
        "reporter_role": "private_person",
        "reporter": {"name": word("ilmoittaja"), "phone": word("puhelin"), "email": word("posti")},
        "children": [{
            "first_names": word("etunimi"), "last_name": word("sukunimi"), "age_estimate": "noin 6, kanarialintu-ika",
            "personal_identity_code": "010516B903X", "whereabouts": word("koulu"), "recognise_text": word("takki"),
            "guardians_text": word("huoltaja"), "own_concern": word("oma"),
            "residence": {"municipality": "049", "postal_code": "02770", "street_address": word("katu")},
        }],
        "concern": {"description": word("huoli"), "observed": word("havainto"), "urgency": "within_days"},
        "worker_only": word("vain"),
    })
}

on_both! {
    fn a_report_stands_in_its_offices_queue_with_its_dates(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let receipt = app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get("/staff/queue").await;
            assert_eq!(page.references().concat(), receipt.reference);
            let words = page.words();
            for shown in [
                "s. 2016", "Espoo", "ti 1.12. · 7. arkipäivä", "7 arkipäivää jäljellä", "la 20.2.2027",
                "Hoidon tai valvonnan puute", "Ei arvioitu", "Nimetön", "0 t", "Miksi tässä?",
                "Määräpäivä ti 1.12.", "Odottaa: 1",
            ] {
                assert!(words.contains(shown), "{shown:?} in {words}");
            }
            assert!(!words.contains("14.05"), "of an anonymous report no minute is shown");
            assert!(browser.get("/staff/").await.words().contains("Odottaa: 1"));
        });
    }

    fn a_case_that_does_not_open_says_so_and_keeps_its_place(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let receipt = app.file(&about("Huoli"));
        app.store
            .write("damage", |tx| -> Result<(), StoreError> {
                diesel::update(cases::table).set(cases::summary.eq(vec![1_u8; 300])).execute(tx.conn())?;
                Ok(())
            })
            .unwrap();
        served(&app, async |site| {
            let page = site.signed_in(&app, &maija).await.get("/staff/queue").await;
            assert_eq!(page.references().concat(), receipt.reference);
            let words = page.words();
            assert!(words.contains("Asia ei aukea. Kerro ylläpidolle."), "{words}");
            assert!(words.contains("ti 1.12. · 7. arkipäivä"), "the dates lie in clear: {words}");
        });
    }

    fn dates_are_told_as_time_goes_by(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            // Friday 20 November; the seventh working day is Tuesday 1 December.
            for (days, said) in [(3, "6 arkipäivää"), (8, "tänään"), (9, "myöhässä")] {
                let start = crate::harness::app::at("2026-11-20T14:05");
                app.clock.advance_to(start + TimeDelta::days(days + i64::from(days > 7) * 3));
                let browser = site.signed_in(&app, &maija).await;
                let words = browser.get("/staff/queue").await.words();
                assert!(words.contains(said), "{said} after {days} days: {words}");
            }
        });
    }

    fn what_is_urgent_stands_first_then_what_falls_due_first(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let with = |key: &str, value: Value| {
            let mut document = about("Huoli");
            match key {
                "reporter_role" => document["reporter_role"] = value,
                key => document["concern"][key] = value,
            }
            app.file(&document).reference
        };
        let first = with("urgency", json!("not_urgent"));
        later(&app, TimeDelta::days(3));
        let second = with("urgency", json!("within_days"));
        later(&app, TimeDelta::days(1));
        let today = with("urgency", json!("today"));
        later(&app, TimeDelta::days(1));
        let now = with("ongoing", json!("now"));
        later(&app, TimeDelta::days(1));
        let child = with("reporter_role", json!("young_person"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get("/staff/queue").await;
            assert_eq!(page.references(), [today, now, child, first, second]);
            for marker in ["Heti", "Nyt", "Lapsi itse"] {
                assert!(page.select("tbody .govuk-tag--red").contains(&marker.to_owned()), "{marker}");
            }
        });
    }

    fn of_one_day_the_oldest_stands_first_and_paging_keeps_the_order(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        app.clock.advance_to(crate::harness::app::at("2026-11-20T08:30"));
        let mut hours: Vec<Vec<String>> = Vec::new();
        // Four in each of eight hours: the end of a page falls within an hour.
        for _ in 0..8 {
            hours.push((0..4).map(|_| app.file(&about("Huoli")).reference).collect());
            later(&app, TimeDelta::hours(1));
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let pages = browser.walk_queue("/staff/queue").await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [25, 7]);
            let seen = pages.concat();
            for (seen, filed) in seen.chunks(4).zip(&hours) {
                assert_eq!(seen.iter().collect::<BTreeSet<_>>(), filed.iter().collect::<BTreeSet<_>>());
            }
            let words = browser.get("/staff/queue").await.words();
            assert!(words.contains("Lähin määräpäivä ensin, sitten vanhin tunnin tarkkuudella"), "{words}");
        });
    }

    fn a_case_before_birth_is_due_on_no_day(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let unborn = |urgency: &str| json!({
            "reporter_role": "private_person",
            "unborn_child": {"parents": [{"residence": {"municipality": "049", "postal_code": "02770"}}]},
            "concern": {"description": "Huoli", "urgency": urgency},
        });
        app.file(&unborn("not_urgent"));
        app.file(&unborn("today"));
        later(&app, TimeDelta::days(2));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get("/staff/queue").await;
            let need = "Syntymätön lapsi: vanhempien kiireellinen avun tarve arvioidaan heti";
            let urgent = format!("Kiireellinen omien tietojensa mukaan · {need}");
            let why = page.select("tbody details");
            assert_eq!(why, [format!("Miksi tässä?{urgent}"), format!("Miksi tässä?{need}")], "no date is named");
            assert!(!page.select("tbody").concat().contains("Määräpäivä"), "{}", page.words());
            for path in ["/staff/", "/staff/queue"] {
                let words = browser.get(path).await.words();
                assert!(words.contains("Odottaa: 2") && words.contains("määräpäivä tänään tai ohi: 0"), "{path}: {words}");
            }
            // A child's case is counted on its seventh working day, and the two others still are not.
            app.file(&about("Huoli"));
            app.clock.advance_to(crate::harness::app::at("2026-12-01T12:00"));
            let browser = site.signed_in(&app, &maija).await;
            for path in ["/staff/", "/staff/queue"] {
                let words = browser.get(path).await.words();
                assert!(words.contains("Odottaa: 3") && words.contains("määräpäivä tänään tai ohi: 1"), "{path}: {words}");
            }
        });
    }

    fn sixty_cases_are_seen_once_each_page_by_page(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let other = neighbour(&app, &own);
        let other_place = place_of(&app, &other);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own, &other]);
        let mut filed = BTreeSet::new();
        for number in 0..60 {
            let mut document = about("Huoli");
            if number % 3 == 0 {
                document["children"][0]["residence"] = other_place.clone();
            }
            if number % 7 == 0 {
                document["concern"]["urgency"] = json!("today");
            }
            filed.insert(app.file(&document).reference);
            if number % 20 == 19 {
                later(&app, TimeDelta::days(1));
            }
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let pages = browser.walk_queue("/staff/queue").await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10]);
            let seen: BTreeSet<String> = pages.iter().flatten().cloned().collect();
            assert_eq!(seen, filed);
            // The two offices together are what each of them shows alone.
            let mut alone = BTreeSet::new();
            for office in [&own, &other] {
                let pages = browser.walk_queue(&format!("/staff/queue?office={}", office.id)).await;
                alone.extend(pages.into_iter().flatten());
            }
            assert_eq!(alone, filed);
            let first = browser.get("/staff/queue").await;
            assert!(first.words().contains("Odottaa: 60"));
            let next = first.links("a[rel=next]").remove(0);
            let second = browser.get(&format!("/staff/{next}")).await;
            assert_eq!(second.links("a[rel=prev]"), ["queue"], "and there is a way back to the beginning");
        });
    }

    fn each_child_stands_in_the_queue_of_its_own_office(db: TestDb) {
        let app = TestApp::new(db);
        let (near, far) = (espoo(&app), office(&app, "837", "33100"));
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&near]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&far]);
        let mut document = about("Huoli kahdesta");
        let second = json!({"residence": {"municipality": "837", "postal_code": "33100"}});
        document["children"].as_array_mut().unwrap().push(second);
        document["unborn_child"] = json!({"parents": [{"residence": {"municipality": "837"}}]});
        let receipt = app.file(&document);
        let references: Vec<String> = receipt.cases.iter().map(|case| case.reference.clone()).collect();
        served(&app, async |site| {
            let own = site.signed_in(&app, &maija).await.get("/staff/queue").await;
            assert_eq!(own.references(), references[..1]);
            assert!(own.words().contains("Useita lapsia"));
            let others = site.signed_in(&app, &pekka).await.get("/staff/queue").await;
            let seen: BTreeSet<String> = others.references().into_iter().collect();
            assert_eq!(seen, references[1..].iter().cloned().collect());
            let words = others.words();
            assert!(words.contains("Syntymätön") && words.contains("Ei määräaikaa ennen syntymää"), "{words}");
        });
    }

    fn a_list_never_tells_who_anybody_is(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
        app.file(&canary());
        let mut hidden = canary();
        hidden["children"][0]["protected_address"] = json!(true);
        app.file(&hidden);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            for path in ["/staff/", "/staff/queue"] {
                let page = browser.get(path).await;
                assert!(!page.text.contains("kanarialintu"), "{path}: {}", page.words());
                assert!(!page.text.contains("010516"), "{path}");
            }
            let rows = browser.get("/staff/queue").await.select("tbody tr");
            let masked: Vec<bool> = rows.iter().map(|row| row.contains("Salattu")).collect();
            assert_eq!(masked.iter().filter(|masked| **masked).count(), 1);
            for row in rows {
                assert_ne!(row.contains("Salattu"), row.contains("Espoo"), "a protected municipality is masked");
            }
        });
    }

    fn a_queue_that_nobody_reads_stands_in_the_default_office_too(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let directory = app.directory();
        let default = directory.rules.default_office(own.county).expect("a default office").clone();
        assert_ne!(default.id, own.id);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&default]);
        let stranger = worker(&app, "stranger", Role::IntakeWorker, &[&far_away(&app, &own)]);
        let receipt = app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get("/staff/queue").await;
            assert_eq!(page.references().concat(), receipt.reference);
            assert_eq!(browser.get(&page.cases()[0]).await.status, 200);
            let elsewhere = site.signed_in(&app, &stranger).await.get("/staff/queue").await;
            assert!(elsewhere.references().is_empty());
            // As soon as somebody reads the office, it is theirs alone.
            let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&own]);
            assert!(browser.get("/staff/queue").await.references().is_empty());
            let page = site.signed_in(&app, &pekka).await.get("/staff/queue").await;
            assert_eq!(page.references().concat(), receipt.reference);
        });
    }

    fn an_empty_queue_says_so_and_a_made_up_address_is_not_found(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let admin = worker(&app, "admin", Role::OfficeAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            for path in ["/staff/", "/staff/queue"] {
                assert!(browser.get(path).await.words().contains("Ei käsittelemättömiä ilmoituksia."), "{path}");
            }
            app.file(&about("Huoli"));
            for path in ["/staff/queue?after=abc", "/staff/queue?office=abc", "/staff/queue/x", "/staff/xyz"] {
                assert_eq!(browser.get(path).await.status, 404, "{path}");
            }
            let foreign = format!("/staff/queue?office={}", far_away(&app, &own).id);
            assert!(browser.get(&foreign).await.references().is_empty());
            let admins = site.signed_in(&app, &admin).await;
            assert!(admins.get("/staff/queue").await.references().is_empty(), "who administers sees no queue");
            assert!(admins.get("/staff/").await.words().contains("Sinulla ei ole jonoa nähtävänä."));
        });
    }

    fn who_has_a_case_open_is_seen_by_the_others(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&own]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let (one, other) = (site.signed_in(&app, &maija).await, site.signed_in(&app, &pekka).await);
            let path = one.get("/staff/queue").await.cases().remove(0);
            one.get(&path).await;
            assert!(other.get("/staff/queue").await.select("tbody td").concat().contains("MAIJA Mallinen"));
            assert!(other.get(&path).await.words().contains("Käsittelyssä: MAIJA Mallinen"));
            later(&app, TimeDelta::minutes(16));
            let other = site.signed_in(&app, &pekka).await;
            assert!(!other.get("/staff/queue").await.select("tbody td").concat().contains("MAIJA Mallinen"));
        });
    }
}

/// A residence whose child comes to `office`.
fn place_of(app: &TestApp, office: &huoli::domain::office::Office) -> Value {
    use huoli::intake::destinations;
    let geography = huoli::places::Places::embedded();
    let places = (2_000..2_990).map(|number| format!("{number:05}"));
    let places = places.map(|code| json!({"municipality": "049", "postal_code": code}));
    let others = geography
        .municipalities()
        .map(|municipality| json!({"municipality": municipality.code.to_string()}));
    others
        .chain(places)
        .find(|place| {
            let document = json!({"children": [{"residence": place}], "concern": {"description": "x"}});
            let found = destinations::of(app, &crate::harness::app::report(&document)).expect("an office");
            found[0].office.id == office.id
        })
        .expect("somebody lives there")
}
