//! The read log for those who are in it: a worker sees what they did themselves, a supervisor what was done for their offices, and
//! nobody what tells of a case that is closed to them.

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::audit::{Action, Purpose};
use huoli::domain::language::Language;
use huoli::intake::chain_events;
use huoli::store::log_rows::OF_REPORTERS;
use huoli::text::Texts;

use super::assessment::logged;
use super::{Answer, Browser, about, espoo, far_away, later, named, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const OWN: &str = "/staff/log/own";
const OFFICE: &str = "/staff/log/office";

/// What was done, row by row, the newest first.
fn told(page: &Answer, column: usize) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.words());
    let cells = page.select(&format!("tbody tr > :nth-child({column})"));
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The case with `reference`, as it stands in the queue of whoever looks.
async fn case_of(browser: &Browser<'_>, reference: &str) -> String {
    let queue = browser.get("/staff/queue").await;
    let found = queue.references().iter().position(|own| own == reference);
    queue.cases()[found.expect("it stands in the queue")].clone()
}

/// Closes `case` to the person with `user_name`.
async fn close_to(chief: &Browser<'_>, case: &str, user_name: &str) {
    let page = format!("{case}/conflict");
    chief.get(&page).await;
    let fields = [
        ("go", "bar_worker"),
        ("bar_user_name", user_name),
        ("bar_ground", "other_doubt"),
    ];
    let done = chief.post(&page, &fields).await;
    assert_eq!(done.status, 303, "{}", done.words());
}

