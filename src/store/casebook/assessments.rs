//! How far an assessment is: its tasks and conclusion, sealed, and the days on which its clocks stopped.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::assessment::DelayCause;
use crate::store::case_rows::StoredCase;
use crate::store::schema::assessments;
use crate::store::{Inserted, StoreError, Tx};

/// What lies in clear of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// The civil date in Finland on which it started.
    pub started_on: Option<NaiveDate>,
    /// The one on which it was ready.
    pub completed_on: Option<NaiveDate>,
    /// Why it started late.
    pub start_delay: Option<DelayCause>,
    /// Why it was ready late.
    pub complete_delay: Option<DelayCause>,
}

/// An assessment as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assessment {
    /// How often it has been changed; 0 while nothing is stored.
    pub version: i64,
    /// Tasks and conclusion, sealed.
    pub body: Option<Vec<u8>>,
}

/// The assessment of `case`.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn assessment(tx: &mut Tx<'_>, case: Uuid) -> Result<Assessment, StoreError> {
    let row: Option<(i64, Option<Vec<u8>>)> = assessments::table
        .find(case.to_string())
        .select((assessments::version, assessments::body))
        .first(tx.conn())
        .optional()?;
    Ok(
        row.map_or_else(Assessment::default, |(version, body)| Assessment {
            version,
            body,
        }),
    )
}

/// Notes the day on which the assessment of `case` started; one that stands there already stays.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn begin(tx: &mut Tx<'_>, case: &StoredCase, started_on: NaiveDate) -> Result<(), StoreError> {
    // It is there already where tasks were marked before.
    let _: Inserted = insert(tx, case, None)?;
    let unset = assessments::table
        .find(case.id.to_string())
        .filter(assessments::started_on.is_null());
    diesel::update(unset)
        .set(assessments::started_on.eq(started_on))
        .execute(tx.conn())?;
    Ok(())
}

/// Puts `body` in the place of what was sealed at `version`, and what of `progress` is known. `false` when it has been
/// changed meanwhile: then nothing has.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn put_assessment(
    tx: &mut Tx<'_>,
    case: &StoredCase,
    version: i64,
    body: &[u8],
    progress: Option<&Progress>,
) -> Result<bool, StoreError> {
    if version == 0 && insert(tx, case, Some(body))? == Inserted::Exists {
        return Ok(false);
    }
    let at = version.max(1);
    let row = assessments::table
        .find(case.id.to_string())
        .filter(assessments::version.eq(at));
    let next = if version == 0 { at } else { at.saturating_add(1) };
    let changed = diesel::update(row)
        .set((assessments::version.eq(next), assessments::body.eq(body)))
        .execute(tx.conn())?;
    if let (1, Some(progress)) = (changed, progress) {
        diesel::update(assessments::table.find(case.id.to_string()))
            .set((
                assessments::started_on.eq(progress.started_on),
                assessments::completed_on.eq(progress.completed_on),
                assessments::start_delay.eq(progress.start_delay.map(DelayCause::as_str)),
                assessments::complete_delay.eq(progress.complete_delay.map(DelayCause::as_str)),
            ))
            .execute(tx.conn())?;
    }
    Ok(changed == 1)
}

fn insert(tx: &mut Tx<'_>, case: &StoredCase, body: Option<&[u8]>) -> Result<Inserted, StoreError> {
    tx.insert_else_exists(|tx| {
        diesel::insert_into(assessments::table)
            .values((
                assessments::case_id.eq(case.id.to_string()),
                assessments::county.eq(case.county.to_string()),
                assessments::version.eq(1_i64),
                assessments::body.eq(body),
            ))
            .execute(tx.conn())?;
        Ok(())
    })
}
