//! The counties, offices, areas and routing rules of an installation.

mod changes;
mod office_rows;
mod rule_rows;

use diesel::prelude::*;

use super::schema::{counties, directory_version};
use super::{StoreError, Tx};
use crate::domain::mailbox::Mailbox;
use crate::domain::office::OfficeId;
use crate::domain::places::{CountyCode, Names};
use crate::domain::rules::RuleSet;

pub use changes::{Change, Changed, changes, insert_change};
pub use office_rows::{
    activate_ready, insert_office, office, offices, read_offices, set_mailbox, update_office,
};
pub use rule_rows::{areas, delete_rules, insert_area, insert_rule, rules};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = counties, treat_none_as_null = true)]
struct CountyRow {
    code: String,
    name_fi: String,
    name_sv: String,
    name_en: String,
    default_office: Option<String>,
    duty_office: Option<String>,
    auditor_mailbox: Option<String>,
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
    /// Its social emergency service.
    pub duty_office: Option<OfficeId>,
    /// Where its auditors are told by mail that a case was opened in an emergency; `None`: they are not.
    pub auditor_mailbox: Option<Mailbox>,
}

impl TryFrom<CountyRow> for CountyEntry {
    type Error = StoreError;

    fn try_from(row: CountyRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "counties",
            column,
            row: row.code.clone(),
        };
        let office = |id: Option<String>, column| {
            let id = id.map(|id| id.parse().map(OfficeId));
            id.transpose().map_err(|_shape| corrupt(column))
        };
        let mailbox = row.auditor_mailbox.as_deref().map(Mailbox::parse);
        let mailbox = mailbox.map(|mailbox| mailbox.ok_or_else(|| corrupt("auditor_mailbox")));
        Ok(Self {
            code: CountyCode::parse(&row.code).ok_or_else(|| corrupt("code"))?,
            default_office: office(row.default_office, "default_office")?,
            auditor_mailbox: mailbox.transpose()?,
            duty_office: office(row.duty_office, "duty_office")?,
            names: Names {
                fi: row.name_fi,
                sv: row.name_sv,
                en: row.name_en,
            },
        })
    }
}

impl From<&CountyEntry> for CountyRow {
    fn from(county: &CountyEntry) -> Self {
        Self {
            code: county.code.to_string(),
            name_fi: county.names.fi.clone(),
            name_sv: county.names.sv.clone(),
            name_en: county.names.en.clone(),
            default_office: county.default_office.map(|id| id.to_string()),
            duty_office: county.duty_office.map(|id| id.to_string()),
            auditor_mailbox: county.auditor_mailbox.as_ref().map(ToString::to_string),
        }
    }
}

/// Stores a county.
///
/// # Errors
/// [`StoreError::Conflict`] when it is there already.
pub fn insert_county(tx: &mut Tx<'_>, county: &CountyEntry) -> Result<(), StoreError> {
    diesel::insert_into(counties::table)
        .values(&CountyRow::from(county))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores what a county is now. False when there is no such county.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn update_county(tx: &mut Tx<'_>, county: &CountyEntry) -> Result<bool, StoreError> {
    let changed = diesel::update(counties::table.find(county.code.to_string()))
        .set(&CountyRow::from(county))
        .execute(tx.conn())?;
    Ok(changed == 1)
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

/// The offices and rules of an installation whose own county is `home_county`.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn rule_set(tx: &mut Tx<'_>, home_county: CountyCode) -> Result<RuleSet, StoreError> {
    let counties = counties(tx)?;
    let named = |office: fn(&CountyEntry) -> Option<OfficeId>| -> Vec<_> {
        let found = counties.iter();
        found
            .filter_map(|county| Some((county.code, office(county)?)))
            .collect()
    };
    let defaults = named(|county| county.default_office);
    let duty = named(|county| county.duty_office);
    let set = RuleSet::new(home_county, defaults, offices(tx)?, rules(tx)?);
    Ok(set.with_duty(duty).with_areas(areas(tx)?))
}

/// How often the directory has been changed.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn version(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    let version = directory_version::table.select(directory_version::version);
    Ok(version.first(tx.conn())?)
}

/// Tells every process that has read the directory that it is another now.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn bump_version(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    diesel::update(directory_version::table)
        .set(directory_version::version.eq(directory_version::version + 1))
        .execute(tx.conn())?;
    Ok(())
}
