//! The hand-over between shifts, `GET` and `POST /staff/handover`: what the shift leaves, its notes, "I take the shift". Printable.

mod draw;

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::filled::{Filled, fault};
use super::look::{Look, answer, see_other};
use crate::domain::office::OfficeId;
use crate::intake::App;
use crate::intake::handover::{self, HOURS, NoteError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::view::Banner;

/// The button that keeps a note.
const WRITE: &str = "write";
/// The button that takes the shift.
const TAKE: &str = "take";

/// Adds the page below the mount point.
pub fn routes(service: &mut ServiceConfig) {
    let page = web::resource("/staff/handover");
    service.service(page.route(web::get().to(show)).route(web::post().to(act)));
}

/// Which office's shift is shown, and over how many hours.
struct Asked {
    office: Option<OfficeId>,
    hours: u32,
}

impl Asked {
    /// What an address or a form says; `None` for one that this program did not write.
    fn of(fields: &Fields) -> Option<Self> {
        let office = match fields.get("office") {
            "" => None,
            id => Some(OfficeId(id.parse().ok()?)),
        };
        let hours = match fields.get("hours") {
            "" => HOURS.first().copied(),
            text => HOURS.into_iter().find(|hours| hours.to_string() == text),
        };
        Some(Self {
            office,
            hours: hours?,
        })
    }
}

/// Shows what the shift leaves.
///
/// # Errors
/// [`WebError::not_found`] for an office that is not the person's.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let query = Fields::new(query.into_inner());
    let asked = Asked::of(&query).ok_or_else(WebError::not_found)?;
    let done = match query.get("done") {
        "noted" => Some("handover-noted"),
        "taken" => Some("handover-taken-now"),
        _ => None,
    };
    page(&request, &app, &site, &signed, &asked, None, done, StatusCode::OK).await
}

#[expect(
    clippy::too_many_arguments,
    reason = "one function draws each answer of the page"
)]
async fn page(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    asked: &Asked,
    filled: Option<Filled>,
    done: Option<&'static str>,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let (office, hours) = (asked.office, asked.hours);
    let opened = blocking::run(move || handover::open(&working, &session, office, hours, now)).await?;
    let opened = opened.map_err(failed)?.ok_or_else(WebError::not_found)?;
    let look = Look::new(app, signed.session.language, now);
    let mut page = look.page(site, request, signed, look.word("handover-title"), "handover");
    page.banner = done.map(|key| Banner {
        title: look.word("staff-news"),
        text: look.word(key),
        success: true,
    });
    page.errors = filled.as_ref().and_then(|filled| filled.summary(&look));
    page.caption = Some(look.office(opened.office));
    let sending = app.ids.uuid().to_string();
    page.before = draw::blocks(&look, &opened, signed, hours, sending, filled.as_ref()).into();
    answer(&page, status)
}

/// Keeps a note, or takes the shift, and leads back.
///
/// # Errors
/// As [`show`].
pub async fn act(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let asked = Asked::of(&fields).ok_or_else(WebError::not_found)?;
    let office = asked.office.ok_or_else(WebError::not_found)?;
    let now = app.clock.now();
    let (working, session) = (app.clone(), signed.session.clone());
    let done = match fields.get("go") {
        WRITE => {
            let sending: Uuid = fields
                .get("sending")
                .parse()
                .map_err(|_shape| WebError::not_found())?;
            let text = fields.get("note").to_owned();
            let kept =
                blocking::run(move || handover::write(&working, &session, office, sending, &text, now))
                    .await?;
            match kept {
                Ok(kept) => kept.then_some("noted"),
                Err(NoteError::Intake(error)) => return Err(failed(error)),
                Err(NoteError::Text) => {
                    let look = Look::new(&app, signed.session.language, now);
                    let text = look.words.count("handover-note-error", "max", handover::LONGEST);
                    let filled = Filled::new(WRITE, &fields, vec![fault("note", text)]);
                    let status = StatusCode::UNPROCESSABLE_ENTITY;
                    return page(&request, &app, &site, &signed, &asked, Some(filled), None, status).await;
                }
            }
        }
        TAKE => {
            let taken = blocking::run(move || handover::take(&working, &session, office, now)).await?;
            taken.map_err(failed)?.then_some("taken")
        }
        _ => None,
    };
    let done = done.ok_or_else(WebError::not_found)?;
    let place = format!(
        "{}/staff/handover?office={office}&hours={}&done={done}",
        site.root(&request),
        asked.hours
    );
    Ok(see_other(place))
}
