//! The closed list of what can go wrong with a request: stable name, HTTP status, text key.

use actix_web::http::StatusCode;

/// Why a request was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// The request itself is malformed.
    BadRequest,
    /// Nobody is signed in, or the token is not known.
    SignInNeeded,
    /// The person or system that asks may not do this, and may know that it is there.
    Forbidden,
    /// There is nothing here; what belongs to somebody else gives the same answer, byte for byte.
    NotFound,
    /// The address does not take this method.
    MethodNotAllowed,
    /// The request came too slowly.
    Timeout,
    /// Somebody else changed it meanwhile, or the idempotency key was used for something else.
    Conflict,
    /// The page that the request came from is older than it may be.
    Expired,
    /// The body is larger than allowed.
    TooLarge,
    /// The address is longer than allowed.
    AddressTooLong,
    /// The headers are larger than allowed.
    HeadersTooLarge,
    /// The request is meant for a host that is not served here.
    OtherHost,
    /// The body is in a format that is not read here.
    MediaType,
    /// Fields are wrong; each is named.
    Invalid,
    /// Too many tries.
    TooMany,
    /// A fault of ours.
    Internal,
    /// The database is away or too busy.
    Unavailable,
}

impl ErrorCode {
    /// Every code.
    pub const ALL: [Self; 17] = [
        Self::BadRequest,
        Self::SignInNeeded,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Timeout,
        Self::Conflict,
        Self::Expired,
        Self::TooLarge,
        Self::AddressTooLong,
        Self::HeadersTooLarge,
        Self::OtherHost,
        Self::MediaType,
        Self::Invalid,
        Self::TooMany,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The stable name, as machines read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::SignInNeeded => "sign_in_needed",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Timeout => "timeout",
            Self::Conflict => "conflict",
            Self::Expired => "expired",
            Self::TooLarge => "too_large",
            Self::AddressTooLong => "address_too_long",
            Self::HeadersTooLarge => "headers_too_large",
            Self::OtherHost => "other_host",
            Self::MediaType => "media_type",
            Self::Invalid => "invalid",
            Self::TooMany => "too_many",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
        }
    }

    /// The HTTP status.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::SignInNeeded => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Expired => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::OtherHost => StatusCode::MISDIRECTED_REQUEST,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The key of the sentence that a person reads.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::BadRequest => "error-bad-request",
            Self::SignInNeeded => "error-sign-in",
            Self::Forbidden => "error-forbidden",
            Self::NotFound => "error-not-found",
            Self::MethodNotAllowed => "error-method",
            Self::Timeout => "error-timeout",
            Self::Conflict => "error-conflict",
            Self::Expired => "error-expired",
            Self::TooLarge => "error-too-large",
            Self::AddressTooLong => "error-address-too-long",
            Self::HeadersTooLarge => "error-headers-too-large",
            Self::OtherHost => "error-other-host",
            Self::MediaType => "error-media-type",
            Self::Invalid => "error-invalid",
            Self::TooMany => "error-too-many",
            Self::Internal => "error-internal",
            Self::Unavailable => "error-unavailable",
        }
    }

    /// The code for a status that the framework chose: an unknown 4xx is a bad request, anything else is our fault.
    pub fn of_status(status: StatusCode) -> Self {
        let named = Self::ALL.into_iter().find(|code| code.status() == status);
        named.unwrap_or(if status.is_client_error() {
            Self::BadRequest
        } else {
            Self::Internal
        })
    }

    /// Whether the fault is ours: it is logged, and the answer carries the number of the log line.
    pub fn is_ours(self) -> bool {
        self.status().is_server_error()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::text::Texts;

    #[test]
    fn each_code_has_a_text_in_every_language_and_a_status_of_its_own() {
        for code in ErrorCode::ALL {
            assert_eq!(ErrorCode::of_status(code.status()), code);
            for language in Language::ALL {
                assert!(
                    Texts::embedded().has(language, code.text_key()),
                    "{code:?} in {language}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_known_is_our_fault_unless_the_framework_blames_the_request() {
        assert_eq!(
            ErrorCode::of_status(StatusCode::IM_A_TEAPOT),
            ErrorCode::BadRequest
        );
        assert_eq!(ErrorCode::of_status(StatusCode::BAD_GATEWAY), ErrorCode::Internal);
    }
}
