//! View models of form controls: one struct for each kind of question.
//!
//! Values hold what a person typed, therefore nothing here has a `Debug`.

/// The `id` of the control for a form key: `children[0].first_names` → `children-0-first_names`.
pub fn html_id(key: &str) -> String {
    let mut id = String::with_capacity(key.len());
    for c in key.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            id.push(c);
        } else if c != ']' {
            id.push('-');
        }
    }
    id
}

/// What is wrong with a field, shown at it. `prefix` is read aloud before it ("Virhe").
#[derive(Clone)]
pub struct FieldFault {
    /// The hidden word before the text.
    pub prefix: String,
    /// What is wrong and how to mend it.
    pub text: String,
}

/// What every control has. The control's `id` is where the error summary leads.
#[derive(Clone, Default)]
pub struct Label {
    /// `id` of the (first) control.
    pub id: String,
    /// `name` of the control; the form key.
    pub name: String,
    /// The question.
    pub text: String,
    /// Whether the question is the page's h1.
    pub heading: bool,
    /// Further help, if any.
    pub hint: Option<String>,
    /// What is wrong, if anything.
    pub error: Option<FieldFault>,
    /// Whether the page opens with the control in hand.
    pub focus: bool,
}

impl Label {
    /// A label for the form key `key`, whose id follows from it.
    pub fn new(key: &str, text: impl Into<String>) -> Self {
        Self {
            id: html_id(key),
            name: key.to_owned(),
            text: text.into(),
            ..Self::default()
        }
    }

    /// The ids that describe the control, for `aria-describedby`; empty when there are none.
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// The width of a one-line box, in characters.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// As wide as the column.
    #[default]
    Full,
    /// Two characters: day, month.
    Two,
    /// Four characters: year.
    Four,
    /// Ten characters: postal code.
    Ten,
    /// Twenty characters: phone, identity code.
    Twenty,
}

impl Width {
    /// The class that sets it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Full => "",
            Self::Two => " govuk-input--width-2",
            Self::Four => " govuk-input--width-4",
            Self::Ten => " govuk-input--width-10",
            Self::Twenty => " govuk-input--width-20",
        }
    }
}

/// A one-line box.
#[derive(Clone)]
pub struct TextField {
    /// Question, hint, error, id and name.
    pub label: Label,
    /// What was typed.
    pub value: String,
    /// `type`: `text`, `password`; never `number`.
    pub kind: &'static str,
    /// `autocomplete`: `off` on the matters of the case, a WCAG 1.3.5 token on the person's own contact details.
    pub autocomplete: &'static str,
    /// Free text: `spellcheck="false" translate="no"`, so that no spell checker sends it away.
    pub free_text: bool,
    /// The keyboard of a phone: `numeric`, `tel`, `email`.
    pub inputmode: Option<&'static str>,
    /// The width.
    pub width: Width,
}

impl TextField {
    /// A plain box for a matter of the case: nothing filled in by the browser, nothing sent to a spell checker.
    pub fn new(label: Label, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
            kind: "text",
            autocomplete: "off",
            free_text: true,
            inputmode: None,
            width: Width::Full,
        }
    }
}

/// A box of several lines for free text; never spell-checked by the browser, never translated.
#[derive(Clone)]
pub struct TextArea {
    /// Question, hint, error, id and name.
    pub label: Label,
    /// What was typed.
    pub value: String,
    /// Lines shown at once.
    pub rows: u8,
}

/// One answer to choose.
#[derive(Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Further help, if any.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub checked: bool,
}

/// Radio buttons, check boxes or a select: one question, several answers. The first answer carries the label's id.
#[derive(Clone)]
pub struct Choices {
    /// Question, hint, error, id and name.
    pub label: Label,
    /// The answers, in order.
    pub items: Vec<Choice>,
    /// Smaller controls, for lists of staff.
    pub small: bool,
}

impl Choices {
    /// Answers to `label`, in the usual size.
    pub const fn new(label: Label, items: Vec<Choice>) -> Self {
        Self {
            label,
            items,
            small: false,
        }
    }

    /// The answers with their ids: the first one's is the label's, where the error summary leads.
    pub fn with_ids(&self) -> impl Iterator<Item = (String, &Choice)> {
        self.items.iter().enumerate().map(|(index, choice)| match index {
            0 => (self.label.id.clone(), choice),
            _ => (format!("{}-{}", self.label.id, index + 1), choice),
        })
    }
}

/// One box of a date. The first one's id is the label's.
#[derive(Clone)]
pub struct DatePart {
    /// `id` of the box.
    pub id: String,
    /// `name` of the box.
    pub name: String,
    /// "Päivä", "Kuukausi", "Vuosi".
    pub label: String,
    /// What was typed.
    pub value: String,
    /// The width.
    pub width: Width,
    /// Whether this part is wrong.
    pub wrong: bool,
    /// `autocomplete`: `off`, or `bday-day` and so on for the person's own birthday.
    pub autocomplete: &'static str,
}

/// A date in three boxes.
#[derive(Clone)]
pub struct DateField {
    /// Question, hint, error and name.
    pub label: Label,
    /// Day, month, year.
    pub parts: Vec<DatePart>,
}

impl DateField {
    /// Three boxes named `<name>.day`, `.month`, `.year`, with their `labels` and `values` in that order.
    pub fn new(label: Label, labels: [String; 3], values: [String; 3]) -> Self {
        let wrong = label.error.is_some();
        let parts = [("day", Width::Two), ("month", Width::Two), ("year", Width::Four)]
            .into_iter()
            .zip(labels.into_iter().zip(values))
            .map(|((part, width), (text, value))| DatePart {
                id: if part == "day" {
                    label.id.clone()
                } else {
                    format!("{}-{part}", label.id)
                },
                name: format!("{}.{part}", label.name),
                label: text,
                value,
                width,
                wrong,
                autocomplete: "off",
            })
            .collect();
        Self { label, parts }
    }
}

/// A choice of files. The browser keeps none of it between pages.
#[derive(Clone)]
pub struct FileField {
    /// Question, hint, error, id and name.
    pub label: Label,
    /// `accept`, such as `.pdf,.jpg,.png`.
    pub accept: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_follows_from_the_form_key() {
        assert_eq!(html_id("children[0].first_names"), "children-0-first_names");
        assert_eq!(html_id("concern.description"), "concern-description");
    }

    #[test]
    fn a_control_names_its_hint_and_its_error() {
        let mut label = Label::new("phone", "Puhelin");
        assert_eq!(label.described_by(), "");
        label.hint = Some("Voi jättää tyhjäksi".to_owned());
        label.error = Some(FieldFault {
            prefix: "Virhe".to_owned(),
            text: "Liian pitkä".to_owned(),
        });
        assert_eq!(label.described_by(), "phone-hint phone-error");
    }

    #[test]
    fn the_first_box_of_a_date_is_where_its_error_leads() {
        let label = Label::new("birth_date", "Syntymäaika");
        let date = DateField::new(
            label,
            ["Päivä", "Kuukausi", "Vuosi"].map(str::to_owned),
            <[String; 3]>::default(),
        );
        let ids: Vec<_> = date.parts.iter().map(|part| part.id.as_str()).collect();
        assert_eq!(ids, ["birth_date", "birth_date-month", "birth_date-year"]);
    }
}
