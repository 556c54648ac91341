//! Puts what a file says over what is stored: the directory that is wanted, and what speaks against it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::mailbox::Mailbox;
use crate::domain::office::{Office, OfficeCode, OfficeId, OfficeKind};
use crate::domain::places::{CountyCode, Names};
use crate::domain::rules::RoutingRule;
use crate::ids::IdSource;
use crate::intake::change_directory::Wanted;
use crate::places::Places;

use super::columns::{Column, hint};
use super::read_row::Stated;
use super::rows::{CountyRow, OfficeRow, Sheet};
use super::told::{Told, told};
use super::{Fault, Place};

/// A file put over the stored directory.
#[derive(Debug)]
pub struct Merged {
    /// The directory that the file wants.
    pub wanted: Wanted,
    /// Offices of the file's counties that are not in it. They stay and keep their cases, and no rule leads to them.
    pub missing: Vec<OfficeId>,
    /// Offices of the file to which nothing leads.
    pub idle: Vec<OfficeId>,
}

/// What is being put together.
struct Merging<'a> {
    stored: &'a Wanted,
    places: &'a Places,
    wanted: Wanted,
    faults: Vec<Fault>,
    /// Which counties the file names, and where.
    named: BTreeMap<CountyCode, Place>,
    /// Counties of which that was told that the file does not name them.
    unnamed: BTreeSet<CountyCode>,
    /// The file's offices by code.
    offices: BTreeMap<OfficeCode, (OfficeId, Place)>,
    /// Where each rule and area of `wanted` stands in the file; `None`: it is stored.
    rules: Vec<Option<Place>>,
    areas: Vec<Option<Place>>,
}

/// Puts `sheet` over `stored`, the directory of the installation of `home`. Offices that are new get ids from `ids`.
///
/// # Errors
/// Every fault of the file: of its cells, of its rows among each other, and of the directory that it would make. In the
/// order of the file.
pub fn merge(
    sheet: &Sheet,
    stored: &Wanted,
    home: CountyCode,
    places: &Places,
    ids: &dyn IdSource,
) -> Result<Merged, Vec<Fault>> {
    let mut merging = Merging {
        stored,
        places,
        wanted: stored.clone(),
        faults: sheet.faults.clone(),
        named: BTreeMap::new(),
        unnamed: BTreeSet::new(),
        offices: BTreeMap::new(),
        rules: Vec::new(),
        areas: Vec::new(),
    };
    merging.name_counties(sheet);
    for row in &sheet.offices {
        merging.add_office(row, ids);
    }
    merging.lay_areas(sheet);
    merging.lay_rules(sheet);
    for row in &sheet.counties {
        merging.set_county(row, sheet);
    }
    let missing = merging.missing();
    let wrong = merging.wanted.check(home, places.geography());
    let wrong = told(
        wrong,
        &Told {
            wanted: &merging.wanted,
            places,
            named: &merging.named,
            rules: &merging.rules,
            areas: &merging.areas,
            unsure: &sheet.unsure,
        },
    );
    for fault in wrong {
        // What follows from a cell that is wrong anyway is not told again.
        if fault.column.is_none() || !merging.is_faulty(fault.place, fault.column) {
            merging.faults.push(fault);
        }
    }
    if !merging.faults.is_empty() {
        merging.faults.sort();
        merging.faults.dedup();
        return Err(merging.faults);
    }
    let idle = merging.idle();
    Ok(Merged {
        wanted: merging.wanted,
        missing,
        idle,
    })
}

