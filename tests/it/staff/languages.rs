//! Every page speaks every language, and no text is missing.

use huoli::domain::access::Role;
use huoli::domain::language::Language;
use serde_json::json;

use super::{about, espoo, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::TestDb;

/// What looks like the key of a text: one of our prefixes, a hyphen, a word. A real word is never joined so in these
/// languages.
fn keys(words: &str) -> Vec<String> {
    let prefixes = [
        "staff", "desk", "queue", "count", "deadline", "day", "marker", "case", "event", "routing",
        "language", "block", "group", "code", "error", "shell", "answer", "row",
    ];
    words
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .filter(|word| {
            word.split_once('-')
                .is_some_and(|(first, _)| prefixes.contains(&first))
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn no_page_lacks_a_text_in_any_language() {
    let app = TestApp::new(TestDb::sqlite());
    let own = espoo(&app);
    let maija = worker(&app, "maija", Role::SocialWorker, &[&own, &neighbour(&app, &own)]);
    let mut named = about("Huoli");
    named["reporter"] = json!({"name": "Oiva Esimerkki"});
    named["children"]
        .as_array_mut()
        .unwrap()
        .push(json!({"protected_address": true, "age_estimate": "4"}));
    named["unborn_child"] =
        json!({"parents": [{"residence": {"municipality": "049", "postal_code": "02770"}}]});
    named["concern"]["ongoing"] = json!("now");
    app.file(&named);
    app.file(&about("Huoli"));
    served(&app, async |site| {
        let browser = site.signed_in(&app, &maija).await;
        for language in Language::ALL {
            let code = language.code();
            browser.get("/staff/").await;
            browser.post("/staff/language", &[("go", code)]).await;
            let mut paths = vec![
                "/staff/".to_owned(),
                "/staff/queue".to_owned(),
                format!("/staff/sign-in/{code}?out=yes"),
            ];
            paths.extend(browser.get("/staff/queue").await.cases());
            assert!(paths.len() > 5);
            for path in &paths {
                let page = browser.get(path).await;
                assert_eq!(page.status, 200, "{path}");
                assert!(
                    page.text.contains(&format!("<html lang=\"{code}\"")),
                    "{path} in {code}"
                );
                assert_eq!(page.select("h1").len(), 1, "{path}");
                assert!(page.select("script").is_empty());
                assert_eq!(keys(&page.words()), Vec::<String>::new(), "{path} in {code}");
                if path.contains("/cases/") {
                    let short = browser.post(&format!("{path}/identity"), &[("reason", "")]).await;
                    assert_eq!(
                        (short.status, keys(&short.words())),
                        (422, Vec::new()),
                        "{path} in {code}"
                    );
                }
            }
        }
    });
}
