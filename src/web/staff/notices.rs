//! What somebody does about a mail that never reached their office: `POST /staff/notices`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::intake::App;
use crate::intake::given_up::{self, Answer};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{StaffSite, failed};
use crate::web::staff::look::see_other;

/// Does it and leads back to the desk.
///
/// # Errors
/// [`WebError::not_found`] for a notice that is absent or of another office, and for who may not answer so.
pub async fn answer(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let pressed = parse(form.fields.get("go")).ok_or(WebError::new(ErrorCode::BadRequest))?;
    let now = app.clock.now();
    let session = form.signed.session.clone();
    let done = blocking::run(move || given_up::answer(&app, &session, pressed, now))
        .await?
        .map_err(failed)?;
    // Somebody else may have tried all again a moment before.
    if !done && pressed != Answer::RetryAll {
        return Err(WebError::not_found());
    }
    let place = format!("{}/staff/", site.root(&request));
    Ok(see_other(place))
}

/// The button that was pressed: `retry-all`, `retry:<id>`, `seen:<id>`.
fn parse(go: &str) -> Option<Answer> {
    match go.split_once(':') {
        None if go == "retry-all" => Some(Answer::RetryAll),
        Some(("retry", id)) => id.parse().ok().map(Answer::Retry),
        Some(("seen", id)) => id.parse().ok().map(Answer::Seen),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_buttons_are_known() {
        let id = "7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11";
        assert_eq!(
            parse(&format!("seen:{id}")),
            Some(Answer::Seen(id.parse().unwrap()))
        );
        assert_eq!(
            parse(&format!("retry:{id}")),
            Some(Answer::Retry(id.parse().unwrap()))
        );
        assert_eq!(parse("retry-all"), Some(Answer::RetryAll));
        for other in ["", "retry", "seen-all", "retry:x", "drop:7"] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
