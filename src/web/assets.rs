//! The style sheet and the icon: inside the binary, at addresses that hold a hash of their content, ready compressed.

use std::io::Write;
use std::sync::LazyLock;

use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, VARY,
};
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use data_encoding::HEXLOWER;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/static/"]
struct Files;

static STYLESHEET: LazyLock<Asset> =
    LazyLock::new(|| Asset::embedded("huoli.css", "text/css; charset=utf-8"));
static ICON: LazyLock<Asset> = LazyLock::new(|| Asset::embedded("favicon.svg", "image/svg+xml"));

/// A file that pages refer to.
struct Asset {
    /// From the mount point: `assets/<name>.<hash>.<type>`.
    path: String,
    content_type: &'static str,
    plain: Vec<u8>,
    /// Compressed at the first request, not at start: a cold start is measured.
    gzip: LazyLock<Vec<u8>, Box<dyn FnOnce() -> Vec<u8> + Send>>,
    brotli: LazyLock<Vec<u8>, Box<dyn FnOnce() -> Vec<u8> + Send>>,
}

impl Asset {
    fn embedded(name: &str, content_type: &'static str) -> Self {
        let plain = Files::get(name).map_or_else(Vec::new, |file| file.data.into_owned());
        Self::new(name, content_type, plain)
    }

    fn new(name: &str, content_type: &'static str, plain: Vec<u8>) -> Self {
        let hash = HEXLOWER.encode(&Sha256::digest(&plain));
        let hash = hash.get(..16).unwrap_or_default();
        let (stem, kind) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let (for_gzip, for_brotli) = (plain.clone(), plain.clone());
        Self {
            path: format!("assets/{stem}.{hash}.{kind}"),
            content_type,
            plain,
            gzip: LazyLock::new(Box::new(move || gzip(&for_gzip))),
            brotli: LazyLock::new(Box::new(move || brotli(&for_brotli))),
        }
    }

    fn respond(&'static self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response
            .insert_header((CONTENT_TYPE, self.content_type))
            // The address changes with the content, so a copy never goes stale. This is the only response that may be
            // kept: see `layer::security_headers`.
            .insert_header((CACHE_CONTROL, IMMUTABLE))
            .insert_header((VARY, ACCEPT_ENCODING.as_str()));
        let body: &'static [u8] = match coding(request) {
            Coding::Brotli => {
                response.insert_header((CONTENT_ENCODING, "br"));
                &self.brotli
            }
            Coding::Gzip => {
                response.insert_header((CONTENT_ENCODING, "gzip"));
                &self.gzip
            }
            Coding::Plain => &self.plain,
        };
        response.body(body)
    }
}

/// The `Cache-Control` of a file whose address holds its hash.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Where the style sheet is, from the mount point.
pub fn stylesheet() -> &'static str {
    &STYLESHEET.path
}

/// Where the icon is, from the mount point.
pub fn icon() -> &'static str {
    &ICON.path
}

/// Both files, each with its path from the mount point: for pages that somebody else serves.
pub fn files() -> [(&'static str, &'static [u8]); 2] {
    [&*STYLESHEET, &*ICON].map(|asset| (asset.path.as_str(), asset.plain.as_slice()))
}

/// Serves the style sheet and the icon below the mount point. An address with another hash is 404: a page and its sheet
/// come from the same binary or not at all.
pub fn routes(config: &mut ServiceConfig) {
    for asset in [&*STYLESHEET, &*ICON] {
        let resource = web::resource(format!("/{}", asset.path));
        let answer = move |request: HttpRequest| async move { asset.respond(&request) };
        config.service(
            resource
                .route(web::get().to(answer))
                .route(web::head().to(answer)),
        );
    }
}

enum Coding {
    Brotli,
    Gzip,
    Plain,
}

/// The best coding that the browser names without refusing it (`q=0`).
fn coding(request: &HttpRequest) -> Coding {
    let accepted = request
        .headers()
        .get_all(ACCEPT_ENCODING)
        .filter_map(|value: &HeaderValue| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|item| {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let refused = parameters
                .trim()
                .strip_prefix("q=")
                .is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
            (!refused).then_some(name.trim())
        })
        .collect::<Vec<_>>();
    if accepted.contains(&"br") {
        Coding::Brotli
    } else if accepted.contains(&"gzip") {
        Coding::Gzip
    } else {
        Coding::Plain
    }
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to memory does not fail; should it, the browser gets an empty sheet and the page still reads.
    let written = encoder.write_all(plain).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    {
        // Quality 9 of 11: a fiftieth of the time for one part in thirty more bytes.
        let mut encoder = brotli::CompressorWriter::new(&mut compressed, 4096, 9, 22);
        if encoder.write_all(plain).is_err() {
            return Vec::new();
        }
    }
    compressed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_a_hash_of_the_content() {
        let (one, other) = (
            Asset::new("a.css", "text/css", b"a{}".to_vec()),
            Asset::new("a.css", "text/css", b"b{}".to_vec()),
        );
        assert_ne!(one.path, other.path);
        assert!(stylesheet().starts_with("assets/huoli."), "{}", stylesheet());
        assert_eq!(stylesheet().len(), "assets/huoli.0123456789abcdef.css".len());
    }

    #[test]
    fn the_sheet_is_light_and_names_no_font_file_picture_or_crown() {
        let sheet = String::from_utf8(STYLESHEET.plain.clone()).expect("a style sheet is text");
        for refused in ["@font-face", "url(", "GDS Transport", "crown", "@import"] {
            assert!(!sheet.contains(refused), "the sheet holds {refused}");
        }
        let own = sheet
            .split_once("/*! own */")
            .map(|(_, own)| own.len())
            .expect("the sheet marks our own rules");
        assert!(own <= 2_048, "our own rules are {own} bytes");
        for (name, compressed) in [
            ("gzip", STYLESHEET.gzip.len()),
            ("brotli", STYLESHEET.brotli.len()),
        ] {
            assert!(
                (2_000..14_000).contains(&compressed),
                "the sheet is {compressed} bytes with {name}"
            );
        }
    }
}
