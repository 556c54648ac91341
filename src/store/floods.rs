//! The groups of floods: cases that came at once with many others, outside the ordinary queue until a worker has looked.
//!
//! Every function of the read side takes the [`Scope`] of the person who asks, and finds only what stands in their queues:
//! of a flood at another office no more than what theirs got copies of.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::connection::AnyConnection;
use super::copies::{self, CaseCopy};
use super::queue::{COUNT_LIMIT, QueuePlace, beyond};
use super::schema::{case_copies, cases, floods, offices};
use super::{Inserted, StoreError, Tx};
use crate::domain::access::Scope;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::summary::URGENT;

/// A flood at an office, when its first case comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFlood {
    /// Its id.
    pub id: Uuid,
    /// The office.
    pub office: OfficeId,
    /// Day of the first arrival, Europe/Helsinki.
    pub began_on: NaiveDate,
    /// Its hour, 0–23, Europe/Helsinki.
    pub began_hour: u32,
}

/// A flood as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFlood {
    /// Its id.
    pub id: Uuid,
    /// The office it came to.
    pub office: OfficeId,
    /// The county of that office.
    pub county: CountyCode,
    /// Day of the first arrival, Europe/Helsinki.
    pub began_on: NaiveDate,
    /// Its hour, 0–23, Europe/Helsinki.
    pub began_hour: u32,
}

/// How many cases stand in a group, as far as the person who asks sees them; each number at most [`COUNT_LIMIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupCounts {
    /// Those that nobody has decided about.
    pub waiting: i64,
    /// Those among them that are urgent by their own words.
    pub urgent: i64,
    /// Those that were put aside.
    pub examined: i64,
}

/// Stores a flood, unless it is there already.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_once(tx: &mut Tx<'_>, flood: &NewFlood) -> Result<(), StoreError> {
    let known = floods::table.find(flood.id.to_string());
    if diesel::select(exists(known)).get_result(tx.conn())? {
        return Ok(());
    }
    let row = offices::table
        .filter(offices::id.eq(flood.office.to_string()))
        .select((
            flood.id.to_string().into_sql::<Text>(),
            offices::county,
            offices::id,
            flood.began_on.into_sql::<Date>(),
            i64::from(flood.began_hour).into_sql::<BigInt>(),
        ));
    // Another submission may store it at the same moment.
    let _: Inserted = tx.insert_else_exists(|tx| {
        row.insert_into(floods::table)
            .into_columns((
                floods::id,
                floods::county,
                floods::office,
                floods::began_on,
                floods::began_hour,
            ))
            .execute(tx.conn())?;
        Ok(())
    })?;
    Ok(())
}

type FloodRow = (String, String, String, NaiveDate, i64);

fn read((id, county, office, began_on, began_hour): FloodRow) -> Result<StoredFlood, StoreError> {
    let corrupt = |column| StoreError::Corrupt {
        table: "floods",
        column,
        row: id.clone(),
    };
    Ok(StoredFlood {
        county: CountyCode::parse(&county).ok_or_else(|| corrupt("county"))?,
        office: OfficeId(office.parse().map_err(|_shape| corrupt("office"))?),
        began_on,
        began_hour: u32::try_from(began_hour).map_err(|_range| corrupt("began_hour"))?,
        id: id.parse().map_err(|_shape| corrupt("id"))?,
    })
}

/// The offices whose queues the person of `scope` sees, as columns hold them.
fn seen_offices(scope: &Scope) -> Vec<String> {
    scope.queue_offices().iter().map(ToString::to_string).collect()
}

/// Whether all of `flood` stands in a queue of the person of `scope`, and not only copies of some of it.
pub fn is_own(scope: &Scope, flood: &StoredFlood) -> bool {
    flood.county == scope.county && scope.queue_offices().contains(&flood.office)
}

/// The ids of the cases that the offices of `scope` got copies of.
macro_rules! copied_to {
    ($scope:expr) => {
        case_copies::table
            .filter(case_copies::office.eq_any(seen_offices($scope)))
            .filter(case_copies::county.eq($scope.county.to_string()))
            .select(case_copies::case_id)
    };
}

/// The floods of which something stands in the queues of `scope`, the newest first.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_scope(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<StoredFlood>, StoreError> {
    let newest = (floods::began_on.desc(), floods::began_hour.desc(), floods::id);
    let waits = cases::table
        .filter(cases::flood.eq(floods::id.nullable()))
        .filter(cases::flood.is_not_null())
        .filter(cases::id.ne_all(left_out(scope)))
        .filter(cases::in_queue);
    let mut rows: Vec<FloodRow> = floods::table
        .filter(floods::office.eq_any(seen_offices(scope)))
        .filter(floods::county.eq(scope.county.to_string()))
        .filter(exists(waits))
        .order(newest)
        .load(tx.conn())?;
    let known: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
    let of_copies = cases::table
        .filter(cases::flood.is_not_null())
        .filter(cases::id.ne_all(left_out(scope)))
        .filter(cases::in_queue)
        .filter(cases::id.eq_any(copied_to!(scope)))
        .select(cases::flood);
    rows.extend(
        floods::table
            .filter(floods::id.nullable().eq_any(of_copies))
            .filter(floods::id.ne_all(known))
            .order(newest)
            .load::<FloodRow>(tx.conn())?,
    );
    rows.into_iter().map(read).collect()
}

