//! What makes a report urgent by its own words: a closed list of signs, told to the worker in words, never a score.
//!
//! Three signs are the reporter's own; the others follow from the reasons that were ticked, by what is asked on the phone
//! first (assault, sexual abuse, alone) and what cannot wait for the office to open. Free text decides nothing.
//! A sign orders the queue and alarms people; the judgement of urgency is a worker's (LsL 26 §).

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::codes::{Ongoing, Reason, ReportedUrgency, ReporterRole, code_list};
use super::office::Office;
use super::places::CountyCode;
use super::report::{NewReport, Subject};
use super::rules::RuleSet;

code_list! {
    /// A sign that a case is urgent.
    Sign, "urgent_sign", {
        /// The reporter says that it is happening now.
        Now = "now",
        /// The reporter asks that it is looked at today.
        Today = "today",
        /// The child or young person wrote themself.
        ChildSelf = "child_self",
        /// Reason 25 of list 1251: the child was assaulted.
        Assault = "assault",
        /// Reason 26: the child was sexually abused.
        SexualAbuse = "sexual_abuse",
        /// Reason 41: the child is without a carer.
        WithoutCarer = "without_carer",
        /// Reason 35: the child harms itself.
        SelfHarm = "self_harm",
        /// A child who may be under [`SMALL`] years old, and violence, neglect, or a carer's intoxicants.
        SmallChild = "small_child",
    }
}

code_list! {
    /// Why an office sees a case beside the one whose it is.
    WhyCopied, "why_copied", {
        /// The office was closed, or nobody has said when it is open: the duty service of the county of residence.
        Duty = "duty",
        /// The same, and the child is said to be in another county: the duty service there (LsL 16 § 2).
        DutyElsewhere = "duty_elsewhere",
        /// Nobody had opened it in time: the county's default office.
        Escalated = "escalated",
        /// It is offered to this office, which has not answered.
        Transfer = "transfer",
    }
}

/// A child is small below this age, in years: it cannot leave, call or tell.
pub const SMALL: i32 = 3;

/// The reasons that mean urgent whoever the child is, each with its sign (list 1251).
const BY_REASON: [(Reason, Sign); 4] = [
    (Reason::ChildAssault, Sign::Assault),
    (Reason::ChildSexualAbuse, Sign::SexualAbuse),
    (Reason::ChildWithoutCarer, Sign::WithoutCarer),
    (Reason::ChildSelfHarm, Sign::SelfHarm),
];

/// The reasons that mean urgent when the child is small: of list 1251 and, as a private person ticks no finer ones, the
/// groups of the private forms that hold them.
const FOR_THE_SMALL: [Reason; 7] = [
    Reason::FamilyViolence,
    Reason::CareNeglect,
    Reason::LackOfSupervision,
    Reason::CarerSubstanceUse,
    Reason::Violence,
    Reason::Neglect,
    Reason::SubstanceUse,
];

/// The signs of the case that `subject` makes of `report`, which comes on the day `on` (Europe/Helsinki), in the order of
/// [`Sign::ALL`]. None: it is not urgent by its own words.
pub fn signs(report: &NewReport, subject: Subject, on: NaiveDate) -> Vec<Sign> {
    let concern = &report.facts.concern;
    let told = |reason: &Reason| concern.reasons.contains(reason);
    let holds = |sign: Sign| match sign {
        Sign::Now => concern.ongoing == Some(Ongoing::Now),
        Sign::Today => concern.urgency == Some(ReportedUrgency::Today),
        Sign::ChildSelf => report.facts.reporter_role == Some(ReporterRole::YoungPerson),
        Sign::Assault | Sign::SexualAbuse | Sign::WithoutCarer | Sign::SelfHarm => {
            let child = matches!(subject, Subject::Child(_));
            child
                && BY_REASON
                    .iter()
                    .any(|(reason, meant)| *meant == sign && told(reason))
        }
        Sign::SmallChild => may_be_small(report, subject, on) && FOR_THE_SMALL.iter().any(told),
    };
    Sign::ALL.into_iter().filter(|sign| holds(*sign)).collect()
}

