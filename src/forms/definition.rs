//! What a form definition may say. Anything else in the file is an error.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::answers::Answers;
use super::key;
use crate::domain::field_error::FieldProblem;
use crate::domain::sensitivity::Sensitivity;
use crate::text::Words;

/// When a page or a field is shown: AND between the keys, OR inside a list. Empty: always.
pub type ShowWhen = BTreeMap<String, Vec<String>>;

/// A form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its id and file name, such as `concern`.
    pub id: String,
    /// Its version; a visit under an older one is asked changed pages again.
    pub version: u32,
    /// Answers that a visit begins with and that no page asks for: what its buttons and the routing decide.
    /// They steer the pages and are never sent.
    #[serde(default)]
    pub controls: BTreeMap<String, Vec<String>>,
    /// What the form itself stands for, such as the role of who fills it in: answers that no page asks for and that
    /// are always sent.
    #[serde(default)]
    pub given: BTreeMap<String, String>,
    /// The form that asks the rest, by the key and the code that lead to it: key → code → form.
    #[serde(default)]
    pub leads_to: BTreeMap<String, BTreeMap<String, String>>,
    /// Who is spoken to in other words, by an answer: key → code → voice ([`Words::in_voice`]).
    #[serde(default)]
    pub voices: BTreeMap<String, BTreeMap<String, String>>,
    /// Its controls begin anew when a visit comes from another form; those of the other one come back with it.
    #[serde(default)]
    pub own_controls: bool,
    /// The pages in their order.
    #[serde(rename = "page")]
    pub pages: Vec<Page>,
}

/// A page of a form, shown once or, with `repeat`, once for each element of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its id; its heading is the text `page-<id>-title`.
    pub id: String,
    /// Counted in "Kysymys n / m".
    #[serde(default)]
    pub question: bool,
    /// The most words that its Finnish rendering may show.
    pub words: u16,
    /// When it is shown.
    #[serde(default)]
    pub show_when: ShowWhen,
    /// The list for each element of which the page is shown, such as `children`.
    #[serde(default)]
    pub repeat: Option<String>,
    /// The first element for which a repeated page is shown, counted from 0.
    #[serde(default)]
    pub from: usize,
    /// The texts that stand below the heading, a paragraph each.
    #[serde(default)]
    pub says: Vec<String>,
    /// What its Continue button says, where that is not "Continue".
    #[serde(default)]
    pub go_on: Option<String>,
    /// The text shown in an inset above the fields.
    #[serde(default)]
    pub inset: Option<String>,
    /// What explains itself below the heading, in a `<details>`: the texts `help-<name>` and `help-<name>-1` to `-3`.
    #[serde(default)]
    pub help: Option<String>,
    /// A hint below the heading says once that everything is optional, so no field says it.
    #[serde(default)]
    pub all_optional: bool,
    /// Its fields in their order.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
}

/// A field of a page.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of its own in a definition"
)]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The path in the schema, with `[]` for "this element": `children[].first_names`.
    pub key: String,
    /// How it is asked.
    pub kind: Kind,
    /// The page cannot be left without it.
    #[serde(default)]
    pub required: bool,
    /// Left empty it is asked for once; the next Continue goes on without it. It is not called optional.
    #[serde(default)]
    pub wanted: bool,
    /// The most characters it takes; told only in the error.
    #[serde(default)]
    pub max_chars: Option<usize>,
    /// The `autocomplete` token: `off` for the case, a WCAG 1.3.5 token for the person's own contacts.
    #[serde(default = "off")]
    pub autocomplete: String,
    /// Who may read it.
    pub sensitivity: Sensitivity,
    /// When it is shown, on a page that is.
    #[serde(default)]
    pub show_when: ShowWhen,
    /// The code list of radios, checkboxes or a select.
    #[serde(default)]
    pub list: Option<String>,
    /// The codes of the list that are offered; empty: all.
    #[serde(default)]
    pub options: Vec<String>,
    /// The `<details>` it stands in, with its neighbours of the same name; the summary is the text `details-<name>`.
    #[serde(default)]
    pub details: Option<String>,
    /// The headed section of a long page that it stands in, with its neighbours of the same name; the heading is the
    /// text `section-<name>`.
    #[serde(default)]
    pub section: Option<String>,
    /// On a page shown once: asked, together with its neighbours of the same group, for each element of this list.
    #[serde(default)]
    pub group: Option<String>,
    /// The answer whose values are offered to choose from, instead of a box to type into; for `kind = "text"` and for a select
    /// of offices.
    #[serde(default)]
    pub offers: Option<String>,
    /// The text shown in an inset above the field.
    #[serde(default)]
    pub inset: Option<String>,
    /// The first element for which it is asked, counted from 0, on a repeated page.
    #[serde(default)]
    pub from: usize,
    /// On a page shown once: asked for each element of this list, when there are two or more.
    #[serde(default)]
    pub each: Option<String>,
    /// With `each`: asked of the only element too.
    #[serde(default)]
    pub even_of_one: bool,
    /// It steers the form and is never sent.
    #[serde(default)]
    pub control: bool,
    /// The value that is sent with its neighbours of the same element; for `kind = "fixed"`.
    #[serde(default)]
    pub value: Option<String>,
    /// The key that takes what was typed where it does not have this field's shape, so that nothing is lost: a
    /// place that is no municipality, a date without its day.
    #[serde(default)]
    pub otherwise: Option<String>,
    /// The base of its text keys where it is not the key itself.
    #[serde(default)]
    pub text: Option<String>,
}

