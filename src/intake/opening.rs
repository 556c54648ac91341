//! Opens what a report sealed, for one office that holds a case of it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub use super::opened::OpenedReport;
use super::sealing::{Body, WorkerBlob};
use super::{App, IntakeError};
use crate::domain::completed_facts::CompletedFacts;
use crate::domain::office::{Office, OfficeId};
use crate::domain::person::{AdultIdentity, Child, ChildIdentity, Guardian, Parent, UnbornChild};
use crate::domain::report::{IdentityLevel, NewReport, Reporter};
use crate::store::cabinet::Owner;
use crate::store::reports::{self, OfficeWrap, Person, PersonBlock, SealedReport};
use crate::store::seal::aad::{BlobAad, KeyKind, WrapAad};
use crate::store::seal::secret::DataKey;
use crate::store::seal::{blob, wrap};
use crate::store::{StoreError, Tx};

/// Which identities are opened with the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reveal {
    /// What the task needs: everybody but a protected reporter and persons with a protected address.
    Task,
    /// Also the protected ones. The caller has stored who opened them and why, or shows nothing of them to anybody.
    Protected,
}

/// The key of one stored report, opened through the key of an office.
pub struct ReportKey {
    report: Uuid,
    key: DataKey,
}

impl ReportKey {
    /// The key of `report` for `office`; `None` when that office holds no case of it.
    ///
    /// # Errors
    /// [`IntakeError`] of the store, or when the wrap does not open.
    pub fn for_office(
        tx: &mut Tx<'_>,
        app: &App,
        report: Uuid,
        office: OfficeId,
    ) -> Result<Option<Self>, IntakeError> {
        let wraps = reports::wraps(tx, report)?;
        let Some(found) = wraps.into_iter().find(|wrap| wrap.office == office) else {
            return Ok(None);
        };
        Self::open(app, report, &found).map(Some)
    }

    /// The key of `report` for the service itself, which answers a repeated request: through any office.
    ///
    /// # Errors
    /// As [`for_office`](Self::for_office); a report without an office is corrupt.
    pub fn for_service(tx: &mut Tx<'_>, app: &App, report: Uuid) -> Result<Self, IntakeError> {
        let wraps = reports::wraps(tx, report)?;
        let first = wraps.first().ok_or_else(|| StoreError::Corrupt {
            table: "report_keys",
            column: "office",
            row: report.to_string(),
        })?;
        Self::open(app, report, first)
    }

    /// The key of `report` from one of its wraps.
    pub(super) fn open(app: &App, report: Uuid, found: &OfficeWrap) -> Result<Self, IntakeError> {
        let by = app.cabinet.that_made(&found.wrap)?;
        let key = wrap::unwrap(
            &found.wrap,
            &by,
            &WrapAad::Report {
                report,
                office: found.office.0,
            },
        )?;
        Ok(Self {
            report,
            key: DataKey::first(key),
        })
    }

    /// The key itself, for what is sealed in chunks.
    pub(super) fn data_key(&self) -> DataKey {
        self.key.clone()
    }

    /// The key, wrapped for one more office.
    ///
    /// # Errors
    /// [`IntakeError`] when that office has no key.
    pub(super) fn wrapped_for(&self, app: &App, office: &Office) -> Result<OfficeWrap, IntakeError> {
        let aad = WrapAad::Report {
            report: self.report,
            office: office.id.0,
        };
        wrapped(app, &self.key, office, KeyKind::Office, &aad)
    }

    /// The key of the person block `block`, opened through `from` and wrapped for one more office; `None` where `from` has no
    /// business with it.
    ///
    /// # Errors
    /// [`IntakeError`] of the store, when the wrap does not open, or when the other office has no key.
    pub(super) fn person_wrapped_for(
        &self,
        tx: &mut Tx<'_>,
        app: &App,
        block: Uuid,
        from: OfficeId,
        office: &Office,
    ) -> Result<Option<OfficeWrap>, IntakeError> {
        let Some(key) = person_key(tx, app, self.report, block, from)? else {
            return Ok(None);
        };
        let aad = WrapAad::Person {
            block,
            report: self.report,
            office: office.id.0,
        };
        wrapped(app, &key, office, KeyKind::Identity, &aad).map(Some)
    }

