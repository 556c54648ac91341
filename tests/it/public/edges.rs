//! Where a visit cannot simply go on.

use std::time::Duration;

use chrono::TimeDelta;
use huoli::store::{StoreError, StoreSettings};
use reqwest::Method;

use crate::harness::app::TestApp;
use crate::harness::db::{Database, TestDb, on_both};
use crate::harness::site::{NEUTRAL, Site};
use crate::harness::visitor::Visitor;

fn changed(form: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut form = form.to_vec();
    for field in &mut form {
        if field.0 == name {
            field.1 = value.to_owned();
        }
    }
    form
}

fn at_the_concern(site: &Site) -> Visitor {
    let mut visitor = Visitor::open(&site.address, "/");
    visitor
        .press("continue", &[])
        .press("continue", &[("reporter_role", "private_person")])
        .press("continue", &[("children[0].residence.municipality", "Vantaa")])
        .press("continue", &[]);
    visitor
}

on_both! {
    fn the_exit_leads_away_and_clears_what_the_browser_kept(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = Visitor::open(&site.address, "/");
        let left = visitor.ask(&Method::POST, "/exit", &[("worker_only".to_owned(), "x".to_owned())]);
        assert_eq!(left.status, 303);
        assert_eq!(left.headers["location"], NEUTRAL);
        assert_eq!(left.headers["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
        assert!(left.headers["content-security-policy"].contains("form-action 'self' https://neutral.example"));
        assert_eq!(visitor.ask(&Method::GET, "/exit", &[]).status, 405);
    }

    fn a_post_without_a_state_starts_at_the_start_page(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = Visitor::open(&site.address, "/");
        for form in [vec![], vec![("go".to_owned(), "send".to_owned())]] {
            let seen = visitor.ask(&Method::POST, "/", &form);
            assert_eq!(seen.status, 200);
            assert_eq!(seen.heading(), "Kerro huolesi lapsesta");
        }
        let head = visitor.ask(&Method::HEAD, "/sv", &[]);
        assert_eq!((head.status, head.html.as_str()), (200, ""));
    }

    fn a_page_older_than_a_day_gives_back_what_was_typed_on_it(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_concern(&site);
        visitor.press("lang:sv", &[]);
        let text = "Lapsi <itkee>\nöisin.";
        let form = visitor.filled("continue", &[("concern.description", text)]);
        app.clock.advance(TimeDelta::hours(50));
        let seen = visitor.ask(&Method::POST, "/", &form);
        assert_eq!(seen.status, 410);
        assert!(seen.text("title").starts_with("Fel: "), "in the language of the page");
        assert_eq!(seen.text("textarea"), "Lapsi <itkee> öisin.");
        assert!(seen.text("aside").contains("112"));
        assert!(!seen.html.contains("name=\"state\""));
    }

    fn a_state_that_was_tampered_with_gives_back_what_was_typed(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = at_the_concern(&site);
        let form = visitor.filled("continue", &[("concern.description", "Lapsi itkee.")]);
        let state = form.iter().find(|(name, _)| name == "state").unwrap().1.clone();
        let mut flipped = state.clone().into_bytes();
        let middle = flipped.len() / 2;
        flipped[middle] = if flipped[middle] == b'A' { b'B' } else { b'A' };
        let flipped = String::from_utf8(flipped).unwrap();
        for wrong in [flipped.as_str(), &state[..state.len() - 4], "", "not a state", "AAAA", "😢"] {
            let seen = visitor.ask(&Method::POST, "/", &changed(&form, "state", wrong));
            assert_eq!(seen.status, 400, "{wrong}");
            assert_eq!(seen.text("textarea"), "Lapsi itkee.");
            assert!(seen.text("main").contains("Aloita alusta"));
        }
    }

    fn a_state_of_another_form_is_not_taken(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = at_the_concern(&site);
        let form = visitor.filled("continue", &[("concern.description", "Lapsi itkee.")]);
        let other = huoli::intake::wizard_state::seal(&app, b"{\"form\":\"no_such_form\",\"version\":1}", huoli::clock::Clock::now(&*app.clock)).unwrap();
        let seen = visitor.ask(&Method::POST, "/", &changed(&form, "state", &other));
        assert_eq!(seen.status, 400);
        assert_eq!(seen.text("textarea"), "Lapsi itkee.");
    }

    fn unknown_paths_methods_and_bodies_have_a_page_with_a_way_on(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = Visitor::open(&site.address, "/");
        assert_eq!(visitor.ask(&Method::GET, "/nowhere", &[]).status, 404);
        assert_eq!(visitor.ask(&Method::DELETE, "/", &[]).status, 405);
        let large = vec![("concern.description".to_owned(), "x".repeat(1024 * 1024))];
        let seen = visitor.ask(&Method::POST, "/", &large);
        assert_eq!(seen.status, 413);
        assert!(seen.text("aside").contains("112"));
        let mut many: Vec<_> = (0..351).map(|number| (format!("f{number}"), String::new())).collect();
        assert_eq!(visitor.ask(&Method::POST, "/", &many).status, 400);
        many.insert(0, ("concern.description".to_owned(), "Lapsi itkee.".to_owned()));
        let seen = visitor.ask(&Method::POST, "/", &many);
        assert_eq!((seen.status, seen.text("textarea").as_str()), (400, "Lapsi itkee."));
        for unknown in ["", "rm", "change:nowhere", "change:check", "remove_child:99", "lang:xx", "send"] {
            let mut form = at_the_concern(&site).filled("continue", &[("concern.description", "Lapsi itkee.")]);
            form = changed(&form, "go", unknown);
            let seen = visitor.ask(&Method::POST, "/", &form);
            assert_eq!(seen.status, 200, "{unknown}");
            assert!(
                seen.value("concern.description") == ["Lapsi itkee."] || unknown.starts_with("remove"),
                "{unknown}: {}", seen.heading()
            );
        }
    }

    fn a_page_that_is_too_large_gives_back_the_beginning_of_what_was_typed(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = at_the_concern(&site);
        for size in [400_000, 3 * 1024 * 1024] {
            let text = "Lapsi itkee öisin. ".repeat(size / 18);
            let form = visitor.filled("continue", &[("concern.description", &text)]);
            let seen = visitor.ask(&Method::POST, "/", &form);
            let given_back = seen.text("textarea");
            assert!(given_back.starts_with("Lapsi itkee öisin. Lapsi"), "{size}: {}", seen.status);
            if size > 1024 * 1024 {
                assert_eq!(seen.status, 413);
                assert!(given_back.len() > 500_000 && seen.text("main").contains("liian suuri"));
                assert!(seen.text("aside").contains("112"));
            } else {
                assert_eq!(seen.status, 422, "the field's own limit");
            }
        }
    }

    fn the_information_pages_speak_every_language(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = Visitor::open(&site.address, "/");
        for page in ["contact", "privacy", "accessibility", "paper"] {
            let mut headings = Vec::new();
            for path in [format!("/{page}"), format!("/fi/{page}"), format!("/sv/{page}"), format!("/en/{page}")] {
                let seen = visitor.ask(&Method::GET, &path, &[]);
                assert_eq!(seen.status, 200, "{path}");
                headings.push(seen.heading());
            }
            assert_eq!(headings[0], headings[1]);
            assert!(headings[1] != headings[2] && headings[2] != headings[3], "{headings:?}");
        }
    }
}

/// A database that is too busy for another transaction, as long as the returned sender lives.
pub(super) fn too_busy(app: &TestApp) -> std::sync::mpsc::Sender<()> {
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (tell, told) = std::sync::mpsc::channel();
    let (store, released) = (app.store.clone(), std::sync::Mutex::new(released));
    std::thread::spawn(move || {
        let held = store.write("hold", move |_| -> Result<(), StoreError> {
            tell.send(()).expect("the test waits");
            // Ends when the test lets go of the sender.
            let _ = released.lock().expect("nobody else holds it").recv();
            Ok(())
        });
        held.expect("the holding transaction ends well");
    });
    told.recv().expect("the database is held");
    release
}

fn a_busy_database_keeps_the_answers_on_the_page(database: Database) {
    let settings = StoreSettings {
        connections: 1,
        wait: Duration::from_millis(300),
        ..StoreSettings::default()
    };
    let Some(db) = TestDb::with(database, settings) else {
        return;
    };
    let app = TestApp::new(db);
    let site = Site::start(&app);
    let mut visitor = Visitor::open(&site.address, "/");
    visitor.walk_to_the_check_page("Vantaa", "Lapsi itkee öisin.");
    let busy = too_busy(&app);
    visitor.press("send", &[]);
    assert_eq!(visitor.seen.status, 503);
    assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
    let text = visitor.seen.text("body");
    assert!(
        text.contains("Lapsi itkee öisin.") && text.contains("Yritä uudelleen") && text.contains("112"),
        "{text}"
    );
    assert!(!text.contains("on lähetetty"), "no word of success: {text}");
    drop(busy);
    // The holding transaction may still be ending: a person tries again until it works.
    for _ in 0..20 {
        visitor.press("send", &[]);
        if visitor.seen.status == 200 {
            break;
        }
        assert_eq!(visitor.seen.status, 503);
    }
    assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
}

/// At every page of the way, not only at the end.
fn a_busy_database_keeps_what_is_typed_at_each_step(database: Database) {
    let settings = StoreSettings {
        connections: 1,
        wait: Duration::from_millis(100),
        ..StoreSettings::default()
    };
    let Some(db) = TestDb::with(database, settings) else {
        return;
    };
    let app = TestApp::new(db);
    let site = Site::start(&app);
    let mut visitor = Visitor::open(&site.address, "/");
    let typed = [
        ("reporter_role", "private_person"),
        ("children[0].residence.municipality", "Vantaa"),
        ("children[0].first_names", "Aino"),
        ("concern.description", "Lapsi itkee öisin."),
        ("family_told", "yes"),
        ("reporter.identity", "anonymous"),
    ];
    visitor.press("continue", &[]);
    for (key, value) in typed {
        let busy = too_busy(&app);
        let form = visitor.filled("continue", &[(key, value)]);
        let seen = visitor.ask(&Method::POST, "/", &form);
        drop(busy);
        let text = seen.text("body");
        assert!(text.contains("112"), "{key}: {text}");
        if seen.status == 503 {
            let kept = seen.value(key) == [value] || text.contains(value);
            assert!(kept || !value.contains(' '), "{key}: {text}");
        } else {
            assert_eq!(seen.status, 200, "{key}");
        }
        // The holding transaction may still be ending.
        for _ in 0..20 {
            let heading = visitor.seen.heading();
            visitor.press("continue", &[(key, value)]);
            if visitor.seen.status == 200 && visitor.seen.heading() != heading {
                break;
            }
        }
        assert_eq!(visitor.seen.status, 200, "{key}");
    }
    assert!(visitor.seen.text("main").contains("Lapsi itkee öisin."));
    let busy = too_busy(&app);
    let start = visitor.ask(&Method::GET, "/", &[]);
    assert!(start.status == 200 || start.status == 503);
    assert!(start.text("aside").contains("112"));
    drop(busy);
}

#[test]
fn a_busy_sqlite_keeps_what_is_typed_at_each_step() {
    a_busy_database_keeps_what_is_typed_at_each_step(Database::Sqlite);
}

#[test]
fn a_busy_postgres_keeps_what_is_typed_at_each_step() {
    a_busy_database_keeps_what_is_typed_at_each_step(Database::Postgres);
}

#[test]
fn a_busy_sqlite_keeps_the_answers_on_the_page() {
    a_busy_database_keeps_the_answers_on_the_page(Database::Sqlite);
}

#[test]
fn a_busy_postgres_keeps_the_answers_on_the_page() {
    a_busy_database_keeps_the_answers_on_the_page(Database::Postgres);
}
