//! Who is told of a report, and of a client relationship that began with it: a row a person, for each anew (K14, I7, L15).

mod joined;
pub mod open;
pub mod record;
mod remind;
pub(super) mod untold;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

pub use joined::JoinedUntold;
pub(super) use joined::joined_untold;
pub(super) use remind::remind;

use super::IntakeError;
use super::at_case::AtCase;
use super::opening::{OpenedReport, ReportKey};
use crate::domain::assessment::outcome_of;
use crate::domain::codes::ReporterRole;
use crate::domain::lifecycle::{LifeCycle, Outcome};
use crate::domain::notice::{About, Person, Row, Told, to_be_told};
use crate::domain::person::AdultIdentity;
use crate::domain::report::{NewReport, Subject};
use crate::store::Tx;
use crate::store::case_rows::StoredCase;
use crate::store::casebook;
use crate::store::reports::Person as Of;

/// The row of one person as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// What it is about.
    pub about: About,
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
            (Person::Reporter, _) => {
                let name = report.reporter.name.as_ref();
                (Of::Reporter, 0, name.map(|name| name.expose().to_owned()))
            }
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

/// The rows of a case: everybody whom the report names, then those who were added; where the assessment found that the child
/// becomes a client of child welfare, the same people once more, of that.
pub(super) fn rows(
    tx: &mut Tx<'_>,
    at: &AtCase<'_>,
    report: &NewReport,
    life: &LifeCycle,
) -> Result<Vec<NoticeRow>, IntakeError> {
    rows_of(tx, &at.case, &at.key, report, life)
}

/// The same of `case`, opened with the `key` of its report.
fn rows_of(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    key: &ReportKey,
    report: &NewReport,
    life: &LifeCycle,
) -> Result<Vec<NoticeRow>, IntakeError> {
    let parents = report
        .unborn_child
        .as_ref()
        .map_or(0, |unborn| unborn.parents.len());
    let born = life.birth().is_some();
    let guardian_reports = report.facts.reporter_role == Some(ReporterRole::Guardian);
    let guardians = report.guardians.len();
    let people = to_be_told(case.subject, guardian_reports, guardians, parents, born);
    let mut rows: Vec<NoticeRow> = people
        .into_iter()
        .map(|person| new_row(About::Report, person, Row::default()))
        .collect();
    let mut known = Vec::new();
    for stored in casebook::notices(tx, case.id)? {
        known.push(NoticeRow {
            row: key.json(&stored.body, "case_notices", stored.id, "body")?,
            about: stored.about,
            person: stored.person,
            id: Some(stored.id),
            version: stored.version,
        });
    }
    let (of_report, of_relationship): (Vec<_>, Vec<_>) =
        known.into_iter().partition(|row| row.about == About::Report);
    put_known(&mut rows, of_report);
    if outcome_of(life) == Some(Outcome::ChildWelfareClient) {
        let again = rows.iter().filter_map(|row| {
            let anew = row.row.anew()?;
            Some(new_row(About::Relationship, row.person, anew))
        });
        let again: Vec<NoticeRow> = again.collect();
        rows.extend(again);
    }
    put_known(&mut rows, of_relationship);
    Ok(rows)
}

/// A row in which nothing is written down yet.
const fn new_row(about: About, person: Person, row: Row) -> NoticeRow {
    NoticeRow {
        about,
        person,
        id: None,
        version: 0,
        row,
    }
}

/// Puts each of `known` into the place of its person in `rows`, or behind them.
fn put_known(rows: &mut Vec<NoticeRow>, known: Vec<NoticeRow>) {
    for known in known {
        let same = |row: &&mut NoticeRow| (row.about, row.person) == (known.about, known.person);
        match rows.iter_mut().find(same) {
            Some(row) => *row = known,
            None => rows.push(known),
        }
    }
}

/// How many of `rows` about `about` there are, and how many of these are still open on `today` (civil date in Finland).
pub(super) fn count(rows: &[NoticeRow], about: About, today: NaiveDate) -> (usize, usize) {
    let of_it = || rows.iter().filter(|row| row.about == about);
    let open = of_it().filter(|row| row.row.is_open(today)).count();
    (of_it().count(), open)
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
