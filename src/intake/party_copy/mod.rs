//! Copies of a report for its parties: drafted by one person, sent back or released by a second one, printed, given;
//! and requests that are refused.

mod body;
pub mod discard;
pub mod draft;
pub mod give;
pub mod open;
pub mod print;
pub mod print_refusal;
pub mod refuse;
pub mod release;
pub mod returned;
pub mod send_back;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::at_case::AtCase;
use super::open_case::grant;
use super::opening::{self, Reveal};
use super::{IntakeError, WorkError};
use crate::domain::access::{Capability, may_refuse, may_second};
use crate::domain::codes::ReporterRole;
use crate::domain::party_copy::{
    Clues, Draft, Forbids, Given, Lack, Parts, Recipient, Refusal, SentBack, Source,
};
use crate::domain::report::Subject;
use crate::store::Tx;
use crate::store::casebook::party_copies::{self, Release, StoredCopy};
use crate::store::casebook::party_refusals::StoredRefusal;
use crate::store::reports::{self, Person, PersonBlock};

pub use crate::domain::access::StaffId;

/// Why something was not done with a copy; nothing has changed then.
pub type CopyError = WorkError<Lack>;

/// A copy, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCopy {
    /// Its id.
    pub id: Uuid,
    /// How often it has been changed.
    pub version: i64,
    /// Who changed it last.
    pub maker: StaffId,
    /// When that was (UTC).
    pub made_at: DateTime<Utc>,
    /// For whom it is.
    pub recipient: Recipient,
    /// How it is meant, and the copy itself; `None` while it stays closed to who looks ([`Material::sealed`]).
    pub draft: Option<Draft>,
    /// Who released it; `None` for a draft.
    pub release: Option<Release>,
    /// To whom it was given.
    pub given: Option<Given>,
    /// Why the second person sent this version back.
    pub sent_back: Option<SentBack>,
}

/// A refusal, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRefusal {
    /// Its id.
    pub id: Uuid,
    /// Who refused.
    pub by: StaffId,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What, why, and by what ground.
    pub refusal: Refusal,
}

/// What a copy of a case is made of. What it is compared with is not shown to anybody.
#[derive(Debug, Clone)]
pub struct Material {
    /// What a party may have; nothing while it is [`sealed`](Self::sealed).
    pub source: Source,
    /// What its words must not tell.
    pub clues: Clues,
    /// The child reported: whoever gets the copy learns it.
    pub from_child: bool,
    /// The child does not want its guardians to know.
    pub forbids: Option<Forbids>,
    /// A copy tells of somebody under protection whom the person at the case has not opened with a reason.
    pub sealed: bool,
}

/// What a copy of the case is made of. Who reported is compared with its words here and goes no further, so that a name
/// under protection is found in them without anybody reading it. Of the others under protection likewise, until the person at
/// the case has opened them with a reason.
fn material(tx: &mut Tx<'_>, at: &AtCase<'_>) -> Result<Material, IntakeError> {
    let opened = opening::open(tx, at.app, at.case.report, at.case.seen_at, Reveal::Protected)?;
    let report = opened.ok_or(IntakeError::Shape("report_keys"))?.report;
    let sealed = is_sealed(tx, at)?;
    Ok(Material {
        source: if sealed {
            Source::default()
        } else {
            Source::of(Parts::of(&report, at.case.subject))
        },
        clues: Clues::of(&report, at.case.subject),
        forbids: Forbids::of(&report),
        from_child: report.facts.reporter_role == Some(ReporterRole::YoungPerson),
        sealed,
    })
}

/// Whether copies of the case stay closed to the person at it: they tell who somebody under protection is, and no opening of
/// theirs with a reason runs.
fn is_sealed(tx: &mut Tx<'_>, at: &AtCase<'_>) -> Result<bool, IntakeError> {
    let blocks = reports::persons(tx, at.case.report)?;
    let protects = blocks.iter().any(|block| protects(at.case.subject, block));
    Ok(protects && grant(tx, at.scope, &at.case, at.now)?.is_none())
}

/// Whether `block` protects somebody of whom a copy for the case of `subject` tells. Of a reporter none does.
fn protects(subject: Subject, block: &PersonBlock) -> bool {
    let told = match (block.person, subject) {
        (Person::Child, Subject::Child(at)) => block.position == at,
        (Person::Guardian, Subject::Child(_)) | (Person::Parent, Subject::Unborn) => true,
        _ => false,
    };
    told && block.under_identity
}

/// The copies of the case as they are stored, with `id` alone where one is asked for.
fn stored(tx: &mut Tx<'_>, at: &AtCase<'_>, id: Uuid) -> Result<Option<StoredCopy>, IntakeError> {
    let all = party_copies::of_case(tx, at.case.id)?;
    Ok(all.into_iter().find(|copy| copy.id == id))
}

/// Opens what is sealed of `copy`; the copy itself stays closed where `sealed` says so.
fn opened(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    copy: &StoredCopy,
    sealed: bool,
) -> Result<OpenCopy, IntakeError> {
    let given = copy.given.as_ref();
    let given = given.map(|sealed| at.key.json(sealed, "party_copies", copy.id, "given"));
    let back = copy.sent_back.as_ref();
    let back = back.map(|sealed| at.key.json(sealed, "party_copies", copy.id, "sent_back"));
    let (recipient, draft) = body::open(tx, at, copy, sealed)?;
    Ok(OpenCopy {
        recipient,
        draft,
        given: given.transpose()?,
        sent_back: back.transpose()?,
        id: copy.id,
        version: copy.version,
        maker: copy.maker,
        made_at: copy.made_at,
        release: copy.release,
    })
}

/// Opens what is sealed of `stored`.
fn opened_refusal(at: &AtCase<'_>, stored: &StoredRefusal) -> Result<OpenRefusal, IntakeError> {
    Ok(OpenRefusal {
        id: stored.id,
        by: stored.by,
        at: stored.at,
        refusal: at.key.json(&stored.body, "party_refusals", stored.id, "body")?,
    })
}

/// Whether the person at the case may refuse what a party asks for.
fn may_refuse_party(at: &AtCase<'_>) -> bool {
    let place = at.case.standing(at.case.in_queue || at.case.is_of(at.scope));
    may_refuse(at.scope, Capability::Approve, &place)
}

/// Whether the person at the case may release what `maker` made.
fn may_release(at: &AtCase<'_>, maker: StaffId) -> bool {
    let place = at.case.standing(at.case.in_queue || at.case.is_of(at.scope));
    may_second(at.scope, Capability::Approve, &place, maker)
}
