//! `extract`: documents in, claims out, no database.

use super::inputs::listing;
use super::options::Reading;
use super::reading::{self, Read, read};
use super::session::{Session, Stop};
use crate::Error;
use crate::claim::{Claim, SlotWords};
use crate::compare;
use crate::intake;
use crate::lexicon::Lexicon;
use crate::report::{self, CHECK, CLAIM, Cell, Format, Kind, REJECTED, visible};
use crate::text::{DecimalMark, Document, Metadata, Part};
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger extract articles/ > claims.jsonl
  cat articles.jsonl | factledger extract --context | factledger compare --sort
  factledger extract --explain \"Nearly 40 boats left the harbour on Friday.\"

Lines in, lines out: {\"id\", \"text\", …} becomes one {\"type\":\"document\"} and a {\"type\":\"claim\"} for each number.";

/// Reads claims out of documents, as JSON lines; no database
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Extract {
    /// Files, folders or patterns; - or none for JSON lines on standard input
    paths: Vec<PathBuf>,
    /// Also writes what was refused, with the reason
    #[arg(long)]
    rejected: bool,
    /// Gives each claim the context of its document, which `compare` needs
    #[arg(long)]
    context: bool,
    /// Gives each document its text, so that it can be read again from what is written
    #[arg(long)]
    text: bool,
    /// Reads this text and says how, for people
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["paths", "rejected", "context", "text"])]
    explain: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(session: &Session, command: &Extract) -> Result<ExitCode, Stop> {
    let lexicon = session.lexicon()?;
    if let Some(text) = &command.explain {
        return explain(session, text, command, &lexicon);
    }
    if !matches!(session.global.format, None | Some(Format::Jsonl)) {
        return Err(Error::new("write", "claims", "extract writes JSON lines")
            .hint("for other formats: factledger add PATH…, then factledger claims --format …")
            .into());
    }
    let listing = listing(&command.paths, &command.reading, &[])?;
    for error in &listing.warnings {
        session.warning(error);
    }
    for error in &listing.passed_over {
        session.detail(|| format!("passed over: {}: {}", error.place, error.cause));
    }
    let pool = reading::threads(command.reading.threads)?;
    let mut out = session.data();
    let (mut documents, mut claims, mut errors) = (0_usize, 0_usize, 0_usize);
    let turn = |outcome: reading::Outcome| {
        outcome.map(|read| (lines(&read, command, &lexicon), read.extraction.claims.len(), read.warnings))
    };
    read(session, listing, &command.reading, &lexicon, &pool, turn, |outcomes, progress| {
        for outcome in outcomes {
            match outcome {
                Ok((lines, count, warnings)) => {
                    documents += 1;
                    claims += count;
                    for warning in &warnings {
                        progress.say(|| session.warning(warning));
                    }
                    out.write_all(&lines)?;
                }
                Err(failed) => {
                    let (doc, error) = *failed;
                    errors += 1;
                    progress.say(|| session.error(&error));
                    writeln!(out, "{}", fault(&doc, &error))?;
                }
            }
        }
        Ok(out.flush()?)
    })?;
    let end = [
        ("type", json!("end")),
        ("documents", json!(documents)),
        ("claims", json!(claims)),
        ("errors", json!(errors)),
        ("version", json!(crate::VERSION)),
    ];
    writeln!(out, "{}", report::object(end))?;
    out.flush()?;
    Ok(ExitCode::from(if command.reading.strict && errors > 0 { 2 } else { 0 }))
}

/// The lines of one document.
fn lines(read: &Read, command: &Extract, lexicon: &Lexicon) -> Vec<u8> {
    let (document, extraction) = (&read.document, &read.extraction);
    // By way of a value, which puts the members in order of the alphabet.
    let context = serde_json::to_value(&*extraction.context).unwrap_or(Value::Null).to_string();
    let mut members =
        vec![("type", json!("document")), ("document_id", json!(document.id)), ("doc", json!(document.doc))];
    members.extend(metadata(&document.metadata));
    members.push(("digest", json!(document.digest.as_str())));
    if command.text {
        members.push(("text", json!(document.text)));
    }
    let mut lines = report::object(members).into_bytes();
    // A claim's line with its sentence is about so long.
    lines.reserve(context.len() + 1600 * extraction.claims.len());
    lines.pop();
    lines.extend_from_slice(b",\"context\":");
    lines.extend_from_slice(context.as_bytes());
    lines.extend_from_slice(b"}\n");
    for claim in &extraction.claims {
        report::record("claim", CLAIM, claim, command.context.then_some(&context), &mut lines);
        lines.push(b'\n');
    }
    for check in compare::checks(&extraction.claims, &extraction.sentences, lexicon) {
        report::record("check", CHECK, &check, None, &mut lines);
        lines.push(b'\n');
    }
    for rejected in extraction.rejected.iter().filter(|_| command.rejected) {
        report::record("rejected", REJECTED, rejected, None, &mut lines);
        lines.push(b'\n');
    }
    lines
}

