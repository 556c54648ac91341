//! Every response carries every security header, whatever went wrong, and tells nothing more than it must.

use reqwest::{Client, Method, Response};

use super::site;

const ON_EVERYTHING: [(&str, &str); 10] = [
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-dns-prefetch-control", "off"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("permissions-policy", "camera=()"),
];

async fn ask(site: &str, method: Method, path: &str, body: &str) -> Response {
    Client::new()
        .request(method, format!("{site}{path}"))
        .header("accept-language", "sv")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.to_owned())
        .send()
        .await
        .expect("the site answers")
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("a readable header"))
}

#[actix_web::test]
async fn every_response_has_every_header_whatever_went_wrong() {
    let site = site::start();
    let too_large = "a=".to_owned() + &"b".repeat(2000);
    for (method, path, body, status) in [
        (Method::GET, "/", "", 200),
        (Method::POST, "/", "a=b", 200),
        (Method::GET, "/nowhere", "", 404),
        (Method::GET, "/staff/nowhere", "", 404),
        (Method::GET, "/api/v1/nowhere", "", 404),
        (Method::DELETE, "/", "", 405),
        (Method::POST, "/", too_large.as_str(), 413),
        (Method::GET, "/panic", "", 500),
        (Method::GET, "/blocking", "", 500),
        (Method::GET, "/busy", "", 503),
        (Method::GET, "/form", "", 422),
    ] {
        let response = ask(&site, method.clone(), path, body).await;
        assert_eq!(response.status(), status, "{method} {path}");
        for (name, value) in ON_EVERYTHING {
            assert!(
                header(&response, name).contains(value),
                "{method} {path}: {name} is {}",
                header(&response, name)
            );
        }
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'; img-src 'self'"),
            "{path}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'") && !policy.contains("script-src"),
            "{path}: {policy}"
        );
        let exit = policy.ends_with("form-action 'self' https://www.example.org");
        assert_eq!(exit, !path.starts_with("/staff"), "{path}: {policy}");
        for absent in [
            "set-cookie",
            "server",
            "x-powered-by",
            "etag",
            "access-control-allow-origin",
        ] {
            assert!(
                response.headers().get(absent).is_none(),
                "{method} {path} has {absent}"
            );
        }
    }
}

#[actix_web::test]
async fn only_staff_may_get_a_cookie_and_only_the_start_page_may_be_found() {
    let site = site::start();
    assert_eq!(
        header(&ask(&site, Method::GET, "/cookie", "").await, "set-cookie"),
        ""
    );
    assert_eq!(
        header(&ask(&site, Method::GET, "/staff/cookie", "").await, "set-cookie"),
        "a=b"
    );
    assert_eq!(
        header(
            &ask(&site, Method::GET, "/staff/cookie", "").await,
            "x-robots-tag"
        ),
        "noindex"
    );
    assert_eq!(
        header(&ask(&site, Method::GET, "/cookie", "").await, "x-robots-tag"),
        "noindex, noarchive"
    );
    assert_eq!(
        header(&ask(&site, Method::GET, "/", "").await, "x-robots-tag"),
        ""
    );
}

#[actix_web::test]
async fn a_sandbox_asked_for_by_a_handler_stays() {
    let site = site::start();
    let response = ask(&site, Method::GET, "/file", "").await;
    let policies: Vec<_> = response
        .headers()
        .get_all("content-security-policy")
        .iter()
        .collect();
    assert_eq!(policies.len(), 2);
    assert_eq!(policies[0], "sandbox");
}

#[actix_web::test]
async fn a_person_gets_a_page_in_their_language_with_a_way_on() {
    let site = site::start();
    let page = ask(&site, Method::GET, "/a/b/nowhere", "")
        .await
        .text()
        .await
        .expect("a page");
    for expected in [
        "<html lang=\"sv\"",
        "<h1 class=\"govuk-heading-l\">Sidan kan inte visas</h1>",
        "href=\"../../\"",
        "112",
        "Päivystys 000",
        "Lapin hyvinvointialue",
        "../../assets/huoli.",
    ] {
        assert!(page.contains(expected), "{expected} is missing in {page}");
    }
}

#[actix_web::test]
async fn what_belongs_to_somebody_else_looks_like_what_is_not_there() {
    let site = site::start();
    let absent = ask(&site, Method::GET, "/absent", "")
        .await
        .bytes()
        .await
        .expect("a page");
    let foreign = ask(&site, Method::GET, "/foreign", "")
        .await
        .bytes()
        .await
        .expect("a page");
    assert_eq!(absent, foreign);
}

#[actix_web::test]
async fn a_fault_of_ours_gives_a_number_and_no_inner_word() {
    let site = site::start();
    for path in ["/panic", "/blocking", "/busy"] {
        let page = ask(&site, Method::GET, path, "")
            .await
            .text()
            .await
            .expect("a page");
        assert!(page.contains("Felets nummer: "), "{page}");
        assert!(
            !page.contains("on purpose") && !page.contains("database"),
            "{page}"
        );
    }
    assert_eq!(
        header(&ask(&site, Method::GET, "/busy", "").await, "retry-after"),
        "7"
    );
}

#[actix_web::test]
async fn a_machine_gets_a_problem_document() {
    let site = site::start();
    let response = ask(&site, Method::GET, "/api/v1/nowhere", "").await;
    assert_eq!(header(&response, "content-type"), "application/problem+json");
    let problem: serde_json::Value = response.json().await.expect("a document");
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["code"], "not_found");
    assert_eq!(problem["title"], "Not Found");
    assert_eq!(
        problem["detail"],
        "Sidan hittas inte. Kontrollera adressen eller börja om."
    );
    assert!(problem.get("number").is_none());
}

#[actix_web::test]
async fn a_form_that_a_handler_shows_again_is_left_as_it_is() {
    let site = site::start();
    let page = ask(&site, Method::GET, "/form", "")
        .await
        .text()
        .await
        .expect("a page");
    assert_eq!(page, "<p>the form again</p>");
}
