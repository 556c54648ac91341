//! The commands that need neither a database nor a running service: their arguments, and what they print.

use thiserror::Error;

pub mod deadlines;
pub mod route;

/// Why a command did not do its work, in words that the person at the keyboard can act on.
#[derive(Debug, Error)]
pub enum CliError {
    /// What was asked for cannot be used as it stands.
    #[error("{0}")]
    Input(String),
    /// The answer could not be written.
    #[error("the answer could not be written: {0}")]
    Output(#[from] std::io::Error),
}

impl CliError {
    /// The program's exit code: 2 for wrong arguments, as for an unknown option, else 1.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) => 2,
            Self::Output(_) => 1,
        }
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}
