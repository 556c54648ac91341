//! What every use case works with.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{Days, TimeDelta};

use super::flood::Floods;
use super::{found_log, mailbox, receipt_keys};
use crate::clock::Clock;
use crate::domain::language::Offered;
use crate::domain::places::{CountyCode, Geography, Names};
use crate::domain::rules::RuleSet;
use crate::domain::whom_to_ask::WhomToAsk;
use crate::ids::IdSource;
use crate::store::cabinet::{Cabinet, CabinetError};
use crate::store::seal::master::KeyRing;
use crate::store::{Store, StoreError, directory};

/// After how long it is looked at whether somebody has opened what is urgent, unless the settings say otherwise.
const ESCALATE_AFTER: TimeDelta = TimeDelta::minutes(30);

/// After how many days without a word who reports in their work should call, unless the settings say otherwise. Nobody
/// has to wait so long: the assessment begins on the seventh working day at the latest (LsL 26 § 5), and weekends lie
/// between.
const SILENCE_DAYS: u32 = 10;

/// The counties, offices and rules of the installation, as they were last read.
#[derive(Debug)]
pub struct Directory {
    /// Which version of the stored directory it is.
    pub version: i64,
    /// What each county is called.
    pub counties: BTreeMap<CountyCode, Names>,
    /// The offices and who gets what.
    pub rules: RuleSet,
}

/// The running service, without its faces. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The opened keys.
    pub cabinet: Cabinet,
    /// The time. Read once per use case, by the caller.
    pub clock: Arc<dyn Clock>,
    /// Ids and every other random byte.
    pub ids: Arc<dyn IdSource>,
    /// Which county a municipality lies in.
    pub geography: &'static Geography,
    /// After how long it is looked at whether somebody has opened what is urgent.
    pub escalate_after: TimeDelta,
    /// How long after its last message a mailbox ends.
    pub messages_end_after: Days,
    /// In how many days who reports in their work should hear something, or call.
    pub silence_days: u32,
    /// The languages that are offered.
    pub languages: Offered,
    /// Whom a reader turns to with feedback, or with a question on data protection.
    pub whom_to_ask: WhomToAsk,
    /// Whether a second social worker has to agree that no assessment is made.
    pub second_person: bool,
    /// Of so many decisions that no assessment is made one is looked through by somebody else, drawn at random; 0: none.
    pub recheck_one_in: u64,
    /// The file into which the ends of the read log are written, as far as whoever watches over the log may read it here.
    pub anchor_file: Option<PathBuf>,
    /// How fast reports come by the public forms; off until the settings say what is too fast.
    pub floods: Arc<Floods>,
    home_county: CountyCode,
    directory: Arc<RwLock<Arc<Directory>>>,
}

impl App {
    /// Puts the service together on an opened database.
    ///
    /// # Errors
    /// [`CabinetError`] when the database has no keys or others than `ring` opens, and when a county's log has lost its
    /// head or key.
    pub fn open(
        store: Store,
        ring: KeyRing,
        home_county: CountyCode,
        geography: &'static Geography,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Result<Self, CabinetError> {
        let cabinet = Cabinet::open(&store, ring)?;
        found_log::complete(&store, &cabinet, &ids)?;
        receipt_keys::complete(&store, &cabinet, &ids)?;
        let directory = store.read("read_directory", |tx| read_directory(tx, home_county))?;
        let directory = Arc::new(RwLock::new(Arc::new(directory)));
        Ok(Self {
            store,
            cabinet,
            clock,
            ids,
            geography,
            escalate_after: ESCALATE_AFTER,
            messages_end_after: mailbox::ENDS_AFTER,
            silence_days: SILENCE_DAYS,
            languages: Offered::default(),
            whom_to_ask: WhomToAsk::default(),
            second_person: false,
            recheck_one_in: 0,
            anchor_file: None,
            floods: Arc::new(Floods::off()),
            home_county,
            directory,
        })
    }

    /// The directory of offices as it stands now.
    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.directory.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads directory and keys again if another process has changed the directory since; tells whether it has.
    ///
    /// # Errors
    /// [`CabinetError`]; then everything stays as it was read before.
    pub fn catch_up(&self) -> Result<bool, CabinetError> {
        let stored = self.store.read("directory_version", directory::version)?;
        if stored == self.directory().version {
            return Ok(false);
        }
        self.reload()?;
        Ok(true)
    }

    /// Reads directory and keys again, after they were changed.
    ///
    /// # Errors
    /// [`CabinetError`].
    pub fn reload(&self) -> Result<(), CabinetError> {
        let fresh = self.store.read("reload", |tx| {
            self.cabinet.reload(tx)?;
            Ok::<_, CabinetError>(read_directory(tx, self.home_county)?)
        })?;
        *self.directory.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }

    /// Reads them again after a change that stands already, whatever becomes of the reading: that it failed is logged, and
    /// the next [`App::catch_up`] tries again.
    pub(super) fn reload_changed(&self) {
        if let Err(error) = self.reload() {
            tracing::error!(%error, "the directory was changed and cannot be read anew");
        }
    }
}

fn read_directory(tx: &mut crate::store::Tx<'_>, home_county: CountyCode) -> Result<Directory, StoreError> {
    // First: if somebody changes the rest meanwhile, this is found to be old.
    let version = directory::version(tx)?;
    let counties = directory::counties(tx)?
        .into_iter()
        .map(|county| (county.code, county.names))
        .collect();
    Ok(Directory {
        version,
        counties,
        rules: directory::rule_set(tx, home_county)?,
    })
}
