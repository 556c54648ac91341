//! The county, `/staff/admin/county`: which office takes what no rule decides, and who answers at night.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::change::{self, Refusal};
use super::form::{Fault, Form};
use super::here::Here;
use super::office_form::{address, mailbox};
use crate::domain::access::Capability;
use crate::domain::office::{OfficeId, OfficeKind};
use crate::intake::App;
use crate::intake::directory_state::DirectoryState;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button};
use crate::web::page::field::Width;
use crate::web::page::pages::{StaffForm, StaffPage};
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::look::answer;
use crate::web::staff::look::see_other;

/// `GET /staff/admin/county`
///
/// # Errors
/// [`WebError::not_found`] for who may not see the county's directory.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let here = Here::of_county(&request, &app, &site, signed)?;
    let state = here.state().await?;
    let mut page = page_of(&here, &state, None, &[])?;
    page.banner = here.banner(Fields::new(query.into_inner()).get("done"));
    answer(&page, StatusCode::OK)
}

/// `POST /staff/admin/county`
///
/// # Errors
/// [`WebError::not_found`] for who does not keep the county's directory.
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of_county(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let state = here.state().await?;
    let chosen = |name: &str, kind| {
        let typed = fields.get(name);
        let mut own = here.own_offices(&state).filter(|office| office.kind == kind);
        own.find(|office| office.id.to_string() == typed)
            .map(|office| office.id)
    };
    let default = chosen("default_office", OfficeKind::Regional);
    let duty = chosen("duty_office", OfficeKind::Duty);
    let auditors = mailbox(&here.look, "auditor_mailbox", fields.get("auditor_mailbox"));
    let mut faults = Vec::new();
    if default.is_none() {
        faults.push(Fault::new("default_office", here.look.word("admin-fault-choose")));
    }
    if duty.is_none() && !fields.get("duty_office").is_empty() {
        faults.push(Fault::new("duty_office", here.look.word("admin-fault-choose")));
    }
    faults.extend(auditors.as_ref().err().cloned());
    let auditors = auditors.unwrap_or_default();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if faults.is_empty() {
        if let Some(proof) = here.proof(&fields, "county").await? {
            return Ok(proof);
        }
        let mut wanted = change::wanted(&state, &fields);
        for county in &mut wanted.counties {
            if county.code == here.county() {
                county.default_office = default;
                county.duty_office = duty;
                county.auditor_mailbox.clone_from(&auditors);
            }
        }
        match change::apply(&here, wanted).await? {
            Ok(()) => {
                let place = here.to("county?done=saved");
                return Ok(see_other(place));
            }
            Err(refusal) => {
                if matches!(refusal, Refusal::Stale) {
                    status = StatusCode::CONFLICT;
                }
                faults = change::told(&here, &refusal);
            }
        }
    }
    let state = here.state().await?;
    let page = page_of(&here, &state, Some(&fields), &faults)?;
    answer(&page, status)
}

fn page_of(
    here: &Here<'_>,
    state: &DirectoryState,
    typed: Option<&Fields>,
    faults: &[Fault],
) -> Result<StaffPage, WebError> {
    let look = &here.look;
    let entry = here.entry(state)?;
    let mut page = here.page(look.word("admin-county"));
    page.errors = here.errors(faults);
    let row = |key: &str, text: String| SummaryRow {
        key: look.word(key),
        value: vec![Line::text(text)],
        action: None,
    };
    let mut rows = vec![
        row("admin-field-name-fi", entry.names.fi.clone()),
        row("admin-field-name-sv", entry.names.sv.clone()),
        row("admin-field-name-en", entry.names.en.clone()),
    ];
    let named =
        |id: Option<OfficeId>| id.map_or_else(|| look.word("admin-none"), |id| here.office_name(state, id));
    // After a clash with somebody else's change, what is stored stands beside what was chosen.
    if typed.is_some() || !here.keeps_directory() {
        rows.push(row("admin-stored-default", named(entry.default_office)));
        rows.push(row("admin-stored-duty", named(entry.duty_office)));
        let auditors = address(entry.auditor_mailbox.as_ref());
        let auditors = Some(auditors).filter(|text| !text.is_empty());
        rows.push(row(
            "admin-field-auditor-mailbox",
            auditors.unwrap_or_else(|| look.word("admin-none")),
        ));
    }
    page.before.items.push(Block::Summary(SummaryList { rows }));
    if here.keeps_directory() {
        page.form = Some(form(here, state, typed, faults)?);
        page.after = after(here, state).into();
    }
    Ok(page)
}

/// The way to add a duty service, where there is none to choose.
fn after(here: &Here<'_>, state: &DirectoryState) -> Vec<Block> {
    let mut own = here.own_offices(state);
    if own.any(|office| office.kind == OfficeKind::Duty) {
        return Vec::new();
    }
    let look = &here.look;
    let add = Link::new(here.to("offices/new"), look.word("admin-office-new"));
    vec![
        Block::Paragraph(look.word("admin-no-duty-office")),
        Block::Links(vec![add]),
    ]
}

fn form(
    here: &Here<'_>,
    state: &DirectoryState,
    typed: Option<&Fields>,
    faults: &[Fault],
) -> Result<StaffForm, WebError> {
    let look = &here.look;
    let entry = here.entry(state)?;
    let stored = |id: Option<OfficeId>| id.map(|id| id.to_string()).unwrap_or_default();
    let chosen = |name: &str, id| typed.map_or_else(|| stored(id), |typed| typed.get(name).to_owned());
    let options = |kind, none: &str| {
        let first = (String::new(), look.word(none));
        let own = here.own_offices(state).filter(move |office| office.kind == kind);
        let own = own.map(|office| (office.id.to_string(), here.office_name(state, office.id)));
        std::iter::once(first).chain(own).collect()
    };
    let kept = || address(entry.auditor_mailbox.as_ref());
    let auditors = typed.map_or_else(kept, |typed| typed.get("auditor_mailbox").to_owned());
    let fields = Form { look, faults };
    Ok(StaffForm {
        action: here.to("county"),
        hidden: here.hidden(state.directory.version),
        blocks: vec![
            fields.select(
                "default_office",
                options(OfficeKind::Regional, "choose"),
                &chosen("default_office", entry.default_office),
            ),
            fields.select(
                "duty_office",
                options(OfficeKind::Duty, "admin-no-duty"),
                &chosen("duty_office", entry.duty_office),
            ),
            fields.text("auditor_mailbox", &auditors, Width::Full),
        ]
        .into(),
        buttons: vec![Button::go("save", look.word("admin-save"))],
    })
}
