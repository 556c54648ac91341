//! Finds out where each case of a report goes: one office per child, whatever is known of the place.

use super::{App, IntakeError};
use crate::domain::language::LanguageCode;
use crate::domain::office::{Office, OfficeId};
use crate::domain::person::Residence;
use crate::domain::places::{CountyCode, MunicipalityCode, Names};
use crate::domain::report::{NewReport, Subject};
use crate::domain::routing::{self, Address};
use crate::domain::rules::RuleKind;
use crate::domain::summary::residence;

/// Where one case goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// What of the report it is about.
    pub subject: Subject,
    /// The county whose office receives it; it owns the case's rows.
    pub county: CountyCode,
    /// The county's names.
    pub county_names: Names,
    /// The office.
    pub office: Office,
    /// By what kind of rule.
    pub rule: RuleKind,
    /// The decision with its reason.
    pub decision: routing::Decision,
    /// Not routing led to the office: a worker who wrote the report down chose it.
    pub chosen: bool,
}

/// The destinations of `report`, one per case, in the order of [`NewReport::subjects`]. Where routing names no office
/// (Åland, a county without one here) the installation's own default office receives the case: a report is never
/// swallowed.
///
/// # Errors
/// [`IntakeError::NoOffice`] when the installation's own county has no office at all.
pub fn of(app: &App, report: &NewReport) -> Result<Vec<Destination>, IntakeError> {
    report
        .subjects()
        .into_iter()
        .map(|subject| destination(app, subject, &address(report, subject)))
        .collect()
}

/// The same for a report that a worker wrote down and gave to `chosen`, unless to none: what would go to another office of that
/// one's county goes there, and so does a child of whose home nothing is known. A child of another county goes to that county,
/// which answers for it (LsL 16 §).
///
/// # Errors
/// As [`of`].
pub(super) fn of_recorded(
    app: &App,
    report: &NewReport,
    chosen: Option<OfficeId>,
) -> Result<Vec<Destination>, IntakeError> {
    let mut destinations = of(app, report)?;
    let directory = app.directory();
    let Some(chosen) = chosen.and_then(|id| directory.rules.office(id)) else {
        return Ok(destinations);
    };
    let names = directory.counties.get(&chosen.county);
    let names = names.ok_or(IntakeError::NoOffice)?;
    for to in &mut destinations {
        let unknown = to.decision.reason.municipality.is_none();
        if unknown {
            // Its duty service is the one that sees what is urgent.
            to.decision.county = chosen.county;
        }
        if (unknown || to.county == chosen.county) && to.office.id != chosen.id {
            to.county = chosen.county;
            to.county_names.clone_from(names);
            to.office.clone_from(chosen);
            to.chosen = true;
        }
    }
    Ok(destinations)
}

/// Where the case that `subject` makes of `report` would go if it came today.
///
/// # Errors
/// As [`of`].
pub(super) fn of_one(app: &App, report: &NewReport, subject: Subject) -> Result<Destination, IntakeError> {
    destination(app, subject, &address(report, subject))
}

/// Where the case that `subject` makes of `report` goes now that the family lives in `municipality`.
///
/// # Errors
/// As [`of`].
pub(super) fn after_moving(
    app: &App,
    report: &NewReport,
    subject: Subject,
    municipality: MunicipalityCode,
) -> Result<Destination, IntakeError> {
    let moved = Address {
        municipality: Some(municipality),
        postal_code: None,
        area: None,
        of_another: false,
        ..address(report, subject)
    };
    destination(app, subject, &moved)
}

fn destination(app: &App, subject: Subject, address: &Address) -> Result<Destination, IntakeError> {
    let directory = app.directory();
    let rules = &directory.rules;
    let decision = routing::route(address, app.geography, rules);
    let office = decision.office.and_then(|id| rules.office(id));
    let office = office.or_else(|| rules.fallback_office(rules.home_county()));
    let office = office.ok_or(IntakeError::NoOffice)?.clone();
    let county_names = directory
        .counties
        .get(&office.county)
        .ok_or(IntakeError::NoOffice)?
        .clone();
    Ok(Destination {
        subject,
        county: office.county,
        county_names,
        rule: decision.rule,
        office,
        decision,
        chosen: false,
    })
}

/// The county in which the subject of a case is said to be, where somebody has said it by a municipality: where the child
/// is now, else the place of concern. Free text decides nothing.
pub(super) fn whereabouts(app: &App, report: &NewReport, subject: Subject) -> Option<CountyCode> {
    let child = match subject {
        Subject::Child(index) => report.children.get(index),
        Subject::Unborn => None,
    };
    let now = child.and_then(|child| child.identity.whereabouts_municipality);
    let place = now.or(report.worker_only.place_of_concern_municipality)?;
    app.geography.county_of(app.geography.current(place)?)
}

/// What is known of where the subject is.
fn address(report: &NewReport, subject: Subject) -> Address {
    let own = residence(report, subject);
    let anothers = if tells_where(&own) {
        None
    } else {
        anothers_home(report, subject)
    };
    let of_another = anothers.is_some();
    let residence = anothers.unwrap_or(own);
    let language = match subject {
        Subject::Child(index) => report
            .children
            .get(index)
            .and_then(|child| child.facts.language.as_ref()),
        Subject::Unborn => None,
    };
    Address {
        municipality: residence.municipality,
        postal_code: residence.postal_code,
        area: residence.area.as_ref().map(|area| area.expose().to_owned()),
        prenatal: subject == Subject::Unborn,
        authority: report.is_professional(),
        language: language.and_then(|language| LanguageCode::meant_by(language.expose())),
        place_of_concern: report.worker_only.place_of_concern_municipality,
        of_another,
    }
}

const fn tells_where(residence: &Residence) -> bool {
    residence.municipality.is_some() || residence.postal_code.is_some()
}

/// The first known home of another child or parent of the report: siblings live together as a rule. A protected one is
/// left out: the reason of the routing would tell it to those who see the other case.
fn anothers_home(report: &NewReport, subject: Subject) -> Option<Residence> {
    let others = report.subjects().into_iter().filter(|other| *other != subject);
    others
        .filter(|other| !report.is_protected(*other))
        .map(|other| residence(report, other))
        .find(tells_where)
}
