//! Everything that one submission stores, sealed before the transaction begins.

use chrono::{DateTime, Timelike, Utc};
use uuid::Uuid;

use super::used_key::UsedKey;
use crate::domain::codes::ParentRole;
use crate::domain::helsinki;
use crate::domain::job::{Job, notice_at};
use crate::domain::lifecycle::LifeCycle;
use crate::domain::office::{Office, OfficeId};
use crate::domain::reference::Reference;
use crate::domain::report::{NewReport, Subject};
use crate::domain::summary::{CaseSummary, URGENT};
use crate::intake::destinations::{self, Destination};
use crate::intake::receipt::{Receipt, ReceiptCase, ReceiptOffice};
use crate::intake::sealing::{self, ReportSeal, SealedPerson};
use crate::intake::{App, IntakeError};
use crate::store::cabinet::Owner;
use crate::store::cases::{self, BlindIndex, EventKind, NewCase, NewEvent};
use crate::store::idempotency::{self, Scope, Used};
use crate::store::jobs;
use crate::store::reports::{self, OfficeWrap, SealedReport};
use crate::store::seal::aad::KeyKind;
use crate::store::seal::blind;
use crate::store::seal::mac::Digest;
use crate::store::seal::secret::DataKey;
use crate::store::{StoreError, Tx};

/// Everything that one submission stores, sealed, and the answer to it.
pub(super) struct Filing {
    report: SealedReport,
    wraps: Vec<OfficeWrap>,
    people: Vec<SealedPerson>,
    cases: Vec<(NewCase, NewEvent, Vec<BlindIndex>)>,
    notices: Vec<Notice>,
    used: Used,
    scope: Scope,
    key: Digest,
    pub receipt: Receipt,
}

/// That an office is to be told (`jobs`).
struct Notice {
    id: Uuid,
    office: OfficeId,
    job: Job,
    at: DateTime<Utc>,
}

impl Filing {
    pub fn seal(
        app: &App,
        report: &NewReport,
        used: &UsedKey,
        now: DateTime<Utc>,
    ) -> Result<Self, IntakeError> {
        let destinations = destinations::of(app, report)?;
        let offices = distinct_offices(&destinations);
        let first = destinations.first().ok_or(IntakeError::NoOffice)?;
        let (id, key) = (app.ids.uuid(), DataKey::random(&*app.ids));
        let seal = ReportSeal {
            key: &key,
            report: id,
            level: report.identity_level(),
            offices: &offices,
            ids: &*app.ids,
        };
        let stored = SealedReport {
            id,
            county: first.county,
            reference: app.ids.reference(),
            channel: report.channel,
            client: used.client,
            form: report.form.clone(),
            language: report.language,
            identity_level: seal.level,
            protected: report.has_protected_address(),
            received_on: helsinki::civil_date(now),
            received_hour: helsinki::local(now).hour(),
            arrival: seal.json(&now, "reports", id, "arrival")?,
            body: seal.json(&sealing::body(report), "reports", id, "body")?,
            worker_only: seal.json(&sealing::worker_blob(report), "reports", id, "worker_only")?,
            code_lookup: used.code_lookup.as_ref().map(|lookup| lookup.as_bytes().to_vec()),
        };
        let office_of = |subject: Subject| -> Vec<Office> {
            let found = destinations
                .iter()
                .filter(|destination| destination.subject == subject);
            found.map(|destination| destination.office.clone()).collect()
        };
        let people = seal.people(app, report, &office_of)?;
        let wraps = seal.wraps(app)?;
        let cases = destinations
            .iter()
            .map(|destination| case(app, report, &stored, destination, &seal, now))
            .collect::<Result<Vec<_>, _>>()?;
        let notices = offices.iter().map(|office| {
            let urgent = cases
                .iter()
                .any(|(case, _, _)| case.office == office.id && case.queue_rank == URGENT);
            Notice {
                id: app.ids.uuid(),
                office: office.id,
                job: Job::ArrivalNotice {
                    report: id,
                    office: office.id,
                    urgent,
                },
                at: notice_at(now, urgent),
            }
        });
        let notices = notices.collect();
        let receipt = receipt(&stored, &cases, &destinations, now);
        let answer_id = app.ids.uuid();
        let answer = seal.json(&receipt, "idempotency", answer_id, "answer")?;
        let body_digest = used.body.as_bytes().to_vec();
        let used_row = Used {
            id: answer_id,
            report: id,
            body_digest,
            answer,
        };
        Ok(Self {
            report: stored,
            wraps,
            people,
            cases,
            notices,
            used: used_row,
            scope: used.scope,
            key: used.key,
            receipt,
        })
    }

