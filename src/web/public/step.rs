//! One request of the wizard from the posted form to the next page: opens the state, makes the turn, seals. It blocks, so
//! handlers run it on the blocking pool. [`sending`](super::sending) is what the last button does.

use std::cell::Cell;

use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};

use super::answer::Answer;
use super::around::Around;
use super::attach::Said;
use super::calls::Calls;
use super::check::{GoesTo, Trouble};
use super::go::Go;
use super::professional::Entry;
use super::turn::{CHECK, Faults, Turn, turn};
use super::visit::{Screen, Visit};
use super::{check, lost, nowhere, place, professional, question, reading, start};
use crate::domain::codes::ReporterRole;
use crate::domain::language::Language;
use crate::domain::phone::Audience;
use crate::domain::routing::{Address, route};
use crate::intake::app::Directory;
use crate::intake::flood::Sender;
use crate::intake::wizard_state::{self, Opening};
use crate::intake::{App, IntakeError, destinations, form_token};
use crate::places::Places;
use crate::text::{Texts, Words};
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::files::{Arrived, Why};
use crate::web::page::pages::{Hidden, StepPage};

/// The name of the hidden field that holds the sealed visit.
pub const STATE: &str = "state";
/// The name of the hidden field that names the language of the page, for when the sealed visit cannot be opened.
const SPOKEN: &str = "in";

/// What a request is answered with.
pub struct Desk<'a> {
    pub(super) app: &'a App,
    pub(super) directory: &'a Directory,
    pub(super) now: DateTime<Utc>,
    /// The language of the address or of the browser, until a visit has its own.
    language: Language,
    /// Where the visit began.
    entry: Entry,
    /// Who asks, as far as rates ask.
    pub(super) sender: Option<Sender>,
    /// The files that came with the form, until they go with the report.
    pub(super) files: Cell<Arrived>,
}

impl Drop for Desk<'_> {
    /// Files that did not go with a report go nowhere.
    fn drop(&mut self) {
        self.files.take().discard();
    }
}

impl<'a> Desk<'a> {
    /// A desk for one request that came `now`.
    pub fn new(app: &'a App, directory: &'a Directory, language: Language, now: DateTime<Utc>) -> Self {
        Self {
            app,
            directory,
            now,
            language,
            entry: Entry::Public,
            sender: None,
            files: Cell::default(),
        }
    }

    /// The same for a request at the address `entry`.
    #[must_use]
    pub fn entered_by(mut self, entry: &Entry) -> Self {
        self.entry = entry.clone();
        self
    }

    /// The same for a request of `sender`.
    #[must_use]
    pub fn asked_by(mut self, sender: Option<Sender>) -> Self {
        self.sender = sender;
        self
    }

    /// The same with the files that came with the form.
    #[must_use]
    pub fn with(self, files: Arrived) -> Self {
        self.files.set(files);
        self
    }

