//! The head and body of a request that files a report, as far as HTTP goes.

use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web::{BytesMut, Payload};
use futures_util::StreamExt;
use serde_json::Value;

use super::problem::Fault;
use crate::wire::json;

/// The largest body, in bytes.
pub const LARGEST: usize = 1024 * 1024;
/// The longest idempotency key, in characters.
const LONGEST_KEY: usize = 255;

/// The bearer token (RFC 6750).
///
/// # Errors
/// [`Fault::TokenMissing`] without one; [`Fault::TokenUnknown`] when the header is not of that form.
pub fn bearer(request: &HttpRequest) -> Result<&str, Fault> {
    let mut headers = request.headers().get_all(AUTHORIZATION);
    let header = headers.next().ok_or(Fault::TokenMissing)?;
    let (scheme, token) = header
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .ok_or(Fault::TokenUnknown)?;
    let token = token.trim();
    if headers.next().is_some() || !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(Fault::TokenUnknown);
    }
    Ok(token)
}

/// The idempotency key, to the letter.
///
/// # Errors
/// [`Fault::IdempotencyKey`] unless it stands exactly once and is 1–255 printable ASCII characters.
pub fn idempotency_key(request: &HttpRequest) -> Result<&str, Fault> {
    let mut headers = request.headers().get_all("Idempotency-Key");
    let key = headers
        .next()
        .and_then(|value| value.to_str().ok())
        .ok_or(Fault::IdempotencyKey)?;
    let printable = key.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if headers.next().is_some() || key.trim().is_empty() || key.len() > LONGEST_KEY || !printable {
        return Err(Fault::IdempotencyKey);
    }
    Ok(key)
}

/// Whether `?validate_only=true` stands in the query. A slip such as `validateOnly` must not file a real report, so
/// anything else in the query is refused.
///
/// # Errors
/// [`Fault::Query`].
pub fn validate_only(request: &HttpRequest) -> Result<bool, Fault> {
    match request.query_string() {
        "" | "validate_only=false" => Ok(false),
        "validate_only=true" => Ok(true),
        _ => Err(Fault::Query),
    }
}

/// Reads the body as JSON.
///
/// # Errors
/// [`Fault::MediaType`], [`Fault::TooLarge`], [`Fault::Timeout`], [`Fault::NotUtf8`], [`Fault::Json`] or
/// [`Fault::MemberTwice`], whichever is met first.
pub async fn read_json(request: &HttpRequest, payload: Payload) -> Result<Value, Fault> {
    if !is_plain_json(request) {
        return Err(Fault::MediaType);
    }
    let bytes = collect(request, payload).await?;
    let text = std::str::from_utf8(&bytes).map_err(|_position| Fault::NotUtf8)?;
    parse(text)
}

/// Reads a text as JSON.
///
/// # Errors
/// [`Fault::Json`] or [`Fault::MemberTwice`].
pub fn parse(text: &str) -> Result<Value, Fault> {
    json::parse(text).map_err(|fault| {
        let (line, column) = (fault.line, fault.column);
        if fault.twice {
            Fault::MemberTwice { line, column }
        } else {
            Fault::Json { line, column }
        }
    })
}

fn is_plain_json(request: &HttpRequest) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let plain = header(CONTENT_ENCODING).is_none_or(|coding| coding.eq_ignore_ascii_case("identity"));
    let media_type = header(CONTENT_TYPE).unwrap_or_default();
    let (essence, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    let charset = parameters.trim().to_ascii_lowercase().replace('"', "");
    let utf8 = !charset.starts_with("charset=") || charset == "charset=utf-8";
    plain && utf8 && essence.trim().eq_ignore_ascii_case("application/json")
}

