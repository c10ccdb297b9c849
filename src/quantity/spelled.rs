//! Numbers in words: `thirty-four`, `two million, three hundred thousand`, `two point five`, `half a million`, `dozens`.

use super::View;
use super::numeral::{Figure, Reading, add, last_place, scaled};
use crate::lexicon::{Classes, EntryId, Numeral, NumeralKind};
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// A number in words.
pub fn words(view: &View, start: usize) -> Option<Reading> {
    let lookup = |at: usize| view.phrase(&view.lexicon.numerals, at);
    let first = view.word(start);
    if matches!(first, "half" | "quarter")
        && let Some(reading) = part_of_unit(view, start)
    {
        return Some(reading);
    }
    if first == "half" {
        return half(view, start);
    }
    let whole = lookup(start);
    if let Some((numeral, end)) = whole.filter(|(numeral, _)| numeral.kind == NumeralKind::Multiple) {
        let figure = Figure::Exact(numeral.value, Some(last_place(numeral.value)));
        let reading = Reading::spelled(end, figure, Decimal::ONE, vec![numeral.entry]);
        return multiplies(view, start, end).then_some(Reading { multiple: true, ..reading });
    }
    let mut at = start;
    let mut sum = Sum::default();
    let whole_phrase = whole.is_some();
    if matches!(first, "a" | "an") && !whole_phrase {
        let Some((numeral, end)) = lookup(start + 1) else { return one_and_a_half(view, start) };
        let scale = |at: usize| lookup(at).is_some_and(|(numeral, _)| numeral.kind == NumeralKind::Scale);
        match numeral.kind {
            NumeralKind::Scale => sum.current = Some(Decimal::ONE),
            NumeralKind::Fraction
                if matches!(view.word(end), "of" | "more" | "to") || scale(end) || fell_by(view, start, end) =>
            {
                sum.current = Some(Decimal::ONE);
            }
            _ => return None,
        }
        at = start + 1;
    }
    let mut entries = Vec::new();
    let mut end = start;
    let mut part = false;
    loop {
        let mut next = at;
        let begun = sum.begun();
        if begun && view.hyphen(next) {
            next += 1;
        }
        // "a couple of hundred".
        let of_scale = sum.vague.is_some()
            && view.word(next) == "of"
            && lookup(next + 1).is_some_and(|(numeral, _)| numeral.kind == NumeralKind::Scale);
        next += usize::from(of_scale);
        if begun && view.word(next) == "and" {
            if let Some((part, after, entry)) = and_a_part(view, next + 1) {
                // "a million and a half" is one and a half million.
                let unit = if sum.last == Some(NumeralKind::Scale) { sum.smallest } else { Decimal::ONE };
                sum.current = Some(add(sum.current.unwrap_or_default(), part.checked_mul(unit)?));
                entries.push(entry);
                sum.last = None;
                sum.fractional = true;
                at = after;
                end = at;
                continue;
            }
            if sum.last != Some(NumeralKind::Scale) || !sum.open_to_and {
                break;
            }
            next += 1;
        }
        if let Some((decimals, after)) = decimals(view, next, start).filter(|_| sum.takes_decimals()) {
            sum.current = Some(add(sum.current.unwrap_or_default(), decimals));
            sum.last = Some(NumeralKind::Fraction);
            at = after;
            end = at;
            continue;
        }
        if let Some(rest) = lower_scales(view, next, &sum)
            && let Figure::Exact(more, _) = rest.figure
        {
            sum.total = sum.total.checked_add(more)?;
            entries.extend(rest.entries);
            end = rest.end;
            break;
        }
        let Some((numeral, after)) = lookup(next) else { break };
        if !sum.take(&numeral)? {
            break;
        }
        entries.push(numeral.entry);
        at = after;
        end = after;
        if matches!(numeral.kind, NumeralKind::Fraction) {
            part = true;
            break;
        }
    }
    if end == start || matches!(first, "a" | "an") && !whole_phrase && end <= start + 1 {
        return None;
    }
    let figure = match (sum.vague, part) {
        (Some((low, high)), _) => Figure::Vague(low, high),
        (None, true) => Figure::Part(sum.value()?),
        (None, false) => {
            let value = sum.value()?;
            Figure::Exact(value, Some(last_place(value)))
        }
    };
    Some(Reading::spelled(end, figure, sum.scale, entries))
}

