//! Who is told of a report, `GET` and `POST /staff/cases/{id}/notices`.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use super::typed;
use super::view::notice_log::{self, CLIENT, NEW, form_of};
use crate::domain::contact::Channel;
use crate::domain::helsinki::civil_date;
use crate::domain::notice::{About, Draft, Ground, LONGEST, LONGEST_NAME, Lack, Person};
use crate::intake::notices::open;
use crate::intake::notices::record::{self, EntryLack, Whom};
use crate::intake::{App, WorkError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::pages::StaffPage;
use crate::web::page::view::FaultLink;

/// Shows the notice log.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent, out of scope or not this person's to work on.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let page = page(&request, &app, &site, &signed, &id, None).await?;
    answer(&page, StatusCode::OK)
}

/// Stores an entry and leads back to the log; or shows it again with what lacks, everything typed kept.
///
/// # Errors
/// As [`show`].
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let name = fields.get("person").to_owned();
    let whom = if name == NEW {
        Whom::New(fields.get("new_name").to_owned())
    } else {
        let (about, person) = person_of(&name).ok_or_else(WebError::not_found)?;
        Whom::Known(about, person, fields.get("version").parse().unwrap_or(-1))
    };
    let draft = draft(&fields, &name, civil_date(now));
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || record::record(&working, &session, case, &whom, &draft, now)).await?;
    let look = Look::new(&app, signed.session.language, now);
    let (status, faults) = match done {
        Ok(true) => {
            let place = format!("{}/staff/cases/{case}/notices", site.root(&request));
            return Ok(see_other(place));
        }
        Ok(false) => return Err(WebError::not_found()),
        Err(WorkError::Lacks(lacks)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            lacks.into_iter().map(|lack| link(&look, &name, lack)).collect(),
        ),
        Err(WorkError::Changed | WorkError::NotNow(_) | WorkError::Refused(_)) => (
            StatusCode::CONFLICT,
            vec![fault(&format!("{name}_told"), look.word("work-overtaken"))],
        ),
        Err(WorkError::Intake(error)) => return Err(failed(error)),
    };
    let filled = Filled::new(name, &fields, faults);
    let page = page(&request, &app, &site, &signed, &id, Some(filled)).await?;
    answer(&page, status)
}

async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    id: &str,
    filled: Option<Filled>,
) -> Result<StaffPage, WebError> {
    let id: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let opened = blocking::run(move || open::open(&working, &session, id, now)).await?;
    let log = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let heading = look
        .words
        .with("notices-title", "reference", log.case.reference.as_str());
    let mut page = look.page(site, request, signed, heading, "queue");
    page.errors = filled.as_ref().and_then(|filled| filled.summary(&look));
    let folder = format!("{}/staff/cases/{id}", site.root(request));
    page.before = notice_log::blocks(&look, &log, signed, &folder, filled.as_ref()).into();
    Ok(page)
}

/// The person whose form is called `name`, and what it is about.
fn person_of(name: &str) -> Option<(About, Person)> {
    let of_relationship = name.strip_prefix(CLIENT);
    let about = of_relationship.map_or(About::Report, |_| About::Relationship);
    let rest = of_relationship.unwrap_or(name);
    let digits = rest.find(|c: char| c.is_ascii_digit())?;
    let (kind, at) = rest.split_at_checked(digits)?;
    let person = Person::of_key(kind, at.parse().ok()?)?;
    (form_of(about, person) == name).then_some((about, person))
}

fn draft(fields: &Fields, form: &str, today: chrono::NaiveDate) -> Draft {
    let get = |field: &str| fields.get(&format!("{form}_{field}")).to_owned();
    Draft {
        told: match get("told").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        on: typed::date(&get("on"), today),
        channel: Channel::parse(&get("channel")),
        by: get("by").parse().ok(),
        ground: Ground::parse(&get("ground")),
        text: get("text"),
        look_again: typed::date(&get("again"), today),
    }
}

fn link(look: &Look, form: &str, lack: EntryLack) -> FaultLink {
    let (field, key, max) = match lack {
        EntryLack::Name => ("name", "notices-name-error", LONGEST_NAME),
        EntryLack::Entry(lack) => {
            let (field, key) = match lack {
                Lack::Told => ("told", "notices-told-error"),
                Lack::On => ("on", "work-date-error"),
                Lack::OnInFuture => ("on", "work-future-error"),
                Lack::OnBeforeReport => ("on", "notices-before-report-error"),
                Lack::OnBeforeRelationship => ("on", "notices-before-relationship-error"),
                Lack::Channel => ("channel", "notices-channel-error"),
                Lack::By => ("by", "notices-by-error"),
                Lack::Ground => ("ground", "notices-ground-error"),
                Lack::Text => ("text", "notices-text-error"),
                Lack::LookAgain => ("again", "notices-look-again-error"),
                Lack::LookAgainPast => ("again", "notices-look-again-past-error"),
            };
            (field, key, LONGEST)
        }
    };
    fault(&format!("{form}_{field}"), look.words.count(key, "max", max))
}
