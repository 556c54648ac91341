//! What an administrator does to somebody's account. It acts at once.

use chrono::{DateTime, Utc};

use super::{kept, offices as offices_kept, roles};
use crate::domain::access::{Role, StaffId};
use crate::domain::audit::{Action, Entry};
use crate::domain::office::OfficeId;
use crate::intake::password::PasswordDigest;
use crate::intake::record_access::record;
use crate::intake::session::Session;
use crate::intake::set_up::{self, Purpose};
use crate::intake::staff_secrets::{LinkToken, seal_totp};
use crate::intake::totp::TotpSecret;
use crate::intake::{App, IntakeError};
use crate::store::staff::Member;
use crate::store::{StoreError, Tx, accounts, directory, recovery_codes, sessions, staff_links};

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Nobody signs in with it any more.
    Lock,
    /// One can again.
    Unlock,
    /// Every session ends.
    EndSessions,
    /// The second factor is lost: the person sets another one by a link.
    ResetSecondFactor,
    /// The password is lost: the person sets both by a link.
    ResetPassword,
    /// Other rights.
    Rights {
        /// The role.
        role: Option<Role>,
        /// Whether a social worker, beside the role.
        social_worker: bool,
        /// The offices.
        offices: Vec<OfficeId>,
    },
}

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeopleError {
    /// Another one-time code is asked for first.
    #[error("another one-time code is asked for first")]
    NeedsProof,
    /// The role is none that this administrator gives.
    #[error("the role is not theirs to give")]
    Role,
    /// An office lacks, or is none that this administrator keeps.
    #[error("the offices are not theirs to give")]
    Offices,
    /// The account is locked: it is unlocked first.
    #[error("the account is locked")]
    Locked,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for PeopleError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// It is changed.
    Changed,
    /// The person sets the account up by this link; it is shown once.
    Link(LinkToken),
}

/// Does `act` to the account `id`. `None` for one that is absent, not administered by `session`'s person, or their own.
///
/// # Errors
/// [`PeopleError`]; then nothing has changed.
pub fn change(
    app: &App,
    session: &Session,
    id: StaffId,
    act: &Act,
    now: DateTime<Utc>,
) -> Result<Option<Done>, PeopleError> {
    if !session.is_proven(now) {
        return Err(PeopleError::NeedsProof);
    }
    let (working, scope, act) = (app.clone(), session.scope.clone(), act.clone());
    let directory = app.directory();
    let known: Vec<OfficeId> = directory
        .rules
        .offices()
        .filter(|office| office.county == scope.county)
        .map(|office| office.id)
        .collect();
    let token = LinkToken::random(&*app.ids);
    let link = app.ids.uuid();
    app.store.write("change_person", move |tx| {
        let Some((member, _)) = kept(tx, &scope, id)?.filter(|_| id != scope.staff) else {
            return Ok(None);
        };
        let mut told = Vec::new();
        let mut done = Done::Changed;
        match &act {
            Act::Lock => {
                accounts::set_disabled(tx, id, Some(now))?;
                staff_links::put_out_of_use(tx, id, now)?;
                told.push(Action::AccountDisabled);
            }
            Act::Unlock => {
                accounts::set_disabled(tx, id, None)?;
                directory::activate_ready(tx, now)?;
                told.push(Action::AccountEnabled);
            }
            Act::EndSessions => told.push(Action::SessionEnded),
            Act::ResetSecondFactor | Act::ResetPassword if member.disabled_at.is_some() => {
                return Err(PeopleError::Locked);
            }
            Act::ResetSecondFactor | Act::ResetPassword => {
                told.push(reset(tx, &working, &member, act == Act::ResetPassword)?);
                let purpose = if act == Act::ResetPassword {
                    Purpose::SetUp
                } else {
                    Purpose::SecondFactor
                };
                set_up::give(tx, id, link, purpose, &token, now)?;
                told.push(Action::LinkMade);
                done = Done::Link(token.clone());
            }
            Act::Rights {
                role,
                social_worker,
                offices,
            } => {
                let role = role.filter(|role| roles(&scope).contains(role));
                let role = role.ok_or(PeopleError::Role)?;
                let theirs = offices_kept(&scope, known.iter().copied());
                if offices.is_empty() || !offices.iter().all(|office| theirs.contains(office)) {
                    return Err(PeopleError::Offices);
                }
                let signs = *social_worker || role == Role::SocialWorker;
                accounts::set_role(tx, &member, role, signs, offices)?;
                directory::activate_ready(tx, now)?;
                told.push(Action::AccountChanged);
            }
        }
        // Rights are read anew at each request; sessions end all the same, so that nothing old stays on a screen.
        sessions::end_all(tx, id, None)?;
        for action in told {
            record(tx, &working, Entry::by(&scope, action, now).to(id.0))?;
        }
        Ok(Some(done))
    })
}

/// Takes the second factor back, and with `password` the password too; tells what was done.
fn reset(tx: &mut Tx<'_>, app: &App, member: &Member, password: bool) -> Result<Action, IntakeError> {
    let unknown = seal_totp(app, member.id, &TotpSecret::random(&*app.ids))?;
    accounts::set_totp_secret(tx, member.id, &unknown, None)?;
    recovery_codes::replace(tx, member.id, &[])?;
    if !password {
        return Ok(Action::SecondFactorReset);
    }
    accounts::set_password(tx, member.id, PasswordDigest::of_nobody().as_str())?;
    Ok(Action::PasswordReset)
}
