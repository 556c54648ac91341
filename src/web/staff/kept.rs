//! What somebody typed and sent when nobody was signed in any more, or another code was asked for first: it travels on in
//! the page, sealed, and can be sent after all. Nothing of it is stored.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::look::{Look, answer};
use crate::domain::access::StaffId;
use crate::intake::wizard_state::{self, Opening};
use crate::intake::{App, IntakeError};
use crate::web::error::WebError;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::Link;

/// Fields that are never kept: what proves the page or the person.
const NEVER: [&str; 9] = [
    "csrf",
    "kept",
    "next",
    "password",
    "current",
    "again",
    "code",
    "offer",
    "user_name",
];

/// Fields that are kept and that nobody typed: the button, of which version the form was made, and what makes two sendings
/// of it one.
const UNTYPED: [&str; 3] = ["go", "version", "sending"];

/// A form that waits to be sent.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Where it goes, below the mount point.
    destination: String,
    /// What stands in it.
    fields: Vec<(String, String)>,
    /// Whose it is, where that is known.
    staff: Option<StaffId>,
}

impl Kept {
    /// What `fields`, sent to the path of `request` below the mount point, hold that a person typed; `None` for nothing.
    pub fn of(
        site: &StaffSite,
        request: &HttpRequest,
        fields: &Fields,
        staff: Option<StaffId>,
    ) -> Option<Self> {
        let own = |(name, _): &&(String, String)| !NEVER.contains(&name.as_str());
        let fields: Vec<(String, String)> = fields.all().iter().filter(own).cloned().collect();
        let typed =
            |(name, value): &(String, String)| !UNTYPED.contains(&name.as_str()) && !value.trim().is_empty();
        fields.iter().any(typed).then(|| Self {
            destination: site.path(request).to_owned(),
            fields,
            staff,
        })
    }

    /// The form, sealed for a hidden field.
    ///
    /// # Errors
    /// [`IntakeError`].
    pub fn seal(&self, app: &App, now: DateTime<Utc>) -> Result<String, IntakeError> {
        let plain = serde_json::to_vec(self).map_err(|_never| IntakeError::Shape("kept"))?;
        wizard_state::seal(app, &plain, now)
    }

    /// What was sealed, for `staff`; `None` when it is not ours, more than a day old, or somebody else's.
    ///
    /// # Errors
    /// [`IntakeError`].
    pub fn open(
        app: &App,
        sealed: &str,
        staff: StaffId,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, IntakeError> {
        if sealed.is_empty() {
            return Ok(None);
        }
        let Opening::Opened(plain) = wizard_state::open(app, sealed, now)? else {
            return Ok(None);
        };
        let kept: Option<Self> = serde_json::from_slice(&plain).ok();
        Ok(kept.filter(|kept| kept.staff.is_none_or(|owner| owner == staff)))
    }

    /// The page that shows what was typed and sends it at the press of a button.
    ///
    /// # Errors
    /// [`WebError`] when the template fails.
    pub fn resume(
        &self,
        look: &Look,
        site: &StaffSite,
        request: &HttpRequest,
        signed: &SignedIn,
        status: StatusCode,
    ) -> Result<actix_web::HttpResponse, WebError> {
        let root = site.root(request);
        let mut page = look.page(site, request, signed, look.word("kept-title"), "");
        let words = self
            .fields
            .iter()
            .filter(|(name, value)| !UNTYPED.contains(&name.as_str()) && !value.trim().is_empty());
        page.before = std::iter::once(Block::Paragraph(look.word("kept-text")))
            .chain(words.map(|(_, value)| Block::Words {
                text: value.clone(),
                lang: None,
            }))
            .collect::<Vec<_>>()
            .into();
        let fields = self.fields.iter().filter(|(name, _)| name != "go");
        let go = self.fields.iter().find(|(name, _)| name == "go");
        let go = go.map_or("send", |(_, value)| value.as_str());
        page.form = Some(StaffForm {
            action: format!("{root}{}", self.destination),
            hidden: super::look::csrf(signed)
                .into_iter()
                .chain(fields.map(|(name, value)| Hidden {
                    name: name.clone().into(),
                    value: value.clone(),
                }))
                .collect(),
            blocks: Vec::new().into(),
            buttons: vec![Button::go(go, look.word("kept-send"))],
        });
        page.after = vec![Block::Links(vec![Link::new(
            format!("{root}/staff/"),
            look.word("kept-drop"),
        )])]
        .into();
        answer(&page, status)
    }
}

/// The hidden field that carries a sealed form on.
pub fn hidden(sealed: String) -> Hidden {
    Hidden {
        name: "kept".into(),
        value: sealed,
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn kept(fields: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        let site = StaffSite {
            mount: "/huoli".to_owned(),
            secure: true,
            address: "https://example.org/huoli/staff/".to_owned(),
        };
        let request = TestRequest::post()
            .uri("/huoli/staff/cases/1/identity")
            .to_http_request();
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let fields = Fields::new(fields.iter().map(owned).collect());
        let kept = Kept::of(&site, &request, &fields, None)?;
        assert_eq!(kept.destination, "/staff/cases/1/identity");
        Some(kept.fields)
    }

    #[test]
    fn what_was_typed_is_kept_and_no_secret() {
        let all = [
            ("csrf", "x"),
            ("reason", "Soitan"),
            ("password", "p"),
            ("code", "1"),
            ("go", "open"),
        ];
        let left = kept(&all).unwrap();
        assert_eq!(left.len(), 2);
        assert!(
            left.iter()
                .all(|(name, _)| ["reason", "go"].contains(&name.as_str()))
        );
        assert!(kept(&[("go", "fi"), ("reason", "  "), ("password", "p")]).is_none());
    }
}
