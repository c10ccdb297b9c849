//! From a sentence to its quantities: numeral, scale, unit, rate, hedge and range put together.

use super::numeral::{Figure, Reading, last_place, numeral, times};
use super::refusal::{Refused, currency_before, refused, year_like};
use super::unit::{rate_after, sign_before, unit_after};
use super::{Approximation, Interval, View, effect};
use crate::lexicon::{Classes, EntryId, NumeralKind, Unit, UnitId};
use crate::text::{Span, TokenKind};
use rust_decimal::Decimal;

/// A number with its unit and its hedge, at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The first token of the number phrase: hedge, sign or numeral.
    pub first: usize,
    /// The token after the number phrase: after numeral, unit, rate and a hedge behind it.
    pub end: usize,
    /// The first token of the numeral.
    pub number: usize,
    /// The token after the numeral and its scale words.
    pub number_end: usize,
    /// The number phrase in the sentence, in bytes.
    pub span: Span,
    /// The stated number; none for ranges and vague words.
    pub figure: Option<Decimal>,
    /// The place of its last significant digit.
    pub granularity: Option<Decimal>,
    /// The effect of the hedge.
    pub approximation: Approximation,
    /// What the words permit.
    pub permits: Interval,
    /// Its unit; none for counts.
    pub unit: Option<UnitId>,
    /// Per what.
    pub rate: Option<String>,
    /// A part of something: a fraction in words, "one in five".
    pub part: bool,
    /// It stands before its noun as an attribute: "12-story".
    pub attributive: bool,
    /// The hedge calls it an estimate.
    pub estimate: bool,
    /// A vague word.
    pub vague: bool,
    /// Entries of the vocabulary that took part.
    pub entries: Vec<EntryId>,
}

impl Quantity {
    /// The name of the unit: `count` without one.
    pub fn unit_id<'l>(&self, view: &View<'l>) -> &'l str {
        self.unit_of(view).map_or("count", |unit| unit.id.as_str())
    }

    /// The dimension: `count` without a unit.
    pub fn dimension<'l>(&self, view: &View<'l>) -> &'l str {
        self.unit_of(view).map_or("count", |unit| unit.dimension.as_str())
    }

    fn unit_of<'l>(&self, view: &View<'l>) -> Option<&'l Unit> {
        self.unit.and_then(|unit| view.lexicon.unit(unit))
    }
}

/// Reads all the numbers of a sentence: each ends in one of the two lists. `start` says whether the sentence begins a
/// paragraph.
pub fn quantities<'v>(view: &View<'v>, start: bool) -> (Vec<Quantity>, Vec<Refused<'v>>) {
    let mut found: Vec<Quantity> = Vec::new();
    let mut refusals = Vec::new();
    let mut at = 0;
    while at < view.len() {
        if let Some(refusal) = refused(view, at, start) {
            at = refusal.end.max(at + 1);
            refusals.push(refusal);
            continue;
        }
        // "6 per 100,000 people": the number of a rate is part of the one before it.
        if at > 0
            && view.word(at - 1) == "per"
            && !found.is_empty()
            && let Some(Ok(rate)) = numeral(view, at)
        {
            at = rate.end;
            continue;
        }
        match quantity(view, at, found.last()) {
            Some(Ok(quantity)) => {
                at = quantity.end.max(at + 1);
                found.push(quantity);
            }
            Some(Err(reason)) => {
                refusals.push(Refused { first: at, end: at + 1, reason, entry: None });
                at += 1;
            }
            None => at += 1,
        }
    }
    elided(view, &mut found);
    (found, refusals)
}

