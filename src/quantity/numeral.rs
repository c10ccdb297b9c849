//! Numerals in digits and words: `1,200.5`, `1.2 million`, `thirty-four`, `two-thirds`, `half a million`, `dozens`.

use super::View;
use crate::lexicon::{EntryId, Numeral, NumeralKind, UnitId};
use crate::text::{GROUPING, TokenKind, fraction};
use rust_decimal::Decimal;
use std::str::FromStr;

/// What a numeral says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// A number; the place of its last significant digit, none for fractions in words.
    Exact(Decimal, Option<Decimal>),
    /// A vague word's range.
    Vague(Decimal, Option<Decimal>),
    /// A part: half, two-thirds.
    Part(Decimal),
}

/// A numeral at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The token after it.
    pub end: usize,
    /// What it says.
    pub figure: Figure,
    /// What its scale words multiply by; 1 without one.
    pub scale: Decimal,
    /// Was it written in words, all of it?
    pub spelled: bool,
    /// The scale is a suffix that is also a unit's symbol: `5m` is millions or metres, `40t` trillions or tonnes.
    pub ambiguous: Option<UnitId>,
    /// The entries that took part, for numbers in words.
    pub entries: Vec<EntryId>,
}

/// The numeral that begins at `at`: none if there is none; an error says why a number cannot be read.
pub fn numeral(view: &View, at: usize) -> Option<Result<Reading, &'static str>> {
    if view.is(at, TokenKind::Number) {
        return Some(digits(view, at));
    }
    if view.is(at, TokenKind::Word) { words(view, at).map(Ok) } else { None }
}

/// Too long, or several points.
fn digits(view: &View, at: usize) -> Result<Reading, &'static str> {
    let written = view.raw(at);
    let mut plain = String::with_capacity(written.len());
    let mut points = 0;
    let mut part = None;
    for character in written.chars() {
        match character {
            '0'..='9' => plain.push(character),
            '.' => {
                points += 1;
                plain.push('.');
            }
            _ if character == ',' || GROUPING.contains(&character) => {}
            _ => part = fraction(character),
        }
    }
    if points > 1 {
        return Err("version");
    }
    if plain.bytes().filter(u8::is_ascii_digit).count() > 28 {
        return Err("more than 28 digits");
    }
    let whole =
        if plain.is_empty() { Decimal::ZERO } else { Decimal::from_str(&plain).map_err(|_| "more than 28 digits")? };
    let mut end = at + 1;
    let mut value = whole;
    let mut granularity = Some(last_place(whole));
    if let Some((numerator, denominator)) = part {
        value = add(value, divide(numerator.into(), denominator.into()));
        granularity = None;
    } else if let Some((numerator, denominator, after)) = slashed(view, at + 1).filter(|_| !view.glued(at + 1)) {
        // "1 1/2"
        value = add(value, divide(numerator, denominator));
        granularity = None;
        end = after;
    } else if let Some((numerator, denominator, after)) = slashed(view, at) {
        value = divide(numerator, denominator);
        granularity = None;
        end = after;
    } else if view.word(at + 1) == "and" && view.word(at + 2) == "a" && view.word(at + 3) == "half" {
        value = add(value, Decimal::new(5, 1));
        end = at + 4;
        granularity = Some(Decimal::new(5, 1));
    }
    let mut reading = Reading {
        end,
        figure: Figure::Exact(value, granularity),
        scale: Decimal::ONE,
        spelled: false,
        ambiguous: None,
        entries: Vec::new(),
    };
    scales(view, &mut reading)?;
    Ok(reading)
}

/// A proper fraction `3/4` at a place: numerator, denominator, the token after it.
fn slashed(view: &View, at: usize) -> Option<(Decimal, Decimal, usize)> {
    let glued = view.raw(at + 1) == "/" && view.glued(at + 1) && view.glued(at + 2) && !matches!(view.raw(at + 3), "/");
    if !glued || !view.is(at, TokenKind::Number) || !view.is(at + 2, TokenKind::Number) {
        return None;
    }
    let (numerator, denominator) = (u32::from_str(view.raw(at)).ok()?, u32::from_str(view.raw(at + 2)).ok()?);
    let plausible =
        numerator > 0 && numerator < denominator && matches!(denominator, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 32 | 64);
    plausible.then_some((numerator.into(), denominator.into(), at + 3))
}

/// Takes the scale words and suffixes after a numeral.
fn scales(view: &View, reading: &mut Reading) -> Result<(), &'static str> {
    loop {
        let hyphen = usize::from(view.hyphen(reading.end));
        let at = reading.end + hyphen;
        let found = match view.phrase(&view.lexicon.numerals, at) {
            Some((numeral, end)) if numeral.kind == NumeralKind::Scale => Some((numeral, end, None)),
            _ if view.is(at, TokenKind::Word) && !reading.spelled => suffix(view, at, hyphen > 0),
            _ => None,
        };
        let Some((numeral, end, ambiguous)) = found else { return Ok(()) };
        reading.end = end;
        reading.ambiguous = ambiguous;
        reading.entries.push(numeral.entry);
        reading.scale = reading.scale.checked_mul(numeral.value).ok_or("more than 28 digits")?;
        reading.figure = times(reading.figure, numeral.value).ok_or("more than 28 digits")?;
    }
}

