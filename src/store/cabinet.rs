//! The opened keys of an installation, in memory: what the stored wraps become with the master key.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keys::{self, StoredKey};
use super::seal::aad::{KeyKind, KeyOwner, WrapAad};
use super::seal::blob::sealed_under;
use super::seal::canary::{CanaryError, check_canary, seal_canary};
use super::seal::envelope::SealError;
use super::seal::master::KeyRing;
use super::seal::secret::{DataKey, KeyId, SecretKey, WrappingKey};
use super::seal::state::{oldest_slot, slot_at};
use super::seal::wrap::{unwrap, wrap, wrapped_by};
use super::{Inserted, Store, StoreError, Tx};
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::ids::IdSource;

/// Whose key is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An office.
    Office(OfficeId),
    /// A county.
    County(CountyCode),
    /// The whole service.
    Service,
}

impl Owner {
    fn column(self) -> String {
        match self {
            Self::Office(id) => id.to_string(),
            Self::County(code) => code.to_string(),
            Self::Service => String::new(),
        }
    }
}

/// Why a key cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CabinetError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something sealed did not open.
    #[error("what is sealed does not open: {0}")]
    Seal(#[from] SealError),
    /// There is no such key: the installation is incomplete.
    #[error("there is no {} key for this owner", .0.as_str())]
    Missing(KeyKind),
    /// The master keys are not those of this database.
    #[error(transparent)]
    Canary(#[from] CanaryError),
    /// The database has no canary: no key has been made for it yet.
    #[error("the database has no key yet (run `huoli key init`)")]
    NoCanary,
    /// The log of a county has rows, but its head or its key is gone: a new one would hide that.
    #[error(
        "the log of county {0} has begun, but its {1} is gone: restore the database from a backup (docs/log.md)"
    )]
    LogBroken(CountyCode, &'static str),
}

/// The keys of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Cabinet(Arc<Inner>);

struct Inner {
    ring: KeyRing,
    opened: RwLock<Opened>,
    /// Wizard-state keys by slot; they come and go by the hour.
    states: Mutex<BTreeMap<u32, SecretKey>>,
}

#[derive(Default)]
struct Opened {
    /// By version, the newest last.
    versions: HashMap<(KeyKind, String), BTreeMap<u32, Arc<WrappingKey>>>,
    by_id: HashMap<KeyId, Arc<WrappingKey>>,
}

impl Cabinet {
    /// Opens every stored key with the master keys of `ring`.
    ///
    /// # Errors
    /// [`CabinetError::NoCanary`] for a database without keys, [`CabinetError::Canary`] for the wrong master key.
    pub fn open(store: &Store, ring: KeyRing) -> Result<Self, CabinetError> {
        let cabinet = Self(Arc::new(Inner {
            ring,
            opened: RwLock::default(),
            states: Mutex::default(),
        }));
        store.read("open_cabinet", |tx| {
            cabinet.fits(tx)?;
            cabinet.reload(tx)
        })?;
        Ok(cabinet)
    }

    /// Whether the master keys open this database's canaries, as [`open`](Self::open) asks.
    ///
    /// # Errors
    /// As there.
    pub fn fits(&self, tx: &mut Tx<'_>) -> Result<(), CabinetError> {
        let canaries = keys::canaries(tx)?;
        if canaries.is_empty() {
            return Err(CabinetError::NoCanary);
        }
        // After a rotation several canaries stand; each must open, or some rows would not.
        for (_, sealed) in &canaries {
            check_canary(sealed, &self.0.ring)?;
        }
        Ok(())
    }

    /// Makes the canary and the keys of the whole service for a new database, and opens them.
    ///
    /// # Errors
    /// [`CabinetError`]; on a database that has a canary already nothing changes.
    pub fn found(store: &Store, ring: KeyRing, ids: Arc<dyn IdSource>) -> Result<Self, CabinetError> {
        let canary = seal_canary(ring.active(), &*ids)?;
        let maker = Self(Arc::new(Inner {
            ring: ring.clone(),
            opened: RwLock::default(),
            states: Mutex::default(),
        }));
        store.write("found_cabinet", move |tx| {
            if !keys::canaries(tx)?.is_empty() {
                return Ok(());
            }
            keys::insert_canary(tx, maker.0.ring.active().kid, &canary)?;
            for kind in [KeyKind::Code, KeyKind::Form, KeyKind::Staff] {
                maker.make(tx, kind, Owner::Service, &*ids)?;
            }
            Ok::<_, CabinetError>(())
        })?;
        Self::open(store, ring)
    }

