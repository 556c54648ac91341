//! How and when a recorded report came, to which office it is given, and whether its reporter stays anonymous: the answers that
//! the form asks for and that are no part of the report.

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};

use crate::domain::field_error::FieldProblem;
use crate::domain::helsinki;
use crate::domain::office::OfficeId;
use crate::domain::report::Channel;
use crate::forms::date3::{self, Date3};
use crate::forms::lists::BY_HOME;
use crate::intake::record_report::Offices;
use crate::web::public::reading::Fault;
use crate::web::public::visit::Visit;
use crate::web::staff::triage::at_the_clock;

const CHANNEL: &str = "recorded.channel";
const ON: &str = "recorded.received_on";
const AT: &str = "recorded.received_at";
const OFFICE: &str = "recorded.office";
const OFFERED: &str = "recorded.offices";
const CODE: &str = "recorded.wants_code";
const IDENTITY: &str = "reporter.identity";

/// What came so long ago is asked for once more: mostly the month or the year was mistyped.
const LONG_AGO: TimeDelta = TimeDelta::days(61);

/// How it came.
pub struct Arrived {
    /// By what.
    pub channel: Channel,
    /// When (UTC).
    pub received_at: DateTime<Utc>,
    /// The caller wants a follow-up code.
    pub wants_code: bool,
    /// The office to which it is given; `None`: that of the child's home.
    pub office: Option<OfficeId>,
}

/// Offers that of the child's home, which is chosen until they choose another, and `offices`, the recorder's own first.
pub fn offer(visit: &mut Visit, offices: &Offices) {
    let id = |office: &OfficeId| office.to_string();
    let home = std::iter::once(BY_HOME.to_owned());
    let named = offices.own.iter().chain(&offices.others).map(id);
    let offered: Vec<String> = home.chain(named).collect();
    if visit.answers.filled(OFFICE).is_none() {
        visit.answers.set(OFFICE, offered.first());
    }
    visit.answers.set(OFFERED, offered);
}

/// Fills the present day and time in: whoever is called writes while the caller speaks.
pub fn fill_in(visit: &mut Visit, now: DateTime<Utc>) {
    let local = helsinki::local(now);
    let day = [local.day(), local.month()].map(|part| part.to_string());
    let [day, month] = day;
    visit.answers.set(ON, [day, month, local.year().to_string()]);
    visit
        .answers
        .set(AT, [format!("{}.{:02}", local.hour(), local.minute())]);
}

/// Reads how it came.
///
/// # Errors
/// What is wrong with it and the form does not see by itself: a time that is none or lies ahead, one long ago (told once),
/// a reporter who is said to be anonymous and told of.
pub fn read(visit: &mut Visit, now: DateTime<Utc>) -> Result<Arrived, Vec<Fault>> {
    let mut faults = Vec::new();
    if visit.answers.first(IDENTITY) == Some("anonymous") && tells_of_reporter(visit) {
        faults.push(fault(IDENTITY, FieldProblem::UnknownCode));
    }
    let received_at = received(visit, now).map_err(|own| faults.extend(own)).ok();
    let office = office(visit).map_err(|own| faults.push(own)).ok();
    let channel = visit.answers.first(CHANNEL).and_then(Channel::parse);
    match (
        channel.filter(|channel| channel.is_recorded()),
        received_at.flatten(),
        office,
    ) {
        (Some(channel), Some(received_at), Some(office)) if faults.is_empty() => Ok(Arrived {
            channel,
            received_at,
            wants_code: visit.answers.filled(CODE).is_some(),
            office,
        }),
        // What lacks, the form itself tells.
        _ => Err(faults),
    }
}

/// The office that was chosen, one of those that were [offered](offer). That none was chosen, the form itself tells.
fn office(visit: &Visit) -> Result<Option<OfficeId>, Fault> {
    match visit.answers.filled(OFFICE) {
        None | Some(BY_HOME) => Ok(None),
        Some(chosen) if visit.answers.has(OFFERED, chosen) => {
            let id = chosen.parse().map(OfficeId);
            id.map(Some)
                .map_err(|_shape| fault(OFFICE, FieldProblem::UnknownCode))
        }
        Some(_) => Err(fault(OFFICE, FieldProblem::UnknownCode)),
    }
}

