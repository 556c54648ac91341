//! Those who administer the directory change it on pages of their own, and see nothing of a report.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::language::Language;
use huoli::domain::office::{Office, OfficeKind};
use huoli::store::StoreError;
use huoli::store::schema::access_log;

use super::{Answer, Browser, about, espoo, far_away, hidden, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const PAGES: [&str; 14] = [
    "",
    "/county",
    "/offices",
    "/offices/new",
    "/rules",
    "/rules/new",
    "/areas",
    "/areas/new",
    "/areas/049/suur-espoonlahti",
    "/municipalities",
    "/routing",
    "/deadlines",
    "/changes",
    "/offices/00000000-0000-0000-0000-000000000000",
];

/// How often the read log tells that the directory was changed.
fn logged(app: &TestApp) -> i64 {
    let counted = app.store.read("look", |tx| -> Result<i64, StoreError> {
        Ok(access_log::table
            .filter(access_log::action.eq("directory_changed"))
            .count()
            .get_result(tx.conn())?)
    });
    counted.expect("the log is read")
}

/// The office as it stands now.
fn now(app: &TestApp, office: &Office) -> Office {
    app.directory()
        .rules
        .office(office.id)
        .expect("it is there")
        .clone()
}

/// What the page of an office shows, as a form that was filled in by its person.
async fn filled(browser: &Browser<'_>, office: &Office) -> Vec<(&'static str, String)> {
    let page = browser.get(&format!("/staff/admin/offices/{}", office.id)).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let field = |name: &'static str| (name, hidden(&page.text, name).unwrap_or_default());
    let area = |name: &'static str| {
        let text = page.select(&format!("textarea[name={name}]"));
        (
            name,
            text.into_iter().next().unwrap_or_default().trim().to_owned(),
        )
    };
    let kind = page.values("input[name=kind][checked]").pop();
    vec![
        field("version"),
        field("name_fi"),
        field("name_sv"),
        field("name_en"),
        field("name_se"),
        field("address"),
        field("languages"),
        area("phones"),
        area("hours"),
        field("mailbox"),
        field("supervisor_mailbox"),
        ("kind", kind.unwrap_or_default()),
    ]
}

