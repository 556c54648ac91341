//! Which passwords may be chosen: long enough, not common, not made of what stands on every letterhead.
//! There is no rule about which kinds of characters, and none is ever too old.

/// The shortest password, in characters.
pub const SHORTEST: usize = 12;
/// The longest password, in characters.
pub const LONGEST: usize = 128;

/// So much must be left of a password when the words of its surroundings are taken out, in letters and digits.
const OWN_PART: usize = 8;
/// A shorter word of the surroundings is a part of too many others to be taken out.
const SHORTEST_WORD: usize = 4;
/// Words that every guess at this service would begin with.
const SURROUNDINGS: [&str; 12] = [
    "huoli",
    "lastensuojelu",
    "ilmoitus",
    "barnskydd",
    "childwelfare",
    "hyvinvointialue",
    "sosiaali",
    "salasana",
    "lösenord",
    "password",
    "qwerty",
    "tervetuloa",
];
/// The rows of the keyboards that stand on Finnish desks, and the alphabet.
const ROWS: [&str; 5] = [
    "1234567890",
    "qwertyuiopå",
    "asdfghjklöä",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyzåäö",
];

/// What speaks against a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Too short or too long.
    #[error("a password has {SHORTEST}–{LONGEST} characters")]
    Length,
    /// Many others have it, so it is among the first to be tried.
    #[error("this password is among the commonest")]
    Common,
    /// Little more than the names of the service, the county, the office or the person.
    #[error("take out the names of the service, the office and yourself: too little is left")]
    Surroundings,
    /// A few characters again and again, or a walk along the keys.
    #[error("a repetition or a row of keys is easily guessed")]
    Pattern,
}

/// Judges `password`, in composed characters. `words` are the names of county, offices and person; `is_common` knows
/// common passwords of at least [`SHORTEST`] characters, in lower case.
///
/// # Errors
/// [`PasswordProblem`].
pub fn judge(
    password: &str,
    words: &[String],
    is_common: impl Fn(&str) -> bool,
) -> Result<(), PasswordProblem> {
    if !(SHORTEST..=LONGEST).contains(&password.chars().count()) {
        return Err(PasswordProblem::Length);
    }
    let lower = password.to_lowercase();
    if is_common(&lower) {
        return Err(PasswordProblem::Common);
    }
    if is_pattern(&lower) {
        return Err(PasswordProblem::Pattern);
    }
    if own_part(&lower, words) < OWN_PART {
        return Err(PasswordProblem::Surroundings);
    }
    Ok(())
}

/// The number of letters and digits of `lower` that belong to no word of the surroundings.
fn own_part(lower: &str, words: &[String]) -> usize {
    let plain = |text: &str| -> String {
        let lower = text.to_lowercase();
        lower.chars().filter(|letter| letter.is_alphanumeric()).collect()
    };
    let mut known: Vec<String> = words
        .iter()
        .flat_map(|words| words.split(|letter: char| !letter.is_alphanumeric()))
        .map(plain)
        .chain(SURROUNDINGS.iter().copied().map(plain))
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    // The longest first, so that "lastensuojelu" is taken out whole.
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut left = plain(lower);
    let found = known.iter().filter(|word| left.contains(word.as_str())).count();
    if found == 0 {
        return usize::MAX;
    }
    for word in known {
        left = left.replace(&word, " ");
    }
    left.chars().filter(|letter| *letter != ' ').count()
}

/// Whether three quarters of the steps from one character to the next are a repetition or lead to a neighbour, or the
/// whole is a short piece again and again.
fn is_pattern(lower: &str) -> bool {
    let letters: Vec<char> = lower.chars().collect();
    let repeats = |length: usize| {
        let piece = letters.get(..length).unwrap_or_default();
        letters
            .chunks(length)
            .all(|chunk| piece.get(..chunk.len()) == Some(chunk))
    };
    if (1..SHORTEST).any(|length| length <= letters.len() / 2 && repeats(length)) {
        return true;
    }
    let steps = letters.len().saturating_sub(1);
    let walked = letters
        .windows(2)
        .filter(|pair| matches!(pair, [from, to] if are_neighbours(*from, *to)))
        .count();
    walked * 4 >= steps * 3
}

fn are_neighbours(from: char, to: char) -> bool {
    from == to
        || ROWS.iter().any(|row| {
            let place = |letter| row.chars().position(|other| other == letter);
            matches!((place(from), place(to)), (Some(a), Some(b)) if a.abs_diff(b) == 1)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(password: &str) -> Result<(), PasswordProblem> {
        let words = [
            "Länsi-Uudenmaan hyvinvointialue",
            "Leppävaaran lastensuojelu",
            "maija.mallinen",
            "Maija Mallinen",
        ];
        judge(password, &words.map(str::to_owned), |lower| {
            lower == "kissakoira123"
        })
    }

    #[test]
    fn a_sentence_of_ones_own_is_a_password() {
        for good in [
            "kolme sanaa peräkkäin",
            "viisi-keltaista-kumisaapasta",
            "tr0ub4dor&3xyz!",
            "huoli pois, lunta on lapioitava",
            "maija lapioi lunta tammikuussa",
            "ykskakskolme!",
            "93rc-m5bb-8lh1-g",
        ] {
            assert_eq!(judged(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(judged("äiti söi yö"), Err(PasswordProblem::Length));
        assert_eq!(judged("äiti söi yöp"), Ok(()));
        assert_eq!(judged(&"sana ja toinen ".repeat(9)), Err(PasswordProblem::Length));
    }

    #[test]
    fn what_many_have_is_refused_in_any_case() {
        assert_eq!(judged("KissaKoira123"), Err(PasswordProblem::Common));
    }

    #[test]
    fn what_stands_on_the_letterhead_is_not_enough() {
        for poor in [
            "Huoli-lastensuojelu-2026",
            "leppävaaran1234",
            "Maija.Mallinen.77",
            "salasana-salasana2!",
            "länsi-uudenmaan1",
        ] {
            assert_eq!(judged(poor), Err(PasswordProblem::Surroundings), "{poor}");
        }
    }

    #[test]
    fn walks_and_repetitions_are_refused() {
        for poor in [
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "123456789012",
            "qwertyuiop12",
            "asdfghjklöä1",
            "lkjhgfdsapoiuy",
            "abcdefghijklm",
            "koirakoirakoira",
            "1122334455667",
        ] {
            assert_eq!(judged(poor), Err(PasswordProblem::Pattern), "{poor}");
        }
    }
}