/// The quantity whose numeral begins at `at`.
fn quantity(view: &View, at: usize, previous: Option<&Quantity>) -> Option<Result<Quantity, &'static str>> {
    let mut reading = match numeral(view, at)? {
        Ok(reading) => reading,
        Err(reason) => return Some(Err(reason)),
    };
    let floor = previous.map_or(0, |previous| previous.end);
    let mut first = at;
    let mut entries: Vec<EntryId> = reading.entries.clone();
    if matches!(reading.figure, Figure::Vague(..)) && !counts_vaguely(view, at, reading.end) {
        return Some(Err("idiom"));
    }
    // Sign words and currency signs before the numeral.
    let mut negative = minus(view, &mut first, floor);
    let mut unit = None;
    if let Some((currency, sign)) = sign_before(view, first).filter(|(_, sign)| *sign >= floor) {
        unit = Some(currency);
        first = sign;
        negative |= minus(view, &mut first, floor);
    }
    // "5m" without a currency: millions of something that is named in the plural, else metres.
    let mut end = reading.end;
    if let Some(symbol) = reading.ambiguous
        && unit.is_none()
    {
        let next = view.class(end);
        let counted = view.lexicon.is_plural(view.word(end))
            || view.word(end) == "of"
            || next.any(Classes::PEOPLE.or(Classes::ADJECTIVE));
        let currency = view.phrase(&view.lexicon.unit_names, end).is_some();
        let down = Decimal::ONE.checked_div(reading.scale);
        if !counted
            && !currency
            && let Some(plain) = down.and_then(|down| times(reading.figure, down))
        {
            reading.figure = plain;
            reading.scale = Decimal::ONE;
            unit = Some(symbol);
        }
    }
    let mut figure = reading.figure;
    let mut part = matches!(figure, Figure::Part(_));
    let mut top = None;
    // "one in five", "3 out of 10".
    if let Some((share, after)) = ratio(view, &reading) {
        figure = Figure::Part(share);
        part = true;
        end = after;
    }
    let attributive = view.hyphen(end);
    if unit.is_none() || !part {
        let money = unit.is_some() || reading.scale > Decimal::ONE_THOUSAND || view.text.contains('£');
        if let Some((named, after)) = unit_after(view, end, money).filter(|_| !part) {
            if accepted(view, named, end, after, unit) {
                unit = unit.or(Some(named));
                end = after;
            }
        }
    }
    // "three quarters of a mile", "half a mile", "a quarter of a million homes".
    if part {
        let article = end + usize::from(view.word(end) == "of");
        if matches!(view.word(article), "a" | "an")
            && let Some((scale, after)) =
                view.phrase(&view.lexicon.numerals, article + 1).filter(|(scale, _)| scale.kind == NumeralKind::Scale)
            && let Some(multiplied) = times(figure, scale.value)
        {
            figure = match multiplied {
                Figure::Exact(value, None) => Figure::Exact(value, Some(last_place(value))),
                other => other,
            };
            entries.push(scale.entry);
            end = after;
            part = false;
        }
        if matches!(view.word(article), "a" | "an")
            && let Some((named, after)) = view.phrase(&view.lexicon.unit_names, article + 1)
            && !view.lexicon.is_plural(view.word(after - 1))
        {
            unit = Some(named);
            end = after;
            part = false;
        }
    }
    // Ranges: "4 to 5 per cent", "$3-5 billion", "between 4 and 5", "three or four".
    let mut hedge_at = first;
    if !part
        && !matches!(figure, Figure::Part(_))
        && let Some(range) = range(view, at, first, &reading, end, unit)
    {
        match range {
            Ok(range) => {
                figure = Figure::Vague(range.low, Some(range.high));
                end = range.end;
                unit = unit.or(range.unit);
                hedge_at = range.first.unwrap_or(first);
                first = hedge_at;
                top = Some(());
            }
            Err(reason) => return Some(Err(reason)),
        }
    }
    let unit_entry = unit.and_then(|unit| view.lexicon.unit(unit));
    entries.extend(unit_entry.map(|unit| unit.entry));
    if unit_entry.is_some_and(|unit| unit.hundredth) {
        figure = times(figure, Decimal::new(1, 2)).unwrap_or(figure);
    }
    if negative {
        figure = times(figure, Decimal::NEGATIVE_ONE).unwrap_or(figure);
    }
    // "hundreds of miles", "dozens of years".
    if let Figure::Vague(..) = figure
        && unit.is_none()
        && top.is_none()
        && view.word(end) == "of"
        && let Some((named, after)) = view.phrase(&view.lexicon.unit_names, end + 1)
        && (view.lexicon.is_plural(view.word(after - 1))
            || view.lexicon.unit(named).is_some_and(|unit| unit.dimension == "money"))
    {
        unit = Some(named);
        end = after;
    }
    // An age in commas or after "aged": "Nick Hague, 44, said", "women aged 25 to 54".
    if unit.is_none() && !part && is_age(view, first, end, figure) {
        unit = view.phrase_unit("year");
    }
    // Rates.
    let mut rate = None;
    if unit.is_some()
        && !attributive
        && let Some((per, after)) = rate_after(view, end, unit_entry.is_some_and(|unit| unit.dimension == "money"))
    {
        rate = Some(per);
        end = after;
    }
    // Hedges, before and after.
    let mut approximation = Approximation::Exact;
    let mut estimate = false;
    while let Some((hedge, from)) = view.phrase_before(&view.lexicon.hedges_before, hedge_at) {
        if from < floor || !hedges(view, from, hedge_at, unit_entry) {
            break;
        }
        if approximation == Approximation::Exact || approximation == Approximation::About {
            approximation = hedge.effect;
        }
        estimate |= hedge.estimate;
        entries.push(hedge.entry);
        hedge_at = from;
        first = from;
    }
    // A determiner inside: "the nearly 700", "about a 5 % rise" keep theirs.
    for place in [reading.end, end] {
        let at = place + usize::from(view.hyphen(place));
        if approximation == Approximation::Exact
            && top.is_none()
            && let Some((hedge, after)) = view.phrase(&view.lexicon.hedges_after, at)
            && numeral(view, after).is_none()
            && !currency_before(view, after + 1)
        {
            approximation = hedge.effect;
            estimate |= hedge.estimate;
            entries.push(hedge.entry);
            end = end.max(after);
            // "400 or more acres": the unit comes behind the hedge.
            if unit.is_none()
                && let Some((named, behind)) =
                    unit_after(view, end, false).filter(|(named, behind)| accepted(view, *named, end, *behind, None))
            {
                unit = Some(named);
                end = behind;
            }
            break;
        }
    }
    let (stated, granularity, permits, vague) = match figure {
        Figure::Exact(value, place) => {
            (Some(value), place.map(|place| place.abs()), effect::permits(value, place, approximation), false)
        }
        Figure::Part(value) => (Some(value), None, effect::permits(value, None, approximation), false),
        Figure::Vague(low, high) => {
            let whole = Interval::new(Some(low), high);
            (None, None, effect::permits_range(whole, approximation), top.is_none())
        }
    };
    if matches!(figure, Figure::Vague(..)) {
        approximation = Approximation::Range;
    }
    Some(Ok(Quantity {
        first,
        end,
        number: at,
        number_end: reading.end,
        span: view.span(first, end - 1),
        figure: stated,
        granularity,
        approximation,
        permits,
        unit,
        rate,
        part,
        attributive: attributive || view.hyphen(end),
        estimate,
        vague,
        entries,
    }))
}

