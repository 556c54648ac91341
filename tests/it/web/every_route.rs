//! The table of routes is the site: what stands in it answers, what does not is 404 or 405, and every answer has its
//! headers.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;

use actix_web::{HttpServer, rt};
use huoli::places::directory::Directory;
use huoli::web::site::{self, Addresses, ROUTES, Site};
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
    path.replace("{reference}", "LS-0000-0000")
        .replace("{list}", "reasons")
        .replace("{language}", "sv")
        .replace("{organisation}", "mallilan-koulu")
        .replace("{county}", "03")
        .replace("{municipality}/{code}", "049/leppavaara")
        .replace("{id}", "1b4e28ba-2fa1-41d2-883f-0016d3cca427")
}

#[test]
fn every_path_takes_its_methods_and_no_other() {
    let app = TestApp::new(TestDb::sqlite());
    let address = start(&app, "");
    for (path, methods) in ROUTES {
        for method in METHODS {
            let url = format!("{address}{}", filled(path));
            let (status, headers, _) = send(CLIENT.request(method.parse::<Method>().unwrap(), url));
            assert!(!status.is_server_error(), "{method} {path}: {status}");
            let refused = status == StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(
                !refused,
                methods.split(' ').any(|own| own == method),
                "{method} {path}: {status}"
            );
            for name in [
                "content-security-policy",
                "referrer-policy",
                "x-content-type-options",
                "strict-transport-security",
            ] {
                assert!(headers.contains_key(name), "{method} {path} lacks {name}");
            }
            assert_eq!(headers["cache-control"], "no-store", "{method} {path}");
            assert!(
                path.starts_with("/staff") || !headers.contains_key("set-cookie"),
                "{method} {path}"
            );
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
    ] {
        let (status, headers, _) = send(CLIENT.get(format!("{address}{nowhere}")));
        assert_eq!(status, StatusCode::NOT_FOUND, "{nowhere}");
        assert!(headers.contains_key("content-security-policy"), "{nowhere}");
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
