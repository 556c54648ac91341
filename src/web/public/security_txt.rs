//! `GET /.well-known/security.txt` (RFC 9116): whom somebody tells who found a hole. There is such a page only where the settings
//! name a contact.

use actix_web::HttpResponse;
use actix_web::http::header::ContentType;
use actix_web::web::{self, Data, ServiceConfig};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use crate::domain::language::{Language, Offered};
use crate::intake::App;
use crate::web::error::WebError;

/// So long the page is to be believed. It is made anew for everybody who asks, so what is left never runs low.
const BELIEVED: TimeDelta = TimeDelta::days(180);

/// Whom to tell, as a URI; `None` where nobody is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecurityContact(pub Option<String>);

/// Adds the page below the mount point. It needs a [`Data<SecurityContact>`].
pub fn routes(config: &mut ServiceConfig) {
    config.service(
        web::resource("/.well-known/security.txt")
            .route(web::get().to(show))
            .route(web::head().to(show)),
    );
}

async fn show(app: Data<App>, contact: Data<SecurityContact>) -> Result<HttpResponse, WebError> {
    let uri = contact.0.as_ref().ok_or_else(WebError::not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header(ContentType::plaintext())
        .body(page(uri, app.clock.now(), &app.languages)))
}

/// The page at `now`: it names no address of the service, which never names its own host.
fn page(uri: &str, now: DateTime<Utc>, languages: &Offered) -> String {
    let expires = (now + BELIEVED).to_rfc3339_opts(SecondsFormat::Secs, true);
    let languages: Vec<&str> = languages.iter().map(Language::code).collect();
    format!(
        "Contact: {uri}\nExpires: {expires}\nPreferred-Languages: {}\n",
        languages.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_the_fields_that_it_must_have_and_half_a_year_left() {
        let now = "2026-11-20T12:05:09.5Z".parse().unwrap();
        assert_eq!(
            page("mailto:tietoturva@mallila.example", now, &Offered::default()),
            "Contact: mailto:tietoturva@mallila.example\nExpires: 2027-05-19T12:05:09Z\nPreferred-Languages: fi, sv, en\n"
        );
    }
}
