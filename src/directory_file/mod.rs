//! The directory of offices as a file that people keep: CSV for spreadsheets, JSON for programs, with the same content.
//! Reads and writes bytes that others bring and take away; tells every fault with its line and how to write it.
//!
//! A file states the whole truth about the counties that it names: their offices, their areas and the rules in the
//! order in which they are asked. Other counties stay as they are, and so does what the file has no column for.

mod cells;
mod columns;
mod csv_file;
mod export;
mod fault;
mod json_file;
mod merge;
mod places;
mod read_row;
mod rows;
mod told;

use crate::domain::places::CountyCode;
use crate::intake::change_directory::Wanted;
use crate::places::Places;

pub use columns::{Column, Kind};
pub use fault::{Fault, Place};
pub use merge::{Merged, merge};
pub use rows::Sheet;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with a row of headings.
    Csv,
    /// One object of four lists.
    Json,
}

/// One row of a table or one object of a list: what it says, cell by cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Record {
    /// What it is about.
    kind: Kind,
    /// Where it stands.
    place: Place,
    cells: Vec<(Column, String)>,
}

impl Record {
    fn new(kind: Kind, place: Place) -> Self {
        Self {
            kind,
            place,
            cells: Vec::new(),
        }
    }

    fn with(mut self, column: Column, text: impl Into<String>) -> Self {
        self.cells.push((column, text.into()));
        self
    }

    /// What the cell says, without spaces around it. `None`: the file has no such column.
    fn get(&self, column: Column) -> Option<&str> {
        let cell = self.cells.iter().find(|(of, _)| *of == column);
        cell.map(|(_, text)| text.trim())
    }
}

/// Reads a file of either form: JSON begins with a brace.
///
/// # Errors
/// The faults that leave nothing to read: another encoding, no headings, broken JSON. What is wrong with a row is in the
/// [`Sheet`].
pub fn read(bytes: &[u8], places: &Places) -> Result<Sheet, Vec<Fault>> {
    let text = fault::text(bytes)?;
    let mut faults = Vec::new();
    let records = match text.trim_start().chars().next() {
        None => return Err(vec![Fault::of_file("it is empty")]),
        Some('{' | '[') => json_file::read(text, &mut faults),
        Some(_) => csv_file::read(text, &mut faults),
    };
    match records {
        Some(records) => Ok(Sheet::read(&records, places, faults)),
        None => Err(faults),
    }
}

/// Writes `directory` as a file that [`read`] and [`merge()`] take back without a change: every county that has offices,
/// or only one.
pub fn write(directory: &Wanted, only: Option<CountyCode>, format: Format, places: &Places) -> String {
    let records = export::records(directory, only, places.geography());
    match format {
        Format::Csv => csv_file::write(&records),
        Format::Json => json_file::write(&records),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_get_an_answer(
            kind in 0..3_u8,
            rows in prop::collection::vec("(county|office|area|rule|x)?([,;\"'=\n]|[a-z0-9åä:+-]{0,6}){0,12}", 0..8),
            rough in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            let head = match kind {
                0 => "record,county,code,kind,name_fi,name_sv,hours,phones,looks_at,value,municipality,office\n",
                1 => "{\"offices\": [{\"code\": \"",
                _ => "",
            };
            let bytes = [head.as_bytes(), rows.join("\n").as_bytes(), &rough].concat();
            if let Err(faults) = read(&bytes, Places::embedded()) {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert_eq!(fault.to_string().lines().count(), 1);
                }
            }
        }
    }
}
