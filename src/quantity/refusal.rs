//! The closed classes of numbers that are no claims, recognised before anything is read as one: years, dates, clock
//! times, ordinals, names, list numbers, phone numbers, scores, web addresses, versions, teasers, idioms.

use super::View;
use super::calendar::{clock, date, ordinal_suffix, small, spelled_clock, year};
use super::numeral::written;
use super::spelled::and_a_part;
use crate::lexicon::{Classes, EntryId, NumeralKind};
use crate::text::TokenKind;

/// A refused piece of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused<'l> {
    /// Its first token.
    pub first: usize,
    /// The token after it.
    pub end: usize,
    /// The closed class, or why it cannot be read.
    pub reason: &'l str,
    /// The entry of the vocabulary that named it, if one did.
    pub entry: Option<EntryId>,
}

impl Refused<'_> {
    /// Can it be part of a noun phrase: "the S&P 500", "its 2018 sales"?
    pub fn in_a_phrase(&self) -> bool {
        matches!(self.reason, NAME | YEAR)
    }
}

const YEAR: &str = "year";
const DATE: &str = "date";
const CLOCK: &str = "clock time";
const ORDINAL: &str = "ordinal";
const NAME: &str = "name with a number";
const LIST: &str = "list, page or row number";
const PHONE: &str = "phone number";
const SCORE: &str = "score or odds";
const ADDRESS: &str = "postcode or address";
const WEB: &str = "web address";
const VERSION: &str = "version";
const TEASER: &str = "navigation or teaser line";
const IDIOM: &str = "idiom";

/// The entry that makes the whole line which the sentence begins a teaser, navigation or a photo credit: "Read: …".
pub fn teaser(view: &View) -> Option<EntryId> {
    // The word before the colon decides; the cue may have several words ("See also:").
    let colon = (1..view.len().min(5)).find(|at| view.raw(*at) == ":")?;
    let (refusal, first) = view.phrase_before(&view.lexicon.refused_before, colon)?;
    let teaser = first == 0 && view.lexicon.reason(refusal) == TEASER;
    teaser.then_some(refusal.entry)
}

/// The numbers of a sentence of such a line, all refused.
pub fn refused_line<'v>(view: &View<'v>, entry: EntryId) -> Vec<Refused<'v>> {
    (0..view.len())
        .filter(|at| numberish(view, *at))
        .map(|at| {
            // With what is listed: "7 things".
            let listed = view.phrase(&view.lexicon.refused_after, at + 1);
            let end =
                listed.filter(|(refusal, _)| view.lexicon.reason(*refusal) == TEASER).map_or(at + 1, |(_, end)| end);
            Refused { first: at, end, reason: TEASER, entry: Some(entry) }
        })
        .collect()
}

/// The refused piece that begins at `at`, if one does. `start` says whether the sentence begins a line.
pub fn refused<'v>(view: &View<'v>, at: usize, start: bool) -> Option<Refused<'v>> {
    let no = |end: usize, reason: &'static str| Some(Refused { first: at, end, reason, entry: None });
    if let Some((refusal, end)) = view.phrase(&view.lexicon.refused_phrases, at) {
        let reason = view.lexicon.reason(refusal);
        let followed = reason == IDIOM && unit_or_scale(view, end);
        if !followed && (at..end).any(|at| numberish(view, at)) {
            return Some(Refused { first: at, end, reason, entry: Some(refusal.entry) });
        }
    }
    if let Some(end) = date(view, at) {
        return no(end, DATE);
    }
    if view.is(at, TokenKind::Number) {
        return number(view, at, start);
    }
    if !view.is(at, TokenKind::Word) {
        return None;
    }
    let class = view.class(at);
    if view.word(at) == "one" && !one_counts(view, at) {
        return no(at + 1, IDIOM);
    }
    if class.any(Classes::ORDINAL) && !ordinal_is_a_part(view, at) {
        return no(at + 1, ORDINAL);
    }
    if class.any(Classes::NUMERAL) {
        if let Some(refused) = listed(view, at, at + 1, start) {
            return Some(refused);
        }
        if spelled_clock(view, at) {
            return no(at + 2, CLOCK);
        }
        // "twenty-first": the ordinal takes the whole.
        if view.hyphen(at + 1) && view.class(at + 2).any(Classes::ORDINAL) && !fraction_word(view, at + 2) {
            return no(at + 3, ORDINAL);
        }
        if view.word(at) == "one" && view.hyphen(at + 1) && view.class(at + 2).is_empty() {
            return no(at + 1, IDIOM);
        }
    }
    None
}

fn numberish(view: &View, at: usize) -> bool {
    view.is(at, TokenKind::Number) || view.class(at).any(Classes::NUMERAL.or(Classes::ORDINAL))
}

