//! A case on its way into the county's client system: read there by hand, saved as a file, and noted as copied.

pub mod open;
mod parts;
pub mod record;
pub mod take;

use chrono::{DateTime, Utc};

use super::at_case::AtCase;
use super::open_case::grant;
use super::opening::{self, OpenedReport, Reveal};
use super::{IntakeError, facts};
use crate::domain::hand_out::Parts;
use crate::domain::notice::Person;
use crate::domain::report::{IdentityLevel, NewReport, Reporter};
use crate::domain::text::Text;
use crate::store::Tx;
use crate::store::case_rows::StoredCase;
use crate::store::casebook::hand_outs;

/// The longest number of a case in another system, in characters.
pub const LONGEST: usize = 100;

/// That a case was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOut {
    /// By whom, by the name that colleagues read.
    pub author: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// The number of the case there.
    pub number: Text,
}

/// What of a case is handed out.
#[derive(Debug, Clone)]
pub struct Material {
    /// The case.
    pub case: StoredCase,
    /// Its report, as far as it may be handed out.
    pub opened: OpenedReport,
    /// Somebody's identity stays sealed.
    pub sealed: bool,
    /// It is the reporter's: what else tells who reported is left out.
    pub reporter_sealed: bool,
    /// What the authority itself wrote down.
    pub parts: Parts,
}

/// The hand-outs of the case, the oldest first; the newest holds.
pub(super) fn of_case(tx: &mut Tx<'_>, at: &AtCase<'_>) -> Result<Vec<HandOut>, IntakeError> {
    let stored = hand_outs::of_case(tx, at.case.id)?;
    stored
        .into_iter()
        .map(|row| {
            Ok(HandOut {
                number: at.key.json(&row.body, "hand_outs", row.id, "body")?,
                author: row.author,
                at: row.at,
            })
        })
        .collect()
}

/// The case with its report as it may be handed out, and what the authority wrote down. Persons with a protected address are in it
/// for whoever has opened them with a reason; a protected reporter never is, nor what else tells who reported.
fn material(tx: &mut Tx<'_>, at: &AtCase<'_>) -> Result<Material, IntakeError> {
    let granted = grant(tx, at.scope, &at.case, at.now)?;
    let reveal = if granted.is_some() {
        Reveal::Protected
    } else {
        Reveal::Task
    };
    let opened = opening::open(tx, at.app, at.case.report, at.case.seen_at, reveal)?;
    let mut opened = opened.ok_or(IntakeError::Shape("report_keys"))?;
    let reporter_sealed = opened.stored.identity_level == IdentityLevel::Protected;
    if reporter_sealed {
        leave_out_the_reporter(&mut opened.report);
    }
    let sealed = reporter_sealed || !opened.hidden.is_empty();
    let completed = facts::written(tx, &at.key, at.case.id)?;
    opened.completed = facts::newest_of(&completed);
    let mut parts = parts::of(tx, at, &opened, completed)?;
    if reporter_sealed {
        // That the guardian who reported was told of it says who reported.
        parts.notices.retain(|notice| notice.whom != Person::Reporter);
    }
    Ok(Material {
        parts,
        case: at.case.clone(),
        opened,
        sealed,
        reporter_sealed,
    })
}

/// Takes out who reported, and what else says so: as whom they report, whether they or a colleague saw it, when they called, how
/// to reach them, and what they wrote for workers alone. That guardians are not to know, or home is not to be called, stays: it
/// protects the child.
fn leave_out_the_reporter(report: &mut NewReport) {
    report.reporter = Reporter::default();
    let facts = &mut report.facts;
    facts.reporter_role = None;
    facts.observed_by = None;
    facts.observed_by_name = None;
    facts.called_at = None;
    report.worker_only.worker_only = None;
    report.worker_only.safe_contact = None;
}
