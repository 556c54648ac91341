//! The last button of the wizard: sends the report with its files, and shows its receipt or what is wrong. A page cannot give
//! files back, so whoever chose some reads on the check page that they did not stay.

use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};

use super::answer::Answer;
use super::attach::{Said, With};
use super::calls::Calls;
use super::check::Trouble;
use super::go::{Copied, Go};
use super::step::{Desk, STATE, failed, hidden, tell, with, words_of};
use super::turn::Faults;
use super::visit::{Screen, Visit};
use super::work_receipt::Sent;
use super::{attach, check, professional, reading, receipt, work_receipt};
use crate::forms::{Answers, bind};
use crate::intake::attach::Upload;
use crate::intake::flood::Sending;
use crate::intake::submit_report::{Admission, Along, SubmitError, submit_watched};
use crate::intake::wizard_state::{self, Opening};
use crate::intake::{App, IntakeError, form_token};
use crate::web::error::{WebError, chain};
use crate::web::error_code::ErrorCode;
use crate::web::files::{Arrived, Why};

/// The upload of a form whose first fields are `posted`. It must come from a check page that this installation made less
/// than a day ago: for anything else no file is stored.
///
/// # Errors
/// [`Why::Unasked`] from any other page; [`Why::File`] when the keys cannot be had.
pub fn begin(app: &App, posted: &[(String, String)], now: DateTime<Utc>) -> Result<Upload, Why> {
    let state = posted.iter().find(|(name, _)| name == STATE);
    let state = state.map_or("", |(_, value)| value.as_str());
    let visit = match wizard_state::open(app, state, now)? {
        Opening::Opened(plain) => Visit::read(&plain),
        Opening::TooOld | Opening::Unreadable => None,
    };
    match visit {
        Some(visit) if visit.is_at_the_check_page() => Ok(Upload::new(app, now)),
        _ => Err(Why::Unasked),
    }
}

