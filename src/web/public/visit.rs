//! A visit of the wizard: all that travels, sealed, in the hidden field of the page. The server keeps none of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::turn::CHECK;
use super::work_receipt::Sent;
use crate::domain::language::Language;
use crate::forms::definition::Form;
use crate::forms::{Answers, PageAt, Trail, load, pages};

/// The form with which a visit begins, unless its address says another.
pub const FIRST_FORM: &str = "concern";

/// Where a person is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// The start page.
    Start,
    /// A page of the form; the check page is one.
    Page(PageAt),
    /// After this page: no office answers for the place, or none is known. Sending is offered all the same.
    Nowhere(PageAt),
    /// The report was sent in somebody's work: its receipt, from which copies are made.
    Sent(Box<Sent>),
}

/// What was proposed for a typed place ("did you mean"), and what the person chose.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The text that was not understood; another text is looked up afresh.
    pub text: String,
    /// The number of the chosen municipality, or [`NONE_OF_THESE`].
    pub choice: Option<String>,
}

/// "None of these".
pub const NONE_OF_THESE: &str = "none";

/// A visit: which form, in which language, where, and what was answered.
#[derive(Clone, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and any of them may go with any other"
)]
pub struct Visit {
    form: String,
    version: u32,
    /// The form with which the visit began.
    began_with: String,
    /// The language of the page.
    pub language: Language,
    /// Where the person is.
    pub screen: Screen,
    /// The pages left by Continue.
    pub trail: Trail,
    /// What was answered, to the letter.
    pub answers: Answers,
    /// What steers the form that was left for one with controls of its own.
    #[serde(default)]
    set_aside: Vec<(String, Vec<String>)>,
    /// Continue leads back to the check page.
    #[serde(default)]
    pub changing: bool,
    /// The one-time form token: one visit makes one report.
    pub token: String,
    /// What was proposed for a place, by key.
    #[serde(default)]
    pub proposed: BTreeMap<String, Proposed>,
    /// What was warned of once, by key: the value that stood there.
    #[serde(default)]
    pub warned: BTreeMap<String, String>,
    /// The person wants no follow-up code.
    #[serde(default)]
    pub no_code: bool,
    /// Pictures keep what they tell of their making, as evidence.
    #[serde(default)]
    pub keep_image_data: bool,
    /// Files were chosen and did not stay: it is said when the check page is shown next.
    #[serde(default)]
    pub files_gone: bool,
    /// When its first page was made, UTC: what nobody can have typed since is looked at as a flood.
    #[serde(default)]
    pub begun: Option<DateTime<Utc>>,
}

impl Visit {
    /// A visit that begins at the start page.
    pub fn begin(form: &Form, language: Language, token: String) -> Self {
        Self {
            form: form.id.clone(),
            version: form.version,
            began_with: form.id.clone(),
            language,
            screen: Screen::Start,
            trail: Trail::default(),
            answers: Answers::begin(form),
            set_aside: Vec::new(),
            changing: false,
            token,
            proposed: BTreeMap::new(),
            warned: BTreeMap::new(),
            no_code: false,
            keep_image_data: false,
            files_gone: false,
            begun: None,
        }
    }

