//! Makes an empty database an installation: its keys, its counties, offices and rules.

use std::sync::Arc;

use super::found_log;
use crate::domain::office::Office;
use crate::domain::places::CountyCode;
use crate::domain::rules::{Area, RoutingRule};
use crate::ids::IdSource;
use crate::store::Store;
use crate::store::cabinet::{Cabinet, CabinetError, Owner};
use crate::store::directory::{self, CountyEntry};
use crate::store::seal::aad::KeyKind;
use crate::store::seal::master::KeyRing;

/// What an installation is made of.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its counties.
    pub counties: Vec<CountyEntry>,
    /// Its offices; each gets its keys.
    pub offices: Vec<Office>,
    /// Who gets what.
    pub rules: Vec<RoutingRule>,
    /// The areas to choose from.
    pub areas: Vec<Area>,
}

/// Makes the keys of the service, then the directory with the keys of each office and county, in two transactions.
/// On a database that has a directory already only the missing keys are made.
///
/// # Errors
/// [`CabinetError`]; a failed transaction leaves nothing behind, and the call can be repeated.
pub fn found(
    store: &Store,
    ring: KeyRing,
    plan: Plan,
    ids: &Arc<dyn IdSource>,
) -> Result<Cabinet, CabinetError> {
    let cabinet = Cabinet::found(store, ring, Arc::clone(ids))?;
    let (maker, ids) = (cabinet.clone(), Arc::clone(ids));
    store.write("found_installation", move |tx| {
        if directory::counties(tx)?.is_empty() {
            for county in &plan.counties {
                directory::insert_county(tx, county)?;
            }
            for office in &plan.offices {
                directory::insert_office(tx, office)?;
            }
            for rule in &plan.rules {
                directory::insert_rule(tx, ids.uuid(), rule)?;
            }
            for (position, area) in (1..).zip(&plan.areas) {
                directory::insert_area(tx, position, area)?;
            }
        }
        make_keys(&maker, tx, &*ids)
    })?;
    store.read("open_new_keys", |tx| cabinet.reload(tx))?;
    Ok(cabinet)
}

fn make_keys(
    cabinet: &Cabinet,
    tx: &mut crate::store::Tx<'_>,
    ids: &dyn IdSource,
) -> Result<(), CabinetError> {
    let counties: Vec<CountyCode> = directory::counties(tx)?
        .iter()
        .map(|county| county.code)
        .collect();
    for county in counties {
        cabinet.make(tx, KeyKind::Index, Owner::County(county), ids)?;
        found_log::make(tx, cabinet, county, ids)?;
    }
    cabinet.make(tx, KeyKind::Receipt, Owner::Service, ids)?;
    let offices = directory::offices(tx)?;
    for office in offices {
        cabinet.make(tx, KeyKind::Office, Owner::Office(office.id), ids)?;
        cabinet.make(tx, KeyKind::Identity, Owner::Office(office.id), ids)?;
    }
    Ok(())
}
