//! A text as words, for the rules: where each stands, in small letters, in which clause and sentence.

use std::collections::BTreeSet;
use std::ops::Range;

/// A word or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The word in small letters, apostrophes straight, soft hyphens gone.
    pub folded: String,
    /// The word without a Finnish particle at its end ("siskonikin" → "siskoni"); the word itself where it has none.
    pub bare: String,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether a sentence begins with it.
    pub first: bool,
    /// The number of its clause in the text.
    pub clause: usize,
    /// The number of its sentence in the text.
    pub sentence: usize,
}

/// What may hang on the end of a Finnish word without changing what it means.
const PARTICLES: [&str; 6] = ["kin", "kaan", "kään", "han", "hän", "pa"];

/// Reads `text`. A clause ends at a comma and the like, and before each word of `breaks`.
pub fn read(text: &str, breaks: &BTreeSet<String>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut clause, mut sentence, mut first) = (0_usize, 0_usize, true);
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if !letter.is_alphanumeric() {
            let next = text.get(start..).and_then(|rest| rest.chars().nth(1));
            if ends_sentence(letter, next, tokens.last()) {
                sentence = sentence.saturating_add(1);
                clause = clause.saturating_add(1);
                first = true;
            } else if !letter.is_whitespace() && letter != '\'' {
                clause = clause.saturating_add(1);
            }
            continue;
        }
        let mut end = start.saturating_add(letter.len_utf8());
        while let Some((at, letter)) = letters.peek().copied() {
            let after = at.saturating_add(letter.len_utf8());
            let goes_on = || {
                let next = text.get(after..).and_then(|rest| rest.chars().next());
                next.is_some_and(char::is_alphanumeric)
            };
            let inside = letter.is_alphanumeric()
                || letter == '\u{ad}'
                || (is_mark(letter) || "'’-".contains(letter) || is_in_number(text, start, letter))
                    && goes_on();
            if !inside {
                break;
            }
            end = after;
            letters.next();
        }
        let word = text.get(start..end).unwrap_or_default();
        let folded = fold(word);
        if breaks.contains(&folded) {
            clause = clause.saturating_add(1);
        }
        tokens.push(Token {
            range: start..end,
            bare: without_particle(&folded),
            folded,
            capital: letter.is_uppercase(),
            first,
            clause,
            sentence,
        });
        first = false;
    }
    tokens
}

/// Marks that combine with the letter before them.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// A point or colon between the digits of a time or date.
fn is_in_number(text: &str, start: usize, letter: char) -> bool {
    let begins = text.get(start..).and_then(|rest| rest.chars().next());
    ".:".contains(letter) && begins.is_some_and(|first| first.is_ascii_digit())
}

/// A full stop ends a sentence unless it follows an initial or an abbreviation, or stands before a number.
fn ends_sentence(letter: char, next: Option<char>, before: Option<&Token>) -> bool {
    match letter {
        '!' | '?' | '\n' => true,
        '.' => {
            let short = before.is_some_and(|token| {
                token.folded.chars().count() == 1 || ["kl", "klo", "terv"].contains(&token.folded.as_str())
            });
            !short && next.is_none_or(|next| !next.is_alphanumeric())
        }
        _ => false,
    }
}

fn fold(word: &str) -> String {
    word.chars()
        .filter(|letter| *letter != '\u{ad}')
        .map(|letter| if letter == '’' { '\'' } else { letter })
        .flat_map(char::to_lowercase)
        .collect()
}

fn without_particle(word: &str) -> String {
    let bare = PARTICLES
        .iter()
        .find_map(|particle| word.strip_suffix(particle))
        .filter(|bare| bare.chars().count() > 3);
    bare.unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, usize, usize)> {
        let tokens = read(text, &BTreeSet::from(["että".to_owned()]));
        tokens
            .into_iter()
            .map(|token| (token.folded, token.clause, token.sentence))
            .collect()
    }

    #[test]
    fn words_know_their_clause_and_sentence() {
        let read = words("Näin, että I’m klo. 17.30! T. Li\u{ad}sa");
        let plain: Vec<_> = read
            .iter()
            .map(|(word, clause, sentence)| (word.as_str(), *clause, *sentence))
            .collect();
        assert_eq!(
            plain,
            [
                ("näin", 0, 0),
                ("että", 2, 0),
                ("i'm", 2, 0),
                ("klo", 2, 0),
                ("17.30", 3, 0),
                ("t", 4, 1),
                ("lisa", 5, 1),
            ]
        );
    }

    #[test]
    fn a_particle_is_left_out() {
        let tokens = read("siskonikin että", &BTreeSet::new());
        assert_eq!(tokens[0].bare, "siskoni");
        assert_eq!(tokens[1].bare, "että");
    }
}