    /// The key of the person block `block`, opened through `office`, for what tells who that person is; `None` where that office has
    /// no business with it.
    ///
    /// # Errors
    /// [`IntakeError`] of the store, or when the wrap does not open.
    pub(super) fn of_person(
        &self,
        tx: &mut Tx<'_>,
        app: &App,
        block: Uuid,
        office: OfficeId,
    ) -> Result<Option<Self>, IntakeError> {
        let report = self.report;
        let key = person_key(tx, app, report, block, office)?;
        Ok(key.map(|key| Self { report, key }))
    }

    /// Opens the bytes of a column of a row.
    ///
    /// # Errors
    /// [`IntakeError`] when they do not open there.
    pub fn bytes(
        &self,
        sealed: &[u8],
        table: &str,
        row: Uuid,
        column: &str,
    ) -> Result<zeroize::Zeroizing<Vec<u8>>, IntakeError> {
        let place = BlobAad::whole(table, row, column);
        Ok(blob::open(sealed, &self.key, &place)?)
    }

    /// Opens a column that holds JSON.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes), and [`IntakeError::Shape`] for other JSON than was sealed.
    pub fn json<T: DeserializeOwned>(
        &self,
        sealed: &[u8],
        table: &'static str,
        row: Uuid,
        column: &str,
    ) -> Result<T, IntakeError> {
        let plain = self.bytes(sealed, table, row, column)?;
        serde_json::from_slice(&plain).map_err(|_shape| IntakeError::Shape(table))
    }

    /// Seals a text for a column of a row of this report, such as a worker's reason.
    ///
    /// # Errors
    /// [`IntakeError`] of sealing.
    pub fn seal(
        &self,
        app: &App,
        plain: &[u8],
        table: &str,
        row: Uuid,
        column: &str,
    ) -> Result<Vec<u8>, IntakeError> {
        let place = BlobAad::whole(table, row, column);
        Ok(blob::seal(plain, &self.key, &place, &*app.ids)?)
    }

    /// Seals `value` as JSON for a column of a row of this report; what lay open in between is wiped.
    ///
    /// # Errors
    /// As [`seal`](Self::seal), and [`IntakeError::Shape`] for what cannot be written as JSON.
    pub fn seal_json<T: Serialize>(
        &self,
        app: &App,
        value: &T,
        table: &'static str,
        row: Uuid,
        column: &str,
    ) -> Result<Vec<u8>, IntakeError> {
        let plain = serde_json::to_vec(value).map_err(|_shape| IntakeError::Shape(table))?;
        self.seal(app, &zeroize::Zeroizing::new(plain), table, row, column)
    }
}

/// Opens `report` for `office`. `None` when it is absent or that office holds no case of it: the two look alike.
///
/// # Errors
/// [`IntakeError`]; nothing is shown of a report of which a part does not open.
pub fn open(
    tx: &mut Tx<'_>,
    app: &App,
    report: Uuid,
    office: OfficeId,
    reveal: Reveal,
) -> Result<Option<OpenedReport>, IntakeError> {
    let Some(stored) = reports::find(tx, report)? else {
        return Ok(None);
    };
    let Some(key) = ReportKey::for_office(tx, app, report, office)? else {
        return Ok(None);
    };
    let body: Body = key.json(&stored.body, "reports", report, "body")?;
    let worker: WorkerBlob = key.json(&stored.worker_only, "reports", report, "worker_only")?;
    let arrival: DateTime<Utc> = key.json(&stored.arrival, "reports", report, "arrival")?;
    let mut people = People {
        app,
        key: &key,
        office,
        reveal,
        level: stored.identity_level,
        hidden: Vec::new(),
    };
    let blocks = reports::persons(tx, report)?;
    let mut report = bare(&stored, body, worker);
    for block in blocks {
        people.fill(tx, &mut report, &block)?;
    }
    Ok(Some(OpenedReport {
        stored,
        received_at: arrival,
        report,
        hidden: people.hidden,
        completed: CompletedFacts::default(),
    }))
}

/// The report with everybody's identity still empty.
fn bare(stored: &SealedReport, body: Body, worker: WorkerBlob) -> NewReport {
    let staff = worker.concerns_staff.into_iter().chain(std::iter::repeat(false));
    NewReport {
        channel: stored.channel,
        form: stored.form.clone(),
        language: stored.language,
        reporter: Reporter::default(),
        children: body
            .children
            .into_iter()
            .zip(staff)
            .map(|(facts, concerns_staff)| Child {
                identity: ChildIdentity::default(),
                facts,
                concerns_staff,
            })
            .collect(),
        unborn_child: body.unborn_child.map(|unborn| UnbornChild {
            facts: unborn.facts,
            parents: unborn
                .parents
                .into_iter()
                .map(|facts| Parent {
                    identity: AdultIdentity::default(),
                    facts,
                })
                .collect(),
            concerns_staff: worker.unborn_concerns_staff,
        }),
        guardians: body
            .guardians
            .into_iter()
            .map(|facts| Guardian {
                identity: AdultIdentity::default(),
                facts,
            })
            .collect(),
        facts: body.facts,
        worker_only: worker.worker_only,
    }
}

