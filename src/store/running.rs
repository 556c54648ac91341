//! Assessments that run, in whosever hands, those of contacts with social welfare among them. Once somebody has one it stands in no
//! queue, and its clock runs on all the same: these lists are its watch until it is ready.
//!
//! Whether the days bind a contact is sealed. What tells it here is its place in lists: of a contact for a child who needs special
//! support it is the day on which the assessment must be ready (SHL 36 § 3).
//!
//! Every function takes the [`Scope`] of the person who asks; none finds a case beyond it.

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Text};
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::copies::{self, CaseCopy};
use super::queue::{COUNT_LIMIT, QueuePlace};
use super::schema::cases;
use super::{StoreError, Tx};
use crate::domain::access::Scope;
use crate::domain::office::OfficeId;
use crate::domain::worklist::{Holder, Narrow};

/// The rank of every [`QueuePlace`] of these lists: by when an assessment must be ready decides alone, not how urgent it was.
const NO_RANK: i64 = 0;

/// Assessments of child welfare, as in the predicate of their partial index, to the letter.
const ASSESSMENTS: &str = "cases.state = 'under_assessment'";
/// Contacts with social welfare, likewise.
const CONTACTS: &str = "cases.state = 'handled_as_contact'";
/// Of contacts, those that must be ready by a day.
const BOUND: &str = "cases.queue_due = cases.complete_target";

/// At most `limit` assessments that run in `offices`, by the day on which they must be ready, the most overdue first, from after
/// `after`. A contact without a binding day stands at the day that would bind it, and is left out where a due day is asked for.
/// One about an unborn child has no such day and stands with whoever has it alone. Offices that the scope may not see are left out. Of `narrow` the due day and the holder count. The place of each case
/// is that of this list: it falls due when the assessment must be ready. Two queries an office, each on the index of days on
/// which these must be ready, merged here.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn page(
    tx: &mut Tx<'_>,
    scope: &Scope,
    offices: &[OfficeId],
    narrow: &Narrow,
    after: Option<QueuePlace>,
    limit: usize,
) -> Result<(Vec<StoredCase>, Vec<CaseCopy>), StoreError> {
    let mut seen = scope.queue_offices();
    seen.retain(|office| offices.contains(office));
    let mut merged: Vec<StoredCase> = Vec::new();
    for office in seen {
        for kind in [ASSESSMENTS, CONTACTS] {
            merged.extend(of_office(tx, scope, (office, kind), narrow, after, limit)?);
        }
    }
    merged.sort_by_key(|case| case.place);
    merged.truncate(limit);
    let ids: Vec<Uuid> = merged.iter().map(|case| case.id).collect();
    let copies = copies::of_cases(tx, &ids)?;
    Ok((merged, copies))
}

fn of_office(
    tx: &mut Tx<'_>,
    scope: &Scope,
    (office, kind): (OfficeId, &str),
    narrow: &Narrow,
    after: Option<QueuePlace>,
    limit: usize,
) -> Result<Vec<StoredCase>, StoreError> {
    let mut page = cases::table
        .filter(sql::<Bool>(kind))
        .filter(cases::office.eq(office.to_string()))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::complete_target.is_not_null())
        .filter(cases::id.ne_all(left_out(scope)))
        .order((
            cases::complete_target,
            cases::received_on,
            cases::received_hour,
            cases::id,
        ))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(Row::as_select())
        .into_boxed();
    if let Some(due) = narrow.due_by {
        page = page.filter(cases::complete_target.le(due));
        if kind == CONTACTS {
            page = page.filter(sql::<Bool>(BOUND));
        }
    }
    if let Some((holder, me)) = narrow.holder {
        let me = me.to_string();
        page = match holder {
            Holder::Nobody => page.filter(cases::assignee.is_null()),
            Holder::Me => page.filter(cases::assignee.eq(me)),
            Holder::Others => page.filter(cases::assignee.ne(me)),
        };
    }
    if let Some(after) = after {
        page = page.filter(
            sql::<Bool>("(cases.complete_target, cases.received_on, cases.received_hour, cases.id) > (")
                .bind::<Date, _>(after.due)
                .sql(", ")
                .bind::<Date, _>(after.received_on)
                .sql(", ")
                .bind::<BigInt, _>(i64::from(after.received_hour))
                .sql(", ")
                .bind::<Text, _>(after.case.to_string())
                .sql(")"),
        );
    }
    page.load::<Row>(tx.conn())?
        .into_iter()
        .map(|row| StoredCase::try_from(row).map(placed))
        .collect()
}

/// The case at its place in these lists.
fn placed(mut case: StoredCase) -> StoredCase {
    if let Some(clocks) = &case.clocks {
        case.place.rank = NO_RANK;
        case.place.due = clocks.complete_by.target;
    }
    case
}

/// How many assessments that run in the offices of the person of `scope`, those of contacts with a binding day among them, must be
/// ready by the day `by` (Europe/Helsinki) or should have been before, at most [`COUNT_LIMIT`].
///
/// # Errors
/// [`StoreError`] of the database.
pub fn due_count(tx: &mut Tx<'_>, scope: &Scope, by: NaiveDate) -> Result<i64, StoreError> {
    let offices: Vec<String> = scope.queue_offices().iter().map(ToString::to_string).collect();
    let mut all = 0;
    for kind in [ASSESSMENTS, CONTACTS] {
        let mut due = cases::table
            .filter(sql::<Bool>(kind))
            .filter(cases::office.eq_any(&offices))
            .filter(cases::county.eq(scope.county.to_string()))
            .filter(cases::complete_target.le(by))
            .filter(cases::id.ne_all(left_out(scope)))
            .limit(COUNT_LIMIT)
            .select(cases::received_hour)
            .into_boxed();
        if kind == CONTACTS {
            due = due.filter(sql::<Bool>(BOUND));
        }
        let found: Vec<i64> = due.load(tx.conn())?;
        all += i64::try_from(found.len()).unwrap_or(COUNT_LIMIT);
    }
    Ok(all.min(COUNT_LIMIT))
}
