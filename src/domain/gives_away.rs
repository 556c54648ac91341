//! What in a worker's question would tell whom it is about: somebody else may have found the follow-up code. Rules of thumb
//! that only warn.

/// Something that tells who somebody is or how to reach them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GivesAway {
    /// Shaped like a personal identity code.
    IdentityCode,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A name that stands in the report.
    Name,
}

impl GivesAway {
    /// Everything that is looked for.
    pub const ALL: [Self; 4] = [Self::IdentityCode, Self::Phone, Self::Email, Self::Name];

    /// The stable name, as text keys have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityCode => "identity-code",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Name => "name",
        }
    }
}

/// The fewest digits of a phone number.
const PHONE_DIGITS: usize = 7;
/// The shortest part of a name that is looked for: shorter ones stand in too many words.
const NAME_LETTERS: usize = 3;

/// What in `text` gives somebody away, each kind once; `names` are those of the report's people.
pub fn found_in(text: &str, names: &[String]) -> Vec<GivesAway> {
    GivesAway::ALL
        .into_iter()
        .filter(|kind| match kind {
            GivesAway::IdentityCode => text.split(is_between_codes).any(is_identity_code),
            GivesAway::Phone => has_phone(&without_codes(text)),
            GivesAway::Email => text.split_whitespace().any(is_email),
            GivesAway::Name => has_name(text, names),
        })
        .collect()
}

fn is_between_codes(sign: char) -> bool {
    !(sign.is_ascii_alphanumeric() || sign == '-' || sign == '+')
}

/// Six digits, a sign of the century, three digits and a check character; whether it is a right one does not matter.
fn is_identity_code(word: &str) -> bool {
    let signs: Vec<char> = word.chars().collect();
    let digits = |signs: &[char]| signs.iter().all(char::is_ascii_digit);
    matches!(signs.as_slice(), [day @ .., century, a, b, c, check]
        if day.len() == 6
            && digits(day)
            && (century.is_ascii_alphabetic() || ['-', '+'].contains(century))
            && digits(&[*a, *b, *c])
            && check.is_ascii_alphanumeric())
}

/// `text` without its identity codes: their digits are no phone number.
fn without_codes(text: &str) -> String {
    let codes = text.split(is_between_codes).filter(|word| is_identity_code(word));
    codes.fold(text.to_owned(), |text, code| text.replace(code, "…"))
}

/// Digits with nothing between them but spaces, hyphens and brackets; a date has dots.
fn has_phone(text: &str) -> bool {
    let within = |sign: char| sign.is_ascii_digit() || [' ', '-', '(', ')', '+', '\u{a0}'].contains(&sign);
    text.split(|sign| !within(sign)).any(|run| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let first = run.chars().find(|sign| sign.is_ascii_digit() || *sign == '+');
        digits >= PHONE_DIGITS && matches!(first, Some('0' | '+'))
    })
}

fn is_email(word: &str) -> bool {
    let inside = word.split_once('@');
    let ends_well = |part: &str| part.chars().next_back().is_some_and(char::is_alphanumeric);
    inside.is_some_and(|(before, after)| {
        ends_well(before) && after.chars().next().is_some_and(char::is_alphanumeric) && after.contains('.')
    })
}

/// Whether a part of a name begins a word: Finnish bends names at their end (Aino, Ainon; Mallinen, Mallisen).
fn has_name(text: &str, names: &[String]) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    names.iter().any(|name| {
        let name = name.to_lowercase();
        name.split(|sign: char| !sign.is_alphanumeric())
            .filter(|part| part.chars().count() >= NAME_LETTERS)
            .any(|part| {
                let bent = part.strip_suffix("nen").map(|stem| format!("{stem}se"));
                words.iter().any(|word| {
                    word.starts_with(part)
                        || bent.as_ref().is_some_and(|bent| word.starts_with(bent.as_str()))
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<GivesAway> {
        found_in(text, &["Aino Mallinen".to_owned(), "Bo".to_owned()])
    }

    #[test]
    fn what_tells_who_somebody_is_is_found() {
        for (text, kind) in [
            ("Onko tunnus 010516B903X oikein?", GivesAway::IdentityCode),
            ("Tunnus: 010516-903x.", GivesAway::IdentityCode),
            ("Soita 000 000 0000.", GivesAway::Phone),
            ("+358 00 000 0000", GivesAway::Phone),
            ("Kirjoita: a.b@county.example.", GivesAway::Email),
            ("Missä Ainon koulu on?", GivesAway::Name),
            ("Mallisen perhe", GivesAway::Name),
            ("AINO", GivesAway::Name),
        ] {
            assert_eq!(found(text), [kind], "{text}");
        }
        assert_eq!(found("Aino, 010516B903X").len(), 2);
    }

    #[test]
    fn ordinary_questions_are_not_held_up() {
        for text in [
            "Missä lapsi on nyt?",
            "Mitä näit 20.11.2026 klo 14.05?",
            "Onko sama tapahtunut 2 tai 3 kertaa?",
            "Boris kuuluu lyhyeen nimeen",
            "Soita 112 tai 116 111",
            "a @ b",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
