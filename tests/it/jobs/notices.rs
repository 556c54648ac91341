//! A notice leaves once, is tried for a day, is then given up, and never holds anything of the report.

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::intake::{given_up, set_mailbox};
use huoli::jobs::backoff;
use huoli::mail::MailFailure;
use huoli::mail::memory::Memory;
use mail_parser::{HeaderValue, MessageParser};
use serde_json::json;

use super::{STAFF, about, run_at, told, waiting, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

const DUE: &str = "2026-11-20T14:10";

/// The subjects of what was sent.
fn subjects(memory: &Memory) -> Vec<String> {
    let subject = |mail: &Vec<u8>| {
        let mail = MessageParser::default().parse(mail).expect("a mail");
        mail.subject().expect("a subject").to_owned()
    };
    memory.sent().iter().map(subject).collect()
}

/// The headers of the only mail, by name, and its text.
fn only(memory: &Memory) -> (Vec<(String, String)>, String) {
    let sent = memory.sent();
    assert_eq!(sent.len(), 1);
    let raw = String::from_utf8(sent[0].clone()).expect("mails are ASCII");
    assert!(raw.is_ascii());
    let mail = MessageParser::default().parse(&sent[0]).expect("a mail");
    let headers = mail
        .headers()
        .iter()
        .map(|header| {
            (
                header.name().to_owned(),
                raw[place(header.offset_start())..place(header.offset_end())]
                    .trim()
                    .to_owned(),
            )
        })
        .collect();
    assert!(!matches!(mail.header("To"), Some(HeaderValue::Empty) | None));
    let text = mail.body_text(0).expect("a text").into_owned();
    assert_eq!(
        (mail.attachment_count(), mail.html_body_count()),
        (0, 1),
        "plain text and no part beside it"
    );
    (headers, text)
}

fn place(offset: u32) -> usize {
    usize::try_from(offset).expect("mails are short")
}

fn due(app: &TestApp, memory: &Memory) -> usize {
    run_at(app, &worker(app, memory), at(DUE))
}

on_both! {
    fn a_mail_tells_that_a_report_awaits_and_nothing_of_it(db: TestDb) {
        let app = told(db);
        // Line breaks in every field that somebody can type into.
        let evil = |word: &str| format!("{word}\r\nBcc: kanarianlintu@evil.example\r\n\r\n{word}");
        let receipt = app.file(&json!({
            "reporter_role": "private_person",
            "reporter": {"name": evil("Kanarianlintu"), "phone": evil("050"), "email": "kanarianlintu@evil.example"},
            "children": [{
                "first_names": evil("Kanarianlintu"), "last_name": evil("Kanarianlintu"), "age_estimate": evil("kuusi"),
                "personal_identity_code": "010516B903X", "whereabouts": evil("Kanarianlintu"),
                "residence": {"municipality": "049", "postal_code": "02770", "street_address": evil("Kanarianlintukuja")},
            }],
            "guardians": [{"name": evil("Kanarianlintu")}],
            "concern": {"description": evil("Kanarianlintu"), "observed": evil("Kanarianlintu")},
            "worker_only": evil("Kanarianlintu"),
        }));
        let memory = Memory::default();
        let job = waiting(&app)[0].id;
        assert_eq!(due(&app, &memory), 1);
        let (headers, text) = only(&memory);
        let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [
            "Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type",
            "Content-Transfer-Encoding",
        ]);
        let header = |name: &str| headers.iter().find(|(found, _)| found == name).unwrap().1.clone();
        assert_eq!(header("Message-ID"), format!("<{job}@county.example>"));
        assert_eq!(header("Date"), "Fri, 20 Nov 2026 12:10:00 +0000");
        assert_eq!(header("From"), "huoli@county.example");
        let office = app.directory().rules.office(receipt.cases[0].office.as_ref().unwrap().id).unwrap().clone();
        assert_eq!(header("To"), office.mailbox.unwrap().to_string());
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert!(text.contains(&receipt.cases[0].reference) && text.contains(STAFF), "{text}");
        // Without the id of the mail, whose digits are as they come.
        let raw = (String::from_utf8(memory.sent().remove(0)).unwrap() + &text).replace(&job.to_string(), "");
        for word in ["anarian", "evil", "010516B903X", "02770", "Espoo", "050", "kuusi", "Bcc"] {
            assert!(!raw.contains(word), "{word} in {raw}");
        }
        assert_eq!(waiting(&app), [], "what is done leaves no row");
    }

    fn several_children_at_one_office_are_one_mail(db: TestDb) {
        let app = told(db);
        let child = json!({"residence": {"municipality": "049", "postal_code": "02770"}});
        let receipt = app.file(&json!({"children": [child, child], "concern": {"description": "Huoli"}}));
        let memory = Memory::default();
        due(&app, &memory);
        let (_, text) = only(&memory);
        for case in &receipt.cases {
            assert_eq!(text.matches(case.reference.as_str()).count(), 2, "once in each language: {text}");
        }
    }

    fn the_subject_tells_only_whether_it_is_urgent(db: TestDb) {
        let app = told(db);
        app.file(&about("Huoli"));
        app.file(&json!({
            "unborn_child": {"parents": [{"name": "Testi Esimerkki", "residence": {"municipality": "091"}}]},
            "concern": {"description": "Huoli"},
        }));
        let mut urgent = about("Huoli");
        urgent["concern"]["urgency"] = json!("today");
        app.file(&urgent);
        let memory = Memory::default();
        let jobs = worker(&app, &memory);
        assert_eq!(run_at(&app, &jobs, app.clock.now()), 1, "the urgent one does not wait for the others");
        run_at(&app, &jobs, at(DUE));
        let (plain, at_once) = (
            "Uusi ilmoitus odottaa / En ny anmälan väntar",
            "Kiireellinen ilmoitus odottaa / En brådskande anmälan väntar",
        );
        assert_eq!(subjects(&memory), [at_once, plain, plain]);
    }

    fn a_failing_mail_is_tried_ten_times_in_a_day_and_then_given_up(db: TestDb) {
        let app = told(db);
        app.file(&about("Huoli"));
        let memory = Memory::default();
        memory.fail(Some(MailFailure::RefusedForNow));
        let jobs = worker(&app, &memory);
        let mut tried_at = at(DUE);
        for attempt in 1..=backoff::TRIES {
            assert_eq!(run_at(&app, &jobs, tried_at - TimeDelta::seconds(1)), 0, "not before its time");
            assert_eq!(run_at(&app, &jobs, tried_at), 1);
            let job = &waiting(&app)[0];
            assert_eq!((job.attempts, job.failure.as_deref()), (attempt, Some("mail_refused_for_now")));
            if let Some(wait) = backoff::wait(attempt) {
                tried_at += wait;
                assert_eq!((job.run_at, job.given_up_at), (tried_at, None));
            } else {
                assert_eq!(job.given_up_at, Some(tried_at));
            }
        }
        assert_eq!(tried_at - at(DUE), TimeDelta::minutes(24 * 60 + 30));
        assert_eq!(run_at(&app, &jobs, tried_at + TimeDelta::days(30)), 0, "nobody tries any more");
        assert_eq!(waiting(&app).len(), 1, "and it is not dropped");

        memory.fail(None);
        let now = app.clock.now();
        assert_eq!(given_up::retry_by_operator(&app, None, now).unwrap(), 1);
        assert_eq!(given_up::retry_by_operator(&app, None, now).unwrap(), 0);
        assert_eq!(run_at(&app, &jobs, now), 1);
        assert_eq!((memory.sent().len(), waiting(&app).len()), (1, 0));
    }

    fn a_refusal_for_good_is_given_up_at_once(db: TestDb) {
        let app = told(db);
        app.file(&about("Huoli"));
        let memory = Memory::default();
        memory.fail(Some(MailFailure::Refused));
        due(&app, &memory);
        let job = &waiting(&app)[0];
        assert_eq!((job.attempts, job.failure.as_deref()), (1, Some("mail_refused")));
        assert_eq!(job.given_up_at, Some(at(DUE)));
    }

    fn when_the_server_answers_again_what_waits_goes_within_minutes(db: TestDb) {
        let app = told(db);
        app.file(&about("Huoli"));
        let memory = Memory::default();
        let jobs = worker(&app, &memory);
        jobs.plan(app.clock.now()).unwrap();
        memory.fail(Some(MailFailure::Unreachable));
        // Try after try fails, until the next one is hours away.
        let mut now = at(DUE);
        while waiting(&app)[0].attempts < 8 {
            now += TimeDelta::minutes(1);
            run_at(&app, &jobs, now);
        }
        assert!(waiting(&app)[0].run_at - now > TimeDelta::hours(7));
        memory.fail(None);
        let back = now;
        while memory.sent().is_empty() {
            now += TimeDelta::minutes(1);
            run_at(&app, &jobs, now);
            assert!(now - back <= TimeDelta::minutes(5), "five minutes after it is back");
        }
        assert_eq!(memory.sent().len(), 1);
    }

    fn an_office_that_gave_up_its_mailbox_is_not_written_to(db: TestDb) {
        let app = told(db);
        let receipt = app.file(&about("Huoli"));
        let office = receipt.cases[0].office.as_ref().unwrap().id;
        set_mailbox::set(&app, office, None, app.clock.now()).unwrap();
        let directory = app.directory();
        let county = directory.rules.office(office).unwrap().county;
        let default_office = directory.rules.default_office(county).unwrap();
        assert_ne!(default_office.id, office);
        let memory = Memory::default();
        assert_eq!(due(&app, &memory), 1);
        let (headers, _) = only(&memory);
        let to = headers.iter().find(|(name, _)| name == "To").unwrap();
        let stands_in = default_office.mailbox.as_ref().unwrap().to_string();
        assert_eq!(to.1, stands_in, "the county's default office is told in its place");
        set_mailbox::set(&app, default_office.id, None, app.clock.now()).unwrap();
        app.file(&about("Huoli"));
        assert_eq!(waiting(&app), [], "and where that has none either, nobody");
    }
}
