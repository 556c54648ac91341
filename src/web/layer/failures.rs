//! Answers for whatever failed: our own errors, the framework's (404, 405, 413, a body that cannot be read) and panics
//! take the same road to a page or to an RFC 9457 problem document, in the language of whoever asked.

use std::any::Any;
use std::future::{Future, Ready, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::error::InternalError;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{HttpResponse, HttpResponseBuilder};
use futures_util::future::LocalBoxFuture;

use crate::ids::IdSource;
use crate::web::error::{WebError, WrongField, chain};
use crate::web::error_code::ErrorCode;
use crate::web::page::failure::{Asked, FailureLook, document, page};

/// Says of an answer with an error's status that its page is written: it stands in the response's extensions.
#[derive(Debug, Clone, Copy)]
pub struct Written;

/// The middleware, inside [`SecurityHeaders`](super::security_headers::SecurityHeaders).
#[derive(Clone)]
pub struct Failures {
    look: Arc<FailureLook>,
    ids: Arc<dyn IdSource>,
}

impl Failures {
    /// `look` knows the county and whom to call; `ids` numbers the faults, so that a person can quote one.
    pub fn new(look: Arc<FailureLook>, ids: Arc<dyn IdSource>) -> Self {
        Self { look, ids }
    }

    /// The body for a failure. A fault of ours gets a number, which stands in the log and in the answer; anything else
    /// gets none, so that two answers of the same kind are the same bytes.
    fn answer(
        &self,
        asked: &Asked,
        code: ErrorCode,
        fields: &[WrongField],
        cause: Option<String>,
    ) -> HttpResponse {
        let number = code.is_ours().then(|| self.ids.uuid().to_string());
        if let Some(number) = &number {
            let error = cause.unwrap_or_default();
            tracing::error!(failure.number = %number, failure.code = code.name(), error, "request failed: {number}");
        }
        let (kind, body) = if asked.json {
            ("application/problem+json", document(asked, code, fields, number))
        } else {
            ("text/html; charset=utf-8", page(&self.look, asked, code, number))
        };
        HttpResponseBuilder::new(code.status())
            .insert_header((CONTENT_TYPE, kind))
            .body(body)
    }

    /// Whether nobody has written a body for people yet: handlers that show a form again have.
    fn unanswered<B>(response: &ServiceResponse<B>) -> bool {
        let status = response.status();
        let failed = status.is_client_error() || status.is_server_error();
        let written = response.response().extensions().contains::<Written>();
        failed
            && !written
            && (response.response().error().is_some() || !response.headers().contains_key(CONTENT_TYPE))
    }

    fn mend<B: MessageBody>(
        &self,
        asked: &Asked,
        response: ServiceResponse<B>,
    ) -> ServiceResponse<EitherBody<B>> {
        if !Self::unanswered(&response) {
            return response.map_into_left_body();
        }
        let error = response.response().error();
        let ours = error.and_then(|error| error.as_error::<WebError>());
        let code = ours.map_or_else(|| ErrorCode::of_status(response.status()), WebError::code);
        let cause = ours
            .map(|error| chain(error))
            .or_else(|| error.map(ToString::to_string));
        let mut answer = self.answer(asked, code, ours.map_or(&[], WebError::fields), cause);
        for (name, value) in response.headers() {
            if name != CONTENT_TYPE && name != CONTENT_LENGTH {
                answer.headers_mut().append(name.clone(), value.clone());
            }
        }
        response.into_response(answer).map_into_right_body()
    }
}

impl<S, B> Transform<S, ServiceRequest> for Failures
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = actix_web::Error;
    type Transform = Answered<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Answered {
            inner: Rc::new(inner),
            failures: self.clone(),
        }))
    }
}

/// [`Failures`] around a service.
pub struct Answered<S> {
    inner: Rc<S>,
    failures: Failures,
}

impl<S, B> Service<ServiceRequest> for Answered<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Self::Error>>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        // What is needed for the answer is read now: a panic takes the request with it.
        let asked = Asked::by(&request, &self.failures.look.mount, &self.failures.look.languages);
        let failures = self.failures.clone();
        let inner = Rc::clone(&self.inner);
        Box::pin(async move {
            match caught(async { inner.call(request).await }).await {
                Ok(Ok(response)) => Ok(failures.mend(&asked, response)),
                Ok(Err(error)) => {
                    let ours = error.as_error::<WebError>();
                    let code = ours.map_or_else(
                        || ErrorCode::of_status(error.as_response_error().status_code()),
                        WebError::code,
                    );
                    let answer = failures.answer(&asked, code, &[], Some(error.to_string()));
                    Err(InternalError::from_response(error, answer).into())
                }
                Err(panic) => {
                    let cause = format!("panic: {}", words(panic.as_ref()));
                    let answer = failures.answer(&asked, ErrorCode::Internal, &[], Some(cause));
                    Err(InternalError::from_response("a handler panicked", answer).into())
                }
            }
        })
    }
}

/// The future's result, or what it panicked with.
async fn caught<T>(future: impl Future<Output = T>) -> Result<T, Box<dyn Any + Send>> {
    let mut future = pin!(future);
    poll_fn(
        |context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(result)) => Poll::Ready(Ok(result)),
            Err(panic) => Poll::Ready(Err(panic)),
        },
    )
    .await
}

/// The text of a panic, if it is a literal: one made at run time may hold what a person typed.
fn words(panic: &(dyn Any + Send)) -> &'static str {
    panic
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or("(text withheld)")
}
