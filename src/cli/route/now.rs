//! Who answers at an hour, as `huoli route` tells it.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::domain::answering::{AnsweredBy, Answering, answering};
use crate::domain::helsinki;
use crate::domain::hours::OpeningState;
use crate::domain::office::Office;
use crate::domain::phone::Audience;
use crate::domain::routing::Decision;
use crate::domain::rules::RuleSet;

/// Who answers, in the shape of `--json`.
#[derive(Debug, Serialize)]
pub(super) struct Now {
    /// Whether the office is open; nothing where nobody has said when it is.
    open: Option<bool>,
    answered_by: &'static str,
    phone: String,
    /// When the office opens next, where it is closed: Finnish time with its offset.
    opens: Option<String>,
}

impl Now {
    pub(super) fn new(answering: &Answering) -> Self {
        Self {
            open: match answering.state {
                OpeningState::Unknown => None,
                OpeningState::Open(_) => Some(true),
                OpeningState::Closed(_) => Some(false),
            },
            answered_by: answering.by.as_str(),
            phone: answering.number().to_owned(),
            opens: answering
                .state
                .opens()
                .map(|opens| helsinki::local(opens).to_rfc3339_opts(SecondsFormat::Secs, false)),
        }
    }
}

/// Who answers at `instant` for the report of `decision`: its office, or the duty service of the child's county or,
/// where that is not known here, of the office's.
pub(super) fn answering_for(
    decision: &Decision,
    rules: &RuleSet,
    authority: bool,
    instant: DateTime<Utc>,
) -> Answering {
    let office = decision.office.and_then(|id| rules.office(id));
    let of_office = |office: &Office| rules.duty(office.county);
    let duty = rules.duty(decision.county).or_else(|| office.and_then(of_office));
    let audience = if authority {
        Audience::Professionals
    } else {
        Audience::Anyone
    };
    answering(office, duty, audience, instant)
}

/// The same in a line for people.
pub(super) fn in_words(answering: &Answering, has_office: bool) -> String {
    let moment = |instant| helsinki::local(instant).format("%Y-%m-%d %H:%M").to_string();
    let office = match answering.state {
        _ if !has_office => "no office here".to_owned(),
        OpeningState::Unknown => "nobody has said when the office answers".to_owned(),
        OpeningState::Open(None) => "the office is open".to_owned(),
        OpeningState::Open(Some(until)) => format!("the office is open until {}", moment(until)),
        OpeningState::Closed(None) => "the office is closed".to_owned(),
        OpeningState::Closed(Some(opens)) => format!("the office is closed and opens {}", moment(opens)),
    };
    let who = match answering.by {
        AnsweredBy::Office => "it answers",
        AnsweredBy::Duty => "the duty service answers",
        AnsweredBy::Emergency => "in an emergency call",
    };
    format!("{office}; {who} {}", answering.number())
}
