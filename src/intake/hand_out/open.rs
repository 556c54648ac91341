//! Opens the page from which a case is copied: recorded first, then read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{HandOut, Material, material, of_case};
use crate::intake::at_case;
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};

/// A case as it is copied.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What is copied.
    pub material: Material,
    /// When it was copied before, the oldest first.
    pub before: Vec<HandOut>,
}

/// Opens it for `session`'s person at `now`. `None` for a case that is absent, out of scope, or one that they may not work
/// on.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Opened>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    let read = at_case::read(app, session, &case, now, |tx, at| {
        Ok(Opened {
            material: material(tx, at)?,
            before: of_case(tx, at)?,
        })
    });
    read.map(Some)
}
