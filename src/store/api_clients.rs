//! Professionals' own systems that may file reports by the API.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::api_clients;
use super::{StoreError, Tx};

/// An organisation's system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiClient {
    /// Its id.
    pub id: Uuid,
    /// The organisation's name.
    pub name: String,
    /// Stores nothing real.
    pub sandbox: bool,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = api_clients)]
struct Row {
    id: String,
    name: String,
    token_digest: Vec<u8>,
    sandbox: bool,
    revoked_at: Option<NaiveDateTime>,
}

/// Stores `client`, known by the digest of its token.
///
/// # Errors
/// [`StoreError::Conflict`] when id or token are there already.
pub fn insert(tx: &mut Tx<'_>, client: &ApiClient, token_digest: &[u8]) -> Result<(), StoreError> {
    let row = Row {
        id: client.id.to_string(),
        name: client.name.clone(),
        token_digest: token_digest.to_vec(),
        sandbox: client.sandbox,
        revoked_at: None,
    };
    diesel::insert_into(api_clients::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// The client whose token has this digest, unless it has been revoked.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_token(tx: &mut Tx<'_>, token_digest: &[u8]) -> Result<Option<ApiClient>, StoreError> {
    let row = api_clients::table
        .filter(api_clients::token_digest.eq(token_digest))
        .filter(api_clients::revoked_at.is_null())
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?;
    row.map(|row| {
        let id = row.id.parse().map_err(|_shape| StoreError::Corrupt {
            table: "api_clients",
            column: "id",
            row: row.id.clone(),
        })?;
        Ok(ApiClient {
            id,
            name: row.name,
            sandbox: row.sandbox,
        })
    })
    .transpose()
}
