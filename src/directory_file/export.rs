//! A stored directory as the rows of a file.

use crate::domain::language::LanguageCode;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::{Office, OfficeId};
use crate::domain::places::{CountyCode, Geography};
use crate::domain::rules::{Area, RoutingRule};
use crate::intake::change_directory::Wanted;

use super::columns::{Column, Kind};
use super::{Place, Record};

/// The rows of `only`, or of every county that has offices: the county, its offices, its areas, its rules. Offices of a
/// county that has no default office are at work nowhere and left out.
pub(super) fn records(directory: &Wanted, only: Option<CountyCode>, geography: &Geography) -> Vec<Record> {
    let mut records = Vec::new();
    for county in &directory.counties {
        let named = only.map_or_else(
            || {
                directory
                    .offices
                    .iter()
                    .any(|office| office.county == county.code)
            },
            |only| only == county.code,
        );
        if !named {
            continue;
        }
        let code = |id: Option<OfficeId>| id.map_or_else(String::new, |id| code_of(directory, id));
        records.push(
            blank(Kind::County)
                .with(Column::Code, county.code.to_string())
                .with(Column::NameFi, &*county.names.fi)
                .with(Column::NameSv, &*county.names.sv)
                .with(Column::NameEn, &*county.names.en)
                .with(Column::DefaultOffice, code(county.default_office))
                .with(Column::DutyOffice, code(county.duty_office))
                .with(Column::AuditorMailbox, address(county.auditor_mailbox.as_ref())),
        );
        let mut offices: Vec<&Office> = directory
            .offices
            .iter()
            .filter(|office| office.county == county.code)
            .filter(|office| county.default_office.is_some() || directory.leads_to(office.id))
            .collect();
        offices.sort_by(|a, b| a.code.cmp(&b.code));
        records.extend(offices.into_iter().map(office));
        let inside = |area: &&Area| geography.county_of(area.municipality) == Some(county.code);
        records.extend(
            directory
                .areas
                .iter()
                .filter(inside)
                .map(|of| area(of, county.code)),
        );
        let rules = directory.rules.iter().filter(|rule| rule.county == county.code);
        records.extend(rules.map(|of| rule(of, directory)));
    }
    records
}

fn blank(kind: Kind) -> Record {
    Record::new(kind, Place::File)
}

fn office(office: &Office) -> Record {
    let languages: Vec<&str> = office.languages.iter().map(LanguageCode::as_str).collect();
    blank(Kind::Office)
        .with(Column::County, office.county.to_string())
        .with(Column::Code, office.code.as_str())
        .with(Column::Kind, office.kind.as_str())
        .with(Column::NameFi, &*office.names.fi)
        .with(Column::NameSv, &*office.names.sv)
        .with(Column::NameEn, &*office.names.en)
        .with(Column::NameSe, office.name_se.as_deref().unwrap_or_default())
        .with(Column::Address, &*office.address)
        .with(Column::Languages, languages.join(" "))
        .with(Column::Phones, office.phones.to_string())
        .with(Column::Hours, office.hours.as_str())
        .with(Column::Mailbox, address(office.mailbox.as_ref()))
        .with(
            Column::SupervisorMailbox,
            address(office.supervisor_mailbox.as_ref()),
        )
}

fn address(mailbox: Option<&Mailbox>) -> &str {
    mailbox.map_or("", Mailbox::as_str)
}

fn area(area: &Area, county: CountyCode) -> Record {
    blank(Kind::Area)
        .with(Column::County, county.to_string())
        .with(Column::Municipality, area.municipality.to_string())
        .with(Column::Code, &*area.code)
        .with(Column::NameFi, &*area.names.fi)
        .with(Column::NameSv, &*area.names.sv)
        .with(Column::NameEn, &*area.names.en)
}

fn rule(rule: &RoutingRule, directory: &Wanted) -> Record {
    let (looks_at, value, municipality) = rule.condition.row();
    blank(Kind::Rule)
        .with(Column::County, rule.county.to_string())
        .with(Column::LooksAt, looks_at)
        .with(Column::Value, value)
        .with(Column::Municipality, municipality.unwrap_or_default())
        .with(Column::Office, code_of(directory, rule.office))
}

fn code_of(directory: &Wanted, id: OfficeId) -> String {
    let office = directory.offices.iter().find(|office| office.id == id);
    office.map_or_else(|| id.to_string(), |office| office.code.to_string())
}