/// An input that could not be read, as a JSON line.
pub(super) fn fault(doc: &str, error: &Error) -> String {
    let members =
        [("type", json!("error")), ("doc", json!(doc)), ("reason", json!(error.cause)), ("hint", json!(error.hint))];
    report::object(members)
}

fn metadata(metadata: &Metadata) -> Vec<(&'static str, Value)> {
    vec![
        ("source", json!(metadata.source)),
        ("title", json!(metadata.title)),
        ("author", json!(metadata.author)),
        ("url", json!(metadata.url)),
        ("published", json!(metadata.published)),
        ("modified", json!(metadata.modified)),
        ("retrieved", json!(metadata.retrieved)),
        ("language", json!(metadata.language)),
        ("licence", json!(metadata.licence)),
        ("meta_basis", json!(metadata.basis)),
    ]
}

/// How a text was read, for people.
fn explain(session: &Session, text: &str, command: &Extract, lexicon: &Lexicon) -> Result<ExitCode, Stop> {
    let layers = [(crate::text::Basis::Flag, command.reading.fields())];
    let taken =
        intake::article("-", text.as_bytes().to_vec(), intake::Format::Text, &layers, &intake::Terms::default())?;
    let extraction = crate::claim::extract(&taken.document, lexicon);
    let mut out = session.out();
    let mark = crate::quantity::decimal_mark(&taken.document.text, lexicon);
    let read = extraction.claims.iter().zip(&extraction.entries).zip(&extraction.slots);
    for ((claim, entries), words) in read {
        writeln!(out, "claim: {}", visible(&claim.quote))?;
        slots(claim, &mut out)?;
        writeln!(out, "  {:14} {}", "tokens", visible(&cut(&claim.sentence, mark)))?;
        read_from(words, part(&taken.document, claim.part), lexicon, &mut out)?;
        let mut names: Vec<&str> = entries.iter().map(|entry| lexicon.entry_name(*entry)).collect();
        let named = ["US", "U.S.", "merican"].iter().any(|country| claim.value_text.contains(country));
        let note = lexicon.unit_named(&claim.unit).and_then(|unit| unit.note.as_deref()).filter(|_| !named);
        if let Some(note) = note {
            writeln!(out, "  {:14} {note}", "note")?;
        }
        names.sort_unstable();
        names.dedup();
        if !names.is_empty() {
            writeln!(out, "  {:14} {}", "entries", names.join(", "))?;
        }
    }
    for (rejected, entry) in extraction.rejected.iter().zip(&extraction.rejected_entries) {
        let by = entry.map(|entry| format!(", by {}", lexicon.entry_name(entry))).unwrap_or_default();
        writeln!(out, "refused: {} ({}{by})", visible(&rejected.quote), rejected.reason)?;
    }
    if extraction.claims.is_empty() && extraction.rejected.is_empty() {
        writeln!(out, "no number in it")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A sentence as it was cut up.
fn cut(sentence: &str, mark: DecimalMark) -> String {
    let mut tokens = Vec::new();
    crate::text::tokens(sentence, mark, &mut tokens);
    tokens.iter().map(|token| token.span.of(sentence)).collect::<Vec<_>>().join(" | ")
}

fn part(document: &Document, part: Part) -> &str {
    match part {
        Part::Text => &document.text,
        Part::Title => document.title_part().unwrap_or(""),
    }
}

/// The words that each slot was read from, one a line, with the entry that read them.
fn read_from(slots: &[SlotWords], text: &str, lexicon: &Lexicon, out: &mut impl Write) -> std::io::Result<()> {
    for SlotWords { slot, span, entry } in slots {
        let by = entry.map(|entry| format!(", by {}", lexicon.entry_name(entry))).unwrap_or_default();
        writeln!(out, "  {:14} {}: {}{by}", "read from", slot, visible(span.of(text)))?;
    }
    Ok(())
}

/// The slots of a claim that are not empty, one a line. What it permits comes in one notation.
pub(super) fn slots(claim: &Claim, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "  {:14} {}", "permits", claim.permits())?;
    for column in CLAIM.iter().skip_while(|column| column.name != "value_text") {
        if matches!(column.name, "source" | "low" | "high" | "value_decimal" | "value_start" | "value_end") {
            continue;
        }
        if column.name == "title" {
            break;
        }
        let cell = (column.value)(claim).cell();
        let shown = match (column.kind, &cell) {
            (Kind::Json, _) => {
                claim.restrictors.iter().map(|r| format!("{} ({})", r.text, r.kind)).collect::<Vec<_>>().join(", ")
            }
            (Kind::Flag, Cell::Integer(figure)) => if *figure == 0 { "" } else { "yes" }.to_owned(),
            _ => cell.plain().into_owned(),
        };
        if !shown.is_empty() {
            writeln!(out, "  {:14} {}", column.name, visible(&shown))?;
        }
    }
    Ok(())
}
