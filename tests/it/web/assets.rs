//! The style sheet and the icon come compressed, from an address that may be kept for ever.

use std::io::Read;

use reqwest::{Client, Response};

use super::site;
use huoli::web::assets;

async fn get(address: &str, accept_encoding: &str) -> Response {
    let request = Client::new()
        .get(address)
        .header("accept-encoding", accept_encoding);
    request.send().await.expect("the site answers")
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("a readable header"))
}

#[actix_web::test]
async fn the_style_sheet_comes_in_the_coding_that_the_browser_takes() {
    let site = site::start();
    let address = format!("{site}/{}", assets::stylesheet());
    let plain = get(&address, "identity").await;
    assert_eq!(header(&plain, "content-type"), "text/css; charset=utf-8");
    assert_eq!(header(&plain, "content-encoding"), "");
    let plain = plain.text().await.expect("a style sheet");
    assert!(plain.contains(".govuk-button") && plain.contains(".huoli-exit"));

    let gzip = get(&address, "gzip, br;q=0").await;
    assert_eq!(header(&gzip, "content-encoding"), "gzip");
    let gzip = gzip.bytes().await.expect("bytes");
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(&gzip[..])
        .read_to_string(&mut unpacked)
        .expect("valid gzip");
    assert_eq!(unpacked, plain);

    let brotli = get(&address, "gzip, deflate, br").await;
    assert_eq!(header(&brotli, "content-encoding"), "br");
    let brotli = brotli.bytes().await.expect("bytes");
    let mut unpacked = String::new();
    brotli::Decompressor::new(&brotli[..], 4096)
        .read_to_string(&mut unpacked)
        .expect("valid brotli");
    assert_eq!(unpacked, plain);
    assert!(
        gzip.len() < 14_000 && brotli.len() < 14_000,
        "{} and {} bytes",
        gzip.len(),
        brotli.len()
    );
}

#[actix_web::test]
async fn only_an_address_with_the_right_hash_may_be_kept() {
    let site = site::start();
    for path in [assets::stylesheet(), assets::icon()] {
        let response = get(&format!("{site}/{path}"), "br").await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(
            header(&response, "cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(header(&response, "vary"), "accept-encoding");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    }
    let wrong = get(&format!("{site}/assets/huoli.0000000000000000.css"), "br").await;
    assert_eq!(wrong.status(), 404);
    assert_eq!(header(&wrong, "cache-control"), "no-store");
}
