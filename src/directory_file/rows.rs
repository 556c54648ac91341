//! What the rows of a file say, each on its own.

use crate::domain::hours::OpeningHours;
use crate::domain::language::LanguageCode;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::{OfficeCode, OfficeKind};
use crate::domain::phone::Phones;
use crate::domain::places::{CountyCode, MunicipalityCode, Names, PostalCode};
use crate::domain::rules::{Area, Condition};
use crate::places::Places;

use super::columns::{Column, Kind};
use super::read_row::{Cells, Stated};
use super::{Fault, Place, Record};

/// What a file says, as far as it could be read, and everything that could not.
#[derive(Debug)]
pub struct Sheet {
    pub(super) counties: Vec<CountyRow>,
    pub(super) offices: Vec<OfficeRow>,
    pub(super) areas: Vec<AreaRow>,
    pub(super) rules: Vec<RuleRow>,
    /// The counties of rows that could not be read; `None`: nobody knows which. What is missing there may stand in them.
    pub(super) unsure: Vec<Option<CountyCode>>,
    /// The codes of offices whose rows could not be read.
    pub(super) unread: Vec<OfficeCode>,
    /// What is wrong, in the order in which it was found.
    pub(super) faults: Vec<Fault>,
}

/// In each row, `None` is what the file has no column for or what could not be read: it stays as it is stored.
#[derive(Debug)]
pub(super) struct CountyRow {
    pub place: Place,
    pub code: CountyCode,
    pub name_fi: Option<String>,
    pub name_sv: Option<String>,
    pub name_en: Option<String>,
    pub default_office: Stated<OfficeCode>,
    pub duty_office: Stated<OfficeCode>,
    pub auditor_mailbox: Stated<Mailbox>,
}

#[derive(Debug)]
pub(super) struct OfficeRow {
    pub place: Place,
    pub county: CountyCode,
    pub code: OfficeCode,
    pub kind: Option<OfficeKind>,
    pub name_fi: Option<String>,
    pub name_sv: Option<String>,
    pub name_en: Option<String>,
    pub name_se: Option<String>,
    pub address: Option<String>,
    pub languages: Option<Vec<LanguageCode>>,
    pub phones: Option<Phones>,
    pub hours: Option<OpeningHours>,
    pub mailbox: Stated<Mailbox>,
    pub supervisor_mailbox: Stated<Mailbox>,
    /// Whether a cell of it is faulty: then nothing more is asked of it.
    pub spoilt: bool,
}

#[derive(Debug)]
pub(super) struct AreaRow {
    pub place: Place,
    pub county: CountyCode,
    pub area: Area,
}

#[derive(Debug)]
pub(super) struct RuleRow {
    pub place: Place,
    pub county: Option<CountyCode>,
    pub condition: Condition,
    pub office: OfficeCode,
}

impl Sheet {
    pub(super) fn read(records: &[Record], places: &Places, faults: Vec<Fault>) -> Self {
        let mut sheet = Self {
            counties: Vec::new(),
            offices: Vec::new(),
            areas: Vec::new(),
            rules: Vec::new(),
            unsure: Vec::new(),
            unread: Vec::new(),
            faults,
        };
        for record in records {
            let before = sheet.faults.len();
            let mut faults = std::mem::take(&mut sheet.faults);
            let mut cells = Cells::new(record, places, &mut faults);
            let place = record.place;
            let understood = match record.kind {
                Kind::County => county(&mut cells, place).map(|row| sheet.counties.push(row)),
                Kind::Office => office(&mut cells, place).map(|row| sheet.offices.push(row)),
                Kind::Area => area(&mut cells, place).map(|row| sheet.areas.push(row)),
                Kind::Rule => rule(&mut cells, place).map(|row| sheet.rules.push(row)),
            };
            let spoilt = faults.len() > before;
            sheet.faults = faults;
            if understood.is_none() && record.kind != Kind::County {
                sheet.note_unread(record, places);
            } else if record.kind == Kind::Office
                && let Some(office) = sheet.offices.last_mut()
            {
                office.spoilt = spoilt;
            }
        }
        sheet
    }

