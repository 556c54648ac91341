//! The links by which people set up their own account: a password that nobody else has seen, a second factor that
//! nobody else has held.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::add_staff::normalised;
use super::change_password::judged;
use super::password::{Crowded, PasswordDigest};
use super::recovery_codes::Made;
use super::second_factor::{self, SecondFactorError};
use super::staff_secrets::{LinkToken, RecoveryCode, seal_totp};
use super::trace;
use super::{App, IntakeError};
use crate::domain::access::StaffId;
use crate::domain::audit::Action;
use crate::domain::language::Language;
use crate::domain::office::OfficeId;
use crate::domain::password::PasswordProblem;
use crate::store::staff::Member;
use crate::store::staff_links::{self, StoredLink};
use crate::store::{Tx, accounts, directory, sessions, staff};

pub use crate::store::staff_links::Purpose;

/// For so long a link is good.
pub const LIFETIME: TimeDelta = TimeDelta::hours(72);

/// What a link turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// It is good.
    Good(Box<Guest>),
    /// It has been used, or a newer one was given, or the account is closed.
    Used,
    /// Its time is over.
    Expired,
    /// No such link was ever given.
    Unknown,
}

/// Whom a good link belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The link.
    pub link: Uuid,
    /// What it sets.
    pub purpose: Purpose,
    /// The user name.
    pub user_name: String,
    /// The language of the person's pages.
    pub language: Language,
    member: Member,
    offices: Vec<OfficeId>,
}

/// What was typed on the page of a link.
#[derive(Debug, Clone)]
pub struct Typed<'a> {
    /// The new password, or the present one for a new second factor.
    pub password: &'a str,
    /// A code of the offered second factor.
    pub code: &'a str,
    /// The offered second factor, sealed.
    pub offer: &'a str,
}

/// Why the account is not set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetUpError {
    /// The link is good no more.
    #[error("the link is good no more")]
    Link,
    /// The new password cannot be chosen.
    #[error(transparent)]
    Problem(#[from] PasswordProblem),
    /// The present password is another.
    #[error("the password is wrong")]
    Current,
    /// The second factor was not proven.
    #[error(transparent)]
    SecondFactor(#[from] SecondFactorError),
    /// Too many passwords are being checked at once.
    #[error(transparent)]
    Crowded(#[from] Crowded),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Gives `staff` a link; earlier ones are good no more.
pub(super) fn give(
    tx: &mut Tx<'_>,
    staff: StaffId,
    link: Uuid,
    purpose: Purpose,
    token: &LinkToken,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    let link = StoredLink {
        id: link,
        staff,
        purpose,
        expires_at: now + LIFETIME,
        used_at: None,
    };
    Ok(staff_links::insert(tx, &link, &token.digest(), now)?)
}

/// What the link with `token` is at `now`. Nothing changes by asking.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn find(app: &App, token: &LinkToken, now: DateTime<Utc>) -> Result<Link, IntakeError> {
    let digest = token.digest();
    app.store.read("find_staff_link", |tx| {
        let Some(link) = staff_links::by_token(tx, &digest)? else {
            return Ok(Link::Unknown);
        };
        if link.used_at.is_some() {
            return Ok(Link::Used);
        }
        if link.expires_at <= now {
            return Ok(Link::Expired);
        }
        let member = staff::find(tx, link.staff)?.filter(|member| member.disabled_at.is_none());
        let Some(member) = member else {
            return Ok(Link::Used);
        };
        Ok(Link::Good(Box::new(Guest {
            link: link.id,
            purpose: link.purpose,
            user_name: member.user_name.clone(),
            language: member.language,
            offices: accounts::offices_of(tx, link.staff)?,
            member,
        })))
    })
}

/// Sets the account of `guest` up with what was `typed`, and uses the link up. Sessions of the account end; the recovery
/// codes are returned, to be shown once.
///
/// # Errors
/// [`SetUpError`]; then nothing has changed.
pub fn complete(
    app: &App,
    guest: &Guest,
    typed: &Typed<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<RecoveryCode>, SetUpError> {
    let member = &guest.member;
    let password = match guest.purpose {
        Purpose::SetUp => Some(judged(app, member, &guest.offices, typed.password)?),
        Purpose::SecondFactor => {
            let digest = PasswordDigest::stored(member.password_hash.clone());
            if !digest.fits(normalised(typed.password).expose())? {
                return Err(SetUpError::Current);
            }
            None
        }
    };
    let (secret, step) = second_factor::proven(app, typed.offer, guest.link, typed.code, now)?;
    let password = password
        .map(|password| PasswordDigest::of(password.expose(), &*app.ids))
        .transpose()?;
    let secret = seal_totp(app, member.id, &secret)?;
    let made = Made::new(app);
    let codes = made.codes.clone();
    let (working, member, link) = (app.clone(), member.clone(), guest.link);
    let done = app.store.write("set_up_account", move |tx| {
        let open = staff::find(tx, member.id)?.is_some_and(|member| member.disabled_at.is_none());
        if !open || !staff_links::use_up(tx, link, now)? {
            return Ok(false);
        }
        if let Some(password) = &password {
            accounts::set_password(tx, member.id, password.as_str())?;
        }
        accounts::set_totp_secret(tx, member.id, &secret, Some(step))?;
        made.store(tx, member.id)?;
        sessions::end_all(tx, member.id, None)?;
        directory::activate_ready(tx, now)?;
        if password.is_some() {
            trace::own(tx, &working, &member, Action::PasswordSet, now)?;
        }
        trace::own(tx, &working, &member, Action::SecondFactorSet, now)?;
        trace::own(tx, &working, &member, Action::RecoveryCodesMade, now)?;
        Ok::<_, IntakeError>(true)
    })?;
    if done { Ok(codes) } else { Err(SetUpError::Link) }
}
