//! The one way from a handler to work that blocks: database, sealing, password hashing.

use super::error::WebError;

/// Runs `work` on the blocking pool, in the caller's tracing span. The work is not cancelled when the browser leaves, so
/// a submission is stored or not, never half.
///
/// # Errors
///
/// [`ErrorCode::Internal`](super::error_code::ErrorCode::Internal) when `work` panicked.
pub async fn run<T, F>(work: F) -> Result<T, WebError>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let span = tracing::Span::current();
    #[expect(clippy::disallowed_methods, reason = "the one wrapper around it")]
    let done = actix_web::web::block(move || span.in_scope(work)).await;
    done.map_err(|error| WebError::internal(format!("work on the blocking pool panicked: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::error_code::ErrorCode;

    #[actix_web::test]
    async fn the_result_of_the_work_comes_back() {
        assert_eq!(run(|| 6 * 7).await.expect("the work is done"), 42);
    }

    #[actix_web::test]
    async fn a_panic_is_an_error_and_the_pool_lives_on() {
        let error = run(|| -> u8 { panic!("a panic on purpose") })
            .await
            .expect_err("it panicked");
        assert_eq!(error.code(), ErrorCode::Internal);
        assert_eq!(run(|| 1).await.expect("the pool still works"), 1);
    }
}