impl Merging<'_> {
    fn fault(&mut self, place: Place, column: impl Into<Option<Column>>, what: impl Into<String>) {
        self.faults.push(Fault::new(place, column, what));
    }

    /// Whether something is wrong with that cell already.
    fn is_faulty(&self, place: Place, column: impl Into<Option<Column>>) -> bool {
        let column = column.into();
        self.faults
            .iter()
            .any(|fault| fault.place == place && fault.column == column)
    }

    fn name_counties(&mut self, sheet: &Sheet) {
        for row in &sheet.counties {
            if let Some(first) = self.named.get(&row.code) {
                let what = format!("county {} has a row already: {first}", row.code);
                self.fault(row.place, Column::Code, what);
            } else if !self.stored.counties.iter().any(|county| county.code == row.code) {
                let what = format!("this installation has no county {}", row.code);
                self.unnamed.insert(row.code);
                self.fault(row.place, Column::Code, what);
            } else {
                self.named.insert(row.code, row.place);
            }
        }
        if sheet.counties.is_empty() && sheet.faults.is_empty() {
            self.faults.push(Fault::of_file(
                "it names no county; write a row of the record county for each county that it is about",
            ));
        }
    }

    /// Whether the file has a row for `county`; notes the first place that needs one where it has not.
    fn is_named(&mut self, county: CountyCode, place: Place) -> bool {
        if self.named.contains_key(&county) {
            return true;
        }
        if self.unnamed.insert(county) {
            let what = format!(
                "county {county} has no row of its own in this file; add one with the record county, as the file states \
                 the whole truth about each county that it names"
            );
            self.fault(place, Column::County, what);
        }
        false
    }

    fn add_office(&mut self, row: &OfficeRow, ids: &dyn IdSource) {
        if !self.is_named(row.county, row.place) {
            return;
        }
        if let Some((_, first)) = self.offices.get(&row.code) {
            let what = format!("the code {} stands already on another row: {first}", row.code);
            return self.fault(row.place, Column::Code, what);
        }
        let stored = self.stored.offices.iter().find(|office| office.code == row.code);
        if let Some(stored) = stored.filter(|stored| stored.county != row.county) {
            let what = format!(
                "{} is an office of county {} and cannot be moved; take another code for a new office",
                row.code, stored.county
            );
            return self.fault(row.place, Column::County, what);
        }
        let office = match stored {
            Some(stored) => changed(stored.clone(), row),
            None => self.new_office(row, ids),
        };
        self.offices.insert(row.code.clone(), (office.id, row.place));
        match self.wanted.offices.iter_mut().find(|other| other.id == office.id) {
            Some(place) => *place = office,
            None => self.wanted.offices.push(office),
        }
    }

    fn new_office(&mut self, row: &OfficeRow, ids: &dyn IdSource) -> Office {
        let id = OfficeId(ids.uuid());
        for (column, name) in [(Column::NameFi, &row.name_fi), (Column::NameSv, &row.name_sv)] {
            if name.is_none() && !row.spoilt {
                let what = format!("{} is a new office and needs a name here", row.code);
                self.fault(row.place, column, what);
            }
        }
        let names = Names {
            fi: row.name_fi.clone().unwrap_or_default(),
            sv: row.name_sv.clone().unwrap_or_default(),
            en: row.name_fi.clone().unwrap_or_default(),
        };
        let office = Office {
            code: row.code.clone(),
            ..Office::new(id, row.county, names)
        };
        changed(office, row)
    }

    /// Puts the file's areas in the place of those that its counties have.
    fn lay_areas(&mut self, sheet: &Sheet) {
        let geography = self.places.geography();
        let mut areas: Vec<_> = std::mem::take(&mut self.wanted.areas)
            .into_iter()
            .filter(|area| {
                let county = geography.county_of(area.municipality);
                county.is_none_or(|county| !self.named.contains_key(&county))
            })
            .map(|area| (area, None))
            .collect();
        for row in &sheet.areas {
            if self.is_named(row.county, row.place) {
                areas.push((row.area.clone(), Some(row.place)));
            }
        }
        // As they are stored: each municipality's in their order.
        areas.sort_by_key(|(area, _)| area.municipality);
        (self.wanted.areas, self.areas) = areas.into_iter().unzip();
    }

    /// Puts the file's rules in the place of those that its counties have.
    fn lay_rules(&mut self, sheet: &Sheet) {
        let mut rules: Vec<_> = std::mem::take(&mut self.wanted.rules)
            .into_iter()
            .filter(|rule| !self.named.contains_key(&rule.county))
            .map(|rule| (rule, None))
            .collect();
        for row in &sheet.rules {
            let Some(office) = self.office(&row.office, row.place, Column::Office, sheet) else {
                continue;
            };
            let of_office = self.wanted.offices.iter().find(|other| other.id == office);
            let Some(county) = row.county.or(of_office.map(|office| office.county)) else {
                continue;
            };
            if self.is_named(county, row.place) {
                let rule = RoutingRule {
                    county,
                    position: i64::try_from(rules.len()).unwrap_or(i64::MAX),
                    condition: row.condition.clone(),
                    office,
                };
                rules.push((rule, Some(row.place)));
            }
        }
        (self.wanted.rules, self.rules) = rules.into_iter().unzip();
    }

    /// The office of the file with this code; notes where there is none.
    fn office(&mut self, code: &OfficeCode, place: Place, column: Column, sheet: &Sheet) -> Option<OfficeId> {
        if let Some((id, _)) = self.offices.get(code) {
            return Some(*id);
        }
        let refused = sheet.offices.iter().any(|row| row.code == *code);
        if refused || sheet.unread.contains(code) {
            return None;
        }
        let what = if self.stored.offices.iter().any(|office| office.code == *code) {
            format!("{code} is stored and not in this file; add its row, or name another office")
        } else {
            let known = self.offices.keys().map(OfficeCode::as_str);
            format!(
                "no office has the code {code}{}; add a row for it",
                hint(code.as_str(), known)
            )
        };
        self.fault(place, column, what);
        None
    }

    fn set_county(&mut self, row: &CountyRow, sheet: &Sheet) {
        if self.named.get(&row.code) != Some(&row.place) {
            return;
        }
        let stored = self.stored.counties.iter().find(|county| county.code == row.code);
        let Some(mut county) = stored.cloned() else { return };
        let set = |name: &mut String, cell: &Option<String>| {
            if let Some(cell) = cell {
                name.clone_from(cell);
            }
        };
        set(&mut county.names.fi, &row.name_fi);
        set(&mut county.names.sv, &row.name_sv);
        set(&mut county.names.en, &row.name_en);
        set_mailbox(&mut county.auditor_mailbox, &row.auditor_mailbox);
        let kept = (county.default_office, county.duty_office);
        for (wanted, cell, column, kept) in [
            (
                &mut county.default_office,
                &row.default_office,
                Column::DefaultOffice,
                kept.0,
            ),
            (
                &mut county.duty_office,
                &row.duty_office,
                Column::DutyOffice,
                kept.1,
            ),
        ] {
            *wanted = match cell {
                Stated::This(code) => self.office(code, row.place, column, sheet),
                Stated::Nothing => None,
                // What is stored stays, if the file has that office.
                Stated::Unsaid => kept.filter(|id| self.offices.values().any(|(other, _)| other == id)),
            };
            let lost = *cell == Stated::Unsaid && kept.is_some() && wanted.is_none();
            if lost && !self.is_faulty(row.place, column) {
                let what = "the office that is stored here is not in this file; name another";
                self.fault(row.place, column, what);
            }
        }
        let serves = |office: &Office| {
            office.county == row.code
                && office.kind == OfficeKind::Regional
                && self.offices.contains_key(&office.code)
        };
        if row.default_office == Stated::Nothing && self.wanted.offices.iter().any(serves) {
            let what = "the county has offices: write the code of the one that gets what no rule decides";
            self.fault(row.place, Column::DefaultOffice, what);
        }
        if let Some(place) = self
            .wanted
            .counties
            .iter_mut()
            .find(|other| other.code == row.code)
        {
            *place = county;
        }
    }

    fn missing(&self) -> Vec<OfficeId> {
        let gone = |office: &&Office| {
            self.named.contains_key(&office.county) && !self.offices.contains_key(&office.code)
        };
        let offices = self.stored.offices.iter().filter(gone);
        offices.map(|office| office.id).collect()
    }

    /// The file's offices to which neither a rule nor their county leads.
    fn idle(&self) -> Vec<OfficeId> {
        let of_file = self.offices.values().map(|(id, _)| *id);
        of_file.filter(|id| !self.wanted.leads_to(*id)).collect()
    }
}

