//! Sign-in and sign-out. A wrong name, a wrong password and a wrong code read the same.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use super::delay::{Delays, Later};
use super::kept::Kept;
use super::look::{Look, answer, bare, see_other};
use super::view::account;
use crate::domain::access::StaffId;
use crate::domain::language::Language;
use crate::domain::sensitive::Sensitive;
use crate::intake::session::Found;
use crate::intake::sign_in::{self, Begun, Credentials, SignInError};
use crate::intake::{App, IntakeError, session};
use crate::text::negotiate;
use crate::web::blocking;
use crate::web::error::{WebError, chain};
use crate::web::extract::csrf::{Csrf, Fields, from_our_page};
use crate::web::extract::session::{SignedIn, StaffSite, failed, next_page};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::{Hidden, StaffForm, StaffPage};
use crate::web::page::shell::StaffShell;
use crate::web::page::view::{Banner, ErrorSummary, FaultLink, Link};

/// What the form carries on, and what was typed into it.
#[derive(Default)]
struct Filled<'a> {
    next: &'a str,
    kept: &'a str,
    user_name: &'a str,
    /// A recovery code is asked for instead of a one-time code.
    recovery: bool,
}

/// `GET /staff/sign-in[/{language}]`
///
/// # Errors
/// [`WebError`].
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let look = Look::new(&app, language(&request, &app), app.clock.now());
    let query = Fields::new(query.into_inner());
    let filled = Filled {
        next: query.get("next"),
        recovery: query.get("recovery") == "yes",
        ..Filled::default()
    };
    let mut page = page(&look, &site, &request, &filled);
    let news = [("ended", "staff-sign-in-ended"), ("out", "staff-signed-out")]
        .into_iter()
        .find(|(name, _)| query.get(name) == "yes");
    page.banner = news.map(|(_, key)| banner(&look, key));
    answer(&page, StatusCode::OK)
}

/// The sign-in page for a form that was sent when nobody was signed in: it carries the form on, sealed as `kept`.
///
/// # Errors
/// [`WebError`] when the template fails.
pub fn page_with(
    app: &App,
    site: &StaffSite,
    request: &HttpRequest,
    kept: &str,
    now: DateTime<Utc>,
) -> Result<HttpResponse, WebError> {
    let look = Look::new(app, language(request, app), now);
    let filled = Filled {
        kept,
        ..Filled::default()
    };
    let mut page = page(&look, site, request, &filled);
    page.banner = Some(banner(&look, "staff-sign-in-kept"));
    answer(&page, StatusCode::FORBIDDEN)
}

fn banner(look: &Look, key: &str) -> Banner {
    Banner {
        title: look.word("staff-news"),
        text: look.word(key),
        success: false,
    }
}

/// `POST /staff/sign-in[/{language}]`
///
/// # Errors
/// [`WebError`], when another site sent the form or the service failed.
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    delays: Data<Delays>,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    from_our_page(&request)?;
    let fields = Fields::new(form.into_inner());
    let user_name = fields.get("user_name");
    let turn = match delays.turn(user_name, &request, app.clock.now()).await {
        Ok(turn) => turn,
        Err(later) => {
            let status = StatusCode::TOO_MANY_REQUESTS;
            return again_later(&app, &site, &request, &fields, later, status);
        }
    };
    let now = app.clock.now();
    let credentials = Credentials {
        user_name: Sensitive::new(user_name.to_owned()),
        password: Sensitive::new(fields.get("password").to_owned()),
        code: Sensitive::new(fields.get("code").to_owned()),
    };
    let working = app.clone();
    let done = delays
        .hashed(move || sign_in::sign_in(&working, &credentials, now))
        .await?;
    match done {
        Ok(begun) => {
            delays.well(user_name, &turn);
            welcome(&app, &site, &request, &fields, begun, now).await
        }
        Err(SignInError::Wrong {
            password_right,
            staff,
        }) => {
            metrics::counter!("huoli_sign_ins_refused_total").increment(1);
            if let Some(staff) = staff.filter(|_| turn.admitted.may_note) {
                note(&app, staff, now);
            }
            if password_right {
                delays.wrong_code(user_name, now);
            }
            let look = Look::new(&app, language(&request, &app), now);
            let text = look.word("staff-sign-in-wrong");
            refused(
                &look,
                &site,
                &request,
                &fields,
                text,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
        // Nothing was judged, so nothing is lost: the same form, to be sent again.
        Err(SignInError::Crowded(_)) => {
            let later = Later(Duration::from_secs(1));
            again_later(
                &app,
                &site,
                &request,
                &fields,
                later,
                StatusCode::SERVICE_UNAVAILABLE,
            )
        }
        Err(SignInError::Intake(error)) => Err(failed(error)),
    }
}

/// Records a failure after its answer.
fn note(app: &Data<App>, staff: StaffId, now: DateTime<Utc>) {
    let app = app.clone();
    actix_web::rt::spawn(async move {
        let noted = blocking::run(move || sign_in::note_failure(&app, staff, now)).await;
        if let Err(error) = noted.and_then(|noted| noted.map_err(failed)) {
            tracing::error!(error = %chain(&error), "a failed sign-in left no row in the log");
        }
    });
}

/// The first page after signing in: what was typed before, the page that was asked for, or the desk.
async fn welcome(
    app: &Data<App>,
    site: &StaffSite,
    request: &HttpRequest,
    fields: &Fields,
    begun: Begun,
    now: DateTime<Utc>,
) -> Result<HttpResponse, WebError> {
    let (working, sealed, token) = (app.clone(), fields.get("kept").to_owned(), begun.token.clone());
    let kept = blocking::run(move || {
        let Some(kept) = Kept::open(&working, &sealed, begun.staff, now)? else {
            return Ok(None);
        };
        let found = session::find(&working, &token, now)?;
        Ok::<_, IntakeError>(Some((kept, found)))
    });
    let mut response = if let Some((kept, Found::Open(session))) = kept.await?.map_err(failed)? {
        let signed = SignedIn {
            session: *session,
            token: begun.token.clone(),
        };
        let look = Look::new(app, signed.session.language, now);
        kept.resume(&look, site, request, &signed, StatusCode::OK)?
    } else {
        let page = if begun.by_recovery {
            "account/recovery-codes?used=yes".to_owned()
        } else {
            next_page(fields.get("next")).unwrap_or_default()
        };
        let place = format!("{}/staff/{page}", site.root(request));
        see_other(place)
    };
    response
        .add_cookie(&site.cookie(&begun.token))
        .map_err(WebError::internal)?;
    Ok(response)
}

/// The answer to an attempt that comes beyond many others: of the same sender at the same account, or of everybody.
fn again_later(
    app: &App,
    site: &StaffSite,
    request: &HttpRequest,
    fields: &Fields,
    later: Later,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let look = Look::new(app, language(request, app), app.clock.now());
    let text = account::wait(&look, later);
    let mut response = refused(&look, site, request, fields, text, status)?;
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(later.seconds()));
    Ok(response)
}

