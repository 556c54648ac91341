//! One request of `/followup` from the posted form to the next page. It blocks, so handlers run it on the blocking pool.

use std::cell::Cell;

use actix_web::http::StatusCode;
use askama::Template;
use chrono::{DateTime, Utc};

use super::guesses::Guesses;
use super::letterbox::{self, MESSAGE, News, Typed, Wrong};
use super::slip::{Found, Slip};
use super::{door, files, lost};
use crate::domain::field_error::FieldProblem;
use crate::domain::language::Language;
use crate::forms::faults;
use crate::intake::mailbox::add_information::{self, AddError, Letter};
use crate::intake::mailbox::{Mailbox, by_code, close};
use crate::intake::{App, IntakeError};
use crate::text::{Texts, Words};
use crate::web::error::{WebError, chain};
use crate::web::error_code::ErrorCode;
use crate::web::files::{Arrived, KEEP, Why};
use crate::web::layer::source::Source;
use crate::web::page::pages::{Hidden, StepPage};
use crate::web::public::around::Around;
use crate::web::public::attach::{self, With};
use crate::web::public::go::Go;
use crate::web::public::step::STATE;

/// The name of the hidden field that names the language of the page, for when the sealed field cannot be opened.
const SPOKEN: &str = "in";

/// Seconds after which another try makes sense when the database is away.
const RETRY_SECONDS: u64 = 10;

/// A page, its status, and when another try makes sense.
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// Seconds.
    pub retry_after: Option<u64>,
    /// The page.
    pub html: String,
}

impl Reply {
    fn of(status: StatusCode, page: &impl Template) -> Result<Self, WebError> {
        let html = page.render().map_err(WebError::internal)?;
        Ok(Self {
            status,
            retry_after: None,
            html,
        })
    }

    fn after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }
}

/// Who answers one request.
pub struct Clerk<'a> {
    /// The service.
    pub app: &'a App,
    /// What pages look things up in.
    pub around: Around<'a>,
    /// The path of the page below the mount point.
    pub path: &'a str,
    /// The language of the address or of the browser, until a mailbox has its own.
    pub language: Language,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The files that came with the form, until they go with a message.
    pub files: Cell<Arrived>,
}

impl Drop for Clerk<'_> {
    /// Files that did not go with a message go nowhere.
    fn drop(&mut self) {
        self.files.take().discard();
    }
}

