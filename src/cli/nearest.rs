//! What a mistyped name may have meant.

/// So many names are suggested.
const SUGGESTED: usize = 3;

/// The names that come nearest to a mistyped one: few letters apart, or with most of its words.
pub(super) fn nearest(given: &str, names: Vec<String>) -> Vec<String> {
    let lower = given.to_lowercase();
    let letters: Vec<char> = lower.chars().take(200).collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let mut ranked: Vec<(usize, String)> = names
        .into_iter()
        .filter_map(|name| {
            let other = name.to_lowercase();
            let shared = words.iter().filter(|word| other.split_whitespace().any(|have| have == **word)).count();
            // Far apart in length is far apart.
            let close = name.chars().count().abs_diff(letters.len()) <= 3;
            let apart = if close { distance(&letters, &other) } else { usize::MAX };
            let near = apart <= 1 + letters.len() / 5;
            (near || shared * 2 > words.len()).then(|| (if near { apart } else { 1000 - shared }, name))
        })
        .collect();
    ranked.sort();
    ranked.truncate(SUGGESTED);
    ranked.into_iter().map(|(_, name)| name).collect()
}

/// Letters to be changed, added or left out (Levenshtein).
fn distance(given: &[char], name: &str) -> usize {
    let mut row: Vec<usize> = (0..=given.len()).collect();
    for (line, letter) in name.chars().enumerate() {
        let mut before = line;
        let mut left = line + 1;
        for (cell, own) in row.iter_mut().skip(1).zip(given) {
            let changed = before + usize::from(letter != *own);
            before = *cell;
            *cell = changed.min(*cell + 1).min(left + 1);
            left = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}
