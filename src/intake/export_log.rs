//! Gives the log to people: what was done to a case, or what a person did. That it was given is itself recorded first.

use chrono::{DateTime, NaiveDate, Utc};

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::access::Scope;
use crate::domain::audit::{Action, Entry};
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::store::log_rows::{self, Wanted};
use crate::store::{Tx, copies, staff};

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
/// which they were written, county by county; false when there is no such case or person. The export is recorded, and durable, before
/// the first row.
///
/// # Errors
/// [`IntakeError`], or what `give` says.
pub fn export<E: From<IntakeError>>(
    app: &App,
    question: &Question,
    days: (Option<NaiveDate>, Option<NaiveDate>),
    now: DateTime<Utc>,
    give: impl FnMut(Told) -> Result<(), E>,
) -> Result<bool, E> {
    handed(app, None, question, days, now, give)
}

/// The same for the person of `scope`, who watches over the log of their county ([`see_log`](super::see_log)): from that
/// county's log alone, without the cases from which they are barred, and with them as the one who did it. The caller has looked
/// whether they may.
///
/// # Errors
/// As [`export`].
pub fn export_by<E: From<IntakeError>>(
    app: &App,
    scope: &Scope,
    question: &Question,
    days: (Option<NaiveDate>, Option<NaiveDate>),
    now: DateTime<Utc>,
    give: impl FnMut(Told) -> Result<(), E>,
) -> Result<bool, E> {
    handed(app, Some(scope), question, days, now, give)
}

fn handed<E: From<IntakeError>>(
    app: &App,
    by: Option<&Scope>,
    question: &Question,
    days: (Option<NaiveDate>, Option<NaiveDate>),
    now: DateTime<Utc>,
    mut give: impl FnMut(Told) -> Result<(), E>,
) -> Result<bool, E> {
    let found = app.store.read("find_for_export", |tx| find(tx, question))?;
    let Some((wanted, mut counties)) = found else {
        return Ok(false);
    };
    counties.retain(|county| by.is_none_or(|scope| scope.county == *county));
    let barred = by
        .map(|scope| scope.exceptions.barred.clone())
        .unwrap_or_default();
    if matches!(wanted, Wanted::Case(case) if barred.contains(&case)) {
        return Ok(false);
    }
    let Some(county) = counties.first().copied() else {
        return Ok(false);
    };
    let entry = by.map_or_else(
        || Entry::of_service(county, Action::LogExported, now),
        |scope| Entry::by(scope, Action::LogExported, now),
    );
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
    for county in counties {
        let mut after = 0;
        loop {
            let rows = app.store.read("read_export", |tx| {
                log_rows::told(tx, county, wanted, (days, &barred), after, PAGE)
            });
            let rows = rows.map_err(IntakeError::from)?;
            let Some(last) = rows.last() else {
                break;
            };
            after = last.seq;
            for row in rows {
                give(row)?;
            }
        }
    }
    Ok(true)
}

/// What is asked for, and in whose logs it stands, the answering county's first: who saw a case by a copy in another county
/// stands in the log of that one.
fn find(tx: &mut Tx<'_>, question: &Question) -> Result<Option<(Wanted, Vec<CountyCode>)>, IntakeError> {
    match question {
        Question::Case(reference) => {
            let Some((case, county)) = log_rows::case_by_reference(tx, reference)? else {
                return Ok(None);
            };
            let mut counties = vec![county];
            for copy in copies::of_cases(tx, &[case])? {
                if !counties.contains(&copy.county) {
                    counties.push(copy.county);
                }
            }
            Ok(Some((Wanted::Case(case), counties)))
        }
        Question::Person(name) => {
            let member = staff::by_user_name(tx, name)?;
            Ok(member.map(|member| (Wanted::Person(member.id), vec![member.county])))
        }
    }
}
