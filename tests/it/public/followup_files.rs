//! Files that come with a message of the mailbox: sealed with the report, shown beside the message, told of like those of a
//! report, and never left behind.

use std::time::Duration;

use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::domain::attachment::LARGEST_FILE;
use huoli::intake::receipt::Receipt;
use huoli::intake::{open_attachment, open_case};
use serde_json::json;

use super::attachments::{forged, half_sent, sent_whole, site_that_takes, stored};
use super::followup::{answers, case_of, code, filed, opened, somebody};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::pictures::{document, large_photo, photo, photo_without};
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

/// The page stands as it was, with what was typed, and says `told` of the files; nothing is stored.
fn is_asked_again(app: &TestApp, visitor: &Visitor, status: u16, told: &str) {
    let seen = &visitor.seen;
    assert_eq!((seen.status, seen.heading().as_str()), (status, "Viestit"));
    assert_eq!(seen.value("message"), ["Tässä kuva."]);
    let summary = seen.text(".govuk-error-summary");
    assert!(summary.contains(told), "{told:?} in {summary}");
    assert!(summary.contains("Viestiä ei ole lähetetty."), "{summary}");
    assert!(seen.html.contains("href=\"#attachments\"") && seen.html.contains("id=\"attachments\""));
    assert_eq!((answers(app), stored(app)), (0, [1, 0, 0, 0]));
}

/// A report of somebody who gave no name.
fn anonymous(app: &TestApp) -> Receipt {
    app.file(
        &json!({"children": [{"residence": {"municipality": "092"}}], "concern": {"description": "Huoli"}}),
    )
}

