//! `export`: the ledger handed on, in the formats of other programs.

mod linked;
mod page;
mod rows;
mod target;
mod views;

use super::clock;
use super::options::Dialect;
use super::progress::Progress;
use super::session::{Session, Stop};
use crate::Error;
use crate::compare::Relation;
use crate::ledger::{Ledger, salvage};
use crate::report::export::Workbook;
use crate::report::{Cell, Csv, kinds, object, value};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use target::Target;
use views::{View, view};

const EXAMPLES: &str = "Examples:
  factledger export --as csv -o discrepancies.csv
  factledger export --as csv --view claims | head
  factledger export --as csv -o sheets/
  factledger export --as xlsx -o ledger.xlsx
  factledger export --as parquet --text -o tables/
  factledger export --as html -o report.html
  factledger export --as jsonl --text | zstd > ledger.jsonl.zst
  factledger export --as claimreview --feed --base https://desk.example/checks/ -o feed.json
  factledger export --as datapackage -o package/
  factledger export --as sqlite --plain-types -o archive.db

A file that is there is left as it is, unless --force is given. Every file is whole or not there.";

/// What the ledger is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    /// One view as CSV, the discrepancies unless --view says otherwise; into a folder, every view
    Csv,
    /// Every view as JSON lines, each with its `type`
    Jsonl,
    /// A workbook with a sheet per view
    Xlsx,
    /// One view as Parquet, or, into a folder, every view; only where it was built in
    Parquet,
    /// A page to read and print, in one file that needs no script and no network
    Html,
    /// Claims in the words of schema.org, JSON-LD: what was checked as ClaimReview
    #[value(name = "claimreview")]
    ClaimReview,
    /// Every claim as a W3C Web Annotation, JSON-LD
    #[value(name = "webannotation")]
    WebAnnotation,
    /// A folder of CSV files with their description, Data Package 2
    #[value(name = "datapackage")]
    DataPackage,
    /// How Datasette is to show the ledger
    DatasetteMetadata,
    /// A copy of the ledger
    Sqlite,
}

/// Hands the ledger on: spreadsheets, JSON lines, a copy of the file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// What it is written as
    #[arg(long = "as", value_name = "KIND")]
    kind: As,
    /// The file to write; a folder where there are several files; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Writes over what is there
    #[arg(long)]
    force: bool,
    /// Only this view: discrepancies, facts, fact_values, claims, documents, sources, checks, verdicts, decisions
    #[arg(long, value_name = "NAME", value_parser = known_view)]
    view: Vec<String>,
    /// Also discrepancies of these relations: equal, scope
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    include: Vec<Relation>,
    /// html: at most so many discrepancies
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// csv, jsonl, xlsx, parquet: also the texts of the documents
    #[arg(long)]
    text: bool,
    /// claimreview: as a DataFeed of what was checked
    #[arg(long)]
    feed: bool,
    /// claimreview, webannotation: what stands before every id
    #[arg(long, value_name = "URL", default_value = "urn:factledger:")]
    base: String,
    /// sqlite: tables without STRICT, for SQLite before 3.37
    #[arg(long)]
    plain_types: bool,
    #[command(flatten)]
    dialect: Dialect,
}

pub(super) fn run(session: &Session, command: &Export) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only();
    if command.kind == As::Jsonl && Ledger::is_damaged(&session.global.db) {
        return what_is_left(session, command, ledger.err());
    }
    let ledger = ledger?;
    // Rows that come to a terminal are progress enough.
    let shown = command.output.is_none() && std::io::stdout().is_terminal();
    let progress = RefCell::new(Progress::pieces("writing rows", 0, session.global.quiet || shown));
    let job = Job { session, ledger: &ledger, command, progress };
    match command.kind {
        As::Csv => job.tables("csv", Job::view_as_csv)?,
        As::Parquet => job.parquet()?,
        As::Jsonl => job.one_file(Job::json_lines)?,
        As::Xlsx => job.one_file(Job::workbook)?,
        As::Html => job.one_file(Job::page)?,
        As::ClaimReview => job.one_file(Job::claim_reviews)?,
        As::WebAnnotation => job.one_file(Job::annotations)?,
        As::DataPackage => job.data_package()?,
        As::DatasetteMetadata => job.one_file(Job::datasette)?,
        As::Sqlite => job.copy()?,
    }
    Ok(ExitCode::SUCCESS)
}

