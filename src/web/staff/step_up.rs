//! Step-up, `/staff/step-up`: another one-time code before something that matters, and on to it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use super::delay::Delays;
use super::kept::Kept;
use super::look::{Look, answer, csrf, see_other};
use super::view::account::{self, Fault};
use crate::intake::session::{self, Found};
use crate::intake::{App, IntakeError, step_up};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed, next_page};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::{Hidden, StaffForm};

/// The way to `page` below `/staff/` by another one-time code, for somebody who gave none lately; `None` for somebody
/// who did.
pub fn first(
    site: &StaffSite,
    request: &HttpRequest,
    signed: &SignedIn,
    page: &str,
    now: DateTime<Utc>,
) -> Option<HttpResponse> {
    let place = format!("{}/staff/step-up?next={page}", site.root(request));
    (!signed.session.is_proven(now)).then(|| see_other(place))
}

/// The page that asks for a code before the form of `request` is done; what was typed travels on in it.
///
/// # Errors
/// [`WebError`].
pub async fn before(
    app: &Data<App>,
    site: &StaffSite,
    request: &HttpRequest,
    signed: &SignedIn,
    fields: &Fields,
    now: DateTime<Utc>,
) -> Result<HttpResponse, WebError> {
    let staff = signed.session.scope.staff;
    let kept = Kept::of(site, request, fields, Some(staff));
    let working = app.clone();
    let sealed = blocking::run(move || kept.map(|kept| kept.seal(&working, now)).transpose())
        .await?
        .map_err(failed)?
        .unwrap_or_default();
    let look = Look::new(app, signed.session.language, now);
    let carried = Carried {
        next: String::new(),
        kept: sealed,
    };
    page(
        &look,
        site,
        request,
        signed,
        &carried,
        None,
        StatusCode::FORBIDDEN,
    )
}

/// What the form carries on.
struct Carried {
    next: String,
    kept: String,
}

/// `GET /staff/step-up?next=…`
///
/// # Errors
/// [`WebError`].
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let carried = Carried {
        next: Fields::new(query.into_inner()).get("next").to_owned(),
        kept: String::new(),
    };
    page(&look, &site, &request, &signed, &carried, None, StatusCode::OK)
}

/// `POST /staff/step-up`
///
/// # Errors
/// [`WebError`].
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    delays: Data<Delays>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let carried = Carried {
        next: fields.get("next").to_owned(),
        kept: fields.get("kept").to_owned(),
    };
    // Whoever is signed in is counted alone: an account's name cannot hold a colon.
    let name = format!("step-up:{}", signed.session.scope.staff);
    let turn = match delays.turn(&name, &request, app.clock.now()).await {
        Ok(turn) => turn,
        Err(later) => {
            let look = Look::new(&app, signed.session.language, app.clock.now());
            let fault = ("code", account::wait(&look, later));
            let status = StatusCode::TOO_MANY_REQUESTS;
            return page(&look, &site, &request, &signed, &carried, Some(&fault), status);
        }
    };
    let now = app.clock.now();
    let (working, own, code) = (app.clone(), signed.session.clone(), fields.get("code").to_owned());
    let sealed = carried.kept.clone();
    let done = blocking::run(move || {
        let Some(token) = step_up::step_up(&working, &own, &code, now)? else {
            return Ok(None);
        };
        let kept = Kept::open(&working, &sealed, own.scope.staff, now)?;
        let found = session::find(&working, &token, now)?;
        Ok::<_, IntakeError>(Some((token, kept, found)))
    });
    let look = Look::new(&app, signed.session.language, now);
    let Some((token, kept, found)) = done.await?.map_err(failed)? else {
        let fault = ("code", look.word("step-up-wrong"));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(&look, &site, &request, &signed, &carried, Some(&fault), status);
    };
    delays.well(&name, &turn);
    let mut response = if let (Some(kept), Found::Open(session)) = (kept, found) {
        let signed = SignedIn {
            session: *session,
            token: token.clone(),
        };
        kept.resume(&look, &site, &request, &signed, StatusCode::OK)?
    } else {
        let page = next_page(&carried.next).unwrap_or_default();
        let place = format!("{}/staff/{page}", site.root(&request));
        see_other(place)
    };
    response
        .add_cookie(&site.cookie(&token))
        .map_err(WebError::internal)?;
    Ok(response)
}

fn page(
    look: &Look,
    site: &StaffSite,
    request: &HttpRequest,
    signed: &SignedIn,
    carried: &Carried,
    fault: Option<&Fault>,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let mut page = look.page(site, request, signed, look.word("step-up-title"), "");
    page.errors = account::summary(look, fault);
    let text = if carried.kept.is_empty() {
        "step-up-text"
    } else {
        "step-up-text-kept"
    };
    page.before = vec![Block::Paragraph(look.word(text))].into();
    let carried = [
        ("next", next_page(&carried.next).unwrap_or_default()),
        ("kept", carried.kept.clone()),
    ];
    let hidden = carried
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Hidden {
            name: name.into(),
            value,
        });
    page.form = Some(StaffForm {
        action: format!("{}/staff/step-up", site.root(request)),
        hidden: csrf(signed).into_iter().chain(hidden).collect(),
        blocks: vec![account::with_fault(look, account::code(look, "code"), fault)].into(),
        buttons: vec![Button::go("step-up", look.word("step-up-button"))],
    });
    answer(&page, status)
}
