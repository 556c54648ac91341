//! Who works on a case, by the names that colleagues read.

use std::collections::BTreeMap;

use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::access::{Role, StaffId};
use crate::domain::office::OfficeId;
use crate::store::casework::Colleague;
use crate::store::schema::{staff, staff_offices};
use crate::store::staff::working_for;
use crate::store::{StoreError, Tx};

/// The social workers who work on the cases of `office`, by name: those who can answer for a child (LsL 13 b §). Those of the
/// county's default office are among them while that stands in for it.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn social_workers(tx: &mut Tx<'_>, office: OfficeId) -> Result<Vec<Colleague>, StoreError> {
    let by_role = staff::role.eq(Role::SocialWorker.as_str());
    let by_flag = staff::role
        .eq(Role::Supervisor.as_str())
        .and(staff::social_worker.eq(true));
    let there = staff_offices::table
        .filter(staff_offices::office.eq_any(working_for(tx, office)?))
        .select(staff_offices::staff);
    let rows: Vec<(String, String)> = staff::table
        .filter(staff::id.eq_any(there))
        .filter(staff::disabled_at.is_null())
        .filter(by_role.or(by_flag))
        .order((staff::display_name, staff::id))
        .select((staff::id, staff::display_name))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, name)| {
            let id = StaffId(parsed(&id)?);
            Ok(Colleague { id, name })
        })
        .collect()
}

/// The names that colleagues read of `people`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn names(tx: &mut Tx<'_>, people: &[Uuid]) -> Result<BTreeMap<Uuid, String>, StoreError> {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, String)> = staff::table
        .filter(staff::id.eq_any(ids))
        .select((staff::id, staff::display_name))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, name)| {
            let id = parsed(&id)?;
            Ok((id, name))
        })
        .collect()
}

fn parsed(id: &str) -> Result<Uuid, StoreError> {
    id.parse().map_err(|_shape| StoreError::Corrupt {
        table: "staff",
        column: "id",
        row: id.to_owned(),
    })
}
