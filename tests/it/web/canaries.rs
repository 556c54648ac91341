//! Nothing that tells who reported is kept: the program itself at log level TRACE, distinctive values in
//! every header and in the address of the sender, the whole public way; then every output is searched.

use std::io::Write;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use actix_web::dev::Service;
use actix_web::{HttpServer, rt};
use data_encoding::HEXLOWER;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use huoli::domain::places::CountyCode;
use huoli::store::{DatabaseUrl, StoreError};
use huoli::web::site::{Addresses, Site, service};
use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Client, Method, redirect};
use rustix::process::Signal;

use crate::harness::app::TestApp;
use crate::harness::db::{TestDb, on_both};
use crate::harness::pictures::photo;
use crate::harness::process::{Running, done, huoli};
use crate::harness::visitor::Visitor;

/// Where the sender sits.
const SENDER: &str = "127.83.19.77";

/// A header of each kind that tells who asks, each with a value of its own. Of the languages the first is known here.
const TELLING: [(&str, &str); 26] = [
    ("user-agent", "Skvader-Browser/7"),
    ("accept-language", "fi, x-skvadertongue;q=0.3"),
    ("referer", "https://skvader-referer.example/"),
    ("cookie", "skvader-cookie=1"),
    ("forwarded", "for=203.0.113.61;by=skvader-by"),
    ("x-forwarded-for", "203.0.113.62, 203.0.113.63"),
    ("x-forwarded-host", "skvader-host.example"),
    ("x-real-ip", "203.0.113.64"),
    ("cf-connecting-ip", "203.0.113.65"),
    ("true-client-ip", "203.0.113.66"),
    ("x-client-ip", "2001:db8:5cad:e4::1"),
    ("via", "1.1 skvader-via"),
    ("sec-ch-ua", "\"Skvader\";v=\"7\""),
    ("sec-ch-ua-platform", "\"Skvader OS\""),
    ("sec-ch-ua-model", "\"Skvader Phone\""),
    ("sec-ch-viewport-width", "7319"),
    ("from", "skvader@from.example"),
    ("authorization", "Bearer skvader-bearer"),
    ("proxy-authorization", "Basic skvader-proxy"),
    ("x-request-id", "skvader-request"),
    ("traceparent", "00-skvader-trace-01"),
    ("if-none-match", "\"skvader-etag\""),
    ("x-wap-profile", "skvader-wap"),
    ("dnt", "skvader-dnt"),
    ("origin", "https://skvader-origin.example"),
    ("x-anything-at-all", "skvader-anything"),
];

/// What must be found nowhere.
const CANARIES: [&str; 5] = ["skvader", "203.0.113.", "2001:db8:5cad", SENDER, "83.19.77"];

/// Every canary that stands in one of the outputs, as it is or in hexadecimal, with what surrounds it.
fn found(kept: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in kept {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for canary in CANARIES {
            for word in [canary.to_owned(), HEXLOWER.encode(canary.as_bytes())] {
                if let Some(at) = text.find(&word) {
                    let around: String = text
                        .get(at.saturating_sub(60)..)
                        .unwrap_or(&text[at..])
                        .chars()
                        .take(140)
                        .collect();
                    found.push(format!("{canary} in {name}: {around}"));
                }
            }
        }
    }
    found
}

/// Whoever sits at [`SENDER`] with a telling browser.
fn client() -> Client {
    let headers: HeaderMap = TELLING
        .into_iter()
        .map(|(name, value)| (HeaderName::from_static(name), value.parse().expect("a header")))
        .collect();
    Client::builder()
        .redirect(redirect::Policy::none())
        .default_headers(headers)
        .local_address(SENDER.parse::<IpAddr>().expect("an address"))
        .build()
        .expect("a client")
}

/// The whole public way: a report with a file, its messages, a report in one's work, what one reads, exit, what is not there.
fn walk(address: &str) {
    let code = reports(address);
    reads_and_writes_messages(address, &code);
    reports_at_work(address);
    let visitor = Visitor::using(client(), address, "/paper");
    assert_eq!(visitor.seen.status, 200, "/paper");
    for page in [
        "/paper/professional",
        "/accessibility",
        "/privacy",
        "/contact",
        "/contacts",
        "/contacts/06",
        "/professional/mallilan-koulu",
    ] {
        assert_eq!(visitor.ask(&Method::GET, page, &[]).status, 200, "{page}");
    }
    let typed = [("place".to_owned(), "Turku".to_owned())];
    visitor.ask(&Method::POST, "/contacts", &typed);
    visitor.ask(&Method::POST, "/exit", &[]);
    visitor.ask(&Method::GET, "/nowhere", &[]);
    let rubbish = [
        ("state".to_owned(), "rubbish".to_owned()),
        ("go".to_owned(), "send".to_owned()),
    ];
    visitor.ask(&Method::POST, "/", &rubbish);
    visitor.ask(&Method::DELETE, "/", &[]);
}

