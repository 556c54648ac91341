//! An area, `/staff/admin/areas/new` and `/staff/admin/areas/{municipality}/{code}`: its names and the office that
//! serves it. Area and rule come and go together.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::change::{self, Refusal};
use super::form::{Fault, Form, line};
use super::here::Here;
use super::municipalities::fill_unnamed;
use super::office_form::slug;
use super::rule::{chosen_office, insert, municipality_options, office_options};
use crate::domain::access::Capability;
use crate::domain::office::OfficeId;
use crate::domain::places::{MunicipalityCode, Names};
use crate::domain::rules::{Area, Condition};
use crate::intake::App;
use crate::intake::change_directory::Wanted;
use crate::intake::directory_state::DirectoryState;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Button, ButtonLook};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::staff::look::answer;
use crate::web::staff::look::see_other;

/// `GET /staff/admin/areas/new`
///
/// # Errors
/// [`WebError::not_found`] for who does not keep the county's directory.
pub async fn show_new(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of_county(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let state = here.state().await?;
    draw(&here, &state, None, &Fields::new(Vec::new()), &[], StatusCode::OK)
}

/// `GET /staff/admin/areas/{municipality}/{code}`
///
/// # Errors
/// As [`show_new`], and for an area that is not there.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    place: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let here = Here::of_county(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let state = here.state().await?;
    let area = find(&here, &state, &place)?;
    let office = office_of(&state.directory, area);
    let fields = [
        ("name_fi", area.names.fi.clone()),
        ("name_sv", area.names.sv.clone()),
        ("name_en", area.names.en.clone()),
        ("office", office.map(|id| id.to_string()).unwrap_or_default()),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    let fields = Fields::new(fields.into());
    draw(&here, &state, Some(area), &fields, &[], StatusCode::OK)
}

/// `POST /staff/admin/areas/new`
///
/// # Errors
/// As [`show_new`].
pub async fn add(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of_county(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let state = here.state().await?;
    let municipality = MunicipalityCode::parse(fields.get("municipality"))
        .filter(|code| here.app.geography.county_of(*code) == Some(here.county()));
    let mut faults = Vec::new();
    if municipality.is_none() {
        let text = here.look.word("admin-fault-choose");
        faults.push(Fault::new("municipality", text));
    }
    let read = read(&here, &state, &fields, faults);
    let (Ok((names, office)), Some(municipality)) = (&read, municipality) else {
        let faults = read.err().unwrap_or_default();
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(&here, &state, None, &fields, &faults, status);
    };
    let area = Area {
        municipality,
        code: slug(&names.fi),
        names: names.clone(),
    };
    let mut wanted = change::wanted(&state, &fields);
    let condition = Condition::Area(area.code.clone(), municipality);
    wanted.areas.push(area);
    insert(&here, &mut wanted, condition, *office);
    fill_unnamed(&here, &mut wanted);
    finish(&here, &state, None, &fields, wanted, "added").await
}

/// `POST /staff/admin/areas/{municipality}/{code}`: changes or deletes it.
///
/// # Errors
/// As [`show`].
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    place: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of_county(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let state = here.state().await?;
    let stored = find(&here, &state, &place)?.clone();
    let condition = Condition::Area(stored.code.clone(), stored.municipality);
    let same = |area: &Area| area.code == stored.code && area.municipality == stored.municipality;
    let mut wanted = change::wanted(&state, &fields);
    if fields.get("go") == "delete" {
        wanted.areas.retain(|area| !same(area));
        wanted.rules.retain(|rule| rule.condition != condition);
        return finish(&here, &state, Some(&stored), &fields, wanted, "deleted").await;
    }
    let (names, office) = match read(&here, &state, &fields, Vec::new()) {
        Ok(read) => read,
        Err(faults) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return draw(&here, &state, Some(&stored), &fields, &faults, status);
        }
    };
    for area in &mut wanted.areas {
        if same(area) {
            area.names = names.clone();
        }
    }
    for rule in &mut wanted.rules {
        if rule.condition == condition {
            rule.office = office;
        }
    }
    finish(&here, &state, Some(&stored), &fields, wanted, "saved").await
}

async fn finish(
    here: &Here<'_>,
    state: &DirectoryState,
    stored: Option<&Area>,
    fields: &Fields,
    wanted: Wanted,
    done: &str,
) -> Result<HttpResponse, WebError> {
    if let Some(proof) = here.proof(fields, "areas").await? {
        return Ok(proof);
    }
    match change::apply(here, wanted).await? {
        Ok(()) => {
            let place = here.to(&format!("areas?done={done}"));
            Ok(see_other(place))
        }
        Err(refusal) => {
            let faults = change::told(here, &refusal);
            match refusal {
                Refusal::Stale => {
                    let state = here.state().await?;
                    draw(here, &state, stored, fields, &faults, StatusCode::CONFLICT)
                }
                Refusal::Faults(..) | Refusal::SameCode => {
                    let status = StatusCode::UNPROCESSABLE_ENTITY;
                    draw(here, state, stored, fields, &faults, status)
                }
            }
        }
    }
}

fn find<'s>(
    here: &Here<'_>,
    state: &'s DirectoryState,
    place: &(String, String),
) -> Result<&'s Area, WebError> {
    let municipality = MunicipalityCode::parse(&place.0)
        .filter(|code| here.app.geography.county_of(*code) == Some(here.county()))
        .ok_or_else(WebError::not_found)?;
    let mut areas = state.directory.areas.iter();
    areas
        .find(|area| area.municipality == municipality && area.code == place.1)
        .ok_or_else(WebError::not_found)
}

