//! `/contacts`: whoever looks for a number finds one.

use std::io::Write;
use std::time::Duration;

use huoli::places::directory::Directory;
use huoli::store::StoreSettings;
use reqwest::Method;
use scraper::Html;

use super::edges::too_busy;
use crate::harness::app::{TestApp, at};
use crate::harness::db::{Database, TestDb, on_both};
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor, select};

/// The numbers that the page's main part dials.
fn dialled(seen: &Seen) -> Vec<String> {
    let page = Html::parse_document(&seen.html);
    let links = select(&page, "main a[href^='tel:']").into_iter();
    links
        .map(|link| link.attr("href").unwrap_or_default().replace("tel:", ""))
        .collect()
}

fn find(visitor: &mut Visitor, place: &str) -> String {
    visitor.press("continue", &[("place", place)]);
    assert_eq!(visitor.seen.status, 200, "{place}");
    visitor.seen.text("main")
}

on_both! {
    fn the_office_of_a_place_is_found_by_any_spelling_and_by_postal_code(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/contacts");
        assert_eq!(visitor.seen.heading(), "Yhteystiedot ja neuvonta");
        for spelling in ["Vantaa", "vanda", "092", "Vanda stad"] {
            let text = find(&mut visitor, spelling);
            for told in ["Vantaa, Vantaan ja Keravan hyvinvointialue", "Auki nyt, klo 16.00 asti.", "ma–pe 8.00–16.00"] {
                assert!(text.contains(told), "{spelling}: {told} is missing in {text}");
            }
            assert!(!text.contains("Keravan lastensuojelu"), "{text}");
            assert!(dialled(&visitor.seen).contains(&"0000002108".to_owned()), "the duty of its county");
        }
        let espoo = find(&mut visitor, "Esbo");
        for told in ["Leppävaaran", "Espoonlahden", "Matinky", "useita toimipisteitä", "Suur-Tapiola"] {
            assert!(espoo.contains(told), "{told} is missing in {espoo}");
        }
        let one = find(&mut visitor, "02770");
        assert!(one.contains("Postinumero 02770 kuuluu yleensä kuntaan Espoo") && !one.contains("useita"), "{one}");
        assert!(one.contains("Espoon keskuksen lastensuojelu") && !one.contains("Leppävaaran"), "{one}");
        let spans = find(&mut visitor, "02940");
        assert!(spans.contains("useita toimipisteitä") && spans.contains("Leppävaaran"), "{spans}");
        let merged = find(&mut visitor, "Pertunmaa");
        assert!(merged.contains("Mäntyharju, Etelä-Savon hyvinvointialue"), "{merged}");
        let swedish = find(&mut visitor, "Helsinki");
        assert!(swedish.contains("Kun perhettä palvellaan kielellä: ruotsi"), "{swedish}");
    }

    fn what_is_not_sure_is_asked_and_what_is_unknown_gets_every_number(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi/contacts");
        let asked = find(&mut visitor, "Espo");
        assert!(asked.contains("Tarkoititko?") && asked.contains("Länsi-Uudenmaan"), "{asked}");
        visitor.press("continue", &[("meant", "049")]);
        assert!(visitor.seen.text("main h2").contains("Espoo, Länsi-Uudenmaan"), "{}", visitor.seen.text("main"));
        let kirjala = find(&mut visitor, "Kirjala");
        assert!(kirjala.contains("Tarkoititko?") && kirjala.contains("Parainen"), "{kirjala}");
        visitor.press("continue", &[("meant", "none")]);
        assert!(visitor.seen.text("main").contains("Emme tunnistaneet paikkaa"));
        for nonsense in ["xyzzy", "00000", "<script>", "ä"] {
            let text = find(&mut visitor, nonsense);
            assert!(text.contains("Emme tunnistaneet paikkaa"), "{text}");
            assert_eq!(visitor.seen.value("place"), [nonsense]);
            let numbers = dialled(&visitor.seen);
            for (_, duty) in &Directory::embedded().duty {
                let rules = app.directory();
                let phone = rules.rules.office(*duty).unwrap().phones.iter().next().unwrap().number.dialled();
                assert!(numbers.contains(&phone), "{phone}");
            }
        }
        let rows = Html::parse_document(&visitor.seen.html);
        assert_eq!(select(&rows, "main tbody tr").len(), 23);
    }

    fn aland_has_its_own_authority_and_no_number_of_another_county(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/sv/contacts");
        let text = find(&mut visitor, "Mariehamn");
        assert!(text.contains("KST") && text.contains("https://www.kst.ax"), "{text}");
        let all = visitor.ask(&Method::GET, "/sv/contacts", &[]);
        assert!(all.text("main tbody").contains("https://www.kst.ax"), "{}", all.text("main tbody"));
        for seen in [&visitor.seen, &all] {
            assert!(!seen.html.contains("href=\"http"), "the address is text");
        }
        assert!(dialled(&visitor.seen).iter().all(|number| ["112", "116111"].contains(&number.as_str())));
        assert!(!visitor.seen.html.contains("tel:0000002103"), "not the own county's either");
    }

    fn another_language_shows_the_same_place(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/contacts");
        find(&mut visitor, "Tampere");
        visitor.press("lang:sv", &[]);
        assert_eq!(visitor.seen.text("main h2"), "Tammerfors, Birkalands välfärdsområde");
        assert_eq!(visitor.seen.value("place"), ["Tampere"]);
        visitor.press("continue", &[("place", "Espo")]);
        visitor.press("continue", &[("meant", "049")]);
        visitor.press("lang:en", &[]);
        assert!(visitor.seen.text("main h2").contains("Espoo, West Uusimaa"), "{}", visitor.seen.text("main"));
        visitor.press("continue", &[("place", "Vasa")]);
        assert!(visitor.seen.text("main h2").contains("Vaasa"), "what is typed counts again");
    }

    fn who_answers_follows_the_clock(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (moment, told, duty_answers) in [
            ("2026-11-20T22:00", "Nyt suljettu. Avautuu ma 23.11. klo 8.00.", true),
            ("2026-11-22T12:00", "Nyt suljettu. Avautuu ma 23.11. klo 8.00.", true),
            ("2026-11-23T07:59", "Nyt suljettu. Avautuu tänään klo 8.00.", true),
            ("2026-11-23T10:00", "Auki nyt, klo 16.00 asti.", false),
            ("2026-12-24T10:00", "Nyt suljettu. Avautuu ma 28.12. klo 8.00.", true),
            ("2027-03-25T11:00", "Auki nyt, klo 12.00 asti.", false),
            ("2027-03-25T12:00", "Nyt suljettu. Avautuu ti 30.3. klo 8.00.", true),
            ("2027-03-28T12:00", "Nyt suljettu. Avautuu ti 30.3. klo 8.00.", true),
        ] {
            let now = huoli::clock::Clock::now(&*app.clock);
            app.clock.advance(at(moment) - now);
            let mut visitor = Visitor::open(&site.address, "/contacts");
            let text = find(&mut visitor, "Vantaa");
            assert!(text.contains(told), "{moment}: {text}");
            let duty = "Nyt vastaa Vantaan ja Keravan sosiaalipäivystys: 000 000 2108.";
            assert_eq!(text.contains(duty), duty_answers, "{moment}: {text}");
        }
        let mut visitor = Visitor::open(&site.address, "/contacts");
        let easter = find(&mut visitor, "Vantaa");
        assert!(easter.contains("ma 29.3. (2. pääsiäispäivä) suljettu"), "{easter}");
    }

    fn every_county_has_a_page_of_its_own(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::below("/x/y", &app);
        let visitor = Visitor::open(&site.address, "/sv/contacts");
        let page = Html::parse_document(&visitor.seen.html);
        let links = select(&page, "main tbody a[href*='contacts/']");
        assert_eq!(links.len(), 23);
        for link in links {
            let path = link.attr("href").unwrap().trim_start_matches("..").to_owned();
            let seen = visitor.ask(&Method::GET, &path, &[]);
            assert_eq!(seen.status, 200, "{path}");
            assert!(seen.text("main").contains("112"), "{path}");
        }
        for nowhere in ["/contacts/22", "/contacts/3", "/sv/contacts/espoo"] {
            assert_eq!(visitor.ask(&Method::GET, nowhere, &[]).status, 404, "{nowhere}");
        }
        assert_eq!(visitor.ask(&Method::GET, "/contact", &[]).heading(), "Yhteystiedot ja neuvonta");
    }
}

