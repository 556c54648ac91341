//! The messages of a report for the professional's system that filed it.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::add_information::{self, AddError, Added, From, Letter};
use super::text_of;
use crate::domain::reference::Reference;
use crate::domain::text::Text;
use crate::intake::authenticate_client::ApiClient;
use crate::intake::opening::ReportKey;
use crate::intake::{App, IntakeError};
use crate::store::{messages, reports};

/// A message as the client reads it. Who of the office asked is not told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientMessage {
    /// Its id.
    pub id: Uuid,
    /// A worker asks; else the client's own.
    pub is_question: bool,
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// What it says.
    pub text: Text,
    /// A question that was answered.
    pub answered: bool,
}

/// The messages of what `client` filed under `reference`, the oldest first. Another client's report is `None`, like an
/// absent one.
///
/// # Errors
/// [`IntakeError`].
pub fn list(
    app: &App,
    client: &ApiClient,
    reference: &Reference,
) -> Result<Option<Vec<ClientMessage>>, IntakeError> {
    app.store.read("list_messages", |tx| {
        let Some(report) = reports::of_client(tx, client.id, reference)? else {
            return Ok(None);
        };
        let stored = messages::of_report(tx, report)?;
        let key = ReportKey::for_service(tx, app, report)?;
        let read = stored.into_iter().map(|message| {
            Ok(ClientMessage {
                text: text_of(&key, &message)?,
                id: message.id,
                is_question: message.case.is_some(),
                on: message.on,
                answered: message.answered,
            })
        });
        read.collect::<Result<Vec<_>, IntakeError>>().map(Some)
    })
}

/// Stores `text` as a message of `client` about what it filed under `reference`. It answers every question that waits.
/// `None` for another client's report, like an absent one.
///
/// # Errors
/// [`AddError`]; then nothing is stored.
pub fn add(
    app: &App,
    client: &ApiClient,
    reference: &Reference,
    text: &Text,
    key: &str,
    now: DateTime<Utc>,
) -> Result<Option<Added>, AddError> {
    let report = app
        .store
        .read("list_messages", |tx| reports::of_client(tx, client.id, reference))?;
    let Some(report) = report else {
        return Ok(None);
    };
    let from = From::Client {
        client: client.id,
        key: key.to_owned(),
    };
    add_information::add(app, report, Letter::of(text), &from, now).map(Some)
}
