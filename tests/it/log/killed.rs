//! The program is killed while it answers: whatever of a page reached the worker has its row in the log.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use huoli::clock::{Clock, SystemClock};
use huoli::domain::access::Role;
use huoli::domain::audit::LogRow;
use huoli::domain::places::CountyCode;
use huoli::store::StoreError;
use huoli::store::access_log::list_digest;
use huoli::store::schema::{cases, sessions};
use huoli::store::seal::key_file;
use rustix::process::{Signal, kill_process};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use uuid::Uuid;

use super::{espoo, fault, filed, rows, verified, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::process::{Running, huoli};

/// So many times the program is killed on each database.
const KILLS: u64 = 50;
/// So many workers read at once.
const READERS: usize = 3;

/// Something of which at least the status of a good answer reached the client.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    /// The page of a case.
    Case(Uuid),
    /// A page of the queue.
    Queue,
}

/// Somebody with a session in their browser.
struct Reader {
    staff: String,
    cookie: String,
}

/// What the checker says when a body has no row.
#[derive(Debug, PartialEq, Eq)]
struct NoRow(usize);

/// Compares what one reader received, in order, with the rows that this reader has: one row for each body, in the same
/// order. A reader waits for each answer, so there may be one row more: of the answer that never came.
fn each_has_its_row(received: &[Body], rows: &[&LogRow], list: &[u8]) -> Result<(), NoRow> {
    for (number, body) in received.iter().enumerate() {
        let fits = rows.get(number).is_some_and(|row| match body {
            Body::Case(case) => row.action == "case_opened" && row.case_id == Some(case.to_string()),
            Body::Queue => row.action == "queue_seen" && row.digest.as_deref() == Some(list),
        });
        if !fits {
            return Err(NoRow(number));
        }
    }
    assert!(
        rows.len() <= received.len() + 1,
        "rows of looks that were never asked for"
    );
    Ok(())
}

/// Reads pages one after the other until the connection breaks. `seen` hears of each byte.
fn read_on(address: &str, reader: &Reader, cases: &[Uuid], seen: &dyn Fn(usize)) -> Vec<Body> {
    let mut received = Vec::new();
    let Ok(mut stream) = TcpStream::connect(address) else {
        return received;
    };
    let asked = cases
        .iter()
        .flat_map(|case| [Body::Case(*case), Body::Queue])
        .cycle();
    for body in asked {
        let path = match &body {
            Body::Case(case) => format!("/staff/cases/{case}"),
            Body::Queue => "/staff/queue".to_owned(),
        };
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: huoli-s={}\r\n\r\n",
            reader.cookie
        );
        if stream.write_all(head.as_bytes()).is_err() {
            return received;
        }
        if !answered(&mut stream, seen, || received.push(body.clone())) {
            return received;
        }
    }
    received
}

/// Reads one answer to its end; false when the connection broke before. As soon as its status is known, `good` hears
/// of it.
fn answered(stream: &mut TcpStream, seen: &dyn Fn(usize), good: impl FnOnce()) -> bool {
    let (mut text, mut good) = (Vec::new(), Some(good));
    let mut piece = [0; 700];
    loop {
        let Ok(number @ 1..) = stream.read(&mut piece) else {
            return false;
        };
        text.extend_from_slice(&piece[..number]);
        if text.len() >= 12
            && let Some(good) = good.take()
        {
            assert!(
                text.starts_with(b"HTTP/1.1 200"),
                "{}",
                String::from_utf8_lossy(&text)
            );
            good();
        }
        seen(number);
        let Some(head) = text.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let lower = String::from_utf8_lossy(&text[..head]).to_lowercase();
        let length = lower
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length
            .expect("a page has a length")
            .trim()
            .parse()
            .expect("a number");
        if text.len() >= head + 4 + length {
            return true;
        }
    }
}

/// The program on the database of `app`.
fn serve(folder: &Path, app: &TestApp) -> Command {
    let mut command = huoli(folder, &["serve"]);
    let url = app.db.service_url();
    command
        .env("HUOLI_DATABASE__URL", url)
        .env("HUOLI_KEYS__FILE", folder.join("huoli.keys"))
        .env("HUOLI_SERVER__BIND", "127.0.0.1:0")
        .env("HUOLI_SERVER__WORKERS", "2")
        .env("HUOLI_LOG__LEVEL", "error");
    command
}