fn the_numbers_are_there_while_the_database_is_away(database: Database) {
    let settings = StoreSettings {
        connections: 1,
        wait: Duration::from_millis(200),
        ..StoreSettings::default()
    };
    let Some(db) = TestDb::with(database, settings) else {
        return;
    };
    let app = TestApp::new(db);
    let site = Site::start(&app);
    let busy = too_busy(&app);
    let mut visitor = Visitor::open(&site.address, "/contacts");
    assert_eq!(visitor.seen.status, 200);
    assert!(find(&mut visitor, "Tampere").contains("Pirkanmaan"));
    let start = visitor.ask(&Method::GET, "/", &[]);
    assert_eq!(start.status, 503, "what needs the database says so");
    let help = start.text("aside");
    assert!(
        help.contains("112") && help.contains("000 000 0103"),
        "with whom to call: {help}"
    );
    assert!(
        start.html.contains("./fi/contacts"),
        "and the way to every number"
    );
    drop(busy);
}

#[test]
fn the_numbers_are_there_while_sqlite_is_away() {
    the_numbers_are_there_while_the_database_is_away(Database::Sqlite);
}

#[test]
fn the_numbers_are_there_while_postgres_is_away() {
    the_numbers_are_there_while_the_database_is_away(Database::Postgres);
}

