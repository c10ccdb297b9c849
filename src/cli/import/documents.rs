//! Documents with their texts, in a table: they are added as `add` adds them.

use super::Import;
use crate::cli::add::{self, Afterwards};
use crate::cli::options::Reading;
use crate::cli::session::{Session, Stop};
use crate::intake::Sheet;
use std::path::Path;
use std::process::ExitCode;

/// Are its rows articles? A table of discrepancies or figures has no such column.
pub(super) fn fits(sheet: &Sheet) -> bool {
    sheet.column("text").is_some() && sheet.column("verdict").is_none() && sheet.column("value").is_none()
}

pub(super) fn import(session: &Session, command: &Import, path: &Path) -> Result<ExitCode, Stop> {
    let reading = Reading { strict: command.strict, ..Reading::usual() };
    let lexicon = session.lexicon()?;
    let mut ledger = session.ledger()?;
    let tally =
        add::add(session, &mut ledger, &lexicon, ("import", Afterwards::Link), &[path.to_owned()], &reading, None)?;
    tally.say(session);
    Ok(tally.status(&reading))
}
