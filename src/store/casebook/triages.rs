//! The triages of a case that were signed, as its events keep them.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use uuid::Uuid;

use super::Entry;
use crate::store::cases::EventKind;
use crate::store::schema::{case_events, staff};
use crate::store::{StoreError, Tx};

type Row = (String, String, Option<NaiveDateTime>, Option<Vec<u8>>);

/// The signed triages of `case`, the oldest first. What was only proposed is no event of this kind.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn signed_triages(tx: &mut Tx<'_>, case: Uuid) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = case_events::table
        .inner_join(staff::table.on(staff::id.nullable().eq(case_events::actor)))
        .filter(case_events::case_id.eq(case.to_string()))
        .filter(case_events::kind.eq(EventKind::Triaged.as_str()))
        .order((case_events::happened_at, case_events::id))
        .select((
            case_events::id,
            staff::display_name,
            case_events::happened_at,
            case_events::reason,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, author, at, body)| {
            let corrupt = |column| StoreError::Corrupt {
                table: "case_events",
                column,
                row: id.clone(),
            };
            Ok(Entry {
                id: id.parse().map_err(|_shape| corrupt("id"))?,
                author,
                at: at.ok_or_else(|| corrupt("happened_at"))?.and_utc(),
                body: body.ok_or_else(|| corrupt("reason"))?,
            })
        })
        .collect()
}
