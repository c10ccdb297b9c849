//! `documents`: what has been read.

use super::filter::Filter;
use super::nearest::say_unknown;
use super::options::{Writing, written_date};
use super::session::{Session, Stop};
use crate::report::Layout;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger documents
  factledger documents --source \"The Harbour Post\" --since 2026-11 --format csv
  factledger documents --without published
  factledger documents --revised --format jsonl";

/// Lists the documents with their metadata and where it came from
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Documents {
    /// Only documents with these words in their path or id
    #[arg(long, value_name = "WORDS")]
    doc: Option<String>,
    /// Only documents of this outlet
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only documents published on that date or later
    #[arg(long, value_name = "DATE", value_parser = written_date)]
    since: Option<String>,
    /// Only documents published on that date, or in that month or year, or earlier
    #[arg(long, value_name = "DATE", value_parser = written_date)]
    until: Option<String>,
    /// Only documents with these words in their title
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,
    /// Only documents with these words among their authors
    #[arg(long, value_name = "WORDS")]
    author: Option<String>,
    /// Only documents with these words in their URL
    #[arg(long, value_name = "WORDS")]
    url: Option<String>,
    /// Only documents in this language
    #[arg(long, value_name = "TAG")]
    language: Vec<String>,
    /// Only documents where this is not known: source, title, author, url, published, modified, retrieved, language
    #[arg(long, value_name = "FIELD", value_parser = FIELDS)]
    without: Vec<String>,
    /// Only articles that were revised, with all their revisions
    #[arg(long)]
    revised: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    writing: Writing,
}

/// What may be asked to be missing.
const FIELDS: [&str; 8] = ["source", "title", "author", "url", "published", "modified", "retrieved", "language"];

/// Documents whose article has more than one revision.
const REVISED: &str = "document_id IN (SELECT document_id FROM document WHERE article IN \
    (SELECT article FROM document WHERE revision > 1))";

/// All documents, in the order in which they are listed. Left to itself, SQLite would sort all of them.
const ORDERED: &str = "SELECT d.document_id FROM document_path p INDEXED BY document_path_doc \
    CROSS JOIN document d ON d.document_key = p.document \
    WHERE p.path_id = (SELECT max(path_id) FROM document_path WHERE document = p.document) \
    ORDER BY p.doc, d.revision, d.document_id";

pub(super) fn run(session: &Session, command: &Documents) -> Result<ExitCode, Stop> {
    let ledger = session.ledger_read_only()?;
    let mut filter = Filter::default();
    filter.holds(&["doc", "document_id"], command.doc.as_deref());
    say_unknown(session, &ledger, &command.source, None)?;
    filter.any_of(&["source"], &command.source);
    filter.since(&["published"], command.since.as_deref());
    filter.until(&["published"], command.until.as_deref());
    filter.holds(&["title"], command.title.as_deref());
    filter.holds(&["author"], command.author.as_deref());
    filter.holds(&["url"], command.url.as_deref());
    filter.any_of(&["language"], &command.language);
    command.without.iter().for_each(|field| filter.condition(format!("{field} IS NULL")));
    if command.revised {
        filter.condition(REVISED);
    }
    // The text is for `show` and `query`.
    let select = "SELECT document_id, doc, source, title, author, url, published, modified, retrieved, language, \
                  meta_basis, revision FROM documents";
    let order = "doc, revision, document_id";
    let table = match command.limit {
        Some(limit) => filter.first(&ledger, (select, order), ("document_id", ORDERED), limit)?,
        None => ledger.query(&filter.sql(select, order, None), filter.parameters())?,
    };
    session.print(&table, session.format(), &command.writing, |table| Layout::DOCUMENTS.of(table))?;
    session.walked(&ledger);
    Ok(ExitCode::SUCCESS)
}
