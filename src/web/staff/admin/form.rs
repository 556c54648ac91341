//! The fields of an administrator's forms, each with its text, its hint and what is wrong with it.

use crate::web::page::component::Block;
use crate::web::page::field::{Choice, Choices, FieldFault, Label, TextArea, TextField, Width};
use crate::web::staff::look::Look;

/// Something wrong, and the field where it is shown; `main` for what is at no field.
#[derive(Clone)]
pub struct Fault {
    /// The name of the field, which is its id.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: String,
}

impl Fault {
    /// `text` at `field`.
    pub const fn new(field: &'static str, text: String) -> Self {
        Self { field, text }
    }
}

/// Draws fields.
pub struct Form<'a> {
    /// What pages are drawn with.
    pub look: &'a Look,
    /// Everything that is wrong.
    pub faults: &'a [Fault],
}

impl Form<'_> {
    /// The label of the field `name`: the text `admin-field-<name>`, and the hint behind it where there is one.
    pub fn label(&self, name: &'static str) -> Label {
        let key = format!("admin-field-{name}").replace('_', "-");
        let hint = format!("{key}-hint");
        let mut label = Label::new(name, self.look.word(&key));
        label.hint = self.look.words.has(&hint).then(|| self.look.word(&hint));
        label.error = self
            .faults
            .iter()
            .find(|fault| fault.field == name)
            .map(|fault| FieldFault {
                prefix: self.look.word("shell-fault"),
                text: fault.text.clone(),
            });
        label
    }

    /// A box of one line.
    pub fn text(&self, name: &'static str, value: &str, width: Width) -> Block {
        Block::Text(TextField {
            width,
            ..TextField::new(self.label(name), value)
        })
    }

    /// A box of several lines.
    pub fn lines(&self, name: &'static str, value: &str, rows: u8) -> Block {
        Block::Area(TextArea {
            label: self.label(name),
            value: value.to_owned(),
            rows,
        })
    }

    /// A choice of one, from a list that opens.
    pub fn select(&self, name: &'static str, options: Vec<(String, String)>, chosen: &str) -> Block {
        Block::Select(self.choices(name, options, chosen))
    }

    /// A choice of one, all in sight.
    pub fn radios(&self, name: &'static str, options: Vec<(String, String)>, chosen: &str) -> Block {
        let mut choices = self.choices(name, options, chosen);
        choices.small = true;
        Block::Radios(choices)
    }

    /// A box to tick.
    pub fn flag(&self, name: &'static str, ticked: bool) -> Block {
        let label = self.label(name);
        let choice = Choice {
            value: "yes".to_owned(),
            label: label.text.clone(),
            hint: None,
            checked: ticked,
        };
        Block::Flag(Choices {
            small: true,
            ..Choices::new(label, vec![choice])
        })
    }

    fn choices(&self, name: &'static str, options: Vec<(String, String)>, chosen: &str) -> Choices {
        let items = options.into_iter().map(|(value, label)| Choice {
            checked: value == chosen,
            value,
            label,
            hint: None,
        });
        Choices::new(self.label(name), items.collect())
    }
}

/// The most that a name or an address has, in characters.
pub const LONGEST: usize = 200;

/// A line as it is kept: single spaces, none round it. `None` when it is too long.
pub fn line(typed: &str) -> Option<String> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (text.chars().count() <= LONGEST && !text.chars().any(char::is_control)).then_some(text)
}
