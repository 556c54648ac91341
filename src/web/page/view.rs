//! View models of what a page shows rather than asks: links, tags, tables, summaries, banners.

use super::component::Button;
use super::prose::Prose;

/// A link. `href` is relative.
#[derive(Clone, Default)]
pub struct Link {
    /// Where it leads, relative to the page.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Words only a screen reader says after it.
    pub hidden: Option<String>,
    /// Whether it is the page one is on.
    pub current: bool,
    /// The tag of its language, where it is not that of what stands around it.
    pub lang: Option<&'static str>,
    /// `accesskey`, where staff have them on.
    pub accesskey: Option<char>,
}

impl Link {
    /// A link to `href` that says `text`.
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            text: text.into(),
            ..Self::default()
        }
    }
}

/// The colour of a tag; the tag's words say the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Received.
    Blue,
    /// Triaged.
    Turquoise,
    /// Under assessment.
    Teal,
    /// Assessed.
    Green,
    /// With own worker, handled as contact.
    Purple,
    /// Joined, no assessment, closed; anything without urgency.
    Grey,
    /// Transferring.
    Orange,
    /// Awaiting birth.
    Magenta,
    /// Now, at once.
    Red,
    /// Urgent; something is missing.
    Yellow,
}

impl Colour {
    /// The class that sets it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Blue => "govuk-tag--blue",
            Self::Turquoise => "govuk-tag--turquoise",
            Self::Teal => "govuk-tag--teal",
            Self::Green => "govuk-tag--green",
            Self::Purple => "govuk-tag--purple",
            Self::Grey => "govuk-tag--grey",
            Self::Orange => "govuk-tag--orange",
            Self::Magenta => "govuk-tag--magenta",
            Self::Red => "govuk-tag--red",
            Self::Yellow => "govuk-tag--yellow",
        }
    }
}

/// A word or two in a coloured box.
#[derive(Clone)]
pub struct Tag {
    /// What it says.
    pub text: String,
    /// Its colour.
    pub colour: Colour,
}

/// A piece of a text in which words are marked.
#[derive(Clone, PartialEq, Eq)]
pub struct MarkedPiece {
    /// The words.
    pub text: String,
    /// Whether they are marked.
    pub marked: bool,
}

/// One line of a table cell or of a summary value.
#[derive(Clone)]
pub enum Line {
    /// Text; line breaks in it are kept.
    Text(String),
    /// Text with some words marked; line breaks in it are kept.
    Marked(Vec<MarkedPiece>),
    /// Less important text.
    Quiet(String),
    /// Somebody's own words, with their language; line breaks in them are kept.
    Said {
        /// The text as it was typed.
        text: String,
        /// Its language code.
        lang: &'static str,
    },
    /// A text to open.
    Details {
        /// What is always seen.
        summary: String,
        /// What opens.
        text: String,
    },
    /// A link.
    Link(Link),
    /// Text with numbers that can be dialled.
    Prose(Prose),
    /// A tag.
    Tag(Tag),
    /// A button of the form that the table or summary stands in.
    Button(Button),
    /// A check box of a list, with a word beside it and the words a screen reader says for it.
    Check {
        /// `name`.
        name: String,
        /// `value`.
        value: String,
        /// What stands beside it, with which its label begins.
        shown: String,
        /// Its hidden label.
        label: String,
        /// Whether it is ticked.
        checked: bool,
    },
}

impl Line {
    /// A line of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// What a reader may do with a row of a summary.
#[derive(Clone)]
pub enum RowAction {
    /// A submit button that looks like a link ("Muuta").
    Button(Button),
    /// A link.
    Link(Link),
}

/// One row of a summary: a question and its answer.
#[derive(Clone)]
pub struct SummaryRow {
    /// The question.
    pub key: String,
    /// The answer, line by line.
    pub value: Vec<Line>,
    /// What may be done with it.
    pub action: Option<RowAction>,
}

/// Questions and answers.
#[derive(Clone, Default)]
pub struct SummaryList {
    /// The rows.
    pub rows: Vec<SummaryRow>,
}

impl SummaryList {
    /// Whether something may be done with any row: only then the others leave room at their end.
    pub fn has_actions(&self) -> bool {
        self.rows.iter().any(|row| row.action.is_some())
    }
}

/// How a column is sorted, for `aria-sort`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    /// Not by this column.
    No,
    /// Smallest first.
    Ascending,
    /// Greatest first.
    Descending,
}

impl Sorted {
    /// The value of `aria-sort`.
    pub const fn aria(self) -> &'static str {
        match self {
            Self::No => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// The head of a column.
#[derive(Clone)]
pub struct Column {
    /// What it says; each cell repeats it on a telephone.
    pub label: String,
    /// Where one sorts by it, and whether it is sorted so now.
    pub sort: Option<(String, Sorted)>,
}

impl Column {
    /// A column that one cannot sort by.
    pub fn plain(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            sort: None,
        }
    }
}

/// One row of a table: its cells in the order of the columns. The first is the row's head.
#[derive(Clone)]
pub struct Row {
    /// The cells, each of one or more lines.
    pub cells: Vec<Vec<Line>>,
}

/// A table. On a telephone each row becomes a card.
#[derive(Clone)]
pub struct Table {
    /// What the table holds.
    pub caption: String,
    /// Whether the caption is for screen readers only.
    pub caption_hidden: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// The cells of `row`, each with the label of its column.
    pub fn labelled<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a str, &'a Vec<Line>)> {
        let labels = self.columns.iter().map(|column| column.label.as_str());
        labels.chain(std::iter::repeat("")).zip(&row.cells)
    }
}

/// Keyset paging: only back and on.
#[derive(Clone, Default)]
pub struct Pagination {
    /// The name of the navigation, for screen readers.
    pub label: String,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
}

/// What went well, at the top of the receipt.
#[derive(Clone)]
pub struct Panel {
    /// The h1.
    pub title: String,
    /// What stands below it, such as the reference.
    pub lines: Vec<String>,
}

/// News at the top of a page.
#[derive(Clone)]
pub struct Banner {
    /// Its kind in a word ("Tärkeää").
    pub title: String,
    /// The news.
    pub text: String,
    /// Whether something went well.
    pub success: bool,
}

/// One fault and the field it is at.
#[derive(Clone)]
pub struct FaultLink {
    /// The `id` of the control, as in its label.
    pub id: String,
    /// What is wrong.
    pub text: String,
}

/// All faults of a page, focused when the page opens.
#[derive(Clone)]
pub struct ErrorSummary {
    /// "Tarkista nämä kohdat".
    pub title: String,
    /// The faults, in the order of the fields.
    pub faults: Vec<FaultLink>,
}
