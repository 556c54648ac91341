//! Gives the log to people: what was done to a case, or what a person did. That it was given is itself recorded first.

use chrono::{DateTime, NaiveDate, Utc};

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::domain::reference::Reference;
use crate::store::log_rows::{self, Wanted};
use crate::store::staff;

pub use crate::store::log_rows::Told;

/// So many rows are read at once.
const PAGE: i64 = 1_000;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// What was done to the case with this reference.
    Case(Reference),
    /// What the person with this user name did.
    Person(String),
}

/// The rows about `question` of `days`, from the first to the last one (Europe/Helsinki), each handed to `give` in the order in
/// which they were written; false when there is no such case or person. The export is recorded, and durable, before
/// the first row.
///
/// # Errors
/// [`IntakeError`], or what `give` says.
pub fn export<E: From<IntakeError>>(
    app: &App,
    question: &Question,
    days: (Option<NaiveDate>, Option<NaiveDate>),
    now: DateTime<Utc>,
    mut give: impl FnMut(Told) -> Result<(), E>,
) -> Result<bool, E> {
    let found = app.store.read("find_for_export", |tx| {
        Ok::<_, IntakeError>(match question {
            Question::Case(reference) => {
                log_rows::case_by_reference(tx, reference)?.map(|(case, county)| (Wanted::Case(case), county))
            }
            Question::Person(name) => {
                staff::by_user_name(tx, name)?.map(|member| (Wanted::Person(member.id), member.county))
            }
        })
    })?;
    let Some((wanted, county)) = found else {
        return Ok(false);
    };
    let entry = Entry::of_service(county, Action::LogExported, now);
    let entry = match wanted {
        Wanted::Case(case) => Entry {
            case: Some(case),
            ..entry
        },
        Wanted::Person(person) => entry.to(person.0),
    };
    let working = app.clone();
    app.store
        .write("export_log", move |tx| record(tx, &working, entry.clone()))?;
    let mut after = 0;
    loop {
        let rows = app.store.read("read_export", |tx| {
            log_rows::told(tx, county, wanted, days, after, PAGE)
        });
        let rows = rows.map_err(IntakeError::from)?;
        let Some(last) = rows.last() else {
            return Ok(true);
        };
        after = last.seq;
        for row in rows {
            give(row)?;
        }
    }
}
