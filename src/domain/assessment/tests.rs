use uuid::Uuid;

use super::*;
use crate::domain::lifecycle::{CaseKind, Urgency};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn by(at: &str, social_worker: bool) -> Signature {
    Signature {
        actor: Uuid::from_u128(1),
        social_worker,
        at: at.parse().unwrap(),
    }
}

/// Pending since Tuesday 10 February 2026: starts by 19 February, is ready by 10 May, at last on 11 May.
fn started(at: &str) -> LifeCycle {
    let by = by(at, true);
    LifeCycle::received(CaseKind::ChildWelfare, "2026-02-10T07:00:00Z".parse().unwrap())
        .sign_off_urgency(Urgency::NotUrgent, by)
        .and_then(|life| life.start_assessment(super::super::helsinki::civil_date(by.at), by))
        .unwrap()
}

fn around(today: &str) -> Around {
    Around {
        open_notices: 0,
        responsible: true,
        today: date(today),
    }
}

fn draft(on: &str) -> Draft {
    Draft {
        outcome: Some(Outcome::NoNeed),
        completed_on: Typed::Value(date(on)),
        reason: "Perhe saa apua koulusta.".to_owned(),
        ..Draft::default()
    }
}

#[test]
fn both_clocks_stop_on_the_recorded_days() {
    let life = started("2026-02-19T10:00:00Z");
    let conclusion = draft("2026-05-10").check(&life, around("2026-05-20")).unwrap();
    assert_eq!(
        (&conclusion.start_delay, &conclusion.complete_delay),
        (&None, &None)
    );
    let life = conclude(life, &conclusion, by("2026-05-20T10:00:00Z", true)).unwrap();
    let stopped = Stopped::of(&life);
    assert_eq!(stopped.start, Some(date("2026-02-19")));
    assert_eq!(
        stopped.complete,
        Some(date("2026-05-10")),
        "not the day of typing"
    );
    assert_eq!(outcome_of(&life), Some(Outcome::NoNeed));
}

#[test]
fn the_day_lies_between_the_start_and_today() {
    let life = started("2026-02-19T10:00:00Z");
    for (on, lack) in [
        ("2026-02-18", Lack::OnBeforeStart),
        ("2026-03-21", Lack::OnInFuture),
    ] {
        assert_eq!(draft(on).check(&life, around("2026-03-20")).unwrap_err(), [lack]);
    }
    for on in ["2026-02-19", "2026-03-20"] {
        assert!(draft(on).check(&life, around("2026-03-20")).is_ok());
    }
}

#[test]
fn nothing_is_finished_while_somebody_is_to_be_told_or_nobody_answers_for_the_child() {
    let life = started("2026-02-19T10:00:00Z");
    let untold = Around {
        open_notices: 1,
        responsible: false,
        ..around("2026-03-20")
    };
    let lacks = draft("2026-03-20").check(&life, untold).unwrap_err();
    assert_eq!(lacks, [Lack::OpenNotices, Lack::Responsible]);
    let lacks = Draft::default().check(&life, around("2026-03-20")).unwrap_err();
    assert_eq!(lacks, [Lack::Outcome, Lack::On, Lack::Reason]);
}

#[test]
fn what_was_late_is_explained_and_only_that() {
    let late_start = started("2026-02-20T10:00:00Z");
    let mut finish = draft("2026-05-11");
    let lacks = finish.check(&late_start, around("2026-06-01")).unwrap_err();
    assert_eq!(lacks, [Lack::StartDelay]);
    finish.start_delay.cause = Some(DelayCause::Other);
    let lacks = finish.check(&late_start, around("2026-06-01")).unwrap_err();
    assert_eq!(lacks, [Lack::StartDelay], "something else is told in words");
    finish.start_delay.text = "Vesivahinko.".to_owned();
    let conclusion = finish.check(&late_start, around("2026-06-01")).unwrap();
    assert!(conclusion.start_delay.is_some() && conclusion.complete_delay.is_none());

    let in_time = started("2026-02-19T10:00:00Z");
    let mut finish = draft("2026-05-12");
    let lacks = finish.check(&in_time, around("2026-06-01")).unwrap_err();
    assert_eq!(lacks, [Lack::CompleteDelay]);
    finish.complete_delay.cause = Some(DelayCause::Staff);
    finish.start_delay.cause = Some(DelayCause::Staff);
    let conclusion = finish.check(&in_time, around("2026-06-01")).unwrap();
    assert!(
        conclusion.start_delay.is_none(),
        "what was in time needs no cause"
    );
    assert!(conclusion.complete_delay.is_some());
}

#[test]
fn the_judgement_is_a_social_workers() {
    let life = started("2026-02-19T10:00:00Z");
    let conclusion = draft("2026-03-20").check(&life, around("2026-03-20")).unwrap();
    let refused = conclude(life, &conclusion, by("2026-03-20T10:00:00Z", false)).unwrap_err();
    assert_eq!(refused.as_str(), "social_worker_only");
}
