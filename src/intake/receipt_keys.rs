//! The key that signs receipts (K_g): made with the installation, and for one from before it at the first start.

use std::sync::Arc;

use serde_json::Value;

use super::receipt::Receipt;
use super::{App, IntakeError};
use crate::ids::IdSource;
use crate::store::Store;
use crate::store::cabinet::{Cabinet, CabinetError, Owner};
use crate::store::seal::aad::KeyKind;

pub use crate::store::seal::proof::{Proof, ProofFault, PublicKeys};

/// Makes the key of an installation that has none yet. Another process may do the same: one key stands.
///
/// # Errors
/// [`CabinetError`].
pub fn complete(store: &Store, cabinet: &Cabinet, ids: &Arc<dyn IdSource>) -> Result<(), CabinetError> {
    if cabinet.newest(KeyKind::Receipt, Owner::Service).is_ok() {
        return Ok(());
    }
    let (maker, ids) = (cabinet.clone(), Arc::clone(ids));
    store.write("make_receipt_key", move |tx| {
        maker.make(tx, KeyKind::Receipt, Owner::Service, &*ids)
    })?;
    store.read("open_receipt_key", |tx| cabinet.reload(tx))
}

/// The proof that `document` arrived as `receipt` says. A report is never turned away for want of one.
pub(super) fn proof(app: &App, receipt: &Receipt, document: &Value) -> Option<Proof> {
    let key = app.cabinet.newest(KeyKind::Receipt, Owner::Service).ok()?;
    let (reference, at) = (&receipt.reference, receipt.received_at);
    Some(Proof::sign(&key, reference, at, document, &*app.ids))
}

/// The public halves of every key that ever signed here.
pub fn public(app: &App) -> PublicKeys {
    let keys = app.cabinet.every(KeyKind::Receipt, Owner::Service);
    PublicKeys::of(keys.iter().map(|key| &**key))
}

/// Makes another key, which signs from then on; what the earlier ones signed still verifies.
///
/// # Errors
/// [`IntakeError`].
pub fn make_next(app: &App) -> Result<(), IntakeError> {
    let (maker, ids) = (app.cabinet.clone(), Arc::clone(&app.ids));
    app.store.write("next_receipt_key", move |tx| {
        maker.make_next(tx, KeyKind::Receipt, Owner::Service, &*ids)
    })?;
    Ok(app.store.read("open_receipt_key", |tx| app.cabinet.reload(tx))?)
}
