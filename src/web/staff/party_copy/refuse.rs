//! A request that is refused: the form on the page of the copies, and the notice for who asked,
//! `GET /staff/cases/{id}/party-refusals/{refusal}`.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::{faults, opened, page};
use crate::domain::language::Language;
use crate::domain::party_copy::{Lack, Recipient, RefusalGround, TypedRefusal};
use crate::intake::party_copy::{Material, print_refusal, refuse};
use crate::intake::{App, WorkError};
use crate::text::{FluentValue, Texts, dates};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::view::FaultLink;
use crate::web::staff::filled::{Filled, fault};
use crate::web::staff::look::{Look, answer, see_other};
use crate::web::staff::typed;
use crate::web::staff::view::party_copy::refusal::{self, Around, Form, REFUSE, SURE};
use crate::web::staff::view::party_copy::sheet::Sheet;

/// Refuses what was asked for and leads back to the list; or shows the form again with what lacks, everything typed kept.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not this person's to work on, and for somebody who may not
/// refuse.
pub async fn refuse(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    fields: &Fields,
    id: &str,
) -> Result<HttpResponse, WebError> {
    let copies = opened(app, signed, id).await?;
    let now = app.clock.now();
    let look = Look::new(app, signed.session.language, now);
    let typed = read(&look, signed.session.language, fields);
    let own: Uuid = fields
        .get("refusal")
        .parse()
        .unwrap_or_else(|_shape| app.ids.uuid());
    let (case, copy) = (copies.case.id, typed.clone());
    let (wrong, doubtful) = if copies.may_refuse {
        doubts(&look, &copies.material, &typed, fields.get(SURE) == "yes")
    } else {
        // Whoever may not refuse is told nothing of the words: the attempt is recorded below.
        (Vec::new(), false)
    };
    let (status, wrong) = if wrong.is_empty() {
        let (working, session) = (app.clone(), signed.session.clone());
        let done = blocking::run(move || refuse::refuse(&working, &session, case, own, &copy, now)).await?;
        match done {
            Ok(true) => {
                let place = format!("{}/staff/cases/{case}/party-copy", site.root(request));
                return Ok(see_other(place));
            }
            Ok(false) => return Err(WebError::not_found()),
            Err(WorkError::Intake(error)) => return Err(failed(error)),
            Err(WorkError::Lacks(lacks)) => (StatusCode::UNPROCESSABLE_ENTITY, faults(&look, &lacks)),
            Err(_) => (
                StatusCode::CONFLICT,
                vec![fault("main", look.word("work-overtaken"))],
            ),
        }
    } else {
        (StatusCode::UNPROCESSABLE_ENTITY, wrong)
    };
    let filled = Filled::new(REFUSE, fields, wrong);
    let form = Form {
        id: own,
        filled: Some(&filled),
        doubtful,
    };
    let sheet = Sheet::new(&copies.material, signed.session.language);
    answer(
        &page(&look, request, site, signed, &copies, (&sheet, &form)),
        status,
    )
}

fn read(look: &Look, own: Language, fields: &Fields) -> TypedRefusal {
    let chosen = look
        .languages()
        .find(|language| language.code() == fields.get("refuse_language"));
    TypedRefusal {
        recipient: Recipient::parse(fields.get("refuse_who")),
        language: chosen.unwrap_or(own),
        asked_on: typed::date(fields.get("refuse_on"), look.today()),
        asked: fields.get("refuse_asked").to_owned(),
        ground: RefusalGround::parse(fields.get("refuse_ground")),
        why: fields.get("refuse_why").to_owned(),
    }
}

/// What may tell in the words that a party will read: a place under protection never goes, other words go once somebody says that
/// they have looked at them. Whether the form asks for that.
fn doubts(look: &Look, material: &Material, typed: &TypedRefusal, sure: bool) -> (Vec<FaultLink>, bool) {
    let (asked_place, mut words) = refusal::telling(material, &typed.asked);
    let (why_place, more) = refusal::telling(material, &typed.why);
    words.extend(more);
    let places = [(asked_place, Lack::AskedTells), (why_place, Lack::WhyTells)];
    let places: Vec<Lack> = places
        .into_iter()
        .filter_map(|(told, lack)| told.then_some(lack))
        .collect();
    let mut wrong = faults(look, &places);
    let doubtful = !words.is_empty();
    if doubtful && !sure {
        let words = FluentValue::from(words.join(", "));
        let text = look.words.format("party-refuse-sure-error", &[("words", words)]);
        wrong.push(fault(SURE, text));
    }
    (wrong, doubtful)
}

/// Shows the notice as it is printed.
///
/// # Errors
/// [`WebError::not_found`] for a case or refusal that is absent, out of scope or not this person's to work on.
pub async fn notice(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (Ok(id), Ok(asked)) = (ids.0.parse::<Uuid>(), ids.1.parse::<Uuid>()) else {
        return Err(WebError::not_found());
    };
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let taken = blocking::run(move || print_refusal::print(&working, &session, id, asked, now)).await?;
    let (case, open) = taken.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let language = open.refusal.language;
    let look = Look::new(&app, language, now);
    let around = Around {
        path: site.path(&request),
        county: look.county(case.county),
        reference: case.reference.as_str(),
        decided_on: dates::day_of(open.at),
        back: format!("{}/staff/cases/{id}/party-copy", site.root(&request)),
    };
    let words = Texts::embedded().words(language);
    answer(&refusal::notice(words, &open.refusal, around), StatusCode::OK)
}
