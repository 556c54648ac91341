//! Who is signed in: the session cookie, and the extractor that every staff page begins with.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use futures_util::future::LocalBoxFuture;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::access::StaffId;
use crate::intake::session::{self, Found, Session, SessionToken};
use crate::intake::{App, IntakeError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::page::shell::relative_root;

/// Where the staff pages are served.
#[derive(Debug, Clone)]
pub struct StaffSite {
    /// The path prefix of the service without a slash at its end; empty at the root.
    pub mount: String,
    /// Whether the cookie goes over https alone. Only a demonstration on the own machine says no.
    pub secure: bool,
    /// The address under which staff reach the service, with a slash at its end: for links that are handed on.
    pub address: String,
}

impl StaffSite {
    /// The name of the cookie. The prefix makes a browser refuse it from anywhere but this host, over https.
    const fn cookie_name(&self) -> &'static str {
        if self.secure { "__Host-s" } else { "huoli-s" }
    }

    /// The cookie that keeps `token`; it goes when the browser closes.
    pub fn cookie<'a>(&self, token: &'a SessionToken) -> Cookie<'a> {
        self.build(token.expose())
    }

    /// The cookie that makes the browser forget its own.
    pub fn forget(&self) -> Cookie<'static> {
        let mut cookie = self.build("");
        cookie.make_removal();
        cookie
    }

    fn build<'a>(&self, value: &'a str) -> Cookie<'a> {
        Cookie::build(self.cookie_name(), value)
            .secure(self.secure)
            .http_only(true)
            .same_site(SameSite::Strict)
            .path("/")
            .finish()
    }

    /// The path of `request` below the mount point.
    pub fn path<'a>(&self, request: &'a HttpRequest) -> &'a str {
        let path = request.path();
        path.strip_prefix(self.mount.as_str()).unwrap_or(path)
    }

    /// The way from the page of `request` to the mount point.
    pub fn root(&self, request: &HttpRequest) -> String {
        relative_root(self.path(request))
    }

    /// The token that `request` brings, if it can be one.
    pub fn token(&self, request: &HttpRequest) -> Option<SessionToken> {
        let cookie = request.cookie(self.cookie_name())?;
        SessionToken::parse(cookie.value())
    }
}

/// Somebody who is signed in. Extracting it notes that the session was used; without a session the answer leads to the
/// sign-in page.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// Its token, for signing out.
    pub token: SessionToken,
}

impl SignedIn {
    /// The token that every form of this session carries: derived, so that it needs no row, and useless without the
    /// cookie.
    pub fn csrf(&self) -> String {
        csrf_of(&self.token)
    }
}

/// The form token of a session.
pub(super) fn csrf_of(token: &SessionToken) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(token.expose().as_bytes()).expect("any key fits");
    mac.update(b"huoli/csrf");
    data_encoding::BASE64URL_NOPAD.encode(&mac.finalize().into_bytes())
}

impl FromRequest for SignedIn {
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match Who::of(&request).await? {
                Who::In(signed) => Ok(*signed),
                Who::Out { ended, .. } => {
                    let site = configured::<StaffSite>(&request)?;
                    Err(to_sign_in(&site, &request, ended))
                }
            }
        })
    }
}

/// Who asks.
pub(super) enum Who {
    /// Somebody who is signed in.
    In(Box<SignedIn>),
    /// Nobody any more, or nobody at all.
    Out {
        /// Whether there was a session.
        ended: bool,
        /// Whose it was, where that is still known.
        staff: Option<StaffId>,
    },
}

impl Who {
    /// Who sent `request`; a session is noted as used.
    pub async fn of(request: &HttpRequest) -> Result<Self, WebError> {
        let app = configured::<App>(request)?;
        let site = configured::<StaffSite>(request)?;
        let Some(token) = site.token(request) else {
            return Ok(Self::Out {
                ended: false,
                staff: None,
            });
        };
        let known = token.clone();
        let found = blocking::run(move || session::find(&app, &known, app.clock.now())).await?;
        Ok(match found.map_err(failed)? {
            Found::Open(session) => Self::In(Box::new(SignedIn {
                session: *session,
                token,
            })),
            Found::Ended(staff) => Self::Out {
                ended: true,
                staff: Some(staff),
            },
            Found::Nothing => Self::Out {
                ended: true,
                staff: None,
            },
        })
    }
}

