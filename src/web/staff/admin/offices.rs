//! The offices, `GET /staff/admin/offices`: which there are, how each stands, whether it answers now.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::here::Here;
use super::hours_view;
use crate::intake::App;
use crate::intake::directory_state::{DirectoryState, OfficeState};
use crate::intake::office_states::WorkState;
use crate::web::error::WebError;
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::Block;
use crate::web::page::view::{Colour, Column, Line, Link, Row, Table, Tag};
use crate::web::staff::look::{Look, answer};

/// Shows the list.
///
/// # Errors
/// [`WebError::not_found`] for who may not see the directory.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of(&request, &app, &site, signed)?;
    let state = here.state().await?;
    let look = &here.look;
    let mut page = here.page(look.word("admin-offices"));
    page.shell.wide = true;
    if state.offices.is_empty() {
        page.before
            .items
            .push(Block::Paragraph(look.word("admin-offices-empty")));
    } else {
        page.before.items.push(Block::Table(table(&here, &state)));
    }
    if here.keeps_directory() {
        let add = Link::new(here.to("offices/new"), look.word("admin-office-new"));
        page.after = vec![Block::Links(vec![add])].into();
    }
    answer(&page, StatusCode::OK)
}

fn table(here: &Here<'_>, state: &DirectoryState) -> Table {
    let look = &here.look;
    let county = state.county(here.county());
    let rows = state.offices.iter().map(|stored| {
        let office = &stored.office;
        let name = office.name(look.words.language());
        let mut head = vec![Line::Link(Link::new(
            here.to(&format!("offices/{}", office.id)),
            name,
        ))];
        if county.is_some_and(|county| county.default_office == Some(office.id)) {
            head.push(Line::Quiet(look.word("admin-office-is-default")));
        }
        let kind = look.word(&format!("admin-kind-{}", office.kind.as_str()));
        let mut standing = vec![readiness(look, stored)];
        standing.extend(missing(look, stored).into_iter().map(Line::Quiet));
        Row {
            cells: vec![
                head,
                vec![Line::text(kind)],
                standing,
                hours_view::now(look, &office.hours),
            ],
        }
    });
    let columns = [
        "admin-column-office",
        "admin-field-kind",
        "admin-office-state",
        "admin-office-now",
    ];
    Table {
        caption: look.word("admin-offices"),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.collect(),
    }
}

/// Whether the office works, as a tag.
pub fn readiness(look: &Look, stored: &OfficeState) -> Line {
    let (key, colour) = match stored.work() {
        WorkState::Inactive => ("admin-state-inactive", Colour::Grey),
        WorkState::Active => ("admin-state-active", Colour::Green),
        WorkState::LostReader => ("admin-state-alarm", Colour::Red),
    };
    Line::Tag(Tag {
        text: look.word(key),
        colour,
    })
}

/// What the office lacks, and what waits there meanwhile.
pub fn missing(look: &Look, stored: &OfficeState) -> Vec<String> {
    let mut lacks = Vec::new();
    if !stored.is_read {
        lacks.push(look.word("admin-lacks-reader"));
    }
    if stored.office.mailbox.is_none() {
        lacks.push(look.word("admin-lacks-mailbox"));
    }
    if stored.waiting > 0 {
        let number = super::super::view::counts::number(look, stored.waiting);
        lacks.push(look.words.with("admin-waiting", "count", &number));
    }
    lacks
}
