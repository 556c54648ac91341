//! Changes the directory of offices: what is wanted is checked as a whole, compared with what is there, and stored with
//! what it was before, all or nothing.

mod difference;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::record_access::record;
use super::{App, IntakeError};
use crate::domain::access::{Capability, Scope, may_administer};
use crate::domain::audit::{Action, Entry};
use crate::domain::office::{Office, OfficeId};
use crate::domain::places::{CountyCode, Geography};
use crate::domain::rules::{self, Area, DirectoryFault, Draft, RoutingRule};
use crate::store::cabinet::Owner;
use crate::store::directory::{self, Change};
use crate::store::seal::aad::KeyKind;
use crate::store::{StoreError, Tx};

pub use crate::store::directory::{Changed, CountyEntry};
pub use difference::{Difference, Line, LineKind, members};

/// A whole directory: what is there, or what is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Of which version of the directory it was made: another one meanwhile makes it stale.
    pub version: i64,
    /// Every county.
    pub counties: Vec<CountyEntry>,
    /// Every office. None is ever taken away: what one did must stay told.
    pub offices: Vec<Office>,
    /// Every rule, each county's in the order in which they are asked; their positions are set anew.
    pub rules: Vec<RoutingRule>,
    /// Every area, in their order.
    pub areas: Vec<Area>,
}

/// Who changes the directory.
#[derive(Debug, Clone, Copy)]
pub enum Editor<'a> {
    /// The operator at the machine.
    Operator,
    /// An administrator, who may change their own county and nothing else.
    Administrator(&'a Scope),
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The directory that is wanted cannot be trusted with every report.
    #[error("the directory has {} faults", .0.len())]
    Faults(Vec<DirectoryFault>),
    /// Somebody else changed the directory meanwhile.
    #[error("the directory was changed meanwhile")]
    Stale,
    /// Something of another county would change.
    #[error("county {0} is not the editor's")]
    Foreign(CountyCode),
    /// Something would change that the editor may not change.
    #[error("the editor may not change this")]
    NotAllowed,
    /// An office is left out, or has another id or county than before.
    #[error("an office is neither taken away nor moved")]
    OfficeGone(OfficeId),
    /// Two offices have the same code.
    #[error("two offices have the code {0}")]
    SameCode(String),
    /// The service failed.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for ChangeError {
    fn from(error: StoreError) -> Self {
        Self::Intake(error.into())
    }
}

impl Wanted {
    /// The directory as it is stored, to be changed.
    ///
    /// # Errors
    /// [`IntakeError`] of the database.
    pub fn current(app: &App) -> Result<Self, IntakeError> {
        Ok(app.store.read("read_whole_directory", Self::read)?)
    }

    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            version: directory::version(tx)?,
            counties: directory::counties(tx)?,
            offices: directory::offices(tx)?,
            rules: directory::rules(tx)?,
            areas: directory::areas(tx)?,
        })
    }

    /// Everything that is wrong with it for `app`.
    pub fn faults(&self, app: &App) -> Vec<DirectoryFault> {
        self.check(app.directory().rules.home_county(), app.geography)
    }

    /// Everything that is wrong with it for the installation of `home_county`.
    pub fn check(&self, home_county: CountyCode, geography: &Geography) -> Vec<DirectoryFault> {
        let named = |office: fn(&CountyEntry) -> Option<OfficeId>| -> Vec<_> {
            let found = self.counties.iter();
            found
                .filter_map(|county| Some((county.code, office(county)?)))
                .collect()
        };
        let draft = Draft {
            home_county,
            offices: &self.offices,
            defaults: &named(|county| county.default_office),
            duty: &named(|county| county.duty_office),
            rules: &self.rules,
            areas: &self.areas,
        };
        rules::check(&draft, geography)
    }

    /// Whether anything can reach `office`: a rule, or its county as default office or duty service.
    pub fn leads_to(&self, office: OfficeId) -> bool {
        self.rules.iter().any(|rule| rule.office == office)
            || self
                .counties
                .iter()
                .any(|county| [county.default_office, county.duty_office].contains(&Some(office)))
    }

    /// What would change: the counties, offices and rules that are new or other than in `before`.
    pub fn difference(&self, before: &Self, app: &App) -> Difference {
        difference::between(before, self, app.geography)
    }
}

/// Makes `wanted` the directory from `now` on, in one transaction, and tells what changed. New offices get their keys
/// and are inactive until they have a reader and a mailbox. Every process reads the directory anew.
///
/// # Errors
/// [`ChangeError`]; then nothing was changed.
pub fn apply(
    app: &App,
    wanted: Wanted,
    editor: Editor<'_>,
    now: DateTime<Utc>,
) -> Result<Difference, ChangeError> {
    let faults = wanted.faults(app);
    if !faults.is_empty() {
        return Err(ChangeError::Faults(faults));
    }
    let scope = match editor {
        Editor::Operator => None,
        Editor::Administrator(scope) => Some(scope.clone()),
    };
    let working = app.clone();
    let difference = app.store.write("change_directory", move |tx| {
        let before = Wanted::read(tx)?;
        // Whoever comes second waits here for the first, and is then told.
        directory::bump_version(tx)?;
        if directory::version(tx)? != wanted.version + 1 {
            return Err(ChangeError::Stale);
        }
        check_offices(&before, &wanted)?;
        let difference = wanted.difference(&before, &working);
        if let Some(scope) = &scope {
            check_editor(scope, &difference)?;
        }
        store(tx, &working, &before, &wanted, &difference)?;
        directory::activate_ready(tx, now)?;
        for line in &difference.lines {
            tell(tx, &working, scope.as_ref(), line, now)?;
        }
        Ok(difference)
    })?;
    app.reload_changed();
    Ok(difference)
}

