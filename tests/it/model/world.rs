//! The real thing that the reference is held against: offices, people, and every act through its use case.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope, StaffId};
use huoli::domain::assessment::{self, DelayCause, DelayDraft};
use huoli::domain::birth;
use huoli::domain::contact::{Channel, Typed};
use huoli::domain::helsinki::civil_date;
use huoli::domain::lifecycle::{Outcome, Urgency};
use huoli::domain::notice;
use huoli::domain::office::Office;
use huoli::domain::places::{CountyCode, MunicipalityCode};
use huoli::domain::recheck::{self, Verdict};
use huoli::domain::social_contact;
use huoli::domain::transfer::{Draft as Sending, HandDraft};
use huoli::domain::triage::{Decision as Real, Draft, Ground};
use huoli::intake::assessment::{close, finish, set_responsible};
use huoli::intake::assign::AssignError;
use huoli::intake::birth::follow_family::{self, Followed};
use huoli::intake::birth::record as record_birth;
use huoli::intake::notices::{self, record as record_notice};
use huoli::intake::put_aside;
use huoli::intake::recheck as look_through;
use huoli::intake::same_child::change::{self, SameError, What};
use huoli::intake::session::Session;
use huoli::intake::social_contact::end;
use huoli::intake::transfer::{answer, hand_over, send};
use huoli::intake::triage::{self, Filled, TriageError};
use huoli::intake::{WorkError, assign, claim_next, destinations, open_case, second_person};
use huoli::places::Places;
use huoli::store::StoreError;
use huoli::store::schema::{assessments, cases, staff};
use serde_json::{Value, json};
use uuid::Uuid;

use super::reference::{Act, Came, Decision, Held, Job, Person, Worker};
use crate::harness::app::{TestApp, report};
use crate::harness::db::TestDb;
use crate::log;

/// An office with a municipality for which it answers, whether a child is born or not.
pub struct Place {
    pub office: Office,
    pub municipality: MunicipalityCode,
}

/// The service with its people.
pub struct World {
    pub app: TestApp,
    pub places: Vec<Place>,
    pub sessions: Vec<Session>,
    pub workers: Vec<Worker>,
    /// The ids of the cases, in the order of arrival.
    pub ids: Vec<Uuid>,
}

/// A case as it lies in the database, as far as the reference knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub office: String,
    pub county: String,
    pub state: String,
    pub in_queue: bool,
    pub pending_since: Option<NaiveDate>,
    pub has_clocks: bool,
    /// The day on which its assessment started.
    pub started: Option<NaiveDate>,
    /// What falls due next, in its place in the lists, is the end of its assessment.
    pub completes: bool,
    pub assignee: Option<String>,
    pub version: i64,
}

/// A report about a child, or one that is not born, in that municipality. `number` makes it another child each time.
fn about(municipality: MunicipalityCode, prenatal: bool, number: usize) -> Value {
    let residence = json!({"municipality": municipality.to_string()});
    if prenatal {
        json!({
            "unborn_child": {"parents": [{"name": format!("Oona Odottava{number}"), "residence": residence}]},
            "concern": {"description": "Huoli"},
        })
    } else {
        json!({
            "children": [{"first_names": "Aino", "last_name": format!("Mallinen{number}"), "residence": residence}],
            "concern": {"description": "Huoli"},
        })
    }
}

/// Two offices of one county and one of another, each with a municipality.
fn places(app: &TestApp) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for place in Places::embedded().municipalities() {
        let to = |prenatal| destinations::of(app, &report(&about(place.code, prenatal, 0)));
        let (Ok(child), Ok(unborn)) = (to(false), to(true)) else {
            continue;
        };
        let (child, unborn) = (&child[0].office, &unborn[0].office);
        if child.id == unborn.id && places.iter().all(|known| known.office.id != child.id) {
            places.push(Place {
                office: child.clone(),
                municipality: place.code,
            });
        }
    }
    let beside = |office: &Office| {
        let same = places.iter().filter(|place| place.office.county == office.county);
        same.count() > 1
    };
    let first = places.iter().position(|place| beside(&place.office));
    let county = places[first.expect("a county with two offices")].office.county;
    let (mut own, others): (Vec<Place>, Vec<Place>) = places
        .into_iter()
        .partition(|place| place.office.county == county);
    own.truncate(2);
    own.extend(others.into_iter().take(1));
    assert_eq!(own.len(), 3);
    own
}