    /// How many rows could be read: counties, offices, areas, rules.
    pub const fn counts(&self) -> [usize; 4] {
        [
            self.counties.len(),
            self.offices.len(),
            self.areas.len(),
            self.rules.len(),
        ]
    }

    fn note_unread(&mut self, record: &Record, places: &Places) {
        let named = |column| record.get(column).filter(|cell| !cell.is_empty());
        let of_cell = named(Column::County).and_then(|cell| super::places::county(cell, places).ok());
        let of_place = named(Column::Municipality)
            .and_then(|cell| super::places::municipality(cell, places).ok())
            .and_then(|code| places.geography().county_of(code));
        let of_office = named(Column::Office)
            .and_then(OfficeCode::parse)
            .and_then(|code| {
                let found = self.offices.iter().find(|office| office.code == code);
                found.map(|office| office.county)
            });
        self.unsure.push(of_cell.or(of_place).or(of_office));
        if record.kind == Kind::Office {
            self.unread
                .extend(named(Column::Code).and_then(OfficeCode::parse));
        }
    }
}

fn county(cells: &mut Cells<'_>, place: Place) -> Option<CountyRow> {
    let other = cells.filled(Column::County);
    let column = if cells.filled(Column::Code).is_some() {
        Column::Code
    } else {
        Column::County
    };
    if cells.filled(column).is_none() {
        cells.fault(Column::Code, "write the county's number, such as 03");
        return None;
    }
    let code = cells.county(column)?;
    if column == Column::Code && other.is_some() && cells.county(Column::County)? != code {
        cells.fault(
            Column::County,
            "another county than in the column code; leave one empty",
        );
        return None;
    }
    Some(CountyRow {
        place,
        code,
        name_fi: cells.name(Column::NameFi).filter(|name| !name.is_empty()),
        name_sv: cells.name(Column::NameSv).filter(|name| !name.is_empty()),
        name_en: cells.name(Column::NameEn).filter(|name| !name.is_empty()),
        default_office: cells.office_if_any(Column::DefaultOffice),
        duty_office: cells.office_if_any(Column::DutyOffice),
        auditor_mailbox: cells.mailbox(Column::AuditorMailbox),
    })
}

fn office(cells: &mut Cells<'_>, place: Place) -> Option<OfficeRow> {
    if cells.filled(Column::County).is_none() {
        cells.fault(
            Column::County,
            "write the number of the office's county, such as 03",
        );
    }
    if cells.filled(Column::Code).is_none() {
        cells.fault(
            Column::Code,
            "give the office a code of small letters, digits and hyphens, such as espoo-leppavaara; it never changes",
        );
    }
    // Every cell is looked at, whatever the others are.
    let (county, code) = (cells.county(Column::County), cells.office(Column::Code));
    let kind = cells.kind();
    let (name_fi, name_sv) = (cells.full_name(Column::NameFi), cells.full_name(Column::NameSv));
    let (name_en, sami) = (cells.name(Column::NameEn), cells.name(Column::NameSe));
    let (address, languages) = (cells.address(), cells.languages());
    let (phones, hours) = (cells.phones(), cells.hours());
    let mailbox = cells.mailbox(Column::Mailbox);
    let supervisor_mailbox = cells.mailbox(Column::SupervisorMailbox);
    Some(OfficeRow {
        place,
        county: county?,
        code: code?,
        kind,
        name_fi,
        name_sv,
        name_en,
        name_se: sami,
        address,
        languages,
        phones,
        hours,
        mailbox,
        supervisor_mailbox,
        spoilt: false,
    })
}

fn area(cells: &mut Cells<'_>, place: Place) -> Option<AreaRow> {
    if cells.filled(Column::Municipality).is_none() {
        cells.fault(
            Column::Municipality,
            "write the area's municipality, such as 049 or Espoo",
        );
    }
    let municipality = cells.municipality(Column::Municipality);
    let code = area_code(cells, Column::Code);
    let (name_fi, name_sv) = (cells.full_name(Column::NameFi), cells.full_name(Column::NameSv));
    let name_en = cells.name(Column::NameEn);
    let stated = cells.county(Column::County);
    let municipality = municipality?;
    let county = cells.places.geography().county_of(municipality)?;
    if stated.is_some_and(|stated| stated != county) {
        let name = super::places::named(municipality, cells.places);
        cells.fault(
            Column::County,
            format!("{name} lies in county {county}; write that, or leave the cell empty"),
        );
        return None;
    }
    let (fi, sv) = (name_fi?, name_sv?);
    let en = name_en
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| fi.clone());
    Some(AreaRow {
        place,
        county,
        area: Area {
            municipality,
            code: code?,
            names: Names { fi, sv, en },
        },
    })
}

