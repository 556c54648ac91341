//! The lengths that `validator` finds too great, in our own vocabulary.

use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::domain::field_error::{FieldError, FieldErrors, FieldPath, FieldProblem};

/// Every text of `body` that is too long.
pub(super) fn check(body: &impl Validate) -> FieldErrors {
    let mut found = Vec::new();
    if let Err(errors) = body.validate() {
        collect(&errors, &FieldPath::root(), &mut found);
    }
    found
}

fn collect(errors: &ValidationErrors, path: &FieldPath, found: &mut FieldErrors) {
    for (name, kind) in errors.errors() {
        let path = path.member(name);
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &path, found),
            ValidationErrorsKind::List(elements) => {
                for (index, inner) in elements {
                    collect(inner, &path.index(*index), found);
                }
            }
            ValidationErrorsKind::Field(faults) => {
                let max = faults.iter().find_map(|fault| fault.params.get("max")?.as_u64());
                let max = max.and_then(|max| usize::try_from(max).ok()).unwrap_or_default();
                found.push(FieldError {
                    path,
                    problem: FieldProblem::TooLong { max },
                });
            }
        }
    }
}
