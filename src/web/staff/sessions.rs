//! The own sessions, `/staff/sessions`: where one is signed in, and a button to end it.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::look::{Look, answer, csrf, see_other};
use crate::intake::App;
use crate::intake::session::{self, OwnSession};
use crate::text::dates;
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, RowAction, SummaryList, SummaryRow};

/// `GET /staff/sessions`
///
/// # Errors
/// [`WebError`].
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    let (working, own) = (app.clone(), signed.session.clone());
    let sessions = blocking::run(move || session::list(&working, &own, now))
        .await?
        .map_err(failed)?;
    let look = Look::new(&app, signed.session.language, now);
    let mut page = look.page(&site, &request, &signed, look.word("sessions-title"), "account");
    let text = Block::Paragraph(look.word("sessions-text"));
    let list = Block::Summary(SummaryList {
        rows: sessions.iter().map(|session| row(&look, session)).collect(),
    });
    if sessions.len() > 1 {
        page.before = vec![text].into();
        page.form = Some(StaffForm {
            action: "sessions".to_owned(),
            hidden: csrf(&signed),
            blocks: vec![list].into(),
            buttons: vec![Button::go("others", look.word("sessions-end-others"))],
        });
    } else {
        // There is nothing to end but this one, which signing out does.
        page.before = vec![text, list].into();
    }
    answer(&page, StatusCode::OK)
}

fn row(look: &Look, session: &OwnSession) -> SummaryRow {
    let began = dates::moment(look.words, session.started_at);
    let used = dates::moment(look.words, session.seen_at);
    let mut value = vec![
        Line::Text(look.words.with("sessions-began", "time", &began)),
        Line::Quiet(look.words.with("sessions-used", "time", &used)),
    ];
    if session.is_this {
        value.truncate(1);
    }
    let end = Button::go(format!("end:{}", session.id), look.word("sessions-end"))
        .looking(ButtonLook::Link)
        .hidden(began);
    SummaryRow {
        key: look.word(if session.is_this {
            "sessions-this"
        } else {
            "sessions-other"
        }),
        value,
        action: (!session.is_this).then_some(RowAction::Button(end)),
    }
}

/// `POST /staff/sessions`: ends one session, or all but this one.
///
/// # Errors
/// [`WebError`].
pub async fn end(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let bad = || WebError::new(ErrorCode::BadRequest);
    let which = match fields.get("go") {
        "others" => None,
        go => {
            let id = go.strip_prefix("end:").and_then(|id| id.parse().ok());
            Some(id.ok_or_else(bad)?)
        }
    };
    let now = app.clock.now();
    let own = signed.session;
    // One that has ended meanwhile is what was wished for.
    blocking::run(move || session::end(&app, &own, which, now))
        .await?
        .map_err(failed)?;
    let place = format!("{}/staff/sessions", site.root(&request));
    Ok(see_other(place))
}
