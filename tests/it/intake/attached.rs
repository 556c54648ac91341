//! Files at rest and on their way: what was moved does not open, what never arrived is forgotten, little stands in memory.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::{Role, Scope, StaffId};
use huoli::domain::language::Language;
use huoli::intake::attach::{AttachError, Upload, forget_abandoned};
use huoli::intake::open_attachment;
use huoli::intake::session::Session;
use huoli::store::schema::{attachment_chunks, attachments, cases, uploads};
use huoli::store::{StoreError, Tx};
use serde_json::json;
use uuid::Uuid;

use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::pictures::{large_photo, photo};

/// The only case, and somebody who reads it.
fn case_and_reader(app: &TestApp) -> (Uuid, Session) {
    let (id, office): (String, String) = app
        .store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table.select((cases::id, cases::office)).first(tx.conn())?)
        })
        .expect("a case");
    let directory = app.directory();
    let office = directory
        .rules
        .offices()
        .find(|known| known.id.to_string() == office)
        .expect("its office");
    let session = Session {
        id: Uuid::from_u128(1),
        user_name: String::new(),
        display_name: String::new(),
        language: Language::Fi,
        accesskeys: true,
        quick_triage: false,
        scope: Scope {
            staff: StaffId(Uuid::from_u128(2)),
            county: office.county,
            role: Role::IntakeWorker,
            social_worker: false,
            offices: vec![office.id],
            exceptions: huoli::domain::access::Exceptions::default(),
        },
        proven_at: None,
    };
    (id.parse().unwrap(), session)
}

fn files(app: &TestApp) -> Vec<String> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            let of = attachments::table
                .order(attachments::position)
                .select(attachments::id);
            Ok(of.load(tx.conn())?)
        })
        .expect("the files")
}

fn about() -> serde_json::Value {
    json!({"children": [{"residence": {"municipality": "092"}}], "concern": {"description": "Huoli"}})
}

/// What somebody with write access does to the chunks of two files of one report.
type Harm = fn(&mut Tx<'_>, &[String]) -> Result<(), StoreError>;

fn chunk(tx: &mut Tx<'_>, file: &str, number: i64) -> Result<Vec<u8>, StoreError> {
    Ok(attachment_chunks::table
        .find((file, number))
        .select(attachment_chunks::sealed)
        .first(tx.conn())?)
}

fn put(tx: &mut Tx<'_>, file: &str, number: i64, sealed: &[u8]) -> Result<(), StoreError> {
    diesel::update(attachment_chunks::table.find((file, number)))
        .set(attachment_chunks::sealed.eq(sealed))
        .execute(tx.conn())?;
    Ok(())
}

on_both! {
    fn a_file_that_was_tampered_with_is_not_handed_out(db: TestDb) {
        let app = TestApp::new(db);
        let (one, two) = (large_photo(200_000), large_photo(200_001));
        app.file_with(&about(), &[("a.jpg", &one, true), ("b.jpg", &two, true)]);
        let (case, session) = case_and_reader(&app);
        let ids = files(&app);
        let open = || open_attachment::open(&app, &session, case, ids[0].parse().unwrap(), app.clock.now());
        assert!(open().expect("it opens").is_some());
        let harms: [(&str, Harm); 6] = [
            ("two chunks change places", |tx, ids| {
                let (a, b) = (chunk(tx, &ids[0], 0)?, chunk(tx, &ids[0], 1)?);
                put(tx, &ids[0], 0, &b)?;
                put(tx, &ids[0], 1, &a)
            }),
            ("a chunk of the other file", |tx, ids| {
                let other = chunk(tx, &ids[1], 0)?;
                put(tx, &ids[0], 0, &other)
            }),
            ("a bit", |tx, ids| {
                let mut bytes = chunk(tx, &ids[0], 2)?;
                bytes[5_000] ^= 1;
                put(tx, &ids[0], 2, &bytes)
            }),
            ("the last chunk is missing", |tx, ids| {
                diesel::delete(attachment_chunks::table.find((&ids[0], 3))).execute(tx.conn())?;
                Ok(())
            }),
            ("cut, and the row says so", |tx, ids| {
                diesel::delete(attachment_chunks::table.find((&ids[0], 3))).execute(tx.conn())?;
                let row = attachments::table.find(&ids[0]);
                diesel::update(row).set(attachments::chunks.eq(3)).execute(tx.conn())?;
                Ok(())
            }),
            ("the other file's facts", |tx, ids| {
                let facts: Vec<u8> = attachments::table.find(&ids[1]).select(attachments::facts).first(tx.conn())?;
                let row = attachments::table.find(&ids[0]);
                diesel::update(row).set(attachments::facts.eq(facts)).execute(tx.conn())?;
                Ok(())
            }),
        ];
        for (what, harm) in harms {
            let saved = saved(&app);
            let harmed = ids.clone();
            app.store.write("harm", move |tx| harm(tx, &harmed)).expect("the thief may write");
            assert!(open().is_err(), "{what}");
            restored(&app, saved);
            assert!(open().expect("it opens again").is_some(), "{what}");
        }
    }

    fn what_never_arrived_is_forgotten_after_its_time_and_nothing_else(db: TestDb) {
        let app = TestApp::new(db);
        let large = large_photo(2_000_000);
        app.file_with(&about(), &[("kuva.jpg", &large, true)]);
        let whole = chunks(&app);
        // A process that was killed in the middle: nobody is left to clean up.
        let mut upload = Upload::new(&app, app.clock.now());
        upload.begin("kuva.jpg", true).unwrap();
        upload.push(&large).unwrap();
        std::mem::forget(upload);
        let with_rest = chunks(&app);
        assert!(with_rest > whole);
        assert_eq!(forget_abandoned(&app, app.clock.now()), Ok(0), "it may still be on its way");
        app.clock.advance(TimeDelta::minutes(60));
        assert_eq!(forget_abandoned(&app, app.clock.now()), Ok(0));
        app.clock.advance(TimeDelta::minutes(60));
        assert_eq!(forget_abandoned(&app, app.clock.now()), Ok(1));
        assert_eq!(chunks(&app), whole);
        let left: i64 = app.store.read("look", |tx| -> Result<_, StoreError> {
            Ok(uploads::table.count().get_result(tx.conn())?)
        }).unwrap();
        assert_eq!(left, 0);
        let (case, session) = case_and_reader(&app);
        let file = files(&app)[0].parse().unwrap();
        assert!(open_attachment::open(&app, &session, case, file, app.clock.now()).unwrap().is_some());
    }

    fn a_report_whose_upload_is_being_deleted_is_not_stored_without_it(db: TestDb) {
        let app = TestApp::new(db);
        let now = app.clock.now();
        let mut upload = Upload::new(&app, now);
        upload.begin("kuva.jpg", true).unwrap();
        upload.push(&photo()).unwrap();
        upload.end().unwrap();
        let rows = upload.rows(Uuid::from_u128(1), app.directory().rules.home_county(), None).unwrap();
        let id = rows[0].id;
        app.store.write("begin_to_discard", move |tx| huoli::store::attachments::discard(tx, id, 8)).unwrap();
        let outcome = app.store.write("claim", move |tx| huoli::intake::attach::insert(tx, &rows));
        assert_eq!(outcome, Err(StoreError::Unavailable));
    }
}

/// All chunks and facts, to be put back.
type Saved = (Vec<(String, i64, Vec<u8>)>, Vec<(String, i64, Vec<u8>)>);

fn saved(app: &TestApp) -> Saved {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            let chunks = attachment_chunks::table.load(tx.conn())?;
            let facts = (attachments::id, attachments::chunks, attachments::facts);
            Ok((chunks, attachments::table.select(facts).load(tx.conn())?))
        })
        .expect("they are read")
}