fn fraction_word(view: &View, at: usize) -> bool {
    view.phrase(&view.lexicon.numerals, at).is_some_and(|(numeral, _)| numeral.kind == NumeralKind::Fraction)
}

/// "a third of", "two-thirds": the numeral before it reads it as a part.
fn ordinal_is_a_part(view: &View, at: usize) -> bool {
    let before = at.checked_sub(1 + usize::from(at > 0 && view.dash(at - 1)));
    fraction_word(view, at)
        && before.is_some_and(|before| {
            matches!(view.word(before), "a" | "an" | "one") && matches!(view.word(at + 1), "of" | "more" | "to")
                || view.class(before).any(Classes::NUMERAL) && view.word(at).ends_with('s')
        })
}

/// "one" is a pronoun or an article more often than a number: it counts before a scale, a unit, "in N", after a hedge
/// and with people.
fn one_counts(view: &View, at: usize) -> bool {
    let next = at + 1 + usize::from(view.hyphen(at + 1));
    let word = view.word(next);
    if word == "in" || word == "out" {
        // "one in six", "one-in-six", "one in every six", "one out of six"
        let of = next + 1 + usize::from(view.hyphen(next + 1) || view.word(next + 1) == "every");
        let out_of = next + 2 + usize::from(view.word(next + 2) == "every");
        let hundred = view.word(of) == "a" && scale_at(view, of + 1);
        return numberish(view, of)
            || hundred
            || word == "out" && view.word(next + 1) == "of" && numberish(view, out_of);
    }
    if word == "point" {
        return view.class(next + 1).any(Classes::NUMERAL) && view.word(at.wrapping_sub(1)) != "at";
    }
    let numeral = view
        .phrase(&view.lexicon.numerals, next)
        .is_some_and(|(numeral, _)| matches!(numeral.kind, NumeralKind::Scale | NumeralKind::Fraction));
    let unit = unit_at(view, next) && view.word(next) != "day" && view.word(next) != "time";
    let people = view.class(next).any(Classes::PEOPLE.or(Classes::PERSON)) && !matches!(word, "man" | "woman");
    let hedged = view.phrase_before(&view.lexicon.hedges_before, at).is_some();
    let and_a_half = word == "and" && and_a_part(view, next + 1).is_some();
    let predicated = view.lexicon.is_predicate(word) && view.class(next).any(Classes::PAST);
    let counted_on = word == "or" && numberish(view, next + 1);
    numeral || unit || people || hedged || and_a_half || predicated || counted_on
}

fn unit_at(view: &View, at: usize) -> bool {
    view.raw(at) == "%"
        || view.phrase(&view.lexicon.unit_names, at).is_some()
        || view.phrase(&view.lexicon.mass_names, at).is_some()
        || view.lexicon.unit_symbols.contains_key(view.raw(at))
        || view.glued(at) && view.lexicon.glued_symbols.contains_key(view.raw(at))
        || super::unit::told_by_a_word(view, at)
}

fn scale_at(view: &View, at: usize) -> bool {
    view.phrase(&view.lexicon.numerals, at).is_some_and(|(numeral, _)| numeral.kind == NumeralKind::Scale)
        || view.glued(at) && view.lexicon.scale_suffixes.contains_key(view.word(at))
}

pub(super) fn unit_or_scale(view: &View, at: usize) -> bool {
    unit_at(view, at) || scale_at(view, at)
}

/// A number in digits that is no claim.
fn number<'v>(view: &View<'v>, at: usize, start: bool) -> Option<Refused<'v>> {
    let no = |end: usize, reason: &'static str| Some(Refused { first: at, end, reason, entry: None });
    if in_address(view, at) {
        let mut end = at + 1;
        while view.glued(end) && !(matches!(view.raw(end), "." | "," | ")") && !view.glued(end + 1)) {
            end += 1;
        }
        return no(end, WEB);
    }
    if let Some(end) = clock(view, at) {
        return no(end, CLOCK);
    }
    if ordinal_suffix(view, at + 1) {
        return no(at + 2, ORDINAL);
    }
    if view.glued(at + 1) && view.word(at + 1) == "s" && matches!(view.raw(at).len(), 2 | 4) {
        return no(at + 2, YEAR);
    }
    if let Some(end) = year(view, at) {
        return no(end, YEAR);
    }
    if view.raw(at).matches('.').count() > 1 && written(view, at).is_err()
        || matches!(view.word(at.wrapping_sub(1)), "version" | "v" | "v.")
    {
        return no(at + 1, VERSION);
    }
    if let Some(end) = phone(view, at) {
        return no(end, PHONE);
    }
    if let Some(refused) = listed(view, at, at + 1, start).or_else(|| address(view, at)) {
        return Some(refused);
    }
    if let Some(end) = score(view, at) {
        return no(end, SCORE);
    }
    if at > 0 && matches!(view.raw(at - 1), "#" | "№") {
        return no(at + 1, LIST);
    }
    let alone = view.raw(at + 1) == "." || view.raw(at + 1) == ")";
    if at == 0 && start && alone && view.glued(1) && !view.glued(2) && small(view, 0, 0, 99) && view.len() > 2 {
        return no(2, LIST);
    }
    if let Some(end) = named(view, at) {
        return no(end, NAME);
    }
    None
}

