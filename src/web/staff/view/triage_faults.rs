//! What lacks in a triage: at which field it is told, and in which words.

use crate::domain::triage::Lack;

/// The field at which it is told.
pub const fn field(lack: Lack) -> &'static str {
    match lack {
        Lack::Urgency => "urgency",
        Lack::CalledAt | Lack::CalledInFuture => "called_at",
        Lack::Decision => "decision",
        Lack::Ground => "ground",
        Lack::Reason | Lack::ReasonText => "reason",
        Lack::StartedOn | Lack::StartedInFuture | Lack::StartedBeforeArrival => "started_on",
    }
}

/// The key of what is said.
pub const fn text(lack: Lack) -> &'static str {
    match lack {
        Lack::Urgency => "triage-urgency-error",
        Lack::CalledAt => "triage-called-at-error",
        Lack::CalledInFuture => "triage-called-future-error",
        Lack::Decision => "triage-decision-error",
        Lack::Ground => "triage-ground-error",
        Lack::Reason => "triage-reason-error",
        Lack::ReasonText => "triage-reason-text-error",
        Lack::StartedOn => "work-date-error",
        Lack::StartedInFuture => "work-future-error",
        Lack::StartedBeforeArrival => "triage-started-before-error",
    }
}
