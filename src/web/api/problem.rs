//! What a client of the API did wrong, as `application/problem+json` (RFC 9457).
//!
//! What the service itself fails at is a [`WebError`] and is answered, and logged, by the layer around all handlers,
//! in the same shape.

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, ALLOW, CONTENT_LANGUAGE, VARY, WWW_AUTHENTICATE};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use utoipa::ToSchema;

use super::attached::FileFault;
use crate::domain::field_error::{FieldError, FieldErrors, FieldProblem};
use crate::domain::language::{Language, Offered};
use crate::forms::faults;
use crate::intake::App;
use crate::text::negotiate::from_accept_language;
use crate::text::{Texts, Words};
use crate::web::error::WebError;
use crate::web::files::FILES;

/// A fault of one value, or a note about it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FieldFault)]
pub struct FieldFault {
    /// Where it stands: a JSON pointer (RFC 6901).
    #[schema(example = "/children/0/personal_identity_code")]
    pub pointer: String,
    /// What it is: a stable code.
    #[schema(example = "check_character")]
    pub code: &'static str,
    /// The same in words, in the language of `Accept-Language`.
    #[schema(example = "The last character of the personal identity code does not match the others.")]
    pub detail: String,
}

impl FieldFault {
    /// `errors` in words.
    pub fn of(errors: &FieldErrors, words: Words<'_>) -> Vec<Self> {
        let fault = |error: &FieldError| Self {
            pointer: error.path.as_str().to_owned(),
            code: error.problem.code(),
            detail: in_words(&error.problem, words),
        };
        errors.iter().map(fault).collect()
    }
}

/// A fault in the words of the forms, save that a system writes its dates otherwise, and without soft hyphens.
fn in_words(problem: &FieldProblem, words: Words<'_>) -> String {
    let text = match problem {
        FieldProblem::DateInvalid => words.get("api-date-invalid").into_owned(),
        _ => faults::in_words(problem, words),
    };
    plain(&text)
}

fn plain(text: &str) -> String {
    text.replace('\u{AD}', "")
}

/// A problem (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Always `about:blank`: the status and `code` say what it is.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub kind: &'static str,
    /// The status in words.
    #[schema(example = "Unprocessable Entity")]
    pub title: &'static str,
    /// The HTTP status.
    #[schema(example = 422)]
    pub status: u16,
    /// What it is: a stable code.
    #[schema(example = "invalid")]
    pub code: &'static str,
    /// The same in words, in the language of `Accept-Language`.
    #[schema(example = "The report has faults. Nothing was stored.")]
    pub detail: String,
    /// Every fault of the report, at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldFault>,
    /// The number of the log line, for a fault of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "5f0c7c46-7a7e-4b8e-9d5c-3f1d1c1b2a10")]
    pub number: Option<String>,
}

/// What is wrong with a request. The list is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A query parameter that is unknown, stands twice or has no allowed value.
    Query,
    /// `Idempotency-Key` is missing or not 1–255 printable ASCII characters.
    IdempotencyKey,
    /// The key was used with another body.
    IdempotencyKeyReused,
    /// The messages of the report have ended.
    MessagesEnded,
    /// The body is not UTF-8.
    NotUtf8,
    /// The body is not JSON.
    Json {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A member stands twice in one object.
    MemberTwice {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// The report itself is wrong.
    Invalid(FieldErrors),
    /// No token was sent.
    TokenMissing,
    /// The token opens nothing.
    TokenUnknown,
    /// There is nothing here for this client.
    NotFound,
    /// The method is not one of these.
    Method {
        /// The methods that are.
        allow: &'static str,
    },
    /// The body is not plain JSON by its headers.
    MediaType,
    /// The body is larger than 1 MiB.
    TooLarge,
    /// A file cannot be taken.
    File {
        /// Its place among the files, from 0.
        position: usize,
        /// What is wrong with it.
        what: FileFault,
    },
    /// The parts of a body with files are not those that are known, or cannot be read.
    Part,
    /// The body did not arrive in time.
    Timeout,
}

impl Fault {
    /// The HTTP status.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Query
            | Self::Part
            | Self::IdempotencyKey
            | Self::NotUtf8
            | Self::Json { .. }
            | Self::MemberTwice { .. } => StatusCode::BAD_REQUEST,
            Self::IdempotencyKeyReused | Self::MessagesEnded => StatusCode::CONFLICT,
            Self::TokenMissing | Self::TokenUnknown => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::File { what, .. } if what.is_size() => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Invalid(_) | Self::File { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
        }
    }

    /// The stable code; with hyphens and `api-` before it, the key of its text.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::IdempotencyKey => "idempotency_key",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::MessagesEnded => "messages_ended",
            Self::NotUtf8 => "not_utf8",
            Self::Json { .. } => "json",
            Self::MemberTwice { .. } => "member_twice",
            Self::Invalid(_) => "invalid",
            Self::TokenMissing | Self::TokenUnknown => "unauthorized",
            Self::NotFound => "not_found",
            Self::Method { .. } => "method_not_allowed",
            Self::MediaType => "media_type",
            Self::TooLarge => "too_large",
            Self::File { what, .. } => what.code(),
            Self::Part => "part",
            Self::Timeout => "timeout",
        }
    }

    /// The answer, in the language that `request` asks for.
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let language = language(request);
        let words = Texts::embedded().words(language);
        let key = format!("api-{}", self.code().replace('_', "-"));
        let detail = match self {
            Self::Json { line, column } | Self::MemberTwice { line, column } => words.format(
                &key,
                &[
                    ("line", line.to_string().into()),
                    ("column", column.to_string().into()),
                ],
            ),
            _ => words.get(&key).into_owned(),
        };
        let errors = match self {
            Self::Invalid(errors) => FieldFault::of(errors, words),
            Self::File { position, .. } => vec![FieldFault {
                pointer: format!("/{FILES}/{position}"),
                code: self.code(),
                detail: plain(&detail),
            }],
            _ => Vec::new(),
        };
        let status = self.status();
        let body = ProblemBody {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            code: self.code(),
            detail: plain(&detail),
            errors,
            number: None,
        };
        let mut response = HttpResponseBuilder::new(status);
        match self {
            Self::TokenMissing => response.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"huoli\"")),
            Self::TokenUnknown => response.insert_header((
                WWW_AUTHENTICATE,
                "Bearer realm=\"huoli\", error=\"invalid_token\"",
            )),
            Self::Method { allow } => response.insert_header((ALLOW, *allow)),
            _ => &mut response,
        };
        response
            .content_type("application/problem+json")
            .insert_header((CONTENT_LANGUAGE, language.code()))
            .insert_header((VARY, "Accept-Language"))
            .body(serde_json::to_vec(&body).unwrap_or_default())
    }
}

