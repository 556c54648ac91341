//! What leaves of a case beside its report.

use serde_json::json;

use super::super::assessment::Delay;
use super::super::codes::Kind;
use super::super::completed_facts::Completion;
use super::super::contact::Contact;
use super::super::lifecycle::{LifeCycle, Signature};
use super::super::notice::{Entry, Told};
use super::super::places::MunicipalityCode;
use super::super::social_contact::Ending;
use super::*;

const SAARA: Uuid = Uuid::from_u128(1);
const PEKKA: Uuid = Uuid::from_u128(2);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn text(text: &str) -> Text {
    Text::parse(text, 1_000).unwrap().unwrap()
}

fn by(actor: Uuid, when: &str) -> Signature {
    Signature {
        actor,
        social_worker: true,
        at: at(when),
    }
}

fn names() -> BTreeMap<Uuid, String> {
    [(SAARA, "Saara"), (PEKKA, "Pekka")]
        .map(|(id, name)| (id, name.to_owned()))
        .into()
}

fn known() -> Known {
    Known {
        channel: Channel::Web,
        signed: Vec::new(),
        waits: false,
        conclusion: None,
        responsible: None,
        notices: Vec::new(),
        completed: Vec::new(),
        log: Vec::new(),
        names: names(),
    }
}

fn received() -> LifeCycle {
    LifeCycle::received(Kind::ChildWelfare, at("2026-11-20T10:00:00Z"))
}

fn signed(decision: Decision, reason: &str, when: &str) -> SignedTriage {
    SignedTriage {
        triaged: Triaged {
            urgency: Urgency::Now,
            decision,
            ground: None,
            reason: Some(text(reason)),
            reasons: Vec::new(),
            called_at: None,
            special_support: false,
            started_on: None,
            start_delay: None,
        },
        by: "Saara".to_owned(),
        at: at(when),
    }
}

fn document(parts: &Parts) -> serde_json::Value {
    serde_json::to_value(parts).unwrap()
}

#[test]
fn of_what_is_only_received_nothing_leaves_but_that_it_is_pending() {
    // What was signed before it came back to be received does not hold any more.
    let mut before = known();
    before.signed = vec![signed(Decision::NotYet, "Ennen", "2026-11-20T11:00:00Z")];
    before.responsible = Some("Saara".to_owned());
    let parts = Parts::of(&received(), before);
    let pending = json!({
        "pending_on": "2026-11-20", "channel": "web", "start_by": "2026-12-01", "complete_by": "2027-02-20",
    });
    assert_eq!(document(&parts), json!({"pending": pending}));
    let unborn = LifeCycle::received(Kind::Prenatal, at("2026-11-20T10:00:00Z"));
    let parts = Parts::of(&unborn, known());
    assert_eq!(document(&parts), json!({"pending": {"channel": "web"}}));
}

#[test]
fn the_urgency_stands_as_it_was_signed_first_and_each_later_one_beside_it() {
    let life = received()
        .sign_off_urgency(Urgency::Now, by(SAARA, "2026-11-20T12:00:00.123456789Z"))
        .unwrap()
        .reassess_urgency(
            Urgency::Urgent,
            text("Apu tuli"),
            None,
            by(PEKKA, "2026-11-20T13:00:00Z"),
        )
        .unwrap()
        .reassess_urgency(
            Urgency::NotUrgent,
            text("Rauhoittui"),
            None,
            by(SAARA, "2026-11-20T14:00:00Z"),
        )
        .unwrap()
        .coded_as(vec![Reason::CareNeglect]);
    let mut known = known();
    // The database keeps microseconds.
    let mut first = signed(Decision::NotYet, "Selvitetään", "2026-11-20T12:00:00.123456Z");
    first.triaged.called_at = Some(at("2026-11-20T11:50:00Z"));
    let old = signed(Decision::Transfer, "Aiempi kierros", "2026-11-19T12:00:00Z");
    known.signed = vec![old, first];
    let parts = Parts::of(&life, known);
    assert_eq!(
        document(&parts)["evaluation"],
        json!({
            "urgency": "now", "reasons": ["care_neglect"],
            "judged_by": "Saara", "judged_at": "2026-11-20T12:00:00Z", "called_at": "2026-11-20T11:50:00Z",
            "decisions": [{
                "decision": "not_yet", "reason": "Selvitetään", "decided_by": "Saara", "decided_at": "2026-11-20T12:00:00Z",
            }],
            "reassessed": [
                {"urgency": "urgent", "reason": "Apu tuli", "judged_by": "Pekka", "judged_at": "2026-11-20T13:00:00Z"},
                {"urgency": "not_urgent", "reason": "Rauhoittui", "judged_by": "Saara", "judged_at": "2026-11-20T14:00:00Z"},
            ],
        })
    );
}

