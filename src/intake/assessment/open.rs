//! Opens the workspace of a case: recorded first, then read.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Sheet;
use crate::domain::access::{Capability, StaffId};
use crate::domain::assessment::{Conclusion, Stopped, Tasks};
use crate::domain::contact::Contact;
use crate::domain::helsinki::civil_date;
use crate::domain::lifecycle::LifeCycle;
use crate::domain::text::Text;
use crate::intake::at_case::{self, AtCase};
use crate::intake::notices::{self, JoinedUntold, NoticeRow};
use crate::intake::opening::OpenedReport;
use crate::intake::session::Session;
use crate::intake::triage::{Colleague, may, standing};
use crate::intake::{App, IntakeError, progress};
use crate::store::Tx;
use crate::store::case_rows::StoredCase;
use crate::store::casebook::reminders::{self, Kind};
use crate::store::casebook::{self, Log};
use crate::store::restricted;

/// Something that was written down, with who and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// Who, by the name that colleagues read.
    pub author: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What.
    pub what: T,
}

/// A contact of the log, and whether what was promised with it is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedContact {
    /// The contact.
    pub contact: Contact,
    /// What was promised is not kept yet.
    pub promised: bool,
}

/// The workspace of a case.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The case.
    pub case: StoredCase,
    /// Where it stands.
    pub life: LifeCycle,
    /// The days on which its clocks stopped.
    pub stopped: Stopped,
    /// Its report; who is protected stands empty in it.
    pub opened: OpenedReport,
    /// How far the tasks are.
    pub tasks: Tasks,
    /// What the assessment came to.
    pub conclusion: Option<Conclusion>,
    /// The version of tasks and conclusion.
    pub sheet_version: i64,
    /// Who is told of the report.
    pub notices: Vec<NoticeRow>,
    /// How many of them are still open.
    pub open_notices: usize,
    /// The cases joined to it with somebody who is still to be told of theirs.
    pub joined_untold: Vec<JoinedUntold>,
    /// The notes, the oldest first.
    pub notes: Vec<Written<Text>>,
    /// The contacts, the oldest first.
    pub contacts: Vec<Written<LoggedContact>>,
    /// The social workers of the office.
    pub social_workers: Vec<Colleague>,
    /// The one who answers for the child.
    pub responsible: Option<StaffId>,
    /// By account, the names of those who signed how urgent it is.
    pub assessors: BTreeMap<Uuid, String>,
    /// Whether this person may sign what it came to, and how urgent it is.
    pub signs: bool,
    /// Whether this person may close it.
    pub closes: bool,
}

/// Opens the workspace of case `id` for `session`'s person at `now`. `None` for a case that is absent, out of scope, or one
/// that they may not work on.
///
/// # Errors
/// [`IntakeError`]; then nothing was shown.
pub fn open(
    app: &App,
    session: &Session,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Workspace>, IntakeError> {
    let Some(case) = at_case::look(app, session, id, now)? else {
        return Ok(None);
    };
    at_case::read(app, session, &case, now, workspace).map(Some)
}

fn workspace(tx: &mut Tx<'_>, at: &AtCase<'_>) -> Result<Workspace, IntakeError> {
    let case = &at.case;
    let (life, _) = standing(tx, case, &at.key)?;
    let opened = at.report(tx)?;
    let stored = casebook::assessment(tx, case.id)?;
    let sheet = Sheet::of(&stored, &at.key, case.id)?;
    let notices = notices::rows(tx, at, &opened.report, &life)?;
    let social_workers = casebook::social_workers(tx, case.office)?;
    let social_workers = restricted::receivers(tx, at.scope, case, social_workers)?;
    let responsible = case
        .assignee
        .filter(|assignee| social_workers.iter().any(|colleague| colleague.id == *assignee));
    let again = life.reassessed().iter();
    let assessed = again.flat_map(|one| [one.before, one.after]).chain(life.triage());
    let assessors: Vec<Uuid> = assessed.map(|triage| triage.signed.actor).collect();
    let promised = reminders::of_case(tx, case.id, Kind::Call)?;
    let contacts = written(tx, at, Log::Contacts)?.into_iter().map(|(id, contact)| {
        let promised = promised.iter().any(|(object, _)| *object == Some(id));
        Written {
            author: contact.author,
            at: contact.at,
            what: LoggedContact {
                contact: contact.what,
                promised,
            },
        }
    });
    Ok(Workspace {
        contacts: contacts.collect(),
        notes: written(tx, at, Log::Notes)?
            .into_iter()
            .map(|(_, note)| note)
            .collect(),
        open_notices: notices::open_ones(&notices, civil_date(at.now)),
        notices,
        joined_untold: notices::joined_untold(tx, at)?,
        assessors: casebook::names(tx, &assessors)?,
        signs: may(at.scope, Capability::SignOff, case),
        closes: may(at.scope, Capability::Close, case),
        tasks: sheet.tasks,
        conclusion: sheet.conclusion,
        sheet_version: stored.version,
        social_workers,
        responsible,
        stopped: progress::stopped(tx, at.app, at.scope, case, &life)?,
        case: case.clone(),
        life,
        opened,
    })
}

/// The entries of a log, opened, the oldest first.
pub(in crate::intake) fn written<T: serde::de::DeserializeOwned>(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    log: Log,
) -> Result<Vec<(Uuid, Written<T>)>, IntakeError> {
    casebook::entries(tx, log, at.case.id)?
        .into_iter()
        .map(|entry| {
            let what = at.key.json(&entry.body, log.table(), entry.id, "body")?;
            let written = Written {
                author: entry.author,
                at: entry.at,
                what,
            };
            Ok((entry.id, written))
        })
        .collect()
}
