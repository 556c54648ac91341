//! What does not open is never shown as if it were right, and stands in nobody else's way.

use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope, StaffId};
use huoli::domain::language::Language;
use huoli::intake::list_queue;
use huoli::intake::session::Session;
use huoli::store::StoreError;
use huoli::store::schema::cases;
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
}
