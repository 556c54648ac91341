//! The copies of a report for its parties.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::access::{Scope, StaffId};
use crate::domain::party_copy::Ground;
use crate::store::bars::left_out;
use crate::store::case_rows::StoredCase;
use crate::store::schema::party_copies;
use crate::store::{StoreError, Tx};

/// That a second person released a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Who.
    pub by: StaffId,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// By what right the copy is given.
    pub ground: Ground,
}

/// A copy as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCopy {
    /// Its id.
    pub id: Uuid,
    /// How often it has been changed; the first version is 1.
    pub version: i64,
    /// Who changed it last.
    pub maker: StaffId,
    /// When that was (UTC).
    pub made_at: DateTime<Utc>,
    /// The copy, sealed.
    pub body: Vec<u8>,
    /// Who released it; `None` for a draft.
    pub release: Option<Release>,
    /// To whom and when it was given, sealed.
    pub given: Option<Vec<u8>>,
    /// Why the second person sent this version back, sealed; it is not released then.
    pub sent_back: Option<Vec<u8>>,
}

/// The row of a draft of a case as it stood at a version. A macro, because Diesel's type of it cannot be written.
macro_rules! draft {
    ($case:expr, $copy:expr, $version:expr) => {
        party_copies::table
            .filter(party_copies::id.eq($copy.to_string()))
            .filter(party_copies::case_id.eq($case.id.to_string()))
            .filter(party_copies::version.eq($version))
            .filter(party_copies::released_by.is_null())
    };
}

type Row = (
    String,
    i64,
    String,
    NaiveDateTime,
    Vec<u8>,
    Option<String>,
    Option<NaiveDateTime>,
    Option<String>,
    (Option<Vec<u8>>, Option<Vec<u8>>),
);

/// The copies of `case`, the oldest first.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_case(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<StoredCopy>, StoreError> {
    let rows: Vec<Row> = party_copies::table
        .filter(party_copies::case_id.eq(case.to_string()))
        .order((party_copies::made_at, party_copies::id))
        .select((
            party_copies::id,
            party_copies::version,
            party_copies::maker,
            party_copies::made_at,
            party_copies::body,
            party_copies::released_by,
            party_copies::released_at,
            party_copies::ground,
            (party_copies::given, party_copies::sent_back),
        ))
        .load(tx.conn())?;
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<StoredCopy, StoreError> {
    let (id, version, maker, made_at, body, by, at, ground, (given, sent_back)) = row;
    let corrupt = |column| StoreError::Corrupt {
        table: "party_copies",
        column,
        row: id.clone(),
    };
    let person = |text: &str, column| text.parse().map(StaffId).map_err(|_shape| corrupt(column));
    let release = match (by, at, ground) {
        (Some(by), Some(at), Some(ground)) => Some(Release {
            by: person(&by, "released_by")?,
            at: at.and_utc(),
            ground: Ground::parse(&ground).ok_or_else(|| corrupt("ground"))?,
        }),
        _ => None,
    };
    Ok(StoredCopy {
        version,
        maker: person(&maker, "maker")?,
        made_at: made_at.and_utc(),
        body,
        release,
        given,
        sent_back,
        id: id.parse().map_err(|_shape| corrupt("id"))?,
    })
}

/// Stores `copy`, a draft of `case`, in the place of what it was at the version before; the first version is 1. `false` when
/// somebody changed or released it meanwhile: then nothing has changed.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn put(tx: &mut Tx<'_>, case: &StoredCase, copy: &StoredCopy) -> Result<bool, StoreError> {
    let changed = if copy.version > 1 {
        diesel::update(draft!(case, copy.id, copy.version - 1))
            .set((
                party_copies::version.eq(copy.version),
                party_copies::maker.eq(copy.maker.to_string()),
                party_copies::made_at.eq(copy.made_at.naive_utc()),
                party_copies::body.eq(&copy.body),
                party_copies::sent_back.eq(None::<Vec<u8>>),
            ))
            .execute(tx.conn())?
    } else {
        diesel::insert_into(party_copies::table)
            .values((
                party_copies::id.eq(copy.id.to_string()),
                party_copies::case_id.eq(case.id.to_string()),
                party_copies::county.eq(case.county.to_string()),
                party_copies::version.eq(copy.version),
                party_copies::maker.eq(copy.maker.to_string()),
                party_copies::made_at.eq(copy.made_at.naive_utc()),
                party_copies::body.eq(&copy.body),
            ))
            .execute(tx.conn())?
    };
    Ok(changed == 1)
}

/// Notes that the draft `copy` of `case` was released as it stood at `version`. `false` when it has been changed, released, sent
/// back or thrown away meanwhile.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn release(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    copy: Uuid,
    version: i64,
    release: &Release,
) -> Result<bool, StoreError> {
    let changed = diesel::update(draft!(case, copy, version).filter(party_copies::sent_back.is_null()))
        .set((
            party_copies::released_by.eq(release.by.to_string()),
            party_copies::released_at.eq(release.at.naive_utc()),
            party_copies::ground.eq(release.ground.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Notes, sealed, why the draft `copy` of `case` was sent back as it stood at `version`. `false` as for [`release`].
///
/// # Errors
/// [`StoreError`] of the database.
pub fn send_back(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    copy: Uuid,
    version: i64,
    why: &[u8],
) -> Result<bool, StoreError> {
    let changed = diesel::update(draft!(case, copy, version).filter(party_copies::sent_back.is_null()))
        .set(party_copies::sent_back.eq(why))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// The drafts that the person of `scope` made and a second person sent back, each after its case, the oldest first.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn sent_back_to(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    let rows: Vec<(String, String)> = party_copies::table
        .filter(party_copies::maker.eq(scope.staff.to_string()))
        // As in the predicate of the partial index.
        .filter(party_copies::sent_back.is_not_null())
        .filter(party_copies::county.eq(scope.county.to_string()))
        .filter(party_copies::case_id.ne_all(left_out(scope)))
        .order((party_copies::made_at, party_copies::id))
        .select((party_copies::case_id, party_copies::id))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(case, copy)| {
            let corrupt = |column| StoreError::Corrupt {
                table: "party_copies",
                column,
                row: copy.clone(),
            };
            let case = case.parse().map_err(|_shape| corrupt("case_id"))?;
            let id = copy.parse().map_err(|_shape| corrupt("id"))?;
            Ok((case, id))
        })
        .collect()
}

/// Throws away the draft `copy` of `case` as it stood at `version`. `false` as for [`release`].
///
/// # Errors
/// [`StoreError`] of the database.
pub fn discard(tx: &mut Tx<'_>, case: &StoredCase, copy: Uuid, version: i64) -> Result<bool, StoreError> {
    Ok(diesel::delete(draft!(case, copy, version)).execute(tx.conn())? == 1)
}

/// Notes, sealed, to whom the released `copy` of `case` was given; once. `false` when that stands there already.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn give(tx: &mut Tx<'_>, case: &StoredCase, copy: Uuid, given: &[u8]) -> Result<bool, StoreError> {
    let row = party_copies::table
        .filter(party_copies::id.eq(copy.to_string()))
        .filter(party_copies::case_id.eq(case.id.to_string()))
        .filter(party_copies::released_by.is_not_null())
        .filter(party_copies::given.is_null());
    let changed = diesel::update(row)
        .set(party_copies::given.eq(given))
        .execute(tx.conn())?;
    Ok(changed == 1)
}
