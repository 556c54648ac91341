//! Whom the wizard tells to call: by the place and the clock, and nobody where a number would tell a place.

use huoli::clock::Clock;
use reqwest::Method;

use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

const HOME: &str = "children[0].residence.municipality";
/// The own county's default office and duty service, and those of Vantaa.
const OWN: [&str; 2] = ["000 000 0103", "000 000 2103"];
const VANTAA_DUTY: &str = "000 000 2108";

fn wait_until(app: &TestApp, moment: &str) {
    app.clock.advance(at(moment) - app.clock.now());
}

/// Every number on the page but 112 and 116 111.
fn numbers(visitor: &Visitor) -> Vec<String> {
    let page = scraper::Html::parse_document(&visitor.seen.html);
    let links = crate::harness::visitor::select(&page, "a[href^='tel:']");
    let all = links
        .into_iter()
        .map(|link| link.attr("href").unwrap_or_default());
    all.filter(|href| !["tel:112", "tel:116111"].contains(href))
        .map(str::to_owned)
        .collect()
}

on_both! {
    fn the_first_page_says_when_a_report_is_read(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (moment, told) in [
            ("2026-11-20T14:05", "Luemme ilmoituksen tänään. Voit myös soittaa: 000 000 0103."),
            ("2026-11-20T22:00", "Nyt on suljettu. Luemme ilmoituksen ma 23.11. klo 8.00. Jos asia ei voi odottaa, soita 000 000 2103."),
            ("2026-11-22T12:00", "Nyt on suljettu. Luemme ilmoituksen ma 23.11. klo 8.00."),
            ("2026-11-23T10:00", "Luemme ilmoituksen tänään."),
            ("2026-12-24T10:00", "Tänään on pyhäpäivä. Luemme ilmoituksen ma 28.12. klo 8.00. Jos asia ei voi odottaa, soita 000 000 2103."),
            ("2027-03-25T11:59", "Luemme ilmoituksen tänään."),
            ("2027-03-25T12:00", "Nyt on suljettu. Luemme ilmoituksen ti 30.3. klo 8.00."),
        ] {
            wait_until(&app, moment);
            let visitor = Visitor::open(&site.address, "/");
            let text = visitor.seen.text("main");
            assert!(text.contains(told), "{moment}: {text}");
            let help = visitor.seen.text("aside");
            assert!(help.contains("112"), "{moment}: {help}");
        }
    }

    fn by_night_each_page_on_which_it_matters_says_so_with_the_number_of_the_childs_county(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        wait_until(&app, "2026-11-20T22:00");
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[]).press("continue", &[("reporter_role", "private_person")]);
        let before = visitor.seen.text("aside");
        assert!(before.contains(OWN[1]), "before the place is known, the own county's: {before}");
        let closed = "Vantaan lastensuojelu on nyt suljettu ja avautuu ma 23.11. klo 8.00. \
                      Jos asia ei voi odottaa, soita 000 000 2108 tai 112.";
        visitor.press("continue", &[(HOME, "Vantaa")]);
        let mut seen = 0;
        for (heading, typed) in [
            ("Kenestä lapsesta olet huolissasi?", vec![]),
            ("Mistä olet huolissasi?", vec![("concern.description", "Lapsi itkee.")]),
            ("Onko asiasta puhuttu perheen kanssa?", vec![]),
            ("Haluatko kertoa, kuka olet?", vec![("reporter.identity", "anonymous")]),
            ("Tarkista ja lähetä", vec![]),
            ("Ilmoitus on lähetetty", vec![]),
        ] {
            assert_eq!(visitor.seen.heading(), heading);
            let help = visitor.seen.text("aside");
            assert!(help.contains("Jos asia ei voi odottaa, soita 000 000 2108 tai 112."), "{heading}: {help}");
            for own in OWN {
                assert!(!visitor.seen.text("body").contains(own), "{heading} names another county's number");
            }
            if ["Mistä olet huolissasi?", "Tarkista ja lähetä"].contains(&heading) {
                assert!(visitor.seen.text("main").contains(closed), "{heading}: {}", visitor.seen.text("main"));
                assert!(!help.contains("suljettu"), "{heading} says it twice: {help}");
                seen += 1;
            } else {
                assert!(help.contains(closed), "{heading}: {help}");
            }
            match heading {
                "Tarkista ja lähetä" => drop(visitor.press("send", &[])),
                "Ilmoitus on lähetetty" => {}
                _ => drop(visitor.press("continue", &typed)),
            }
        }
        assert_eq!(seen, 2);
        let receipt = visitor.seen.text("main");
        assert!(receipt.contains("Arvioimme kiireellisyyden ma 23.11. klo 8.00."), "{receipt}");
    }

    fn by_day_the_offices_own_number_stands_there(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.walk_to_the_check_page("Vantaa", "Huoli.");
        let help = visitor.seen.text("aside");
        assert!(help.contains("Vantaan lastensuojelu: 000 000 "), "{help}");
        assert!(help.contains("Auki nyt, klo 16.00 asti."), "{help}");
        assert!(!help.contains(VANTAA_DUTY) && !visitor.seen.text("main").contains("suljettu"), "{help}");
        visitor.press("change:concern", &[]).press("continue", &[("concern.ongoing", "now")]);
        let check = visitor.seen.text("main");
        assert!(check.contains("Jos tämä tapahtuu juuri nyt, soita 112.") && check.contains("Vantaan lastensuojelu: 000 000 "), "{check}");
        visitor.press("send", &[]);
        assert!(visitor.seen.text("main").contains("Arvioimme kiireellisyyden ensimmäiseksi."));
        assert!(visitor.seen.text("aside").contains("Vantaan lastensuojelu: 000 000 "));
    }

    fn each_child_has_the_numbers_of_its_own_place(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        wait_until(&app, "2026-11-21T12:00");
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[])
            .press("continue", &[("reporter_role", "private_person")])
            .press("continue", &[(HOME, "Tampere")])
            .press("add_child", &[])
            .press("continue", &[("children[1].residence.municipality", "Vanda")]);
        let told = visitor.seen.text("main");
        assert!(told.contains(VANTAA_DUTY) && told.contains("000 000 2114"), "{told}");
        assert_eq!(visitor.seen.heading(), "Mistä olet huolissasi?");
    }

    fn a_protected_address_takes_away_every_number_that_tells_a_place(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for moment in ["2026-11-20T15:00", "2026-11-20T22:00"] {
            wait_until(&app, moment);
            let mut visitor = Visitor::open(&site.address, "/");
            visitor.walk_to_the_check_page("Vantaa", "Huoli.")
                .press("change:child", &[])
                .press("continue", &[("children[0].protected_address", "yes")]);
            assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
            assert_eq!(numbers(&visitor), Vec::<String>::new());
            let help = visitor.seen.text("aside");
            assert!(help.contains("112") && help.contains("Sosiaalipäivystys vastaa kaikkina"), "{help}");
            visitor.press("change:concern", &[]).press("continue", &[("concern.ongoing", "now")]);
            assert_eq!(numbers(&visitor), Vec::<String>::new());
            visitor.press("send", &[]);
            assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
            assert_eq!(numbers(&visitor), Vec::<String>::new());
            assert!(!visitor.seen.text("body").contains("Vanta"));
        }
    }

    fn aland_has_no_number_of_the_mainland(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/sv");
        visitor.press("continue", &[])
            .press("continue", &[("reporter_role", "private_person")])
            .press("continue", &[(HOME, "Mariehamn")]);
        assert_eq!(visitor.seen.heading(), "Åland har en egen myndighet");
        assert_eq!(numbers(&visitor), Vec::<String>::new());
        assert!(visitor.seen.text("aside").contains("KST"));
        let main = visitor.seen.text("main");
        assert!(main.contains("https://www.kst.ax"), "its address can be read: {main}");
        assert!(!visitor.seen.html.contains("href=\"http"), "and nothing leads out");
    }

    fn a_professional_is_told_the_number_for_professionals(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[])
            .press("continue", &[("reporter_role", "professional")])
            .press("continue", &[
                ("reporter.authority", "education"),
                ("reporter.organisation", "Mallilan koulu"),
                ("reporter.name", "Oiva Esimerkki"),
                ("reporter.phone", "050 000 0000"),
            ])
            .press("continue", &[(HOME, "Tampere"), ("concern.description", "Huoli."), ("concern.urgency", "today")]);
        assert_eq!(visitor.seen.heading(), "Soita ensin");
        assert!(visitor.seen.text("main").contains("000 000 1114"), "{}", visitor.seen.text("main"));
        let help = visitor.seen.text("aside");
        assert!(help.contains("000 000 1114"), "{help}");
    }

    fn a_page_that_failed_names_whom_to_call(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/sv/nowhere");
        assert_eq!(visitor.seen.status, 404);
        let help = visitor.seen.text("aside");
        assert!(help.contains(OWN[0]) && help.contains("112"), "{help}");
        wait_until(&app, "2026-11-20T22:00");
        visitor.seen = visitor.ask(&Method::DELETE, "/", &[]);
        let help = visitor.seen.text("aside");
        assert!(help.contains(OWN[1]) && help.contains("112"), "{help}");
    }
}
