//! Reports: one row a submission, sealed by data class, with the keys by which its offices open it.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{person_blocks, person_keys, report_keys, reports};
use super::seal::secret::DataKey;
use super::{StoreError, Tx, recorded};
use crate::domain::language::Language;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;
use crate::domain::report::{Channel, FormVersion, IdentityLevel};

/// A report as it is stored. Nothing in clear tells what it says, of whom, or who reported, save whose system filed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedReport {
    /// Its id.
    pub id: Uuid,
    /// The county of its first case.
    pub county: CountyCode,
    /// The reference of the submission.
    pub reference: Reference,
    /// How it came.
    pub channel: Channel,
    /// The API client that filed it.
    pub client: Option<Uuid>,
    /// The form that was filled in.
    pub form: Option<FormVersion>,
    /// The language in which it was filed.
    pub language: Language,
    /// How the reporter's identity is kept.
    pub identity_level: IdentityLevel,
    /// Anyone in it has a protected address.
    pub protected: bool,
    /// Day of arrival, Europe/Helsinki.
    pub received_on: NaiveDate,
    /// Hour of arrival, 0–23, Europe/Helsinki.
    pub received_hour: u32,
    /// The exact instant of arrival, sealed.
    pub arrival: Vec<u8>,
    /// What the family may read, sealed.
    pub body: Vec<u8>,
    /// What only a worker reads, sealed.
    pub worker_only: Vec<u8>,
    /// Keyed hash of the follow-up code, unless it was declined.
    pub code_lookup: Option<Vec<u8>>,
}

/// A key wrapped for one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeWrap {
    /// The office whose key wraps it.
    pub office: OfficeId,
    /// The office's county.
    pub county: CountyCode,
    /// The wrap, 66 bytes.
    pub wrap: Vec<u8>,
}

/// Whom a person block is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Person {
    /// Who reports.
    Reporter,
    /// A child.
    Child,
    /// An unborn child's parent.
    Parent,
    /// A guardian.
    Guardian,
}

impl Person {
    const ALL: [Self; 4] = [Self::Reporter, Self::Child, Self::Parent, Self::Guardian];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Child => "child",
            Self::Parent => "parent",
            Self::Guardian => "guardian",
        }
    }
}

/// The name of the sealed column of a person block, as it is bound: whom the block is about is a part of it, so that
/// two persons of a report cannot be made to change places. The reporter's also says how the identity is kept, so
/// that a protected one cannot be made an open one.
pub fn person_column(person: Person, position: usize, level: IdentityLevel) -> String {
    match person {
        Person::Reporter => format!("sealed/{}/{}", person.as_str(), level.as_str()),
        Person::Child | Person::Parent | Person::Guardian => format!("sealed/{}/{position}", person.as_str()),
    }
}

/// Who somebody is, sealed apart from the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonBlock {
    /// Its id.
    pub id: Uuid,
    /// Whom it is about.
    pub person: Person,
    /// The place in the report's list of such persons, from 0.
    pub position: usize,
    /// Sealed under a key of its own that identity keys wrap; else under the report's key.
    pub under_identity: bool,
    /// The block.
    pub sealed: Vec<u8>,
}

// Every column is bound, also an absent one: a statement whose text never changes is prepared once.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = reports, treat_none_as_default_value = false)]
struct ReportRow {
    id: String,
    county: String,
    reference: String,
    channel: String,
    client: Option<String>,
    form_id: Option<String>,
    form_version: Option<i64>,
    language: String,
    identity_level: String,
    protected: bool,
    received_on: NaiveDate,
    received_hour: i64,
    arrival: Vec<u8>,
    body: Vec<u8>,
    worker_only: Vec<u8>,
    code_lookup: Option<Vec<u8>>,
}

// Every column is bound, also an absent one: a statement whose text never changes is prepared once.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = person_blocks, treat_none_as_default_value = false)]
struct BlockRow {
    id: String,
    report: String,
    county: String,
    person: String,
    position: i64,
    under_identity: bool,
    sealed: Vec<u8>,
}

