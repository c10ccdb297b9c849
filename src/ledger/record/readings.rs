//! What was read from one document: sentences, claims, readings, rejections.

use super::json;
use crate::claim::{Claim, Extraction, Rejected};
use crate::ledger::failure::Cause;
use crate::text::Part;
use rusqlite::{Connection, OptionalExtension, params};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// Writes readings; repeated names are looked up once per transaction.
pub(super) struct Readings<'c> {
    connection: &'c Connection,
    names: HashMap<(Name, String), i64>,
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

/// A sentence that stands in the ledger.
struct Sentence {
    row: i64,
    part: Part,
    place: Option<(usize, usize)>,
    text: String,
}

impl<'c> Readings<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, names: HashMap::new() }
    }

    /// The row of an outlet.
    pub(super) fn source(&mut self, name: &str) -> rusqlite::Result<i64> {
        self.name(Name::Source, name)
    }

    /// Writes all that was read from a document.
    pub(super) fn add(
        &mut self,
        document: i64,
        document_id: &str,
        extraction: i64,
        read: &Extraction,
    ) -> Result<(), Cause> {
        let mut sentences = self.known_sentences(document)?;
        for sentence in &read.sentences {
            let place = Some((sentence.start, sentence.end));
            let known = sentences
                .iter()
                .any(|known| known.part == sentence.part && known.place == place && *known.text == *sentence.text);
            if !known {
                sentences.push(self.sentence(document, sentence.part, place, &sentence.text)?);
            }
        }
        let mut written = HashSet::new();
        for claim in &read.claims {
            let claim_key = self.claim(document, document_id, claim)?;
            if !written.insert(claim_key) {
                // An id stands for one quantity at one place, so one extraction reads it once.
                self.rejection(extraction, &second_reading(claim))?;
                continue;
            }
            let around = sentences.iter().find(|known| {
                known.part == claim.part
                    && *known.text == *claim.sentence
                    && known.place.is_none_or(|(start, end)| start <= claim.value_start && claim.value_start < end)
            });
            let sentence = match around {
                Some(known) => known.row,
                None => {
                    let new = self.sentence(document, claim.part, None, &claim.sentence)?;
                    let row = new.row;
                    sentences.push(new);
                    row
                }
            };
            self.reading(claim_key, extraction, sentence, claim)?;
        }
        read.rejected.iter().try_for_each(|rejected| self.rejection(extraction, rejected))
    }

    fn name(&mut self, kind: Name, name: &str) -> rusqlite::Result<i64> {
        let key = (kind, name.to_owned());
        if let Some(row) = self.names.get(&key) {
            return Ok(*row);
        }
        let row = name_row(self.connection, kind, name)?;
        self.names.insert(key, row);
        Ok(row)
    }

    fn known_sentences(&self, document: i64) -> Result<Vec<Sentence>, Cause> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sentence_id, part, sentence_start, sentence_end, text FROM number_sentence WHERE document = ?1",
        )?;
        let rows = statement.query_map([document], |row| {
            let (start, end): (Option<usize>, Option<usize>) = (row.get(2)?, row.get(3)?);
            let part: String = row.get(1)?;
            let part = if part == Part::Title.as_str() { Part::Title } else { Part::Text };
            Ok(Sentence { row: row.get(0)?, part, place: start.zip(end), text: row.get(4)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn sentence(
        &self,
        document: i64,
        part: Part,
        place: Option<(usize, usize)>,
        text: &str,
    ) -> rusqlite::Result<Sentence> {
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
        Ok(Sentence { row: self.connection.last_insert_rowid(), part, place, text: text.to_owned() })
    }

    /// The row of a claim, written if nobody has read that quantity there before.
    fn claim(&self, document: i64, document_id: &str, claim: &Claim) -> Result<i64, Cause> {
        // A document that was known under another path keeps its id, and so do its claims.
        let id = if claim.document_id == document_id { claim.claim_id.clone() } else { claim_id(document_id, claim) };
        let found = self
            .connection
            .prepare_cached("SELECT claim_key FROM claim WHERE claim_id = ?1")?
            .query_row([&id], |row| row.get(0))
            .optional()?;
        if let Some(found) = found {
            return Ok(found);
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

    fn reading(&mut self, claim_key: i64, extraction: i64, sentence: i64, claim: &Claim) -> Result<(), Cause> {
        let measure = self.name(Name::Measure, &claim.measure)?;
        let block = self.name(Name::Block, &claim.block)?;
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        self.connection
            .prepare_cached(
                "INSERT INTO reading (claim, extraction, measure, block, sentence, quote_start, quote_end, quote,
                   prefix, suffix, low_decimal, high_decimal, granularity_decimal, dimension, rate, role, trend,
                   previous, measured, concept, restrictors, subject, period_start, period_end, period_text,
                   as_of_start, as_of_end, as_of_text, as_of_basis, speaker, origin, status, confidence)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                   ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)",
            )?
            .execute(params![
                claim_key,
                extraction,
                measure,
                block,
                sentence,
                claim.start,
                claim.end,
                claim.quote,
                claim.prefix,
                claim.suffix,
                decimal(claim.low),
                decimal(claim.high),
                decimal(claim.granularity),
                claim.dimension,
                claim.rate,
                claim.role.as_str(),
                claim.trend.map(|trend| trend.as_str()),
                claim.previous,
                claim.measured,
                claim.concept,
                json(&claim.restrictors)?,
                claim.subject,
                day(claim.period_start),
                day(claim.period_end),
                claim.period_text,
                day(claim.as_of_start),
                day(claim.as_of_end),
                claim.as_of_text,
                claim.as_of_basis.as_str(),
                claim.speaker,
                claim.origin,
                claim.status.as_str(),
                claim.confidence
            ])?;
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

/// A claim's id in another document than the one it was read from.
fn claim_id(document_id: &str, claim: &Claim) -> String {
    let place = (claim.value_start, claim.value_end);
    Claim::id_for(document_id, claim.part, place, claim.value, claim.permits(), &claim.unit, claim.approximation)
}

fn second_reading(claim: &Claim) -> Rejected {
    Rejected {
        doc: claim.doc.clone(),
        part: claim.part,
        start: claim.start,
        end: claim.end,
        quote: claim.quote.clone(),
        reason: "second reading of one quantity".to_owned(),
    }
}

/// An exact decimal as text, without trailing zeros, so that equal figures are equal texts.
pub(in crate::ledger) fn decimal(figure: Option<Decimal>) -> Option<String> {
    figure.map(|figure| figure.normalize().to_string())
}