/// Does a vague word count something here? Not "in thousands", "the hundreds column", "by the dozens", "test scores".
fn counts_vaguely(view: &View, at: usize, end: usize) -> bool {
    if view.word(end) == "of" {
        return true;
    }
    // "a couple from Leeds", "the puppy is a handful", "test scores": such words count only with "of" or a plural.
    let phrase = matches!(view.word(at), "a" | "an") || view.class(at).any(Classes::VERB);
    if phrase
        && !view.lexicon.is_plural(view.word(end))
        && !matches!(view.word(end), "more" | "hundred" | "thousand" | "dozen")
    {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |before| view.word(before));
    let possessive = matches!(before, "their" | "his" | "her" | "its" | "our" | "your" | "my");
    let noun = at.checked_sub(1).is_some_and(|before| {
        view.is(before, TokenKind::Word) && view.class(before).any(Classes::ADJECTIVE.or(Classes::COMMON))
    }) && !view.class(at - 1).any(
        Classes::VERB.or(Classes::ADVERB).or(Classes::PREPOSITION).or(Classes::CONJUNCTION).or(Classes::AUXILIARY),
    ) && view.phrase_before(&view.lexicon.hedges_before, at).is_none();
    !(matches!(before, "in" | "the" | "by") || possessive || noun)
}

/// Is the bare number an age: a name and a comma before it and a comma behind, or "aged"?
fn is_age(view: &View, first: usize, end: usize, figure: Figure) -> bool {
    let (Figure::Exact(years, _) | Figure::Vague(years, _)) = figure else { return false };
    if years.fract() != Decimal::ZERO || years > Decimal::from(115) || first < 2 {
        return false;
    }
    let commas = view.raw(first - 1) == ","
        && view.raw(end) == ","
        && view.capital(first - 2)
        && !view.class(first - 2).any(Classes::MONTH);
    commas && matches!(figure, Figure::Exact(..))
        || matches!(view.word(first - 1), "aged" | "ages")
        || view.word(first - 1) == "of" && view.word(first - 2) == "age"
        || view.word(first - 1) == "age" && view.word(first - 2) != "the"
}

/// Takes a minus sign or word before `first`.
fn minus(view: &View, first: &mut usize, floor: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|before| *before >= floor) else { return false };
    let sign = matches!(view.raw(before), "-" | "−" | "–") && view.glued(*first) && !view.glued(before);
    if sign || view.word(before) == "minus" {
        *first = before;
        return true;
    }
    false
}

