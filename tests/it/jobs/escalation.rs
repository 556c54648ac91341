//! Nobody has opened what is urgent: more people are told, after the time and not before, a few times. Nobody reads an
//! office: the county's default office is told in its place.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use huoli::boot::installation::demo_plan;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope, StaffId};
use huoli::domain::job::ROUNDS;
use huoli::domain::office::{Office, OfficeId};
use huoli::domain::places::CountyCode;
use huoli::intake::directory_state::{self, DirectoryState};
use huoli::intake::office_states::WorkState;
use huoli::intake::{service_state, set_mailbox};
use huoli::mail::memory::Memory;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, case_copies, cases, jobs};
use mail_parser::MessageParser;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{about, read, run_at, told, waiting, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

fn urgent() -> Value {
    let mut document = about("Nyt.");
    document["concern"]["urgency"] = json!("today");
    document
}

/// The addresses and subjects of what was sent since `before` mails.
fn sent(memory: &Memory, before: usize) -> Vec<(String, String)> {
    let mut found: Vec<_> = memory
        .sent()
        .iter()
        .skip(before)
        .map(|mail| {
            let mail = MessageParser::default().parse(mail).expect("a mail");
            let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address());
            (
                to.expect("a recipient").to_owned(),
                mail.subject().expect("a subject").to_owned(),
            )
        })
        .collect();
    found.sort();
    found
}

/// The duty service of the county of `office`.
fn duty(app: &TestApp, office: &Office) -> Office {
    let directory = app.directory();
    directory
        .rules
        .duty(office.county)
        .expect("a duty service")
        .clone()
}

/// The office of an ordinary report and the default office of its county.
fn offices(app: &TestApp) -> (Office, Office) {
    let receipt = app.file(&about("Huoli"));
    let id = receipt.cases[0].office.as_ref().expect("an office").id;
    let directory = app.directory();
    let own = directory.rules.office(id).expect("the office").clone();
    let default_office = directory
        .rules
        .default_office(own.county)
        .expect("a default office");
    assert_ne!(own.id, default_office.id, "the story needs two");
    (own, default_office.clone())
}

fn mailbox(office: &Office) -> String {
    office.mailbox.as_ref().expect("a mailbox").to_string()
}

fn copies(app: &TestApp) -> Vec<(OfficeId, String)> {
    let rows: Vec<(String, String)> = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(case_copies::table
                .select((case_copies::office, case_copies::why))
                .load(tx.conn())?)
        })
        .expect("the copies are read");
    rows.into_iter()
        .map(|(office, why)| (OfficeId(office.parse().expect("an id")), why))
        .collect()
}

fn looks(app: &TestApp) -> Vec<DateTime<Utc>> {
    let at: Vec<chrono::NaiveDateTime> = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(jobs::table
                .filter(jobs::kind.eq("escalate"))
                .select(jobs::run_at)
                .load(tx.conn())?)
        })
        .expect("the jobs are read");
    at.into_iter().map(|at| at.and_utc()).collect()
}

fn unopened(app: &TestApp) -> i64 {
    service_state::service_state(app, app.clock.now())
        .expect("a state")
        .urgent_unopened
}

/// The directory of `county` as its administrator sees it.
fn administered(app: &TestApp, county: CountyCode) -> DirectoryState {
    let scope = Scope {
        staff: StaffId(Uuid::nil()),
        county,
        role: Role::CountyAdmin,
        social_worker: false,
        offices: Vec::new(),
        exceptions: huoli::domain::access::Exceptions::default(),
    };
    directory_state::state(app, &scope).expect("the directory is read")
}

