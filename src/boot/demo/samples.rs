//! The sample reports of the demo: invented people, every branch, arrivals spread over the last days.

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::helsinki;
use crate::domain::language::Language;
use crate::domain::report::{Channel, FormVersion, NewReport};
use crate::forms::{Form, load};
use crate::intake::authenticate_client::ApiClient;
use crate::intake::submit_report::{Admission, submit};
use crate::intake::{App, form_token};
use crate::places::Places;
use crate::wire::{self, Reading, Strictness};

use super::Failure;

const SAMPLES: &str = include_str!("../../../data/demo_reports.json");

/// The check characters of an identity code, by remainder.
const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// The last names of children beyond the first round.
const LAST_NAMES: [&str; 12] = [
    "Malliharju",
    "Esimerkki",
    "Näyteniemi",
    "Testinen",
    "Mallikorpi",
    "Kuvitelma",
    "Esimäki",
    "Mallisaari",
    "Näytelä",
    "Keksitty",
    "Malliaho",
    "Testimaa",
];

/// A report of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    channel: Channel,
    language: Language,
    /// How long before the start it arrived.
    hours_ago: u32,
    report: Value,
}

/// Files `count` reports as if they had arrived during the last days before `now`. The same count and day give the same
/// reports.
///
/// # Errors
/// [`Failure`] of the service.
pub fn file(app: &App, client: &ApiClient, count: u32, now: DateTime<Utc>) -> Result<(), Failure> {
    let samples = read()?;
    for (number, sample) in (0..count).zip(samples.iter().cycle()) {
        let length = u32::try_from(samples.len()).unwrap_or(u32::MAX).max(1);
        let round = number / length;
        let arrived = now - arrived_before(sample, number, round);
        let report = report(sample, number, round, arrived)?;
        let admission = match sample.channel {
            Channel::Api => Admission::Api {
                client: client.clone(),
                key: format!("demo-{number}"),
            },
            _ => Admission::Web {
                token: form_token::issue(app, arrived).map_err(Failure::failed)?,
                wants_code: true,
            },
        };
        submit(app, &report, &admission, arrived).map_err(Failure::failed)?;
    }
    Ok(())
}

fn read() -> Result<Vec<Sample>, Failure> {
    serde_json::from_str(SAMPLES).map_err(|error| Failure::failed(format!("the sample reports: {error}")))
}

/// Later rounds fall between the first ones, none more than a fortnight back.
fn arrived_before(sample: &Sample, number: u32, round: u32) -> TimeDelta {
    let hours = (sample.hours_ago + round * 7) % (14 * 24);
    TimeDelta::hours(hours.into()) + TimeDelta::minutes((number * 17 % 59 + 1).into())
}

/// The report as it is filed on the day of `arrived`.
fn report(sample: &Sample, number: u32, round: u32, arrived: DateTime<Utc>) -> Result<NewReport, Failure> {
    let today = helsinki::civil_date(arrived);
    let mut document = sample.report.clone();
    let mut making = Making {
        today,
        number,
        round,
        people: 0,
    };
    making.fill(&mut document);
    let web = sample.channel == Channel::Web;
    let reading = Reading {
        strictness: if web {
            Strictness::Lenient
        } else {
            Strictness::Strict
        },
        channel: sample.channel,
        form: form_of(&document).filter(|_| web).map(|form| FormVersion {
            id: form.id.clone(),
            version: form.version,
        }),
        language: sample.language,
        today,
        municipality_known: &|code| Places::embedded().geography().current(code).is_some(),
    };
    wire::read(&document, &reading)
        .map(|accepted| accepted.report)
        .map_err(|errors| {
            let places: Vec<String> = errors.iter().map(|error| error.path.to_string()).collect();
            Failure::failed(format!(
                "sample report {number} is not in order at {}",
                places.join(", ")
            ))
        })
}

/// Turns what is relative in a sample into dates.
struct Making {
    today: NaiveDate,
    number: u32,
    round: u32,
    people: u32,
}

