//! The pages themselves: four templates that most of the service is made of.

use std::borrow::Cow;

use askama::Template;

use super::component::{Blocks, Button};
use super::prose::Piece;
use super::shell::{Shell, StaffShell};
use super::view::{Banner, ErrorSummary, Pagination, Panel};
use crate::domain::reference::Reference;

/// A hidden field of a form.
#[derive(Clone)]
pub struct Hidden {
    /// `name`.
    pub name: Cow<'static, str>,
    /// `value`.
    pub value: String,
}

/// A step of the wizard: one form, posted to the page's own address.
#[derive(Template)]
#[template(path = "pages/step.html")]
pub struct StepPage {
    /// The shell, made a step's by [`Shell::step`].
    pub shell: Shell,
    /// "Kysymys 3 / 6".
    pub caption: Option<String>,
    /// All faults.
    pub errors: Option<ErrorSummary>,
    /// The h1; `None` when the label or legend of the only field is the h1.
    pub heading: Option<String>,
    /// The fields and what stands around them.
    pub blocks: Blocks,
    /// The sealed state.
    pub hidden: Vec<Hidden>,
    /// Continue and the like, after the fields.
    pub buttons: Vec<Button>,
    /// Whether files may come with the form.
    pub files: bool,
    /// What stands below the form, such as the links of the start page.
    pub after: Blocks,
}

/// A page without a form: receipt, information, error.
#[derive(Template)]
#[template(path = "pages/plain.html")]
pub struct PlainPage {
    /// The shell.
    pub shell: Shell,
    /// The h1, unless there is a panel.
    pub heading: String,
    /// The receipt's panel; holds the h1.
    pub panel: Option<Panel>,
    /// What the page says.
    pub blocks: Blocks,
}

/// The receipt of somebody in their work, whose buttons make copies; and the copy.
#[derive(Template)]
#[template(path = "pages/receipt.html")]
pub struct ReceiptPage {
    /// The shell, made a step's by [`Shell::step`].
    pub shell: Shell,
    /// The h1, unless there is a panel.
    pub heading: String,
    /// The receipt's panel; holds the h1.
    pub panel: Option<Panel>,
    /// What the page says.
    pub blocks: Blocks,
    /// The sealed state.
    pub hidden: Vec<Hidden>,
    /// What can be taken along.
    pub buttons: Vec<Button>,
}

/// The form of a staff page.
#[derive(Clone)]
pub struct StaffForm {
    /// Where it goes, relative; empty is not valid: name the page.
    pub action: String,
    /// CSRF token and the like.
    pub hidden: Vec<Hidden>,
    /// The fields.
    pub blocks: Blocks,
    /// The buttons after them.
    pub buttons: Vec<Button>,
}

/// A staff page: some blocks, at most one form, some more blocks, paging.
#[derive(Template)]
#[template(path = "pages/staff.html")]
pub struct StaffPage {
    /// The shell.
    pub shell: StaffShell,
    /// News, such as "Tallennettu".
    pub banner: Option<Banner>,
    /// All faults of the form.
    pub errors: Option<ErrorSummary>,
    /// What stands above the h1.
    pub caption: Option<String>,
    /// The h1.
    pub heading: String,
    /// What stands before the form.
    pub before: Blocks,
    /// The form.
    pub form: Option<StaffForm>,
    /// What stands after it.
    pub after: Blocks,
    /// Paging.
    pub pages: Option<Pagination>,
}

/// Words of more bytes before a reference leave it no room on the first line of a telephone.
const LONG_WORDS: usize = 6;

impl StaffPage {
    /// The h1 in lines: a reference at its end stands on one of its own where it would be broken at its hyphen.
    pub fn heading_lines(&self) -> Vec<&str> {
        let heading = self.heading.as_str();
        match heading.rfind(' ') {
            Some(at) if at > LONG_WORDS => {
                let (words, last) = heading.split_at(at);
                match Reference::parse(last) {
                    Some(_) => vec![words, last],
                    None => vec![heading],
                }
            }
            _ => vec![heading],
        }
    }
}
