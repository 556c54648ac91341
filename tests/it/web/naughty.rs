//! Text that breaks programs (SECURITY E13, T10): through every field of every page over HTTP. Nothing fails, everything
//! stands on the page as it was typed. What staff see of it: `staff::naughty`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use reqwest::Method;
use scraper::Html;

use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::process::{CLIENT, send};
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor, select};

/// Our own list, by what it tries.
pub static NAUGHTY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/naughty.json"));
    let lists: BTreeMap<String, Vec<String>> =
        serde_json::from_str(&text.expect("the list")).expect("lists of strings");
    lists.into_values().flatten().collect()
});

/// What a browser that has read the page holds in the field: line ends are one, and no page can hold a NUL.
fn held(typed: &str) -> String {
    typed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "\u{fffd}")
}

/// The names of the boxes on the page into which one can type.
fn boxes(seen: &Seen) -> Vec<String> {
    let page = Html::parse_document(&seen.html);
    let boxes = "#step input[type=text], #step input[type=tel], #step input[type=email], #step textarea";
    let names = select(&page, boxes)
        .into_iter()
        .filter_map(|field| field.attr("name").map(str::to_owned));
    names.collect()
}

/// Types every string of the list into the boxes of the page, some at a time, and looks at what comes back when the
/// language is changed (which checks nothing) or when one goes on (which may refuse, and still shows it).
fn through(visitor: &Visitor, path: &str, list: &[String]) -> usize {
    let boxes = boxes(&visitor.seen);
    assert!(!boxes.is_empty(), "{}", visitor.seen.heading());
    let mut posted = 0;
    for (round, some) in list.chunks(boxes.len()).enumerate() {
        let typed: Vec<(&str, &str)> = boxes
            .iter()
            // Each round begins at another box.
            .cycle()
            .skip(round)
            .zip(some)
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        // By turns a button that checks nothing and one that may refuse.
        let go = if round % 2 == 0 { "lang:sv" } else { "continue" };
        let seen = visitor.ask(&Method::POST, path, &visitor.filled(go, &typed));
        posted += 1;
        assert!(
            [200, 422].contains(&seen.status),
            "{go} {typed:?}: {}",
            seen.status
        );
        let stays = go == "lang:sv" || seen.status == 422;
        for (name, text) in typed.iter().filter(|_| stays) {
            assert_eq!(seen.value(name), [held(text)], "{go} {name} {text:?}");
        }
    }
    posted
}

#[test]
fn every_box_of_the_wizard_shows_what_was_typed_and_nothing_fails() {
    assert!(NAUGHTY.len() >= 300);
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let list = &NAUGHTY[..];
    let mut visitor = Visitor::open(&site.address, "/fi");
    visitor
        .press("continue", &[])
        .press("continue", &[("reporter_role", "private_person")]);
    // One box alone: some of the list, so that it does not take long.
    let some: Vec<String> = list.iter().step_by(5).cloned().collect();
    let mut posted = through(&visitor, "/fi", &some);
    visitor.press("continue", &[("children[0].residence.municipality", "Vantaa")]);
    posted += through(&visitor, "/fi", list);
    visitor.press("continue", &[]);
    posted += through(&visitor, "/fi", list);
    visitor
        .press("continue", &[("concern.description", "Huoli")])
        .press("continue", &[]);
    visitor.press("continue", &[("reporter.identity", "named")]);
    posted += through(&visitor, "/fi", list);
    assert!(posted > 300, "{posted}");
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
            let (status, headers, _) = send(CLIENT.post(format!("{}{path}", site.address)).form(&form));
            assert!(!status.is_server_error(), "{path} {text:?}: {status}");
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
