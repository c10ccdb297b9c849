//! `man`: the manual pages, made from the same definition as the help.

use super::session::{Session, Stop};
use crate::Error;
use clap::Args;
use clap_mangen::Man as Page;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger man | man -l -
  factledger man review | man -l -
  factledger man --into ~/.local/share/man/man1";

/// Prints a manual page, or writes all of them into a folder
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Man {
    /// The command; none for the program
    command: Option<String>,
    /// Writes the page of the program and those of all commands into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    into: Option<PathBuf>,
}

pub(super) fn run(session: &Session, command: &Man) -> Result<ExitCode, Stop> {
    let mut definition = super::definition();
    definition.build();
    if let Some(folder) = &command.into {
        let failed = |error: std::io::Error| {
            Error::new("write the manual into", folder.display(), error).hint("name a folder that can be written")
        };
        std::fs::create_dir_all(folder).map_err(failed)?;
        clap_mangen::generate_to(super::definition(), folder).map_err(failed)?;
        return Ok(ExitCode::SUCCESS);
    }
    let page = match &command.command {
        None => definition,
        Some(name) => {
            let names = || definition.get_subcommands().map(|command| command.get_name().to_owned());
            let found = definition.get_subcommands().find(|command| command.get_name() == name);
            let found = found.ok_or_else(|| {
                let near = super::nearest::nearest(name, names().collect());
                let list = if near.is_empty() { names().collect() } else { near };
                Error::new("find the manual of", name, "there is no such command").hint(list.join(", "))
            })?;
            found.clone()
        }
    };
    let mut text = Vec::new();
    Page::new(page).render(&mut text)?;
    let mut out = session.data();
    out.write_all(&text)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
