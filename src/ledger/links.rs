//! What linking keeps between runs: a narrow record of each document, the pairs that were found, and what waits to be
//! linked. All of it is derived, and made again where it is missing.

use super::Ledger;
use super::claims::{READ_RIGHT, claims};
use super::derive::said_so_far;
use super::failure::Cause;
use super::relink::revisions;
use crate::Error;
use crate::lexicon::Lexicon;
use crate::link::{Desk, Meeting, Pairs, RECORD_VERSION, Record, Sweep, WINDOW};
use foldhash::HashMap;
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use std::sync::Arc;
use turn::{Pair, Turn};

pub(super) use turn::{forget, unlink, unlink_claim, version};

mod turn;

/// So many records are read at a time.
const PAGE: usize = 4096;

/// So many pairs of documents are compared at a time.
const MEETINGS: usize = 4096;

/// So many records are kept in memory with their claims.
const HELD: usize = 8192;

/// So many documents are set against each of the others at once, without an index over these.
const FEW: usize = 32;

/// The longest time that a date leaves open: a year.
const LEAP_YEAR: i64 = 366;

/// Writes the record of a document, in place of those of its article; `key` gives the rows of its claims.
pub(super) fn keep_record(
    connection: &Connection,
    document: i64,
    record: &Record,
    key: &dyn Fn(usize) -> usize,
) -> Result<(), Cause> {
    // The first of all says how the others are made too; else they would be made again when they are linked.
    connection
        .prepare_cached(
            "INSERT INTO link_version (version)
             SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM link_version) AND NOT EXISTS (SELECT 1 FROM link_record)",
        )?
        .execute([RECORD_VERSION])?;
    let (first, last) = record.days().unzip();
    connection
        .prepare_cached("INSERT INTO link_record (document, first_day, last_day, head) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![document, first, last, record.head()])?;
    connection
        .prepare_cached("INSERT INTO link_profile (document, claims) VALUES (?1, ?2)")?
        .execute(params![document, record.profiles(key)])?;
    Ok(())
}

impl Ledger {
    /// Finds the pairs of every document that was recorded since this was last done. False where the desk has said more
    /// than `said` meanwhile: then it is to be done again, as the desk says now.
    pub(super) fn find_pairs(&mut self, said: i64, desk: &Desk, lexicon: &Lexicon) -> Result<bool, Error> {
        let begun = self.write("prepare linking in", |connection| {
            if said_so_far(connection)? != said {
                return Ok(None);
            }
            let newest: i64 =
                connection.query_row("SELECT coalesce(max(extraction_id), 0) FROM extraction", [], |row| row.get(0))?;
            made_by_us(connection, newest)?;
            let waiting = "SELECT document FROM unlinked_document";
            connection.execute(
                &format!("INSERT OR IGNORE INTO stale_claim SELECT claim_key FROM claim WHERE document IN ({waiting})"),
                [],
            )?;
            // Records that were made while reading know nothing of the desk.
            let misread = "SELECT document FROM claim WHERE claim_key IN (SELECT claim FROM misread_claim)";
            let all = if desk.renames() { "" } else { &format!("AND document IN ({misread})") };
            connection.execute(&format!("DELETE FROM link_record WHERE document IN ({waiting}) {all}"), [])?;
            missing_records(connection, desk, lexicon)?;
            revisions(connection, lexicon)?;
            Ok(Some((Turn::begin(connection, newest)?, unlinked(connection)?)))
        })?;
        let Some((turn, unlinked)) = begun else { return Ok(false) };
        if !unlinked.is_empty() && !self.sweep(&turn, &unlinked, lexicon)? {
            return Ok(false);
        }
        self.write("store what was linked in", |connection| turn.end(connection))
    }

