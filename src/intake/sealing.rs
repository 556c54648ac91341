//! Seals a report: one blob per data class, and who somebody is apart from what is told.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::opening::wrapped;
use super::{App, IntakeError};
use crate::domain::office::Office;
use crate::domain::person::{ChildFacts, GuardianFacts, ParentFacts, UnbornFacts};
use crate::domain::report::{Facts, IdentityLevel, NewReport, Subject, WorkerOnly};
use crate::ids::IdSource;
use crate::store::reports::{OfficeWrap, Person, PersonBlock, person_column};
use crate::store::seal::aad::{BlobAad, KeyKind, WrapAad};
use crate::store::seal::blob;
use crate::store::seal::secret::DataKey;

/// What the family may read: everything told, without who anybody is.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub facts: Facts,
    pub children: Vec<ChildFacts>,
    pub unborn_child: Option<UnbornBody>,
    pub guardians: Vec<GuardianFacts>,
}

/// An unborn child in the body.
#[derive(Serialize, Deserialize)]
pub(super) struct UnbornBody {
    pub facts: UnbornFacts,
    pub parents: Vec<ParentFacts>,
}

/// What only a worker reads.
#[derive(Serialize, Deserialize)]
pub(super) struct WorkerBlob {
    pub worker_only: WorkerOnly,
    /// For each child, whether it concerns somebody who works in child welfare here.
    pub concerns_staff: Vec<bool>,
    /// The same of the unborn child; a report from before this was asked does not say it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unborn_concerns_staff: bool,
}

/// A person block and the wraps that open it (none when it lies under the report's key).
pub(super) type SealedPerson = (PersonBlock, Vec<OfficeWrap>);

/// The seal of one report: its key, its id, and the offices that hold its cases.
pub(super) struct ReportSeal<'a> {
    pub key: &'a DataKey,
    pub report: Uuid,
    /// How the reporter's identity is kept.
    pub level: IdentityLevel,
    /// Each office once.
    pub offices: &'a [Office],
    pub ids: &'a dyn IdSource,
}

