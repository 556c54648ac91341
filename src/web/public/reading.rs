//! Reads the answers of a visit as a report, and tells each fault and note at the page and field it belongs to.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::around::Around;
use super::visit::{NONE_OF_THESE, Visit};
use crate::domain::field_error::{FieldErrors, FieldProblem};
use crate::domain::report::{Channel, FormVersion};
use crate::forms::date3::{self, Date3};
use crate::forms::definition::{Field, Kind};
use crate::forms::{PageAt, bind, faults, key, pages, place};
use crate::text::Words;
use crate::wire::{self, Accepted, Reading, Strictness};

/// Something to say at a field.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    /// The concrete key of the field.
    pub key: String,
    /// What is wrong.
    pub problem: FieldProblem,
    /// It is only worth a second look: the next Continue accepts it.
    pub may_stay: bool,
}

impl Fault {
    /// What to say at its field.
    pub fn in_words(&self, field: &Field, words: Words<'_>) -> String {
        if !self.may_stay {
            return field.problem(&self.problem, words);
        }
        let own = format!("{}-warning", field.text_base());
        if words.has(&own) {
            return words.get(&own).into_owned();
        }
        let problem = field.problem(&self.problem, words);
        let accept = match self.problem {
            FieldProblem::DateInvalid | FieldProblem::MunicipalityUnknown => "warning-accept",
            _ => "warning-code-accept",
        };
        format!("{problem} {}", words.get(accept))
    }
}

/// Everything that is wrong on the page `at`: by its definition, and by what its answers mean together.
pub fn faults_on(visit: &Visit, at: &PageAt, around: &Around<'_>) -> Vec<Fault> {
    let form = visit.form();
    let by_definition = faults::on_page(form, &visit.answers, at);
    if !by_definition.is_empty() {
        return in_page(by_definition);
    }
    match so_far(visit, around) {
        Ok(_) => Vec::new(),
        Err(errors) => belonging_to(visit, at, errors),
    }
}

/// What is worth a warning on the page `at` and was not warned of before: a slip in an identity code, a birth date
/// that differs from it, a day or a municipality that does not exist. Each is told once; the next Continue accepts it.
pub fn notes_on(visit: &mut Visit, at: &PageAt, around: &Around<'_>) -> Vec<Fault> {
    let mut notes = match so_far(visit, around) {
        Ok(accepted) => belonging_to(visit, at, accepted.warnings),
        Err(_) => Vec::new(),
    };
    notes.retain(|note| is_worth_a_warning(&note.problem));
    notes.extend(kept_in_words(visit, at, around));
    let shown = pages::shown_at(visit.form(), &visit.answers, at);
    let asked = shown.into_iter().flat_map(|shown| shown.asked);
    let left_out = asked.filter(|asked| asked.field.wanted && visit.answers.filled(&asked.key).is_none());
    notes.extend(left_out.map(|asked| Fault {
        key: asked.key,
        problem: FieldProblem::Required,
        may_stay: true,
    }));
    let says = |key: &str| visit.answers.filled(key).is_some();
    if at.id == "call" && !says("called_at") && !says("not_called") {
        notes.push(Fault {
            key: "called_at".to_owned(),
            problem: FieldProblem::Required,
            may_stay: true,
        });
    }
    let standing = |visit: &Visit, key: &str| visit.answers.get(key).join("\n");
    notes.retain(|note| visit.warned.get(&note.key) != Some(&standing(visit, &note.key)));
    for note in &mut notes {
        note.may_stay = true;
        let value = standing(visit, &note.key);
        visit.warned.insert(note.key.clone(), value);
    }
    notes
}

