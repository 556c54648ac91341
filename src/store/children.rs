//! Finding the cases of a child again, by keyed hashes alone: what is stored, what is looked up, and the
//! list of older cases whose hashes are still to be made.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use uuid::Uuid;

use super::bars::left_out;
use super::case_rows::{Row, StoredCase};
use super::connection::each;
use super::copies::{self, CaseCopy};
use super::schema::{blind_indexes, case_copies, cases, cases_to_index, reports};
use super::seal::blind::Label;
use super::{StoreError, Tx, restricted};
use crate::domain::access::Scope;
use crate::domain::places::CountyCode;
use crate::domain::reference::Reference;

/// A keyed hash by which the same child is found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlindIndex {
    /// The row's id.
    pub id: Uuid,
    /// The case's county, whose key made the digest.
    pub county: CountyCode,
    /// The case.
    pub case: Uuid,
    /// What was hashed.
    pub label: Label,
    /// HMAC-SHA-256.
    pub digest: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = blind_indexes)]
struct IndexRow<'a> {
    id: String,
    county: String,
    case_id: String,
    label: &'static str,
    digest: &'a [u8],
}

/// Stores `indexes`, all at once.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn insert(tx: &mut Tx<'_>, indexes: &[BlindIndex]) -> Result<(), StoreError> {
    if indexes.is_empty() {
        return Ok(());
    }
    let rows: Vec<IndexRow<'_>> = indexes
        .iter()
        .map(|index| IndexRow {
            id: index.id.to_string(),
            county: index.county.to_string(),
            case_id: index.case.to_string(),
            label: index.label.as_str(),
            digest: &index.digest,
        })
        .collect();
    each!(tx.conn(), |c| diesel::insert_into(blind_indexes::table)
        .values(&rows)
        .execute(c))?;
    Ok(())
}

/// Puts `indexes` in the place of all that `case` had, and takes it off the list of those that wait for it.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn replace(tx: &mut Tx<'_>, case: Uuid, indexes: &[BlindIndex]) -> Result<(), StoreError> {
    let id = case.to_string();
    diesel::delete(blind_indexes::table.filter(blind_indexes::case_id.eq(&id))).execute(tx.conn())?;
    insert(tx, indexes)?;
    diesel::delete(cases_to_index::table.find(&id)).execute(tx.conn())?;
    Ok(())
}

/// Takes `case` off the list of those that wait for their hashes, though it has got none.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn pass_over(tx: &mut Tx<'_>, case: Uuid) -> Result<(), StoreError> {
    diesel::delete(cases_to_index::table.find(case.to_string())).execute(tx.conn())?;
    Ok(())
}

/// At most `limit` cases whose hashes are still to be made.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn to_index(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<StoredCase>, StoreError> {
    cases::table
        .filter(cases::id.eq_any(cases_to_index::table.select(cases_to_index::case_id)))
        .order(cases::id)
        .limit(limit)
        .select(Row::as_select())
        .load(tx.conn())?
        .into_iter()
        .map(StoredCase::try_from)
        .collect()
}

/// Which case shares something with another one, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The other case.
    pub case: Uuid,
    /// What both have.
    pub label: Label,
}

/// What other cases of the county share with `case`, at most `limit` pairs: one look into the index of hashes. Other children
/// of the same report share their report, and are not among them.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn matches(tx: &mut Tx<'_>, case: &StoredCase, limit: i64) -> Result<Vec<Match>, StoreError> {
    let labels = Label::MATCHING.map(Label::as_str);
    let own: Vec<Vec<u8>> = blind_indexes::table
        .filter(blind_indexes::case_id.eq(case.id.to_string()))
        .filter(blind_indexes::label.eq_any(labels))
        .select(blind_indexes::digest)
        .load(tx.conn())?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(String, String)> = blind_indexes::table
        .inner_join(cases::table.on(cases::id.eq(blind_indexes::case_id)))
        .filter(blind_indexes::county.eq(case.county.to_string()))
        .filter(blind_indexes::label.eq_any(labels))
        .filter(blind_indexes::digest.eq_any(own))
        .filter(cases::report.ne(case.report.to_string()))
        // A house full of people must not hide who is the same by name or code: those labels sort behind `address`.
        .order((blind_indexes::label.desc(), cases::received_on.desc(), cases::id))
        .limit(limit)
        .select((blind_indexes::case_id, blind_indexes::label))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, label)| {
            let corrupt = |column| StoreError::Corrupt {
                table: "blind_indexes",
                column,
                row: id.clone(),
            };
            Ok(Match {
                case: id.parse().map_err(|_shape| corrupt("case_id"))?,
                label: Label::parse(&label).ok_or_else(|| corrupt("label"))?,
            })
        })
        .collect()
}

