//! What a triage needs, and where each decision leads.

use super::*;
use crate::domain::lifecycle::CaseKind;

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn received(kind: CaseKind) -> LifeCycle {
    LifeCycle::received(kind, "2026-11-19T08:00:00Z".parse().unwrap())
}

fn by(social_worker: bool) -> Signature {
    Signature {
        actor: Uuid::from_u128(1),
        social_worker,
        at: now(),
    }
}

fn draft(urgency: Urgency, decision: Decision, reason: &str) -> Draft {
    Draft {
        urgency: Some(urgency),
        decision: Some(decision),
        reason: reason.to_owned(),
        ground: Some(Ground::RecentAssessment),
        ..Draft::default()
    }
}

#[test]
fn nothing_is_chosen_beforehand_and_all_that_lacks_is_told_at_once() {
    let life = received(CaseKind::ChildWelfare);
    let lacks = Draft::default().check(&life, now()).unwrap_err();
    assert_eq!(lacks, [Lack::Urgency, Lack::Decision]);
    let lacks = draft(Urgency::Now, Decision::ObviouslyUnnecessary, " ").check(&life, now());
    assert_eq!(lacks.unwrap_err(), [Lack::CalledAt, Lack::Reason]);
    let mut unnamed = draft(Urgency::Urgent, Decision::ObviouslyUnnecessary, "Syy.");
    unnamed.ground = None;
    assert_eq!(unnamed.check(&life, now()).unwrap_err(), [Lack::Ground]);
    let mut late = draft(Urgency::Now, Decision::StartAssessment, "");
    late.called_at = Some(now() + chrono::TimeDelta::minutes(1));
    assert_eq!(late.check(&life, now()).unwrap_err(), [Lack::CalledInFuture]);
}

#[test]
fn each_decision_leads_where_it_says() {
    for (decision, status) in [
        (Decision::StartAssessment, CaseStatus::UnderAssessment),
        (Decision::ExistingClient, CaseStatus::WithOwnWorker),
        (Decision::SocialWelfareContact, CaseStatus::HandledAsContact),
        (Decision::ObviouslyUnnecessary, CaseStatus::NoAssessment),
        (Decision::NotYet, CaseStatus::Triaged),
        (Decision::Transfer, CaseStatus::Triaged),
        (Decision::Join, CaseStatus::Triaged),
    ] {
        let life = received(CaseKind::ChildWelfare);
        let triaged = draft(Urgency::NotUrgent, decision, "Syy.")
            .check(&life, now())
            .unwrap();
        let after = carry_out(life, &triaged, None, by(true)).unwrap();
        assert_eq!(after.status(), status);
    }
    let life = received(CaseKind::Prenatal);
    let triaged = draft(Urgency::Urgent, Decision::AwaitBirth, "")
        .check(&life, now())
        .unwrap();
    let after = carry_out(life, &triaged, None, by(true)).unwrap();
    assert_eq!(after.status(), CaseStatus::AwaitingBirth);
}

#[test]
fn the_judgement_is_a_social_workers() {
    let life = received(CaseKind::ChildWelfare);
    let triaged = draft(Urgency::NotUrgent, Decision::NotYet, "Kysytään lisää.").check(&life, now());
    let refused = carry_out(life, &triaged.unwrap(), None, by(false)).unwrap_err();
    assert_eq!(refused.as_str(), "social_worker_only");
}

#[test]
fn an_unborn_childs_case_gets_no_decision_of_a_born_one() {
    let unborn = received(CaseKind::Prenatal);
    let born = received(CaseKind::ChildWelfare);
    for decision in Decision::ALL {
        let open = |life: &LifeCycle| {
            draft(Urgency::Urgent, decision, "Syy.")
                .check(life, now())
                .is_ok()
        };
        let both = matches!(
            decision,
            Decision::SocialWelfareContact | Decision::Transfer | Decision::Join | Decision::NotYet
        );
        assert_eq!(open(&unborn), both || decision == Decision::AwaitBirth);
        assert_eq!(open(&born), both || decision != Decision::AwaitBirth);
    }
}

#[test]
fn a_signed_urgency_stands_and_only_the_decision_is_asked() {
    let first = draft(Urgency::Urgent, Decision::NotYet, "Kysytään lisää.");
    let life = received(CaseKind::ChildWelfare);
    let triaged = first.check(&life, now()).unwrap();
    let life = carry_out(life, &triaged, None, by(true)).unwrap();
    let mut second = draft(Urgency::Now, Decision::StartAssessment, "");
    second.urgency = None;
    let triaged = second.check(&life, now()).unwrap();
    assert_eq!((triaged.urgency, triaged.called_at), (Urgency::Urgent, None));
    let life = carry_out(life, &triaged, None, by(true)).unwrap();
    assert_eq!(life.status(), CaseStatus::UnderAssessment);
}

