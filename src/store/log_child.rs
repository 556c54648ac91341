//! Whom the rows of the read log are about: all that were written about one child, whichever case they name. A row names the
//! child by the county's keyed hash of the identity code, where that is known; where it is not, by its case alone.

use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{access_log, blind_indexes};
use super::seal::blind::Label;
use super::{StoreError, Tx, access_log as chain, copies, joins};
use crate::domain::places::CountyCode;

/// The child of a case, as the rows of the log know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneChild {
    /// The keyed hash of the identity code, where it is known. It stands in the log of one county only.
    pub digest: Option<Vec<u8>>,
    /// The child's cases that are there, the one that was asked for first.
    pub cases: Vec<Uuid>,
    /// Cases of which somebody said that they are of another child, though the hash may be the same.
    pub others: Vec<Uuid>,
}

impl OneChild {
    /// The child of `case`, of whom nothing else may be told.
    pub fn of_this_alone(case: Uuid) -> Self {
        Self {
            digest: None,
            cases: vec![case],
            others: Vec::new(),
        }
    }
}

/// The child of `case`, which is one of `county`: its cases are those with the same identity code, and what workers joined to one
/// of these.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_case(tx: &mut Tx<'_>, case: Uuid, county: CountyCode) -> Result<OneChild, StoreError> {
    let digest = chain::subject(tx, case)?;
    let others = joins::of_other_children(tx, case)?;
    let mut known = vec![case];
    if let Some(digest) = &digest {
        let same: Vec<String> = blind_indexes::table
            .filter(blind_indexes::county.eq(county.to_string()))
            .filter(blind_indexes::label.eq(Label::IdentityCode.as_str()))
            .filter(blind_indexes::digest.eq(digest))
            .order(blind_indexes::case_id)
            .select(blind_indexes::case_id)
            .load(tx.conn())?;
        for id in same {
            let other = id.parse().map_err(|_shape| StoreError::Corrupt {
                table: "blind_indexes",
                column: "case_id",
                row: id.clone(),
            })?;
            known.push(other);
        }
    }
    let mut cases = Vec::new();
    for one in known.into_iter().filter(|one| !others.contains(one)) {
        let carrier = joins::carrier_of(tx, one)?;
        let below = joins::below(tx, carrier)?;
        let group = below.iter().map(|joined| joined.case);
        for found in [one, carrier].into_iter().chain(group) {
            if !cases.contains(&found) && !others.contains(&found) {
                cases.push(found);
            }
        }
    }
    Ok(OneChild {
        digest,
        cases,
        others,
    })
}

/// In whose logs something may stand of `cases`: where a row names one, and where an office got a copy of one.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn counties(tx: &mut Tx<'_>, cases: &[Uuid]) -> Result<Vec<CountyCode>, StoreError> {
    let ids: Vec<String> = cases.iter().map(Uuid::to_string).collect();
    let rows: Vec<String> = access_log::table
        .filter(access_log::case_id.eq_any(ids))
        .select(access_log::county)
        .distinct()
        .order(access_log::county)
        .load(tx.conn())?;
    let mut counties = Vec::new();
    for text in rows {
        let county = CountyCode::parse(&text).ok_or_else(|| StoreError::Corrupt {
            table: "access_log",
            column: "county",
            row: text.clone(),
        })?;
        counties.push(county);
    }
    for copy in copies::of_cases(tx, cases)? {
        if !counties.contains(&copy.county) {
            counties.push(copy.county);
        }
    }
    Ok(counties)
}

/// Narrows a boxed query of rows of the log to those about a [`OneChild`].
macro_rules! about_child {
    ($query:expr, $child:expr) => {{
        let ids = |cases: &[uuid::Uuid]| -> Vec<String> { cases.iter().map(ToString::to_string).collect() };
        let others = ids(&$child.others);
        let of_cases = access_log::case_id.eq_any(ids(&$child.cases));
        let query = $query.filter(
            access_log::case_id
                .is_null()
                .or(access_log::case_id.ne_all(others)),
        );
        match &$child.digest {
            Some(digest) => query.filter(of_cases.or(access_log::subject.eq(digest.clone()))),
            None => query.filter(of_cases),
        }
    }};
}
pub(super) use about_child;

/// Narrows a boxed query of rows of the log to those that tell of none of the cases `$barred`, as texts. A look that was refused
/// stays: it must not tell a case that is closed to somebody from one that is not there.
macro_rules! not_barred {
    ($query:expr, $barred:expr) => {{
        let barred: Vec<String> = $barred;
        if barred.is_empty() {
            $query
        } else {
            let done = crate::domain::audit::Outcome::Done.as_str();
            $query
                .filter(
                    access_log::case_id
                        .is_null()
                        .or(access_log::case_id.ne_all(barred.clone())),
                )
                .filter(
                    access_log::object
                        .is_null()
                        .or(access_log::object.ne_all(barred))
                        .or(access_log::result.ne(done)),
                )
        }
    }};
}
pub(super) use not_barred;
