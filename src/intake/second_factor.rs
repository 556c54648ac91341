//! A new second factor: the service offers a secret, the person shows by one code that the authenticator has it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::session::Session;
use super::staff_secrets::seal_totp;
use super::totp::TotpSecret;
use super::trace;
use super::wizard_state::{self, Opening};
use super::{App, IntakeError};
use crate::domain::audit::Action;
use crate::domain::sensitive::Sensitive;
use crate::store::{accounts, sessions, staff};

/// A secret that is offered. It is stored nowhere before it is proven: it travels in the page, sealed.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The secret in base32, to be typed.
    pub base32: Sensitive<String>,
    /// The address that an authenticator reads from a picture.
    pub otpauth_url: Sensitive<String>,
    /// The secret sealed, for a hidden field.
    pub sealed: String,
}

/// What is sealed: the secret, and for whom (a link or an account) it was offered.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offered {
    second_factor: String,
    offered_to: Uuid,
}

/// Why there is no new second factor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecondFactorError {
    /// The page is more than a day old, or not ours: another secret must be offered.
    #[error("the offered secret is too old")]
    Stale,
    /// The code is not that of the offered secret.
    #[error("the code does not belong to the offered secret")]
    Code,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Offers a new secret to the account named `user_name`; `to` is the link or account that may take it.
///
/// # Errors
/// [`IntakeError`].
pub fn offer(app: &App, to: Uuid, user_name: &str, now: DateTime<Utc>) -> Result<Offer, IntakeError> {
    offer_of(app, &TotpSecret::random(&*app.ids), to, user_name, now)
}

/// Offers the secret of an earlier page again, so that it need not be put into the authenticator twice.
///
/// # Errors
/// [`SecondFactorError::Stale`] when it cannot be had from `sealed`.
pub fn offer_again(
    app: &App,
    sealed: &str,
    to: Uuid,
    user_name: &str,
    now: DateTime<Utc>,
) -> Result<Offer, SecondFactorError> {
    let secret = opened(app, sealed, to, now)?;
    Ok(offer_of(app, &secret, to, user_name, now)?)
}

fn offer_of(
    app: &App,
    secret: &TotpSecret,
    to: Uuid,
    user_name: &str,
    now: DateTime<Utc>,
) -> Result<Offer, IntakeError> {
    let offered = Offered {
        second_factor: secret.base32().expose().clone(),
        offered_to: to,
    };
    let plain = serde_json::to_vec(&offered).map_err(|_never| IntakeError::Shape("second_factor"))?;
    Ok(Offer {
        base32: secret.base32(),
        otpauth_url: secret.otpauth_url(user_name),
        sealed: wizard_state::seal(app, &plain, now)?,
    })
}

/// The secret that was offered to `to`.
fn opened(app: &App, sealed: &str, to: Uuid, now: DateTime<Utc>) -> Result<TotpSecret, SecondFactorError> {
    let Opening::Opened(plain) = wizard_state::open(app, sealed, now)? else {
        return Err(SecondFactorError::Stale);
    };
    let offered: Option<Offered> = serde_json::from_slice(&plain).ok();
    let offered = offered.filter(|offered| offered.offered_to == to);
    let secret = offered.and_then(|offered| TotpSecret::parse(&offered.second_factor));
    secret.ok_or(SecondFactorError::Stale)
}

/// The offered secret and the time step of its `code`, which is used up by this.
pub(super) fn proven(
    app: &App,
    sealed: &str,
    to: Uuid,
    code: &str,
    now: DateTime<Utc>,
) -> Result<(TotpSecret, u64), SecondFactorError> {
    let secret = opened(app, sealed, to, now)?;
    let step = secret.step_of(code, now).ok_or(SecondFactorError::Code)?;
    Ok((secret, step))
}

/// Gives the person of `session` the offered second factor in place of the old one. Their other sessions end.
///
/// # Errors
/// [`SecondFactorError`]; then the old one is good.
pub fn change(
    app: &App,
    session: &Session,
    sealed: &str,
    code: &str,
    now: DateTime<Utc>,
) -> Result<(), SecondFactorError> {
    let id = session.scope.staff;
    let (secret, step) = proven(app, sealed, id.0, code, now)?;
    let secret = seal_totp(app, id, &secret)?;
    let (working, kept) = (app.clone(), session.id);
    Ok(app.store.write("change_second_factor", move |tx| {
        let Some(member) = staff::find(tx, id)? else {
            return Ok(());
        };
        accounts::set_totp_secret(tx, id, &secret, Some(step))?;
        sessions::end_all(tx, id, Some(kept))?;
        trace::own(tx, &working, &member, Action::SecondFactorSet, now)
    })?)
}
