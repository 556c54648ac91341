//! Telephone numbers, e-mail addresses and identity codes in a text, by their shape.

use std::ops::Range;

use super::{Mark, Reason};

/// The fewest digits of a telephone number.
const FEWEST_DIGITS: usize = 7;
/// The most digits of a telephone number (E.164).
const MOST_DIGITS: usize = 15;

/// Every one in `text`.
pub fn find(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut mark = |range: Range<usize>, reason| {
        found.push(Mark {
            parts: vec![range],
            reason,
        });
    };
    for range in words(text) {
        let word = text.get(range.clone()).unwrap_or_default();
        if is_identity_code(word) {
            mark(range, Reason::IdentityCode);
        } else if is_email(word) {
            mark(range, Reason::Email);
        }
    }
    for range in numbers(text) {
        mark(range, Reason::Phone);
    }
    found
}

/// What stands between white space and marks that end a word, without the points at its ends.
fn words(text: &str) -> Vec<Range<usize>> {
    let divides = |letter: char| letter.is_whitespace() || ",;<>\"”:/".contains(letter);
    let mut words = Vec::new();
    let mut start = 0_usize;
    for (end, divider) in text.match_indices(divides).chain([(text.len(), "")]) {
        let word = text.get(start..end).unwrap_or_default();
        let ending = |letter: char| ".!?'’()[]".contains(letter);
        let lead = word.len().saturating_sub(word.trim_start_matches(ending).len());
        let inner = word.trim_matches(ending).len();
        if inner > 0 {
            let start = start.saturating_add(lead);
            words.push(start..start.saturating_add(inner));
        }
        start = end.saturating_add(divider.len());
    }
    words
}

/// Six digits, the sign of the century, three digits, a check character, which need not be right.
fn is_identity_code(word: &str) -> bool {
    let [d @ .., sign, a, b, c, check] = word.as_bytes() else {
        return false;
    };
    d.len() == 6
        && d.iter().chain([a, b, c]).all(u8::is_ascii_digit)
        && b"+-ABCDEFUVWXYabcdefuvwxy".contains(sign)
        && check.is_ascii_alphanumeric()
}

/// Something, an at sign, a name with a point in it.
fn is_email(word: &str) -> bool {
    let word = word.to_lowercase().replace("(at)", "@").replace("[at]", "@");
    let Some((name, host)) = word.split_once('@') else {
        return false;
    };
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    !name.is_empty() && ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic)
}

/// Runs of digits that begin like a telephone number and are as long as one.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(lead) = rest.find(|letter: char| letter == '+' || letter.is_ascii_digit()) else {
            break;
        };
        let start = at.saturating_add(lead);
        let run = text.get(start..).map_or(0, run);
        let end = start.saturating_add(run).max(start.saturating_add(1));
        let number = text.get(start..end).unwrap_or_default();
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let begins = number.starts_with(['+', '0']);
        if begins && (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits) && !is_part_of_a_word(text, start, end) {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// The length of the run of digits at the start of `text`, with single spaces, hyphens and brackets inside.
fn run(text: &str) -> usize {
    let mut end = 0;
    let mut between = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '0'..='9' => {
                end = at.saturating_add(1);
                between = 0;
            }
            '+' if at == 0 => {}
            ' ' | '-' | '(' | ')' | '\u{a0}' if between < 2 => between = between.saturating_add(1),
            _ => break,
        }
    }
    end
}

/// Whether letters or the points of a date go on at either side.
fn is_part_of_a_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let mut after = text.get(end..).unwrap_or_default().chars();
    let (next, second) = (after.next(), after.next());
    before.is_some_and(|letter| letter.is_alphanumeric() || letter == '.')
        || next.is_some_and(char::is_alphabetic)
        || (next == Some('.') && second.is_some_and(|letter| letter.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Reason)> {
        let marks = find(text);
        marks
            .iter()
            .map(|mark| (&text[mark.parts[0].clone()], mark.reason))
            .collect()
    }

    #[test]
    fn numbers_addresses_and_codes_are_found_as_people_write_them() {
        for (text, expected) in [
            ("puh. 050 000 0012, iltaisin", ("050 000 0012", Reason::Phone)),
            ("+358 (0)50-000 0012", ("+358 (0)50-000 0012", Reason::Phone)),
            ("0500000012.", ("0500000012", Reason::Phone)),
            ("(a_b@example.org)", ("a_b@example.org", Reason::Email)),
            ("liisa(at)example.org", ("", Reason::Email)),
            ("hetu 010190-999a.", ("010190-999a", Reason::IdentityCode)),
            ("010116A999X", ("010116A999X", Reason::IdentityCode)),
        ] {
            let found = found(text);
            assert!(
                found.iter().any(|(words, reason)| *reason == expected.1
                    && (*words == expected.0 || expected.0.is_empty())),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn dates_times_and_amounts_are_none() {
        for text in [
            "12.3.2026 klo 8.00-16.00",
            "01.02.2026",
            "vuosina 2020-2026",
            "112 tai 116 111",
            "00100 Helsinki",
            "0-3 kertaa viikossa, 1000 euroa",
            "@koulu",
            "a@b",
            "klo 08-16 ja 09-17",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
