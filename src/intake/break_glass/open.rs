//! Opens a case in an emergency.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{LASTS, LONGEST, SHORTEST, Why};
use crate::domain::access::{Scope, may_break_glass};
use crate::domain::audit::{Action, Entry};
use crate::domain::conflict::Emergency;
use crate::domain::reference::Reference;
use crate::domain::text::Text;
use crate::intake::open_case::event;
use crate::intake::opening::ReportKey;
use crate::intake::record_access::{record, record_event};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError, oversight};
use crate::store::case_rows::{self, StoredCase};
use crate::store::cases::EventKind;
use crate::store::emergencies::{self, NewOpening};
use crate::store::{StoreError, Tx, log_rows, restricted};

/// What was filled in.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The reference of a case, as it was typed.
    pub reference: String,
    /// What kind of emergency; `None` while nothing was chosen.
    pub category: Option<Emergency>,
    /// Why, in the person's own words.
    pub text: String,
}

/// What lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// No reference of a case of the county that this person could open.
    Reference,
    /// No kind of emergency.
    Category,
    /// Not [`SHORTEST`]–[`LONGEST`] characters of text.
    Text,
}

/// Why nothing was opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BreakGlassError {
    /// What lacks, in the order of the page.
    #[error("something lacks: {0:?}")]
    Lacks(Vec<Lack>),
    /// The person's role opens no cases.
    #[error("the role opens no cases")]
    NotAllowed,
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for BreakGlassError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

/// Whether `session`'s person may open cases in an emergency.
pub fn may(session: &Session) -> bool {
    may_break_glass(&session.scope, session.scope.county)
}

/// Stores that `session`'s person opens the case with the reference of `asked`, and why; gives its id. For [`LASTS`] they may
/// read it then. A case that is absent, of another county, or closed to them is answered alike. Nothing is stored where they
/// may open it anyway.
///
/// # Errors
/// [`BreakGlassError`]; then nothing was opened.
pub fn open(
    app: &App,
    session: &Session,
    asked: &Asked,
    now: DateTime<Utc>,
) -> Result<Uuid, BreakGlassError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    if !may(session) {
        let entry = Entry::by(&scope, Action::EmergencyOpened, now).refused();
        app.store
            .write("note_break_glass", move |tx| record(tx, &working, entry.clone()))?;
        return Err(BreakGlassError::NotAllowed);
    }
    let reference = Reference::parse(asked.reference.trim());
    let text = Text::parse(&asked.text, LONGEST).ok().flatten();
    let text = text.filter(|text| text.expose().chars().count() >= SHORTEST);
    let (Some(reference), Some(category), Some(text)) = (&reference, asked.category, &text) else {
        let lacks = [
            reference.is_none().then_some(Lack::Reference),
            asked.category.is_none().then_some(Lack::Category),
            text.is_none().then_some(Lack::Text),
        ];
        return Err(BreakGlassError::Lacks(lacks.into_iter().flatten().collect()));
    };
    let (reference, text) = (reference.clone(), text.clone());
    let opened = app.store.write("break_glass", move |tx| {
        let entry = Entry::by(&scope, Action::EmergencyOpened, now);
        let Some((case, key)) = closed_case(tx, &working, &scope, &reference)? else {
            record(tx, &working, entry.refused())?;
            return Ok(None);
        };
        if case_rows::find(tx, &scope, case.id)?.is_some() {
            return Ok(Some(case.id));
        }
        let why = Why {
            category,
            text: text.clone(),
        };
        let id = working.ids.uuid();
        let opening = NewOpening {
            id,
            person: scope.staff,
            at: now,
            until: now + LASTS,
            why: key.seal_json(&working, &why, "emergency_openings", id, "why")?,
        };
        emergencies::insert(tx, &case, &opening)?;
        oversight::of_emergency(tx, &working, id, case.office, now)?;
        let row = working.ids.uuid();
        let reason = key.seal_json(&working, &why, "case_events", row, "reason")?;
        let event = event(row, &case, &scope, EventKind::EmergencyOpened, now, Some(reason));
        record_event(tx, &working, &case, &event, entry)?;
        Ok::<_, IntakeError>(Some(case.id))
    })?;
    opened.ok_or_else(|| BreakGlassError::Lacks(vec![Lack::Reference]))
}

/// The case with `reference` and the key of its report, as somebody of its office would have it; `None` for one that is absent,
/// of another county, or closed to the person of `scope`.
fn closed_case(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    reference: &Reference,
) -> Result<Option<(StoredCase, ReportKey)>, IntakeError> {
    let found = log_rows::case_by_reference(tx, reference)?;
    let Some((id, _)) = found.filter(|(_, county)| *county == scope.county) else {
        return Ok(None);
    };
    let mut broken = scope.clone();
    broken.exceptions.emergencies.insert(id);
    let Some(case) = case_rows::find(tx, &broken, id)? else {
        return Ok(None);
    };
    // A restricted one, and what is joined with it, is for those of its offices who see it.
    let elsewhere = !scope.offices.contains(&case.seen_at);
    if elsewhere && !restricted::reached(tx, &BTreeSet::from([id]))?.is_empty() {
        return Ok(None);
    }
    let key = ReportKey::for_office(tx, app, case.report, case.seen_at)?;
    Ok(key.map(|key| (case, key)))
}
