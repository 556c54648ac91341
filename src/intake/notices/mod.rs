//! Who is told of a report: a row a person (DOMAIN K14, I7).

pub mod open;
pub mod record;
pub(super) mod untold;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::IntakeError;
use super::at_case::AtCase;
use super::opening::OpenedReport;
use crate::domain::lifecycle::LifeCycle;
use crate::domain::notice::{Person, Row, Told, to_be_told};
use crate::domain::person::AdultIdentity;
use crate::domain::report::{NewReport, Subject};
use crate::store::Tx;
use crate::store::casebook;
use crate::store::reports::Person as Of;

/// The row of one person as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Whom it is about.
    pub person: Person,
    /// Its id; `None` while nothing is written down.
    pub id: Option<Uuid>,
    /// How many entries it has.
    pub version: i64,
    /// The entries.
    pub row: Row,
}

impl NoticeRow {
    /// What the person is called, as far as that is known and open in `opened`, the report of a case of `subject`; and whether who
    /// it is lies sealed there.
    pub fn name(&self, opened: &OpenedReport, subject: Subject) -> (Option<String>, bool) {
        let report = &opened.report;
        let called = |identity: &AdultIdentity| Some(identity.name.as_ref()?.expose().to_owned());
        let (of, at, name) = match (self.person, subject) {
            (Person::Child, Subject::Child(at)) => {
                let child = opened.known(subject);
                (Of::Child, at, child.and_then(|child| child.name()))
            }
            (Person::Child, Subject::Unborn) => return (None, false),
            (Person::Guardian(at), _) => {
                let guardian = report.guardians.get(at);
                let name = guardian.and_then(|guardian| called(&guardian.identity));
                (Of::Guardian, at, name)
            }
            (Person::Parent(at), _) => {
                let unborn = report.unborn_child.as_ref();
                let parent = unborn.and_then(|unborn| unborn.parents.get(at));
                (Of::Parent, at, parent.and_then(|parent| called(&parent.identity)))
            }
            (Person::Added(_), _) => {
                let name = self.row.name.as_ref().map(|name| name.expose().to_owned());
                return (name, false);
            }
        };
        let sealed = opened.hidden.contains(&(of, at));
        (name.filter(|_| !sealed), sealed)
    }
}

/// The rows of a case: everybody whom the report names, then those who were added.
pub(super) fn rows(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    report: &NewReport,
    life: &LifeCycle,
) -> Result<Vec<NoticeRow>, IntakeError> {
    let parents = report
        .unborn_child
        .as_ref()
        .map_or(0, |unborn| unborn.parents.len());
    let born = life.birth().is_some();
    let people = to_be_told(at.case.subject, report.guardians.len(), parents, born);
    let mut rows: Vec<NoticeRow> = people
        .into_iter()
        .map(|person| NoticeRow {
            person,
            id: None,
            version: 0,
            row: Row::default(),
        })
        .collect();
    for stored in casebook::notices(tx, at.case.id)? {
        let known = NoticeRow {
            row: at.key.json(&stored.body, "case_notices", stored.id, "body")?,
            person: stored.person,
            id: Some(stored.id),
            version: stored.version,
        };
        match rows.iter_mut().find(|row| row.person == known.person) {
            Some(row) => *row = known,
            None => rows.push(known),
        }
    }
    Ok(rows)
}

/// How many of `rows` are still open on `today` (civil date in Finland).
pub fn open_ones(rows: &[NoticeRow], today: NaiveDate) -> usize {
    rows.iter().filter(|row| row.row.is_open(today)).count()
}

/// The names that colleagues read of everybody who wrote or told something in `rows`.
pub(super) fn names(tx: &mut Tx<'_>, rows: &[NoticeRow]) -> Result<BTreeMap<Uuid, String>, IntakeError> {
    let entries = rows.iter().flat_map(|row| &row.row.entries);
    let people: Vec<Uuid> = entries
        .flat_map(|entry| {
            let by = match &entry.told {
                Told::Yes { by, .. } => Some(*by),
                Told::No { .. } => None,
            };
            [Some(entry.author), by]
        })
        .flatten()
        .collect();
    Ok(casebook::names(tx, &people)?)
}