    /// Makes and stores a first key for `owner`, unless there is one. It can be used after [`reload`](Self::reload).
    ///
    /// # Errors
    /// [`CabinetError`] of the database.
    pub fn make(
        &self,
        tx: &mut Tx<'_>,
        kind: KeyKind,
        owner: Owner,
        ids: &dyn IdSource,
    ) -> Result<(), CabinetError> {
        let key = WrappingKey::random(ids);
        let stored = self.wrapped(kind, owner.column(), 1, &key, ids)?;
        keys::insert(tx, &stored)?;
        Ok(())
    }

    /// Makes and stores another key for `owner`, which is the newest after [`reload`](Self::reload). What the earlier
    /// ones sealed still opens.
    ///
    /// # Errors
    /// [`CabinetError`] of the database.
    pub fn make_next(
        &self,
        tx: &mut Tx<'_>,
        kind: KeyKind,
        owner: Owner,
        ids: &dyn IdSource,
    ) -> Result<(), CabinetError> {
        let key = WrappingKey::random(ids);
        let earlier = keys::all(tx, kind)?;
        let own = earlier.iter().filter(|stored| stored.owner == owner.column());
        let version = own.map(|stored| stored.version).max().unwrap_or_default() + 1;
        let stored = self.wrapped(kind, owner.column(), version, &key, ids)?;
        keys::insert(tx, &stored)?;
        Ok(())
    }

    /// Reads the stored keys again: after an office was added, here or by another process.
    ///
    /// # Errors
    /// [`CabinetError::Seal`] for a key that no master key opens.
    pub fn reload(&self, tx: &mut Tx<'_>) -> Result<(), CabinetError> {
        let mut opened = Opened::default();
        for kind in KeyKind::ALL.into_iter().filter(|kind| *kind != KeyKind::State) {
            for stored in keys::all(tx, kind)? {
                let key = Arc::new(WrappingKey {
                    kid: stored.kid,
                    key: self.unwrapped(&stored)?,
                });
                opened.by_id.insert(stored.kid, Arc::clone(&key));
                let versions = opened.versions.entry((kind, stored.owner)).or_default();
                versions.insert(stored.version, key);
            }
        }
        *self.0.opened.write().unwrap_or_else(PoisonError::into_inner) = opened;
        Ok(())
    }

    /// The newest key of `owner`: what new things are sealed with.
    ///
    /// # Errors
    /// [`CabinetError::Missing`].
    pub fn newest(&self, kind: KeyKind, owner: Owner) -> Result<Arc<WrappingKey>, CabinetError> {
        let newest = self.every(kind, owner).into_iter().next();
        newest.ok_or(CabinetError::Missing(kind))
    }

    /// Every key of `owner`, the newest first: what came before a rotation is known by an older one.
    pub fn every(&self, kind: KeyKind, owner: Owner) -> Vec<Arc<WrappingKey>> {
        let opened = self.0.opened.read().unwrap_or_else(PoisonError::into_inner);
        let versions = opened.versions.get(&(kind, owner.column()));
        versions.map_or_else(Vec::new, |versions| versions.values().rev().cloned().collect())
    }

    /// The newest key of `owner` for sealing content directly; its version is the generation that the blob names.
    ///
    /// # Errors
    /// [`CabinetError::Missing`].
    pub fn data_key(&self, kind: KeyKind, owner: Owner) -> Result<DataKey, CabinetError> {
        self.find_data_key(kind, owner, None)
    }

    /// The key of `owner` that sealed `blob`.
    ///
    /// # Errors
    /// [`CabinetError::Missing`] when that version is not in the cabinet, [`CabinetError::Seal`] for what is no blob.
    pub fn data_key_of(&self, kind: KeyKind, owner: Owner, blob: &[u8]) -> Result<DataKey, CabinetError> {
        self.find_data_key(kind, owner, Some(sealed_under(blob)?))
    }

    fn find_data_key(
        &self,
        kind: KeyKind,
        owner: Owner,
        version: Option<u32>,
    ) -> Result<DataKey, CabinetError> {
        let opened = self.0.opened.read().unwrap_or_else(PoisonError::into_inner);
        let versions = opened.versions.get(&(kind, owner.column()));
        let found = versions.and_then(|versions| match version {
            Some(version) => versions.get_key_value(&version),
            None => versions.last_key_value(),
        });
        let key = found.map(|(version, key)| DataKey {
            generation: *version,
            key: key.key.clone(),
        });
        key.ok_or(CabinetError::Missing(kind))
    }

