//! One log line for each request: method, route, status, duration and a number. Never an address, a browser, a path that
//! somebody typed, or a query: `actix_web`'s own logger writes those and is not used.

use std::future::{Ready, ready};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::http::StatusCode;
use futures_util::future::LocalBoxFuture;
use metrics::{counter, histogram};
use tracing::Instrument;

use crate::ids::IdSource;

/// The middleware. Everything that is logged below it carries the number of the request.
#[derive(Clone)]
pub struct AccessLog(Arc<dyn IdSource>);

impl AccessLog {
    /// `ids` numbers the requests.
    pub const fn new(ids: Arc<dyn IdSource>) -> Self {
        Self(ids)
    }
}

impl<S, B> Transform<S, ServiceRequest> for AccessLog
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Transform = Logged<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Logged {
            inner: Rc::new(inner),
            ids: Arc::clone(&self.0),
        }))
    }
}

/// [`AccessLog`] around a service.
pub struct Logged<S> {
    inner: Rc<S>,
    ids: Arc<dyn IdSource>,
}

impl<S, B> Service<ServiceRequest> for Logged<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<B>;
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Self::Error>>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let started = Instant::now();
        let number = self.ids.uuid();
        let span = tracing::info_span!("request", request.id = %number);
        // A method that does not exist is a word of the sender's.
        let method = match request.method().as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "POST" => "POST",
            _ => "other",
        };
        let inner = Rc::clone(&self.inner);
        let answer = async move {
            let answer = inner.call(request).await;
            let (status, route) = match &answer {
                Ok(response) => (response.status(), response.request().match_pattern()),
                Err(error) => (error.as_response_error().status_code(), None),
            };
            // What matches no route is typed by somebody, so it is not named.
            let route = route.as_deref().unwrap_or("none");
            let took = started.elapsed();
            let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            count(method, route, status, took);
            tracing::info!(
                http.method = method,
                http.route = route,
                http.status = status.as_u16(),
                duration_ms,
                "{method} {route} {status}",
                status = status.as_u16()
            );
            answer
        };
        Box::pin(answer.instrument(span))
    }
}

/// Counts a request. The route is a template of ours, so a label never holds what somebody typed.
fn count(method: &'static str, route: &str, status: StatusCode, took: Duration) {
    let class = match status.as_u16() {
        ..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    };
    let route = route.to_owned();
    counter!("huoli_http_requests_total", "method" => method, "route" => route.clone(), "status" => class)
        .increment(1);
    histogram!("huoli_http_request_duration_seconds", "method" => method, "route" => route).record(took);
}
