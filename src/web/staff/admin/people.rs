//! The accounts of those whom somebody administers: the list, `GET /staff/admin/people`, and adding somebody,
//! `GET` and `POST /staff/admin/people/new`.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use super::form::Fault;
use super::here::Here;
use super::person::{self, Rights, text};
use crate::domain::access::Role;
use crate::intake::App;
use crate::intake::add_staff::AddStaffError;
use crate::intake::people::add::{AddError, New, add};
use crate::intake::people::change::PeopleError;
use crate::intake::people::{self as accounts, Person};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Colour, Column, Line, Link, Row, Table, Tag};
use crate::web::staff::look::{Look, answer};

/// Adds the pages.
pub(super) fn routes(service: &mut ServiceConfig) {
    service
        .service(web::resource("/staff/admin/people").route(web::get().to(show)))
        .service(
            web::resource("/staff/admin/people/new")
                .route(web::get().to(show_new))
                .route(web::post().to(submit)),
        )
        .service(
            web::resource("/staff/admin/people/{id}")
                .route(web::get().to(person::show))
                .route(web::post().to(person::save)),
        );
}

/// Shows the list.
///
/// # Errors
/// [`WebError::not_found`] for who administers no accounts.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of(&request, &app, &site, signed)?;
    let (working, session, now) = (app.clone(), here.signed.session.clone(), here.now);
    let people = blocking::run(move || accounts::list(&working, &session, now)).await?;
    let people = people.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = &here.look;
    let mut page = here.page(look.word("people-title"));
    page.shell.wide = true;
    page.before.items.push(if people.is_empty() {
        Block::Paragraph(look.word("people-empty"))
    } else {
        Block::Table(table(&here, &people))
    });
    let add = Link::new(here.to("people/new"), look.word("people-new"));
    page.after = vec![Block::Links(vec![add])].into();
    answer(&page, StatusCode::OK)
}

fn table(here: &Here<'_>, people: &[Person]) -> Table {
    let look = &here.look;
    let rows = people.iter().map(|person| {
        let name = Line::Link(Link::new(
            here.to(&format!("people/{}", person.id)),
            person.display_name.clone(),
        ));
        let offices = person
            .offices
            .iter()
            .map(|office| Line::Text(look.office(*office)));
        Row {
            cells: vec![
                vec![name, Line::Quiet(person.user_name.clone())],
                role_lines(look, person),
                offices.collect(),
                vec![standing(look, person), open_sessions(look, person)],
            ],
        }
    });
    let columns = ["people-name", "people-role", "people-offices", "people-state"];
    Table {
        caption: look.word("people-title"),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).into(),
        rows: rows.collect(),
    }
}

/// The role, and the flag where it says more.
pub(super) fn role_lines(look: &Look, person: &Person) -> Vec<Line> {
    let mut lines = vec![Line::Text(
        look.words.code("role", person.role.as_str()).into_owned(),
    )];
    if person.social_worker && person.role != Role::SocialWorker {
        lines.push(Line::Quiet(look.word("people-social-worker")));
    }
    lines
}

/// How the account stands, as a tag.
pub(super) fn standing(look: &Look, person: &Person) -> Line {
    let (key, colour) = match (person.locked, person.set_up) {
        (true, _) => ("people-locked", Colour::Red),
        (false, false) => ("people-not-set-up", Colour::Yellow),
        (false, true) => ("people-works", Colour::Green),
    };
    Line::Tag(Tag {
        text: look.word(key),
        colour,
    })
}

/// How many sessions are open.
pub(super) fn open_sessions(look: &Look, person: &Person) -> Line {
    Line::Quiet(look.words.count("people-sessions", "count", person.sessions))
}

/// Shows the form for somebody new.
///
/// # Errors
/// As [`show`].
pub async fn show_new(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of(&request, &app, &site, signed)?;
    if !accounts::may(&here.signed.session) {
        return Err(WebError::not_found());
    }
    if let Some(first) = here.proof(&Fields::new(Vec::new()), "people/new").await? {
        return Ok(first);
    }
    new_page(&here, &Fields::new(Vec::new()), &[], StatusCode::OK)
}

/// Adds somebody and shows the link by which they set the account up, once.
///
/// # Errors
/// As [`show`].
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of(&request, &app, &site, signed)?;
    if !accounts::may(&here.signed.session) {
        return Err(WebError::not_found());
    }
    if let Some(first) = here.proof(&fields, "people/new").await? {
        return Ok(first);
    }
    let rights = Rights::of(&fields);
    let lacks = lacks(&here.look, &fields, &rights);
    if !lacks.is_empty() {
        return new_page(&here, &fields, &lacks, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let new = New {
        user_name: fields.get("user_name").to_owned(),
        display_name: fields.get("display_name").to_owned(),
        role: rights.role,
        social_worker: rights.social_worker,
        offices: rights.offices,
    };
    let (working, session, now) = (app.clone(), here.signed.session.clone(), here.now);
    let added = blocking::run(move || add(&working, &session, new, now)).await?;
    let look = &here.look;
    let fault = match added {
        Ok((id, link)) => {
            let back = here.to(&format!("people/{id}"));
            return person::link_page(&here, &site, &link, back);
        }
        Err(
            AddError::People(PeopleError::Intake(error)) | AddError::Account(AddStaffError::Intake(error)),
        ) => {
            return Err(failed(error));
        }
        Err(AddError::People(error)) => person::fault(look, &error),
        Err(AddError::Account(AddStaffError::UserName)) => {
            Fault::new("user_name", look.word("people-user-name-error"))
        }
        Err(AddError::Account(AddStaffError::Taken)) => {
            Fault::new("user_name", look.word("people-user-name-taken"))
        }
        Err(AddError::Account(AddStaffError::DisplayName)) => {
            Fault::new("display_name", look.word("people-display-name-error"))
        }
        Err(AddError::Account(AddStaffError::Office(_))) => {
            Fault::new("office", look.word("people-offices-error"))
        }
        Err(AddError::Account(_)) => Fault::new("main", look.word("people-not-now")),
    };
    new_page(&here, &fields, &[fault], StatusCode::UNPROCESSABLE_ENTITY)
}

/// What is not filled in at all.
fn lacks(look: &Look, fields: &Fields, rights: &Rights) -> Vec<Fault> {
    let empty = |name| fields.get(name).trim().is_empty();
    let lacks = [
        (empty("user_name"), "user_name", "people-user-name-error"),
        (empty("display_name"), "display_name", "people-display-name-error"),
        (rights.role.is_none(), "role", "people-role-error"),
        (rights.offices.is_empty(), "office", "people-offices-error"),
    ];
    let lacks = lacks.into_iter().filter(|(lacks, _, _)| *lacks);
    lacks
        .map(|(_, field, key)| Fault::new(field, look.word(key)))
        .collect()
}

fn new_page(
    here: &Here<'_>,
    fields: &Fields,
    faults: &[Fault],
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let look = &here.look;
    let mut page = here.page(look.word("people-new"));
    page.before.items.push(Block::Links(vec![here.to_people()]));
    page.errors = here.errors(faults);
    let rights = Rights::of(fields);
    let mut blocks = vec![
        text(look, faults, "user_name", fields.get("user_name"), Width::Twenty),
        text(
            look,
            faults,
            "display_name",
            fields.get("display_name"),
            Width::Full,
        ),
    ];
    blocks.extend(rights.blocks(here, faults));
    page.form = Some(StaffForm {
        action: here.to("people/new"),
        hidden: here.hidden_alone(),
        blocks: blocks.into(),
        buttons: vec![Button::go("add", look.word("people-add"))],
    });
    answer(&page, status)
}
