//! Where each case of a report goes, and who sees it at once.

use chrono::{DateTime, Utc};

use crate::domain::helsinki;
use crate::domain::office::Office;
use crate::domain::report::NewReport;
use crate::domain::urgency::{self, Sign, WhyCopied, duty_services};
use crate::intake::App;
use crate::intake::destinations::{self, Destination};

/// Where a case goes, why it is urgent, and who sees it at once beside its office.
pub(super) struct Going<'a> {
    pub to: &'a Destination,
    pub signs: Vec<Sign>,
    pub also: Vec<(Office, WhyCopied)>,
}

impl<'a> Going<'a> {
    pub fn new(app: &App, report: &NewReport, to: &'a Destination, now: DateTime<Utc>) -> Self {
        let signs = urgency::signs(report, to.subject, helsinki::civil_date(now));
        let directory = app.directory();
        let also = if signs.is_empty() {
            Vec::new()
        } else {
            let elsewhere = destinations::whereabouts(app, report, to.subject);
            duty_services(&to.office, to.decision.county, elsewhere, &directory.rules, now)
        };
        Self {
            to,
            signs,
            also: also
                .into_iter()
                .map(|(office, why)| (office.clone(), why))
                .collect(),
        }
    }

    /// Everybody who sees the case, its office first.
    pub fn offices(&self) -> impl Iterator<Item = &Office> {
        std::iter::once(&self.to.office).chain(self.also.iter().map(|(office, _)| office))
    }
}

/// The offices that hold a key of the report, each once.
pub(super) fn distinct_offices(going: &[Going<'_>]) -> Vec<Office> {
    let mut offices: Vec<Office> = Vec::new();
    for office in going.iter().flat_map(Going::offices) {
        if !offices.iter().any(|known| known.id == office.id) {
            offices.push(office.clone());
        }
    }
    offices
}
