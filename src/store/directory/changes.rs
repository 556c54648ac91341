//! What was changed in the directory, from what to what.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::access::StaffId;
use crate::domain::places::CountyCode;
use crate::store::schema::{directory_changes, staff};
use crate::store::{StoreError, Tx};

/// What of the directory was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// A county: its default office, its duty service.
    County,
    /// An office.
    Office,
    /// The rules and areas of a county.
    Rules,
    /// An organisation whose address fills the form in.
    Organisation,
}

impl Changed {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Office => "office",
            Self::Rules => "rules",
            Self::Organisation => "organisation",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::County, Self::Office, Self::Rules, Self::Organisation]
            .into_iter()
            .find(|what| what.as_str() == name)
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its id.
    pub id: Uuid,
    /// The county whose directory it is.
    pub county: CountyCode,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who; `None`: the operator at the machine.
    pub actor: Option<StaffId>,
    /// The name by which colleagues know them. It is read, not stored.
    pub actor_name: Option<String>,
    /// What was changed.
    pub what: Changed,
    /// The county's code, the office's id or the organisation's code.
    pub object: String,
    /// What it was, as JSON; `None`: it was not there.
    pub before: Option<String>,
    /// What it is from then on, as JSON.
    pub after: String,
}

/// Stores a change.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_change(tx: &mut Tx<'_>, change: &Change) -> Result<(), StoreError> {
    diesel::insert_into(directory_changes::table)
        .values((
            directory_changes::id.eq(change.id.to_string()),
            directory_changes::county.eq(change.county.to_string()),
            directory_changes::happened_at.eq(change.at.naive_utc()),
            directory_changes::actor.eq(change.actor.map(|actor| actor.to_string())),
            directory_changes::what.eq(change.what.as_str()),
            directory_changes::object.eq(&change.object),
            directory_changes::before.eq(&change.before),
            directory_changes::after.eq(&change.after),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The last `limit` changes of `county`, the newest first.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn changes(tx: &mut Tx<'_>, county: CountyCode, limit: i64) -> Result<Vec<Change>, StoreError> {
    type Row = (
        String,
        NaiveDateTime,
        Option<String>,
        Option<String>,
        String,
        String,
        Option<String>,
        String,
    );
    let rows: Vec<Row> = directory_changes::table
        .left_join(staff::table.on(staff::id.nullable().eq(directory_changes::actor)))
        .filter(directory_changes::county.eq(county.to_string()))
        .order((directory_changes::happened_at.desc(), directory_changes::id))
        .limit(limit)
        .select((
            directory_changes::id,
            directory_changes::happened_at,
            directory_changes::actor,
            staff::display_name.nullable(),
            directory_changes::what,
            directory_changes::object,
            directory_changes::before,
            directory_changes::after,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, at, actor, actor_name, what, object, before, after)| {
            let corrupt = |column| StoreError::Corrupt {
                table: "directory_changes",
                column,
                row: id.clone(),
            };
            let actor = actor.map(|actor| actor.parse().map(StaffId)).transpose();
            Ok(Change {
                id: id.parse().map_err(|_shape| corrupt("id"))?,
                county,
                at: at.and_utc(),
                actor: actor.map_err(|_shape| corrupt("actor"))?,
                actor_name,
                what: Changed::parse(&what).ok_or_else(|| corrupt("what"))?,
                object,
                before,
                after,
            })
        })
        .collect()
}
