//! The rows of offices.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::access::{Capability, Role, roles_with};
use crate::domain::hours::OpeningHours;
use crate::domain::language::LanguageCode;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::{Office, OfficeCode, OfficeId, OfficeKind};
use crate::domain::phone::Phones;
use crate::domain::places::{CountyCode, Names};
use crate::store::schema::{offices, staff, staff_offices};
use crate::store::staff::NO_PASSWORD;
use crate::store::{StoreError, Tx};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = offices, treat_none_as_null = true)]
struct Row {
    id: String,
    county: String,
    name_fi: String,
    name_sv: String,
    name_en: String,
    mailbox: Option<String>,
    code: String,
    kind: String,
    name_se: Option<String>,
    address: String,
    languages: String,
    phones: String,
    hours: String,
    active_since: Option<NaiveDateTime>,
    supervisor_mailbox: Option<String>,
}

impl TryFrom<Row> for Office {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "offices",
            column,
            row: row.id.clone(),
        };
        let mailbox = |text: Option<&str>, column| {
            let mailbox = text.map(|text| Mailbox::parse(text).ok_or_else(|| corrupt(column)));
            mailbox.transpose()
        };
        let languages = row.languages.split_whitespace().map(LanguageCode::parse);
        Ok(Self {
            mailbox: mailbox(row.mailbox.as_deref(), "mailbox")?,
            supervisor_mailbox: mailbox(row.supervisor_mailbox.as_deref(), "supervisor_mailbox")?,
            id: OfficeId(row.id.parse().map_err(|_shape| corrupt("id"))?),
            code: OfficeCode::parse(&row.code).ok_or_else(|| corrupt("code"))?,
            county: CountyCode::parse(&row.county).ok_or_else(|| corrupt("county"))?,
            kind: OfficeKind::parse(&row.kind).ok_or_else(|| corrupt("kind"))?,
            languages: languages
                .collect::<Option<_>>()
                .ok_or_else(|| corrupt("languages"))?,
            phones: Phones::parse(&row.phones).map_err(|_fault| corrupt("phones"))?,
            hours: OpeningHours::parse(&row.hours).map_err(|_fault| corrupt("hours"))?,
            names: Names {
                fi: row.name_fi,
                sv: row.name_sv,
                en: row.name_en,
            },
            name_se: row.name_se,
            address: row.address,
            active_since: row.active_since.map(|at| at.and_utc()),
        })
    }
}

impl From<&Office> for Row {
    fn from(office: &Office) -> Self {
        let languages: Vec<_> = office.languages.iter().map(LanguageCode::as_str).collect();
        Self {
            id: office.id.to_string(),
            county: office.county.to_string(),
            name_fi: office.names.fi.clone(),
            name_sv: office.names.sv.clone(),
            name_en: office.names.en.clone(),
            mailbox: office.mailbox.as_ref().map(ToString::to_string),
            code: office.code.to_string(),
            kind: office.kind.as_str().to_owned(),
            name_se: office.name_se.clone(),
            address: office.address.clone(),
            languages: languages.join(" "),
            phones: office.phones.to_string(),
            hours: office.hours.to_string(),
            active_since: office.active_since.map(|at| at.naive_utc()),
            supervisor_mailbox: office.supervisor_mailbox.as_ref().map(ToString::to_string),
        }
    }
}

/// Stores an office.
///
/// # Errors
/// [`StoreError::Conflict`] when its id or code is there already.
pub fn insert_office(tx: &mut Tx<'_>, office: &Office) -> Result<(), StoreError> {
    diesel::insert_into(offices::table)
        .values(&Row::from(office))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores what an office is now. False when there is no such office.
///
/// # Errors
/// [`StoreError::Conflict`] when its code is another's.
pub fn update_office(tx: &mut Tx<'_>, office: &Office) -> Result<bool, StoreError> {
    let changed = diesel::update(offices::table.find(office.id.to_string()))
        .set(&Row::from(office))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Every office, by id.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn offices(tx: &mut Tx<'_>) -> Result<Vec<Office>, StoreError> {
    let rows = offices::table
        .order(offices::id)
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(Office::try_from).collect()
}

/// The office with this id as it stands now.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn office(tx: &mut Tx<'_>, id: OfficeId) -> Result<Option<Office>, StoreError> {
    let row = offices::table
        .find(id.to_string())
        .select(Row::as_select())
        .first(tx.conn());
    row.optional()?.map(Office::try_from).transpose()
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

/// The offices whose queue somebody reads: an account that is open and set up, of a role that opens reports.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn read_offices(tx: &mut Tx<'_>) -> Result<Vec<OfficeId>, StoreError> {
    let readers: Vec<&str> = roles_with(Capability::SeeQueue).map(Role::as_str).collect();
    let ids: Vec<String> = staff_offices::table
        .inner_join(staff::table.on(staff::id.eq(staff_offices::staff)))
        .filter(staff::disabled_at.is_null())
        .filter(staff::password_hash.ne(NO_PASSWORD))
        .filter(staff::role.eq_any(readers))
        .order(staff_offices::office)
        .select(staff_offices::office)
        .distinct()
        .load(tx.conn())?;
    let read = |id: String| {
        id.parse().map(OfficeId).map_err(|_shape| StoreError::Corrupt {
            table: "staff_offices",
            column: "office",
            row: id.clone(),
        })
    };
    ids.into_iter().map(read).collect()
}

/// Puts to work, from `now`, the offices that have got a reader and a mailbox, and tells which they are.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn activate_ready(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<Vec<OfficeId>, StoreError> {
    let read = read_offices(tx)?;
    let ready: Vec<OfficeId> = offices(tx)?
        .into_iter()
        .filter(|office| {
            office.active_since.is_none() && office.mailbox.is_some() && read.contains(&office.id)
        })
        .map(|office| office.id)
        .collect();
    for office in &ready {
        diesel::update(offices::table.find(office.to_string()))
            .set(offices::active_since.eq(now.naive_utc()))
            .execute(tx.conn())?;
    }
    if !ready.is_empty() {
        super::bump_version(tx)?;
    }
    Ok(ready)
}
