//! How a contact with social welfare runs and ends.

use super::*;

#[test]
fn a_contact_stops_its_clocks_on_the_days_that_were_told_and_is_done_with() {
    let later = Signature {
        at: at("2026-12-01T09:00"),
        ..second_social_worker()
    };
    let contact = |special_support| {
        triaged(CaseKind::ChildWelfare)
            .handle_as_contact(special_support, social_worker())
            .unwrap()
    };
    let running = contact(true);
    assert!(
        running.status().is_worked_on(),
        "it is not finished by being decided"
    );
    assert!(running.completes_next() && !contact(false).completes_next());
    assert_eq!(
        (
            running.start_clock_stopped_on(),
            running.complete_clock_stopped_on()
        ),
        (None, None)
    );
    let begun = running
        .begin_contact(date("2026-10-17"), social_worker())
        .unwrap();
    assert_eq!(
        (begun.start_clock_stopped_on(), begun.complete_clock_stopped_on()),
        (Some(date("2026-10-17")), None)
    );
    let status = CaseStatus::HandledAsContact;
    let step = Step::BeginContact;
    assert_eq!(
        begun.clone().begin_contact(date("2026-10-18"), later),
        Err(Refusal::WrongState { step, status }),
        "the clock stops once"
    );
    let case = begun
        .end_contact(ended(date("2026-10-18"), date("2026-11-30")), later)
        .unwrap();
    assert_eq!(
        (case.status(), case.status().is_worked_on()),
        (CaseStatus::Closed, false)
    );
    assert_eq!(case.start_clock_stopped_on(), Some(date("2026-10-17")));
    assert_eq!(case.complete_clock_stopped_on(), Some(date("2026-11-30")));
    assert_eq!(case.triage().unwrap().signed, social_worker());
    let kept: LifeCycle = serde_json::from_str(&serde_json::to_string(&case).unwrap()).unwrap();
    assert_eq!(kept, case, "it is read back as it was stored");
}

#[test]
fn no_day_of_a_contact_lies_before_its_beginning_or_after_its_signing() {
    let contact = || {
        triaged(CaseKind::ChildWelfare)
            .handle_as_contact(true, social_worker())
            .unwrap()
    };
    let begin = |day: &str| contact().begin_contact(date(day), social_worker());
    assert_eq!(begin("2026-10-15"), Err(Refusal::BeforePending));
    assert_eq!(begin("2026-10-20"), Err(Refusal::InTheFuture));
    let end = |from: &str, to: &str| contact().end_contact(ended(date(from), date(to)), social_worker());
    assert_eq!(end("2026-10-15", "2026-10-19"), Err(Refusal::BeforePending));
    assert_eq!(end("2026-10-18", "2026-10-17"), Err(Refusal::BeforeStart));
    assert_eq!(end("2026-10-18", "2026-10-20"), Err(Refusal::InTheFuture));
    assert!(end("2026-10-16", "2026-10-19").is_ok());
}
