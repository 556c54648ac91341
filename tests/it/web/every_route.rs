//! The table of routes is the site: what stands in it answers, what does not is 404 or 405, and every answer has its
//! headers.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;

use actix_web::{HttpServer, rt};
use huoli::domain::language::Language;
use huoli::places::directory::Directory;
use huoli::web::site::{self, Addresses, ROUTES, Site};
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};

use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::process::{CLIENT, send};

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

/// The whole site below `prefix`; it ends with the tests.
fn start(app: &TestApp, prefix: &str) -> String {
    let addresses = Addresses {
        public: format!("https://huoli.example{prefix}/"),
        staff: format!("https://huoli.example{prefix}/staff/"),
        exit: "https://neutral.example/weather".to_owned(),
    };
    let site = Site::new((**app).clone(), addresses, Directory::embedded().home_county).expect("a site");
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        rt::System::new().block_on(async move {
            let server = HttpServer::new(move || site::service(&site))
                .workers(1)
                .disable_signals();
            let server = server.bind(("127.0.0.1", 0)).expect("a free port");
            tell.send(*server.addrs().first().expect("an address"))
                .expect("the test waits");
            server.run().await.expect("it runs");
        });
    });
    format!("http://{}{prefix}", told.recv().expect("it starts"))
}

/// A path of the table as somebody would ask for it.
fn filled(path: &str) -> String {
    filled_in(path, "sv")
}

fn filled_in(path: &str, language: &str) -> String {
    path.replace("{reference}", "LS-0000-0000")
        .replace("{list}", "reasons")
        .replace("{language}", language)
        .replace("{organisation}", "mallilan-koulu")
        .replace("{county}", "03")
        .replace("{form}", "concern")
        .replace("{municipality}/{code}", "049/leppavaara")
        .replace("{id}", "1b4e28ba-2fa1-41d2-883f-0016d3cca427")
        .replace("{copy}", "1b4e28ba-2fa1-41d2-883f-0016d3cca429")
        .replace("{file}", "1b4e28ba-2fa1-41d2-883f-0016d3cca428")
}

/// Every path of the table with its methods, as somebody would ask for it: in each language, where it has one.
fn all_of_them() -> Vec<(&'static str, &'static str, String)> {
    let mut all = Vec::new();
    for (path, methods) in ROUTES {
        let languages = if path.contains("{language}") { 3 } else { 1 };
        for language in Language::ALL.iter().take(languages) {
            all.push((*path, *methods, filled_in(path, language.path())));
        }
    }
    all
}

#[test]
fn every_path_takes_its_methods_and_no_other() {
    let app = TestApp::new(TestDb::sqlite());
    let address = start(&app, "");
    for (path, methods, asked) in all_of_them() {
        for method in METHODS {
            let url = format!("{address}{asked}");
            let (status, headers, _) = send(CLIENT.request(method.parse::<Method>().unwrap(), url));
            assert!(!status.is_server_error(), "{method} {path}: {status}");
            let refused = status == StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(
                !refused,
                methods.split(' ').any(|own| own == method),
                "{method} {path}: {status}"
            );
            keeps_every_header(&format!("{method} {path}"), path, &headers);
        }
    }
    for nowhere in [
        "/nothing",
        "/staff/nothing",
        "/api/nothing",
        "/api/v1/nothing",
        "/assets/huoli.css",
        "//",
        "/fi/",
        "/se",
        "/se/contacts",
        "/selko",
        "/qaa/paper",
    ] {
        let (status, headers, _) = send(CLIENT.get(format!("{address}{nowhere}")));
        assert_eq!(status, StatusCode::NOT_FOUND, "{nowhere}");
        keeps_every_header(nowhere, nowhere, &headers);
    }
}

