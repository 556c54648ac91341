//! An office, `/staff/admin/offices/{id}` and `…/new`: how people reach it and when it answers.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::change::{self, Refusal};
use super::form::{Fault, Form};
use super::here::Here;
use super::hours_view;
use super::office_form::{Typed, address};
use super::offices;
use crate::domain::access::Capability;
use crate::domain::office::{Office, OfficeId, OfficeKind};
use crate::domain::places::Names;
use crate::intake::App;
use crate::intake::directory_state::{DirectoryState, OfficeState};
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button, Details};
use crate::web::page::pages::{StaffForm, StaffPage};
use crate::web::page::view::{Line, SummaryList, SummaryRow};
use crate::web::staff::look::answer;
use crate::web::staff::look::see_other;

/// The form of an office that is drawn again, with what was wrong.
struct Again {
    typed: Typed,
    faults: Vec<Fault>,
    status: StatusCode,
}

/// `GET /staff/admin/offices/{id}`
///
/// # Errors
/// [`WebError::not_found`] for an office that is absent or not the person's.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    id: Path<String>,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let here = Here::of(&request, &app, &site, signed)?;
    let state = here.state().await?;
    let office = find(&state, &id)?;
    let mut page = page_of(&here, &state, office, None);
    page.banner = here.banner(Fields::new(query.into_inner()).get("done"));
    answer(&page, StatusCode::OK)
}

/// `GET /staff/admin/offices/new`
///
/// # Errors
/// [`WebError::not_found`] for who does not keep the directory.
pub async fn show_new(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let state = here.state().await?;
    let again = Again {
        typed: Typed::empty(),
        faults: Vec::new(),
        status: StatusCode::OK,
    };
    new_page(&here, &state, &again)
}

/// `POST /staff/admin/offices/{id}`
///
/// # Errors
/// As [`show`]; [`WebError::not_found`] too for who may only look.
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of(&request, &app, &site, signed)?;
    let state = here.state().await?;
    let stored = find(&state, &id)?;
    here.must(Capability::KeepOffice, Some(stored.office.id))?;
    let typed = Typed::of(&fields);
    let refused = match typed.read(&stored.office, &here.look, here.keeps_directory(), false) {
        Err(faults) => Again {
            typed,
            faults,
            status: StatusCode::UNPROCESSABLE_ENTITY,
        },
        Ok(office) => {
            if let Some(proof) = here.proof(&fields, "offices").await? {
                return Ok(proof);
            }
            let mut wanted = change::wanted(&state, &fields);
            for other in &mut wanted.offices {
                if other.id == office.id {
                    other.clone_from(&office);
                }
            }
            match change::apply(&here, wanted).await? {
                Ok(()) => return Ok(done(&here, office.id, "saved")),
                Err(refusal) => again(&here, typed, &refusal),
            }
        }
    };
    let status = refused.status;
    // Meanwhile it may be another one than when the form was made.
    let state = here.state().await?;
    let page = page_of(&here, &state, find(&state, &id)?, Some(refused));
    answer(&page, status)
}

/// `POST /staff/admin/offices/new`
///
/// # Errors
/// [`WebError::not_found`] for who does not keep the directory.
pub async fn add(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let state = here.state().await?;
    let typed = Typed::of(&fields);
    let empty = Names {
        fi: String::new(),
        sv: String::new(),
        en: String::new(),
    };
    let blank = Office::new(OfficeId(app.ids.uuid()), here.county(), empty);
    let refused = match typed.read(&blank, &here.look, true, true) {
        Err(faults) => Again {
            typed,
            faults,
            status: StatusCode::UNPROCESSABLE_ENTITY,
        },
        Ok(office) => {
            if let Some(proof) = here.proof(&fields, "offices/new").await? {
                return Ok(proof);
            }
            let mut wanted = change::wanted(&state, &fields);
            first_of_its_kind(&here, &office, &mut wanted);
            let id = office.id;
            wanted.offices.push(office);
            match change::apply(&here, wanted).await? {
                Ok(()) => return Ok(done(&here, id, "added")),
                Err(refusal) => again(&here, typed, &refusal),
            }
        }
    };
    new_page(&here, &here.state().await?, &refused)
}

/// The first regional office of a county is its default office, the first duty service its duty service.
fn first_of_its_kind(here: &Here<'_>, office: &Office, wanted: &mut crate::intake::change_directory::Wanted) {
    for county in &mut wanted.counties {
        if county.code == here.county() {
            let place = match office.kind {
                OfficeKind::Regional => &mut county.default_office,
                OfficeKind::Duty => &mut county.duty_office,
            };
            place.get_or_insert(office.id);
        }
    }
}

fn again(here: &Here<'_>, typed: Typed, refusal: &Refusal) -> Again {
    Again {
        typed,
        faults: change::told(here, refusal),
        status: match refusal {
            Refusal::Stale => StatusCode::CONFLICT,
            Refusal::Faults(..) | Refusal::SameCode => StatusCode::UNPROCESSABLE_ENTITY,
        },
    }
}

