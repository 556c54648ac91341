//! What a handler returns when it cannot answer. [`layer::failures`](super::layer::failures) turns it, and the
//! framework's own errors, into a page or a problem document in the language of the person or system that asked.

use std::error::Error;
use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;

use super::error_code::ErrorCode;

/// One wrong field of a request, as machines read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrongField {
    /// JSON pointer (RFC 6901).
    pub pointer: String,
    /// The stable code of [`FieldProblem`](crate::domain::field_error::FieldProblem).
    pub code: &'static str,
    /// What is wrong, in the language of the request.
    pub detail: String,
}

/// Why a request was not done. Its `Display` is for the log and holds no personal data, as long as its source holds none.
#[derive(Debug)]
pub struct WebError {
    code: ErrorCode,
    fields: Vec<WrongField>,
    /// Seconds after which a retry makes sense.
    retry_after: Option<u32>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl WebError {
    /// Just `code`.
    pub const fn new(code: ErrorCode) -> Self {
        Self {
            code,
            fields: Vec::new(),
            retry_after: None,
            source: None,
        }
    }

    /// There is nothing here, or it belongs to somebody else: the same answer.
    pub const fn not_found() -> Self {
        Self::new(ErrorCode::NotFound)
    }

    /// A fault of ours, caused by `source`.
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(ErrorCode::Internal).because(source)
    }

    /// The database is away or too busy; worth another try after `seconds`.
    pub fn unavailable(seconds: u32, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut error = Self::new(ErrorCode::Unavailable).because(source);
        error.retry_after = Some(seconds);
        error
    }

    /// Fields are wrong. HTML forms do not use this: they show the form again.
    pub fn invalid(fields: Vec<WrongField>) -> Self {
        Self {
            fields,
            ..Self::new(ErrorCode::Invalid)
        }
    }

    /// The same error with its cause, for the log.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The same error, worth another try after `seconds`.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What went wrong.
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// The wrong fields, if that is what went wrong.
    pub fn fields(&self) -> &[WrongField] {
        &self.fields
    }
}

impl fmt::Display for WebError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.name())
    }
}

impl Error for WebError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| {
            let source: &(dyn Error + 'static) = source.as_ref();
            source
        })
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    /// The bare answer, without a body: the failure layer knows who asks and writes one.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An error and its causes, joined for one log line.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_line_names_every_cause() {
        let disk = std::io::Error::other("disk full");
        assert_eq!(chain(&WebError::internal(disk)), "internal: disk full");
    }

    #[test]
    fn a_busy_database_says_when_to_try_again() {
        let response = WebError::unavailable(5, "away").error_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(
            response.headers().get(RETRY_AFTER).expect("the header is there"),
            "5"
        );
    }
}
