//! Where an administrator stands: who they are, what they may do, and the frame of every page.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use super::form::Fault;
use crate::domain::access::{Capability, may_administer, roles_with};
use crate::domain::office::{Office, OfficeId};
use crate::domain::places::CountyCode;
use crate::intake::App;
use crate::intake::change_directory::CountyEntry;
use crate::intake::directory_state::{self, DirectoryState};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::Block;
use crate::web::page::pages::{Hidden, StaffPage};
use crate::web::page::view::{Banner, ErrorSummary, FaultLink, Link};
use crate::web::staff::look::{Look, csrf};
use crate::web::staff::step_up;

/// A request of somebody who may see the directory.
pub struct Here<'a> {
    /// The service.
    pub app: &'a Data<App>,
    site: &'a StaffSite,
    request: &'a HttpRequest,
    /// Who asks.
    pub signed: SignedIn,
    /// What pages are drawn with.
    pub look: Look,
    /// The present instant.
    pub now: DateTime<Utc>,
}

/// Whether the person may see anything of the directory at all.
pub fn is_administrator(signed: &SignedIn) -> bool {
    roles_with(Capability::SeeDirectory).any(|role| role == signed.session.scope.role)
}

impl<'a> Here<'a> {
    /// The request, for who may see the directory.
    ///
    /// # Errors
    /// [`WebError::not_found`] for everybody else.
    pub fn of(
        request: &'a HttpRequest,
        app: &'a Data<App>,
        site: &'a StaffSite,
        signed: SignedIn,
    ) -> Result<Self, WebError> {
        if !is_administrator(&signed) {
            return Err(WebError::not_found());
        }
        let now = app.clock.now();
        let look = Look::new(app, signed.session.language, now);
        Ok(Self {
            app,
            site,
            request,
            signed,
            look,
            now,
        })
    }

    /// The same for who may see what is the whole county's.
    ///
    /// # Errors
    /// [`WebError::not_found`] for everybody else.
    pub fn of_county(
        request: &'a HttpRequest,
        app: &'a Data<App>,
        site: &'a StaffSite,
        signed: SignedIn,
    ) -> Result<Self, WebError> {
        let here = Self::of(request, app, site, signed)?;
        here.must(Capability::SeeDirectory, None)?;
        Ok(here)
    }

    /// The county of the person.
    pub const fn county(&self) -> CountyCode {
        self.signed.session.scope.county
    }

    /// Whether the person may do `capability` to `office` of their county, with `None` to what is the whole county's.
    pub fn may(&self, capability: Capability, office: Option<OfficeId>) -> bool {
        may_administer(&self.signed.session.scope, capability, self.county(), office)
    }

    /// Whether the person keeps the county's whole directory.
    pub fn keeps_directory(&self) -> bool {
        self.may(Capability::KeepDirectory, None)
    }

    /// Passes who may.
    ///
    /// # Errors
    /// [`WebError::not_found`] for everybody else.
    pub fn must(&self, capability: Capability, office: Option<OfficeId>) -> Result<(), WebError> {
        if self.may(capability, office) {
            Ok(())
        } else {
            Err(WebError::not_found())
        }
    }

    /// The directory as it stands.
    ///
    /// # Errors
    /// [`WebError`].
    pub async fn state(&self) -> Result<DirectoryState, WebError> {
        let (working, scope) = (self.app.clone(), self.signed.session.scope.clone());
        blocking::run(move || directory_state::state(&working, &scope))
            .await?
            .map_err(failed)
    }

    /// The address of an administrator's page, such as `offices`; empty: the overview.
    pub fn to(&self, page: &str) -> String {
        let root = self.site.root(self.request);
        if page.is_empty() {
            format!("{root}/staff/admin")
        } else {
            format!("{root}/staff/admin/{page}")
        }
    }

    /// The way back to everybody's accounts.
    pub fn to_people(&self) -> Link {
        Link::new(self.to("people"), self.look.word("people-back"))
    }

    /// A page with the way back to the overview.
    pub fn page(&self, heading: String) -> StaffPage {
        let mut page = self
            .look
            .page(self.site, self.request, &self.signed, heading, "admin");
        page.caption = Some(self.look.county(self.county()));
        page.before = vec![self.back()].into();
        page
    }

    fn back(&self) -> Block {
        Block::Links(vec![Link::new(self.to(""), self.look.word("admin-back"))])
    }

    /// The hidden fields of a form that was made of `version` of the directory.
    pub fn hidden(&self, version: i64) -> Vec<Hidden> {
        let version = Hidden {
            name: "version".into(),
            value: version.to_string(),
        };
        csrf(&self.signed).into_iter().chain([version]).collect()
    }

    /// The hidden fields of a form that changes nothing.
    pub fn hidden_alone(&self) -> Vec<Hidden> {
        csrf(&self.signed)
    }

    /// Another one-time code first, for somebody who gave none lately; what `fields` hold travels on.
    ///
    /// # Errors
    /// [`WebError`].
    pub async fn proof(&self, fields: &Fields, page: &str) -> Result<Option<HttpResponse>, WebError> {
        if self.signed.session.is_proven(self.now) {
            return Ok(None);
        }
        let typed = |(name, value): &(String, String)| {
            !["go", "csrf", "version"].contains(&name.as_str()) && !value.trim().is_empty()
        };
        if fields.all().iter().any(typed) {
            let asked = step_up::before(self.app, self.site, self.request, &self.signed, fields, self.now);
            return asked.await.map(Some);
        }
        let page = format!("admin/{page}");
        Ok(step_up::first(
            self.site,
            self.request,
            &self.signed,
            &page,
            self.now,
        ))
    }

    /// The summary of `faults`, if there are any.
    pub fn errors(&self, faults: &[Fault]) -> Option<ErrorSummary> {
        (!faults.is_empty()).then(|| ErrorSummary {
            title: self.look.word("error-summary-title"),
            faults: faults
                .iter()
                .map(|fault| FaultLink {
                    id: fault.field.to_owned(),
                    text: fault.text.clone(),
                })
                .collect(),
        })
    }

    /// "Saved", after a change that led here with `done`.
    pub fn banner(&self, done: &str) -> Option<Banner> {
        ["saved", "added", "deleted", "filled"]
            .contains(&done)
            .then(|| Banner {
                title: self.look.word("admin-done"),
                text: self.look.word(&format!("admin-done-{done}")),
                success: true,
            })
    }

    /// The entry of the person's county.
    ///
    /// # Errors
    /// [`WebError::not_found`] for a county that the installation does not have.
    pub fn entry<'s>(&self, state: &'s DirectoryState) -> Result<&'s CountyEntry, WebError> {
        state.county(self.county()).ok_or_else(WebError::not_found)
    }

    /// The name of an office, also of one that is new in `state`.
    pub fn office_name(&self, state: &DirectoryState, id: OfficeId) -> String {
        let office = state.directory.offices.iter().find(|office| office.id == id);
        office.map_or_else(String::new, |office| {
            office.name(self.look.words.language()).to_owned()
        })
    }

    /// The offices of the person's county.
    pub fn own_offices<'s>(&self, state: &'s DirectoryState) -> impl Iterator<Item = &'s Office> + use<'s> {
        let county = self.county();
        state
            .offices
            .iter()
            .map(|state| &state.office)
            .filter(move |office| office.county == county)
    }
}
