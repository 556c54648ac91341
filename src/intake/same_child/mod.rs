//! The same child again: which other cases may be of the child of a case, and why; joining two cases, undoing
//! it, and saying that they are of two children.
//!
//! A worker sees of the other cases what the queue of their own offices would show. Of anything beyond these they learn that it
//! is there. Cases of another county are never matched: its hashes are made with another key.

pub mod change;
mod group;
mod matching;

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use uuid::Uuid;

pub use group::{Member, SamePage, open};
use matching::by_reference;
pub(super) use matching::{Matched, matched};

use super::list_queue::{self, QueueRow};
use super::opening::OpenedReport;
use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::access::{Capability, Scope, decide};
use crate::domain::audit::{Action, Entry};
use crate::domain::lifecycle::CaseStatus;
use crate::domain::report::Subject;
use crate::store::case_rows::StoredCase;
use crate::store::seal::blind::Label;
use crate::store::{Tx, access_log, children, joins, queue};

/// The page of a case shows so many.
pub const FEW: usize = 3;
/// A page of their own shows so many.
pub const MANY: usize = 25;

/// Why another case may be of the same child, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The same identity code.
    IdentityCode,
    /// The same family name and birth date.
    NameBirthDate,
    /// The same family name, first given name and year of birth.
    NameBirthYear,
    /// The same address.
    Address,
}

impl Why {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityCode => "identity_code",
            Self::NameBirthDate => "name_birth_date",
            Self::NameBirthYear => "name_birth_year",
            Self::Address => "address",
        }
    }

    /// What a common hash of this kind says; `None` for one that serves search alone.
    const fn of(label: Label) -> Option<Self> {
        match label {
            Label::IdentityCode | Label::PregnantIdentityCode => Some(Self::IdentityCode),
            Label::NameBirthDate | Label::PregnantNameBirthDate => Some(Self::NameBirthDate),
            Label::NameBirthYear | Label::PregnantNameBirthYear => Some(Self::NameBirthYear),
            Label::Address | Label::PregnantAddress => Some(Self::Address),
            _ => None,
        }
    }
}

/// How old the child was when an earlier report came, as far as that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeThen {
    /// So many whole years.
    Years(i32),
    /// One of two: only the year of birth is known.
    Between(i32, i32),
}

impl AgeThen {
    /// The age of somebody born on `birth` on `day`; `None` before the birth.
    pub fn on(birth: NaiveDate, day: NaiveDate) -> Option<Self> {
        let years = day.years_since(birth)?;
        i32::try_from(years).ok().map(Self::Years)
    }

    /// The age of somebody born in `year` on `day`.
    pub fn in_year(year: i32, day: NaiveDate) -> Option<Self> {
        let most = day.year() - year;
        match most {
            0 => Some(Self::Years(0)),
            1.. => Some(Self::Between(most - 1, most)),
            _ => None,
        }
    }
}

/// Another case that may be of the same child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What a list may show of it.
    pub row: QueueRow,
    /// Why, the surest first.
    pub why: Vec<Why>,
    /// The day on which its report came, Europe/Helsinki.
    pub received_on: NaiveDate,
    /// How old the child was then.
    pub age: Option<AgeThen>,
    /// Whether the person who asks may open it.
    pub opens: bool,
    /// Whether the case can be joined to it as it stands.
    pub takes: bool,
}

/// The other cases that may be of the same child.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidates {
    /// Those of the person's offices.
    pub here: Vec<Candidate>,
    /// There are more of these than are shown.
    pub more: bool,
    /// There are others in offices of the county that are not the person's.
    pub elsewhere: bool,
}

/// Whether a list may show `case` to the person of `scope`.
pub(super) fn is_listed(scope: &Scope, case: &StoredCase) -> bool {
    decide(scope, Capability::SeeQueue, &case.standing(false)).is_allowed()
}

/// Those of the cases `page` of whose children the person of `scope` may know another case. An address alone does not count.
///
/// # Errors
/// [`IntakeError`] of the database.
pub(super) fn marked(
    tx: &mut Tx<'_>,
    scope: &Scope,
    page: &[StoredCase],
) -> Result<HashSet<Uuid>, IntakeError> {
    let sharing = children::sharing(tx, page)?;
    let mut marked = HashSet::new();
    for case in page.iter().filter(|case| sharing.contains(&case.id)) {
        let found = matched(tx, scope, case, MANY)?;
        let known = |(_, why): &(StoredCase, Vec<Why>)| why.iter().any(|why| *why != Why::Address);
        if found.here.iter().any(known) {
            marked.insert(case.id);
        }
    }
    Ok(marked)
}

