//! Which offices see a case beside the one whose it is, and why.

use diesel::prelude::*;
use uuid::Uuid;

use super::schema::{case_copies, cases};
use super::{StoreError, Tx};
use crate::domain::access::Scope;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::urgency::WhyCopied;

/// That an office sees a case which is another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseCopy {
    /// The case.
    pub case: Uuid,
    /// The office that sees it too.
    pub office: OfficeId,
    /// The county of that office.
    pub county: CountyCode,
    /// Why.
    pub why: WhyCopied,
}

impl CaseCopy {
    /// Whether it stands in a queue of the person of `scope`.
    pub fn is_for(&self, scope: &Scope) -> bool {
        self.county == scope.county && scope.offices.contains(&self.office)
    }
}

/// Stores a copy.
///
/// # Errors
/// [`StoreError::Conflict`] when the office has it already.
pub fn insert(tx: &mut Tx<'_>, copy: &CaseCopy) -> Result<(), StoreError> {
    diesel::insert_into(case_copies::table)
        .values((
            case_copies::case_id.eq(copy.case.to_string()),
            case_copies::office.eq(copy.office.to_string()),
            case_copies::county.eq(copy.county.to_string()),
            case_copies::why.eq(copy.why.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

type Row = (String, String, String, String);

fn read((case, office, county, why): Row) -> Result<CaseCopy, StoreError> {
    let corrupt = |column| StoreError::Corrupt {
        table: "case_copies",
        column,
        row: case.clone(),
    };
    Ok(CaseCopy {
        office: OfficeId(office.parse().map_err(|_shape| corrupt("office"))?),
        county: CountyCode::parse(&county).ok_or_else(|| corrupt("county"))?,
        why: WhyCopied::parse(&why).ok_or_else(|| corrupt("why"))?,
        case: case.parse().map_err(|_shape| corrupt("case_id"))?,
    })
}

/// The copies of `cases`, each case's by office.
///
/// # Errors
/// [`StoreError`] of the database, `Corrupt` for a row that this program did not write.
pub fn of_cases(tx: &mut Tx<'_>, cases: &[Uuid]) -> Result<Vec<CaseCopy>, StoreError> {
    let ids: Vec<String> = cases.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = case_copies::table
        .filter(case_copies::case_id.eq_any(ids))
        .order((case_copies::case_id, case_copies::office))
        .load(tx.conn())?;
    rows.into_iter().map(read).collect()
}

/// The copies of every case of `report`, each case's by office.
///
/// # Errors
/// As [`of_cases`].
pub fn of_report(tx: &mut Tx<'_>, report: Uuid) -> Result<Vec<CaseCopy>, StoreError> {
    let of_it = cases::table
        .filter(cases::report.eq(report.to_string()))
        .select(cases::id);
    let rows: Vec<Row> = case_copies::table
        .filter(case_copies::case_id.eq_any(of_it))
        .order((case_copies::case_id, case_copies::office))
        .load(tx.conn())?;
    rows.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::access::{Capability, Place, Role, StaffId, decide};
    use crate::store::case_rows::tests::case_at;

    /// Offices 0–2 lie in county 03, 3–5 in county 08.
    fn county(office: u128) -> CountyCode {
        CountyCode::parse(if office < 3 { "03" } else { "08" }).unwrap()
    }

    fn id(office: u128) -> OfficeId {
        OfficeId(Uuid::from_u128(office))
    }

    proptest! {
        #[test]
        fn a_copy_opens_a_case_to_its_office_and_to_nobody_else(
            owner in 0_u128..6,
            copied in proptest::collection::btree_set(0_u128..6, 0..4),
            theirs in proptest::collection::btree_set(0_u128..6, 0..4),
            home in prop_oneof![Just("03"), Just("08")],
            role in 0_usize..6,
            in_queue: bool,
        ) {
            let case = case_at(id(owner), county(owner), in_queue);
            let copy = |office: u128, case| CaseCopy { case, office: id(office), county: county(office), why: WhyCopied::Duty };
            let mut copies: Vec<CaseCopy> = copied.iter().map(|office| copy(*office, case.id)).collect();
            // Copies of another case count for nothing.
            copies.extend((0..6).map(|office| copy(office, Uuid::from_u128(99))));
            let scope = Scope {
                staff: StaffId(Uuid::from_u128(1)),
                county: CountyCode::parse(home).unwrap(),
                role: Role::ALL[role],
                social_worker: false,
                offices: theirs.iter().map(|office| id(*office)).collect(),
                exceptions: crate::domain::access::Exceptions::default(),
            };
            let seen = case.seen_by(&scope, &copies);
            let has = |office: u128| office == owner || copied.contains(&office);
            for capability in Capability::ALL {
                for in_hand in [false, true] {
                    let opens = decide(&scope, capability, &seen.standing(in_hand));
                    // As if the case were the office's own, at one of their offices in their county that has it.
                    let expected = (0..6).filter(|office| has(*office)).map(|office| {
                        let place = Place { case: Some(seen.id), county: county(office), office: id(office), in_queue, in_hand };
                        decide(&scope, capability, &place)
                    });
                    let allowed = expected.clone().any(crate::domain::access::Decision::is_allowed);
                    prop_assert_eq!(opens.is_allowed(), allowed, "{:?}", capability);
                    prop_assert!(!allowed || expected.collect::<Vec<_>>().contains(&opens));
                }
            }
        }
    }
}
