//! The second social worker's answer: `POST /staff/cases/{id}/confirm` agrees, `…/dispute` does not; and the block that asks for it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::case::{self, Posted};
use super::filled::{Controls, Filled, fault, hidden};
use super::look::{Look, answer, see_other};
use super::next;
use super::view::recheck as view;
use super::view::triage_form::Typed;
use crate::intake::open_case::CaseFile;
use crate::intake::second_person;
use crate::intake::triage::TriageError;
use crate::intake::{App, WorkError};
use crate::text::{FluentValue, dates};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button, ButtonLook, Details};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, SummaryList, SummaryRow};

/// The form by which somebody does not agree.
const DISPUTE: &str = "dispute";

/// Notes the agreement and leads to the next case.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not this person's to sign.
pub async fn confirm(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let version = fields.get("version").parse().unwrap_or(-1);
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || second_person::confirm(&working, &session, case, version, now)).await?;
    match done {
        Ok(Some(())) => next::to_next(&request, &app, &site, &signed).await,
        Ok(None) => Err(WebError::not_found()),
        Err(TriageError::Intake(error)) => Err(failed(error)),
        Err(_changed) => {
            let posted = Posted {
                triage: Some(Typed::of(&fields).overtaken()),
                ..Posted::default()
            };
            let page = case::page(&request, &app, &site, &signed, &id, posted).await?;
            answer(&page, StatusCode::CONFLICT)
        }
    }
}

/// Notes that the second person does not agree, and leads back to what else waits for one; or shows the case again with what lacks.
///
/// # Errors
/// As [`confirm`].
pub async fn dispute(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let version = fields.get("version").parse().unwrap_or(-1);
    let why = fields.get("dispute_why").to_owned();
    let (working, session) = (app.clone(), signed.session.clone());
    let done =
        blocking::run(move || second_person::dispute(&working, &session, case, &why, version, now)).await?;
    let look = Look::new(&app, signed.session.language, now);
    let (status, lacking) = match done {
        Ok(true) => {
            let place = format!("{}/staff/queue?view=second", site.root(&request));
            return Ok(see_other(place));
        }
        Ok(false) => return Err(WebError::not_found()),
        Err(WorkError::Intake(error)) => return Err(failed(error)),
        Err(WorkError::Lacks(_)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            fault("dispute_why", view::why_fault(&look)),
        ),
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => {
            (StatusCode::CONFLICT, fault("main", look.word("work-overtaken")))
        }
    };
    let posted = Posted {
        second_look: Some(Filled::new(DISPUTE, &fields, vec![lacking])),
        ..Posted::default()
    };
    let page = case::page(&request, &app, &site, &signed, &id, posted).await?;
    answer(&page, status)
}

/// What waits for a second person, the one control by which they agree, and the form by which they do not. `folder` is the way
/// from the page to the case, `filled` what was posted and not taken.
pub(super) fn blocks(
    look: &Look,
    file: &CaseFile,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let Some(second) = &file.second else {
        return Vec::new();
    };
    let told = look.words.format(
        "second-decided",
        &[
            ("who", FluentValue::from(second.by.as_str())),
            ("when", FluentValue::from(dates::moment(look.words, second.at))),
        ],
    );
    let why = SummaryRow {
        key: look.word("triage-reason"),
        value: vec![Line::text(second.reason.expose())],
        action: None,
    };
    let mut blocks = vec![
        Block::Heading(look.word("triage-title")),
        Block::Inset(told),
        Block::Summary(SummaryList { rows: vec![why] }),
    ];
    if second.may {
        let version = [("version", file.case.version.to_string())];
        blocks.push(Block::Form(StaffForm {
            action: format!("{folder}/confirm"),
            hidden: hidden(signed, &version),
            blocks: Vec::new().into(),
            buttons: vec![Button::go("confirm", look.word("second-confirm"))],
        }));
        let controls = Controls::of(look, filled, DISPUTE);
        let disputes = StaffForm {
            action: format!("{folder}/dispute"),
            hidden: hidden(signed, &version),
            blocks: vec![controls.area("dispute_why", "second-dispute-why", 4)].into(),
            buttons: vec![Button::go(DISPUTE, look.word("second-dispute")).looking(ButtonLook::Secondary)],
        };
        blocks.push(Block::Details(Details {
            summary: look.word("second-dispute-title"),
            open: controls.is_back(),
            inside: vec![Block::Form(disputes)].into(),
        }));
    } else {
        blocks.push(Block::Paragraph(look.word("second-other")));
    }
    blocks
}
