//! What was changed, `GET /staff/admin/changes`: when, by whom, from what to what.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::changed_words;
use super::here::Here;
use crate::domain::office::OfficeId;
use crate::intake::App;
use crate::intake::change_directory::Changed;
use crate::intake::directory_state::{self, DirectoryState, ToldChange};
use crate::text::dates;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::Block;
use crate::web::page::view::{Column, Line, Row, Table};
use crate::web::staff::look::answer;

/// Shows the last changes of the county.
///
/// # Errors
/// [`WebError::not_found`] for who may not see the county's directory.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of_county(&request, &app, &site, signed)?;
    let (working, scope) = (app.clone(), here.signed.session.scope.clone());
    let changes = blocking::run(move || directory_state::changes(&working, &scope))
        .await?
        .map_err(failed)?
        .ok_or_else(WebError::not_found)?;
    let state = here.state().await?;
    let look = &here.look;
    let mut page = here.page(look.word("admin-changes"));
    page.shell.wide = true;
    page.before.items.push(if changes.is_empty() {
        Block::Paragraph(look.word("admin-changes-empty"))
    } else {
        Block::Table(table(&here, &state, &changes))
    });
    answer(&page, StatusCode::OK)
}

fn table(here: &Here<'_>, state: &DirectoryState, changes: &[ToldChange]) -> Table {
    let look = &here.look;
    let rows = changes.iter().map(|change| {
        let who = change
            .who
            .clone()
            .unwrap_or_else(|| look.word("admin-by-operator"));
        let head = vec![Line::text(dates::moment(look.words, change.at)), Line::Quiet(who)];
        Row {
            cells: vec![
                head,
                what(here, state, change),
                changed_words::lines(here, state, change),
            ],
        }
    });
    let columns = ["admin-column-when", "admin-column-what", "admin-column-change"];
    Table {
        caption: look.word("admin-changes"),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.collect(),
    }
}

/// What was changed, by its name of today.
fn what(here: &Here<'_>, state: &DirectoryState, change: &ToldChange) -> Vec<Line> {
    let look = &here.look;
    match change.what {
        Changed::County => vec![Line::text(look.word("admin-county"))],
        Changed::Organisation => {
            vec![
                Line::text(look.word("admin-organisation")),
                Line::Quiet(change.object.clone()),
            ]
        }
        Changed::Rules => vec![Line::text(look.word("admin-rules"))],
        Changed::Office => {
            let id = change.object.parse().ok().map(OfficeId);
            let name = id.map_or_else(String::new, |id| here.office_name(state, id));
            let mut lines = vec![Line::text(name)];
            if change.before.is_none() {
                lines.push(Line::Quiet(look.word("admin-change-added")));
            }
            lines
        }
    }
}
