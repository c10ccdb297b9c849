//! `import`: a discrepancy sheet that was filled in, or an official series.

mod dates;
mod series;
mod verdicts;

use super::interrupt;
use super::options::Writing;
use super::session::{Session, Stop};
use crate::Error;
use crate::intake::{self, Sheet};
use clap::Args;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger import unemployment.csv
  factledger report --reference
  factledger report -o discrepancies.csv
  factledger import discrepancies.csv --by Ada
  factledger import back-from-ben.xlsx --by Ben --reason \"called both outlets\"

A series has the columns measure,subject,as_of,value,unit,source,url. News is compared with its figures, and rows of the
report name the official one.
A sheet has the columns of the report; verdict, checked_by, checked_on and note are filled in. Rows without a verdict
are passed over, and one that says what the ledger has already adds nothing.";

/// The largest file that is read, in bytes.
const LIMIT: u64 = 256 << 20;

/// Takes in an official series, or a discrepancy sheet that was filled in
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Import {
    /// A CSV file or a workbook (.xlsx); - reads CSV from standard input
    file: PathBuf,
    /// Who checked the rows in which checked_by is empty
    #[arg(long, value_name = "NAME", env = "FACTLEDGER_USER", hide_env_values = true)]
    by: Option<String>,
    /// The reason where note is empty
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who publishes the series, where source is empty
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Exit status 2 if any row was refused
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    writing: Writing,
}

/// What became of the rows.
#[derive(Debug, Default)]
struct Tally {
    recorded: usize,
    same: usize,
    refused: usize,
    passed_over: usize,
    /// Rows that were not looked at, for the process was told to stop.
    left: usize,
}

impl Tally {
    /// Says, where the process was told to stop, how much is left. What was recorded before is whole.
    fn told(&self, session: &Session) -> Result<(), Stop> {
        if !interrupt::stopped() {
            return Ok(());
        }
        let left = self.left;
        session
            .note(&format!("stopped: what is said here is recorded, {left} rows are left; the same command goes on"));
        Err(Stop::Told)
    }

    /// Exit status 2 where nothing of what should be taken could be, and under `--strict` where anything could not.
    fn status(&self, strict: bool) -> ExitCode {
        let nothing = self.recorded + self.same == 0;
        ExitCode::from(if self.refused > 0 && (strict || nothing) { 2 } else { 0 })
    }
}

pub(super) fn run(session: &Session, command: &Import) -> Result<ExitCode, Stop> {
    let place = command.file.display().to_string();
    let sheets = intake::sheets(&place, bytes(&command.file)?)?;
    interrupt::in_batches();
    if let Some(sheet) = sheets.iter().find(|sheet| verdicts::fits(sheet)) {
        return verdicts::import(session, command, &place, sheet);
    }
    match sheets.iter().find(|sheet| series::fits(sheet)) {
        Some(sheet) => series::import(session, command, &place, sheet),
        None => Err(neither(&place, &sheets).into()),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let fails = |error: std::io::Error| {
        Error::new("read", path.display(), error).hint("import takes a CSV file or a workbook (.xlsx)")
    };
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        if path.is_dir() {
            return Err(Error::new("read", path.display(), "it is a folder").hint("name a CSV file or a workbook"));
        }
        Box::new(std::fs::File::open(path).map_err(fails)?)
    };
    let mut bytes = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut bytes).map_err(fails)?;
    if bytes.len() as u64 > LIMIT {
        return Err(Error::new("read", path.display(), format!("longer than {} MiB, so no sheet", LIMIT >> 20)));
    }
    Ok(bytes)
}

/// Why a file is nothing that can be taken in, by the columns that it lacks.
fn neither(place: &str, sheets: &[Sheet]) -> Error {
    let Some(sheet) = sheets.first() else {
        return Error::new("import", place, "there is nothing in it");
    };
    let found: Vec<&str> = sheet.columns.iter().map(String::as_str).take(60).collect();
    let missing: Vec<&str> = verdicts::COLUMNS.iter().copied().filter(|name| !found.contains(name)).collect();
    let near: Vec<String> = missing
        .iter()
        .filter_map(|name| {
            let near = super::nearest::nearest(name, found.iter().map(|name| (*name).to_owned()).collect());
            near.first().map(|near| format!("`{near}` may have been `{name}`"))
        })
        .collect();
    let lacks: Vec<&str> = series::COLUMNS.iter().copied().filter(|name| !found.contains(name)).collect();
    let cause = format!(
        "its columns are {}; of a discrepancy sheet it lacks {}, of a series {}",
        listed(&found),
        listed(&missing),
        if lacks.is_empty() { "unit and as_of".to_owned() } else { listed(&lacks) }
    );
    let hint = if near.is_empty() {
        "a sheet keeps the headings that `factledger report -o sheet.csv` writes; a series has \
         measure,subject,as_of,value,unit,source,url"
            .to_owned()
    } else {
        format!("{}: give it its name back", near.join(", "))
    };
    Error::new("import", place, cause).hint(hint)
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