/// Start, every question, a faulty page, sending with a photo, sending again. Gives the follow-up code of the receipt.
fn reports(address: &str) -> String {
    let mut visitor = Visitor::using(client(), address, "/");
    visitor
        .press("continue", &[])
        .press("continue", &[("reporter_role", "private_person")])
        .press("continue", &[("children[0].residence.municipality", "Vantaa")])
        .press("continue", &[])
        .press("continue", &[])
        .press(
            "continue",
            &[
                ("concern.description", "Lapsi itkee öisin."),
                ("concern.ongoing", "now"),
            ],
        )
        .press("continue", &[])
        .press("continue", &[("reporter.identity", "anonymous")]);
    let form = visitor.filled_with("send", &[], &[("kuva.jpg", &photo())]);
    visitor.seen = visitor.send("/", form.clone());
    assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
    let sent = visitor.seen.text("main");
    assert!(sent.contains("Mukana lähti yksi tiedosto."), "{sent}");
    visitor.send("/", form);
    visitor.seen.text(".huoli-code")
}

/// A wrong code, the right one, a message with a photo, the end of the messages.
fn reads_and_writes_messages(address: &str, code: &str) {
    let mut visitor = Visitor::using(client(), address, "/fi/followup");
    visitor.press("open", &[("code", "0123-4567-89AB-CDEF-GHJK-MNPQ")]);
    assert_eq!(visitor.seen.status, 422);
    visitor.press("open", &[("code", code)]);
    assert_eq!(visitor.seen.heading(), "Viestit");
    visitor.press_with(
        "send",
        &[("message", "Lapsi itki taas.")],
        &[("kuva.jpg", &photo())],
    );
    assert_eq!(visitor.seen.text(".govuk-inset-text"), "Viesti on lähetetty.");
    visitor.press("close", &[]).press("close_now", &[]);
    assert_eq!(visitor.seen.status, 200);
}

/// A report of somebody in their work, and its copy.
fn reports_at_work(address: &str) {
    let mut visitor = Visitor::using(client(), address, "/professional");
    visitor
        .press("continue", &[])
        .press(
            "continue",
            &[
                ("reporter.authority", "education"),
                ("reporter.organisation", "Mallilan koulu"),
                ("reporter.name", "Oiva Esimerkki"),
                ("reporter.phone", "050 000 0000"),
            ],
        )
        .press(
            "continue",
            &[
                ("children[0].residence.municipality", "Vantaa"),
                ("concern.description", "Tulee kouluun nälkäisenä."),
            ],
        )
        .press("send", &[]);
    assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
    visitor.press("copy:page", &[]);
    assert_eq!(visitor.seen.heading(), "Kopio ilmoituksesta");
}

/// Every file below `folder` with what it holds.
fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
}

#[derive(QueryableByName)]
struct Dumped {
    #[diesel(sql_type = Text)]
    text: String,
}

/// Every row of every table as text, bytes in hexadecimal.
fn dump(db: &TestDb) -> Vec<(String, Vec<u8>)> {
    let read = |query: String| -> Vec<String> {
        let rows = db.store.read("dump", |tx| -> Result<Vec<Dumped>, StoreError> {
            Ok(sql_query(query.as_str()).load(tx.conn())?)
        });
        rows.expect("a table is read")
            .into_iter()
            .map(|row| row.text)
            .collect()
    };
    let tables = read(
        "SELECT table_name::text AS text FROM information_schema.tables WHERE table_schema = current_schema()".to_owned(),
    );
    assert!(tables.len() > 20, "{tables:?}");
    tables
        .into_iter()
        .map(|table| {
            let rows = read(format!("SELECT t::text AS text FROM \"{table}\" AS t"));
            (table, rows.join("\n").into_bytes())
        })
        .collect()
}

