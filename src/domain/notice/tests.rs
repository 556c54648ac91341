use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn told_no(ground: Ground, look_again: Typed<NaiveDate>) -> Draft {
    Draft {
        told: Some(false),
        ground: Some(ground),
        text: "Syy.".to_owned(),
        look_again,
        ..Draft::default()
    }
}

fn row(told: Told) -> Row {
    let entry = Entry {
        told,
        author: Uuid::nil(),
        at: "2026-11-20T10:00:00Z".parse().unwrap(),
    };
    Row {
        name: None,
        entries: vec![entry],
    }
}

#[test]
fn each_guardian_and_the_child_has_a_row_of_their_own() {
    use Person::{Child, Guardian, Parent};
    let told = to_be_told(Subject::Child(1), false, 2, 0, false);
    assert_eq!(told, [Child, Guardian(0), Guardian(1)]);
    let told = to_be_told(Subject::Child(0), false, 0, 0, false);
    assert_eq!(told, [Child, Guardian(0)], "somebody answers for every child");
    let told = to_be_told(Subject::Unborn, false, 0, 2, false);
    assert_eq!(told, [Parent(0), Parent(1)]);
    let told = to_be_told(Subject::Unborn, false, 0, 2, true);
    assert_eq!(told, [Child, Parent(0), Parent(1)]);
    for person in [Child, Person::Reporter, Guardian(3), Parent(1), Person::Added(7)] {
        let (name, at) = person.key();
        assert_eq!(Person::of_key(name, at), Some(person));
    }
}

#[test]
fn a_guardian_who_reports_has_a_row_beside_that_of_the_other_one() {
    use Person::{Child, Guardian, Parent, Reporter};
    let told = to_be_told(Subject::Child(0), true, 0, 0, false);
    assert_eq!(
        told,
        [Child, Reporter, Guardian(0)],
        "the other one is not known and told all the same"
    );
    let told = to_be_told(Subject::Child(0), true, 2, 0, false);
    assert_eq!(told, [Child, Reporter, Guardian(0), Guardian(1)]);
    let told = to_be_told(Subject::Unborn, true, 0, 0, false);
    assert_eq!(told, [Reporter, Parent(0)]);
    assert!(Ground::NotReached.is_about(Reporter) && !Ground::TooYoung.is_about(Reporter));
}

#[test]
fn somebody_was_told_on_a_day_between_the_report_and_today() {
    let (received, today) = (date("2026-11-16"), date("2026-11-20"));
    let check = |on: Typed<NaiveDate>| {
        let draft = Draft {
            told: Some(true),
            on,
            channel: Some(Channel::Call),
            by: Some(Uuid::nil()),
            ..Draft::default()
        };
        draft.check(Person::Child, (About::Report, received), today)
    };
    for day in ["2026-11-16", "2026-11-20"] {
        let told = check(Typed::Value(date(day))).unwrap();
        assert!(!row(told).is_open(today));
    }
    for (on, lack) in [
        (Typed::Value(date("2026-11-15")), Lack::OnBeforeReport),
        (Typed::Value(date("2026-11-21")), Lack::OnInFuture),
        (Typed::Nothing, Lack::On),
        (Typed::Unreadable, Lack::On),
    ] {
        assert_eq!(check(on).unwrap_err(), [lack]);
    }
    let empty = Draft {
        told: Some(true),
        ..Draft::default()
    };
    let lacks = empty
        .check(Person::Child, (About::Report, received), today)
        .unwrap_err();
    assert_eq!(lacks, [Lack::On, Lack::Channel, Lack::By]);
    let nothing = Draft::default().check(Person::Child, (About::Report, received), today);
    assert_eq!(nothing.unwrap_err(), [Lack::Told]);
}

#[test]
fn of_a_relationship_nobody_was_told_before_it_began() {
    let (began, today) = (date("2026-11-18"), date("2026-11-20"));
    let check = |on: &str| {
        let draft = Draft {
            told: Some(true),
            on: Typed::Value(date(on)),
            channel: Some(Channel::Call),
            by: Some(Uuid::nil()),
            ..Draft::default()
        };
        draft.check(Person::Child, (About::Relationship, began), today)
    };
    assert!(check("2026-11-18").is_ok());
    assert_eq!(check("2026-11-17").unwrap_err(), [Lack::OnBeforeRelationship]);
}