    /// The form with which a visit begins.
    ///
    /// # Panics
    /// Never in a build whose tests passed: the definition is a part of the program.
    pub fn first_form() -> &'static Form {
        #[expect(
            clippy::expect_used,
            reason = "the definition is compiled in and a test reads it"
        )]
        load::form(FIRST_FORM).expect("the form of the wizard is embedded")
    }

    /// The form that is being filled in.
    pub fn form(&self) -> &'static Form {
        load::form(&self.form).unwrap_or_else(Self::first_form)
    }

    /// The voice in which the form speaks to this person.
    pub fn voice(&self) -> Option<&'static str> {
        self.form().voice(&self.answers)
    }

    /// Goes on with the form to which the answers lead; `true` when it is another than before. What was answered
    /// stays, by key; every page of the other form is asked.
    pub fn follow(&mut self) -> bool {
        let led = self.form().led_to(&self.answers).and_then(load::form);
        led.is_some_and(|form| self.enter(form))
    }

    /// Goes back to the form with which the visit began, to the page that led from it; `None` when the visit has
    /// not left it.
    pub fn back_to_the_parting(&mut self) -> Option<PageAt> {
        let first = load::form(&self.began_with).filter(|first| first.id != self.form)?;
        let parting = first.parting_page()?;
        self.enter(first);
        Some(PageAt::first(&parting.id))
    }

    fn enter(&mut self, form: &Form) -> bool {
        if self.form == form.id {
            return false;
        }
        let left = self.form();
        if left.own_controls {
            self.answers.take_controls(left);
            for (key, values) in std::mem::take(&mut self.set_aside) {
                self.answers.set(&key, values);
            }
        }
        if form.own_controls {
            self.set_aside = self.answers.take_controls(left);
        }
        form.id.clone_into(&mut self.form);
        self.version = form.version;
        self.answers.enter(form);
        self.trail = Trail::default();
        self.changing = false;
        true
    }

    /// Reads a visit out of an opened state. `None` when it is none, or of a form that there is not.
    /// Answers given under an older definition stay, by key, and every page is asked again.
    pub fn read(plain: &[u8]) -> Option<Self> {
        let mut visit: Self = serde_json::from_slice(plain).ok()?;
        let form = load::form(&visit.form)?;
        if visit.version != form.version && !matches!(visit.screen, Screen::Sent(_)) {
            visit.version = form.version;
            visit.trail = Trail::default();
            visit.changing = false;
            visit.screen = pages::pages(form, &visit.answers)
                .into_iter()
                .next()
                .map_or(Screen::Start, Screen::Page);
        }
        Some(visit)
    }

    /// The bytes to seal for a page that shows the visit. What stands in the page's own fields is left out: it comes
    /// back with them, and no answer travels twice.
    pub fn write(&self) -> Vec<u8> {
        let mut travelling = self.clone();
        if let Screen::Page(at) = &self.screen
            && let Some(shown) = pages::shown_at(self.form(), &self.answers, at)
        {
            for asked in shown.asked.iter().filter(|asked| asked.field.kind.is_asked()) {
                travelling.answers.set::<&str>(&asked.key, []);
            }
        }
        // Strings, numbers and lists of them always have a JSON form.
        serde_json::to_vec(&travelling).unwrap_or_default()
    }

    /// Whether anybody's address is said to be protected, on whichever page.
    pub fn tells_of_a_protected_address(&self) -> bool {
        let mut answers = self.answers.iter();
        answers.any(|(key, values)| key.ends_with("protected_address") && !values.is_empty())
    }

    /// Whether the person stands at the last page, where files are chosen.
    pub fn is_at_the_check_page(&self) -> bool {
        matches!(&self.screen, Screen::Page(at) if at.id == CHECK)
    }

    /// The page of the form where the person is or came from; `None` on the start page.
    pub fn at(&self) -> Option<&PageAt> {
        match &self.screen {
            Screen::Start | Screen::Sent(_) => None,
            Screen::Page(at) | Screen::Nowhere(at) => Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> Visit {
        Visit::begin(Visit::first_form(), Language::Fi, "token".to_owned())
    }

    #[test]
    fn a_visit_comes_back_without_what_stands_in_the_page() {
        let mut visit = visit();
        visit.screen = Screen::Page(PageAt::first("concern"));
        visit.answers.set("children[0].first_names", ["Aino"]);
        visit.answers.set("concern.description", ["Lapsi itkee."]);
        let back = Visit::read(&visit.write()).unwrap();
        assert_eq!(back.answers.first("children[0].first_names"), Some("Aino"));
        assert_eq!(back.answers.first("concern.description"), None);
        assert!(back.screen == visit.screen);
    }

    #[test]
    fn a_child_s_own_form_is_about_that_child_and_what_stood_in_the_other_comes_back() {
        let mut visit = visit();
        crate::forms::children::add(&mut visit.answers);
        visit.answers.set("children[1].first_names", ["Eino"]);
        visit.answers.set("reporter_role", ["young_person"]);
        assert!(visit.follow());
        assert_eq!(visit.form().id, "young_person");
        assert_eq!(visit.voice(), Some("young"));
        assert_eq!(visit.answers.count("children"), 1);
        let back = visit.back_to_the_parting().unwrap();
        assert_eq!(
            (back.to_string().as_str(), visit.form().id.as_str()),
            ("who", "concern")
        );
        assert_eq!(visit.answers.count("children"), 2);
        assert_eq!(visit.answers.first("children[1].first_names"), Some("Eino"));
    }

    #[test]
    fn another_form_is_not_read_and_an_older_definition_is_asked_again() {
        let mut other = visit();
        other.form = "no_such_form".to_owned();
        assert!(Visit::read(&other.write()).is_none());
        assert!(Visit::read(b"[]").is_none());
        let mut older = visit();
        older.version = 0;
        older.trail.leave(&PageAt::first("who"));
        older.screen = Screen::Page(PageAt::first("check"));
        older.answers.set("worker_only", ["x"]);
        let back = Visit::read(&older.write()).unwrap();
        assert!(back.screen == Screen::Page(PageAt::first("who")));
        assert!(!back.trail.left(&PageAt::first("who")));
        assert_eq!(back.answers.first("worker_only"), Some("x"));
    }
}
