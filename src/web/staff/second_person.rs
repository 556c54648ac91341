//! Agreeing as the second social worker: `POST /staff/cases/{id}/confirm`, and the block that asks for it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::case::{self, Posted};
use super::look::{Look, answer, csrf};
use super::next;
use super::view::triage_form::Typed;
use crate::intake::App;
use crate::intake::open_case::CaseFile;
use crate::intake::second_person;
use crate::intake::triage::TriageError;
use crate::text::{FluentValue, dates};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::{Line, SummaryList, SummaryRow};

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

/// What waits for a second person, and the one control by which they agree. `folder` is the way from the page to the case.
pub(super) fn blocks(look: &Look, file: &CaseFile, signed: &SignedIn, folder: &str) -> Vec<Block> {
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
        let mut hidden = csrf(signed);
        hidden.push(Hidden {
            name: "version".into(),
            value: file.case.version.to_string(),
        });
        blocks.push(Block::Form(StaffForm {
            action: format!("{folder}/confirm"),
            hidden,
            blocks: Vec::new().into(),
            buttons: vec![Button::go("confirm", look.word("second-confirm"))],
        }));
    } else {
        blocks.push(Block::Paragraph(look.word("second-other")));
    }
    blocks
}