/// "shrank by a fifth": a part where a change leads to it and no noun follows. `article` is the "a", `end` the token behind
/// the fraction. "Overtaken by a third" counts drivers.
pub fn fell_by(view: &View, article: usize, end: usize) -> bool {
    let Some(by) = article.checked_sub(1).filter(|by| view.word(*by) == "by") else { return false };
    let change = Classes::TREND_VERB.or(Classes::TREND_NOUN);
    let light = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::AUXILIARY).or(Classes::ADVERB);
    (by.saturating_sub(6)..by).any(|at| view.class(at).any(change))
        && (!view.is(end, TokenKind::Word) || view.class(end).any(light))
}

/// "half a million", "half of them", "half the town", "half a mile".
fn half(view: &View, start: usize) -> Option<Reading> {
    let lookup = |at: usize| view.phrase(&view.lexicon.numerals, at);
    let half = Decimal::new(5, 1);
    let (numeral, after) = lookup(start)?;
    let past = |at: usize| at + usize::from(view.hyphen(at));
    // "half a million", "half-a-million", "half-million"
    let article = past(after);
    let scale = if matches!(view.word(article), "a" | "an") { past(article + 1) } else { article };
    if let Some((scale, end)) = lookup(scale).filter(|(numeral, _)| numeral.kind == NumeralKind::Scale) {
        let value = half.checked_mul(scale.value)?;
        let figure = Figure::Exact(value, Some(last_place(value)));
        return Some(Reading::spelled(end, figure, scale.value, vec![numeral.entry, scale.entry]));
    }
    // "half a mile" has its unit after the article.
    let article = matches!(view.word(after), "a" | "an") && view.phrase(&view.lexicon.unit_names, after + 1).is_some();
    let of = article || matches!(view.word(after), "of" | "the" | "its" | "their" | "his" | "her" | "our" | "all");
    of.then(|| Reading::spelled(after, Figure::Part(half), Decimal::ONE, vec![numeral.entry]))
}

/// "half-hour", "quarter-mile", "quarter-century"; not "half-year", "half-century" and "half-time", which name something else.
fn part_of_unit(view: &View, start: usize) -> Option<Reading> {
    let (unit, _) = view.phrase(&view.lexicon.unit_names, start + 2).filter(|_| view.hyphen(start + 1))?;
    let measured = view.lexicon.unit(unit).is_some_and(|unit| {
        matches!(unit.dimension.as_str(), "length" | "area" | "volume" | "mass")
            || unit.id == "hour"
            || unit.id == "century" && view.word(start) == "quarter"
    });
    let (numeral, end) = view.phrase(&view.lexicon.numerals, start)?;
    let part = numeral.value.checked_div(numeral.high?)?;
    measured.then(|| Reading::spelled(end, Figure::Exact(part, None), Decimal::ONE, vec![numeral.entry]))
}

/// The one of "an hour and a half"; the half is taken when the unit has been.
pub fn one_and_a_half(view: &View, start: usize) -> Option<Reading> {
    let (_, end) = view.phrase(&view.lexicon.unit_names, start + 1)?;
    let half = view.word(end) == "and" && and_a_part(view, end + 1).is_some();
    half.then(|| Reading::spelled(start + 1, Figure::Exact(Decimal::ONE, None), Decimal::ONE, Vec::new()))
}

