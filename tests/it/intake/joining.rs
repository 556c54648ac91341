//! Joining two cases of one child: of two who do it at once one is too late, no ring is ever made, and each date comes back.

use std::sync::Barrier;

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope};
use huoli::domain::lifecycle::Urgency;
use huoli::domain::triage::{Decision, Draft};
use huoli::intake::same_child::change::{self, Done, SameError, What, Wish};
use huoli::intake::session::Session;
use huoli::intake::triage::{self, Filled};
use huoli::store::StoreError;
use huoli::store::schema::{case_joins, cases};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::log;

fn aino() -> Value {
    json!({
        "children": [{"personal_identity_code": "010516B903X", "residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": "Huoli"},
    })
}

/// How a case stands.
struct Stands {
    id: Uuid,
    state: String,
    pending_since: Option<NaiveDate>,
    version: i64,
}

/// All cases, the first that came first.
fn all(app: &TestApp) -> Vec<Stands> {
    let rows: Vec<(String, String, Option<NaiveDate>, i64)> = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .order((cases::received_on, cases::received_hour, cases::id))
                .select((cases::id, cases::state, cases::pending_since, cases::version))
                .load(tx.conn())?)
        })
        .expect("the cases are read");
    rows.into_iter()
        .map(|(id, state, pending_since, version)| Stands {
            id: id.parse().expect("an id"),
            state,
            pending_since,
            version,
        })
        .collect()
}

/// A social worker signs the urgency of a case; gives its version then.
fn signed(app: &TestApp, case: Uuid) -> i64 {
    let office = log::espoo(app);
    let name = format!("social-{case}");
    let session = log::worker(app, &name, Role::SocialWorker, &[&office]);
    let session = Session {
        scope: Scope {
            social_worker: true,
            ..session.scope.clone()
        },
        ..session
    };
    let version = all(app)
        .into_iter()
        .find(|found| found.id == case)
        .expect("the case")
        .version;
    let draft = Draft {
        urgency: Some(Urgency::NotUrgent),
        decision: Some(Decision::NotYet),
        reason: "Katsotaan".to_owned(),
        ..Draft::default()
    };
    let wish = triage::Wish {
        filled: Filled::Form(draft, Some(session.scope.staff)),
        version,
    };
    triage::save(app, &session, case, wish, app.clock.now())
        .expect("a triage")
        .expect("the case");
    version + 1
}

on_both! {
    fn of_two_who_join_two_cases_to_each_other_at_once_one_is_too_late(db: TestDb) {
        let app = TestApp::new(db);
        let office = log::espoo(&app);
        let people = ["saara", "pekka"].map(|name| log::worker(&app, name, Role::IntakeWorker, &[&office]));
        for _ in 0..8 {
            let first = all(&app).len();
            app.file(&aino());
            app.file(&aino());
            let two = &all(&app)[first..];
            let pair = [signed(&app, two[0].id), signed(&app, two[1].id)];
            let start = Barrier::new(2);
            let now = app.clock.now();
            let done: Vec<_> = std::thread::scope(|threads| {
                let asking: Vec<_> = [(0, 1), (1, 0)].into_iter().map(|(own, other)| {
                    let (app, start, pair, session) = (&app, &start, &pair, &people[own]);
                    let wish = Wish { what: What::Join(two[other].id), version: pair[own] };
                    threads.spawn(move || {
                        start.wait();
                        change::save(app, session, two[own].id, &wish, now)
                    })
                }).collect();
                asking.into_iter().map(|thread| thread.join().expect("no panic")).collect()
            });
            let (won, lost): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
            assert!(matches!(won.as_slice(), [Ok(Some(Done::At(_)))]), "{won:?} {lost:?}");
            assert!(
                matches!(lost.as_slice(), [Err(SameError::Changed | SameError::Refused(_))]),
                "{lost:?}"
            );
            let states: Vec<String> = all(&app)[first..].iter().map(|case| case.state.clone()).collect();
            assert_eq!(states.iter().filter(|state| *state == "joined").count(), 1, "{states:?}");
            app.clock.advance(TimeDelta::hours(1));
        }
        let joins: i64 = app.store.read("look", |tx| -> Result<_, StoreError> {
            Ok(case_joins::table.count().get_result(tx.conn())?)
        }).unwrap();
        assert_eq!(joins, 8);
    }

    fn nothing_is_joined_to_what_is_joined_and_the_inner_join_is_undone_last(db: TestDb) {
        let app = TestApp::new(db);
        let office = log::espoo(&app);
        let saara = log::worker(&app, "saara", Role::IntakeWorker, &[&office]);
        for day in 0..4 {
            app.file(&aino());
            app.clock.advance(TimeDelta::days(i64::from(day != 3)));
        }
        let first = all(&app);
        let before: Vec<_> = first.iter().map(|case| case.pending_since).collect();
        for case in &first {
            signed(&app, case.id);
        }
        let now = app.clock.now();
        let go = |own: usize, what: What| {
            let case = &all(&app)[own];
            change::save(&app, &saara, case.id, &Wish { what, version: case.version }, now)
        };
        let join = |own: usize, target: usize| go(own, What::Join(first[target].id));
        let undo = |own: usize| go(own, What::Undo("Erehdys".to_owned()));
        let pending = || all(&app).iter().map(|case| case.pending_since).collect::<Vec<_>>();
        assert!(join(0, 1).is_ok());
        assert!(matches!(join(2, 0), Err(SameError::Refused(_))), "to what is joined");
        assert!(matches!(join(0, 2), Err(SameError::Refused(_))), "what is joined");
        assert!(matches!(join(1, 1), Ok(None)), "to itself");
        assert!(join(1, 3).is_ok(), "with all that hangs on it");
        assert!(matches!(join(3, 0), Err(SameError::Refused(_))), "no ring");
        assert!(join(2, 3).is_ok());
        assert_eq!(pending(), [before[0], before[0], before[2], before[0]]);
        assert!(matches!(undo(0), Err(SameError::Refused(_))), "the outer one first");
        assert!(undo(1).is_ok());
        assert_eq!(pending(), [before[0], before[0], before[2], before[2]]);
        assert!(undo(2).is_ok() && undo(0).is_ok());
        assert_eq!(pending(), before, "each has its own date again");
        assert!(matches!(undo(0), Ok(None)), "there is nothing to undo");
    }
}
