//! Pages of the queue: keyset pages in its order, narrowed by what lies in clear.
//!
//! No page finds a case beyond the [`Scope`] of the person who asks. What another office has and one of theirs got a copy
//! of stands among the rest.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::copies::{self, CaseCopy};
use super::queue::{COUNT_LIMIT, QueuePlace, beyond};
use super::schema::{case_copies, case_decisions, cases};
use super::{StoreError, Tx};
use crate::domain::access::{Scope, StaffId};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::office::OfficeId;
use crate::domain::summary::{ASSESSED, URGENT};
use crate::domain::worklist::{Holder, Narrow, Only};

/// At most `limit` cases of the queues of `offices` that fit `narrow`, in the order of the queue, from after `after`.
/// Offices that the scope may not see are left out. One query an office, each on the index of open cases, and one for what
/// these offices got copies of, merged here.
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
    let ids: Vec<String> = seen.iter().map(ToString::to_string).collect();
    let mut merged: Vec<StoredCase> = Vec::new();
    if narrow.only == Some(Only::Proposed) {
        merged = proposed(tx, scope, &ids)?;
        merged.retain(|case| fits(case, narrow, after));
    }
    let ranks = if narrow.only == Some(Only::Proposed) {
        Vec::new()
    } else {
        ranks(narrow)
    };
    for rank in ranks {
        let asked = Asked {
            scope,
            narrow,
            rank,
            after,
            limit,
        };
        for id in &ids {
            merged.extend(asked.page_of(tx, Queue::Own(id))?);
        }
        if !ids.is_empty() {
            merged.extend(asked.page_of(tx, Queue::Copied(&ids))?);
        }
        // The ranks come one after the other: what a later one has stands behind.
        if merged.len() >= limit {
            break;
        }
    }
    merged.sort_by_key(|case| case.place);
    merged.truncate(limit);
    let found: Vec<_> = merged.iter().map(|case| case.id).collect();
    let copies = copies::of_cases(tx, &found)?;
    let merged = merged.into_iter().map(|case| case.seen_by(scope, &copies));
    Ok((merged.collect(), copies))
}

/// The ranks to ask for one by one. What falls due by a day is the beginning of each rank, so that each is asked by itself
/// and none is looked through to its end; all ranks together are one question.
fn ranks(narrow: &Narrow) -> Vec<Option<i64>> {
    match (narrow.only, narrow.due_by) {
        (Some(Only::Urgent), _) => vec![Some(URGENT)],
        (_, Some(_)) => (URGENT..=ASSESSED).map(Some).collect(),
        (_, None) => vec![None],
    }
}

/// The cases of `offices` in which a triage waits for a signature. They are few and found by what was decided, so that the
/// queue is not looked through for them.
fn proposed(tx: &mut Tx<'_>, scope: &Scope, offices: &[String]) -> Result<Vec<StoredCase>, StoreError> {
    let waiting: Vec<String> = case_decisions::table
        .filter(case_decisions::office.eq_any(offices))
        .filter(case_decisions::proposal.is_not_null())
        .limit(COUNT_LIMIT)
        .select(case_decisions::case_id)
        .load(tx.conn())?;
    cases::table
        .filter(cases::id.eq_any(waiting))
        .filter(cases::office.eq_any(offices))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::id.ne_all(left_out(scope)))
        .select(Row::as_select())
        .load::<Row>(tx.conn())?
        .into_iter()
        .map(StoredCase::try_from)
        .collect()
}

/// Whether `case` stands in the queue after `after` and fits what else is asked for.
fn fits(case: &StoredCase, narrow: &Narrow, after: Option<QueuePlace>) -> bool {
    let due = |day| case.clocks.is_some() && case.place.due <= day;
    let held = |(holder, me): (Holder, StaffId)| match holder {
        Holder::Nobody => case.assignee.is_none(),
        Holder::Me => case.assignee == Some(me),
        Holder::Others => case.assignee.is_some_and(|whose| whose != me),
    };
    case.in_queue
        && case.flood.is_none()
        && after.is_none_or(|after| case.place > after)
        && narrow.due_by.is_none_or(due)
        && narrow.holder.is_none_or(held)
}