/// "a half", "a quarter", "three-quarters", "two-thirds" behind "and": the part, the token after it, its entry. Not "a
/// third": "two were hurt and a third fled".
pub fn and_a_part(view: &View, at: usize) -> Option<(Decimal, usize, EntryId)> {
    let at = at + usize::from(view.hyphen(at));
    let lookup = |at: usize| view.phrase(&view.lexicon.numerals, at);
    let article = matches!(view.word(at), "a" | "one");
    let (count, after) = if article {
        (Decimal::ONE, at + 1)
    } else {
        lookup(at)
            .filter(|(numeral, _)| numeral.kind == NumeralKind::Small)
            .map(|(numeral, end)| (numeral.value, end))?
    };
    let after = after + usize::from(view.hyphen(after));
    let (numeral, end) = lookup(after).filter(|(numeral, _)| numeral.kind == NumeralKind::Fraction)?;
    let denominator = numeral.high?;
    if article && denominator != Decimal::TWO && view.word(after) != "quarter" || view.word(end) == "of" {
        return None;
    }
    let part = numeral.value.checked_mul(count)?.checked_div(denominator)?;
    (part < Decimal::ONE).then_some((part, end, numeral.entry))
}

/// "point two five" behind a number in words that began at `start`: the decimals and the token after them.
fn decimals(view: &View, at: usize, start: usize) -> Option<(Decimal, usize)> {
    // "at one point two men left"
    if view.word(at) != "point" || start > 0 && matches!(view.word(start - 1), "at" | "the") {
        return None;
    }
    let mut value = Decimal::ZERO;
    let mut place = Decimal::ONE;
    let mut end = at + 1;
    while let Some((digit, after)) = view.phrase(&view.lexicon.numerals, end)
        && digit.kind == NumeralKind::Small
        && digit.value < Decimal::TEN
        && end < at + 10
    {
        place = place.checked_div(Decimal::TEN)?;
        value = value.checked_add(digit.value.checked_mul(place)?)?;
        end = after;
    }
    (end > at + 1).then_some((value, end))
}

/// "three hundred thousand" after "two million,": what stands behind the comma counts a smaller scale.
fn lower_scales(view: &View, comma: usize, sum: &Sum) -> Option<Reading> {
    let open = sum.last == Some(NumeralKind::Scale) && sum.smallest >= Decimal::ONE_THOUSAND && sum.vague.is_none();
    if !open || view.raw(comma) != "," {
        return None;
    }
    // Looked at before it is read, so that a long list of numbers costs no more than its length.
    let scales = (comma + 1..comma + 9)
        .take_while(|at| view.is(*at, TokenKind::Word) || view.hyphen(*at))
        .filter_map(|at| view.phrase(&view.lexicon.numerals, at))
        .filter(|(numeral, _)| numeral.kind == NumeralKind::Scale)
        .map(|(numeral, _)| numeral.value);
    let mut largest = Decimal::ZERO;
    scales.for_each(|scale| largest = largest.max(scale));
    if largest.is_zero() || largest >= sum.smallest {
        return None;
    }
    let rest = words(view, comma + 1)?;
    let Figure::Exact(more, _) = rest.figure else { return None };
    (rest.scale > Decimal::ONE && rest.scale < sum.smallest && more < sum.smallest && !rest.multiple).then_some(rest)
}

/// Does "sixfold" or "doubled" multiply here? "The reason is twofold" has two parts, "a doubled guard" is one, and who
/// "doubled to left field" hit a ball.
fn multiplies(view: &View, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).map(|before| view.class(before)).unwrap_or_default();
    if !view.class(at).any(Classes::VERB) {
        return !(before.any(Classes::AUXILIARY) && !view.is(end, TokenKind::Word));
    }
    let light = Classes::PREPOSITION
        .or(Classes::CONJUNCTION)
        .or(Classes::DETERMINER)
        .or(Classes::ADVERB)
        .or(Classes::AUXILIARY)
        .or(Classes::PRONOUN);
    let object = view.class(end).any(Classes::DETERMINER) && !matches!(view.word(end), "a" | "an");
    let goes_on = !view.is(end, TokenKind::Word) || view.class(end).any(light);
    let attribute = before.any(Classes::DETERMINER.or(Classes::PREPOSITION).or(Classes::ADJECTIVE));
    let name = at.checked_sub(1).is_some_and(|before| view.capital(before) && (before > 0 || !view.is_plural(before)));
    let level = matches!(view.word(end), "to" | "from") && !view.is(end + 1, TokenKind::Word);
    let player = name && !object && !level && !before.any(Classes::AUXILIARY);
    let hedged = view.phrase_before(&view.lexicon.hedges_before, at).is_some();
    at > 0 && goes_on && !view.hyphen(end) && (hedged || !attribute && !player)
}

