//! Staff: accounts and the offices they work for.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{counties, offices, staff, staff_offices};
use super::{StoreError, Tx, bars, emergencies, restricted};
use crate::domain::access::{Exceptions, Role, Scope, StaffId};
use crate::domain::language::Language;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;

/// What stands in the place of a password's hash while nobody has set one: no text hashes to 32 zeros by design. Its
/// parameters are those of a real one, so that a try takes as long.
pub const NO_PASSWORD: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// An account. Its secrets print nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: StaffId,
    /// The county that employs the person.
    pub county: CountyCode,
    /// What is typed at sign-in; unique in the installation.
    pub user_name: String,
    /// What colleagues read.
    pub display_name: String,
    /// The role.
    pub role: Role,
    /// Whether the person is a social worker (LsL 26 § 4).
    pub social_worker: bool,
    /// The language of the person's pages.
    pub language: Language,
    /// Whether the person's pages have access keys.
    pub accesskeys: bool,
    /// Whether a case opens with the first question of its decision in hand.
    pub quick_triage: bool,
    /// The password's Argon2id hash in PHC form.
    pub password_hash: String,
    /// The TOTP secret, sealed under the staff key.
    pub totp_secret: Vec<u8>,
    /// Since when the account is closed, UTC.
    pub disabled_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Member")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = staff)]
struct Row {
    id: String,
    county: String,
    user_name: String,
    display_name: String,
    role: String,
    social_worker: bool,
    language: String,
    password_hash: String,
    totp_secret: Vec<u8>,
    disabled_at: Option<NaiveDateTime>,
    accesskeys: bool,
    quick_triage: bool,
}

impl From<&Member> for Row {
    fn from(member: &Member) -> Self {
        Self {
            id: member.id.to_string(),
            county: member.county.to_string(),
            user_name: member.user_name.clone(),
            display_name: member.display_name.clone(),
            role: member.role.as_str().to_owned(),
            social_worker: member.social_worker,
            language: member.language.code().to_owned(),
            password_hash: member.password_hash.clone(),
            totp_secret: member.totp_secret.clone(),
            disabled_at: member.disabled_at.map(|at| at.naive_utc()),
            accesskeys: member.accesskeys,
            quick_triage: member.quick_triage,
        }
    }
}

impl TryFrom<Row> for Member {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "staff",
            column,
            row: row.id.clone(),
        };
        Ok(Self {
            id: StaffId(row.id.parse().map_err(|_shape| corrupt("id"))?),
            county: CountyCode::parse(&row.county).ok_or_else(|| corrupt("county"))?,
            role: Role::parse(&row.role).ok_or_else(|| corrupt("role"))?,
            language: Language::parse(&row.language).ok_or_else(|| corrupt("language"))?,
            user_name: row.user_name,
            display_name: row.display_name,
            social_worker: row.social_worker,
            password_hash: row.password_hash,
            totp_secret: row.totp_secret,
            disabled_at: row.disabled_at.map(|at| at.and_utc()),
            accesskeys: row.accesskeys,
            quick_triage: row.quick_triage,
        })
    }
}

/// Stores an account that works for `offices`, which must lie in its county.
///
/// # Errors
/// [`StoreError::Conflict`] when the user name is taken; `Database` when an office is not in the directory.
pub fn insert(tx: &mut Tx<'_>, member: &Member, offices: &[OfficeId]) -> Result<(), StoreError> {
    diesel::insert_into(staff::table)
        .values(&Row::from(member))
        .execute(tx.conn())?;
    super::accounts::insert_offices(tx, member.id, member.county, offices)
}

/// The account with this user name, closed ones among them.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn by_user_name(tx: &mut Tx<'_>, user_name: &str) -> Result<Option<Member>, StoreError> {
    let row = staff::table
        .filter(staff::user_name.eq(user_name))
        .select(Row::as_select())
        .first(tx.conn());
    row.optional()?.map(Member::try_from).transpose()
}

/// The account with this id, closed ones among them.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn find(tx: &mut Tx<'_>, id: StaffId) -> Result<Option<Member>, StoreError> {
    let row = staff::table
        .find(id.to_string())
        .select(Row::as_select())
        .first(tx.conn());
    row.optional()?.map(Member::try_from).transpose()
}

/// Every account, closed ones among them, in the order of user names.
///
/// # Errors
/// [`StoreError`] of the database.
pub(super) fn all(tx: &mut Tx<'_>) -> Result<Vec<Member>, StoreError> {
    let rows: Vec<Row> = staff::table
        .order(staff::user_name)
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(Member::try_from).collect()
}

/// An office's id, as it stands in a row.
pub(super) fn office_id(id: String) -> Result<OfficeId, StoreError> {
    let uuid: Result<Uuid, _> = id.parse();
    let corrupt = StoreError::Corrupt {
        table: "staff_offices",
        column: "office",
        row: id,
    };
    uuid.map(OfficeId).map_err(|_shape| corrupt)
}