/// A worker whose session began now, as if they had signed in.
fn reader(app: &TestApp, number: usize, now: DateTime<Utc>) -> Reader {
    let session = worker(
        app,
        &format!("lukija{number}"),
        Role::SocialWorker,
        &[&espoo(app)],
    );
    let cookie = data_encoding::BASE64URL_NOPAD.encode(&[u8::try_from(number).unwrap(); 32]);
    let digest = Sha256::digest(cookie.as_bytes()).to_vec();
    let staff = session.scope.staff.to_string();
    let (id, of) = (session.id.to_string(), staff.clone());
    app.store
        .write("sign in", move |tx| -> Result<(), StoreError> {
            diesel::insert_into(sessions::table)
                .values((
                    sessions::id.eq(&id),
                    sessions::staff.eq(&of),
                    sessions::token_digest.eq(&digest),
                    sessions::started_at.eq(now.naive_utc()),
                    sessions::seen_at.eq(now.naive_utc()),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
        .expect("the session is there");
    Reader { staff, cookie }
}

/// Starts the program, lets everybody read, kills it when `limit` bytes have arrived, and gives what each received.
fn round(folder: &Path, app: &TestApp, readers: &[Reader], cases: &[Uuid], limit: u64) -> Vec<Vec<Body>> {
    let (running, line) = Running::start(serve(folder, app));
    let url = line.trim().rsplit(' ').next().expect("an address");
    let address = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let (process, bytes) = (running.id(), AtomicU64::new(0));
    let all = Arc::new(Mutex::new(vec![Vec::new(); readers.len()]));
    thread::scope(|scope| {
        for (number, reader) in readers.iter().enumerate() {
            let (all, address, bytes) = (Arc::clone(&all), &address, &bytes);
            scope.spawn(move || {
                let seen = |number: usize| {
                    let number = u64::try_from(number).unwrap();
                    let before = bytes.fetch_add(number, Ordering::Relaxed);
                    if before < limit && before + number >= limit {
                        kill_process(process, Signal::KILL).expect("it is there");
                    }
                };
                let mine = read_on(address, reader, cases, &seen);
                all.lock().unwrap()[number] = mine;
            });
        }
    });
    drop(running);
    Arc::try_unwrap(all).unwrap().into_inner().unwrap()
}

/// A seeded number of bytes: mostly in the middle of a page, early and late.
fn bytes_before_death(seed: u64) -> u64 {
    let z = (seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    1 + (z ^ (z >> 31)) % 150_000
}

fn of_reader<'a>(log: &'a [LogRow], reader: &Reader) -> Vec<&'a LogRow> {
    log.iter()
        .filter(|row| row.actor.as_deref() == Some(&reader.staff))
        .collect()
}

fn chain(app: &TestApp, county: CountyCode) -> Vec<LogRow> {
    rows(app, county)
}

on_both! {
    fn whatever_reached_a_worker_has_its_row(db: TestDb) {
        let app = TestApp::new(db);
        let now = SystemClock.now();
        app.clock.advance_to(now);
        let county = espoo(&app).county;
        let folder = TempDir::new().unwrap();
        key_file::create(&folder.path().join("huoli.keys"), &app.ring).unwrap();
        let cases: Vec<Uuid> = ["Yksi", "Kaksi", "Kolme"].map(|words| filed(&app, words)).into();
        let readers: Vec<Reader> = (0..READERS).map(|number| reader(&app, number, now)).collect();
        let (mut bodies, mut unanswered) = (0, 0);
        let mut list = Vec::new();
        for seed in 0..KILLS {
            let before = chain(&app, county).len();
            let received = round(folder.path(), &app, &readers, &cases, bytes_before_death(seed));
            let log = chain(&app, county).split_off(before);
            if list.is_empty() {
                list = the_list(&app, &cases);
            }
            for (reader, received) in readers.iter().zip(&received) {
                let rows = of_reader(&log, reader);
                assert_eq!(each_has_its_row(received, &rows, &list), Ok(()), "seed {seed}: {received:?}");
                bodies += received.len();
                unanswered += rows.len() - received.len();
            }
        }
        assert!(bodies > 100 && unanswered > 0, "{bodies} bodies, {unanswered} rows of answers that never came");
        assert_eq!(fault(&verified(&app, county)), None, "the chain is whole after {KILLS} deaths");

        // The negative control: a body without a row, at the end or in the middle, is found.
        let log = chain(&app, county);
        let rows = of_reader(&log, &readers[0]);
        let looks: Vec<Body> = rows
            .iter()
            .map(|row| row.case_id.as_ref().map_or(Body::Queue, |case| Body::Case(case.parse().unwrap())))
            .collect();
        assert_eq!(each_has_its_row(&looks, &rows, &list), Ok(()));
        assert_eq!(each_has_its_row(&looks, &rows[..rows.len() - 1], &list), Err(NoRow(rows.len() - 1)));
        let mut more = looks.clone();
        more.insert(1, Body::Case(Uuid::from_u128(1)));
        assert_eq!(each_has_its_row(&more, &rows, &list), Err(NoRow(1)));
    }
}

/// The digest of the queue page on which `wanted` stand, in the order of the queue. It is read from the rows: the hour may
/// have struck while they were filed.
fn the_list(app: &TestApp, wanted: &[Uuid]) -> Vec<u8> {
    type Place = (i64, NaiveDate, NaiveDate, i64, String);
    let places = app.store.read("look", |tx| -> Result<Vec<Place>, StoreError> {
        let ids: Vec<String> = wanted.iter().map(Uuid::to_string).collect();
        let rows = cases::table.filter(cases::id.eq_any(ids)).select((
            cases::queue_rank,
            cases::queue_due,
            cases::received_on,
            cases::received_hour,
            cases::id,
        ));
        Ok(rows.load(tx.conn())?)
    });
    let mut places = places.expect("the cases are read");
    places.sort_unstable();
    list_digest(places.into_iter().map(|place| place.4.parse().expect("an id")))
}