/// One export.
struct Job<'s> {
    session: &'s Session,
    ledger: &'s Ledger,
    command: &'s Export,
    progress: RefCell<Progress>,
}

impl Job<'_> {
    /// Writes what is one file, to the file named or to standard output.
    fn one_file(&self, work: impl FnOnce(&Self, &mut dyn Write) -> Result<(), Stop>) -> Result<(), Stop> {
        let mut target = Target::of(self.session, self.command.output.as_deref(), self.command.force)?;
        self.ledger.steadily(|| target.write(|out| work(self, out)))?;
        target.done()
    }

    /// The views asked for, else those given.
    fn views(&self, otherwise: &[&str]) -> Vec<View> {
        let asked: Vec<&str> = self.command.view.iter().map(String::as_str).collect();
        let names = if asked.is_empty() { otherwise } else { &asked };
        names
            .iter()
            .filter_map(|name| view(name, &self.command.include, self.command.text, self.command.kind == As::Xlsx))
            .collect()
    }

    /// One view, or all of them into a folder, each as a file.
    fn tables(&self, ending: &str, write: fn(&Self, &View, &mut dyn Write) -> Result<(), Stop>) -> Result<(), Stop> {
        let output = self.command.output.as_deref();
        let folder = output.filter(|path| path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/"));
        let Some(folder) = folder else {
            let views = self.views(&["discrepancies"]);
            let [view] = views.as_slice() else {
                return Err(Error::new("write", "several views", "a file holds one view")
                    .hint("name a folder: -o sheets/")
                    .into());
            };
            return self.one_file(|job, out| {
                job.awaits(&views)?;
                write(job, view, out)
            });
        };
        let mut files = target::folder(folder)?;
        let views = self.views(views::names());
        let file = |view: &View| format!("{}.{ending}", view.name);
        for view in &views {
            files.open(self.session, &file(view), self.command.force)?;
        }
        self.ledger.steadily(|| {
            self.awaits(&views)?;
            views.iter().try_for_each(|view| files.write(&file(view), |out| write(self, view, out)))
        })?;
        files.done()
    }

    fn view_as_csv(&self, view: &View, out: &mut dyn Write) -> Result<(), Stop> {
        let columns = self.ledger.columns(&view.sql)?;
        let kinds = kinds(&columns);
        let mut csv = Csv::new(&columns, &kinds, self.command.dialect.into(), out)?;
        self.rows(view, |row| Ok(csv.row(row)?))?;
        Ok(csv.finish()?)
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self) -> Result<(), Stop> {
        if self.command.output.is_none() {
            target::no_bytes_on_a_terminal()?;
        }
        self.tables("parquet", |job, view, out| {
            let columns = job.ledger.columns(&view.sql)?;
            let mut file = crate::report::export::Parquet::new(&columns, &kinds(&columns), out)?;
            job.rows(view, |row| Ok(file.row(row)?))?;
            Ok(file.finish()?)
        })
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(&self) -> Result<(), Stop> {
        Err(Error::without_parquet("write", "Parquet").into())
    }

    fn json_lines(&self, out: &mut dyn Write) -> Result<(), Stop> {
        let mut counts = Vec::new();
        let views = self.views(views::names());
        self.awaits(&views)?;
        for view in &views {
            let columns = self.ledger.columns(&view.sql)?;
            let kinds = kinds(&columns);
            let mut count = 0_u64;
            self.rows(view, |row| {
                let cells = row.iter().zip(&kinds).map(|(cell, kind)| value(cell, *kind));
                let named = columns.iter().map(String::as_str).zip(cells);
                count += 1;
                Ok(writeln!(out, "{}", object(std::iter::once(("type", view.record.into())).chain(named)))?)
            })?;
            counts.push((view.name, count.into()));
        }
        let version = ("version", crate::VERSION.into());
        writeln!(out, "{}", object(std::iter::once(("type", "end".into())).chain(counts).chain([version])))?;
        Ok(out.flush()?)
    }

    fn workbook(&self, out: &mut dyn Write) -> Result<(), Stop> {
        if self.command.output.is_none() {
            target::no_bytes_on_a_terminal()?;
        }
        let made = clock::given().or(self.recorded()?);
        let mut workbook = Workbook::new(made.as_deref());
        let views = self.views(views::names());
        self.awaits(&views)?;
        for view in views.iter().filter(|view| ["claims", "facts"].contains(&view.name)) {
            let mut row = 0;
            self.ledger.each_row(&view.sql, |cells| {
                row += 1;
                if let Some(id) = cells.first().and_then(Cell::text) {
                    workbook.remember(id.to_owned(), view.title, row);
                }
                Ok::<_, Stop>(())
            })?;
        }
        for view in &views {
            let columns = self.ledger.columns(&view.sql)?;
            let kinds = kinds(&columns);
            workbook.sheet(view.title, &columns, &kinds)?;
            let mut left_out = 0_u64;
            self.rows(view, |row| {
                left_out += u64::from(!workbook.row(row)?);
                Ok(())
            })?;
            if left_out > 0 {
                self.session
                    .note(&format!("{}: {left_out} rows are more than a sheet holds; CSV has them", view.title));
            }
        }
        Ok(workbook.finish(out)?)
    }

    fn page(&self, out: &mut dyn Write) -> Result<(), Stop> {
        let Some(view) = view("discrepancies", &self.command.include, false, false) else { return Ok(()) };
        let table = self.ledger.rows(&view.sql, &[])?;
        let lexicon = self.session.lexicon()?;
        let page = page::page(self.ledger, &lexicon, &table, self.command.limit, &mut self.progress.borrow_mut())?;
        Ok(page.write(crate::VERSION, out)?)
    }

    fn copy(&self) -> Result<(), Stop> {
        let target = Target::of(self.session, self.command.output.as_deref(), self.command.force)?;
        target
            .database(|path| rows::watched(self.session, path, || self.ledger.copy_to(path, self.command.plain_types)))
    }
}

/// Writes what can be read of a damaged ledger, table by table, and fails, since it is not all of it.
fn what_is_left(session: &Session, command: &Export, refused: Option<Error>) -> Result<ExitCode, Stop> {
    let db = &session.global.db;
    let mut target = Target::of(session, command.output.as_deref(), command.force)?;
    let views: Vec<_> =
        command.view.iter().filter_map(|name| view(name, &[], false, false)).map(|view| view.record).collect();
    let mut saved = None;
    target.write(|out| {
        let mut each = |record: &Value| {
            let is_asked = views.is_empty()
                || record.get("type").and_then(Value::as_str).is_some_and(|kind| views.contains(&kind));
            if is_asked { writeln!(out, "{record}") } else { Ok(()) }
        };
        // What nothing can be read of is refused as it would be otherwise.
        let found = salvage(db, &mut each).map_err(|error| refused.unwrap_or(error))??;
        let counts = json!({"type": "end", "documents": found.documents, "claims": found.claims,
            "damaged_tables": found.damaged, "version": crate::VERSION});
        writeln!(out, "{counts}")?;
        saved = Some(found);
        Ok(())
    })?;
    target.done()?;
    let cause = format!("the file is damaged; what could be read: {}", saved.unwrap_or_default());
    Err(Error::new("export all of", db.display(), cause)
        .hint("`factledger verify` says where it is damaged; `factledger add` reads the documents of the export; go back to a copy of the file if there is one")
        .into())
}

fn known_view(name: &str) -> Result<String, String> {
    let names = views::names();
    if names.contains(&name) { Ok(name.to_owned()) } else { Err(format!("there is {}", names.join(", "))) }
}
