//! Why a command ends without having done its work: what happened, and what to do.

use std::fmt;

use crate::cli::{CliError, WRONG_INPUT};
use crate::config::Fault;

/// The exit code of a refused configuration (`EX_CONFIG`): a supervisor need not try again.
pub const REFUSED: u8 = 78;

/// One reason why the service does not start (SECURITY section 10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its number there, or `config` and `schema` for what has none.
    pub rule: &'static str,
    /// The setting that is to blame.
    pub field: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl Refusal {
    /// A refusal by `rule` because of `field`.
    pub fn new(rule: &'static str, field: &str, what: impl fmt::Display) -> Self {
        Self {
            rule,
            field: field.to_owned(),
            what: what.to_string(),
        }
    }
}

impl From<&Fault> for Refusal {
    fn from(fault: &Fault) -> Self {
        Self::new("config", &fault.field, &fault.what)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "REFUSED {} {}: {}", self.rule, self.field, self.what)
    }
}

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The configuration is refused; every reason.
    Refused(Vec<Refusal>),
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
