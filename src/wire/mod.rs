//! A report on the wire: the one schema that the API, the forms and the staff's view share.
//!
//! [`read`] turns JSON into a [`NewReport`] and finds everything wrong in one pass; [`document()`] turns a report back
//! into the same JSON; [`schema`] tells the members, who may read them and how long they may be.

pub mod body;
pub mod codes;
pub mod document;
pub mod json;
mod limits;
mod parse;
pub mod people;
pub mod schema;
mod shape;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use crate::domain::field_error::FieldErrors;
use crate::domain::language::Language;
use crate::domain::places::MunicipalityCode;
use crate::domain::report::{Channel, FormVersion, NewReport};

pub use document::{Parts, document};
pub use schema::{KeyInfo, KeyKind};

use body::ReportBody;

/// How much the reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// A professional's system: it can mend what is wrong. The reporter must be named, codes must be right.
    Strict,
    /// A person at a web form: a slip about the child's code or place is noted and never stops the report, and
    /// nobody must tell who they are.
    Lenient,
}

/// How a report is to be read.
pub struct Reading<'a> {
    /// How much is asked for.
    pub strictness: Strictness,
    /// How the report comes.
    pub channel: Channel,
    /// The form that was filled in.
    pub form: Option<FormVersion>,
    /// The language in which it is filed.
    pub language: Language,
    /// The date in Helsinki, for dates that lie ahead and for who is still a child.
    pub today: NaiveDate,
    /// Whether a municipality of this number exists, or has existed and is part of another now.
    pub municipality_known: &'a dyn Fn(MunicipalityCode) -> bool,
}

/// A report that passed, and what is worth telling its sender all the same.
#[derive(Debug)]
pub struct Accepted {
    /// The report.
    pub report: NewReport,
    /// Notes, by field.
    pub warnings: FieldErrors,
}

/// Reads a report from `value`.
///
/// # Errors
/// Everything that is wrong, sorted by pointer: members that the schema does not have, wrong types, texts and lists
/// that are too long, missing and malformed values. A fault of shape hides only what lies at or beneath its place.
pub fn read(value: &Value, how: &Reading<'_>) -> Result<Accepted, FieldErrors> {
    let shaped = shape::check(value, schema::root());
    // What fits the schema fits the structs that the schema was made from, so the fallback is never seen.
    let body = ReportBody::deserialize(&shaped.value).unwrap_or_default();
    let too_long = limits::check(&body);
    let parsed = parse::report(body, how);
    let mut errors: FieldErrors = too_long
        .into_iter()
        .chain(parsed.errors)
        .filter(|error| !shaped.is_consequence(&error.path))
        .collect();
    errors.extend(shaped.faults);
    if errors.is_empty()
        && let Some(report) = parsed.report
    {
        return Ok(Accepted {
            report,
            warnings: parsed.warnings,
        });
    }
    errors.sort_by(|a, b| {
        a.path
            .cmp(&b.path)
            .then_with(|| a.problem.code().cmp(b.problem.code()))
    });
    Err(errors)
}
