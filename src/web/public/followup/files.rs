//! Files that come with a message: under which key they are taken in, what is wrong with them, and what is told of them
//! once before they go.

use chrono::{DateTime, Utc};

use super::slip::{Found, Slip};
use crate::domain::field_error::FieldProblem;
use crate::domain::text::Text;
use crate::intake::attach::Upload;
use crate::intake::mailbox::LONGEST;
use crate::intake::{App, IntakeError};
use crate::text::Words;
use crate::text::recognise::Look;
use crate::web::files::Arrived;
use crate::web::public::attach::{self, Said, With};
use crate::web::public::step::STATE;

/// The upload of a form whose first fields are `posted`: to the report of its mailbox. Without an open mailbox the files go
/// nowhere, under a key that nobody keeps.
///
/// # Errors
/// [`IntakeError`] when the report's key cannot be had.
pub fn begin(app: &App, posted: &[(String, String)], now: DateTime<Utc>) -> Result<Upload, IntakeError> {
    let state = posted.iter().find(|(name, _)| name == STATE);
    let state = state.map_or("", |(_, value)| value.as_str());
    match Slip::open(app, state, now)? {
        Found::Slip(slip) => Upload::to_report(app, slip.report(), now),
        Found::TooOld | Found::Unreadable => Ok(Upload::new(app, now)),
    }
}

/// What is to be said of the files before they go; remembers on `slip` what is told once.
pub fn said(arrived: &Arrived, slip: &mut Slip, words: Words<'_>) -> Option<Said> {
    if let Some(problem) = &arrived.problem {
        return Some(attach::of_problem(problem, With::Message, words));
    }
    let files = arrived.upload.as_ref().filter(|_| slip.is_anonymous())?;
    let sentences = attach::telling(files.files(), None, Look::Everything, words);
    let (said, told) = attach::once(sentences, slip.told(), With::Message, words)?;
    slip.tell(told);
    Some(said)
}

/// The message that was `typed`. Files alone are a message too.
///
/// # Errors
/// What is wrong with it.
pub fn text(typed: &str, arrived: &Arrived, words: Words<'_>) -> Result<Text, FieldProblem> {
    if let Some(text) = Text::parse(typed, LONGEST)? {
        return Ok(text);
    }
    let files_only = words.get("followup-files-only");
    let spoken = arrived.upload.as_ref().map(|_| files_only.as_ref());
    Text::parse(spoken.unwrap_or_default(), LONGEST)?.ok_or(FieldProblem::Required)
}
