//! The access keys of the staff pages, `GET /staff/shortcuts`, and, `POST`, whether one's own pages have them and whether a
//! case opens with the decision in hand.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::look::{Look, answer, csrf, see_other};
use crate::domain::access::StaffId;
use crate::intake::{App, IntakeError, session};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Column, Line, Row, Table};

/// What turns something of one's own pages on or off.
type Choice = fn(&App, StaffId, bool) -> Result<(), IntakeError>;

/// The keys, alike in all languages.
const KEYS: [char; 5] = ['s', 'j', 'h', 't', 'v'];

/// Shows the keys.
///
/// # Errors
/// [`WebError`].
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let look = Look::new(&app, signed.session.language, app.clock.now());
    let mut page = look.page(
        &site,
        &request,
        &signed,
        look.word("shortcuts-title"),
        "shortcuts",
    );
    let columns = ["shortcuts-key", "shortcuts-does"];
    let rows = KEYS.map(|key| Row {
        cells: vec![
            vec![Line::text(key.to_uppercase().to_string())],
            vec![Line::text(look.word(&format!("shortcuts-{key}")))],
        ],
    });
    let (state, turn, value) = if signed.session.accesskeys {
        ("shortcuts-on", "shortcuts-turn-off", "off")
    } else {
        ("shortcuts-off", "shortcuts-turn-on", "on")
    };
    page.before = vec![
        Block::Paragraph(look.word("shortcuts-help")),
        Block::Table(Table {
            caption: look.word("shortcuts-title"),
            caption_hidden: true,
            columns: columns.map(|key| Column::plain(look.word(key))).into(),
            rows: rows.into(),
        }),
        Block::Paragraph(look.word(state)),
    ]
    .into();
    page.form = Some(form(&look, &signed, value, turn));
    let (state, turn, value) = if signed.session.quick_triage {
        ("quick-triage-on", "shortcuts-turn-off", "quick_off")
    } else {
        ("quick-triage-off", "shortcuts-turn-on", "quick_on")
    };
    page.after = vec![
        Block::Heading(look.word("quick-triage-title")),
        Block::Paragraph(look.word("quick-triage-help")),
        Block::Paragraph(look.word(state)),
        Block::Form(form(&look, &signed, value, turn)),
    ]
    .into();
    answer(&page, StatusCode::OK)
}

fn form(look: &Look, signed: &SignedIn, value: &'static str, turn: &str) -> StaffForm {
    StaffForm {
        action: "shortcuts".to_owned(),
        hidden: csrf(signed),
        blocks: Vec::new().into(),
        buttons: vec![Button::go(value, look.word(turn)).looking(ButtonLook::Secondary)],
    }
}

/// Turns the keys of one's own pages on or off, or the quick decision.
///
/// # Errors
/// [`WebError`].
pub async fn choose(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let staff = form.signed.session.scope.staff;
    let (choose, on): (Choice, bool) = match form.fields.get("go") {
        "on" => (session::set_accesskeys, true),
        "off" => (session::set_accesskeys, false),
        "quick_on" => (session::set_quick_triage, true),
        "quick_off" => (session::set_quick_triage, false),
        _ => return Err(WebError::new(ErrorCode::BadRequest)),
    };
    blocking::run(move || choose(&app, staff, on))
        .await?
        .map_err(failed)?;
    let place = format!("{}/staff/shortcuts", site.root(&request));
    Ok(see_other(place))
}