struct People<'a> {
    app: &'a App,
    key: &'a ReportKey,
    office: OfficeId,
    reveal: Reveal,
    level: IdentityLevel,
    hidden: Vec<(Person, usize)>,
}

impl People<'_> {
    /// Puts who `block` is about into its place, or notes that it stays hidden.
    fn fill(
        &mut self,
        tx: &mut Tx<'_>,
        report: &mut NewReport,
        block: &PersonBlock,
    ) -> Result<(), IntakeError> {
        let open_to_the_task =
            !block.under_identity || (block.person == Person::Reporter && self.level == IdentityLevel::Open);
        if !open_to_the_task && self.reveal == Reveal::Task {
            self.hidden.push((block.person, block.position));
            return Ok(());
        }
        let Some(key) = self.key_of(tx, block)? else {
            self.hidden.push((block.person, block.position));
            return Ok(());
        };
        let parents = report.unborn_child.as_mut().map(|unborn| &mut unborn.parents);
        match block.person {
            Person::Reporter => report.reporter = self.read(&key, block)?,
            Person::Child => put(report.children.get_mut(block.position), |child| {
                child.identity = self.read(&key, block)?;
                Ok(())
            })?,
            Person::Parent => put(parents.and_then(|all| all.get_mut(block.position)), |parent| {
                parent.identity = self.read(&key, block)?;
                Ok(())
            })?,
            Person::Guardian => put(report.guardians.get_mut(block.position), |guardian| {
                guardian.identity = self.read(&key, block)?;
                Ok(())
            })?,
        }
        Ok(())
    }

    /// The key under which `block` lies; `None` when it is not wrapped for this office.
    fn key_of(&self, tx: &mut Tx<'_>, block: &PersonBlock) -> Result<Option<DataKey>, IntakeError> {
        if !block.under_identity {
            return Ok(Some(self.key.key.clone()));
        }
        person_key(tx, self.app, self.key.report, block.id, self.office)
    }

    fn read<T: DeserializeOwned>(&self, key: &DataKey, block: &PersonBlock) -> Result<T, IntakeError> {
        let column = reports::person_column(block.person, block.position, self.level);
        let plain = blob::open(
            &block.sealed,
            key,
            &BlobAad::whole("person_blocks", block.id, &column),
        )?;
        serde_json::from_slice(&plain).map_err(|_shape| IntakeError::Shape("person_blocks"))
    }
}

/// The key of a person block of `report`, opened through `office`; `None` when it is not wrapped for that one.
fn person_key(
    tx: &mut Tx<'_>,
    app: &App,
    report: Uuid,
    block: Uuid,
    office: OfficeId,
) -> Result<Option<DataKey>, IntakeError> {
    let Some(found) = reports::person_wrap(tx, block, office)? else {
        return Ok(None);
    };
    let by = app.cabinet.that_made(&found.wrap)?;
    let aad = WrapAad::Person {
        block,
        report,
        office: office.0,
    };
    Ok(Some(DataKey::first(wrap::unwrap(&found.wrap, &by, &aad)?)))
}

/// `key`, wrapped by the newest key of `kind` that `office` has.
pub(super) fn wrapped(
    app: &App,
    key: &DataKey,
    office: &Office,
    kind: KeyKind,
    aad: &WrapAad,
) -> Result<OfficeWrap, IntakeError> {
    let by = app.cabinet.newest(kind, Owner::Office(office.id))?;
    Ok(OfficeWrap {
        office: office.id,
        county: office.county,
        wrap: wrap::wrap(&key.key, &by, aad, &*app.ids)?,
    })
}

/// Applies `fill` to a place that must be there: a block without its place is corrupt.
fn put<T>(
    place: Option<&mut T>,
    fill: impl FnOnce(&mut T) -> Result<(), IntakeError>,
) -> Result<(), IntakeError> {
    place.map_or(Err(IntakeError::Shape("person_blocks")), fill)
}
