//! Who is signed in: a session is found by its token, and ends by itself.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::staff_secrets::OpaqueToken;
use super::trace;
use super::{App, IntakeError};
use crate::domain::access::{Scope, StaffId};
use crate::domain::audit::Action;
use crate::domain::language::Language;
use crate::store::sessions::StoredSession;
use crate::store::{Tx, sessions, staff};

/// A session that has not been used for so long has ended.
pub const IDLE: TimeDelta = TimeDelta::minutes(15);
/// A session that began so long ago has ended, however busy.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// For so long a one-time code stands for the person's being at the keyboard.
pub const PROOF: TimeDelta = TimeDelta::minutes(5);

/// What the browser of a session holds.
pub type SessionToken = OpaqueToken;

/// A session that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// What is typed at sign-in.
    pub user_name: String,
    /// The name that colleagues read.
    pub display_name: String,
    /// The language of the person's pages.
    pub language: Language,
    /// Whether the pages have access keys.
    pub accesskeys: bool,
    /// Whether a case opens with the first question of its decision in hand.
    pub quick_triage: bool,
    /// What the person's queries reach.
    pub scope: Scope,
    /// When the person last gave a one-time code.
    pub proven_at: Option<DateTime<Utc>>,
}

impl Session {
    /// Whether the person gave a one-time code lately enough for what matters.
    pub fn is_proven(&self, now: DateTime<Utc>) -> bool {
        self.proven_at.is_some_and(|at| now - at <= PROOF)
    }
}

/// What a token leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A session that goes on.
    Open(Box<Session>),
    /// Nothing any more: it has ended just now, and was this person's.
    Ended(StaffId),
    /// Nothing: it has ended before, or never was.
    Nothing,
}

/// A session as its person sees it in the list of the own sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// Its id.
    pub id: Uuid,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// The session of `token` at `now`, and notes that it was used. It has ended when it was idle or went on for too long,
/// or the account is closed. Role, offices and closing are read anew each time, so a change acts at once.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn find(app: &App, token: &SessionToken, now: DateTime<Utc>) -> Result<Found, IntakeError> {
    let digest = token.digest();
    app.store.write("use_session", move |tx| {
        let Some(stored) = sessions::by_token(tx, &digest)? else {
            return Ok(Found::Nothing);
        };
        let member = staff::find(tx, stored.staff)?;
        let over = is_over(&stored, now);
        let Some(member) = member.filter(|member| !over && member.disabled_at.is_none()) else {
            sessions::end(tx, stored.id)?;
            return Ok(Found::Ended(stored.staff));
        };
        sessions::touch(tx, stored.id, now.max(stored.seen_at))?;
        let scope = staff::scope(tx, &member, now)?;
        Ok(Found::Open(Box::new(Session {
            id: stored.id,
            user_name: member.user_name,
            display_name: member.display_name,
            language: member.language,
            accesskeys: member.accesskeys,
            quick_triage: member.quick_triage,
            scope,
            proven_at: stored.proven_at,
        })))
    })
}

fn is_over(session: &StoredSession, now: DateTime<Utc>) -> bool {
    now - session.seen_at >= IDLE || now - session.started_at >= ABSOLUTE
}

/// Ends the session of `token`; an unknown one has ended already.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn sign_out(app: &App, token: &SessionToken, now: DateTime<Utc>) -> Result<(), IntakeError> {
    let (digest, working) = (token.digest(), app.clone());
    app.store.write("sign_out", move |tx: &mut Tx<'_>| {
        let Some(session) = sessions::by_token(tx, &digest)? else {
            return Ok(());
        };
        sessions::end(tx, session.id)?;
        match staff::find(tx, session.staff)? {
            Some(member) => trace::own(tx, &working, &member, Action::SignedOut, now),
            None => Ok(()),
        }
    })
}

/// The open sessions of the person of `session`, the one that was used last first.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn list(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Vec<OwnSession>, IntakeError> {
    let stored = app
        .store
        .read("own_sessions", |tx| sessions::of_staff(tx, session.scope.staff))?;
    let open = stored.into_iter().filter(|stored| !is_over(stored, now));
    Ok(open
        .map(|stored| OwnSession {
            id: stored.id,
            started_at: stored.started_at,
            seen_at: stored.seen_at,
            is_this: stored.id == session.id,
        })
        .collect())
}

/// Ends one session of the person of `session`, or with `None` all but that one; tells whether any ended.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn end(
    app: &App,
    session: &Session,
    which: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<bool, IntakeError> {
    let (owner, this, working) = (session.scope.staff, session.id, app.clone());
    app.store.write("end_sessions", move |tx| {
        let ended = match which {
            Some(id) => sessions::end_own(tx, owner, id)?,
            None => sessions::end_all(tx, owner, Some(this))? > 0,
        };
        if ended && let Some(member) = staff::find(tx, owner)? {
            trace::own(tx, &working, &member, Action::SessionEnded, now)?;
        }
        Ok(ended)
    })
}

/// Sets the language of somebody's pages.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn set_language(app: &App, id: StaffId, language: Language) -> Result<(), IntakeError> {
    Ok(app.store.write("set_staff_language", move |tx| {
        staff::set_language(tx, id, language)
    })?)
}

/// Turns the access keys of somebody's pages on or off.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn set_accesskeys(app: &App, id: StaffId, on: bool) -> Result<(), IntakeError> {
    Ok(app.store.write("set_staff_accesskeys", move |tx| {
        staff::set_accesskeys(tx, id, on)
    })?)
}

/// Chooses whether a case opens for somebody with the first question of its decision in hand.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn set_quick_triage(app: &App, id: StaffId, on: bool) -> Result<(), IntakeError> {
    Ok(app.store.write("set_staff_quick_triage", move |tx| {
        staff::set_quick_triage(tx, id, on)
    })?)
}