/// The members of an office that its own administrator keeps; the others decide what it is and gets.
const CONTACT: [&str; 10] = [
    "name_fi",
    "name_sv",
    "name_en",
    "name_se",
    "address",
    "languages",
    "phones",
    "hours",
    "mailbox",
    "supervisor_mailbox",
];

/// Whether everything of `difference` is in the hands of the person of `scope`.
fn check_editor(scope: &Scope, difference: &Difference) -> Result<(), ChangeError> {
    if let Some(foreign) = difference.counties().find(|county| *county != scope.county) {
        return Err(ChangeError::Foreign(foreign));
    }
    let may = |line: &Line| {
        let office = Uuid::parse_str(&line.object).ok().map(OfficeId);
        let contact = line.what == Changed::Office
            && line.kind() == LineKind::Changed
            && line
                .members()
                .iter()
                .all(|(name, ..)| CONTACT.contains(&name.as_str()));
        may_administer(scope, Capability::KeepDirectory, line.county, office)
            || contact && may_administer(scope, Capability::KeepOffice, line.county, office)
    };
    if difference.lines.iter().all(may) {
        Ok(())
    } else {
        Err(ChangeError::NotAllowed)
    }
}

fn check_offices(before: &Wanted, wanted: &Wanted) -> Result<(), ChangeError> {
    for office in &before.offices {
        let kept = |other: &&Office| other.id == office.id && other.county == office.county;
        if !wanted.offices.iter().any(|other| kept(&other)) {
            return Err(ChangeError::OfficeGone(office.id));
        }
    }
    let mut codes: Vec<&str> = wanted.offices.iter().map(|office| office.code.as_str()).collect();
    codes.sort_unstable();
    match codes.windows(2).find(|pair| matches!(pair, [a, b] if a == b)) {
        Some([twice, ..]) => Err(ChangeError::SameCode((*twice).to_owned())),
        _ => Ok(()),
    }
}

fn store(
    tx: &mut Tx<'_>,
    app: &App,
    before: &Wanted,
    wanted: &Wanted,
    difference: &Difference,
) -> Result<(), ChangeError> {
    for office in &wanted.offices {
        match before.offices.iter().find(|other| other.id == office.id) {
            Some(same) if same == office => {}
            Some(_) => drop(directory::update_office(tx, office)?),
            None => {
                directory::insert_office(tx, office)?;
                for kind in [KeyKind::Office, KeyKind::Identity] {
                    let made = app.cabinet.make(tx, kind, Owner::Office(office.id), &*app.ids);
                    made.map_err(IntakeError::from)?;
                }
            }
        }
    }
    for county in &wanted.counties {
        if !before.counties.contains(county) {
            directory::update_county(tx, county)?;
        }
    }
    let changed: Vec<CountyCode> = difference.of(Changed::Rules).map(|line| line.county).collect();
    for county in changed {
        let municipalities: Vec<_> = app.geography.municipalities_of(county).collect();
        directory::delete_rules(tx, county, &municipalities)?;
        let rules = wanted.rules.iter().filter(|rule| rule.county == county);
        for (position, rule) in (1..).zip(rules) {
            let rule = RoutingRule {
                position,
                ..rule.clone()
            };
            directory::insert_rule(tx, app.ids.uuid(), &rule)?;
        }
        let areas = wanted
            .areas
            .iter()
            .filter(|area| municipalities.contains(&area.municipality));
        for (position, area) in (1..).zip(areas) {
            directory::insert_area(tx, position, area)?;
        }
    }
    Ok(())
}

/// Keeps what was changed, before and after, and a row of the log that names it by a hash.
fn tell(
    tx: &mut Tx<'_>,
    app: &App,
    scope: Option<&Scope>,
    line: &Line,
    now: DateTime<Utc>,
) -> Result<(), ChangeError> {
    let change = Change {
        id: app.ids.uuid(),
        county: line.county,
        at: now,
        actor: scope.map(|scope| scope.staff),
        actor_name: None,
        what: line.what,
        object: line.object.clone(),
        before: line.before.as_ref().map(Value::to_string),
        after: line.after.to_string(),
    };
    directory::insert_change(tx, &change)?;
    let entry = match scope {
        Some(scope) => Entry::by(scope, Action::DirectoryChanged, now),
        None => Entry::of_service(line.county, Action::DirectoryChanged, now),
    };
    let office = Uuid::parse_str(&line.object).ok().map(OfficeId);
    let entry = Entry {
        digest: Some(Sha256::digest(&change.after).to_vec()),
        ..entry.to(change.id).of_offices(office)
    };
    Ok(record(tx, app, entry)?)
}
