//! What is wrong with the answers of one page, by the definition alone. The document as a whole is judged by `wire`.

use super::answers::Answers;
use super::date3::{self, Date3};
use super::definition::{Form, Kind};
use super::key;
use super::lists;
use super::pages::{self, Asked, PageAt};
use crate::domain::field_error::{FieldError, FieldErrors, FieldProblem};
use crate::domain::text::Text;
use crate::text::Words;

/// Everything that is wrong on the page `at`, in the order of its fields.
pub fn on_page(form: &Form, answers: &Answers, at: &PageAt) -> FieldErrors {
    let shown = pages::shown_at(form, answers, at);
    shown
        .iter()
        .flat_map(|shown| &shown.asked)
        .filter_map(|asked| on_field(answers, asked))
        .collect()
}

/// The first page on which something is wrong, with all that is wrong there.
pub fn first_faulty_page(form: &Form, answers: &Answers) -> Option<(PageAt, FieldErrors)> {
    pages::pages(form, answers)
        .into_iter()
        .map(|at| {
            let faults = on_page(form, answers, &at);
            (at, faults)
        })
        .find(|(_, faults)| !faults.is_empty())
}

/// A problem in words, for people and, as `detail`, for systems.
pub fn in_words(problem: &FieldProblem, words: Words<'_>) -> String {
    let key = format!("problem-{}", key::hyphened(problem.code()));
    match problem {
        FieldProblem::TooLong { max } | FieldProblem::TooMany { max } => words.count(&key, "max", *max),
        FieldProblem::WrongType { expected } => words.with(&key, "expected", expected),
        FieldProblem::UnknownMember {
            nearest: Some(nearest),
        } => words.with("problem-unknown-member-nearest", "nearest", nearest),
        _ => words.get(&key).into_owned(),
    }
}

fn on_field(answers: &Answers, asked: &Asked<'_>) -> Option<FieldError> {
    let problem = problem(answers, asked)?;
    Some(FieldError {
        path: key::to_pointer(&asked.key),
        problem,
    })
}

fn problem(answers: &Answers, asked: &Asked<'_>) -> Option<FieldProblem> {
    let field = asked.field;
    let values = answers.get(&asked.key);
    if values.iter().all(|value| value.trim().is_empty()) {
        return (field.required && field.kind.is_asked()).then_some(FieldProblem::Required);
    }
    match field.kind {
        Kind::Date3 | Kind::PartialDate3 => match date3::read(values) {
            Date3::Empty | Date3::Whole(_) => None,
            // Kept in words: worth a second look, but nothing that stops a report.
            Date3::Partial(_) | Date3::Wrong(_) if field.otherwise.is_some() => None,
            Date3::Partial(_) if field.kind == Kind::PartialDate3 => None,
            Date3::Partial(_) | Date3::Wrong(_) => Some(FieldProblem::DateInvalid),
        },
        kind if kind.has_list() => {
            let codes = field.list.as_deref().and_then(lists::codes)?;
            let offered = |value: &String| {
                codes.contains(&value.as_str()) && (field.options.is_empty() || field.options.contains(value))
            };
            (!values.iter().all(offered)).then_some(FieldProblem::UnknownCode)
        }
        _ => values
            .iter()
            .find_map(|value| Text::parse(value, field.max_chars.unwrap_or(usize::MAX)).err()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::load;

    fn faults(page: &str, given: &[(&str, &[&str])]) -> Vec<(String, &'static str)> {
        let form = load::form("concern").unwrap();
        let mut answers = Answers::begin(form);
        for (key, values) in given {
            answers.set(key, *values);
        }
        on_page(form, &answers, &PageAt::first(page))
            .into_iter()
            .map(|fault| (fault.path.to_string(), fault.problem.code()))
            .collect()
    }

    #[test]
    fn what_must_be_answered_is_asked_for() {
        assert_eq!(faults("who", &[]), [("/reporter_role".to_owned(), "required")]);
        assert_eq!(
            faults("concern", &[("concern.description", &[" \n "])]),
            [("/concern/description".to_owned(), "required")]
        );
        assert_eq!(faults("child", &[]), []);
    }

    #[test]
    fn codes_dates_and_lengths_are_checked_where_they_are_given() {
        assert_eq!(
            faults("who", &[("reporter_role", &["king"])]),
            [("/reporter_role".to_owned(), "unknown_code")]
        );
        let long = "a".repeat(20_001);
        let description: &[&str] = &[&long];
        assert_eq!(
            faults(
                "concern",
                &[
                    ("concern.description", description),
                    ("concern.reasons", &["family_violence"])
                ]
            ),
            [
                ("/concern/description".to_owned(), "too_long"),
                ("/concern/reasons".to_owned(), "unknown_code")
            ]
        );
        assert_eq!(
            faults("child", &[("children[0].birth_date", &["31", "2", "2016"])]),
            [],
            "kept in words"
        );
        assert_eq!(
            faults("child", &[("children[0].birth_date", &["", "", "2016"])]),
            []
        );
        assert_eq!(
            faults("child", &[("children[0].last_name", &["a\u{0}b"])]),
            [("/children/0/last_name".to_owned(), "not_text")]
        );
    }
}
