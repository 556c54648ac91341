//! What a request may be, and what of it is forgotten before anything is done with it.

use std::path::Path;

use huoli::web::layer::edge::Front;
use reqwest::{Method, StatusCode};
use rustix::process::Signal;
use serde_json::json;

use crate::boot::serve::{after, ready};
use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::process::{CLIENT, Running, done, huoli, send};
use crate::harness::site::Site;

/// A header of each kind that tells who asks, each with a value of its own.
const TELLING: [(&str, &str); 16] = [
    ("user-agent", "Skvader-Browser/7"),
    ("referer", "https://skvader-referer.example/"),
    ("accept-language", "sv, x-skvadertongue;q=0.3"),
    ("cookie", "skvader-cookie=1"),
    ("forwarded", "for=203.0.113.61"),
    ("x-forwarded-for", "203.0.113.62"),
    ("x-real-ip", "203.0.113.63"),
    ("cf-connecting-ip", "203.0.113.64"),
    ("true-client-ip", "203.0.113.65"),
    ("via", "1.1 skvader-proxy"),
    ("x-request-id", "skvader-request"),
    ("traceparent", "00-skvader-trace-01"),
    ("if-none-match", "\"skvader-etag\""),
    ("sec-ch-ua-model", "\"Skvader Phone\""),
    ("dnt", "skvader-dnt"),
    ("x-skvader", "skvader-anything"),
];

#[test]
fn nothing_that_tells_who_asked_is_kept_anywhere() {
    let folder = ready();
    let here = folder.path();
    std::fs::write(
        here.join("huoli.toml"),
        "[server]\nbind = \"127.0.0.1:0\"\ntrusted_proxy = \"127.0.0.1\"\n[log]\nlevel = \"trace\"\nformat = \"json\"\n",
    )
    .unwrap();
    let added = done(here, &["client", "add", "--name", "Mallilan koulu"]);
    let token = after(&added, "Token");
    let (running, line) = Running::start(huoli(here, &["serve"]));
    let address = line
        .trim()
        .rsplit(' ')
        .next()
        .unwrap()
        .trim_end_matches('/')
        .to_owned();
    let tell = |mut request: reqwest::RequestBuilder| {
        for (name, value) in TELLING {
            request = request.header(name, value);
        }
        send(request)
    };
    let report = json!({
        "reporter": {"authority": "education", "organisation": "M", "name": "O", "phone": "1"},
        "children": [{}],
        "concern": {"description": "x"}
    });
    let filed = CLIENT
        .post(format!("{address}/api/v1/reports"))
        .bearer_auth(token)
        .header("Idempotency-Key", "a")
        .json(&report);
    assert_eq!(tell(filed).0, StatusCode::CREATED);
    let (status, _, page) = tell(CLIENT.get(format!("{address}/")));
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("<html lang=\"sv\""),
        "the language itself is not lost"
    );
    for path in ["/nowhere", "/staff/queue", "/openapi.json", "/staff/sign-in"] {
        tell(CLIENT.get(format!("{address}{path}")));
    }
    tell(CLIENT.post(format!("{address}/")).body("state=skvader-state"));
    tell(CLIENT.request("SKVADERMETHOD".parse::<Method>().unwrap(), &address));

    let (_, out, log, _) = running.stop(Signal::TERM);
    assert!(log.contains("\"http.route\""), "{log}");
    let mut kept = vec![
        ("the output".to_owned(), out.into_bytes()),
        ("the log".to_owned(), log.into_bytes()),
    ];
    files(here, &mut kept);
    assert!(
        kept.iter()
            .any(|(name, bytes)| name.ends_with("huoli.db") && bytes.len() > 10_000)
    );
    for (name, bytes) in &kept {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for word in ["skvader", "203.0.113."] {
            let found = text.find(word).map(|at| {
                text[at.saturating_sub(60)..]
                    .chars()
                    .take(120)
                    .collect::<String>()
            });
            assert_eq!(found, None, "{word} in {name}");
        }
    }
}

/// Every file below `folder` with what it holds.
fn files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

#[test]
fn a_host_that_is_not_ours_is_not_served() {
    let app = TestApp::new(TestDb::sqlite());
    let front = Front {
        hosts: vec!["huoli.example".to_owned(), "abcdefgh.onion".to_owned()],
        ..Front::default()
    };
    let site = Site::behind(front, &app);
    let ask = |host: &str| send(CLIENT.get(format!("{}/", site.address)).header("host", host));
    for own in [
        "huoli.example",
        "HUOLI.example:8443",
        "huoli.example.",
        "abcdefgh.onion",
    ] {
        assert_eq!(ask(own).0, StatusCode::OK, "{own}");
    }
    for other in [
        "evil.example",
        "huoli.example.evil.example",
        "127.0.0.1",
        "[::1]:80",
    ] {
        let (status, headers, page) = ask(other);
        assert_eq!(status, StatusCode::MISDIRECTED_REQUEST, "{other}");
        assert!(
            headers.contains_key("content-security-policy") && page.contains("<h1"),
            "{other}"
        );
        assert!(!page.contains("evil"), "{other}");
    }
    let api = CLIENT.get(format!("{}/api/v1/codes/reasons", site.address));
    let (_, _, problem) = send(api.header("host", "evil.example"));
    assert!(problem.contains("\"code\":\"other_host\""), "{problem}");
}

