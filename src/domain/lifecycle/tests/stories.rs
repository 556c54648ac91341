//! The life cycle as stories.

use super::*;

#[test]
fn a_case_remembers_who_signed_what_and_stops_its_clocks() {
    let later = Signature {
        at: at("2026-12-01T09:00"),
        ..second_social_worker()
    };
    let case = triaged(CaseKind::ChildWelfare);
    assert_eq!(
        (case.start_clock_stopped_on(), case.complete_clock_stopped_on()),
        (None, None)
    );
    let case = case
        .start_assessment(date("2026-10-17"), social_worker())
        .unwrap();
    assert_eq!(case.start_clock_stopped_on(), Some(date("2026-10-17")));
    let case = case
        .record_outcome(Outcome::SocialWelfareServices, date("2026-11-30"), later)
        .unwrap();
    let case = case.close(later).unwrap();
    let CaseState::Closed { assessed, signed } = case.state() else {
        panic!("{case:?}")
    };
    assert_eq!(*signed, later);
    assert_eq!(
        (assessed.outcome, assessed.signed),
        (Outcome::SocialWelfareServices, later)
    );
    assert_eq!(assessed.assessment.triage.signed, social_worker());
    assert_eq!(case.start_clock_stopped_on(), Some(date("2026-10-17")));
    assert_eq!(case.complete_clock_stopped_on(), Some(date("2026-11-30")));
}

#[test]
fn no_recorded_day_lies_before_its_beginning_or_after_its_signing() {
    let start = |day: &str| triaged(CaseKind::ChildWelfare).start_assessment(date(day), social_worker());
    assert_eq!(start("2026-10-15"), Err(Refusal::BeforePending));
    assert_eq!(start("2026-10-20"), Err(Refusal::InTheFuture));
    let finish = |day: &str| {
        start("2026-10-17")
            .unwrap()
            .record_outcome(Outcome::NoNeed, date(day), social_worker())
    };
    assert_eq!(finish("2026-10-16"), Err(Refusal::BeforeStart));
    assert_eq!(finish("2026-10-20"), Err(Refusal::InTheFuture));
    // Signed at one o'clock in the Finnish night, which is still yesterday in UTC.
    let night = Signature {
        at: at("2026-10-17T01:00"),
        ..social_worker()
    };
    assert!(
        triaged(CaseKind::Contact)
            .start_assessment(date("2026-10-17"), night)
            .is_ok()
    );
}

#[test]
fn a_transfer_keeps_the_clock_and_shows_its_arrival() {
    let sent = Signature {
        at: at("2026-10-23T16:00"),
        ..intake_worker()
    };
    let accepted = Signature {
        at: at("2026-10-26T09:00"),
        ..second_social_worker()
    };
    let case = triaged(CaseKind::ChildWelfare);
    let clocks = case.clocks();
    let case = case
        .transfer(elsewhere(), words("the family moved"), true, sent)
        .unwrap();
    assert_eq!(case.clocks(), clocks);
    let case = case.accept_transfer(accepted).unwrap();
    assert_eq!(case.clocks(), clocks);
    assert_eq!(case.arrived_at_receiver(), Some(date("2026-10-23")));
    assert_eq!(case.status(), CaseStatus::Received);
}

#[test]
fn a_refused_transfer_is_the_senders_again_as_it_was() {
    let case = triaged(CaseKind::ChildWelfare);
    let clocks = case.clocks();
    let sent = case
        .transfer(elsewhere(), words("moved"), false, intake_worker())
        .unwrap();
    let back = sent
        .refuse_transfer(words("lives with you"), second_social_worker())
        .unwrap();
    let CaseState::Triaged {
        triage,
        returned: Some(returned),
    } = back.state()
    else {
        panic!("{back:?}")
    };
    assert_eq!(
        (triage.urgency, triage.signed),
        (Urgency::Urgent, social_worker())
    );
    assert_eq!(
        (returned.from, returned.why.expose()),
        (elsewhere(), "lives with you")
    );
    assert_eq!((back.clocks(), back.arrived_at_receiver()), (clocks, None));
}

#[test]
fn joined_cases_run_by_the_earlier_clock() {
    let (own, target, by) = (Uuid::from_u128(20), Uuid::from_u128(21), social_worker());
    let early = || triaged(CaseKind::ChildWelfare);
    let late = LifeCycle::received(CaseKind::ChildWelfare, at("2026-10-18T12:00"));
    let (joined, goes_on) = early().join_to(own, target, late.clone(), by).unwrap();
    assert_eq!(goes_on.pending_since(), Some(date("2026-10-16")));
    assert_eq!(goes_on.status(), CaseStatus::Received);
    assert_eq!(joined.pending_since(), Some(date("2026-10-16")));
    let late_triaged = late.sign_off_urgency(Urgency::NotUrgent, by).unwrap();
    let (joined, goes_on) = late_triaged.join_to(own, target, early(), by).unwrap();
    assert_eq!(goes_on.pending_since(), Some(date("2026-10-16")));
    assert_eq!(
        joined.pending_since(),
        Some(date("2026-10-18")),
        "it keeps its own date"
    );

    assert_eq!(
        early().join_to(own, own, early(), by),
        Err(Refusal::JoinedToItself)
    );
    let unborn = || triaged(CaseKind::Prenatal);
    assert_eq!(
        early().join_to(own, target, unborn(), by),
        Err(Refusal::TargetUnborn)
    );
    let (_, goes_on) = unborn().join_to(own, target, early(), by).unwrap();
    assert_eq!(goes_on.pending_since(), Some(date("2026-10-16")));
    let ended = take(early(), Step::HandleAsContact, by).unwrap();
    let status = CaseStatus::HandledAsContact;
    assert_eq!(
        early().join_to(own, target, ended, by),
        Err(Refusal::TargetNotOpen { status })
    );
}