#[test]
fn whoever_is_not_told_is_not_for_a_lawful_reason_in_words_and_a_day_to_look_again() {
    let (received, today) = (date("2026-11-16"), date("2026-11-20"));
    let later = Typed::Value(date("2026-12-01"));
    let check = |draft: Draft, person| draft.check(person, (About::Report, received), today);
    let told = check(told_no(Ground::ChildInterest, later), Person::Guardian(0)).unwrap();
    let withheld = row(told);
    assert!(!withheld.is_open(date("2026-11-30")));
    assert!(
        withheld.is_open(date("2026-12-01")),
        "the day to look again has come"
    );
    let told = check(told_no(Ground::NotReached, later), Person::Guardian(0)).unwrap();
    assert!(row(told).is_open(today), "nobody is told by not being reached");
    let told = check(told_no(Ground::NotGuardian, Typed::Nothing), Person::Guardian(0)).unwrap();
    assert!(!row(told).is_open(date("2027-12-01")));
    for (ground, person) in [
        (Ground::NotGuardian, Person::Child),
        (Ground::ChildForbids, Person::Child),
        (Ground::TooYoung, Person::Guardian(0)),
    ] {
        let lacks = check(told_no(ground, later), person).unwrap_err();
        assert_eq!(lacks, [Lack::Ground]);
    }
    let mut silent = told_no(Ground::ChildInterest, Typed::Value(today));
    silent.text = " ".to_owned();
    let lacks = check(silent, Person::Guardian(0)).unwrap_err();
    assert_eq!(lacks, [Lack::Text, Lack::LookAgainPast]);
    let lacks = check(told_no(Ground::ChildInterest, Typed::Nothing), Person::Child).unwrap_err();
    assert_eq!(lacks, [Lack::LookAgain]);
}

#[test]
fn the_last_entry_holds() {
    let today = date("2026-11-20");
    let mut row = row(Told::Yes {
        on: today,
        channel: Channel::Call,
        by: Uuid::nil(),
    });
    assert!(!row.is_open(today));
    assert!(Row::default().is_open(today));
    let again = told_no(Ground::NotReached, Typed::Value(date("2026-11-23")));
    let told = again.check(Person::Child, (About::Report, today), today).unwrap();
    let entry = Entry {
        told,
        ..row.entries.first().unwrap().clone()
    };
    row.entries.push(entry);
    assert!(row.is_open(today));
}

#[test]
fn the_duty_outlasts_the_work_where_no_assessment_starts() {
    for status in CaseStatus::ALL {
        let outlasts = outlasts_the_work(status);
        let ends = status.is_worked_on()
            && !matches!(status, CaseStatus::HandledAsContact | CaseStatus::AwaitingBirth);
        assert!(!(outlasts && ends), "{status:?} has its own end");
    }
    for status in [
        CaseStatus::WithOwnWorker,
        CaseStatus::HandledAsContact,
        CaseStatus::NoAssessment,
        CaseStatus::AwaitingBirth,
        CaseStatus::Joined,
    ] {
        assert!(outlasts_the_work(status), "{status:?}");
    }
}

#[test]
fn a_new_relationship_is_told_anew_to_everybody_but_who_is_no_guardian() {
    let told = Told::Yes {
        on: date("2026-11-20"),
        channel: Channel::Call,
        by: Uuid::nil(),
    };
    let mut told = row(told);
    told.name = Text::parse("Mummo", LONGEST_NAME).unwrap();
    let anew = told.anew().unwrap();
    assert_eq!((&anew.name, anew.is_open(date("2026-11-20"))), (&told.name, true));
    let not = |ground| Told::No {
        ground,
        text: Text::parse("Syy.", LONGEST).unwrap().unwrap(),
        look_again: None,
    };
    assert!(
        row(not(Ground::ChildInterest)).anew().is_some(),
        "it is looked at by itself"
    );
    assert!(row(not(Ground::NotGuardian)).anew().is_none());
    for about in [About::Report, About::Relationship] {
        assert_eq!(About::parse(about.as_str()), Some(about));
    }
}
