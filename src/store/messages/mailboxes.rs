//! Mailboxes: which report a follow-up code leads to, and until when its reporter and its workers can write to each other.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::language::Language;
use crate::domain::places::CountyCode;
use crate::domain::report::IdentityLevel;
use crate::store::connection::each;
use crate::store::schema::{mailboxes, reports};
use crate::store::{StoreError, Tx};

/// The mailbox of a report as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMailbox {
    /// The report.
    pub report: Uuid,
    /// The report's county.
    pub county: CountyCode,
    /// The language in which the report was filed.
    pub language: Language,
    /// Day of arrival, Europe/Helsinki.
    pub received_on: NaiveDate,
    /// Day of the last message, or of arrival, Europe/Helsinki.
    pub last_on: NaiveDate,
    /// When the messages ended, Europe/Helsinki.
    pub closed_on: Option<NaiveDate>,
    /// The reporter has a follow-up code.
    pub has_code: bool,
    /// The API client that filed the report.
    pub client: Option<Uuid>,
    /// How far the reporter wishes to be known.
    pub identity_level: IdentityLevel,
}

impl StoredMailbox {
    /// Whether it has outlived its last message by more than `days` on `today`.
    pub fn is_old(&self, today: NaiveDate, days: Days) -> bool {
        self.last_on
            .checked_add_days(days)
            .is_some_and(|last| last < today)
    }

    /// Whether messages go to and fro on `today`.
    pub fn is_open(&self, today: NaiveDate, days: Days) -> bool {
        self.closed_on.is_none() && !self.is_old(today, days) && (self.has_code || self.client.is_some())
    }
}

type Row = (
    String,
    String,
    String,
    NaiveDate,
    bool,
    Option<String>,
    String,
    Option<NaiveDate>,
    Option<NaiveDate>,
);

/// The columns of [`Row`], of a report beside its mailbox if there is one.
macro_rules! columns {
    () => {
        (
            reports::id,
            reports::county,
            reports::language,
            reports::received_on,
            reports::code_lookup.is_not_null(),
            reports::client,
            reports::identity_level,
            mailboxes::last_on.nullable(),
            mailboxes::closed_on.nullable(),
        )
    };
}

/// The mailbox to which the follow-up code with the hash `lookup` leads.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn by_lookup(tx: &mut Tx<'_>, lookup: &[u8]) -> Result<Option<StoredMailbox>, StoreError> {
    let row: Option<Row> = reports::table
        .left_join(mailboxes::table.on(mailboxes::report.eq(reports::id)))
        .filter(reports::code_lookup.eq(lookup))
        .select(columns!())
        .first(tx.conn())
        .optional()?;
    row.map(read).transpose()
}

/// The mailbox of `report`; `None` where there is no such report.
///
/// # Errors
/// As [`by_lookup`].
pub fn of_report(tx: &mut Tx<'_>, report: Uuid) -> Result<Option<StoredMailbox>, StoreError> {
    let row: Option<Row> = reports::table
        .left_join(mailboxes::table.on(mailboxes::report.eq(reports::id)))
        .filter(reports::id.eq(report.to_string()))
        .select(columns!())
        .first(tx.conn())
        .optional()?;
    row.map(read).transpose()
}

fn read(row: Row) -> Result<StoredMailbox, StoreError> {
    let (id, county, language, received_on, has_code, client, identity_level, last_on, closed_on) = row;
    let corrupt = |column| StoreError::Corrupt {
        table: "reports",
        column,
        row: id.clone(),
    };
    let client = client.map(|client| client.parse().map_err(|_shape| corrupt("client")));
    Ok(StoredMailbox {
        report: id.parse().map_err(|_shape| corrupt("id"))?,
        county: CountyCode::parse(&county).ok_or_else(|| corrupt("county"))?,
        language: Language::parse(&language).ok_or_else(|| corrupt("language"))?,
        client: client.transpose()?,
        identity_level: IdentityLevel::parse(&identity_level).ok_or_else(|| corrupt("identity_level"))?,
        last_on: last_on.unwrap_or(received_on),
        received_on,
        closed_on,
        has_code,
    })
}

