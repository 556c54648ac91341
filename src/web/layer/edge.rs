//! The outermost layer. It makes the [`Source`](super::source::Source) of a request, then takes the sender's address and
//! every header off it that nothing here needs, so that nobody behind it can log, store or show them.
//! It also notes what makes a request inadmissible; [`bounds`](super::bounds) answers that in our own look.

use std::cell::Cell;
use std::future::{Ready, ready};
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::error::InternalError;
use actix_web::http::ConnectionType;
use actix_web::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE,
    COOKIE, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN, TRANSFER_ENCODING,
};
use actix_web::http::uri::Authority;

use futures_util::future::LocalBoxFuture;

use super::body_time::BodyTime;
use super::source::{Sources, address};
use crate::clock::Clock;
use crate::domain::language::Offered;
use crate::text::negotiate;
use crate::web::connection::Watch;
use crate::web::uploads::LONGEST_BODY;

/// The headers that reach the handlers, wherever they lead. All others end at the edge.
const KEPT: [HeaderName; 7] = [
    ACCEPT,
    ACCEPT_ENCODING,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    ORIGIN,
    TRANSFER_ENCODING,
];
/// The same, for names that the library has no constant for.
const KEPT_TOO: [&str; 1] = ["sec-fetch-site"];

/// What the edge is told by the settings.
#[derive(Debug, Clone)]
pub struct Front {
    /// The host names that are answered, lower case, without ports.
    pub hosts: Vec<String>,
    /// The one of them on which alone staff are answered, where they have a host of their own.
    pub staff_host: Option<String>,
    /// The proxy whose word on the sender's address counts.
    pub trusted_proxy: Option<IpAddr>,
    /// The longest address of a request, in bytes.
    pub uri_bytes: usize,
    /// The most that headers may take together, in bytes.
    pub header_bytes: usize,
    /// How long the body of a request may take.
    pub body: BodyTime,
    /// The longest body with files that is taken in, in bytes.
    pub longest_body: u64,
}

impl Default for Front {
    /// No host, no proxy, and the limits that hold where the settings say nothing.
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            staff_host: None,
            trusted_proxy: None,
            uri_bytes: 2048,
            header_bytes: 16 * 1024,
            body: BodyTime::default(),
            longest_body: LONGEST_BODY,
        }
    }
}

/// What makes a request inadmissible, whatever it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inadmissible {
    /// It is meant for another host.
    Host,
    /// It asks for a page of staff on a host that has none: there is no such page.
    Elsewhere,
    /// Its address is too long.
    Uri,
    /// Its headers are too large.
    Headers,
}

/// Set on a request for an onion host: there is nothing to tell a browser of https.
#[derive(Debug, Clone, Copy)]
pub struct Onion;

/// Set by a layer that left a request unread: its connection cannot be used again.
#[derive(Clone, Default)]
pub struct Ending(Rc<Cell<bool>>);

impl Ending {
    /// Ends the connection with the answer.
    pub fn set(&self) {
        self.0.set(true);
    }
}

/// The middleware.
#[derive(Clone)]
pub struct Edge {
    front: Arc<Front>,
    mount: Arc<str>,
    sources: Sources,
    clock: Arc<dyn Clock>,
    languages: Offered,
}

impl Edge {
    /// `mount` is the path prefix of the service without a slash at its end, `languages` are those that are offered.
    pub fn new(
        front: Arc<Front>,
        mount: &str,
        sources: Sources,
        clock: Arc<dyn Clock>,
        languages: Offered,
    ) -> Self {
        Self {
            front,
            mount: mount.into(),
            sources,
            clock,
            languages,
        }
    }

    fn strip(&self, request: &mut ServiceRequest, ending: Ending) {
        let host = host(request);
        // As the router reads it: a letter may be written as its number.
        let room = Room::of(request.match_info().as_str(), &self.mount);
        let verdict = self.front.judge(request, host.as_deref(), room);
        let room = if verdict == Some(Inadmissible::Elsewhere) {
            Room::Public
        } else {
            room
        };
        let onion = host.is_some_and(|host| is_onion(&host));
        let peer = request.head_mut().peer_addr.take();
        let sender = address(peer, self.front.trusted_proxy, request.headers());
        let source = sender
            .filter(|_| !onion)
            .map(|address| self.sources.at(address, self.clock.now()));
        let kept = kept(request.headers(), room, &self.languages);
        *request.headers_mut() = kept;
        let mut notes = request.extensions_mut();
        notes.insert(ending);
        if onion {
            notes.insert(Onion);
        }
        if let Some(source) = source {
            notes.insert(source);
        }
        if let Some(verdict) = verdict {
            notes.insert(verdict);
        }
    }
}

