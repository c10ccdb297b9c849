//! The least that could be done: the narrow records sorted.

use crate::storing::usage::{Spent, spent};
use rusqlite::Connection;
use std::path::Path;

/// Every claim's narrow record, sorted by the key of its measure.
pub fn sort(ledger: &Path) -> Spent {
    let connection = Connection::open(ledger).expect("the ledger");
    let mut statement = connection
        .prepare("SELECT r.measure, length(p.claims) FROM reading r JOIN claim c ON c.claim_key = r.claim JOIN link_profile p USING (document)")
        .expect("the records");
    let rows = statement.query_map([], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, usize>(1)?))).expect("read");
    let mut records: Vec<(u64, Vec<u8>)> = rows
        .map(|row| row.expect("a row"))
        .map(|(measure, length)| (measure.wrapping_mul(0x9E37_79B9_7F4A_7C15), vec![0; length / 20]))
        .collect();
    spent(|| records.sort_by_key(|record| record.0))
}