impl World {
    /// A fresh installation with four people in each of its three offices. Where a second person agrees, those who answer for an
    /// office are social workers too; every decision that no assessment is made is drawn to be looked through.
    pub fn new(db: TestDb, second_person: bool) -> Self {
        let mut app = TestApp::new(db);
        app.set(|app| {
            app.second_person = second_person;
            app.recheck_one_in = 1;
        });
        let places = places(&app);
        let (mut sessions, mut workers) = (Vec::new(), Vec::new());
        for (number, place) in places.iter().enumerate() {
            for (name, role, job) in [
                ("maija", Role::IntakeWorker, Job::Intake),
                ("saara", Role::SocialWorker, Job::Social),
                ("pekka", Role::SocialWorker, Job::Social),
                ("eeva", Role::Supervisor, Job::Supervisor),
            ] {
                let session = log::worker(&app, &format!("{name}{number}"), role, &[&place.office]);
                sessions.push(Session {
                    scope: Scope {
                        social_worker: job == Job::Social || (second_person && job == Job::Supervisor),
                        ..session.scope.clone()
                    },
                    ..session
                });
                workers.push(Worker { office: number, job });
            }
        }
        if second_person {
            let chiefs = app.store.write("chiefs", |tx| -> Result<usize, StoreError> {
                let all = staff::table.filter(staff::role.eq(Role::Supervisor.as_str()));
                Ok(diesel::update(all)
                    .set(staff::social_worker.eq(true))
                    .execute(tx.conn())?)
            });
            assert_eq!(chiefs.expect("they are noted"), 3);
        }
        Self {
            app,
            places,
            sessions,
            workers,
            ids: Vec::new(),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    pub fn today(&self) -> NaiveDate {
        civil_date(self.now())
    }

    /// A report arrives; gives how the reference has its case.
    pub fn arrive(&mut self, office: usize, prenatal: bool) -> Held {
        let document = about(self.places[office].municipality, prenatal, self.ids.len());
        let receipt = self.app.file(&document);
        self.ids
            .push(log::case_of(&self.app, &receipt.cases[0].reference));
        let pending = (!prenatal).then(|| self.today());
        Held {
            office,
            stage: super::reference::Stage::Received,
            prenatal,
            born: false,
            own: pending,
            runs: pending,
            started: None,
            assignee: None,
            in_queue: true,
            proposed: None,
            drawn: false,
            told: (false, false),
        }
    }

    /// The rows of these cases.
    pub fn rows(&self, of: &[usize]) -> Vec<(usize, Row)> {
        type Raw = (
            (String, String, String, String, bool),
            (
                Option<NaiveDate>,
                Option<NaiveDate>,
                Option<NaiveDate>,
                Option<String>,
                i64,
            ),
            (NaiveDate, Option<NaiveDate>),
        );
        type Started = Vec<(String, Option<NaiveDate>)>;
        let ids: Vec<String> = of.iter().map(|case| self.ids[*case].to_string()).collect();
        let rows = self.app.store.read("look", |tx| -> Result<Vec<Raw>, StoreError> {
            Ok(cases::table
                .filter(cases::id.eq_any(&ids))
                .select((
                    (
                        cases::id,
                        cases::office,
                        cases::county,
                        cases::state,
                        cases::in_queue,
                    ),
                    (
                        cases::pending_since,
                        cases::start_target,
                        cases::complete_last,
                        cases::assignee,
                        cases::version,
                    ),
                    (cases::queue_due, cases::complete_target),
                ))
                .load(tx.conn())?)
        });
        let rows = rows.expect("the cases are read");
        let begun = self.app.store.read("look", |tx| -> Result<Started, StoreError> {
            Ok(assessments::table
                .filter(assessments::case_id.eq_any(&ids))
                .select((assessments::case_id, assessments::started_on))
                .load(tx.conn())?)
        });
        let begun: BTreeMap<_, _> = begun.expect("the assessments are read").into_iter().collect();
        assert_eq!(rows.len(), of.len(), "every case is there");
        let number = |id: &str| of.iter().copied().find(|case| self.ids[*case].to_string() == id);
        rows.into_iter()
            .map(
                |(
                    (id, office, county, state, in_queue),
                    (pending_since, start, last, assignee, version),
                    (due, ready),
                )| {
                    let row = Row {
                        started: begun.get(&id).copied().flatten(),
                        completes: ready == Some(due),
                        has_clocks: pending_since.is_some() && start.is_some() && last.is_some(),
                        office,
                        county,
                        state,
                        in_queue,
                        pending_since,
                        assignee,
                        version,
                    };
                    (number(&id).expect("a known case"), row)
                },
            )
            .collect()
    }

    /// How the reference would have the row of `held`.
    pub fn row_of(&self, held: &Held, version: i64) -> Row {
        let office = &self.places[held.office].office;
        Row {
            office: office.id.to_string(),
            county: office.county.to_string(),
            state: held.stage.name().to_owned(),
            in_queue: held.in_queue,
            pending_since: held.runs,
            has_clocks: held.runs.is_some(),
            started: held.started,
            completes: held.started.is_some(),
            assignee: held.assignee.map(|who| self.staff(who).to_string()),
            version,
        }
    }

    fn staff(&self, who: Person) -> StaffId {
        self.sessions[who].scope.staff
    }

    /// What is next for `who`, by the program; `None` where nothing waits.
    pub fn next(&self, who: Person) -> Option<usize> {
        let found = claim_next::next(&self.app, &self.sessions[who], self.now()).expect("the queue");
        found.map(|id| {
            let known = self.ids.iter().position(|known| *known == id);
            known.expect("a known case")
        })
    }

    /// Lets `who` try `act` on a page of which the case had `version`.
    #[expect(
        clippy::too_many_lines,
        reason = "every act has its lines, and they read best beside one another"
    )]
    pub fn try_to(&self, who: Person, act: &Act, version: i64) -> Came {
        let (app, session, now) = (&self.app, &self.sessions[who], self.now());
        let id = |case: usize| self.ids[case];
        match *act {
            Act::Next => unreachable!("asked apart"),
            Act::Open(case) => found(
                open_case::open(app, session, id(case), now)
                    .expect("the case")
                    .is_some(),
            ),
            Act::Triage(case, decision, to) => {
                let draft = Draft {
                    urgency: Some(Urgency::Urgent),
                    decision: Some(real(decision)),
                    ground: Some(Ground::RecentAssessment),
                    reason: "Syy".to_owned(),
                    ..Draft::default()
                };
                self.triaged(
                    who,
                    case,
                    Filled::Form(draft, to.map(|to| self.staff(to))),
                    version,
                )
            }
            Act::AsProposed(case) => self.triaged(who, case, Filled::AsProposed, version),
            Act::PutAside(case) => {
                found(put_aside::put_aside(app, session, id(case), "Kesken", now).expect("it is noted"))
            }
            Act::Join(case, target) => self.same(who, case, What::Join(id(target)), version),
            Act::Undo(case) => self.same(who, case, What::Undo("Erehdys".to_owned()), version),
            Act::Send(case, to) => {
                let draft = Sending {
                    to: Some(self.places[to].office.id),
                    urgent_need_open: Some(false),
                    reason: "Muutti".to_owned(),
                };
                worked(send::send(app, session, id(case), &draft, version, now))
            }
            Act::Accept(case) => worked(answer::accept(app, session, id(case), version, now)),
            Act::Refuse(case) => worked(answer::refuse(app, session, id(case), "Ei meille", version, now)),
            Act::Hand(case) => {
                let draft = handed(now);
                worked(hand_over::hand_over(app, session, id(case), &draft, version, now))
            }
            Act::Back(case) => worked(hand_over::came_back(
                app,
                session,
                id(case),
                "Palautui",
                version,
                now,
            )),
            Act::Birth(case) => {
                let draft = birth::Draft {
                    born_on: Typed::Value(self.today()),
                    known_on: Typed::Value(self.today()),
                };
                worked(record_birth::record(app, session, id(case), draft, version, now))
            }
            Act::Follow(case, to) => {
                let place = Some(self.places[to].municipality);
                match follow_family::follow(app, session, id(case), place, version, now) {
                    Ok(Some(Followed::Moved)) => Came::Done,
                    Ok(Some(Followed::SameOffice | Followed::OtherCounty(_))) => Came::Nothing,
                    other => worked(other.map(|done| done.is_some())),
                }
            }
            Act::Responsible(case, to) => {
                let to = Some(self.staff(to));
                worked(set_responsible::set(app, session, id(case), to, version, now))
            }
            Act::Give(case, to) => {
                let to = Some(self.staff(to));
                match assign::assign(app, session, vec![id(case)], to, now) {
                    Ok(given) if !given.left.is_empty() => Came::Lacks,
                    Ok(given) if given.count == 0 => Came::Nothing,
                    Ok(_) => Came::Done,
                    Err(AssignError::Nobody | AssignError::NoCase) => Came::Lacks,
                    Err(AssignError::Intake(error)) => panic!("{error}"),
                }
            }
            Act::Tell(case) => self.tell(who, case),
            Act::Finish(case) => {
                let late = DelayDraft {
                    cause: Some(DelayCause::Staff),
                    text: "Kiire".to_owned(),
                };
                let draft = assessment::Draft {
                    outcome: Some(Outcome::NoNeed),
                    completed_on: Typed::Value(self.today()),
                    reason: "Syy".to_owned(),
                    start_delay: late.clone(),
                    complete_delay: late,
                };
                worked(finish::finish(app, session, id(case), &draft, version, now))
            }
            Act::Close(case) => worked(close::close(app, session, id(case), version, now)),
            Act::EndContact(case) => {
                let draft = social_contact::Draft {
                    started_on: Typed::Value(self.today()),
                    completed_on: Typed::Value(self.today()),
                    outcome: "Tuki sovittiin".to_owned(),
                    ..social_contact::Draft::default()
                };
                worked(end::end(app, session, id(case), &draft, version, now))
            }
            Act::Recheck(case, right) => self.look_through(who, case, right, version),
            Act::Dispute(case) => {
                let why = "Tarve on olemassa";
                worked(second_person::dispute(app, session, id(case), why, version, now))
            }
            Act::Confirm(case) => {
                let done = second_person::confirm(app, session, id(case), version, now);
                signed(done.map(|done| done.is_some()))
            }
        }
    }