/// Part of a run without blanks that is a web or mail address or a hash tag?
fn in_address(view: &View, at: usize) -> bool {
    let Some(token) = view.token(at) else { return false };
    // A run longer than any address is none: looking further would cost a quadratic search.
    const LONGEST: usize = 200;
    let before = view.text.get(..token.span.start).unwrap_or("");
    let after = view.text.get(token.span.end..).unwrap_or("");
    let back: usize = before.chars().rev().take(LONGEST).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let on: usize = after.chars().take(LONGEST).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let run = view.text.get(token.span.start - back..token.span.end + on).unwrap_or("");
    let mail = run.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    mail || run.contains("://")
        || run.starts_with("www.")
        || run.contains(".com/")
        || run.contains(".org/")
        || run.starts_with(['@', '#'])
}

pub(crate) fn currency_before(view: &View, at: usize) -> bool {
    super::unit::sign_before(view, at).is_some()
}

fn phone(view: &View, at: usize) -> Option<usize> {
    let plus = at > 0 && view.raw(at - 1) == "+" && view.glued(at);
    let mut end = at + 1;
    let mut groups = 1;
    let mut digits = view.raw(at).len();
    while (view.dash(end) || view.raw(end) == ".")
        && view.is(end + 1, TokenKind::Number)
        && view.glued(end)
        && view.glued(end + 1)
    {
        digits += view.raw(end + 1).len();
        groups += 1;
        end += 2;
    }
    // Groups parted by blanks: "020 7946 0018".
    let group = |at: usize| {
        view.is(at, TokenKind::Number)
            && view.raw(at).len() <= 5
            && view.raw(at).bytes().all(|byte| byte.is_ascii_digit())
    };
    if groups == 1 && group(at) && group(at + 1) && group(at + 2) {
        while group(end) {
            end += 1;
        }
        return Some(end);
    }
    (groups >= 3 && (7..=15).contains(&digits) || plus && digits >= 7).then_some(end)
}

/// "3-1", "2–0 win": two small numbers with nothing counted after them.
fn score(view: &View, at: usize) -> Option<usize> {
    // "1-1/2 cups" is a number and its fraction.
    let slashed = view.raw(at + 3) == "/" && view.glued(at + 3) && view.is(at + 4, TokenKind::Number);
    let pair = view.dash(at + 1)
        && !slashed
        && view.glued(at + 1)
        && view.glued(at + 2)
        && small(view, at, 0, 99)
        && small(view, at + 2, 0, 99);
    if !pair {
        return None;
    }
    let next = at + 3 + usize::from(view.hyphen(at + 3));
    let counted = unit_or_scale(view, next)
        || view.is(next, TokenKind::Word)
            && view.lexicon.is_plural(view.word(next))
            && !matches!(view.word(next), "seconds" | "minutes")
        || view.class(next).any(Classes::PEOPLE.or(Classes::PERSON).or(Classes::ADJECTIVE))
            && !matches!(view.word(next), "final" | "down" | "up");
    (!counted && !currency_before(view, at)).then_some(at + 3)
}

/// The words beside the number that the vocabulary lists.
fn listed<'v>(view: &View<'v>, at: usize, end: usize, start: bool) -> Option<Refused<'v>> {
    let refuse = |refusal: crate::lexicon::Refusal, end: usize| {
        Some(Refused { first: at, end, reason: view.lexicon.reason(refusal), entry: Some(refusal.entry) })
    };
    if let Some((refusal, first)) = view.phrase_before(&view.lexicon.refused_before, at) {
        let reason = view.lexicon.reason(refusal);
        let counts = scale_at(view, end)
            || view.raw(end) == "%"
            || view.class(end).any(Classes::PEOPLE)
            || currency_before(view, at);
        let measure = !view.capital(first) && unit_at(view, end + usize::from(view.hyphen(end)));
        if reason != TEASER && !counts && !measure {
            // "odds of 5-1": both numbers.
            let pair = reason == SCORE && view.dash(end) && view.is(end + 1, TokenKind::Number);
            return refuse(refusal, if pair { end + 2 } else { end });
        }
    }
    if let Some((refusal, after)) = view.phrase(&view.lexicon.refused_after, end) {
        let headline = view.lexicon.reason(refusal) == TEASER;
        if view.lexicon.reason(refusal) == ADDRESS {
            return None;
        }
        // List headlines stand at the beginning of a line: "7 things you won't believe".
        if !headline || start && at <= 1 || at >= 1 && matches!(view.raw(at - 1), ":" | "!" | "?") {
            return refuse(refusal, after);
        }
    }
    None
}

