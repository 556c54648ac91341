//! Text that breaks programs, through every form beside the reports. The fields of the
//! reports: `web::naughty_fields`. What staff see of it: `staff::naughty`.

use chrono::TimeDelta;
use reqwest::Method;
use scraper::Html;
use serde_json::json;

use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::naughty::NAUGHTY;
use crate::harness::process::{CLIENT, send};
use crate::harness::site::Site;
use crate::harness::visitor::{Visitor, select};

/// What a browser that has read the page holds in the field: line ends are one, and no page can hold a NUL.
pub fn held(typed: &str) -> String {
    typed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "\u{fffd}")
}

#[test]
fn sixty_four_thousand_accents_on_one_letter_are_kept_or_refused_in_words() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let mut visitor = Visitor::open(&site.address, "/");
    visitor
        .press("continue", &[])
        .press("continue", &[("reporter_role", "private_person")])
        .press("continue", &[("children[0].residence.municipality", "Vantaa")])
        .press("continue", &[]);
    let tower = format!("a{}", "\u{301}".repeat(64 * 1024));
    visitor.press("continue", &[("concern.description", &tower)]);
    assert!(
        [200, 422].contains(&visitor.seen.status),
        "{}",
        visitor.seen.status
    );
    if visitor.seen.status == 422 {
        assert_eq!(visitor.seen.value("concern.description"), [tower]);
    }
}

#[test]
fn the_list_is_long() {
    assert!(NAUGHTY.len() >= 500, "{}", NAUGHTY.len());
}

#[test]
fn the_mailbox_takes_it_as_a_code_and_shows_it_as_a_message() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let receipt = app.file(&json!({"children": [{}], "concern": {"description": "Huoli"}}));
    let mut visitor = Visitor::open(&site.address, "/fi/followup");
    for text in NAUGHTY.iter().step_by(5) {
        let seen = visitor.ask(
            &Method::POST,
            "/fi/followup",
            &visitor.filled("open", &[("code", text)]),
        );
        assert!([422, 429].contains(&seen.status), "{text:?}: {}", seen.status);
        // Whoever guessed this often waits.
        app.clock.advance(TimeDelta::hours(1));
    }
    let code = receipt.follow_up_code.expect("a code");
    visitor.press("open", &[("code", &code)]);
    assert_eq!(visitor.seen.status, 200);
    for some in NAUGHTY.chunks(5) {
        let text = some.join(" · ");
        let mut form = visitor.filled("lang:sv", &[]);
        form.retain(|(name, _)| name != "message");
        form.push(("message".to_owned(), text.clone()));
        let seen = visitor.ask(&Method::POST, "/fi/followup", &form);
        assert_eq!(seen.status, 200);
        assert_eq!(seen.value("message"), [held(&text)]);
    }
}

#[test]
fn every_other_form_takes_it_without_failing() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    for text in NAUGHTY.iter() {
        let forms: [(&str, Vec<(&str, &str)>); 4] = [
            ("/contacts", vec![("place", text), ("go", "continue")]),
            (
                "/staff/sign-in",
                vec![
                    ("user_name", text),
                    ("password", text),
                    ("code", text),
                    ("next", text),
                ],
            ),
            ("/", vec![("state", text), ("go", text), (text, text)]),
            ("/exit", vec![(text, text)]),
        ];
        for (path, form) in forms {
            // Signing in is made slow for whoever guesses: a few are enough there.
            if path == "/staff/sign-in" && !["<plaintext>", "a\0b", "' OR 1=1--"].contains(&text.as_str()) {
                continue;
            }
            let (status, headers, html) = send(CLIENT.post(format!("{}{path}", site.address)).form(&form));
            assert!(!status.is_server_error(), "{path} {text:?}: {status}");
            if path == "/contacts" {
                let page = Html::parse_document(&html);
                let place = select(&page, "[name=place]");
                let shown = place
                    .first()
                    .and_then(|place| place.attr("value"))
                    .unwrap_or_default();
                assert_eq!(shown, held(text).trim());
            }
            for value in headers.values() {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                assert!(
                    text.len() < 8 || !value.contains(text.as_str()),
                    "{path}: {text:?} in a header"
                );
            }
        }
    }
}
