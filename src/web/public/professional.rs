//! The way in for those who report in their work, `/professional`, and with the address of an organisation,
//! `/professional/{organisation}`: a bookmark that fills the organisation in, without a cookie.

use super::around::Around;
use super::saying::Saying;
use super::visit::Visit;
use super::{look, start};
use crate::domain::language::Language;
use crate::forms::definition::Form;
use crate::forms::load;
use crate::intake::organisations::{self, Organisation};
use crate::intake::{App, IntakeError};
use crate::text::Words;
use crate::web::page::pages::StepPage;

/// The form of those who report in their work.
pub const FORM: &str = "professional";

/// Where a visit begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The address of everybody.
    Public,
    /// The address of those who report in their work.
    Professional,
    /// The address of an organisation, by its code.
    Organisation(String),
}

impl Entry {
    /// A path of that depth below the mount point, from which links find back there.
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Public => "/",
            Self::Professional => "/professional",
            Self::Organisation(_) => "/professional/organisation",
        }
    }

    /// A visit that begins there. An unknown organisation is no error: its bookmark is older than it is good.
    ///
    /// # Errors
    /// [`IntakeError`] of the database.
    pub fn begin(&self, app: &App, language: Language, token: String) -> Result<Visit, IntakeError> {
        let form = load::form(FORM).filter(|_| *self != Self::Public);
        let mut visit = Visit::begin(form.unwrap_or_else(Visit::first_form), language, token);
        if let Self::Organisation(code) = self
            && let Some(organisation) = organisations::find(app, code)?
        {
            fill_in(&mut visit, &organisation);
        }
        Ok(visit)
    }
}

/// Answers what the organisation is, and offers its units; an only one is answered too.
fn fill_in(visit: &mut Visit, organisation: &Organisation) {
    let answers = &mut visit.answers;
    answers.set("reporter.organisation", [&organisation.name]);
    answers.set("reporter.authority", [organisation.authority.as_str()]);
    answers.set("reporter.business_id", &organisation.business_id);
    answers.set("organisation.units", &organisation.units);
    if let [unit] = organisation.units.as_slice() {
        answers.set("reporter.unit", [unit]);
    }
}

/// Whether `form` is that of those who report in their work.
pub fn is_form(form: &Form) -> bool {
    form.id == FORM
}

/// The page before the first question.
pub fn start_page(words: Words<'_>, around: &Around<'_>) -> StepPage {
    let shell = look::shell(around, words, false)
        .headed("professional-start-title", words)
        .step(true, false)
        .leading_to_contacts(words);
    let say = Saying::on(&shell, words);
    StepPage {
        shell,
        caption: None,
        errors: None,
        heading: Some(words.get("professional-start-title").into_owned()),
        blocks: vec![
            say.prose("start-danger"),
            say.prose("professional-start-name"),
            say.prose("professional-start-secrecy"),
            say.prose("professional-start-time"),
            say.prose("professional-start-history"),
            start::read_when(say, around),
        ]
        .into(),
        hidden: Vec::new(),
        buttons: vec![say.button("continue", "start-begin")],
        files: false,
        after: Vec::new().into(),
    }
}
