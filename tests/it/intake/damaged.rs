//! What does not open is never shown as if it were right, and stands in nobody else's way.

use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope, StaffId};
use huoli::domain::language::Language;
use huoli::domain::mailbox::Mailbox;
use huoli::intake::change_directory::{self, Editor, Wanted};
use huoli::intake::session::Session;
use huoli::intake::{list_queue, set_mailbox};
use huoli::store::StoreError;
use huoli::store::schema::{cases, keys};
use serde_json::json;
use uuid::Uuid;

use crate::harness::app::TestApp;
use crate::harness::db::on_both;

on_both! {
    fn a_case_that_does_not_open_stays_in_the_queue_and_hides_no_other(db: TestDb) {
        let app = TestApp::new(db);
        let filed = ["Ensimmäinen", "Toinen", "Kolmas"].map(|words| {
            app.file(&json!({
                "children": [{"birth_date": "2016", "residence": {"municipality": "837"}}],
                "concern": {"description": words, "urgency": "today"},
            }))
        });
        let office = filed[0].cases[0].office.as_ref().unwrap().id;
        let broken = filed[1].cases[0].reference.clone();
        let at = broken.clone();
        app.store
            .write("damage", move |tx| -> Result<(), StoreError> {
                let case = cases::table.filter(cases::reference.eq(&at));
                diesel::update(case).set(cases::summary.eq(vec![1_u8; 300])).execute(tx.conn())?;
                Ok(())
            })
            .unwrap();

        let directory = app.directory();
        let session = Session {
            id: Uuid::from_u128(1),
            user_name: "maija".to_owned(),
            display_name: "Maija Mallinen".to_owned(),
            language: Language::Fi,
            accesskeys: true,
            quick_triage: false,
            scope: Scope {
                staff: StaffId(Uuid::from_u128(2)),
                county: directory.rules.office(office).unwrap().county,
                role: Role::SocialWorker,
                social_worker: true,
                offices: vec![office],
                exceptions: huoli::domain::access::Exceptions::default(),
            },
            proven_at: None,
        };
        let page = list_queue::page(&app, &session, None, None, app.clock.now()).expect("the queue is shown");
        assert_eq!(page.rows.len(), 3, "each report stands in the queue");
        for row in &page.rows {
            let damaged = row.reference.as_str() == broken;
            assert_eq!((row.damaged, row.summary.birth_year), (damaged, (!damaged).then_some(2016)));
            assert!(row.clocks.is_some(), "the dates lie in clear");
        }
    }

    fn a_change_that_stands_is_not_told_as_one_that_failed_when_a_key_does_not_open(db: TestDb) {
        let app = TestApp::new(db);
        let now = app.clock.now();
        let office = app.directory().rules.offices().next().expect("an office").clone();
        let turn = |wanted: Option<Vec<u8>>| -> Vec<u8> {
            app.store
                .write("turn", move |tx| -> Result<_, StoreError> {
                    let (id, wrap): (String, Vec<u8>) =
                        keys::table.filter(keys::kind.eq("office")).order(keys::id).select((keys::id, keys::wrap)).first(tx.conn())?;
                    let other = wanted.clone().unwrap_or_else(|| wrap.iter().map(|byte| byte ^ 1).collect());
                    diesel::update(keys::table.find(id)).set(keys::wrap.eq(other)).execute(tx.conn())?;
                    Ok(wrap)
                })
                .unwrap()
        };
        let whole = turn(None);
        assert!(app.reload().is_err(), "the key does not open");

        let mailbox = Mailbox::parse("uusi@county.example");
        assert_eq!(set_mailbox::set(&app, office.id, mailbox.clone(), now), Ok(true));
        let mut wanted = Wanted::current(&app).expect("the directory");
        let stored = wanted.offices.iter_mut().find(|other| other.id == office.id).expect("it is there");
        assert_eq!(stored.mailbox, mailbox, "it is stored");
        stored.names.fi = "Uusi nimi".to_owned();
        let changed = change_directory::apply(&app, wanted, Editor::Operator, now);
        assert!(!changed.expect("it is changed").lines.is_empty());

        // What was read before stays in use, until it can be read again.
        assert_eq!(app.directory().rules.office(office.id), Some(&office));
        turn(Some(whole));
        assert_eq!(app.catch_up().ok(), Some(true));
        let directory = app.directory();
        let read = directory.rules.office(office.id).expect("it is there");
        assert_eq!((&read.mailbox, read.names.fi.as_str()), (&mailbox, "Uusi nimi"));
    }
}