impl ReportSeal<'_> {
    /// Seals `plain` for a column of a row, under the report's key.
    pub fn bytes(&self, plain: &[u8], table: &str, row: Uuid, column: &str) -> Result<Vec<u8>, IntakeError> {
        Ok(blob::seal(
            plain,
            self.key,
            &BlobAad::whole(table, row, column),
            self.ids,
        )?)
    }

    /// Seals `value` as JSON.
    pub fn json<T: Serialize>(
        &self,
        value: &T,
        table: &'static str,
        row: Uuid,
        column: &str,
    ) -> Result<Vec<u8>, IntakeError> {
        let plain =
            zeroize::Zeroizing::new(serde_json::to_vec(value).map_err(|_shape| IntakeError::Shape(table))?);
        self.bytes(&plain, table, row, column)
    }

    /// The report's key, wrapped for each of its offices.
    pub fn wraps(&self, app: &App) -> Result<Vec<OfficeWrap>, IntakeError> {
        self.offices
            .iter()
            .map(|office| {
                let aad = WrapAad::Report {
                    report: self.report,
                    office: office.id.0,
                };
                wrapped(app, self.key, office, KeyKind::Office, &aad)
            })
            .collect()
    }

    /// A block under the report's key.
    fn block<T: Serialize>(
        &self,
        person: Person,
        position: usize,
        value: &T,
    ) -> Result<SealedPerson, IntakeError> {
        let id = self.ids.uuid();
        let column = person_column(person, position, self.level);
        let sealed = self.json(value, "person_blocks", id, &column)?;
        Ok((
            PersonBlock {
                id,
                person,
                position,
                under_identity: false,
                sealed,
            },
            Vec::new(),
        ))
    }

    /// A block under a key of its own, wrapped by the identity key of each of `offices`: protected contacts go to the
    /// handlers whose task it is and to nobody else (I3).
    fn identity_block<T: Serialize>(
        &self,
        app: &App,
        person: Person,
        position: usize,
        value: &T,
        offices: &[Office],
    ) -> Result<SealedPerson, IntakeError> {
        let (id, key) = (self.ids.uuid(), DataKey::random(self.ids));
        let seal = ReportSeal {
            key: &key,
            report: self.report,
            level: self.level,
            offices,
            ids: self.ids,
        };
        let column = person_column(person, position, self.level);
        let sealed = seal.json(value, "person_blocks", id, &column)?;
        let wraps = offices
            .iter()
            .map(|office| {
                let aad = WrapAad::Person {
                    block: id,
                    report: self.report,
                    office: office.id.0,
                };
                wrapped(app, &key, office, KeyKind::Identity, &aad)
            })
            .collect::<Result<Vec<_>, IntakeError>>()?;
        Ok((
            PersonBlock {
                id,
                person,
                position,
                under_identity: true,
                sealed,
            },
            wraps,
        ))
    }

    /// Who everybody in the report is, a block each. `office_of` tells which office holds the case of a child or of
    /// the unborn one: of somebody with a protected address only that office gets the block.
    pub fn people(
        &self,
        app: &App,
        report: &NewReport,
        office_of: &dyn Fn(Subject) -> Vec<Office>,
    ) -> Result<Vec<SealedPerson>, IntakeError> {
        let mut people = Vec::new();
        if self.level != IdentityLevel::None {
            people.push(self.identity_block(app, Person::Reporter, 0, &report.reporter, self.offices)?);
        }
        for (position, child) in report.children.iter().enumerate() {
            people.push(if report.is_protected(Subject::Child(position)) {
                let offices = office_of(Subject::Child(position));
                self.identity_block(app, Person::Child, position, &child.identity, &offices)?
            } else {
                self.block(Person::Child, position, &child.identity)?
            });
        }
        let parents = report.unborn_child.iter().flat_map(|unborn| &unborn.parents);
        for (position, parent) in parents.enumerate() {
            people.push(if report.is_protected(Subject::Unborn) {
                let offices = office_of(Subject::Unborn);
                self.identity_block(app, Person::Parent, position, &parent.identity, &offices)?
            } else {
                self.block(Person::Parent, position, &parent.identity)?
            });
        }
        for (position, guardian) in report.guardians.iter().enumerate() {
            people.push(if guardian.identity.protected_address {
                self.identity_block(app, Person::Guardian, position, &guardian.identity, self.offices)?
            } else {
                self.block(Person::Guardian, position, &guardian.identity)?
            });
        }
        Ok(people)
    }
}

/// The body blob of `report`.
pub(super) fn body(report: &NewReport) -> Body {
    Body {
        facts: report.facts.clone(),
        children: report.children.iter().map(|child| child.facts.clone()).collect(),
        unborn_child: report.unborn_child.as_ref().map(|unborn| UnbornBody {
            facts: unborn.facts.clone(),
            parents: unborn.parents.iter().map(|parent| parent.facts.clone()).collect(),
        }),
        guardians: report
            .guardians
            .iter()
            .map(|guardian| guardian.facts.clone())
            .collect(),
    }
}

/// The worker-only blob of `report`.
pub(super) fn worker_blob(report: &NewReport) -> WorkerBlob {
    WorkerBlob {
        worker_only: report.worker_only.clone(),
        concerns_staff: report.children.iter().map(|child| child.concerns_staff).collect(),
        unborn_concerns_staff: report
            .unborn_child
            .as_ref()
            .is_some_and(|unborn| unborn.concerns_staff),
    }
}

/// The report in one canonical form, from which a repeated body is known. Never stored, only hashed under a key.
pub(super) fn canonical(report: &NewReport) -> Result<zeroize::Zeroizing<Vec<u8>>, IntakeError> {
    let children: Vec<_> = report.children.iter().map(|child| &child.identity).collect();
    let parents = report.unborn_child.iter().flat_map(|unborn| &unborn.parents);
    let parents: Vec<_> = parents.map(|parent| &parent.identity).collect();
    let guardians: Vec<_> = report
        .guardians
        .iter()
        .map(|guardian| &guardian.identity)
        .collect();
    let whole = (
        &body(report),
        &worker_blob(report),
        &report.reporter,
        children,
        parents,
        guardians,
    );
    serde_json::to_vec(&whole)
        .map(zeroize::Zeroizing::new)
        .map_err(|_shape| IntakeError::Shape("report"))
}
