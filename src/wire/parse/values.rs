//! Single values, and the collection of what is wrong with them.

use chrono::{Months, NaiveDate};

use crate::domain::field_error::{FieldError, FieldErrors, FieldPath, FieldProblem};
use crate::domain::identity_code::{IdentityCode, IdentityCodeFault};
use crate::domain::partial_date::PartialDate;
use crate::domain::person::GivenIdentityCode;
use crate::domain::places::{MunicipalityCode, PostalCode};
use crate::domain::report::NewReport;
use crate::domain::text::Text;

use super::super::{Reading, Strictness};
use super::Parsed;

/// A child is a person under eighteen, LsL 6 §: so many months.
const CHILDHOOD: Months = Months::new(18 * 12);
/// The most characters of a birth date in words, as in [`super::super::people`].
const LONGEST_BIRTH_TEXT: usize = 200;

/// Reads values and remembers what is wrong.
pub(super) struct Reader<'a> {
    how: &'a Reading<'a>,
    errors: FieldErrors,
    warnings: FieldErrors,
}

/// A place that was asked for as a code.
pub(super) struct Place<T> {
    /// The code.
    pub code: Option<T>,
    /// What was written instead, when that is no code.
    pub unread: Option<Text>,
}

impl<T> Place<T> {
    const NONE: Self = Self {
        code: None,
        unread: None,
    };

    fn read(raw: Text, parse: impl Fn(&str) -> Option<T>) -> Self {
        match parse(raw.expose()) {
            Some(code) => Self {
                code: Some(code),
                unread: None,
            },
            None => Self {
                code: None,
                unread: Some(raw),
            },
        }
    }
}

/// The fault `problem` of the member `name` of `place`.
fn at(place: &FieldPath, name: &str, problem: FieldProblem) -> FieldError {
    FieldError {
        path: place.member(name),
        problem,
    }
}