/// Who gets an urgent case at once beside `office`, when `office` is not certainly open at `now`: the duty
/// service of `county`, which answers for the child (LsL 16 §), or where that one has none the one of the office's county;
/// and when the child is said to be in another county, `elsewhere`, that one's too (LsL 16 § 2). Each office once.
pub fn duty_services<'r>(
    office: &Office,
    county: CountyCode,
    elsewhere: Option<CountyCode>,
    rules: &'r RuleSet,
    now: DateTime<Utc>,
) -> Vec<(&'r Office, WhyCopied)> {
    if office.hours.at(now).is_open() {
        return Vec::new();
    }
    duties(office, county, elsewhere, rules)
}

/// The duty services of [`duty_services`], whatever the hour: they get what nobody has opened in time.
pub fn duties<'r>(
    office: &Office,
    county: CountyCode,
    elsewhere: Option<CountyCode>,
    rules: &'r RuleSet,
) -> Vec<(&'r Office, WhyCopied)> {
    let own = rules.duty(county).or_else(|| rules.duty(office.county));
    let other = elsewhere
        .filter(|other| *other != county)
        .and_then(|other| rules.duty(other));
    let mut told: Vec<(&Office, WhyCopied)> = Vec::new();
    for (duty, why) in [(own, WhyCopied::Duty), (other, WhyCopied::DutyElsewhere)] {
        if let Some(duty) = duty
            && duty.id != office.id
            && told.iter().all(|(known, _)| known.id != duty.id)
        {
            told.push((duty, why));
        }
    }
    told
}

/// Whether the child may be under [`SMALL`] years old on the day `on`, by its birth date as far as it is known, else its
/// identity code, else the reporter's guess in figures.
fn may_be_small(report: &NewReport, subject: Subject, on: NaiveDate) -> bool {
    let Subject::Child(index) = subject else {
        return false;
    };
    let Some(child) = report.children.get(index) else {
        return false;
    };
    let code = child.identity.personal_identity_code.as_ref();
    let by_code = || Some(code?.valid()?.birth_date());
    let latest = child
        .identity
        .birth_date
        .and_then(super::partial_date::PartialDate::latest);
    match latest.or_else(by_code) {
        Some(born) => years_between(born, on) < SMALL,
        None => child
            .facts
            .age_estimate
            .as_ref()
            .is_some_and(|guess| guessed_small(guess.expose())),
    }
}

/// Whole years from `born` to `on`.
fn years_between(born: NaiveDate, on: NaiveDate) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i32::from(!had_birthday)
}

