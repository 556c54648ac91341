//! Somebody with the whole database, but without the keys, changes the past: each time it is found, and the first bad
//! row is named.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::audit::{FIRST_PREVIOUS, LogRow};
use huoli::domain::places::CountyCode;
use huoli::intake::anchor_log::{Anchors, Known};
use huoli::intake::session::Session;
use huoli::intake::verify_log;
use huoli::store::schema::{access_log, case_events, log_heads};
use huoli::store::seal::secret::SecretKey;
use huoli::store::{DatabaseUrl, StoreError, Tx};
use uuid::Uuid;

use super::{espoo, fault, filed, rows, verified, verified_at, worker};
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;
use huoli::intake::{chain_events, list_queue, open_case, open_identity};

/// So many changes are tried on each database.
const CHANGES: u64 = 300;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `from` up to and with `to`.
    fn roll(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.next() % u64::try_from(to - from + 1).unwrap()).unwrap()
    }
}

/// A chain of looks and arrivals that ends with three queue pages, its copy, and the anchor of its end.
struct Past {
    county: CountyCode,
    log: Vec<LogRow>,
    known: Known,
    postgres: bool,
}

fn change(app: &TestApp, work: impl Fn(&mut Tx<'_>) -> Result<(), StoreError> + Send + 'static) {
    app.store
        .write("tamper", move |tx| work(tx))
        .expect("whoever has the database may do so");
}

fn sql(app: &TestApp, text: &str) {
    let text = text.to_owned();
    change(app, move |tx| Ok(tx.conn().batch_execute(&text)?));
}

fn looks(app: &TestApp, maija: &Session, cases: &[Uuid]) {
    let now = app.clock.now();
    for case in cases {
        list_queue::page(app, maija, None, None, now).unwrap();
        open_case::open(app, maija, *case, now).unwrap().unwrap();
        assert!(open_identity::open(app, maija, *case, "Soitan ilmoittajalle", now).unwrap());
    }
}

impl Past {
    fn of(app: &TestApp) -> Self {
        let office = espoo(app);
        let maija = worker(app, "maija", Role::IntakeWorker, &[&office]);
        let cases: Vec<Uuid> = ["Yksi", "Kaksi", "Kolme", "Neljä"]
            .map(|words| filed(app, words))
            .into();
        looks(app, &maija, &cases);
        app.clock.advance_to(at("2026-11-20T15:05"));
        assert_eq!(chain_events::run(app, office.county, app.clock.now()).unwrap(), 4);
        looks(app, &maija, &cases[..2]);
        for _ in 0..3 {
            list_queue::page(app, &maija, None, None, app.clock.now()).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("anchors");
        assert_eq!(
            Anchors::into_file(Some(file.clone()))
                .run(app, app.clock.now())
                .unwrap(),
            1
        );
        let past = Self {
            county: office.county,
            log: rows(app, office.county),
            known: Known::read(&std::fs::read_to_string(file).unwrap()),
            postgres: matches!(app.db.url, DatabaseUrl::Postgres(_)),
        };
        assert_eq!(past.log.len(), 25);
        let drop = if past.postgres {
            "DROP TRIGGER access_log_unchanged ON access_log; DROP TRIGGER access_log_untruncated ON access_log;"
        } else {
            "DROP TRIGGER access_log_unchanged; DROP TRIGGER access_log_undeleted;"
        };
        sql(app, drop);
        sql(app, "CREATE TABLE kept_log AS SELECT * FROM access_log; CREATE TABLE kept_events AS SELECT * FROM case_events;
                  CREATE TABLE kept_heads AS SELECT * FROM log_heads;");
        past
    }

    fn last(&self) -> i64 {
        i64::try_from(self.log.len()).unwrap()
    }

    /// Puts everything back as it was.
    fn restore(app: &TestApp) {
        sql(
            app,
            "DELETE FROM access_log; INSERT INTO access_log SELECT * FROM kept_log;
                  DELETE FROM case_events; INSERT INTO case_events SELECT * FROM kept_events;
                  DELETE FROM log_heads; INSERT INTO log_heads SELECT * FROM kept_heads;",
        );
    }

    /// What the verifier finds, with the anchors and without.
    fn found(&self, app: &TestApp) -> (Finding, Finding) {
        let name = |known| fault(&verified_at(app, self.county, known, app.clock.now()));
        (name(&self.known), name(&Known::default()))
    }

    /// `county = … AND seq = …`
    fn row(&self, seq: i64) -> String {
        format!("county = '{}' AND seq = {seq}", self.county)
    }

    /// Sets the head to the row `seq`, as if it were the last.
    fn set_head(&self, app: &TestApp, seq: i64) {
        let mac = match seq {
            0 => FIRST_PREVIOUS.to_vec(),
            _ => self.log[usize::try_from(seq - 1).unwrap()].mac.clone(),
        };
        let county = self.county.to_string();
        change(app, move |tx| {
            diesel::update(log_heads::table.find(&county))
                .set((log_heads::seq.eq(seq), log_heads::mac.eq(&mac)))
                .execute(tx.conn())?;
            Ok(())
        });
    }
}

type Finding = Option<(Option<i64>, &'static str)>;

/// Changes one value of row `seq`; gives what it is called.
fn edit(app: &TestApp, past: &Past, dice: &mut Dice, seq: i64) -> (String, &'static str) {
    let row = past.row(seq);
    let old = &past.log[usize::try_from(seq - 1).unwrap()];
    let text = |column: &str, old: &Option<String>, dice: &mut Dice| {
        let new = match (old, dice.roll(0, 1)) {
            (Some(_), 0) => "NULL".to_owned(),
            _ => format!("'{}'", Uuid::from_u128(u128::from(dice.next()))),
        };
        format!("{column} = {new}")
    };
    let day = if past.postgres {
        "happened_on + 1"
    } else {
        "date(happened_on, '+1 day')"
    };
    let (set, expected) = match dice.roll(0, 16) {
        0 => (format!("happened_on = {day}"), "changed"),
        1 => ("happened_hour = happened_hour + 1".to_owned(), "changed"),
        2 if old.happened_at.is_some() => ("happened_at = NULL".to_owned(), "changed"),
        2 => ("happened_at = '2026-11-20 12:05:01'".to_owned(), "changed"),
        3 => (text("actor", &old.actor, dice), "changed"),
        4 => (text("role", &old.role, dice), "changed"),
        5 => (text("office", &old.office, dice), "changed"),
        6 => ("action = 'signed_in'".to_owned(), "changed"),
        7 => (text("case_id", &old.case_id, dice), "changed"),
        8 => (text("report", &old.report, dice), "changed"),
        9 => (text("object", &old.object, dice), "changed"),
        10 => (text("purpose", &old.purpose, dice), "changed"),
        11 => ("result = 'refused'".to_owned(), "changed"),
        12 => (text("event", &old.event, dice), "changed"),
        13 => ("county = '01'".to_owned(), "missing"),
        14 => ("seq = seq + 1000".to_owned(), "missing"),
        column => {
            let (county, bytes) = (past.county.to_string(), dice.next().to_be_bytes().repeat(4));
            change(app, move |tx| {
                let row = access_log::table.find((&county, seq));
                match column {
                    15 => diesel::update(row)
                        .set(access_log::digest.eq(&bytes))
                        .execute(tx.conn())?,
                    _ => diesel::update(row)
                        .set(access_log::mac.eq(&bytes))
                        .execute(tx.conn())?,
                };
                Ok(())
            });
            return (format!("bytes of row {seq}"), "changed");
        }
    };
    sql(app, &format!("UPDATE access_log SET {set} WHERE {row}"));
    (set, expected)
}

/// Makes room for one more row after `seq`, or closes the gap where it was.
fn shift(app: &TestApp, past: &Past, seq: i64, by: i64) {
    let county = past.county;
    sql(
        app,
        &format!(
            "UPDATE access_log SET seq = -(seq + {by}) WHERE county = '{county}' AND seq > {seq};
         UPDATE access_log SET seq = -seq WHERE county = '{county}' AND seq < 0;"
        ),
    );
}

/// Does one thing to the log; gives what, and where and as what it must be found.
fn tamper(app: &TestApp, past: &Past, dice: &mut Dice) -> (String, Option<i64>, &'static str) {
    let last = past.last();
    let seq = dice.roll(1, last);
    match dice.roll(0, 9) {
        0..=2 => {
            let (what, expected) = edit(app, past, dice, seq);
            (format!("row {seq}: {what}"), Some(seq), expected)
        }
        3 => {
            sql(app, &format!("DELETE FROM access_log WHERE {}", past.row(seq)));
            (format!("row {seq} deleted"), Some(seq), "missing")
        }
        4 => {
            sql(app, &format!("DELETE FROM access_log WHERE {}", past.row(seq)));
            shift(app, past, seq, -1);
            past.set_head(app, last - 1);
            // What comes next has another number than it was written with; of the last row only the end tells.
            let (seq, expected) = if seq == last {
                (last, "cut_off")
            } else {
                (seq, "order")
            };
            (format!("row {seq} deleted, the gap closed"), Some(seq), expected)
        }
        5 => {
            shift(app, past, seq, 1);
            let columns = "happened_on, happened_hour, happened_at, actor, role, office, action, case_id, report, object, \
                           subject, purpose, result, digest";
            sql(
                app,
                &format!(
                    "INSERT INTO access_log (county, seq, {columns}, previous, mac)
                 SELECT county, seq + 1, {columns}, mac, mac FROM access_log WHERE {};
                 UPDATE log_heads SET seq = seq + 1 WHERE county = '{}'",
                    past.row(seq),
                    past.county
                ),
            );
            (format!("a row put in after {seq}"), Some(seq + 1), "changed")
        }
        6 => {
            let other = dice.roll(1, last - 1);
            let other = if other >= seq { other + 1 } else { other };
            let (one, two) = (past.row(seq), past.row(other));
            sql(
                app,
                &format!(
                "UPDATE access_log SET seq = 0 WHERE {one}; UPDATE access_log SET seq = {seq} WHERE {two};
                 UPDATE access_log SET seq = {other} WHERE {}", past.row(0)
            ),
            );
            (
                format!("rows {seq} and {other} swapped"),
                Some(seq.min(other)),
                "order",
            )
        }
        7 => {
            sql(
                app,
                &format!(
                    "DELETE FROM access_log WHERE county = '{}' AND seq >= {seq}",
                    past.county
                ),
            );
            (format!("cut off before {seq}"), Some(seq), "missing")
        }
        8 => {
            sql(
                app,
                &format!(
                    "DELETE FROM access_log WHERE county = '{}' AND seq >= {seq}",
                    past.county
                ),
            );
            past.set_head(app, seq - 1);
            (
                format!("cut off before {seq}, and the head set back"),
                Some(last),
                "cut_off",
            )
        }
        _ => {
            let sealed: Vec<&LogRow> = past.log.iter().filter(|row| row.event.is_some()).collect();
            let row =
                sealed[usize::try_from(dice.roll(0, i64::try_from(sealed.len()).unwrap() - 1)).unwrap()];
            let set = [
                "happened_hour = 3",
                "actor = NULL",
                "happened_on = '2026-01-01'",
                "happened_at = '2026-01-01 00:00:00'",
            ];
            let mut set = set[usize::try_from(dice.roll(0, 3)).unwrap()];
            if row.action == "arrived" && set.starts_with("actor") {
                set = "kind = 'opened'";
            }
            let event = row.event.as_ref().unwrap();
            sql(app, &format!("UPDATE case_events SET {set} WHERE id = '{event}'"));
            (format!("event of row {}: {set}", row.seq), Some(row.seq), "event")
        }
    }
}

on_both! {
    fn whatever_is_done_to_the_log_is_found_and_the_first_bad_row_is_named(db: TestDb) {
        let app = TestApp::new(db);
        let past = Past::of(&app);
        assert_eq!(past.found(&app), (None, None), "nothing is wrong before");
        for seed in 0..CHANGES {
            let (what, seq, expected) = tamper(&app, &past, &mut Dice(seed));
            let (found, without_anchors) = past.found(&app);
            assert_eq!(found, Some((seq, expected)), "seed {seed}: {what}");
            if expected != "cut_off" {
                assert_eq!(without_anchors, found, "seed {seed}: {what}");
            }
            Past::restore(&app);
        }
        assert_eq!(past.found(&app), (None, None), "all is put back");
    }

    fn rows_cut_off_with_their_events_are_found_by_the_anchors_alone(db: TestDb) {
        let app = TestApp::new(db);
        let past = Past::of(&app);
        // Three queue pages stand at the end: no event tells of them.
        let county = past.county;
        sql(&app, &format!("DELETE FROM access_log WHERE county = '{county}' AND seq > 22"));
        past.set_head(&app, 22);
        assert_eq!(past.found(&app), (Some((Some(25), "cut_off")), None), "the chain alone shows nothing");
        // One look more, and an event without a row tells of it.
        sql(&app, &format!("DELETE FROM access_log WHERE county = '{county}' AND seq = 22"));
        past.set_head(&app, 21);
        assert_eq!(past.found(&app).1, Some((None, "view_without_row")));
        // The whole past, and a new one written by the same program with the same key.
        Past::restore(&app);
        sql(&app, "DELETE FROM access_log; DELETE FROM case_events WHERE kind <> 'received'");
        past.set_head(&app, 0);
        assert_eq!(past.found(&app), (Some((Some(25), "cut_off")), None));
        let maija = worker(&app, "toinen", Role::IntakeWorker, &[&espoo(&app)]);
        for _ in 0..30 {
            list_queue::page(&app, &maija, None, None, app.clock.now()).unwrap();
        }
        assert_eq!(past.found(&app), (Some((Some(25), "anchor")), None));
    }

    fn the_head_and_what_lies_beyond_it_are_looked_at(db: TestDb) {
        let app = TestApp::new(db);
        let past = Past::of(&app);
        let head = |set: &str| {
            sql(&app, &format!("UPDATE log_heads SET {set} WHERE county = '{}'", past.county));
            let found = fault(&verified(&app, past.county));
            Past::restore(&app);
            found
        };
        assert_eq!(head("seq = seq + 5"), Some((Some(26), "missing")));
        assert_eq!(head("seq = seq - 5"), Some((Some(20), "head")));
        let zeros = if past.postgres { "mac = decode(repeat('00', 32), 'hex')" } else { "mac = zeroblob(32)" };
        assert_eq!(head(zeros), Some((Some(25), "head")));
        past.set_head(&app, 20);
        assert_eq!(fault(&verified(&app, past.county)), Some((Some(21), "beyond")));
        sql(&app, "DELETE FROM log_heads");
        assert_eq!(fault(&verified(&app, past.county)), Some((Some(25), "no_head")));
        Past::restore(&app);
        // An event that was destroyed under the retention rules is no fault; one that was changed is.
        let event = past.log[1].event.clone().unwrap();
        change(&app, move |tx| {
            diesel::delete(case_events::table.find(&event)).execute(tx.conn())?;
            Ok(())
        });
        let verified = verified(&app, past.county);
        assert_eq!((verified.gone, fault(&verified)), (1, None));
    }

    /// The negative control: whoever knows how the chain is made writes it anew. Without a key nobody would see it.
    fn a_chain_without_a_key_could_be_forged(db: TestDb) {
        let app = TestApp::new(db);
        let past = Past::of(&app);
        let public = SecretKey::from_bytes([0; 32]);
        let mut forged = past.log.clone();
        forged[4].actor = Some(Uuid::from_u128(1).to_string());
        let mut previous = FIRST_PREVIOUS.to_vec();
        for row in &mut forged {
            row.previous = previous;
            row.mac = huoli::store::access_log::mac(&public, row).to_vec();
            previous = row.mac.clone();
        }
        let (county, end) = (past.county.to_string(), previous);
        change(&app, move |tx| {
            for row in &forged {
                diesel::update(access_log::table.find((&row.county, row.seq)))
                    .set((
                        access_log::actor.eq(&row.actor),
                        access_log::previous.eq(&row.previous),
                        access_log::mac.eq(&row.mac),
                    ))
                    .execute(tx.conn())?;
            }
            diesel::update(log_heads::table.find(&county))
                .set(log_heads::mac.eq(&end))
                .execute(tx.conn())?;
            Ok(())
        });
        let (none, now) = (Known::default(), app.clock.now());
        let unkeyed = verify_log::verify(&app.store, past.county, &public, &none, now).unwrap();
        assert_eq!((unkeyed.rows, fault(&unkeyed)), (25, None), "the forgery is accepted");
        assert_eq!(past.found(&app).1, Some((Some(1), "changed")));
    }

    fn the_database_itself_refuses_to_change_a_row(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        list_queue::page(&app, &maija, None, None, app.clock.now()).unwrap();
        let mut statements = vec!["UPDATE access_log SET actor = NULL", "DELETE FROM access_log"];
        if matches!(app.db.url, DatabaseUrl::Postgres(_)) {
            statements.push("TRUNCATE access_log");
        }
        for statement in statements {
            let done = app.store.write("tamper", move |tx| -> Result<(), StoreError> {
                Ok(tx.conn().batch_execute(statement)?)
            });
            assert!(done.is_err(), "{statement}");
        }
        assert_eq!(verified(&app, maija.scope.county).rows, 1);
    }
}