/// Notes that a message was sent `on` that day. From here to the commit nobody else writes to the mailbox, so what is read
/// of it after this holds.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn touch(tx: &mut Tx<'_>, report: Uuid, county: CountyCode, on: NaiveDate) -> Result<(), StoreError> {
    let row = (
        mailboxes::report.eq(report.to_string()),
        mailboxes::county.eq(county.to_string()),
        mailboxes::last_on.eq(on),
    );
    each!(tx.conn(), |c| diesel::insert_into(mailboxes::table)
        .values(row)
        .on_conflict(mailboxes::report)
        .do_update()
        .set(mailboxes::last_on.eq(on))
        .execute(c))?;
    Ok(())
}

/// Ends the messages of `mailbox` on the day `on`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn close(tx: &mut Tx<'_>, mailbox: &StoredMailbox, on: NaiveDate) -> Result<(), StoreError> {
    let row = (
        mailboxes::report.eq(mailbox.report.to_string()),
        mailboxes::county.eq(mailbox.county.to_string()),
        mailboxes::last_on.eq(mailbox.last_on),
        mailboxes::closed_on.eq(Some(on)),
    );
    each!(tx.conn(), |c| diesel::insert_into(mailboxes::table)
        .values(row)
        .on_conflict(mailboxes::report)
        .do_update()
        .set(mailboxes::closed_on.eq(Some(on)))
        .execute(c))?;
    Ok(())
}

/// At most `limit` reports whose follow-up code still leads somewhere although their last message, or they themselves, came
/// before `kept_from` (Europe/Helsinki).
///
/// # Errors
/// As [`by_lookup`].
pub fn with_old_code(
    tx: &mut Tx<'_>,
    kept_from: NaiveDate,
    limit: i64,
) -> Result<Vec<StoredMailbox>, StoreError> {
    let rows: Vec<Row> = reports::table
        .left_join(mailboxes::table.on(mailboxes::report.eq(reports::id)))
        .filter(reports::code_lookup.is_not_null())
        .filter(reports::received_on.lt(kept_from))
        .filter(mailboxes::last_on.is_null().or(mailboxes::last_on.lt(kept_from)))
        .order(reports::id)
        .limit(limit)
        .select(columns!())
        .load(tx.conn())?;
    rows.into_iter().map(read).collect()
}

/// Takes the hash of the follow-up code out of `report`: nobody finds it by the code any more.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn forget_code(tx: &mut Tx<'_>, report: Uuid) -> Result<(), StoreError> {
    diesel::update(reports::table.filter(reports::id.eq(report.to_string())))
        .set(reports::code_lookup.eq(None::<Vec<u8>>))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends on the day `on` the mailboxes whose last message came before `kept_from` (Europe/Helsinki), as those of the API have
/// no code to forget. Tells how many.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn close_old(tx: &mut Tx<'_>, kept_from: NaiveDate, on: NaiveDate) -> Result<usize, StoreError> {
    let old = mailboxes::table
        .filter(mailboxes::closed_on.is_null())
        .filter(mailboxes::last_on.lt(kept_from));
    Ok(diesel::update(old)
        .set(mailboxes::closed_on.eq(Some(on)))
        .execute(tx.conn())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(last_on: &str) -> StoredMailbox {
        StoredMailbox {
            identity_level: IdentityLevel::None,
            report: Uuid::from_u128(1),
            county: CountyCode::parse("03").unwrap(),
            language: Language::Fi,
            received_on: "2026-11-01".parse().unwrap(),
            last_on: last_on.parse().unwrap(),
            closed_on: None,
            has_code: true,
            client: None,
        }
    }

    #[test]
    fn a_mailbox_ends_so_many_days_after_its_last_message_or_when_it_is_closed() {
        let days = Days::new(90);
        let on = |day: &str| mailbox("2026-11-20").is_open(day.parse().unwrap(), days);
        assert!(on("2026-11-20") && on("2027-02-18"));
        assert!(!on("2027-02-19"));
        let today = "2026-11-20".parse().unwrap();
        let closed = StoredMailbox {
            closed_on: Some(today),
            ..mailbox("2026-11-20")
        };
        assert!(!closed.is_open(today, days) && !closed.is_old(today, days));
        let declined = StoredMailbox {
            has_code: false,
            ..mailbox("2026-11-20")
        };
        assert!(
            !declined.is_open(today, days),
            "without a code nobody can read it"
        );
        let client = StoredMailbox {
            client: Some(Uuid::from_u128(2)),
            ..declined
        };
        assert!(client.is_open(today, days));
    }
}