#[test]
fn what_is_too_long_is_refused_in_our_own_words() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let long_address = format!("{}/?{}", site.address, "a".repeat(2048));
    let (status, headers, page) = send(CLIENT.get(&long_address));
    assert_eq!(status, StatusCode::URI_TOO_LONG);
    assert!(headers.contains_key("content-security-policy") && page.contains("<h1"));
    let fits = format!("{}/?{}", site.address, "a".repeat(2046));
    assert_eq!(send(CLIENT.get(&fits)).0, StatusCode::OK);

    for (size, expected) in [
        (15_000, StatusCode::OK),
        (17_000, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE),
    ] {
        let request = CLIENT.get(format!("{}/", site.address));
        let (status, headers, page) = send(request.header("x-large", "a".repeat(size)));
        assert_eq!(status, expected);
        assert!(headers.contains_key("content-security-policy") && page.contains("<h1"));
    }
}

#[test]
fn a_method_that_nothing_takes_is_refused_everywhere_alike() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    for path in [
        "/",
        "/nothing",
        "/api/nothing",
        "/api/v1/reports",
        "/staff/nothing",
        "/assets/x",
    ] {
        for method in ["PUT", "TRACE", "BREW"] {
            let request = CLIENT.request(method.parse().unwrap(), format!("{}{path}", site.address));
            let (status, headers, _) = send(request);
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(headers.contains_key("content-security-policy"), "{method} {path}");
        }
    }
}

/// Staff on a host of their own, and an onion service beside both: as the program takes it from its settings.
#[test]
fn staff_are_answered_on_their_own_host_alone_and_an_onion_host_hears_nothing_of_https() {
    let folder = ready();
    let here = folder.path();
    std::fs::write(
        here.join("huoli.toml"),
        "[server]\nbind = \"127.0.0.1:0\"\npublic_url = \"https://huoli.example/\"\n\
         staff_url = \"https://staff.example/staff/\"\nsecurity_contact = \"tietoturva@mallila.example\"\n\
         hosts = \"huoli.example, staff.example, abcdefgh.onion\"\n",
    )
    .unwrap();
    let (_running, line) = Running::start(huoli(here, &["serve"]));
    let address = line
        .split_whitespace()
        .find(|word| word.starts_with("127.0.0.1:"))
        .unwrap_or_else(|| panic!("no address in {line}"))
        .to_owned();
    let ask = |host: &str, path: &str| {
        let request = CLIENT.get(format!("http://{address}{path}"));
        send(request.header("host", host))
    };
    for host in ["huoli.example", "staff.example", "abcdefgh.onion"] {
        assert_eq!(ask(host, "/").0, StatusCode::OK, "the public pages on {host}");
    }
    assert_eq!(ask("STAFF.example:443", "/staff/sign-in").0, StatusCode::OK);
    for host in ["huoli.example", "huoli.example:8443", "abcdefgh.onion"] {
        let (_, absent_headers, absent) = ask(host, "/nothing/sign-in");
        for path in [
            "/staff",
            "/staff/",
            "/staff/sign-in",
            "/staff/nothing",
            "/%73taff/sign-in",
            "/staff/cases/x/identity",
        ] {
            assert_eq!(ask(host, path).0, StatusCode::NOT_FOUND, "{path} on {host}");
        }
        let (_, headers, page) = ask(host, "/staff/sign-in");
        assert_eq!(page, absent, "like a page that is not there");
        let names = |headers: &reqwest::header::HeaderMap| {
            let rest = headers.iter().filter(|(name, _)| *name != "date");
            let mut rest: Vec<String> = rest.map(|(name, value)| format!("{name}: {value:?}")).collect();
            rest.sort();
            rest
        };
        assert_eq!(names(&headers), names(&absent_headers));
        let form = CLIENT.post(format!("http://{address}/staff/sign-in"));
        let form = form.header("host", host).form(&[("user_name", "sari")]);
        assert_eq!(send(form).0, StatusCode::NOT_FOUND, "a form to {host}");
    }

    let (status, headers, told) = ask("huoli.example", "/.well-known/security.txt");
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
    assert!(
        told.starts_with("Contact: mailto:tietoturva@mallila.example\nExpires: 2"),
        "{told}"
    );

    let https_only = |host: &str, path: &str| ask(host, path).1.contains_key("strict-transport-security");
    for (host, told) in [
        ("huoli.example", true),
        ("staff.example", true),
        ("abcdefgh.onion", false),
        ("ABCDEFGH.onion.:80", false),
    ] {
        for path in ["/", "/nothing", "/assets/nothing", "/staff/sign-in"] {
            assert_eq!(https_only(host, path), told, "{path} on {host}");
        }
    }
}

#[test]
fn without_a_contact_there_is_no_page_that_names_one() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let (status, _, page) = send(CLIENT.get(format!("{}/.well-known/security.txt", site.address)));
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(!page.contains("Contact:"));
}
