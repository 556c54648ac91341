//! Free text as a person wrote it.

use serde::{Deserialize, Serialize};

use super::field_error::FieldProblem;
use super::sensitive::Sensitive;

/// What somebody wrote: not empty, no control characters but line breaks and tabs, otherwise to the letter. It is
/// personal data until proven otherwise, so it does not print.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(Sensitive<String>);

impl Text {
    /// Reads `raw`: line ends become `\n` (browsers send `\r\n`), white space around it goes. `None` for a text
    /// of white space alone.
    ///
    /// # Errors
    /// [`FieldProblem::TooLong`] over `max` characters (Unicode scalar values, as HTML and JSON Schema count),
    /// [`FieldProblem::NotText`] for a control character.
    pub fn parse(raw: &str, max: usize) -> Result<Option<Self>, FieldProblem> {
        // Pasted text brings the line breaks of other programs along: vertical tab, form feed, next line.
        let text = raw
            .replace("\r\n", "\n")
            .replace(['\r', '\u{b}', '\u{c}', '\u{85}'], "\n");
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(FieldProblem::NotText);
        }
        if text.chars().count() > max {
            return Err(FieldProblem::TooLong { max });
        }
        Ok(Some(Self(Sensitive::new(text.to_owned()))))
    }

    /// The text, for somebody who may see it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_every_letter_and_unifies_line_ends() {
        let text = Text::parse("  Äiti\r\n\tpelkää 😢 \u{202e}abc\u{0301} ", 100)
            .unwrap()
            .unwrap();
        assert_eq!(text.expose(), "Äiti\n\tpelkää 😢 \u{202e}abc\u{0301}");
        assert_eq!(format!("{text:?}"), "Text([personal data])");
    }

    #[test]
    fn line_breaks_of_other_programs_are_line_breaks() {
        let text = Text::parse("yksi\u{b}kaksi\u{c}kolme\u{85}neljä", 100)
            .unwrap()
            .unwrap();
        assert_eq!(text.expose(), "yksi\nkaksi\nkolme\nneljä");
    }

    #[test]
    fn white_space_alone_is_no_text() {
        assert_eq!(Text::parse(" \r\n\t ", 5), Ok(None));
    }

    #[test]
    fn a_limit_counts_characters_not_bytes() {
        assert!(Text::parse("äöå", 3).is_ok());
        assert_eq!(Text::parse("äöåå", 3), Err(FieldProblem::TooLong { max: 3 }));
        assert_eq!(Text::parse("a\0b", 9), Err(FieldProblem::NotText));
    }
}
