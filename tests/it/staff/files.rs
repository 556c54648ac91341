//! The files of a case: listed, saved, never shown; who took one is recorded first.

use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::attachment::FileKind;
use huoli::store::StoreError;
use huoli::store::schema::access_log;

use super::{Browser, about, espoo, far_away, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::pictures::{document, large_photo, photo, photo_without, screenshot, screenshot_without};

/// What was done with files so far, by the read log.
fn taken(app: &TestApp) -> Vec<(String, bool)> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.eq("file_opened"))
                .order(access_log::seq)
                .select((access_log::result, access_log::report.is_not_null()))
                .load(tx.conn())?)
        })
        .expect("the log is read")
}

/// The addresses of the files on a page of a case.
fn files_on(page: &super::Answer) -> Vec<String> {
    let document = scraper::Html::parse_document(&page.text);
    let links = scraper::Selector::parse("main table a").unwrap();
    let addresses = document
        .select(&links)
        .map(|link| link.attr("href").unwrap_or_default());
    addresses
        .map(|href| format!("/{}", href.trim_start_matches("../")))
        .collect()
}

async fn bytes_of(browser: &Browser<'_>, path: &str) -> (u16, reqwest::header::HeaderMap, Vec<u8>) {
    let answer = browser.raw(path).await;
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (
        status,
        headers,
        answer.bytes().await.expect("the whole file").to_vec(),
    )
}

on_both! {
    fn a_worker_saves_the_files_of_a_case(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let (photo, screenshot, letter, large) =
            (photo(), screenshot(), document("Matti Mallinen"), large_photo(3_000_000));
        app.file_with(&about("Huoli"), &[
            ("../Kuva \u{e4} 1.jpeg", &photo, false),
            ("kuvakaappaus.html", &screenshot, false),
            ("kirje.pdf", &letter, false),
            ("todiste.jpg", &large, true),
        ]);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let page = browser.get(&path).await;
            let words = page.words();
            for shown in [
                "Kuva ä 1.jpeg", "Valokuva (JPEG), 1 kt", "Paikka, aika ja laite poistettu", "kuvakaappaus.html",
                "Kuva (PNG), 1 kt", "PDF-asiakirja, 1 kt", "Ei muutettu", "Tekijä: Matti Mallinen", "2,9 Mt",
                "Säilytetty todisteena", "Ei tarkistettu",
            ] {
                assert!(words.contains(shown), "{shown:?} in {words}");
            }
            let files = files_on(&page);
            assert_eq!(files.len(), 4);
            assert!(taken(&app).is_empty());
            for (index, (name, content)) in [
                ("Kuva%20%C3%A4%201.jpeg", photo_without()),
                ("kuvakaappaus.html.png", screenshot_without()),
                ("kirje.pdf", letter),
                ("todiste.jpg", large),
            ].into_iter().enumerate() {
                let (status, headers, bytes) = bytes_of(&browser, &files[index]).await;
                assert_eq!(status, 200, "{name}");
                assert!(bytes == content, "{name} comes back to the byte");
                let header = |name: &str| headers[name].to_str().unwrap().to_owned();
                assert_eq!(header("content-disposition"), format!("attachment; filename*=UTF-8''{name}"));
                assert_eq!(header("content-type"), "application/octet-stream");
                assert_eq!(header("content-length"), content.len().to_string());
                assert_eq!(header("x-content-type-options"), "nosniff");
                assert_eq!(header("cache-control"), "no-store");
                let policies: Vec<_> = headers.get_all("content-security-policy").iter().collect();
                assert_eq!(policies[0], "sandbox");
                assert_eq!(policies.len(), 2, "and that of every page");
                assert_eq!(taken(&app).len(), index + 1, "each is recorded");
            }
            assert!(taken(&app).iter().all(|(result, report)| result == "done" && *report));
        });
    }

    fn a_file_that_is_out_of_reach_looks_like_one_that_is_not_there(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&own]);
        let elsewhere = worker(&app, "elsewhere", Role::IntakeWorker, &[&far_away(&app, &own)]);
        let admin = worker(&app, "admin", Role::CountyAdmin, &[&own]);
        let photo = photo();
        app.file_with(&about("Huoli"), &[("kuva.jpg", &photo, true)]);
        app.file(&about("Toinen"));
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let mut cases = Vec::new();
            for path in browser.get("/staff/queue").await.cases() {
                let page = browser.get(&path).await;
                cases.push((files_on(&page), path));
            }
            cases.sort();
            let (files, case) = cases.pop().expect("the case with the file");
            let (none, other) = cases.pop().expect("the other case");
            assert!(none.is_empty());
            let file = files[0].clone();
            let id = file.rsplit('/').next().unwrap();
            let absent = browser.get(&format!("{case}/files/7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11")).await;
            assert_eq!(absent.status, 404);
            let of_another_case = browser.get(&format!("{other}/files/{id}")).await;
            assert_eq!((of_another_case.status, &of_another_case.text), (404, &absent.text));
            assert_eq!(browser.get(&format!("{case}/files/x")).await.text, absent.text);
            for person in [&elsewhere, &admin] {
                let browser = site.signed_in(&app, person).await;
                let answer = browser.get(&file).await;
                assert_eq!((answer.status, &answer.text), (404, &absent.text));
            }
            assert!(taken(&app).iter().all(|(result, report)| result == "refused" && !report));
            assert_eq!(taken(&app).len(), 4);
            let nobody = site.browser().get(&file).await;
            assert_eq!(nobody.status, 303, "to the sign-in");
        });
    }
}

#[test]
fn every_kind_has_its_name() {
    for kind in [FileKind::Pdf, FileKind::Jpeg, FileKind::Png] {
        for language in huoli::domain::language::Language::ALL {
            let key = format!("code-file-{}", kind.as_str());
            assert!(
                huoli::text::Texts::embedded().has(language, &key),
                "{key} in {language}"
            );
        }
    }
}
