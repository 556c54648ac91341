//! Everything that one submission stores, sealed before the transaction begins.

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use uuid::Uuid;

use super::going::{Going, distinct_offices};
use super::used_key::UsedKey;
use super::{Along, Recording};
use crate::domain::completed_facts::CompletedFacts;
use crate::domain::helsinki;
use crate::domain::job::{Job, escalate_at, notice_at};
use crate::domain::lifecycle::LifeCycle;
use crate::domain::office::{Office, OfficeId};
use crate::domain::reference::Reference;
use crate::domain::report::{NewReport, Subject};
use crate::domain::summary::{CaseSummary, URGENT};
use crate::intake::attach;
use crate::intake::child_index;
use crate::intake::destinations::{self, Destination};
use crate::intake::flood::Marked;
use crate::intake::kept_routing::KeptRouting;
use crate::intake::receipt::{Receipt, ReceiptCase, ReceiptOffice};
use crate::intake::sealing::{self, ReportSeal, SealedPerson};
use crate::intake::{App, IntakeError, receipt_keys};
use crate::store::attachments::Attachment;
use crate::store::cases::{self, EventKind, NewCase, NewEvent};
use crate::store::children::{self, BlindIndex};
use crate::store::copies::{self, CaseCopy};
use crate::store::floods::{self, NewFlood};
use crate::store::idempotency::{self, Scope, Used};
use crate::store::jobs;
use crate::store::recorded::{self, NewRecorded};
use crate::store::reports::{self, OfficeWrap, SealedReport};
use crate::store::restricted;
use crate::store::seal::mac::Digest;
use crate::store::seal::secret::DataKey;
use crate::store::{StoreError, Tx};

/// Everything that one submission stores, sealed, and the answer to it.
pub(super) struct Filing {
    report: SealedReport,
    wraps: Vec<OfficeWrap>,
    people: Vec<SealedPerson>,
    cases: Vec<Filed>,
    /// It concerns somebody who works in child welfare here.
    restricted: bool,
    files: Vec<Attachment>,
    floods: Vec<NewFlood>,
    notices: Vec<Notice>,
    /// Who wrote it down, where a worker did.
    recorded: Option<NewRecorded>,
    /// The day on which it was filed, Europe/Helsinki: that of its arrival, unless a worker wrote it down later.
    filed_on: NaiveDate,
    /// Looks whether somebody has opened what is urgent.
    look: Option<(Uuid, Job, DateTime<Utc>)>,
    used: Used,
    scope: Scope,
    key: Digest,
    pub receipt: Receipt,
}

/// A case with its first event, the rows by which the child is found again, and the offices that see it too.
struct Filed {
    case: NewCase,
    event: NewEvent,
    indexes: Vec<BlindIndex>,
    copies: Vec<CaseCopy>,
}

impl Filed {
    fn is_urgent(&self) -> bool {
        self.case.queue_rank == URGENT
    }