/// What the staff pages were given when they were configured.
pub(super) fn configured<T: 'static>(request: &HttpRequest) -> Result<Data<T>, WebError> {
    let found = request.app_data::<Data<T>>().cloned();
    found.ok_or_else(|| WebError::internal("the staff pages are not configured"))
}

/// The answer that leads to the sign-in page, and back afterwards where the page was only read.
pub(super) fn to_sign_in(site: &StaffSite, request: &HttpRequest, ended: bool) -> actix_web::Error {
    let mut place = format!("{}/staff/sign-in", site.root(request));
    let page = site.path(request).trim_start_matches("/staff/");
    if request.method() == Method::GET && next_page(page).is_some() {
        place = format!("{place}?next={page}");
    } else if ended {
        place = format!("{place}?ended=yes");
    }
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, place));
    if ended {
        response.cookie(site.forget());
    }
    InternalError::from_response("nobody is signed in", response.finish()).into()
}

/// Pages without an id to which one may go on after signing in or giving another code.
const NEXT: [&str; 18] = [
    "queue",
    "sessions",
    "account",
    "account/password",
    "account/second-factor",
    "account/recovery-codes",
    "admin",
    "admin/county",
    "admin/offices",
    "admin/offices/new",
    "admin/rules",
    "admin/rules/new",
    "admin/areas",
    "admin/areas/new",
    "admin/municipalities",
    "admin/routing",
    "admin/deadlines",
    "admin/changes",
];

/// A page to go on to after signing in: the queue, the own account, a case or an office by its id. Anything else is none, so that
/// no address of somebody else's making is ever followed.
pub fn next_page(page: &str) -> Option<String> {
    if NEXT.contains(&page) {
        return Some(page.to_owned());
    }
    for list in ["cases", "admin/offices"] {
        let id = page.strip_prefix(list).and_then(|rest| rest.strip_prefix('/'));
        if let Some(id) = id.and_then(|id| id.parse::<uuid::Uuid>().ok()) {
            return Some(format!("{list}/{id}"));
        }
    }
    None
}

/// The web's answer to a use case that failed through no fault of its input.
pub fn failed(error: IntakeError) -> WebError {
    if error.may_pass() {
        WebError::unavailable(5, error)
    } else {
        WebError::internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn site(secure: bool) -> StaffSite {
        StaffSite {
            mount: String::new(),
            secure,
            address: "https://example.org/staff/".to_owned(),
        }
    }

    #[test]
    fn the_cookie_stays_with_this_host_and_goes_with_the_browser() {
        let token = SessionToken::parse(TOKEN).unwrap();
        assert_eq!(
            site(true).cookie(&token).to_string(),
            format!("__Host-s={TOKEN}; HttpOnly; SameSite=Strict; Secure; Path=/")
        );
        assert_eq!(
            site(false).cookie(&token).to_string(),
            format!("huoli-s={TOKEN}; HttpOnly; SameSite=Strict; Path=/")
        );
        assert!(site(true).forget().to_string().contains("Max-Age=0"));
    }

    #[test]
    fn a_form_token_belongs_to_its_session_and_does_not_tell_it() {
        let token = SessionToken::parse(TOKEN).unwrap();
        let other = SessionToken::parse(&TOKEN.replacen('A', "B", 1)).unwrap();
        assert_eq!(csrf_of(&token), csrf_of(&token));
        assert_ne!(csrf_of(&token), csrf_of(&other));
        assert!(!csrf_of(&token).contains("AAAA"));
    }

    #[test]
    fn one_goes_on_only_to_pages_of_ours() {
        let id = "7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11";
        assert_eq!(next_page("queue").as_deref(), Some("queue"));
        assert_eq!(next_page(&format!("cases/{id}")), Some(format!("cases/{id}")));
        for wrong in [
            "",
            "//example.org",
            "https://example.org",
            "cases/",
            "cases/../../x",
            "admin/offices/x",
            "admin/nothing",
            "sign-out",
        ] {
            assert_eq!(next_page(wrong), None, "{wrong}");
        }
    }
}