#[test]
fn a_decision_that_waits_for_a_second_person_does_not_leave() {
    let life = received()
        .sign_off_urgency(Urgency::NotUrgent, by(SAARA, "2026-11-20T12:00:00Z"))
        .unwrap()
        .decide_no_assessment(text("Tarpeeton"), by(SAARA, "2026-11-20T12:00:00Z"))
        .unwrap();
    let mut known = known();
    known.signed = vec![signed(
        Decision::ObviouslyUnnecessary,
        "Tarpeeton",
        "2026-11-20T12:00:00Z",
    )];
    known.waits = true;
    let waiting = Parts::of(&life, known.clone()).evaluation.unwrap();
    assert_eq!((waiting.decisions, waiting.agreed_by), (Vec::new(), None));
    known.waits = false;
    let life = life
        .confirm_no_assessment(by(PEKKA, "2026-11-20T15:00:00Z"))
        .unwrap();
    assert_eq!(people(&life), [SAARA, PEKKA]);
    let agreed = Parts::of(&life, known).evaluation.unwrap();
    assert_eq!(
        (agreed.decisions.len(), agreed.agreed_by.as_deref()),
        (1, Some("Pekka"))
    );
    assert_eq!(agreed.agreed_at, Some(at("2026-11-20T15:00:00Z")));
}

#[test]
fn an_assessment_leaves_with_its_days_and_reasons_and_what_it_came_to_once_it_ended() {
    let running = received()
        .sign_off_urgency(Urgency::NotUrgent, by(SAARA, "2026-12-10T12:00:00Z"))
        .unwrap()
        .start_assessment(date("2026-12-10"), by(SAARA, "2026-12-10T12:00:00Z"))
        .unwrap()
        .started_late_for(Delay {
            cause: DelayCause::Staff,
            text: None,
        });
    let mut known = known();
    known.responsible = Some("Saara".to_owned());
    let parts = Parts::of(&running, known.clone());
    assert_eq!(
        document(&parts)["assessment"],
        json!({"started_on": "2026-12-10", "start_delay": {"cause": "staff"}, "responsible": "Saara"})
    );
    let ended = running
        .record_outcome(
            Outcome::NoNeed,
            date("2026-12-14"),
            by(PEKKA, "2026-12-15T12:00:00Z"),
        )
        .unwrap();
    assert_eq!(people(&ended), [SAARA, PEKKA]);
    known.conclusion = Some(Conclusion {
        outcome: Outcome::NoNeed,
        completed_on: date("2026-12-14"),
        reason: text("Ei tarvetta"),
        start_delay: Some(Delay {
            cause: DelayCause::Other,
            text: Some(text("Lumimyrsky")),
        }),
        complete_delay: None,
    });
    let parts = Parts::of(&ended, known);
    assert_eq!(
        document(&parts)["assessment"],
        json!({
            "started_on": "2026-12-10", "start_delay": {"cause": "other", "text": "Lumimyrsky"}, "responsible": "Saara",
            "outcome": "no_need", "completed_on": "2026-12-14", "completed_by": "Pekka", "reason": "Ei tarvetta",
        })
    );
}

#[test]
fn what_was_completed_of_the_child_leaves_each_with_its_source_and_the_oldest_first() {
    let named = CompletedFacts {
        first_names: Some(text("Eino")),
        birth_date: Some(date("2016-05-01")),
        ..CompletedFacts::default()
    };
    let moved = CompletedFacts {
        municipality: MunicipalityCode::parse("092"),
        ..CompletedFacts::default()
    };
    let complete = |facts, source, by: &str, when| {
        let source = text(source);
        Completed::of(Completion { facts, source }, by.to_owned(), at(when))
    };
    let mut known = known();
    known.completed = vec![
        complete(named, "Huoltaja puhelimessa", "Saara", "2026-11-20T12:00:00.5Z"),
        complete(moved, "Koulu", "Pekka", "2026-11-21T12:00:00Z"),
    ];
    assert_eq!(
        document(&Parts::of(&received(), known))["completed"],
        json!([
            {
                "first_names": "Eino", "birth_date": "2016-05-01", "source": "Huoltaja puhelimessa",
                "recorded_by": "Saara", "recorded_at": "2026-11-20T12:00:00Z",
            },
            {"municipality": "092", "source": "Koulu", "recorded_by": "Pekka", "recorded_at": "2026-11-21T12:00:00Z"},
        ])
    );
}

