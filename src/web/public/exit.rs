//! The way out: to a neutral page, leaving nothing behind.

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderValue, InvalidHeaderValue, LOCATION};
use actix_web::web::Data;

const CLEAR: &str = "clear-site-data";

/// Where a person goes who leaves at once, and what the browser then forgets.
#[derive(Debug, Clone)]
pub struct Exit {
    location: HeaderValue,
    forget: HeaderValue,
}

impl Exit {
    /// The exit to `url`. On a host shared with the county's other services only the cache is cleared: `"cookies"`
    /// acts on the whole registered domain and would sign the person out there.
    ///
    /// # Errors
    /// The address cannot stand in a header.
    pub fn to(url: &str, shared_host: bool) -> Result<Self, InvalidHeaderValue> {
        let forget = if shared_host {
            r#""cache""#
        } else {
            r#""cache", "cookies", "storage""#
        };
        Ok(Self {
            location: HeaderValue::from_str(url)?,
            forget: HeaderValue::from_static(forget),
        })
    }
}

/// `POST /exit`. Whatever was posted with it is not read.
pub async fn leave(exit: Data<Exit>) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((LOCATION, exit.location.clone()))
        .insert_header((CLEAR, exit.forget.clone()))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn a_shared_host_keeps_the_cookies_of_its_other_services() {
        for (shared, forgotten) in [(false, r#""cache", "cookies", "storage""#), (true, r#""cache""#)] {
            let exit = Exit::to("https://www.example.org/", shared).unwrap();
            let answer = leave(Data::new(exit)).await;
            assert_eq!(answer.status().as_u16(), 303);
            assert_eq!(answer.headers().get(CLEAR).unwrap(), forgotten);
        }
        assert!(Exit::to("https://www.example.org/\n", false).is_err());
    }
}