/// The sum of number words read so far.
struct Sum {
    total: Decimal,
    current: Option<Decimal>,
    vague: Option<(Decimal, Option<Decimal>)>,
    last: Option<NumeralKind>,
    open_to_and: bool,
    /// The largest scale taken.
    scale: Decimal,
    /// The scale taken last.
    smallest: Decimal,
    /// Has it a part behind "and"?
    fractional: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            total: Decimal::ZERO,
            current: None,
            vague: None,
            last: None,
            open_to_and: false,
            scale: Decimal::ONE,
            smallest: Decimal::ONE,
            fractional: false,
        }
    }
}

impl Sum {
    fn begun(&self) -> bool {
        self.current.is_some() || !self.total.is_zero() || self.vague.is_some()
    }

    /// May "point five" follow?
    fn takes_decimals(&self) -> bool {
        matches!(self.last, Some(NumeralKind::Small | NumeralKind::Tens)) && self.vague.is_none()
    }

    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.current.unwrap_or_default())
    }

    /// Takes a word in: `Some(false)` if it begins another number, `None` on overflow.
    fn take(&mut self, numeral: &Numeral) -> Option<bool> {
        let taken = match numeral.kind {
            NumeralKind::Small | NumeralKind::Tens => {
                let fits = match self.last {
                    None => self.current.is_none(),
                    Some(NumeralKind::Tens) => {
                        numeral.kind == NumeralKind::Small && numeral.value < Decimal::TEN && !numeral.value.is_zero()
                    }
                    Some(NumeralKind::Scale) => self.open_to_and,
                    Some(_) => false,
                } && !self.fractional;
                if fits {
                    self.current = Some(self.current.unwrap_or_default().checked_add(numeral.value)?);
                }
                fits
            }
            NumeralKind::Scale => {
                if let Some((low, high)) = self.vague {
                    self.vague = Some((low.checked_mul(numeral.value)?, scaled(high, numeral.value)?));
                } else {
                    let current = match self.current {
                        Some(current) => current,
                        None if self.total.is_zero() => return Some(false),
                        // "hundred thousand million": the total itself is multiplied.
                        None => std::mem::take(&mut self.total),
                    };
                    let value = current.checked_mul(numeral.value)?;
                    if numeral.value == Decimal::ONE_HUNDRED {
                        self.current = Some(value);
                    } else {
                        self.total = self.total.checked_add(value)?;
                        self.current = None;
                    }
                    self.scale = self.scale.max(numeral.value);
                }
                self.smallest = numeral.value;
                self.open_to_and = numeral.value >= Decimal::ONE_HUNDRED && self.vague.is_none();
                true
            }
            NumeralKind::Fraction => {
                let (Some(count), true, Some(denominator)) = (self.current, self.total.is_zero(), numeral.high) else {
                    return Some(false);
                };
                if numeral.value.checked_mul(count)? > denominator {
                    return Some(false);
                }
                self.current = Some(count.checked_mul(numeral.value)?.checked_div(denominator)?);
                true
            }
            NumeralKind::Vague if !self.begun() => {
                self.vague = Some((numeral.value, numeral.high));
                true
            }
            NumeralKind::Vague | NumeralKind::Multiple | NumeralKind::Absence => false,
        };
        if taken {
            self.last = Some(numeral.kind);
        }
        Some(taken)
    }
}
