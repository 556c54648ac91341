//! From page to page: what was typed stays, whatever is pressed.

use huoli::places::Places;

use crate::harness::app::TestApp;
use crate::harness::db::{TestDb, on_both};
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

const HOME: &str = "children[0].residence.municipality";

fn to_the_child(visitor: &mut Visitor, municipality: &str) {
    visitor
        .press("continue", &[])
        .press("continue", &[("reporter_role", "private_person")])
        .press("continue", &[(HOME, municipality)]);
}

on_both! {
    fn the_first_page_asks_nothing_and_says_what_must_be_known(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (path, heading) in [
            ("/", "Kerro huolesi lapsesta"),
            ("/fi", "Kerro huolesi lapsesta"),
            ("/sv", "Berätta om din oro för ett barn"),
        ] {
            let visitor = Visitor::open(&site.address, path);
            assert_eq!(visitor.seen.status, 200);
            assert_eq!(visitor.seen.heading(), heading);
            assert_eq!(visitor.seen.text("input:not([type=hidden]), textarea, select"), "");
            assert!(visitor.seen.text("main").contains("112"));
            assert!(!visitor.seen.offers("previous"));
        }
        let wishes = "sv-FI,fi;q=0.5";
        let swedish = Visitor::speaking(wishes, &site.address, "/");
        assert_eq!(swedish.seen.heading(), "Berätta om din oro för ett barn");
        let finnish = Visitor::speaking(wishes, &site.address, "/fi");
        assert_eq!(finnish.seen.heading(), "Kerro huolesi lapsesta", "the address wins");
    }

    fn each_page_keeps_what_was_typed_in_every_language_and_on_the_way_back(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[]);
        visitor.press("lang:sv", &[("reporter_role", "private_person")]);
        assert_eq!(visitor.seen.text("html > head > title"), "Blankett – Västra Nylands välfärdsområde");
        assert_eq!(visitor.seen.value("reporter_role"), ["private_person"]);
        visitor.press("lang:en", &[]).press("lang:fi", &[]).press("continue", &[]);
        visitor.press("lang:sv", &[(HOME, " Esbo? ")]);
        assert_eq!(visitor.seen.value(HOME), [" Esbo? "]);
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.value("reporter_role"), ["private_person"]);
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.heading(), "Berätta om din oro för ett barn");
        visitor.press("continue", &[]).press("continue", &[]);
        assert_eq!(visitor.seen.value(HOME), [" Esbo? "]);
    }

    fn faults_are_told_at_their_fields_and_nothing_typed_is_lost(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[]).press("continue", &[]);
        assert_eq!(visitor.seen.status, 422);
        assert!(visitor.seen.text("title").starts_with("Virhe: "));
        assert_eq!(visitor.seen.text(".govuk-error-summary li"), "Valitse, kenenä ilmoitat.");
        assert!(visitor.seen.html.contains("href=\"#reporter_role\""));
        visitor.press("continue", &[("reporter_role", "private_person")]);
        visitor.press("continue", &[(HOME, "Vantaa")]);
        let typed = [
            ("children[0].first_names", "Aino <b>&amp;"),
            ("children[0].birth_date.day", "31"),
            ("children[0].birth_date.month", "2"),
            ("children[0].birth_date.year", "2016"),
            ("children[0].protected_address", "yes"),
        ];
        visitor.press("continue", &typed);
        assert_eq!(visitor.seen.status, 422);
        for (name, value) in typed {
            assert_eq!(visitor.seen.value(name), [value], "{name}");
        }
        assert!(visitor.seen.html.contains("<details class=\"govuk-details\" open>"), "the fault can be seen");
        visitor.press("continue", &[("children[0].birth_date.day", "28")]);
        visitor.press("continue", &[("worker_only", "Olen naapuri.\n\nToinen rivi.")]);
        assert_eq!(visitor.seen.status, 422);
        assert_eq!(visitor.seen.value("worker_only"), ["Olen naapuri.\n\nToinen rivi."]);
        let long = "ä".repeat(20_001);
        visitor.press("continue", &[("concern.description", &long)]);
        assert_eq!(visitor.seen.status, 422);
        assert!(visitor.seen.text(".govuk-error-message").contains("enintään 20000 merkkiä"));
        assert_eq!(visitor.seen.value("concern.description"), [long]);
    }

    fn strange_texts_are_shown_back_to_the_letter(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        to_the_child(&mut visitor, "Vantaa");
        visitor.press("continue", &[]);
        for text in [
            "<script>alert(1)</script>",
            "</textarea><img src=x onerror=alert(1)>",
            "\nEnsimmäinen rivi on tyhjä",
            "'; DROP TABLE reports; --",
            "{{ 7*7 }} ${7*7} %s %n \\u0000 \\",
            "&lt;&amp;&#39;&quot;",
            "😢👨‍👩‍👧 é e\u{301} \u{202e}käännetty \u{feff}alku",
            "tab\tja  kaksi väliä",
            "Ω≈ç√∫ ヽ༼ຈل͜ຈ༽ﾉ 田中さん ประเทศไทย",
        ] {
            visitor.press("lang:sv", &[("concern.description", text)]).press("lang:fi", &[]);
            assert_eq!(visitor.seen.value("concern.description"), [text]);
        }
    }

    fn a_place_is_asked_for_until_an_office_or_a_number_is_known(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        to_the_child(&mut visitor, "02770");
        let meant = "children[0].residence.municipality.meant";
        assert_eq!(visitor.seen.status, 200);
        assert!(visitor.seen.text("legend").contains("Tarkoititko?"));
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.status, 422);
        visitor.press("continue", &[(meant, "none")]);
        assert_eq!(visitor.seen.heading(), "Missä näit tai kuulit tämän?");
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.status, 200);
        assert!(visitor.seen.text("main").contains("112"));
        visitor.press("previous", &[]).press("previous", &[]).press("continue", &[(meant, "049")]);
        assert_eq!(visitor.seen.heading(), "Kenestä lapsesta olet huolissasi?", "the postal code decides");
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.value(HOME), ["02770 Espoo"]);
        visitor.press("continue", &[(HOME, "Esbo")]);
        assert_eq!(visitor.seen.heading(), "Missä päin kuntaa lapsi asuu tai oleskelee?");
        visitor.press("continue", &[("children[0].residence.area", "suur-tapiola")]);
        assert_eq!(visitor.seen.heading(), "Kenestä lapsesta olet huolissasi?");
        let aland = Places::embedded().municipalities().find(|place| place.names.sv == "Mariehamn").unwrap();
        visitor.press("previous", &[]).press("previous", &[]).press("continue", &[(HOME, &aland.names.sv)]);
        assert!(visitor.seen.text("main").contains("Ahvenanmaa"));
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Missä näit tai kuulit tämän?");
    }

    fn who_tells_of_an_unborn_child_alone_is_asked_for_the_mothers_municipality(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (language, asked) in [
            ("fi", "Jos lapsi ei ole syntynyt, äidin kunta."),
            ("sv", "Om barnet inte är fött, mammans kommun."),
            ("en", "For an unborn child, the mother's."),
        ] {
            let mut visitor = Visitor::open(&site.address, &format!("/{language}"));
            visitor.press("continue", &[]).press("continue", &[("reporter_role", "private_person")]);
            let main = visitor.seen.text("main");
            assert!(main.contains(asked), "{main}");
            visitor.press("continue", &[(HOME, "Vantaa")]).press("unborn", &[]);
            let hers = "unborn_child.parents[0].residence.municipality";
            assert!(!visitor.seen.html.contains(hers), "{}", visitor.seen.text("main"));
            visitor.press("born", &[]).press("add_child", &[("children[0].first_names", "Aino")]);
            assert!(visitor.seen.html.contains("children[1].residence.municipality"));
            assert!(!visitor.seen.text("main").contains(asked), "a further child of this page is born");
        }
    }

    fn who_names_a_place_abroad_reads_who_helps_there_and_may_go_on(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (typed, abroad) in [("Berliini", true), ("", false)] {
            let mut visitor = Visitor::open(&site.address, "/fi");
            to_the_child(&mut visitor, typed);
            assert_eq!(visitor.seen.heading(), "Missä näit tai kuulit tämän?");
            visitor.press("continue", &[]);
            let text = visitor.seen.text("main");
            let said = "Ulkomailla lasta auttaa sen maan viranomainen. Hätänumero 112 toimii koko EU:ssa.";
            assert_eq!(text.contains(said), abroad, "{typed}: {text}");
            visitor.press("continue", &[]);
            assert_eq!(visitor.seen.heading(), "Kenestä lapsesta olet huolissasi?");
        }
    }

    fn children_are_added_and_taken_out_again(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        to_the_child(&mut visitor, "Vantaa");
        visitor.press("add_child", &[("children[0].first_names", "Aino")]);
        visitor.press("add_child", &[("children[1].first_names", "Eino"), ("children[1].same_address", "yes")]);
        assert!(visitor.seen.text("main").contains("Aino") && visitor.seen.text("main").contains("Eino"));
        visitor.press("remove_child:0", &[("children[2].first_names", "Oiva")]);
        assert_eq!(visitor.seen.value("children[1].first_names"), ["Oiva"], "one stays where one was");
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.value("children[0].first_names"), ["Eino"]);
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.value("children[1].first_names"), ["Oiva"]);
        visitor.press("unborn", &[]);
        assert_eq!(visitor.seen.heading(), "Kerro syntyvästä lapsesta");
        visitor.press("born", &[("unborn_child.expected_birth_text", "keväällä")]);
        assert_eq!(visitor.seen.heading(), "Lapsi 2");
    }

    fn a_change_leads_back_walk_to_the_check_page(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.walk_to_the_check_page("Vantaa", "Lapsi itkee öisin.");
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
        assert!(visitor.seen.text("main").contains("Vantaan ja Keravan hyvinvointialue, Vantaan lastensuojelu"));
        assert!(!visitor.seen.html.contains("aria-hidden=\"true\" tabindex"), "Enter sends nothing");
        visitor.press("change:concern", &[]);
        assert_eq!(visitor.seen.value("concern.description"), ["Lapsi itkee öisin."]);
        visitor.press("continue", &[("concern.description", "Lapsi itkee päivisin.")]);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
        assert!(visitor.seen.text("main").contains("Lapsi itkee päivisin."));
        visitor.press("change:you", &[]).press("continue", &[("reporter.identity", "named")]);
        assert_eq!(visitor.seen.heading(), "Sinun tietosi");
        visitor.press("continue", &[("reporter.name", "Matti Mallinen")]);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
    }

    fn an_anonymous_reporter_meets_no_field_for_a_name_of_their_own(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[]);
        let mut pages = 0;
        for typed in [
            vec![("reporter_role", "private_person")],
            vec![(HOME, "Vantaa")],
            vec![],
            vec![("concern.description", "x")],
            vec![],
            vec![("reporter.identity", "anonymous")],
        ] {
            visitor.press("continue", &typed);
            pages += 1;
            for field in ["reporter.name", "reporter.phone", "reporter.email", "reporter.relation"] {
                assert!(!visitor.seen.html.contains(&format!("name=\"{field}\"")), "{field}");
            }
        }
        assert_eq!(pages, 6);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
    }
}

#[test]
fn the_wizard_works_below_any_path_prefix() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::below("/x/y", &app);
    for path in ["/", "/sv"] {
        let mut visitor = Visitor::open(&site.address, path);
        assert_eq!(visitor.seen.status, 200);
        visitor
            .walk_to_the_check_page("Vantaa", "Huoli.")
            .press("send", &[]);
        assert_eq!(visitor.seen.status, 200);
        assert!(visitor.seen.text(".govuk-panel").contains("LS-"));
    }
}
