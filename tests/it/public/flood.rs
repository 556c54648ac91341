//! A flood of reports by the public forms: marked, delayed, never refused.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::flood::FloodLimits;
use huoli::intake::App;
use huoli::intake::flood::Floods;
use huoli::store::StoreError;
use huoli::store::schema::{cases, floods};
use huoli::web::layer::edge::Front;

use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

const DELAY: Duration = Duration::from_millis(400);

const LIMITS: FloodLimits = FloodLimits {
    source_burst: 3,
    source_per_hour: 1,
    office_per_hour: 1_000,
    fast_fill: TimeDelta::seconds(5),
    delay: TimeDelta::milliseconds(400),
    delay_waiting: 100,
    quiet: TimeDelta::minutes(30),
};

/// The service that watches by `limits`.
fn watched(app: &TestApp, limits: FloodLimits) -> App {
    let mut watched = (**app).clone();
    watched.floods = Arc::new(Floods::by(limits));
    watched
}

/// Why each case was marked, in the order in which they came as far as that is known, and how many groups there are.
fn marks(app: &TestApp) -> (Vec<Option<String>>, i64) {
    app.store
        .read("marks", |tx| -> Result<_, StoreError> {
            let marks = cases::table
                .order((cases::flood_mark.is_not_null(), cases::id))
                .select(cases::flood_mark)
                .load(tx.conn())?;
            Ok((marks, floods::table.count().get_result(tx.conn())?))
        })
        .expect("the marks are read")
}

/// A person who takes a minute to fill the form in stands at its last page.
fn at_the_end(app: &TestApp, site: &Site) -> Visitor {
    let mut visitor = Visitor::open(&site.address, "/");
    app.clock.advance(TimeDelta::minutes(1));
    visitor.walk_to_the_check_page("Vantaa", "Lapsi itkee öisin.");
    visitor
}

on_both! {
    fn one_sender_is_marked_and_delayed_and_every_report_is_taken(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&watched(&app, LIMITS));
        let mut took = Vec::new();
        for _ in 0..6 {
            let mut visitor = at_the_end(&app, &site);
            let begun = Instant::now();
            visitor.press("send", &[]);
            took.push(begun.elapsed());
            assert_eq!(visitor.seen.status, 200);
            assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        }
        let (found, groups) = marks(&app);
        let source = Some("source".to_owned());
        assert_eq!(found, [None, None, None, source.clone(), source.clone(), source]);
        assert_eq!(groups, 1, "a flood is one group");
        assert!(took[3..].iter().all(|took| *took >= DELAY), "{took:?}");
    }

    fn what_nobody_can_have_typed_is_marked_too(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&watched(&app, LIMITS));
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.walk_to_the_check_page("Vantaa", "Lapsi itkee öisin.").press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        assert_eq!(marks(&app), (vec![Some("speed".to_owned())], 1));
    }

    fn who_comes_to_an_office_together_with_many_is_marked_and_answered_at_once(db: TestDb) {
        let app = TestApp::new(db);
        let limits = FloodLimits {
            source_burst: 1_000,
            office_per_hour: 1,
            delay: TimeDelta::seconds(20),
            ..LIMITS
        };
        let site = Site::start(&watched(&app, limits));
        for _ in 0..3 {
            let mut visitor = at_the_end(&app, &site);
            let begun = Instant::now();
            visitor.press("send", &[]);
            assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
            assert!(begun.elapsed() < Duration::from_secs(20), "an honest person waits for nobody");
        }
        let office = Some("office".to_owned());
        assert_eq!(marks(&app), (vec![None, office.clone(), office], 1));
    }

    fn a_page_sent_again_is_the_same_report_in_the_same_place(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&watched(&app, LIMITS));
        let visitor = at_the_end(&app, &site);
        let form = visitor.filled("send", &[]);
        let receipts: Vec<String> = (0..6)
            .map(|_| visitor.ask(&reqwest::Method::POST, "/", &form).text(".govuk-panel__body"))
            .collect();
        assert!(receipts.iter().all(|receipt| *receipt == receipts[0] && receipt.starts_with("LS-")));
        assert_eq!(marks(&app), (vec![None], 0));
    }
}

#[test]
fn a_forwarded_address_splits_a_sender_only_where_a_proxy_is_declared() {
    for (proxy, unmarked) in [(None, 3), (Some("127.0.0.1"), 8)] {
        let app = TestApp::new(crate::harness::db::TestDb::sqlite());
        let front = Front {
            hosts: vec!["127.0.0.1".to_owned()],
            trusted_proxy: proxy.map(|address| address.parse::<IpAddr>().expect("an address")),
            ..Front::default()
        };
        let limits = FloodLimits {
            delay: TimeDelta::zero(),
            ..LIMITS
        };
        let site = Site::behind(front, &watched(&app, limits));
        for number in 0..8 {
            let visitor = at_the_end(&app, &site);
            let form = visitor.filled("send", &[]);
            let sent = crate::harness::process::CLIENT
                .post(format!("{}/", site.address))
                .header("X-Forwarded-For", format!("192.0.2.{number}"))
                .form(&form);
            assert_eq!(crate::harness::process::send(sent).0, 200);
        }
        let (found, _) = marks(&app);
        let free = found.iter().filter(|mark| mark.is_none()).count();
        assert_eq!((found.len(), free), (8, unmarked), "{proxy:?}");
    }
}

#[test]
fn where_too_many_answers_wait_the_next_does_not() {
    let app = TestApp::new(crate::harness::db::TestDb::sqlite());
    let limits = FloodLimits {
        source_burst: 0,
        delay: TimeDelta::seconds(60),
        delay_waiting: 0,
        ..LIMITS
    };
    let site = Site::start(&watched(&app, limits));
    let begun = Instant::now();
    let mut visitor = at_the_end(&app, &site);
    visitor.press("send", &[]);
    assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
    assert!(begun.elapsed() < Duration::from_mins(1));
    assert_eq!(marks(&app).1, 1);
}
