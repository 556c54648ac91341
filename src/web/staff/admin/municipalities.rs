//! Which office serves which municipality, `/staff/admin/municipalities`, and the list of those that nobody serves.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::change;
use super::form::Fault;
use super::here::Here;
use crate::domain::access::Capability;
use crate::domain::office::OfficeId;
use crate::domain::places::MunicipalityCode;
use crate::domain::rules::{Condition, RoutingRule};
use crate::intake::App;
use crate::intake::change_directory::Wanted;
use crate::intake::directory_state::DirectoryState;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::{StaffForm, StaffPage};
use crate::web::page::view::{Colour, Column, Line, Row, Table, Tag};
use crate::web::staff::look::answer;
use crate::web::staff::look::see_other;

/// Who serves a municipality.
#[derive(Debug, PartialEq, Eq)]
enum Served {
    /// One rule for all of it.
    By(OfficeId),
    /// Several offices share it by areas or postal codes.
    Shared(Vec<OfficeId>),
    /// The county's one office, which needs no rule.
    Default(OfficeId),
    /// Nobody has said who.
    Nobody,
}

/// `GET /staff/admin/municipalities`
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
    let mut page = page_of(&here, &state, &[]);
    page.banner = here.banner(Fields::new(query.into_inner()).get("done"));
    answer(&page, StatusCode::OK)
}

/// `POST /staff/admin/municipalities`: municipalities without a rule get one, to the default office.
///
/// # Errors
/// [`WebError::not_found`] for who does not keep the county's directory.
pub async fn fill(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of_county(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    if let Some(proof) = here.proof(&fields, "municipalities").await? {
        return Ok(proof);
    }
    let state = here.state().await?;
    let mut wanted = change::wanted(&state, &fields);
    fill_unnamed(&here, &mut wanted);
    match change::apply(&here, wanted).await? {
        Ok(()) => {
            let place = here.to("municipalities?done=filled");
            Ok(see_other(place))
        }
        Err(refusal) => {
            let page = page_of(&here, &here.state().await?, &change::told(&here, &refusal));
            answer(&page, StatusCode::CONFLICT)
        }
    }
}

/// Adds, where several offices share the county, a rule to its default office for every municipality of which no rule
/// says who serves it: it is served as before, and now it says so.
pub fn fill_unnamed(here: &Here<'_>, wanted: &mut Wanted) {
    let county = here.county();
    let entry = wanted.counties.iter().find(|entry| entry.code == county);
    let Some(default) = entry.and_then(|entry| entry.default_office) else {
        return;
    };
    let unnamed: Vec<MunicipalityCode> = here
        .app
        .geography
        .municipalities_of(county)
        .filter(|code| served(here, wanted, *code) == Served::Nobody)
        .collect();
    for code in unnamed {
        wanted.rules.push(RoutingRule {
            county,
            position: 0,
            condition: Condition::Municipality(code),
            office: default,
        });
    }
}

fn served(here: &Here<'_>, wanted: &Wanted, code: MunicipalityCode) -> Served {
    let county = here.county();
    let mut shared = Vec::new();
    for rule in wanted.rules.iter().filter(|rule| rule.county == county) {
        let divides = match &rule.condition {
            Condition::Municipality(own) if *own == code => return Served::By(rule.office),
            Condition::Area(_, inside) => *inside == code,
            Condition::PostalCode(postal) => here.app.geography.municipality_of(*postal) == Some(code),
            _ => false,
        };
        if divides && !shared.contains(&rule.office) {
            shared.push(rule.office);
        }
    }
    if !shared.is_empty() {
        return Served::Shared(shared);
    }
    // As the check of a directory counts: where nothing leads to a second office, no rule is needed.
    let entry = wanted.counties.iter().find(|entry| entry.code == county);
    let default = entry.and_then(|entry| entry.default_office);
    let rules = wanted.rules.iter().filter(|rule| rule.county == county);
    let reached: BTreeSet<OfficeId> = rules.map(|rule| rule.office).chain(default).collect();
    match (reached.len(), default) {
        (1, Some(only)) => Served::Default(only),
        _ => Served::Nobody,
    }
}

fn page_of(here: &Here<'_>, state: &DirectoryState, faults: &[Fault]) -> StaffPage {
    let look = &here.look;
    let mut page = here.page(look.word("admin-municipalities"));
    page.errors = here.errors(faults);
    let mut places: Vec<(String, MunicipalityCode, Served)> = here
        .app
        .geography
        .municipalities_of(here.county())
        .map(|code| {
            (
                look.municipality(code),
                code,
                served(here, &state.directory, code),
            )
        })
        .collect();
    places.sort_by(|one, two| one.0.cmp(&two.0));
    let unserved: Vec<String> = places
        .iter()
        .filter(|(.., served)| *served == Served::Nobody)
        .map(|(name, ..)| name.clone())
        .collect();
    if unserved.is_empty() {
        page.before
            .items
            .push(Block::Inset(look.word("admin-unrouted-none")));
    } else {
        page.before.items.push(Block::Warning {
            prefix: look.word("admin-warning"),
            text: look.word("admin-unrouted-text"),
        });
        page.before.items.push(Block::List(unserved));
        if here.keeps_directory() {
            page.form = Some(StaffForm {
                action: here.to("municipalities"),
                hidden: here.hidden(state.directory.version),
                blocks: Vec::new().into(),
                buttons: vec![Button::go("fill", look.word("admin-fill"))],
            });
        }
    }
    let rows = places.into_iter().map(|(name, code, served)| {
        let head = vec![Line::text(name), Line::Quiet(code.to_string())];
        Row {
            cells: vec![head, by(here, state, &served)],
        }
    });
    let columns = ["admin-column-municipality", "admin-column-office"];
    page.after = vec![Block::Table(Table {
        caption: look.word("admin-municipalities"),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.collect(),
    })]
    .into();
    page
}

/// Who serves, in a cell.
fn by(here: &Here<'_>, state: &DirectoryState, served: &Served) -> Vec<Line> {
    let look = &here.look;
    let name = |id: &OfficeId| here.office_name(state, *id);
    match served {
        Served::By(id) => vec![Line::text(name(id))],
        Served::Shared(ids) => {
            let names: Vec<String> = ids.iter().map(name).collect();
            vec![
                Line::Quiet(look.word("admin-served-shared")),
                Line::text(names.join(", ")),
            ]
        }
        Served::Default(id) => vec![
            Line::text(name(id)),
            Line::Quiet(look.word("admin-served-default")),
        ],
        Served::Nobody => vec![Line::Tag(Tag {
            text: look.word("admin-served-nobody"),
            colour: Colour::Red,
        })],
    }
}
