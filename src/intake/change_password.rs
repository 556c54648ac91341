//! Changes a password, by its owner: the old one proves that it is nobody else at the keyboard.

use chrono::{DateTime, Utc};

use super::add_staff::normalised;
use super::password::{Crowded, PasswordDigest};
use super::session::Session;
use super::trace;
use super::{App, IntakeError, common_passwords};
use crate::domain::audit::Action;
use crate::domain::language::Language;
use crate::domain::office::OfficeId;
use crate::domain::password::{self, PasswordProblem};
use crate::domain::sensitive::Sensitive;
use crate::store::staff::Member;
use crate::store::{accounts, sessions, staff};

/// Why the password stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangePasswordError {
    /// The present password is another.
    #[error("the present password is wrong")]
    Current,
    /// The new one cannot be chosen.
    #[error(transparent)]
    Problem(#[from] PasswordProblem),
    /// Too many passwords are being checked at once.
    #[error(transparent)]
    Crowded(#[from] Crowded),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Judges `password` as one for `member` of `offices`, and gives it back as it is hashed.
///
/// # Errors
/// [`PasswordProblem`].
pub(super) fn judged(
    app: &App,
    member: &Member,
    offices: &[OfficeId],
    password: &str,
) -> Result<Sensitive<String>, PasswordProblem> {
    let directory = app.directory();
    let mut words = vec![member.user_name.clone(), member.display_name.clone()];
    for language in Language::ALL {
        if let Some(names) = directory.counties.get(&member.county) {
            words.push(names.get(language).to_owned());
        }
        for office in offices {
            if let Some(office) = directory.rules.office(*office) {
                words.push(office.names.get(language).to_owned());
            }
        }
    }
    let password = normalised(password);
    password::judge(password.expose(), &words, common_passwords::contains)?;
    Ok(password)
}

/// Gives the person of `session` the password `new`. Their other sessions end.
///
/// # Errors
/// [`ChangePasswordError`]; then nothing has changed.
pub fn change(
    app: &App,
    session: &Session,
    current: &str,
    new: &str,
    now: DateTime<Utc>,
) -> Result<(), ChangePasswordError> {
    let id = session.scope.staff;
    let member = app
        .store
        .read("own_account", |tx| staff::find(tx, id))
        .map_err(IntakeError::from)?
        .ok_or(ChangePasswordError::Current)?;
    let digest = PasswordDigest::stored(member.password_hash.clone());
    if !digest.fits(normalised(current).expose())? {
        return Err(ChangePasswordError::Current);
    }
    let new = judged(app, &member, &session.scope.offices, new)?;
    let digest = PasswordDigest::of(new.expose(), &*app.ids)?;
    let (working, kept) = (app.clone(), session.id);
    Ok(app.store.write("change_password", move |tx| {
        accounts::set_password(tx, id, digest.as_str())?;
        sessions::end_all(tx, id, Some(kept))?;
        trace::own(tx, &working, &member, Action::PasswordChanged, now)
    })?)
}
