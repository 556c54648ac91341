//! A new rule, `/staff/admin/rules/new`: by municipality, postal codes, language, unborn child or authority. Areas bring
//! their own rules.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::change::{self, Refusal};
use super::form::{Fault, Form};
use super::here::Here;
use super::municipalities::fill_unnamed;
use crate::domain::access::Capability;
use crate::domain::language::LanguageCode;
use crate::domain::office::{OfficeId, OfficeKind};
use crate::domain::places::{MunicipalityCode, PostalCode};
use crate::domain::rules::{Condition, DirectoryFault, RoutingRule};
use crate::intake::App;
use crate::intake::change_directory::Wanted;
use crate::intake::directory_state::DirectoryState;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::staff::look::answer;
use crate::web::staff::look::see_other;

/// The kinds of rules that the form makes.
const KINDS: [&str; 5] = ["municipality", "postal_code", "language", "prenatal", "authority"];

/// `GET /staff/admin/rules/new`
///
/// # Errors
/// [`WebError::not_found`] for who does not keep the county's directory.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of_county(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let state = here.state().await?;
    draw(&here, &state, &Fields::new(Vec::new()), &[], StatusCode::OK)
}

/// `POST /staff/admin/rules/new`
///
/// # Errors
/// As [`show`].
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
    let (conditions, office) = match read(&here, &state, &fields) {
        Ok(read) => read,
        Err(faults) => return draw(&here, &state, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY),
    };
    if let Some(proof) = here.proof(&fields, "rules/new").await? {
        return Ok(proof);
    }
    let mut wanted = change::wanted(&state, &fields);
    for condition in conditions {
        insert(&here, &mut wanted, condition, office);
    }
    // With a second office each municipality must have a rule: those without one stay where they are.
    fill_unnamed(&here, &mut wanted);
    match change::apply(&here, wanted).await? {
        Ok(()) => {
            let place = here.to("rules?done=added");
            Ok(see_other(place))
        }
        Err(refusal) => {
            let status = match refusal {
                Refusal::Stale => StatusCode::CONFLICT,
                Refusal::Faults(..) | Refusal::SameCode => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let faults: Vec<Fault> = change::told(&here, &refusal)
                .into_iter()
                .map(|fault| Fault {
                    field: field_of(&refusal),
                    ..fault
                })
                .collect();
            draw(&here, &here.state().await?, &fields, &faults, status)
        }
    }
}

/// Where a refusal is shown: at the place of the rule, where it is about the rule itself.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Faults(_, faults) => match faults.first() {
            Some(DirectoryFault::NothingToAsk { .. }) => "postal_codes",
            Some(DirectoryFault::WrongOffice(_)) => "office",
            _ => "looks_at",
        },
        Refusal::Stale | Refusal::SameCode => "looks_at",
    }
}

/// Puts a rule where it belongs: behind the last one that asks for as much as it does, before what is more general.
pub fn insert(here: &Here<'_>, wanted: &mut Wanted, condition: Condition, office: OfficeId) {
    let county = here.county();
    let general = rank(&condition);
    let rule = RoutingRule {
        county,
        position: 0,
        condition,
        office,
    };
    let more_general = |other: &RoutingRule| other.county == county && rank(&other.condition) > general;
    let place = wanted.rules.iter().position(more_general);
    wanted.rules.insert(place.unwrap_or(wanted.rules.len()), rule);
}

/// How general a condition is, in the order in which rules are best asked.
const fn rank(condition: &Condition) -> u8 {
    match condition {
        Condition::Prenatal(Some(_)) | Condition::Authority(Some(_)) => 0,
        Condition::Prenatal(None) | Condition::Authority(None) => 1,
        Condition::Language(_, Some(_)) => 2,
        Condition::Language(_, None) => 3,
        Condition::Area(..) => 4,
        Condition::PostalCode(_) => 5,
        Condition::Municipality(_) => 6,
    }
}