/// The flood `id`, if something of it stands in the queues of `scope`. A foreign one is `None`, like an absent one.
///
/// # Errors
/// As [`of_scope`].
pub fn find(tx: &mut Tx<'_>, scope: &Scope, id: Uuid) -> Result<Option<StoredFlood>, StoreError> {
    let row: Option<FloodRow> = floods::table.find(id.to_string()).first(tx.conn()).optional()?;
    let Some(flood) = row.map(read).transpose()? else {
        return Ok(None);
    };
    if is_own(scope, &flood) {
        return Ok(Some(flood));
    }
    let copied = cases::table
        .filter(cases::flood.eq(id.to_string()))
        .filter(cases::in_queue)
        .filter(cases::id.ne_all(left_out(scope)))
        .filter(cases::id.eq_any(copied_to!(scope)));
    let copied: bool = diesel::select(exists(copied)).get_result(tx.conn())?;
    Ok(copied.then_some(flood))
}

/// How many cases of `flood` stand in the queues of `scope`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn counts(tx: &mut Tx<'_>, scope: &Scope, flood: &StoredFlood) -> Result<GroupCounts, StoreError> {
    let mut count = |examined: bool, urgent: bool| -> Result<i64, StoreError> {
        let mut standing = standing(scope, flood, examined)
            .select(cases::id)
            .limit(COUNT_LIMIT);
        if urgent {
            standing = standing.filter(cases::queue_rank.eq(URGENT));
        }
        let ids: Vec<String> = standing.load(tx.conn())?;
        Ok(i64::try_from(ids.len()).unwrap_or(COUNT_LIMIT))
    };
    Ok(GroupCounts {
        waiting: count(false, false)?,
        urgent: count(false, true)?,
        examined: count(true, false)?,
    })
}

type Standing<'a> = cases::BoxedQuery<'a, <AnyConnection as Connection>::Backend>;

/// The cases of `flood` in the queues of `scope` that were put aside, or were not.
fn standing<'a>(scope: &Scope, flood: &StoredFlood, examined: bool) -> Standing<'a> {
    let standing = cases::table
        .filter(cases::in_queue)
        .filter(cases::flood.eq(flood.id.to_string()))
        .filter(cases::flood_examined.eq(examined))
        .filter(cases::id.ne_all(left_out(scope)))
        .into_boxed();
    if is_own(scope, flood) {
        standing
    } else {
        standing.filter(cases::id.eq_any(copied_to!(scope)))
    }
}

/// At most `limit` cases of `flood`, those put aside or the others, in the order of the queue, from after `after`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn page(
    tx: &mut Tx<'_>,
    scope: &Scope,
    flood: &StoredFlood,
    examined: bool,
    after: Option<QueuePlace>,
    limit: usize,
) -> Result<(Vec<StoredCase>, Vec<CaseCopy>), StoreError> {
    let mut page = standing(scope, flood, examined)
        .order((
            cases::queue_rank,
            cases::queue_due,
            cases::received_on,
            cases::received_hour,
            cases::id,
        ))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(Row::as_select());
    if let Some(after) = after {
        page = page.filter(beyond!(after));
    }
    let rows: Vec<Row> = page.load(tx.conn())?;
    let cases = rows
        .into_iter()
        .map(StoredCase::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<Uuid> = cases.iter().map(|case| case.id).collect();
    let copies = copies::of_cases(tx, &ids)?;
    let cases = cases.into_iter().map(|case| case.seen_by(scope, &copies));
    Ok((cases.collect(), copies))
}

/// The ids of all cases of `flood` in the queues of `scope`, those put aside and the others.
///
/// # Errors
/// As [`page`].
pub fn ids(
    tx: &mut Tx<'_>,
    scope: &Scope,
    flood: &StoredFlood,
    examined: bool,
) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<String> = standing(scope, flood, examined)
        .order(cases::id)
        .select(cases::id)
        .load(tx.conn())?;
    ids.into_iter()
        .map(|id| {
            id.parse().map_err(|_shape| StoreError::Corrupt {
                table: "cases",
                column: "id",
                row: id,
            })
        })
        .collect()
}

/// Those of `cases` that stand in `flood` and in the queues of `scope`.
///
/// # Errors
/// As [`page`].
pub fn chosen(
    tx: &mut Tx<'_>,
    scope: &Scope,
    flood: &StoredFlood,
    chosen: &[Uuid],
) -> Result<Vec<StoredCase>, StoreError> {
    let ids: Vec<String> = chosen.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = cases::table
        .filter(cases::id.eq_any(ids))
        .filter(cases::id.ne_all(left_out(scope)))
        .filter(cases::in_queue)
        .filter(cases::flood.eq(flood.id.to_string()))
        .select(Row::as_select())
        .load(tx.conn())?;
    let cases = rows
        .into_iter()
        .map(StoredCase::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    let copies = copies::of_cases(tx, chosen)?;
    let cases = cases.into_iter().map(|case| case.seen_by(scope, &copies));
    Ok(cases.collect())
}

/// Lets `case` out of its group, into the ordinary queue. `false` when somebody else was faster.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn release(tx: &mut Tx<'_>, case: &StoredCase) -> Result<bool, StoreError> {
    let updated_by = tx.name();
    let changed = diesel::update(
        cases::table
            .filter(cases::id.eq(case.id.to_string()))
            .filter(cases::flood.is_not_null()),
    )
    .set((
        cases::flood.eq(None::<String>),
        cases::flood_examined.eq(false),
        cases::updated_by.eq(updated_by),
    ))
    .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Puts `case` aside within its group. `false` when somebody else was faster.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn put_aside(tx: &mut Tx<'_>, case: &StoredCase) -> Result<bool, StoreError> {
    let updated_by = tx.name();
    let changed = diesel::update(
        cases::table
            .filter(cases::id.eq(case.id.to_string()))
            .filter(cases::flood.is_not_null())
            .filter(cases::flood_examined.eq(false)),
    )
    .set((cases::flood_examined.eq(true), cases::updated_by.eq(updated_by)))
    .execute(tx.conn())?;
    Ok(changed == 1)
}
