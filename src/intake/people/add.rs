//! Adds somebody: they set password and second factor themselves, by a link.

use chrono::{DateTime, Utc};

use super::change::PeopleError;
use super::{offices as offices_kept, roles};
use crate::domain::access::{Role, StaffId};
use crate::domain::language::Language;
use crate::domain::office::OfficeId;
use crate::intake::App;
use crate::intake::add_staff::{self, AddStaffError, NewPassword, NewStaff};
use crate::intake::session::Session;
use crate::intake::staff_secrets::LinkToken;

/// Who is added.
#[derive(Debug, Clone)]
pub struct New {
    /// What is typed at sign-in.
    pub user_name: String,
    /// What colleagues read.
    pub display_name: String,
    /// The role; `None` while none was chosen.
    pub role: Option<Role>,
    /// Whether a social worker, beside the role.
    pub social_worker: bool,
    /// The offices.
    pub offices: Vec<OfficeId>,
}

/// Why nobody was added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddError {
    /// The administrator may not, or not yet.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The account is not in order.
    #[error(transparent)]
    Account(#[from] AddStaffError),
}

/// Adds `new` and gives the link by which they set the account up; it is shown once.
///
/// # Errors
/// [`AddError`]; then nobody was added.
pub fn add(
    app: &App,
    session: &Session,
    new: New,
    now: DateTime<Utc>,
) -> Result<(StaffId, LinkToken), AddError> {
    if !session.is_proven(now) {
        return Err(PeopleError::NeedsProof.into());
    }
    let scope = &session.scope;
    let role = new.role.filter(|role| roles(scope).contains(role));
    let role = role.ok_or(PeopleError::Role)?;
    let directory = app.directory();
    let known = directory
        .rules
        .offices()
        .filter(|office| office.county == scope.county);
    let theirs = offices_kept(scope, known.map(|office| office.id));
    if new.offices.is_empty() || !new.offices.iter().all(|office| theirs.contains(office)) {
        return Err(PeopleError::Offices.into());
    }
    let new = NewStaff {
        county: scope.county,
        offices: new.offices,
        user_name: new.user_name,
        display_name: new.display_name,
        role,
        social_worker: new.social_worker,
        language: Language::Fi,
        password: NewPassword::ByLink,
    };
    Ok(add_staff::add_by_link(app, new, scope, now)?)
}
