//! Writes down that one person was told of a report, or why not.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::access::Capability;
use crate::domain::audit::Action;
use crate::domain::helsinki::{civil_date, clock_shows};
use crate::domain::notice::{About, Draft, Entry, LONGEST_NAME, Lack, MOST_ADDED, Person, Row};
use crate::domain::text::Text;
use crate::intake::App;
use crate::intake::assessment::follow_up::MORNING;
use crate::intake::at_case::{AtCase, WorkError};
use crate::intake::session::Session;
use crate::intake::triage::{receiving, standing};
use crate::store::casebook::reminders::{self, Kind};
use crate::store::casebook::{self, StoredNotice};
use crate::store::cases::EventKind;
use crate::store::casework;

/// Whom an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// Somebody who has a row about this, at the version that the page showed.
    Known(About, Person, i64),
    /// Somebody new, by the name that was typed.
    New(String),
}

/// What lacks in a posted entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryLack {
    /// Who it is, in at most [`LONGEST_NAME`] characters.
    Name,
    /// Something in the entry.
    Entry(Lack),
}

/// Stores an entry of `session`'s person in the notice log of case `id`. `false` for a case that is absent or not theirs to
/// work on, and for a person that it does not name.
///
/// # Errors
/// [`WorkError`]; then nothing has changed.
pub fn record(
    app: &App,
    session: &Session,
    id: Uuid,
    whom: &Whom,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<bool, WorkError<EntryLack>> {
    let (working, scope) = (app.clone(), session.scope.clone());
    let (whom, draft) = (whom.clone(), draft.clone());
    app.store.write("record_notice", move |tx| {
        let what = (Capability::Register, Action::NoticeRecorded);
        let Some(at) = AtCase::enter(tx, &working, &scope, id, what, now)? else {
            return Ok(false);
        };
        let (life, _) = standing(tx, &at.case, &at.key)?;
        let opened = at.report(tx)?;
        let rows = super::rows(tx, &at, &opened.report, &life)?;
        let (about, person, name, version) = match &whom {
            Whom::Known(about, person, version) => (*about, *person, None, *version),
            Whom::New(name) => {
                let of_report = rows.iter().filter(|row| row.about == About::Report);
                let added = of_report.filter(|row| matches!(row.person, Person::Added(_)));
                let next = added.count();
                if next >= MOST_ADDED {
                    return Err(WorkError::Changed);
                }
                let name = Some(Text::parse(name, LONGEST_NAME));
                (About::Report, Person::Added(next), name, 0)
            }
        };
        let known = rows
            .into_iter()
            .find(|row| (row.about, row.person) == (about, person));
        if known.is_none() && name.is_none() {
            return Ok(false);
        }
        let name_lacks = name.as_ref().is_some_and(|name| !matches!(name, Ok(Some(_))));
        let today = civil_date(now);
        let received_on = at.case.received_on;
        let since = match about {
            About::Report => received_on,
            // It began when the assessment was ready.
            About::Relationship => life.complete_clock_stopped_on().unwrap_or(received_on),
        };
        let told = draft.check(person, (about, since), today);
        // Whoever told somebody works there.
        let colleagues = casework::colleagues(tx, at.case.office, &receiving())?;
        let told = told.and_then(|told| match &told {
            crate::domain::notice::Told::Yes { by, .. } if !colleagues.iter().any(|one| one.id.0 == *by) => {
                Err(vec![Lack::By])
            }
            _ => Ok(told),
        });
        let told = match told {
            Ok(told) if !name_lacks => told,
            other => {
                let lacks = other.err().unwrap_or_default().into_iter().map(EntryLack::Entry);
                let name = name_lacks.then_some(EntryLack::Name);
                return Err(WorkError::Lacks(name.into_iter().chain(lacks).collect()));
            }
        };
        let (row_id, mut row, stands) = match known {
            Some(known) => (known.id, known.row, known.version),
            None => (None, Row::default(), 0),
        };
        if stands != version {
            return Err(WorkError::Changed);
        }
        row.name = row.name.or(name.and_then(Result::ok).flatten());
        let entry = Entry {
            told,
            author: scope.staff.0,
            at: now,
        };
        row.entries.push(entry.clone());
        let row_id = row_id.unwrap_or_else(|| working.ids.uuid());
        let stored = StoredNotice {
            id: row_id,
            about,
            person,
            version: stands.saturating_add(1),
            body: at.seal(&row, "case_notices", row_id, "body")?,
        };
        if !casebook::put_notice(tx, &at.case, &stored)? {
            return Err(WorkError::Changed);
        }
        let again = entry.told.look_again();
        let again = again.map(|day| (working.ids.uuid(), clock_shows(day, MORNING)));
        reminders::put(tx, &at.case, Kind::Notice, Some(row_id), again)?;
        super::remind(tx, &working, &at.case, &at.key, &life, now)?;
        at.tell(
            tx,
            EventKind::NoticeRecorded,
            Action::NoticeRecorded,
            Some(&entry),
        )?;
        Ok(true)
    })
}
