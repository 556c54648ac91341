//! A box to try routing, `/staff/admin/routing`: which office would get it, by which rule, who would answer. Asked by
//! POST, so that no address stands in an address line or a log; nothing of it is stored.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::form::{Fault, Form};
use super::here::Here;
use super::when::When;
use super::words;
use crate::domain::answering::{AnsweredBy, answering};
use crate::domain::hours::OpeningState;
use crate::domain::language::LanguageCode;
use crate::domain::phone::Audience;
use crate::domain::places::{MunicipalityCode, PostalCode};
use crate::domain::routing::{Address, Decision, OfficeReason, route};
use crate::intake::App;
use crate::intake::kept_routing::KeptRouting;
use crate::places::{Match, Places};
use crate::text::{FluentValue, dates};
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, SummaryList, SummaryRow};
use crate::web::staff::look::answer;
use crate::web::staff::view::routing as reason_words;

/// `GET /staff/admin/routing`
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
    let when = When::now(&here.look);
    let empty = Fields::new(Vec::new());
    draw(&here, &empty, &when, &[], Vec::new(), StatusCode::OK)
}

/// `POST /staff/admin/routing`
///
/// # Errors
/// As [`show`].
pub async fn ask(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of(&request, &app, &site, signed)?;
    let when = When::of(&fields);
    let mut faults = Vec::new();
    let address = read(&here, &fields, &mut faults);
    match when.read(&here.look) {
        Ok(at) if faults.is_empty() => {
            let result = result(&here, &address, at);
            draw(&here, &fields, &when, &[], result, StatusCode::OK)
        }
        read => {
            faults.extend(read.err());
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            draw(&here, &fields, &when, &faults, Vec::new(), status)
        }
    }
}

/// The address that was typed; what is not understood is a fault, except a postal code that is not listed.
fn read(here: &Here<'_>, fields: &Fields, faults: &mut Vec<Fault>) -> Address {
    let look = &here.look;
    let typed = fields.get("place").trim();
    let municipality = match typed {
        "" => None,
        typed => MunicipalityCode::parse(typed)
            .filter(|code| here.app.geography.county_of(*code).is_some())
            .or_else(|| match Places::embedded().match_name(typed) {
                Match::Sure(code) => Some(code),
                Match::Several(codes) => {
                    let names: Vec<String> = codes.iter().map(|code| look.municipality(*code)).collect();
                    let text = look
                        .words
                        .with("admin-fault-several", "places", &names.join(", "));
                    faults.push(Fault::new("place", text));
                    None
                }
                Match::PostalCode { .. } | Match::None => {
                    faults.push(Fault::new("place", look.word("admin-fault-place")));
                    None
                }
            }),
    };
    let typed = fields.get("postal_code").trim();
    let postal_code = PostalCode::parse(typed);
    if postal_code.is_none() && !typed.is_empty() {
        let text = look.word("problem-postal-code-invalid");
        faults.push(Fault::new("postal_code", text));
    }
    let typed = fields.get("language").trim();
    let language = LanguageCode::meant_by(typed);
    if language.is_none() && !typed.is_empty() {
        let text = look.words.with("admin-fault-language", "word", typed);
        faults.push(Fault::new("language", text));
    }
    Address {
        municipality,
        postal_code,
        area: Some(fields.get("area").to_owned()).filter(|area| !area.is_empty()),
        language,
        prenatal: fields.get("prenatal") == "yes",
        authority: fields.get("authority") == "yes",
        place_of_concern: None,
        of_another: false,
    }
}

