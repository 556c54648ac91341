//! `huoli completions`: what a shell needs to complete commands and options.

use std::io::Write;

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::{Shell, generate};

use super::{Cli, CliError};

/// The arguments of `huoli completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        huoli completions bash > ~/.local/share/bash-completion/completions/huoli\n  \
                        huoli completions zsh > \"${fpath[1]}/_huoli\"\n  \
                        huoli completions fish > ~/.config/fish/completions/huoli.fish")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Known,
}

/// The shells that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Known {
    /// Bash.
    Bash,
    /// Zsh.
    Zsh,
    /// Fish.
    Fish,
}

/// Writes them to `out`.
///
/// # Errors
/// [`CliError::Output`].
pub fn run(args: &CompletionsArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let shell = match args.shell {
        Known::Bash => Shell::Bash,
        Known::Zsh => Shell::Zsh,
        Known::Fish => Shell::Fish,
    };
    // The generator panics where it cannot write, so it writes to memory.
    let mut text = Vec::new();
    generate(shell, &mut Cli::command(), "huoli", &mut text);
    Ok(out.write_all(&text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_learns_every_command() {
        for shell in [Known::Bash, Known::Zsh, Known::Fish] {
            let mut text = Vec::new();
            run(&CompletionsArgs { shell }, &mut text).unwrap();
            let text = String::from_utf8(text).unwrap();
            for command in Cli::command().get_subcommands() {
                assert!(
                    text.contains(command.get_name()),
                    "{shell:?} {}",
                    command.get_name()
                );
            }
        }
    }
}