/// A short scale word: any glued to the digits; after a blank or a hyphen only those that mean nothing else.
fn suffix(view: &View, at: usize, hyphenated: bool) -> Option<(Numeral, usize, Option<UnitId>)> {
    let word = view.word(at);
    let numeral = *view.lexicon.scale_suffixes.get(word)?;
    let glued = view.glued(at) && !hyphenated;
    if !glued && word.len() < 2 && !(word == "b" && view.raw(at + 1) == ".") {
        return None;
    }
    let stop = usize::from(
        view.raw(at + 1) == "."
            && view.glued(at + 1)
            && view.token(at + 2).is_some_and(|next| next.spaced)
            && word.len() < 4,
    );
    let stop = if view.token(at + 2).is_some() { stop } else { 0 };
    Some((numeral, at + 1 + stop, view.lexicon.glued_symbols.get(view.raw(at)).copied()))
}

/// A number in words.
fn words(view: &View, start: usize) -> Option<Reading> {
    let lookup = |at: usize| view.phrase(&view.lexicon.numerals, at);
    let first = view.word(start);
    // "half a million", "half of them", "half the town"; "a million", "a third of".
    if first == "half" {
        let half = Decimal::new(5, 1);
        let (numeral, after) = lookup(start)?;
        if matches!(view.word(start + 1), "a" | "an")
            && let Some((scale, end)) = lookup(start + 2).filter(|(numeral, _)| numeral.kind == NumeralKind::Scale)
        {
            let value = half.checked_mul(scale.value)?;
            let figure = Figure::Exact(value, Some(last_place(value)));
            return Some(Reading {
                end,
                figure,
                scale: scale.value,
                spelled: true,
                ambiguous: None,
                entries: vec![numeral.entry, scale.entry],
            });
        }
        let end = after;
        // "half a mile" has its unit after the article.
        let article = matches!(view.word(end), "a" | "an") && view.phrase(&view.lexicon.unit_names, end + 1).is_some();
        let of = article || matches!(view.word(end), "of" | "the" | "its" | "their" | "his" | "her" | "our" | "all");
        return of.then_some(Reading {
            end,
            figure: Figure::Part(half),
            scale: Decimal::ONE,
            spelled: true,
            ambiguous: None,
            entries: vec![numeral.entry],
        });
    }
    let whole_phrase = lookup(start).is_some();
    if !whole_phrase && !matches!(first, "a" | "an") {
        return None;
    }
    let mut at = start;
    let mut sum = Sum::default();
    if matches!(first, "a" | "an") && !whole_phrase {
        let (numeral, end) = lookup(start + 1)?;
        match numeral.kind {
            NumeralKind::Scale => sum.current = Some(Decimal::ONE),
            NumeralKind::Fraction if view.word(end) == "of" || view.word(end) == "more" || view.word(end) == "to" => {
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
            if view.word(next + 1) == "a" && view.word(next + 2) == "half" {
                sum.current = Some(add(sum.current.unwrap_or_default(), Decimal::new(5, 1)));
                entries.extend(lookup(next + 2).map(|(half, _)| half.entry));
                sum.last = None;
                at = next + 3;
                end = at;
                continue;
            }
            if sum.last != Some(NumeralKind::Scale) || !sum.open_to_and {
                break;
            }
            next += 1;
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
    Some(Reading { end, figure, scale: sum.scale, spelled: true, ambiguous: None, entries })
}

/// The sum of number words read so far.
struct Sum {
    total: Decimal,
    current: Option<Decimal>,
    vague: Option<(Decimal, Option<Decimal>)>,
    last: Option<NumeralKind>,
    open_to_and: bool,
    scale: Decimal,
}

impl Default for Sum {
    fn default() -> Self {
        Self { total: Decimal::ZERO, current: None, vague: None, last: None, open_to_and: false, scale: Decimal::ONE }
    }
}

impl Sum {
    fn begun(&self) -> bool {
        self.current.is_some() || !self.total.is_zero() || self.vague.is_some()
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
                };
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
            NumeralKind::Vague => false,
        };
        if taken {
            self.last = Some(numeral.kind);
        }
        Some(taken)
    }
}

/// An optional figure multiplied; `None` on overflow.
fn scaled(figure: Option<Decimal>, by: Decimal) -> Option<Option<Decimal>> {
    match figure {
        Some(figure) => figure.checked_mul(by).map(Some),
        None => Some(None),
    }
}

/// A figure multiplied; `None` on overflow.
pub fn times(figure: Figure, by: Decimal) -> Option<Figure> {
    Some(match figure {
        Figure::Exact(value, place) => Figure::Exact(value.checked_mul(by)?, scaled(place, by)?),
        Figure::Vague(low, high) => Figure::Vague(low.checked_mul(by)?, scaled(high, by)?),
        Figure::Part(value) => Figure::Exact(value.checked_mul(by)?, None),
    })
}

/// The place of the last significant digit: 10 for 670, 0.01 for 4.13, 1 for 0.
pub fn last_place(value: Decimal) -> Decimal {
    let normal = value.normalize();
    if normal.is_zero() {
        return Decimal::ONE;
    }
    if normal.scale() > 0 {
        return Decimal::new(1, normal.scale());
    }
    let mut mantissa = normal.mantissa();
    let mut place: i128 = 1;
    while mantissa % 10 == 0 {
        mantissa /= 10;
        place *= 10;
    }
    Decimal::try_from_i128_with_scale(place, 0).unwrap_or(Decimal::ONE)
}

fn add(a: Decimal, b: Decimal) -> Decimal {
    a.checked_add(b).unwrap_or(a)
}

fn divide(numerator: Decimal, denominator: Decimal) -> Decimal {
    numerator.checked_div(denominator).unwrap_or_default()
}
