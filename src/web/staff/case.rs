//! A case, `GET /staff/cases/{id}`: recorded first, then shown. One that is absent and one of another office give the
//! same 404.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::filled::Filled;
use super::look::{Look, answer};
use super::second_person;
use super::view::file::{self, Fault};
use super::view::transfer;
use super::view::triage_form::{self, Typed};
use super::view::{aside, break_glass, conflict, messages, recheck, unsaved};
use crate::intake::mailbox::conversation::Reach;
use crate::intake::{App, open_case};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::Block;
use crate::web::page::pages::StaffPage;
use crate::web::page::view::{ErrorSummary, FaultLink};

/// Shows a case.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent or out of the person's scope.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let page = page(&request, &app, &site, &signed, &id, Posted::default()).await?;
    answer(&page, StatusCode::OK)
}

/// What was posted to the page of a case and not taken, with everything typed.
#[derive(Default)]
pub(super) struct Posted {
    /// A reason for opening what is sealed.
    pub reason: Option<Fault>,
    /// A triage.
    pub triage: Option<Typed>,
    /// A reason for putting the case aside.
    pub aside: Option<String>,
    /// What somebody else found of a decision: a second person, or by a random check.
    pub second_look: Option<Filled>,
}

impl Posted {
    /// What was typed into the triage of a page that has none any more, and that it was not saved.
    fn unsaved(&self, look: &Look) -> Option<(Vec<Block>, FaultLink)> {
        let kept = unsaved::blocks(look, self.triage.as_ref()?.words(look));
        let fault = unsaved::fault(look, &kept);
        Some((kept, fault))
    }

    /// What is wrong, each with the field it is at.
    fn faults(&self, look: &Look) -> Vec<FaultLink> {
        let link = |id: &str, text: String| FaultLink {
            id: id.to_owned(),
            text,
        };
        let reason = self
            .reason
            .as_ref()
            .map(|fault| link("unseal", fault.text.clone()));
        let aside = self.aside.as_ref().map(|_| link("aside", aside::fault(look)));
        let triage = self.triage.iter().flat_map(|typed| typed.faults(look));
        reason.into_iter().chain(aside).chain(triage).collect()
    }
}

/// The page of case `id`, with what was posted to it and not taken.
///
/// # Errors
/// As [`show`].
pub(super) async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    id: &str,
    posted: Posted,
) -> Result<StaffPage, WebError> {
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || open_case::open(&working, &session, id, now)).await?;
    let opened = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let heading = look
        .words
        .with("case-title", "reference", opened.case.reference.as_str());
    let mut page = look.page(site, request, signed, heading, "queue");
    let (kept, fault) = if opened.sheet.is_none() {
        posted.unsaved(&look).unzip()
    } else {
        (None, None)
    };
    let faults = fault.map_or_else(|| posted.faults(&look), |fault| vec![fault]);
    let own = (!faults.is_empty()).then(|| ErrorSummary {
        title: look.word("error-summary-title"),
        faults,
    });
    let found = posted.second_look.as_ref();
    page.errors = own.or_else(|| found.and_then(|filled| filled.summary(&look)));
    let drawn = file::view(
        &look,
        &opened,
        signed,
        &format!("{}/staff/cases", site.root(request)),
        app.ids.uuid().to_string(),
        posted.reason,
    );
    let mut before = break_glass::in_case(&look, &opened, signed);
    before.extend(drawn.before);
    page.before = before.into();
    page.form = drawn.form;
    let folder = format!("{}/staff/cases/{id}", site.root(request));
    page.before
        .items
        .splice(1..1, transfer::in_case(&look, &opened, &folder));
    page.before.items.splice(0..0, kept.into_iter().flatten());
    if !opened.conversation.said.is_empty() || opened.conversation.reach == Reach::Open {
        page.shell
            .skips
            .push(messages::skip(&look, signed.session.accesskeys));
    }
    let mut after = second_person::blocks(&look, &opened, signed, &folder, found);
    if let Some(sheet) = &opened.sheet {
        let (triage, aside) = (posted.triage.as_ref(), posted.aside.as_deref());
        after = triage_form::blocks(&look, &opened, sheet, signed, &folder, triage, aside);
        page.shell.skips.push(triage_form::skip(&look, sheet));
        (page.shell.wide, page.shell.beside) = (true, true);
    }
    let rechecked = recheck::in_case(&look, &opened, signed, &folder, found);
    after.splice(0..0, rechecked);
    after.extend(drawn.after);
    after.extend(conflict::in_case(&look, &opened, signed, &folder));
    page.after = after.into();
    Ok(page)
}