/// Which cases a page is made of.
#[derive(Clone, Copy)]
enum Queue<'a> {
    /// Those of an office.
    Own(&'a str),
    /// Those that some offices got copies of and none of them has itself.
    Copied(&'a [String]),
}

/// What is asked of each queue.
struct Asked<'a> {
    scope: &'a Scope,
    narrow: &'a Narrow,
    rank: Option<i64>,
    after: Option<QueuePlace>,
    limit: usize,
}

impl Asked<'_> {
    fn page_of(&self, tx: &mut Tx<'_>, queue: Queue<'_>) -> Result<Vec<StoredCase>, StoreError> {
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX);
        let county = self.scope.county.to_string();
        // Both stand there as in the predicate of the partial index, to the letter.
        let mut page = cases::table
            .filter(cases::in_queue)
            .filter(cases::flood.is_null())
            .order((
                cases::queue_rank,
                cases::queue_due,
                cases::received_on,
                cases::received_hour,
                cases::id,
            ))
            .limit(limit)
            .select(Row::as_select())
            .into_boxed();
        page = match queue {
            Queue::Own(office) => page
                .filter(cases::office.eq(office))
                .filter(cases::county.eq(county)),
            Queue::Copied(offices) => page.filter(cases::office.ne_all(offices)).filter(
                cases::id.eq_any(
                    case_copies::table
                        .filter(case_copies::office.eq_any(offices))
                        .filter(case_copies::county.eq(county))
                        .select(case_copies::case_id),
                ),
            ),
        };
        // Mostly nobody is barred from anything: then the query stays the one that the index was made for.
        if !self.scope.exceptions.barred.is_empty() {
            page = page.filter(cases::id.ne_all(left_out(self.scope)));
        }
        if let Some(rank) = self.rank {
            page = page.filter(cases::queue_rank.eq(rank));
        }
        if let Some(due) = self.narrow.due_by {
            page = page
                .filter(cases::pending_since.is_not_null())
                .filter(cases::queue_due.le(due));
        }
        if self.narrow.only == Some(Only::Unassessed) {
            // What is assessed stands in a rank of its own, so that this ends before it.
            page = page
                .filter(cases::queue_rank.lt(ASSESSED))
                .filter(cases::state.eq(CaseStatus::Received.as_str()));
        }
        if self.narrow.only == Some(Only::Second) {
            page = page.filter(diesel::dsl::sql::<Bool>("cases.state = 'no_assessment'"));
        }
        if self.narrow.only == Some(Only::Transferring) {
            page = page.filter(diesel::dsl::sql::<Bool>("cases.state = 'transferring'"));
        }
        if self.narrow.only == Some(Only::Unheld) {
            // Once somebody has it, it leaves the queue.
            page = page.filter(diesel::dsl::sql::<Bool>("cases.state = 'under_assessment'"));
        }
        if self.narrow.only == Some(Only::Unborn) {
            // As in the predicate of the partial index.
            page = page.filter(diesel::dsl::sql::<Bool>("cases.kind = 'prenatal'"));
        }
        if let Some((holder, me)) = self.narrow.holder {
            let me = me.to_string();
            page = match holder {
                Holder::Nobody => page.filter(cases::assignee.is_null()),
                Holder::Me => page.filter(cases::assignee.eq(me)),
                Holder::Others => page.filter(cases::assignee.ne(me)),
            };
        }
        if let Some(after) = self.after {
            page = page.filter(beyond!(after));
        }
        page.load::<Row>(tx.conn())?
            .into_iter()
            .map(StoredCase::try_from)
            .collect()
    }
}

