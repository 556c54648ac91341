//! A link by which a person sets up the own account: `/staff/set-up/{token}`. Looking at it changes nothing.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};

use super::delay::{Delays, Later};
use super::look::{Look, answer, bare};
use super::sign_in;
use super::view::account::{self, Fault};
use crate::intake::second_factor::{self, Offer, SecondFactorError};
use crate::intake::set_up::{self, Guest, Purpose, SetUpError, Typed};
use crate::intake::staff_secrets::{LinkToken, RecoveryCode};
use crate::intake::{App, IntakeError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Fields, from_our_page};
use crate::web::extract::session::{StaffSite, failed};
use crate::web::page::component::{Block, Button};
use crate::web::page::pages::{Hidden, StaffForm, StaffPage};
use crate::web::page::shell::StaffShell;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};

/// `GET /staff/set-up/{token}`
///
/// # Errors
/// [`WebError::not_found`] for a link that was never given.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    token: Path<String>,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    let guest = match guest(&app, &token, now).await? {
        set_up::Link::Good(guest) => guest,
        other => return gone(&app, &site, &request, &other, now),
    };
    let (working, offered) = (app.clone(), guest.clone());
    let offer = blocking::run(move || second_factor::offer(&working, offered.link, &offered.user_name, now))
        .await?
        .map_err(failed)?;
    let look = Look::new(&app, guest.language, now);
    answer(
        &page(&look, &site, &request, &guest, &offer, None),
        StatusCode::OK,
    )
}

