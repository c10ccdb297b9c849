//! Changes beside their levels: who stands where in "rose 12 percent to 56 from 40".

use super::Finding;
use super::change::{amount_beside_levels, amount_beside_percent, direction, percent_beside_levels};
use super::sentence::{Said, Sentence};
use crate::claim::Role;
use crate::lexicon::Classes;
use crate::text::TokenKind;

/// Two levels of one thing, the earlier and the later.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels<'c> {
    pub old: Said<'c>,
    pub new: Said<'c>,
}

/// Every change that does not fit its levels.
pub(super) fn changes<'c>(sentence: &Sentence<'_, 'c>, found: &mut Vec<Finding<'c>>) {
    for at in 0..sentence.said.len() {
        if let Some((levels, begins)) = levels(sentence, at) {
            let ahead = at.checked_sub(1).and_then(|at| sentence.said(at)).filter(|c| leads(sentence, *c, begins));
            let behind = sentence.said(at + 2).filter(|c| follows(sentence, at + 1, *c));
            for change in ahead.into_iter().chain(behind) {
                found.extend(percent_beside_levels(sentence, levels, change));
                found.extend(amount_beside_levels(levels, change));
            }
            let verb = ahead.map_or(begins, |change| change.first);
            found.extend(verb_before(sentence, verb).and_then(|up| direction(sentence, levels, up)));
        }
        if let Some((levels, up)) = up_from(sentence, at) {
            found.extend(direction(sentence, levels, up));
            if let Some(change) = sentence.said(at + 2).filter(|change| follows(sentence, at + 1, *change)) {
                found.extend(percent_beside_levels(sentence, levels, change));
                found.extend(amount_beside_levels(levels, change));
            }
        }
        if let Some((levels, change)) = between(sentence, at) {
            found.extend(percent_beside_levels(sentence, levels, change));
            found.extend(amount_beside_levels(levels, change));
        }
        if let Some((amount, percent, new, up)) = both(sentence, at) {
            found.extend(amount_beside_percent(sentence, amount, percent, new, up));
        }
    }
}

/// "from 40 to 56" and "to 56 from 40", with the token that begins it.
fn levels<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<(Levels<'c>, usize)> {
    let (a, b) = sentence.two(at)?;
    if !levels_of_one(a, b) {
        return None;
    }
    let bare = |end: usize, word: usize| word >= end && word - end <= 5 && !stops(sentence, end, word);
    if let (Some(from), Some(to)) = (from_before(sentence, a), to_before(sentence, b)) {
        return bare(a.noun_end, to).then_some((Levels { old: a, new: b }, from));
    }
    let (to, from) = (to_before(sentence, a)?, from_before(sentence, b)?);
    bare(a.noun_end, from).then_some((Levels { old: b, new: a }, to))
}

/// "56, up from 40", and whether it rose.
fn up_from<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<(Levels<'c>, bool)> {
    let (new, old) = sentence.two(at)?;
    let word = from_before(sentence, old)?.checked_sub(1).filter(|word| *word >= new.noun_end)?;
    let up = match sentence.word(word) {
        "up" => true,
        "down" => false,
        _ => return None,
    };
    let near = word - new.noun_end <= 6 && !stops(sentence, new.noun_end, word);
    let apart = word == new.noun_end || sentence.opens(word - 1);
    // "up from 2 to 3" has its own new level.
    let range = sentence.word(old.noun_end) == "to" || from_before(sentence, new).is_some();
    (near && apart && !range && levels_of_one(old, new)).then_some((Levels { old, new }, up))
}

/// "56, up 12 percent from 40", "56, a rise of 12 percent from 40".
fn between<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<(Levels<'c>, Said<'c>)> {
    let (new, change) = sentence.two(at)?;
    let old = sentence.said(at + 2)?;
    let from = from_before(sentence, old)?;
    let noun = from.checked_sub(1).filter(|at| sentence.view.class(*at).any(Classes::TREND_NOUN));
    let joined = from == change.end || noun == Some(change.end);
    let told = trend_in(sentence, new.noun_end, change.first).or_else(|| trend_in(sentence, change.end, from));
    (joined && told.is_some() && apposed(sentence, new, change) && levels_of_one(old, new))
        .then_some((Levels { old, new }, change))
}

/// "rose $3, or 20 percent, to $25", "rose $3 to $25, a gain of 20 percent": amount, percentage, level, and whether it
/// rose.
fn both<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<(Said<'c>, Said<'c>, Said<'c>, bool)> {
    let (first, second) = sentence.two(at)?;
    let third = sentence.said(at + 2)?;
    let up = verb_before(sentence, first.first)?;
    if from_before(sentence, first).is_some() || to_before(sentence, first).is_some() {
        return None;
    }
    let close = |from: usize, to: usize| to >= from && to - from <= 4 && !stops(sentence, from, to);
    if let Some(to) = to_before(sentence, third).filter(|to| close(second.end, *to)) {
        let joints: [&[&str]; 4] = [&[",", "or"], &["or"], &["("], &[","]];
        let joined = joints.iter().any(|words| sentence.reads(first.end, second.first, words));
        let (amount, percent) = if first.claim.unit == "percent" { (second, first) } else { (first, second) };
        return (joined && to >= second.end).then_some((amount, percent, third, up));
    }
    let to = to_before(sentence, second)?;
    (close(first.end, to) && follows(sentence, at + 1, third)).then_some((first, third, second, up))
}

