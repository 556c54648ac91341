//! The read log for whoever watches over it, `GET` and `POST /staff/log`: who saw what and why, by person, case and day; a list
//! to print for somebody who asks who looked at their data; files; whether the chain is whole. Workers see what they did
//! themselves, `GET /staff/log/own`, and supervisors what was done for their offices, `GET /staff/log/office`: the rows alone.

mod draw;
mod files;

use std::fmt::Write;

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;

use super::look::{Look, answer};
use super::{step_up, typed};
use crate::domain::access::LogView;
use crate::domain::contact::Typed as Date;
use crate::domain::reference::Reference;
use crate::intake::export_log::{self, Question};
use crate::intake::see_log::{self, PAGE, PRINTED, Wanted};
use crate::intake::{App, IntakeError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::view::FaultLink;

/// The chain is walked.
const CHECK: &str = "check";
/// The rows as a file for a spreadsheet.
const CSV: &str = "csv";
/// The rows as a file for a program.
const JSON: &str = "json";
/// The box that asks for every case of a child.
const CHILD: &str = "child";

/// Adds the page below the mount point.
pub fn routes(service: &mut ServiceConfig) {
    let page = web::resource("/staff/log");
    service
        .service(page.route(web::get().to(show)).route(web::post().to(act)))
        .service(web::resource("/staff/log/own").route(web::get().to(own)))
        .service(web::resource("/staff/log/office").route(web::get().to(office)));
}

/// The page of `view`: its path below `/staff/`.
pub const fn place(view: LogView) -> &'static str {
    match view {
        LogView::Own => "log/own",
        LogView::Offices => "log/office",
        LogView::County => "log",
    }
}

/// What was typed into the form above the list, as it was typed.
#[derive(Default)]
pub struct Typed {
    person: String,
    case: String,
    from: String,
    to: String,
    before: String,
    /// Every case of the child of `case`.
    child: bool,
    /// The whole list, to be printed.
    print: bool,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let get = |name: &str| fields.get(name).trim().to_owned();
        Self {
            person: get("person"),
            case: get("case"),
            from: get("from"),
            to: get("to"),
            before: get("before"),
            child: get(CHILD) == "yes",
            print: get("print") == "yes",
        }
    }

    /// The same on a page that shows no more than its own rows and is not printed as a whole.
    fn rows_alone(self) -> Self {
        Self {
            child: false,
            print: false,
            ..self
        }
    }

    /// What it asks for.
    ///
    /// # Errors
    /// The fields that cannot be read, each with the key of why.
    fn read(&self, today: NaiveDate) -> Result<Wanted, Vec<(&'static str, &'static str)>> {
        let mut slips = Vec::new();
        let mut day = |name, text: &str| match typed::date(text, today) {
            Date::Nothing => None,
            Date::Value(day) => Some(day),
            Date::Unreadable => {
                slips.push((name, "work-date-error"));
                None
            }
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let case = some(&self.case).map(|text| Reference::parse(&text));
        if case == Some(None) || (self.child && case.is_none()) {
            slips.push(("case", "log-case-error"));
        }
        let before = some(&self.before).map(|text| text.parse());
        if slips.is_empty() {
            Ok(Wanted {
                person: some(&self.person),
                case: case.flatten(),
                child: self.child,
                from,
                to,
                before: before.and_then(Result::ok),
            })
        } else {
            Err(slips)
        }
    }

    /// The same in an address from the page of `view`, from the newest row on or from below `before`.
    fn address(&self, view: LogView, before: Option<i64>, print: bool) -> String {
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        let yes = |ticked| if ticked { "yes" } else { "" };
        let parts = [
            ("person", self.person.as_str()),
            ("case", &self.case),
            (CHILD, yes(self.child)),
            ("from", &self.from),
            ("to", &self.to),
            ("before", &before),
            ("print", yes(print)),
        ];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let parts: Vec<String> = parts
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        format!("{}?{}", draw::last(view), parts.join("&"))
    }
}

/// `text` as it stands in a query, byte by byte.
fn encoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            plain.push(char::from(byte));
        } else {
            // Writing into a text cannot fail.
            let _ = write!(plain, "%{byte:02X}");
        }
    }
    plain
}

/// Shows the newest rows that were asked for.
///
/// # Errors
/// [`WebError::not_found`] for whoever does not watch over the log.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let typed = Typed::of(&Fields::new(query.into_inner()));
    list(&request, &app, &site, &signed, &typed, None, Vec::new()).await
}

