//! `completions`: what a shell needs to complete our commands and flags.

use super::session::{Session, Stop};
use clap::Args;
use clap_complete::Shell;
use std::io::Write;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger completions bash > ~/.local/share/bash-completion/completions/factledger
  factledger completions zsh > ~/.zfunc/_factledger
  factledger completions fish > ~/.config/fish/completions/factledger.fish";

/// Prints the completions of a shell: bash, elvish, fish, powershell or zsh
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(session: &Session, command: &Completions) -> Result<ExitCode, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut super::definition(), "factledger", &mut script);
    let mut out = session.data();
    out.write_all(&script)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
