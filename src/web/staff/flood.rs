//! The groups of floods: `GET /staff/floods` lists them, `GET /staff/floods/{id}` shows one as a queue of its own, and
//! `POST` lets cases of it out into the queue or puts the rest aside.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::cursor;
use super::look::{Look, answer, see_other};
use super::view::floods::{self, Typed};
use crate::domain::audit::Purpose;
use crate::intake::flood_groups::{self, Done, Order, REASONS};
use crate::intake::{App, IntakeError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::Block;
use crate::web::page::pages::StaffPage;
use crate::web::page::view::{Banner, ErrorSummary, FaultLink};
use crate::web::staff::admin::form::Fault;

/// `GET /staff/floods`
///
/// # Errors
/// [`WebError`].
pub async fn list(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let (working, session) = (app.clone(), signed.session.clone());
    let groups = blocking::run(move || flood_groups::list(&working, &session))
        .await?
        .map_err(failed)?;
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let mut page = look.page(&site, &request, &signed, look.word("flood-title"), "queue");
    page.before = if groups.is_empty() {
        vec![Block::Paragraph(look.word("flood-none"))].into()
    } else {
        vec![
            Block::Paragraph(look.word("flood-help")),
            Block::Table(floods::table(&look, &groups, "floods")),
        ]
        .into()
    };
    answer(&page, StatusCode::OK)
}

/// `GET /staff/floods/{id}[?after=…][&view=examined]`
///
/// # Errors
/// [`WebError::not_found`] for a group that is absent or not the person's, and for a page that was never linked to.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    id: Path<String>,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let query = Fields::new(query.into_inner());
    let typed = Typed {
        examined: query.get("view") == "examined",
        ..Typed::default()
    };
    let mut page = page(
        &request,
        &app,
        &site,
        &signed,
        &id,
        query.get("after"),
        &typed,
        &[],
    )
    .await?;
    if query.get("done") == "yes" {
        let look = Look::new(&app, signed.session.language, app.clock.now());
        page.banner = Some(Banner {
            title: look.word("staff-news"),
            text: look.word("flood-done"),
            success: true,
        });
    }
    answer(&page, StatusCode::OK)
}

/// `POST /staff/floods/{id}`
///
/// # Errors
/// As [`show`].
pub async fn clear(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let group: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let mut typed = Typed::of(&fields);
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let faults = match read(&look, &typed) {
        Ok((order, reason)) => {
            let now = app.clock.now();
            let (working, session) = (app.clone(), signed.session.clone());
            let done: Result<Done, IntakeError> = blocking::run(move || {
                flood_groups::carry_out(&working, &session, group, &order, reason, now)
            })
            .await?;
            match done.map_err(failed)? {
                Done::NoGroup => return Err(WebError::not_found()),
                Done::Overtaken => {
                    // What was confirmed of the urgent ones was said of others.
                    typed.urgent_seen = false;
                    vec![Fault::new("what", look.word("flood-fault-changed"))]
                }
                Done::Changed(_) => {
                    let root = site.root(&request);
                    // The last one may have left: then there is no such group any more.
                    let (working, session) = (app.clone(), signed.session.clone());
                    let left = blocking::run(move || flood_groups::list(&working, &session))
                        .await?
                        .map_err(failed)?;
                    let place = if left.iter().any(|left| left.flood.id == group) {
                        format!("{root}/staff/floods/{group}?done=yes")
                    } else {
                        format!("{root}/staff/queue")
                    };
                    return Ok(see_other(place));
                }
            }
        }
        Err(faults) => faults,
    };
    let page = page(&request, &app, &site, &signed, &id, "", &typed, &faults).await?;
    answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
}

/// What is ordered, or everything that is missing.
fn read(look: &Look, typed: &Typed) -> Result<(Order, Purpose), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |field, key: &str| {
        faults.push(Fault::new(field, look.word(key)));
        None
    };
    let order = match typed.what.as_str() {
        "chosen" if typed.chosen.is_empty() => fault("what", "flood-fault-chosen"),
        "chosen" => Some(Order::Release(typed.chosen.clone())),
        "all" => Some(Order::ReleaseAll(typed.examined)),
        "aside" if typed.urgent > 0 && !typed.urgent_seen => fault("urgent_seen", "flood-fault-urgent"),
        "aside" if !typed.examined => Some(Order::PutAside(typed.waiting.clone())),
        _ => fault("what", "flood-fault-what"),
    };
    let reason = REASONS.into_iter().find(|reason| reason.as_str() == typed.reason);
    if reason.is_none() {
        fault("reason", "flood-fault-reason");
    }
    order.zip(reason).ok_or(faults)
}

#[expect(
    clippy::too_many_arguments,
    reason = "a page and everything that it is made of"
)]
async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    id: &str,
    after: &str,
    typed: &Typed,
    faults: &[Fault],
) -> Result<StaffPage, WebError> {
    let group: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let after = match after {
        "" => None,
        text => Some(cursor::read(text).ok_or_else(WebError::not_found)?),
    };
    let now = app.clock.now();
    let (working, session, examined) = (app.clone(), signed.session.clone(), typed.examined);
    let shown =
        blocking::run(move || flood_groups::page(&working, &session, group, examined, after, now)).await?;
    let shown = shown.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let mut page = look.page(site, request, signed, look.word("flood-title"), "queue");
    page.shell.wide = true;
    if !faults.is_empty() {
        page.errors = Some(ErrorSummary {
            title: look.word("error-summary-title"),
            faults: faults
                .iter()
                .map(|fault| FaultLink {
                    id: fault.field.to_owned(),
                    text: fault.text.clone(),
                })
                .collect(),
        });
    }
    page.before = floods::head(&look, &shown, typed.examined).into();
    page.form = floods::form(&look, &shown, signed, typed, faults);
    page.pages = Some(floods::pagination(&look, &shown, typed.examined, after.is_some()));
    Ok(page)
}
