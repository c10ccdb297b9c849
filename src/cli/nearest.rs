//! What a mistyped name may have meant.

/// So many names are suggested.
const SUGGESTED: usize = 3;

/// The names that come nearest to a mistyped one: few letters apart, or with most of its words.
pub(super) fn nearest(given: &str, names: Vec<String>) -> Vec<String> {
    let lower = given.to_lowercase();
    let letters = lower.chars().count();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let mut ranked: Vec<(usize, String)> = names
        .into_iter()
        .filter_map(|name| {
            let other = name.to_lowercase();
            let shared = words.iter().filter(|word| other.split_whitespace().any(|have| have == **word)).count();
            // Far apart in length is far apart; two letters that changed places are one slip.
            let close = name.chars().count().abs_diff(letters) <= 3 && letters < 200;
            let apart = if close { strsim::osa_distance(&lower, &other) } else { usize::MAX };
            let near = apart <= 1 + letters / 5;
            (near || shared * 2 > words.len()).then(|| (if near { apart } else { 1000 - shared }, name))
        })
        .collect();
    ranked.sort();
    ranked.truncate(SUGGESTED);
    ranked.into_iter().map(|(_, name)| name).collect()
}
