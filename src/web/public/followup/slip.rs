//! What an open mailbox carries in its page, sealed: which report it is, and what makes two sendings of the page one. Neither
//! the code nor anything of the report is in it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::language::Language;
use crate::intake::mailbox::Mailbox;
use crate::intake::mailbox::add_information::From;
use crate::intake::wizard_state::{self, Opening};
use crate::intake::{App, IntakeError};

/// The sealed field of an open mailbox.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// The report.
    mailbox: Uuid,
    /// What makes two sendings of the page one.
    page: Uuid,
    /// The questions that stand on the page: those are answered by a message from it, and no later ones.
    questions: Vec<Uuid>,
    /// The language of the page, where the person chose one.
    language: String,
    /// The reporter wishes to stay unknown.
    #[serde(default)]
    anonymous: bool,
    /// What was told of the files that came, so that it is told once.
    #[serde(default)]
    told: Option<String>,
    /// What was told of the words of the message, for the same reason.
    #[serde(default)]
    told_of_words: Vec<String>,
    /// Files were chosen and did not stay: it is said when the page is shown next.
    #[serde(default)]
    files_gone: bool,
}

/// What a sealed field turned out to be.
pub enum Found {
    /// The mailbox of this page.
    Slip(Slip),
    /// Older than a day.
    TooOld,
    /// Not ours.
    Unreadable,
}

impl Slip {
    /// The field of a new page in `language` that shows `mailbox`.
    pub fn new(app: &App, mailbox: &Mailbox, language: Language) -> Self {
        Self {
            mailbox: mailbox.report,
            page: app.ids.uuid(),
            questions: mailbox.questions.iter().map(|question| question.id).collect(),
            language: language.code().to_owned(),
            anonymous: mailbox.anonymous,
            told: None,
            told_of_words: Vec::new(),
            files_gone: false,
        }
    }

    /// The report.
    pub const fn report(&self) -> Uuid {
        self.mailbox
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        Language::parse(&self.language).unwrap_or_default()
    }

    /// The same page in another language: what is sent from either is one sending.
    pub fn speak(&mut self, language: Language) {
        language.code().clone_into(&mut self.language);
    }

    /// As which sending a message from the page comes.
    pub fn sending(&self) -> From {
        From::Page {
            page: self.page.to_string(),
            answers: self.questions.clone(),
        }
    }

    /// Whether the reporter wishes to stay unknown.
    pub const fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    /// What was told last of the files that came with the page.
    pub fn told(&self) -> Option<&str> {
        self.told.as_deref()
    }

    /// Remembers that `told` was told of the files that came with the page.
    pub fn tell(&mut self, told: String) {
        self.told = Some(told);
    }

    /// What was told last of the words of the message.
    pub fn told_of_words(&self) -> &[String] {
        &self.told_of_words
    }

    /// Remembers that `told` was told of the words of the message.
    pub fn tell_of_words(&mut self, told: Vec<String>) {
        self.told_of_words = told;
    }

    /// Remembers that files were chosen that did not stay, where nothing can be said of it yet.
    pub const fn files_went(&mut self) {
        self.files_gone = true;
    }

    /// Whether that is still to be said; once told it is not.
    pub fn take_files_gone(&mut self) -> bool {
        std::mem::take(&mut self.files_gone)
    }

    /// The questions that stand on the page.
    pub fn shows(&self, question: Uuid) -> bool {
        self.questions.contains(&question)
    }

    /// Seals it for the hidden field of a page made `now`.
    ///
    /// # Errors
    /// [`IntakeError`].
    pub fn seal(&self, app: &App, now: DateTime<Utc>) -> Result<String, IntakeError> {
        let plain = serde_json::to_vec(self).map_err(|_never| IntakeError::Shape("slip"))?;
        wizard_state::seal(app, &plain, now)
    }

    /// Opens the hidden field of a page that came back `now`.
    ///
    /// # Errors
    /// [`IntakeError`].
    pub fn open(app: &App, field: &str, now: DateTime<Utc>) -> Result<Found, IntakeError> {
        Ok(match wizard_state::open(app, field, now)? {
            // The state of a wizard is sealed with the same keys; it has other members and is none of ours.
            Opening::Opened(plain) => serde_json::from_slice(&plain).map_or(Found::Unreadable, Found::Slip),
            Opening::TooOld => Found::TooOld,
            Opening::Unreadable => Found::Unreadable,
        })
    }
}