impl From<&SealedReport> for ReportRow {
    fn from(report: &SealedReport) -> Self {
        Self {
            id: report.id.to_string(),
            county: report.county.to_string(),
            reference: report.reference.to_string(),
            channel: report.channel.door().as_str().to_owned(),
            client: report.client.map(|id| id.to_string()),
            form_id: report.form.as_ref().map(|form| form.id.clone()),
            form_version: report.form.as_ref().map(|form| i64::from(form.version)),
            language: report.language.code().to_owned(),
            identity_level: report.identity_level.as_str().to_owned(),
            protected: report.protected,
            received_on: report.received_on,
            received_hour: i64::from(report.received_hour),
            arrival: report.arrival.clone(),
            body: report.body.clone(),
            worker_only: report.worker_only.clone(),
            code_lookup: report.code_lookup.clone(),
        }
    }
}

impl TryFrom<ReportRow> for SealedReport {
    type Error = StoreError;

    fn try_from(row: ReportRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "reports",
            column,
            row: row.id.clone(),
        };
        let form = match (row.form_id, row.form_version) {
            (Some(id), Some(version)) => {
                let version = u32::try_from(version).map_err(|_range| corrupt("form_version"))?;
                Some(FormVersion { id, version })
            }
            _ => None,
        };
        let client = row
            .client
            .map(|id| id.parse().map_err(|_shape| corrupt("client")));
        Ok(Self {
            id: row.id.parse().map_err(|_shape| corrupt("id"))?,
            county: CountyCode::parse(&row.county).ok_or_else(|| corrupt("county"))?,
            reference: Reference::parse(&row.reference).ok_or_else(|| corrupt("reference"))?,
            channel: Channel::parse(&row.channel).ok_or_else(|| corrupt("channel"))?,
            client: client.transpose()?,
            form,
            language: Language::parse(&row.language).ok_or_else(|| corrupt("language"))?,
            identity_level: IdentityLevel::parse(&row.identity_level)
                .ok_or_else(|| corrupt("identity_level"))?,
            protected: row.protected,
            received_on: row.received_on,
            received_hour: u32::try_from(row.received_hour).map_err(|_range| corrupt("received_hour"))?,
            arrival: row.arrival,
            body: row.body,
            worker_only: row.worker_only,
            code_lookup: row.code_lookup,
        })
    }
}

/// Stores `report`, opened by `wraps` (one per office that holds a case of it).
///
/// # Errors
/// [`StoreError::Conflict`] when the reference or the follow-up code is taken.
pub fn insert(tx: &mut Tx<'_>, report: &SealedReport, wraps: &[OfficeWrap]) -> Result<(), StoreError> {
    diesel::insert_into(reports::table)
        .values(&ReportRow::from(report))
        .execute(tx.conn())?;
    for wrap in wraps {
        insert_wrap(tx, report.id, wrap)?;
    }
    Ok(())
}