fn done(here: &Here<'_>, id: OfficeId, done: &str) -> HttpResponse {
    let place = here.to(&format!("offices/{id}?done={done}"));
    see_other(place)
}

fn find<'s>(state: &'s DirectoryState, id: &str) -> Result<&'s OfficeState, WebError> {
    let id = id.parse().map_err(|_shape| WebError::not_found())?;
    state.office(OfficeId(id)).ok_or_else(WebError::not_found)
}

fn new_page(here: &Here<'_>, state: &DirectoryState, again: &Again) -> Result<HttpResponse, WebError> {
    let mut page = here.page(here.look.word("admin-office-new"));
    page.errors = here.errors(&again.faults);
    let form = Form {
        look: &here.look,
        faults: &again.faults,
    };
    page.before
        .items
        .push(Block::Paragraph(here.look.word("admin-office-new-text")));
    page.form = Some(StaffForm {
        action: here.to("offices/new"),
        hidden: here.hidden(state.directory.version),
        blocks: again.typed.blocks(&form, true, true).into(),
        buttons: vec![Button::go("add", here.look.word("admin-office-add"))],
    });
    answer(&page, again.status)
}

/// The page of an office: how it stands, its form or its data, its hours.
fn page_of(here: &Here<'_>, state: &DirectoryState, stored: &OfficeState, again: Option<Again>) -> StaffPage {
    let look = &here.look;
    let office = &stored.office;
    let mut page = here.page(office.name(look.words.language()).to_owned());
    page.before.items.push(Block::Summary(SummaryList {
        rows: standing(here, stored),
    }));
    let clash = again
        .as_ref()
        .is_some_and(|again| again.status == StatusCode::CONFLICT);
    let (typed, faults) = match again {
        Some(again) => (again.typed, again.faults),
        None => (Typed::from(office, look), Vec::new()),
    };
    page.errors = here.errors(&faults);
    if here.may(Capability::KeepOffice, Some(office.id)) {
        if clash {
            page.before.items.push(Block::Details(Details {
                summary: look.word("admin-stored-now"),
                open: true,
                inside: vec![Block::Summary(data(here, office))].into(),
            }));
        }
        let form = Form {
            look,
            faults: &faults,
        };
        page.form = Some(StaffForm {
            action: here.to(&format!("offices/{}", office.id)),
            hidden: here.hidden(state.directory.version),
            blocks: typed.blocks(&form, here.keeps_directory(), false).into(),
            buttons: vec![Button::go("save", look.word("admin-save"))],
        });
    } else {
        page.before.items.push(Block::Summary(data(here, office)));
    }
    let hours = typed.hours().unwrap_or_else(|| office.hours.clone());
    page.after = vec![Block::Table(hours_view::preview(look, &hours))].into();
    page
}

/// How the office stands: state, what is missing, whether it answers now.
fn standing(here: &Here<'_>, stored: &OfficeState) -> Vec<SummaryRow> {
    let look = &here.look;
    let mut state = vec![offices::readiness(look, stored)];
    state.extend(offices::missing(look, stored).into_iter().map(Line::Quiet));
    [
        ("admin-office-code", vec![Line::text(stored.office.code.as_str())]),
        ("admin-office-state", state),
        ("admin-office-now", hours_view::now(look, &stored.office.hours)),
    ]
    .map(|(key, value)| row(here, key, value))
    .into()
}

fn row(here: &Here<'_>, key: &str, value: Vec<Line>) -> SummaryRow {
    SummaryRow {
        key: here.look.word(key),
        value,
        action: None,
    }
}

/// What is stored of the office, to be read.
fn data(here: &Here<'_>, office: &Office) -> SummaryList {
    let look = &here.look;
    let none = || look.word("admin-none");
    let shown = |text: &str| {
        let text = if text.is_empty() { none() } else { text.to_owned() };
        vec![Line::text(text)]
    };
    let language = look.words.language();
    let languages: Vec<String> = office
        .languages
        .iter()
        .map(|code| super::words::language(look, code))
        .collect();
    let kind = look.word(&format!("admin-kind-{}", office.kind.as_str()));
    let rows = [
        ("admin-field-name-fi", shown(&office.names.fi)),
        ("admin-field-name-sv", shown(&office.names.sv)),
        ("admin-field-name-en", shown(&office.names.en)),
        (
            "admin-field-name-se",
            shown(office.name_se.as_deref().unwrap_or_default()),
        ),
        ("admin-field-kind", shown(&kind)),
        ("admin-field-address", shown(&office.address)),
        ("admin-field-languages", shown(&languages.join(", "))),
        (
            "admin-field-phones",
            shown(&super::phone_words::show(&office.phones.to_string(), language)),
        ),
        (
            "admin-field-hours",
            shown(&super::hours_words::show(office.hours.as_str(), language)),
        ),
        ("admin-field-mailbox", shown(&address(office.mailbox.as_ref()))),
        (
            "admin-field-supervisor-mailbox",
            shown(&address(office.supervisor_mailbox.as_ref())),
        ),
    ];
    SummaryList {
        rows: rows.map(|(key, value)| row(here, key, value)).into(),
    }
}
