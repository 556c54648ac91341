//! Opens the page on which somebody gives a case away or bars a colleague from it: recorded first, then read.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::restrict::Step;
use crate::domain::access::Capability;
use crate::domain::conflict::Ground;
use crate::domain::text::Text;
use crate::intake::session::Session;
use crate::intake::triage::{Colleague, may, receiving};
use crate::intake::{App, IntakeError, at_case};
use crate::store::bars::{self, Bar};
use crate::store::case_rows::StoredCase;
use crate::store::{casework, restricting};

/// A bar as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: Uuid,
    /// Who is barred, by the name that colleagues read.
    pub name: String,
    /// Why; `None` where they said so themselves.
    pub ground: Option<Ground>,
    /// Since when (UTC).
    pub at: DateTime<Utc>,
}

/// That the case was restricted by hand, or that this was lifted, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which of the two.
    pub step: Step,
    /// Who did it, by the name that colleagues read.
    pub by: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: Text,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct Conflicts {
    /// The case.
    pub case: StoredCase,
    /// What is there for somebody who may decide who sees the case.
    pub decides: Option<Decides>,
}

/// What somebody decides by who may decide who sees a case.
#[derive(Debug, Clone)]
pub struct Decides {
    /// Who is barred.
    pub bars: Vec<Held>,
    /// Who can be.
    pub colleagues: Vec<Colleague>,
    /// When and why it was restricted by hand and no longer, the oldest first.
    pub told: Vec<Told>,
}

/// Opens the page of case `id` for `session`'s person at `now`. `None` for a case that is absent, out of scope, or one that they
/// may not work on.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Conflicts>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    let page = at_case::read(app, session, &case, now, |tx, at| {
        let case = at.case.clone();
        if !may(at.scope, Capability::Bar, &case) {
            return Ok(Conflicts { case, decides: None });
        }
        let mut held = Vec::new();
        for Bar {
            id,
            name,
            ground,
            at: since,
            ..
        } in bars::of_case(tx, case.id)?
        {
            let ground = at.key.json(&ground, "case_bars", id, "ground")?;
            held.push(Held {
                id,
                name,
                ground,
                at: since,
            });
        }
        let colleagues = casework::colleagues(tx, case.office, &receiving())?;
        let mut colleagues = bars::permitted(tx, case.id, colleagues)?;
        colleagues.retain(|colleague| colleague.id != at.scope.staff);
        let mut told = Vec::new();
        for said in restricting::said(tx, case.id)? {
            told.push(Told {
                step: if said.restricted {
                    Step::Restrict
                } else {
                    Step::Lift
                },
                reason: at.key.json(&said.reason, "case_events", said.event, "reason")?,
                by: said.by,
                at: said.at,
            });
        }
        Ok(Conflicts {
            case,
            decides: Some(Decides {
                bars: held,
                colleagues,
                told,
            }),
        })
    });
    page.map(Some)
}