/// Stores the key of `report`, wrapped for one more office.
///
/// # Errors
/// [`StoreError::Conflict`] when the office has it.
pub fn insert_wrap(tx: &mut Tx<'_>, report: Uuid, wrap: &OfficeWrap) -> Result<(), StoreError> {
    diesel::insert_into(report_keys::table)
        .values((
            report_keys::report.eq(report.to_string()),
            report_keys::office.eq(wrap.office.to_string()),
            report_keys::county.eq(wrap.county.to_string()),
            report_keys::generation.eq(i64::from(DataKey::FIRST)),
            report_keys::wrap.eq(&wrap.wrap),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Stores who somebody in `report` is; `wraps` are empty unless the block is under identity keys.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_person(
    tx: &mut Tx<'_>,
    report: &SealedReport,
    block: &PersonBlock,
    wraps: &[OfficeWrap],
) -> Result<(), StoreError> {
    let row = BlockRow {
        id: block.id.to_string(),
        report: report.id.to_string(),
        county: report.county.to_string(),
        person: block.person.as_str().to_owned(),
        position: i64::try_from(block.position).unwrap_or(i64::MAX),
        under_identity: block.under_identity,
        sealed: block.sealed.clone(),
    };
    diesel::insert_into(person_blocks::table)
        .values(&row)
        .execute(tx.conn())?;
    for wrap in wraps {
        insert_person_wrap(tx, block.id, wrap)?;
    }
    Ok(())
}

/// Stores the key of the person block `block`, wrapped for one more office.
///
/// # Errors
/// [`StoreError::Conflict`] when the office has it.
pub fn insert_person_wrap(tx: &mut Tx<'_>, block: Uuid, wrap: &OfficeWrap) -> Result<(), StoreError> {
    diesel::insert_into(person_keys::table)
        .values((
            person_keys::block.eq(block.to_string()),
            person_keys::office.eq(wrap.office.to_string()),
            person_keys::county.eq(wrap.county.to_string()),
            person_keys::wrap.eq(&wrap.wrap),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The report with this id.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<SealedReport>, StoreError> {
    let row = reports::table
        .find(id.to_string())
        .select(ReportRow::as_select())
        .first(tx.conn());
    let report = row.optional()?.map(SealedReport::try_from).transpose()?;
    recorded::with_channel(tx, report)
}

/// The id of the report that `client` filed under `reference`; another client's is `None`, like an absent one.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn of_client(tx: &mut Tx<'_>, client: Uuid, reference: &Reference) -> Result<Option<Uuid>, StoreError> {
    let id: Option<String> = reports::table
        .filter(reports::client.eq(client.to_string()))
        .filter(reports::reference.eq(reference.as_str()))
        .select(reports::id)
        .first(tx.conn())
        .optional()?;
    id.map(|id| {
        id.parse().map_err(|_shape| StoreError::Corrupt {
            table: "reports",
            column: "id",
            row: id.clone(),
        })
    })
    .transpose()
}

/// The report key of `report`, wrapped for each of its offices.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn wraps(tx: &mut Tx<'_>, report: Uuid) -> Result<Vec<OfficeWrap>, StoreError> {
    let rows: Vec<(String, String, Vec<u8>)> = report_keys::table
        .filter(report_keys::report.eq(report.to_string()))
        .order(report_keys::office)
        .select((report_keys::office, report_keys::county, report_keys::wrap))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|row| office_wrap("report_keys", report, row))
        .collect()
}

/// The key of a person block, wrapped for `office`; `None` where that office has no business with it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn person_wrap(tx: &mut Tx<'_>, block: Uuid, office: OfficeId) -> Result<Option<OfficeWrap>, StoreError> {
    let row: Option<(String, String, Vec<u8>)> = person_keys::table
        .find((block.to_string(), office.to_string()))
        .select((person_keys::office, person_keys::county, person_keys::wrap))
        .first(tx.conn())
        .optional()?;
    row.map(|row| office_wrap("person_keys", block, row)).transpose()
}

/// The person blocks of `report`, by person and position.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn persons(tx: &mut Tx<'_>, report: Uuid) -> Result<Vec<PersonBlock>, StoreError> {
    let rows = person_blocks::table
        .filter(person_blocks::report.eq(report.to_string()))
        .order((person_blocks::person, person_blocks::position))
        .select(BlockRow::as_select())
        .load(tx.conn())?;
    rows.into_iter()
        .map(|row| {
            let corrupt = |column| StoreError::Corrupt {
                table: "person_blocks",
                column,
                row: row.id.clone(),
            };
            let person = Person::ALL
                .into_iter()
                .find(|person| person.as_str() == row.person);
            Ok(PersonBlock {
                id: row.id.parse().map_err(|_shape| corrupt("id"))?,
                person: person.ok_or_else(|| corrupt("person"))?,
                position: usize::try_from(row.position).map_err(|_range| corrupt("position"))?,
                under_identity: row.under_identity,
                sealed: row.sealed,
            })
        })
        .collect()
}

fn office_wrap(
    table: &'static str,
    row: Uuid,
    (office, county, wrap): (String, String, Vec<u8>),
) -> Result<OfficeWrap, StoreError> {
    let corrupt = |column| StoreError::Corrupt {
        table,
        column,
        row: row.to_string(),
    };
    Ok(OfficeWrap {
        office: OfficeId(office.parse().map_err(|_shape| corrupt("office"))?),
        county: CountyCode::parse(&county).ok_or_else(|| corrupt("county"))?,
        wrap,
    })
}
