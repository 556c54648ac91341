//! Cells that no spreadsheet takes for a formula.

/// What a spreadsheet may begin to calculate at.
const DANGEROUS: [char; 4] = ['=', '+', '-', '@'];

/// The sign by which spreadsheets know that a cell is text.
const GUARD: char = '\'';

/// `text` as it is written into a table: with an apostrophe before what a spreadsheet would calculate.
pub(super) fn guarded(text: &str) -> String {
    if text.starts_with(DANGEROUS) || unguarded(text) != text {
        format!("{GUARD}{text}")
    } else {
        text.to_owned()
    }
}

/// What a cell says, with or without that apostrophe.
pub(super) fn unguarded(cell: &str) -> &str {
    let rest = cell.strip_prefix(GUARD);
    let guards = |rest: &&str| rest.starts_with(DANGEROUS) || rest.starts_with(GUARD);
    rest.filter(guards).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_guarded() {
        for (text, cell) in [
            ("+358 50 000 0101", "'+358 50 000 0101"),
            ("=1+1", "'=1+1"),
            ("@a", "'@a"),
            ("-", "'-"),
            ("'=x", "''=x"),
            ("''a", "'''a"),
            ("'s-Gravenhage", "'s-Gravenhage"),
            ("050 000 0101", "050 000 0101"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
        assert_eq!(unguarded("+358"), "+358", "a hand writes it without");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@a-]{0,5}") {
            let cell = guarded(&text);
            prop_assert!(!cell.starts_with(DANGEROUS));
            prop_assert_eq!(unguarded(&cell), text);
        }
    }
}
