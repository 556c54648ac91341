//! Gives a case to another office with every row that lies beside it: nothing of it stays behind in the old county.

use diesel::prelude::*;
use diesel::sql_types::Text;
use uuid::Uuid;

use super::case_rows::{Row, StoredCase};
use super::schema::{
    case_claims, case_copies, case_decisions, cases, cases_handed, person_keys, report_keys, reports,
};
use super::{StoreError, Tx, joins};
use crate::domain::office::{Office, OfficeId};
use crate::domain::places::CountyCode;
use crate::domain::urgency::WhyCopied;

/// The tables whose rows belong to a case and name its county: they follow it.
pub const BESIDE_A_CASE: [&str; 11] = [
    "case_joins",
    "case_rechecks",
    "case_notes",
    "case_contacts",
    "case_facts",
    "case_notices",
    "assessments",
    "reminders",
    "party_copies",
    "party_refusals",
    "hand_outs",
];

/// The tables whose rows belong to a report and name its county: they follow its last case.
pub const BESIDE_A_REPORT: [&str; 5] = [
    "person_blocks",
    "mailboxes",
    "messages",
    "attachments",
    "recorded_reports",
];

/// Gives `case` to `office`, to nobody's hands there.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn to_office(tx: &mut Tx<'_>, case: &StoredCase, office: &Office) -> Result<(), StoreError> {
    let updated_by = tx.name();
    let id = case.id.to_string();
    let place = (office.county.to_string(), office.id.to_string());
    diesel::update(cases::table.find(&id))
        .set((
            cases::county.eq(&place.0),
            cases::office.eq(&place.1),
            cases::assignee.eq(None::<String>),
            // The group of a flood is the old office's.
            cases::flood.eq(None::<String>),
            cases::flood_mark.eq(None::<String>),
            cases::flood_examined.eq(false),
            cases::updated_by.eq(updated_by),
        ))
        .execute(tx.conn())?;
    diesel::update(case_decisions::table.find(&id))
        .set((
            case_decisions::county.eq(&place.0),
            case_decisions::office.eq(&place.1),
        ))
        .execute(tx.conn())?;
    diesel::delete(case_claims::table.find(&id)).execute(tx.conn())?;
    diesel::delete(cases_handed::table.find(&id)).execute(tx.conn())?;
    if office.county != case.county {
        for table in BESIDE_A_CASE {
            set_county(tx, table, "case_id", &id, &place.0)?;
        }
    }
    Ok(())
}

/// Lets what belongs to `report` follow its cases to the county `to`, once none of them is left in `from`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn report_follows(
    tx: &mut Tx<'_>,
    report: Uuid,
    from: CountyCode,
    to: CountyCode,
) -> Result<(), StoreError> {
    let id = report.to_string();
    let left = cases::table
        .filter(cases::report.eq(&id))
        .filter(cases::county.eq(from.to_string()));
    if from == to || diesel::select(diesel::dsl::exists(left)).get_result(tx.conn())? {
        return Ok(());
    }
    let (old, new) = (from.to_string(), to.to_string());
    let moved = diesel::update(reports::table.find(&id).filter(reports::county.eq(old)))
        .set(reports::county.eq(&new))
        .execute(tx.conn())?;
    if moved == 1 {
        for table in BESIDE_A_REPORT {
            set_county(tx, table, "report", &id, &new)?;
        }
    }
    Ok(())
}

fn set_county(
    tx: &mut Tx<'_>,
    table: &'static str,
    key: &'static str,
    id: &str,
    county: &str,
) -> Result<(), StoreError> {
    diesel::sql_query(format!("UPDATE {table} SET county = $1 WHERE {key} = $2"))
        .bind::<Text, _>(county)
        .bind::<Text, _>(id)
        .execute(tx.conn())?;
    Ok(())
}

/// What hangs on `carrier`, however deep: it goes where that one goes.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn carried(tx: &mut Tx<'_>, carrier: Uuid) -> Result<Vec<StoredCase>, StoreError> {
    let below = joins::below(tx, carrier)?;
    let ids: Vec<String> = below.iter().map(|joined| joined.case.to_string()).collect();
    cases::table
        .filter(cases::id.eq_any(ids))
        .order(cases::id)
        .select(Row::as_select())
        .load::<Row>(tx.conn())?
        .into_iter()
        .map(StoredCase::try_from)
        .collect()
}

/// Takes the look at `case` back that an offer gave to `office`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn forget_offer(tx: &mut Tx<'_>, case: Uuid, office: OfficeId) -> Result<(), StoreError> {
    let offer = case_copies::table
        .find((case.to_string(), office.to_string()))
        .filter(case_copies::why.eq(WhyCopied::Transfer.as_str()));
    diesel::delete(offer).execute(tx.conn())?;
    Ok(())
}

/// Takes the copies of `case` from `office`, whose own it is now, and from the duty services of the county that it left.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn forget_copies(
    tx: &mut Tx<'_>,
    case: Uuid,
    office: &Office,
    left: CountyCode,
) -> Result<(), StoreError> {
    let id = case.to_string();
    let own = case_copies::table.find((&id, office.id.to_string()));
    diesel::delete(own).execute(tx.conn())?;
    if left != office.county {
        let old = case_copies::table
            .filter(case_copies::case_id.eq(&id))
            .filter(case_copies::county.eq(left.to_string()));
        diesel::delete(old).execute(tx.conn())?;
    }
    Ok(())
}

/// Takes the key of `report` from every office but those of `keep`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn keep_report_key(tx: &mut Tx<'_>, report: Uuid, keep: &[OfficeId]) -> Result<(), StoreError> {
    let keep: Vec<String> = keep.iter().map(ToString::to_string).collect();
    let others = report_keys::table
        .filter(report_keys::report.eq(report.to_string()))
        .filter(report_keys::office.ne_all(keep));
    diesel::delete(others).execute(tx.conn())?;
    Ok(())
}

/// Takes the key of the person block `block` from every office but those of `keep`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn keep_person_key(tx: &mut Tx<'_>, block: Uuid, keep: &[OfficeId]) -> Result<(), StoreError> {
    let keep: Vec<String> = keep.iter().map(ToString::to_string).collect();
    let others = person_keys::table
        .filter(person_keys::block.eq(block.to_string()))
        .filter(person_keys::office.ne_all(keep));
    diesel::delete(others).execute(tx.conn())?;
    Ok(())
}
