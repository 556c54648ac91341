//! A report that came by phone, visit or letter, `GET` and `POST /staff/record`: one page with the questions of
//! `forms/recorded.toml`, asked and checked as the wizard does. What was typed travels in the page; nothing is stored before
//! the report is.

mod arrival;
mod draw;

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use self::draw::Trouble;
use super::look::{Look, answer};
use crate::forms::{PageAt, key, load};
use crate::intake::app::Directory;
use crate::intake::record_report::{self, Came, FORM, Filed, RecordError};
use crate::intake::session::Session;
use crate::intake::submit_report::SubmitError;
use crate::intake::wizard_state::{self, Opening};
use crate::intake::{App, IntakeError, form_token};
use crate::places::Places;
use crate::web::blocking;
use crate::web::error::{WebError, chain};
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::public::around::Around;
use crate::web::public::calls::Calls;
use crate::web::public::go::Go;
use crate::web::public::reading;
use crate::web::public::turn::{CHECK, Faults, Turn, turn};
use crate::web::public::visit::{Screen, Visit};

/// The page that asks.
const PAGE: &str = "recorded";
/// The name of the hidden field that holds the sealed visit.
const STATE: &str = "state";

/// Adds the page below the mount point.
pub fn routes(service: &mut ServiceConfig) {
    let page = web::resource("/staff/record");
    service.service(page.route(web::get().to(show)).route(web::post().to(save)));
}

/// Shows the page, empty but for the present time.
///
/// # Errors
/// [`WebError::not_found`] for whoever records no reports.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    if !record_report::may(&signed.session.scope) {
        return Err(WebError::not_found());
    }
    let now = app.clock.now();
    let look = Look::new(&app, signed.session.language, now);
    let (working, session) = (app.clone(), signed.session.clone());
    let begun = blocking::run(move || {
        let visit = begin(&working, &session, now)?;
        let state = wizard_state::seal(&working, &visit.write(), now)?;
        Ok((visit, state))
    });
    let (visit, state) = begun.await?.map_err(failed)?;
    let with: draw::With<'_> = (&request, &app, &site, &signed, &look);
    let page = draw::page(with, &visit, &Faults::default(), state, None)?;
    answer(&page, StatusCode::OK)
}

/// What came of a post.
enum Done {
    /// It is filed.
    Filed(Box<(Visit, Filed, DateTime<Utc>)>),
    /// The page is shown again, with what is to be said and the sealed visit.
    Shown(Box<(Visit, Faults, String)>, Option<Trouble>),
}