/// Those of the cases `page` that share with another report of the county by whom a child is known: an identity code or a name
/// with a birth date or year. Two looks into the index of hashes, however long the page; an address alone, which a whole house
/// may share, does not count.
///
/// # Errors
/// [`StoreError`] of the database.
pub fn sharing(tx: &mut Tx<'_>, page: &[StoredCase]) -> Result<HashSet<Uuid>, StoreError> {
    let by_whom = Label::MATCHING
        .into_iter()
        .filter(|label| !matches!(label, Label::Address | Label::PregnantAddress));
    let labels: Vec<&str> = by_whom.map(Label::as_str).collect();
    let ids: Vec<String> = page.iter().map(|case| case.id.to_string()).collect();
    let own: Vec<(String, Vec<u8>)> = blind_indexes::table
        .filter(blind_indexes::case_id.eq_any(&ids))
        .filter(blind_indexes::label.eq_any(&labels))
        .select((blind_indexes::case_id, blind_indexes::digest))
        .load(tx.conn())?;
    if own.is_empty() {
        return Ok(HashSet::new());
    }
    let digests: HashSet<&[u8]> = own.iter().map(|(_, digest)| digest.as_slice()).collect();
    let counties: HashSet<String> = page.iter().map(|case| case.county.to_string()).collect();
    let reports: Vec<(Vec<u8>, String)> = blind_indexes::table
        .inner_join(cases::table.on(cases::id.eq(blind_indexes::case_id)))
        .filter(blind_indexes::county.eq_any(counties))
        .filter(blind_indexes::label.eq_any(&labels))
        .filter(blind_indexes::digest.eq_any(digests))
        .select((blind_indexes::digest, cases::report))
        .distinct()
        .load(tx.conn())?;
    let mut met: HashMap<Vec<u8>, usize> = HashMap::new();
    for (digest, _report) in reports {
        let reports = met.entry(digest).or_default();
        *reports = reports.saturating_add(1);
    }
    let shared = own
        .into_iter()
        .filter(|(_, digest)| met.get(digest).is_some_and(|reports| *reports > 1));
    let ids: HashSet<String> = shared.map(|(id, _)| id).collect();
    Ok(page
        .iter()
        .map(|case| case.id)
        .filter(|id| ids.contains(&id.to_string()))
        .collect())
}

/// The cases of `ids` in the county of the person of `scope`, as they see them, with their copies. Whether they may see them is
/// the caller's to decide.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn cases_of(
    tx: &mut Tx<'_>,
    scope: &Scope,
    ids: &[Uuid],
) -> Result<(Vec<StoredCase>, Vec<CaseCopy>), StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = cases::table
        .filter(cases::id.eq_any(ids))
        .filter(cases::id.ne_all(left_out(scope)))
        .filter(cases::county.eq(scope.county.to_string()))
        .select(Row::as_select())
        .load(tx.conn())?;
    seen(tx, scope, rows)
}

/// What a worker looks for: every condition must hold.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The reference of the case or of its report.
    pub reference: Option<Reference>,
    /// Hashes of which the case must have one, for each thing that was asked.
    pub digests: Vec<Vec<Vec<u8>>>,
}

/// At most `limit` cases of the county of `scope` that fit `wanted`, the newest first. Whether the person may see them is the
/// caller's to decide.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn search(
    tx: &mut Tx<'_>,
    scope: &Scope,
    wanted: &Wanted,
    limit: i64,
) -> Result<(Vec<StoredCase>, Vec<CaseCopy>), StoreError> {
    let county = scope.county.to_string();
    let mut found = cases::table
        .filter(cases::id.ne_all(left_out(scope)))
        .order((cases::received_on.desc(), cases::received_hour.desc(), cases::id))
        .limit(limit)
        .select(Row::as_select())
        .into_boxed();
    for digests in &wanted.digests {
        let having = blind_indexes::table
            .filter(blind_indexes::county.eq(county.clone()))
            .filter(blind_indexes::label.eq_any(Label::ALL.map(Label::as_str)))
            .filter(blind_indexes::digest.eq_any(digests.clone()))
            .select(blind_indexes::case_id);
        found = found.filter(cases::id.eq_any(having));
    }
    if let Some(reference) = &wanted.reference {
        let offices: Vec<String> = scope.offices.iter().map(ToString::to_string).collect();
        let copied = case_copies::table
            .filter(case_copies::office.eq_any(offices))
            .select(case_copies::case_id);
        let report = reports::table
            .filter(reports::reference.eq(reference.as_str().to_owned()))
            .select(reports::id);
        found = found
            .filter(
                cases::reference
                    .eq(reference.as_str().to_owned())
                    .or(cases::report.eq_any(report)),
            )
            .filter(cases::county.eq(county).or(cases::id.eq_any(copied)));
    } else {
        found = found.filter(cases::county.eq(county));
    }
    let rows = found.load(tx.conn())?;
    seen(tx, scope, rows)
}

fn seen(
    tx: &mut Tx<'_>,
    scope: &Scope,
    rows: Vec<Row>,
) -> Result<(Vec<StoredCase>, Vec<CaseCopy>), StoreError> {
    let found: Vec<StoredCase> = rows
        .into_iter()
        .map(StoredCase::try_from)
        .collect::<Result<_, _>>()?;
    let ids: Vec<Uuid> = found.iter().map(|case| case.id).collect();
    let copies = copies::of_cases(tx, &ids)?;
    let found = found.into_iter().map(|case| case.seen_by(scope, &copies));
    let mut found: Vec<StoredCase> = found.collect();
    // Of another office's restricted case nobody learns that there is one.
    let elsewhere = found.iter().filter(|case| !scope.offices.contains(&case.seen_at));
    let closed = restricted::reached(tx, &elsewhere.map(|case| case.id).collect())?;
    found.retain(|case| !closed.contains(&case.id));
    Ok((found, copies))
}