/// `office` with what `row` says; a row for an office that is stored may leave out whatever it likes.
fn changed(mut office: Office, row: &OfficeRow) -> Office {
    fn set<T: Clone>(field: &mut T, cell: Option<&T>) {
        if let Some(cell) = cell {
            field.clone_from(cell);
        }
    }
    set(&mut office.kind, row.kind.as_ref());
    set(&mut office.names.fi, row.name_fi.as_ref());
    set(&mut office.names.sv, row.name_sv.as_ref());
    if let Some(name) = &row.name_en {
        let name = if name.is_empty() { &office.names.fi } else { name };
        office.names.en.clone_from(name);
    }
    if let Some(name) = &row.name_se {
        office.name_se = Some(name.clone()).filter(|name| !name.is_empty());
    }
    set(&mut office.address, row.address.as_ref());
    set(&mut office.languages, row.languages.as_ref());
    set(&mut office.phones, row.phones.as_ref());
    set(&mut office.hours, row.hours.as_ref());
    set_mailbox(&mut office.mailbox, &row.mailbox);
    set_mailbox(&mut office.supervisor_mailbox, &row.supervisor_mailbox);
    office
}

fn set_mailbox(field: &mut Option<Mailbox>, cell: &Stated<Mailbox>) {
    match cell {
        Stated::Unsaid => {}
        Stated::Nothing => *field = None,
        Stated::This(mailbox) => *field = Some(mailbox.clone()),
    }
}
