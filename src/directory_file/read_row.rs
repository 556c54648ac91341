//! Reads the cells of one row, and notes every one that cannot be read.

use crate::domain::hours::OpeningHours;
use crate::domain::language::LanguageCode;
use crate::domain::mailbox::Mailbox;
use crate::domain::office::{OfficeCode, OfficeKind};
use crate::domain::phone::Phones;
use crate::domain::places::{CountyCode, MunicipalityCode};
use crate::places::Places;

use super::columns::Column;
use super::{Fault, Record, places};

/// The longest name, in characters.
const LONGEST_NAME: usize = 200;
/// The longest address, in characters.
const LONGEST_ADDRESS: usize = 300;
/// The most languages that an office serves in.
const MOST_LANGUAGES: usize = 20;

/// What a file says of something that need not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stated<T> {
    /// Not a word: it has no such column, or the cell is faulty. What is stored stays.
    Unsaid,
    /// That there is none.
    Nothing,
    /// This.
    This(T),
}

/// One row, and where its faults go.
pub(super) struct Cells<'a> {
    record: &'a Record,
    pub(super) places: &'a Places,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(record: &'a Record, places: &'a Places, faults: &'a mut Vec<Fault>) -> Self {
        Self {
            record,
            places,
            faults,
        }
    }

    /// Notes what is wrong with `column`.
    pub(super) fn fault(&mut self, column: Column, what: impl Into<String>) {
        self.faults.push(Fault::new(self.record.place, column, what));
    }

    /// What stands in `column`; `None` where nothing stands or the file has no such column.
    pub(super) fn filled(&self, column: Column) -> Option<&'a str> {
        self.record.get(column).filter(|cell| !cell.is_empty())
    }

    /// What `read` makes of a cell that is there. `None`: the file has no such column, or the cell is faulty, which is
    /// noted.
    fn read<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let cell = self.record.get(column)?;
        read(cell).map_err(|what| self.fault(column, what)).ok()
    }

    /// One line of text, perhaps empty.
    fn line(&mut self, column: Column, longest: usize) -> Option<String> {
        self.read(column, |cell| {
            if cell.chars().any(char::is_control) {
                return Err("write it in one line".to_owned());
            }
            if cell.chars().count() > longest {
                return Err(format!("at most {longest} characters"));
            }
            Ok(cell.to_owned())
        })
    }

    /// A name that may be empty.
    pub(super) fn name(&mut self, column: Column) -> Option<String> {
        self.line(column, LONGEST_NAME)
    }

    /// A name that must not be empty where the file has its column.
    pub(super) fn full_name(&mut self, column: Column) -> Option<String> {
        let name = self.name(column)?;
        if name.is_empty() {
            self.fault(
                column,
                match column {
                    Column::NameSv => "write the Swedish name; where there is none, the Finnish one",
                    _ => "write the Finnish name",
                },
            );
            return None;
        }
        Some(name)
    }

    pub(super) fn address(&mut self) -> Option<String> {
        self.line(Column::Address, LONGEST_ADDRESS)
    }

    /// The county, where one is named; faults are noted.
    pub(super) fn county(&mut self, column: Column) -> Option<CountyCode> {
        let cell = self.filled(column)?;
        let found = places::county(cell, self.places);
        found.map_err(|what| self.fault(column, what)).ok()
    }

    /// The municipality, where one is named; faults are noted.
    pub(super) fn municipality(&mut self, column: Column) -> Option<MunicipalityCode> {
        let cell = self.filled(column)?;
        let found = places::municipality(cell, self.places);
        found.map_err(|what| self.fault(column, what)).ok()
    }

    /// An office by its code, where one is named; faults are noted.
    pub(super) fn office(&mut self, column: Column) -> Option<OfficeCode> {
        let cell = self.filled(column)?;
        let code = OfficeCode::parse(cell);
        if code.is_none() {
            self.fault(
                column,
                format!(
                    "\"{cell}\" is no code; write 1–{} small letters a–z, digits and hyphens, such as espoo-leppavaara",
                    OfficeCode::LONGEST
                ),
            );
        }
        code
    }

    /// As [`office`](Self::office), where a county may have none.
    pub(super) fn office_if_any(&mut self, column: Column) -> Stated<OfficeCode> {
        match self.record.get(column) {
            None => Stated::Unsaid,
            Some("") => Stated::Nothing,
            Some(_) => self.office(column).map_or(Stated::Unsaid, Stated::This),
        }
    }

    pub(super) fn kind(&mut self) -> Option<OfficeKind> {
        self.read(Column::Kind, |cell| match cell {
            "" => Ok(OfficeKind::Regional),
            cell => OfficeKind::parse(cell).ok_or_else(|| {
                format!("\"{cell}\" is no kind; write regional, or duty for the social emergency service")
            }),
        })
    }

    pub(super) fn languages(&mut self) -> Option<Vec<LanguageCode>> {
        self.read(Column::Languages, |cell| {
            let words = cell.split([' ', ',']).filter(|word| !word.is_empty());
            let mut languages: Vec<LanguageCode> = Vec::new();
            for word in words {
                let language = LanguageCode::parse(word).ok_or_else(|| {
                    format!(
                        "\"{word}\" is no language; write codes of two or three letters with a space between them, such as \
                         fi sv"
                    )
                })?;
                if !languages.contains(&language) {
                    languages.push(language);
                }
            }
            if languages.len() > MOST_LANGUAGES {
                return Err(format!("at most {MOST_LANGUAGES} languages"));
            }
            Ok(languages)
        })
    }

    pub(super) fn phones(&mut self) -> Option<Phones> {
        self.read(Column::Phones, |cell| {
            Phones::parse(cell).map_err(|fault| fault.to_string())
        })
    }

    pub(super) fn hours(&mut self) -> Option<OpeningHours> {
        self.read(Column::Hours, |cell| {
            OpeningHours::parse(cell).map_err(|fault| fault.to_string())
        })
    }

    pub(super) fn mailbox(&mut self, column: Column) -> Stated<Mailbox> {
        let read = self.read(column, |cell| match cell {
            "" => Ok(Stated::Nothing),
            cell => Mailbox::parse(cell).map(Stated::This).ok_or_else(|| {
                "write one plain mail address of the office, such as vastaanotto@example.org".to_owned()
            }),
        });
        read.unwrap_or(Stated::Unsaid)
    }
}
