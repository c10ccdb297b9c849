//! The closed classes of numbers that are no claims, recognised before anything is read as one: years, dates, clock
//! times, ordinals, names, list numbers, phone numbers, scores, web addresses, versions, teasers, idioms.

use super::View;
use super::calendar::{clock, date, ordinal_suffix, small, spelled_clock, year};
use super::contact::{address, in_address, in_markup, phone};
use super::formula::{formula, position, row};
use super::list::{cited, counter, numbered, series_end};
use super::name::named;
use super::numeral::written;
use super::pair::{score, spoken};
use super::spelled::and_a_part;
use super::spelled::fell_by;
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

pub(super) const YEAR: &str = "year";
const DATE: &str = "date";
const CLOCK: &str = "clock time";
const ORDINAL: &str = "ordinal";
pub(super) const NAME: &str = "name with a number";
pub(super) const LIST: &str = "list, page or row number";
pub(super) const PHONE: &str = "phone number";
pub(super) const SCORE: &str = "score or odds";
pub(super) const ADDRESS: &str = "postcode or address";
const WEB: &str = "web address";
const MARKUP: &str = "markup";
pub(super) const FORMULA: &str = "formula";
const VERSION: &str = "version";
pub(super) const TEASER: &str = "navigation or teaser line";
const IDIOM: &str = "idiom";
const UNDECODED: &str = "beside bytes that could not be decoded";
const HIDDEN: &str = "hidden characters in a number";

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
    if let Some(reason) = obscured(view, at) {
        return no(at + 1, reason);
    }
    if let Some((refusal, end)) = view.phrase(&view.lexicon.refused_phrases, at) {
        let reason = view.lexicon.reason(refusal);
        let followed = reason == IDIOM && unit_or_scale(view, end);
        // "3g of salt" is a mass and "$2k" money; "3G" and "2G masts" are names.
        let measured = end == at + 2
            && view.is(at, TokenKind::Number)
            && view.word(at + 1).len() == 1
            && (!view.glued(at + 1) || currency_before(view, at) || view.word(end) == "of");
        if !followed && !measured && (at..end).any(|at| numberish(view, at)) {
            // "1-800-555-0134" goes on behind the words that the vocabulary has.
            let end = phone(view, at).filter(|_| reason == PHONE).map_or(end, |longer| longer.max(end));
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
        if let Some(end) = spelled_clock(view, at) {
            return no(end, CLOCK);
        }
        if let Some(end) = spoken(view, at) {
            return no(end, SCORE);
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

/// A numeral that is not what a reader sees: beside a U+FFFD, where a digit, a separator or the sign of a currency may be
/// lost; cut by characters without a width, so that `4` and `0` are shown as 40; or written to be shown backwards.
fn obscured(view: &View, at: usize) -> Option<&'static str> {
    const LOST: char = '\u{fffd}';
    if view.text.is_ascii() {
        return None;
    }
    let span = view.token(at).filter(|token| token.kind == TokenKind::Number)?.span;
    let (before, behind) = (view.text.get(..span.start)?, view.text.get(span.end..)?);
    if before.ends_with(LOST) || behind.trim_start_matches(['.', ',']).starts_with(LOST) {
        return Some(UNDECODED);
    }
    let unseen = |c: char| no_width(c) || matches!(c, '.' | ',');
    let (left, right) = (before.trim_end_matches(unseen), behind.trim_start_matches(unseen));
    let cut = |gap: Option<&str>, digit: Option<char>| {
        gap.is_some_and(|gap| gap.contains(no_width)) && digit.is_some_and(|digit| digit.is_ascii_digit())
    };
    let is_cut = cut(before.get(left.len()..), left.chars().next_back())
        || cut(behind.get(..behind.len() - right.len()), right.chars().next());
    let is_turned =
        before.rfind('\u{202e}').and_then(|at| before.get(at..)).is_some_and(|rest| !rest.contains('\u{202c}'));
    (is_cut || is_turned).then_some(HIDDEN)
}

/// Characters that are not seen: without a width, soft hyphens, and those that turn the direction of writing.
fn no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Is something counted here: a plural, people, or one of them behind an adjective?
pub(super) fn counted_after(view: &View, at: usize) -> bool {
    let class = view.class(at);
    let noun = |at: usize| {
        view.is(at, TokenKind::Word)
            && (view.is_plural(at) && !view.class(at).any(Classes::AUXILIARY)
                || view.class(at).any(Classes::PEOPLE.or(Classes::PERSON)))
    };
    noun(at) || class.any(Classes::ADJECTIVE) && noun(at + 1)
}

/// Does a word at `at` hint at this class?
pub(super) fn hinted(view: &View, at: usize, reason: &str) -> bool {
    view.phrase(&view.lexicon.refused_cues, at).is_some_and(|(cue, _)| view.lexicon.reason(cue) == reason)
}

pub(super) fn digits(written: &str) -> bool {
    written.bytes().all(|byte| byte.is_ascii_digit())
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
                || fell_by(view, before, at + 1)
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
    // "one man said" names nobody and counts nobody; "one man was killed" counts.
    let suffers = |from: usize| {
        let auxiliary = |at: &usize| view.class(*at).any(Classes::AUXILIARY.or(Classes::ADVERB));
        let verb = (from..from + 4).find(|at| !auxiliary(at)).unwrap_or(from);
        view.is_predicate(verb) && view.class(verb).any(Classes::PAST)
    };
    let person = matches!(word, "man" | "woman");
    let people = view.class(next).any(Classes::PEOPLE.or(Classes::PERSON)) && !person
        || person && !view.hyphen(at + 1) && suffers(next + 1);
    let hedged = view.phrase_before(&view.lexicon.hedges_before, at).is_some();
    let and_a_half = word == "and" && and_a_part(view, next + 1).is_some();
    let predicated = suffers(next);
    let counted_on = word == "or" && numberish(view, next + 1);
    let thing = !view.hyphen(at + 1) && counted_thing(view, at, next);
    numeral || unit || people || hedged || and_a_half || predicated || counted_on || thing
}

/// "fired one shell", "one arrest was made": something that news counts. Behind a preposition or a copula ("in one case",
/// "this is one vote that they regret") "one" is an article.
fn counted_thing(view: &View, one: usize, at: usize) -> bool {
    let article = Classes::PREPOSITION.or(Classes::AUXILIARY);
    let before = one.checked_sub(1).is_some_and(|before| view.class(before).any(article) && !there(view, before));
    let head = view.singular(at);
    let named = view.lexicon.noun_concept("count", |n| if n == 0 { &head } else { "" });
    !before && !view.is_plural(at) && named.is_some()
}

/// "there was one arrest"
fn there(view: &View, verb: usize) -> bool {
    verb.checked_sub(1).is_some_and(|at| view.word(at) == "there")
}

fn unit_at(view: &View, at: usize) -> bool {
    view.raw(at) == "%"
        || view.phrase(&view.lexicon.unit_names, at).is_some()
        || view.phrase(&view.lexicon.mass_names, at).is_some()
        || view.lexicon.unit_symbols.contains_key(view.raw(at))
        || view.glued(at) && view.lexicon.glued_symbols.contains_key(view.raw(at))
        || super::unit::told_by_a_word(view, at)
}

pub(super) fn scale_at(view: &View, at: usize) -> bool {
    view.phrase(&view.lexicon.numerals, at).is_some_and(|(numeral, _)| numeral.kind == NumeralKind::Scale)
        || view.glued(at) && view.lexicon.scale_suffixes.contains_key(view.word(at))
}

pub(super) fn unit_or_scale(view: &View, at: usize) -> bool {
    unit_at(view, at) || scale_at(view, at)
}

/// A number in digits that is no claim.
fn number<'v>(view: &View<'v>, at: usize, start: bool) -> Option<Refused<'v>> {
    let no = |end: usize, reason: &'static str| Some(Refused { first: at, end, reason, entry: None });
    if let Some(end) = in_markup(view, at) {
        return no(end, MARKUP);
    }
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
    if view.glued(at + 1)
        && view.word(at + 1) == "s"
        && matches!(view.raw(at).len(), 2 | 4)
        && digits(view.raw(at))
        && view.raw(at).ends_with('0')
    {
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
    if start && let Some(end) = counter(view, at) {
        return no(end, TEASER);
    }
    if let Some(refused) = listed(view, at, at + 1, start) {
        return Some(refused);
    }
    if numbered(view, at) {
        return no(at + 1, LIST);
    }
    if let Some(end) = formula(view, at) {
        return no(end, FORMULA);
    }
    if let Some(end) = position(view, at) {
        return no(end, ADDRESS);
    }
    if let Some(end) = phone(view, at) {
        return no(end, PHONE);
    }
    if let Some(end) = row(view, at) {
        return no(end, LIST);
    }
    if let Some(refused) = address(view, at) {
        return Some(refused);
    }
    if let Some(end) = score(view, at) {
        return no(end, SCORE);
    }
    if let Some(end) = cited(view, at) {
        return no(end, LIST);
    }
    if at > 0 && matches!(view.raw(at - 1), "#" | "№") {
        return no(at + 1, LIST);
    }
    let alone = view.raw(at + 1) == "." || view.raw(at + 1) == ")";
    // "…; 2. Marsden 1:12.4": a list inside a line.
    let inner = at > 1 && matches!(view.raw(at - 1), ";" | ":") && view.token(at + 2).is_some_and(|token| token.spaced);
    if inner && alone && view.glued(at + 1) && small(view, at, 1, 99) && view.capital(at + 2) {
        return no(at + 2, LIST);
    }
    // "119. Knock knock": a long list counts on.
    let long = || view.raw(0).len() == 3 && digits(view.raw(0)) && view.capital(2);
    let counts_on = || small(view, 0, 0, 99) || long();
    if at == 0 && start && alone && view.glued(1) && !view.glued(2) && view.len() > 2 && counts_on() {
        return no(2, LIST);
    }
    if let Some(end) = named(view, at) {
        return no(end, NAME);
    }
    None
}

pub(crate) fn currency_before(view: &View, at: usize) -> bool {
    super::unit::sign_before(view, at).is_some()
}

/// The words beside the number that the vocabulary lists.
fn listed<'v>(view: &View<'v>, at: usize, end: usize, start: bool) -> Option<Refused<'v>> {
    let refuse = |refusal: crate::lexicon::Refusal, end: usize| {
        Some(Refused { first: at, end, reason: view.lexicon.reason(refusal), entry: Some(refusal.entry) })
    };
    if let Some((refusal, first)) = view.phrase_before(&view.lexicon.refused_before, at) {
        let reason = view.lexicon.reason(refusal);
        // "Room 4B", "gate 12k": a letter glued to what is numbered is part of it.
        let lettered = matches!(reason, LIST | NAME | ADDRESS) && view.glued(end) && view.word(end).len() == 1;
        let counts = scale_at(view, end) && !lettered
            || view.raw(end) == "%"
            || view.class(end).any(Classes::PEOPLE)
            || currency_before(view, at);
        // "In the pool 12 swimmers were hurt": what is numbered has no article, "size 9 shoes".
        let article = first
            .checked_sub(1)
            .is_some_and(|before| view.class(before).any(Classes::DETERMINER) || view.word(before) == "that");
        let counted = article && counted_after(view, end);
        let counts = counts || counted && !view.capital(first);
        let measure = !view.capital(first) && !lettered && unit_at(view, end + usize::from(view.hyphen(end)));
        if reason != TEASER && !counts && !measure {
            // "odds of 5-1": both numbers.
            let pair = reason == SCORE && view.dash(end) && view.is(end + 1, TokenKind::Number);
            let end = if pair { end + 2 } else { end + usize::from(lettered && view.is(end, TokenKind::Word)) };
            let series = matches!(reason, LIST | NAME | ADDRESS | PHONE | VERSION | FORMULA);
            let end = phone(view, at).filter(|_| reason == PHONE).unwrap_or(end);
            return refuse(refusal, if series { series_end(view, at, end, reason) } else { end });
        }
    }
    // "four-door", "16-valve".
    if view.hyphen(end)
        && let Some((refusal, after)) = view.phrase(&view.lexicon.refused_joined, end + 1)
        && !currency_before(view, at)
    {
        return refuse(refusal, after);
    }
    let end = end + usize::from(view.hyphen(end));
    if let Some((refusal, after)) = view.phrase(&view.lexicon.refused_after, end) {
        let headline = view.lexicon.reason(refusal) == TEASER;
        // A street is recognised by its capitals; "400 block of" is not one.
        if view.lexicon.reason(refusal) == ADDRESS && after == end + 1 {
            return None;
        }
        // List headlines stand at the beginning of a line: "7 things you won't believe".
        if !headline || start && at <= 1 || at >= 1 && matches!(view.raw(at - 1), ":" | "!" | "?") {
            return refuse(refusal, after);
        }
    }
    None
}