async fn collect(request: &HttpRequest, mut payload: Payload) -> Result<BytesMut, Fault> {
    let announced = request
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > LARGEST) {
        return Err(Fault::TooLarge);
    }
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| match error {
            PayloadError::Overflow => Fault::TooLarge,
            PayloadError::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => Fault::Timeout,
            // The client has gone, or speaks no HTTP: nobody will read the answer.
            _ => Fault::Json { line: 0, column: 0 },
        })?;
        if bytes.len() + chunk.len() > LARGEST {
            return Err(Fault::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use actix_web::FromRequest;
    use actix_web::test::TestRequest;
    use serde_json::json;

    use super::*;

    async fn read(request: TestRequest, body: Vec<u8>) -> Result<Value, Fault> {
        let (request, mut payload) = request.set_payload(body).to_http_parts();
        let payload = Payload::from_request(&request, &mut payload).await.unwrap();
        read_json(&request, payload).await
    }

    fn json_request() -> TestRequest {
        TestRequest::post().insert_header(("Content-Type", "application/json; charset=utf-8"))
    }

    #[actix_web::test]
    async fn json_is_read_up_to_the_limit() {
        assert_eq!(
            read(json_request(), b"{\"a\": \"\xc3\xa4\"}".to_vec()).await,
            Ok(json!({"a": "ä"}))
        );
        let fits = format!("\"{}\"", "x".repeat(LARGEST - 2));
        assert!(read(json_request(), fits.into_bytes()).await.is_ok());
        let large = format!("\"{}\"", "x".repeat(LARGEST - 1));
        assert_eq!(
            read(json_request(), large.into_bytes()).await,
            Err(Fault::TooLarge)
        );
    }

    #[actix_web::test]
    async fn what_is_not_plain_utf8_json_is_refused() {
        assert_eq!(
            read(json_request(), b"\"\xff\"".to_vec()).await,
            Err(Fault::NotUtf8)
        );
        assert_eq!(
            read(json_request(), b"".to_vec()).await,
            Err(Fault::Json { line: 1, column: 0 })
        );
        let twice = read(json_request(), b"{\"a\": 1, \"a\": 2}".to_vec()).await;
        assert!(matches!(twice, Err(Fault::MemberTwice { line: 1, .. })));
        for content_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json; charset=latin1",
            "",
        ] {
            let request = TestRequest::post().insert_header(("Content-Type", content_type));
            assert_eq!(
                read(request, b"{}".to_vec()).await,
                Err(Fault::MediaType),
                "{content_type}"
            );
        }
        let packed = json_request().insert_header(("Content-Encoding", "gzip"));
        assert_eq!(read(packed, b"{}".to_vec()).await, Err(Fault::MediaType));
    }

    #[actix_web::test]
    async fn the_head_is_read_to_the_letter() {
        let with = |name: &'static str, value: &str| {
            TestRequest::post()
                .insert_header((name, value.to_owned()))
                .to_http_request()
        };
        assert_eq!(bearer(&with("Authorization", "bearer  abc ")), Ok("abc"));
        assert_eq!(
            bearer(&TestRequest::post().to_http_request()),
            Err(Fault::TokenMissing)
        );
        for wrong in ["abc", "Basic abc", "Bearer ", "Bearer\u{e4}"] {
            assert_eq!(
                bearer(&with("Authorization", wrong)),
                Err(Fault::TokenUnknown),
                "{wrong}"
            );
        }
        let longest = "k".repeat(255);
        for key in ["a", "0198 \"x\"~", longest.as_str()] {
            assert_eq!(idempotency_key(&with("Idempotency-Key", key)), Ok(key));
        }
        for wrong in ["", "\u{e4}", "a\tb", &"k".repeat(256)] {
            assert_eq!(
                idempotency_key(&with("Idempotency-Key", wrong)),
                Err(Fault::IdempotencyKey),
                "{wrong}"
            );
        }
        let twice = TestRequest::post()
            .append_header(("Idempotency-Key", "a"))
            .append_header(("Idempotency-Key", "b"))
            .to_http_request();
        assert_eq!(idempotency_key(&twice), Err(Fault::IdempotencyKey));
    }

    #[actix_web::test]
    async fn only_validate_only_may_stand_in_the_query() {
        let query =
            |text: &str| validate_only(&TestRequest::with_uri(&format!("/r{text}")).to_http_request());
        assert_eq!(query(""), Ok(false));
        assert_eq!(query("?validate_only=true"), Ok(true));
        assert_eq!(query("?validate_only=false"), Ok(false));
        for wrong in [
            "?validateOnly=true",
            "?validate_only=yes",
            "?validate_only=true&validate_only=false",
            "?x=1",
        ] {
            assert_eq!(query(wrong), Err(Fault::Query), "{wrong}");
        }
    }
}
