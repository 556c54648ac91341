//! Knows a professional's system by its token.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::audit::{Action, Entry};
use crate::ids::IdSource;
use crate::store::api_clients;

pub use crate::store::api_clients::ApiClient;

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
