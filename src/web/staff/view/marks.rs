//! The status of a case and the markers beside it, as words in coloured boxes.

use crate::domain::codes::ReportedUrgency;
use crate::domain::lifecycle::Urgency;
use crate::domain::summary::CaseSummary;
use crate::web::page::view::{Colour, Tag};
use crate::web::staff::look::Look;

/// The status, then what stands out. `state` is the stable name of the life cycle's state; `unborn`: the child is not known
/// to be born; `urgency`: as a social worker has signed it.
pub fn tags(
    look: &Look,
    state: &str,
    unborn: bool,
    urgency: Option<Urgency>,
    summary: &CaseSummary,
) -> Vec<Tag> {
    let mut tags = vec![Tag {
        text: look.words.code("case_status", state).into_owned(),
        colour: colour(state),
    }];
    let today = summary.reported_urgency.as_deref() == Some(ReportedUrgency::Today.as_str());
    let urgent = urgency == Some(Urgency::Urgent) && !summary.ongoing_now && !today;
    for (holds, key, colour) in [
        (summary.ongoing_now, "marker-now", Colour::Red),
        (today, "marker-at-once", Colour::Red),
        (urgent, "marker-urgent", Colour::Red),
        (summary.child_self, "marker-child-self", Colour::Red),
        (summary.guardian, "marker-guardian", Colour::Yellow),
        (unborn, "marker-unborn", Colour::Magenta),
        (summary.protected, "marker-protected", Colour::Yellow),
        (summary.several, "marker-several", Colour::Grey),
        (summary.anonymous, "marker-anonymous", Colour::Grey),
    ] {
        if holds {
            tags.push(Tag {
                text: look.word(key),
                colour,
            });
        }
    }
    tags
}

/// That the reporter was asked something and has not answered.
pub fn asked(look: &Look) -> Tag {
    Tag {
        text: look.word("marker-waiting-facts"),
        colour: Colour::Yellow,
    }
}

/// That a case concerns somebody who works in child welfare here.
pub fn restricted(look: &Look) -> Tag {
    Tag {
        text: look.word("marker-restricted"),
        colour: Colour::Red,
    }
}

/// What is not known and must be found out.
pub fn missing(look: &Look, summary: &CaseSummary) -> Vec<Tag> {
    [
        (summary.municipality_missing, "marker-municipality-missing"),
        (summary.reporter_name_missing, "marker-reporter-name-missing"),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, key)| Tag {
        text: look.word(key),
        colour: Colour::Yellow,
    })
    .collect()
}

/// The colour of a state, by its stable name.
pub fn colour(state: &str) -> Colour {
    match state {
        "received" => Colour::Blue,
        "triaged" => Colour::Turquoise,
        "under_assessment" => Colour::Teal,
        "assessed" => Colour::Green,
        "with_own_worker" | "handled_as_contact" => Colour::Purple,
        "transferring" => Colour::Orange,
        "awaiting_birth" => Colour::Magenta,
        _ => Colour::Grey,
    }
}