/// Takes what was posted and does what its button says: more room, the page again with what is wrong, or the report is filed
/// and what is read to the caller is shown. That is shown at once and not after a redirect, because the follow-up code is
/// stored nowhere; the same page sent again files nothing and shows the same.
///
/// # Errors
/// As [`show`].
pub async fn save(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    if !record_report::may(&signed.session.scope) {
        return Err(WebError::not_found());
    }
    let now = app.clock.now();
    let look = Look::new(&app, signed.session.language, now);
    let (working, session) = (app.clone(), signed.session.clone());
    let done = blocking::run(move || take(&working, &session, &fields, now)).await??;
    let with: draw::With<'_> = (&request, &app, &site, &signed, &look);
    match done {
        Done::Filed(filed) => {
            let (visit, filed, received_at) = *filed;
            let page = draw::filed(with, &visit, &filed, received_at)?;
            answer(&page, StatusCode::OK)
        }
        Done::Shown(shown, trouble) => {
            let (visit, faults, state) = *shown;
            let status = match trouble {
                Some(trouble) => trouble.status(),
                None if faults.is_empty() => StatusCode::OK,
                None => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let page = draw::page(with, &visit, &faults, state, trouble)?;
            answer(&page, status)
        }
    }
}

fn take(app: &App, session: &Session, fields: &Fields, now: DateTime<Utc>) -> Result<Done, WebError> {
    let directory = app.directory();
    let around = around(app, &directory, now)?;
    let mut visit = opened(app, fields, session, now).map_err(failed)?;
    let go = Go::of(fields.all());
    let mut faults = match turn(&mut visit, &go, fields.all(), &around) {
        Turn::Show(faults) => faults,
        Turn::Send => Faults::default(),
    };
    // That no office answers for a place in Åland is for the worker to know; the report goes to the default office.
    while let Screen::Nowhere(_) = &visit.screen {
        if let Turn::Show(more) = turn(&mut visit, &Go::Continue, &[], &around) {
            faults = more;
        }
    }
    let mut came = None;
    if go == Go::Continue {
        match arrival::read(&mut visit, now) {
            Ok(arrived) => came = Some(arrived),
            Err(own) => {
                faults.at_fields.extend(own);
                visit.screen = Screen::Page(PageAt::first(PAGE));
            }
        }
    }
    let whole = matches!(&visit.screen, Screen::Page(at) if at.id == CHECK);
    let Some(came) = came.filter(|_| whole && faults.is_empty()) else {
        if whole {
            visit.screen = Screen::Page(PageAt::first(PAGE));
        }
        return shown(app, visit, faults, None, now);
    };
    let mut report = match reading::report(&visit, &around) {
        Ok(accepted) => accepted.report,
        Err((at, at_fields)) => {
            visit.screen = Screen::Page(at);
            let faults = Faults {
                at_fields,
                ..Faults::default()
            };
            return shown(app, visit, faults, None, now);
        }
    };
    report.channel = came.channel;
    let received_at = came.received_at;
    let came = Came {
        received_at,
        token: visit.token.clone(),
        wants_code: came.wants_code,
        office: came.office,
    };
    visit.screen = Screen::Page(PageAt::first(PAGE));
    match record_report::record(app, session, &report, &came, now) {
        Ok(filed) => Ok(Done::Filed(Box::new((visit, filed, received_at)))),
        Err(RecordError::NotAllowed) => Err(WebError::not_found()),
        Err(RecordError::Submit(SubmitError::TokenExpired | SubmitError::TokenForged)) => {
            visit.token = form_token::issue(app, now).map_err(failed)?;
            shown(app, visit, Faults::default(), Some(Trouble::TooOld), now)
        }
        Err(error) => {
            tracing::error!(error = chain(&error), "a recorded report could not be stored");
            shown(app, visit, Faults::default(), Some(Trouble::NotStored), now)
        }
    }
}

fn shown(
    app: &App,
    visit: Visit,
    faults: Faults,
    trouble: Option<Trouble>,
    now: DateTime<Utc>,
) -> Result<Done, WebError> {
    let state = wizard_state::seal(app, &visit.write(), now).map_err(failed)?;
    Ok(Done::Shown(Box::new((visit, faults, state)), trouble))
}

/// A visit that begins now.
fn begin(app: &App, session: &Session, now: DateTime<Utc>) -> Result<Visit, IntakeError> {
    let token = form_token::issue(app, now)?;
    let form = load::form(FORM).unwrap_or_else(Visit::first_form);
    let mut visit = Visit::begin(form, session.language, token);
    visit.screen = Screen::Page(PageAt::first(PAGE));
    arrival::fill_in(&mut visit, now);
    offer(app, session, &mut visit);
    Ok(visit)
}

/// Offers the offices of today: what was offered when the page was made is never taken on trust.
fn offer(app: &App, session: &Session, visit: &mut Visit) {
    let offices = record_report::offices(app, &session.scope, session.language);
    arrival::offer(visit, &offices);
}

/// The visit that the page carried. Where it cannot be opened any more, a new one with as much room as was posted: nothing
/// typed is lost.
fn opened(app: &App, fields: &Fields, session: &Session, now: DateTime<Utc>) -> Result<Visit, IntakeError> {
    let carried = match wizard_state::open(app, fields.get(STATE), now)? {
        Opening::Opened(plain) => Visit::read(&plain).filter(|visit| visit.form().id == FORM),
        Opening::TooOld | Opening::Unreadable => None,
    };
    let mut visit = if let Some(mut visit) = carried {
        offer(app, session, &mut visit);
        visit
    } else {
        let mut visit = begin(app, session, now)?;
        for list in ["children", "guardians"] {
            let names = fields.all().iter().map(|(name, _)| name);
            let last = names.filter_map(|name| key::index_in(list, name)).max();
            let count = last.unwrap_or_default().saturating_add(1);
            visit.answers.set_count(list, count);
        }
        visit
    };
    visit.language = session.language;
    Ok(visit)
}

/// What the questions look places up in.
fn around<'a>(app: &'a App, directory: &'a Directory, now: DateTime<Utc>) -> Result<Around<'a>, WebError> {
    let home = directory.rules.home_county();
    let county = directory.counties.get(&home);
    Ok(Around {
        places: Places::embedded(),
        rules: &directory.rules,
        county: county.ok_or_else(|| WebError::internal("the installation has no county of its own"))?,
        calls: Calls::of_county(&directory.rules, home),
        now,
        languages: &app.languages,
        path: "/staff/record",
    })
}
