//! The one vocabulary in which a wrong field is described, for the web forms and the API alike.

use std::fmt;

/// Where a value stands: a JSON pointer (RFC 6901) such as `/children/0/birth_date`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FieldPath(String);

impl FieldPath {
    /// The whole document.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The member `name` of this place.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        Self(format!(
            "{}/{}",
            self.0,
            name.replace('~', "~0").replace('/', "~1")
        ))
    }

    /// The element `index` of this place, counted from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer as text; empty for the whole document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for FieldPath {
    fn from(pointer: &str) -> Self {
        Self(pointer.to_owned())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is wrong with a value. The list is closed: each has a stable code for machines and a text in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldProblem {
    /// Nothing was given where something is needed.
    Required,
    /// Longer than the field takes; at most `max` characters.
    TooLong {
        /// The largest number of characters.
        max: usize,
    },
    /// More elements than the list takes.
    TooMany {
        /// The largest number of elements.
        max: usize,
    },
    /// A control character or something else that is not text.
    NotText,
    /// Of another JSON type than `expected`.
    WrongType {
        /// The JSON type that belongs here.
        expected: &'static str,
    },
    /// A member that the schema does not have; `nearest` is the known name closest to it.
    UnknownMember {
        /// The closest known name, if one is near.
        nearest: Option<String>,
    },
    /// A value outside its code list.
    UnknownCode,
    /// Not a date.
    DateInvalid,
    /// A date that cannot be: born after the report, for example.
    DateImpossible,
    /// Not shaped like a personal identity code.
    IdentityCodeShape,
    /// The identity code names a day that does not exist.
    IdentityCodeDate,
    /// The identity code's last character does not follow from the others.
    CheckCharacter,
    /// The identity code and the birth date name different days.
    BirthDateMismatch,
    /// The person is not a child: eighteen or older on the day of the report (a note, never an error).
    NotAChild,
    /// A municipality that is not in the list.
    MunicipalityUnknown,
    /// Not a Finnish postal code of five digits.
    PostalCodeInvalid,
    /// Neither a child nor an unborn child is named.
    NobodyNamed,
    /// The identity code is temporary or a test code, 900–999 (a note, never an error).
    IdentityCodeTemporary,
    /// An identity code was sent, but empty (a note, never an error).
    IdentityCodeEmpty,
    /// The kind that was sent differs from what follows from the report (a note, never an error).
    KindDiffers,
    /// A place in Åland, whose own social service takes the report (a note, never an error).
    AlandOwnService,
}

impl FieldProblem {
    /// The stable code, as the API gives it and as the text key `problem-<code>` (with hyphens) names it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong { .. } => "too_long",
            Self::TooMany { .. } => "too_many",
            Self::NotText => "not_text",
            Self::WrongType { .. } => "wrong_type",
            Self::UnknownMember { .. } => "unknown_member",
            Self::UnknownCode => "unknown_code",
            Self::DateInvalid => "date_invalid",
            Self::DateImpossible => "date_impossible",
            Self::IdentityCodeShape => "identity_code_shape",
            Self::IdentityCodeDate => "identity_code_date",
            Self::CheckCharacter => "check_character",
            Self::BirthDateMismatch => "birth_date_mismatch",
            Self::NotAChild => "not_a_child",
            Self::MunicipalityUnknown => "municipality_unknown",
            Self::PostalCodeInvalid => "postal_code_invalid",
            Self::NobodyNamed => "nobody_named",
            Self::IdentityCodeTemporary => "identity_code_temporary",
            Self::IdentityCodeEmpty => "identity_code_empty",
            Self::KindDiffers => "kind_differs",
            Self::AlandOwnService => "aland_own_service",
        }
    }
}

/// One fault at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where.
    pub path: FieldPath,
    /// What.
    pub problem: FieldProblem,
}

/// Everything that is wrong, found in one pass; or, as notes, everything worth a warning.
pub type FieldErrors = Vec<FieldError>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_json_pointer() {
        let path = FieldPath::root().member("children").index(0).member("a/b~c");
        assert_eq!(path.as_str(), "/children/0/a~1b~0c");
    }
}
