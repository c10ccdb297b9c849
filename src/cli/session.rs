//! What every command needs of the world: the ledger, the lexicon, standard output, and a way to say things.

use super::options::{Colour, Global, Writing};
use super::output::Output;
use crate::Error;
use crate::claim::unproved;
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::report::{self, Format, Kind, Screen, Table, visible};
use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Width of a table where there is no terminal to fit.
const WIDTH: u16 = 120;

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Stop {
    /// Whoever reads standard output has gone.
    PipeClosed,
    /// The process was told to stop, and what was done has been said.
    Told,
    /// An error.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Failed(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::PipeClosed,
            _ => Stop::Failed(Error::new("write to", "standard output", error)),
        }
    }
}

/// One run of one command.
pub(super) struct Session {
    pub global: Global,
    /// What the command was told, as JSON: option → values.
    pub options: serde_json::Value,
}

impl Session {
    pub fn new(global: Global, options: serde_json::Value) -> Self {
        match global.color {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::AlwaysAnsi,
            Colour::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        Self { global, options }
    }

    /// The built-in words and the user's own.
    pub fn lexicon(&self) -> Result<Lexicon, Error> {
        if self.global.lexicon.is_empty() {
            return Lexicon::builtin();
        }
        let mut own = Vec::new();
        for path in &self.global.lexicon {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| {
                Error::new("read the lexicon", &name, error).hint("--lexicon takes a TOML file like those in data/")
            })?;
            own.push((name, text));
        }
        let own: Vec<(&str, &str)> = own.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let (lexicon, proofs) = Lexicon::with(&own)?;
        let names: Vec<&str> = own.iter().map(|(name, _)| *name).collect();
        for proof in proofs {
            let texts =
                if proof.accept.is_empty() { Some("accept") } else { proof.reject.is_empty().then_some("reject") };
            let place = |field: &str| format!("{}, entry {}, field {field}", names.join(" and "), proof.entry);
            let hint = "an entry needs texts that it reads and texts that it keeps out of: docs/adding.md";
            if let Some(field) = texts {
                return Err(Error::new("read the vocabulary", place(field), "there is no text").hint(hint));
            }
            if let Some(fault) = unproved(&lexicon, &proof).into_iter().next() {
                let cause = format!("\"{}\" {}", fault.text, fault.cause);
                return Err(Error::new("read the vocabulary", place(fault.field), cause).hint(hint));
            }
        }
        Ok(lexicon)
    }

    /// The ledger, made where there is none.
    pub fn ledger(&self) -> Result<Ledger, Error> {
        Ledger::open(&self.global.db)
    }

    /// The ledger, which must be there.
    pub fn ledger_of_before(&self) -> Result<Ledger, Error> {
        self.is_there()?;
        self.ledger()
    }

    fn is_there(&self) -> Result<(), Error> {
        let db = &self.global.db;
        if db == Path::new(":memory:") || db.exists() {
            return Ok(());
        }
        Err(Error::new("open the ledger", db.display(), "there is no such file")
            .hint("make one with `factledger scan PATH…`, or name another with --db"))
    }

    /// The ledger as it is, whatever state it is in.
    pub fn ledger_to_verify(&self) -> Result<Ledger, Error> {
        self.is_there()?;
        Ledger::open_read_only(&self.global.db)
    }

    /// The ledger as it is.
    pub fn ledger_read_only(&self) -> Result<Ledger, Error> {
        self.is_there()?;
        let db = &self.global.db;
        let ledger = Ledger::open_read_only(db)?;
        let stale = ledger.left_over()?;
        if stale > 0 {
            let cause = format!(
                "{stale} groups of claims are recorded but not compared yet: a run was broken off, or an older program compared them"
            );
            let error = Error::new("show all facts and discrepancies of", db.display(), cause);
            self.warning(&error.hint("run the same `factledger add` or `scan` again, or `factledger runs replay`: it goes on where it stopped"));
        }
        Ok(ledger)
    }

    /// The file that `-o` names. Neither the ledger nor any other database is written over.
    pub fn output(&self, path: &Path) -> Result<Output, Error> {
        self.is_not_the_ledger(path)?;
        Output::create(path)
    }