on_both! {
    fn nobody_opens_it_and_more_people_are_told_again_and_again_but_not_for_ever(db: TestDb) {
        let app = told(db);
        let (own, default_office) = offices(&app);
        let own = app.directory().rules.office(own.id).unwrap().clone();
        let duty = duty(&app, &own);
        let memory = Memory::default();
        let jobs = worker(&app, &memory);
        run_at(&app, &jobs, at("2026-11-20T14:10"));
        let before = memory.sent().len();
        app.clock.advance_to(at("2026-11-20T14:12") + TimeDelta::milliseconds(31_415));
        app.file(&urgent());
        // On the grid: the row tells less than the urgent notice.
        assert_eq!(looks(&app), [at("2026-11-20T14:45")]);
        run_at(&app, &jobs, at("2026-11-20T14:13"));
        let told_once = sent(&memory, before);
        assert_eq!(told_once.len(), 1);
        assert_eq!(told_once[0].0, mailbox(&own));
        assert!(told_once[0].1.starts_with("Kiireellinen ilmoitus odottaa"));
        assert_eq!(run_at(&app, &jobs, at("2026-11-20T14:44")), 0, "not before its time");
        assert_eq!((copies(&app), unopened(&app)), (Vec::new(), 0));

        let mut before = memory.sent().len();
        let mut now = at("2026-11-20T14:45");
        for round in 1..=ROUNDS {
            run_at(&app, &jobs, now);
            let mut expected = vec![(default_office.id, "escalated".to_owned()), (duty.id, "duty".to_owned())];
            expected.sort();
            let mut copied = copies(&app);
            copied.sort();
            assert_eq!(copied, expected, "the duty service too, though the office was open when it came");
            assert_eq!(unopened(&app), 1);
            let again = sent(&memory, before);
            let mut expected = vec![mailbox(&own), mailbox(&default_office), mailbox(&duty)];
            expected.sort();
            assert_eq!(again.iter().map(|(to, _)| to.clone()).collect::<Vec<_>>(), expected, "round {round}");
            assert!(again.iter().all(|(_, subject)| subject.starts_with("Kiireellinen ilmoitus on avaamatta")));
            before = memory.sent().len();
            now += TimeDelta::minutes(30);
        }
        assert_eq!(looks(&app), Vec::<DateTime<Utc>>::new());
        assert_eq!(run_at(&app, &jobs, now + TimeDelta::hours(5)), 0, "a few times, and then it stands on the pages");
        let rows: Vec<(Option<String>, Option<chrono::NaiveDateTime>)> = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(access_log::table
                    .filter(access_log::action.eq("case_escalated"))
                    .select((access_log::office, access_log::happened_at))
                    .load(tx.conn())?)
            })
            .unwrap();
        assert_eq!(rows.len(), usize::try_from(ROUNDS).unwrap());
        for (offices, instant) in rows {
            let offices = offices.expect("who sees it");
            let mut named: Vec<&str> = offices.split(' ').collect();
            assert_eq!(named.remove(0), own.id.to_string(), "its own first");
            named.sort_unstable();
            let mut others = [default_office.id.to_string(), duty.id.to_string()];
            others.sort();
            assert_eq!(named, others);
            assert_eq!(instant, None, "the minute would tell when somebody reported");
        }
    }

    fn what_was_opened_in_time_is_not_told_again(db: TestDb) {
        let app = told(db);
        let memory = Memory::default();
        let jobs = worker(&app, &memory);
        app.file(&urgent());
        run_at(&app, &jobs, at("2026-11-20T14:06"));
        let opened = at("2026-11-20T14:20").naive_utc();
        app.store
            .write("open", move |tx| -> Result<_, StoreError> {
                Ok(diesel::update(cases::table).set(cases::opened_at.eq(opened)).execute(tx.conn())?)
            })
            .unwrap();
        let before = memory.sent().len();
        assert_eq!(run_at(&app, &jobs, at("2026-11-20T14:35")), 1);
        assert_eq!((memory.sent().len(), looks(&app).len(), copies(&app).len(), unopened(&app)), (before, 0, 0, 0));
    }

    fn a_look_that_is_made_twice_goes_on_once(db: TestDb) {
        let app = told(db);
        app.file(&urgent());
        app.clock.advance_to(at("2026-11-20T14:35"));
        let report = waiting(&app)
            .into_iter()
            .find_map(|job| match job.job {
                Some(huoli::domain::job::Job::ArrivalNotice { report, .. }) => Some(report),
                _ => None,
            })
            .unwrap();
        for _ in 0..2 {
            assert_eq!(huoli::intake::escalate::run(&app, report, 1, app.clock.now()), Ok(1));
        }
        // The first look, and one second look; the default office and the duty service.
        assert_eq!((looks(&app).len(), copies(&app).len()), (2, 2));
    }

    fn what_is_not_urgent_is_not_looked_at(db: TestDb) {
        let app = told(db);
        app.file(&about("Huoli"));
        assert_eq!(looks(&app), Vec::<DateTime<Utc>>::new());
    }

    fn an_office_that_lost_its_last_reader_is_told_of_with_the_default_office(db: TestDb) {
        let app = TestApp::new(db);
        let (own, default_office) = offices(&app);
        for office in demo_plan().offices {
            set_mailbox::set(&app, office.id, office.mailbox, app.clock.now()).unwrap();
        }
        read(&app, |id| id == default_office.id);
        let memory = Memory::default();
        let jobs = worker(&app, &memory);
        app.file(&about("Huoli"));
        run_at(&app, &jobs, at("2026-11-20T14:10"));
        let directory = app.directory();
        let now = |office: &Office| mailbox(directory.rules.office(office.id).unwrap());
        let mut expected = vec![now(&own), now(&default_office)];
        expected.sort();
        let told: Vec<String> = sent(&memory, 0).into_iter().map(|(to, _)| to).collect();
        assert_eq!(told, expected);
        let states = administered(&app, own.county);
        let of = |office: &Office| states.office(office.id).unwrap();
        assert_eq!((of(&own).work(), of(&own).waiting), (WorkState::LostReader, 2));
        assert_eq!(of(&default_office).work(), WorkState::Active);
        let state = service_state::service_state(&app, app.clock.now()).unwrap();
        let all = i64::try_from(directory.rules.offices().count()).unwrap();
        assert_eq!(state.offices_without_reader, all - 1, "the others were at work and have no reader");
    }

    fn an_office_becomes_active_when_it_has_a_reader_and_a_mailbox(db: TestDb) {
        let app = told(db);
        let (own, _) = offices(&app);
        let id = own.id.to_string();
        app.store
            .write("forget", move |tx| -> Result<_, StoreError> {
                use huoli::store::schema::offices;
                let office = offices::table.filter(offices::id.eq(&id));
                Ok(diesel::update(office)
                    .set(offices::active_since.eq(None::<chrono::NaiveDateTime>))
                    .execute(tx.conn())?)
            })
            .unwrap();
        let work = || administered(&app, own.county).office(own.id).unwrap().work();
        assert_eq!(work(), WorkState::Inactive);
        let jobs = worker(&app, &Memory::default());
        jobs.plan(app.clock.now()).unwrap();
        run_at(&app, &jobs, at("2026-11-20T14:20"));
        assert_eq!(work(), WorkState::Active);
        assert!(app.directory().rules.office(own.id).unwrap().active_since.is_some());
    }
}
