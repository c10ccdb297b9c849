//! Parts that do not add up to the total that they are said to make.

use super::reach::{positive, sum};
use super::sentence::{Said, Sentence, alike};
use super::{Finding, plain, said};
use crate::claim::{Claim, Role};
use crate::compare::Kind;
use crate::lexicon::Classes;
use crate::quantity::Interval;
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// A list has so many parts at most.
const MOST_PARTS: usize = 12;

/// Words that open a complete list of parts.
const SPLITS: [&[&str]; 10] = [
    &["split", "into"],
    &["split", "between"],
    &["divided", "into"],
    &["divided", "between"],
    &["made", "up", "of"],
    &["consisting", "of"],
    &["consisted", "of"],
    &["consists", "of"],
    &["composed", "of"],
    &["comprising"],
];

/// Nouns that between them make up all people.
const PEOPLE_PARTS: [&str; 12] =
    ["man", "woman", "boy", "girl", "child", "adult", "male", "female", "soldier", "civilian", "teenager", "infant"];

/// Every total that its parts do not make.
pub(super) fn sums<'c>(sentence: &Sentence<'_, 'c>, found: &mut Vec<Finding<'c>>) {
    for at in 0..sentence.said.len() {
        found.extend(total_first(sentence, at).or_else(|| total_last(sentence, at)));
    }
}

/// "12 people: 7 men and 4 women", "12 people (7 men, 4 women)", "a total of 12, 7 in one place and 4 in another".
fn total_first<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<Finding<'c>> {
    let (total, first) = sentence.two(at)?;
    let opener = opener(sentence, total, first)?;
    let mut parts = vec![first];
    let mut closed = matches!(opener, Opener::Colon | Opener::Bracket);
    for next in sentence.said.iter().skip(at + 2).take(MOST_PARTS) {
        let Some(last) = parts.last() else { break };
        match joint(sentence, last.noun_end, next.first) {
            Some(and) => closed |= and,
            None => break,
        }
        parts.push(*next);
    }
    let last = parts.last()?;
    let people = |part: &Said<'_>| head(sentence, part).is_some_and(|noun| PEOPLE_PARTS.contains(&noun.as_str()));
    let complete = match opener {
        Opener::Comma => {
            let whole = head_at(sentence, &total)
                .is_some_and(|at| sentence.view.class(at).any(Classes::PEOPLE.or(Classes::PERSON)));
            sentence.before(total.first, &["total", "of"]) || whole && parts.iter().all(people)
        }
        _ => true,
    };
    (closed && complete && ends(sentence, last, opener)).then(|| finding(total.claim, &parts))?
}

/// "7 men and 4 women, a total of 12", "7 men and 4 women, for a total of 12", "7 men and 4 women, 12 people in all".
fn total_last<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<Finding<'c>> {
    let total = sentence.said(at)?;
    let before = |words: &[&str]| sentence.before(total.first, words).then(|| total.first - words.len());
    let behind = sentence.reads(total.noun_end, total.noun_end + 2, &["in", "all"])
        || sentence.reads(total.noun_end, total.noun_end + 2, &["in", "total"])
        || sentence.word(total.noun_end) == "altogether";
    let start = before(&[",", "for", "a", "total", "of"])
        .or_else(|| before(&["for", "a", "total", "of"]))
        .or_else(|| before(&[",", "making", "a", "total", "of"]))
        .or_else(|| before(&[",", "a", "total", "of"]))
        .or_else(|| before(&["–", "a", "total", "of"]))
        .or_else(|| before(&["—", "a", "total", "of"]))
        .or_else(|| before(&[","]).or_else(|| before(&[",", "or"])).filter(|_| behind))?;
    let last = at.checked_sub(1).and_then(|at| sentence.said(at))?;
    let near = start >= last.noun_end && start - last.noun_end <= 3 && plain_words(sentence, last.noun_end, start);
    let mut parts = vec![last];
    let mut closed = false;
    for earlier in sentence.said.iter().take(at - 1).rev().take(MOST_PARTS) {
        let Some(next) = parts.last() else { break };
        match joint(sentence, earlier.noun_end, next.first) {
            Some(and) => closed |= and,
            None => break,
        }
        parts.push(*earlier);
    }
    parts.reverse();
    // Something coordinated with the first part that is no number would be missing from the sum.
    let begun = parts.first()?.first.checked_sub(1).is_some_and(|at| matches!(sentence.word(at), "," | "and" | "plus"));
    (near && closed && !begun).then(|| finding(total.claim, &parts))?
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opener {
    Colon,
    Dash,
    Bracket,
    Comma,
    Verb,
}

