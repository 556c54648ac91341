//! Files a report that came by phone, visit or letter, as a worker wrote it down. It goes the way of every report; its clocks
//! begin when the office got it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::receipt::Receipt;
use super::session::Session;
use super::submit_report::{Admission, Along, Recording, SubmitError, submit_with};
use super::{App, IntakeError};
use crate::domain::access::{Capability, Place, Scope, decide};
use crate::domain::language::Language;
use crate::domain::office::{Office, OfficeId, OfficeKind};
use crate::domain::reference::Reference;
use crate::domain::report::NewReport;
use crate::store::{recorded, restricted};

pub use crate::store::recorded::{FORM, Recorded};

/// How a report came to the office, as its recorder says.
#[derive(Debug, Clone)]
pub struct Came {
    /// When (UTC); not after now.
    pub received_at: DateTime<Utc>,
    /// The form token of the page, as text: one page makes one report.
    pub token: String,
    /// The caller wants a follow-up code.
    pub wants_code: bool,
    /// The office to which its recorder gives it, one of their county; `None`: that of the child's home.
    pub office: Option<OfficeId>,
}

/// What the recorder is told.
#[derive(Debug, Clone)]
pub struct Filed {
    /// What is read to the caller.
    pub receipt: Receipt,
    /// The cases of the recorder's own offices, which they may go on with: reference and id, in the receipt's order.
    pub here: Vec<(String, Uuid)>,
    /// The others, with the office where that may be named: the one that the recorder chose, or that the receipt tells.
    pub elsewhere: Vec<(String, Option<OfficeId>)>,
    /// Some came to their own offices and are not theirs to see: a supervisor gives them to somebody.
    pub restricted: bool,
}

/// To which offices somebody may give what they record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offices {
    /// Their own.
    pub own: Vec<OfficeId>,
    /// The others of the county, by name.
    pub others: Vec<OfficeId>,
}

/// Why a report was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The person records no reports.
    #[error("the role records no reports")]
    NotAllowed,
    /// The channel is not one by which reports come that a worker writes down, the arrival lies ahead, or the office is none that
    /// was [offered](offices).
    #[error("nothing that a worker records")]
    NotRecorded,
    /// It could not be filed.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Whether the person of `scope` records reports: who registers what comes to an office of theirs.
pub fn may(scope: &Scope) -> bool {
    let mut offices = scope.queue_offices().into_iter();
    offices.any(|office| registers_in(scope, office))
}

fn registers_in(scope: &Scope, office: OfficeId) -> bool {
    let place = Place {
        case: None,
        county: scope.county,
        office,
        in_queue: true,
        in_hand: true,
    };
    decide(scope, Capability::Register, &place).is_allowed()
}

/// The offices to which the person of `scope` may give what they record, by their names in `language`: those of their county that
/// are at work and take reports. A duty service takes none, also from its own workers.
pub fn offices(app: &App, scope: &Scope, language: Language) -> Offices {
    let directory = app.directory();
    let rules = &directory.rules;
    let own = scope.queue_offices().into_iter();
    let own: Vec<OfficeId> = own
        .filter(|id| registers_in(scope, *id) && rules.office(*id).is_some_and(|office| takes(scope, office)))
        .collect();
    let others = rules.offices().filter(|office| takes(scope, office));
    let mut others: Vec<&Office> = others
        .filter(|office| !own.contains(&office.id) && rules.leads_to(office.id))
        .collect();
    others.sort_by(|a, b| (a.name(language), a.id).cmp(&(b.name(language), b.id)));
    Offices {
        own,
        others: others.into_iter().map(|office| office.id).collect(),
    }
}

/// Whether `office`, which is at work, takes what the person of `scope` records.
fn takes(scope: &Scope, office: &Office) -> bool {
    office.county == scope.county && office.kind == OfficeKind::Regional && office.active_since.is_some()
}

/// Files `report` for `session`'s person. The event of each case names the recorder, and so does its row of the read log,
/// which is written once the hour is over. The same page again gives the first receipt and stores nothing.
///
/// # Errors
/// [`RecordError`]; then nothing of the report is stored, as with any other report.
pub fn record(
    app: &App,
    session: &Session,
    report: &NewReport,
    came: &Came,
    now: DateTime<Utc>,
) -> Result<Filed, RecordError> {
    let scope = &session.scope;
    if !may(scope) {
        return Err(RecordError::NotAllowed);
    }
    let offered = offices(app, scope, session.language);
    let is_offered = |id| offered.own.contains(&id) || offered.others.contains(&id);
    if !report.channel.is_recorded() || came.received_at > now || !came.office.is_none_or(is_offered) {
        return Err(RecordError::NotRecorded);
    }
    let admission = Admission::Web {
        token: came.token.clone(),
        wants_code: came.wants_code,
    };
    let along = Along {
        recorded: Some(Recording {
            recorder: scope.staff,
            received_at: came.received_at,
            office: came.office,
        }),
        ..Along::default()
    };
    let receipt = submit_with(app, report, along, &admission, now)?;
    let (here, elsewhere, restricted) = app.store.read("find_recorded", |tx| {
        let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
        // Asked anew: it is a case that was not there when the request came.
        let hidden = restricted::hidden_from(tx, scope, now)?;
        let mut restricted = false;
        for case in &receipt.cases {
            let Some(reference) = Reference::parse(&case.reference) else {
                continue;
            };
            if let Some(id) = recorded::case_here(tx, scope, &reference)? {
                if hidden.contains(&id) {
                    restricted = true;
                } else {
                    here.push((case.reference.clone(), id));
                }
                continue;
            }
            let mut told = case.office.as_ref().map(|office| office.id);
            // Of somebody with a protected address the receipt tells no office; the recorder knows the one that they chose. Sent
            // again with other words it is the first one's receipt, and what is chosen now tells nothing of where that went.
            if let Some(office) = came.office.filter(|_| told.is_none() && !receipt.first_stands)
                && recorded::is_at(tx, scope.county, office, &reference)?
            {
                told = Some(office);
            }
            elsewhere.push((case.reference.clone(), told));
        }
        Ok::<_, IntakeError>((here, elsewhere, restricted))
    })?;
    Ok(Filed {
        receipt,
        here,
        elsewhere,
        restricted,
    })
}