/// Is the named unit one here? `sign` is the currency whose sign stands before the number.
fn accepted(view: &View, named: UnitId, from: usize, end: usize, sign: Option<UnitId>) -> bool {
    let Some(unit) = view.lexicon.unit(named) else { return false };
    if sign.is_some() {
        // After "$5 million" only the currency's own name follows.
        return sign == Some(named);
    }
    let word = view.word(from + usize::from(view.hyphen(from)));
    // "5 second homes", "two quarter finals": a singular name after a plural number, apart, is no unit.
    if unit.dimension == "time" && matches!(word, "second" | "quarter") && !view.hyphen(from) {
        let one = from.checked_sub(1).is_some_and(|before| matches!(view.word(before), "one" | "a"));
        return one;
    }
    // "two minute hands" is no span of time, "two-minute" is; "100 metre" is a race.
    !(end < view.len() && view.hyphen(end) && unit.dimension == "money" && view.capital(from))
}

/// "in five", "out of 10" after a numeral: the part and the token after it.
fn ratio(view: &View, reading: &Reading) -> Option<(Decimal, usize)> {
    let (Figure::Exact(count, _), true) = (reading.figure, reading.scale == Decimal::ONE) else { return None };
    let hyphen = view.hyphen(reading.end);
    let at = reading.end + usize::from(hyphen);
    let from = if view.word(at) == "in" {
        at + 1 + usize::from(view.hyphen(at + 1)) + usize::from(view.word(at + 1) == "every")
    } else if view.word(at) == "out" && view.word(at + 1) == "of" {
        at + 2 + usize::from(view.word(at + 2) == "every")
    } else {
        return None;
    };
    if year_like(view, from) || view.capital(from) {
        return None;
    }
    let whole = numeral(view, from)?.ok()?;
    let Figure::Exact(of, _) = whole.figure else { return None };
    // "2 in 10 years" counts something else; a part is no more than its whole and a whole is round or small.
    let plausible = count > Decimal::ZERO && count < of && count.fract().is_zero() && of.fract().is_zero();
    let unit = unit_after(view, whole.end, false).is_some();
    let spelled_alike = view.is(from, TokenKind::Number) == !reading.spelled || count == Decimal::ONE;
    (plausible && !unit && spelled_alike).then(|| count.checked_div(of).map(|share| (share, whole.end)))?
}

struct Range {
    /// Where "between" or "from" stands, if it belongs to it.
    first: Option<usize>,
    low: Decimal,
    high: Decimal,
    unit: Option<UnitId>,
    end: usize,
}

/// A range whose first number was just read; `end` is the token after it and its unit.
fn range(
    view: &View,
    number: usize,
    first: usize,
    reading: &Reading,
    end: usize,
    unit: Option<UnitId>,
) -> Option<Result<Range, &'static str>> {
    let Figure::Exact(mut low, _) = reading.figure else { return None };
    let opener =
        first.checked_sub(1).map(|before| view.word(before)).filter(|word| matches!(*word, "between" | "from"));
    let word = view.word(end);
    let tight = view.dash(end) && view.glued(end) && view.glued(end + 1);
    let led = first
        .checked_sub(1)
        .is_some_and(|before| view.word(before) == "by" || view.class(before).any(Classes::TREND_VERB));
    let joined = match word {
        "to" => opener != Some("between") && !led,
        "and" => opener == Some("between"),
        "or" => true,
        _ => {
            tight
                || matches!(view.raw(end), "–" | "—")
                    && view.is(end + 1, TokenKind::Number)
                    && !view.glued(end) == !view.glued(end + 1)
        }
    };
    if !joined || year_like(view, number) && year_like(view, end + 1) {
        return None;
    }
    let mut from = end + 1;
    if view.is(from, TokenKind::Mark) {
        from += 1;
        if view.is(from, TokenKind::Mark) {
            from += 1;
        }
    } else if view.is(from, TokenKind::Word) && view.is(from + 1, TokenKind::Number) && currency_before(view, from + 1)
    {
        from += 1;
    }
    let other = match numeral(view, from)? {
        Ok(other) => other,
        Err(reason) => return Some(Err(reason)),
    };
    let Figure::Exact(mut high, _) = other.figure else { return None };
    let sign = sign_before(view, from).map(|(currency, _)| currency);
    if from > end + 1 && sign.is_none() {
        return None;
    }
    let (after_unit, after) = match unit_after(view, other.end, sign.or(unit).is_some()) {
        Some((named, after)) if accepted(view, named, other.end, after, sign) => (Some(named), after),
        _ => (None, other.end),
    };
    let other_unit = sign.or(after_unit);
    // Two units are two quantities; so are a number with one and a number without ("0.4 per cent to 13,176").
    if unit.is_some()
        && unit != other_unit
        && !(tight && other_unit.is_none())
        && !(word == "or" && other_unit.is_none())
    {
        return None;
    }
    // The scale said once: "$3-5 billion", "5 to 10 million".
    if reading.scale == Decimal::ONE && other.scale > Decimal::ONE && low < Decimal::ONE_THOUSAND {
        // "$200 to $4 million" says both in full.
        low = low.checked_mul(other.scale).filter(|scaled| *scaled < high).unwrap_or(low);
    }
    if word == "or" {
        // "eight or nine", "3 or 4"; anything else is two statements.
        let step = high.checked_sub(low)?;
        let bare =
            reading.scale == other.scale && step > Decimal::ZERO && step <= Decimal::TWO.checked_mul(reading.scale)?;
        if !bare {
            return None;
        }
    }
    if word == "to" && opener == Some("from") && changes(view, first) || low >= high {
        return None;
    }
    if tight
        && reading.scale == Decimal::ONE
        && other.scale == Decimal::ONE
        && other_unit.is_none()
        && high.checked_div(low).is_none_or(|ratio| ratio > Decimal::from(20))
        && !view.lexicon.is_plural(view.word(after))
    {
        return None;
    }
    high = high.max(low);
    let opener_at = opener.filter(|_| word == "and" || word == "to").and_then(|_| first.checked_sub(1));
    Some(Ok(Range { first: opener_at, low, high, unit: other_unit, end: after }))
}

