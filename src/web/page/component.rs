//! View models of the parts that make a page. Each has one macro in `templates/parts/`; a page is a list of
//! [`Block`]s, so that no page writes a component class by hand.
//!
//! Values may hold what a person typed, therefore nothing here has a `Debug`.

use askama::Template;

use super::field::{Choices, DateField, FileField, TextArea, TextField};
use super::pages::StaffForm;
use super::picture::Picture;
use super::prose::{Piece, Prose};
use super::view::{Line, Link, RowAction, SummaryList, Table, Tag};

/// How a button looks.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonLook {
    /// The way on; one a page.
    #[default]
    Primary,
    /// Anything else.
    Secondary,
    /// What cannot be undone.
    Warning,
    /// Like a link: change, remove.
    Link,
}

impl ButtonLook {
    /// The classes that make it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "govuk-button",
            Self::Secondary => "govuk-button govuk-button--secondary",
            Self::Warning => "govuk-button govuk-button--warning",
            Self::Link => "govuk-link huoli-link",
        }
    }
}

/// A submit button. `name` is `go` in the wizard and on staff pages alike.
#[derive(Clone)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// Words only a screen reader says after it, such as the name of the row it changes.
    pub hidden: Option<String>,
    /// `name`.
    pub name: &'static str,
    /// `value`, such as `continue`, `change:child`.
    pub value: String,
    /// The look.
    pub look: ButtonLook,
    /// The tag of its language, where it is not that of what stands around it.
    pub lang: Option<&'static str>,
    /// `accesskey`, where staff have them on.
    pub accesskey: Option<char>,
}

impl Button {
    /// A primary button that sends `go=value`.
    pub fn go(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            hidden: None,
            name: "go",
            value: value.into(),
            look: ButtonLook::Primary,
            lang: None,
            accesskey: None,
        }
    }

    /// The same button with another look.
    #[must_use]
    pub fn looking(mut self, look: ButtonLook) -> Self {
        self.look = look;
        self
    }

    /// The same button with the access key `key`, if its person has them `on`.
    #[must_use]
    pub fn key(mut self, key: char, on: bool) -> Self {
        self.accesskey = on.then_some(key);
        self
    }

    /// The same button with words for screen readers after its label.
    #[must_use]
    pub fn hidden(mut self, words: impl Into<String>) -> Self {
        self.hidden = Some(words.into());
        self
    }
}

/// One thing on a page. `Details` and `Fieldset` hold further blocks.
#[derive(Clone)]
pub enum Block {
    /// An h2.
    Heading(String),
    /// An h2 that a link of the page leads to.
    Place {
        /// Its id.
        id: &'static str,
        /// What it says.
        text: String,
    },
    /// An h3.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A part of something, under its name as an h3.
    Part {
        /// The name.
        name: String,
        /// What stands in it.
        line: Line,
    },
    /// A paragraph with numbers that can be dialled.
    Prose(Prose),
    /// The same, set in: it must be seen.
    Notice(Prose),
    /// A list with dots.
    List(Vec<String>),
    /// Numbered steps.
    Steps(Vec<String>),
    /// Links beside one another, as a navigation of its own.
    LinkRow {
        /// What the navigation is called, for screen readers.
        label: String,
        /// The links.
        links: Vec<Link>,
    },
    /// Links below one another.
    Links(Vec<Link>),
    /// Text that must be seen, set in.
    Inset(String),
    /// A warning with a mark; `prefix` is read aloud ("Varoitus").
    Warning {
        /// The hidden word before the text.
        prefix: String,
        /// The warning.
        text: String,
    },
    /// A one-line box.
    Text(TextField),
    /// A box of several lines.
    Area(TextArea),
    /// Choose one.
    Radios(Choices),
    /// Choose any.
    Checkboxes(Choices),
    /// One box to tick that is its own question, or several such: no legend.
    Flag(Choices),
    /// Choose one from a long list.
    Select(Choices),
    /// A date in three boxes.
    Date(DateField),
    /// Files.
    Files(FileField),
    /// Buttons beside one another.
    Buttons(Vec<Button>),
    /// Questions and answers, or facts.
    Summary(SummaryList),
    /// A table.
    Table(Table),
    /// A row of tags.
    Tags(Vec<Tag>),
    /// Somebody's own words, line by line, with their language.
    Words {
        /// The text as it was typed.
        text: String,
        /// Its language code, when known.
        lang: Option<String>,
    },
    /// What is written in another language than what stands around it.
    Said {
        /// The tag of its language.
        lang: &'static str,
        /// What is written in it.
        inside: Blocks,
    },
    /// A code to write down, in large type.
    Code(String),
    /// A picture.
    Picture(Picture),
    /// Something to open.
    Details(Details),
    /// Fields that belong together.
    Fieldset(Fieldset),
    /// A form that asks for the same page otherwise: what it sends stands in the address.
    Filter(StaffForm),
    /// A form of its own beside the page's.
    Form(StaffForm),
}

/// Something that opens at a touch, without script.
#[derive(Clone)]
pub struct Details {
    /// What is always seen.
    pub summary: String,
    /// Whether it is open: always when a field in it has a value or an error.
    pub open: bool,
    /// What opens.
    pub inside: Blocks,
}

/// Fields under one legend.
#[derive(Clone)]
pub struct Fieldset {
    /// What they have in common.
    pub legend: String,
    /// The fields.
    pub inside: Blocks,
}

/// Blocks in order; a template shows them with `{{ blocks }}`.
#[derive(Clone, Default, Template)]
#[template(path = "parts/blocks.html")]
pub struct Blocks {
    /// The blocks.
    pub items: Vec<Block>,
}

/// A block list is HTML already: its own template has escaped every text in it.
impl askama::filters::HtmlSafe for Blocks {}

impl From<Vec<Block>> for Blocks {
    fn from(items: Vec<Block>) -> Self {
        Self { items }
    }
}