/// Shows what the person did themselves.
///
/// # Errors
/// [`WebError::not_found`] for whoever sees another part of the log, or none.
pub async fn own(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let typed = Typed {
        person: String::new(),
        ..Typed::of(&Fields::new(query.into_inner())).rows_alone()
    };
    let around = (&request, &app, &**site, &signed);
    rows(around, LogView::Own, &typed, None, Vec::new()).await
}

/// Shows what was done for the person's offices.
///
/// # Errors
/// As [`own`].
pub async fn office(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let typed = Typed::of(&Fields::new(query.into_inner())).rows_alone();
    let around = (&request, &app, &**site, &signed);
    rows(around, LogView::Offices, &typed, None, Vec::new()).await
}

async fn list(
    request: &HttpRequest,
    app: &Data<App>,
    site: &StaffSite,
    signed: &SignedIn,
    typed: &Typed,
    checked: Option<see_log::Checked>,
    slips: Vec<(&'static str, &'static str)>,
) -> Result<HttpResponse, WebError> {
    let around = (request, app, site, signed);
    rows(around, LogView::County, typed, checked, slips).await
}

async fn rows(
    (request, app, site, signed): (&HttpRequest, &Data<App>, &StaffSite, &SignedIn),
    view: LogView,
    typed: &Typed,
    checked: Option<see_log::Checked>,
    mut slips: Vec<(&'static str, &'static str)>,
) -> Result<HttpResponse, WebError> {
    let now = app.clock.now();
    let look = Look::new(app, signed.session.language, now);
    let wanted = typed.read(look.today()).unwrap_or_else(|more| {
        slips.extend(more);
        Wanted::default()
    });
    let limit = if typed.print { PRINTED } else { PAGE };
    let (working, session) = (app.clone(), signed.session.clone());
    let seen = blocking::run(move || see_log::page(&working, &session, view, &wanted, limit, now)).await?;
    let seen = seen.map_err(failed)?.ok_or_else(WebError::not_found)?;
    if seen.unknown_case {
        slips.push(("case", draw::unknown_case(view)));
    }
    if seen.unknown_person {
        slips.push(("person", "log-person-unknown"));
    }
    let status = if slips.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let faults = slips.into_iter().map(|(id, key)| FaultLink {
        id: id.to_owned(),
        text: look.word(key),
    });
    let page = look.page(site, request, signed, look.word(draw::title(view)), place(view));
    let drawn = draw::Drawn {
        look: &look,
        view,
        typed,
        faults: faults.collect(),
    };
    let page = drawn.page(page, signed, &seen, checked.as_ref());
    answer(&page, status)
}

/// Walks the chain, or gives the rows as a file; for a file another one-time code first.
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
    if !see_log::may(&signed.session.scope) {
        return Err(WebError::not_found());
    }
    let now = app.clock.now();
    let typed = Typed::of(&fields);
    match fields.get("go") {
        CHECK => {
            let (working, session) = (app.clone(), signed.session.clone());
            let checked = blocking::run(move || see_log::check(&working, &session, now)).await?;
            let checked = checked.map_err(failed)?;
            list(&request, &app, &site, &signed, &typed, checked, Vec::new()).await
        }
        kind @ (CSV | JSON) => {
            let today = Look::new(&app, signed.session.language, now).today();
            let wanted = typed.read(today);
            let question = wanted.as_ref().ok().and_then(|wanted| {
                let about = if wanted.child {
                    Question::Child
                } else {
                    Question::Case
                };
                let case = wanted.case.clone().map(about);
                case.or_else(|| wanted.person.clone().map(Question::Person))
            });
            let Some((question, wanted)) = question.zip(wanted.ok()) else {
                let slips = vec![("case", "log-file-choose")];
                return list(&request, &app, &site, &signed, &typed, None, slips).await;
            };
            if !signed.session.is_proven(now) {
                return step_up::before(&app, &site, &request, &signed, &fields, now).await;
            }
            let (working, scope) = (app.clone(), signed.session.scope.clone());
            let days = (wanted.from, wanted.to);
            let csv = kind == CSV;
            let made = blocking::run(move || {
                let mut rows = Vec::new();
                let found = export_log::export_by(&working, &scope, &question, days, now, |row| {
                    rows.push(row);
                    Ok::<_, IntakeError>(())
                })?;
                Ok::<_, IntakeError>(found.then_some(rows))
            });
            let Some(rows) = made.await?.map_err(failed)? else {
                return list(&request, &app, &site, &signed, &typed, None, Vec::new()).await;
            };
            Ok(files::of(&rows, csv))
        }
        _ => Err(WebError::not_found()),
    }
}