    /// One pass over the documents near in time to unlinked ones, in order of date. False as in [`Turn::keep`].
    fn sweep(
        &mut self,
        turn: &Turn,
        unlinked: &HashMap<i64, Option<(i64, i64)>>,
        lexicon: &Lexicon,
    ) -> Result<bool, Error> {
        let spans = Spans::around(unlinked.values());
        let mut meetings = Meetings::default();
        let few = if unlinked.len() <= FEW { Some(self.heads_of(unlinked.keys())?) } else { None };
        // A document that is linked already meets unlinked ones only.
        let (mut all, mut ours) = (Sweep::new(), Sweep::new());
        for stretch in [Stretch::Undated, Stretch::Long, Stretch::Days] {
            let mut after = (i64::MIN, i64::MIN);
            loop {
                let page = self.read("read the records of", |connection| stretch.page(connection, &spans, after))?;
                let Some((last, _)) = page.last() else { break };
                after = *last;
                let heads: Vec<Record> = page
                    .par_iter()
                    .filter_map(|((_, document), head)| head.as_ref().map(|head| (document, head)))
                    .map(|(document, head)| Record::of_head(*document as usize, head).ok_or_else(|| damaged(*document)))
                    .collect::<Result<_, _>>()?;
                if let Some(few) = &few {
                    meetings.waiting.extend(heads.par_iter().flat_map_iter(|head| met(head, few)).collect::<Vec<_>>());
                } else {
                    for head in heads.into_iter().map(Arc::new) {
                        let new = unlinked.contains_key(&(head.document as i64));
                        let met = |other: &Arc<Record>, _: &Meeting<'_>| {
                            meetings.waiting.push((other.document, head.document));
                        };
                        if new {
                            all.meet(&head, met)
                        } else {
                            ours.meet(&head, met)
                        }
                        if new {
                            ours.keep(Arc::clone(&head));
                        }
                        all.keep(Arc::clone(&head));
                        if meetings.waiting.len() >= MEETINGS
                            && !self.compare(turn, &mut meetings, unlinked, lexicon)?
                        {
                            return Ok(false);
                        }
                    }
                }
            }
        }
        self.compare(turn, &mut meetings, unlinked, lexicon)
    }

    /// The records of some documents, without their claims.
    fn heads_of<'d>(&self, documents: impl Iterator<Item = &'d i64>) -> Result<Vec<Record>, Error> {
        self.read("read the records of", |connection| {
            let mut statement = connection.prepare_cached("SELECT head FROM link_record WHERE document = ?1")?;
            let mut heads = Vec::new();
            for document in documents {
                // It may have been forgotten by others meanwhile.
                let head: Option<Vec<u8>> = statement.query_row([document], |row| row.get(0)).optional()?;
                let Some(head) = head else { continue };
                heads.push(Record::of_head(*document as usize, &head).ok_or_else(|| damaged(*document))?);
            }
            Ok(heads)
        })
    }

    /// Compares the documents that wait for it and stores the pairs. False as in [`Turn::keep`].
    fn compare<D>(
        &mut self,
        turn: &Turn,
        meetings: &mut Meetings,
        unlinked: &HashMap<i64, D>,
        lexicon: &Lexicon,
    ) -> Result<bool, Error> {
        let waiting = std::mem::take(&mut meetings.waiting);
        if waiting.is_empty() {
            return Ok(true);
        }
        if meetings.held.len() > HELD {
            meetings.held.clear();
        }
        self.read("read the records of", |connection| {
            for document in waiting.iter().flat_map(|(one, other)| [one, other]) {
                if !meetings.held.contains_key(document)
                    && let Some(record) = record(connection, *document)?
                {
                    meetings.held.insert(*document, record);
                }
            }
            Ok(())
        })?;
        let held = &meetings.held;
        let compared = |waiting: &[(usize, usize)]| -> Pairs {
            let pairs = waiting.par_chunks(64).map(|waiting| {
                let mut found = Pairs::default();
                for (one, other) in waiting {
                    if let Some((one, other)) = held.get(one).zip(held.get(other)) {
                        found.compare(one, other, lexicon);
                    }
                }
                found
            });
            pairs.reduce(Pairs::default, Pairs::with)
        };
        let is_new = |document: &usize| unlinked.contains_key(&(*document as i64));
        let (new, mixed): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(one, other)| is_new(one) && is_new(other));
        let (new, mixed) = (compared(&new), compared(&mixed));
        // The claims of unlinked documents are stale already.
        let linked_before: BTreeSet<usize> = mixed.all().flat_map(|(a, b, ..)| [a, b]).collect();
        let mut found: Vec<Pair> = new.all().chain(mixed.all()).collect();
        found.sort_unstable_by_key(|(a, b, ..)| (*a, *b));
        self.write("store the pairs of", |connection| turn.keep(connection, found, linked_before))
    }
}

