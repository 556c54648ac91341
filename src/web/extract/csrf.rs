//! The form of a staff page: taken only from our own page, in the session that the page was made for.

use actix_web::dev::Payload;
use actix_web::web::Form;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use subtle::ConstantTimeEq;

use super::session::SignedIn;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;

/// The most fields of a posted form (SECURITY 7.2).
pub const MOST_FIELDS: usize = 200;

/// The fields of a form as they came.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields that were posted.
    pub const fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The value of the first field `name`; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value.as_str())
    }
}

/// A form posted by somebody who is signed in. It is refused without the session's form token, and when the browser
/// says that another site sent it.
pub struct Csrf {
    /// Who posted it.
    pub signed: SignedIn,
    /// What was posted.
    pub fields: Fields,
}

impl FromRequest for Csrf {
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let own = from_our_page(request);
        let signed = SignedIn::from_request(request, payload);
        let form = Form::<Vec<(String, String)>>::from_request(request, payload);
        Box::pin(async move {
            own?;
            let signed = signed.await?;
            let fields = form.await?.into_inner();
            if fields.len() > MOST_FIELDS {
                return Err(WebError::new(ErrorCode::BadRequest).into());
            }
            let fields = Fields::new(fields);
            let fits: bool = fields
                .get("csrf")
                .as_bytes()
                .ct_eq(signed.csrf().as_bytes())
                .into();
            if fits {
                Ok(Self { signed, fields })
            } else {
                Err(WebError::new(ErrorCode::Forbidden).into())
            }
        })
    }
}

/// Refuses what a browser says comes from elsewhere (`Sec-Fetch-Site`, SECURITY 5.2). Who sends no such header is an old
/// browser or no browser; the form token holds there.
///
/// # Errors
/// [`ErrorCode::Forbidden`].
pub fn from_our_page(request: &HttpRequest) -> Result<(), WebError> {
    match request.headers().get("sec-fetch-site") {
        Some(site) if site != "same-origin" => Err(WebError::new(ErrorCode::Forbidden)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn only_our_own_pages_may_post() {
        let from = |site: &str| {
            let request = TestRequest::post()
                .insert_header(("sec-fetch-site", site))
                .to_http_request();
            from_our_page(&request).is_ok()
        };
        assert!(from("same-origin"));
        for other in ["cross-site", "same-site", "none", ""] {
            assert!(!from(other), "{other:?}");
        }
        assert!(from_our_page(&TestRequest::post().to_http_request()).is_ok());
    }
}