fn off() -> String {
    "off".to_owned()
}

/// How a field is asked, and so which shape its answer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// One of a few codes.
    Radios,
    /// Any of a few codes.
    Checkboxes,
    /// One of many codes.
    Select,
    /// Day, month and year in three boxes; a whole date.
    Date3,
    /// The same, where the day or the day and the month may be missing.
    PartialDate3,
    /// Hours and minutes.
    Time,
    /// A single tick.
    Flag,
    /// A personal identity code.
    IdentityCode,
    /// A municipality by name in any language, or a postal code; the answer is its three digits once it is known.
    Municipality,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// Files.
    Files,
    /// Not asked: `value`, sent when another field of the same element has an answer.
    Fixed,
}

impl Kind {
    /// Whether the answer is one or more codes of a list.
    pub const fn has_list(self) -> bool {
        matches!(self, Self::Radios | Self::Checkboxes | Self::Select)
    }

    /// Whether the field shows on its page at all.
    pub const fn is_asked(self) -> bool {
        !matches!(self, Self::Fixed)
    }
}

impl Form {
    /// The page `id`.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// The id of the form that asks the rest, by what was answered; `None` where it is this one.
    pub fn led_to(&self, answers: &Answers) -> Option<&str> {
        let mut led = self.leads_to.iter();
        led.find_map(|(key, forms)| forms.get(answers.first(key)?))
            .map(String::as_str)
    }

    /// The voice in which the form speaks, by what was answered.
    pub fn voice(&self, answers: &Answers) -> Option<&str> {
        let mut voices = self.voices.iter();
        voices
            .find_map(|(key, voices)| voices.get(answers.first(key)?))
            .map(String::as_str)
    }

    /// The page that asks what leads to another form.
    pub fn parting_page(&self) -> Option<&Page> {
        let (page, _) = self
            .fields()
            .find(|(_, field)| self.leads_to.contains_key(&field.key))?;
        Some(page)
    }

    /// Every field with its page, in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = (&Page, &Field)> {
        self.pages
            .iter()
            .flat_map(|page| page.fields.iter().map(move |field| (page, field)))
    }
}

impl Page {
    /// The key of the heading's text.
    pub fn title_key(&self) -> String {
        format!("page-{}-title", key::hyphened(&self.id))
    }

    /// The texts of what explains itself on the page: its summary, then what opens.
    pub fn help_keys(&self) -> Vec<String> {
        let summary = self.help.as_ref().map(|name| format!("help-{name}"));
        let lines = |summary: &String| {
            (1..=3)
                .map(|line| format!("{summary}-{line}"))
                .collect::<Vec<_>>()
        };
        let lines = summary.as_ref().map(lines).unwrap_or_default();
        summary.into_iter().chain(lines).collect()
    }

    /// The key of the hint below the heading; whether there is one, the catalogue tells.
    pub fn hint_key(&self) -> String {
        format!("page-{}-hint", key::hyphened(&self.id))
    }
}

impl Field {
    /// The base of its text keys: `children[].first_names` → `children-first-names`.
    pub fn text_base(&self) -> String {
        key::text_base(self.text.as_ref().unwrap_or(&self.key))
    }

    /// The key of the label.
    pub fn label_key(&self) -> String {
        format!("{}-label", self.text_base())
    }

    /// The key of the label where it is asked for several elements on one page; whether there is one, the catalogue
    /// tells.
    pub fn label_of_several_key(&self) -> String {
        format!("{}-label-several", self.text_base())
    }

    /// The key of the hint; whether there is one, the catalogue tells.
    pub fn hint_key(&self) -> String {
        format!("{}-hint", self.text_base())
    }

    /// The key of what the check page says where nothing was answered; "not given" where there is none.
    pub fn none_key(&self) -> String {
        format!("{}-none", self.text_base())
    }

    /// The key of the short name used on the check page and in the staff's view; the label where there is none.
    pub fn row_key(&self) -> String {
        format!("{}-row", self.text_base())
    }

    /// What the code `code` of its list is called in this form: `<base>-option-<code>`, else its general name.
    pub fn option(&self, code: &str, words: Words<'_>) -> String {
        let own = format!("{}-option-{}", self.text_base(), key::hyphened(code));
        if words.has(&own) {
            words.get(&own).into_owned()
        } else {
            words
                .code(self.list.as_deref().unwrap_or_default(), code)
                .into_owned()
        }
    }

    /// The hint below an option, where it has one.
    pub fn option_hint(&self, code: &str, words: Words<'_>) -> Option<String> {
        let own = format!("{}-option-{}-hint", self.text_base(), key::hyphened(code));
        words.has(&own).then(|| words.get(&own).into_owned())
    }

    /// What is wrong with its value, in words: the field's own text for the problem, else the general one.
    pub fn problem(&self, problem: &FieldProblem, words: Words<'_>) -> String {
        let own = self.error_key(problem.code());
        if words.has(&own) {
            words.get(&own).into_owned()
        } else {
            super::faults::in_words(problem, words)
        }
    }

    /// The key of the error text for a problem code; the general `problem-<code>` where there is none.
    pub fn error_key(&self, code: &str) -> String {
        format!("{}-error-{}", self.text_base(), key::hyphened(code))
    }
}