fn received(visit: &mut Visit, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Option<Fault>> {
    let Date3::Whole(date) = date3::read(visit.answers.get(ON)) else {
        return Err(None);
    };
    let (Ok(date), Some(time)) = (date.parse(), visit.answers.filled(AT)) else {
        return Err(None);
    };
    if date > helsinki::civil_date(now) {
        return Err(Some(fault(ON, FieldProblem::DateImpossible)));
    }
    let Some(at) = at_the_clock(time, date) else {
        return Err(Some(fault(AT, FieldProblem::DateInvalid)));
    };
    if at > now {
        return Err(Some(fault(AT, FieldProblem::DateImpossible)));
    }
    let said = visit.answers.get(ON).join("\n");
    if now - at > LONG_AGO && visit.warned.get(ON) != Some(&said) {
        visit.warned.insert(ON.to_owned(), said);
        return Err(Some(Fault {
            may_stay: true,
            ..fault(ON, FieldProblem::DateImpossible)
        }));
    }
    Ok(Some(at))
}

/// Whether anything was written that tells who reports.
fn tells_of_reporter(visit: &Visit) -> bool {
    let mut answers = visit.answers.iter();
    answers.any(|(key, values)| {
        key.starts_with("reporter.") && key != IDENTITY && values.iter().any(|value| !value.trim().is_empty())
    })
}

fn fault(key: &str, problem: FieldProblem) -> Fault {
    Fault {
        key: key.to_owned(),
        problem,
        may_stay: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::forms::load;

    fn at(text: &str) -> DateTime<Utc> {
        helsinki::parse_local_or_offset(text).unwrap()
    }

    fn visit() -> Visit {
        let form = load::form(crate::intake::record_report::FORM).unwrap();
        let mut visit = Visit::begin(form, Language::Fi, String::new());
        visit.answers.set(CHANNEL, ["phone"]);
        fill_in(&mut visit, at("2026-11-20T14:05"));
        visit
    }

    fn wrong(visit: &mut Visit, now: &str) -> Vec<(String, bool)> {
        let faults = read(visit, at(now)).err().unwrap_or_default();
        faults
            .into_iter()
            .map(|fault| (fault.key, fault.may_stay))
            .collect()
    }

    #[test]
    fn the_present_time_stands_there_and_is_when_it_came() {
        let mut visit = visit();
        let arrived = read(&mut visit, at("2026-11-20T14:25")).unwrap_or_else(|_| panic!("it is in order"));
        assert_eq!(arrived.received_at, at("2026-11-20T14:05"));
        assert!(!arrived.wants_code && arrived.channel == Channel::Phone);
    }

    #[test]
    fn what_lies_ahead_is_refused_and_what_came_long_ago_is_asked_for_once() {
        let mut visit = visit();
        assert_eq!(wrong(&mut visit, "2026-11-20T14:00"), [(AT.to_owned(), false)]);
        assert_eq!(wrong(&mut visit, "2026-11-19T23:00"), [(ON.to_owned(), false)]);
        visit.answers.set(AT, ["kahdelta"]);
        assert_eq!(wrong(&mut visit, "2026-11-20T15:00"), [(AT.to_owned(), false)]);
        visit.answers.set(AT, ["14.05"]);
        assert_eq!(wrong(&mut visit, "2027-02-20T15:00"), [(ON.to_owned(), true)]);
        assert_eq!(wrong(&mut visit, "2027-02-20T15:00"), []);
    }

    #[test]
    fn the_childs_home_leads_it_until_one_of_the_offered_offices_is_chosen() {
        let [own, other, foreign] = [1, 2, 3].map(|id| OfficeId(uuid::Uuid::from_u128(id)));
        let offices = Offices {
            own: vec![own],
            others: vec![other],
        };
        let chosen = |visit: &mut Visit| {
            let arrived = read(visit, at("2026-11-20T14:25"));
            arrived.map_or_else(|faults| Err(faults[0].key.clone()), |arrived| Ok(arrived.office))
        };
        let mut visit = visit();
        offer(&mut visit, &offices);
        assert_eq!(chosen(&mut visit), Ok(None));
        for (said, read) in [
            (own.to_string(), Ok(Some(own))),
            (other.to_string(), Ok(Some(other))),
            (BY_HOME.to_owned(), Ok(None)),
            (foreign.to_string(), Err(OFFICE.to_owned())),
            ("x".to_owned(), Err(OFFICE.to_owned())),
        ] {
            visit.answers.set(OFFICE, [said.as_str()]);
            offer(&mut visit, &offices);
            assert_eq!(chosen(&mut visit), read, "{said} stays as it was chosen");
        }
        visit.answers.set(OFFICE, [""]);
        offer(&mut visit, &Offices::default());
        assert_eq!(
            chosen(&mut visit),
            Ok(None),
            "a duty service records for the child's office"
        );
    }

    #[test]
    fn nobody_is_anonymous_of_whom_something_is_written() {
        let mut visit = visit();
        visit.answers.set(IDENTITY, ["anonymous"]);
        assert_eq!(wrong(&mut visit, "2026-11-20T15:00"), []);
        visit.answers.set("reporter.phone", ["050"]);
        assert_eq!(
            wrong(&mut visit, "2026-11-20T15:00"),
            [(IDENTITY.to_owned(), false)]
        );
        visit.answers.set(IDENTITY, ["named"]);
        assert_eq!(wrong(&mut visit, "2026-11-20T15:00"), []);
    }
}
