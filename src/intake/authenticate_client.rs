//! Knows a professional's system by its token, and keeps those systems.

use std::fmt;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::ids::IdSource;
use crate::store::{StoreError, api_clients};

pub use crate::store::api_clients::{ApiClient, KeptClient};

/// Ids of systems, one a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids(pub Vec<Uuid>);

impl fmt::Display for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|id| write!(f, "\n  {id}"))
    }
}

/// Why no client was shut out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RevokeError {
    /// There is none.
    #[error("no system has this name or id")]
    Unknown,
    /// Which one is meant is not said.
    #[error("several systems have this name, name one by its id:{0}")]
    Several(Ids),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for RevokeError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// A token of 256 random bits, as the client sends it: `hu_` and 52 characters of base32.
pub fn new_token(ids: &dyn IdSource) -> String {
    let mut bytes = [0; 32];
    ids.fill(&mut bytes);
    format!("hu_{}", data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase())
}

/// What is stored of a token. It holds 256 random bits, so no slow hash is needed (ASVS 6.5.2).
pub fn token_digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Adds a client with its token at `now`. The log of the service's own county tells of it.
///
/// # Errors
/// [`IntakeError`] of the database; then there is no client.
pub fn add(
    app: &App,
    name: &str,
    sandbox: bool,
    now: DateTime<Utc>,
) -> Result<(ApiClient, String), IntakeError> {
    let token = new_token(&*app.ids);
    let client = ApiClient {
        id: app.ids.uuid(),
        name: name.to_owned(),
        sandbox,
    };
    let (stored, digest) = (client.clone(), token_digest(&token));
    let (working, county) = (app.clone(), app.directory().rules.home_county());
    app.store.write("add_api_client", move |tx| {
        api_clients::insert(tx, &stored, &digest)?;
        let entry = Entry::of_service(county, Action::ClientAdded, now).to(stored.id);
        record(tx, &working, entry)
    })?;
    Ok((client, token))
}

/// Every client, by name.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn list(app: &App) -> Result<Vec<KeptClient>, IntakeError> {
    Ok(app.store.read("api_clients", api_clients::all)?)
}

/// Takes the token of the client that `wanted` names, by its name or its id, out of use at `now`: from its next request on it is
/// nobody's. The client, and whether that is new; the log of the service's own county tells of what is new. Of several
/// with one name the one whose token is good is meant, where there is one such.
///
/// # Errors
/// [`RevokeError`]; then nothing has changed.
pub fn revoke(app: &App, wanted: &str, now: DateTime<Utc>) -> Result<(ApiClient, bool), RevokeError> {
    let (working, county) = (app.clone(), app.directory().rules.home_county());
    let wanted = wanted.trim().to_lowercase();
    app.store.write("revoke_api_client", move |tx| {
        let is_meant = |kept: &KeptClient| {
            kept.client.id.to_string() == wanted || kept.client.name.to_lowercase() == wanted
        };
        let meant = api_clients::all(tx)?.into_iter().filter(is_meant);
        let (open, closed): (Vec<_>, Vec<_>) = meant.partition(|kept| kept.revoked_at.is_none());
        let client = match (open.as_slice(), closed.last()) {
            ([one], _) => one.client.clone(),
            ([], Some(closed)) => return Ok((closed.client.clone(), false)),
            ([], None) => return Err(RevokeError::Unknown),
            (several, _) => {
                let ids = several.iter().map(|kept| kept.client.id);
                return Err(RevokeError::Several(Ids(ids.collect())));
            }
        };
        let new = api_clients::revoke(tx, client.id, now)?;
        if new {
            let entry = Entry::of_service(county, Action::ClientDisabled, now).to(client.id);
            record(tx, &working, entry)?;
        }
        Ok((client, new))
    })
}

/// The client that `token` belongs to; `None` for an unknown or revoked one.
///
/// # Errors
/// [`IntakeError::Store`].
pub fn authenticate(app: &App, token: &str) -> Result<Option<ApiClient>, IntakeError> {
    let digest = token_digest(token);
    Ok(app
        .store
        .read_one("authenticate_client", |tx| api_clients::by_token(tx, &digest))?)
}
