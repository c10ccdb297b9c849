//! Two numbers that are set against each other and count nothing alone: scores, odds, ratios, votes of a small panel.

use super::View;
use super::calendar::small;
use super::refusal::{SCORE, counted_after, currency_before, hinted, unit_or_scale};
use crate::lexicon::{Classes, NumeralKind};
use crate::text::TokenKind;

/// How far before a pair the word may stand that makes it a score.
const REACH: usize = 8;

/// The token after a score or odds that begin with digits at `at`.
pub fn score(view: &View, at: usize) -> Option<usize> {
    dashed(view, at)
        .or_else(|| attempts(view, at))
        .or_else(|| slashed(view, at))
        .or_else(|| ratio(view, at))
        .or_else(|| spoken(view, at))
}

fn whole(view: &View, at: usize) -> Option<u32> {
    let plain = view.is(at, TokenKind::Number) && view.raw(at).len() <= 4;
    plain.then(|| view.raw(at).parse().ok()).flatten()
}

/// Does a word shortly before say that this is a game or a vote?
fn cued(view: &View, at: usize) -> bool {
    (at.saturating_sub(REACH)..at).any(|word| hinted(view, word, SCORE))
}

/// "3-1", "2–0 win", "10-3-1", "beat them 104-99": numbers with nothing counted after them.
fn dashed(view: &View, at: usize) -> Option<usize> {
    let tight = |at: usize| view.dash(at) && view.glued(at) && view.glued(at + 1);
    if !tight(at + 1) {
        return None;
    }
    let (first, second) = (whole(view, at)?, whole(view, at + 2)?);
    let low = small(view, at, 0, 99) && small(view, at + 2, 0, 99);
    let vote = (at.saturating_sub(REACH)..at).any(|word| view.word(word).starts_with("vot"));
    let high = first < 300 && second < 300 && cued(view, at) && !vote;
    if !low && !high || currency_before(view, at) {
        return None;
    }
    let mut end = at + 3;
    // "1-1/2 cups" is a number and its fraction.
    if view.raw(end) == "/" && view.glued(end) && view.is(end + 1, TokenKind::Number) {
        return None;
    }
    while tight(end) && small(view, end + 1, 0, 99) {
        end += 2;
    }
    let next = end + usize::from(view.hyphen(end));
    // "a 5-4 ruling", "a 3-1 final", "2-0 up": what follows is no plural.
    let counted = unit_or_scale(view, next) || counted_after(view, next) && end == at + 3;
    // "aged 5-11", "some 20-30 were hurt", "killing 10-15": the lower number first and words that lead to a count.
    let led = at.checked_sub(1).is_some_and(|before| {
        matches!(view.word(before), "aged" | "age" | "ages" | "between")
            || matches!(
                view.word(before),
                "of" | "take" | "takes" | "took" | "last" | "lasts" | "lasted" | "need" | "needs"
            ) && !cued(view, at)
            || view.is_predicate(before) && !cued(view, at)
            || view.phrase_before(&view.lexicon.hedges_before, at).is_some()
    });
    (!counted && !(led && first < second && end == at + 3)).then_some(end)
}

/// "21-for-34", "4-of-9": attempts that went in.
fn attempts(view: &View, at: usize) -> Option<usize> {
    let joined = view.hyphen(at + 1) && view.hyphen(at + 3) && matches!(view.word(at + 2), "for" | "of");
    (joined && small(view, at, 0, 99) && small(view, at + 4, 0, 99)).then_some(at + 5)
}

/// "3/1", "11/4 favourite", "9/14": neither a fraction nor a number that could be read.
fn slashed(view: &View, at: usize) -> Option<usize> {
    let glued = view.raw(at + 1) == "/" && view.glued(at + 1) && view.glued(at + 2);
    if !glued || currency_before(view, at) {
        return None;
    }
    // "24/7/365/12": a chain that is no date counts nothing.
    let linked =
        |at: usize| view.raw(at) == "/" && view.glued(at) && view.glued(at + 1) && whole(view, at + 1).is_some();
    let mut end = at + 1;
    while end < at + 50 && linked(end) {
        end += 2;
    }
    if end > at + 3 {
        return Some(end);
    }
    let (first, second) = (whole(view, at)?, whole(view, at + 2)?);
    let fraction = first < second && matches!(second, 2..=6 | 8 | 10 | 16 | 32 | 64);
    (!fraction).then_some(at + 3)
}

/// "16:9", "an 18:1 ratio".
fn ratio(view: &View, at: usize) -> Option<usize> {
    let glued = view.raw(at + 1) == ":" && view.glued(at + 1) && view.glued(at + 2);
    (glued && whole(view, at).is_some() && whole(view, at + 2).is_some()).then_some(at + 3)
}

/// A small whole number in digits or in one word, and the token after it.
fn little(view: &View, at: usize) -> Option<(u32, usize)> {
    if let Some(value) = whole(view, at) {
        return Some((value, at + 1));
    }
    let (numeral, end) = view.phrase(&view.lexicon.numerals, at)?;
    let value = u32::try_from(numeral.value.trunc().mantissa()).ok()?;
    matches!(numeral.kind, NumeralKind::Small | NumeralKind::Tens).then_some((value, end))
}

/// "beat them 2 to 1", "a 7-to-2 shot", "by five to four", "a ratio of 18 to 1". A vote of a chamber ("134 to 63") is two
/// counts of votes, and no pair.
pub fn spoken(view: &View, at: usize) -> Option<usize> {
    let (first, end) = little(view, at)?;
    let joined = view.hyphen(end);
    let to = end + usize::from(joined);
    if view.word(to) != "to" {
        return None;
    }
    let second_at = to + 1 + usize::from(view.hyphen(to + 1));
    let (second, after) = little(view, second_at)?;
    let against_one = second == 1 && (2..=1000).contains(&first);
    if !against_one && (first > 19 || second > 19) {
        return None;
    }
    let next = after + usize::from(view.hyphen(after));
    let before = at.checked_sub(1).map_or("", |before| view.word(before));
    if unit_or_scale(view, next)
        || counted_after(view, next)
        || currency_before(view, at)
        || currency_before(view, second_at)
        || matches!(before, "from" | "between" | "aged" | "ages")
    {
        return None;
    }
    let change = Classes::TREND_VERB.or(Classes::TREND_NOUN);
    let changes = (at.saturating_sub(REACH)..at).any(|word| view.class(word).any(change));
    // The winner's number comes first; the lower one first is a range ("lost 2 to 3 a day").
    let pair = first > second && (joined || !changes && (against_one || before == "by"));
    (pair || first >= second && !changes && cued(view, at)).then_some(after)
}