/// How many cases of the queues of the person of `scope` fall due on each of `days`: those that wait to be assessed, and those
/// whose assessment runs, also while it is offered to another office. Each number stops at [`COUNT_LIMIT`].
///
/// # Errors
/// [`StoreError`] of the database.
pub fn falling_due(
    tx: &mut Tx<'_>,
    scope: &Scope,
    days: &[NaiveDate],
) -> Result<Vec<(i64, i64)>, StoreError> {
    let offices: Vec<String> = scope.queue_offices().iter().map(ToString::to_string).collect();
    let county = scope.county.to_string();
    let barred = left_out(scope);
    // What is on its way to another office is read once: day by day SQLite would walk through all that falls due on each.
    let mut offered: Vec<NaiveDate> = Vec::new();
    for office in &offices {
        let on_its_way = cases::table
            .filter(cases::office.eq(office))
            .filter(cases::county.eq(&county))
            .filter(cases::id.ne_all(&barred))
            // The predicate of the index on offered cases, to the letter.
            .filter(diesel::dsl::sql::<Bool>(
                "in_queue AND flood IS NULL AND state = 'transferring'",
            ))
            .filter(diesel::dsl::sql::<Bool>("queue_due = complete_target"))
            .limit(COUNT_LIMIT)
            .select(cases::queue_due);
        offered.extend(on_its_way.load::<NaiveDate>(tx.conn())?);
    }
    days.iter()
        .map(|day| {
            let mut starting = 0;
            let mut completing = length(offered.iter().filter(|due| *due == day).count());
            for office in &offices {
                let of_office = || {
                    cases::table
                        .filter(cases::office.eq(office))
                        .filter(cases::county.eq(&county))
                        .filter(cases::id.ne_all(&barred))
                };
                // The predicate of the index on due days, to the letter.
                let queued = || {
                    of_office()
                        .filter(diesel::dsl::sql::<Bool>(
                            "in_queue AND pending_since IS NOT NULL AND flood IS NULL",
                        ))
                        .filter(cases::queue_due.eq(day))
                        .limit(COUNT_LIMIT)
                        .select(cases::received_hour)
                };
                // What falls due by the day on which it must be ready is an assessment that runs.
                let runs = || diesel::dsl::sql::<Bool>("queue_due = complete_target");
                let start = queued().filter(diesel::dsl::not(runs()));
                starting += length(start.load::<i64>(tx.conn())?.len());
                // A contact that is bound to its day falls due by it, as an assessment does.
                for running in [
                    "state = 'under_assessment'",
                    "state = 'handled_as_contact' AND queue_due = complete_target",
                ] {
                    let complete = of_office()
                        .filter(diesel::dsl::sql::<Bool>(running))
                        .filter(cases::complete_target.eq(day))
                        .limit(COUNT_LIMIT)
                        .select(cases::received_hour);
                    completing += length(complete.load::<i64>(tx.conn())?.len());
                }
            }
            Ok((starting.min(COUNT_LIMIT), completing.min(COUNT_LIMIT)))
        })
        .collect()
}

/// How many assessments run in the offices of the person of `scope` in nobody's hands, at most [`COUNT_LIMIT`]: they came from
/// another office, and nobody has taken them yet.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn unheld_count(tx: &mut Tx<'_>, scope: &Scope) -> Result<i64, StoreError> {
    let offices: Vec<String> = scope.queue_offices().iter().map(ToString::to_string).collect();
    let found: Vec<i64> = cases::table
        // As in the predicate of the partial index.
        .filter(cases::in_queue)
        .filter(cases::flood.is_null())
        .filter(diesel::dsl::sql::<Bool>("cases.state = 'under_assessment'"))
        .filter(cases::office.eq_any(offices))
        .filter(cases::county.eq(scope.county.to_string()))
        .filter(cases::id.ne_all(left_out(scope)))
        .limit(COUNT_LIMIT)
        .select(cases::received_hour)
        .load(tx.conn())?;
    Ok(length(found.len()).min(COUNT_LIMIT))
}

/// How many cases of the queues of `offices` have a triage that waits for a signature, at most [`COUNT_LIMIT`].
///
/// # Errors
/// [`StoreError`] of the database.
pub fn proposed_count(tx: &mut Tx<'_>, scope: &Scope, offices: &[OfficeId]) -> Result<i64, StoreError> {
    let offices: Vec<String> = offices.iter().map(ToString::to_string).collect();
    // What of the case counts is looked at here: asked in the query, it would lead SQLite through the whole queue.
    let waiting: Vec<(bool, Option<String>, String, String)> = case_decisions::table
        .inner_join(cases::table.on(cases::id.eq(case_decisions::case_id)))
        .filter(case_decisions::office.eq_any(&offices))
        .filter(case_decisions::proposal.is_not_null())
        .filter(cases::id.ne_all(left_out(scope)))
        .limit(COUNT_LIMIT)
        .select((cases::in_queue, cases::flood, cases::office, cases::county))
        .load(tx.conn())?;
    let county = scope.county.to_string();
    let open = waiting.iter().filter(|(in_queue, flood, office, of)| {
        *in_queue && flood.is_none() && offices.contains(office) && *of == county
    });
    Ok(length(open.count()))
}

fn length(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