#[test]
fn what_was_joined_leaves_with_its_own_date_and_gives_the_other_back_its_own() {
    let by = social_worker();
    let id = |number| Uuid::from_u128(number);
    let of = |day: &str| {
        LifeCycle::received(CaseKind::ChildWelfare, at(day))
            .sign_off_urgency(Urgency::NotUrgent, by)
            .unwrap()
    };
    let (early, middle, late) = (
        of("2026-10-12T12:00"),
        of("2026-10-14T12:00"),
        of("2026-10-16T12:00"),
    );
    let (early, late) = early.join_to(id(1), id(3), late, by).unwrap();
    let (middle, late) = middle.join_to(id(2), id(3), late, by).unwrap();
    assert_eq!(
        (late.pending_since(), late.own_since()),
        (Some(date("2026-10-12")), Some(date("2026-10-16")))
    );
    let started = late.clone().start_assessment(date("2026-10-13"), by).unwrap();
    let (early_again, late) = early.clone().leave(late, middle.pending_since(), by).unwrap();
    assert_eq!(early_again.status(), CaseStatus::Triaged);
    assert_eq!(early_again.pending_since(), Some(date("2026-10-12")));
    assert_eq!(
        late.pending_since(),
        Some(date("2026-10-14")),
        "the other one is still joined"
    );
    let (_, late) = middle.clone().leave(late, None, by).unwrap();
    assert_eq!(late.pending_since(), Some(date("2026-10-16")));
    assert_eq!(
        early.leave(started, middle.pending_since(), by),
        Err(Refusal::BeforePending)
    );
    let (middle, carried) = middle_of_two(middle, late, by);
    assert_eq!(
        middle.leave(carried, None, by),
        Err(Refusal::TargetNotOpen {
            status: CaseStatus::Joined
        })
    );
}

/// `late` has gone on in a third case.
fn middle_of_two(middle: LifeCycle, late: LifeCycle, by: Signature) -> (LifeCycle, LifeCycle) {
    let (carried, _) = late
        .join_to(
            Uuid::from_u128(3),
            Uuid::from_u128(4),
            triaged(CaseKind::ChildWelfare),
            by,
        )
        .unwrap();
    (middle, carried)
}

#[test]
fn an_unborn_child_has_no_clock_until_the_birth_is_known() {
    let case = received(CaseKind::Prenatal);
    assert_eq!((case.clocks(), case.is_unborn()), (None, true));
    let waiting = || walk(CaseKind::Prenatal, &way_to(CaseStatus::AwaitingBirth)).unwrap();
    assert_eq!(waiting().clocks(), None);

    let born = waiting().record_birth(birth(), None, intake_worker()).unwrap();
    assert_eq!((born.status(), born.is_unborn()), (CaseStatus::Received, false));
    assert_eq!(
        born.pending_since(),
        Some(date("2026-10-19")),
        "the day on which the birth was known"
    );
    assert_eq!((born.kind(), born.birth()), (CaseKind::Prenatal, Some(birth())));
    let triaged = take(born, Step::SignOffUrgency, social_worker()).unwrap();
    assert!(
        take(triaged, Step::StartAssessment, social_worker()).is_ok(),
        "from now on like every child"
    );

    let with = |pending: &str| waiting().record_birth(birth(), Some(date(pending)), intake_worker());
    assert_eq!(
        with("2026-10-17").unwrap().pending_since(),
        Some(date("2026-10-17"))
    );
    assert_eq!(with("2026-10-16"), Err(Refusal::BeforeBirth));
    assert_eq!(with("2026-10-20"), Err(Refusal::AfterBirthWasKnown));
    let tomorrow = Birth {
        known_on: date("2026-10-20"),
        ..birth()
    };
    assert_eq!(
        waiting().record_birth(tomorrow, None, intake_worker()),
        Err(Refusal::InTheFuture)
    );
    let reversed = Birth {
        born_on: date("2026-10-19"),
        known_on: date("2026-10-18"),
    };
    assert_eq!(
        waiting().record_birth(reversed, None, intake_worker()),
        Err(Refusal::BeforeBirth)
    );
}

