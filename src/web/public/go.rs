//! What a person pressed: the values of `go`, the name of every submit button of the wizard.

use crate::domain::language::Language;
use crate::forms::PageAt;

/// A button of the wizard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Go {
    /// On to the next page, when this one is in order.
    Continue,
    /// Back to the page before.
    Previous,
    /// From the check page to a page.
    Change(PageAt),
    /// Another child.
    AddChild,
    /// Not this child, counted from 0.
    RemoveChild(usize),
    /// The child is not yet born.
    Unborn,
    /// The child is born already.
    Born,
    /// Room for another guardian.
    AddGuardian,
    /// Not this guardian, counted from 0.
    RemoveGuardian(usize),
    /// What was sent, once more, from the page after it.
    Copy(Copied),
    /// The same page in another language.
    Language(Language),
    /// Send the report.
    Send,
    /// Nothing that the wizard knows: the page is shown again.
    Unknown,
}

/// What somebody in their work takes along from the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// A page to print.
    Page,
    /// What was sent, as JSON.
    Json,
    /// The signed proof.
    Proof,
}

impl Go {
    /// The button of a posted form. A browser that names none pressed Enter.
    pub fn of(posted: &[(String, String)]) -> Self {
        let value = posted
            .iter()
            .find(|(name, _)| name == "go")
            .map(|(_, value)| value.as_str());
        value.map_or(Self::Continue, Self::parse)
    }

    fn parse(value: &str) -> Self {
        let (verb, of) = value.split_once(':').unwrap_or((value, ""));
        match (verb, of) {
            ("continue", "") => Self::Continue,
            ("previous", "") => Self::Previous,
            ("change", page) if !page.is_empty() => Self::Change(PageAt::from(page.to_owned())),
            ("add_child", "") => Self::AddChild,
            ("remove_child", index) => index.parse().map_or(Self::Unknown, Self::RemoveChild),
            ("unborn", "") => Self::Unborn,
            ("born", "") => Self::Born,
            ("add_guardian", "") => Self::AddGuardian,
            ("remove_guardian", index) => index.parse().map_or(Self::Unknown, Self::RemoveGuardian),
            ("copy", "page") => Self::Copy(Copied::Page),
            ("copy", "json") => Self::Copy(Copied::Json),
            ("copy", "proof") => Self::Copy(Copied::Proof),
            ("lang", code) => Language::parse(code).map_or(Self::Unknown, Self::Language),
            ("send", "") => Self::Send,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_it_does() {
        for (value, go) in [
            ("continue", Go::Continue),
            ("change:child:2", Go::Change(PageAt::element("child", 2))),
            ("remove_child:1", Go::RemoveChild(1)),
            ("lang:sv", Go::Language(Language::Sv)),
            ("lang:xx", Go::Unknown),
            ("remove_child:x", Go::Unknown),
            ("change:", Go::Unknown),
            ("continue:1", Go::Unknown),
            ("", Go::Unknown),
        ] {
            assert_eq!(Go::of(&[("go".to_owned(), value.to_owned())]), go, "{value}");
        }
        assert_eq!(Go::of(&[]), Go::Continue);
    }
}