    /// What pages look things up in.
    ///
    /// # Errors
    /// [`ErrorCode::Internal`] when the directory lacks the installation's own county.
    pub fn around(&self) -> Result<Around<'a>, WebError> {
        let home = self.directory.rules.home_county();
        let county = self.directory.counties.get(&home);
        Ok(Around {
            places: Places::embedded(),
            rules: &self.directory.rules,
            county: county.ok_or_else(|| WebError::internal("the installation has no county of its own"))?,
            calls: Calls::of_county(&self.directory.rules, home),
            now: self.now,
            languages: &self.app.languages,
            path: self.entry.path(),
        })
    }

    /// The same for a visit: once its places are known, their numbers.
    pub(super) fn around_of(&self, visit: &Visit) -> Result<Around<'a>, WebError> {
        let mut around = self.around()?;
        around.calls = self.calls(visit, &around);
        Ok(around)
    }

    /// Whom a visit is told to call: those to whom its report would go.
    fn calls(&self, visit: &Visit, around: &Around<'a>) -> Calls<'a> {
        let role = visit.answers.first("reporter_role").and_then(ReporterRole::parse);
        let audience = if role == Some(ReporterRole::Professional) {
            Audience::Professionals
        } else {
            Audience::Anyone
        };
        if visit.tells_of_a_protected_address() {
            return Calls::Protected;
        }
        let rules = around.rules;
        if let Ok(accepted) = reading::so_far(visit, around) {
            let destinations = destinations::of(self.app, &accepted.report).unwrap_or_default();
            return Calls::by(destinations.iter().map(|to| &to.decision), rules, audience);
        }
        // Something on the page is wrong; the place may be known all the same.
        let address = Address {
            municipality: place::home(visit, around),
            ..Address::default()
        };
        let decision = route(&address, around.places.geography(), rules);
        Calls::by([&decision], rules, audience)
    }

    /// The start page of a new visit.
    ///
    /// # Errors
    /// [`ErrorCode::Unavailable`] when the database is away.
    pub fn start(&self) -> Result<Answer, WebError> {
        let token = form_token::issue(self.app, self.now).map_err(failed)?;
        let mut visit = self.entry.begin(self.app, self.language, token).map_err(failed)?;
        visit.begun = Some(self.now);
        let state = self.seal(&visit).map_err(failed)?;
        self.show(&visit, &Faults::default(), None, state)
    }

    /// The page after a posted form.
    ///
    /// # Errors
    /// [`WebError`], where not even the typed text could be shown again.
    pub fn step(&self, posted: &[(String, String)]) -> Result<Answer, WebError> {
        let Some((_, state)) = posted.iter().find(|(name, _)| name == STATE) else {
            return match self.trouble_with_files() {
                // The fields did not come: what was too much stands before them, or nobody asked for it.
                Some(Why::TooMuch) => self.lost(ErrorCode::TooLarge, posted),
                Some(_) => self.lost(ErrorCode::BadRequest, posted),
                None => self.start(),
            };
        };
        let mut visit = match wizard_state::open(self.app, state, self.now) {
            Ok(Opening::Opened(plain)) => match Visit::read(&plain) {
                Some(visit) => visit,
                None => return self.lost(ErrorCode::BadRequest, posted),
            },
            Ok(Opening::TooOld) => return self.lost(ErrorCode::Expired, posted),
            Ok(Opening::Unreadable) => return self.lost(ErrorCode::BadRequest, posted),
            Err(error) => return self.lost(tell(&error), posted),
        };
        let go = Go::of(posted);
        if let Screen::Sent(sent) = &visit.screen {
            return self.after_sending(&visit, sent, &go);
        }
        let mut kept = visit.clone();
        match turn(&mut visit, &go, posted, &self.around()?) {
            Turn::Send => self.send(visit, state),
            Turn::Show(faults) => {
                let left = self.left_behind(&mut visit, &go);
                match self.seal(&visit) {
                    Ok(state) => self.show(&visit, &faults, left, state),
                    // The page as it was, with the state it came with: nothing is lost, and the button can be tried again.
                    Err(error) => {
                        turn(&mut kept, &Go::Unknown, posted, &self.around()?);
                        let left = self.left_behind(&mut kept, &go);
                        let mut answer = self.show(&kept, &Faults::default(), left, state.clone())?;
                        answer.status = tell(&error).status();
                        Ok(answer)
                    }
                }
            }
        }
    }

    /// The screen where the visit stands; on the check page with what is to be said of its files.
    pub(super) fn show(
        &self,
        visit: &Visit,
        faults: &Faults,
        files: Option<Said>,
        state: String,
    ) -> Result<Answer, WebError> {
        let around = self.around_of(visit)?;
        let words = words_of(visit);
        let mut status = if faults.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let page = match &visit.screen {
            Screen::Start if professional::is_form(visit.form()) => professional::start_page(words, &around),
            Screen::Start => start::page(words, &around),
            Screen::Sent(sent) => return self.after_sending(visit, sent, &Go::Unknown),
            Screen::Nowhere(_) => nowhere::page(visit, words, &around),
            Screen::Page(at) if at.id == CHECK => {
                let trouble = files.map(|said| {
                    status = said.status;
                    Trouble::Files(said)
                });
                check::page(
                    visit,
                    &self.goes_to(visit, &around),
                    trouble.as_ref(),
                    words,
                    &around,
                )
            }
            Screen::Page(at) => question::page(visit, at, faults, words, &around)
                .ok_or_else(|| WebError::internal(format!("the page {at} is hidden by the answers")))?,
        };
        Answer::of(status, &with(page, visit, state))
    }

    pub(super) fn goes_to(&self, visit: &Visit, around: &Around<'_>) -> GoesTo {
        let Ok(accepted) = reading::report(visit, around) else {
            return GoesTo::Unknown;
        };
        if accepted.report.has_protected_address() {
            return GoesTo::Protected;
        }
        destinations::of(self.app, &accepted.report).map_or(GoesTo::Unknown, GoesTo::Offices)
    }

    /// The page for somebody whose visit cannot be gone on with: what they typed, and the way to a new start.
    ///
    /// # Errors
    /// [`ErrorCode::Internal`] when the directory lacks the installation's own county.
    pub fn lost(&self, code: ErrorCode, posted: &[(String, String)]) -> Result<Answer, WebError> {
        let spoken = posted.iter().find(|(name, _)| name == SPOKEN);
        let spoken = spoken.and_then(|(_, code)| self.app.languages.by_code(code));
        let words = Texts::embedded().words(spoken.unwrap_or(self.language));
        Answer::of(code.status(), &lost::page(code, posted, words, &self.around()?))
    }

    pub(super) fn seal(&self, visit: &Visit) -> Result<String, IntakeError> {
        wizard_state::seal(self.app, &visit.write(), self.now)
    }
}

pub(super) fn words_of(visit: &Visit) -> Words<'static> {
    Texts::embedded().words(visit.language).in_voice(visit.voice())
}

pub(super) fn with(mut page: StepPage, visit: &Visit, state: String) -> StepPage {
    page.hidden = hidden(visit, state);
    page
}

/// What travels in a page and is not seen.
pub(super) fn hidden(visit: &Visit, state: String) -> Vec<Hidden> {
    let spoken = visit.language.code().to_owned();
    [(STATE, state), (SPOKEN, spoken)]
        .map(|(name, value)| Hidden {
            name: name.into(),
            value,
        })
        .into()
}

/// What an error of a use case is to a person.
pub(super) const fn tell(error: &IntakeError) -> ErrorCode {
    if error.may_pass() {
        ErrorCode::Unavailable
    } else {
        ErrorCode::Internal
    }
}

pub(super) fn failed(error: IntakeError) -> WebError {
    if error.may_pass() {
        WebError::unavailable(10, error)
    } else {
        WebError::internal(error)
    }
}
