//! Lists what is offered to somebody's offices, what they have offered, and how that was answered. Nothing sealed is opened for it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::transfers::{self, Which};

pub use crate::store::transfers::Listed;

/// So long an answer stays in the list of whoever sent the case: the case itself they see no more.
pub const KEPT: TimeDelta = TimeDelta::days(30);
/// After so long without an answer somebody should call the receiver.
pub const SLOW: TimeDelta = TimeDelta::hours(24);

/// The transfers of somebody's offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfers {
    /// What waits for their answer, the one that waits longest first.
    pub incoming: Vec<Listed>,
    /// What waits for another's, the one that waits longest first.
    pub outgoing: Vec<Listed>,
    /// What was answered lately, the last first.
    pub answered: Vec<Listed>,
}

/// The transfers of `session`'s person at `now`.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn list(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Transfers, IntakeError> {
    let scope = &session.scope;
    app.store.read("list_transfers", |tx| {
        Ok(Transfers {
            incoming: transfers::listed(tx, scope, Which::Incoming)?,
            outgoing: transfers::listed(tx, scope, Which::Outgoing)?,
            answered: transfers::listed(tx, scope, Which::Answered(now - KEPT))?,
        })
    })
}

/// How many cases wait for an answer of the offices of `session`'s person.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn incoming(app: &App, session: &Session) -> Result<i64, IntakeError> {
    let scope = &session.scope;
    Ok(app
        .store
        .read("count_transfers", |tx| transfers::incoming_count(tx, scope))?)
}