#[test]
fn a_second_person_is_another_person_and_agrees_once() {
    let decided = take(
        triaged(CaseKind::ChildWelfare),
        Step::DecideNoAssessment,
        social_worker(),
    )
    .unwrap();
    assert_eq!(decided.start_clock_stopped_on(), Some(date("2026-10-19")));
    assert_eq!(
        decided.clone().confirm_no_assessment(social_worker()),
        Err(Refusal::SamePerson)
    );
    let confirmed = decided.confirm_no_assessment(second_social_worker()).unwrap();
    let third = Signature {
        actor: Uuid::from_u128(4),
        ..social_worker()
    };
    assert_eq!(
        confirmed.confirm_no_assessment(third),
        Err(Refusal::AlreadyConfirmed)
    );
}

#[test]
fn a_stored_life_cycle_comes_back_and_names_its_state() {
    for kind in CaseKind::ALL {
        for status in CaseStatus::ALL {
            let Ok(case) = walk(kind, &way_to(status)) else {
                continue;
            };
            let json = serde_json::to_value(&case).unwrap();
            assert_eq!(json["state"]["status"], status.as_str());
            assert_eq!(serde_json::from_value::<LifeCycle>(json).unwrap(), case);
        }
    }
    assert!(!format!("{:?}", walk(CaseKind::Contact, &way_to(CaseStatus::Transferring))).contains("moved"));
}

#[test]
fn a_random_check_opens_a_case_again_with_the_clock_that_it_had() {
    let third = Signature {
        actor: Uuid::from_u128(4),
        at: at("2026-11-20T10:00"),
        ..social_worker()
    };
    let ended = walk(CaseKind::ChildWelfare, &way_to(CaseStatus::NoAssessment)).unwrap();
    let clocks = ended.clocks();
    assert_eq!(ended.start_clock_stopped_on(), Some(date("2026-10-19")));
    let ended = ended.confirm_no_assessment(second_social_worker()).unwrap();
    for same in [social_worker(), second_social_worker()] {
        let by = Signature { at: third.at, ..same };
        assert_eq!(ended.clone().reopen(words("no"), by), Err(Refusal::SamePerson));
    }
    let again = ended.clone().reopen(words("the need has grown"), third).unwrap();
    assert_eq!((again.status(), again.triage()), (CaseStatus::Received, None));
    assert_eq!(again.clocks(), clocks, "a clock never starts anew");
    assert_eq!(again.start_clock_stopped_on(), None, "it runs on");
    let reopened = again.reopened().unwrap();
    assert_eq!(
        (reopened.why.expose(), reopened.signed),
        ("the need has grown", third)
    );
    assert_eq!(*ended.state(), CaseState::NoAssessment(reopened.decision.clone()));
    let started = again
        .sign_off_urgency(Urgency::Urgent, social_worker())
        .and_then(|life| life.start_assessment(date("2026-10-19"), social_worker()))
        .unwrap();
    assert!(started.reopened().is_some(), "what went before stays");
    let stored = serde_json::to_value(&started).unwrap();
    assert_eq!(serde_json::from_value::<LifeCycle>(stored).unwrap(), started);
}

#[test]
fn a_case_from_before_random_checks_is_read() {
    let stored = serde_json::to_value(triaged(CaseKind::ChildWelfare)).unwrap();
    assert!(!stored.as_object().unwrap().contains_key("reopened"));
    assert!(serde_json::from_value::<LifeCycle>(stored).is_ok());
}

#[test]
fn an_urgency_assessed_once_more_stands_beside_the_first_and_moves_no_clock() {
    let started = triaged(CaseKind::ChildWelfare)
        .start_assessment(date("2026-10-17"), social_worker())
        .unwrap();
    let (clocks, first) = (started.clocks(), started.triage());
    let by = Signature {
        at: at("2026-10-27T12:00"),
        ..second_social_worker()
    };
    let again =
        |case: LifeCycle, urgency, by| case.reassess_urgency(urgency, words("a new report"), None, by);
    let case = again(started, Urgency::NotUrgent, by).unwrap();
    assert_eq!(
        case.triage().map(|triage| triage.urgency),
        Some(Urgency::NotUrgent)
    );
    assert_eq!(
        (case.status(), case.clocks()),
        (CaseStatus::UnderAssessment, clocks)
    );
    assert_eq!(case.start_clock_stopped_on(), Some(date("2026-10-17")));
    let [told] = case.reassessed() else {
        panic!("{case:?}")
    };
    assert_eq!((Some(told.before), told.after.signed), (first, by));

    let case = again(case, Urgency::Urgent, by).unwrap();
    let urgencies = case.reassessed().iter().map(|one| one.before.urgency);
    assert_eq!(
        urgencies.collect::<Vec<_>>(),
        [Urgency::Urgent, Urgency::NotUrgent]
    );
    let stored = serde_json::to_value(&case).unwrap();
    assert_eq!(serde_json::from_value::<LifeCycle>(stored).unwrap(), case);

    let ready = case
        .record_outcome(Outcome::NoNeed, date("2026-10-27"), by)
        .unwrap();
    assert_eq!(ready.reassessed().len(), 2, "what ended keeps them");
    assert_eq!(
        again(ready, Urgency::Now, by).unwrap_err().as_str(),
        "wrong_state",
        "and gets no more"
    );
}
