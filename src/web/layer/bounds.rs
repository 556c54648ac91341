//! What is refused before any handler sees it: another host, pages of staff on a host that has none, too long an address, too
//! large headers, and methods that nothing here takes. It stands inside the layers that give an answer its look and its headers.

use std::future::{Ready, ready};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::http::header::ALLOW;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage, HttpResponse};
use futures_util::future::LocalBoxFuture;

use super::edge::Inadmissible;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;

/// The middleware.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bounds;

impl<S, B> Transform<S, ServiceRequest> for Bounds
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = actix_web::Error;
    type Transform = Bounded<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Bounded { inner }))
    }
}

/// [`Bounds`] around a service.
pub struct Bounded<S> {
    inner: S,
}

impl<S, B> Service<ServiceRequest> for Bounded<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Self::Error>>;

    forward_ready!(inner);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let verdict = request.extensions().get::<Inadmissible>().copied();
        if let Some(verdict) = verdict {
            let code = match verdict {
                Inadmissible::Host => ErrorCode::OtherHost,
                Inadmissible::Elsewhere => ErrorCode::NotFound,
                Inadmissible::Uri => ErrorCode::AddressTooLong,
                Inadmissible::Headers => ErrorCode::HeadersTooLarge,
            };
            return Box::pin(ready(Err(WebError::new(code).into())));
        }
        if *request.method() == Method::HEAD {
            // Answered like GET, by the same handlers; the connection leaves the body away.
            request.head_mut().method = Method::GET;
        }
        let taken = [Method::GET, Method::HEAD, Method::POST].contains(request.method());
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = answer.await?;
            if taken || answer.status() != StatusCode::NOT_FOUND {
                return Ok(answer.map_into_left_body());
            }
            // The same whether there is something at the path or not.
            let refused = HttpResponse::MethodNotAllowed()
                .insert_header((ALLOW, "GET, HEAD, POST"))
                .finish();
            Ok(answer.into_response(refused).map_into_right_body())
        })
    }
}
