//! `import`: a discrepancy sheet that was filled in, or an official series.

mod dates;
mod documents;
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
  factledger --db dispute.db import out/disputed.parquet
  factledger import back-from-ben.xlsx --by Ben --reason \"called both outlets\"

A series has the columns measure,subject,as_of,value,unit,source,url. News is compared with its figures, and rows of the
report name the official one.
A Parquet file, or a folder of its parts as a cluster writes it, may hold either, or documents with their texts: those are
added. A sheet has the columns of the report; verdict, checked_by, checked_on and note are filled in. Rows without a verdict
are passed over, and one that says what the ledger has already adds nothing.";

/// The largest file that is read, in bytes.
const LIMIT: u64 = 256 << 20;

/// Takes in an official series, or a discrepancy sheet that was filled in
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Import {
    /// A CSV file, a workbook (.xlsx) or Parquet; - reads CSV from standard input
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
    let mut status = ExitCode::SUCCESS;
    for part in parts(&command.file)? {
        let came = import(session, command, &part)?;
        status = if came == ExitCode::SUCCESS { status } else { came };
    }
    Ok(status)
}

/// The file; of a folder of Parquet its parts, as clusters write one table.
fn parts(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let fails = |cause: &dyn std::fmt::Display| {
        Error::new("read", path.display(), cause).hint("name a CSV file, a workbook, or a folder of Parquet files")
    };
    let mut parts = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| fails(&error))? {
        let part = entry.map_err(|error| fails(&error))?.path();
        let hidden = part.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && part.extension().is_some_and(|ending| ending == "parquet") {
            parts.push(part);
        }
    }
    parts.sort();
    if parts.is_empty() { Err(fails(&"it is a folder")) } else { Ok(parts) }
}

fn import(session: &Session, command: &Import, path: &Path) -> Result<ExitCode, Stop> {
    let place = path.display().to_string();
    let sheets = intake::sheets(&place, bytes(path)?)?;
    if sheets.iter().any(documents::fits) {
        if path == Path::new("-") {
            let error = Error::new("import", "standard input", "it holds articles, and has been read");
            return Err(error.hint("factledger add --input-format csv -").into());
        }
        return documents::import(session, command, path);
    }
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
    if sheet.column("claim_id").is_some() {
        return Error::new("import", place, "it is a table of claims, and these are not taken in without their texts")
            .hint("add the documents that they stand in: `factledger add`");
    }
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