    /// The key that made `wrapped`.
    ///
    /// # Errors
    /// [`CabinetError::Seal`] when the wrap names a key that is not in the cabinet.
    pub fn that_made(&self, wrapped: &[u8]) -> Result<Arc<WrappingKey>, CabinetError> {
        let kid = wrapped_by(wrapped)?;
        let opened = self.0.opened.read().unwrap_or_else(PoisonError::into_inner);
        opened
            .by_id
            .get(&kid)
            .cloned()
            .ok_or(CabinetError::Seal(SealError::UnknownKey(kid)))
    }

    /// The wizard-state key of the hour of `now`, made if this is the first page of the hour. Keys of slots past their
    /// life are deleted with it: what they sealed nobody reads again.
    ///
    /// # Errors
    /// [`CabinetError`].
    pub fn state_key_now(
        &self,
        store: &Store,
        now: DateTime<Utc>,
        ids: &dyn IdSource,
    ) -> Result<(u32, SecretKey), CabinetError> {
        let slot = slot_at(now);
        if let Some(key) = self.states().get(&slot) {
            return Ok((slot, key.clone()));
        }
        let fresh = WrappingKey::random(ids);
        let stored = self.wrapped(KeyKind::State, String::new(), slot, &fresh, ids)?;
        let made = store.write("make_state_key", move |tx| {
            keys::forget_states_before(tx, oldest_slot(now))?;
            keys::insert(tx, &stored)
        })?;
        if made == Inserted::New {
            self.remember_state(slot, fresh.key.clone(), now);
            return Ok((slot, fresh.key));
        }
        let key = self
            .state_key(store, slot, now)?
            .ok_or(CabinetError::Missing(KeyKind::State))?;
        Ok((slot, key))
    }

    /// The wizard-state key of `slot`; `None` when it was never made or is deleted.
    ///
    /// # Errors
    /// [`CabinetError`].
    pub fn state_key(
        &self,
        store: &Store,
        slot: u32,
        now: DateTime<Utc>,
    ) -> Result<Option<SecretKey>, CabinetError> {
        if let Some(key) = self.states().get(&slot) {
            return Ok(Some(key.clone()));
        }
        let stored = store.read("state_key", |tx| keys::all(tx, KeyKind::State))?;
        let Some(stored) = stored.into_iter().find(|stored| stored.version == slot) else {
            return Ok(None);
        };
        let key = self.unwrapped(&stored)?;
        self.remember_state(slot, key.clone(), now);
        Ok(Some(key))
    }

    fn states(&self) -> std::sync::MutexGuard<'_, BTreeMap<u32, SecretKey>> {
        self.0.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember_state(&self, slot: u32, key: SecretKey, now: DateTime<Utc>) {
        let oldest = oldest_slot(now);
        let mut states = self.states();
        states.insert(slot, key);
        states.retain(|slot, _| *slot >= oldest);
    }

    fn wrapped(
        &self,
        kind: KeyKind,
        owner: String,
        version: u32,
        key: &WrappingKey,
        ids: &dyn IdSource,
    ) -> Result<StoredKey, CabinetError> {
        let aad = WrapAad::Office {
            kind_of_key: kind,
            office_or_county: owner_of(kind, &owner)?,
            version,
        };
        let wrap = wrap(&key.key, self.0.ring.active(), &aad, ids)?;
        Ok(StoredKey {
            id: ids.uuid(),
            kind,
            owner,
            version,
            kid: key.kid,
            wrap,
        })
    }

    fn unwrapped(&self, stored: &StoredKey) -> Result<SecretKey, CabinetError> {
        let aad = WrapAad::Office {
            kind_of_key: stored.kind,
            office_or_county: owner_of(stored.kind, &stored.owner)?,
            version: stored.version,
        };
        let master = self.0.ring.for_wrap(&stored.wrap)?;
        Ok(unwrap(&stored.wrap, master, &aad)?)
    }
}

/// Whose a key of this kind is, from its column.
fn owner_of(kind: KeyKind, owner: &str) -> Result<KeyOwner<'_>, CabinetError> {
    match kind {
        KeyKind::Office | KeyKind::Identity => {
            let id: Result<Uuid, _> = owner.parse();
            id.map(KeyOwner::Office).map_err(|_shape| {
                StoreError::Corrupt {
                    table: "keys",
                    column: "owner",
                    row: owner.to_owned(),
                }
                .into()
            })
        }
        KeyKind::Index | KeyKind::Log => Ok(KeyOwner::County(owner)),
        KeyKind::Code | KeyKind::Form | KeyKind::Staff | KeyKind::State | KeyKind::Receipt => {
            Ok(KeyOwner::Service)
        }
    }
}
