//! A language that is not whole: what it lacks is said in another, text by text, and that is told to whoever reads it
//! aloud. `qaa` is the trial language of `locales/qaa/`, which falls back to Swedish.

use huoli::domain::language::Language;
use reqwest::Method;
use scraper::{ElementRef, Html};

use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor, select};

/// The language of the first element that `css` selects, as a screen reader finds it: its own or that around it.
fn lang(seen: &Seen, css: &str) -> String {
    let page = Html::parse_document(&seen.html);
    let found = select(&page, css);
    let element = found
        .first()
        .unwrap_or_else(|| panic!("no {css} on {}", seen.heading()));
    lang_of(*element)
}

/// The language of an element.
fn lang_of(element: ElementRef<'_>) -> String {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    let told = std::iter::once(element)
        .chain(around)
        .find_map(|element| element.attr("lang"));
    told.unwrap_or_default().to_owned()
}

/// Fails unless whatever is said in the trial language is told to be so, and everything else to be Swedish; counts both.
fn each_text_in_its_language(seen: &Seen) -> [usize; 2] {
    let page = Html::parse_document(&seen.html);
    let mut counts = [0, 0];
    for element in select(
        &page,
        "main p, main li > a, main h1, main h2, main dt, main ol, main .govuk-button",
    ) {
        let text = element.text().collect::<String>();
        let trial = text.starts_with("Qa");
        let expected = if trial { "qaa" } else { "sv" };
        assert_eq!(lang_of(element), expected, "{text}, on {}", seen.heading());
        counts[usize::from(!trial)] += 1;
    }
    counts
}

/// The languages that the page can be had in, by their own names.
fn switch(seen: &Seen) -> String {
    seen.text(".govuk-language-navigation__list")
}

#[test]
fn only_offered_languages_have_addresses_and_are_chosen() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = Visitor::speaking("se-FI, sv;q=0.5", &site.address, "/");
    assert_eq!(lang(&visitor.seen, "html"), "sv");
    assert_eq!(switch(&visitor.seen), "Suomi Svenska English");
    for language in Language::PARTIAL {
        for page in [
            "",
            "/contacts",
            "/paper",
            "/privacy",
            "/followup",
            "/accessibility",
        ] {
            let path = format!("/{}{page}", language.path());
            let seen = visitor.ask(&Method::GET, &path, &[]);
            assert_eq!(seen.status, 404, "{path}");
            assert_eq!(lang(&seen, "main"), "sv", "{path}");
        }
    }
}

#[test]
fn a_declared_language_without_a_text_is_the_one_it_falls_back_to() {
    let app = TestApp::new(TestDb::sqlite()).offering("fi sv en se fi-simple");
    let site = Site::start(&app);
    for (path, languages) in [("/se", ""), ("/selko", ""), ("/", "se"), ("/", "fi-simple")] {
        let visitor = Visitor::speaking(languages, &site.address, path);
        assert_eq!(visitor.seen.status, 200);
        // Nothing on the page is Sámi, and nothing says that it were.
        assert_eq!(lang(&visitor.seen, "html"), "fi");
        assert_eq!(visitor.seen.heading(), "Kerro huolesi lapsesta");
        assert_eq!(
            switch(&visitor.seen),
            "Suomi Svenska English Davvisámegiella Selkosuomi"
        );
        let page = Html::parse_document(&visitor.seen.html);
        let current = select(&page, "nav [aria-current=true]");
        let expected = if path == "/se" || languages == "se" {
            "se"
        } else {
            "fi-simple"
        };
        assert_eq!(current[0].attr("lang"), Some(expected));
    }
}