    /// An error where the path is that of the ledger or its log.
    pub fn is_not_the_ledger(&self, path: &Path) -> Result<(), Error> {
        let name = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let log = |ending: &str| {
            let mut log = self.global.db.as_os_str().to_owned();
            log.push(ending);
            PathBuf::from(log)
        };
        if [self.global.db.clone(), log("-wal"), log("-shm")].iter().any(|own| name(own) == name(path)) {
            return Err(Error::new("write", path.display(), "it is the ledger").hint("name another file with -o"));
        }
        Ok(())
    }

    /// Standard output, buffered, colours taken out where they are not wanted.
    pub fn out(&self) -> BufWriter<AutoStream<io::StdoutLock<'static>>> {
        BufWriter::new(AutoStream::auto(io::stdout().lock()))
    }

    /// Standard output for data: byte for byte what the records hold, but on a terminal, where escape sequences from an
    /// article would do harm.
    pub fn data(&self) -> BufWriter<Box<dyn Write>> {
        let stdout = io::stdout();
        BufWriter::new(if stdout.is_terminal() {
            Box::new(AutoStream::never(stdout.lock()))
        } else {
            Box::new(stdout.lock())
        })
    }

    /// How wide a table may be and whether it is coloured.
    pub fn screen(&self) -> Screen {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = columns.or_else(|| comfy_table::Table::new().width()).unwrap_or(WIDTH);
        Screen { width, colour: AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never }
    }

    /// The format asked for, else the table on a terminal and CSV into a pipe or file.
    pub fn format(&self) -> Format {
        let usual = if io::stdout().is_terminal() { Format::Table } else { Format::Csv };
        self.global.format.unwrap_or(usual)
    }

    /// Writes rows to standard output, or into the file that was asked for. `people` is what a table shows instead of
    /// all the columns.
    pub fn print(
        &self,
        table: &Table,
        format: Format,
        writing: &Writing,
        people: impl FnOnce(&Table) -> (Table, Vec<Kind>),
    ) -> Result<(), Stop> {
        let dialect = writing.dialect;
        if let Some(path) = writing.output.as_deref().filter(|path| *path != Path::new("-")) {
            let format = self.global.format.unwrap_or_else(|| Output::format(path));
            return Ok(self.output(path)?.write(table, format, dialect)?);
        }
        let dialect = dialect.into();
        if format == Format::Table {
            let mut out = self.out();
            let (shown, kinds) = people(table);
            report::write(&shown, &kinds, format, dialect, self.screen(), &mut out)?;
            return Ok(out.flush()?);
        }
        let mut out = self.data();
        report::write(table, &report::kinds(&table.columns), format, dialect, self.screen(), &mut out)?;
        Ok(out.flush()?)
    }

    /// Says something about the run on standard error.
    pub fn note(&self, line: &str) {
        if !self.global.quiet {
            let _ = writeln!(anstream::stderr(), "{}", visible(line));
        }
    }

    /// Says more on standard error, under `-v`.
    pub fn detail(&self, line: impl FnOnce() -> String) {
        if self.global.verbose {
            self.note(&line());
        }
    }

    /// Says, where details are wanted, how much of a ledger was read to answer.
    pub fn walked(&self, ledger: &Ledger) {
        self.detail(|| format!("rows gone through one by one: {}", ledger.walked()));
    }

    /// Says what went wrong; the rest goes on.
    pub fn warning(&self, error: &Error) {
        if !self.global.quiet {
            self.labelled("warning", AnsiColor::Yellow, error);
        }
    }

    /// Says what failed.
    pub fn error(&self, error: &Error) {
        self.labelled("error", AnsiColor::Red, error);
    }

    fn labelled(&self, label: &str, colour: AnsiColor, error: &Error) {
        let style = Style::new().bold().fg_color(Some(colour.into()));
        let text = error.to_string();
        // The lines are ours, what stands in them may come from a file.
        let lines: Vec<_> = text.lines().map(visible).collect();
        let _ = writeln!(anstream::stderr(), "{style}{label}:{style:#} {}", lines.join("\n"));
    }
}
