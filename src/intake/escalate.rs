//! Looks whether somebody has opened what is urgent of a report. When nobody has, the county's default office and the social
//! emergency duty get it too, whatever the hour: an office that was open when it came may have closed since. Every office that
//! has it is told again, and it is looked at once more after the same time, a few times.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::opening::{self, Reveal};
use super::record_access::record;
use super::{App, IntakeError, destinations, share_keys};
use crate::domain::audit::{Action, Entry};
use crate::domain::job::{Job, ROUNDS, escalate_at, notice_at};
use crate::domain::office::OfficeId;
use crate::domain::urgency::{self, WhyCopied};
use crate::store::alerts::{self, Alerted};
use crate::store::copies::{self, CaseCopy};
use crate::store::{Inserted, StoreError, Tx, jobs};

/// Looks at `report` for the `round`-th time, from 1, and gives how many of its cases are urgent and unopened. When there is
/// one, more people are told, in one transaction with a row of the read log.
///
/// # Errors
/// [`IntakeError`]; then nothing was done and it is looked at again.
pub fn run(app: &App, report: Uuid, round: u32, now: DateTime<Utc>) -> Result<usize, IntakeError> {
    let working = app.clone();
    app.store.write("escalate", move |tx| {
        let mut late = alerts::of_report(tx, report)?;
        late.retain(|case| case.unopened);
        let mut seen = copies::of_report(tx, report)?;
        for case in &late {
            copy_to_others(tx, &working, report, case, &mut seen)?;
            alerts::mark_escalated(tx, case.case, round)?;
        }
        tell(tx, &working, report, &late, &seen, now)?;
        if !late.is_empty() && round < ROUNDS {
            let next = Job::Escalate {
                report,
                round: round + 1,
            };
            let at = escalate_at(now, working.escalate_after);
            let id = id_of(report, round + 1);
            // A look that was made twice, because a process died in between, goes on once.
            let _: Inserted = tx.insert_else_exists(|tx| jobs::insert_once(tx, id, &next, at))?;
        }
        log(tx, &working, report, &mut late, &seen, now)?;
        Ok(late.len())
    })
}

/// Lets the default office of the case's county and the duty services of where the child lives and is said to be see `case`
/// too, those that do not already, and adds them to `seen`.
fn copy_to_others(
    tx: &mut Tx<'_>,
    app: &App,
    report: Uuid,
    case: &Alerted,
    seen: &mut Vec<CaseCopy>,
) -> Result<(), IntakeError> {
    let directory = app.directory();
    let rules = &directory.rules;
    let default_office = rules
        .default_office(case.county)
        .map(|office| (office, WhyCopied::Escalated));
    let duties = match rules.office(case.office) {
        Some(own) => {
            let opened = opening::open(tx, app, report, case.office, Reveal::Protected)?;
            let elsewhere =
                opened.and_then(|opened| destinations::whereabouts(app, &opened.report, case.subject));
            urgency::duties(own, case.county, elsewhere, rules)
        }
        None => Vec::new(),
    };
    for (office, why) in default_office.into_iter().chain(duties) {
        let mut copied = seen.iter().filter(|copy| copy.case == case.case);
        if office.id == case.office || copied.any(|copy| copy.office == office.id) {
            continue;
        }
        share_keys::with_office(tx, app, report, case.subject, case.office, office)?;
        let copy = CaseCopy {
            case: case.case,
            office: office.id,
            county: office.county,
            why,
        };
        copies::insert(tx, &copy)?;
        seen.push(copy);
    }
    Ok(())
}

/// The offices that see `case`: its own first.
fn offices_of<'a>(case: &'a Alerted, seen: &'a [CaseCopy]) -> impl Iterator<Item = OfficeId> + 'a {
    let copied = seen.iter().filter(|copy| copy.case == case.case);
    std::iter::once(case.office).chain(copied.map(|copy| copy.office))
}

/// Writes down that every office which sees one of `late` is to be told again, at once.
fn tell(
    tx: &mut Tx<'_>,
    app: &App,
    report: Uuid,
    late: &[Alerted],
    seen: &[CaseCopy],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut offices: Vec<OfficeId> = late.iter().flat_map(|case| offices_of(case, seen)).collect();
    offices.sort_unstable();
    offices.dedup();
    for office in offices {
        let notice = Job::ArrivalNotice {
            report,
            office,
            urgent: true,
            unopened: true,
        };
        jobs::insert_notice(tx, app.ids.uuid(), office, &notice, notice_at(now, true))?;
    }
    Ok(())
}

/// A row a case in the log of its county. It tells the hour and not the minute, which would tell when somebody reported.
fn log(
    tx: &mut Tx<'_>,
    app: &App,
    report: Uuid,
    late: &mut [Alerted],
    seen: &[CaseCopy],
    now: DateTime<Utc>,
) -> Result<(), IntakeError> {
    late.sort_by_key(|case| case.county);
    for case in late {
        let entry = Entry {
            at: None,
            case: Some(case.case),
            report: Some(report),
            ..Entry::of_service(case.county, Action::CaseEscalated, now)
        };
        record(tx, app, entry.of_offices(offices_of(case, seen)))?;
    }
    Ok(())
}

/// The id of the job that looks at `report` for the `round`-th time: the same whoever writes it down.
fn id_of(report: Uuid, round: u32) -> Uuid {
    let digest = Sha256::new()
        .chain_update(b"huoli/escalate")
        .chain_update(report.as_bytes())
        .chain_update(round.to_be_bytes())
        .finalize();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest) {
        *byte = from;
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
