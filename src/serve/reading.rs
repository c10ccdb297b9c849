//! A stored text, read again to show from which words each slot of its claims was read.

use super::ledgers::Failure;
use super::row::{Row, each, rows};
use crate::claim::{self, Extraction};
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::text::{Document, Metadata, Part, ScalarOffsets};
use serde_json::json;

/// A longer text is not read again: a page must not take that long.
const MOST: usize = 2_000_000;

/// A document as it is stored.
pub(super) const DOCUMENT: &str =
    "SELECT d.*, length(d.text) AS scalars FROM known_document d WHERE d.document_id = ?1 ->> 'id'";

/// A document with what the program of today reads in it.
pub(super) struct Reread {
    document: Document,
    offsets: ScalarOffsets,
    extraction: Extraction,
}

/// The words that a slot was read from.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// The slot, by its column.
    pub slot: &'static str,
    /// The first scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// The entry of the vocabulary that read them; empty where none did.
    pub entry: String,
}

impl Reread {
    /// The document of an id, read again; nothing where it is too long for that.
    pub fn document(ledger: &Ledger, lexicon: &Lexicon, id: &str) -> Result<Option<Self>, Failure> {
        let table = rows(ledger, DOCUMENT, &json!({ "id": id }))?;
        Ok(each(&table).next().and_then(|row| Self::of(row, lexicon)))
    }

    /// The same of a row of [`DOCUMENT`].
    pub fn of(row: Row<'_>, lexicon: &Lexicon) -> Option<Self> {
        let text = row.plain("text");
        if text.len() > MOST {
            return None;
        }
        let maybe = |name: &str| Some(row.plain(name)).filter(|value| !value.is_empty());
        let date = |name: &str| maybe(name).and_then(|date| date.parse().ok());
        let metadata = Metadata {
            source: maybe("source"),
            title: maybe("title"),
            author: maybe("author"),
            url: maybe("url"),
            published: date("published"),
            modified: date("modified"),
            retrieved: date("retrieved"),
            language: maybe("language"),
            licence: maybe("licence"),
            ..Metadata::default()
        };
        let body = text.char_indices().nth(row.count("body_start")).map_or(text.len(), |(byte, _)| byte);
        let mut document = Document::new(row.plain("doc"), None, text, body, metadata);
        // Under the id that the ledger has for it the claims get the ids that they have there.
        document.id = row.plain("document_id");
        let extraction = claim::extract(&document, lexicon);
        Some(Self { offsets: document.offsets(), document, extraction })
    }

    /// The words of each slot of a claim; nothing where the program of today reads no such claim.
    pub fn words(&self, claim_id: &str, lexicon: &Lexicon) -> Option<Vec<Words>> {
        let at = self.extraction.claims.iter().position(|claim| claim.claim_id == claim_id)?;
        let (claim, slots) = (self.extraction.claims.get(at)?, self.extraction.slots.get(at)?);
        let title = self.document.title_part().unwrap_or("");
        let (text, offsets) = match claim.part {
            Part::Text => (self.document.text.as_str(), &self.offsets),
            Part::Title => (title, &ScalarOffsets::new(title)),
        };
        let words = slots.iter().map(|slot| Words {
            slot: slot.slot,
            start: offsets.scalar(text, slot.span.start),
            end: offsets.scalar(text, slot.span.end),
            text: crate::report::visible(slot.span.of(text)).into_owned(),
            entry: slot.entry.map(|entry| lexicon.entry_name(entry).to_owned()).unwrap_or_default(),
        });
        Some(words.collect())
    }

    /// The entries of the vocabulary that took part in reading a claim.
    pub fn entries(&self, claim_id: &str, lexicon: &Lexicon) -> Vec<String> {
        let at = self.extraction.claims.iter().position(|claim| claim.claim_id == claim_id);
        let entries = at.and_then(|at| self.extraction.entries.get(at)).map(Vec::as_slice).unwrap_or_default();
        let mut names: Vec<String> = entries.iter().map(|entry| lexicon.entry_name(*entry).to_owned()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
