//! Opens the page on which a case is given on or an offered one is answered: recorded first, then read.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{AtEnd, Reason, Side, at_end, is_offered, offices, outside};
use crate::domain::access::{Capability, Scope};
use crate::domain::audit::{Action, Entry};
use crate::domain::lifecycle::{CaseStatus, LifeCycle};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::text::Text;
use crate::domain::transfer::Answer;
use crate::intake::open_case::recorded;
use crate::intake::opening::{OpenedReport, ReportKey, Reveal};
use crate::intake::record_access::record;
use crate::intake::session::Session;
use crate::intake::triage::{may, standing};
use crate::intake::{App, IntakeError, facts};
use crate::store::case_rows::StoredCase;
use crate::store::transfers::{self, StoredTransfer};
use crate::store::{Tx, assignments, moves};

pub use crate::domain::lifecycle::Handed;

/// A transfer as its page tells of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// What lies in clear.
    pub transfer: StoredTransfer,
    /// Why it was sent.
    pub why: Text,
    /// To whom the papers were given by hand.
    pub handed: Option<Handed>,
    /// Why it was sent back.
    pub refused: Option<Text>,
    /// Who sent it, by the name that colleagues read.
    pub sent_by: String,
    /// Who answered.
    pub answered_by: Option<String>,
}

/// A case that is given on, or may be.
#[derive(Debug, Clone)]
pub struct TransferPage {
    /// The case.
    pub case: StoredCase,
    /// Where it stands.
    pub life: LifeCycle,
    /// Its report.
    pub opened: OpenedReport,
    /// At which end the person stands.
    pub side: Side,
    /// The offices that can get it.
    pub offices: Vec<(CountyCode, OfficeId)>,
    /// The counties that get papers by hand.
    pub outside: Vec<CountyCode>,
    /// Its transfers so far, the first first.
    pub history: Vec<Told>,
    /// So many cases hang on it and go with it.
    pub carried: usize,
}

/// Opens it for `session`'s person at `now`. `None` for a case that is absent, out of scope, or that they may neither give on nor
/// take; the look is recorded as refused.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<TransferPage>, IntakeError> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let seen = app.store.write("open_case", move |tx| {
        if at_end(tx, &working, &scope, id)?.is_none() {
            let entry = Entry::by(&scope, Action::CaseOpened, now);
            record(tx, &working, entry.refused().to(id))?;
            return Ok(None);
        }
        recorded(tx, &working, &scope, id, now)
    })?;
    if seen.is_none() {
        return Ok(None);
    }
    app.store.read("show_case", |tx| {
        // It may have been answered in between: then it is looked at by the other way, which records it as such.
        let Some(end) = at_end(tx, app, &session.scope, id)? else {
            return Ok(None);
        };
        page(tx, app, end).map(Some)
    })
}

fn page(tx: &mut Tx<'_>, app: &App, end: AtEnd) -> Result<TransferPage, IntakeError> {
    let opened = facts::opened(tx, app, &end.case, end.office, Reveal::Task)?;
    let history = history(tx, &end.case, &end.key)?;
    Ok(TransferPage {
        life: standing(tx, &end.case, &end.key)?.0,
        opened: opened.ok_or(IntakeError::Shape("report_keys"))?,
        offices: offices(app, end.case.office)
            .into_iter()
            .map(|office| (office.county, office.id))
            .collect(),
        outside: outside(app),
        carried: moves::carried(tx, end.case.id)?.len(),
        history,
        side: end.side,
        case: end.case,
    })
}

fn history(tx: &mut Tx<'_>, case: &StoredCase, key: &ReportKey) -> Result<Vec<Told>, IntakeError> {
    let all = transfers::of_case(tx, case.id)?;
    let people = all.iter().flat_map(|transfer| {
        let answered = transfer.answered.map(|(_, by)| by);
        std::iter::once(transfer.sent_by).chain(answered)
    });
    let names = assignments::names_of(tx, people)?;
    all.into_iter()
        .map(|transfer| {
            let Reason { why, handed } = key.json(&transfer.reason, "transfers", transfer.id, "reason")?;
            let refused = transfer.answer_reason.as_ref();
            let refused = refused.map(|sealed| key.json(sealed, "transfers", transfer.id, "answer_reason"));
            let answered_by = transfer.answered.and_then(|(_, by)| names.get(&by).cloned());
            Ok(Told {
                why,
                handed,
                refused: refused.transpose()?,
                sent_by: names.get(&transfer.sent_by).cloned().unwrap_or_default(),
                answered_by,
                transfer,
            })
        })
        .collect()
}

/// What the page of a case says of its transfers.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own beside the others"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InCase {
    /// The person may give it on, or see how far that is.
    pub sends: bool,
    /// It is offered to an office of the person's.
    pub receives: bool,
    /// Since when it waits for an answer (UTC).
    pub waits_since: Option<DateTime<Utc>>,
    /// Its papers were given by hand to this county.
    pub handed_to: Option<CountyCode>,
    /// The receiver of the last transfer sent it back.
    pub came_back: bool,
    /// Its assessment runs, and the person may say in whose hands: it is in nobody's.
    pub unheld: bool,
    /// The civil date in Finland on which it reached its present county or office; the clock is older.
    pub arrived_on: Option<NaiveDate>,
}

/// What the page of `case`, which stands where `life` says, tells the person of `scope`.
pub(in crate::intake) fn in_case(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    life: &LifeCycle,
) -> Result<InCase, IntakeError> {
    let all = transfers::of_case(tx, case.id)?;
    let stands = |answer: Answer| {
        let mut own = all.iter().filter(|transfer| !transfer.along);
        own.find(|transfer| transfer.answer == answer)
    };
    let waiting = stands(Answer::Waiting);
    let last = all.last().map(|transfer| transfer.answer);
    let leaves = matches!(
        life.status(),
        CaseStatus::Triaged
            | CaseStatus::AwaitingBirth
            | CaseStatus::UnderAssessment
            | CaseStatus::Transferring
    );
    Ok(InCase {
        sends: leaves && may(scope, Capability::Transfer, case),
        receives: waiting.is_some_and(|transfer| is_offered(scope, transfer)),
        waits_since: waiting.map(|transfer| transfer.sent_at),
        handed_to: stands(Answer::HandedOver).map(|transfer| transfer.to.county),
        came_back: leaves
            && life.status() != CaseStatus::Transferring
            && matches!(last, Some(Answer::Refused | Answer::CameBack)),
        unheld: life.status() == CaseStatus::UnderAssessment
            && case.assignee.is_none()
            && may(scope, Capability::Register, case),
        arrived_on: life.arrived_at_receiver(),
    })
}
