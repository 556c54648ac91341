//! A report by phone, visit or letter, written down by a worker: one page, the clocks from the call, nothing lost.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::deadline::{clocks, pending_since};
use huoli::domain::office::{Office, OfficeKind};
use huoli::intake::chain_events;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, case_copies, case_events, cases, offices, recorded_reports, reports};

use super::{Answer, Browser, espoo, far_away, later, office, served, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;
use crate::harness::naughty::fit;

/// Of a row of the read log: who, in which role, when, in which hour.
type Told = (Option<String>, Option<String>, Option<chrono::NaiveDateTime>, i64);

const PATH: &str = "/staff/record";

/// What a worker types while an anonymous neighbour calls.
const CALL: [(&str, &str); 5] = [
    ("recorded.channel", "phone"),
    ("concern.description", "Soittajan sanoin: lapsi itkee öisin"),
    ("children[0].residence.municipality", "Espoo 02770"),
    ("reporter_role", "private_person"),
    ("reporter.identity", "anonymous"),
];

/// [`CALL`] about a child of whom nobody knows where they live.
fn of_no_known_home() -> Vec<(&'static str, &'static str)> {
    let home = "children[0].residence.municipality";
    let known = CALL.into_iter().filter(|(name, _)| *name != home);
    known.chain([(home, "")]).collect()
}

/// The names and values with which a browser would send the form of `page` as it stands.
fn standing(page: &Answer) -> Vec<(String, String)> {
    let html = scraper::Html::parse_document(&page.text);
    let of = |css: &str| scraper::Selector::parse(css).expect("a valid selector");
    let mut fields = Vec::new();
    for input in html.select(&of("form input[name], form textarea[name]")) {
        let kind = input.attr("type").unwrap_or_default();
        let chosen = !["radio", "checkbox"].contains(&kind) || input.attr("checked").is_some();
        let name = input.attr("name").unwrap_or_default().to_owned();
        if chosen && name != "csrf" {
            let value = input.attr("value").map(str::to_owned);
            fields.push((name, value.unwrap_or_else(|| input.text().collect())));
        }
    }
    for select in html.select(&of("form select[name]")) {
        let chosen = select.select(&of("option[selected]")).next();
        let value = chosen.and_then(|option| option.attr("value")).unwrap_or_default();
        fields.push((
            select.attr("name").unwrap_or_default().to_owned(),
            value.to_owned(),
        ));
    }
    fields
}

/// Presses the button `go` of `page` with `typed` in its boxes.
async fn press(browser: &Browser<'_>, page: &Answer, go: &str, typed: &[(&str, &str)]) -> Answer {
    let mut fields = standing(page);
    fields.retain(|(name, _)| !typed.iter().any(|(own, _)| own == name));
    fields.extend(
        typed
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    fields.push(("go".to_owned(), go.to_owned()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(PATH, &fields).await
}

/// Another office of the county of `of` that takes reports, and not the one that gets what nothing leads elsewhere.
fn regional_neighbour(app: &TestApp, of: &Office) -> Office {
    let directory = app.directory();
    let default = directory.rules.default_office(of.county).map(|office| office.id);
    let mut offices = directory.rules.offices();
    let found = offices.find(|office| {
        office.county == of.county
            && office.id != of.id
            && Some(office.id) != default
            && office.kind == OfficeKind::Regional
            && directory.rules.leads_to(office.id)
    });
    found.expect("the county has several offices").clone()
}

/// How many rows the tables of reports and of recorded ones have.
fn stored(app: &TestApp) -> (i64, i64) {
    let read = app.store.read("count", |tx| -> Result<_, StoreError> {
        Ok((
            reports::table.count().get_result(tx.conn())?,
            recorded_reports::table.count().get_result(tx.conn())?,
        ))
    });
    read.expect("the rows are counted")
}

on_both! {
    fn a_call_about_an_own_worker_goes_to_a_supervisor_and_not_back_to_its_recorder(db: TestDb) {
        let app = TestApp::new(db);
        let espoo = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&espoo]);
        served(&app, async |site| {
            for (person, sees) in [(&maija, false), (&superior, true)] {
                let browser = site.signed_in(&app, person).await;
                let page = browser.get(PATH).await;
                let unborn = press(&browser, &browser.get(PATH).await, "unborn", &[]).await;
                let home = ("unborn_child.parents[0].residence.municipality", "Espoo 02770");
                for (page, more) in [
                    (page, [("children[0].concerns_staff", "yes"), ("children[0].first_names", "Aino")]),
                    (unborn, [("unborn_child.concerns_staff", "yes"), home]),
                ] {
                    let done = press(&browser, &page, "continue", &[&CALL[..], &more].concat()).await;
                    assert_eq!(done.status, 200, "{}", done.words());
                    let told = done.words().contains("Sen näkee nyt esihenkilö, joka antaa sen jollekin.");
                    let link = done.links("main a").into_iter().any(|link| link.contains("cases/"));
                    assert_eq!((told, link), (!sees, sees), "{}", done.words());
                }
            }
        });
        assert_eq!(stored(&app), (4, 4));
    }

    fn a_call_is_recorded_and_its_clocks_run_from_the_call(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            assert!(browser.get("/staff/").await.links("nav a").iter().any(|link| link.ends_with("record")));
            let page = browser.get(PATH).await;
            assert_eq!(page.status, 200);
            assert_eq!(page.values("input[name='recorded.received_at']"), ["14.05"], "the present time stands there");
            assert_eq!(page.values("input[name='recorded.received_on.day']"), ["20"]);
            for asked in ["Kysy soittajalta", "Onko lapsi nyt vaarassa", "Mitä ilmoittaja kertoo?"] {
                assert!(page.words().contains(asked), "{asked} in {}", page.words());
            }
            assert!(page.select("input[type=radio][checked]").is_empty(), "nothing is chosen beforehand");

            // The call came on Thursday morning, it is Friday now.
            let mut call = CALL.to_vec();
            call.extend([("recorded.received_on.day", "19"), ("recorded.received_at", "9.15"), ("recorded.wants_code", "yes")]);
            let page = browser.get(PATH).await;
            let done = press(&browser, &page, "continue", &call).await;
            assert_eq!(done.status, 200, "{}", done.words());
            for told in ["Ilmoitus on kirjattu", "Lue ilmoittajalle", "Saapunut aiemmin kuin kirjattu: to 19.11.2026 klo 9.15"] {
                assert!(done.words().contains(told), "{told} in {}", done.words());
            }
            assert_eq!(stored(&app), (1, 1));
            let again = press(&browser, &page, "continue", &call).await;
            assert_eq!(again.status, 200);
            assert_eq!(stored(&app), (1, 1), "the same page again stores nothing");

            let case = done.links("main a").into_iter().find(|link| link.contains("cases/")).expect("the way to the case");
            let case = format!("/staff/{}", case.trim_start_matches("./"));
            let case = case.replace("/staff/../staff/", "/staff/");
            let opened = browser.get(&case).await;
            assert_eq!(opened.status, 200, "{case}");
            for shown in [
                "Soittajan sanoin: lapsi itkee öisin",
                "Puhelu. Kirjasi MAIJA Mallinen.",
                "Kirjattu myöhemmin kuin saapunut: pe 20.11.2026 klo 14",
                "Ilmoitus kirjattu: MAIJA Mallinen",
                "Ilmoittaja on nimetön",
            ] {
                assert!(opened.words().contains(shown), "{shown} in {}", opened.words());
            }
            let expected = clocks(pending_since(at("2026-11-19T09:15")));
            let dates = app.store.read("look", |tx| -> Result<_, StoreError> {
                Ok(cases::table
                    .select((cases::received_on, cases::received_hour, cases::pending_since, cases::start_target, cases::complete_last))
                    .first::<(chrono::NaiveDate, i64, Option<chrono::NaiveDate>, Option<chrono::NaiveDate>, Option<chrono::NaiveDate>)>(tx.conn())?)
            }).expect("the case is read");
            assert_eq!((dates.0, dates.1), ("2026-11-19".parse().unwrap(), 9));
            assert_eq!(dates.2, Some(expected.pending_since));
            assert_eq!(dates.3, Some(expected.start_by.target));
            assert_eq!(dates.4, Some(expected.complete_by.last_lawful_day));
        });
        later(&app, TimeDelta::hours(2));
        for county in app.directory().counties.keys() {
            chain_events::run(&app, *county, app.clock.now()).expect("events are chained");
        }
        let rows = app.store.read("look", |tx| -> Result<_, StoreError> {
            let told: Vec<Told> = access_log::table
                .filter(access_log::action.eq("report_recorded"))
                .select((access_log::actor, access_log::role, access_log::happened_at, access_log::happened_hour))
                .load(tx.conn())?;
            let events: i64 = case_events::table.filter(case_events::kind.eq("recorded")).count().get_result(tx.conn())?;
            Ok((told, events))
        }).expect("the log is read");
        let who = Some(maija.account.id.to_string());
        assert_eq!(rows, (vec![(who, Some("intake_worker".to_owned()), None, 14)], 1), "who recorded, by the hour");
    }

    fn a_call_about_a_child_who_is_not_born_yet_keeps_what_help_is_needed_both_parents_and_who_knows(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            assert!(page.select("input[name='support_needs']").is_empty(), "nobody asks that of a born child");
            let page = press(&browser, &page, "unborn", &[]).await;
            assert_eq!(page.status, 200, "{}", page.words());
            assert!(page.attributes("main details[open]", "open").is_empty(), "all that is rarely told is folded away");
            let own = here.id.to_string();
            let call = [
                ("recorded.channel", "phone"),
                ("recorded.office", own.as_str()),
                ("concern.description", "Neuvolasta soitetaan"),
                ("support_needs", "substances"),
                ("history_text", "Aiempi lapsi sijoitettu"),
                ("family_view_text", "Haluavat apua"),
                ("called_at", "Klo 13.10"),
                ("unborn_child.parents[0].name", "Helmi Mallinen"),
                ("unborn_child.parents[0].residence.municipality", "Espoo 02770"),
                ("unborn_child.parents[0].told", "yes"),
                ("unborn_child.other_children_text", "Yksi lapsi, 3 vuotta"),
                ("unborn_child.parents[1].name", "Oiva Mallinen"),
                ("unborn_child.parents[1].residence.municipality", "Vantaa"),
                ("unborn_child.parents[1].told", "no"),
                ("reporter_role", "professional"),
                ("reporter.identity", "named"),
                ("reporter.name", "Taimi Esimerkki"),
                ("reporter.authority", "health_care"),
                ("reporter.organisation", "Mallilan neuvola"),
                ("reporter.business_id", "0000000-0"),
            ];
            for (name, _) in call {
                let field = format!("main form [name='{name}']");
                assert!(!page.attributes(&field, "name").is_empty(), "{name} is not asked");
            }
            let done = press(&browser, &page, "continue", &call).await;
            assert_eq!(done.status, 200, "{}", done.words());
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let opened = browser.get(&case).await.words();
            for shown in [
                "Syntymätön",
                "Tuen tarve Päihteet",
                "Aiempi lapsi sijoitettu",
                "Haluavat apua",
                "Soitettu päivystykseen Klo 13.10",
                "Helmi Mallinen",
                "Kerrottu ilmoituksesta Kyllä",
                "Yksi lapsi, 3 vuotta",
                "Oiva Mallinen",
                "Kerrottu ilmoituksesta Ei",
                "Taimi Esimerkki",
                "0000000-0",
            ] {
                assert!(opened.contains(shown), "{shown} in {opened}");
            }
            let told = ["Kerrottu ilmoituksesta Kyllä", "Kerrottu ilmoituksesta Ei"].map(|shown| opened.find(shown));
            assert!(told.is_sorted(), "the mother first, then the other parent: {opened}");
        });
        assert_eq!(stored(&app), (1, 1));
    }

    fn of_a_child_and_its_guardian_it_is_kept_who_was_told_and_who_helps_to_understand(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            let more = [
                ("children[0].first_names", "Aino"),
                ("children[0].told", "no"),
                ("guardians[0].name", "Helmi Mallinen"),
                ("guardians[0].told", "no"),
                ("guardians[0].not_told_reason", "Pelkää puolisoaan"),
                ("guardians[0].interpreter", "Viittomakieli"),
                ("observed_by", "colleague"),
                ("observed_by_name", "Onni Esimerkki"),
                ("support_tried_text", "Koulukuraattori"),
                ("other_services_text", "Perheneuvola"),
                ("child_view_text", "Ei halua kotiin"),
            ];
            let done = press(&browser, &page, "continue", &[&CALL[..], &more].concat()).await;
            assert_eq!(done.status, 200, "{}", done.words());
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let opened = browser.get(&case).await.words();
            for shown in [
                "Lapselle kerrottu Ei",
                "Kerrottu ilmoituksesta Ei",
                "Pelkää puolisoaan",
                "Tulkin tarve Viittomakieli",
                "Huomanneen nimi Onni Esimerkki",
                "Aiemmin annettu tuki Koulukuraattori",
                "Muut palvelut Perheneuvola",
                "Lapsen oma näkemys Ei halua kotiin",
            ] {
                assert!(opened.contains(shown), "{shown} in {opened}");
            }
        });
    }

    fn what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            let empty = press(&browser, &page, "continue", &[("recorded.received_at", "")]).await;
            assert_eq!(empty.status, 422);
            let links = empty.links(".govuk-error-summary a");
            assert_eq!(links, ["#recorded-channel", "#recorded-received_at", "#concern-description", "#reporter_role"]);

            let mut wrong = CALL.to_vec();
            wrong.extend([
                ("recorded.received_at", "15.30"),
                ("reporter.name", "Naapuri Esimerkki"),
                ("children[0].personal_identity_code", "010516B903A"),
            ]);
            let kept = press(&browser, &empty, "continue", &wrong).await;
            assert_eq!(kept.status, 422);
            for told in ["Kellonaika on tulevaisuudessa", "Valitsit nimettömän ilmoittajan", "Virhe:"] {
                assert!(kept.words().contains(told), "{told} in {}", kept.words());
            }
            for (name, value) in &wrong {
                let typed = standing(&kept);
                let same = typed.iter().any(|(own, held)| own == name && (held == value || *name == "children[0].residence.municipality"));
                assert!(same, "{name} is kept in {typed:?}");
            }
            assert_eq!(stored(&app), (0, 0));

            // More room for a child takes everything along, without a script.
            let two = press(&browser, &kept, "add_child", &[("children[0].first_names", "Aino")]).await;
            assert_eq!(two.status, 200);
            assert_eq!(two.values("input[name='children[0].first_names']"), ["Aino"]);
            assert_eq!(two.values("input[name='reporter.name']"), ["Naapuri Esimerkki"]);
            let right = [
                ("recorded.received_at", "13.30"),
                ("reporter.identity", "named"),
                ("children[0].personal_identity_code", "010516B903X"),
                ("children[1].first_names", "Eino"),
                ("children[1].same_address", "yes"),
            ];
            let done = press(&browser, &two, "continue", &right).await;
            assert_eq!(done.status, 200, "{}", done.words());
            assert_eq!(stored(&app), (1, 1));
            let queue = browser.get("/staff/queue").await;
            assert_eq!(queue.references().len(), 2, "a case for each child");
            assert!(!queue.text.contains("Naapuri"));
            let case = browser.get(&queue.cases()[0]).await;
            assert!(case.words().contains("Puhelu. Kirjasi MAIJA Mallinen."), "{}", case.words());
            assert!(!case.text.contains("Naapuri Esimerkki"), "a private reporter's name stays sealed");
        });
    }

    fn a_birth_date_that_is_none_is_pointed_out_once_and_kept_as_it_was_said(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            let slip = [
                ("children[0].birth_date.day", "31"),
                ("children[0].birth_date.month", "2"),
                ("children[0].birth_date.year", "2016"),
            ];
            let told = press(&browser, &page, "continue", &[&CALL[..], &slip].concat()).await;
            assert_eq!((told.status, stored(&app)), (422, (0, 0)), "{}", told.words());
            let done = press(&browser, &told, "continue", &[]).await;
            assert_eq!(done.status, 200, "{}", done.words());
            assert_eq!(stored(&app), (1, 1));
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let opened = browser.get(&case).await.words();
            assert!(opened.contains("Syntymäaika sanoin 31.2.2016"), "{opened}");
        });
    }

    fn a_report_for_another_county_goes_there_and_a_professional_is_open(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&here]);
        let away = office(&app, "091", "00530");
        assert_ne!(away.id, here.id);
        let hilla = worker(&app, "hilla", Role::SocialWorker, &[&away]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            let letter = [
                ("recorded.channel", "letter"),
                ("recorded.received_on.day", "2"),
                ("concern.description", "Kirje koululta"),
                ("children[0].residence.municipality", "Helsinki 00530"),
                ("reporter_role", "professional"),
                ("reporter.identity", "named"),
                ("reporter.name", "Oiva Esimerkki"),
                ("reporter.authority", "education"),
                ("reporter.organisation", "Mallilan koulu"),
            ];
            let done = press(&browser, &page, "continue", &letter).await;
            assert_eq!(done.status, 200, "{}", done.words());
            assert!(done.words().contains("Asia meni toiseen toimipisteeseen"), "{}", done.words());
            assert!(!done.links("main a").iter().any(|link| link.contains("cases/")), "nothing here to open");
            assert!(browser.get("/staff/queue").await.references().is_empty());
            let there = site.signed_in(&app, &hilla).await;
            let case = there.get("/staff/queue").await.cases().remove(0);
            let opened = there.get(&case).await;
            for shown in ["Kirje. Kirjasi MAIJA Mallinen.", "Oiva Esimerkki", "Kirje koululta"] {
                assert!(opened.words().contains(shown), "{shown} in {}", opened.words());
            }
        });
    }

    fn the_office_can_be_chosen_and_the_page_says_where_the_case_went(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let other = regional_neighbour(&app, &here);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&other]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            let own = here.id.to_string();
            assert_eq!(page.values("select[name='recorded.office'] option[selected]"), ["home"], "routing, unless she chooses");
            let offered = page.values("select[name='recorded.office'] option");
            assert_eq!(offered[..2], ["home".to_owned(), own]);
            assert!(offered.contains(&other.id.to_string()) && !offered.contains(&far_away(&app, &here).id.to_string()));

            let chosen = other.id.to_string();
            let call = [&CALL[..], &[("recorded.office", chosen.as_str())]].concat();
            let done = press(&browser, &page, "continue", &call).await;
            assert_eq!(done.status, 200, "{}", done.words());
            let told = format!(": {}", other.names.fi.replace('\u{ad}', ""));
            assert!(done.words().contains("Asia meni toiseen toimipisteeseen") && done.words().contains(&told), "{}", done.words());
            assert!(!done.links("main a").iter().any(|link| link.contains("cases/")), "nothing that would not open");
            assert!(browser.get("/staff/queue").await.references().is_empty());

            let there = site.signed_in(&app, &pekka).await;
            let case = there.get("/staff/queue").await.cases().remove(0);
            assert_eq!(browser.get(&case).await.status, 404);
            let opened = there.get(&case).await;
            for shown in ["Kirjaaja valitsi toimipisteen", "Puhelu. Kirjasi MAIJA Mallinen.", "Lapsen kunta ilmoitettiin: Espoo."] {
                assert!(opened.words().contains(shown), "{shown} in {}", opened.words());
            }

            // Left to routing, it comes here by the postal code.
            let page = there.get(PATH).await;
            let done = press(&there, &page, "continue", &CALL).await;
            assert_eq!(done.status, 200, "{}", done.words());
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let opened = browser.get(&case).await;
            assert!(opened.words().contains("Postinumeron mukaan"), "{}", opened.words());
            assert!(!opened.words().contains("Kirjaaja valitsi"), "{}", opened.words());
        });
        later(&app, TimeDelta::hours(2));
        chain_events::run(&app, here.county, app.clock.now()).expect("events are chained");
        let mut logged = app.store.read("look", |tx| -> Result<Vec<Option<String>>, StoreError> {
            Ok(access_log::table.filter(access_log::action.eq("report_recorded")).select(access_log::office).load(tx.conn())?)
        }).expect("the log is read");
        logged.sort();
        let mut offices = [here.id, other.id].map(|id| Some(id.to_string()));
        offices.sort();
        assert_eq!(logged, offices, "the log says which office got each");
    }

    fn an_office_that_was_not_offered_is_told_at_its_field(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let mut page = browser.get(PATH).await;
            let foreign = far_away(&app, &here).id.to_string();
            for (office, said) in [
                (foreign.as_str(), "Valitse toimipiste listasta."),
                ("kaukana", "Valitse toimipiste listasta."),
                ("", "Valitse toimipiste."),
            ] {
                let call = [&CALL[..], &[("recorded.office", office), ("children[0].first_names", "Aino")]].concat();
                page = press(&browser, &page, "continue", &call).await;
                assert_eq!(page.status, 422, "{office}");
                assert_eq!(page.links(".govuk-error-summary a"), ["#recorded-office"]);
                assert!(page.words().contains(said), "{said} in {}", page.words());
                let typed = standing(&page);
                for (name, value) in [("concern.description", CALL[1].1), ("children[0].first_names", "Aino")] {
                    assert!(typed.iter().any(|(own, held)| own == name && held == value), "{name} is kept in {typed:?}");
                }
            }
            assert_eq!(stored(&app), (0, 0));
            let own = here.id.to_string();
            let done = press(&browser, &page, "continue", &[("recorded.office", &own)]).await;
            assert_eq!(done.status, 200, "{}", done.words());
        });
        assert_eq!(stored(&app), (1, 1));
    }

    fn a_child_of_another_county_goes_there_whatever_office_is_chosen(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            let own = here.id.to_string();
            let children = [
                ("children[0].residence.municipality", "Helsinki 00530"),
                ("children[1].first_names", "Eino"),
                ("children[1].residence.municipality", "Espoo 02770"),
                ("recorded.office", own.as_str()),
            ];
            let two = press(&browser, &page, "add_child", &CALL).await;
            let done = press(&browser, &two, "continue", &children).await;
            assert_eq!(done.status, 200, "{}", done.words());
            assert_eq!(browser.get("/staff/queue").await.references().len(), 1, "each child by its own home");
            assert_eq!(done.links("main a").iter().filter(|link| link.contains("cases/")).count(), 1);
            let away = office(&app, "091", "00530").names.fi.replace('\u{ad}', "");
            assert!(done.words().contains(&format!(": {away}")), "{away} in {}", done.words());
        });
    }

    fn a_child_of_whose_home_nothing_is_known_goes_to_the_chosen_office(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let other = regional_neighbour(&app, &here);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[&other]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &pekka).await;
            let page = browser.get(PATH).await;
            let own = other.id.to_string();
            let call = [&of_no_known_home()[..], &[("recorded.office", &own)]].concat();
            let done = press(&browser, &page, "continue", &call).await;
            assert_eq!(done.status, 200, "{}", done.words());
            assert_eq!(browser.get("/staff/queue").await.references().len(), 1);
        });
    }

    fn only_who_registers_records(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let others = [
            worker(&app, "arja", Role::Auditor, &[&here]),
            worker(&app, "kaisa", Role::CountyAdmin, &[&here]),
            worker(&app, "olli", Role::OfficeAdmin, &[&far_away(&app, &here)]),
        ];
        served(&app, async |site| {
            for other in &others {
                let browser = site.signed_in(&app, other).await;
                assert_eq!(browser.get(PATH).await.status, 404);
                assert!(!browser.get("/staff/").await.links("nav a").iter().any(|link| link.ends_with("record")));
                assert_eq!(browser.post(PATH, &CALL).await.status, 404);
            }
        });
        assert_eq!(stored(&app), (0, 0));
    }

    fn text_that_breaks_programs_stays_text(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            for text in fit().into_iter().step_by(25) {
                let page = browser.get(PATH).await;
                let typed = [
                    ("concern.description", text),
                    ("reporter.name", text),
                    ("children[0].residence.municipality", text),
                    ("recorded.received_at", text),
                    ("state", text),
                ];
                let shown = press(&browser, &page, "continue", &typed).await;
                assert!([200, 422].contains(&shown.status), "{text:?}: {}", shown.status);
                assert!(standing(&shown).iter().any(|(name, _)| name == "recorded.received_at"), "{text:?}");
            }
        });
        assert_eq!(stored(&app), (0, 0));
    }

    fn what_is_urgent_of_a_child_of_no_known_home_goes_to_the_duty_service_of_the_chosen_offices_county(db: TestDb) {
        let app = TestApp::new(db);
        let tampere = office(&app, "837", "33100");
        assert_ne!(tampere.county, app.directory().rules.home_county());
        let tiina = worker(&app, "tiina", Role::IntakeWorker, &[&tampere]);
        app.clock.advance_to(at("2026-11-20T20:00"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &tiina).await;
            let page = browser.get(PATH).await;
            let own = tampere.id.to_string();
            let more = [("concern.urgency", "today"), ("recorded.office", own.as_str())];
            let done = press(&browser, &page, "continue", &[&of_no_known_home()[..], &more].concat()).await;
            assert_eq!(done.status, 200, "{}", done.words());
            assert_eq!(browser.get("/staff/queue").await.references().len(), 1);
        });
        let copied: Vec<String> = app.store.read("look", |tx| -> Result<_, StoreError> {
            Ok(case_copies::table.select(case_copies::office).load(tx.conn())?)
        }).expect("the copies are read");
        let duty = app.directory().rules.duty(tampere.county).expect("a duty service").id;
        assert_eq!(copied, [duty.to_string()], "no other county sees it");
    }

    fn where_the_child_is_now_as_the_caller_says_leads_to_the_duty_service_there(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        app.clock.advance_to(at("2026-11-20T20:00"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            let now = ("children[0].whereabouts_municipality", "Tampere");
            let more = [now, ("children[0].whereabouts", "Isoäidin luona"), ("concern.urgency", "today")];
            let done = press(&browser, &page, "continue", &[&CALL[..], &more].concat()).await;
            assert_eq!(done.status, 200, "{}", done.words());
            let case = browser.get("/staff/queue").await.cases().remove(0);
            let opened = browser.get(&case).await;
            for shown in ["Isoäidin luona", "Kunta, jossa lapsi on nyt Tampere"] {
                assert!(opened.words().contains(shown), "{shown} in {}", opened.words());
            }
        });
        let mut copied = app.store.read("look", |tx| -> Result<Vec<String>, StoreError> {
            Ok(case_copies::table.select(case_copies::office).load(tx.conn())?)
        }).expect("the copies are read");
        copied.sort();
        let there = office(&app, "837", "33100").county;
        let directory = app.directory();
        let duty = |county| directory.rules.duty(county).expect("a duty service").id.to_string();
        let mut expected = [duty(here.county), duty(there)];
        expected.sort();
        assert_eq!(copied, expected);
    }

    fn an_office_that_is_not_at_work_yet_is_not_offered_and_not_taken(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let other = regional_neighbour(&app, &here);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let id = other.id.to_string();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            assert!(page.values("select[name='recorded.office'] option").contains(&id));
            let idle = id.clone();
            app.store.write("idle", move |tx| -> Result<_, StoreError> {
                Ok(diesel::update(offices::table.find(&idle))
                    .set(offices::active_since.eq(None::<chrono::NaiveDateTime>))
                    .execute(tx.conn())?)
            }).expect("the office is not at work");
            app.reload().expect("the directory is read");
            let call = [&CALL[..], &[("recorded.office", id.as_str())]].concat();
            let refused = press(&browser, &page, "continue", &call).await;
            assert_eq!(refused.status, 422, "what an older page offered does not hold");
            assert_eq!(refused.links(".govuk-error-summary a"), ["#recorded-office"]);
            let page = browser.get(PATH).await;
            assert!(!page.values("select[name='recorded.office'] option").contains(&id));
        });
        assert_eq!(stored(&app), (0, 0));
    }

    fn of_a_report_that_stands_already_the_page_does_not_name_the_office_that_is_chosen_now(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let other = regional_neighbour(&app, &here);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let page = browser.get(PATH).await;
            let chosen = other.id.to_string();
            let told = format!(": {}", other.names.fi.replace('\u{ad}', ""));
            let more = [("children[0].protected_address", "yes"), ("recorded.office", chosen.as_str())];
            let call = [&CALL[..], &more].concat();
            let done = press(&browser, &page, "continue", &call).await;
            assert_eq!(done.status, 200, "{}", done.words());
            assert!(done.words().contains(&told), "who chose it knows it: {}", done.words());

            let mut changed = call.clone();
            changed.retain(|(name, _)| *name != "concern.description");
            changed.push(("concern.description", "Toisin sanoin"));
            let again = press(&browser, &page, "continue", &changed).await;
            assert_eq!(again.status, 200, "{}", again.words());
            assert!(again.words().contains("Asia meni toiseen toimipisteeseen"), "{}", again.words());
            assert!(!again.words().contains(&told), "{}", again.words());
        });
        assert_eq!(stored(&app), (1, 1));
    }
}
