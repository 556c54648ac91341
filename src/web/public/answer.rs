//! What a request of the wizard is answered with.

use actix_web::http::StatusCode;
use askama::Template;

use crate::web::error::WebError;

/// A page and its status.
pub struct Answer {
    /// 200, 422 with faults, or why there is none of it.
    pub status: StatusCode,
    /// The page, or what is in the file.
    pub body: String,
    /// The name of the file; `None` for a page.
    pub file_name: Option<&'static str>,
    /// It is the answer to a report whose sender or speed was marked: it waits.
    pub waits: bool,
}

impl Answer {
    /// `page` with `status`.
    ///
    /// # Errors
    /// [`WebError`] when the template fails, which a test of every page rules out.
    pub fn of(status: StatusCode, page: &impl Template) -> Result<Self, WebError> {
        let body = page.render().map_err(WebError::internal)?;
        Ok(Self {
            status,
            body,
            file_name: None,
            waits: false,
        })
    }
}
