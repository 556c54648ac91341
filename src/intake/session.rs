//! Who is signed in: a session is found by its token, and ends by itself.

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{App, IntakeError};
use crate::domain::access::{Scope, StaffId};
use crate::domain::language::Language;
use crate::domain::sensitive::Sensitive;
use crate::ids::IdSource;
use crate::store::{Tx, sessions, staff};

/// A session that has not been used for so long has ended.
pub const IDLE: TimeDelta = TimeDelta::minutes(15);
/// A session that began so long ago has ended, however busy.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);

/// What the browser holds: 256 random bits in base64url. Stored is only its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionToken(Sensitive<String>);

impl SessionToken {
    /// A random token.
    pub(super) fn random(ids: &dyn IdSource) -> Self {
        let mut bytes = [0; 32];
        ids.fill(&mut bytes);
        Self(Sensitive::new(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// A token as the browser sent it; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == 32).then(|| Self(Sensitive::new(text.to_owned())))
    }

    /// The text for the browser.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// What is stored. The token holds 256 random bits, so no slow hash is needed (ASVS 6.5.2).
    pub(super) fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0.expose().as_bytes()).to_vec()
    }
}

/// A session that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// The name that colleagues read.
    pub display_name: String,
    /// The language of the person's pages.
    pub language: Language,
    /// What the person's queries reach.
    pub scope: Scope,
}

/// The session of `token` at `now`, and notes that it was used. `None` when there is none, it has ended, or the
/// account is closed. Role, offices and closing are read anew each time, so a change acts at once.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn find(app: &App, token: &SessionToken, now: DateTime<Utc>) -> Result<Option<Session>, IntakeError> {
    let digest = token.digest();
    app.store.write("use_session", move |tx| {
        let Some(stored) = sessions::by_token(tx, &digest)? else {
            return Ok(None);
        };
        let member = staff::find(tx, stored.staff)?;
        let over = now - stored.seen_at >= IDLE || now - stored.started_at >= ABSOLUTE;
        let Some(member) = member.filter(|member| !over && member.disabled_at.is_none()) else {
            sessions::end(tx, stored.id)?;
            return Ok(None);
        };
        sessions::touch(tx, stored.id, now.max(stored.seen_at))?;
        let scope = staff::scope(tx, &member)?;
        Ok(Some(Session {
            id: stored.id,
            display_name: member.display_name,
            language: member.language,
            scope,
        }))
    })
}

/// Ends the session of `token`; an unknown one has ended already.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn sign_out(app: &App, token: &SessionToken) -> Result<(), IntakeError> {
    let digest = token.digest();
    app.store.write("sign_out", move |tx: &mut Tx<'_>| {
        if let Some(session) = sessions::by_token(tx, &digest)? {
            sessions::end(tx, session.id)?;
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SeededIds;

    #[test]
    fn a_token_holds_256_bits_and_prints_nothing() {
        let token = SessionToken::random(&SeededIds::new(1));
        assert_eq!(token.expose().len(), 43);
        assert_eq!(SessionToken::parse(token.expose()), Some(token.clone()));
        assert_eq!(format!("{token:?}"), "SessionToken([personal data])");
        assert_eq!(token.digest().len(), 32);
        for wrong in ["", "abc", "=", "ä"] {
            assert_eq!(SessionToken::parse(wrong), None);
        }
    }
}
