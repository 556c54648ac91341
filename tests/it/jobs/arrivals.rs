//! With a report the notice to each of its offices is stored, and nothing of the report with it.

use std::sync::mpsc;
use std::time::Duration;

use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::job::Job;
use huoli::domain::mailbox::Mailbox;
use huoli::intake::set_mailbox::{self, Whose};
use huoli::store::schema::{access_log, jobs};
use huoli::store::{StoreError, directory};
use serde_json::json;

use super::{about, notice, told, waiting};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;

on_both! {
    fn every_office_that_gets_a_case_is_told_once(db: TestDb) {
        let app = told(db);
        let receipt = app.file(&json!({
            "children": [
                {"first_names": "Aada", "residence": {"municipality": "837"}},
                {"first_names": "Onni", "residence": {"municipality": "091", "postal_code": "00530"}},
                {"first_names": "Eino", "residence": {"municipality": "837"}},
            ],
            "concern": {"description": "Lapset ovat yksin kotona iltaisin."},
        }));
        let mut offices: Vec<_> = receipt.cases.iter().map(|case| case.office.as_ref().unwrap().id).collect();
        offices.sort();
        offices.dedup();
        assert_eq!(offices.len(), 2);
        let jobs = waiting(&app);
        let mut told: Vec<_> = jobs.iter().map(|job| notice(job).0).collect();
        told.sort();
        assert_eq!(told, offices);
        for job in &jobs {
            // It came at 14:05 sharp; on the grid it leaves five minutes later.
            assert_eq!(job.run_at, at("2026-11-20T14:10"));
            assert_eq!((job.kind.as_str(), job.attempts, job.recurring), ("arrival_notice", 0, false));
            assert!(!notice(job).1);
            assert_eq!(job.id.get_version_num(), 4);
        }
    }

    fn what_is_urgent_leaves_at_once(db: TestDb) {
        let app = told(db);
        let mut document = about("Nyt.");
        document["concern"]["urgency"] = json!("today");
        app.clock.advance_to(at("2026-11-20T14:07") + chrono::TimeDelta::milliseconds(31_415));
        app.file(&document);
        let jobs = waiting(&app);
        assert_eq!(jobs.len(), 1);
        assert_eq!(jobs[0].run_at, at("2026-11-20T14:07"));
        assert_eq!((jobs[0].kind.as_str(), notice(&jobs[0]).1), ("urgent_arrival_notice", true));
    }

    fn an_office_without_a_mailbox_is_not_written_to(db: TestDb) {
        let app = TestApp::new(db);
        let receipt = app.file(&about("Huoli"));
        assert_eq!(waiting(&app), []);
        let office = receipt.cases[0].office.as_ref().unwrap().id;
        let mailbox = Mailbox::parse("vastaanotto@espoo.example");
        assert!(set_mailbox::set(&app, office, mailbox.clone(), app.clock.now()).unwrap());
        assert_eq!(app.directory().rules.office(office).unwrap().mailbox, mailbox);
        app.file(&about("Huoli"));
        assert_eq!(waiting(&app).len(), 1);
        set_mailbox::set(&app, office, None, app.clock.now()).unwrap();
        app.file(&about("Huoli"));
        assert_eq!(waiting(&app).len(), 1);
    }

    fn the_row_holds_ids_and_a_flag_and_nothing_else(db: TestDb) {
        let app = told(db);
        let receipt = app.file(&about("Aada Esimerkki, 010516B903X"));
        let rows: Vec<(String, String, String)> = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(jobs::table.select((jobs::payload, jobs::owner, jobs::kind)).load(tx.conn())?)
            })
            .unwrap();
        let office = receipt.cases[0].office.as_ref().unwrap().id;
        assert_eq!(rows.len(), 1);
        let payload: serde_json::Value = serde_json::from_str(&rows[0].0).unwrap();
        let members: Vec<_> = payload.as_object().unwrap().keys().cloned().collect();
        assert_eq!(members, ["v", "job", "report", "office", "urgent"]);
        assert_eq!((&payload["v"], &payload["job"]), (&json!(1), &json!("arrival_notice")));
        assert_eq!(rows[0].1, office.to_string());
        let Some(Job::ArrivalNotice { report, .. }) = waiting(&app)[0].job else { panic!("a notice") };
        assert_eq!(payload["report"], json!(report));
    }

    fn a_report_that_is_sent_twice_is_told_once(db: TestDb) {
        let app = told(db);
        let document = about("Huoli");
        let report = crate::harness::app::report(&document);
        let now = app.clock.now();
        let token = huoli::intake::form_token::issue(&app, now).unwrap();
        let admission = huoli::intake::submit_report::Admission::Web { token, wants_code: false };
        for _ in 0..2 {
            huoli::intake::submit_report::submit(&app, &report, &admission, now).unwrap();
        }
        assert_eq!(waiting(&app).len(), 1);
    }

    fn the_log_tells_apart_whose_address_was_set(db: TestDb) {
        let app = TestApp::new(db);
        let office = app.file(&about("Huoli")).cases[0].office.as_ref().unwrap().id;
        let county = app.directory().rules.office(office).unwrap().county;
        let mailbox = Mailbox::parse("vastaanotto@espoo.example");
        for whose in [Whose::Office(office), Whose::Supervisors(office), Whose::Auditors(county)] {
            for address in [mailbox.clone(), None] {
                assert!(set_mailbox::set_of(&app, whose, address, app.clock.now()).unwrap());
            }
        }
        let mut set: Vec<Option<Vec<u8>>> = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(access_log::table
                    .filter(access_log::action.eq("mailbox_changed"))
                    .select(access_log::digest)
                    .load(tx.conn())?)
            })
            .unwrap();
        set.sort();
        set.dedup();
        assert_eq!(set.len(), 6, "each has a hash of its own, also without an address");
    }

    fn what_another_changes_of_an_office_meanwhile_is_not_written_over(db: TestDb) {
        let app = TestApp::new(db);
        let id = app.file(&about("Huoli")).cases[0].office.as_ref().unwrap().id;
        let county = app.directory().rules.office(id).unwrap().county;
        let mailbox = Mailbox::parse("esihenkilot@espoo.example");
        for (whose, new) in [(Whose::Supervisors(id), "Uusi"), (Whose::Auditors(county), "Uudempi")] {
            let (begun, wait) = mpsc::channel();
            let store = app.store.clone();
            let other = std::thread::spawn(move || {
                store.write("change", move |tx| -> Result<(), StoreError> {
                    directory::bump_version(tx)?;
                    let mut office = directory::office(tx, id)?.expect("the office");
                    office.address = new.to_owned();
                    directory::update_office(tx, &office)?;
                    let mut entry = directory::counties(tx)?
                        .into_iter()
                        .find(|entry| entry.code == county)
                        .expect("the county");
                    entry.names.fi = new.to_owned();
                    directory::update_county(tx, &entry)?;
                    begun.send(()).expect("somebody waits");
                    // The address is set while this is not committed yet.
                    std::thread::sleep(Duration::from_millis(300));
                    Ok(())
                })
            });
            wait.recv().expect("it has begun");
            assert!(set_mailbox::set_of(&app, whose, mailbox.clone(), app.clock.now()).unwrap());
            other.join().expect("no panic").expect("it is changed");
            let (office, entry) = app
                .store
                .read("look", |tx| -> Result<_, StoreError> {
                    let mut counties = directory::counties(tx)?.into_iter();
                    Ok((directory::office(tx, id)?, counties.find(|entry| entry.code == county)))
                })
                .unwrap();
            let (office, entry) = (office.unwrap(), entry.unwrap());
            assert_eq!((office.address.as_str(), entry.names.fi.as_str()), (new, new));
            let set = if whose == Whose::Auditors(county) { entry.auditor_mailbox } else { office.supervisor_mailbox };
            assert_eq!(set, mailbox);
        }
    }
}
