//! Rows i–l and o: what time tells to somebody who guesses, how soon the exit leads away, what a flood does to an honest sender.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection as Database;

use crate::document;
use crate::http::Connection;
use crate::load::{self, Until, fresh_key};
use crate::service::{Installation, Service, Worker, done};
use crate::staff::{Browser, sign_in};
use crate::stand::{Plan, Row, ms, percentile};
use crate::wizard;

/// Sign-ins of one account that may fail before it answers later.
const FREE: usize = 3;
/// Requests a second of a flood.
const FLOOD: u32 = 200;

/// Row i: signing in with a wrong password, as somebody who has an account and as nobody.
pub fn unknown_user(plan: Plan) -> Vec<Row> {
    let installation = Installation::sqlite();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for round in 0..plan.rounds * 8 {
        // Failures slow an account down, and a service that has just started remembers none.
        let service = installation.start();
        let mut connection = Connection::open(service.address).expect("it listens");
        // The first one of a new service pays for what is made once.
        sign_in(&mut connection, "somebody", "three other words", "000000");
        let mut pair = [(&*installation.worker.user, &mut known), ("nobody", &mut unknown)];
        pair.rotate_left(round % 2);
        for _ in 0..FREE {
            for (user, took) in &mut pair {
                let started = Instant::now();
                let answer = sign_in(&mut connection, user, "three other words", "000000");
                took.push(started.elapsed());
                assert_ne!(answer.status, 303, "nobody signs in with a wrong password");
            }
        }
    }
    known.sort_unstable();
    unknown.sort_unstable();
    let (known_p95, unknown_p95) = (ms(percentile(&known, 0.95)), ms(percentile(&unknown, 0.95)));
    let measured = format!(
        "p95 {known_p95:.1} ms and {unknown_p95:.1} ms, {} tries each",
        known.len()
    );
    let what = "signing in with a wrong password: known beside unknown user";
    vec![Row::at_most(
        "i",
        what,
        measured,
        (known_p95 - unknown_p95).abs(),
        5.0,
        " ms",
    )]
}

/// Row o: opening the messages of a report by its code, and by one that nobody has.
pub fn follow_up_code(plan: Plan) -> Vec<Row> {
    let installation = Installation::sqlite();
    let right_code = wizard::follow_up_code(&installation.start());
    let (first, rest) = right_code.split_at(1);
    let wrong_code = format!("{}{rest}", if first == "2" { "3" } else { "2" });
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for round in 0..plan.rounds * 8 {
        // Wrong codes make their sender wait, and a service that has just started remembers none.
        let service = installation.start();
        let mut connection = Connection::open(service.address).expect("it listens");
        open_messages(&mut connection, &right_code);
        let mut pair = [(&right_code, 200, &mut right), (&wrong_code, 422, &mut wrong)];
        pair.rotate_left(round % 2);
        for _ in 0..FREE {
            for (code, expected, took) in &mut pair {
                let started = Instant::now();
                let status = open_messages(&mut connection, code);
                took.push(started.elapsed());
                assert_eq!(status, *expected, "the right code opens, the other does not");
            }
        }
    }
    right.sort_unstable();
    wrong.sort_unstable();
    let (right_p95, wrong_p95) = (ms(percentile(&right, 0.95)), ms(percentile(&wrong, 0.95)));
    let measured = format!(
        "p95 {right_p95:.1} ms and {wrong_p95:.1} ms, {} tries each",
        right.len()
    );
    vec![Row::at_most(
        "o",
        "opening the messages of a report: the right code beside a wrong one",
        measured,
        (right_p95 - wrong_p95).abs(),
        5.0,
        " ms",
    )]
}

fn open_messages(connection: &mut Connection, code: &str) -> u16 {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let body = format!("code={code}&go=open");
    let answer = connection.post("/fi/followup", form, body.as_bytes());
    answer.expect("an answer").status
}

/// Row j: opening a case of another office, and one that is not there.
pub fn foreign_case() -> Vec<Row> {
    let installation = Installation::sqlite();
    let service = installation.start();
    load::file(&service, 1, Until::Filed(1));
    let database = Database::open(installation.file()).expect("the database opens");
    let foreign: String = database
        .query_row("SELECT id FROM cases", [], |row| row.get(0))
        .expect("a case");
    let (first, rest) = foreign.split_at(1);
    let absent = format!("{}{rest}", if first == "0" { "1" } else { "0" });
    let mut browser = Browser::signed_in(&service, &worker_elsewhere(&installation));
    let mut times = [Duration::ZERO; 2];
    let tries = 1_000;
    for number in 0..tries * 2 {
        let which = number % 2;
        let (answer, took) = browser.get(&format!(
            "/staff/cases/{}",
            if which == 0 { &foreign } else { &absent }
        ));
        assert_eq!(answer.status, 404, "both are answered alike");
        times[which] += took;
    }
    let [foreign, absent] = times.map(|time| ms(time) / tries as f64);
    let measured = format!("mean {foreign:.3} ms and {absent:.3} ms, {tries} tries each");
    let what = "opening a case of another office beside one that is not there";
    vec![Row::at_most(
        "j",
        what,
        measured,
        (foreign - absent).abs(),
        1.0,
        " ms",
    )]
}

