//! The form of a staff page: taken only from our own page, in the session that the page was made for.

use actix_web::dev::Payload;
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::web::Form;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use futures_util::future::LocalBoxFuture;
use subtle::ConstantTimeEq;

use super::session::{SignedIn, StaffSite, Who, configured, csrf_of, failed, to_sign_in};
use crate::domain::access::StaffId;
use crate::intake::App;
use crate::intake::session::SessionToken;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::layer::failures::Written;
use crate::web::staff::kept::Kept;
use crate::web::staff::look::Look;
use crate::web::staff::sign_in;

/// The most fields of a posted form.
pub const MOST_FIELDS: usize = 200;
/// The same of a page on which a whole report is asked: ten children, four guardians and an unborn child's parents have, on
/// the page of a call, 214 boxes to type in, 81 to tick or choose, and one for each of 27 places that may be asked back.
pub const MOST_FIELDS_OF_A_REPORT: usize = 350;

/// The fields of a form as they came.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields that were posted.
    pub const fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// Every field in its order.
    pub fn all(&self) -> &[(String, String)] {
        &self.0
    }

    /// The value of the first field `name`; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value.as_str())
    }
}

/// A form posted by somebody who is signed in. It is refused without the session's form token, and when the browser
/// says that another site sent it. What was typed into a page of ours is not lost with the session: it is shown again
/// after signing in, or at once where only the form token is that of an earlier session.
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
        let request = request.clone();
        let form = Form::<Vec<(String, String)>>::from_request(&request, payload);
        Box::pin(async move {
            own?;
            let who = Who::of(&request).await?;
            let fields = form.await?.into_inner();
            if fields.len() > MOST_FIELDS_OF_A_REPORT {
                return Err(WebError::new(ErrorCode::BadRequest).into());
            }
            let fields = Fields::new(fields);
            match who {
                Who::In(signed) if fields.fit(&signed.token) => Ok(Self {
                    signed: *signed,
                    fields,
                }),
                Who::In(signed) => Err(confirmed(&request, &signed, &fields)?),
                Who::Out { ended, staff } => Err(kept(&request, &fields, ended, staff).await?),
            }
        })
    }
}

impl Fields {
    /// Whether the form is one of the session with `token`.
    fn fit(&self, token: &SessionToken) -> bool {
        let typed = self.get("csrf").as_bytes();
        typed.ct_eq(csrf_of(token).as_bytes()).into()
    }
}

/// Whether the browser itself says that a page of ours sent it.
fn is_vouched_for(request: &HttpRequest) -> bool {
    let site = request.headers().get("sec-fetch-site");
    site.is_some_and(|site| site == "same-origin")
}

/// The answer to a form of an earlier session, such as that of another tab: it is shown, to be sent from here.
fn confirmed(
    request: &HttpRequest,
    signed: &SignedIn,
    fields: &Fields,
) -> Result<actix_web::Error, actix_web::Error> {
    let (app, site) = (configured::<App>(request)?, configured::<StaffSite>(request)?);
    let staff = signed.session.scope.staff;
    match Kept::of(&site, request, fields, Some(staff)) {
        Some(kept) if is_vouched_for(request) => {
            let look = Look::new(&app, signed.session.language, app.clock.now());
            let page = kept.resume(&look, &site, request, signed, StatusCode::FORBIDDEN)?;
            Ok(written(page))
        }
        _ => Ok(WebError::new(ErrorCode::Forbidden).into()),
    }
}

/// The answer to a form that nobody is signed in for any more: sign-in, which carries it on.
async fn kept(
    request: &HttpRequest,
    fields: &Fields,
    ended: bool,
    staff: Option<StaffId>,
) -> Result<actix_web::Error, actix_web::Error> {
    let (app, site) = (configured::<App>(request)?, configured::<StaffSite>(request)?);
    let of_session = site.token(request).is_some_and(|token| fields.fit(&token));
    let kept = Kept::of(&site, request, fields, staff).filter(|_| of_session || is_vouched_for(request));
    let Some(kept) = kept else {
        return Ok(to_sign_in(&site, request, ended));
    };
    let now = app.clock.now();
    let sealing = app.clone();
    let sealed = blocking::run(move || kept.seal(&sealing, now))
        .await?
        .map_err(failed)?;
    let mut page = sign_in::page_with(&app, &site, request, &sealed, now)?;
    if ended {
        page.add_removal_cookie(&site.forget())
            .map_err(WebError::internal)?;
    }
    Ok(written(page))
}

/// An answer that has its page already.
fn written(mut page: HttpResponse) -> actix_web::Error {
    page.extensions_mut().insert(Written);
    InternalError::from_response("the form is kept", page).into()
}

/// Refuses what a browser says comes from elsewhere (`Sec-Fetch-Site`). Who sends no such header is an old
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
