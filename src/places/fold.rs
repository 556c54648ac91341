//! Folds a name to what is left when people spell it in a hurry.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, letters and digits only, without the marks of å, ä, ö and their like: `Mänttä-Vilppula` and
/// `MANTTA VILPPULA` fold alike.
pub(super) fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// How many letters one must add, drop, change or swap with its neighbour to turn `a` into `b`.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, &here) in a.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, &there) in b.iter().enumerate() {
            let at = |costs: &[usize], place: usize| costs.get(place).copied().unwrap_or(usize::MAX - 1);
            let change = at(&above, column) + usize::from(here != there);
            let mut steps = change.min(at(&above, column + 1) + 1).min(at(&next, column) + 1);
            let swapped =
                row > 0 && column > 0 && a.get(row - 1) == Some(&there) && b.get(column - 1) == Some(&here);
            if swapped {
                steps = steps.min(at(&two_above, column - 1) + 1);
            }
            next.push(steps);
        }
        two_above = std::mem::replace(&mut above, next);
    }
    above.last().copied().unwrap_or_default()
}

/// How many letters `a` and `b` begin with in common.
pub(super) fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_hyphens_and_spaces_fold_away() {
        for (text, folded) in [
            ("Mänttä-Vilppula", "manttavilppula"),
            ("  MÄNTTÄ VILPPULA ", "manttavilppula"),
            ("Brändö", "brando"),
            ("Åbo", "abo"),
            ("A\u{30a}bo", "abo"),
            ("—", ""),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_one_step() {
        for (a, b, steps) in [
            ("espoo", "espoo", 0),
            ("espo", "espoo", 1),
            ("epsoo", "espoo", 1),
            ("tanpere", "tampere", 1),
            ("kuopoi", "kuopio", 1),
            ("oulu", "turku", 3),
            ("", "abo", 3),
            ("abo", "", 3),
        ] {
            assert_eq!(distance(a, b), steps, "{a} {b}");
        }
    }
}
