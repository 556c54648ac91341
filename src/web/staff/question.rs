//! A question to the reporter: `POST /staff/cases/{id}/question`. One that would tell who somebody is has to be confirmed; what
//! was typed stays on the page whatever is wrong.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::look::{Look, answer, see_other};
use super::view::messages::{QUESTION, READY, SENDING, hidden};
use crate::domain::field_error::FieldProblem;
use crate::domain::gives_away::GivesAway;
use crate::domain::text::Text;
use crate::forms::faults;
use crate::intake::mailbox::LONGEST_QUESTION;
use crate::intake::mailbox::ask_reporter::{self, Asked};
use crate::intake::session::Session;
use crate::intake::{App, IntakeError};
use crate::web::blocking;
use crate::web::error::WebError;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite, failed};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{FieldFault, Label, TextArea};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{ErrorSummary, FaultLink, Link};

/// Sends the question and leads back to the case, or says what is wrong with it.
///
/// # Errors
/// [`WebError::not_found`] for a case that is absent or out of the person's scope.
pub async fn ask(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
    id: Path<String>,
) -> Result<HttpResponse, WebError> {
    let case: Uuid = id.parse().map_err(|_shape| WebError::not_found())?;
    let Csrf { signed, fields } = form;
    let now = app.clock.now();
    let typed = typed(&fields);
    let desk = Desk {
        request: &request,
        app: &app,
        site: &site,
        signed: &signed,
        case,
        sending: fields.get(SENDING),
        typed: &typed,
        now,
    };
    let parsed = Text::parse(&typed, LONGEST_QUESTION).and_then(|text| text.ok_or(FieldProblem::Required));
    let text = match parsed {
        Ok(text) => text,
        Err(problem) => return desk.again(&Trouble::Wrong(problem)),
    };
    let working = Job {
        app: app.clone(),
        session: signed.session.clone(),
        case,
        text,
        sending: fields.get(SENDING).to_owned(),
        sure: fields.get("go") == "anyway",
        now,
    };
    match blocking::run(move || working.run()).await? {
        Ok(Done::Asked(Asked::Sent)) => {
            let place = format!("{}/staff/cases/{case}", site.root(&request));
            Ok(see_other(place))
        }
        Ok(Done::Asked(Asked::Absent)) => Err(WebError::not_found()),
        Ok(Done::Asked(Asked::Unreachable)) => desk.again(&Trouble::Unreachable),
        Ok(Done::Look(found)) => desk.again(&Trouble::GivesAway(found)),
        Err(error) if error.may_pass() => desk.again(&Trouble::Away),
        Err(error) => Err(failed(error)),
    }
}

/// The ready questions that were ticked, then what was typed: a paragraph each.
fn typed(fields: &Fields) -> String {
    let ready = fields.all().iter().filter(|(name, _)| name == READY);
    let own = [fields.get(QUESTION)];
    ready
        .map(|(_, value)| value.as_str())
        .chain(own)
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// What blocks.
struct Job {
    app: Data<App>,
    session: Session,
    case: Uuid,
    text: Text,
    sending: String,
    sure: bool,
    now: DateTime<Utc>,
}

/// What came of it.
enum Done {
    Asked(Asked),
    Look(Vec<GivesAway>),
}

impl Job {
    fn run(&self) -> Result<Done, IntakeError> {
        let (app, session, now) = (&self.app, &self.session, self.now);
        if !self.sure {
            let found = ask_reporter::gives_away(app, session, self.case, &self.text, now)?;
            match found {
                None => return Ok(Done::Asked(Asked::Absent)),
                Some(found) if !found.is_empty() => return Ok(Done::Look(found)),
                Some(_) => {}
            }
        }
        ask_reporter::ask(app, session, self.case, &self.text, &self.sending, now).map(Done::Asked)
    }
}

/// Why a question was not sent.
enum Trouble {
    /// Empty, too long or no text.
    Wrong(FieldProblem),
    /// It would tell who somebody is.
    GivesAway(Vec<GivesAway>),
    /// Nobody would read it.
    Unreachable,
    /// The database is away.
    Away,
}

/// What the page is made with.
struct Desk<'a> {
    request: &'a HttpRequest,
    app: &'a Data<App>,
    site: &'a StaffSite,
    signed: &'a SignedIn,
    case: Uuid,
    sending: &'a str,
    typed: &'a str,
    now: DateTime<Utc>,
}

impl Desk<'_> {
    /// The question once more, with what is to be seen of it.
    fn again(&self, trouble: &Trouble) -> Result<HttpResponse, WebError> {
        let look = Look::new(self.app, self.signed.session.language, self.now);
        let heading = look.word("question-title");
        let mut page = look.page(self.site, self.request, self.signed, heading, "queue");
        let fault = match trouble {
            Trouble::Wrong(FieldProblem::Required) => Some(look.word("question-empty")),
            Trouble::Wrong(problem) => Some(faults::in_words(problem, look.words)),
            Trouble::Unreachable => Some(look.word("messages-ended")),
            Trouble::Away => Some(look.word("question-away")),
            Trouble::GivesAway(_) => None,
        };
        let mut buttons = vec![Button::go("ask", look.word("question-mended"))];
        if let Trouble::GivesAway(found) = trouble {
            let found = found
                .iter()
                .map(|kind| look.word(&format!("question-holds-{}", kind.as_str())));
            page.before = vec![
                Block::Warning {
                    prefix: look.word("notice-warning"),
                    text: look.word("question-gives-away"),
                },
                Block::List(found.collect()),
                Block::Paragraph(look.word("question-found")),
            ]
            .into();
            let anyway = Button::go("anyway", look.word("question-anyway"));
            buttons.push(anyway.looking(ButtonLook::Warning));
        }
        let mut label = Label::new(QUESTION, look.word("question-text"));
        label.error = fault.clone().map(|text| FieldFault {
            prefix: look.word("error-prefix"),
            text,
        });
        page.errors = fault.map(|text| ErrorSummary {
            title: look.word("error-summary-title"),
            faults: vec![FaultLink {
                id: QUESTION.to_owned(),
                text,
            }],
        });
        let root = self.site.root(self.request);
        let place = format!("{root}/staff/cases/{}", self.case);
        page.form = Some(StaffForm {
            action: format!("{place}/question"),
            hidden: hidden(self.signed, self.sending.to_owned()),
            blocks: vec![Block::Area(TextArea {
                label,
                value: self.typed.replace("\r\n", "\n"),
                rows: 8,
            })]
            .into(),
            buttons,
        });
        page.after = vec![Block::Links(vec![Link::new(place, look.word("question-back"))])].into();
        let status = match trouble {
            Trouble::GivesAway(_) => StatusCode::OK,
            Trouble::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::Unreachable => StatusCode::CONFLICT,
            Trouble::Away => StatusCode::SERVICE_UNAVAILABLE,
        };
        answer(&page, status)
    }
}