/// "27 Harbour Street", "Springfield, IL 62704".
fn address<'v>(view: &View<'v>, at: usize) -> Option<Refused<'v>> {
    let whole = view.raw(at).bytes().all(|byte| byte.is_ascii_digit());
    let before = at.checked_sub(1).map_or("", |before| view.raw(before));
    let state = before.len() == 2 && before.bytes().all(|byte| byte.is_ascii_uppercase());
    if whole && view.raw(at).len() == 5 && state {
        return Some(Refused { first: at, end: at + 1, reason: ADDRESS, entry: view.lexicon.reason_entry(ADDRESS) });
    }
    if !whole || view.raw(at).len() > 5 || !view.capital(at + 1) {
        return None;
    }
    (at + 2..at + 5).take_while(|at| view.capital(*at)).find_map(|last| {
        let (refusal, end) = view.phrase(&view.lexicon.refused_after, last)?;
        let street = view.lexicon.reason(refusal) == ADDRESS && view.capital(last);
        street.then_some(Refused { first: at, end, reason: ADDRESS, entry: Some(refusal.entry) })
    })
}

/// A name with a number: `G20`, `A320`, `Covid-19`, `Windows 10`, `Model 3`.
fn named(view: &View, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    if view.glued(at) && view.is(before, TokenKind::Word) && !currency_before(view, at) {
        return Some(at + 1 + usize::from(view.glued(at + 1) && view.is(at + 1, TokenKind::Word)));
    }
    if view.dash(before) && view.glued(at) && view.glued(before) && before > 0 && view.is(before - 1, TokenKind::Word) {
        let prefix = view.word(before - 1);
        let range = view.class(before - 1).any(Classes::NUMERAL) || view.lexicon.unit_names.get(prefix).is_some();
        let dash = prefix.len() > 6 && !view.capital(before - 1);
        let light = view.class(before - 1).any(Classes::ADVERB.or(Classes::PREPOSITION).or(Classes::CONJUNCTION));
        if !range
            && !dash
            && !light
            && !currency_before(view, at)
            && !matches!(prefix, "mid" | "pre" | "post" | "sub" | "ultra" | "minus")
        {
            return Some(at + 1);
        }
    }
    // A capitalised word right before a bare whole number, with nothing counted after it.
    let capital = view.capital(before) && view.is(before, TokenKind::Word) && before > 0;
    let class = view.class(before);
    let no_name =
        Classes::MONTH.or(Classes::PREPOSITION).or(Classes::WEEKDAY).or(Classes::DETERMINER).or(Classes::CONJUNCTION);
    // "Apple Watch 5": a verb inside a run of capitals is part of a name.
    let verb = class.any(Classes::VERB) && !view.capital(before.wrapping_sub(1));
    let ordinary = verb
        || class.any(no_name.or(Classes::AUXILIARY).or(Classes::ADVERB).or(Classes::PRONOUN))
        || view.name(&view.lexicon.place_names, before).is_some();
    let bare = view.raw(at).len() <= 4 && view.raw(at).bytes().all(|byte| byte.is_ascii_digit());
    let next = view.class(at + 1);
    let counted = unit_or_scale(view, at + 1)
        || view.hyphen(at + 1)
        || view.is(at + 1, TokenKind::Word)
            && (next.any(Classes::PEOPLE.or(Classes::PERSON).or(Classes::ADJECTIVE))
                || view.lexicon.is_plural(view.word(at + 1)))
        || view.capital(at + 1) && view.capital(at.wrapping_sub(2)) && next.is_empty();
    // "787 Dreamliner": a bare number before a capitalised word that is neither a plural nor a people's name.
    let behind = view.capital(at + 1)
        && view.class(at + 1).is_empty()
        && !view.class(before).any(Classes::VERB.or(Classes::AUXILIARY))
        && view.name(&view.lexicon.place_names, at + 1).is_none()
        && !view.lexicon.is_plural(view.word(at + 1))
        && !view.lexicon.is_plural(view.word(at + 2));
    let alone = bare && !currency_before(view, at);
    (alone && (capital && !ordinary && !counted || behind && !unit_or_scale(view, at + 1))).then_some(at + 1)
}
