//! Options that several commands share.

use crate::intake;
use crate::report;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub(super) struct Global {
    /// The ledger; `:memory:` keeps nothing
    #[arg(
        long,
        global = true,
        env = "FACTLEDGER_DB",
        hide_env_values = true,
        value_name = "FILE",
        default_value = "factledger.db"
    )]
    pub db: PathBuf,
    /// How rows are written: table, csv, tsv, json, jsonl, markdown [default: table on a terminal, else csv]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub format: Option<report::Format>,
    /// Says nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Says more: each document with its outcome
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Colours: auto, always, never; NO_COLOR is heeded
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub color: Colour,
    /// A TOML file with words of your own, read besides the built-in ones
    #[arg(long, global = true, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
}

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What is read, and what is known of it beforehand.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Reading {
    /// How to read the input: text, markdown, html, jsonl, csv, tsv, warc or feed, packed with gzip or zstd or not
    /// [default: by the file's name; jsonl on standard input]
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<intake::Format>,
    /// Also reads the files, folders and patterns that stand in this file, one a line; - for standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// The field or column that holds the article [default: text, and the names that other programs give it]
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// The outlet of every document read
    #[arg(long, value_name = "NAME", help_heading = "Metadata")]
    pub source: Option<String>,
    /// The author of every document read
    #[arg(long, value_name = "NAME", help_heading = "Metadata")]
    pub author: Option<String>,
    /// When they were published: YYYY, YYYY-MM, YYYY-MM-DD or a time
    #[arg(long, value_name = "DATE", value_parser = written_date, help_heading = "Metadata")]
    pub published: Option<String>,
    /// When they were fetched
    #[arg(long, value_name = "DATE", value_parser = written_date, help_heading = "Metadata")]
    pub retrieved: Option<String>,
    /// Their language, as a BCP 47 tag
    #[arg(long, value_name = "TAG", help_heading = "Metadata")]
    pub language: Option<String>,
    /// The licence they are under
    #[arg(long, value_name = "NAME", help_heading = "Metadata")]
    pub licence: Option<String>,
    /// The title, where one document is read
    #[arg(long, value_name = "TEXT", help_heading = "Metadata")]
    pub title: Option<String>,
    /// The address on the web, where one document is read
    #[arg(long, value_name = "URL", help_heading = "Metadata")]
    pub url: Option<String>,
    /// The longest document, in bytes, unpacked: 500K, 16M, 1G
    #[arg(long, value_name = "SIZE", value_parser = written_size, default_value = "16M", help_heading = "Limits")]
    pub max_size: usize,
    /// How deep the elements of a web page may be nested
    #[arg(long, value_name = "N", default_value_t = intake::DEPTH, help_heading = "Limits")]
    pub max_depth: usize,
    /// How long one web page may take, in seconds
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Limits")]
    pub max_seconds: u64,
    /// Exit status 2 if any document could not be read
    #[arg(long)]
    pub strict: bool,
    /// How many threads read [default: one for each core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Are raw bytes kept? A command that writes a ledger says so.
    #[arg(skip)]
    pub keep_raw: bool,
}

impl Reading {
    /// What `add` does unless it is told otherwise.
    pub fn usual() -> Self {
        Self { max_size: 16 << 20, max_depth: intake::DEPTH, max_seconds: 20, ..Self::default() }
    }

    /// What the flags say of each document.
    pub fn fields(&self) -> intake::Fields {
        use intake::Field;
        let mut fields = intake::Fields::default();
        for (field, value) in [
            (Field::Source, &self.source),
            (Field::Author, &self.author),
            (Field::Published, &self.published),
            (Field::Retrieved, &self.retrieved),
            (Field::Language, &self.language),
            (Field::Licence, &self.licence),
            (Field::Title, &self.title),
            (Field::Url, &self.url),
        ] {
            if let Some(value) = value {
                fields.set(field, value);
            }
        }
        fields
    }
}

/// A date in the form in which it is kept.
pub(super) fn written_date(text: &str) -> Result<String, String> {
    intake::date(text)
        .map(|date| date.to_string())
        .ok_or_else(|| format!("`{text}` is no date; write YYYY, YYYY-MM, YYYY-MM-DD or an ISO 8601 time"))
}

/// A number of bytes: `500K`, `16M`, `1G`.
fn written_size(text: &str) -> Result<usize, String> {
    let bad = || format!("`{text}` is no size; write a number of bytes, or 500K, 16M, 1G");
    let (digits, scale) = match text.trim().to_ascii_uppercase() {
        size if size.ends_with('K') => (size.trim_end_matches('K').to_owned(), 1 << 10),
        size if size.ends_with('M') => (size.trim_end_matches('M').to_owned(), 1 << 20),
        size if size.ends_with('G') => (size.trim_end_matches('G').to_owned(), 1 << 30),
        size => (size, 1),
    };
    let size: usize = digits.parse().map_err(|_| bad())?;
    size.checked_mul(scale).filter(|size| *size > 0 && *size < usize::MAX / 2).ok_or_else(bad)
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Dialect {
    /// CSV without the ' that keeps spreadsheets from running text as a formula
    #[arg(long)]
    pub raw: bool,
    /// CSV for Excel: byte order mark, CRLF
    #[arg(long)]
    pub excel: bool,
}

/// Where and how rows are written.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Writing {
    /// Writes into this file instead of standard output: CSV, or what it ends in: .tsv .json .jsonl .md
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub dialect: Dialect,
}

/// Whoever decides something signs it.
#[derive(Debug, Args)]
pub(super) struct Signature {
    /// Who decides
    #[arg(long, value_name = "NAME", env = "FACTLEDGER_USER", hide_env_values = true)]
    pub by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub writing: Writing,
}

impl From<Dialect> for Writing {
    fn from(dialect: Dialect) -> Self {
        Self { output: None, dialect }
    }
}

impl From<Dialect> for report::Dialect {
    fn from(dialect: Dialect) -> Self {
        Self { raw: dialect.raw, excel: dialect.excel }
    }
}