impl<'a> Reader<'a> {
    pub fn new(how: &'a Reading<'a>) -> Self {
        Self {
            how,
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub const fn strictness(&self) -> Strictness {
        self.how.strictness
    }

    /// What was found, beside the report that was read.
    pub fn finish(self, report: Option<NewReport>) -> Parsed {
        Parsed {
            report,
            errors: self.errors,
            warnings: self.warnings,
        }
    }

    pub fn error(&mut self, place: &FieldPath, name: &str, problem: FieldProblem) {
        self.errors.push(at(place, name, problem));
    }

    pub fn warn(&mut self, place: &FieldPath, name: &str, problem: FieldProblem) {
        self.warnings.push(at(place, name, problem));
    }

    /// An error to a system, a note to a person.
    fn object(&mut self, place: &FieldPath, name: &str, problem: FieldProblem) {
        match self.how.strictness {
            Strictness::Strict => self.error(place, name, problem),
            Strictness::Lenient => self.warn(place, name, problem),
        }
    }

    /// A text of any length.
    pub fn text(&mut self, place: &FieldPath, name: &str, raw: Option<String>) -> Option<Text> {
        match Text::parse(&raw?, usize::MAX) {
            Ok(text) => text,
            Err(problem) => {
                self.error(place, name, problem);
                None
            }
        }
    }

    /// The text `held` of the member `name` with `more` behind it, at most `max` characters: what was written at
    /// another place and does not fit there stays where a worker reads it.
    pub fn join(
        &mut self,
        place: &FieldPath,
        name: &str,
        held: Option<Text>,
        more: Option<Text>,
        max: usize,
    ) -> Option<Text> {
        let (held, more) = match (held, more) {
            (Some(held), Some(more)) => (held, more),
            (held, more) => return held.or(more),
        };
        match Text::parse(&format!("{}, {}", held.expose(), more.expose()), max) {
            Ok(joined) => joined,
            Err(problem) => {
                self.error(place, name, problem);
                Some(held)
            }
        }
    }

    /// A text that must stand.
    pub fn required_text(&mut self, place: &FieldPath, name: &str, raw: Option<String>) -> Option<Text> {
        let before = self.errors.len();
        let text = self.text(place, name, raw);
        if text.is_none() && self.errors.len() == before {
            self.error(place, name, FieldProblem::Required);
        }
        text
    }

    /// A code of a list; an empty text is no answer.
    pub fn code<T>(
        &mut self,
        place: &FieldPath,
        name: &str,
        raw: Option<String>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let raw = raw.filter(|raw| !raw.is_empty())?;
        let code = parse(&raw);
        if code.is_none() {
            self.error(place, name, FieldProblem::UnknownCode);
        }
        code
    }

    /// Codes of a list, each once.
    pub fn codes<T: PartialEq>(
        &mut self,
        place: &FieldPath,
        name: &str,
        raw: Option<Vec<String>>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut codes = Vec::new();
        for (index, raw) in raw.unwrap_or_default().iter().enumerate() {
            match parse(raw) {
                Some(code) if codes.contains(&code) => {}
                Some(code) => codes.push(code),
                None => self.errors.push(FieldError {
                    path: place.member(name).index(index),
                    problem: FieldProblem::UnknownCode,
                }),
            }
        }
        codes
    }

    /// A whole date.
    pub fn day(&mut self, place: &FieldPath, name: &str, raw: Option<String>) -> Option<NaiveDate> {
        let raw = raw.filter(|raw| !raw.is_empty())?;
        let day = PartialDate::parse(&raw).ok().and_then(PartialDate::full);
        if day.is_none() {
            self.error(place, name, FieldProblem::DateInvalid);
        }
        day
    }

    /// The members `birth_date`, a date that may lack day and month and never lies ahead, and `birth_text`. A person at a
    /// form who gives a day that is still to come is told so, and the day is kept in words.
    pub fn birth(
        &mut self,
        place: &FieldPath,
        raw: Option<String>,
        words: Option<String>,
    ) -> (Option<PartialDate>, Option<Text>) {
        let text = self.text(place, "birth_text", words);
        let Some(raw) = raw.filter(|raw| !raw.is_empty()) else {
            return (None, text);
        };
        match PartialDate::parse(&raw) {
            Ok(date) if date.earliest().is_some_and(|first| first > self.how.today) => {
                self.object(place, "birth_date", FieldProblem::DateImpossible);
                let ahead: Vec<&str> = raw.rsplit('-').collect();
                let ahead = Text::parse(&ahead.join("."), usize::MAX).ok().flatten();
                (
                    None,
                    self.join(place, "birth_text", text, ahead, LONGEST_BIRTH_TEXT),
                )
            }
            Ok(date) => (Some(date), text),
            Err(problem) => {
                self.error(place, "birth_date", problem);
                (None, text)
            }
        }
    }

    /// The member `personal_identity_code` (I1).
    pub fn identity_code(&mut self, place: &FieldPath, raw: Option<String>) -> Option<GivenIdentityCode> {
        let name = "personal_identity_code";
        let raw = raw?;
        if raw.trim().is_empty() {
            if self.how.strictness == Strictness::Strict {
                self.warn(place, name, FieldProblem::IdentityCodeEmpty);
            }
            return None;
        }
        match IdentityCode::parse(&raw) {
            Ok(code) if code.birth_date() > self.how.today => {
                self.object(place, name, FieldProblem::DateImpossible);
            }
            Ok(code) if code.is_temporary() => self.warn(place, name, FieldProblem::IdentityCodeTemporary),
            Ok(_) => {}
            Err(IdentityCodeFault::Shape) => self.object(place, name, FieldProblem::IdentityCodeShape),
            Err(IdentityCodeFault::Date) => self.object(place, name, FieldProblem::IdentityCodeDate),
            Err(IdentityCodeFault::CheckCharacter) => self.object(place, name, FieldProblem::CheckCharacter),
        }
        self.text(place, name, Some(raw)).map(GivenIdentityCode::new)
    }

    /// Notes a code and a birth date that name different days.
    pub fn compare(
        &mut self,
        place: &FieldPath,
        code: Option<&GivenIdentityCode>,
        date: Option<PartialDate>,
    ) {
        let (Some(code), Some(date)) = (code.and_then(GivenIdentityCode::valid), date) else {
            return;
        };
        if !date.covers(code.birth_date()) {
            self.warn(place, "birth_date", FieldProblem::BirthDateMismatch);
        }
    }

    /// Notes a person who is surely eighteen or older.
    pub fn note_an_adult(
        &mut self,
        place: &FieldPath,
        code: Option<&GivenIdentityCode>,
        date: Option<PartialDate>,
    ) {
        let of_code = code
            .and_then(GivenIdentityCode::valid)
            .map(|code| code.birth_date());
        let (name, born) = match (of_code, date.and_then(PartialDate::latest)) {
            (Some(born), _) => ("personal_identity_code", born),
            (None, Some(born)) => ("birth_date", born),
            (None, None) => return,
        };
        if born
            .checked_add_months(CHILDHOOD)
            .is_some_and(|adult| adult <= self.how.today)
        {
            self.warn(place, name, FieldProblem::NotAChild);
        }
    }

    /// A municipality by its number.
    pub fn municipality(
        &mut self,
        place: &FieldPath,
        name: &str,
        raw: Option<String>,
    ) -> Place<MunicipalityCode> {
        let known = self.how.municipality_known;
        let Some(raw) = self.text(place, name, raw) else {
            return Place::NONE;
        };
        let found = Place::read(raw, MunicipalityCode::parse);
        if found.unread.is_some() || found.code.is_some_and(|code| !known(code)) {
            self.object(place, name, FieldProblem::MunicipalityUnknown);
        }
        found
    }

    /// A postal code.
    pub fn postal_code(&mut self, place: &FieldPath, name: &str, raw: Option<String>) -> Place<PostalCode> {
        let Some(raw) = self.text(place, name, raw) else {
            return Place::NONE;
        };
        let found = Place::read(raw, PostalCode::parse);
        if found.unread.is_some() {
            self.object(place, name, FieldProblem::PostalCodeInvalid);
        }
        found
    }
}