    fn triaged(&self, who: Person, case: usize, filled: Filled, version: i64) -> Came {
        let wish = triage::Wish { filled, version };
        let done = triage::save(&self.app, &self.sessions[who], self.ids[case], wish, self.now());
        signed(done.map(|done| done.is_some()))
    }

    fn same(&self, who: Person, case: usize, what: What, version: i64) -> Came {
        let wish = change::Wish { what, version };
        match change::save(&self.app, &self.sessions[who], self.ids[case], &wish, self.now()) {
            Ok(done) => found(done.is_some()),
            Err(SameError::Changed) => Came::Changed,
            Err(SameError::Refused(_) | SameError::UrgencyFirst) => Came::Refused,
            Err(error) => panic!("{error:?}"),
        }
    }

    fn look_through(&self, who: Person, case: usize, right: bool, version: i64) -> Came {
        let (app, session, now) = (&self.app, &self.sessions[who], self.now());
        let draft = recheck::Draft {
            verdict: Some(if right { Verdict::Right } else { Verdict::Reopen }),
            why: "Tarve kasvoi".to_owned(),
        };
        worked(look_through::check(
            app,
            session,
            self.ids[case],
            &draft,
            version,
            now,
        ))
    }

    /// Writes down that everybody was told of the report who has not been.
    fn tell(&self, who: Person, case: usize) -> Came {
        let (app, session, now) = (&self.app, &self.sessions[who], self.now());
        let Some(log) = notices::open::open(app, session, self.ids[case], now).expect("the log") else {
            return Came::Absent;
        };
        let today = self.today();
        let mut outcome = Came::Nothing;
        for row in log.rows.iter().filter(|row| row.row.is_open(today)) {
            let whom = record_notice::Whom::Known(row.about, row.person, row.version);
            let draft = notice::Draft {
                told: Some(true),
                on: Typed::Value(today),
                channel: Some(Channel::Call),
                by: Some(self.staff(who).0),
                ..notice::Draft::default()
            };
            outcome = worked(record_notice::record(
                app,
                session,
                self.ids[case],
                &whom,
                &draft,
                now,
            ));
        }
        outcome
    }