    /// Stores everything, in the caller's transaction.
    pub fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        reports::insert(tx, &self.report, &self.wraps)?;
        // Early, so that a second submission of the same page waits here and does no more work in vain.
        idempotency::insert(
            tx,
            self.scope,
            self.key.as_bytes(),
            &self.used,
            self.report.received_on,
        )?;
        for (block, wraps) in &self.people {
            reports::insert_person(tx, &self.report, block, wraps)?;
        }
        for (case, event, indexes) in &self.cases {
            cases::insert(tx, case)?;
            cases::insert_event(tx, event)?;
            for index in indexes {
                cases::insert_blind_index(tx, index)?;
            }
        }
        for notice in &self.notices {
            jobs::insert_notice(tx, notice.id, notice.office, &notice.job, notice.at)?;
        }
        Ok(())
    }
}

/// The case that `destination` receives, with its first event and the rows by which the child is found again.
fn case(
    app: &App,
    report: &NewReport,
    stored: &SealedReport,
    destination: &Destination,
    seal: &ReportSeal<'_>,
    now: DateTime<Utc>,
) -> Result<(NewCase, NewEvent, Vec<BlindIndex>), IntakeError> {
    let (id, subject) = (app.ids.uuid(), destination.subject);
    let kind = report.kind_of(subject);
    let clocks = LifeCycle::received(kind, now).clocks();
    let summary = CaseSummary::of(report, subject);
    let case = NewCase {
        id,
        county: destination.county,
        office: destination.office.id,
        report: stored.id,
        reference: case_reference(app, stored, report),
        subject,
        kind,
        received_on: stored.received_on,
        received_hour: stored.received_hour,
        clocks,
        routing_rule: destination.rule,
        routing_reason: seal.json(&destination.decision.reason, "cases", id, "routing_reason")?,
        summary: seal.json(&summary, "cases", id, "summary")?,
        queue_rank: summary.queue_rank(),
        // Without a clock the next step, the parents' urgent need, is due the day the report comes (LsL 25 c §).
        queue_due: clocks.map_or(stored.received_on, |clocks| clocks.start_by.target),
    };
    let event = NewEvent {
        id: app.ids.uuid(),
        case: id,
        county: destination.county,
        kind: EventKind::Received,
        on: stored.received_on,
        hour: stored.received_hour,
        at: None,
        actor: None,
        reason: None,
    };
    Ok((case, event, blind_indexes(app, report, destination, id)?))
}

/// A report about one has one reference; of several, each case has its own (EXPERIENCE 2.12).
fn case_reference(app: &App, stored: &SealedReport, report: &NewReport) -> Reference {
    if report.subjects().len() == 1 {
        stored.reference.clone()
    } else {
        app.ids.reference()
    }
}

fn blind_indexes(
    app: &App,
    report: &NewReport,
    destination: &Destination,
    case: Uuid,
) -> Result<Vec<BlindIndex>, IntakeError> {
    let key = app
        .cabinet
        .newest(KeyKind::Index, Owner::County(destination.county))?;
    let found = match destination.subject {
        Subject::Child(index) => {
            let child = report.children.get(index);
            child
                .map(|child| blind::of_child(&key.key, &child.identity))
                .unwrap_or_default()
        }
        Subject::Unborn => report
            .unborn_child
            .iter()
            .flat_map(|unborn| &unborn.parents)
            // The one who is pregnant, as far as that was told: the other parent may have a child with somebody else.
            .filter(|parent| parent.facts.role != Some(ParentRole::OtherParent))
            .flat_map(|parent| blind::of_expectant_parent(&key.key, &parent.identity))
            .collect(),
    };
    Ok(found
        .into_iter()
        .map(|index| BlindIndex {
            id: app.ids.uuid(),
            county: destination.county,
            case,
            label: index.label.as_str(),
            digest: index.digest.to_vec(),
        })
        .collect())
}

fn receipt(
    stored: &SealedReport,
    cases: &[(NewCase, NewEvent, Vec<BlindIndex>)],
    destinations: &[Destination],
    now: DateTime<Utc>,
) -> Receipt {
    let open = !stored.protected;
    let cases = cases
        .iter()
        .zip(destinations)
        .map(|((case, _, _), destination)| ReceiptCase {
            reference: case.reference.to_string(),
            kind: case.kind,
            county: open.then(|| destination.county_names.clone()),
            office: open.then(|| ReceiptOffice {
                id: destination.office.id,
                names: destination.office.names.clone(),
            }),
            clocks: case.clocks,
        });
    Receipt {
        reference: stored.reference.to_string(),
        received_at: now,
        protected: stored.protected,
        cases: cases.collect(),
        follow_up_code: None,
        first_stands: false,
    }
}

fn distinct_offices(destinations: &[Destination]) -> Vec<Office> {
    let mut offices: Vec<Office> = Vec::new();
    for destination in destinations {
        if !offices.iter().any(|office| office.id == destination.office.id) {
            offices.push(destination.office.clone());
        }
    }
    offices
}
