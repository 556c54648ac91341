//! Puts every security header on every response, errors included, and takes off what tells too much.

use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::error::InternalError;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, SERVER, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY,
};
use actix_web::http::{Method, StatusCode};
use futures_util::future::LocalBoxFuture;

use super::edge::{Inadmissible, Onion};
use crate::domain::language::Language;
use crate::web::assets::IMMUTABLE;
use crate::web::staff::csp_report;

/// The policy of every answer, to which a page adds where its forms may lead.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; \
                      frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; \
                      form-action 'self'";

/// The same on every response.
pub const ALWAYS: [(&str, &str); 8] = [
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-dns-prefetch-control", "off"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), clipboard-read=(), \
         clipboard-write=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), \
         gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
         picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), \
         web-share=(), xr-spatial-tracking=()",
    ),
];

/// Two years, with every host below; only for a host of Huoli's own.
pub const HSTS: &str = "max-age=63072000; includeSubDomains";

/// The middleware. It must be the outermost one: what it does not see leaves without headers.
#[derive(Clone)]
pub struct SecurityHeaders {
    public_policy: HeaderValue,
    staff_policy: HeaderValue,
    /// Where browsers tell of a page that broke its policy. The public pages have none: it would send an address.
    staff_reports: HeaderValue,
    hsts: bool,
    mount: Rc<str>,
}

impl SecurityHeaders {
    /// `exit_origin` is the origin that `/exit` redirects to, such as `https://www.example.org`: a browser applies
    /// `form-action` to redirects too and would keep the person on the form. `hsts` is false on a host shared with other
    /// sites; what was asked on an [`Onion`] host never has it. `mount` is the path prefix without a slash at its end; empty
    /// at the root.
    ///
    /// # Errors
    ///
    /// The origin holds a character that cannot stand in a header.
    pub fn new(exit_origin: &str, hsts: bool, mount: &str) -> Result<Self, InvalidExitOrigin> {
        if exit_origin.contains([';', ',', ' ']) {
            return Err(InvalidExitOrigin);
        }
        let public = format!("{POLICY} {exit_origin}");
        let report = format!("{mount}{}", csp_report::PATH);
        Ok(Self {
            public_policy: HeaderValue::from_str(public.trim_end()).map_err(InvalidExitOrigin::from)?,
            staff_policy: HeaderValue::from_str(&format!("{POLICY}; report-uri {report}; report-to csp"))
                .map_err(InvalidExitOrigin::from)?,
            staff_reports: HeaderValue::from_str(&format!("csp=\"{report}\""))
                .map_err(InvalidExitOrigin::from)?,
            hsts,
            mount: mount.into(),
        })
    }

    fn put(&self, page: Page, onion: bool, headers: &mut HeaderMap) {
        for (name, value) in ALWAYS {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let policy = if page == Page::Staff {
            &self.staff_policy
        } else {
            &self.public_policy
        };
        // Appended: a handler's own policy (`sandbox` for an attachment) holds too, and a browser obeys the strictest.
        headers.append(CONTENT_SECURITY_POLICY, policy.clone());
        if self.hsts && !onion {
            headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
        }
        let hashed_file = headers.get(CACHE_CONTROL).is_some_and(|value| value == IMMUTABLE);
        if !hashed_file {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        match page {
            // The start page may be found; it is the same for everybody.
            Page::Landing => {}
            Page::Public => robots(headers, "noindex, noarchive"),
            Page::Staff => {
                robots(headers, "noindex");
                let name = HeaderName::from_static("reporting-endpoints");
                headers.insert(name, self.staff_reports.clone());
            }
        }
        if page != Page::Staff {
            // No public page sets a cookie. Should one ever try, the browser does not see it.
            headers.remove(SET_COOKIE);
        }
        headers.remove(SERVER);
        headers.remove(HeaderName::from_static("x-powered-by"));
    }
}

fn robots(headers: &mut HeaderMap, value: &'static str) {
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static(value),
    );
}

/// The exit address cannot stand in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the exit origin must be one origin, such as https://www.example.org")]
pub struct InvalidExitOrigin;

impl From<actix_web::http::header::InvalidHeaderValue> for InvalidExitOrigin {
    fn from(_: actix_web::http::header::InvalidHeaderValue) -> Self {
        Self
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Landing,
    Public,
    Staff,
}

impl Page {
    fn of(request: &ServiceRequest, mount: &str) -> Self {
        if request.extensions().get::<Inadmissible>() == Some(&Inadmissible::Elsewhere) {
            return Self::Public;
        }
        let path = request.match_info().as_str();
        let path = path.strip_prefix(mount).unwrap_or(path);
        let is_start = || {
            let below = path.trim_start_matches('/');
            below.is_empty() || Language::declared().any(|language| language.path() == below)
        };
        match path {
            "/staff" => Self::Staff,
            _ if path.starts_with("/staff/") => Self::Staff,
            _ if is_start() && request.method() == Method::GET => Self::Landing,
            _ => Self::Public,
        }
    }
}

impl<S, B> Transform<S, ServiceRequest> for SecurityHeaders
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Transform = Headers<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Headers {
            inner,
            headers: Rc::new(self.clone()),
        }))
    }
}

/// [`SecurityHeaders`] around a service.
pub struct Headers<S> {
    inner: S,
    headers: Rc<SecurityHeaders>,
}

impl<S, B> Service<ServiceRequest> for Headers<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Self::Error>>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let headers = Rc::clone(&self.headers);
        let page = Page::of(&request, &headers.mount);
        let onion = request.extensions().contains::<Onion>();
        let answer = self.inner.call(request);
        Box::pin(async move {
            match answer.await {
                Ok(mut response) => {
                    // A language that is not offered has no start page.
                    let there = response.status() != StatusCode::NOT_FOUND;
                    let page = if there || page != Page::Landing {
                        page
                    } else {
                        Page::Public
                    };
                    headers.put(page, onion, response.headers_mut());
                    Ok(response)
                }
                Err(error) => {
                    let mut response = error.error_response();
                    headers.put(page, onion, response.headers_mut());
                    Err(InternalError::from_response(error, response).into())
                }
            }
        })
    }
}