/// Where it goes, why, and who answers.
fn result(here: &Here<'_>, address: &Address, at: chrono::DateTime<chrono::Utc>) -> Vec<Block> {
    let look = &here.look;
    let directory = here.app.directory();
    let decision = route(address, here.app.geography, &directory.rules);
    let office = decision.office.and_then(|id| directory.rules.office(id));
    let row = |key: &str, lines: Vec<String>| SummaryRow {
        key: look.word(key),
        value: lines.into_iter().map(Line::Text).collect(),
        action: None,
    };
    let name = office.map_or_else(
        || look.word("admin-none"),
        |office| office.name(look.words.language()).to_owned(),
    );
    let mut rows = vec![
        row("admin-county", vec![look.county(decision.county)]),
        row("admin-column-office", vec![name]),
        row("admin-why", why(here, &decision)),
    ];
    let audience = if address.authority {
        Audience::Professionals
    } else {
        Audience::Anyone
    };
    if decision.office.is_some() {
        let county = office.map_or(decision.county, |office| office.county);
        let told = answering(office, directory.rules.duty(county), audience, at);
        let by = match told.by {
            AnsweredBy::Office => "admin-answers-office",
            AnsweredBy::Duty => "admin-answers-duty",
            AnsweredBy::Emergency => "admin-answers-emergency",
        };
        let mut lines = vec![
            look.words
                .format(by, &[("phone", FluentValue::from(told.number().to_owned()))]),
        ];
        lines.push(match told.state {
            OpeningState::Unknown => look.word("admin-hours-unknown"),
            OpeningState::Open(_) => look.word("admin-hours-open"),
            OpeningState::Closed(None) => look.word("admin-hours-closed"),
            OpeningState::Closed(Some(opens)) => {
                let time = dates::moment(look.words, opens);
                look.words.with("admin-hours-opens", "time", &time)
            }
        });
        rows.push(row("admin-answers", lines));
    }
    vec![
        Block::Heading(look.word("admin-result")),
        Block::Summary(SummaryList { rows }),
    ]
}

/// The rule and its reason, by its name for an area.
fn why(here: &Here<'_>, decision: &Decision) -> Vec<String> {
    let look = &here.look;
    let rule = decision.rule.as_str();
    let kept = KeptRouting::of_today(decision.reason.clone());
    let mut lines = reason_words::lines(look, rule, &kept, false);
    if let (OfficeReason::Area { area }, Some(code)) = (&decision.reason.office, decision.reason.municipality)
    {
        let directory = here.app.directory();
        lines.push(words::area(look, area, code, directory.rules.areas(code)));
    }
    lines
}

fn draw(
    here: &Here<'_>,
    typed: &Fields,
    when: &When,
    faults: &[Fault],
    result: Vec<Block>,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let look = &here.look;
    let mut page = here.page(look.word("admin-routing"));
    page.errors = here.errors(faults);
    page.before.items.extend(result);
    page.before
        .items
        .push(Block::Paragraph(look.word("admin-routing-text")));
    let form = Form { look, faults };
    let mut blocks = vec![
        form.text("place", typed.get("place"), Width::Full),
        form.text("postal_code", typed.get("postal_code"), Width::Ten),
        form.select("area", areas(here), typed.get("area")),
        form.text("language", typed.get("language"), Width::Twenty),
        form.flag("prenatal", typed.get("prenatal") == "yes"),
        form.flag("authority", typed.get("authority") == "yes"),
    ];
    blocks.extend(when.blocks(&form));
    page.form = Some(StaffForm {
        action: here.to("routing"),
        hidden: here.hidden_alone(),
        blocks: blocks.into(),
        buttons: vec![Button::go("ask", look.word("admin-routing-ask"))],
    });
    answer(&page, status)
}

/// The areas of the county to choose from.
fn areas(here: &Here<'_>) -> Vec<(String, String)> {
    let look = &here.look;
    let directory = here.app.directory();
    let mut options = vec![(String::new(), look.word("admin-no-area"))];
    for code in here.app.geography.municipalities_of(here.county()) {
        let areas = directory.rules.areas(code);
        options.extend(areas.iter().map(|area| {
            let name = area.names.get(look.words.language());
            (area.code.clone(), format!("{}: {name}", look.municipality(code)))
        }));
    }
    options
}
