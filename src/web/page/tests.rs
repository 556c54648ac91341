//! Every sample page in every language keeps the promises of a page, and every template is free of what pages never hold.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use askama::Template;
use scraper::{Html, Selector};

use super::samples;
use crate::domain::language::Language;

fn pages(language: Language) -> Vec<(&'static str, String)> {
    let render = |page: &dyn askama::DynTemplate| page.dyn_render().expect("a page renders");
    vec![
        ("who", render(&samples::who(language))),
        ("child", render(&samples::child(language))),
        ("concern", render(&samples::concern(language))),
        ("check", render(&samples::check(language))),
        ("receipt", render(&samples::receipt(language))),
        ("queue", render(&samples::queue(language))),
        ("set up", render(&samples::set_up(language))),
    ]
}

fn select<'a>(html: &'a Html, css: &str) -> Vec<scraper::ElementRef<'a>> {
    html.select(&Selector::parse(css).expect("a valid selector"))
        .collect()
}

#[test]
fn each_page_has_one_h1_its_language_and_no_trace_of_script() {
    for language in Language::ALL {
        for (name, text) in pages(language) {
            let html = Html::parse_document(&text);
            assert_eq!(select(&html, "h1").len(), 1, "{name}");
            assert_eq!(select(&html, "main").len(), 1, "{name}");
            assert_eq!(
                select(&html, "html")[0].attr("lang"),
                Some(language.code()),
                "{name}"
            );
            assert!(
                select(&html, "script, [style], iframe, object, img").is_empty(),
                "{name}"
            );
            for element in select(&html, "*") {
                for (attribute, value) in element.value().attrs() {
                    assert!(!attribute.starts_with("on"), "{name} has {attribute}");
                    assert!(
                        !value.contains("://"),
                        "{name} names another host: {attribute}={value}"
                    );
                }
            }
        }
    }
}

#[test]
fn each_control_has_a_label_and_each_reference_an_end() {
    for (name, text) in pages(Language::Fi) {
        let html = Html::parse_document(&text);
        let all: Vec<_> = select(&html, "[id]")
            .iter()
            .filter_map(|e| e.attr("id"))
            .collect();
        let ids: BTreeSet<_> = all.iter().copied().collect();
        assert_eq!(ids.len(), all.len(), "{name} uses an id twice");
        for label in select(&html, "label") {
            assert!(
                ids.contains(label.attr("for").expect("a label is for something")),
                "{name}"
            );
        }
        let labelled: BTreeSet<_> = select(&html, "label")
            .iter()
            .filter_map(|e| e.attr("for"))
            .collect();
        for control in select(&html, "input:not([type=hidden]):not([hidden]), textarea, select") {
            let id = control.attr("id").unwrap_or_default();
            assert!(
                labelled.contains(id) || control.attr("aria-label").is_some(),
                "{name}: {id} has no label"
            );
        }
        for (css, attribute) in [
            ("[aria-describedby]", "aria-describedby"),
            ("[aria-labelledby]", "aria-labelledby"),
        ] {
            for element in select(&html, css) {
                for id in element.attr(attribute).unwrap_or_default().split(' ') {
                    assert!(
                        ids.contains(id),
                        "{name}: {attribute} names {id}, which is not there"
                    );
                }
            }
        }
        for link in select(&html, ".govuk-error-summary a") {
            let id = link
                .attr("href")
                .and_then(|href| href.strip_prefix('#'))
                .unwrap_or_default();
            assert!(
                select(&html, "input, textarea, select")
                    .iter()
                    .any(|control| control.attr("id") == Some(id)),
                "{name}: the summary leads to {id}, which is no control"
            );
        }
    }
}

/// Skip link, hidden Continue, exit, county, language, Previous, main, help, footer; the first submit button of the
/// form is Continue, so that Enter never changes the language or goes back.
#[test]
fn a_step_keeps_the_order_of_its_parts() {
    let text = samples::child(Language::Sv).render().expect("a page renders");
    let mut from = 0;
    for part in [
        "govuk-skip-link",
        "value=\"continue\" tabindex=\"-1\" aria-hidden=\"true\"",
        "action=\"./exit\"",
        "huoli-name",
        "value=\"lang:fi\"",
        "value=\"previous\"",
        "<main",
        "govuk-caption-l",
        "govuk-error-summary",
        "<h1",
        "value=\"add_child\"",
        "</main>",
        "huoli-help",
        "<footer",
    ] {
        let at = text[from..].find(part);
        from += at.unwrap_or_else(|| panic!("{part} is missing or stands too early"));
    }
    assert!(text.contains("<title>Fel: Blankett – Varsinais-Suomen hyvinvointialue</title>"));
}

#[test]
fn the_check_page_is_not_sent_by_enter() {
    let text = samples::check(Language::Fi).render().expect("a page renders");
    assert!(!text.contains("value=\"continue\""));
    assert!(text.contains("value=\"send\""));
}

#[test]
fn typed_text_is_escaped_and_its_first_empty_line_survives() {
    let child = samples::child(Language::Fi).render().expect("a page renders");
    assert!(child.contains("Aino &#60;Testi&#62;") && !child.contains("<Testi>"));
    let concern = samples::concern(Language::Fi).render().expect("a page renders");
    assert!(
        concern.contains(">\n\nEnsimmäinen rivi on tyhjä.</textarea>"),
        "a browser drops one line break"
    );
}

/// The first page with its style sheet stays under 20 kB: the sheet takes at most 14 (see `web::assets`).
#[test]
fn each_page_is_small() {
    for (name, text) in pages(Language::Fi) {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).expect("memory takes it");
        let size = encoder.finish().expect("memory takes it").len();
        assert!((500..4_096).contains(&size), "{name} is {size} bytes");
    }
}

#[test]
fn no_template_holds_script_style_raw_text_or_another_host() {
    let mut files = Vec::new();
    list(
        &PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates"),
        &mut files,
    );
    assert!(files.len() > 10, "the templates were found");
    for file in files {
        let text = fs::read_to_string(&file).expect("a template is text");
        let lower = text.to_lowercase();
        for refused in [
            "<script",
            "javascript:",
            " style=",
            "<style",
            "http://",
            "https://",
            "escape(",
        ] {
            assert!(!lower.contains(refused), "{} holds {refused}", file.display());
        }
        assert!(
            !raw_filter(&lower),
            "{} shows something unescaped",
            file.display()
        );
        assert!(!handler(&lower), "{} has an event handler", file.display());
    }
}

/// Whether the template pipes anything through the filter that leaves text unescaped.
fn raw_filter(text: &str) -> bool {
    text.split('|')
        .skip(1)
        .any(|after| after.trim_start().starts_with("safe"))
}

/// Whether the template has an attribute like `onclick=`.
fn handler(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.strip_prefix("on")
            .and_then(|rest| rest.split_once('='))
            .is_some_and(|(event, _)| !event.is_empty() && event.chars().all(|c| c.is_ascii_alphabetic()))
    })
}

#[test]
fn the_template_scan_finds_what_it_looks_for() {
    assert!(raw_filter("{{ text|safe }}") && raw_filter("{{ text | safe }}") && !raw_filter("{{ a || b }}"));
    assert!(handler("<p onclick=\"x\">") && !handler("<p class=\"on\" hidden>"));
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            list(&path, files);
        } else {
            files.push(path);
        }
    }
}
