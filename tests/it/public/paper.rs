//! The forms on paper, and the statement of accessibility.

use huoli::web::public::paper::printed;
use reqwest::Method;
use scraper::Html;

use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::site::Site;
use crate::harness::visitor::{Visitor, select};

#[test]
fn every_form_is_printed_in_every_language_on_sheets_with_lines_and_boxes() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = Visitor::open(&site.address, "/");
    assert!(
        visitor.seen.html.contains("fi/paper"),
        "the start page leads there"
    );
    for form in printed() {
        let mut headings = Vec::new();
        for language in ["fi", "sv", "en"] {
            let path = format!("/{language}/paper/{}", form.id);
            let seen = visitor.ask(&Method::GET, &path, &[]);
            assert_eq!(seen.status, 200, "{path}");
            let page = Html::parse_document(&seen.html);
            let sheets = select(&page, "article");
            assert!((1..=2).contains(&sheets.len()), "{path}");
            assert!(
                !select(&page, "article .govuk-section-break").is_empty(),
                "{path}: no lines"
            );
            assert!(
                !select(&page, "article .huoli-tags li").is_empty(),
                "{path}: no boxes"
            );
            assert!(
                select(&page, "main input, main textarea, main form").is_empty(),
                "{path}"
            );
            let main = seen.text("main");
            assert!(main.contains("112") && !main.contains('@'), "{path}");
            assert!(
                !main.contains("-label") && !main.contains("paper-"),
                "{path}: {main}"
            );
            headings.push(seen.heading());
        }
        headings.dedup();
        assert_eq!(headings.len(), 3, "{headings:?}");
    }
    assert_eq!(visitor.ask(&Method::GET, "/fi/paper/recorded", &[]).status, 404);
    assert_eq!(visitor.ask(&Method::GET, "/fi/paper/nothing", &[]).status, 404);
}

#[test]
fn the_paper_says_where_it_goes_and_keeps_the_reporter_apart() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = Visitor::open(&site.address, "/");
    let seen = visitor.ask(&Method::GET, "/fi/paper", &[]);
    let page = Html::parse_document(&seen.html);
    let sheets: Vec<String> = select(&page, "article")
        .into_iter()
        .map(|sheet| sheet.text().collect::<String>().replace('\u{ad}', ""))
        .collect();
    assert!(sheets[0].contains("Mistä olet huolissasi?") && !sheets[0].contains("Nimesi"));
    assert!(sheets[1].contains("Nimesi") && sheets[1].contains("Asiat, joista minut voisi tunnistaa"));
    assert!(!sheets[1].contains("Mistä olet huolissasi?") || !sheets[1].contains("Kerro omin sanoin"));
    assert!(seen.text("dl").contains("000 000 0"), "the office's number");
}

#[test]
fn a_protected_address_is_written_on_the_sheet_that_the_family_does_not_get() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = Visitor::open(&site.address, "/");
    for (form, flags) in [("concern", 2), ("professional", 3)] {
        let seen = visitor.ask(&Method::GET, &format!("/fi/paper/{form}"), &[]);
        let page = Html::parse_document(&seen.html);
        let sheets: Vec<String> = select(&page, "article")
            .into_iter()
            .map(|sheet| sheet.text().collect::<String>().replace('\u{ad}', ""))
            .collect();
        let [family, worker] = sheets.as_slice() else {
            panic!("{form} has {} sheets", sheets.len());
        };
        assert!(
            family.contains("Kirjoita ne vain osaan ”Vain työntekijälle”"),
            "{form}: {family}"
        );
        assert!(
            !family.contains("Lapsella on turvakielto"),
            "{form} asks in what the family reads: {family}"
        );
        assert!(worker.contains("Lapsella on turvakielto"), "{form}: {worker}");
        let lines = "Jos on turvakielto: osoite, kunta, puhelin ja olinpaikka";
        assert_eq!(worker.matches(lines).count(), flags, "{form}: {worker}");
    }
}