fn restored(app: &TestApp, (chunks, rows): Saved) {
    app.store
        .write("restore", move |tx| -> Result<(), StoreError> {
            diesel::delete(attachment_chunks::table).execute(tx.conn())?;
            for (file, number, sealed) in &chunks {
                diesel::insert_into(attachment_chunks::table)
                    .values((
                        attachment_chunks::attachment.eq(file),
                        attachment_chunks::number.eq(number),
                        attachment_chunks::sealed.eq(sealed),
                    ))
                    .execute(tx.conn())?;
            }
            for (id, count, facts) in &rows {
                diesel::update(attachments::table.find(id))
                    .set((attachments::chunks.eq(count), attachments::facts.eq(facts)))
                    .execute(tx.conn())?;
            }
            Ok(())
        })
        .expect("they are put back");
}

fn chunks(app: &TestApp) -> i64 {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(attachment_chunks::table.count().get_result(tx.conn())?)
        })
        .expect("they are counted")
}

#[test]
fn however_large_a_file_little_of_it_stands_in_memory() {
    let app = TestApp::new(crate::harness::db::TestDb::sqlite());
    let large = large_photo(10 * 1024 * 1024);
    for keep in [false, true] {
        let mut upload = Upload::new(&app, app.clock.now());
        upload.begin("kuva.jpg", keep).unwrap();
        let mut most = 0;
        for piece in large.chunks(128 * 1024) {
            upload.push(piece).unwrap();
            most = most.max(upload.held());
        }
        assert!(most <= 1024 * 1024, "{most} bytes");
        upload.end().unwrap();
        assert_eq!(upload.held(), 0);
        upload.discard();
    }
    assert_eq!(chunks(&app), 0);
}

#[test]
fn an_eleventh_file_is_one_too_many() {
    let app = TestApp::new(crate::harness::db::TestDb::sqlite());
    let mut upload = Upload::new(&app, app.clock.now());
    for _ in 0..10 {
        upload.begin("kuva.jpg", false).unwrap();
        upload.push(&photo()).unwrap();
        upload.end().unwrap();
    }
    assert_eq!(upload.begin("kuva.jpg", false), Err(AttachError::TooMany));
    upload.discard();
    assert_eq!(chunks(&app), 0);
}