#[test]
fn the_start_may_be_told_for_an_earlier_day_but_never_before_the_arrival_or_ahead() {
    let life = || received(CaseKind::ChildWelfare);
    let start = |text: &str| {
        let mut draft = draft(Urgency::NotUrgent, Decision::StartAssessment, "");
        draft.started_on = Typed::Value(text.parse().unwrap());
        draft
    };
    let check = |draft: Draft| draft.check(&life(), now());
    assert_eq!(check(start("2026-11-21")).unwrap_err(), [Lack::StartedInFuture]);
    assert_eq!(
        check(start("2026-11-18")).unwrap_err(),
        [Lack::StartedBeforeArrival]
    );
    let mut unread = start("2026-11-19");
    unread.started_on = Typed::Unreadable;
    assert_eq!(check(unread.clone()).unwrap_err(), [Lack::StartedOn]);
    unread.decision = Some(Decision::NotYet);
    unread.reason = "Syy.".to_owned();
    assert!(check(unread).is_ok(), "asked only where it starts");
    let triaged = check(start("2026-11-19")).unwrap();
    let clocks = life().clocks();
    let after = carry_out(life(), &triaged, None, by(true)).unwrap();
    assert_eq!(after.start_clock_stopped_on(), "2026-11-19".parse().ok());
    assert_eq!(after.clocks(), clocks, "no clock moves with it");
}

#[test]
fn why_a_start_was_late_is_kept_only_where_it_was() {
    let late = "2026-12-15T12:00:00Z".parse().unwrap();
    let mut draft = draft(Urgency::NotUrgent, Decision::StartAssessment, "");
    draft.start_delay = Some(DelayCause::Other);
    let life = received(CaseKind::ChildWelfare);
    assert_eq!(
        draft.check(&life, now()).unwrap().start_delay,
        None,
        "today is in time"
    );
    assert_eq!(
        draft.check(&life, late).unwrap_err(),
        [Lack::Reason],
        "another cause is told in words"
    );
    draft.reason = "Vesivahinko.".to_owned();
    let triaged = draft.check(&life, late).unwrap();
    let signed = Signature { at: late, ..by(true) };
    let after = carry_out(life.clone(), &triaged, None, signed).unwrap();
    let told = after.start_delay().unwrap();
    assert_eq!(told.cause, DelayCause::Other);
    assert_eq!(told.text.as_ref().map(Text::expose), Some("Vesivahinko."));
    draft.started_on = Typed::Value("2026-11-20".parse().unwrap());
    let triaged = draft.check(&life, late).unwrap();
    assert_eq!(triaged.start_delay, None, "the day that was told is in time");
}

#[test]
fn the_reasons_that_were_coded_stay_with_the_case_until_they_are_coded_anew() {
    let life = received(CaseKind::ChildWelfare);
    let mut first = draft(Urgency::Urgent, Decision::NotYet, "Kysytään lisää.");
    first.reasons = vec![
        Reason::School,
        Reason::Housing,
        Reason::ChildAssault,
        Reason::Housing,
    ];
    let triaged = first.check(&life, now()).unwrap();
    let coded = [Reason::ChildAssault, Reason::Housing];
    assert_eq!(triaged.reasons, coded, "a group has no number");
    let accepted = triaged.as_draft().check(&life, now()).unwrap();
    assert_eq!(accepted, triaged, "what is proposed is signed as it stands");
    assert_eq!(life.coded_reasons(), None, "a proposal signs nothing");
    let life = carry_out(life, &triaged, None, by(true)).unwrap();
    assert_eq!(life.coded_reasons(), Some(&coded[..]));
    let emptied = draft(Urgency::Urgent, Decision::StartAssessment, "");
    let triaged = emptied.check(&life, now()).unwrap();
    let life = carry_out(life, &triaged, None, by(true)).unwrap();
    assert_eq!(life.status(), CaseStatus::UnderAssessment);
    assert_eq!(life.coded_reasons(), Some(&[][..]));
}

#[test]
fn of_an_unborn_child_no_reason_is_coded() {
    let life = received(CaseKind::Prenatal);
    let mut posted = draft(Urgency::Urgent, Decision::AwaitBirth, "");
    posted.reasons = vec![Reason::ChildAssault];
    let triaged = posted.check(&life, now()).unwrap();
    assert!(triaged.reasons.is_empty());
    let life = carry_out(life, &triaged, None, by(true)).unwrap();
    assert_eq!(life.coded_reasons(), None);
}

#[test]
fn what_was_stored_before_reasons_were_coded_opens_without_any() {
    let old = r#"{"urgency":"urgent","decision":"not_yet","reason":"Syy.","called_at":null,"special_support":false}"#;
    let triaged: Triaged = serde_json::from_str(old).unwrap();
    assert!(triaged.reasons.is_empty());
    let life = received(CaseKind::ChildWelfare);
    assert!(triaged.as_draft().check(&life, now()).is_ok());
    let stored = serde_json::to_value(&life).unwrap();
    assert_eq!(stored.get("coded_reasons"), None, "as it was stored then");
    let opened: LifeCycle = serde_json::from_value(stored).unwrap();
    assert_eq!(opened.coded_reasons(), None);
    let coded = opened.coded_as(vec![Reason::Housing]);
    let stored = serde_json::to_value(&coded).unwrap();
    assert_eq!(stored["coded_reasons"], serde_json::json!(["housing"]));
    assert_eq!(serde_json::from_value::<LifeCycle>(stored).unwrap(), coded);
}
