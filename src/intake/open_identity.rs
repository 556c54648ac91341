//! Opens the protected identities of a report for one worker, with a reason that is durable first.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::open_case::event;
use super::opening::ReportKey;
use super::record_access::{record, record_event};
use super::session::Session;
use super::{App, IntakeError};
use crate::domain::access::{Capability, Decision, Scope, decide};
use crate::domain::audit::{Action, Entry};
use crate::domain::field_error::FieldProblem;
use crate::domain::helsinki;
use crate::domain::report::IdentityLevel;
use crate::domain::text::Text;
use crate::store::case_rows::{self, StoredCase};
use crate::store::cases::{self, EventKind};
use crate::store::{StoreError, Tx, access_log, reports};

/// For so long the person sees them, on the pages of this case.
pub const GRANT: TimeDelta = TimeDelta::minutes(15);
/// The shortest reason, in characters.
pub const SHORTEST: usize = 5;
/// The longest reason, in characters.
pub const LONGEST: usize = 500;

/// Every so many openings of a person's day ask for another one-time code.
pub const PROVE_EVERY: i64 = 10;

/// Why nothing was opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenIdentityError {
    /// The reason is no reason: too short, too long, or no text.
    #[error("a reason has {SHORTEST}–{LONGEST} characters")]
    Reason,
    /// The person has opened many today: another one-time code is asked for first.
    #[error("another one-time code is asked for first")]
    NeedsProof,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for OpenIdentityError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// Stores that `session`'s person opens the protected identities of case `id`, and why. From then on, for
/// [`GRANT`], [`open_case`](super::open_case::open) shows them to that person. `false` for a case that is absent, out
/// of scope or not in the person's hands, and where nothing is sealed.
///
/// # Errors
/// [`OpenIdentityError`]; then nothing was opened.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<bool, OpenIdentityError> {
    let reason = read(reason).ok_or(OpenIdentityError::Reason)?;
    let (app, scope) = (app.clone(), session.scope.clone());
    let (store, proven) = (app.store.clone(), session.is_proven(now));
    store.write("open_identity", move |tx| {
        let entry = Entry::by(&scope, Action::IdentityOpened, now);
        let Some((case, key)) = openable(tx, &app, &scope, id)? else {
            record(tx, &app, entry.refused().to(id))?;
            return Ok(false);
        };
        if !proven {
            // The openings of a county come one after the other from here, so that two at once are counted as two.
            access_log::take_head(tx, scope.county, 0)?;
            let before = cases::identities_opened(tx, &scope, helsinki::civil_date(now))?;
            if (before + 1) % PROVE_EVERY == 0 {
                return Err(OpenIdentityError::NeedsProof);
            }
        }
        let row = app.ids.uuid();
        let sealed = key.seal(&app, reason.expose().as_bytes(), "case_events", row, "reason")?;
        let event = event(row, &case, &scope, EventKind::IdentityOpened, now, Some(sealed));
        record_event(tx, &app, &case, &event, entry)?;
        Ok(true)
    })
}

/// The case `id` and the key of its report, if the person of `scope` may open what is protected in it and there is
/// something to open.
fn openable(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    id: Uuid,
) -> Result<Option<(StoredCase, ReportKey)>, IntakeError> {
    let Some(case) = case_rows::find(tx, scope, id)? else {
        return Ok(None);
    };
    // While a case is nobody's, one that stands in the queue is in the hands of whoever has opened it.
    let opened = case_rows::last_done(tx, scope, id, EventKind::Opened)?.is_some();
    let place = case.standing(case.is_of(scope) || (case.assignee.is_none() && case.in_queue && opened));
    if decide(scope, Capability::OpenIdentity, &place) != Decision::WithReason {
        return Ok(None);
    }
    let sealed = reports::find(tx, case.report)?;
    if !sealed.is_some_and(|report| report.protected || report.identity_level == IdentityLevel::Protected) {
        return Ok(None);
    }
    let key = ReportKey::for_office(tx, app, case.report, case.seen_at)?;
    Ok(key.map(|key| (case, key)))
}

fn read(typed: &str) -> Option<Text> {
    let text: Result<Option<Text>, FieldProblem> = Text::parse(typed, LONGEST);
    text.ok()
        .flatten()
        .filter(|text| text.expose().chars().count() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_few_words() {
        for wrong in ["", "    ", "abcd", "ab\0cdef"] {
            assert!(read(wrong).is_none(), "{wrong:?}");
        }
        assert!(read(&"a".repeat(LONGEST + 1)).is_none());
        assert_eq!(read("  Soitan takaisin ").unwrap().expose(), "Soitan takaisin");
    }
}
