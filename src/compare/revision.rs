//! Two versions of one document: which numbers were changed.

use super::relation::Comparison;
use super::rows::{discrepancy, voices_of_two};
use super::statement::Key;
use super::wording::said;
use super::{Discrepancy, Relation};
use crate::claim::Claim;
use crate::lexicon::Lexicon;
use std::collections::{BTreeSet, HashMap, HashSet};

/// From this share of common words on, two sentences that measure the same thing are one sentence, edited.
const SAME_MEASURE: f64 = 0.3;
/// The same where only the concept agrees.
const SAME_CONCEPT: f64 = 0.6;
/// The same where the wording alone speaks for it.
const SAME_WORDS: f64 = 0.8;

/// The changed numbers between two versions of one document, in order of their place in the newer one. A number that
/// stands unchanged in both, or in one only, makes no row.
pub fn revisions(older: &[Claim], newer: &[Claim], lexicon: &Lexicon) -> Vec<Discrepancy> {
    let (gone, come) = changed(older, newer, lexicon);
    let gone_words: Vec<_> = gone.iter().map(|claim| words(claim)).collect();
    let mut by_kind: HashMap<(String, &'static str), Vec<usize>> = HashMap::new();
    for (index, claim) in gone.iter().enumerate() {
        by_kind.entry(kind(claim)).or_default().push(index);
    }
    let mut candidates = Vec::new();
    for (j, new) in come.iter().enumerate() {
        let new_words = words(new);
        for &i in by_kind.get(&kind(new)).map(Vec::as_slice).unwrap_or_default() {
            if let Some((old, old_words)) = gone.get(i).zip(gone_words.get(i)) {
                candidates.extend(likeness(old, old_words, new, &new_words).map(|score| (score, i, j)));
            }
        }
    }
    // The best first; among equals the ones that stand in the same order in both versions.
    candidates.sort_by(|x, y| {
        y.0.total_cmp(&x.0).then_with(|| (x.1.abs_diff(x.2), x.1, x.2).cmp(&(y.1.abs_diff(y.2), y.1, y.2)))
    });
    let (mut used_old, mut used_new) = (HashSet::new(), HashSet::new());
    let mut matches = Vec::new();
    for (score, i, j) in candidates {
        if !used_old.contains(&i) && !used_new.contains(&j) {
            used_old.insert(i);
            used_new.insert(j);
            matches.push((j, i, score));
        }
    }
    matches.sort_by_key(|(j, i, _)| (*j, *i));
    matches
        .into_iter()
        .filter_map(|(j, i, score)| gone.get(i).zip(come.get(j)).map(|(old, new)| revision(old, new, score, lexicon)))
        .collect()
}

fn revision(old: &Claim, new: &Claim, score: f64, lexicon: &Lexicon) -> Discrepancy {
    let phrase = |claim: &Claim| said(claim, &super::figure::canonical(claim, lexicon).1);
    let explanation =
        format!("the earlier version of the document says {}, the later one {}", phrase(old), phrase(new));
    let confidence = (score.min(1.0) * 100.0).round() / 100.0;
    let voices = voices_of_two(old, new, lexicon);
    discrepancy(old, new, Comparison::plain(Relation::Revision, explanation), voices, confidence, lexicon)
}

/// Only figures of one kind can be one figure, changed.
fn kind(claim: &Claim) -> (String, &'static str) {
    (claim.dimension.clone(), claim.role.as_str())
}

/// What is left of both versions, in text order, when each number that stands in both is taken out once: first where
/// the whole sentence stands, then where the number is said of the same measure.
fn changed<'c>(older: &'c [Claim], newer: &'c [Claim], lexicon: &Lexicon) -> (Vec<&'c Claim>, Vec<&'c Claim>) {
    let mut gone: Vec<&Claim> = older.iter().collect();
    let mut come: Vec<&Claim> = newer.iter().collect();
    for claims in [&mut gone, &mut come] {
        claims.sort_by_key(|claim| (claim.part, claim.value_start, claim.value_end, claim.claim_id.as_str()));
    }
    let context: [fn(&Claim) -> &str; 2] = [|claim| &*claim.sentence, |claim| &claim.measure];
    for context in context {
        let mut waiting: HashMap<(Key, &str), Vec<usize>> = HashMap::new();
        for (index, claim) in come.iter().enumerate().rev() {
            waiting.entry((Key::of(claim, lexicon), context(claim))).or_default().push(index);
        }
        let mut kept = HashSet::new();
        gone.retain(|claim| {
            let found = waiting.get_mut(&(Key::of(claim, lexicon), context(claim))).and_then(Vec::pop);
            kept.extend(found);
            found.is_none()
        });
        let mut index = 0;
        come.retain(|_| {
            index += 1;
            !kept.contains(&(index - 1))
        });
    }
    (gone, come)
}

/// How alike two statements are apart from their figures, where that is enough to be the same statement.
fn likeness(old: &Claim, old_words: &BTreeSet<String>, new: &Claim, new_words: &BTreeSet<String>) -> Option<f64> {
    let common = old_words.intersection(new_words).count();
    let all = old_words.len() + new_words.len() - common;
    let alike = if all == 0 { 0.0 } else { common as f64 / all as f64 };
    let same_measure = old.measure == new.measure;
    let least = match (same_measure, old.concept == new.concept) {
        (true, _) => SAME_MEASURE,
        (false, true) => SAME_CONCEPT,
        (false, false) => SAME_WORDS,
    };
    // The measure is worth more than any wording: a sentence with two figures has the same words for both.
    let bonus = if same_measure { 0.5 } else { 0.0 };
    (alike >= least).then_some(0.5 * alike + bonus)
}

/// The words of the sentence without its numbers.
fn words(claim: &Claim) -> BTreeSet<String> {
    claim
        .sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.chars().any(|c| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .collect()
}