    /// Lets time pass.
    pub fn later(&self, step: TimeDelta) {
        self.app.clock.advance(step);
    }
}

fn real(decision: Decision) -> Real {
    match decision {
        Decision::Start => Real::StartAssessment,
        Decision::Client => Real::ExistingClient,
        Decision::Contact => Real::SocialWelfareContact,
        Decision::Unneeded => Real::ObviouslyUnnecessary,
        Decision::Transfer => Real::Transfer,
        Decision::Join => Real::Join,
        Decision::Await => Real::AwaitBirth,
        Decision::NotYet => Real::NotYet,
    }
}

/// The papers were given to another county at `now`.
fn handed(now: DateTime<Utc>) -> HandDraft {
    HandDraft {
        county: CountyCode::parse("91"),
        receiver: "Mariehamn".to_owned(),
        at: Typed::Value(now),
        reason: "Muutti".to_owned(),
    }
}

const fn found(there: bool) -> Came {
    if there { Came::Done } else { Came::Absent }
}

fn worked<L: std::fmt::Debug>(done: Result<bool, WorkError<L>>) -> Came {
    match done {
        Ok(there) => found(there),
        Err(WorkError::Changed) => Came::Changed,
        Err(WorkError::NotNow(_)) => Came::NotNow,
        Err(WorkError::Refused(_)) => Came::Refused,
        Err(WorkError::Lacks(_)) => Came::Lacks,
        Err(WorkError::Intake(error)) => panic!("{error}"),
    }
}

fn signed(done: Result<bool, TriageError>) -> Came {
    match done {
        Ok(there) => found(there),
        Err(TriageError::Changed) => Came::Changed,
        Err(TriageError::NotOpen(_)) => Came::NotNow,
        Err(TriageError::Refused(_)) => Came::Refused,
        Err(TriageError::Lacks(_) | TriageError::Assignee | TriageError::NoAssessor) => Came::Lacks,
        Err(TriageError::Intake(error)) => panic!("{error}"),
    }
}