/// The languages that are offered.
fn offered(request: &HttpRequest) -> Offered {
    let app = request.app_data::<Data<App>>();
    app.map_or_else(Offered::default, |app| app.languages.clone())
}

/// The language in which `request` wants to be answered.
pub fn language(request: &HttpRequest) -> Language {
    let header = request
        .headers()
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let offered = offered(request);
    let wished = header.and_then(|header| from_accept_language(header, &offered));
    wished.unwrap_or_else(|| offered.first())
}

/// Why a request was not done: the client's fault or ours.
#[derive(Debug)]
pub enum Refusal {
    /// The client's.
    Fault(Fault),
    /// Ours.
    Failure(WebError),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<WebError> for Refusal {
    fn from(error: WebError) -> Self {
        Self::Failure(error)
    }
}

/// The answer to `request`: what was done, or what the client did wrong.
///
/// # Errors
/// What the service failed at.
pub fn told(request: &HttpRequest, done: Result<HttpResponse, Refusal>) -> Result<HttpResponse, WebError> {
    done.or_else(|refusal| match refusal {
        Refusal::Fault(fault) => Ok(fault.answer(request)),
        Refusal::Failure(error) => Err(error),
    })
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use actix_web::test::TestRequest;
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::field_error::FieldPath;

    async fn answer(fault: &Fault, accept: &str) -> (HttpResponse<()>, Value) {
        let request = TestRequest::default()
            .insert_header((ACCEPT_LANGUAGE, accept))
            .to_http_request();
        let (head, body) = fault.answer(&request).into_parts();
        (
            head,
            serde_json::from_slice(&to_bytes(body).await.unwrap()).unwrap(),
        )
    }

    #[actix_web::test]
    async fn a_problem_names_every_fault_in_the_readers_language() {
        let errors = vec![FieldError {
            path: FieldPath::from("/children/0/birth_date"),
            problem: FieldProblem::DateInvalid,
        }];
        let (head, body) = answer(&Fault::Invalid(errors), "fi,en;q=0.5").await;
        assert_eq!(
            head.headers().get("Content-Type").unwrap(),
            "application/problem+json"
        );
        assert_eq!(head.headers().get("Content-Language").unwrap(), "fi");
        assert_eq!(
            body,
            json!({
                "type": "about:blank", "title": "Unprocessable Entity", "status": 422, "code": "invalid",
                "detail": "Ilmoituksessa on virheitä. Mitään ei tallennettu.",
                "errors": [{"pointer": "/children/0/birth_date", "code": "date_invalid", "detail": "Kirjoita päivä muodossa VVVV-KK-PP, VVVV-KK tai VVVV."}]
            })
        );
    }

    #[actix_web::test]
    async fn every_fault_has_its_words_and_headers() {
        let place = (3, 4);
        let file = |what| Fault::File { position: 2, what };
        for fault in [
            Fault::Query,
            Fault::IdempotencyKey,
            Fault::IdempotencyKeyReused,
            Fault::MessagesEnded,
            Fault::NotUtf8,
            Fault::Json {
                line: place.0,
                column: place.1,
            },
            Fault::MemberTwice {
                line: place.0,
                column: place.1,
            },
            Fault::Invalid(Vec::new()),
            Fault::TokenMissing,
            Fault::TokenUnknown,
            Fault::NotFound,
            Fault::Method { allow: "POST" },
            Fault::MediaType,
            Fault::TooLarge,
            Fault::Part,
            file(FileFault::TooMany),
            file(FileFault::TooLarge),
            file(FileFault::Type),
            file(FileFault::Unreadable),
            Fault::Timeout,
        ] {
            for language in Language::ALL {
                let (head, body) = answer(&fault, language.code()).await;
                let detail = body["detail"].as_str().unwrap();
                assert!(
                    !detail.starts_with("api-") && !detail.contains(['{', '$']),
                    "{detail}"
                );
                assert!(Texts::embedded().has(language, &format!("api-{}", fault.code().replace('_', "-"))));
                let needs = match head.status().as_u16() {
                    401 => Some("WWW-Authenticate"),
                    405 => Some("Allow"),
                    _ => None,
                };
                assert!(
                    needs.is_none_or(|name| head.headers().contains_key(name)),
                    "{fault:?}"
                );
            }
        }
    }
}