    /// Whether it stands in the queue of `office`, as its own or as a copy.
    fn is_seen_at(&self, office: OfficeId) -> bool {
        self.case.office == office || self.copies.iter().any(|copy| copy.office == office)
    }
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
        along: &Along<'_>,
        used: &UsedKey,
        now: DateTime<Utc>,
    ) -> Result<Self, IntakeError> {
        let files = along.files.as_ref();
        let arrived = along.recorded.map_or(now, |recording| recording.received_at);
        let chosen = along.recorded.and_then(|recording| recording.office);
        let destinations = destinations::of_recorded(app, report, chosen)?;
        let going: Vec<Going<'_>> = destinations
            .iter()
            .map(|to| Going::new(app, report, to, now))
            .collect();
        let offices = distinct_offices(&going);
        let first = destinations.first().ok_or(IntakeError::NoOffice)?;
        let id = app.ids.uuid();
        // Files have come under the key that the report gets.
        let key = files.map_or_else(|| DataKey::random(&*app.ids), |files| files.key().clone());
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
            received_on: helsinki::civil_date(arrived),
            received_hour: helsinki::local(arrived).hour(),
            arrival: seal.json(&arrived, "reports", id, "arrival")?,
            body: seal.json(&sealing::body(report), "reports", id, "body")?,
            worker_only: seal.json(&sealing::worker_blob(report), "reports", id, "worker_only")?,
            code_lookup: used.code_lookup.as_ref().map(|lookup| lookup.as_bytes().to_vec()),
        };
        let office_of = |subject: Subject| -> Vec<Office> {
            let found = going.iter().filter(|going| going.to.subject == subject);
            found.flat_map(Going::offices).cloned().collect()
        };
        let people = seal.people(app, report, &office_of)?;
        let wraps = seal.wraps(app)?;
        let files = files
            .map(|files| files.rows(id, first.county, None))
            .transpose()?;
        let cases = going
            .iter()
            .map(|going| case(app, report, &stored, going, along, &seal, (arrived, now)))
            .collect::<Result<Vec<_>, _>>()?;
        let notices = notices(app, id, &offices, &cases, now);
        let look = cases.iter().any(Filed::is_urgent).then(|| {
            let job = Job::Escalate { report: id, round: 1 };
            (app.ids.uuid(), job, escalate_at(now, app.escalate_after))
        });
        let mut receipt = receipt(&stored, &cases, &destinations, arrived);
        receipt.files = along.files.as_ref().map_or(0, |files| files.files().count());
        let signed = along.document.filter(|_| report.is_professional());
        receipt.proof = signed.and_then(|document| receipt_keys::proof(app, &receipt, document));
        let floods = floods(&stored, &along.marks);
        let recorded = along.recorded.map(|by| recorded_by(&stored, by, now));
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
            restricted: report.concerns_staff(),
            files: files.unwrap_or_default(),
            floods,
            notices,
            recorded,
            filed_on: helsinki::civil_date(now),
            look,
            used: used_row,
            scope: used.scope,
            key: used.key,
            receipt,
        })
    }

    /// Stores everything, in the caller's transaction.
    pub fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        reports::insert(tx, &self.report, &self.wraps)?;
        if let Some(recorded) = &self.recorded {
            recorded::insert(tx, recorded)?;
        }
        // Early, so that a second submission of the same page waits here and does no more work in vain.
        idempotency::insert(tx, self.scope, self.key.as_bytes(), &self.used, self.filed_on)?;
        for (block, wraps) in &self.people {
            reports::insert_person(tx, &self.report, block, wraps)?;
        }
        for flood in &self.floods {
            floods::insert_once(tx, flood)?;
        }
        for filed in &self.cases {
            cases::insert(tx, &filed.case)?;
            cases::insert_event(tx, &filed.event)?;
            children::insert(tx, &filed.indexes)?;
            for copy in &filed.copies {
                copies::insert(tx, copy)?;
            }
        }
        if self.restricted {
            restricted::mark(tx, self.report.id)?;
        }
        attach::insert(tx, &self.files)?;
        for notice in &self.notices {
            jobs::insert_notice(tx, notice.id, notice.office, &notice.job, notice.at)?;
        }
        if let Some((id, job, at)) = &self.look {
            jobs::insert_once(tx, *id, job, *at)?;
        }
        Ok(())
    }
}

/// That each of `offices` is to be told of the report `id` with its `cases`.
fn notices(app: &App, id: Uuid, offices: &[Office], cases: &[Filed], now: DateTime<Utc>) -> Vec<Notice> {
    let notices = offices.iter().map(|office| {
        let urgent = cases
            .iter()
            .any(|filed| filed.is_urgent() && filed.is_seen_at(office.id));
        Notice {
            id: app.ids.uuid(),
            office: office.id,
            job: Job::ArrivalNotice {
                report: id,
                office: office.id,
                urgent,
                unopened: false,
            },
            at: notice_at(now, urgent),
        }
    });
    notices.collect()
}