impl Desk<'_> {
    /// Sends the report and shows its receipt; or the page on which something is wrong; or the check page again.
    pub(super) fn send(&self, mut visit: Visit, state: &str) -> Result<Answer, WebError> {
        let mut around = self.around_of(&visit)?;
        let report = match reading::report(&visit, &around) {
            Ok(accepted) => accepted.report,
            Err((at, at_fields)) => {
                visit.screen = Screen::Page(at);
                visit.changing = true;
                let left = self.left_behind(&mut visit, &Go::Send);
                let state = self.seal(&visit).map_err(failed)?;
                let faults = Faults {
                    at_fields,
                    ..Faults::default()
                };
                return self.show(&visit, &faults, left, state);
            }
        };
        visit.files_gone = false;
        let Arrived { upload, problem } = self.files.take();
        let said = match (&problem, &upload) {
            (Some(problem), _) => Some(attach::of_problem(problem, With::Report, words_of(&visit))),
            (None, Some(upload)) => {
                let words = words_of(&visit);
                attach::warnings(&mut visit, upload.files(), words)
            }
            (None, None) => None,
        };
        if let Some(said) = said {
            self.files.set(Arrived { upload, problem });
            // Without a new state the page goes on with the one it came with: nothing typed is lost.
            let state = self.seal(&visit).unwrap_or_else(|_away| state.to_owned());
            let status = said.status;
            return self.check_again(&visit, &Trouble::Files(said), status, state);
        }
        let admission = Admission::Web {
            token: visit.token.clone(),
            wants_code: !visit.no_code,
        };
        let document = bind::document(visit.form(), &visit.answers);
        let left = upload.as_ref().map(|_| attach::not_kept(words_of(&visit)));
        let along = Along {
            document: Some(&document),
            files: upload,
            ..Along::default()
        };
        let sending = Sending {
            sender: self.sender,
            begun: visit.begun,
        };
        match submit_watched(self.app, &report, along, &admission, &sending, self.now) {
            Ok((given, waits)) if professional::is_form(visit.form()) => {
                let sent = Sent::new(given, document);
                visit.answers = Answers::default();
                visit.screen = Screen::Sent(Box::new(sent.clone()));
                let answer = self.after_sending(&visit, &sent, &Go::Unknown)?;
                Ok(Answer { waits, ..answer })
            }
            Ok((given, waits)) => {
                if given.protected {
                    around.calls = Calls::Protected;
                }
                let page = receipt::page(&given, &visit, words_of(&visit), &around);
                let answer = Answer::of(StatusCode::OK, &page)?;
                Ok(Answer { waits, ..answer })
            }
            Err(SubmitError::TokenExpired | SubmitError::TokenForged) => match self.renewed(&mut visit) {
                Ok(state) => self.check_again(&visit, &Trouble::TooOld(left), StatusCode::GONE, state),
                Err(error) => {
                    tracing::error!(error = chain(&error), "a token could not be given out");
                    self.not_stored(&visit, left, tell(&error), state)
                }
            },
            Err(error) => {
                let code = match &error {
                    SubmitError::Intake(intake) => tell(intake),
                    _ => ErrorCode::Internal,
                };
                tracing::error!(error = chain(&error), "a report could not be stored");
                self.not_stored(&visit, left, code, state)
            }
        }
    }

    /// The state of `visit` with a new token to send it by.
    fn renewed(&self, visit: &mut Visit) -> Result<String, IntakeError> {
        visit.token = form_token::issue(self.app, self.now)?;
        self.seal(visit)
    }

    /// What the check page says of files that came with another button than the one that sends, or when another page must be
    /// shown first: at once where it is shown, else when it is shown again.
    pub(super) fn left_behind(&self, visit: &mut Visit, go: &Go) -> Option<Said> {
        let arrived = self.files.take();
        visit.files_gone |= arrived.came();
        // The button stands behind the files: of a form that was too long it did not come.
        let cut_off = arrived.problem.as_ref().filter(|_| *go == Go::Continue);
        let words = words_of(visit);
        let said = cut_off.map(|problem| attach::of_problem(problem, With::Report, words));
        self.files.set(arrived);
        if !visit.is_at_the_check_page() || !std::mem::take(&mut visit.files_gone) {
            return None;
        }
        Some(said.unwrap_or_else(|| attach::not_kept(words)))
    }

    /// What is the matter with the files that came.
    pub(super) fn trouble_with_files(&self) -> Option<Why> {
        let arrived = self.files.take();
        let why = arrived.problem.as_ref().map(|problem| problem.why.clone());
        self.files.set(arrived);
        why
    }

    /// The receipt of somebody in their work, or what they take along from it.
    pub(super) fn after_sending(&self, visit: &Visit, sent: &Sent, go: &Go) -> Result<Answer, WebError> {
        let mut around = self.around()?;
        around.calls = sent.calls(around.rules);
        // The answers, which chose the voice before, are gone.
        let words = words_of(visit).in_voice(sent.voice());
        let file = match go {
            Go::Copy(copied) => sent.file(*copied),
            _ => None,
        };
        if let Some((name, body)) = file {
            return Ok(Answer {
                status: StatusCode::OK,
                body,
                file_name: Some(name),
                waits: false,
            });
        }
        let mut page = match go {
            Go::Copy(Copied::Page) if !sent.first_stands() => work_receipt::copy(sent, words, &around),
            _ => work_receipt::page(sent, self.app.silence_days, words, &around),
        };
        page.hidden = hidden(visit, self.seal(visit).map_err(failed)?);
        Answer::of(StatusCode::OK, &page)
    }

    fn check_again(
        &self,
        visit: &Visit,
        trouble: &Trouble,
        status: StatusCode,
        state: String,
    ) -> Result<Answer, WebError> {
        let around = self.around_of(visit)?;
        let goes_to = self.goes_to(visit, &around);
        let page = check::page(visit, &goes_to, Some(trouble), words_of(visit), &around);
        Answer::of(status, &with(page, visit, state))
    }

    /// The check page after a report that could not be stored: with the state it came with it can be sent again.
    fn not_stored(
        &self,
        visit: &Visit,
        left: Option<Said>,
        code: ErrorCode,
        state: &str,
    ) -> Result<Answer, WebError> {
        self.check_again(visit, &Trouble::NotStored(left), code.status(), state.to_owned())
    }
}
