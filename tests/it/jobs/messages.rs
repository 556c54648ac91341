//! What follows a reporter's message: the office is told once and without a word of it, the log is sealed after the hour, and
//! what is old ends.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::text::Text;
use huoli::intake::mailbox::add_information::{self, Added, From, Letter};
use huoli::intake::receipt::Receipt;
use huoli::mail::memory::Memory;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases, mailboxes, messages, reports};
use mail_parser::MessageParser;
use uuid::Uuid;

use super::{STAFF, about, run_at, told, waiting, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

fn add(app: &TestApp, page: &str, text: &str) {
    let report: String = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(reports::table.select(reports::id).first(tx.conn())?)
        })
        .expect("a report");
    let from = From::Page {
        page: page.to_owned(),
        answers: Vec::new(),
    };
    let text = Text::parse(text, 100).unwrap().unwrap();
    let report: Uuid = report.parse().unwrap();
    let added = add_information::add(app, report, Letter::of(&text), &from, app.clock.now());
    assert!(matches!(added, Ok(Added::Stored(_))), "{added:?}");
}

/// A report whose office was told of it, and who does the jobs.
fn filed(app: &TestApp, memory: &Memory) -> Receipt {
    let receipt = app.file(&about("Huoli"));
    run_at(app, &worker(app, memory), at("2026-11-20T14:10"));
    assert_eq!((memory.sent().len(), waiting(app).len()), (1, 0));
    receipt
}

on_both! {
    fn the_office_is_told_once_that_a_message_awaits_and_nothing_of_it(db: TestDb) {
        let app = told(db);
        let memory = Memory::default();
        let receipt = filed(&app, &memory);
        app.clock.advance_to(at("2026-11-20T15:01:30"));
        add(&app, "1", "kanarialintu");
        app.clock.advance_to(at("2026-11-20T15:04:10"));
        add(&app, "2", "kanarialintu");
        let [job] = waiting(&app).try_into().expect("one notice for both");
        assert_eq!((job.kind.as_str(), job.run_at), ("message_notice", at("2026-11-20T15:05")));
        assert_eq!(run_at(&app, &worker(&app, &memory), at("2026-11-20T15:05")), 1);
        let raw = memory.sent().pop().unwrap();
        let mail = MessageParser::default().parse(&raw).unwrap();
        assert_eq!(mail.subject(), Some("Ilmoittajan viesti odottaa / Ett meddelande från anmälaren väntar"));
        let text = mail.body_text(0).unwrap();
        assert!(text.contains(&receipt.cases[0].reference) && text.contains(STAFF), "{text}");
        assert!(!text.contains("kanarialintu") && !text.contains("Espoo"), "{text}");
        assert_eq!(waiting(&app), []);
        // What was read meanwhile is not told.
        app.clock.advance_to(at("2026-11-20T15:06"));
        add(&app, "3", "kanarialintu");
        app.store
            .write("read", |tx| -> Result<_, StoreError> {
                diesel::update(cases::table).set(cases::new_messages.eq(0)).execute(tx.conn())?;
                Ok(())
            })
            .unwrap();
        assert_eq!(run_at(&app, &worker(&app, &memory), at("2026-11-20T15:10")), 1);
        assert_eq!((memory.sent().len(), waiting(&app).len()), (2, 0));
    }

    fn a_message_is_sealed_into_the_log_when_its_hour_is_over(db: TestDb) {
        let app = told(db);
        let memory = Memory::default();
        filed(&app, &memory);
        let jobs = worker(&app, &memory);
        jobs.plan(app.clock.now()).unwrap();
        add(&app, "1", "Moi");
        let logged = |app: &TestApp| -> Vec<(String, Option<chrono::NaiveDateTime>)> {
            app.store
                .read("look", |tx| -> Result<_, StoreError> {
                    let rows = access_log::table.filter(access_log::event.is_not_null()).order(access_log::action);
                    Ok(rows.select((access_log::action, access_log::happened_at)).load(tx.conn())?)
                })
                .unwrap()
        };
        run_at(&app, &jobs, at("2026-11-20T15:04"));
        assert_eq!(logged(&app), []);
        run_at(&app, &jobs, at("2026-11-20T15:06"));
        assert_eq!(logged(&app), [("arrived".to_owned(), None), ("message_received".to_owned(), None)]);
    }

    fn old_mailboxes_end_and_double_sendings_are_forgotten(db: TestDb) {
        let app = told(db);
        let memory = Memory::default();
        filed(&app, &memory);
        let jobs = worker(&app, &memory);
        jobs.plan(app.clock.now()).unwrap();
        add(&app, "1", "Moi");
        let state = |app: &TestApp| -> (bool, Option<chrono::NaiveDate>, bool) {
            app.store
                .read("look", |tx| -> Result<_, StoreError> {
                    let code: bool = reports::table.select(reports::code_lookup.is_not_null()).first(tx.conn())?;
                    let closed = mailboxes::table.select(mailboxes::closed_on).first(tx.conn())?;
                    let sending = messages::table.select(messages::sending.is_not_null()).first(tx.conn())?;
                    Ok((code, closed, sending))
                })
                .unwrap()
        };
        assert_eq!(state(&app), (true, None, true));
        run_at(&app, &jobs, at("2026-11-24T02:31"));
        assert_eq!(state(&app), (true, None, false));
        run_at(&app, &jobs, at("2027-02-18T02:31"));
        assert_eq!(state(&app), (true, None, false));
        run_at(&app, &jobs, at("2027-02-19T02:31"));
        assert_eq!(state(&app), (false, Some("2027-02-19".parse().unwrap()), false));
        let texts: i64 = app.store
            .read("count", |tx| -> Result<_, StoreError> { Ok(messages::table.count().get_result(tx.conn())?) })
            .unwrap();
        assert_eq!(texts, 1, "the messages stay with the report");
        app.clock.advance(TimeDelta::days(1));
    }
}
