//! The service on a test database: the embedded directory, a clock that stands still, repeatable ids.

use std::ops::Deref;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use huoli::boot::installation::example_plan;
use huoli::clock::{Clock, ManualClock};
use huoli::domain::helsinki::parse_local_or_offset;
use huoli::domain::language::{Language, Offered};
use huoli::domain::report::{Channel, NewReport};
use huoli::ids::{IdSource, OsIds};
use huoli::intake::attach::Upload;
use huoli::intake::authenticate_client::{self, ApiClient};
use huoli::intake::found_installation;
use huoli::intake::submit_report::{Admission, Along, SubmitError, submit, submit_with};
use huoli::intake::{App, form_token, receipt::Receipt};
use huoli::jobs::Jobs;
use huoli::places::Places;
use huoli::places::directory::Directory;
use huoli::store::seal::master::KeyRing;
use huoli::store::seal::secret::WrappingKey;
use huoli::wire::{self, Reading, Strictness};
use serde_json::Value;

use super::db::TestDb;

/// The service, with its clock in reach.
pub struct TestApp {
    app: App,
    pub clock: Arc<ManualClock>,
    pub db: TestDb,
    /// The master keys.
    pub ring: KeyRing,
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

/// The instant that Finnish clocks show as `text`.
pub fn at(text: &str) -> DateTime<Utc> {
    parse_local_or_offset(text).expect("a time")
}

impl TestApp {
    /// A fresh installation on `db`, on a Friday afternoon.
    pub fn new(db: TestDb) -> Self {
        let ids: Arc<dyn IdSource> = Arc::new(OsIds);
        let ring = KeyRing::new(WrappingKey::random(&*ids), Vec::new()).expect("a ring");
        // The offices have been at work for long, whoever reads them.
        let mut plan = example_plan();
        for office in &mut plan.offices {
            office.active_since = Some(at("2026-01-01T00:00"));
        }
        found_installation::found(&db.store, ring.clone(), plan, &ids).expect("the installation is made");
        let clock = Arc::new(ManualClock::at(at("2026-11-20T14:05")));
        let shown: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        let app = Self::open(&db, &ring, shown);
        Self { app, clock, db, ring }
    }

    /// The same service, offering the languages with these tags.
    pub fn offering(mut self, tags: &str) -> Self {
        self.app.languages = Offered::parse(tags).expect("languages of the table");
        self
    }

    /// Changes what the settings say.
    pub fn set(&mut self, change: impl FnOnce(&mut App)) {
        change(&mut self.app);
    }

    /// Another process on the same database with the same key.
    pub fn open(db: &TestDb, ring: &KeyRing, clock: Arc<dyn Clock>) -> App {
        let geography = Places::embedded().geography();
        let home = Directory::embedded().home_county;
        App::open(
            db.store.clone(),
            ring.clone(),
            home,
            geography,
            clock,
            Arc::new(OsIds),
        )
        .expect("the app opens")
    }

    /// A client of the API with its token.
    pub fn client(&self, name: &str) -> (ApiClient, String) {
        authenticate_client::add(&self.app, name, false, self.app.clock.now()).expect("the client is added")
    }

    /// Files `document` by the web form, as a new visit.
    pub fn file(&self, document: &Value) -> Receipt {
        self.try_file(&report(document)).expect("the report is taken in")
    }

    /// Files `document` with `files` (name, content, whether a picture's own data is kept) by the web form.
    pub fn file_with(&self, document: &Value, files: &[(&str, &[u8], bool)]) -> Receipt {
        let now = self.clock.now();
        let mut upload = Upload::new(&self.app, now);
        for (name, content, keep) in files {
            upload.begin(name, *keep).expect("one more file");
            for piece in content.chunks(100_000) {
                upload.push(piece).expect("a piece of a good file");
            }
            upload.end().expect("a good file");
        }
        let token = form_token::issue(&self.app, now).expect("a token");
        let admission = Admission::Web {
            token,
            wants_code: false,
        };
        let along = Along {
            files: Some(upload),
            ..Along::default()
        };
        submit_with(&self.app, &report(document), along, &admission, now).expect("it is taken in")
    }

    /// Files `report` by the web form, as a new visit.
    pub fn try_file(&self, report: &NewReport) -> Result<Receipt, SubmitError> {
        let now = self.clock.now();
        let token = form_token::issue(&self.app, now).expect("a token");
        submit(
            &self.app,
            report,
            &Admission::Web {
                token,
                wants_code: true,
            },
            now,
        )
    }
}

/// `document` as the web form accepts it.
pub fn report(document: &Value) -> NewReport {
    let reading = Reading {
        strictness: Strictness::Lenient,
        channel: Channel::Web,
        form: None,
        language: Language::Fi,
        today: at("2026-11-20T14:05").date_naive(),
        municipality_known: &|code| Places::embedded().geography().current(code).is_some(),
    };
    wire::read(document, &reading)
        .expect("the document is in order")
        .report
}

/// Lets `jobs` do everything that is due at `now`, one after the other, and tells how many attempts that were. What fails is due
/// later, so this ends.
pub fn run_due(jobs: &Jobs, now: DateTime<Utc>) -> usize {
    let mut done = 0;
    while jobs.run_one(now).expect("the jobs are run") {
        done += 1;
    }
    done
}