/// What was typed on the page for a date or a municipality and is none: it is kept in words. The pages that ask for the
/// place alone ask on by themselves.
fn kept_in_words(visit: &Visit, at: &PageAt, around: &Around<'_>) -> Vec<Fault> {
    let asks_on = ["where", "place"].contains(&at.id.as_str());
    let shown = pages::shown_at(visit.form(), &visit.answers, at);
    let asked = shown.into_iter().flat_map(|shown| shown.asked);
    asked
        .filter_map(|asked| {
            let values = visit.answers.get(&asked.key);
            let problem = match asked.field.kind {
                Kind::Date3 | Kind::PartialDate3 => {
                    matches!(date3::read(values), Date3::Wrong(_)).then_some(FieldProblem::DateInvalid)
                }
                Kind::Municipality if !asks_on => {
                    let typed = visit.answers.filled(&asked.key)?;
                    let said = visit
                        .proposed
                        .get(&asked.key)
                        .filter(|said| said.text.trim() == typed);
                    let none_meant = said.is_some_and(|said| said.choice.as_deref() == Some(NONE_OF_THESE));
                    let settled = none_meant || around.municipality(typed).is_some();
                    (!settled).then_some(FieldProblem::MunicipalityUnknown)
                }
                _ => None,
            };
            problem.map(|problem| Fault {
                key: asked.key,
                problem,
                may_stay: true,
            })
        })
        .collect()
}

/// The first page of the form.
fn first_page(visit: &Visit) -> PageAt {
    let mut pages = pages::pages(visit.form(), &visit.answers).into_iter();
    pages.next().unwrap_or_else(|| PageAt::first("who"))
}

/// The report that the answers make.
///
/// # Errors
/// The first page on which something is wrong, with all that is wrong there.
pub fn report(visit: &Visit, around: &Around<'_>) -> Result<Accepted, (PageAt, Vec<Fault>)> {
    let form = visit.form();
    if let Some((at, faults)) = faults::first_faulty_page(form, &visit.answers) {
        return Err((at, in_page(faults)));
    }
    read(&bind::document(form, &visit.answers), visit, around).map_err(|errors| {
        let first = errors.first().map_or_else(
            || first_page(visit),
            |error| place::of(form, &visit.answers, &error.path).0,
        );
        let faults = belonging_to(visit, &first, errors);
        (first, faults)
    })
}

/// Reads the answers so far, as if what must still be asked had been answered.
///
/// # Errors
/// What is wrong with them.
pub fn so_far(visit: &Visit, around: &Around<'_>) -> Result<Accepted, FieldErrors> {
    let mut document = bind::document(visit.form(), &visit.answers);
    if bind::get(&document, "concern.description").is_none() {
        match document.get_mut("concern").and_then(Value::as_object_mut) {
            Some(concern) => {
                concern.insert("description".to_owned(), json!("-"));
            }
            None => {
                if let Some(document) = document.as_object_mut() {
                    document.insert("concern".to_owned(), json!({"description": "-"}));
                }
            }
        }
    }
    read(&document, visit, around)
}

fn read(document: &Value, visit: &Visit, around: &Around<'_>) -> Result<Accepted, FieldErrors> {
    let form = visit.form();
    let how = Reading {
        strictness: Strictness::Lenient,
        channel: Channel::Web,
        form: Some(FormVersion {
            id: form.id.clone(),
            version: form.version,
        }),
        language: visit.language,
        today: around.today(),
        municipality_known: &|code| around.places.municipality(code).is_some(),
    };
    wire::read(document, &how)
}

/// Slips that the person may want to mend. That somebody is of age or that a code is temporary is for the worker.
const fn is_worth_a_warning(problem: &FieldProblem) -> bool {
    matches!(
        problem,
        FieldProblem::IdentityCodeShape
            | FieldProblem::IdentityCodeDate
            | FieldProblem::CheckCharacter
            | FieldProblem::BirthDateMismatch
            | FieldProblem::DateImpossible
    )
}

fn in_page(errors: FieldErrors) -> Vec<Fault> {
    errors
        .into_iter()
        .map(|error| Fault {
            key: key::from_pointer(error.path.as_str()),
            problem: error.problem,
            may_stay: false,
        })
        .collect()
}

/// Those that belong to the page `at`, one for each field.
fn belonging_to(visit: &Visit, at: &PageAt, errors: FieldErrors) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    errors
        .into_iter()
        .filter_map(|error| {
            let (page, key) = place::of(visit.form(), &visit.answers, &error.path);
            let key = key.filter(|_| page == *at)?;
            seen.insert(key.clone()).then_some(Fault {
                key,
                problem: error.problem,
                may_stay: false,
            })
        })
        .collect()
}