/// Is "from A to B" the way of something that rose or fell? A word of change stands before it in the sentence.
fn changes(view: &View, first: usize) -> bool {
    let from = first.saturating_sub(9);
    (from..first).any(|at| {
        view.class(at).any(Classes::TREND_VERB.or(Classes::TREND_NOUN))
            || view.phrase(&view.lexicon.trend_words, at).is_some()
            || matches!(
                view.word(at),
                "change"
                    | "changed"
                    | "changes"
                    | "revised"
                    | "went"
                    | "go"
                    | "gone"
                    | "move"
                    | "moved"
                    | "improve"
                    | "improved"
            )
    })
}

/// Do the words between `from` and `number` hedge here? "over three years" says how long, "under 18s" who.
fn hedges(view: &View, from: usize, number: usize, unit: Option<&Unit>) -> bool {
    let phrase = view.word(from);
    let single = number == from + 1;
    // "revised up to 366,000" says where it went, not how far it may go.
    if phrase == "up"
        && from > 0
        && view.class(from - 1).any(Classes::TREND_VERB.or(Classes::VERB))
        && !view.class(from - 1).any(Classes::AUXILIARY)
        && !view.class(from - 1).any(Classes::BASE)
    {
        return !matches!(
            view.word(from - 1),
            "revised"
                | "adjusted"
                | "bumped"
                | "pushed"
                | "moved"
                | "upgraded"
                | "went"
                | "gone"
                | "edged"
                | "inched"
                | "ticked"
                | "crept"
        );
    }
    if !single {
        return true;
    }
    let time = unit.is_some_and(|unit| unit.dimension == "time");
    match phrase {
        // "over three years", "around 12 months of work": a time they last after a noun or a verb.
        "over" if time => {
            let before = from.checked_sub(1);
            before.is_some_and(|before| {
                matches!(
                    view.word(before),
                    "for" | "of" | "after" | "at" | "just" | "well" | "is" | "was" | "took" | "lasted" | "aged" | "be"
                )
            })
        }
        "under" | "above" | "below" => !view.glued(number),
        "up" => false,
        _ => true,
    }
}

/// A scale or unit said only once in a pair: "280 million of the 1.5 billion shekels", "from 3 to 5 million".
fn elided(view: &View, found: &mut [Quantity]) {
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), rest.first()) else { continue };
        let between: Vec<&str> = (left.end..right.first).map(|at| view.word(at)).collect();
        let joined = matches!(
            between.as_slice(),
            ["of"] | ["of", "the"] | ["of", "its"] | ["to"] | ["and"] | ["or"] | ["out", "of"]
        );
        let money = right
            .unit
            .and_then(|unit| view.lexicon.unit(unit))
            .is_some_and(|unit| unit.dimension == "money" || unit.dimension == "ratio");
        if joined && money && left.unit.is_none() && left.figure.is_some() && !left.part && !left.vague {
            left.unit = right.unit;
        }
    }
}
