//! Which cases share a keyed hash with a case, and which of them the person who asks may know of.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{IntakeError, Why, is_listed};
use crate::domain::access::Scope;
use crate::domain::reference::Reference;
use crate::store::case_rows::StoredCase;
use crate::store::children::Wanted;
use crate::store::copies::CaseCopy;
use crate::store::{Tx, children, joins};

/// So many common hashes are looked at.
const PAIRS: i64 = 400;

/// What was found, still sealed.
#[derive(Debug, Clone, Default)]
pub(in crate::intake) struct Matched {
    /// The cases that a list may show, the surest first, with the reasons.
    pub here: Vec<(StoredCase, Vec<Why>)>,
    /// The copies of these.
    pub copies: Vec<CaseCopy>,
    /// There are more of these.
    pub more: bool,
    /// There are some that the person may not know more of.
    pub elsewhere: bool,
}

impl Matched {
    /// The cases that are shown.
    pub fn ids(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.here.iter().map(|(case, _)| case.id)
    }
}

/// At most `most` cases that may be of the child of `case`: not those held together with it already, nor those of which somebody
/// said that they are of another child.
///
/// # Errors
/// [`IntakeError`] of the database.
pub(in crate::intake) fn matched(
    tx: &mut Tx<'_>,
    scope: &Scope,
    case: &StoredCase,
    most: usize,
) -> Result<Matched, IntakeError> {
    // Who sees the case by a copy in another county learns nothing of what else this county has.
    if case.county != scope.county || case.seen_in != case.county {
        return Ok(Matched::default());
    }
    let mut why: BTreeMap<Uuid, BTreeSet<Why>> = BTreeMap::new();
    for found in children::matches(tx, case, PAIRS)? {
        why.entry(found.case).or_default().extend(Why::of(found.label));
    }
    if why.is_empty() {
        return Ok(Matched::default());
    }
    let carrier = joins::carrier_of(tx, case.id)?;
    let together = joins::below(tx, carrier)?;
    let known = joins::of_other_children(tx, case.id)?;
    let held = together.iter().map(|joined| joined.case);
    for id in held.chain(known).chain([carrier, case.id]) {
        why.remove(&id);
    }
    let ids: Vec<Uuid> = why.keys().copied().collect();
    let (found, copies) = children::cases_of(tx, scope, &ids)?;
    let (listed, beyond): (Vec<StoredCase>, Vec<StoredCase>) =
        found.into_iter().partition(|case| is_listed(scope, case));
    let mut here: Vec<(StoredCase, Vec<Why>)> = listed
        .into_iter()
        .map(|case| {
            let reasons = why.remove(&case.id).unwrap_or_default();
            (case, reasons.into_iter().collect())
        })
        .collect();
    here.sort_by(|(one, by), (other, other_by)| {
        let newest = || (other.received_on, other.id).cmp(&(one.received_on, one.id));
        by.first().cmp(&other_by.first()).then_with(newest)
    });
    let more = here.len() > most;
    here.truncate(most);
    Ok(Matched {
        here,
        copies,
        more,
        elsewhere: !beyond.is_empty(),
    })
}

/// The one case of the person's offices that has `reference`, its own or its report's.
///
/// # Errors
/// [`IntakeError`] of the database.
pub(super) fn by_reference(
    tx: &mut Tx<'_>,
    scope: &Scope,
    reference: &str,
) -> Result<Option<Uuid>, IntakeError> {
    let Some(reference) = Reference::parse(reference) else {
        return Ok(None);
    };
    let wanted = Wanted {
        reference: Some(reference),
        ..Wanted::default()
    };
    let (found, _) = children::search(tx, scope, &wanted, 2)?;
    let mut listed = found.into_iter().filter(|case| is_listed(scope, case));
    Ok(match (listed.next(), listed.next()) {
        (Some(only), None) => Some(only.id),
        _ => None,
    })
}