#[test]
fn a_contact_leaves_once_it_began_and_with_what_came_of_it_once_it_ended() {
    let decided = received()
        .sign_off_urgency(Urgency::NotUrgent, by(SAARA, "2026-11-20T12:00:00Z"))
        .unwrap()
        .handle_as_contact(true, by(SAARA, "2026-11-20T12:00:00Z"))
        .unwrap();
    assert_eq!(Parts::of(&decided, known()).contact, None, "it has not begun");
    let begun = decided
        .begin_contact(date("2026-12-10"), by(SAARA, "2026-12-10T12:00:00Z"))
        .unwrap();
    let parts = document(&Parts::of(&begun, known()));
    assert_eq!(parts["contact"], json!({"started_on": "2026-12-10"}));
    assert_eq!(parts.get("assessment"), None, "it is none of child welfare");
    let ended = begun
        .end_contact(
            Ending {
                started_on: date("2026-12-10"),
                completed_on: date("2027-02-23"),
                outcome: text("Kotipalvelu alkaa"),
                start_delay: Some(Delay {
                    cause: DelayCause::Staff,
                    text: None,
                }),
                complete_delay: Some(Delay {
                    cause: DelayCause::Other,
                    text: Some(text("Lumimyrsky")),
                }),
            },
            by(PEKKA, "2027-02-23T12:00:00Z"),
        )
        .unwrap();
    assert_eq!(people(&ended), [SAARA, PEKKA]);
    assert_eq!(
        document(&Parts::of(&ended, known()))["contact"],
        json!({
            "started_on": "2026-12-10", "start_delay": {"cause": "staff"}, "completed_on": "2027-02-23",
            "complete_delay": {"cause": "other", "text": "Lumimyrsky"}, "outcome": "Kotipalvelu alkaa", "completed_by": "Pekka",
        })
    );
}

#[test]
fn who_was_told_and_what_was_done_leave_by_plain_names() {
    let entry = |told| Entry {
        told,
        author: SAARA,
        at: at("2026-11-20T12:00:00.5Z"),
    };
    let yes = Told::Yes {
        on: date("2026-11-20"),
        channel: Way::Call,
        by: PEKKA,
    };
    let no = Told::No {
        ground: NoticeGround::TooYoung,
        text: text("Vauva"),
        look_again: None,
    };
    let name = Some("Eino Esimerkki".to_owned());
    let contact = Contact {
        with: With::Guardian,
        at: at("2026-11-20T11:00:00Z"),
        channel: Way::Call,
        result: Reached::Reached,
        note: None,
        next_at: None,
    };
    let mut known = known();
    known.notices = vec![
        Notice::of(Person::Child, (None, true), &entry(no), &names()),
        Notice::of(Person::Guardian(1), (name, false), &entry(yes), &names()),
    ];
    let when = at("2026-11-20T12:00:00Z");
    let note = Work::Note { text: text("Muista") };
    known.log = vec![
        Logged::of(contact.into(), "Saara".to_owned(), when),
        Logged::of(note, "Pekka".to_owned(), when),
    ];
    let parts = document(&Parts::of(&received(), known));
    assert_eq!(
        parts["notices"],
        json!([
            {
                "person": "child", "told": "no", "ground": "too_young", "reason": "Vauva",
                "recorded_by": "Saara", "recorded_at": "2026-11-20T12:00:00Z",
            },
            {
                "person": "guardian", "number": 2, "name": "Eino Esimerkki", "told": "yes", "on": "2026-11-20", "channel": "call",
                "told_by": "Pekka", "recorded_by": "Saara", "recorded_at": "2026-11-20T12:00:00Z",
            },
        ])
    );
    assert_eq!(
        parts["log"],
        json!([
            {
                "kind": "contact", "with": "guardian", "at": "2026-11-20T11:00:00Z", "channel": "call", "result": "reached",
                "recorded_by": "Saara", "recorded_at": "2026-11-20T12:00:00Z",
            },
            {"kind": "note", "text": "Muista", "recorded_by": "Pekka", "recorded_at": "2026-11-20T12:00:00Z"},
        ])
    );
}