on_both! {
    fn files_go_with_a_message_and_the_worker_opens_them(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let mut visitor = opened(&site, &code(&receipt));
        let (photo, letter) = (photo(), document(""));
        let files: [(&str, &[u8]); 2] = [("kuva.jpg", &photo), ("kirje.pdf", &letter)];
        visitor.press_with("send", &[("message", "Tässä kuva.")], &files);
        assert_eq!((visitor.seen.status, visitor.seen.text(".govuk-inset-text").trim()), (200, "Viesti on lähetetty."));
        assert!(!visitor.seen.html.contains("kuva.jpg"), "what was sent is never shown again");
        assert_eq!((answers(&app), stored(&app)), (1, [1, 2, 2, 0]));

        let (maija, case) = (somebody(&app, &receipt), case_of(&app, &receipt));
        let file = open_case::open(&app, &maija, case, app.clock.now()).unwrap().expect("the case");
        let message = file.conversation.said[0].id;
        let listed: Vec<_> = file.files.iter().map(|file| (file.facts.name.expose().as_str(), file.message)).collect();
        assert_eq!(listed, [("kuva.jpg", Some(message)), ("kirje.pdf", Some(message))]);
        let mut opened = open_attachment::open(&app, &maija, case, file.files[0].id, app.clock.now()).unwrap().expect("a file");
        let mut bytes = Vec::new();
        while let Some(more) = opened.read().unwrap() {
            bytes.extend_from_slice(&more);
        }
        assert_eq!(bytes, photo_without(), "the picture came, without what it told of its making");
    }

    fn files_alone_are_a_message_too(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let photo = photo();
        opened(&site, &code(&receipt)).press_with("send", &[("message", " \n")], &[("kuva.jpg", &photo)]);
        assert_eq!((answers(&app), stored(&app)), (1, [1, 1, 1, 0]));
        let (maija, case) = (somebody(&app, &receipt), case_of(&app, &receipt));
        let file = open_case::open(&app, &maija, case, app.clock.now()).unwrap().expect("the case");
        assert_eq!(file.conversation.said[0].text.expose(), "Liitteenä tiedostoja.");
        let mut nothing = opened(&site, &code(&receipt));
        nothing.press_with("send", &[("message", "")], &[("", b"")]);
        assert_eq!((nothing.seen.status, answers(&app)), (422, 1), "an untouched page is no message");
    }

    fn what_cannot_be_taken_is_told_and_the_message_stays(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let mut visitor = opened(&site, &code(&receipt));
        let photo = photo();
        let too_large = large_photo(usize::try_from(LARGEST_FILE).unwrap() + 1);
        let message = [("message", "Tässä kuva.")];
        visitor.press_with("send", &message, &[("hyvä.jpg", &photo), ("suuri.jpg", &too_large)]);
        is_asked_again(&app, &visitor, 413, "Tiedosto ”suuri.jpg” on liian suuri.");
        visitor.press_with("send", &message, &vec![("kuva.jpg", &photo[..]); 11]);
        is_asked_again(&app, &visitor, 413, "Voit lisätä enintään 10 tiedostoa.");
        visitor.press_with("send", &message, &[("kuva.svg", b"<svg onload='x()'/>")]);
        is_asked_again(&app, &visitor, 422, "ei ole PDF-, JPEG- tai PNG-tiedosto.");
        visitor.press_with("send", &[("message", "Tässä kuva."), ("keep_image_data", "yes")], &[("a.svg", b"<svg/>")]);
        assert_eq!(visitor.seen.value("keep_image_data"), ["yes"]);
    }

    fn who_gave_no_name_is_told_once_what_names_them(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = anonymous(&app);
        let mut visitor = opened(&site, &code(&receipt));
        let letter = document("Maija Mallinen");
        let message = [("message", "Tässä kuva.")];
        visitor.press_with("send", &message, &[("kirje.pdf", &letter)]);
        is_asked_again(&app, &visitor, 422, "Tiedostossa ”kirje.pdf” on tekijän nimi: Maija Mallinen.");
        visitor.press_with("send", &message, &[("kirje.pdf", &letter)]);
        assert_eq!((answers(&app), stored(&app)), (1, [1, 1, 1, 0]), "the second time it goes");
    }

    fn words_that_tell_of_the_writer_are_told_once_too(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = anonymous(&app);
        let mut visitor = opened(&site, &code(&receipt));
        let hint = visitor.seen.text("#message-hint");
        assert!(hint.contains("Myös huoltajat saavat yleensä lukea sen."), "{hint}");
        let photo = photo();
        let text = "Lapsi itki taas. Soita 040 123 4567.";
        visitor.press_with("send", &[("message", text)], &[("kuva.jpg", &photo)]);
        assert_eq!((visitor.seen.status, visitor.seen.value("message")), (422, vec![text.to_owned()]));
        let summary = visitor.seen.text(".govuk-error-summary");
        for told in ["”040 123 4567”: puhelinnumero", "Viestiä ei ole lähetetty.", "tiedostot eivät jääneet talteen"] {
            assert!(summary.contains(told), "{told:?} in {summary}");
        }
        assert!(visitor.seen.html.contains("href=\"#message\"") && visitor.seen.html.contains("href=\"#attachments\""));
        assert_eq!((answers(&app), stored(&app)), (0, [1, 0, 0, 0]));
        visitor.press_with("send", &[("message", &format!("{text} Tai maija@posti.example."))], &[]);
        let summary = visitor.seen.text(".govuk-error-summary");
        assert!(visitor.seen.status == 422 && summary.contains("sähköpostiosoite"), "{summary}");
        visitor.press_with("send", &[("message", text)], &[("kuva.jpg", &photo)]);
        assert!(visitor.seen.text("main").contains("Viesti on lähetetty."), "{}", visitor.seen.text("main"));
        assert_eq!((answers(&app), stored(&app)), (1, [1, 1, 1, 0]), "what was told goes");
        let named = filed(&app);
        opened(&site, &code(&named)).press("send", &[("message", text)]);
        assert_eq!(answers(&app), 2, "who gave a name knows it");
    }

    fn a_child_may_say_my_father_and_is_warned_of_a_number_alone(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let photo = photo();
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[("reporter_role", "young_person")])
            .press("continue", &[])
            .press("continue", &[("concern.description", "Isä lyö.")])
            .press("continue", &[("children[0].residence.municipality", "Vantaa")])
            .press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Viestisi on perillä");
        let code = visitor.seen.text(".huoli-code");
        for (message, files, answered) in [
            ("Isäni löi taas", vec![], 1),
            ("Olen hänen tyttärensä. Kävin siellä eilen klo 17.", vec![("isäni_löi_taas.jpg", &photo[..])], 2),
        ] {
            let mut visitor = opened(&site, &code);
            visitor.press_with("send", &[("message", message)], &files);
            let main = visitor.seen.text("main");
            assert_eq!(visitor.seen.status, 200, "{message}: {main}");
            assert!(main.contains("Viesti on lähetetty."), "{main}");
            assert_eq!(answers(&app), answered);
        }
        let mut visitor = opened(&site, &code);
        visitor.press_with("send", &[("message", "Soita isälleni 040 123 4567")], &[("0401234567.jpg", &photo[..])]);
        let summary = visitor.seen.text(".govuk-error-summary");
        assert!(visitor.seen.status == 422 && summary.contains("”040 123 4567”: puhelinnumero"), "{summary}");
        assert!(summary.contains("”0401234567.jpg”") && !summary.contains("isälleni"), "{summary}");
        assert_eq!(answers(&app), 2);
    }

    fn files_that_were_chosen_before_messages_were_nearly_closed_are_said_to_be_gone(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let mut visitor = opened(&site, &code(&receipt));
        let photo = photo();
        visitor.press_with("close", &[("message", "Tässä kuva.")], &[("kuva.jpg", &photo)]);
        assert_eq!((visitor.seen.status, visitor.seen.offers("close_now")), (200, true));
        visitor.press("previous", &[]);
        assert_eq!((visitor.seen.status, visitor.seen.heading().as_str()), (200, "Viestit"));
        assert_eq!(visitor.seen.value("message"), ["Tässä kuva."]);
        let summary = visitor.seen.text(".govuk-error-summary");
        assert!(summary.contains("tiedostot eivät jääneet talteen"), "{summary}");
        assert_eq!((answers(&app), stored(&app)), (0, [1, 0, 0, 0]));
        visitor.press_with("close", &[("message", "Tässä kuva.")], &[("", b"")]);
        visitor.press("previous", &[]);
        let html = &visitor.seen.html;
        assert!(!html.contains("govuk-error-summary") && !html.contains("eivät jääneet talteen"), "it is said once");
    }

    fn too_much_leaves_the_message(db: TestDb) {
        let app = TestApp::new(db);
        let site = site_that_takes(1024 * 1024, &app);
        let receipt = filed(&app);
        let mut visitor = opened(&site, &code(&receipt));
        let large = large_photo(700_000);
        let files: [(&str, &[u8]); 2] = [("yksi.jpg", &large), ("kaksi.jpg", &large)];
        visitor.press_with("send", &[("message", "Tässä kuva.")], &files);
        is_asked_again(&app, &visitor, 413, "tiedostot ovat yhteensä liian suuria.");
        visitor.press_with("lang:sv", &[], &files);
        let summary = visitor.seen.text(".govuk-error-summary");
        assert!(summary.contains("Filerna som du valde sparades inte."), "{summary}");
        assert_eq!(visitor.seen.value("message"), ["Tässä kuva."]);
        let site = Site::start(&app);
        let mut visitor = opened(&site, &code(&receipt));
        let long = "Lapsi itkee öisin. ".repeat(70_000);
        visitor.press_with("send", &[("message", &long)], &[]);
        assert_eq!(visitor.seen.status, 413);
        let given_back = visitor.seen.text("textarea");
        assert!(given_back.starts_with("Lapsi itkee öisin.") && given_back.len() > 500_000);
        assert_eq!((answers(&app), stored(&app)), (0, [1, 0, 0, 0]));
    }

    fn no_file_is_stored_without_an_open_mailbox(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let visitor = opened(&site, &code(&receipt));
        let wizard = Visitor::open(&site.address, "/fi").seen.value("state").remove(0);
        let large = large_photo(4 * 1024 * 1024);
        let files: [(&str, &[u8]); 1] = [("kuva.jpg", &large)];
        for state in [Some("kissa"), Some(wizard.as_str()), None] {
            let body = forged(&visitor, &[("message", "Tässä kuva.")], state, &files);
            let browser = half_sent(&site, "/fi/followup", &body);
            std::thread::sleep(Duration::from_millis(700));
            assert_eq!(stored(&app), [1, 0, 0, 0], "{state:?} half-way");
            assert_eq!(sent_whole(browser, &body), "400", "{state:?}");
            let seen = visitor.send("/fi/followup", body);
            assert_eq!((seen.status, seen.text("textarea").as_str()), (400, "Tässä kuva."), "{state:?}");
        }
        assert_eq!((answers(&app), stored(&app)), (0, [1, 0, 0, 0]));
    }

    fn who_gave_a_name_knows_it(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let letter = document("Maija Mallinen");
        opened(&site, &code(&receipt)).press_with("send", &[("message", "Kirje.")], &[("kirje.pdf", &letter)]);
        assert_eq!(answers(&app), 1);
    }

    fn the_same_page_sent_twice_is_one_message_with_one_set_of_files(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let visitor = opened(&site, &code(&receipt));
        let (photo, letter) = (photo(), document(""));
        for _ in 0..2 {
            let body = visitor.filled_with("send", &[("message", "Kuva.")], &[("kuva.jpg", &photo)]);
            assert_eq!(visitor.send("/fi/followup", body).status, 200);
        }
        assert_eq!((answers(&app), stored(&app)), (1, [1, 1, 1, 0]));
        let other = visitor.filled_with("send", &[("message", "Kuva.")], &[("kirje.pdf", &letter)]);
        assert_eq!(visitor.send("/fi/followup", other).status, 200);
        assert_eq!((answers(&app), stored(&app)), (2, [1, 2, 2, 0]), "another file is another message");
    }

    fn files_of_a_page_that_cannot_be_gone_on_with_go_nowhere(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let receipt = filed(&app);
        let visitor = opened(&site, &code(&receipt));
        let photo = photo();
        let files: [(&str, &[u8]); 1] = [("kuva.jpg", &photo)];
        for other in ["lang:sv", "close"] {
            let body = visitor.filled_with(other, &[("message", "Kuva.")], &files);
            assert_eq!(visitor.send("/fi/followup", body).status, 200);
        }
        app.clock.advance(TimeDelta::hours(26));
        let body = visitor.filled_with("send", &[("message", "Kuva.")], &files);
        let seen = visitor.send("/fi/followup", body);
        assert_eq!((seen.status, seen.text("textarea").as_str()), (410, "Kuva."));
        assert_eq!((answers(&app), stored(&app)), (0, [1, 0, 0, 0]));
    }
}
