//! What a staff page is drawn with: the language, the names of offices and places, the shell.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{ContentType, LOCATION};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};

use super::admin::here;
use super::log;
use crate::domain::access::LogView;
use crate::domain::helsinki;
use crate::domain::language::{Language, Offered};
use crate::domain::office::OfficeId;
use crate::domain::phone::Audience;
use crate::domain::places::{CountyCode, MunicipalityCode};
use crate::intake::app::Directory;
use crate::intake::{App, record_report};
use crate::places::Places;
use crate::text::{Texts, Words};
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::Blocks;
use crate::web::page::pages::{Hidden, StaffPage};
use crate::web::page::shell::{self, SignOut, StaffShell};

/// What a page knows of the world.
pub struct Look {
    /// The texts in the page's language.
    pub words: Words<'static>,
    /// The present instant.
    pub now: DateTime<Utc>,
    directory: Arc<Directory>,
    languages: Offered,
}

impl Look {
    /// The look of a page in `language` that is made `now`.
    pub fn new(app: &App, language: Language, now: DateTime<Utc>) -> Self {
        Self {
            words: Texts::embedded().words(language),
            now,
            directory: app.directory(),
            languages: app.languages.clone(),
        }
    }

    /// The languages that staff choose from.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.languages.whole()
    }

    /// A text.
    pub fn word(&self, key: &str) -> String {
        self.words.get(key).into_owned()
    }

    /// The present day in Finland.
    pub fn today(&self) -> NaiveDate {
        helsinki::civil_date(self.now)
    }

    /// What an office is called; nothing for one that is not in the directory any more.
    pub fn office(&self, id: OfficeId) -> String {
        let office = self.directory.rules.office(id);
        office.map_or_else(String::new, |office| {
            office.names.get(self.words.language()).to_owned()
        })
    }

    /// The number that professionals call at the duty service of `county`, after the name of that office; `None` where the
    /// directory knows none.
    pub fn duty(&self, county: CountyCode) -> Option<String> {
        let duty = self.directory.rules.duty(county)?;
        let number = duty.phones.first_for(Audience::Professionals)?;
        let name = duty.names.get(self.words.language());
        Some(format!("{name} {}", number.as_str()))
    }

    /// What a county is called.
    pub fn county(&self, code: CountyCode) -> String {
        let names = self.directory.counties.get(&code);
        names.map_or_else(String::new, |names| names.get(self.words.language()).to_owned())
    }

    /// What the installation's own county is called.
    pub fn home_county(&self) -> String {
        self.county(self.directory.rules.home_county())
    }

    /// What a municipality is called; its number when it is none of today's.
    pub fn municipality(&self, code: MunicipalityCode) -> String {
        let place = Places::embedded().municipality(code);
        place.map_or_else(
            || code.to_string(),
            |place| place.names.get(self.words.language()).to_owned(),
        )
    }

    /// Names a code of a list that comes from data, for the rows of a report.
    pub fn name_of(&self, list: &str, code: &str) -> Option<String> {
        (list == "municipalities")
            .then(|| MunicipalityCode::parse(code))
            .flatten()
            .map(|code| self.municipality(code))
    }

    /// A page for `signed`, with nothing on it yet; `current` is its place in the navigation.
    pub fn page(
        &self,
        site: &StaffSite,
        request: &HttpRequest,
        signed: &SignedIn,
        heading: String,
        current: &str,
    ) -> StaffPage {
        let county = self.county(signed.session.scope.county);
        let user = shell::SignedIn {
            name: signed.session.display_name.clone(),
            account: self.word("account-title"),
            sign_out: SignOut {
                label: self.word("staff-sign-out"),
                csrf: signed.csrf(),
            },
        };
        let mut pages = vec![("", "staff-desk"), ("queue", "staff-queue")];
        if record_report::may(&signed.session.scope) {
            pages.push(("record", "staff-record"));
        }
        if !signed.session.scope.queue_offices().is_empty() {
            pages.push(("transfers", "staff-transfers"));
            pages.push(("search", "staff-search"));
            pages.push(("handover", "staff-handover"));
        }
        // Whoever sees what they did themselves finds that on the page of their account.
        let view = signed.session.scope.log_view();
        if let Some(view) = view.filter(|view| *view != LogView::Own) {
            pages.push((log::place(view), "staff-log"));
        }
        if here::is_administrator(signed) {
            pages.push(("admin", "staff-admin"));
        }
        let mut shell = StaffShell::new(site.path(request), &heading, county, self.words)
            .signed_in(user, &pages, current, self.words);
        if signed.session.accesskeys {
            for (link, (page, _)) in shell.navigation.iter_mut().zip(&pages) {
                link.accesskey = match *page {
                    "queue" => Some('j'),
                    "search" => Some('h'),
                    _ => None,
                };
            }
        }
        bare(shell, heading)
    }
}

/// A page with a shell and a heading.
pub fn bare(shell: StaffShell, heading: String) -> StaffPage {
    StaffPage {
        shell,
        banner: None,
        errors: None,
        caption: None,
        heading,
        before: Blocks::default(),
        form: None,
        after: Blocks::default(),
        pages: None,
    }
}

/// The hidden field with the session's form token.
pub fn csrf(signed: &SignedIn) -> Vec<Hidden> {
    vec![Hidden {
        name: "csrf".into(),
        value: signed.csrf(),
    }]
}

/// The answer that shows `page`.
///
/// # Errors
/// [`WebError`] when the template fails, which a test of every page rules out.
pub fn answer(page: &StaffPage, status: StatusCode) -> Result<HttpResponse, WebError> {
    let html = page.render().map_err(WebError::internal)?;
    Ok(HttpResponseBuilder::new(status)
        .insert_header(ContentType::html())
        .body(html))
}

/// The answer to a form that was taken: on to the page at `place`, so that going back or again sends nothing twice.
pub fn see_other(place: String) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, place)).finish()
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::places::directory::Directory as Embedded;

    /// A look in Finnish at an instant, with the embedded directory.
    pub fn look(now: &str) -> Look {
        let counties: BTreeMap<_, _> = Places::embedded()
            .counties()
            .map(|county| (county.code, county.names.clone()))
            .collect();
        Look {
            words: Texts::embedded().words(Language::Fi),
            languages: Offered::default(),
            now: now.parse().unwrap(),
            directory: Arc::new(Directory {
                version: 0,
                counties,
                rules: Embedded::embedded().rule_set(),
            }),
        }
    }

    #[test]
    fn offices_and_places_have_names_in_the_pages_language() {
        let look = look("2026-11-20T12:00:00Z");
        assert_eq!(
            look.municipality(MunicipalityCode::parse("049").unwrap()),
            "Espoo"
        );
        assert_eq!(look.name_of("municipalities", "049").as_deref(), Some("Espoo"));
        assert_eq!(look.name_of("areas", "x"), None);
        assert!(!look.home_county().is_empty());
    }
}
