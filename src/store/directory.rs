//! The counties, offices and routing rules of an installation.

use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{counties, offices, routing_rules};
use super::{StoreError, Tx};
use crate::domain::mailbox::Mailbox;
use crate::domain::office::{Condition, Office, OfficeId, RoutingRule, RuleSet};
use crate::domain::places::{CountyCode, Names};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = counties)]
struct CountyRow {
    code: String,
    name_fi: String,
    name_sv: String,
    name_en: String,
    default_office: Option<String>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = offices)]
struct OfficeRow {
    id: String,
    county: String,
    name_fi: String,
    name_sv: String,
    name_en: String,
    mailbox: Option<String>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = routing_rules)]
struct RuleRow {
    id: String,
    county: String,
    position: i64,
    looks_at: String,
    value: String,
    municipality: Option<String>,
    office: String,
}

/// A county of the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyEntry {
    /// Its code.
    pub code: CountyCode,
    /// What it is called.
    pub names: Names,
    /// The office that receives what no rule sends elsewhere.
    pub default_office: Option<OfficeId>,
}

impl TryFrom<CountyRow> for CountyEntry {
    type Error = StoreError;

    fn try_from(row: CountyRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "counties",
            column,
            row: row.code.clone(),
        };
        let office = row.default_office.map(|id| id.parse().map(OfficeId));
        Ok(Self {
            code: CountyCode::parse(&row.code).ok_or_else(|| corrupt("code"))?,
            default_office: office.transpose().map_err(|_shape| corrupt("default_office"))?,
            names: Names {
                fi: row.name_fi,
                sv: row.name_sv,
                en: row.name_en,
            },
        })
    }
}

impl TryFrom<OfficeRow> for Office {
    type Error = StoreError;

    fn try_from(row: OfficeRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "offices",
            column,
            row: row.id.clone(),
        };
        let mailbox = row.mailbox.as_deref().map(Mailbox::parse);
        let mailbox = mailbox.map(|mailbox| mailbox.ok_or_else(|| corrupt("mailbox")));
        Ok(Self {
            mailbox: mailbox.transpose()?,
            id: OfficeId(row.id.parse().map_err(|_shape| corrupt("id"))?),
            county: CountyCode::parse(&row.county).ok_or_else(|| corrupt("county"))?,
            names: Names {
                fi: row.name_fi,
                sv: row.name_sv,
                en: row.name_en,
            },
        })
    }
}

impl TryFrom<RuleRow> for RoutingRule {
    type Error = StoreError;

    fn try_from(row: RuleRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "routing_rules",
            column,
            row: row.id.clone(),
        };
        Ok(Self {
            county: CountyCode::parse(&row.county).ok_or_else(|| corrupt("county"))?,
            position: row.position,
            condition: Condition::parse(&row.looks_at, &row.value, row.municipality.as_deref())
                .ok_or_else(|| corrupt("value"))?,
            office: OfficeId(row.office.parse().map_err(|_shape| corrupt("office"))?),
        })
    }
}

/// Stores a county.
///
/// # Errors
/// [`StoreError::Conflict`] when it is there already.
pub fn insert_county(tx: &mut Tx<'_>, county: &CountyEntry) -> Result<(), StoreError> {
    let row = CountyRow {
        code: county.code.to_string(),
        name_fi: county.names.fi.clone(),
        name_sv: county.names.sv.clone(),
        name_en: county.names.en.clone(),
        default_office: county.default_office.map(|id| id.to_string()),
    };
    diesel::insert_into(counties::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// Stores an office.
///
/// # Errors
/// [`StoreError::Conflict`] when its id is there already.
pub fn insert_office(tx: &mut Tx<'_>, office: &Office) -> Result<(), StoreError> {
    let row = OfficeRow {
        id: office.id.to_string(),
        county: office.county.to_string(),
        name_fi: office.names.fi.clone(),
        name_sv: office.names.sv.clone(),
        name_en: office.names.en.clone(),
        mailbox: office.mailbox.as_ref().map(ToString::to_string),
    };
    diesel::insert_into(offices::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// Stores a routing rule under `id`.
///
/// # Errors
/// [`StoreError::Conflict`] when the county has a rule at that position.
pub fn insert_rule(tx: &mut Tx<'_>, id: Uuid, rule: &RoutingRule) -> Result<(), StoreError> {
    let (looks_at, value, municipality) = rule.condition.row();
    let row = RuleRow {
        id: id.to_string(),
        county: rule.county.to_string(),
        position: rule.position,
        looks_at: looks_at.to_owned(),
        value,
        municipality,
        office: rule.office.to_string(),
    };
    diesel::insert_into(routing_rules::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// Every county, by code.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn counties(tx: &mut Tx<'_>) -> Result<Vec<CountyEntry>, StoreError> {
    let rows = counties::table
        .order(counties::code)
        .select(CountyRow::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(CountyEntry::try_from).collect()
}

/// Every office, by id.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn offices(tx: &mut Tx<'_>) -> Result<Vec<Office>, StoreError> {
    let rows = offices::table
        .order(offices::id)
        .select(OfficeRow::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(Office::try_from).collect()
}

/// Sets where `office` is told of arrivals, `None`: nowhere. False when there is no such office.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_mailbox(tx: &mut Tx<'_>, office: OfficeId, mailbox: Option<&Mailbox>) -> Result<bool, StoreError> {
    let changed = diesel::update(offices::table.find(office.to_string()))
        .set(offices::mailbox.eq(mailbox.map(Mailbox::as_str)))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// The office with this id as it stands now.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn office(tx: &mut Tx<'_>, id: OfficeId) -> Result<Option<Office>, StoreError> {
    let row = offices::table
        .find(id.to_string())
        .select(OfficeRow::as_select())
        .first(tx.conn());
    row.optional()?.map(Office::try_from).transpose()
}

/// The offices and rules of an installation whose own county is `home_county`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn rule_set(tx: &mut Tx<'_>, home_county: CountyCode) -> Result<RuleSet, StoreError> {
    let defaults = counties(tx)?;
    let offices = offices(tx)?;
    let rules = routing_rules::table
        .order((routing_rules::county, routing_rules::position))
        .select(RuleRow::as_select())
        .load(tx.conn())?;
    let rules: Vec<_> = rules
        .into_iter()
        .map(RoutingRule::try_from)
        .collect::<Result<_, _>>()?;
    let defaults = defaults
        .into_iter()
        .filter_map(|county| Some((county.code, county.default_office?)));
    Ok(RuleSet::new(home_county, defaults, offices, rules))
}
