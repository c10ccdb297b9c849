//! The slots of a claim, with what each holds and from which words it was read.

use super::reading::Words;
use super::row::Row;
use crate::report::groups;

/// One slot of one claim.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    /// What it says, in the words of the glossary.
    pub name: &'static str,
    /// What it holds.
    pub value: String,
    /// The words that it was read from.
    pub words: Vec<String>,
    /// The entry of the vocabulary that read them.
    pub entry: String,
}

/// What the words of the number permit.
const PERMITS: &str = "permits";

/// The slots that people look at, with their columns.
const SLOTS: [(&str, &str); 15] = [
    ("measured", "measured"),
    ("concept", "concept"),
    ("restrictors", "restrictors"),
    ("subject", "subject"),
    ("unit", "unit"),
    ("rate", "rate"),
    ("role", "role"),
    ("trend", "trend"),
    ("hedge", "approximation"),
    ("period", "period_text"),
    ("as of", "as_of_text"),
    ("speaker", "speaker"),
    ("origin", "origin"),
    ("status", "status"),
    ("confidence", "confidence"),
];

/// The names of all slots, in their order.
pub(super) fn slot_names() -> impl Iterator<Item = &'static str> {
    std::iter::once(PERMITS).chain(SLOTS.iter().map(|(name, _)| *name))
}

/// The slots of a row of `all_claims`, those without a value left out.
pub(super) fn slots(claim: Row<'_>, words: &[Words]) -> Vec<Slot> {
    let mut slots = vec![Slot { name: PERMITS, value: permits(claim), ..Slot::default() }];
    for (name, column) in SLOTS {
        let value = match column {
            "restrictors" => restrictors(&claim.plain(column)),
            "period_text" => interval(claim, "period", ""),
            "as_of_text" => interval(claim, "as_of", &claim.get("as_of_basis")),
            _ => claim.get(column),
        };
        let of = |words: &&Words| is_of(words.slot, column);
        let read: Vec<&Words> = words.iter().filter(of).collect();
        if value.is_empty() {
            continue;
        }
        let entry = read.iter().map(|words| words.entry.as_str()).find(|entry| !entry.is_empty());
        slots.push(Slot {
            name,
            value,
            words: read.iter().map(|words| words.text.clone()).collect(),
            entry: entry.unwrap_or_default().to_owned(),
        });
    }
    slots
}

/// Does the extractor mean this column by the slot? It says `period` and `as_of` for their words.
fn is_of(slot: &str, column: &str) -> bool {
    slot == column || column.strip_suffix("_text") == Some(slot)
}

/// What the words of a claim permit, as an interval.
pub(super) fn permits(claim: Row<'_>) -> String {
    let end = |name: &str| Some(groups(&claim.get(name))).filter(|end| !end.is_empty());
    match (end("low"), end("high")) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("{high} or less"),
        (None, None) => String::new(),
    }
}

fn restrictors(json: &str) -> String {
    let list: Vec<crate::claim::Restrictor> = serde_json::from_str(json).unwrap_or_default();
    let each: Vec<String> = list
        .iter()
        .map(|restrictor| format!("{} ({})", crate::report::visible(&restrictor.text), restrictor.kind))
        .collect();
    each.join(", ")
}

/// A stretch of days with the basis on which it is known.
fn interval(claim: Row<'_>, name: &str, basis: &str) -> String {
    let (start, end) = (claim.get(&format!("{name}_start")), claim.get(&format!("{name}_end")));
    let days = match (start.as_str(), end.as_str()) {
        ("", "") => return String::new(),
        (start, end) if start == end => start.to_owned(),
        ("", end) => format!("until {end}"),
        (start, "") => format!("from {start}"),
        (start, end) => format!("{start} to {end}"),
    };
    if basis.is_empty() { days } else { format!("{days} ({basis})") }
}
