//! What a mistyped name may have meant.

use super::session::{Session, Stop};
use crate::Error;
use crate::ledger::Ledger;
use crate::report::Cell;

/// So many names are suggested.
const SUGGESTED: usize = 3;

/// The names that come nearest to a mistyped one: few letters apart, or with most of its words.
pub(super) fn nearest(given: &str, names: Vec<String>) -> Vec<String> {
    let bare = |name: &str| {
        let lower = name.to_lowercase();
        lower.strip_prefix("the ").map(str::to_owned).unwrap_or(lower)
    };
    let lower = bare(given);
    let letters = lower.chars().count();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let mut ranked: Vec<(usize, String)> = names
        .into_iter()
        .filter_map(|name| {
            let other = bare(&name);
            let shared = words.iter().filter(|word| other.split_whitespace().any(|have| have == **word)).count();
            // Far apart in length is far apart; two letters that changed places are one slip.
            let close = other.chars().count().abs_diff(letters) <= 3 && letters < 200;
            let apart = if close { strsim::osa_distance(&lower, &other) } else { usize::MAX };
            let near = apart <= 1 + letters / 5;
            (near || shared * 2 > words.len()).then(|| (if near { apart } else { 1000 - shared }, name))
        })
        .collect();
    ranked.sort();
    // One name may come as a measure, as a concept and as a word of another.
    ranked.dedup();
    ranked.truncate(SUGGESTED);
    ranked.into_iter().map(|(_, name)| name).collect()
}

/// Says of outlets that the ledger does not have, and of words that no measure holds, what may have been meant. Nothing
/// found is an answer too, and so no error.
pub(super) fn say_unknown(
    session: &Session,
    ledger: &Ledger,
    sources: &[String],
    measure: Option<&str>,
) -> Result<(), Stop> {
    if session.global.quiet || sources.is_empty() && measure.is_none() {
        return Ok(());
    }
    let names = |sql: &str| -> Result<Vec<String>, Stop> {
        let rows = ledger.query(sql, &[])?.rows;
        Ok(rows.iter().filter_map(|row| row.first().and_then(Cell::text).map(str::to_owned)).collect())
    };
    let say = |what: &str, given: &str, near: Vec<String>, list: &str| {
        let error = Error::new(format!("find the {what}"), given, "the ledger has none of that name");
        session.warning(&error.hint(if near.is_empty() {
            format!("{list} lists them")
        } else {
            format!("did you mean {}?", near.join(" or "))
        }));
    };
    if !sources.is_empty() {
        let known = names("SELECT source FROM sources")?;
        for source in sources.iter().filter(|given| !known.iter().any(|name| name.eq_ignore_ascii_case(given))) {
            say("outlet", source, nearest(source, known.clone()), "`factledger stats`");
        }
    }
    let Some(words) = measure else { return Ok(()) };
    let mut known = names("SELECT DISTINCT measure FROM claims")?;
    let folded = words.to_lowercase();
    if known.iter().any(|name| name.to_lowercase().contains(&folded)) {
        return Ok(());
    }
    known.extend(names("SELECT DISTINCT concept FROM claims UNION SELECT DISTINCT subject FROM claims")?);
    let words_of = |name: &String| name.split([' ', '_', '(', ')']).map(str::to_owned).collect::<Vec<_>>();
    known.extend(known.iter().flat_map(words_of).collect::<std::collections::BTreeSet<_>>());
    if !known.iter().any(|name| name.to_lowercase().contains(&folded)) {
        say("measure", words, nearest(words, known), "`factledger facts`");
    }
    Ok(())
}
