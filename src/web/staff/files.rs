//! A file of a case, `GET /staff/cases/{id}/files/{file}`: recorded first, then handed out, always to be saved and never to
//! be shown. One that is absent and one of another office give the same 404.

use std::fmt::Write;

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, ContentEncoding, HeaderValue};
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpResponse, body::SizedStream};
use futures_util::stream;
use uuid::Uuid;

use crate::domain::attachment::{FileFacts, download_name};
use crate::intake::App;
use crate::intake::open_attachment::{self, OpenFile};
use crate::web::blocking;
use crate::web::error::{WebError, chain};
use crate::web::extract::session::{SignedIn, failed};

/// Hands out a file.
///
/// # Errors
/// [`WebError::not_found`] for a file that is absent, of another case, or out of the person's scope.
pub async fn download(
    app: Data<App>,
    signed: SignedIn,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (case, file) = ids.into_inner();
    let (Ok(case), Ok(file)) = (case.parse::<Uuid>(), file.parse::<Uuid>()) else {
        return Err(WebError::not_found());
    };
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || open_attachment::open(&working, &session, case, file, now)).await?;
    let opened = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let size = opened.facts.size;
    let disposition = disposition(&opened.facts)?;
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((CONTENT_DISPOSITION, disposition))
        // Beside the policy of every page: should it be shown somewhere after all, nothing in it acts.
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox"))
        .insert_header(ContentEncoding::Identity)
        .body(SizedStream::new(
            size,
            Box::pin(stream::unfold(Some(opened), piece)),
        )))
}

/// The next piece of the body. Every chunk was tried before; one that fails now ends the answer short of its length, which
/// a browser tells as a failed download.
async fn piece(opened: Option<OpenFile>) -> Option<(Result<Bytes, WebError>, Option<OpenFile>)> {
    let mut opened = opened?;
    let read = blocking::run(move || {
        let piece = opened.read();
        (piece, opened)
    })
    .await;
    match read {
        Ok((Ok(None), _)) => None,
        Ok((Ok(Some(bytes)), opened)) => Some((Ok(Bytes::copy_from_slice(&bytes)), Some(opened))),
        Ok((Err(error), _)) => {
            tracing::error!(error = chain(&error), "a file could not be handed out to its end");
            Some((Err(failed(error)), None))
        }
        Err(error) => Some((Err(error), None)),
    }
}

/// To be saved, under its name (RFC 6266, RFC 8187).
fn disposition(facts: &FileFacts) -> Result<HeaderValue, WebError> {
    let mut value = "attachment; filename*=UTF-8''".to_owned();
    for byte in download_name(facts.name.expose(), facts.kind).bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            value.push(char::from(byte));
        } else {
            // Writing into a text cannot fail.
            let _ = write!(value, "%{byte:02X}");
        }
    }
    HeaderValue::from_str(&value).map_err(WebError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attachment::{FileKind, MakersMarks};

    #[test]
    fn a_name_stands_in_the_header_letter_by_letter() {
        for (name, expected) in [
            ("kuva 1.jpg", "attachment; filename*=UTF-8''kuva%201.jpg"),
            (
                "Äiti\"\r\nX: y.jpg",
                "attachment; filename*=UTF-8''%C3%84iti_X_%20y.jpg",
            ),
            ("virus.exe", "attachment; filename*=UTF-8''virus.exe.jpg"),
        ] {
            let facts = FileFacts {
                name: name.to_owned().into(),
                kind: FileKind::Jpeg,
                size: 1,
                marks: MakersMarks::Removed,
                author: None,
                active: false,
            };
            assert_eq!(disposition(&facts).unwrap(), expected);
        }
    }
}
