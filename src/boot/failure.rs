//! Why a command ends without having done its work: what happened, and what to do.

use std::fmt;

use crate::cli::{CliError, WRONG_INPUT};
use crate::config::Fault;

/// The exit code of a refused configuration (`EX_CONFIG`): a supervisor need not try again.
pub const REFUSED: u8 = 78;

/// One reason why the service does not start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its number there, or `config` and `schema` for what has none.
    pub rule: &'static str,
    /// The setting that is to blame.
    pub field: String,
    /// What is wrong.
    pub what: String,
    /// What to do; empty where the text says it already.
    pub cure: String,
}

impl Refusal {
    /// A refusal by `rule` because of `field`, whose text says what to do.
    pub fn new(rule: &'static str, field: &str, what: impl fmt::Display) -> Self {
        Self {
            rule,
            field: field.to_owned(),
            what: what.to_string(),
            cure: String::new(),
        }
    }

    /// The same with what to do.
    #[must_use]
    pub fn cure(mut self, cure: impl fmt::Display) -> Self {
        self.cure = cure.to_string();
        self
    }
}

impl From<&Fault> for Refusal {
    fn from(fault: &Fault) -> Self {
        Self::new("config", &fault.field, &fault.what)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "REFUSED {} {}: ", self.rule, self.field)?;
        in_one_line(f, &self.what, &self.cure)
    }
}

/// One thing that does not stop the start and should not stay as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Its name, a word or two with hyphens.
    pub name: &'static str,
    /// The setting or the thing that it is about.
    pub field: String,
    /// What is so.
    pub what: String,
    /// What to do.
    pub cure: String,
}

impl Warning {
    /// A warning about `field` and what to do.
    pub fn new(
        name: &'static str,
        field: impl fmt::Display,
        what: impl fmt::Display,
        cure: impl fmt::Display,
    ) -> Self {
        Self {
            name,
            field: field.to_string(),
            what: what.to_string(),
            cure: cure.to_string(),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WARNING {} {}: ", self.name, self.field)?;
        in_one_line(f, &self.what, &self.cure)
    }
}

/// What is wrong and what to do. A text of the system or of a database may hold several lines.
fn in_one_line(f: &mut fmt::Formatter<'_>, what: &str, cure: &str) -> fmt::Result {
    let what: Vec<&str> = what.split_whitespace().collect();
    f.write_str(&what.join(" "))?;
    if cure.is_empty() {
        return Ok(());
    }
    write!(f, "; {cure}")
}

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The configuration is refused; every reason.
    Refused(Vec<Refusal>),
    /// Everything has been printed already; the exit code.
    Told(u8),
    /// An argument is wrong.
    Input(String),
    /// It did not work.
    Failed {
        /// What happened.
        what: String,
        /// What to do; empty where the text says it already.
        advice: String,
    },
}

impl Failure {
    /// A failure whose text says all.
    pub fn failed(what: impl fmt::Display) -> Self {
        Self::Failed {
            what: what.to_string(),
            advice: String::new(),
        }
    }

    /// A failure and what to do.
    pub fn with_advice(what: impl fmt::Display, advice: impl fmt::Display) -> Self {
        Self::Failed {
            what: what.to_string(),
            advice: advice.to_string(),
        }
    }

    /// The program's exit code.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(_) => REFUSED,
            Self::Told(code) => *code,
            Self::Input(_) => WRONG_INPUT,
            Self::Failed { .. } => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusals) => {
                for refusal in refusals {
                    writeln!(f, "{refusal}")?;
                }
                Ok(())
            }
            Self::Told(_) => Ok(()),
            Self::Input(what) => writeln!(f, "error: {what}"),
            Self::Failed { what, advice } if advice.is_empty() => writeln!(f, "error: {what}"),
            Self::Failed { what, advice } => writeln!(f, "error: {what}\nwhat to do: {advice}"),
        }
    }
}

impl From<CliError> for Failure {
    fn from(error: CliError) -> Self {
        match error {
            CliError::Input(what) => Self::Input(what),
            CliError::Output(error) => error.into(),
        }
    }
}

/// Where nothing else is said, the terminal or the pipe that is written to has failed.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::failed(format!("the answer could not be written: {error}"))
    }
}