fn office_of(directory: &Wanted, area: &Area) -> Option<OfficeId> {
    let condition = Condition::Area(area.code.clone(), area.municipality);
    let mut rules = directory.rules.iter();
    rules
        .find(|rule| rule.condition == condition)
        .map(|rule| rule.office)
}

fn read(
    here: &Here<'_>,
    state: &DirectoryState,
    fields: &Fields,
    mut faults: Vec<Fault>,
) -> Result<(Names, OfficeId), Vec<Fault>> {
    let look = &here.look;
    let mut name = |field: &'static str| {
        line(fields.get(field)).unwrap_or_else(|| {
            faults.push(Fault::new(field, look.word("admin-fault-too-long")));
            String::new()
        })
    };
    let (fi, sv, en) = (name("name_fi"), name("name_sv"), name("name_en"));
    if slug(&fi).is_empty() {
        faults.push(Fault::new("name_fi", look.word("admin-fault-name")));
    }
    let office = chosen_office(here, state, fields);
    if office.is_none() {
        faults.push(Fault::new("office", look.word("admin-fault-choose")));
    }
    let or_finnish = |name: String| if name.is_empty() { fi.clone() } else { name };
    let names = Names {
        sv: or_finnish(sv),
        en: or_finnish(en),
        fi: fi.clone(),
    };
    match office {
        Some(office) if faults.is_empty() => Ok((names, office)),
        _ => Err(faults),
    }
}

fn draw(
    here: &Here<'_>,
    state: &DirectoryState,
    stored: Option<&Area>,
    typed: &Fields,
    faults: &[Fault],
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let look = &here.look;
    let heading = stored.map_or_else(
        || look.word("admin-area-new"),
        |area| area.names.get(look.words.language()).to_owned(),
    );
    let mut page = here.page(heading);
    page.errors = here.errors(faults);
    let form = Form { look, faults };
    let mut blocks = Vec::new();
    let mut buttons = Vec::new();
    let action = if let Some(area) = stored {
        buttons.push(Button::go("save", look.word("admin-save")));
        buttons.push(Button::go("delete", look.word("admin-area-delete")).looking(ButtonLook::Warning));
        format!("areas/{}/{}", area.municipality, area.code)
    } else {
        blocks.push(form.select(
            "municipality",
            municipality_options(here, "choose"),
            typed.get("municipality"),
        ));
        buttons.push(Button::go("add", look.word("admin-area-add")));
        "areas/new".to_owned()
    };
    blocks.extend([
        form.text("name_fi", typed.get("name_fi"), Width::Full),
        form.text("name_sv", typed.get("name_sv"), Width::Full),
        form.text("name_en", typed.get("name_en"), Width::Full),
        form.select("office", office_options(here, state), typed.get("office")),
    ]);
    page.form = Some(StaffForm {
        action: here.to(&action),
        hidden: here.hidden(state.directory.version),
        blocks: blocks.into(),
        buttons,
    });
    answer(&page, status)
}