#[test]
fn a_partial_language_falls_back_text_by_text_and_keeps_what_was_typed() {
    let app = TestApp::new(TestDb::sqlite()).offering("fi sv qaa");
    let site = Site::start(&app);
    let mut visitor = Visitor::open(&site.address, "/qaa");
    assert_eq!(visitor.seen.heading(), "Qastart");
    assert_eq!(lang(&visitor.seen, "html"), "qaa");
    assert_eq!(lang(&visitor.seen, "h1"), "qaa");
    assert_eq!(lang(&visitor.seen, "#help"), "sv", "the help is not translated");
    assert_eq!(switch(&visitor.seen), "Suomi Svenska Qaa");

    // Only when it is read depends on the clock and has no text.
    assert_eq!(each_text_in_its_language(&visitor.seen), [10, 1]);

    visitor.press("continue", &[]);
    assert_eq!(visitor.seen.heading(), "Qawho");
    assert_eq!(lang(&visitor.seen, "h1"), "qaa");
    assert_eq!(
        lang(&visitor.seen, "legend"),
        "sv",
        "the question has only its heading"
    );
    visitor.press("continue", &[("reporter_role", "private_person")]);
    assert_eq!(visitor.seen.heading(), "I vilken kommun bor eller vistas barnet?");
    assert_eq!(lang(&visitor.seen, "h1"), "sv");
    assert_eq!(
        lang(&visitor.seen, "button[value=continue]:not([tabindex])"),
        "sv"
    );
    assert_eq!(lang(&visitor.seen, "footer"), "qaa");
    visitor.press("continue", &[("children[0].residence.municipality", "Vanda")]);
    visitor.press("continue", &[("children[0].first_names", "Aino <Testi>")]);
    assert_eq!(lang(&visitor.seen, "h1"), "sv");
    assert_eq!(lang(&visitor.seen, "label[for=concern-description]"), "qaa");
    assert_eq!(
        visitor.seen.text("label[for=concern-description]"),
        "Qadescription"
    );

    // There and back again, with a text that nobody has taken yet.
    let typed = "Rivi yksi\nrad två & <tre>";
    visitor.press("lang:fi", &[("concern.description", typed)]);
    assert_eq!(lang(&visitor.seen, "h1"), "fi");
    for (go, label) in [
        ("lang:qaa", "Qadescription"),
        ("lang:sv", "Berätta med egna ord"),
        ("lang:qaa", "Qadescription"),
    ] {
        visitor.press(go, &[]);
        assert_eq!(visitor.seen.text("label[for=concern-description]"), label);
        assert_eq!(visitor.seen.value("concern.description"), [typed], "{go}");
    }
    // A language that is not offered is no button; asked for all the same, the page stays as it is.
    assert!(!visitor.seen.offers("lang:en"));
    let mut forged = visitor.filled("lang:fi", &[]);
    forged.retain(|(name, _)| name != "go");
    forged.push(("go".to_owned(), "lang:se".to_owned()));
    let seen = visitor.ask(&Method::POST, "/qaa", &forged);
    assert_eq!(seen.text("label[for=concern-description]"), "Qadescription");
    assert_eq!(seen.value("concern.description"), [typed]);

    // The rest of the way, whose texts are Swedish; a date is written as the trial language writes it.
    visitor.press("continue", &[]).press("continue", &[]);
    visitor.press("continue", &[("reporter.identity", "anonymous")]);
    assert!(visitor.seen.text("main").contains("Aino <Testi>"));
    assert_eq!(lang(&visitor.seen, "h1"), "sv");
    let [trial, swedish] = each_text_in_its_language(&visitor.seen);
    assert!(trial == 0 && swedish > 10, "{trial} and {swedish}");
    visitor.press("send", &[]);
    assert_eq!(visitor.seen.status, 200);
    assert_eq!(lang(&visitor.seen, "h1"), "sv");
    let receipt = visitor.seen.text("main");
    assert!(receipt.contains("Qadate fre 20/11/2026"), "{receipt}");
}

#[test]
fn no_page_of_a_partial_language_breaks() {
    let app = TestApp::new(TestDb::sqlite()).offering("sv fi se fi-simple qaa");
    let site = Site::start(&app);
    let visitor = Visitor::open(&site.address, "/");
    assert_eq!(lang(&visitor.seen, "h1"), "sv", "the first that is offered");
    for (language, main) in [("se", "fi"), ("selko", "fi"), ("qaa", "sv")] {
        for page in [
            "followup",
            "contacts",
            "contact",
            "contacts/03",
            "paper",
            "paper/concern",
            "paper/young_person",
            "paper/professional",
            "privacy",
            "accessibility",
        ] {
            let path = format!("/{language}/{page}");
            let seen = visitor.ask(&Method::GET, &path, &[]);
            assert_eq!(seen.status, 200, "{path}");
            assert_eq!(lang(&seen, "main"), main, "{path}");
            let there = seen.text("main");
            assert!(
                !there.contains("-title") && !there.contains("-label"),
                "{path}: {there}"
            );
            let page = Html::parse_document(&seen.html);
            for link in select(&page, "a[hreflang], a.govuk-link[href^='.']") {
                let href = link
                    .attr("href")
                    .unwrap_or_default()
                    .trim_start_matches("../")
                    .to_owned();
                let followed = visitor.ask(&Method::GET, &format!("/{}", href.trim_start_matches("./")), &[]);
                assert_eq!(followed.status, 200, "{path} leads to {href}");
            }
        }
    }
}