on_both! {
    fn nothing_that_tells_who_reported_is_kept_anywhere(db: TestDb) {
        let folder = tempfile::tempdir().expect("a folder");
        let here = folder.path();
        let url = db.service_url();
        std::fs::write(here.join("huoli.toml"), format!("[database]\nurl = {url:?}\n")).expect("settings");
        done(here, &["key", "init", "--example-offices", "--yes"]);
        // Its own defaults of what is too fast: the marked report is searched for too.
        std::fs::write(
            here.join("huoli.toml"),
            format!(
                "[database]\nurl = {url:?}\n[server]\nbind = \"127.0.0.1:0\"\nadmin_bind = \"127.0.0.1:0\"\n\
                 trusted_proxy = \"127.0.0.1\"\n[jobs]\npoll_milliseconds = 50\n[mail]\nfolder = \"mails\"\n\
                 sender = \"huoli@county.example\"\n[log]\nlevel = \"trace\"\nformat = \"json\"\n"
            ),
        )
        .expect("settings");
        std::fs::create_dir(here.join("mails")).expect("a folder");
        done(here, &["offices", "mailbox", "Vantaan lastensuojelu", "vastaanotto@espoo.example"]);
        let mut serve = huoli(here, &["serve"]);
        serve.env("HUOLI_FLOOD__SOURCE_BURST", "0").env("HUOLI_FLOOD__DELAY_SECONDS", "1");
        let (mut running, line) = Running::start(serve);
        let address = |line: &str| line.trim().rsplit(' ').next().expect("a word").trim_end_matches('/').to_owned();
        let (site, admin) = (address(&line), address(&running.line()));
        walk(&site);
        // What happens now is told to the office at once.
        let begun = Instant::now();
        while std::fs::read_dir(here.join("mails")).expect("the mails").count() == 0 {
            assert!(begun.elapsed() < Duration::from_mins(1), "the office is told");
            thread::sleep(Duration::from_millis(100));
        }

        let metrics = crate::harness::process::send(crate::harness::process::CLIENT.get(format!("{admin}/metrics"))).2;
        assert!(metrics.contains("huoli_http_requests_total"), "{metrics}");
        let mut kept = vec![("the figures".to_owned(), metrics.into_bytes())];
        let (_, out, log, _) = running.stop(Signal::TERM);
        assert!(log.contains("\"TRACE\"") || log.contains("\"DEBUG\""), "{log}");
        assert!(log.contains("\"http.route\""), "{log}");
        kept.push(("the output".to_owned(), out.into_bytes()));
        kept.push(("the log".to_owned(), log.into_bytes()));
        files(here, &mut kept);
        match &db.url {
            DatabaseUrl::Sqlite(path) => files(path.parent().expect("a folder"), &mut kept),
            DatabaseUrl::Postgres(_) => kept.extend(dump(&db)),
        }
        let stored: usize = kept.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(stored > 20_000, "there is something to search: {stored}");
        assert_eq!(found(&kept), Vec::<String>::new());
    }
}

/// What a layer writes of each request that it sees.
type Notes = Arc<Mutex<Vec<u8>>>;

/// Serves `app` with a layer outside the edge that logs as common loggers do, and gives what it wrote.
fn logged_outside_the_edge(app: &TestApp) -> Vec<u8> {
    let addresses = Addresses {
        public: "http://127.0.0.1/".to_owned(),
        staff: "http://127.0.0.1/staff/".to_owned(),
        exit: "https://neutral.example/".to_owned(),
    };
    let county = CountyCode::parse("03").expect("a county");
    let site = Site::new((**app).clone(), addresses, county).expect("a site");
    let notes = Notes::default();
    let writing = Arc::clone(&notes);
    let (tell, told) = mpsc::channel();
    let served = thread::spawn(move || {
        rt::System::new().block_on(async move {
            let server = HttpServer::new(move || {
                let notes = Arc::clone(&writing);
                service(&site).wrap_fn(move |request, service| {
                    let mut notes = notes.lock().expect("nobody panics");
                    writeln!(notes, "{:?}", request.head().peer_addr).expect("memory");
                    for (name, value) in request.headers() {
                        writeln!(notes, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))
                            .expect("memory");
                    }
                    drop(notes);
                    service.call(request)
                })
            })
            .workers(1)
            .disable_signals()
            .bind(("127.0.0.1", 0))
            .expect("a free port");
            let address = *server.addrs().first().expect("an address");
            let server = server.run();
            tell.send((address, server.handle())).expect("the test waits");
            server.await.expect("it runs");
        });
    });
    let (address, handle) = told.recv().expect("it starts");
    walk(&format!("http://{address}"));
    drop(handle.stop(false));
    served.join().expect("it ends");
    let notes = notes.lock().expect("nobody panics");
    notes.clone()
}

/// The control: the same search finds every one of the values where something logs what a request brings.
#[test]
fn a_logger_outside_the_edge_is_found_out() {
    let app = TestApp::new(TestDb::sqlite());
    let begun = Instant::now();
    let notes = logged_outside_the_edge(&app);
    assert!(begun.elapsed() < Duration::from_mins(1));
    let hits = found(&[("the notes".to_owned(), notes.clone())]);
    assert_eq!(hits.len(), CANARIES.len(), "{hits:?}");
    let text = String::from_utf8_lossy(&notes);
    for (name, value) in TELLING {
        assert!(text.contains(value), "{name} was sent");
    }
    let hidden = HEXLOWER.encode(b"a Skvader-Browser".to_ascii_lowercase().as_slice());
    assert_eq!(
        found(&[("bytes".to_owned(), hidden.into_bytes())]).len(),
        1,
        "also in bytes of a dump"
    );
}
