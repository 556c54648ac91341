//! The areas from which a reporter chooses where a postal code does not tell, `GET /staff/admin/areas`.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::here::Here;
use crate::domain::rules::Condition;
use crate::intake::App;
use crate::intake::directory_state::DirectoryState;
use crate::web::error::WebError;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::Block;
use crate::web::page::view::{Column, Line, Link, Row, Table};
use crate::web::staff::look::answer;

/// Shows the list.
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
    let look = &here.look;
    let mut page = here.page(look.word("admin-areas"));
    page.banner = here.banner(Fields::new(query.into_inner()).get("done"));
    page.before
        .items
        .push(Block::Paragraph(look.word("admin-areas-text")));
    let table = table(&here, &state);
    page.before.items.push(if table.rows.is_empty() {
        Block::Paragraph(look.word("admin-areas-empty"))
    } else {
        Block::Table(table)
    });
    if here.keeps_directory() {
        let add = Link::new(here.to("areas/new"), look.word("admin-area-new"));
        page.after = vec![Block::Links(vec![add])].into();
    }
    answer(&page, StatusCode::OK)
}

fn table(here: &Here<'_>, state: &DirectoryState) -> Table {
    let look = &here.look;
    let own = state
        .directory
        .areas
        .iter()
        .filter(|area| here.app.geography.county_of(area.municipality) == Some(here.county()));
    let rows = own.map(|area| {
        let name = area.names.get(look.words.language());
        let head = if here.keeps_directory() {
            let page = format!("areas/{}/{}", area.municipality, area.code);
            Line::Link(Link::new(here.to(&page), name))
        } else {
            Line::text(name)
        };
        let condition = Condition::Area(area.code.clone(), area.municipality);
        let rules = state.directory.rules.iter();
        let office = rules
            .filter(|rule| rule.condition == condition)
            .map(|rule| Line::text(here.office_name(state, rule.office)));
        Row {
            cells: vec![
                vec![head],
                vec![Line::text(look.municipality(area.municipality))],
                office.collect(),
            ],
        }
    });
    let columns = [
        "admin-column-area",
        "admin-column-municipality",
        "admin-column-office",
    ];
    Table {
        caption: look.word("admin-areas"),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.collect(),
    }
}
