//! Files on the check page: chosen last, told by content, taken or refused with a clear word, never left behind.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::attachment::LARGEST_FILE;
use huoli::intake::App;
use huoli::store::StoreError;
use huoli::store::schema::{attachment_chunks, attachments, reports, uploads};
use huoli::web::layer::body_time::BodyTime;
use huoli::web::layer::edge::Front;
use huoli::web::uploads::LONGEST_BODY;

use crate::harness::app::TestApp;
use crate::harness::db::{TestDb, on_both};
use crate::harness::parts;
use crate::harness::pictures::{CANARY, document, large_photo, photo, screenshot};
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

/// How many reports, files, chunks and uploads are stored.
pub fn stored(app: &App) -> [i64; 4] {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok([
                reports::table.count().get_result(tx.conn())?,
                attachments::table.count().get_result(tx.conn())?,
                attachment_chunks::table.count().get_result(tx.conn())?,
                uploads::table.count().get_result(tx.conn())?,
            ])
        })
        .expect("the rows are counted")
}

fn at_the_check_page(site: &Site) -> Visitor {
    let mut visitor = Visitor::open(&site.address, "/fi");
    visitor.walk_to_the_check_page("Vantaa", "Lapsi itkee öisin.");
    visitor
}

/// The check page stands as it was, nothing is stored, and the summary says `told`.
fn is_asked_again(app: &App, visitor: &Visitor, status: u16, told: &str) {
    let seen = &visitor.seen;
    assert_eq!(seen.status, status, "{}", seen.text("main"));
    assert_eq!(seen.heading(), "Tarkista ja lähetä");
    assert!(
        seen.text("main").contains("Lapsi itkee öisin."),
        "the answers are kept"
    );
    let summary = seen.text(".govuk-error-summary");
    assert!(summary.contains(told), "{told:?} in {summary}");
    assert!(summary.contains("Ilmoitusta ei ole lähetetty."), "{summary}");
    assert!(seen.html.contains("href=\"#attachments\"") && seen.html.contains("id=\"attachments\""));
    assert!(seen.text("title").starts_with("Virhe: "));
    assert_eq!(stored(app), [0; 4]);
}

