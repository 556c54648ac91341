//! The random check of decisions that an assessment is obviously unnecessary (LsL 26 § 3): which of them somebody else looks
//! through, and what they may come to.

use super::codes::code_list;
use super::text::Text;

/// The longest reason, in characters.
pub const LONGEST: usize = 2_000;

code_list! {
    /// What a check came to.
    Verdict, "recheck_verdict", {
        /// The decision was right.
        Right = "right",
        /// It was not: the case is opened again.
        Reopen = "reopen",
    }
}

/// Whether a decision is looked through where one in `one_in` is (0: none). `random` falls anew on each decision, every number
/// as likely as any other, so that nobody who decides can tell.
pub fn is_drawn(one_in: u64, random: u64) -> bool {
    random.checked_rem(one_in) == Some(0)
}

/// What lacks in a check, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nothing is chosen.
    Verdict,
    /// It is not said why the case is opened again, or in more than [`LONGEST`] characters.
    Why,
}

/// A check as it was filled in; anything may lack.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// What was chosen, if anything was.
    pub verdict: Option<Verdict>,
    /// Why the case is opened again, to the letter.
    pub why: String,
}

/// A check that holds together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The decision was right.
    Right,
    /// The case is opened again, for that reason.
    Reopen(Text),
}

impl Draft {
    /// Checks it. Where the decision was right, no reason is asked, and none is kept.
    ///
    /// # Errors
    /// What lacks.
    pub fn check(&self) -> Result<Checked, Vec<Lack>> {
        match self.verdict {
            None => Err(vec![Lack::Verdict]),
            Some(Verdict::Right) => Ok(Checked::Right),
            Some(Verdict::Reopen) => reason(&self.why).map(Checked::Reopen),
        }
    }
}

/// Why a case is opened again, as it was typed.
///
/// # Errors
/// [`Lack::Why`] where nothing is said, or more than [`LONGEST`] characters.
pub fn reason(typed: &str) -> Result<Text, Vec<Lack>> {
    match Text::parse(typed, LONGEST) {
        Ok(Some(why)) => Ok(why),
        Ok(None) | Err(_) => Err(vec![Lack::Why]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_all_numbers_one_in_so_many_is_drawn() {
        let drawn = |one_in| (0..1_000).filter(|random| is_drawn(one_in, *random)).count();
        assert_eq!(drawn(0), 0, "none where nothing is looked through");
        assert_eq!(drawn(1), 1_000);
        assert_eq!(drawn(10), 100);
        assert_eq!(drawn(u64::MAX), 1, "zero is drawn wherever anything is");
    }

    #[test]
    fn why_a_case_is_opened_again_must_be_said() {
        let draft = |verdict, why: &str| Draft {
            verdict,
            why: why.to_owned(),
        };
        assert_eq!(draft(None, "Syy").check(), Err(vec![Lack::Verdict]));
        assert_eq!(draft(Some(Verdict::Right), "").check(), Ok(Checked::Right));
        assert_eq!(draft(Some(Verdict::Reopen), " ").check(), Err(vec![Lack::Why]));
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(draft(Some(Verdict::Reopen), &long).check(), Err(vec![Lack::Why]));
        let Ok(Checked::Reopen(why)) = draft(Some(Verdict::Reopen), "Tarve kasvoi").check() else {
            panic!("it is opened again")
        };
        assert_eq!(why.expose(), "Tarve kasvoi");
    }
}