/// What opens the list between the total's noun and the first part.
fn opener(sentence: &Sentence<'_, '_>, total: Said<'_>, first: Said<'_>) -> Option<Opener> {
    let last = first.first.checked_sub(1).filter(|last| *last >= total.noun_end)?;
    let opener = match sentence.word(last) {
        ":" => Some((Opener::Colon, last)),
        "(" => Some((Opener::Bracket, last)),
        "," => Some((Opener::Comma, last)),
        _ if sentence.view.dash(last) && !sentence.view.hyphen(last) => Some((Opener::Dash, last)),
        _ => None,
    };
    let split = || {
        let words = SPLITS.iter().find(|words| sentence.before(first.first, words))?;
        Some((Opener::Verb, first.first - words.len()))
    };
    let (opener, from) = opener.or_else(split)?;
    let between = total.noun_end..from.max(total.noun_end);
    // Between noun and list: "were killed", a place, a comma before "made up of".
    let short = between.len() <= 6
        && between.clone().all(|at| {
            matches!(sentence.word(at), ",") && opener == Opener::Verb
                || sentence.view.is(at, TokenKind::Word) && !sentence.breaks(at, at + 1)
        });
    let direct = opener != Opener::Comma || between.is_empty() || sentence.before(total.first, &["total", "of"]);
    (short && direct && from >= total.noun_end).then_some(opener)
}

/// The words between two parts of one list: a comma or "and" before the second, no clause. Says whether it is "and".
fn joint(sentence: &Sentence<'_, '_>, from: usize, to: usize) -> Option<bool> {
    let last = to.checked_sub(1).filter(|last| *last >= from)?;
    let and = matches!(sentence.word(last), "and" | "plus" | "&");
    if !and && sentence.word(last) != "," {
        return None;
    }
    let comma = last.checked_sub(1).filter(|at| and && *at >= from && sentence.word(*at) == ",");
    let end = comma.unwrap_or(last);
    (end - from <= 5 && plain_words(sentence, from, end)).then_some(and)
}

/// Only words of a noun phrase with its place or kind: no verb, clause or mark.
fn plain_words(sentence: &Sentence<'_, '_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| {
        let class = sentence.view.class(at);
        let verbal = class.any(Classes::AUXILIARY.or(Classes::PRONOUN).or(Classes::CONJUNCTION));
        sentence.view.is(at, TokenKind::Word) && !verbal && !matches!(sentence.word(at), "more" | "other" | "others")
    })
}

/// Does the list end behind its last part?
fn ends(sentence: &Sentence<'_, '_>, last: &Said<'_>, opener: Opener) -> bool {
    let end = (last.noun_end..sentence.view.len()).find(|at| !sentence.view.is(*at, TokenKind::Word));
    let end = end.unwrap_or(sentence.view.len());
    if end - last.noun_end > 6 || !plain_words(sentence, last.noun_end, end) {
        return false;
    }
    match opener {
        Opener::Bracket => sentence.word(end) == ")",
        Opener::Dash => end >= sentence.view.len() || sentence.view.dash(end) || sentence.word(end) == ".",
        _ => end >= sentence.view.len() || matches!(sentence.word(end), "." | ";" | "," | "!"),
    }
}

fn head_at(sentence: &Sentence<'_, '_>, said: &Said<'_>) -> Option<usize> {
    (said.end..said.noun_end).rev().find(|at| sentence.view.is(*at, TokenKind::Word))
}

fn head(sentence: &Sentence<'_, '_>, said: &Said<'_>) -> Option<String> {
    head_at(sentence, said).map(|at| sentence.view.lexicon.singular(sentence.word(at)).into_owned())
}

fn finding<'c>(total: &'c Claim, parts: &[Said<'c>]) -> Option<Finding<'c>> {
    let level = |claim: &Claim| claim.role == Role::Level && !claim.previous && claim.dimension != "ratio";
    if parts.len() < 2 || !level(total) || parts.iter().any(|part| !alike(part.claim, total) || !level(part.claim)) {
        return None;
    }
    let stated = positive(total)?;
    let mut expected = Interval::point(Decimal::ZERO);
    let mut plainly = Decimal::ZERO;
    for part in parts {
        let reach = positive(part.claim)?;
        // What is larger than the total is no part of it, and then the list counts something else.
        if reach.lower()? > stated.upper()? {
            return None;
        }
        expected = sum(expected, reach)?;
        plainly = plainly.checked_add(part.claim.value?)?;
    }
    if stated.meets(&expected) {
        return None;
    }
    // A list that makes half the total, or twice, is no list of all its parts.
    let ratio = plainly.checked_div(total.value?)?;
    if ratio < Decimal::new(7, 1) || ratio > Decimal::new(14, 1) {
        return None;
    }
    let words: Vec<String> = parts.iter().map(|part| said(part.claim)).collect();
    let (last, rest) = words.split_last()?;
    Some(Finding {
        kind: Kind::Sum,
        checked: total,
        against: parts.iter().map(|part| part.claim).collect(),
        stated,
        expected,
        explanation: format!(
            "the parts do not make the total: {} and {last} make {}, not {}",
            rest.join(", "),
            plain(expected, &total.unit),
            said(total)
        ),
        confidence: 0.8,
    })
}