/// Uses up a TOTP time step, so that its code and every older one work no more. `false` when the step, or a later
/// one, has been used already.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn use_totp_step(tx: &mut Tx<'_>, id: StaffId, step: u64) -> Result<bool, StoreError> {
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    let unused = staff::totp_last_step.is_null().or(staff::totp_last_step.lt(step));
    let changed = diesel::update(staff::table.filter(staff::id.eq(id.to_string())).filter(unused))
        .set(staff::totp_last_step.eq(step))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Sets the language of somebody's pages.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_language(tx: &mut Tx<'_>, id: StaffId, language: Language) -> Result<(), StoreError> {
    diesel::update(staff::table.find(id.to_string()))
        .set(staff::language.eq(language.code()))
        .execute(tx.conn())?;
    Ok(())
}

/// Turns the access keys of somebody's pages on or off.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_accesskeys(tx: &mut Tx<'_>, id: StaffId, on: bool) -> Result<(), StoreError> {
    diesel::update(staff::table.find(id.to_string()))
        .set(staff::accesskeys.eq(on))
        .execute(tx.conn())?;
    Ok(())
}

/// Chooses whether a case opens for somebody with the first question of its decision in hand.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn set_quick_triage(tx: &mut Tx<'_>, id: StaffId, on: bool) -> Result<(), StoreError> {
    diesel::update(staff::table.find(id.to_string()))
        .set(staff::quick_triage.eq(on))
        .execute(tx.conn())?;
    Ok(())
}

/// For whom the queries of `member` are made at `now`. Who works for the county's default office also stands in for the
/// offices of the county that nobody reads.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn scope(tx: &mut Tx<'_>, member: &Member, now: DateTime<Utc>) -> Result<Scope, StoreError> {
    let county = member.county.to_string();
    let mut ids: Vec<String> = staff_offices::table
        .filter(staff_offices::staff.eq(member.id.to_string()))
        .filter(staff_offices::county.eq(&county))
        .order(staff_offices::office)
        .select(staff_offices::office)
        .load(tx.conn())?;
    let default_office: Option<Option<String>> = counties::table
        .find(&county)
        .select(counties::default_office)
        .first(tx.conn())
        .optional()?;
    if default_office.flatten().is_some_and(|id| ids.contains(&id)) {
        for id in unread(tx, &county)? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let offices = ids.into_iter().map(office_id).collect::<Result<_, _>>()?;
    let mut scope = Scope {
        staff: member.id,
        county: member.county,
        role: member.role,
        social_worker: member.social_worker,
        offices,
        exceptions: Exceptions {
            barred: bars::of_person(tx, member.id)?,
            emergencies: emergencies::open_for(tx, member.id, now)?,
        },
    };
    let hidden = restricted::hidden_from(tx, &scope, now)?;
    scope.exceptions.barred.extend(hidden);
    Ok(scope)
}

/// The offices whose staff work on the cases of `office`, by their ids: itself, and the default office of its county while that
/// stands in for it, as in [`scope`].
///
/// # Errors
/// [`StoreError`] of the database.
pub(super) fn working_for(tx: &mut Tx<'_>, office: OfficeId) -> Result<Vec<String>, StoreError> {
    let own = office.to_string();
    let county: Option<String> = offices::table
        .find(&own)
        .select(offices::county)
        .first(tx.conn())
        .optional()?;
    let other = match county {
        Some(county) => stand_in(tx, &county, &own)?,
        None => None,
    };
    Ok(std::iter::once(own).chain(other).collect())
}

/// The default office of `county` where it stands in for `office` of that county, which nobody reads or which is not at work yet.
///
/// # Errors
/// [`StoreError`] of the database.
pub(super) fn stand_in(tx: &mut Tx<'_>, county: &str, office: &str) -> Result<Option<String>, StoreError> {
    let default: Option<Option<String>> = counties::table
        .find(county)
        .select(counties::default_office)
        .first(tx.conn())
        .optional()?;
    let Some(default) = default.flatten().filter(|default| default != office) else {
        return Ok(None);
    };
    let stands_in = unread(tx, county)?.iter().any(|id| id == office);
    Ok(stands_in.then_some(default))
}

/// The offices of `county` whose queue nobody reads, and those that are not at work yet.
pub(super) fn unread(tx: &mut Tx<'_>, county: &str) -> Result<Vec<String>, StoreError> {
    let read = super::directory::read_offices(tx)?;
    let read: Vec<String> = read.iter().map(ToString::to_string).collect();
    Ok(offices::table
        .filter(offices::county.eq(county))
        .filter(offices::id.ne_all(read).or(offices::active_since.is_null()))
        .order(offices::id)
        .select(offices::id)
        .load(tx.conn())?)
}
