//! What was posted to a page with several forms and not taken: everything typed, and what is wrong with it. Draws the
//! controls of such a form, with what was typed in them.

use super::look::{Look, csrf};
use crate::web::extract::csrf::Fields;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::Block;
use crate::web::page::field::{Choice, Choices, FieldFault, Label, TextArea, TextField, Width};
use crate::web::page::pages::Hidden;
use crate::web::page::view::{ErrorSummary, FaultLink};

/// A form that was posted and not taken. Holds what somebody typed, therefore it has no `Debug`.
pub struct Filled {
    /// Which form of the page.
    pub form: String,
    fields: Vec<(String, String)>,
    faults: Vec<FaultLink>,
}

impl Filled {
    /// What was posted to `form`, with each fault at its field.
    pub fn new(form: impl Into<String>, fields: &Fields, faults: Vec<FaultLink>) -> Self {
        Self {
            form: form.into(),
            fields: fields.all().to_vec(),
            faults,
        }
    }

    /// The summary of what is wrong.
    pub fn summary(&self, look: &Look) -> Option<ErrorSummary> {
        (!self.faults.is_empty()).then(|| ErrorSummary {
            title: look.word("error-summary-title"),
            faults: self.faults.clone(),
        })
    }

    /// What was typed into `name`, where that is not empty.
    pub fn typed(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|text| !text.trim().is_empty())
    }

    fn value(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(field, _)| field == name);
        field.map(|(_, value)| value.as_str())
    }
}

/// A fault at the field `id`.
pub fn fault(id: &str, text: String) -> FaultLink {
    FaultLink {
        id: id.to_owned(),
        text,
    }
}

/// Draws the controls of one form of a page. Field names start with the form's own word, so that no two on a page are alike.
pub struct Controls<'a> {
    look: &'a Look,
    filled: Option<&'a Filled>,
}

impl<'a> Controls<'a> {
    /// The controls of `form`, with what was posted to it.
    pub fn of(look: &'a Look, filled: Option<&'a Filled>, form: &str) -> Self {
        Self {
            look,
            filled: filled.filter(|filled| filled.form == form),
        }
    }

    /// Whether this form was posted and not taken.
    pub const fn is_back(&self) -> bool {
        self.filled.is_some()
    }

    /// The label of `name`, with the text `key` and its hint where there is one.
    pub fn label(&self, name: &str, key: &str) -> Label {
        let mut label = Label::new(name, self.look.word(key));
        let hint = format!("{key}-hint");
        if self.look.words.has(&hint) {
            label.hint = Some(self.look.word(&hint));
        }
        let faults = self
            .filled
            .map(|filled| filled.faults.as_slice())
            .unwrap_or_default();
        label.error = faults
            .iter()
            .find(|fault| fault.id == label.id)
            .map(|fault| FieldFault {
                prefix: self.look.word("error-prefix"),
                text: fault.text.clone(),
            });
        label
    }

    /// What stands in `name`: what was typed, else `else_value`.
    fn value(&self, name: &str, else_value: &str) -> String {
        let typed = self.filled.and_then(|filled| filled.value(name));
        typed.unwrap_or(else_value).replace("\r\n", "\n")
    }

    /// A short box.
    pub fn text(&self, name: &str, key: &str, else_value: &str, width: Width) -> Block {
        let mut field = TextField::new(self.label(name, key), self.value(name, else_value));
        field.width = width;
        Block::Text(field)
    }

    /// A box of several lines.
    pub fn area(&self, name: &str, key: &str, rows: u8) -> Block {
        self.area_labelled(self.label(name, key), rows)
    }

    /// A box of several lines with a label of its own.
    pub fn area_labelled(&self, label: Label, rows: u8) -> Block {
        Block::Area(TextArea {
            value: self.value(&label.name, ""),
            label,
            rows,
        })
    }

    /// One of `codes` of a list; nothing is chosen beforehand.
    pub fn radios(&self, name: &str, key: &str, list: &str, codes: &[&str]) -> Block {
        let chosen = self.value(name, "");
        Block::Radios(Choices {
            label: self.label(name, key),
            items: codes
                .iter()
                .map(|code| Self::choice(code, self.look.words.code(list, code).into_owned(), &chosen))
                .collect(),
            small: true,
        })
    }

    /// One of many, by value and name; `else_value` is chosen where nothing was posted.
    pub fn select(&self, label: Label, options: Vec<(String, String)>, else_value: &str) -> Block {
        let chosen = self.value(&label.name, else_value);
        let items = options
            .into_iter()
            .map(|(value, text)| Self::choice(&value, text, &chosen));
        Block::Select(Choices::new(label, items.collect()))
    }

    fn choice(value: &str, label: String, chosen: &str) -> Choice {
        Choice {
            value: value.to_owned(),
            label,
            hint: None,
            checked: value == chosen,
        }
    }

    /// The codes of a list as options, after an empty one.
    pub fn options(&self, list: &str, codes: &[&str]) -> Vec<(String, String)> {
        let known = codes
            .iter()
            .map(|code| ((*code).to_owned(), self.look.words.code(list, code).into_owned()));
        std::iter::once((String::new(), self.look.word("choose")))
            .chain(known)
            .collect()
    }
}

/// The hidden fields of a form: the session's token and `more`.
pub fn hidden(signed: &SignedIn, more: &[(&'static str, String)]) -> Vec<Hidden> {
    let more = more.iter().map(|(name, value)| Hidden {
        name: (*name).into(),
        value: value.clone(),
    });
    csrf(signed).into_iter().chain(more).collect()
}
