//! How many words a page of the wizard may show, counted on rendered pages.

use scraper::{ElementRef, Html, Node};

use crate::harness::app::{TestApp, at};
use crate::harness::db::TestDb;
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor, select};

/// Words inside `<main>` without closed details, hidden text, codes and the person's own answers.
pub(super) fn words(seen: &Seen) -> usize {
    let page = Html::parse_document(&seen.html);
    let main = select(&page, "main");
    let text = main.first().map(|main| visible(*main)).unwrap_or_default();
    text.replace('\u{ad}', "")
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric) && !word.starts_with("LS-"))
        .count()
}

fn visible(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for child in element.children() {
        if let Node::Text(words) = child.value() {
            text.push_str(words);
        }
        let Some(child) = ElementRef::wrap(child) else {
            continue;
        };
        let class = child.attr("class").unwrap_or_default();
        let hidden = class.contains("govuk-visually-hidden")
            || class.contains("huoli-code")
            || class.contains("huoli-words")
            || ["textarea", "input", "option"].contains(&child.value().name());
        let closed = child.value().name() == "details" && child.attr("open").is_none();
        if child.attr("href").is_some_and(|href| href.starts_with("tel:")) {
            // Dialled, not read.
            text.push('1');
        } else if closed {
            let summary = child.child_elements().next();
            text.push_str(&summary.map(visible).unwrap_or_default());
        } else if !hidden {
            text.push_str(&visible(child));
        }
        text.push(' ');
    }
    text
}

/// What stands on a page only while the office is closed: its name, when it opens, whom to call.
const NOTICE: usize = 24;
/// What the receipt then says longer: when the urgency is assessed ("ma 23.11. klo 8.00") instead of "ensimmäiseksi".
const OPENING: usize = 3;

#[test]
fn no_page_of_the_main_path_has_more_words_than_it_may() {
    for moment in ["2026-11-20T14:05", "2026-11-20T22:00", "2026-12-24T10:00"] {
        let app = TestApp::new(TestDb::sqlite());
        app.clock.advance_to(at(moment));
        let by_day = moment == "2026-11-20T14:05";
        let (notice, opening) = if by_day { (0, 0) } else { (NOTICE, OPENING) };
        the_pages_are_short(&app, notice, opening);
    }
}

fn the_pages_are_short(app: &TestApp, notice: usize, opening: usize) {
    let site = Site::start(app);
    let mut totals = Vec::new();
    for language in ["fi", "sv", "en"] {
        let mut visitor = Visitor::open(&site.address, &format!("/{language}"));
        let mut counted = Vec::new();
        for (page, budget, typed) in [
            ("start", 60, vec![]),
            ("who", 30, vec![("reporter_role", "private_person")]),
            (
                "where",
                25,
                vec![("children[0].residence.municipality", "Vantaa")],
            ),
            ("child", 40, vec![]),
            ("concern", 45 + notice, vec![("concern.description", "Huoli")]),
            ("family", 20, vec![]),
            ("you", 35, vec![("reporter.identity", "anonymous")]),
        ] {
            counted.push((page, budget, words(&visitor.seen)));
            visitor.press("continue", &typed);
        }
        counted.push(("check", 45 + notice, words(&visitor.seen)));
        visitor.press("send", &[]);
        counted.push(("receipt", 45 + opening, words(&visitor.seen)));
        if language == "fi" {
            let too_long: Vec<_> = counted
                .iter()
                .filter(|(_, budget, words)| words > budget)
                .collect();
            assert!(too_long.is_empty(), "{too_long:?}");
        }
        totals.push(counted.iter().map(|(_, _, words)| words).sum::<usize>());
    }
    // The receipt is among the 345; Swedish and English need more small words.
    let most = 345 + 2 * notice + opening;
    assert!(
        totals.first().is_some_and(|finnish| *finnish <= most),
        "{totals:?}"
    );
    assert!(totals.iter().all(|total| total * 100 <= most * 125), "{totals:?}");
}

#[test]
fn the_shortest_anonymous_way_needs_one_typed_text() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let mut visitor = Visitor::open(&site.address, "/fi");
    let chosen = [
        ("reporter_role", "private_person"),
        ("reporter.identity", "anonymous"),
    ];
    let typed = ("concern.description", "Huoli");
    let mut texts = 0;
    for _ in 0..25 {
        if visitor.seen.offers("send") {
            visitor.press("send", &[]);
            assert_eq!((visitor.seen.status, texts), (200, 1));
            return;
        }
        let asked = |key: &str| visitor.seen.html.contains(&format!("name=\"{key}\""));
        texts += usize::from(asked(typed.0));
        let answers = chosen.into_iter().chain([typed]).filter(|(key, _)| asked(key));
        let answers: Vec<_> = answers.collect();
        visitor.press("continue", &answers);
    }
    panic!("no receipt, but {}", visitor.seen.heading());
}
