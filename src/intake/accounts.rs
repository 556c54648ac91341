//! What the operator does to accounts: closes and opens them, takes back what was lost, gives another role. What is done
//! acts at once; the person's sessions end with it.

use chrono::{DateTime, Utc};

use super::add_staff::user_name;
use super::password::PasswordDigest;
use super::set_up::{self, Purpose};
use super::staff_secrets::{LinkToken, seal_totp};
use super::totp::TotpSecret;
use super::trace;
use super::{App, IntakeError};
use crate::domain::access::Role;
use crate::domain::audit::Action;
use crate::domain::office::OfficeId;
use crate::store::{Tx, accounts, directory, recovery_codes, sessions, staff, staff_links};

pub use crate::store::staff::Member;

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Nobody has this user name.
    #[error("no account has this user name")]
    Unknown,
    /// The account is closed: it must be opened first.
    #[error("the account is disabled")]
    Disabled,
    /// An office is not one of the county's.
    #[error("office {0} does not belong to the county")]
    Office(OfficeId),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Every account with its offices, in the order of user names.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn list(app: &App) -> Result<Vec<(Member, Vec<OfficeId>)>, IntakeError> {
    Ok(app.store.read("list_staff", accounts::all)?)
}

/// Whether the person of `member` has set the account up: until then nobody can sign in with it.
pub fn is_set_up(member: &Member) -> bool {
    member.password_hash != PasswordDigest::of_nobody().as_str()
}

/// Closes the account `name`: its sessions and links are good no more.
///
/// # Errors
/// [`AccountError`].
pub fn disable(app: &App, name: &str, now: DateTime<Utc>) -> Result<(), AccountError> {
    change(app, "disable_staff", name, false, move |tx, app, member| {
        accounts::set_disabled(tx, member.id, Some(now))?;
        sessions::end_all(tx, member.id, None)?;
        staff_links::put_out_of_use(tx, member.id, now)?;
        trace::operator(tx, app, member, Action::AccountDisabled, now)
    })
}

/// Opens the account `name` again.
///
/// # Errors
/// [`AccountError`].
pub fn enable(app: &App, name: &str, now: DateTime<Utc>) -> Result<(), AccountError> {
    change(app, "enable_staff", name, false, move |tx, app, member| {
        accounts::set_disabled(tx, member.id, None)?;
        directory::activate_ready(tx, now)?;
        trace::operator(tx, app, member, Action::AccountEnabled, now)
    })
}

/// Gives the account `name` another role and, where `offices` names any, other offices.
///
/// # Errors
/// [`AccountError`].
pub fn set_role(
    app: &App,
    name: &str,
    role: Role,
    social_worker: bool,
    offices: Vec<OfficeId>,
    now: DateTime<Utc>,
) -> Result<(), AccountError> {
    let directory = app.directory();
    let social_worker = social_worker || role == Role::SocialWorker;
    change(app, "set_staff_role", name, false, move |tx, app, member| {
        let foreign = |office: &&OfficeId| {
            let known = directory.rules.office(**office);
            known.is_none_or(|office| office.county != member.county)
        };
        if let Some(office) = offices.iter().find(foreign) {
            return Err(AccountError::Office(*office));
        }
        accounts::set_role(tx, member, role, social_worker, &offices)?;
        directory::activate_ready(tx, now)?;
        sessions::end_all(tx, member.id, None)?;
        Ok(trace::operator(tx, app, member, Action::AccountChanged, now)?)
    })
}

/// Takes the second factor of `name` back at once, with the recovery codes, and returns a link by which the person sets
/// another, with the password.
///
/// # Errors
/// [`AccountError`].
pub fn reset_second_factor(app: &App, name: &str, now: DateTime<Utc>) -> Result<LinkToken, AccountError> {
    reset(app, name, Purpose::SecondFactor, now)
}

/// Takes password, second factor and recovery codes of `name` back at once, and returns a link by which the person sets
/// others.
///
/// # Errors
/// [`AccountError`].
pub fn reset_password(app: &App, name: &str, now: DateTime<Utc>) -> Result<LinkToken, AccountError> {
    reset(app, name, Purpose::SetUp, now)
}

fn reset(app: &App, name: &str, purpose: Purpose, now: DateTime<Utc>) -> Result<LinkToken, AccountError> {
    let token = LinkToken::random(&*app.ids);
    let given = token.clone();
    let link = app.ids.uuid();
    change(app, "reset_staff", name, true, move |tx, app, member| {
        let unknown = seal_totp(app, member.id, &TotpSecret::random(&*app.ids))?;
        accounts::set_totp_secret(tx, member.id, &unknown, None)?;
        recovery_codes::replace(tx, member.id, &[])?;
        let act = match purpose {
            Purpose::SetUp => {
                accounts::set_password(tx, member.id, PasswordDigest::of_nobody().as_str())?;
                Action::PasswordReset
            }
            Purpose::SecondFactor => Action::SecondFactorReset,
        };
        sessions::end_all(tx, member.id, None)?;
        set_up::give(tx, member.id, link, purpose, &given, now)?;
        trace::operator(tx, app, member, act, now)?;
        trace::operator(tx, app, member, Action::LinkMade, now)
    })?;
    Ok(token)
}

/// Runs `work` on the account `name` in one transaction.
fn change<E, F>(
    app: &App,
    transaction: &'static str,
    name: &str,
    only_open: bool,
    mut work: F,
) -> Result<(), AccountError>
where
    F: FnMut(&mut Tx<'_>, &App, &Member) -> Result<(), E> + Send + 'static,
    AccountError: From<E>,
{
    let name = user_name(name).ok_or(AccountError::Unknown)?;
    let working = app.clone();
    app.store.write(transaction, move |tx| {
        let member = staff::by_user_name(tx, &name)?.ok_or(AccountError::Unknown)?;
        if only_open && member.disabled_at.is_some() {
            return Err(AccountError::Disabled);
        }
        Ok(work(tx, &working, &member)?)
    })
}

impl From<crate::store::StoreError> for AccountError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Intake(error.into())
    }
}