/// Every security header with its value, and none that tells too much, on an answer of `path`.
fn keeps_every_header(what: &str, path: &str, headers: &HeaderMap) {
    let one = |name: &str| {
        let all: Vec<&str> = headers
            .get_all(name)
            .iter()
            .map(|value| value.to_str().expect("text"))
            .collect();
        assert!(all.len() <= 1, "{what}: {name} stands there {} times", all.len());
        all.first().copied().unwrap_or_default().to_owned()
    };
    for (name, value) in [
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-dns-prefetch-control", "off"),
    ] {
        assert_eq!(one(name), value, "{what}: {name}");
    }
    let features = one("permissions-policy");
    for feature in [
        "camera",
        "microphone",
        "geolocation",
        "display-capture",
        "usb",
        "browsing-topics",
    ] {
        assert!(features.contains(&format!("{feature}=()")), "{what}: {features}");
    }
    assert!(
        features.split(", ").all(|feature| feature.ends_with("=()")),
        "{what}: {features}"
    );
    let staff = path.starts_with("/staff");
    let policy = one("content-security-policy");
    let same = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; \
                frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; form-action 'self'";
    let rest = policy
        .strip_prefix(same)
        .unwrap_or_else(|| panic!("{what}: {policy}"));
    let expected = if staff {
        "; report-uri /staff/csp-report; report-to csp"
    } else {
        " https://neutral.example"
    };
    assert_eq!(rest, expected, "{what}");
    let robots = match path {
        _ if staff => "noindex",
        "/" | "/{language}" => "",
        _ => "noindex, noarchive",
    };
    let robots_said = one("x-robots-tag");
    assert!(
        robots_said == robots || (robots.is_empty() && robots_said == "noindex, noarchive"),
        "{what}: {robots_said}"
    );
    let forbidden = [
        "server",
        "x-powered-by",
        "etag",
        "last-modified",
        "access-control-allow-origin",
        "date-modified",
        "x-huoli-version",
    ];
    for name in forbidden {
        assert!(!headers.contains_key(name), "{what} has {name}");
    }
    for set in headers.get_all("set-cookie") {
        let set = set.to_str().expect("text");
        assert!(staff && set.starts_with("__Host-"), "{what}: {set}");
    }
}

#[test]
fn every_refusal_of_the_whole_site_has_every_header() {
    let app = TestApp::new(TestDb::sqlite());
    let address = start(&app, "");
    let form = |path: &str| {
        CLIENT
            .post(format!("{address}{path}"))
            .header("content-type", "application/x-www-form-urlencoded")
    };
    let large = "a=".to_owned() + &"b".repeat(2 * 1024 * 1024);
    let many = (0..400)
        .map(|number| format!("f{number}=x"))
        .collect::<Vec<_>>()
        .join("&");
    for (path, request, expected) in [
        ("/", form("/").body(large.clone()), 413),
        ("/contacts", form("/contacts").body(large.clone()), 413),
        ("/staff/sign-in", form("/staff/sign-in").body(large), 413),
        ("/", form("/").body(many), 400),
        ("/", form("/").body("state=rubbish&go=continue"), 400),
        (
            "/",
            CLIENT
                .post(format!("{address}/"))
                .header("content-type", "text/plain")
                .body("x"),
            415,
        ),
        (
            "/nowhere",
            CLIENT.get(format!("{address}/nowhere?{}", "a".repeat(3_000))),
            414,
        ),
        (
            "/nowhere",
            CLIENT
                .get(format!("{address}/nowhere"))
                .header("x-large", "a".repeat(17_000)),
            431,
        ),
        (
            "/nowhere",
            CLIENT
                .get(format!("{address}/nowhere"))
                .header("host", "evil.example"),
            421,
        ),
        (
            "/api/v1/reports",
            CLIENT.post(format!("{address}/api/v1/reports")).body("{}"),
            401,
        ),
        (
            "/staff/floods",
            CLIENT.post(format!("{address}/staff/floods")),
            405,
        ),
    ] {
        let (status, headers, _) = send(request);
        assert_eq!(status.as_u16(), expected, "{path}");
        keeps_every_header(&format!("{expected} {path}"), path, &headers);
    }
}

#[test]
fn below_a_prefix_the_site_is_the_same() {
    let app = TestApp::new(TestDb::sqlite());
    let (plain, below) = (start(&app, ""), start(&app, "/huoli/x"));
    let status = |address: &str, path: &str| send(CLIENT.get(format!("{address}{}", filled(path)))).0;
    let answers: BTreeMap<&str, (StatusCode, StatusCode)> = ROUTES
        .iter()
        .map(|(path, _)| (*path, (status(&plain, path), status(&below, path))))
        .collect();
    assert!(
        answers.values().all(|(plain, below)| plain == below),
        "{answers:?}"
    );
    let outside = below.trim_end_matches("/huoli/x");
    assert_eq!(status(outside, "/"), StatusCode::NOT_FOUND);
}

#[test]
fn the_api_describes_the_paths_that_are_there() {
    let app = TestApp::new(TestDb::sqlite());
    let address = start(&app, "");
    let (_, _, text) = send(CLIENT.get(format!("{address}/openapi.json")));
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let described: Vec<&String> = document["paths"].as_object().expect("paths").keys().collect();
    let there = |path: &str| ROUTES.iter().any(|(route, _)| route == &path);
    assert!(
        !described.is_empty() && described.iter().all(|path| there(path)),
        "{described:?}"
    );
}