impl Front {
    fn judge(&self, request: &ServiceRequest, host: Option<&str>, room: Room) -> Option<Inadmissible> {
        let uri = request.uri().path_and_query().map_or(0, |uri| uri.as_str().len());
        if uri > self.uri_bytes {
            return Some(Inadmissible::Uri);
        }
        // As they stand on the line: a colon, a space and a line break besides.
        let line = |(name, value): (&HeaderName, &HeaderValue)| name.as_str().len() + value.len() + 4;
        if request.headers().iter().map(line).sum::<usize>() > self.header_bytes {
            return Some(Inadmissible::Headers);
        }
        let known = host.is_some_and(|host| self.hosts.iter().any(|own| own == host));
        if !known {
            return Some(Inadmissible::Host);
        }
        let parted = self.staff_host.is_some() && host != self.staff_host.as_deref();
        (parted && room == Room::Staff).then_some(Inadmissible::Elsewhere)
    }
}

/// The host that is asked for, in lower case, without a port: that of an address in absolute form, else the header's,
/// which must stand once.
fn host(request: &ServiceRequest) -> Option<String> {
    let mut lines = request.headers().get_all(HOST);
    let line = lines.next().and_then(|line| line.to_str().ok());
    if lines.next().is_some() {
        return None;
    }
    let asked = request.uri().authority().map(Authority::as_str);
    let asked = asked.or(line)?;
    name(asked)
}

/// The host in `authority`, lower case, without the port and the dot at the end.
pub fn name(authority: &str) -> Option<String> {
    let end = match authority.find(']') {
        Some(bracket) => bracket + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let name = authority.get(..end)?;
    Some(name.trim_end_matches('.').to_ascii_lowercase())
}

/// Whether `host`, lower case, is that of an onion service.
pub fn is_onion(host: &str) -> bool {
    host.rsplit('.').next() == Some("onion")
}

/// Who answers, as far as it decides what may be known of the sender.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Public,
    Staff,
    Api,
}

impl Room {
    fn of(path: &str, mount: &str) -> Self {
        let path = path.strip_prefix(mount).unwrap_or(path);
        let is_below = |room: &str| {
            let rest = path.strip_prefix(room);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if is_below("/staff") {
            Self::Staff
        } else if is_below("/api") {
            Self::Api
        } else {
            Self::Public
        }
    }
}

/// What of `headers` goes on to `room`. Of the languages only the best one that is offered is kept: the list a
/// browser sends tells people apart.
fn kept(headers: &HeaderMap, room: Room, offered: &Offered) -> HeaderMap {
    let mut kept = HeaderMap::with_capacity(headers.len());
    let own: &[HeaderName] = match room {
        Room::Public => &[],
        Room::Staff => &[COOKIE],
        Room::Api => &[AUTHORIZATION, HeaderName::from_static("idempotency-key")],
    };
    for (name, value) in headers {
        if KEPT.contains(name) || own.contains(name) || KEPT_TOO.contains(&name.as_str()) {
            kept.append(name.clone(), value.clone());
        }
    }
    let languages = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|languages| languages.to_str().ok());
    let best = languages.and_then(|languages| negotiate::from_accept_language(languages, offered));
    if let Some(language) = best {
        kept.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language.code()));
    }
    kept
}

impl<S, B> Transform<S, ServiceRequest> for Edge
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Transform = Stripped<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Stripped {
            inner,
            edge: self.clone(),
        }))
    }
}

/// [`Edge`] around a service.
pub struct Stripped<S> {
    inner: S,
    edge: Edge,
}

impl<S, B> Service<ServiceRequest> for Stripped<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Self::Error>>;

    forward_ready!(inner);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let watch = request.conn_data::<Watch>().cloned();
        let running = watch.as_ref().map(Watch::request);
        let ending = Ending::default();
        self.edge.strip(&mut request, ending.clone());
        let answer = self.inner.call(request);
        Box::pin(async move {
            let mut answer = answer.await;
            if ending.0.get() {
                answer = closing(answer);
                if let Some(watch) = watch {
                    watch.end();
                }
            }
            drop(running);
            answer
        })
    }
}

/// The same answer, after which the connection is closed.
fn closing<B>(
    answer: Result<ServiceResponse<B>, actix_web::Error>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    match answer {
        Ok(mut answer) => {
            let head = answer.response_mut().head_mut();
            head.set_connection_type(ConnectionType::Close);
            Ok(answer)
        }
        Err(error) => {
            let mut answer = error.error_response();
            answer.head_mut().set_connection_type(ConnectionType::Close);
            Err(InternalError::from_response(error, answer).into())
        }
    }
}
