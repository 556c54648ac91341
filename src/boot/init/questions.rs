//! Asks one thing after the other: a line of explanation, a default, and a check of the answer at once.

use super::super::Console;
use super::super::failure::Failure;

/// How often one thing is asked.
const TRIES: usize = 5;

/// What may be answered; otherwise what would be right.
pub type Check<'c> = &'c dyn Fn(&str) -> Result<(), String>;

/// One question.
pub struct Question<'q> {
    /// What is asked for, a few words.
    pub label: &'q str,
    /// The option that answers it.
    pub option: &'q str,
    /// What it means, one line.
    pub meaning: &'q str,
    /// What an empty answer means; empty for nothing.
    pub default: &'q str,
}

/// Who answers: the options, then the person, or without one the defaults.
pub struct Asker<'a, 'c> {
    /// Where questions go and answers come from.
    pub console: &'a mut Console<'c>,
    /// Nobody is asked.
    pub silent: bool,
}

impl Asker<'_, '_> {
    /// The answer to `question`: `given` by an option, or typed, or the default. `None` for an empty one.
    ///
    /// # Errors
    /// [`Failure::Input`] for an option that is wrong, or when nobody answers.
    pub fn ask(
        &mut self,
        question: &Question<'_>,
        given: Option<&str>,
        check: Check<'_>,
    ) -> Result<Option<String>, Failure> {
        let judge = |answer: &str| if answer.is_empty() { Ok(()) } else { check(answer) };
        let fixed = given.or(self.silent.then_some(question.default));
        if let Some(answer) = fixed {
            let answer = answer.trim();
            return match judge(answer) {
                Ok(()) => Ok(filled(answer)),
                Err(what) => Err(Failure::Input(format!("--{}: {what}", question.option))),
            };
        }
        writeln!(self.console.err, "\n{}", question.meaning)?;
        for _ in 0..TRIES {
            let typed = self.line(question)?;
            let answer = if typed.is_empty() {
                question.default
            } else {
                typed.as_str()
            };
            // A hyphen leaves out what has a default.
            let answer = if answer == "-" { "" } else { answer };
            match judge(answer) {
                Ok(()) => return Ok(filled(answer)),
                Err(what) => writeln!(self.console.err, "  {what}")?,
            }
        }
        Err(Failure::with_advice(
            format!("{}: no usable answer", question.label),
            format!("begin again, or give it with --{}", question.option),
        ))
    }

    /// Whether the person agrees; without one they do.
    ///
    /// # Errors
    /// When nothing can be read or written.
    pub fn agrees(&mut self, to: &str) -> Result<bool, Failure> {
        if self.silent {
            return Ok(true);
        }
        write!(self.console.err, "\n{to} [yes/no]: ")?;
        self.console.err.flush()?;
        let mut line = String::new();
        self.console.input.read_line(&mut line)?;
        Ok(["y", "yes", "k", "kyllä", "j", "ja"].contains(&line.trim().to_lowercase().as_str()))
    }

    fn line(&mut self, question: &Question<'_>) -> Result<String, Failure> {
        let default = match question.default {
            "" => String::new(),
            default => format!(" [{default}]"),
        };
        write!(self.console.err, "{}{default}: ", question.label)?;
        self.console.err.flush()?;
        let mut line = String::new();
        if self.console.input.read_line(&mut line)? == 0 {
            return Err(Failure::with_advice(
                "nobody answers, and nothing was written",
                "run it in a terminal, or give everything by options and --yes",
            ));
        }
        Ok(line.trim().to_owned())
    }
}

fn filled(answer: &str) -> Option<String> {
    Some(answer.to_owned()).filter(|answer| !answer.is_empty())
}
