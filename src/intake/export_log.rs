//! Gives the log to people: what was done to a case, or what a person did. That it was given is itself recorded first.

use chrono::{DateTime, Months, NaiveDate, Utc};
use uuid::Uuid;

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::access::Scope;
use crate::domain::audit::{Action, Entry};
use crate::domain::helsinki::civil_date;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::store::log_child::{self, OneChild};
use crate::store::log_rows::{self, Wanted};
use crate::store::{Tx, copies, staff};

pub use crate::store::log_rows::Told;

/// So many rows are read at once.
const PAGE: i64 = 1_000;
/// So many months back somebody may be told who used what is recorded about them, unless there is a special reason (703/2023 26 §).
const BACK: Months = Months::new(24);

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// What was done to the case with this reference.
    Case(Reference),
    /// What was done to any case of the same child as the one with this reference: what somebody asks who wants to know who looked
    /// at their data. Of the last two years, unless an earlier first day is named.
    Child(Reference),
    /// What the person with this user name did.
    Person(String),
}

/// The day (Europe/Helsinki) from which a child's rows are told at `now` when nobody names one.
pub fn told_from(now: DateTime<Utc>) -> Option<NaiveDate> {
    civil_date(now).checked_sub_months(BACK)
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
    let by_county = by.map(|scope| scope.county);
    let found = app
        .store
        .read("find_for_export", |tx| find(tx, question, by_county))?;
    let Some((wanted, mut counties)) = found else {
        return Ok(false);
    };
    counties.retain(|county| by.is_none_or(|scope| scope.county == *county));
    let barred = by
        .map(|scope| scope.exceptions.barred.clone())
        .unwrap_or_default();
    if matches!(&wanted, Wanted::Case(case) | Wanted::Child(case, _) if barred.contains(case)) {
        return Ok(false);
    }
    let Some(county) = counties.first().copied() else {
        return Ok(false);
    };
    let entry = by.map_or_else(
        || Entry::of_service(county, Action::LogExported, now),
        |scope| Entry::by(scope, Action::LogExported, now),
    );
    let days = match wanted {
        Wanted::Child(..) => (days.0.or_else(|| told_from(now)), days.1),
        Wanted::Case(_) | Wanted::Person(_) => days,
    };
    let entry = match &wanted {
        Wanted::Case(case) => Entry {
            case: Some(*case),
            ..entry
        },
        Wanted::Child(case, child) => Entry {
            case: Some(*case),
            subject: child.digest.clone(),
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
                log_rows::told(tx, county, &wanted, (days, &barred), after, PAGE)
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
/// stands in the log of that one. `by` is the county of the person who asks, if it is not the operator.
fn find(
    tx: &mut Tx<'_>,
    question: &Question,
    by: Option<CountyCode>,
) -> Result<Option<(Wanted, Vec<CountyCode>)>, IntakeError> {
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
        Question::Child(reference) => {
            let Some((case, county)) = log_rows::case_by_reference(tx, reference)? else {
                return Ok(None);
            };
            let child = child_of(tx, case, county, by.unwrap_or(county))?;
            let mut counties = vec![county];
            for other in log_child::counties(tx, &child.cases)? {
                if !counties.contains(&other) {
                    counties.push(other);
                }
            }
            Ok(Some((Wanted::Child(case, child), counties)))
        }
        Question::Person(name) => {
            let member = staff::by_user_name(tx, name)?;
            Ok(member.map(|member| (Wanted::Person(member.id), vec![member.county])))
        }
    }
}

/// The child of `case`, which is one of `county`, as far as the log of `own` may tell: another county's hash is not asked, nor which
/// other cases that county has.
///
/// # Errors
/// [`IntakeError`] of the database.
pub(super) fn child_of(
    tx: &mut Tx<'_>,
    case: Uuid,
    county: CountyCode,
    own: CountyCode,
) -> Result<OneChild, IntakeError> {
    if county == own {
        Ok(log_child::of_case(tx, case, county)?)
    } else {
        Ok(OneChild::of_this_alone(case))
    }
}