/// The documents whose pairs are to be found, with the days on which they were published.
fn unlinked(connection: &Connection) -> Result<HashMap<i64, Option<(i64, i64)>>, Cause> {
    let mut statement = connection
        .prepare("SELECT document, first_day, last_day FROM unlinked_document JOIN link_record USING (document)")?;
    let rows = statement.query_map([], |row| {
        let days: (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, days.0.zip(days.1)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Documents that are to be compared, and the records at hand.
#[derive(Default)]
struct Meetings {
    waiting: Vec<(usize, usize)>,
    held: HashMap<usize, Arc<Record>>,
}

/// Days, with those within reach of them.
struct Spans {
    /// Apart, in order; none for all days, where a document may be of any.
    spans: Option<Vec<(i64, i64)>>,
}

impl Spans {
    fn around<'d>(days: impl Iterator<Item = &'d Option<(i64, i64)>>) -> Self {
        let spans: Option<Vec<(i64, i64)>> =
            days.map(|days| days.map(|(first, last)| (first - WINDOW, last + WINDOW))).collect();
        let spans = spans.map(|mut spans| {
            spans.sort_unstable();
            spans.dedup_by(|next, kept| {
                let joins = next.0 <= kept.1 + 1;
                if joins {
                    kept.1 = kept.1.max(next.1);
                }
                joins
            });
            spans
        });
        Self { spans }
    }

    /// The first and the last of all.
    fn whole(&self) -> (i64, i64) {
        let spans = self.spans.as_deref().unwrap_or_default();
        spans.first().zip(spans.last()).map_or((i64::MIN / 2, i64::MAX / 2), |(first, last)| (first.0, last.1))
    }

    /// May a document of these days meet one of ours?
    fn hold(&self, days: Option<(i64, i64)>) -> bool {
        let (Some((first, last)), Some(spans)) = (days, &self.spans) else { return true };
        let before = spans.partition_point(|span| span.1 < first);
        spans.get(before).is_some_and(|span| span.0 <= last)
    }
}

/// The documents among a few that one may be compared with; each two of the few once.
fn met<'h>(head: &'h Record, few: &'h [Record]) -> impl Iterator<Item = (usize, usize)> + 'h {
    let ours = few.iter().any(|one| one.document == head.document);
    few.iter()
        .filter(move |one| !ours || one.document < head.document)
        .filter(|one| Meeting::of(one, head).is_some())
        .map(|one| (one.document, head.document))
}

/// Where a page ends: a day, and a document of that day.
type Place = (i64, i64);

/// A record as it is stored; none where it is out of reach.
type Stored = (Place, Option<Vec<u8>>);

/// Records in order of date, in three parts.
#[derive(Debug, Clone, Copy)]
enum Stretch {
    /// Those without a date.
    Undated,
    /// Those before all others whose date leaves open a month or a year that reaches them.
    Long,
    /// The rest.
    Days,
}

impl Stretch {
    /// The next records.
    fn page(self, connection: &Connection, spans: &Spans, after: Place) -> Result<Vec<Stored>, Cause> {
        let (first, last) = spans.whole();
        let (condition, from, to) = match self {
            Stretch::Undated => ("first_day IS NULL AND ?1 < ?2 AND document > ?4", i64::MIN, i64::MAX),
            Stretch::Long => (
                "first_day >= ?1 AND first_day <= ?2 AND last_day > first_day AND (first_day, document) > (?3, ?4)",
                first.saturating_sub(LEAP_YEAR),
                first.saturating_sub(1),
            ),
            Stretch::Days => ("first_day >= ?1 AND first_day <= ?2 AND (first_day, document) > (?3, ?4)", first, last),
        };
        let sql = format!(
            "SELECT document, first_day, last_day, head FROM link_record WHERE {condition}
             ORDER BY first_day, document LIMIT ?5"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![from, to, after.0.max(from.saturating_sub(1)), after.1, PAGE])?;
        let mut page = Vec::new();
        while let Some(row) = rows.next()? {
            let days: (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
            let head = if spans.hold(days.0.zip(days.1)) { Some(row.get(3)?) } else { None };
            page.push(((days.0.unwrap_or(i64::MIN), row.get(0)?), head));
        }
        Ok(page)
    }
}

/// The record of a document, where it counts.
pub(super) fn record(connection: &Connection, document: usize) -> Result<Option<Arc<Record>>, Cause> {
    let mut statement = connection.prepare_cached(
        "SELECT head, claims FROM link_record JOIN link_profile USING (document) WHERE document = ?1",
    )?;
    let row =
        statement.query_row([document], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
    let Some((head, claims)) = row else { return Ok(None) };
    let mut record = Record::of_head(document, &head).ok_or_else(|| damaged(document as i64))?;
    record.read_profiles(&claims).ok_or_else(|| damaged(document as i64))?;
    Ok(Some(Arc::new(record)))
}

fn damaged(document: i64) -> Error {
    Error::new("read", format!("the link record of document {document}"), "it cannot be read")
        .hint("delete the rows of link_record and put all documents into unlinked_document")
}

/// Throws out what another version of the program has made, so that all of it is made again.
fn made_by_us(connection: &Connection, newest: i64) -> Result<(), Cause> {
    let version: Option<u32> = connection.query_row("SELECT max(version) FROM link_version", [], |row| row.get(0))?;
    if version != Some(RECORD_VERSION) {
        connection.execute_batch(
            "DELETE FROM link_record; DELETE FROM claim_pair; DELETE FROM link_version;
             DELETE FROM discrepancy WHERE fact IS NULL AND article IS NULL;
             DELETE FROM discrepancy_pair WHERE fact IS NULL",
        )?;
        connection.execute("INSERT INTO link_version (version) VALUES (?1)", [RECORD_VERSION])?;
        connection.execute(
            "INSERT OR IGNORE INTO unlinked_document (document, extraction) SELECT DISTINCT document, ?1 FROM extraction",
            [newest],
        )?;
    }
    Ok(())
}

/// Makes the records of unlinked documents that count and have none.
fn missing_records(connection: &Connection, desk: &Desk, lexicon: &Lexicon) -> Result<(), Cause> {
    let mut statement = connection.prepare_cached(
        "SELECT u.document, (SELECT max(extraction_id) FROM extraction WHERE document = u.document)
         FROM unlinked_document u JOIN document d ON d.document_key = u.document
         WHERE NOT EXISTS (SELECT 1 FROM document later WHERE later.article = d.article AND later.revision > d.revision)
         AND NOT EXISTS (SELECT 1 FROM link_record WHERE document = u.document)",
    )?;
    let missing: Vec<(i64, Option<i64>)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (document, extraction) in missing {
        let mut claims = claims(connection, &format!("extraction = ?1 AND {READ_RIGHT}"), [extraction])?;
        desk.rename(&mut claims);
        let mut keys = Vec::with_capacity(claims.len());
        for claim in &claims {
            keys.push(super::review::claim_key(connection, &claim.claim_id)? as usize);
        }
        let numbered: Vec<_> = claims.iter().enumerate().collect();
        if let Some(record) = Record::of(&numbered, lexicon) {
            keep_record(connection, document, &record, &|at| keys.get(at).copied().unwrap_or(0))?;
        }
    }
    Ok(())
}
