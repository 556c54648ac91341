//! The read log: nobody reads without a trace, and the trace cannot be changed unseen.

mod chaining;
mod commands;
mod killed;
mod shown;
mod tampering;

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope, StaffId};
use huoli::domain::audit::LogRow;
use huoli::domain::language::Language;
use huoli::domain::office::{Office, OfficeId};
use huoli::domain::places::CountyCode;
use huoli::ids::{IdSource, OsIds};
use huoli::intake::anchor_log::Known;
use huoli::intake::session::Session;
use huoli::intake::verify_log::{self, Verified};
use huoli::intake::{IntakeError, destinations};
use huoli::store::cabinet::Owner;
use huoli::store::schema::cases;
use huoli::store::seal::aad::KeyKind;
use huoli::store::seal::secret::SecretKey;
use huoli::store::staff::{self, Member};
use huoli::store::{StoreError, log_rows};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::app::{TestApp, report};

/// A report about a child in a part of Espoo whose identity code is known, by somebody who gave a name.
pub fn about(words: &str) -> Value {
    json!({
        "reporter_role": "private_person",
        "reporter": {"name": "Kaarina Kanarialintu", "phone": "050 000 0000"},
        "children": [{"personal_identity_code": another_code(),
            "residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": words},
    })
}

/// The identity code of another child each time, who is nobody: where two reports are about one child, whoever opens one sees
/// the other beside it, which is a row of the log too.
fn another_code() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let individual = 900 + NEXT.fetch_add(1, Ordering::Relaxed) % 100;
    let signs = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    let check = char::from(signs[(10_516_000 + individual) % 31]);
    format!("010516B{individual}{check}")
}

/// The office that the report goes to.
pub fn espoo(app: &TestApp) -> Office {
    let mut found = destinations::of(app, &report(&about("Huoli"))).expect("an office");
    found.remove(0).office
}

/// Somebody who works for `offices` of one county, signed in.
pub fn worker(app: &TestApp, name: &str, role: Role, offices: &[&Office]) -> Session {
    let member = Member {
        id: StaffId(OsIds.uuid()),
        county: offices[0].county,
        user_name: name.to_owned(),
        display_name: format!("{} Mallinen", name.to_uppercase()),
        role,
        social_worker: false,
        language: Language::Fi,
        accesskeys: true,
        quick_triage: false,
        password_hash: String::new(),
        totp_secret: vec![1; 66],
        disabled_at: None,
    };
    let theirs: Vec<OfficeId> = offices.iter().map(|office| office.id).collect();
    let (kept, of) = (member.clone(), theirs.clone());
    app.store
        .write("hire", move |tx| staff::insert(tx, &kept, &of))
        .expect("the account is added");
    Session {
        id: OsIds.uuid(),
        user_name: member.user_name,
        display_name: member.display_name,
        language: Language::Fi,
        accesskeys: true,
        quick_triage: false,
        proven_at: None,
        scope: Scope {
            staff: member.id,
            county: member.county,
            role,
            social_worker: false,
            offices: theirs,
            exceptions: huoli::domain::access::Exceptions::default(),
        },
    }
}

/// Files a report and gives the id of its case.
pub fn filed(app: &TestApp, words: &str) -> Uuid {
    let receipt = app.file(&about(words));
    case_of(app, &receipt.cases[0].reference)
}

pub fn case_of(app: &TestApp, reference: &str) -> Uuid {
    let id: String = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            let case = cases::table.filter(cases::reference.eq(reference));
            Ok(case.select(cases::id).first(tx.conn())?)
        })
        .expect("the case is there");
    id.parse().expect("an id")
}

/// The chain of `county`.
fn rows(app: &TestApp, county: CountyCode) -> Vec<LogRow> {
    app.store
        .read("look", |tx| log_rows::page(tx, county, 0, i64::MAX, 100_000))
        .expect("the log is read")
}

fn log_key(app: &TestApp, county: CountyCode) -> SecretKey {
    let key = app.cabinet.newest(KeyKind::Log, Owner::County(county));
    key.expect("the county has a log key").key.clone()
}

/// What the verifier says of the chain of `county`, without anchors.
fn verified(app: &TestApp, county: CountyCode) -> Verified {
    verified_at(app, county, &Known::default(), app.clock.now())
}

fn verified_at(app: &TestApp, county: CountyCode, known: &Known, now: DateTime<Utc>) -> Verified {
    let key = log_key(app, county);
    let verified: Result<Verified, IntakeError> = verify_log::verify(&app.store, county, &key, known, now);
    verified.expect("the chain can be read")
}

/// The fault that the verifier names: the number of the row and what is wrong.
fn fault(verified: &Verified) -> Option<(Option<i64>, &'static str)> {
    verified
        .fault
        .as_ref()
        .map(|fault| (fault.seq, fault.what.code()))
}
