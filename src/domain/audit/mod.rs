//! The read log: who did what, as an entry to be written and as a row of a county's chain.

mod codes;
mod row;

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use uuid::Uuid;

use super::access::{Role, Scope, StaffId};
use super::helsinki;
use super::office::OfficeId;
use super::places::CountyCode;

pub use codes::{Action, Outcome, Purpose};
pub use row::{EventRow, FIRST_PREVIOUS, LogRow};

/// Something that is to be written into the log. It holds ids and codes, no text that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The county whose chain it goes into.
    pub county: CountyCode,
    /// Day, Europe/Helsinki.
    pub on: NaiveDate,
    /// Hour, 0–23, Europe/Helsinki.
    pub hour: u32,
    /// The exact instant, UTC; `None` where it would tell when somebody reported.
    pub at: Option<DateTime<Utc>>,
    /// Who did it; `None` for the service itself, the operator at the machine, or the public.
    pub actor: Option<StaffId>,
    /// The person's role then.
    pub role: Option<Role>,
    /// The offices whose business it was.
    pub offices: Vec<OfficeId>,
    /// What was done.
    pub action: Action,
    /// The case it was done to.
    pub case: Option<Uuid>,
    /// The report of that case.
    pub report: Option<Uuid>,
    /// The account, session, client or office it was done to; of a refused look, the id that was asked for.
    pub object: Option<Uuid>,
    /// The child's identity code as the county's blind index knows it.
    pub subject: Option<Vec<u8>>,
    /// Why.
    pub purpose: Purpose,
    /// How it ended.
    pub outcome: Outcome,
    /// The event row that this one seals.
    pub event: Option<Uuid>,
    /// SHA-256 of that event, of the list that was shown, or of what was set.
    pub digest: Option<Vec<u8>>,
}

impl Entry {
    /// `action`, done by the person of `scope` at `now`.
    pub fn by(scope: &Scope, action: Action, now: DateTime<Utc>) -> Self {
        Self {
            actor: Some(scope.staff),
            role: Some(scope.role),
            ..Self::of_service(scope.county, action, now)
        }
    }

    /// `action`, done at `now` in `county` by nobody with an account: the service, or the operator at the machine.
    pub fn of_service(county: CountyCode, action: Action, now: DateTime<Utc>) -> Self {
        Self {
            county,
            on: helsinki::civil_date(now),
            hour: helsinki::local(now).hour(),
            at: Some(now),
            actor: None,
            role: None,
            offices: Vec::new(),
            action,
            case: None,
            report: None,
            object: None,
            subject: None,
            purpose: action.purpose(),
            outcome: Outcome::Done,
            event: None,
            digest: None,
        }
    }

    /// It was refused.
    #[must_use]
    pub fn refused(self) -> Self {
        Self {
            outcome: Outcome::Refused,
            ..self
        }
    }

    /// It was done to the account, session, client or office `id`.
    #[must_use]
    pub fn to(self, id: Uuid) -> Self {
        Self {
            object: Some(id),
            ..self
        }
    }

    /// It was the business of these offices.
    #[must_use]
    pub fn of_offices(self, offices: impl IntoIterator<Item = OfficeId>) -> Self {
        Self {
            offices: offices.into_iter().collect(),
            ..self
        }
    }

    /// The row that this entry becomes as number `seq`, after the row with the MAC `previous`; its own MAC is still
    /// empty.
    pub fn into_row(self, seq: i64, previous: Vec<u8>) -> LogRow {
        let offices: Vec<String> = self.offices.iter().map(ToString::to_string).collect();
        LogRow {
            county: self.county.to_string(),
            seq,
            happened_on: self.on,
            happened_hour: i64::from(self.hour),
            happened_at: self.at.map(|at| at.naive_utc()),
            actor: self.actor.map(|actor| actor.to_string()),
            role: self.role.map(|role| role.as_str().to_owned()),
            office: (!offices.is_empty()).then(|| offices.join(" ")),
            action: self.action.as_str().to_owned(),
            case_id: self.case.map(|case| case.to_string()),
            report: self.report.map(|report| report.to_string()),
            object: self.object.map(|object| object.to_string()),
            subject: self.subject,
            purpose: Some(self.purpose.as_str().to_owned()),
            result: self.outcome.as_str().to_owned(),
            event: self.event.map(|event| event.to_string()),
            digest: self.digest,
            previous,
            mac: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_becomes_a_row_of_ids_and_codes() {
        let scope = Scope {
            staff: StaffId(Uuid::from_u128(1)),
            county: CountyCode::parse("06").unwrap(),
            role: Role::Supervisor,
            social_worker: true,
            offices: Vec::new(),
            exceptions: crate::domain::access::Exceptions::default(),
        };
        let now = "2026-10-25T00:30:00.5Z".parse().unwrap();
        let offices = [OfficeId(Uuid::from_u128(2)), OfficeId(Uuid::from_u128(3))];
        let entry = Entry::by(&scope, Action::QueueSeen, now).of_offices(offices);
        let row = entry.clone().into_row(7, FIRST_PREVIOUS.to_vec());
        assert_eq!((row.county.as_str(), row.seq), ("06", 7));
        assert_eq!(
            (row.happened_on.to_string().as_str(), row.happened_hour),
            ("2026-10-25", 3)
        );
        assert_eq!(
            (row.role.as_deref(), row.purpose.as_deref()),
            (Some("supervisor"), Some("intake"))
        );
        assert_eq!(
            row.office.as_deref(),
            Some("00000000-0000-0000-0000-000000000002 00000000-0000-0000-0000-000000000003")
        );
        let refused = entry.refused().to(Uuid::from_u128(9)).into_row(8, Vec::new());
        assert_eq!(refused.result, "refused");
        assert_eq!(
            refused.object.as_deref(),
            Some("00000000-0000-0000-0000-000000000009")
        );
    }
}