on_both! {
    fn a_report_goes_with_its_files(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_check_page(&site);
        let (photo, screenshot, letter) = (photo(), screenshot(), document(""));
        let files: [(&str, &[u8]); 3] =
            [("IMG_0001.jpg", &photo), ("Näyttökuva.png", &screenshot), ("kirje.pdf", &letter)];
        visitor.press_with("send", &[], &files);
        assert_eq!(visitor.seen.status, 200, "{}", visitor.seen.text("main"));
        assert!(visitor.seen.text(".govuk-panel").contains("LS-"));
        assert_eq!(stored(&app), [1, 3, 3, 0]);
        let receipt = visitor.seen.text("main");
        assert!(receipt.contains("Mukana lähti 3 tiedostoa."), "{receipt}");
    }

    fn the_receipt_says_in_each_language_how_many_files_went(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let (photo, letter) = (photo(), document(""));
        let both: [(&str, &[u8]); 2] = [("IMG_0001.jpg", &photo), ("kirje.pdf", &letter)];
        for (language, one, two) in [
            ("lang:fi", "Mukana lähti yksi tiedosto.", "Mukana lähti 2 tiedostoa."),
            ("lang:sv", "En fil skickades med.", "2 filer skickades med."),
            ("lang:en", "One file was sent along.", "2 files were sent along."),
        ] {
            for (count, told) in [(1, one), (2, two)] {
                let mut visitor = at_the_check_page(&site);
                if language != "lang:fi" {
                    visitor.press(language, &[]);
                }
                let sent = visitor.filled_with("send", &[], &both[..count]);
                for again in ["", " again"] {
                    let seen = visitor.send("/fi", sent.clone());
                    let receipt = seen.text("main");
                    assert!(receipt.contains(told), "{language}{again}: {receipt}");
                    assert!(!receipt.contains("IMG") && !receipt.contains("kirje"), "{receipt}");
                }
            }
        }
        let mut visitor = at_the_check_page(&site);
        visitor.press("send", &[]);
        let receipt = visitor.seen.text("main");
        assert!(!receipt.contains("Mukana lähti"), "{receipt}");
    }

    fn an_untouched_file_box_sends_a_report_without_files(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_check_page(&site);
        visitor.press_with("send", &[], &[("", b"")]);
        assert!(visitor.seen.text(".govuk-panel").contains("LS-"));
        assert_eq!(stored(&app), [1, 0, 0, 0]);
    }

    fn what_cannot_be_taken_is_told_and_the_answers_stay(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_check_page(&site);
        let photo = photo();
        let exactly = large_photo(usize::try_from(LARGEST_FILE).unwrap());
        let too_large = large_photo(usize::try_from(LARGEST_FILE).unwrap() + 1);
        let broken = [&photo[..40], b"no segment begins here"].concat();
        let eleven: Vec<(&str, &[u8])> = vec![("kuva.jpg", &photo[..]); 11];
        visitor.press_with("send", &[("no_code", "yes")], &eleven);
        is_asked_again(&app, &visitor, 413, "Voit lisätä enintään 10 tiedostoa.");
        assert_eq!(visitor.seen.value("no_code"), ["yes"]);
        let album: Vec<(&str, &[u8])> = vec![("kuva.jpg", &photo[..]); 500];
        visitor.press_with("send", &[], &album);
        is_asked_again(&app, &visitor, 413, "Voit lisätä enintään 10 tiedostoa.");
        visitor.press_with("send", &[], &[("hyvä.jpg", &photo), ("suuri <b>.jpg", &too_large)]);
        is_asked_again(&app, &visitor, 413, "Tiedosto ”suuri <b>.jpg” on liian suuri. Yksi tiedosto voi olla enintään 10 Mt.");
        for (name, content) in [
            ("kuva.jpg", &b"<!DOCTYPE html><script>alert(1)</script>"[..]),
            ("kuva.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
            ("kirje.pdf", b"\n%PDF-1.7 not at the beginning"),
            ("kuva.gif", b"GIF89a\x01\0\x01\0"),
            ("paketti.pdf", b"PK\x03\x04%PDF-1.7"),
            ("virus.pdf", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"),
            ("lyhyt.jpg", b"\xff\xd8"),
            ("tyhja.pdf", b""),
        ] {
            visitor.press_with("send", &[], &[(name, content)]);
            is_asked_again(&app, &visitor, 422, &format!("Tiedosto ”{name}” ei ole PDF-, JPEG- tai PNG-tiedosto."));
        }
        visitor.press_with("send", &[], &[("rikki.jpg", &broken)]);
        is_asked_again(&app, &visitor, 422, "Kuvasta ”rikki.jpg” ei voi poistaa tietoja");
        visitor.press_with("send", &[("keep_image_data", "yes")], &[("rikki.jpg", &broken), ("raja.jpg", &exactly)]);
        assert!(visitor.seen.text(".govuk-panel").contains("LS-"), "as evidence it may be as it is");
        assert_eq!(stored(&app), [1, 2, 162, 0]);
    }

    fn an_anonymous_reporter_is_told_once_what_names_them(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_check_page(&site);
        let letter = document("Maija Mallinen");
        let files: [(&str, &[u8]); 2] = [("kirje.pdf", &letter), ("soita 040 000 0001.pdf", &letter)];
        visitor.press_with("send", &[], &files);
        is_asked_again(&app, &visitor, 422, "Tiedostossa ”kirje.pdf” on tekijän nimi: Maija Mallinen. Emme poista sitä.");
        assert!(visitor.seen.text(".govuk-error-summary").contains("nimestä ”soita 040 000 0001.pdf”"));
        visitor.press_with("send", &[], &files);
        assert!(visitor.seen.text(".govuk-panel").contains("LS-"), "the second time it goes");
        assert_eq!(stored(&app), [1, 2, 2, 0]);
        let mut named = Visitor::open(&site.address, "/fi");
        named.walk_to_the_check_page("Vantaa", "Huoli.");
        named.press("change:you", &[]).press("continue", &[("reporter.identity", "named")]);
        named.press("continue", &[("reporter.name", "Maija Mallinen")]).press_with("send", &[], &files);
        assert!(named.seen.text(".govuk-panel").contains("LS-"), "who gives a name knows it");
    }

    fn another_button_than_send_leaves_no_file_behind(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_check_page(&site);
        let photo = photo();
        visitor.press_with("lang:sv", &[("keep_image_data", "yes")], &[("kuva.jpg", &photo)]);
        assert_eq!(visitor.seen.heading(), "Kontrollera och skicka");
        assert_eq!(visitor.seen.value("keep_image_data"), ["yes"]);
        visitor.press_with("change:concern", &[], &[("kuva.jpg", &photo)]);
        assert_eq!(visitor.seen.value("concern.description"), ["Lapsi itkee öisin."]);
        assert_eq!(stored(&app), [0; 4]);
    }

    fn files_that_came_with_another_button_are_told_of_once(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_check_page(&site);
        let photo = photo();
        let files: [(&str, &[u8]); 1] = [("kuva.jpg", &photo)];
        visitor.press_with("lang:sv", &[], &files);
        let summary = visitor.seen.text(".govuk-error-summary");
        assert!(summary.contains("Filerna som du valde sparades inte."), "{summary}");
        assert!(visitor.seen.html.contains("<details class=\"govuk-details\" open"), "the box stands open");
        assert_eq!(visitor.seen.status, 200, "nothing was to be sent yet");
        visitor.press("lang:fi", &[]);
        assert_eq!(visitor.seen.text(".govuk-error-summary"), "", "it is told once");
        visitor.press_with("change:concern", &[], &files);
        assert_eq!(visitor.seen.value("concern.description"), ["Lapsi itkee öisin."]);
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
        let summary = visitor.seen.text(".govuk-error-summary");
        assert!(summary.contains("Valitse ne uudelleen juuri ennen lähettämistä."), "{summary}");
        assert_eq!(stored(&app), [0; 4]);
        visitor.press_with("send", &[], &files);
        assert_eq!(stored(&app), [1, 1, 1, 0]);
    }

    fn whoever_must_send_again_is_told_to_choose_the_files_again(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_check_page(&site);
        let photo = photo();
        let files: [(&str, &[u8]); 1] = [("kuva.jpg", &photo)];
        let told = |visitor: &Visitor, status: u16, why: &str| {
            let seen = &visitor.seen;
            assert_eq!((seen.status, seen.heading().as_str()), (status, "Tarkista ja lähetä"));
            let summary = seen.text(".govuk-error-summary");
            assert!(summary.contains(why), "{summary}");
            assert!(summary.contains("Valitsemasi tiedostot eivät jääneet talteen."), "{summary}");
            assert!(seen.html.contains("href=\"#attachments\"") && seen.html.contains("<details class=\"govuk-details\" open"));
            assert!(seen.text("main").contains("Lapsi itkee öisin."));
        };
        rename(&app, "ALTER TABLE case_events RENAME TO case_events_away");
        visitor.press_with("send", &[], &files);
        rename(&app, "ALTER TABLE case_events_away RENAME TO case_events");
        told(&visitor, 500, "Ilmoitusta ei ole lähetetty. Vastauksesi ovat tallessa tällä sivulla.");
        assert_eq!(stored(&app), [0; 4], "nothing is left behind");
        // The page is young, and what makes two sendings one is old.
        app.clock.advance(TimeDelta::hours(20));
        visitor.press("lang:sv", &[]).press("lang:fi", &[]);
        assert_eq!(visitor.seen.text(".govuk-error-summary"), "");
        app.clock.advance(TimeDelta::hours(5));
        visitor.press_with("send", &[], &files);
        told(&visitor, 410, "Sivu on ollut auki pitkään. Ilmoitusta ei ole lähetetty.");
        visitor.press_with("send", &[], &files);
        assert!(visitor.seen.text(".govuk-panel").contains("LS-"), "{}", visitor.seen.text("main"));
        assert_eq!(stored(&app), [1, 1, 1, 0]);
    }

    fn files_that_are_too_much_together_leave_the_answers(db: TestDb) {
        let app = TestApp::new(db);
        let site = site_that_takes(1024 * 1024, &app);
        let mut visitor = at_the_check_page(&site);
        let large = large_photo(700_000);
        let files: [(&str, &[u8]); 2] = [("yksi.jpg", &large), ("kaksi.jpg", &large)];
        visitor.press_with("send", &[("no_code", "yes")], &files);
        is_asked_again(&app, &visitor, 413, "tiedostot ovat yhteensä liian suuria.");
        assert_eq!(visitor.seen.value("no_code"), ["yes"]);
        // The button stands behind the files: of what is far too long it does not come.
        let mut fields = visitor.filled("send", &[]);
        fields.retain(|(name, _)| !["attachments", "go"].contains(&name.as_str()));
        visitor.seen = visitor.send("/fi", parts::body(&fields, &files, &[]));
        is_asked_again(&app, &visitor, 413, "tiedostot ovat yhteensä liian suuria.");
        let seen = visitor.send("/fi", forged(&visitor, &[], None, &files));
        assert_eq!(seen.status, 413);
        assert!(seen.text("main").contains("liian suuri") && seen.text("aside").contains("112"));
        visitor.press_with("send", &[], &[("yksi.jpg", &large)]);
        assert!(visitor.seen.text(".govuk-panel").contains("LS-"));
        assert_eq!(stored(&app)[..2], [1, 1]);
    }

    fn no_file_is_stored_for_a_page_that_is_not_ours(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = at_the_check_page(&site);
        let start = Visitor::open(&site.address, "/fi").seen.value("state").remove(0);
        let large = large_photo(4 * 1024 * 1024);
        for (state, status) in [(Some("kissa"), "400"), (None, "400"), (Some(start.as_str()), "200")] {
            let body = forged(&visitor, &[], state, &[("kuva.jpg", &large)]);
            let browser = half_sent(&site, "/fi", &body);
            std::thread::sleep(Duration::from_millis(700));
            assert_eq!(stored(&app), [0; 4], "{state:?} half-way");
            assert_eq!(sent_whole(browser, &body), status, "{state:?}");
            assert_eq!(stored(&app), [0; 4], "{state:?}");
        }
    }

    fn one_sender_takes_few_places_and_loses_no_answer(db: TestDb) {
        let app = TestApp::new(db);
        let site = site_that_takes(LONGEST_BODY, &app);
        let mut visitor = at_the_check_page(&site);
        let (large, photo) = (large_photo(4 * 1024 * 1024), photo());
        let body = visitor.filled_with("send", &[("keep_image_data", "yes")], &[("kuva.jpg", &large)]);
        let browsers: Vec<_> = (0..4).map(|_| half_sent(&site, "/fi", &body)).collect();
        until("four have their places", || stored(&app)[3] == 4);
        visitor.press_with("send", &[], &[("kuva.jpg", &photo)]);
        let summary = visitor.seen.text(".govuk-error-summary");
        assert_eq!(visitor.seen.status, 503);
        assert!(summary.contains("Tiedostoja ei voitu tallentaa.") && summary.contains("Valitse tiedostot uudelleen."), "{summary}");
        assert!(visitor.seen.text("main").contains("Lapsi itkee öisin."));
        drop(browsers);
        until("nothing is left", || stored(&app) == [0; 4]);
        visitor.press_with("send", &[], &[("kuva.jpg", &photo)]);
        assert!(visitor.seen.text(".govuk-panel").contains("LS-"), "{}", visitor.seen.text("main"));
    }

    fn the_same_page_sent_twice_is_one_report_with_one_set_of_files(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = at_the_check_page(&site);
        let photo = photo();
        let body = visitor.filled_with("send", &[], &[("kuva.jpg", &photo)]);
        let first = visitor.send("/fi", body.clone());
        let again = visitor.send("/fi", body);
        assert_eq!(first.text(".govuk-panel"), again.text(".govuk-panel"));
        assert_eq!(stored(&app), [1, 1, 1, 0]);
        let other = visitor.filled_with("send", &[], &[]);
        let other = visitor.send("/fi", other);
        assert_eq!(first.text(".govuk-panel"), other.text(".govuk-panel"), "the first one stands");
        assert_eq!(stored(&app), [1, 1, 1, 0]);
    }

    fn a_browser_that_leaves_in_the_middle_leaves_nothing(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let visitor = at_the_check_page(&site);
        let large = large_photo(4 * 1024 * 1024);
        let body = visitor.filled_with("send", &[("keep_image_data", "yes")], &[("kuva.jpg", &large)]);
        let browser = half_sent(&site, "/fi", &body);
        until("chunks are stored while the file comes", || stored(&app)[2] > 0);
        let [reports, files, _, uploads] = stored(&app);
        assert_eq!([reports, files, uploads], [0, 0, 1]);
        drop(browser);
        until("nothing is left", || stored(&app) == [0; 4]);
    }
}

/// A site that takes in no more than `longest_body` bytes with files, and waits long for those who pause.
pub fn site_that_takes(longest_body: u64, app: &App) -> Site {
    let front = Front {
        hosts: vec!["127.0.0.1".to_owned()],
        body: BodyTime {
            idle: Duration::from_mins(2),
            total: Duration::from_mins(2),
            ..BodyTime::default()
        },
        longest_body,
        ..Front::default()
    };
    Site::behind(front, app)
}

/// A browser that has sent the first half of `body` to `path`, and pauses.
pub fn half_sent(site: &Site, path: &str, body: &[u8]) -> TcpStream {
    let host = site.address.trim_start_matches("http://");
    let mut browser = TcpStream::connect(host).expect("a connection");
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
        parts::content_type(),
        body.len()
    );
    browser.write_all(head.as_bytes()).unwrap();
    browser.write_all(&body[..body.len() / 2]).unwrap();
    browser
}

/// Sends the other half, and gives the status of the answer.
pub fn sent_whole(mut browser: TcpStream, body: &[u8]) -> String {
    browser.write_all(&body[body.len() / 2..]).unwrap();
    let mut head = [0; 12];
    browser.read_exact(&mut head).expect("an answer");
    String::from_utf8_lossy(&head[9..]).into_owned()
}

/// The form of the page with another `state`, or none, and `files`.
pub fn forged(
    visitor: &Visitor,
    typed: &[(&str, &str)],
    state: Option<&str>,
    files: &[(&str, &[u8])],
) -> Vec<u8> {
    let mut fields = visitor.filled("send", typed);
    fields.retain(|(name, _)| name != "attachments" && (name != "state" || state.is_some()));
    for (_, value) in fields.iter_mut().filter(|(name, _)| name == "state") {
        state.unwrap_or_default().clone_into(value);
    }
    let (button, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| name == "go");
    parts::body(&fields, files, &button)
}

/// Calls the table of what happens to cases otherwise, so that no report can be stored, or by its name again.
pub fn rename(app: &App, sql: &'static str) {
    let done = app.store.write("rename", move |tx| -> Result<(), StoreError> {
        diesel::sql_query(sql).execute(tx.conn())?;
        Ok(())
    });
    done.expect("the table is renamed");
}

/// Looks again and again until `holds`; a minute is for ever.
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn nothing_of_a_file_lies_in_clear_anywhere_in_the_database() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let mut visitor = at_the_check_page(&site);
    let (photo, large, letter) = (photo(), large_photo(900_000), document(CANARY));
    let files: [(&str, &[u8]); 3] = [
        (&format!("{CANARY}.jpg"), &photo),
        ("suuri.jpg", &large),
        ("kirje.pdf", &letter),
    ];
    visitor.press_with("send", &[("keep_image_data", "yes")], &files);
    visitor.press_with("send", &[("keep_image_data", "yes")], &files);
    assert_eq!(stored(&app)[1], 3, "{}", visitor.seen.text("main"));
    let huoli::store::DatabaseUrl::Sqlite(path) = &app.db.url else {
        unreachable!("this one is SQLite")
    };
    let mut searched = 0;
    for file in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        let mut bytes = Vec::new();
        let path = file.unwrap().path();
        std::fs::File::open(&path)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        searched += bytes.len();
        let word = &CANARY.as_bytes()[..14];
        assert!(
            !bytes.windows(word.len()).any(|window| window == word),
            "{}",
            path.display()
        );
    }
    assert!(searched > 900_000, "the files were found");
}

#[test]
fn what_is_no_form_with_files_is_refused() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let visitor = at_the_check_page(&site);
    let photo = photo();
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let many: Vec<_> = (0..201).map(|number| field(&format!("f{number}"), "x")).collect();
    let late = parts::body(&[], &[("kuva.jpg", &photo)], &[field("keep_image_data", "yes")]);
    let long = parts::body(&[field("a", &"x".repeat(1024 * 1024 + 1))], &[], &[]);
    let whole = parts::body(&[field("a", "b")], &[("kuva.jpg", &photo)], &[]);
    for (what, status, body) in [
        ("too many fields", 400, parts::body(&many, &[], &[])),
        ("a wish that comes too late", 400, late),
        ("too much text", 413, long),
        ("no parts", 400, b"nothing of the kind".to_vec()),
        ("cut off", 400, whole[..whole.len() / 2].to_vec()),
        (
            "a part without a name",
            400,
            b"------huoli-boundary-7f4c1f4e5a0e\r\nX: y\r\n\r\nz".to_vec(),
        ),
    ] {
        let seen = visitor.send("/fi", body);
        assert_eq!(seen.status, status, "{what}");
        assert_eq!(stored(&app), [0; 4], "{what}");
    }
}