fn worker_elsewhere(installation: &Installation) -> Worker {
    let password = "kolme muuta sanaa ja meri";
    let office = "Espoonlahden lastensuojelu";
    let arguments = [
        "staff",
        "add",
        "--user",
        "matti",
        "--name",
        "Matti Mallinen",
        "--role",
        "social_worker",
        "--office",
        office,
        "--password-stdin",
    ];
    let added = done(installation.folder.path(), &arguments, password);
    Worker::of("matti", password, &added)
}

/// Row k: what the server adds to the way out.
pub fn exit(plan: Plan) -> Vec<Row> {
    let installation = Installation::sqlite();
    let service = installation.start();
    let mut connection = Connection::open(service.address).expect("it listens");
    let mut took: Vec<Duration> = (0..plan.rounds * 100)
        .map(|_| {
            let started = Instant::now();
            let answer = connection
                .post(
                    "/exit",
                    "Content-Type: application/x-www-form-urlencoded\r\n",
                    b"",
                )
                .expect("an answer");
            assert_eq!(answer.status, 303, "it leads away");
            started.elapsed()
        })
        .collect();
    took.sort_unstable();
    let p99 = ms(percentile(&took, 0.99));
    let measured = format!("p50 {:.2} ms, p99 {p99:.2} ms", ms(percentile(&took, 0.5)));
    vec![Row::at_most(
        "k",
        "the exit, from the click to the answer that leads away",
        measured,
        p99,
        100.0,
        " ms",
    )]
}

/// Row l: an honest report while others send 200 requests a second that nobody wants.
pub fn flood(plan: Plan) -> Vec<Row> {
    let installation = Installation::sqlite();
    let service = installation.start();
    let alone = honest(&service, plan.turn);
    let over = AtomicBool::new(false);
    let beside = std::thread::scope(|scope| {
        for which in 0..4 {
            let (over, service) = (&over, &service);
            scope.spawn(move || junk(service, which, over));
        }
        let beside = honest(&service, plan.turn);
        over.store(true, Ordering::Relaxed);
        beside
    });
    let measured = format!(
        "p99 {:.1} ms of {} reports, {:.1} ms without the flood",
        ms(percentile(&beside, 0.99)),
        beside.len(),
        ms(percentile(&alone, 0.99))
    );
    let what = "p99 of an honest report beside 200 unwanted requests a second";
    vec![Row::at_most(
        "l",
        what,
        measured,
        percentile(&beside, 0.99).as_secs_f64(),
        2.0,
        " s",
    )]
}

/// Reports that are sent one after the other: how long each took.
fn honest(service: &Service, time: Duration) -> Vec<Duration> {
    let outcome = load::file(service, 1, Until::After(time));
    assert_eq!(outcome.other, 0, "every honest report is accepted");
    outcome.took
}

/// A quarter of the flood: reports without a token, with a wrong one and with a fault, and a wizard's page with rubbish.
fn junk(service: &Service, which: usize, over: &AtomicBool) {
    let json = |token: &str| {
        format!(
            "Authorization: Bearer {token}\r\nIdempotency-Key: {}\r\nContent-Type: application/json\r\n",
            fresh_key()
        )
    };
    let body = document::body(which);
    let mut connection = Connection::open(service.address).expect("it listens");
    while !over.load(Ordering::Relaxed) {
        let started = Instant::now();
        let answer = match which {
            0 => connection.post("/api/v1/reports", "Content-Type: application/json\r\n", &body),
            1 => connection.post("/api/v1/reports", &json("hu_wrong"), &body),
            2 => connection.post("/api/v1/reports", &json(&service.token), b"{\"children\": [{}]}"),
            _ => connection.post(
                "/",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                b"state=rubbish&go=next",
            ),
        };
        if answer.is_err() {
            connection = Connection::open(service.address).expect("it listens");
        }
        std::thread::sleep((Duration::from_secs(4) / FLOOD).saturating_sub(started.elapsed()));
    }
}