/// The name for machines of an area: as plain as an office's code.
fn area_code(cells: &mut Cells<'_>, column: Column) -> Option<String> {
    if cells.filled(column).is_none() {
        cells.fault(
            column,
            "write the area's code: small letters, digits and hyphens, such as suur-tapiola",
        );
        return None;
    }
    cells.office(column).map(|code| code.to_string())
}

fn rule(cells: &mut Cells<'_>, place: Place) -> Option<RuleRow> {
    let county = cells.county(Column::County);
    let faulty_county = county.is_none() && cells.filled(Column::County).is_some();
    if cells.filled(Column::Office).is_none() {
        cells.fault(
            Column::Office,
            "write the code of the office to which the rule leads",
        );
    }
    let office = cells.office(Column::Office);
    let condition = condition(cells);
    if faulty_county {
        return None;
    }
    Some(RuleRow {
        place,
        county,
        condition: condition?,
        office: office?,
    })
}

fn condition(cells: &mut Cells<'_>) -> Option<Condition> {
    let inside = cells.municipality(Column::Municipality);
    let named = cells.filled(Column::Municipality).is_some();
    let value = cells.filled(Column::Value);
    let looks_at = cells.filled(Column::LooksAt).unwrap_or_default();
    let mut wrong = |column, what: String| {
        cells.fault(column, what);
        None
    };
    match (looks_at, value) {
        ("language", value) => {
            let Some(language) = value.and_then(LanguageCode::parse) else {
                return wrong(
                    Column::Value,
                    "write a language code of two or three letters, such as sv".to_owned(),
                );
            };
            (!named || inside.is_some()).then_some(Condition::Language(language, inside))
        }
        ("prenatal" | "authority", Some(_)) => wrong(
            Column::Value,
            format!("{looks_at} takes no value; leave the cell empty"),
        ),
        ("prenatal", None) => (!named || inside.is_some()).then_some(Condition::Prenatal(inside)),
        ("authority", None) => (!named || inside.is_some()).then_some(Condition::Authority(inside)),
        ("area", _) if !named => wrong(
            Column::Municipality,
            "write the municipality in which the area lies".to_owned(),
        ),
        ("area", _) => Some(Condition::Area(area_code(cells, Column::Value)?, inside?)),
        ("postal_code", _) if named => wrong(
            Column::Municipality,
            "a postal code needs no municipality; leave the cell empty".to_owned(),
        ),
        ("postal_code", value) => {
            let value = value.unwrap_or_default();
            match PostalCode::parse(value) {
                Some(code) => Some(Condition::PostalCode(code)),
                None => wrong(
                    Column::Value,
                    format!(
                        "\"{value}\": a postal code has five digits, such as 02770 (a spreadsheet may drop its zeros)"
                    ),
                ),
            }
        }
        // The municipality may stand in either column.
        ("municipality", None) if named => inside.map(Condition::Municipality),
        ("municipality", None) => wrong(
            Column::Value,
            "write the municipality: its number, such as 049, or its name".to_owned(),
        ),
        ("municipality", Some(_)) => municipality_of(cells, inside, named),
        (other, _) => wrong(
            Column::LooksAt,
            format!(
                "\"{other}\" is nothing that a rule looks at; write municipality, postal_code, area, language, prenatal or \
                 authority"
            ),
        ),
    }
}

fn municipality_of(
    cells: &mut Cells<'_>,
    inside: Option<MunicipalityCode>,
    named: bool,
) -> Option<Condition> {
    let code = cells.municipality(Column::Value)?;
    if named && inside? != code {
        cells.fault(
            Column::Municipality,
            "another municipality than in the column value; leave one empty",
        );
        return None;
    }
    Some(Condition::Municipality(code))
}
