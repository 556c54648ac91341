//! Jobs on their way into the store.

use chrono::{DateTime, Utc};
use diesel::IntoSql;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Timestamp};
use uuid::Uuid;

use super::payload;
use crate::domain::job::Job;
use crate::domain::office::OfficeId;
use crate::store::schema::{jobs, offices};
use crate::store::{Inserted, StoreError, Tx};

/// Writes down that an office is to be told of a report at `run_at`, in one statement. There is no row where neither the
/// office nor the default office of its county, which stands in for it, has a mailbox.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_notice(
    tx: &mut Tx<'_>,
    id: Uuid,
    office: OfficeId,
    notice: &Job,
    run_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = offices::table
        .filter(offices::id.eq(office.to_string()))
        .filter(
            offices::mailbox
                .is_not_null()
                .or(sql::<Bool>(STAND_IN_HAS_MAILBOX)),
        )
        .select((
            id.to_string().into_sql::<Text>(),
            notice.kind().into_sql::<Text>(),
            offices::id,
            payload(notice).into_sql::<Text>(),
            false.into_sql::<Bool>(),
            run_at.naive_utc().into_sql::<Timestamp>(),
            0_i64.into_sql::<BigInt>(),
        ));
    row.insert_into(jobs::table)
        .into_columns((
            jobs::id,
            jobs::kind,
            jobs::owner,
            jobs::payload,
            jobs::recurring,
            jobs::run_at,
            jobs::attempts,
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether the default office of an office's county is told by mail.
const STAND_IN_HAS_MAILBOX: &str = "EXISTS (SELECT 1 FROM counties JOIN offices AS stand_in \
     ON stand_in.id = counties.default_office \
     WHERE counties.code = offices.county AND stand_in.mailbox IS NOT NULL)";

/// Writes a job that is to be done once, at `run_at`.
///
/// # Errors
/// [`StoreError::Conflict`] when there is one with this id.
pub fn insert_once(tx: &mut Tx<'_>, id: Uuid, job: &Job, run_at: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(id.to_string()),
            jobs::kind.eq(job.kind()),
            jobs::owner.eq(job.owner()),
            jobs::payload.eq(payload(job)),
            jobs::recurring.eq(false),
            jobs::run_at.eq(run_at.naive_utc()),
            jobs::attempts.eq(0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes a recurring job, unless there is one of its kind and owner.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert_recurring(
    tx: &mut Tx<'_>,
    id: Uuid,
    job: &Job,
    run_at: DateTime<Utc>,
) -> Result<Inserted, StoreError> {
    let row = (
        jobs::id.eq(id.to_string()),
        jobs::kind.eq(job.kind()),
        jobs::owner.eq(job.owner()),
        jobs::payload.eq(payload(job)),
        jobs::recurring.eq(true),
        jobs::run_at.eq(run_at.naive_utc()),
        jobs::attempts.eq(0),
    );
    tx.insert_else_exists(|tx| {
        diesel::insert_into(jobs::table).values(row).execute(tx.conn())?;
        Ok(())
    })
}
