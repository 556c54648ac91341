//! What is wrong with a file, and where.

use std::fmt;

use super::columns::{Column, Kind};

/// Where in a file something stands. In the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Nowhere in particular.
    File,
    /// A line of a table, the headings being line 1.
    Line(u64),
    /// An object of a list in JSON, counted from 0.
    Item(Kind, usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Line(line) => write!(f, "line {line}"),
            Self::Item(kind, number) => write!(f, "/{}/{number}", kind.list()),
        }
    }
}

/// One thing that is wrong with a file: where, what, and how to write it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// In which column; `None`: the whole row.
    pub column: Option<Column>,
    /// What is wrong and how to write it.
    pub what: String,
}

impl Fault {
    /// A fault of a row, or of one of its cells.
    pub fn new(place: Place, column: impl Into<Option<Column>>, what: impl Into<String>) -> Self {
        Self {
            place,
            column: column.into(),
            what: what.into(),
        }
    }

    /// A fault of the file as a whole.
    pub fn of_file(what: impl Into<String>) -> Self {
        Self::new(Place::File, None, what)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.place, self.column) {
            (Place::Line(line), Some(column)) => write!(f, "line {line}, {}: ", column.as_str())?,
            (Place::Item(..), Some(column)) => write!(f, "{}/{}: ", self.place, column.as_str())?,
            (place, _) => write!(f, "{place}: ")?,
        }
        // One fault is one line, whatever a cell holds.
        for letter in self.what.chars() {
            f.write_str(if letter.is_control() { " " } else { "" })?;
            if !letter.is_control() {
                write!(f, "{letter}")?;
            }
        }
        Ok(())
    }
}

/// What the bytes of a file say: UTF-8, the mark of some programs at its beginning aside.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Vec<Fault>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let wide = [&b"\xff\xfe"[..], &b"\xfe\xff"[..]];
    let cure = "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";
    if wide.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(vec![Fault::of_file(format!("this is UTF-16; {cure}"))]);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let lines = before.split(|byte| *byte == b'\n').count();
        let line = u64::try_from(lines).unwrap_or(u64::MAX);
        vec![Fault::new(
            Place::Line(line),
            None,
            format!("a letter that is not UTF-8; {cure}"),
        )]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line_that_says_where() {
        for (fault, line) in [
            (
                Fault::new(Place::Line(14), Column::Hours, "write 08:00"),
                "line 14, hours: write 08:00",
            ),
            (
                Fault::new(Place::Item(Kind::Office, 3), Column::Hours, "a\nb"),
                "/offices/3/hours: a b",
            ),
            (Fault::new(Place::Item(Kind::Rule, 0), None, "x"), "/rules/0: x"),
            (Fault::of_file("empty"), "the file: empty"),
        ] {
            assert_eq!(fault.to_string(), line);
        }
    }

    #[test]
    fn another_encoding_is_told_with_its_line() {
        assert_eq!(text(b"\xef\xbb\xbfa"), Ok("a"));
        let latin = text(b"record,name_fi\noffice,Lepp\xe4vaara").unwrap_err();
        assert_eq!(
            latin[0].to_string(),
            "line 2: a letter that is not UTF-8; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")"
        );
        assert!(
            text(b"\xff\xfea\0").unwrap_err()[0]
                .to_string()
                .contains("UTF-16")
        );
    }
}
