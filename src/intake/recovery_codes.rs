//! Recovery codes: ten a person, shown once, each good once in place of a one-time code.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::session::Session;
use super::staff_secrets::RecoveryCode;
use super::trace;
use super::{App, IntakeError};
use crate::domain::access::StaffId;
use crate::domain::audit::Action;
use crate::store::{StoreError, Tx, recovery_codes, staff};

/// So many codes a person has.
pub const COUNT: usize = 10;

/// Codes that were made and are not stored yet.
pub(super) struct Made {
    /// What the person reads.
    pub codes: Vec<RecoveryCode>,
    rows: Vec<(Uuid, Vec<u8>)>,
}

impl Made {
    /// Ten random codes.
    pub fn new(app: &App) -> Self {
        let codes: Vec<RecoveryCode> = (0..COUNT).map(|_| RecoveryCode::random(&*app.ids)).collect();
        let rows = codes.iter().map(|code| (app.ids.uuid(), code.digest())).collect();
        Self { codes, rows }
    }

    /// Stores their digests in place of the person's earlier codes.
    pub fn store(&self, tx: &mut Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
        recovery_codes::replace(tx, staff, &self.rows)
    }
}

/// Makes new codes for the person of `session`; the earlier ones are good no more.
///
/// # Errors
/// [`IntakeError`]; then the earlier codes are good.
pub fn make(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Vec<RecoveryCode>, IntakeError> {
    let made = Made::new(app);
    let codes = made.codes.clone();
    let (working, id) = (app.clone(), session.scope.staff);
    app.store.write("make_recovery_codes", move |tx| {
        let Some(member) = staff::find(tx, id)? else {
            return Ok(());
        };
        made.store(tx, id)?;
        trace::own(tx, &working, &member, Action::RecoveryCodesMade, now)
    })?;
    Ok(codes)
}

/// How many codes the person of `session` still has.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn left(app: &App, session: &Session) -> Result<i64, IntakeError> {
    let id = session.scope.staff;
    Ok(app
        .store
        .read("recovery_codes_left", |tx| recovery_codes::left(tx, id))?)
}