fn refused(
    look: &Look,
    site: &StaffSite,
    request: &HttpRequest,
    fields: &Fields,
    text: String,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let filled = Filled {
        next: fields.get("next"),
        kept: fields.get("kept"),
        user_name: fields.get("user_name"),
        recovery: fields.get("recovery") == "yes",
    };
    let mut page = page(look, site, request, &filled);
    page.errors = Some(ErrorSummary {
        title: look.word("error-summary-title"),
        faults: vec![FaultLink {
            id: "user_name".to_owned(),
            text,
        }],
    });
    answer(&page, status)
}

/// `POST /staff/sign-out`
///
/// # Errors
/// [`WebError`] when the session could not be ended: then the person is told, not left in the belief.
pub async fn leave(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let token = form.signed.token;
    blocking::run(move || session::sign_out(&app, &token, app.clock.now()))
        .await?
        .map_err(failed)?;
    Ok(HttpResponse::SeeOther()
        .cookie(site.forget())
        .insert_header((
            HeaderName::from_static("clear-site-data"),
            "\"cache\", \"storage\"",
        ))
        .insert_header((LOCATION, format!("{}/staff/sign-in?out=yes", site.root(&request))))
        .finish())
}

/// The language that the address names, else the browser's.
pub(super) fn language(request: &HttpRequest, app: &App) -> Language {
    let header = request
        .headers()
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    request
        .match_info()
        .get("language")
        .and_then(|code| app.languages.by_code(code))
        .or_else(|| negotiate::from_accept_language(header.unwrap_or_default(), &app.languages))
        .filter(|language| app.languages.whole().any(|whole| whole == *language))
        .unwrap_or_default()
}

fn page(look: &Look, site: &StaffSite, request: &HttpRequest, filled: &Filled<'_>) -> StaffPage {
    let heading = look.word("staff-sign-in-title");
    let shell = StaffShell::new(site.path(request), &heading, look.home_county(), look.words);
    let root = site.root(request);
    let mut page = bare(shell, heading);
    let path = site.path(request);
    // A form that met an ended session came to another address.
    let own = path
        .strip_prefix("/staff/")
        .filter(|page| page.starts_with("sign-in"));
    let own = own.unwrap_or("sign-in");
    let code = if filled.recovery {
        account::recovery_code(look)
    } else {
        account::code(look, "code")
    };
    let recovery = if filled.recovery { "yes" } else { "" };
    let carried = [
        ("next", next_page(filled.next).unwrap_or_default()),
        ("kept", filled.kept.to_owned()),
        ("recovery", recovery.to_owned()),
    ];
    page.form = Some(StaffForm {
        action: format!("{root}/staff/{own}"),
        hidden: carried
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| Hidden {
                name: name.into(),
                value,
            })
            .collect(),
        blocks: vec![
            Block::Text(account::field(
                look,
                "user_name",
                "staff-sign-in-user",
                filled.user_name,
                "username",
            )),
            Block::Text(account::password(
                look,
                "password",
                "staff-sign-in-password",
                "current-password",
            )),
            Block::Text(code),
        ]
        .into(),
        buttons: vec![Button::go("sign-in", look.word("staff-sign-in-button"))],
    });
    if filled.kept.is_empty() {
        page.after = vec![Block::Links(links(look, &root, own, filled))].into();
    }
    page
}

/// The other kind of code, and the other languages. Not beside a form that is carried on: a link would lose it.
fn links(look: &Look, root: &str, own: &str, filled: &Filled<'_>) -> Vec<Link> {
    let next = next_page(filled.next).map(|next| format!("next={next}"));
    let at = |page: &str, recovery: bool| {
        let recovery = recovery.then(|| "recovery=yes".to_owned());
        let query: Vec<String> = next.clone().into_iter().chain(recovery).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{root}/staff/{page}{mark}{}", query.join("&"))
    };
    let key = if filled.recovery {
        "staff-sign-in-with-code"
    } else {
        "staff-sign-in-with-recovery"
    };
    let other = Link::new(at(own, !filled.recovery), look.word(key));
    let languages = look
        .languages()
        .filter(|language| *language != look.words.language())
        .map(|language| {
            let page = format!("sign-in/{}", language.code());
            Link::new(at(&page, filled.recovery), language.own_name())
        });
    std::iter::once(other).chain(languages).collect()
}
