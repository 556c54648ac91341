//! How and when a recorded report came to the office, and whether its reporter stays anonymous: the answers that the form
//! asks for and that are no part of the report.

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};

use crate::domain::field_error::FieldProblem;
use crate::domain::helsinki;
use crate::domain::report::Channel;
use crate::forms::date3::{self, Date3};
use crate::web::public::reading::Fault;
use crate::web::public::visit::Visit;
use crate::web::staff::triage::at_the_clock;

const CHANNEL: &str = "recorded.channel";
const ON: &str = "recorded.received_on";
const AT: &str = "recorded.received_at";
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
    let channel = visit.answers.first(CHANNEL).and_then(Channel::parse);
    match (
        channel.filter(|channel| channel.is_recorded()),
        received_at.flatten(),
    ) {
        (Some(channel), Some(received_at)) if faults.is_empty() => Ok(Arrived {
            channel,
            received_at,
            wants_code: visit.answers.filled(CODE).is_some(),
        }),
        // What lacks, the form itself tells.
        _ => Err(faults),
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
