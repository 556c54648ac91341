//! How much a page weighs and whom it asks: two requests and 20 kB for the first, 4 kB for each one after it, one host.

use reqwest::Method;
use scraper::Html;

use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::process::{CLIENT, send};
use crate::harness::site::Site;
use crate::harness::visitor::{Visitor, select};

/// The bytes of `method` `url` with `form` as a browser gets them over the wire: the head of the answer, and its body.
fn weight(method: &Method, url: &str, form: &[(String, String)]) -> (usize, usize) {
    let mut request = CLIENT
        .request(method.clone(), url)
        .header("accept-encoding", "br");
    if *method == Method::POST {
        request = request.form(form);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let answer = request.send().await.expect("an answer");
        let head: usize = answer
            .headers()
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + 4)
            .sum();
        (head + 20, answer.bytes().await.expect("a body").len())
    })
}

#[test]
fn the_first_page_is_two_requests_and_twenty_kilobytes() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    for path in ["/", "/fi", "/sv", "/en"] {
        let (_, _, html) = send(CLIENT.get(format!("{}{path}", site.address)));
        let page = Html::parse_document(&html);
        let sheets: Vec<&str> = select(&page, "link[rel=stylesheet]")
            .iter()
            .filter_map(|link| link.attr("href"))
            .collect();
        assert_eq!(sheets.len(), 1, "{path}: {sheets:?}");
        let others = select(
            &page,
            "img, script, iframe, source, video, link[rel=preload], link[rel=prefetch]",
        );
        assert!(others.is_empty(), "{path} asks for more");
        let sheet = sheets[0].trim_start_matches("./");
        let page = weight(&Method::GET, &format!("{}{path}", site.address), &[]);
        let sheet = weight(&Method::GET, &format!("{}/{sheet}", site.address), &[]);
        let whole = page.0 + page.1 + sheet.0 + sheet.1;
        assert!(whole <= 20_000, "{path}: {whole} bytes");
    }
}

/// A way through a form: where it begins, and what is typed before each Continue.
type Way = (&'static str, &'static [&'static [(&'static str, &'static str)]]);

const WAYS: [Way; 3] = [
    (
        "",
        &[
            &[],
            &[("reporter_role", "private_person")],
            &[("children[0].residence.municipality", "Vantaa")],
            &[],
            &[("concern.description", "Lapsi itkee öisin.")],
            &[],
            &[("reporter.identity", "anonymous")],
        ],
    ),
    (
        "",
        &[
            &[],
            &[("reporter_role", "young_person")],
            &[],
            &[("concern.description", "Isä juo ja huutaa.")],
            &[],
        ],
    ),
    (
        "/professional",
        &[
            &[],
            &[
                ("reporter.authority", "education"),
                ("reporter.organisation", "Mallilan koulu"),
                ("reporter.name", "Oiva Esimerkki"),
                ("reporter.phone", "050 000 0000"),
            ],
            &[
                ("children[0].residence.municipality", "Vantaa"),
                ("concern.description", "Lapsi itkee öisin."),
            ],
        ],
    ),
];

#[test]
fn every_later_page_is_small_and_asks_one_host() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let mut weights = Vec::new();
    for language in ["fi", "sv", "en"] {
        for (from, way) in WAYS {
            let path = if from.is_empty() {
                format!("/{language}")
            } else {
                from.to_owned()
            };
            let mut visitor = Visitor::speaking(language, &site.address, &path);
            for typed in way {
                let form = visitor.filled("continue", typed);
                visitor.press("continue", typed);
                let (_, body) = weight(&Method::POST, &format!("{}{path}", site.address), &form);
                let page = Html::parse_document(&visitor.seen.html);
                weights.push((body, visitor.seen.heading()));
                for element in select(&page, "link, img, script, source, use") {
                    for name in ["href", "src", "srcset"] {
                        let there = element.attr(name).unwrap_or_default();
                        assert!(!there.contains("//"), "{there}");
                    }
                }
            }
            assert!(visitor.seen.offers("send"), "{path}: {}", visitor.seen.heading());
        }
    }
    let long = |heading: &str| LONG.contains(&heading);
    let heavy: Vec<_> = weights
        .iter()
        .filter(|(body, heading)| *body > if long(heading) { MOST_OF_A_LONG_ONE } else { MOST })
        .collect();
    assert!(heavy.is_empty(), "{heavy:?} of {weights:?}");
    assert!(weights.iter().any(|(_, heading)| long(heading)));
}

/// Bytes of a page after the first, compressed.
const MOST: usize = 4_000;

/// Of the one page on which somebody who reports in their work is asked everything.
const MOST_OF_A_LONG_ONE: usize = 6_000;

/// The headings of that page.
const LONG: [&str; 3] = ["Ilmoitus", "Anmälan", "The report"];
