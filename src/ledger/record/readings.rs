//! What was read from one document: sentences, claims, readings, rejections.

use super::slots::{Read, Slots};
use crate::claim::{Claim, Extraction, Rejected};
use crate::ledger::failure::Cause;
use crate::text::Part;
use rusqlite::{Connection, OptionalExtension, ToSql, params};
use rust_decimal::Decimal;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// Writes readings; repeated names are looked up once per transaction.
pub(super) struct Readings<'c> {
    connection: &'c Connection,
    names: HashMap<Name, HashMap<String, i64>>,
    /// The blocks that were read of, each with the newest extraction that did.
    touched: BTreeMap<i64, i64>,
}

/// A table of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Name {
    Source,
    Measure,
    Block,
}

impl Name {
    const fn statements(self) -> (&'static str, &'static str) {
        match self {
            Name::Source => {
                ("SELECT source_id FROM source WHERE source = ?1", "INSERT INTO source (source) VALUES (?1)")
            }
            Name::Measure => {
                ("SELECT measure_id FROM measure WHERE measure = ?1", "INSERT INTO measure (measure) VALUES (?1)")
            }
            Name::Block => ("SELECT block_id FROM block WHERE block = ?1", "INSERT INTO block (block) VALUES (?1)"),
        }
    }
}

/// The sentences of a document that stand in the ledger, by their words.
type Sentences = HashMap<(Part, String), Alike>;

/// The rows of the sentences with the same words: a text may say one thing over and over.
#[derive(Default)]
struct Alike {
    /// By where each begins and ends.
    placed: BTreeMap<(usize, usize), i64>,
    /// One of which only the words are known.
    anywhere: Option<i64>,
}

impl Alike {
    /// The one that holds a place.
    fn around(&self, place: usize) -> Option<i64> {
        let before = self.placed.range(..=(place, usize::MAX)).next_back();
        before.filter(|((_, end), _)| place < *end).map(|(_, row)| *row).or(self.anywhere)
    }
}

