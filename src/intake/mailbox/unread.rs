//! Which cases of a person's queues have messages that nobody has read, for the desk and the queue.

use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::store::Tx;
use crate::store::messages::unread;

pub use crate::store::messages::unread::Unread;

/// So many are named; the others are counted.
pub const SHOWN: usize = 10;

/// The cases with messages that nobody has read, the longest waiting first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    /// At most [`SHOWN`].
    pub cases: Vec<Unread>,
    /// How many there are in all.
    pub count: usize,
}

/// The cases in the queues of `session`'s person with messages that nobody has read.
///
/// # Errors
/// [`IntakeError`] of the database.
pub fn waiting(app: &App, session: &Session) -> Result<Waiting, IntakeError> {
    app.store.read("unread_messages", |tx| waiting_in(tx, session))
}

/// The same in a transaction that reads more.
pub(in crate::intake) fn waiting_in(tx: &mut Tx<'_>, session: &Session) -> Result<Waiting, IntakeError> {
    let (cases, count) = unread::of_scope(tx, &session.scope, SHOWN)?;
    Ok(Waiting { cases, count })
}