/// Whether the person of `scope` may open `case`, which may be carried by another one.
///
/// # Errors
/// [`IntakeError`] of the database.
pub(super) fn opens(tx: &mut Tx<'_>, scope: &Scope, case: &StoredCase) -> Result<bool, IntakeError> {
    let mut case = case.clone();
    if case.is_joined() {
        case.carrier = joins::carrier(tx, case.id)?;
    }
    let place = case.standing(case.is_of(scope));
    Ok(decide(scope, Capability::OpenReport, &place).is_allowed())
}

/// Writes down that the person of `scope` sees `shown` beside `case`. Nothing of them is opened before that is committed.
///
/// # Errors
/// [`IntakeError`].
pub(super) fn record_seen(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    case: &StoredCase,
    shown: impl IntoIterator<Item = Uuid>,
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    let entry = Entry {
        case: Some(case.id),
        report: Some(case.report),
        digest: Some(access_log::list_digest(shown)),
        ..Entry::by(scope, Action::SameChildSeen, now).of_offices([case.seen_at])
    };
    record(tx, app, entry)
}

/// The rows of `matched`, opened as far as a list may show them. `birth` is the birth date of the child of the case beside which
/// they stand.
///
/// # Errors
/// [`IntakeError`] of the database.
pub(super) fn drawn(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope,
    matched: Matched,
    birth: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<Candidates, IntakeError> {
    let cases: Vec<StoredCase> = matched.here.iter().map(|(case, _)| case.clone()).collect();
    let keys = queue::page_keys(tx, &cases, now)?;
    let mut here = Vec::with_capacity(cases.len());
    for (case, why) in matched.here {
        let received_on = case.received_on;
        let opens = opens(tx, scope, &case)?;
        let takes = takes(&case);
        let row = list_queue::row(app, case, &keys, &matched.copies);
        let same_day = why.contains(&Why::IdentityCode) || why.contains(&Why::NameBirthDate);
        let exact = birth.filter(|_| same_day);
        let age = exact
            .and_then(|birth| AgeThen::on(birth, received_on))
            .or_else(|| AgeThen::in_year(row.summary.birth_year?, received_on));
        here.push(Candidate {
            row,
            why,
            received_on,
            age,
            opens,
            takes,
        });
    }
    Ok(Candidates {
        here,
        more: matched.more,
        elsewhere: matched.elsewhere,
    })
}

/// Whether another case can be joined to `case` (`LifeCycle::join_to`).
fn takes(case: &StoredCase) -> bool {
    [
        CaseStatus::Received,
        CaseStatus::Triaged,
        CaseStatus::UnderAssessment,
        CaseStatus::AwaitingBirth,
    ]
    .iter()
    .any(|status| status.as_str() == case.state)
}

/// The whole birth date of the child of a case about `subject`, as far as it was opened.
pub(super) fn birth_of(opened: &OpenedReport, subject: Subject) -> Option<NaiveDate> {
    let known = opened.known(subject)?;
    let completed = opened.completed.birth_date;
    let code = known.personal_identity_code.as_ref();
    completed
        .or_else(|| Some(code?.valid()?.birth_date()))
        .or_else(|| known.birth_date?.full())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_age_is_that_of_the_day_and_never_a_guess() {
        let birth = day("2016-05-01");
        assert_eq!(AgeThen::on(birth, day("2026-04-30")), Some(AgeThen::Years(9)));
        assert_eq!(AgeThen::on(birth, day("2026-05-01")), Some(AgeThen::Years(10)));
        assert_eq!(AgeThen::on(birth, day("2016-04-30")), None);
        assert_eq!(
            AgeThen::in_year(2016, day("2026-05-01")),
            Some(AgeThen::Between(9, 10))
        );
        assert_eq!(AgeThen::in_year(2026, day("2026-05-01")), Some(AgeThen::Years(0)));
        assert_eq!(AgeThen::in_year(2027, day("2026-05-01")), None);
    }
}
