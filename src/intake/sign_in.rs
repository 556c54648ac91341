//! Signs a member of staff in: user name, password and one-time code, all three or nothing.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};

use super::add_staff::{normalised, user_name};
use super::password::{Crowded, PasswordDigest};
use super::session::{ABSOLUTE, IDLE, SessionToken};
use super::staff_secrets::{RecoveryCode, open_totp};
use super::totp::TotpSecret;
use super::trace;
use super::{App, IntakeError};
use crate::domain::access::StaffId;
use crate::domain::audit::Action;
use crate::domain::sensitive::Sensitive;
use crate::store::sessions::{self, StoredSession};
use crate::store::staff::{self, Member};
use crate::store::{accounts, recovery_codes};

/// So many sessions of one person may stand beside each other; one more ends the oldest.
const SESSIONS: i64 = 3;

/// What was typed.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The user name.
    pub user_name: Sensitive<String>,
    /// The password.
    pub password: Sensitive<String>,
    /// The one-time code, or a recovery code.
    pub code: Sensitive<String>,
}

/// A session that has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What the browser keeps.
    pub token: SessionToken,
    /// Whose it is.
    pub staff: StaffId,
    /// Whether a recovery code stood in for the one-time code: the person is told.
    pub by_recovery: bool,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Something of the three is wrong, the account is closed, or the code has been used. Which one is not said to
    /// whoever tried; that the password was right and the code was not is what a slower answer is made of.
    #[error("user name, password or code is wrong")]
    Wrong {
        /// Whether the password was right.
        password_right: bool,
        /// The account, where there is one: for [`note_failure`], never for the answer.
        staff: Option<StaffId>,
    },
    /// Too many sign-ins at once.
    #[error(transparent)]
    Crowded(#[from] Crowded),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Checks `credentials` and begins a session at `now`. An unknown user costs the same work as a known one.
///
/// # Errors
/// [`SignInError`]; then there is no new session.
pub fn sign_in(app: &App, credentials: &Credentials, now: DateTime<Utc>) -> Result<Begun, SignInError> {
    let member = match user_name(credentials.user_name.expose()) {
        Some(name) => app
            .store
            .read("sign_in_account", |tx| staff::by_user_name(tx, &name))
            .map_err(IntakeError::from)?,
        None => None,
    };
    let password = normalised(credentials.password.expose());
    // The hash is checked with no transaction open: it takes a hundred times as long as one.
    let digest = match &member {
        Some(member) => PasswordDigest::stored(member.password_hash.clone()),
        None => PasswordDigest::of_nobody().clone(),
    };
    let fits = digest.fits(password.expose())?;
    let secret = match &member {
        Some(member) => open_totp(app, member.id, &member.totp_secret)?,
        None => NOBODYS_SECRET.clone(),
    };
    let typed = credentials.code.expose();
    let code = match secret.step_of(typed, now) {
        Some(step) => Some(Code::Step(step)),
        None => RecoveryCode::parse(typed).map(|code| Code::Recovery(code.digest())),
    };
    let Some(member) = member else {
        return Err(SignInError::Wrong {
            password_right: false,
            staff: None,
        });
    };
    let begun = match (fits, code) {
        (true, Some(code)) => {
            let anew = digest
                .is_outdated()
                .then(|| PasswordDigest::of(password.expose(), &*app.ids))
                .transpose()?;
            begin(app, &member, code, anew, now)?
        }
        _ => None,
    };
    begun.ok_or(SignInError::Wrong {
        password_right: fits,
        staff: Some(member.id),
    })
}

/// Records in the access log that somebody failed to sign in to the account `staff`. Done after the answer: a row takes
/// time, and a name that is nobody's has none. The caller bounds how many there are.
///
/// # Errors
/// [`IntakeError`]; then there is no row.
pub fn note_failure(app: &App, staff: StaffId, now: DateTime<Utc>) -> Result<(), IntakeError> {
    let working = app.clone();
    app.store
        .write("note_failed_sign_in", move |tx| match staff::find(tx, staff)? {
            Some(member) => trace::stranger(tx, &working, &member, now),
            None => Ok(()),
        })
}

static NOBODYS_SECRET: LazyLock<TotpSecret> = LazyLock::new(|| TotpSecret::from_bytes(vec![0; 20]));

/// What shows that the second factor is at hand.
enum Code {
    /// The time step of a one-time code.
    Step(u64),
    /// The digest of a recovery code.
    Recovery(Vec<u8>),
}

fn begin(
    app: &App,
    member: &Member,
    code: Code,
    anew: Option<PasswordDigest>,
    now: DateTime<Utc>,
) -> Result<Option<Begun>, IntakeError> {
    let token = SessionToken::random(&*app.ids);
    let digest = token.digest();
    let (staff, by_recovery) = (member.id, matches!(code, Code::Recovery(_)));
    let session = StoredSession {
        id: app.ids.uuid(),
        staff,
        started_at: now,
        seen_at: now,
        proven_at: Some(now),
    };
    let (working, checked) = (app.clone(), member.clone());
    let begun = app.store.write("sign_in", move |tx| {
        // What was checked may have changed meanwhile: a closed account, another password, another second factor.
        let same = staff::find(tx, staff)?.is_some_and(|member| {
            member.disabled_at.is_none()
                && member.password_hash == checked.password_hash
                && member.totp_secret == checked.totp_secret
        });
        let fresh = same
            && match &code {
                Code::Step(step) => staff::use_totp_step(tx, staff, *step)?,
                Code::Recovery(digest) => recovery_codes::use_up(tx, staff, digest, now)?,
            };
        if !fresh {
            return Ok(false);
        }
        if let Some(anew) = &anew {
            accounts::set_password(tx, staff, anew.as_str())?;
        }
        sessions::end_stale(tx, now - IDLE, now - ABSOLUTE)?;
        sessions::end_oldest(tx, staff, SESSIONS - 1)?;
        sessions::insert(tx, &session, &digest)?;
        if by_recovery {
            trace::own(tx, &working, &checked, Action::RecoveryCodeUsed, now)?;
        }
        trace::own(tx, &working, &checked, Action::SignedIn, now)?;
        Ok::<_, IntakeError>(true)
    })?;
    Ok(begun.then_some(Begun {
        token,
        staff,
        by_recovery,
    }))
}