impl<'c> Readings<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, names: HashMap::new(), touched: BTreeMap::new() }
    }

    /// The blocks of what was read wait to be linked.
    pub(super) fn end(&self) -> rusqlite::Result<()> {
        let mut stale = self.connection.prepare_cached(
            "INSERT INTO stale_block (block, extraction) VALUES (?1, ?2)
             ON CONFLICT (block) DO UPDATE SET extraction = excluded.extraction",
        )?;
        for touched in &self.touched {
            stale.execute(params![touched.0, touched.1])?;
        }
        Ok(())
    }

    /// The row of an outlet.
    pub(super) fn source(&mut self, name: &str) -> rusqlite::Result<i64> {
        self.name(Name::Source, name)
    }

    /// Writes all that was read from a document, which may be known or new; `found` is the same as `read` in the form in which it is stored. Gives
    /// the rows of the claims by their ids.
    pub(super) fn add<'f>(
        &mut self,
        (document, known): (i64, bool),
        extraction: i64,
        read: &Extraction,
        found: &'f Read<'_>,
    ) -> Result<HashMap<&'f str, usize>, Cause> {
        let mut sentences = if known { self.known_sentences(document)? } else { Sentences::new() };
        for sentence in &read.sentences {
            let alike = sentences.entry((sentence.part, sentence.text.to_string())).or_default();
            if let Entry::Vacant(new) = alike.placed.entry((sentence.start, sentence.end)) {
                let place = Some((sentence.start, sentence.end));
                new.insert(self.sentence(document, sentence.part, place, &sentence.text)?);
            }
        }
        let mut keys = HashMap::with_capacity(found.claims.len());
        for slots in &found.claims {
            let claim = slots.claim;
            let claim_key = self.claim((document, known), &slots.claim_id, claim)?;
            keys.insert(&*slots.claim_id, claim_key as usize);
            let alike = sentences.entry((claim.part, claim.sentence.to_string())).or_default();
            let sentence = match alike.around(claim.value_start) {
                Some(row) => row,
                None => *alike.anywhere.insert(self.sentence(document, claim.part, None, &claim.sentence)?),
            };
            self.reading(claim_key, extraction, sentence, slots)?;
        }
        found.rejected.iter().try_for_each(|rejected| self.rejection(extraction, rejected))?;
        Ok(keys)
    }

    fn name(&mut self, kind: Name, name: &str) -> rusqlite::Result<i64> {
        let names = self.names.entry(kind).or_default();
        if let Some(row) = names.get(name) {
            return Ok(*row);
        }
        let row = name_row(self.connection, kind, name)?;
        names.insert(name.to_owned(), row);
        Ok(row)
    }

    fn known_sentences(&self, document: i64) -> Result<Sentences, Cause> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sentence_id, part, sentence_start, sentence_end, text FROM number_sentence WHERE document = ?1",
        )?;
        let mut rows = statement.query([document])?;
        let mut known = Sentences::new();
        while let Some(row) = rows.next()? {
            let (start, end): (Option<usize>, Option<usize>) = (row.get(2)?, row.get(3)?);
            let part: String = row.get(1)?;
            let part = if part == Part::Title.as_str() { Part::Title } else { Part::Text };
            let alike = known.entry((part, row.get(4)?)).or_default();
            match start.zip(end) {
                Some(place) => drop(alike.placed.insert(place, row.get(0)?)),
                None => alike.anywhere = Some(row.get(0)?),
            }
        }
        Ok(known)
    }

    fn sentence(&self, document: i64, part: Part, place: Option<(usize, usize)>, text: &str) -> rusqlite::Result<i64> {
        self.connection
            .prepare_cached(
                "INSERT INTO number_sentence (document, part, sentence_start, sentence_end, text)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                document,
                part.as_str(),
                place.map(|(start, _)| start),
                place.map(|(_, end)| end),
                text
            ])?;
        let row = self.connection.last_insert_rowid();
        self.connection
            .prepare_cached("INSERT INTO sentence_search (rowid, text) VALUES (?1, ?2)")?
            .execute(params![row, text])?;
        Ok(row)
    }

    /// The row of a claim, written if nobody has read that quantity there before.
    fn claim(&self, (document, known): (i64, bool), id: &str, claim: &Claim) -> Result<i64, Cause> {
        if known {
            let found = self
                .connection
                .prepare_cached("SELECT claim_key FROM claim WHERE claim_id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            if let Some(found) = found {
                return Ok(found);
            }
        }
        self.connection
            .prepare_cached(
                "INSERT INTO claim (claim_id, document, part, value_start, value_end, value_text, value_decimal,
                   approximation, unit)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                id,
                document,
                claim.part.as_str(),
                claim.value_start,
                claim.value_end,
                claim.value_text,
                decimal(claim.value),
                claim.approximation.as_str(),
                claim.unit
            ])?;
        Ok(self.connection.last_insert_rowid())
    }

    fn reading(&mut self, claim_key: i64, extraction: i64, sentence: i64, slots: &Slots<'_>) -> Result<(), Cause> {
        let measure = self.name(Name::Measure, &slots.claim.measure)?;
        let block = self.name(Name::Block, &slots.claim.block)?;
        self.touched.insert(block, extraction);
        let keys: [&dyn ToSql; 5] = [&claim_key, &extraction, &measure, &block, &sentence];
        let mut statement = self.connection.prepare_cached(Slots::INSERT)?;
        for (at, value) in keys.into_iter().chain(slots.values()).enumerate() {
            statement.raw_bind_parameter(at + 1, value)?;
        }
        statement.raw_execute()?;
        self.connection
            .prepare_cached("INSERT INTO quote_search (rowid, quote) VALUES (?1, ?2)")?
            .execute(params![self.connection.last_insert_rowid(), slots.claim.quote])?;
        Ok(())
    }

    fn rejection(&self, extraction: i64, rejected: &Rejected) -> Result<(), Cause> {
        self.connection
            .prepare_cached(
                "INSERT INTO rejection (extraction, part, quote_start, quote_end, quote, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                extraction,
                rejected.part.as_str(),
                rejected.start,
                rejected.end,
                rejected.quote,
                rejected.reason
            ])?;
        Ok(())
    }
}

/// The row of a measure's canonical key.
pub(in crate::ledger) fn measure_row(connection: &Connection, measure: &str) -> rusqlite::Result<i64> {
    name_row(connection, Name::Measure, measure)
}

/// The row of a block.
pub(in crate::ledger) fn block_row(connection: &Connection, block: &str) -> rusqlite::Result<i64> {
    name_row(connection, Name::Block, block)
}

fn name_row(connection: &Connection, kind: Name, name: &str) -> rusqlite::Result<i64> {
    let (select, insert) = kind.statements();
    if let Some(row) = connection.prepare_cached(select)?.query_row([name], |row| row.get(0)).optional()? {
        return Ok(row);
    }
    connection.prepare_cached(insert)?.execute([name])?;
    Ok(connection.last_insert_rowid())
}

/// An exact decimal as text, without trailing zeros, so that equal figures are equal texts.
pub(in crate::ledger) fn decimal(figure: Option<Decimal>) -> Option<String> {
    figure.map(|figure| figure.normalize().to_string())
}
