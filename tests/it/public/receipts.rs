//! What is sent, what is stored, what the receipt says.

use std::thread;

use diesel::prelude::*;
use huoli::store::StoreError;
use huoli::store::schema::{cases, reports};
use reqwest::{Client, Method};

use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor};

/// How many reports and cases are stored.
fn stored(app: &TestApp) -> (i64, i64) {
    app.store
        .read("count", |tx| -> Result<_, StoreError> {
            Ok((
                reports::table.count().get_result(tx.conn())?,
                cases::table.count().get_result(tx.conn())?,
            ))
        })
        .expect("the rows are counted")
}

fn reference(seen: &Seen) -> String {
    let panel = seen.text(".govuk-panel__body");
    panel.split_whitespace().next().unwrap_or_default().to_owned()
}

on_both! {
    fn one_typed_field_makes_a_case(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[])
            .press("continue", &[("reporter_role", "private_person")])
            .press("continue", &[])
            .press("continue", &[])
            .press("continue", &[])
            .press("continue", &[])
            .press("continue", &[("concern.description", "Lapsi itkee öisin.")])
            .press("continue", &[])
            .press("continue", &[("reporter.identity", "anonymous")]);
        assert_eq!(stored(&app), (0, 0), "nothing is kept before it is sent");
        let goes_to = visitor.seen.text("main");
        assert!(goes_to.contains("Länsi-Uudenmaan lastensuojelun vastaanotto"), "{goes_to}");
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.status, 200);
        assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        assert_eq!(stored(&app), (1, 1));
        let text = visitor.seen.text("main");
        // Friday 20 November 2026: the seventh working day is Tuesday 1 December.
        for expected in ["pe 20.11.2026 klo 14.05", "ti 1.12.2026", "la 20.2.2027", "Seurantatunnus"] {
            assert!(text.contains(expected), "{expected} is missing in {text}");
        }
        assert!(reference(&visitor.seen).starts_with("LS-"));
        assert!(!text.contains("itkee"), "a receipt repeats nothing");
        let code = visitor.seen.text(".huoli-code");
        assert!(visitor.seen.html.contains("href=\"./fi/followup\""), "where the code is used: {}", visitor.seen.html);
        assert_eq!(code.split(['-', ' ']).filter(|group| group.len() == 4).count(), 6, "{code}");
    }

    fn two_children_in_two_municipalities_make_two_cases_in_two_offices(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[])
            .press("continue", &[("reporter_role", "private_person")])
            .press("continue", &[("children[0].residence.municipality", "Tampere")])
            .press("add_child", &[("children[0].first_names", "Aino")])
            .press("continue", &[
                ("children[1].first_names", "Eino"),
                ("children[1].residence.municipality", "Vanda"),
            ])
            .press("continue", &[("concern.description", "Lapset ovat yksin iltaisin.")])
            .press("continue", &[])
            .press("continue", &[("reporter.identity", "anonymous")]);
        let check = visitor.seen.text("main");
        assert!(check.contains("Vastaanottaja") && check.contains("Jokaisesta lapsesta tulee oma asia."), "{check}");
        assert!(check.contains("Lapsi 1 Pirkanmaan hyvinvointialue"), "{check}");
        assert!(check.contains("Lapsi 2 Vantaan ja Keravan hyvinvointialue, Vantaan lastensuojelu"), "{check}");
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.status, 200);
        assert_eq!(stored(&app), (1, 2));
        let receipt = visitor.seen.text("main");
        assert_eq!(receipt.matches("LS-").count(), 3, "the submission's and one for each case: {receipt}");
        assert!(receipt.contains("Pirkanmaan") && receipt.contains("Vantaan lastensuojelu"), "{receipt}");
        assert!(!receipt.contains("Aino") && !receipt.contains("Eino"));
    }

    fn an_unborn_child_has_a_receipt_without_dates(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[])
            .press("continue", &[("reporter_role", "private_person")])
            .press("continue", &[("children[0].residence.municipality", "Vantaa")])
            .press("unborn", &[])
            .press("continue", &[("unborn_child.expected_birth_date.month", "3"), ("unborn_child.expected_birth_date.year", "2027")])
            .press("continue", &[("concern.description", "Päihteitä raskauden aikana.")])
            .press("continue", &[])
            .press("continue", &[("reporter.identity", "anonymous")])
            .press("send", &[]);
        assert_eq!(visitor.seen.status, 200);
        assert_eq!(stored(&app), (1, 1));
        let receipt = visitor.seen.text("main");
        assert!(receipt.contains("Lapsen asia alkaa, kun lapsi on syntynyt."), "{receipt}");
        assert!(!receipt.contains("viimeistään"), "{receipt}");
        let clocks: Vec<Option<chrono::NaiveDate>> = app.store
            .read("look", |tx| -> Result<_, StoreError> { Ok(cases::table.select(cases::pending_since).load(tx.conn())?) })
            .unwrap();
        assert_eq!(clocks, [None]);
    }

    fn a_named_reporter_is_kept_and_told_nothing_of_it_on_the_receipt(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.walk_to_the_check_page("Vantaa", "Huoli.")
            .press("change:you", &[])
            .press("continue", &[("reporter.identity", "named")])
            .press("continue", &[("reporter.name", "Matti Mallinen"), ("reporter.phone", "050 000 0000")]);
        assert!(visitor.seen.text("main").contains("Matti Mallinen"));
        visitor.press("send", &[("no_code", "yes")]);
        assert_eq!(visitor.seen.status, 200);
        let receipt = visitor.seen.text("body");
        assert!(!receipt.contains("Mallinen") && !receipt.contains("Seurantatunnus"), "{receipt}");
        let levels: Vec<String> = app.store
            .read("look", |tx| -> Result<_, StoreError> { Ok(reports::table.select(reports::identity_level).load(tx.conn())?) })
            .unwrap();
        assert_eq!(levels, ["protected"]);
    }

    fn a_protected_address_shows_no_place_before_or_after_sending(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.walk_to_the_check_page("Vantaa", "Huoli.")
            .press("change:child", &[])
            .press("continue", &[("children[0].protected_address", "yes")]);
        let check = visitor.seen.text("main");
        assert!(!check.contains("Vantaan"), "{check}");
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.status, 200);
        let receipt = visitor.seen.text("main");
        assert!(!receipt.contains("Vanta") && !receipt.contains("hyvinvointialue"), "{receipt}");
        assert_eq!(stored(&app), (1, 1));
    }

    fn the_same_page_sent_ten_times_at_once_makes_one_report_and_one_receipt(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.walk_to_the_check_page("Vantaa", "Lapsi itkee öisin.");
        let form = visitor.filled("send", &[]);
        let senders: Vec<_> = (0..10)
            .map(|_| {
                let (address, form) = (format!("{}/", site.address), form.clone());
                thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                    runtime.block_on(async {
                        let response = Client::new().post(address).form(&form).send().await.unwrap();
                        (response.status().as_u16(), response.text().await.unwrap())
                    })
                })
            })
            .collect();
        let mut answers: Vec<_> = senders.into_iter().map(|sender| sender.join().unwrap()).collect();
        answers.dedup();
        assert_eq!(answers.len(), 1, "one and the same receipt");
        assert_eq!(answers[0].0, 200);
        assert_eq!(stored(&app), (1, 1));
        let again = visitor.ask(&Method::POST, "/", &form);
        assert_eq!(again.html, answers[0].1, "a reload shows the same receipt");
    }

    fn a_page_sent_again_with_other_words_says_that_the_first_one_stands(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.walk_to_the_check_page("Vantaa", "Lapsi itkee öisin.");
        let before = visitor.seen.clone();
        visitor.press("send", &[]);
        let first = reference(&visitor.seen);
        visitor.seen = before;
        visitor.press("change:concern", &[])
            .press("continue", &[("concern.description", "Aivan muuta.")])
            .press("send", &[]);
        assert_eq!(visitor.seen.status, 200);
        assert_eq!(reference(&visitor.seen), first);
        assert!(visitor.seen.text("main").contains("Ensimmäinen lähetys on voimassa"));
        assert_eq!(stored(&app), (1, 1));
    }
}