/// The page with every county, compressed, with its style sheet: at most 20 kB.
#[test]
fn the_page_with_every_number_is_light() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    for path in ["/contacts", "/sv/contacts", "/contacts/03"] {
        let visitor = Visitor::open(&site.address, path);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(visitor.seen.html.as_bytes()).unwrap();
        let weight = encoder.finish().unwrap().len();
        assert!((1_500..6_000).contains(&weight), "{path} is {weight} bytes");
    }
}

/// What a proxy shows while nobody answers leads to the same numbers, which it serves from files.
#[test]
fn the_page_of_a_proxy_leads_to_the_numbers_in_three_languages() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/away.html");
    let away = Html::parse_document(&std::fs::read_to_string(path).expect("the page is there"));
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = Visitor::open(&site.address, "/");
    for (part, leads) in [
        ("main > p a", "/fi/contacts"),
        ("section[lang=sv] a", "/sv/contacts"),
        ("section[lang=en] a", "/en/contacts"),
    ] {
        let links = select(&away, part);
        let hrefs: Vec<_> = links.iter().filter_map(|link| link.attr("href")).collect();
        assert_eq!(hrefs, [leads]);
        let seen = visitor.ask(&Method::GET, leads, &[]);
        assert_eq!(seen.status, 200, "{leads}");
        assert!(dialled(&seen).contains(&"0000002103".to_owned()), "{leads}");
    }
}

/// What is typed goes in the body of a form: no address and so no log or history holds it.
#[test]
fn a_search_leaves_no_trace_in_an_address() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let mut visitor = Visitor::open(&site.address, "/contacts");
    find(&mut visitor, "Vantaa");
    let page = Html::parse_document(&visitor.seen.html);
    let form = select(&page, "form#step");
    assert_eq!(form[0].attr("method"), Some("post"));
    assert_eq!(form[0].attr("action"), None, "to its own address");
    for link in select(&page, "a[href]") {
        let href = link.attr("href").unwrap_or_default();
        assert!(!href.contains(['?', '=']), "{href}");
    }
}
