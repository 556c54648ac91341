//! The whole table of states and steps, and what the stories share.

mod contact;
mod stories;

use super::*;
use crate::domain::office::OfficeId;
use crate::domain::places::CountyCode;
use crate::domain::social_contact::Ending;
use crate::domain::text::Text;
use uuid::Uuid;

fn at(text: &str) -> DateTime<Utc> {
    deadline::parse_local_or_offset(text).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn words(text: &str) -> Text {
    Text::parse(text, 100).unwrap().unwrap()
}

/// A social worker's signature of Monday 19 October 2026.
fn social_worker() -> Signature {
    Signature {
        actor: Uuid::from_u128(1),
        social_worker: true,
        at: at("2026-10-19T10:00"),
    }
}

fn second_social_worker() -> Signature {
    Signature {
        actor: Uuid::from_u128(2),
        ..social_worker()
    }
}

fn intake_worker() -> Signature {
    Signature {
        actor: Uuid::from_u128(3),
        social_worker: false,
        ..social_worker()
    }
}

fn elsewhere() -> Destination {
    Destination {
        county: CountyCode::parse("03").unwrap(),
        office: Some(OfficeId(Uuid::from_u128(9))),
    }
}

/// Arrived on Friday 16 October 2026; a prenatal one is unborn.
fn received(kind: CaseKind) -> LifeCycle {
    LifeCycle::received(kind, at("2026-10-16T14:00"))
}

fn triaged(kind: CaseKind) -> LifeCycle {
    received(kind)
        .sign_off_urgency(Urgency::Urgent, social_worker())
        .unwrap()
}

fn birth() -> Birth {
    Birth {
        born_on: date("2026-10-17"),
        known_on: date("2026-10-19"),
    }
}

/// A contact that began and was ready on those days.
fn ended(started_on: NaiveDate, completed_on: NaiveDate) -> Ending {
    Ending {
        started_on,
        completed_on,
        outcome: words("the family gets help at home"),
        start_delay: None,
        complete_delay: None,
    }
}

/// Takes `step` with arguments to which nothing can be said.
fn take(case: LifeCycle, step: Step, by: Signature) -> Result<LifeCycle, Refusal> {
    let today = civil_date(by.at);
    match step {
        Step::SignOffUrgency => case.sign_off_urgency(Urgency::Now, by),
        Step::ReassessUrgency => case.reassess_urgency(Urgency::Now, words("a new report"), Some(by.at), by),
        Step::StartAssessment => case.start_assessment(today, by),
        Step::RecordOutcome => case.record_outcome(Outcome::NoNeed, today, by),
        Step::Close => case.close(by),
        Step::HandToOwnWorker => case.hand_to_own_worker(None, by),
        Step::Join => {
            let (own, target) = (Uuid::from_u128(20), Uuid::from_u128(21));
            let other = received(case.kind());
            case.join_to(own, target, other, by).map(|(joined, _)| joined)
        }
        Step::UndoJoin => {
            let other = received(case.kind());
            case.leave(other, None, by).map(|(left, _)| left)
        }
        Step::Transfer => case.transfer(elsewhere(), words("moved"), false, by),
        Step::AcceptTransfer => case.accept_transfer(by),
        Step::RefuseTransfer => case.refuse_transfer(words("not ours"), by),
        Step::HandleAsContact => case.handle_as_contact(false, by),
        Step::BeginContact => case.begin_contact(today, by),
        Step::EndContact => case.end_contact(ended(today, today), by),
        Step::DecideNoAssessment => case.decide_no_assessment(words("assessed last week"), by),
        Step::ConfirmNoAssessment => case.confirm_no_assessment(by),
        Step::Reopen => case.reopen(words("the need has grown"), by),
        Step::AwaitBirth => case.await_birth(None, by),
        Step::RecordBirth => case.record_birth(birth(), None, by),
    }
}

/// Every lawful step, and the state to which it leads.
const EDGES: [(CaseStatus, Step, CaseStatus); 23] = {
    use CaseStatus as S;
    [
        (S::Received, Step::SignOffUrgency, S::Triaged),
        (S::Triaged, Step::StartAssessment, S::UnderAssessment),
        (S::UnderAssessment, Step::RecordOutcome, S::Assessed),
        (S::Assessed, Step::Close, S::Closed),
        (S::Triaged, Step::HandToOwnWorker, S::WithOwnWorker),
        (S::Triaged, Step::Join, S::Joined),
        (S::Joined, Step::UndoJoin, S::Triaged),
        (S::Triaged, Step::Transfer, S::Transferring),
        (S::Transferring, Step::AcceptTransfer, S::Received),
        (S::Transferring, Step::RefuseTransfer, S::Triaged),
        (S::Triaged, Step::HandleAsContact, S::HandledAsContact),
        (S::Triaged, Step::DecideNoAssessment, S::NoAssessment),
        (S::NoAssessment, Step::ConfirmNoAssessment, S::NoAssessment),
        (S::NoAssessment, Step::Reopen, S::Received),
        (S::Triaged, Step::AwaitBirth, S::AwaitingBirth),
        (S::AwaitingBirth, Step::RecordBirth, S::Received),
        (S::AwaitingBirth, Step::Transfer, S::Transferring),
        (S::UnderAssessment, Step::Transfer, S::Transferring),
        (S::Triaged, Step::ReassessUrgency, S::Triaged),
        (S::UnderAssessment, Step::ReassessUrgency, S::UnderAssessment),
        (S::AwaitingBirth, Step::ReassessUrgency, S::AwaitingBirth),
        (S::HandledAsContact, Step::BeginContact, S::HandledAsContact),
        (S::HandledAsContact, Step::EndContact, S::Closed),
    ]
};

/// The steps that lead to each state from a case that has just arrived.
fn way_to(status: CaseStatus) -> Vec<Step> {
    let last = match status {
        CaseStatus::Received => return Vec::new(),
        CaseStatus::Closed => vec![Step::StartAssessment, Step::RecordOutcome, Step::Close],
        CaseStatus::Assessed => vec![Step::StartAssessment, Step::RecordOutcome],
        CaseStatus::Triaged => vec![],
        other => EDGES
            .iter()
            .filter(|(_, _, to)| *to == other)
            .map(|(_, step, _)| *step)
            .take(1)
            .collect(),
    };
    [vec![Step::SignOffUrgency], last].concat()
}

fn walk(kind: CaseKind, steps: &[Step]) -> Result<LifeCycle, Refusal> {
    steps
        .iter()
        .try_fold(received(kind), |case, &step| take(case, step, social_worker()))
}

#[test]
fn every_lawful_step_leads_on_and_every_other_is_refused() {
    let (mut lawful, mut refused) = (0, 0);
    for kind in CaseKind::ALL {
        for status in CaseStatus::ALL {
            let Ok(case) = walk(kind, &way_to(status)) else {
                // An unborn child's case cannot get everywhere, and only an unborn child's can wait for birth.
                assert_eq!(
                    kind == CaseKind::Prenatal,
                    status != CaseStatus::AwaitingBirth,
                    "{kind} {status}"
                );
                continue;
            };
            assert_eq!(case.status(), status, "{kind}");
            for step in Step::ALL {
                let edge = EDGES
                    .iter()
                    .find(|(from, taken, _)| (*from, *taken) == (status, step));
                match (take(case.clone(), step, second_social_worker()), edge) {
                    (Ok(next), Some((_, _, to))) => {
                        assert_eq!(next.status(), *to, "{kind} {status} {step}");
                        lawful += 1;
                    }
                    (Err(refusal), None) => {
                        assert_eq!(refusal, Refusal::WrongState { step, status });
                        refused += 1;
                    }
                    (Err(refusal), Some(_)) if kind == CaseKind::Prenatal => {
                        assert_eq!(refusal, Refusal::Unborn { step });
                    }
                    (Err(Refusal::NotUnborn), Some(_)) if kind != CaseKind::Prenatal => {
                        assert_eq!(step, Step::AwaitBirth);
                    }
                    (result, edge) => panic!("{kind} {status} {step}: {result:?}, {edge:?}"),
                }
            }
        }
    }
    // Two born kinds take all edges but the four of the unborn; an unborn case takes fourteen.
    assert_eq!(lawful, 2 * (EDGES.len() - 4) + 14);
    // Two born kinds reach ten states, an unborn case six.
    assert_eq!(
        refused,
        2 * (10 * Step::ALL.len() - 20) + (6 * Step::ALL.len() - 17)
    );
}

#[test]
fn the_judgement_is_a_social_workers() {
    let mut social_workers = Vec::new();
    for (from, step, _) in EDGES {
        let unborn = from == CaseStatus::AwaitingBirth || step == Step::AwaitBirth;
        let kind = if unborn {
            CaseKind::Prenatal
        } else {
            CaseKind::ChildWelfare
        };
        let case = walk(kind, &way_to(from)).unwrap();
        match take(case, step, intake_worker()) {
            Ok(_) => assert!(!step.needs_social_worker(), "{step}"),
            Err(refusal) => {
                assert_eq!(refusal, Refusal::SocialWorkerOnly { step });
                social_workers.push(step.as_str());
            }
        }
    }
    assert_eq!(
        social_workers,
        [
            "sign_off_urgency",
            "start_assessment",
            "record_outcome",
            "close",
            "hand_to_own_worker",
            "handle_as_contact",
            "decide_no_assessment",
            "confirm_no_assessment",
            "reopen",
            "reassess_urgency",
            "reassess_urgency",
            "reassess_urgency",
            "begin_contact",
            "end_contact",
        ]
    );
}
