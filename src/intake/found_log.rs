//! Makes what a county's log begins with: the head of its chain and its key.

use std::sync::Arc;

use crate::domain::places::CountyCode;
use crate::ids::IdSource;
use crate::store::cabinet::{Cabinet, CabinetError, Owner};
use crate::store::seal::aad::KeyKind;
use crate::store::{Store, Tx, access_log, directory, keys};

/// Makes head and key for each county that has neither, as in a database that was founded before there was a log, and
/// gives whether any was made. A chain that has begun never gets another head or key: without its own nobody could
/// tell any more whether it is whole.
///
/// # Errors
/// [`CabinetError::LogBroken`] for a chain that has lost its head or its key; [`CabinetError`] of the database.
pub fn complete(store: &Store, cabinet: &Cabinet, ids: &Arc<dyn IdSource>) -> Result<bool, CabinetError> {
    let lacking = store.read("look_at_logs", lacking)?;
    if lacking.is_empty() {
        return Ok(false);
    }
    let (maker, ids) = (cabinet.clone(), Arc::clone(ids));
    store.write("found_logs", move |tx| {
        for county in &lacking {
            make(tx, &maker, *county, &*ids)?;
        }
        Ok::<_, CabinetError>(())
    })?;
    store.read("open_log_keys", |tx| cabinet.reload(tx))?;
    Ok(true)
}

/// Makes the key of `county`'s log and the head of its chain, as far as they are missing.
///
/// # Errors
/// As [`complete`].
pub(super) fn make(
    tx: &mut Tx<'_>,
    cabinet: &Cabinet,
    county: CountyCode,
    ids: &dyn IdSource,
) -> Result<(), CabinetError> {
    if lacks(tx, county)? {
        cabinet.make(tx, KeyKind::Log, Owner::County(county), ids)?;
        access_log::insert_head(tx, county)?;
    }
    Ok(())
}

fn lacking(tx: &mut Tx<'_>) -> Result<Vec<CountyCode>, CabinetError> {
    let mut lacking = Vec::new();
    for county in directory::counties(tx)? {
        if lacks(tx, county.code)? {
            lacking.push(county.code);
        }
    }
    Ok(lacking)
}

/// Whether something must be made for `county`, and may be.
fn lacks(tx: &mut Tx<'_>, county: CountyCode) -> Result<bool, CabinetError> {
    let head = access_log::head(tx, county)?;
    // In the database, not in the cabinet: another process may have made the key a moment ago.
    let owner = county.to_string();
    let key = keys::all(tx, KeyKind::Log)?.iter().any(|key| key.owner == owner);
    let gone = match (&head, key) {
        (Some(_), true) => return Ok(false),
        (None, _) => "head",
        (Some(_), false) => "key",
    };
    let begun = head.is_some_and(|head| head.seq > 0) || access_log::last(tx, county)? > 0;
    if begun {
        return Err(CabinetError::LogBroken(county, gone));
    }
    Ok(true)
}