/// That a worker wrote `stored` down `now`.
fn recorded_by(stored: &SealedReport, by: Recording, now: DateTime<Utc>) -> NewRecorded {
    NewRecorded {
        report: stored.id,
        county: stored.county,
        channel: stored.channel,
        recorder: by.recorder,
        on: helsinki::civil_date(now),
        hour: helsinki::local(now).hour(),
    }
}

/// The groups of floods in which the cases stand.
fn floods(stored: &SealedReport, marks: &[Marked]) -> Vec<NewFlood> {
    let floods = marks.iter().map(|marked| NewFlood {
        id: marked.flood,
        office: marked.office,
        began_on: stored.received_on,
        began_hour: stored.received_hour,
    });
    floods.collect()
}

/// The case that goes where `going` says.
fn case(
    app: &App,
    report: &NewReport,
    stored: &SealedReport,
    going: &Going<'_>,
    along: &Along<'_>,
    seal: &ReportSeal<'_>,
    (arrived, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Filed, IntakeError> {
    let destination = going.to;
    let (id, subject) = (app.ids.uuid(), destination.subject);
    let kind = report.kind_of(subject);
    let clocks = LifeCycle::received(kind, arrived).clocks();
    let summary = CaseSummary::of(report, subject, &going.signs);
    let routing = KeptRouting::of(destination, &app.directory());
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
        routing_reason: seal.json(&routing, "cases", id, "routing_reason")?,
        summary: seal.json(&summary, "cases", id, "summary")?,
        queue_rank: summary.queue_rank(),
        // Without a clock the next step, the parents' urgent need, is due the day the report comes (LsL 25 c §).
        queue_due: clocks.map_or(stored.received_on, |clocks| clocks.start_by.target),
        flood: along
            .marks
            .iter()
            .find(|marked| marked.office == destination.office.id)
            .map(|marked| (marked.flood, marked.why)),
    };
    let event = NewEvent {
        id: app.ids.uuid(),
        case: id,
        county: destination.county,
        kind: along
            .recorded
            .map_or(EventKind::Received, |_| EventKind::Recorded),
        // That of the writing down, where a worker did: of the arrival itself the case tells.
        on: helsinki::civil_date(now),
        hour: helsinki::local(now).hour(),
        // To the minute it would tell when somebody called who wants to stay anonymous.
        at: None,
        actor: along.recorded.map(|recording| recording.recorder.0),
        reason: None,
    };
    let copies = going.also.iter().map(|(office, why)| CaseCopy {
        case: id,
        office: office.id,
        county: office.county,
        why: *why,
    });
    Ok(Filed {
        case,
        event,
        indexes: child_index::of_case(
            app,
            report,
            subject,
            &CompletedFacts::default(),
            (destination.county, id),
        )?,
        copies: copies.collect(),
    })
}

/// A report about one has one reference; of several, each case has its own.
fn case_reference(app: &App, stored: &SealedReport, report: &NewReport) -> Reference {
    if report.subjects().len() == 1 {
        stored.reference.clone()
    } else {
        app.ids.reference()
    }
}

fn receipt(
    stored: &SealedReport,
    cases: &[Filed],
    destinations: &[Destination],
    now: DateTime<Utc>,
) -> Receipt {
    let open = !stored.protected;
    let cases = cases
        .iter()
        .zip(destinations)
        .map(|(filed, destination)| ReceiptCase {
            reference: filed.case.reference.to_string(),
            kind: filed.case.kind,
            county: open.then(|| destination.county_names.clone()),
            office: open.then(|| ReceiptOffice {
                id: destination.office.id,
                names: destination.office.names.clone(),
            }),
            clocks: filed.case.clocks,
        });
    Receipt {
        reference: stored.reference.to_string(),
        received_at: now,
        protected: stored.protected,
        cases: cases.collect(),
        files: 0,
        proof: None,
        follow_up_code: None,
        first_stands: false,
    }
}
