//! One person alone releases nothing, in whatever order they try.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope};
use huoli::domain::contact::{Channel, Typed};
use huoli::domain::helsinki::civil_date;
use huoli::domain::language::Language;
use huoli::domain::party_copy::{Ground, Recipient, TypedDraft, TypedGiven, TypedRelease, Withheld};
use huoli::intake::party_copy::{discard, draft, give, open, print, release};
use huoli::intake::session::Session;
use huoli::store::StoreError;
use huoli::store::schema::cases;
use huoli::web::staff::view::party_copy::marks;
use uuid::Uuid;

use super::super::assessment::logged;
use super::super::{Worker, espoo, later, worker};
use super::{Dice, neighbours};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// A release by `ground`.
const fn by(ground: Ground) -> TypedRelease {
    TypedRelease {
        ground: Some(ground),
        weighed: false,
    }
}

on_both! {
    fn nobody_releases_alone_in_any_order(db: TestDb) {
        let app = TestApp::new(db);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        let session = session(&app, &elli);
        app.file(&neighbours());
        let case = app.store.read("look", |tx| -> Result<String, StoreError> {
            Ok(cases::table.select(cases::id).first(tx.conn())?)
        }).expect("a case");
        let case: Uuid = case.parse().expect("an id");
        let mut dice = Dice(7);
        let (mut made, mut tried) = (Vec::new(), 0);
        for _ in 0..250 {
            let now = app.clock.now();
            let material = open::list(&app, &session, case, now).unwrap().expect("it is theirs").material;
            let typed = TypedDraft {
                recipient: Some(Recipient::Child),
                language: Language::Fi,
                decisions: marks::cautious(&material),
                words_too_long: false,
                withheld: vec![Withheld::SomebodyElse],
            };
            let some = made.get(usize::try_from(dice.roll(8)).unwrap()).copied();
            match (dice.roll(5), some) {
                (0, _) | (_, None) => made.extend(draft::draft(&app, &session, case, None, &typed, now).unwrap()),
                (1, Some(id)) => {
                    let version = open::one(&app, &session, case, id, now).unwrap().map_or(1, |one| one.copy.version);
                    let _ = draft::draft(&app, &session, case, Some((id, version)), &typed, now);
                }
                (2, Some(id)) => {
                    for version in 1..20 {
                        tried += 1;
                        assert!(!release::release(&app, &session, case, (id, version), by(Ground::Party), now).unwrap());
                    }
                }
                (3, Some(id)) if dice.roll(4) == 0 => {
                    let _ = discard::discard(&app, &session, case, (id, 1), now);
                }
                (_, Some(id)) => {
                    assert!(print::print(&app, &session, case, id, now).unwrap().is_none());
                    let given = TypedGiven {
                        to: "Helmi".to_owned(),
                        on: Typed::Value(civil_date(now)),
                        channel: Some(Channel::Meeting),
                    };
                    assert!(!matches!(give::give(&app, &session, case, id, &given, now), Ok(true)));
                }
            }
        }
        assert!(tried > 100, "{tried}");
        assert_eq!((logged(&app, "party_copy_released"), logged(&app, "party_copy_printed")), (0, 0));
        // What one made the other releases: it was only the second person that lacked.
        let other = worker(&app, "olli", Role::Supervisor, &[&espoo(&app)]);
        let other = self::session(&app, &other);
        let now = app.clock.now();
        let all = open::list(&app, &other, case, now).unwrap().unwrap().copies;
        let copy = all.first().expect("a draft is left");
        assert!(release::release(&app, &other, case, (copy.id, copy.version), by(Ground::OwnData), now).unwrap());
        // An hour later it takes another one-time code.
        later(&app, TimeDelta::hours(1));
        let late = release::release(&app, &other, case, (copy.id, copy.version), by(Ground::Party), app.clock.now());
        assert_eq!(late, Err(release::ReleaseError::NeedsProof));
    }
}

/// The session of `worker`, who has just given a one-time code.
fn session(app: &TestApp, worker: &Worker) -> Session {
    let scope = Scope {
        staff: worker.account.id,
        county: espoo(app).county,
        role: Role::Supervisor,
        social_worker: false,
        offices: vec![espoo(app).id],
        exceptions: huoli::domain::access::Exceptions::default(),
    };
    Session {
        id: Uuid::nil(),
        user_name: worker.account.user_name.clone(),
        display_name: worker.account.user_name.clone(),
        language: Language::Fi,
        accesskeys: false,
        quick_triage: false,
        scope,
        proven_at: Some(app.clock.now()),
    }
}
