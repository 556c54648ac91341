//! Files that come with a message: under which key they are taken in, what is wrong with them, and what is told of them
//! once before they go. The words of the message are looked through likewise.

use chrono::{DateTime, Utc};

use super::slip::{Found, Slip};
use crate::domain::field_error::FieldProblem;
use crate::domain::text::Text;
use crate::intake::App;
use crate::intake::attach::Upload;
use crate::intake::mailbox::LONGEST;
use crate::text::Words;
use crate::text::recognise::{Look, marks};
use crate::web::files::{Arrived, Why};
use crate::web::public::attach::{self, Said, With};
use crate::web::public::recognisable;
use crate::web::public::step::STATE;

/// The upload of a form whose first fields are `posted`: to the report of its mailbox.
///
/// # Errors
/// [`Why::Unasked`] without an open mailbox: no file is stored then; [`Why::File`] when the report's key cannot be had.
pub fn begin(app: &App, posted: &[(String, String)], now: DateTime<Utc>) -> Result<Upload, Why> {
    let state = posted.iter().find(|(name, _)| name == STATE);
    let state = state.map_or("", |(_, value)| value.as_str());
    match Slip::open(app, state, now)? {
        Found::Slip(slip) => Ok(Upload::to_report(app, slip.report(), now)?),
        Found::TooOld | Found::Unreadable => Err(Why::Unasked),
    }
}

/// What is marked in the messages of somebody who wishes to stay unknown. Not more of some roles than of others: whoever finds
/// the code could tell from the warning whether a child wrote, and a child must not be stopped for saying "my father".
const LOOK: Look = Look::ContactsOnly;

/// What is to be said of the files before they go; remembers on `slip` what is told once.
pub fn said(arrived: &Arrived, slip: &mut Slip, words: Words<'_>) -> Option<Said> {
    if let Some(problem) = &arrived.problem {
        return Some(attach::of_problem(problem, With::Message, words));
    }
    let files = arrived.upload.as_ref().filter(|_| slip.is_anonymous())?;
    let sentences = attach::telling(files.files(), None, LOOK, words);
    let (said, told) = attach::once(sentences, slip.told(), With::Message, words)?;
    slip.tell(told);
    Some(said)
}

/// What is to be said of the words that were `typed` by somebody who wishes to stay unknown; remembers on
/// `slip` what is told once.
pub fn said_of_words(typed: &str, slip: &mut Slip, words: Words<'_>) -> Vec<String> {
    if !slip.is_anonymous() {
        return Vec::new();
    }
    let lines = recognisable::lines(typed, &marks(typed, None, LOOK), words);
    if lines.iter().all(|line| slip.told_of_words().contains(line)) {
        return Vec::new();
    }
    let told = words.with("followup-recognisable", "words", &lines.join("; "));
    slip.tell_of_words(lines);
    vec![told, words.get("followup-send-anyway").into_owned()]
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