impl Making {
    fn fill(&mut self, value: &mut Value) {
        match value {
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.fill(element)),
            Value::Object(members) => {
                self.date(members);
                self.name(members);
                members.values_mut().for_each(|member| self.fill(member));
            }
            _ => {}
        }
    }

    /// `age` in years becomes a birth date, with `code` an identity code too; `due_in_weeks` the expected birth.
    fn date(&mut self, members: &mut Map<String, Value>) {
        if let Some(weeks) = members.remove("due_in_weeks").and_then(|weeks| weeks.as_i64()) {
            let due = self.today + TimeDelta::weeks(weeks);
            members.insert("expected_birth_date".to_owned(), due.to_string().into());
        }
        let with_code = members.remove("code").is_some();
        let Some(age) = members
            .remove("age")
            .and_then(|age| u32::try_from(age.as_u64()?).ok())
        else {
            return;
        };
        self.people += 1;
        // Somewhere in the year after the last birthday, so that the age holds on any day.
        let days = 20 + (self.number * 37 + self.people * 53 + self.round * 3) % 300;
        let birthday = self
            .today
            .checked_sub_months(Months::new(12 * age))
            .unwrap_or(self.today);
        let born = birthday - TimeDelta::days(days.into());
        members.insert("birth_date".to_owned(), born.to_string().into());
        if with_code {
            let code = identity_code(born, 900 + (self.number * 7 + self.people) % 100);
            members.insert("personal_identity_code".to_owned(), code.into());
        }
    }

    /// In later rounds other children have the same worries.
    fn name(&self, members: &mut Map<String, Value>) {
        let other = usize::try_from(self.round)
            .ok()
            .and_then(|round| round.checked_sub(1));
        let other = other.and_then(|round| LAST_NAMES.get(round % LAST_NAMES.len()));
        if let (Some(other), Some(name)) = (other, members.get_mut("last_name")) {
            *name = Value::from(*other);
        }
    }
}

/// The form in which somebody of the document's role would have written it.
fn form_of(document: &Value) -> Option<&'static Form> {
    let role = document.get("reporter_role").and_then(Value::as_str);
    role.and_then(load::form).or_else(|| load::form("concern"))
}

/// An identity code of the range that belongs to nobody (900–999), for somebody born in this century.
fn identity_code(born: NaiveDate, individual: u32) -> String {
    let digits = format!(
        "{:02}{:02}{:02}",
        born.day(),
        born.month(),
        born.year().rem_euclid(100)
    );
    let whole: u32 = format!("{digits}{individual:03}").parse().unwrap_or_default();
    let check = usize::try_from(whole % 31)
        .ok()
        .and_then(|at| CHECK.get(at))
        .copied()
        .unwrap_or(b'0');
    format!("{digits}A{individual:03}{}", char::from(check))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::ReportedUrgency;
    use crate::domain::identity_code::IdentityCode;
    use crate::domain::report::IdentityLevel;

    fn all() -> Vec<NewReport> {
        let now: DateTime<Utc> = "2026-11-21T10:00:00Z".parse().unwrap();
        let samples = read().unwrap();
        let made = (0..)
            .zip(&samples)
            .map(|(number, sample)| report(sample, number, 0, now).unwrap());
        made.collect()
    }

    #[test]
    fn every_branch_is_shown() {
        let reports = all();
        let any = |what: &dyn Fn(&NewReport) -> bool| reports.iter().filter(|report| what(report)).count();
        assert!(any(&|report| report.identity_level() == IdentityLevel::None) >= 3);
        assert!(any(&|report| report.identity_level() == IdentityLevel::Protected) >= 3);
        assert!(any(&NewReport::is_professional) >= 8);
        assert!(any(&NewReport::has_protected_address) >= 1);
        assert!(any(&|report| report.unborn_child.is_some()) >= 2);
        assert!(any(&|report| report.children.len() > 1) >= 2);
        assert!(any(&|report| report.facts.joint_contact) >= 1);
        assert!(any(&|report| report.facts.concern.urgency == Some(ReportedUrgency::Today)) >= 3);
        assert!(any(&|report| report.language == Language::Sv) >= 3);
    }

    #[test]
    fn the_children_are_nobody_and_of_the_age_that_is_told() {
        let reports = all();
        let codes: Vec<_> = reports
            .iter()
            .flat_map(|report| &report.children)
            .filter_map(|child| child.identity.personal_identity_code.as_ref())
            .collect();
        assert!(codes.len() >= 10);
        for code in codes {
            let text = code.expose();
            assert!(IdentityCode::parse(text).is_ok(), "{text}");
            assert_eq!(
                text.get(7..8),
                Some("9"),
                "{text} is of a range that is given to people"
            );
        }
    }

    #[test]
    fn a_later_round_is_about_other_children_and_other_hours() {
        let samples = read().unwrap();
        let sample = &samples[1];
        let now: DateTime<Utc> = "2026-11-21T10:00:00Z".parse().unwrap();
        let (one, other) = (
            report(sample, 1, 0, now).unwrap(),
            report(sample, 25, 1, now).unwrap(),
        );
        assert_ne!(one.children[0].identity, other.children[0].identity);
        assert_ne!(arrived_before(sample, 1, 0), arrived_before(sample, 25, 1));
    }
}