impl Clerk<'_> {
    /// The page after a posted form: of an open mailbox, else of a code.
    ///
    /// # Errors
    /// [`WebError`], where not even the typed text could be shown again.
    pub fn answer(
        &self,
        posted: &[(String, String)],
        guesses: &Guesses,
        sender: Option<Source>,
    ) -> Result<Reply, WebError> {
        let state = value(posted, STATE);
        if !state.is_empty() {
            return self.inside(posted, state);
        }
        let arrived = self.files.take();
        let why = arrived.problem.as_ref().map(|problem| problem.why.clone());
        self.files.set(arrived);
        match why {
            // The fields did not come: what was too much stands before them, or nobody asked for it.
            Some(Why::TooMuch) => self.refuse(ErrorCode::TooLarge, posted),
            Some(_) => self.refuse(ErrorCode::BadRequest, posted),
            None => self.knock(value(posted, door::CODE), guesses, sender),
        }
    }

    /// A form that cannot be gone on with: what was typed is given back.
    ///
    /// # Errors
    /// [`WebError`], where the page cannot be made.
    pub fn refuse(&self, code: ErrorCode, posted: &[(String, String)]) -> Result<Reply, WebError> {
        let language = self.spoken(posted);
        self.lost(code, code.text_key(), value(posted, MESSAGE), language)
    }

    /// The language of the page that was posted, as far as it is told in clear.
    fn spoken(&self, posted: &[(String, String)]) -> Language {
        let told = self.app.languages.by_code(value(posted, SPOKEN));
        told.unwrap_or(self.language)
    }

    /// Somebody typed a code.
    fn knock(&self, code: &str, guesses: &Guesses, sender: Option<Source>) -> Result<Reply, WebError> {
        let words = Texts::embedded().words(self.language);
        let again = |status, typed: &str, fault| {
            let page = door::page(self.path, Some(fault), typed, words, &self.around);
            Reply::of(status, &page)
        };
        if code.trim().is_empty() {
            let fault = words.get("followup-code-empty").into_owned();
            return again(StatusCode::UNPROCESSABLE_ENTITY, "", fault);
        }
        if let Err(seconds) = guesses.admit(sender, self.now) {
            let fault = words.with("followup-wait", "seconds", &seconds.to_string());
            return Ok(again(StatusCode::TOO_MANY_REQUESTS, code, fault)?.after(seconds));
        }
        match by_code::open(self.app, code, self.now) {
            Ok(Some(mailbox)) => {
                guesses.right(sender, self.now);
                self.open(&mailbox, &News::None, words)
            }
            Ok(None) => again(
                StatusCode::UNPROCESSABLE_ENTITY,
                "",
                words.get("followup-wrong").into_owned(),
            ),
            Err(error) => {
                guesses.right(sender, self.now);
                let away = words.get("followup-away").into_owned();
                Ok(again(tell(&error).status(), code, away)?.after(RETRY_SECONDS))
            }
        }
    }

    /// The page of an open mailbox came back.
    fn inside(&self, posted: &[(String, String)], state: &str) -> Result<Reply, WebError> {
        let typed = Typed {
            text: value(posted, MESSAGE),
            keep: !value(posted, KEEP).is_empty(),
        };
        let spoken = self.spoken(posted);
        let mut slip = match Slip::open(self.app, state, self.now) {
            Ok(Found::Slip(slip)) => slip,
            Ok(Found::TooOld) => {
                return self.lost(ErrorCode::Expired, "followup-too-old", typed.text, spoken);
            }
            Ok(Found::Unreadable) => {
                return self.lost(ErrorCode::BadRequest, "followup-unreadable", typed.text, spoken);
            }
            Err(error) => return self.kept(state, typed, &error, Texts::embedded().words(spoken)),
        };
        let go = value(posted, "go");
        if let Go::Language(language) = Go::of(posted)
            && self.app.languages.has(language)
        {
            slip.speak(language);
        }
        let words = Texts::embedded().words(slip.language());
        match go {
            "send" => self.send(&mut slip, state, typed, words),
            "close" => {
                let arrived = self.files.take();
                if arrived.came() {
                    slip.files_went();
                }
                self.files.set(arrived);
                let page = letterbox::confirm(self.path, typed.text, words, &self.around);
                let sealed = slip.seal(self.app, self.now);
                let state = sealed.unwrap_or_else(|_away| state.to_owned());
                Reply::of(StatusCode::OK, &with(page, state, words))
            }
            "close_now" => {
                if let Err(error) = close::close(self.app, slip.report(), self.now) {
                    return self.kept(state, typed, &error, words);
                }
                self.again(&slip, state, &News::None, typed, words)
            }
            _ => {
                let news = self.left_behind(&mut slip, go, words);
                self.again(&slip, state, &news, typed, words)
            }
        }
    }

    /// What is said of files that came with another button than the one that sends, or before it was asked whether the messages
    /// are to be closed.
    fn left_behind(&self, slip: &mut Slip, go: &str, words: Words<'_>) -> News {
        let arrived = self.files.take();
        let gone = slip.take_files_gone() || arrived.came();
        // The button stands behind the files: of a form that was too long it did not come.
        let said = match &arrived.problem {
            Some(problem) if go.is_empty() => Some(attach::of_problem(problem, With::Message, words)),
            _ => gone.then(|| attach::not_kept(words)),
        };
        self.files.set(arrived);
        said.map_or(News::None, |said| {
            News::Wrong(Wrong {
                message: Vec::new(),
                status: said.status,
                files: Some(said),
            })
        })
    }

    /// Stores a message, with the files that came along.
    fn send(
        &self,
        slip: &mut Slip,
        state: &str,
        typed: Typed<'_>,
        words: Words<'_>,
    ) -> Result<Reply, WebError> {
        let arrived = self.files.take();
        let files = files::said(&arrived, slip, words);
        let text = files::text(typed.text, &arrived, words);
        let message = match &text {
            Ok(_) => files::said_of_words(typed.text, slip, words),
            // Files alone are a message too; something is the matter with them.
            Err(FieldProblem::Required) if arrived.came() => Vec::new(),
            Err(FieldProblem::Required) => vec![words.get("followup-empty").into_owned()],
            Err(problem) => vec![faults::in_words(problem, words)],
        };
        let goes = message.is_empty() && files.is_none();
        let (Ok(text), true) = (text, goes) else {
            let status = files.as_ref().map(|said| said.status);
            // A page cannot give files back, whatever is wrong.
            let files = files.or_else(|| arrived.came().then(|| attach::not_kept(words)));
            self.files.set(arrived);
            let wrong = Wrong {
                message,
                files,
                status: status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY),
            };
            return self.again(slip, state, &News::Wrong(wrong), typed, words);
        };
        let letter = Letter {
            text: &text,
            files: arrived.upload.as_ref(),
        };
        let added = add_information::add(self.app, slip.report(), letter, &slip.sending(), self.now);
        // What is stored with the message is no upload any more, and stays.
        self.files.set(arrived);
        match added {
            Ok(_) => self.again(slip, state, &News::Sent, Typed::default(), words),
            Err(AddError::Ended) => {
                self.lost(ErrorCode::Expired, "followup-ended", typed.text, words.language())
            }
            Err(AddError::Intake(error)) => self.kept(state, typed, &error, words),
            // A key, which no page has.
            Err(error @ AddError::KeyReused) => Err(WebError::internal(error)),
        }
    }

    /// The mailbox again as it stands now; where that cannot be read, the page as it was, with what was typed.
    fn again(
        &self,
        slip: &Slip,
        state: &str,
        news: &News,
        typed: Typed<'_>,
        words: Words<'_>,
    ) -> Result<Reply, WebError> {
        let sent = matches!(news, News::Sent);
        let mailbox = match by_code::reopen(self.app, slip.report(), self.now) {
            Ok(Some(mailbox)) => mailbox,
            Ok(None) => {
                let why = if sent { "followup-sent" } else { "followup-ended" };
                return self.lost(ErrorCode::Expired, why, typed.text, words.language());
            }
            Err(error) => return self.kept(state, typed, &error, words),
        };
        if sent {
            return self.open(&mailbox, news, words);
        }
        // The same page as before: what is sent from either is one sending, and answers what stood on it first.
        let mut page = letterbox::page(self.path, &mailbox, news, typed, words, &self.around);
        let unchanged = mailbox.questions.iter().all(|question| slip.shows(question.id));
        let sealed = if unchanged {
            slip.seal(self.app, self.now)
        } else {
            Slip::new(self.app, &mailbox, words.language()).seal(self.app, self.now)
        };
        page = with(page, sealed.unwrap_or_else(|_away| state.to_owned()), words);
        Reply::of(news.status(), &page)
    }

    /// The mailbox on a new page.
    fn open(&self, mailbox: &Mailbox, news: &News, words: Words<'_>) -> Result<Reply, WebError> {
        let sealed = Slip::new(self.app, mailbox, words.language()).seal(self.app, self.now);
        match sealed {
            Ok(state) => {
                let page = letterbox::page(self.path, mailbox, news, Typed::default(), words, &self.around);
                Reply::of(StatusCode::OK, &with(page, state, words))
            }
            Err(error) => {
                let code = tell(&error);
                let sent = matches!(news, News::Sent);
                let why = if sent { "followup-sent" } else { "followup-away" };
                let status = if sent { StatusCode::OK } else { code.status() };
                let page = lost::page(self.path, why, "", words, &self.around);
                Reply::of(status, &page)
            }
        }
    }

    /// The store is away: nothing was done, and the page keeps what was typed, to be sent again.
    fn kept(
        &self,
        state: &str,
        typed: Typed<'_>,
        error: &IntakeError,
        words: Words<'_>,
    ) -> Result<Reply, WebError> {
        tracing::error!(error = chain(error), "a mailbox could not be written or read");
        let arrived = self.files.take();
        let with_files = arrived.came();
        self.files.set(arrived);
        let page = lost::waiting(self.path, typed, with_files, words, &self.around);
        let page = with(page, state.to_owned(), words);
        let code = tell(error);
        Ok(Reply::of(code.status(), &page)?.after(RETRY_SECONDS))
    }

    fn lost(&self, code: ErrorCode, why: &str, typed: &str, language: Language) -> Result<Reply, WebError> {
        let words = Texts::embedded().words(language);
        let page = lost::page(self.path, why, typed, words, &self.around);
        Reply::of(code.status(), &page)
    }
}

fn value<'a>(posted: &'a [(String, String)], wanted: &str) -> &'a str {
    let field = posted.iter().find(|(name, _)| name == wanted);
    field.map_or("", |(_, value)| value.as_str())
}

fn with(mut page: StepPage, state: String, words: Words<'_>) -> StepPage {
    page.hidden = [(STATE, state), (SPOKEN, words.language().code().to_owned())]
        .map(|(name, value)| Hidden {
            name: name.into(),
            value,
        })
        .into();
    page
}

/// What an error of a use case is to a person.
const fn tell(error: &IntakeError) -> ErrorCode {
    if error.may_pass() {
        ErrorCode::Unavailable
    } else {
        ErrorCode::Internal
    }
}
