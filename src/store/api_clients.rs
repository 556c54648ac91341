//! Professionals' own systems that may file reports by the API.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{access_log, api_clients};
use super::{StoreError, Tx};
use crate::domain::audit::Action;

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

/// A system as it is kept, without what is known of its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptClient {
    /// The system.
    pub client: ApiClient,
    /// When it was added (UTC), as the log tells; `None` where that tells no more.
    pub added_at: Option<DateTime<Utc>>,
    /// Since when its token is good no more (UTC).
    pub revoked_at: Option<DateTime<Utc>>,
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
    row.map(client).transpose()
}

/// Every client, by name and id.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<KeptClient>, StoreError> {
    let rows: Vec<Row> = api_clients::table
        .order((api_clients::name, api_clients::id))
        .select(Row::as_select())
        .load(tx.conn())?;
    let told: Vec<(Option<String>, Option<NaiveDateTime>)> = access_log::table
        .filter(access_log::action.eq(Action::ClientAdded.as_str()))
        .select((access_log::object, access_log::happened_at))
        .load(tx.conn())?;
    let added: BTreeMap<String, NaiveDateTime> = told
        .into_iter()
        .filter_map(|(object, at)| Some((object?, at?)))
        .collect();
    rows.into_iter()
        .map(|row| {
            Ok(KeptClient {
                added_at: added.get(&row.id).map(NaiveDateTime::and_utc),
                revoked_at: row.revoked_at.map(|at| at.and_utc()),
                client: client(row)?,
            })
        })
        .collect()
}

/// Takes the token of the client `id` out of use at `now`. `false` when there is none, or it was so before.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn revoke(tx: &mut Tx<'_>, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let open = api_clients::table
        .filter(api_clients::id.eq(id.to_string()))
        .filter(api_clients::revoked_at.is_null());
    let changed = diesel::update(open)
        .set(api_clients::revoked_at.eq(now.naive_utc()))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

fn client(row: Row) -> Result<ApiClient, StoreError> {
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
}
