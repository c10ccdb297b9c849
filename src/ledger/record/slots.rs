//! What was read of one document in the form in which it is stored, and the digest of it.

use super::json;
use super::readings::decimal;
use crate::claim::{Claim, Extraction, Rejected};
use crate::ledger::failure::Cause;
use crate::text::{Digest, FieldsDigest};
use chrono::NaiveDate;
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};
use std::borrow::Cow;
use std::collections::HashSet;

/// The columns of a reading that say how a claim was read, in the order of [`Slots::values`].
macro_rules! columns {
    () => {
        "quote_start, quote_end, quote, prefix, suffix, low_decimal, high_decimal, granularity_decimal, dimension, \
         rate, role, trend, previous, measured, concept, restrictors, subject, period_start, period_end, period_text, \
         as_of_start, as_of_end, as_of_text, as_of_basis, speaker, origin, status, confidence"
    };
}

/// How many there are.
const COUNT: usize = 28;

/// One claim as it is stored.
pub(super) struct Slots<'c> {
    pub(super) claim: &'c Claim,
    /// In the ledger's document, which may be known under another path than the claim's.
    pub(super) claim_id: Cow<'c, str>,
    decimals: [Option<String>; 3],
    words: [&'static str; 3],
    trend: Option<&'static str>,
    restrictors: String,
    days: [Option<String>; 4],
}

impl<'c> Slots<'c> {
    pub(super) const INSERT: &'static str = concat!(
        "INSERT INTO reading (claim, extraction, measure, block, sentence, ",
        columns!(),
        ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    );

    fn of(document_id: &str, claim: &'c Claim) -> Result<Self, Cause> {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        Ok(Self {
            claim,
            claim_id: if claim.document_id == document_id {
                Cow::Borrowed(&claim.claim_id)
            } else {
                let place = (claim.value_start, claim.value_end);
                let (permits, unit) = (claim.permits(), &claim.unit);
                let id = Claim::id_for(document_id, claim.part, place, claim.value, permits, unit, claim.approximation);
                Cow::Owned(id)
            },
            decimals: [claim.low, claim.high, claim.granularity].map(decimal),
            words: [claim.role.as_str(), claim.as_of_basis.as_str(), claim.status.as_str()],
            trend: claim.trend.map(|trend| trend.as_str()),
            restrictors: json(&claim.restrictors)?,
            days: [claim.period_start, claim.period_end, claim.as_of_start, claim.as_of_end].map(day),
        })
    }

    /// The values of `columns`.
    pub(super) fn values(&self) -> [&dyn ToSql; COUNT] {
        let claim = self.claim;
        let [low, high, granularity] = &self.decimals;
        let [role, as_of_basis, status] = &self.words;
        let [period_start, period_end, as_of_start, as_of_end] = &self.days;
        [
            &claim.start,
            &claim.end,
            &claim.quote,
            &claim.prefix,
            &claim.suffix,
            low,
            high,
            granularity,
            &claim.dimension,
            &claim.rate,
            role,
            &self.trend,
            &claim.previous,
            &claim.measured,
            &claim.concept,
            &self.restrictors,
            &claim.subject,
            period_start,
            period_end,
            &claim.period_text,
            as_of_start,
            as_of_end,
            &claim.as_of_text,
            as_of_basis,
            &claim.speaker,
            &claim.origin,
            status,
            &claim.confidence,
        ]
    }
}

/// All that was read of one document.
pub(super) struct Read<'e> {
    pub(super) claims: Vec<Slots<'e>>,
    pub(super) rejected: Vec<Cow<'e, Rejected>>,
    pub(super) context: String,
    pub(super) digest: Digest,
}

impl<'e> Read<'e> {
    pub(super) fn of(document_id: &str, extraction: &'e Extraction) -> Result<Self, Cause> {
        let (mut claims, mut rejected) = (Vec::with_capacity(extraction.claims.len()), Vec::new());
        let mut seen = HashSet::new();
        for claim in &extraction.claims {
            let slots = Slots::of(document_id, claim)?;
            // An id stands for one quantity at one place, so one extraction reads it once.
            if seen.insert(slots.claim_id.clone()) {
                claims.push(slots);
            } else {
                rejected.push(Cow::Owned(second_reading(claim)));
            }
        }
        rejected.extend(extraction.rejected.iter().map(Cow::Borrowed));
        let context = json(&extraction.context)?;
        let mut digest = ReadDigest::default();
        digest.text(&context);
        for slots in &claims {
            let claim = slots.claim;
            [&slots.claim_id, claim.measure.as_str(), &claim.block, &claim.sentence]
                .into_iter()
                .for_each(|name| digest.text(name));
            for value in slots.values() {
                digest.value(value.to_sql()?);
            }
        }
        for refused in &rejected {
            digest.text(refused.part.as_str());
            digest.value(refused.start.to_sql()?);
            digest.value(refused.end.to_sql()?);
            digest.text(&refused.quote);
            digest.text(&refused.reason);
        }
        Ok(Self { claims, rejected, context, digest: digest.finish() })
    }
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

/// The digest of what was read of one document: its context, then each claim's id, measure, block, sentence and slots,
/// then part, place, quote and reason of each rejection, all as SQLite stores them.
#[derive(Default)]
pub(in crate::ledger) struct ReadDigest(FieldsDigest);

impl ReadDigest {
    /// A claim's id, measure, block and sentence, then its slots, of readings `r` in `q`.
    pub(in crate::ledger) const CLAIMS: &'static str = concat!(
        "SELECT claim_id, measure, block, text, ",
        columns!(),
        " FROM (SELECT c.claim_id, m.measure, b.block, n.text, r.* FROM reading r
           JOIN claim c ON c.claim_key = r.claim JOIN measure m ON m.measure_id = r.measure
           JOIN block b ON b.block_id = r.block JOIN number_sentence n ON n.sentence_id = r.sentence
           WHERE r.extraction = ?1) ORDER BY reading_id"
    );
    /// The rejections.
    pub(in crate::ledger) const REJECTED: &'static str =
        "SELECT part, quote_start, quote_end, quote, reason FROM rejection WHERE extraction = ?1 ORDER BY rejection_id";

    pub(in crate::ledger) fn text(&mut self, text: &str) {
        self.column(ValueRef::Text(text.as_bytes()));
    }

    fn value(&mut self, value: ToSqlOutput<'_>) {
        match &value {
            ToSqlOutput::Borrowed(value) => self.column(*value),
            ToSqlOutput::Owned(value) => self.column(value.into()),
            _ => {}
        }
    }

    /// A value as it stands in a row.
    pub(in crate::ledger) fn column(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => self.0.add(b'-', &[]),
            ValueRef::Integer(number) => self.0.add(b'i', &number.to_be_bytes()),
            ValueRef::Real(number) => self.0.add(b'r', &number.to_be_bytes()),
            ValueRef::Text(bytes) => self.0.add(b't', bytes),
            ValueRef::Blob(bytes) => self.0.add(b'b', bytes),
        }
    }

    pub(in crate::ledger) fn finish(self) -> Digest {
        self.0.digest()
    }
}
