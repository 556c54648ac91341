//! How a copy lies sealed: under the report's key, and inside that once more, under the key of a person under protection of whom
//! it tells.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::protects;
use crate::domain::party_copy::{Draft, Recipient};
use crate::intake::IntakeError;
use crate::intake::at_case::AtCase;
use crate::intake::opening::ReportKey;
use crate::store::Tx;
use crate::store::casebook::party_copies::StoredCopy;
use crate::store::reports;

const TABLE: &str = "party_copies";
const COLUMN: &str = "body";

/// A copy that tells of somebody under protection, as it lies under the report's key. One that tells of nobody such lies there
/// as its [`Draft`].
#[derive(Serialize, Deserialize)]
struct Closed {
    /// For whom it is made, which the list says.
    recipient: Recipient,
    /// The person block under whose key the draft lies.
    block: Uuid,
    /// The draft, sealed under that key, in base64.
    draft: String,
}

/// The first person under protection of whom a copy of the case tells, and the key of their block; `None` where there is nobody,
/// or the office has no business with them.
fn protected(tx: &mut Tx<'_>, at: &AtCase<'_>) -> Result<Option<(Uuid, ReportKey)>, IntakeError> {
    let blocks = reports::persons(tx, at.case.report)?;
    let Some(block) = blocks.iter().find(|block| protects(at.case.subject, block)) else {
        return Ok(None);
    };
    let key = at.key.of_person(tx, at.app, block.id, at.case.seen_at)?;
    Ok(key.map(|key| (block.id, key)))
}

/// Seals `draft` as the body of the copy `copy`.
pub(super) fn seal(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    copy: Uuid,
    draft: &Draft,
) -> Result<Vec<u8>, IntakeError> {
    let Some((block, key)) = protected(tx, at)? else {
        return at.seal(draft, TABLE, copy, COLUMN);
    };
    let sealed = key.seal_json(at.app, draft, TABLE, copy, COLUMN)?;
    let closed = Closed {
        recipient: draft.recipient,
        block,
        draft: BASE64.encode(&sealed),
    };
    at.seal(&closed, TABLE, copy, COLUMN)
}

/// For whom `copy` is, and the copy itself; that stays closed where `sealed` says so, and where the office has no business with
/// the person under whose key it lies.
pub(super) fn open(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    copy: &StoredCopy,
    sealed: bool,
) -> Result<(Recipient, Option<Draft>), IntakeError> {
    let plain = at.key.bytes(&copy.body, TABLE, copy.id, COLUMN)?;
    let Ok(closed) = serde_json::from_slice::<Closed>(&plain) else {
        let draft: Draft = serde_json::from_slice(&plain).map_err(|_shape| IntakeError::Shape(TABLE))?;
        return Ok((draft.recipient, (!sealed).then_some(draft)));
    };
    if sealed {
        return Ok((closed.recipient, None));
    }
    let Some(key) = at.key.of_person(tx, at.app, closed.block, at.case.seen_at)? else {
        return Ok((closed.recipient, None));
    };
    let inner = BASE64.decode(closed.draft.as_bytes());
    let inner = inner.map_err(|_shape| IntakeError::Shape(TABLE))?;
    let draft = key.json(&inner, TABLE, copy.id, COLUMN)?;
    Ok((closed.recipient, Some(draft)))
}
