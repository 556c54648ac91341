//! Words by which an anonymous reporter could be recognised, marked on the check page.

use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

const TELLING: &str = "Olen hänen tätinsä.\nSoita 050 000 0012.";

fn at_the_question_who(site: &Site, language: &str, concern: &str) -> Visitor {
    let mut visitor = Visitor::open(&site.address, &format!("/{language}"));
    visitor
        .press("continue", &[])
        .press("continue", &[("reporter_role", "private_person")])
        .press("continue", &[("children[0].residence.municipality", "Vantaa")])
        .press("continue", &[])
        .press("continue", &[("concern.description", concern)])
        .press("continue", &[]);
    visitor
}

on_both! {
    fn an_anonymous_reporter_is_shown_what_tells_of_them_and_may_send_it_all_the_same(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (language, title, reason) in [
            ("fi", "Näistä sinut voisi tunnistaa", "”Olen hänen tätinsä”: suhteesi lapseen"),
            ("sv", "Det här kan avslöja vem du är", "”Olen hänen tätinsä”: din relation"),
            ("en", "These words could show who you are", "“Olen hänen tätinsä”: your relation"),
        ] {
            let mut visitor = at_the_question_who(&site, language, TELLING);
            visitor.press("continue", &[("reporter.identity", "anonymous")]);
            let main = visitor.seen.text("main");
            assert!(main.contains(title) && main.contains(reason), "{main}");
            assert_eq!(visitor.seen.text("mark"), "Olen hänen tätinsä 050 000 0012");
            assert!(visitor.seen.text("dd").contains("Olen hänen tätinsä. Soita"), "the row keeps its text");
            assert!(visitor.seen.offers("change:concern"));
            visitor.press("send", &[]);
            assert_eq!(visitor.seen.status, 200);
            assert!(!visitor.seen.text("main").contains("050 000"));
        }
    }

    fn telephone_mail_and_identity_code_are_warned_of_in_an_anonymous_text(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (text, marked) in [
            ("Numero on +358 50 0000012", "+358 50 0000012"),
            ("Kirjoita a.b@example.org", "a.b@example.org"),
            ("Tunnus 010190-999A", "010190-999A"),
        ] {
            let mut visitor = at_the_question_who(&site, "fi", text);
            visitor.press("continue", &[("reporter.identity", "anonymous")]);
            assert_eq!(visitor.seen.text("mark"), marked);
        }
    }

    fn who_gives_a_name_is_shown_nothing_unless_it_is_to_be_kept_secret(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_question_who(&site, "fi", "Maija Mallikas soitti. Olen hänen tätinsä.");
        visitor
            .press("continue", &[("reporter.identity", "named")])
            .press("continue", &[("reporter.name", "Maija Mallikas")]);
        assert_eq!(visitor.seen.text("mark"), "");
        assert!(!visitor.seen.text("main").contains("tunnistaa"));
        visitor
            .press("change:you_details", &[])
            .press("continue", &[("reporter.secrecy_request", "yes")]);
        assert_eq!(visitor.seen.text("mark"), "Maija Mallikas Olen hänen tätinsä");
        // A name that was typed and then taken back would tell just the same.
        visitor
            .press("change:you", &[])
            .press("continue", &[("reporter.identity", "anonymous")]);
        assert_eq!(visitor.seen.text("mark"), "Maija Mallikas Olen hänen tätinsä");
    }

    fn what_only_the_worker_reads_and_what_tells_nothing_is_not_marked(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_question_who(&site, "fi", "Lapsi itkee öisin ja on usein yksin.");
        visitor.press("continue", &[("reporter.identity", "anonymous")]);
        visitor
            .press("change:concern", &[])
            .press("continue", &[("worker_only", TELLING)]);
        assert_eq!(visitor.seen.text("mark"), "");
        assert!(!visitor.seen.text("main").contains("tunnistaa"));
    }

    fn a_guardian_without_contacts_is_warned_of_numbers_only(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor
            .press("continue", &[])
            .press("continue", &[("reporter_role", "guardian")]);
        while !visitor.seen.offers("send") {
            let typed: &[(&str, &str)] = if visitor.seen.html.contains("name=\"concern.description\"") {
                &[("concern.description", "Siskoni auttaa, numero 050 000 0012.")]
            } else if visitor.seen.html.contains("name=\"reporter.identity\"") {
                &[("reporter.identity", "anonymous")]
            } else {
                &[]
            };
            visitor.press("continue", typed);
        }
        assert_eq!(visitor.seen.text("mark"), "050 000 0012");
    }
}