on_both! {
    fn a_worker_sees_what_they_did_and_nothing_of_anybody_else(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        let first = app.file(&named()).cases[0].reference.clone();
        later(&app, TimeDelta::hours(1));
        let second = app.file(&about("kanarialintu-toinen")).cases[0].reference.clone();
        served(&app, async |site| {
            let mine = site.signed_in(&app, &maija).await;
            let colleague = site.signed_in(&app, &saara).await;
            let case = case_of(&mine, &first).await;
            mine.get(&case).await;
            let reason = [("reason", "Soitan kanarialinnulle")];
            assert_eq!(mine.post(&format!("{case}/identity"), &reason).await.status, 303);
            colleague.get(&case_of(&colleague, &second).await).await;
            let account = mine.get("/staff/account").await;
            assert!(account.links("a").contains(&"log/own".to_owned()), "{:?}", account.links("a"));
            assert!(!account.links("nav a").iter().any(|link| link.contains("log")));

            let page = mine.get(OWN).await;
            let what = told(&page, 2);
            for done in ["Asia avattu", "Suljetut henkilötiedot avattu", "Jonon sivu nähty", "Kirjauduttu sisään"] {
                assert!(what.iter().any(|row| row == done), "{done} in {what:?}");
            }
            assert!(page.words().contains("Oma perustelu, sinetöity"), "why it was done: {}", page.words());
            assert!(page.words().contains(&first) && !page.words().contains(&second));
            assert!(!page.words().contains("SAARA") && !page.text.contains("anaria"), "{}", page.words());
            let her_page = colleague.get(OWN).await;
            assert!(her_page.words().contains(&second) && !her_page.words().contains(&first));
            // That they looked is a row too, which the next look shows.
            assert_eq!(logged(&app, "log_seen"), 2);
            assert_eq!(told(&mine.get(OWN).await, 2)[0], "Lokia katsottu");

            let of_case = mine.get(&format!("{OWN}?case={first}")).await;
            let rows = told(&of_case, 3);
            assert!(rows.len() >= 2 && rows.iter().all(|case| *case == first), "{rows:?}");
            let tomorrow = mine.get(&format!("{OWN}?from=21.11.2026")).await;
            assert!(tomorrow.words().contains("Ei rivejä."), "{}", tomorrow.words());
            for nothing in [&*second, "LS-0000-0000"] {
                let page = mine.get(&format!("{OWN}?case={nothing}")).await;
                assert_eq!(page.status, 422);
                assert!(page.words().contains("Tällaisesta asiasta ei ole rivejä tässä lokissa."), "{}", page.words());
            }
            let others = mine.get(&format!("{OWN}?person=saara&print=yes")).await;
            assert!(others.status == 200 && !others.words().contains(&second), "nobody else can be asked for");
            for other in ["/staff/log", OFFICE] {
                assert_eq!(mine.get(other).await.status, 404, "{other}");
            }
        });
    }

    fn a_supervisor_sees_what_was_done_for_their_office_alone(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let beside = neighbour(&app, &here);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here, &beside]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&here]);
        let others = [
            worker(&app, "pekka", Role::Supervisor, &[&beside]),
            worker(&app, "farid", Role::Supervisor, &[&far_away(&app, &here)]),
        ];
        let reference = app.file(&named()).cases[0].reference.clone();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            browser.get(&case_of(&browser, &reference).await).await;
            later(&app, TimeDelta::hours(2));
            for county in app.directory().counties.keys() {
                chain_events::run(&app, *county, app.clock.now()).expect("events are chained");
            }
            let chief = site.signed_in(&app, &leena).await;
            assert!(chief.get("/staff/").await.links("nav a").iter().any(|link| link.ends_with("log/office")));
            let page = chief.get(OFFICE).await;
            let what = told(&page, 3);
            assert!(what.iter().any(|row| row == "Asia avattu"), "{what:?}");
            assert!(page.words().contains("MAIJA Mallinen") && page.words().contains(&reference));
            assert!(page.words().contains("Ilmoitusten käsittely"), "why: {}", page.words());
            assert!(!what.iter().any(|row| row.contains("Kirjauduttu")), "a sign-in is no office's business");
            let elsewhere = beside.names.get(Language::Fi);
            assert!(!page.words().contains(elsewhere), "nor is where else she works: {}", page.words());
            for trace in ["anaria", "arrived", "saapu"] {
                let rows = page.select("tbody").join(" ");
                assert!(!rows.contains(trace), "{trace} in {rows}");
            }
            let people = page.values("select[name=person] option");
            assert_eq!(people, ["", "leena", "maija"], "those who work there");
            let by_person = chief.get(&format!("{OFFICE}?person=maija&case={reference}")).await;
            assert!(told(&by_person, 4).iter().all(|case| *case == reference));
            assert_eq!(logged(&app, "log_seen"), 2);
            let again = chief.get(OFFICE).await;
            assert_eq!(told(&again, 3)[0], "Lokia katsottu", "her looks are rows of the office");
            for other in ["/staff/log", OWN] {
                assert_eq!(chief.get(other).await.status, 404, "{other}");
            }

            let pekka = site.signed_in(&app, &others[0]).await;
            let page = pekka.get(OFFICE).await;
            assert!(!page.text.contains(&reference), "{}", page.words());
            let who = told(&page, 2);
            assert!(who.iter().any(|who| who.contains("MAIJA")), "her look at both queues: {}", page.words());
            assert!(!who.iter().any(|who| who.contains("LEENA")), "{who:?}");
            let asked = pekka.get(&format!("{OFFICE}?case={reference}")).await;
            let absent = pekka.get(&format!("{OFFICE}?case=LS-0000-0000")).await;
            assert_eq!((asked.status, absent.status), (422, 422));
            assert_eq!(asked.words().replace(&reference, ""), absent.words().replace("LS-0000-0000", ""));
            let stranger = pekka.get(&format!("{OFFICE}?person=leena")).await;
            assert!(stranger.status == 422 && stranger.words().contains("Tällaista käyttäjää ei ole."));
            let farid = site.signed_in(&app, &others[1]).await;
            let page = farid.get(OFFICE).await;
            assert!(told(&page, 2).iter().all(|who| who.contains("FARID")), "his own look alone: {}", page.words());
        });
    }

    fn a_case_that_is_closed_to_somebody_stands_in_no_log_that_they_read(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&here]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&here]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&here]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&here]);
        let arja = worker(&app, "arja", Role::Auditor, &[&here]);
        let reference = app.file(&about("Huoli")).cases[0].reference.clone();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = case_of(&browser, &reference).await;
            browser.get(&case).await;
            let colleague = site.signed_in(&app, &saara).await;
            colleague.get(&case).await;
            let chief = site.signed_in(&app, &leena).await;
            let auditor = site.signed_in(&app, &arja).await;
            assert!(chief.get(OFFICE).await.text.contains(&reference));
            assert!(auditor.get("/staff/log").await.text.contains(&reference));
            let second = site.signed_in(&app, &elli).await;
            for user_name in ["maija", "leena", "arja"] {
                close_to(&second, &case, user_name).await;
            }

            let absent = "/staff/cases/7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11";
            for asked in [&*case, absent] {
                assert_eq!(browser.get(asked).await.status, 404);
            }
            let page = browser.get(OWN).await;
            assert!(!page.text.contains(&reference), "{}", page.words());
            let refused = told(&page, 2).iter().filter(|what| what.contains("Torjuttu")).count();
            assert_eq!(refused, 2, "what is closed and what is not there were refused alike: {}", page.words());
            assert!(colleague.get(OWN).await.text.contains(&reference), "hers stay");
            for (whose, path) in [(&browser, OWN), (&chief, OFFICE), (&auditor, "/staff/log")] {
                let page = whose.get(path).await;
                assert!(!page.text.contains(&reference), "{path}: {}", page.words());
                let asked = whose.get(&format!("{path}?case={reference}")).await;
                assert_eq!(asked.status, 422, "{path} answers as for a case that is not there");
            }
            let printed = auditor.get("/staff/log?person=saara&print=yes").await;
            assert!(!printed.text.contains(&reference), "{}", printed.words());
            auditor.get("/staff/log").await;
            for asked in [[("person", "saara"), ("go", "csv")], [("person", "saara"), ("go", "json")]] {
                let file = auditor.post("/staff/log", &asked).await;
                assert!(file.status == 200 && file.text.contains("signed"), "{}", file.text);
                assert!(!file.text.contains(&reference), "{}", file.text);
                auditor.get("/staff/log").await;
            }
            let file = auditor.post("/staff/log", &[("case", reference.as_str()), ("go", "csv")]).await;
            assert!(!file.headers.contains_key("content-disposition"), "{}", file.text);
            assert!(second.get(OFFICE).await.text.contains(&reference), "who is not barred reads on");
        });
    }

    fn a_long_log_is_turned_page_by_page_and_no_row_stands_twice(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&here]);
        let leena = worker(&app, "leena", Role::Supervisor, &[&here]);
        app.file(&about("Huoli"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            for _ in 0..120 {
                browser.get("/staff/queue").await;
                later(&app, TimeDelta::seconds(1));
            }
            let chief = site.signed_in(&app, &leena).await;
            for (browser, first, what) in [(&browser, OWN, 2), (&chief, OFFICE, 3)] {
                let (mut path, mut times, mut pages) = (first.to_owned(), Vec::new(), Vec::new());
                loop {
                    let page = browser.get(&path).await;
                    let rows = told(&page, what);
                    let when = told(&page, 1).into_iter().zip(rows);
                    times.extend(when.filter(|(_, what)| what == "Jonon sivu nähty").map(|(when, _)| when));
                    pages.push(page.select("tbody tr").len());
                    let Some(next) = page.links("a[rel=next]").pop() else {
                        break;
                    };
                    path = format!("/staff/log/{next}");
                    assert!(pages.len() < 9, "the pages come to an end");
                }
                assert_eq!(pages[..2], [50, 50], "{first}: {pages:?}");
                assert_eq!(times.len(), 120, "{first}: each look once");
            }
        });
    }
}

#[test]
fn what_is_shown_of_the_log_is_said_in_words_in_every_language() {
    for language in [Language::Fi, Language::Sv, Language::En] {
        let words = Texts::embedded().words(language);
        let said = |list: &str, code: &str| {
            let key = format!("code-{list}-{code}").replace('_', "-");
            assert!(words.has(&key), "{language}: {key}");
        };
        let shown = Action::ALL.into_iter().map(Action::as_str);
        for action in shown.filter(|action| !OF_REPORTERS.contains(action)) {
            said("log_action", action);
        }
        for purpose in Purpose::ALL {
            said("log_purpose", purpose.as_str());
        }
    }
}
