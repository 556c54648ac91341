//! Each page with content has its row before anything of it is opened, and without a row there is no page.

use diesel::connection::SimpleConnection;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::intake::{IntakeError, list_queue, open_case, open_identity};
use huoli::store::access_log::list_digest;
use huoli::store::{DatabaseUrl, StoreError};
use uuid::Uuid;

use super::{about, espoo, fault, filed, rows, verified, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

on_both! {
    fn every_look_of_a_worker_has_its_row(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let case = filed(&app, "Huoli");
        let now = app.clock.now();
        assert!(rows(&app, office.county).is_empty(), "a report that is filed waits for nobody");

        let page = list_queue::page(&app, &maija, None, None, now).unwrap();
        let file = open_case::open(&app, &maija, case, now).unwrap().expect("it opens");
        assert!(open_identity::open(&app, &maija, case, "Soitan ilmoittajalle", now).unwrap());
        list_queue::counts(&app, &maija, now).unwrap();

        let log = rows(&app, office.county);
        let told: Vec<(&str, &str)> = log.iter().map(|row| (row.action.as_str(), row.result.as_str())).collect();
        assert_eq!(told, [("queue_seen", "done"), ("case_opened", "done"), ("identity_opened", "done")]);
        for row in &log {
            assert_eq!(row.actor, Some(maija.scope.staff.to_string()));
            assert_eq!(row.role.as_deref(), Some("intake_worker"));
            assert_eq!(row.office, Some(office.id.to_string()));
            assert_eq!(row.happened_at, Some(now.naive_utc()));
        }
        assert_eq!(log[0].digest, Some(list_digest(page.rows.iter().map(|row| row.id))));
        for row in &log[1..] {
            assert_eq!(row.case_id, Some(case.to_string()));
            assert_eq!(row.report, Some(file.case.report.to_string()));
            assert_eq!(row.subject.as_ref().map(Vec::len), Some(32), "the child is found again by a keyed hash");
            assert!(row.event.is_some() && row.digest.as_ref().is_some_and(|digest| digest.len() == 32));
        }
        assert_eq!(log[2].purpose.as_deref(), Some("stated_reason"));
        let verified = verified(&app, office.county);
        assert_eq!((verified.rows, verified.events, fault(&verified)), (3, 2, None));
    }

    fn a_refused_look_is_recorded_and_looks_like_nothing(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let directory = app.directory();
        let other = directory.rules.offices().find(|other| other.county == office.county && other.id != office.id);
        let pekka = worker(&app, "pekka", Role::SocialWorker, &[other.expect("a neighbour")]);
        let case = filed(&app, "Huoli");
        let now = app.clock.now();
        for asked in [case, Uuid::from_u128(7)] {
            assert!(open_case::open(&app, &pekka, asked, now).unwrap().is_none());
            assert!(!open_identity::open(&app, &pekka, asked, "Soitan hänelle", now).unwrap());
        }
        assert!(list_queue::page(&app, &pekka, Some(office.id), None, now).unwrap().rows.is_empty());
        let log = rows(&app, office.county);
        let told: Vec<(&str, Option<String>)> =
            log.iter().map(|row| (row.action.as_str(), row.object.clone())).collect();
        let absent = Uuid::from_u128(7).to_string();
        assert_eq!(
            told,
            [
                ("case_opened", Some(case.to_string())),
                ("identity_opened", Some(case.to_string())),
                ("case_opened", Some(absent.clone())),
                ("identity_opened", Some(absent)),
                ("queue_seen", Some(office.id.to_string())),
            ]
        );
        for row in &log {
            assert_eq!((row.result.as_str(), &row.case_id, &row.event), ("refused", &None, &None));
        }
    }

    fn openings_at_the_same_moment_are_counted_one_after_the_other(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let case = filed(&app, "Huoli");
        let now = app.clock.now();
        assert!(open_case::open(&app, &maija, case, now).unwrap().is_some());
        let open = || open_identity::open(&app, &maija, case, "Soitan ilmoittajalle", now);
        for _ in 1..open_identity::PROVE_EVERY - 1 {
            assert!(open().unwrap());
        }
        let together = std::sync::Barrier::new(4);
        let opened = std::thread::scope(|scope| {
            let one = || {
                together.wait();
                open()
            };
            let all: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
            all.into_iter().map(|one| one.join().unwrap()).filter(|opened| matches!(opened, Ok(true))).count()
        });
        assert_eq!(opened, 1, "the ninth opens, and each after it needs a code first");
    }

    fn without_a_row_nothing_is_shown(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let case = filed(&app, "Huoli");
        let now = app.clock.now();
        assert!(open_case::open(&app, &maija, case, now).unwrap().is_some());
        let refuse = match app.db.url {
            DatabaseUrl::Sqlite(_) => {
                "CREATE TRIGGER refuse BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END"
            }
            DatabaseUrl::Postgres(_) => "ALTER TABLE access_log ADD CONSTRAINT refuse CHECK (seq < 2)",
        };
        app.store
            .write("refuse", move |tx| -> Result<(), StoreError> { Ok(tx.conn().batch_execute(refuse)?) })
            .expect("the log takes no row from now on");
        let refused = |error: IntakeError| {
            assert!(matches!(error, IntakeError::Unrecorded(_)), "{error:?}");
            assert!(error.may_pass(), "it is answered as 503");
        };
        refused(list_queue::page(&app, &maija, None, None, now).unwrap_err());
        refused(open_case::open(&app, &maija, case, now).unwrap_err());
        match open_identity::open(&app, &maija, case, "Soitan hänelle", now).unwrap_err() {
            open_identity::OpenIdentityError::Intake(error) => refused(error),
            error => panic!("{error:?}"),
        }
        assert_eq!(rows(&app, office.county).len(), 1);
        app.file(&about("Toinen"));
        assert_eq!(fault(&verified(&app, office.county)), None, "nothing of it was half stored");
    }
}
