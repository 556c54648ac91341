//! A posted page of the wizard. One that is too large is read as far as it may be, so that what was typed can be given
//! back; the rest is taken and forgotten, as a browser that is still sending shows no answer.

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, Query};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;

use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::extract::csrf::MOST_FIELDS_OF_A_REPORT;

/// The most bytes of a posted page.
pub const MOST_BYTES: usize = 1024 * 1024;
/// How many bytes more are taken before the connection is given up.
const MOST_FORGOTTEN: usize = 8 * MOST_BYTES;
/// What browsers send.
const KIND: &str = "application/x-www-form-urlencoded";

/// The fields of a posted page.
pub struct Posted {
    /// Name and value of each; of what was too large, those that came first.
    pub fields: Vec<(String, String)>,
    /// Why the page cannot be gone on with, if so.
    pub refused: Option<ErrorCode>,
}

impl FromRequest for Posted {
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        // Without a body there is no kind either: an empty form.
        let is_form = kind.is_empty() || kind.eq_ignore_ascii_case(KIND);
        let payload = payload.take();
        Box::pin(async move {
            if !is_form {
                return Err(WebError::new(ErrorCode::MediaType).into());
            }
            read(payload).await
        })
    }
}

async fn read(mut payload: Payload) -> Result<Posted, actix_web::Error> {
    let mut kept = Vec::new();
    let mut forgotten = 0_usize;
    while let Some(chunk) = payload.next().await {
        let chunk: Bytes = chunk?;
        let room = MOST_BYTES.saturating_sub(kept.len()).min(chunk.len());
        kept.extend(chunk.iter().take(room));
        forgotten = forgotten.saturating_add(chunk.len().saturating_sub(room));
        if forgotten > MOST_FORGOTTEN {
            break;
        }
    }
    let whole = forgotten == 0;
    if !whole {
        cut_off_half_a_letter(&mut kept);
    }
    let bad = || WebError::new(ErrorCode::BadRequest);
    let text = str::from_utf8(&kept).ok().ok_or_else(bad)?;
    let mut fields = Query::<Vec<(String, String)>>::from_query(text)
        .ok()
        .ok_or_else(bad)?
        .into_inner();
    let refused = if !whole {
        Some(ErrorCode::TooLarge)
    } else if fields.len() > MOST_FIELDS_OF_A_REPORT {
        fields.truncate(MOST_FIELDS_OF_A_REPORT);
        Some(ErrorCode::BadRequest)
    } else {
        None
    };
    Ok(Posted { fields, refused })
}

/// Takes away from the end what stands for a part of a letter: of `%C3%A4` the start, and bytes that are no letter.
fn cut_off_half_a_letter(kept: &mut Vec<u8>) {
    if let Some(sign) = kept.iter().rev().take(2).position(|byte| *byte == b'%') {
        kept.truncate(kept.len().saturating_sub(sign.saturating_add(1)));
    }
    let escaped = |kept: &[u8]| match kept {
        [.., b'%', a, _] => char::from(*a).to_digit(16).filter(|high| *high >= 8),
        _ => None,
    };
    // The bytes that go on a letter begin with 8 to b, those that begin one with c to f.
    while let Some(high) = escaped(kept) {
        kept.truncate(kept.len().saturating_sub(3));
        if high >= 0xc {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_cut_off_ends_with_a_whole_letter() {
        for (cut, whole) in [
            ("a=b%", "a=b"),
            ("a=b%C", "a=b"),
            ("a=b%C3", "a=b"),
            ("a=b%C3%A4", "a=b"),
            ("a=b%F0%9F%98", "a=b"),
            ("a=b%20", "a=b%20"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            let mut kept = cut.as_bytes().to_vec();
            cut_off_half_a_letter(&mut kept);
            assert_eq!(kept, whole.as_bytes(), "{cut}");
        }
    }
}
