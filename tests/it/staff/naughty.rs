//! Text that breaks programs, as staff meet it: on the page of a case it is text and nothing more.

use huoli::domain::access::Role;
use huoli::domain::text::Text;
use scraper::Html;
use serde_json::json;

use super::{espoo, served, worker};
use crate::harness::app::{TestApp, report};
use crate::harness::db::on_both;
use crate::harness::naughty::{fit, free_texts, put};
use crate::harness::visitor::select;

/// What no text may become.
const ALIVE: &str = "script, iframe, object, embed, base, svg, math, img, video, template, form[action*='//'], \
                     link[href*='//'], meta[http-equiv], a[href*=':']";

on_both! {
    fn the_page_of_a_case_shows_it_as_text(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let (fit, members) = (fit(), free_texts());
        let mut filed = Vec::new();
        for some in fit.chunks(members.len()) {
            let mut document = json!({
                "reporter_role": "professional",
                "reporter": {"authority": "education", "phone": "050 000 0000"},
                "children": [{"residence": {"municipality": "049", "postal_code": "02770"}}],
            });
            for (info, text) in members.iter().zip(some.iter().chain(std::iter::repeat(&"x"))) {
                put(&mut document, info, text);
            }
            let receipt = app.try_file(&report(&document)).expect("the report is taken in");
            for case in receipt.cases {
                filed.push((case.reference, some));
            }
        }
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let mut cases = Vec::new();
            let mut path = "/staff/queue".to_owned();
            loop {
                let queue = browser.get(&path).await;
                cases.extend(queue.references().into_iter().zip(queue.cases()));
                let Some(next) = queue.links("a[rel=next]").pop() else { break };
                path = format!("/staff/{next}");
            }
            assert_eq!(cases.len(), filed.len());
            for (reference, path) in cases {
                let (_, typed) = filed.iter().find(|(known, _)| *known == reference).expect("a case that was filed");
                let page = browser.get(&path).await;
                assert_eq!(page.status, 200);
                let parsed = Html::parse_document(&page.text);
                let alive: Vec<String> = select(&parsed, ALIVE)
                    .iter()
                    .filter(|element| !element.attr("href").is_some_and(|href| href.starts_with("tel:")))
                    .map(scraper::ElementRef::html)
                    .collect();
                assert!(alive.is_empty(), "{typed:?}: {alive:?}");
                for element in select(&parsed, "*") {
                    for (name, _) in element.value().attrs() {
                        assert!(!name.starts_with("on") && name != "style" && name != "srcdoc", "{typed:?}: {name}");
                    }
                }
                let whole: String = parsed.root_element().text().collect();
                for text in *typed {
                    let text = Text::parse(text, 200).expect("it fits").expect("it is text");
                    let shown = text.expose().replace('\r', "\n");
                    assert!(whole.contains(&shown), "{shown:?} does not stand on {path}");
                }
            }
        });
    }
}
