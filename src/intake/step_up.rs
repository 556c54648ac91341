//! Step-up: whoever is signed in shows once more that the second factor is at hand, before something that matters.

use chrono::{DateTime, Utc};

use super::session::{Session, SessionToken};
use super::staff_secrets::{RecoveryCode, open_totp};
use super::trace;
use super::{App, IntakeError};
use crate::domain::audit::Action;
use crate::store::{recovery_codes, sessions, staff};

/// Takes `code`, a one-time code or a recovery code, for the person of `session`, and gives the session another token.
/// `None` when the code is wrong or was used before.
///
/// # Errors
/// [`IntakeError`]; then the session is as it was.
pub fn step_up(
    app: &App,
    session: &Session,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<SessionToken>, IntakeError> {
    let id = session.scope.staff;
    let Some(member) = app.store.read("own_account", |tx| staff::find(tx, id))? else {
        return Ok(None);
    };
    let step = open_totp(app, id, &member.totp_secret)?.step_of(code, now);
    let recovery = RecoveryCode::parse(code).map(|code| code.digest());
    let token = SessionToken::random(&*app.ids);
    let digest = token.digest();
    let (working, session) = (app.clone(), session.id);
    let proven = app.store.write("step_up", move |tx| {
        let fresh = match (step, &recovery) {
            (Some(step), _) => staff::use_totp_step(tx, id, step)?,
            (None, Some(code)) => recovery_codes::use_up(tx, id, code, now)?,
            (None, None) => false,
        };
        if !fresh {
            trace::refused(tx, &working, &member, Action::StepUpRefused, now)?;
            return Ok(false);
        }
        sessions::renew(tx, session, &digest, Some(now))?;
        if step.is_none() {
            trace::own(tx, &working, &member, Action::RecoveryCodeUsed, now)?;
        }
        trace::own(tx, &working, &member, Action::SteppedUp, now)?;
        Ok::<_, IntakeError>(true)
    })?;
    Ok(proven.then_some(token))
}