#[test]
fn the_paper_of_a_professional_says_each_heading_once_and_claims_nothing_that_was_not_said() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = Visitor::open(&site.address, "/");
    let seen = visitor.ask(&Method::GET, "/fi/paper/professional", &[]);
    let main = seen.text("main");
    assert!(
        main.contains("Jos lapsi tarvitsee apua tänään, soita ensin"),
        "{main}"
    );
    for wrong in ["Sanoit", "joista minut voisi tunnistaa"] {
        assert!(!main.contains(wrong), "{wrong} in {main}");
    }
    let page = Html::parse_document(&seen.html);
    for sheet in select(&page, "article") {
        let heading = scraper::Selector::parse("h2, h3, h4").expect("a selector");
        let headings: Vec<String> = sheet
            .select(&heading)
            .map(|heading| heading.text().collect::<String>())
            .collect();
        let mut once = headings.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), headings.len(), "{headings:?}");
    }
}

#[test]
fn a_page_that_stands_by_itself_leads_to_the_start() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = Visitor::open(&site.address, "/");
    for path in [
        "/fi/accessibility",
        "/fi/privacy",
        "/fi/contacts",
        "/fi/contacts/03",
        "/fi/followup",
        "/fi/paper",
        "/fi/paper/concern",
    ] {
        let seen = visitor.ask(&Method::GET, path, &[]);
        let page = Html::parse_document(&seen.html);
        let here = reqwest::Url::parse(&format!("{}{path}", site.address)).expect("an address");
        let start = select(&page, "nav a.govuk-back-link")
            .into_iter()
            .find_map(|link| link.attr("href"))
            .unwrap_or_else(|| panic!("{path} has no way back"));
        assert_eq!(here.join(start).expect("a link").path(), "/fi", "{path}");
    }
}

#[test]
fn the_statement_tells_gaps_supervisor_complaint_and_when_an_answer_comes() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = Visitor::open(&site.address, "/");
    for (language, fortnight, supervisor) in [
        ("fi", "kahden viikon", "Traficom"),
        ("sv", "två veckor", "Traficom"),
        ("en", "two weeks", "Traficom"),
    ] {
        let seen = visitor.ask(&Method::GET, &format!("/{language}/accessibility"), &[]);
        let main = seen.text("main");
        assert!(main.contains(fortnight) && main.contains(supervisor), "{main}");
        assert!(main.contains("306/2019") && main.contains("WCAG 2.2"), "{main}");
        assert!(
            main.contains("1.3.1, 4.1.2") && !main.contains("accessibility-"),
            "{main}"
        );
    }
}

#[test]
fn the_whole_way_works_below_a_path_prefix() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::below("/x/y", &app);
    let mut visitor = Visitor::open(&site.address, "/sv");
    visitor.walk_to_the_check_page("Vanda", "Barnet gråter på nätterna.");
    visitor.press("change:concern", &[]).press("continue", &[]);
    visitor.press("send", &[]);
    assert_eq!(visitor.seen.heading(), "Anmälan har skickats");
    for path in [
        "/sv/paper/concern",
        "/contacts/03",
        "/sv/accessibility",
        "/nowhere/at/all",
        "/sv",
    ] {
        let seen = visitor.ask(&Method::GET, path, &[]);
        let page = Html::parse_document(&seen.html);
        let here = reqwest::Url::parse(&format!("{}{path}", site.address)).expect("an address");
        let links: Vec<_> = select(&page, "a[href], link[href], form[action]")
            .into_iter()
            .filter_map(|element| element.attr("href").or_else(|| element.attr("action")))
            .filter(|href| !href.starts_with("tel:") && !href.starts_with('#'))
            .map(|href| here.join(href).expect("a link").path().to_owned())
            .collect();
        assert!(links.len() > 5, "{path}");
        for link in links {
            assert!(link.starts_with("/x/y/"), "{path} leads to {link}");
            if !link.ends_with("/exit") {
                let below = link.strip_prefix("/x/y").expect("below the prefix");
                if !below.starts_with("/assets/") {
                    assert_eq!(
                        visitor.ask(&Method::GET, below, &[]).status,
                        200,
                        "{path} leads to {link}"
                    );
                }
            }
        }
    }
}