fn read(
    here: &Here<'_>,
    state: &DirectoryState,
    fields: &Fields,
) -> Result<(Vec<Condition>, OfficeId), Vec<Fault>> {
    let look = &here.look;
    let mut faults = Vec::new();
    let place = match fields.get("municipality") {
        "" => None,
        code => MunicipalityCode::parse(code).filter(|code| {
            let own = here.app.geography.county_of(*code) == Some(here.county());
            if !own {
                faults.push(Fault::new("municipality", look.word("admin-fault-choose")));
            }
            own
        }),
    };
    let conditions = match fields.get("looks_at") {
        "municipality" => {
            if place.is_none() {
                faults.push(Fault::new("municipality", look.word("admin-fault-choose")));
            }
            place.map(Condition::Municipality).into_iter().collect()
        }
        "postal_code" => {
            let typed = fields.get("postal_codes");
            let words = typed.split([' ', ',', ';', '\n', '\r', '\t']);
            let read = words.filter(|word| !word.is_empty()).map(PostalCode::parse);
            match read.collect::<Option<Vec<_>>>() {
                Some(codes) if !codes.is_empty() => codes.into_iter().map(Condition::PostalCode).collect(),
                _ => {
                    faults.push(Fault::new("postal_codes", look.word("admin-fault-postal-codes")));
                    Vec::new()
                }
            }
        }
        "language" => {
            let typed = fields.get("language");
            let meant = LanguageCode::meant_by(typed);
            if meant.is_none() {
                let told = look.words.with("admin-fault-language", "word", typed);
                faults.push(Fault::new("language", told));
            }
            let language = |meant| Condition::Language(meant, place);
            meant.map(language).into_iter().collect()
        }
        "prenatal" => vec![Condition::Prenatal(place)],
        "authority" => vec![Condition::Authority(place)],
        _ => {
            faults.push(Fault::new("looks_at", look.word("admin-fault-choose")));
            Vec::new()
        }
    };
    match chosen_office(here, state, fields) {
        Some(office) if faults.is_empty() => Ok((conditions, office)),
        office => {
            if office.is_none() {
                faults.push(Fault::new("office", look.word("admin-fault-choose")));
            }
            Err(faults)
        }
    }
}

/// The regional office of the county that the field `office` names.
pub fn chosen_office(here: &Here<'_>, state: &DirectoryState, fields: &Fields) -> Option<OfficeId> {
    let typed = fields.get("office");
    let mut own = here.own_offices(state);
    own.find(|office| office.kind == OfficeKind::Regional && office.id.to_string() == typed)
        .map(|office| office.id)
}

/// The regional offices of the county to choose from.
pub fn office_options(here: &Here<'_>, state: &DirectoryState) -> Vec<(String, String)> {
    let own = here
        .own_offices(state)
        .filter(|office| office.kind == OfficeKind::Regional);
    let own = own.map(|office| (office.id.to_string(), here.office_name(state, office.id)));
    std::iter::once((String::new(), here.look.word("choose")))
        .chain(own)
        .collect()
}

/// The municipalities of the county to choose from, with `none` for none.
pub fn municipality_options(here: &Here<'_>, none: &str) -> Vec<(String, String)> {
    let look = &here.look;
    let mut places: Vec<(String, String)> = here
        .app
        .geography
        .municipalities_of(here.county())
        .map(|code| (code.to_string(), look.municipality(code)))
        .collect();
    places.sort_by(|one, two| one.1.cmp(&two.1));
    std::iter::once((String::new(), look.word(none)))
        .chain(places)
        .collect()
}

fn draw(
    here: &Here<'_>,
    state: &DirectoryState,
    typed: &Fields,
    faults: &[Fault],
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let look = &here.look;
    let mut page = here.page(look.word("admin-rule-new"));
    page.errors = here.errors(faults);
    let form = Form { look, faults };
    let kinds = KINDS.map(|kind| {
        let key = format!("admin-looks-at-{kind}").replace('_', "-");
        (kind.to_owned(), look.word(&key))
    });
    page.before
        .items
        .push(Block::Paragraph(look.word("admin-rule-new-text")));
    page.form = Some(StaffForm {
        action: here.to("rules/new"),
        hidden: here.hidden(state.directory.version),
        blocks: vec![
            form.radios("looks_at", kinds.into(), typed.get("looks_at")),
            form.select(
                "municipality",
                municipality_options(here, "admin-whole-county"),
                typed.get("municipality"),
            ),
            form.lines("postal_codes", typed.get("postal_codes"), 3),
            form.text("language", typed.get("language"), Width::Twenty),
            form.select("office", office_options(here, state), typed.get("office")),
        ]
        .into(),
        buttons: vec![Button::go("add", look.word("admin-rule-add"))],
    });
    answer(&page, status)
}
