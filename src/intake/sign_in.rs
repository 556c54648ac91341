//! Signs a member of staff in: user name, password and one-time code, all three or nothing.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};

use super::add_staff::{normalised, open_secret, user_name};
use super::password::{Crowded, PasswordDigest};
use super::session::{ABSOLUTE, IDLE, SessionToken};
use super::totp::TotpSecret;
use super::{App, IntakeError};
use crate::domain::access::StaffId;
use crate::domain::sensitive::Sensitive;
use crate::store::sessions::{self, StoredSession};
use crate::store::staff;

/// So many sessions of one person may stand beside each other; one more ends the oldest.
const SESSIONS: i64 = 3;

/// What was typed.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The user name.
    pub user_name: Sensitive<String>,
    /// The password.
    pub password: Sensitive<String>,
    /// The one-time code.
    pub code: Sensitive<String>,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Something of the three is wrong, the account is closed, or the code has been used. Which one is not said.
    #[error("user name, password or code is wrong")]
    Wrong,
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
pub fn sign_in(
    app: &App,
    credentials: &Credentials,
    now: DateTime<Utc>,
) -> Result<SessionToken, SignInError> {
    let member = match user_name(credentials.user_name.expose()) {
        Some(name) => app
            .store
            .read("sign_in_account", |tx| staff::by_user_name(tx, &name))
            .map_err(IntakeError::from)?,
        None => None,
    };
    let password = normalised(credentials.password.expose());
    // The hash is checked with no transaction open: it takes a hundred times as long as one.
    let fits = match &member {
        Some(member) => PasswordDigest::stored(member.password_hash.clone()).fits(password.expose())?,
        None => PasswordDigest::of_nobody().fits(password.expose())?,
    };
    let secret = match &member {
        Some(member) => open_secret(app, member.id, &member.totp_secret)?,
        None => NOBODYS_SECRET.clone(),
    };
    let step = secret.step_of(credentials.code.expose(), now);
    match (member, fits, step) {
        (Some(member), true, Some(step)) => begin(app, member.id, step, now),
        _ => Err(SignInError::Wrong),
    }
}

static NOBODYS_SECRET: LazyLock<TotpSecret> = LazyLock::new(|| TotpSecret::from_bytes(vec![0; 20]));

fn begin(app: &App, staff: StaffId, step: u64, now: DateTime<Utc>) -> Result<SessionToken, SignInError> {
    let token = SessionToken::random(&*app.ids);
    let digest = token.digest();
    let session = StoredSession {
        id: app.ids.uuid(),
        staff,
        started_at: now,
        seen_at: now,
    };
    let begun = app.store.write("sign_in", move |tx| {
        let open = staff::find(tx, staff)?.is_some_and(|member| member.disabled_at.is_none());
        if !open || !staff::use_totp_step(tx, staff, step)? {
            return Ok(false);
        }
        sessions::end_stale(tx, now - IDLE, now - ABSOLUTE)?;
        sessions::end_oldest(tx, staff, SESSIONS - 1)?;
        sessions::insert(tx, &session, &digest)?;
        Ok::<_, IntakeError>(true)
    })?;
    if begun { Ok(token) } else { Err(SignInError::Wrong) }
}