/// Can both be levels of one thing?
fn levels_of_one(a: Said<'_>, b: Said<'_>) -> bool {
    let (a, b) = (a.claim, b.claim);
    super::sentence::alike(a, b) && a.role != Role::Change && b.role != Role::Change && a.unit != "percentage_point"
}

/// The token "to" before a level: "to 56", "to close at 56", "to a record 56".
fn to_before(sentence: &Sentence<'_, '_>, level: Said<'_>) -> Option<usize> {
    const BETWEEN: [&str; 16] = [
        "at",
        "close",
        "finish",
        "end",
        "settle",
        "trade",
        "stand",
        "reach",
        "yesterday",
        "a",
        "an",
        "the",
        "record",
        "high",
        "low",
        "of",
    ];
    let at = (level.first.saturating_sub(5)..level.first).rev().find(|at| {
        let weekday = sentence.view.class(*at).any(Classes::WEEKDAY);
        !BETWEEN.contains(&sentence.word(*at)) && !weekday
    })?;
    (sentence.word(at) == "to").then_some(at)
}

/// The token "from" before a level: "from 40", "from the previous 40".
fn from_before(sentence: &Sentence<'_, '_>, level: Said<'_>) -> Option<usize> {
    const BETWEEN: [&str; 8] = ["the", "a", "its", "their", "previous", "earlier", "record", "revised"];
    let at = (level.first.saturating_sub(4)..level.first).rev().find(|at| !BETWEEN.contains(&sentence.word(*at)))?;
    (sentence.word(at) == "from").then_some(at)
}

/// Words after which something else is spoken of.
fn stops(sentence: &Sentence<'_, '_>, from: usize, to: usize) -> bool {
    sentence.breaks(from, to)
        || (from..to).any(|at| {
            let class = sentence.view.class(at);
            let base = matches!(
                sentence.word(at),
                "from" | "since" | "than" | "compared" | "against" | "versus" | "over" | "after" | "before"
            );
            base || class.any(Classes::AUXILIARY.or(Classes::PRONOUN))
        })
}

/// Is it a change told right before the levels: "rose 12 percent last year to 56 from 40"?
fn leads(sentence: &Sentence<'_, '_>, change: Said<'_>, levels: usize) -> bool {
    let told = verb_before(sentence, change.first).or_else(|| trend_in(sentence, change.end, change.end + 2));
    let verb = |at: usize| {
        let class = sentence.view.class(at);
        class.any(Classes::TREND_VERB.or(Classes::PAST)) && !class.any(Classes::TREND_NOUN)
    };
    levels >= change.end
        && levels - change.end <= 8
        && !stops(sentence, change.end, levels)
        && !(change.end..levels).any(verb)
        && told.is_some()
}

/// Is it a change told right behind a level: "…, a gain of 12 percent", "… (12 percent)", "…, or 12 percent"?
fn follows(sentence: &Sentence<'_, '_>, level: usize, change: Said<'_>) -> bool {
    let Some(level) = sentence.said(level) else { return false };
    let behind = sentence.word(change.end);
    let noun = sentence.view.class(change.end).any(Classes::TREND_NOUN);
    let after = if noun { sentence.word(change.end + 1) } else { behind };
    // "a rise of 12 percent from last year" has a base of its own.
    let other = ["of", "from", "more", "less", "higher", "lower", "above", "below", "than", "on", "over", "since"];
    let told = noun || trend_in(sentence, level.noun_end, change.first).is_some() || {
        let last = change.first.saturating_sub(1);
        sentence.word(last) == "or" || sentence.word(last) == "(" && behind == ")"
    };
    told && !other.contains(&after) && apposed(sentence, level, change)
}

/// Does only an apposition lead from the level to the change: ", up", ", a gain of", ", or", "("? A time or place may
/// stand right behind the level.
fn apposed(sentence: &Sentence<'_, '_>, level: Said<'_>, change: Said<'_>) -> bool {
    const WORDS: [&str; 9] = ["or", "a", "an", "by", "of", "the", "representing", "up", "down"];
    let Some(opener) = (level.noun_end..change.first).rev().find(|at| sentence.opens(*at)) else { return false };
    let inside = (opener + 1..change.first).all(|at| {
        WORDS.contains(&sentence.word(at)) || sentence.view.class(at).any(Classes::TREND_NOUN.or(Classes::ADJECTIVE))
    });
    inside && opener - level.noun_end <= 6 && !stops(sentence, level.noun_end, opener)
}

/// Does a verb or word of change stand right before a token, and which way does it go? "rose by", "was up".
fn verb_before(sentence: &Sentence<'_, '_>, at: usize) -> Option<bool> {
    let from = sentence.said.iter().map(|said| said.end).filter(|end| *end <= at).max().unwrap_or(0);
    (from.max(at.saturating_sub(4))..at)
        .rev()
        .take_while(|at| sentence.view.is(*at, TokenKind::Word))
        .find_map(|at| trend(sentence, at))
}

fn trend_in(sentence: &Sentence<'_, '_>, from: usize, to: usize) -> Option<bool> {
    (from..to).find_map(|at| trend(sentence, at))
}

/// Up or down; nothing for a word that is used both ways.
fn trend(sentence: &Sentence<'_, '_>, at: usize) -> Option<bool> {
    let class = sentence.view.class(at);
    match (class.any(Classes::UP), class.any(Classes::DOWN)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => sentence.view.phrase(&sentence.view.lexicon.trend_words, at).map(|((up, _), _)| up),
    }
}