/// `POST /staff/set-up/{token}`
///
/// # Errors
/// [`WebError`].
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    delays: Data<Delays>,
    token: Path<String>,
    form: Form<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    from_our_page(&request)?;
    let fields = Fields::new(form.into_inner());
    let now = app.clock.now();
    let guest = match guest(&app, &token, now).await? {
        set_up::Link::Good(guest) => guest,
        other => return gone(&app, &site, &request, &other, now),
    };
    let look = Look::new(&app, guest.language, now);
    // On a link for a second factor the password is what must not be guessed.
    let turn = delays.turn(&guest.user_name, &request, now).await;
    let differ = guest.purpose == Purpose::SetUp && fields.get("password") != fields.get("again");
    let (working, typed) = (app.clone(), fields);
    let known = guest.clone();
    let first = match &turn {
        Ok(_) => differ.then_some(Why::Differ),
        Err(later) => Some(Why::Later(*later)),
    };
    let done = delays
        .hashed(move || attempt(&working, &known, &typed, first, now))
        .await?;
    match done.map_err(|error| match error {
        Unfinished::Crowded(crowded) => WebError::unavailable(2, crowded),
        Unfinished::Intake(error) => failed(error),
    })? {
        Attempt::Done(codes) => {
            if let Ok(turn) = &turn {
                delays.well(&guest.user_name, turn);
            }
            ready(&look, &site, &request, &codes)
        }
        Attempt::Gone => gone(&app, &site, &request, &set_up::Link::Used, now),
        Attempt::Again(why, offer) => {
            if let (Ok(turn), false) = (&turn, matches!(why, Why::Current)) {
                delays.well(&guest.user_name, turn);
            }
            let fault = why.words(&look);
            let page = page(&look, &site, &request, &guest, &offer, Some(&fault));
            answer(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// What came of the form.
enum Attempt {
    /// The account is set up.
    Done(Vec<RecoveryCode>),
    /// Somebody else was faster with the link.
    Gone,
    /// Something is to be mended; the same second factor is offered again.
    Again(Why, Offer),
}

/// What is to be mended.
enum Why {
    Differ,
    Problem(crate::domain::password::PasswordProblem),
    Current,
    Code,
    Stale,
    Later(Later),
}

impl Why {
    fn words(&self, look: &Look) -> Fault {
        match self {
            Self::Differ => ("again", look.word("password-differs")),
            Self::Problem(problem) => ("password", account::problem(look, *problem)),
            Self::Current => ("password", look.word("password-current-wrong")),
            Self::Code => ("code", look.word("second-factor-wrong")),
            Self::Stale => ("code", look.word("second-factor-stale")),
            Self::Later(later) => ("password", account::wait(look, *later)),
        }
    }
}

enum Unfinished {
    Crowded(crate::intake::password::Crowded),
    Intake(IntakeError),
}

impl From<crate::intake::password::Crowded> for Unfinished {
    fn from(crowded: crate::intake::password::Crowded) -> Self {
        Self::Crowded(crowded)
    }
}

impl From<IntakeError> for Unfinished {
    fn from(error: IntakeError) -> Self {
        Self::Intake(error)
    }
}

fn attempt(
    app: &App,
    guest: &Guest,
    fields: &Fields,
    first: Option<Why>,
    now: DateTime<Utc>,
) -> Result<Attempt, Unfinished> {
    let typed = Typed {
        password: fields.get("password"),
        code: fields.get("code"),
        offer: fields.get("offer"),
    };
    let why = if let Some(why) = first {
        why
    } else {
        match set_up::complete(app, guest, &typed, now) {
            Ok(codes) => return Ok(Attempt::Done(codes)),
            Err(SetUpError::Link) => return Ok(Attempt::Gone),
            Err(SetUpError::Problem(problem)) => Why::Problem(problem),
            Err(SetUpError::Current) => Why::Current,
            Err(SetUpError::SecondFactor(SecondFactorError::Code)) => Why::Code,
            Err(SetUpError::SecondFactor(SecondFactorError::Stale)) => Why::Stale,
            Err(SetUpError::Crowded(crowded)) => return Err(Unfinished::Crowded(crowded)),
            Err(SetUpError::SecondFactor(SecondFactorError::Intake(error)) | SetUpError::Intake(error)) => {
                return Err(error.into());
            }
        }
    };
    let offer = match second_factor::offer_again(app, typed.offer, guest.link, &guest.user_name, now) {
        Ok(offer) => offer,
        Err(_stale) => second_factor::offer(app, guest.link, &guest.user_name, now)?,
    };
    Ok(Attempt::Again(why, offer))
}

async fn guest(app: &Data<App>, token: &str, now: DateTime<Utc>) -> Result<set_up::Link, WebError> {
    let Some(token) = LinkToken::parse(token) else {
        return Ok(set_up::Link::Unknown);
    };
    let working = app.clone();
    blocking::run(move || set_up::find(&working, &token, now))
        .await?
        .map_err(failed)
}

/// The page of a link that is good no more.
fn gone(
    app: &App,
    site: &StaffSite,
    request: &HttpRequest,
    link: &set_up::Link,
    now: DateTime<Utc>,
) -> Result<HttpResponse, WebError> {
    let key = match link {
        set_up::Link::Used => "set-up-used",
        set_up::Link::Expired => "set-up-expired",
        set_up::Link::Good(_) | set_up::Link::Unknown => return Err(WebError::not_found()),
    };
    let look = Look::new(app, sign_in::language(request, app), now);
    let mut page = empty(&look, site, request, look.word("set-up-gone-title"));
    page.before = vec![
        Block::Paragraph(look.word(key)),
        Block::Paragraph(look.word("set-up-ask")),
        to_sign_in(&look, site, request),
    ]
    .into();
    answer(&page, StatusCode::GONE)
}

/// The page of an account that is ready: the recovery codes, this once.
fn ready(
    look: &Look,
    site: &StaffSite,
    request: &HttpRequest,
    codes: &[RecoveryCode],
) -> Result<HttpResponse, WebError> {
    let mut page = empty(look, site, request, look.word("set-up-done-title"));
    page.before = std::iter::once(Block::Paragraph(look.word("set-up-done")))
        .chain(std::iter::once(Block::Heading(look.word("recovery-title"))))
        .chain(account::recovery_codes(look, codes))
        .chain(std::iter::once(to_sign_in(look, site, request)))
        .collect::<Vec<_>>()
        .into();
    answer(&page, StatusCode::OK)
}

fn to_sign_in(look: &Look, site: &StaffSite, request: &HttpRequest) -> Block {
    let place = format!("{}/staff/sign-in", site.root(request));
    Block::Links(vec![Link::new(place, look.word("staff-sign-in-title"))])
}

fn empty(look: &Look, site: &StaffSite, request: &HttpRequest, heading: String) -> StaffPage {
    // The title of a browser's window and history holds nothing of the link.
    let shell = StaffShell::new(site.path(request), &heading, look.home_county(), look.words);
    bare(shell, heading)
}

fn page(
    look: &Look,
    site: &StaffSite,
    request: &HttpRequest,
    guest: &Guest,
    offer: &Offer,
    fault: Option<&Fault>,
) -> StaffPage {
    let heading = match guest.purpose {
        Purpose::SetUp => "set-up-title",
        Purpose::SecondFactor => "second-factor-title",
    };
    let mut page = empty(look, site, request, look.word(heading));
    page.errors = account::summary(look, fault);
    page.before = vec![Block::Summary(SummaryList {
        rows: vec![SummaryRow {
            key: look.word("staff-sign-in-user"),
            value: vec![Line::Text(guest.user_name.clone())],
            action: None,
        }],
    })]
    .into();
    let passwords = match guest.purpose {
        Purpose::SetUp => vec![
            account::new_password(look, "password-new"),
            account::password(look, "again", "password-again", "new-password"),
        ],
        Purpose::SecondFactor => vec![account::password(
            look,
            "password",
            "password-current",
            "current-password",
        )],
    };
    let mut blocks = vec![Block::Heading(look.word("staff-sign-in-password"))];
    blocks.extend(
        passwords
            .into_iter()
            .map(|field| account::with_fault(look, field, fault)),
    );
    blocks.push(Block::Heading(look.word("second-factor-heading")));
    blocks.extend(account::offer(look, offer));
    blocks.push(account::with_fault(look, account::code(look, "code"), fault));
    page.form = Some(StaffForm {
        // The page's own address, whose last part is the link's token.
        action: site
            .path(request)
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned(),
        hidden: vec![Hidden {
            name: "offer".into(),
            value: offer.sealed.clone(),
        }],
        blocks: blocks.into(),
        buttons: vec![Button::go("set-up", look.word("set-up-button"))],
    });
    page
}
