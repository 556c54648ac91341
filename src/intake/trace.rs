//! What happens to an account leaves a row in the access log, in the transaction that does it.

use chrono::{DateTime, Utc};

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::store::Tx;
use crate::store::staff::Member;

/// Records what `member` did to the own account.
pub(super) fn own(
    tx: &mut Tx<'_>,
    app: &App,
    member: &Member,
    action: Action,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    record(tx, app, by(member, action, now))
}

/// Records what `member` was refused.
pub(super) fn refused(
    tx: &mut Tx<'_>,
    app: &App,
    member: &Member,
    action: Action,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    record(tx, app, by(member, action, now).refused())
}

/// Records what the operator at the machine, who has no account, did to that of `member`.
pub(super) fn operator(
    tx: &mut Tx<'_>,
    app: &App,
    member: &Member,
    action: Action,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    record(tx, app, about(member, action, now))
}

/// Records that somebody, who may be anybody, failed to sign in as `member`.
pub(super) fn stranger(
    tx: &mut Tx<'_>,
    app: &App,
    member: &Member,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    record(tx, app, about(member, Action::SignInRefused, now).refused())
}

fn by(member: &Member, action: Action, now: DateTime<Utc>) -> Entry {
    Entry {
        actor: Some(member.id),
        role: Some(member.role),
        ..about(member, action, now)
    }
}

fn about(member: &Member, action: Action, now: DateTime<Utc>) -> Entry {
    Entry::of_service(member.county, action, now).to(member.id.0)
}