/// Whether a guess such as "about 2", "2–3 v" or "8 kk" begins below [`SMALL`] years. Without a figure nothing is known.
fn guessed_small(guess: &str) -> bool {
    let guess = guess.to_lowercase();
    let Some(begin) = guess.find(|c: char| c.is_ascii_digit()) else {
        return false;
    };
    let rest = guess.get(begin..).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (figure, unit) = rest.split_at(end);
    // The unit is the word that follows the figure, or the range: of "5 v 3 kk" the years count.
    let unit = unit.trim_start_matches(|c: char| !c.is_alphabetic());
    let Ok(figure) = figure.parse::<i32>() else {
        return false;
    };
    let months = ["kk", "kuuk", "mån", "month"]
        .iter()
        .any(|word| unit.starts_with(word));
    let weeks = ["viik", "veck", "week"].iter().any(|word| unit.starts_with(word));
    if weeks {
        figure < SMALL * 52
    } else if months {
        figure < SMALL * 12
    } else {
        figure < SMALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::domain::partial_date::PartialDate;
    use crate::domain::person::{Child, ChildFacts, ChildIdentity, UnbornChild};
    use crate::domain::report::{Channel, Concern, Facts, Reporter, WorkerOnly};
    use crate::domain::text::Text;

    fn text(text: &str) -> Text {
        Text::parse(text, 100).unwrap().unwrap()
    }

    fn about(reasons: &[Reason], born: Option<&str>, guess: Option<&str>) -> NewReport {
        NewReport {
            channel: Channel::Web,
            form: None,
            language: Language::Fi,
            reporter: Reporter::default(),
            children: vec![Child {
                identity: ChildIdentity {
                    birth_date: born.map(|date| PartialDate::parse(date).unwrap()),
                    ..ChildIdentity::default()
                },
                facts: ChildFacts {
                    age_estimate: guess.map(text),
                    ..ChildFacts::default()
                },
                concerns_staff: false,
            }],
            unborn_child: Some(UnbornChild::default()),
            guardians: Vec::new(),
            facts: Facts {
                reporter_role: None,
                concern: Concern {
                    description: text("Huoli"),
                    reasons: reasons.to_vec(),
                    observed: None,
                    ongoing: None,
                    urgency: None,
                },
                support_needs: Vec::new(),
                family_told: None,
                observed_by: None,
                observed_by_name: None,
                history_text: None,
                support_tried_text: None,
                other_services_text: None,
                child_view_text: None,
                family_view_text: None,
                police_told: None,
                joint_contact: false,
                called_at: None,
            },
            worker_only: WorkerOnly::default(),
        }
    }

    fn of(report: &NewReport) -> Vec<Sign> {
        signs(
            report,
            Subject::Child(0),
            NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        )
    }

    #[test]
    fn the_reporters_own_words_are_signs() {
        let mut report = about(&[], None, None);
        assert!(of(&report).is_empty());
        report.facts.concern.urgency = Some(ReportedUrgency::WithinDays);
        report.facts.concern.ongoing = Some(Ongoing::Repeats);
        report.facts.reporter_role = Some(ReporterRole::PrivatePerson);
        assert!(of(&report).is_empty());
        report.facts.concern.urgency = Some(ReportedUrgency::Today);
        report.facts.concern.ongoing = Some(Ongoing::Now);
        report.facts.reporter_role = Some(ReporterRole::YoungPerson);
        assert_eq!(of(&report), [Sign::Now, Sign::Today, Sign::ChildSelf]);
    }

    #[test]
    fn four_reasons_are_signs_and_no_other_is() {
        for reason in Reason::ALL {
            let expected: Vec<Sign> = match reason {
                Reason::ChildAssault => vec![Sign::Assault],
                Reason::ChildSexualAbuse => vec![Sign::SexualAbuse],
                Reason::ChildWithoutCarer => vec![Sign::WithoutCarer],
                Reason::ChildSelfHarm => vec![Sign::SelfHarm],
                _ => Vec::new(),
            };
            let report = about(&[reason], Some("2012-03-01"), None);
            assert_eq!(of(&report), expected, "{reason}");
            let day = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
            assert!(signs(&report, Subject::Unborn, day).is_empty(), "{reason}");
        }
    }

    #[test]
    fn a_child_who_may_be_under_three_is_small() {
        for (born, guess, small) in [
            (None, Some("5 v 3 kk"), false),
            (None, Some("1 v 8 kk"), true),
            (None, Some("12 years 6 months"), false),
            (None, Some("16, joka toinen viikko isällä"), false),
            (None, Some("2–3 kk"), true),
            (Some("2023-11-21"), None, true),
            (Some("2023-11-20"), None, false),
            // Nobody knows the day: it may still be two.
            (Some("2023"), None, true),
            (Some("2022"), None, false),
            (None, Some("noin 2"), true),
            (None, Some("2–3 v"), true),
            (None, Some("3"), false),
            (None, Some("about 8 months"), true),
            (None, Some("30 kk"), true),
            (None, Some("40 kk"), false),
            (None, Some("6 viikkoa"), true),
            (None, Some("pieni"), false),
            (None, Some("12"), false),
            (None, None, false),
            // What is known goes before what is guessed.
            (Some("2012"), Some("2"), false),
        ] {
            for reason in FOR_THE_SMALL {
                let expected: &[Sign] = if small { &[Sign::SmallChild] } else { &[] };
                assert_eq!(of(&about(&[reason], born, guess)), expected, "{born:?} {guess:?}");
            }
            assert!(of(&about(&[Reason::Housing], born, guess)).is_empty());
        }
    }
}
