//! Row n: reports through the public wizard while a flood of junk comes through it too. The service knows its senders as
//! behind a proxy: the flood sits at two addresses, one of which forges a thousand others into the forwarded header.

use std::fs;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection as Database;

use crate::http::Connection;
use crate::service::{Installation, Service};
use crate::stand::{Plan, Row, ms, percentile};

/// Junk reports a second.
const FLOOD: usize = 200;
/// Honest reports a second: fewer in an hour than an office is marked from.
const HONEST: usize = 1;
/// Answers to junk wait for two seconds; meanwhile others are sent.
const SENDERS: usize = 500;
/// Threads that fill in forms beforehand.
const FILLERS: usize = 8;
/// No honest person fills a form in faster.
const THINKING: Duration = Duration::from_secs(6);

/// A form at its last page, ready to be sent, and the header lines of whoever sends it.
struct Filled {
    headers: String,
    body: Vec<u8>,
}

/// The header line of a posted form.
const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

/// The shortest way: what is typed on each page.
const TYPED: [&str; 7] = [
    "",
    "&reporter_role=private_person",
    "&children%5B0%5D.residence.municipality=Vantaa",
    "",
    "&concern.description=Lapsi+itkee.",
    "",
    "&reporter.identity=anonymous",
];

/// Row n.
pub fn flood(plan: Plan) -> Vec<Row> {
    let installation = Installation::sqlite();
    let settings = installation.folder.path().join("huoli.toml");
    let text = fs::read_to_string(&settings).expect("the settings");
    let proxied = text.replace("[server]\n", "[server]\ntrusted_proxy = \"127.0.0.1\"\n");
    fs::write(settings, proxied).expect("the settings are written");
    let service = installation.start();
    let seconds = usize::try_from(plan.flood.as_secs()).expect("some seconds");
    let junk = filled(&service, FLOOD * seconds, &|number| {
        if number % 2 == 0 {
            let forged = number % 1_000;
            format!(
                "X-Forwarded-For: 10.9.{}.{}, 198.51.100.7\r\n",
                forged / 250,
                forged % 250
            )
        } else {
            "X-Forwarded-For: 198.51.100.8\r\n".to_owned()
        }
    });
    let honest = filled(&service, HONEST * seconds, &|number| {
        format!("X-Forwarded-For: 192.0.2.{}\r\n", number % 250)
    });
    std::thread::sleep(THINKING);
    let begin = Instant::now();
    let lost = AtomicUsize::new(0);
    let mut took = std::thread::scope(|scope| {
        for sender in 0..SENDERS {
            let (junk, lost, address) = (&junk, &lost, service.address);
            scope.spawn(move || {
                for at in (sender..junk.len()).step_by(SENDERS) {
                    wait_until(begin + Duration::from_secs(1) * u32::try_from(at).expect("few") / 200);
                    if send(address, &junk[at]).is_none() {
                        lost.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        let each = honest.iter().enumerate().map(|(number, form)| {
            let at = begin + Duration::from_secs(u64::try_from(number / HONEST).expect("few"));
            scope.spawn(move || {
                wait_until(at);
                let started = Instant::now();
                send(service.address, form).expect("every honest report is accepted");
                started.elapsed()
            })
        });
        let each: Vec<_> = each.collect();
        each.into_iter()
            .map(|one| one.join().expect("it is sent"))
            .collect::<Vec<_>>()
    });
    took.sort_unstable();
    let database = Database::open(installation.file()).expect("the database opens");
    let count = |what: &str| -> i64 {
        let query = format!("SELECT COUNT(*) FROM {what}");
        database.query_row(&query, [], |row| row.get(0)).expect("a count")
    };
    let (cases, marked) = (count("cases"), count("cases WHERE flood IS NOT NULL"));
    let lost = lost.load(Ordering::Relaxed);
    let expected = i64::try_from(junk.len() + honest.len() - lost).expect("few");
    assert!(cases >= expected, "{cases} cases of {expected} acknowledged");
    let measured = format!(
        "{} of {} accepted, p50 {:.1} ms, p99 {:.1} ms; beside {} junk reports in {seconds} s, {marked} marked in {} group, {lost} without an answer",
        took.len(),
        honest.len(),
        ms(percentile(&took, 0.5)),
        ms(percentile(&took, 0.99)),
        junk.len(),
        count("floods"),
    );
    vec![Row::at_most(
        "n",
        "p99 of an honest report by the public form beside 200 junk reports a second by the same form",
        measured,
        percentile(&took, 0.99).as_secs_f64(),
        2.0,
        " s",
    )]
}

/// `number` forms filled in to their last page, each by a visit of its own.
fn filled(service: &Service, number: usize, headers: &(dyn Fn(usize) -> String + Sync)) -> Vec<Filled> {
    let next = AtomicUsize::new(0);
    let fill = || {
        let mut connection = Connection::open(service.address).expect("it listens");
        let mut filled = Vec::new();
        loop {
            let which = next.fetch_add(1, Ordering::Relaxed);
            if which >= number {
                return filled;
            }
            let headers = headers(which);
            filled.push(Filled {
                body: last_page(&mut connection, &headers),
                headers,
            });
        }
    };
    std::thread::scope(|scope| {
        let fillers: Vec<_> = (0..FILLERS).map(|_| scope.spawn(fill)).collect();
        fillers
            .into_iter()
            .flat_map(|filler| filler.join().expect("the forms are filled in"))
            .collect()
    })
}

/// The form that sends the report of a new visit.
fn last_page(connection: &mut Connection, headers: &str) -> Vec<u8> {
    let headers = format!("{headers}{FORM}");
    let mut page = connection.get("/fi", &headers).expect("the first page").text();
    for typed in TYPED {
        let body = format!("state={}&go=continue{typed}", state(&page));
        let answer = connection
            .post("/fi", &headers, body.as_bytes())
            .expect("the next page");
        assert_eq!(answer.status, 200, "{typed}: {}", answer.text());
        page = answer.text();
    }
    assert!(page.contains("value=\"send\""), "the last page: {page}");
    format!("state={}&go=send", state(&page)).into_bytes()
}

/// The sealed state in a page.
fn state(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"state\" value=\"").expect("a state");
    rest.split('"').next().expect("its end")
}

/// Sends a filled form over a connection of its own; `None` without a receipt.
fn send(address: SocketAddr, form: &Filled) -> Option<()> {
    let headers = format!("{}{FORM}", form.headers);
    let mut connection = Connection::open(address).ok()?;
    let answer = connection.post("/fi", &headers, &form.body).ok()?;
    (answer.status == 200 && answer.text().contains("LS-")).then_some(())
}

/// The follow-up code of a report that was just sent, as its receipt shows it.
pub fn follow_up_code(service: &Service) -> String {
    let mut connection = Connection::open(service.address).expect("it listens");
    let body = last_page(&mut connection, "");
    let receipt = connection.post("/fi", FORM, &body).expect("a receipt").text();
    let is_code = |word: &&str| word.len() == 29 && word.split('-').all(|four| four.len() == 4);
    let mut words = receipt.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-');
    words.find(is_code).expect("a code on the receipt").to_owned()
}

fn wait_until(instant: Instant) {
    std::thread::sleep(instant.saturating_duration_since(Instant::now()));
}
