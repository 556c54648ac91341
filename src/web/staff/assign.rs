//! Giving cases to somebody: those ticked in the queue, `POST /staff/queue`, and all that an absent colleague has,
//! `GET` and `POST /staff/absence`, for those who answer for an office.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::look::{Look, answer, csrf, see_other};
use super::queue;
use super::view::queue_views;
use crate::domain::access::StaffId;
use crate::intake::App;
use crate::intake::assign::{self, AssignError, Given, Load};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button};
use crate::web::page::field::{Choice, Choices, FieldFault, Label};
use crate::web::page::pages::{StaffForm, StaffPage};
use crate::web::page::view::{Banner, Column, ErrorSummary, FaultLink, Line, Row, Table};

/// Gives the ticked cases to the chosen colleague and shows the list again.
///
/// # Errors
/// [`WebError::not_found`] for a list that this program never linked to.
pub async fn give(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let wanted = queue_views::read(&fields).ok_or_else(WebError::not_found)?;
    let ticked: Vec<Uuid> = ticked(&fields);
    let to = person(&fields, "to");
    let now = app.clock.now();
    let (working, session, chosen) = (app.clone(), signed.session.clone(), ticked.clone());
    let given = blocking::run(move || assign::assign(&working, &session, chosen, to, now)).await?;
    let look = Look::new(&app, signed.session.language, now);
    let (ticked, fault) = match given {
        Ok(given) if given.left.is_empty() => {
            let after = fields.get("after").to_owned();
            let after = Some(("after", after)).filter(|(_, place)| !place.is_empty());
            let more: Vec<_> = after
                .into_iter()
                .chain([("done", "assigned".to_owned())])
                .collect();
            let place = format!(
                "{}/staff/{}",
                site.root(&request),
                queue_views::address(&wanted, &more)
            );
            return Ok(see_other(place));
        }
        // The rest is done.
        Ok(given) => (
            given.left.iter().map(|(id, _)| *id).collect(),
            left(&look, &given),
        ),
        Err(AssignError::NoCase) => (ticked, look.word("assign-error-case")),
        Err(AssignError::Nobody) => (ticked, look.word("assign-error-nobody")),
        Err(AssignError::Intake(error)) => return Err(failed(error)),
    };
    let posted = queue::Posted { ticked, to, fault };
    let page = queue::page(
        &request,
        &app,
        &site,
        &signed,
        &wanted,
        fields.get("after"),
        Some(posted),
    )
    .await?;
    answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
}

/// What is said of the cases that were not given.
fn left(look: &Look, given: &Given) -> String {
    let references: Vec<&str> = given
        .left
        .iter()
        .map(|(_, reference)| reference.as_str())
        .collect();
    look.words
        .with("assign-error-left", "references", &references.join(", "))
}

/// The cases whose boxes were ticked.
fn ticked(fields: &Fields) -> Vec<Uuid> {
    let ticked = fields.all().iter().filter(|(name, _)| name == "case");
    ticked.filter_map(|(_, id)| id.parse().ok()).collect()
}

fn person(fields: &Fields, name: &str) -> Option<StaffId> {
    fields.get(name).parse().ok().map(StaffId)
}

/// Shows how many open cases each has, and the form that gives all of somebody's on.
///
/// # Errors
/// [`WebError::not_found`] for somebody who answers for no office.
pub async fn absence(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let query = Fields::new(query.into_inner());
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let mut page = absence_page(&request, &app, &site, &signed, &look, None).await?;
    if query.get("done") == "yes" {
        page.banner = Some(done(&look, "assign-done"));
    }
    answer(&page, StatusCode::OK)
}

/// What is said once something was done: the text `key`.
pub(super) fn done(look: &Look, key: &str) -> Banner {
    Banner {
        title: look.word("staff-news"),
        text: look.word(key),
        success: true,
    }
}

/// Gives all open cases of one colleague to another.
///
/// # Errors
/// As [`absence`].
pub async fn give_all(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let (from, to) = (person(&fields, "from"), person(&fields, "to"));
    let (working, session) = (app.clone(), signed.session.clone());
    let given = blocking::run(move || assign::give_all(&working, &session, from, to, now)).await?;
    let look = Look::new(&app, signed.session.language, now);
    let fault = match given {
        Ok(None) => return Err(WebError::not_found()),
        Ok(Some(given)) if given.left.is_empty() => {
            let place = format!("{}/staff/absence?done=yes", site.root(&request));
            return Ok(see_other(place));
        }
        // The rest is done.
        Ok(Some(given)) => ("to", left(&look, &given)),
        Err(AssignError::NoCase) => ("from", look.word("absence-error-from")),
        Err(AssignError::Nobody) => ("to", look.word("absence-error-to")),
        Err(AssignError::Intake(error)) => return Err(failed(error)),
    };
    let typed = Typed { from, to, fault };
    let page = absence_page(&request, &app, &site, &signed, &look, Some(typed)).await?;
    answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
}

struct Typed {
    from: Option<StaffId>,
    to: Option<StaffId>,
    fault: (&'static str, String),
}

async fn absence_page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    look: &Look,
    typed: Option<Typed>,
) -> Result<StaffPage, WebError> {
    let (working, session) = (app.clone(), signed.session.clone());
    let loads = blocking::run(move || assign::loads(&working, &session))
        .await?
        .map_err(failed)?
        .ok_or_else(WebError::not_found)?;
    let mut page = look.page(site, request, signed, look.word("absence-title"), "");
    page.errors = typed.as_ref().map(|typed| ErrorSummary {
        title: look.word("error-summary-title"),
        faults: vec![FaultLink {
            id: typed.fault.0.to_owned(),
            text: typed.fault.1.clone(),
        }],
    });
    page.before = vec![
        Block::Paragraph(look.word("absence-help")),
        Block::Table(table(look, &loads)),
    ]
    .into();
    let select = |name: &'static str, key: &str, chosen: Option<StaffId>, busy: bool| {
        let mut label = Label::new(name, look.word(key));
        let fault = typed.as_ref().filter(|typed| typed.fault.0 == name);
        label.error = fault.map(|typed| FieldFault {
            prefix: look.word("error-prefix"),
            text: typed.fault.1.clone(),
        });
        let nobody = Choice {
            value: String::new(),
            label: look.word("assign-choose"),
            hint: None,
            checked: chosen.is_none(),
        };
        let each = loads.iter().filter(|load| !busy || load.open > 0);
        let each = each.filter(|load| busy || load.receives).map(|load| Choice {
            value: load.colleague.id.to_string(),
            label: load.colleague.name.clone(),
            hint: None,
            checked: chosen == Some(load.colleague.id),
        });
        let items = std::iter::once(nobody).chain(each).collect();
        Block::Select(Choices::new(label, items))
    };
    let (from, to) = typed
        .as_ref()
        .map_or((None, None), |typed| (typed.from, typed.to));
    page.form = Some(StaffForm {
        action: "absence".to_owned(),
        hidden: csrf(signed),
        blocks: vec![
            select("from", "absence-from", from, true),
            select("to", "absence-to", to, false),
        ]
        .into(),
        buttons: vec![Button::go("give", look.word("absence-button"))],
    });
    Ok(page)
}

fn table(look: &Look, loads: &[Load]) -> Table {
    let columns = ["absence-column-name", "absence-column-open"];
    let rows = loads.iter().map(|load| Row {
        cells: vec![
            vec![Line::text(load.colleague.name.clone())],
            vec![Line::text(load.open.to_string())],
        ],
    });
    Table {
        caption: look.word("absence-table"),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.collect(),
    }
}