fn with(fields: &[(&'static str, String)], name: &str, value: &str) -> Vec<(&'static str, String)> {
    let changed = |(field, old): &(&'static str, String)| {
        (
            *field,
            if *field == name {
                value.to_owned()
            } else {
                old.clone()
            },
        )
    };
    fields.iter().map(changed).collect()
}

async fn send(browser: &Browser<'_>, path: &str, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

fn version(page: &Answer) -> String {
    hidden(&page.text, "version").expect("a version")
}

on_both! {
    fn the_pages_are_there_for_those_who_administer_alone(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let other = neighbour(&app, &own);
        let far = far_away(&app, &own);
        let county = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        let office = worker(&app, "olli", Role::OfficeAdmin, &[&own]);
        let auditor = worker(&app, "vaino", Role::Auditor, &[&own]);
        app.file(&about("kanarialintu-huoli"));
        served(&app, async |site| {
            for (name, role) in [("maija", Role::IntakeWorker), ("sari", Role::SocialWorker), ("eija", Role::Supervisor)] {
                let browser = site.signed_in(&app, &worker(&app, name, role, &[&own])).await;
                for page in PAGES {
                    assert_eq!(browser.get(&format!("/staff/admin{page}")).await.status, 404, "{role} {page}");
                }
                browser.get("/staff/").await;
                assert_eq!(browser.post("/staff/admin/rules", &[("go", "delete:0")]).await.status, 404);
                assert!(!browser.get("/staff/").await.words().contains("Hallinta"));
            }

            let browser = site.signed_in(&app, &county).await;
            for page in &PAGES[..13] {
                let answer = browser.get(&format!("/staff/admin{page}")).await;
                assert_eq!(answer.status, 200, "{page}");
                assert!(!answer.words().contains("admin-"), "a text is missing on {page}: {}", answer.words());
                assert!(!answer.text.contains("kanarialintu"), "{page}");
            }
            assert_eq!(browser.get("/staff/queue").await.references().len(), 0, "no report is theirs");
            assert_eq!(browser.get(&format!("/staff/admin/offices/{}", far.id)).await.status, 404);
            assert_eq!(browser.get(PAGES[13]).await.status, 404);

            let browser = site.signed_in(&app, &office).await;
            for (page, status) in [("", 200), ("/offices", 200), ("/routing", 200), ("/deadlines", 200), ("/county", 404),
                ("/rules", 404), ("/offices/new", 404), ("/areas", 404), ("/municipalities", 404), ("/changes", 404)] {
                assert_eq!(browser.get(&format!("/staff/admin{page}")).await.status, status, "{page}");
            }
            assert_eq!(browser.get(&format!("/staff/admin/offices/{}", own.id)).await.status, 200);
            assert_eq!(browser.get(&format!("/staff/admin/offices/{}", other.id)).await.status, 404);

            let browser = site.signed_in(&app, &auditor).await;
            for page in ["", "/county", "/offices", "/rules", "/areas", "/municipalities", "/changes"] {
                let answer = browser.get(&format!("/staff/admin{page}")).await;
                assert_eq!(answer.status, 200, "{page}");
                assert!(answer.buttons("main button").is_empty(), "{page} is to be read");
            }
            let path = format!("/staff/admin/offices/{}", own.id);
            assert!(browser.get(&path).await.buttons("main button").is_empty());
            assert_eq!(browser.post(&path, &[("go", "save"), ("name_fi", "x")]).await.status, 404);
            assert_eq!(logged(&app), 0);
        });
    }

    fn an_office_is_changed_and_what_it_was_stays_told(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let aino = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &aino).await;
            let path = format!("/staff/admin/offices/{}", own.id);
            let form = filled(&browser, &own).await;
            let unchanged = send(&browser, &path, &form).await;
            assert!(unchanged.location().ends_with("?done=saved"), "{}", unchanged.location());
            assert_eq!((now(&app, &own).hours, now(&app, &own).phones), (own.hours.clone(), own.phones.clone()));
            assert_eq!(logged(&app), 0, "nothing was changed");

            let form = filled(&browser, &own).await;
            for (field, typed, told) in [
                ("name_fi", " ", "Kirjoita nimi suomeksi."),
                ("hours", "ma-pe aina", "ma-pe aina: kirjoita kellonajat näin"),
                ("phones", "soita meille", "Tämä ei ole puhelinnumero: soita meille"),
                ("languages", "klingon kieli", "En tunne kieltä"),
                ("mailbox", "ei osoite", "Tarkista osoite."),
                ("supervisor_mailbox", "eija@", "Tarkista osoite."),
                ("kind", "duty", "alueellinen toimipiste"),
            ] {
                let answer = send(&browser, &path, &with(&form, field, typed)).await;
                assert_eq!(answer.status, 422, "{field}");
                assert!(answer.words().contains(told), "{told} in {}", answer.words());
                assert!(answer.text.contains(typed.trim()), "what was typed stands there: {typed}");
            }
            assert_eq!(now(&app, &own), own);

            let edited = with(&with(&form, "hours", "ma-pe 9-15\naatto 9–12"), "name_fi", "Uusi nimi");
            assert_eq!(send(&browser, &path, &edited).await.status, 303);
            let office = now(&app, &own);
            assert_eq!((office.hours.as_str(), office.names.fi.as_str()), ("Mo-Fr 09:00-15:00; eve 09:00-12:00", "Uusi nimi"));
            assert_eq!(logged(&app), 1);
            let changes = browser.get("/staff/admin/changes").await.words();
            for told in ["AINO Mallinen", "Uusi nimi", "ma-pe 08:00-16:00; aatto 08:00-12:00 → ma-pe 09:00-15:00", &own.names.fi] {
                assert!(changes.contains(told), "{told} in {changes}");
            }
        });
    }

    fn two_at_once_lose_nothing(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let aino = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        let eero = worker(&app, "eero", Role::CountyAdmin, &[&own]);
        served(&app, async |site| {
            let (first, second) = (site.signed_in(&app, &aino).await, site.signed_in(&app, &eero).await);
            let path = format!("/staff/admin/offices/{}", own.id);
            let (one, two) = (filled(&first, &own).await, filled(&second, &own).await);
            assert_eq!(send(&first, &path, &with(&one, "name_fi", "Ensimmäinen")).await.status, 303);
            let stale = send(&second, &path, &with(&two, "name_fi", "Toinen")).await;
            assert_eq!(stale.status, 409);
            let words = stale.words();
            assert!(words.contains("Joku muu muutti hakemistoa"), "{words}");
            assert!(words.contains("Ensimmäinen") && stale.text.contains("Toinen"), "both stand side by side");
            assert_eq!(now(&app, &own).names.fi, "Ensimmäinen");
            let again = with(&with(&two, "name_fi", "Toinen"), "version", &version(&stale));
            assert_eq!(send(&second, &path, &again).await.status, 303);
            assert_eq!(now(&app, &own).names.fi, "Toinen");
            let rules = second.get("/staff/admin/rules").await;
            let old = [("go", "down:0"), ("version", "1")];
            assert_eq!(second.post("/staff/admin/rules", &old).await.status, 409);
            assert_eq!(second.post("/staff/admin/rules", &[("go", "delete:9999"), ("version", &version(&rules))]).await.status, 409);
        });
    }

    fn an_office_administrator_keeps_how_the_own_office_is_reached(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let other = neighbour(&app, &own);
        let olli = worker(&app, "olli", Role::OfficeAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &olli).await;
            let path = format!("/staff/admin/offices/{}", own.id);
            let form = with(&filled(&browser, &own).await, "phones", "000 000 0999");
            let form = with(&form, "kind", "duty");
            assert_eq!(send(&browser, &path, &form).await.status, 303);
            let office = now(&app, &own);
            assert_eq!((office.phones.to_string().as_str(), office.kind), ("000 000 0999", OfficeKind::Regional));
            browser.get(&path).await;
            for (path, fields) in [
                (format!("/staff/admin/offices/{}", other.id), form.clone()),
                ("/staff/admin/offices/new".to_owned(), form.clone()),
                ("/staff/admin/county".to_owned(), vec![("default_office", own.id.to_string())]),
                ("/staff/admin/rules".to_owned(), vec![("go", "delete:0".to_owned())]),
                ("/staff/admin/municipalities".to_owned(), vec![("go", "fill".to_owned())]),
            ] {
                assert_eq!(send(&browser, &path, &fields).await.status, 404, "{path}");
            }
            assert_eq!(logged(&app), 1);
        });
    }

    fn a_change_takes_a_fresh_code_and_keeps_what_was_typed(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let aino = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &aino).await;
            let path = format!("/staff/admin/offices/{}", own.id);
            let form = with(&filled(&browser, &own).await, "name_fi", "Uusi nimi");
            later(&app, TimeDelta::minutes(6));
            let asked = send(&browser, &path, &form).await;
            assert_eq!(asked.status, 403);
            assert_eq!(now(&app, &own).names.fi, own.names.fi);
            let kept = hidden(&asked.text, "kept").expect("the form is kept");
            let code = aino.code(&app);
            let page = browser.post("/staff/step-up", &[("code", &code), ("kept", &kept)]).await;
            assert_eq!(page.status, 200);
            let names: Vec<String> = page.attributes("main form input", "name");
            let values: Vec<String> = page.values("main form input");
            let fields: Vec<(&str, &str)> = names
                .iter()
                .zip(&values)
                .filter(|(name, _)| *name != "csrf")
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            assert_eq!(browser.post(&path, &fields).await.status, 303);
            assert_eq!(now(&app, &own).names.fi, "Uusi nimi");

            later(&app, TimeDelta::minutes(6));
            browser.get("/staff/admin/rules").await;
            let moved = browser.post("/staff/admin/rules", &[("go", "down:0"), ("version", "1")]).await;
            assert_eq!(moved.location(), "../../staff/step-up?next=admin/rules");
        });
    }

    fn an_office_is_added_gets_rules_and_works_at_once(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let aino = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &aino).await;
            let page = browser.get("/staff/admin/offices/new").await;
            let version_now = version(&page);
            let new = |code: &'static str| [
                ("version", version_now.clone()),
                ("name_fi", "Hangon lastensuojelu".to_owned()),
                ("code", code.to_owned()),
                ("kind", "regional".to_owned()),
                ("mailbox", "hanko@county.example".to_owned()),
            ];
            let taken = send(&browser, "/staff/admin/offices/new", &new("espoonlahti")).await;
            assert_eq!(taken.status, 422);
            assert!(taken.words().contains("Toisella toimipisteellä on jo tämä tunnus."), "{}", taken.words());
            let added = send(&browser, "/staff/admin/offices/new", &new("")).await;
            let place = added.location().to_owned();
            let id = place.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
            let office = app.directory().rules.offices().find(|office| office.id.to_string() == id).unwrap().clone();
            assert_eq!(office.code.as_str(), "hangon-lastensuojelu");
            assert_eq!((office.names.sv.as_str(), office.active_since), ("Hangon lastensuojelu", None));
            let overview = browser.get("/staff/admin").await.words();
            assert!(overview.contains("Hangon lastensuojelu"), "it has no reader yet: {overview}");

            // Hanko (078) is another office's: two rules with one condition are refused, then the old one goes.
            let rules = browser.get("/staff/admin/rules/new").await;
            let mut rule = vec![
                ("version", version(&rules)),
                ("looks_at", "municipality".to_owned()),
                ("municipality", "078".to_owned()),
                ("office", id.clone()),
            ];
            let answer = send(&browser, "/staff/admin/rules/new", &rule).await;
            let rules = browser.get("/staff/admin/rules").await;
            if answer.status == 422 {
                assert!(answer.words().contains("sama ehto") || answer.words().contains("ei koskaan ratkaise"), "{}", answer.words());
                let own_rules: Vec<_> = app.directory().rules.rules(own.county).to_vec();
                let at = own_rules.iter().position(|rule| rule.condition.row().1 == "078").expect("the rule of Hanko");
                let delete = [("go", format!("delete:{at}")), ("version", version(&rules))];
                let refused = send(&browser, "/staff/admin/rules", &delete).await;
                assert_eq!(refused.status, 422);
                assert!(refused.words().contains("Hanko jäisi ilman toimipistettä"), "{}", refused.words());
                // A postal code of Hanko decides before the municipality.
                rule = vec![
                    ("version", version(&rules)),
                    ("looks_at", "postal_code".to_owned()),
                    ("postal_codes", "10900 10960".to_owned()),
                    ("office", id.clone()),
                ];
                assert_eq!(send(&browser, "/staff/admin/rules/new", &rule).await.status, 303);
            } else {
                assert_eq!(answer.status, 303, "{}", answer.words());
            }
            let changes = browser.get("/staff/admin/changes").await.words();
            assert!(changes.contains("Tuli:") && changes.contains("→ Hangon lastensuojelu"), "{changes}");

            let receipt = app.file(&serde_json::json!({
                "reporter_role": "private_person",
                "children": [{"residence": {"municipality": "078", "postal_code": "10900"}}],
                "concern": {"description": "Huoli Hangosta"},
            }));
            assert_eq!(receipt.cases.len(), 1);
            let reader = worker(&app, "hanna", Role::SocialWorker, &[&office]);
            let queue = site.signed_in(&app, &reader).await;
            let cases = queue.get("/staff/queue").await.cases();
            assert_eq!(cases.len(), 1, "the report came to the new office");
            let opened = queue.get(&cases[0]).await;
            assert!(opened.words().contains("Huoli Hangosta"), "its keys work: {}", opened.words());
        });
    }

    fn an_area_comes_and_goes_with_its_rule(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let aino = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &aino).await;
            let form = |page: &Answer, name: &str| vec![
                ("version", version(page)),
                ("municipality", "049".to_owned()),
                ("name_fi", name.to_owned()),
                ("office", own.id.to_string()),
            ];
            let page = browser.get("/staff/admin/areas/new").await;
            let missing = send(&browser, "/staff/admin/areas/new", &[("version", version(&page))]).await;
            assert_eq!(missing.status, 422);
            let added = send(&browser, "/staff/admin/areas/new", &form(&page, "Uusi Mäki")).await;
            assert!(added.location().ends_with("areas?done=added"));
            let twice = browser.get("/staff/admin/areas/new").await;
            let twice = send(&browser, "/staff/admin/areas/new", &form(&twice, "Uusi Mäki")).await;
            assert_eq!(twice.status, 422);
            assert!(twice.words().contains("on jo alue Uusi Mäki"), "{}", twice.words());

            let path = "/staff/admin/areas/049/uusi-maki";
            let page = browser.get(path).await;
            assert_eq!(send(&browser, path, &form(&page, "Vanha Mäki")).await.status, 303);
            assert!(browser.get("/staff/admin/areas").await.words().contains("Vanha Mäki"));
            let page = browser.get(path).await;
            let mut delete = form(&page, "Vanha Mäki");
            delete.push(("go", "delete".to_owned()));
            assert_eq!(send(&browser, path, &delete).await.status, 303);
            assert!(!browser.get("/staff/admin/areas").await.words().contains("Mäki"));
            assert_eq!(browser.get(path).await.status, 404);
        });
    }

    fn the_county_has_a_default_office_and_a_duty_service(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let far = far_away(&app, &own);
        let aino = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &aino).await;
            let page = browser.get("/staff/admin/county").await;
            let default = app.directory().rules.default_office(own.county).unwrap().id.to_string();
            let choose = |version: String, default: &str, duty: &str| vec![
                ("version", version),
                ("default_office", default.to_owned()),
                ("duty_office", duty.to_owned()),
                ("auditor_mailbox", "tarkastajat@county.example".to_owned()),
            ];
            for (default, duty) in [(far.id.to_string(), String::new()), (String::new(), String::new()),
                (default.clone(), own.id.to_string())] {
                let refused = send(&browser, "/staff/admin/county", &choose(version(&page), &default, &duty)).await;
                assert_eq!(refused.status, 422, "{default} {duty}");
            }
            let saved = send(&browser, "/staff/admin/county", &choose(version(&page), &default, "")).await;
            assert_eq!(saved.status, 303);
            assert!(app.directory().rules.duty(own.county).is_none());
            let page = browser.get("/staff/admin/county").await;
            assert_eq!(page.values("#auditor_mailbox"), ["tarkastajat@county.example"]);
            let changes = browser.get("/staff/admin/changes").await.words();
            assert!(changes.contains("tarkastajat@county.example"), "{changes}");
            let wrong = with(&choose(version(&page), &default, ""), "auditor_mailbox", "ei osoite");
            let wrong = send(&browser, "/staff/admin/county", &wrong).await;
            assert_eq!((wrong.status, wrong.values("#auditor_mailbox")), (422, vec!["ei osoite".to_owned()]));
            let overview = browser.get("/staff/admin").await.words();
            assert!(overview.contains("Päivystystä ei ole valittu."), "{overview}");
        });
    }

    fn routing_and_dates_are_tried_without_a_trace(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let aino = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &aino).await;
            browser.get("/staff/admin/routing").await;
            let at = |place: &'static str, code: &'static str, day: &'static str| [
                ("place", place), ("postal_code", code),
                ("date.day", day), ("date.month", "24"), ("date.year", "2026"), ("time", "18.00"),
            ];
            assert_eq!(browser.post("/staff/admin/routing", &at("Espoo", "02770", "1")).await.status, 422, "no such month");
            let mut fields = at("Espoo", "02770", "24");
            fields[3] = ("date.month", "12");
            let answer = browser.post("/staff/admin/routing", &fields).await;
            assert_eq!(answer.status, 200);
            let words = answer.words();
            for told in [own.names.fi.as_str(), "Postinumeron mukaan", "Sosiaalipäivystys, 000 000 2103", "Avautuu ma 28.12.2026"] {
                assert!(words.contains(told), "{told} in {words}");
            }
            fields[0] = ("place", "Ei sellaista");
            assert_eq!(browser.post("/staff/admin/routing", &fields).await.status, 422);

            browser.get("/staff/admin/deadlines").await;
            let date = [("date.day", "18"), ("date.month", "12"), ("date.year", "2026"), ("time", "15.30")];
            let answer = browser.post("/staff/admin/deadlines", &date).await;
            assert_eq!(answer.status, 200);
            let words = answer.words();
            for told in ["7. arkipäivä", "joulupäivä", "Pyhät ja aatot", "2030"] {
                assert!(words.contains(told), "{told} in {words}");
            }
            assert_eq!(logged(&app), 0);
        });
    }

    fn every_page_is_there_in_every_language(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let aino = worker(&app, "aino", Role::CountyAdmin, &[&own]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &aino).await;
            for language in [Language::Sv, Language::En] {
                browser.get("/staff/account").await;
                browser.post("/staff/language", &[("go", language.code())]).await;
                for page in &PAGES[..13] {
                    let answer = browser.get(&format!("/staff/admin{page}")).await;
                    assert_eq!(answer.status, 200, "{language} {page}");
                    let words = answer.words();
                    assert!(!words.contains("admin-") && !words.contains("Hallinta"), "{language} {page}: {words}");
                }
            }
        });
    }
}
