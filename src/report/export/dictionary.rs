//! What every view and column means, read from the page that says it to people: `docs/schema.md`.

use std::collections::BTreeMap;

const PAGE: &str = include_str!("../../../docs/schema.md");

/// Views with the columns of another.
const SAME: [(&str, &str); 3] =
    [("all_claims", "claims"), ("discrepancy_pairs", "discrepancies"), ("review_queue", "discrepancies")];

/// A view and its columns, each in words.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// What its rows are.
    pub about: String,
    /// What each column means.
    pub columns: BTreeMap<String, String>,
}

/// The views of the page, by name.
pub fn dictionary() -> BTreeMap<String, Entry> {
    let mut views: BTreeMap<String, Entry> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    for line in PAGE.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            names = heading.split([',', ' ']).filter(|name| !name.is_empty()).map(plain).collect();
            continue;
        }
        for name in &names {
            let entry = views.entry(name.clone()).or_default();
            if line.starts_with('|') {
                let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
                let [columns, meaning, ..] = cells.as_slice() else { continue };
                for column in columns.split('`').skip(1).step_by(2) {
                    entry.columns.insert(column.to_owned(), plain(meaning));
                }
            } else if entry.columns.is_empty() && !line.is_empty() {
                let blank = if entry.about.is_empty() { "" } else { " " };
                entry.about.push_str(&format!("{blank}{}", plain(line)));
            }
        }
    }
    for (view, other) in SAME {
        let columns = views.get(other).map(|entry| entry.columns.clone()).unwrap_or_default();
        if let Some(entry) = views.get_mut(view) {
            columns.into_iter().for_each(|(name, meaning)| {
                entry.columns.entry(name).or_insert(meaning);
            });
        }
    }
    views
}

/// Without the signs of code.
fn plain(text: &str) -> String {
    text.replace('`', "")
}
