//! Numerals in digits and words: `1,200.5`, `1.2 million`, `thirty-four`, `two-thirds`, `half a million`, `dozens`.

use super::View;
use super::absence::absence;
use super::power::power;
use super::spelled::words;
use crate::lexicon::{Classes, EntryId, Numeral, NumeralKind, UnitId};
use crate::text::{DecimalMark, TokenKind, fraction};
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
    /// A multiple of something: `sixfold`, `doubled`.
    pub multiple: bool,
    /// The entries that took part, for numbers in words.
    pub entries: Vec<EntryId>,
}

impl Reading {
    /// A number in digits without scale words.
    pub fn plain(end: usize, value: Decimal, granularity: Option<Decimal>) -> Self {
        Self {
            end,
            figure: Figure::Exact(value, granularity),
            scale: Decimal::ONE,
            spelled: false,
            ambiguous: None,
            multiple: false,
            entries: Vec::new(),
        }
    }

    /// A number in words.
    pub fn spelled(end: usize, figure: Figure, scale: Decimal, entries: Vec<EntryId>) -> Self {
        Self { end, figure, scale, spelled: true, ambiguous: None, multiple: false, entries }
    }
}

/// A number that cannot be read, with all that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread {
    /// The token after it.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
}

pub const TOO_LONG: &str = "more than 28 digits";

/// The numeral that begins at `at`: none if there is none; an error says why a number cannot be read.
pub fn numeral(view: &View, at: usize) -> Option<Result<Reading, Unread>> {
    if view.is(at, TokenKind::Number) {
        return Some(power(view, at).unwrap_or_else(|| digits(view, at)));
    }
    if view.is(at, TokenKind::Word) { words(view, at).or_else(|| absence(view, at)).map(Ok) } else { None }
}

/// The number that a token of digits writes, without what follows it.
pub fn written(view: &View, at: usize) -> Result<Decimal, &'static str> {
    let raw = view.raw(at);
    let (whole, decimals) = raw.rsplit_once(',').unwrap_or((raw, ""));
    let digits = decimals.bytes().take_while(u8::is_ascii_digit).count();
    let comma = digits > 0 && !whole.contains(',') && view.decimal_mark.comma_is_decimal(whole, digits);
    let points_group = view.decimal_mark == DecimalMark::CommaAndPoints
        && raw.split([',', '.']).skip(1).all(|group| group.len() == 3 || comma);
    let mut plain = String::with_capacity(raw.len());
    let mut points = 0;
    for character in raw.chars() {
        match character {
            '0'..='9' => plain.push(character),
            '.' if points_group => {}
            ',' if !comma => {}
            '.' | ',' => {
                points += 1;
                plain.push('.');
            }
            _ => {}
        }
    }
    if points > 1 {
        return Err("version");
    }
    if plain.bytes().filter(u8::is_ascii_digit).count() > 28 {
        return Err(TOO_LONG);
    }
    if plain.is_empty() { Ok(Decimal::ZERO) } else { Decimal::from_str(&plain).map_err(|_| TOO_LONG) }
}

/// A number in digits, with a fraction and the scale words behind it.
fn digits(view: &View, at: usize) -> Result<Reading, Unread> {
    let whole = written(view, at).map_err(|reason| Unread { end: at + 1, reason })?;
    let part = view.raw(at).chars().next_back().and_then(fraction);
    let mut reading = Reading::plain(at + 1, whole, Some(last_place(whole)));
    if let Some((numerator, denominator)) = part {
        reading.figure = Figure::Exact(add(whole, divide(numerator.into(), denominator.into())), None);
    } else if let Some(slashed) = slashed(view, at + 1).filter(|_| !view.glued(at + 1) && whole.fract().is_zero()) {
        // "1 1/2"
        let (numerator, denominator, after) = slashed.map_err(|reason| Unread { end: at + 4, reason })?;
        reading.figure = Figure::Exact(add(whole, divide(numerator, denominator)), None);
        reading.end = after;
    } else if let Some(Ok((numerator, denominator, after))) = slashed(view, at + 2).filter(|_| view.hyphen(at + 1)) {
        // "1-1/2"
        reading.figure = Figure::Exact(add(whole, divide(numerator, denominator)), None);
        reading.end = after;
    } else if let Some(slashed) = slashed(view, at) {
        let (numerator, denominator, after) = slashed.map_err(|reason| Unread { end: at + 3, reason })?;
        reading.figure = Figure::Exact(divide(numerator, denominator), None);
        reading.end = after;
    } else if view.word(at + 1) == "and" && view.word(at + 2) == "a" && view.word(at + 3) == "half" {
        reading.figure = Figure::Exact(add(whole, Decimal::new(5, 1)), Some(Decimal::new(5, 1)));
        reading.end = at + 4;
    }
    let last = scales(view, &mut reading).map_err(|reason| Unread { end: reading.end, reason })?;
    if let Some(last) = last {
        compound(view, &mut reading, last);
        if view.word(reading.end) == "and" && view.word(reading.end + 1) == "a" && view.word(reading.end + 2) == "half"
        {
            // "2 million and a half": half of the scale.
            let half = reading.scale.checked_div(Decimal::TWO).unwrap_or_default();
            if let Figure::Exact(value, _) = reading.figure {
                reading.figure = Figure::Exact(add(value, half), Some(half));
                reading.end += 3;
            }
        }
    }
    Ok(reading)
}

/// "2 crore 50 lakh", "3 million 200 thousand": a smaller scale right behind a larger one adds up.
fn compound(view: &View, reading: &mut Reading, scale: Decimal) {
    let at = reading.end;
    if !view.is(at, TokenKind::Number) || view.glued(at) || view.raw(at.wrapping_sub(1)) == "." {
        return;
    }
    let Ok(small) = written(view, at) else { return };
    let mut next = Reading::plain(at + 1, small, Some(last_place(small)));
    let Ok(Some(smaller)) = scales(view, &mut next) else { return };
    let fits = next.ambiguous.is_none() && small.checked_mul(smaller).is_some_and(|value| value < scale);
    if let (true, Figure::Exact(value, _), Figure::Exact(more, place)) = (fits, reading.figure, next.figure)
        && let Some(sum) = value.checked_add(more)
    {
        reading.figure = Figure::Exact(sum, place);
        reading.end = next.end;
        reading.entries.append(&mut next.entries);
    }
}

/// Numerator, denominator and the token after a fraction.
type Slashed = (Decimal, Decimal, usize);

/// A proper fraction `3/4` or `1⁄32` at a place. With the fraction slash a numerator that is not below its denominator is
/// a whole number run into it ("11⁄2" for 1½), and no reading of it is safe.
fn slashed(view: &View, at: usize) -> Option<Result<Slashed, &'static str>> {
    let slash = matches!(view.raw(at + 1), "⁄");
    let glued = (slash || view.raw(at + 1) == "/")
        && view.glued(at + 1)
        && view.glued(at + 2)
        && !matches!(view.raw(at + 3), "/" | "⁄");
    if !glued || !view.is(at, TokenKind::Number) || !view.is(at + 2, TokenKind::Number) {
        return None;
    }
    let (numerator, denominator) = (u32::from_str(view.raw(at)).ok()?, u32::from_str(view.raw(at + 2)).ok()?);
    if slash && (numerator >= denominator || numerator == 0) {
        return Some(Err("fraction run together with a number"));
    }
    let of = matches!(view.word(at + 3), "of") && matches!(view.word(at + 4), "a" | "an" | "the" | "one" | "its");
    let usual = matches!(denominator, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 32 | 64);
    let plausible = numerator > 0 && numerator < denominator && (usual || slash || of);
    plausible.then_some(Ok((numerator.into(), denominator.into(), at + 3)))
}

/// Takes the scale words and suffixes after a numeral; the value of the last one.
fn scales(view: &View, reading: &mut Reading) -> Result<Option<Decimal>, &'static str> {
    let mut last = None;
    loop {
        let hyphen = usize::from(view.hyphen(reading.end));
        let at = reading.end + hyphen;
        let found = match view.phrase(&view.lexicon.numerals, at) {
            Some((numeral, end)) if numeral.kind == NumeralKind::Scale => Some((numeral, end, None)),
            _ if view.is(at, TokenKind::Word) && !reading.spelled => suffix(view, at, hyphen > 0),
            _ => None,
        };
        let Some((numeral, end, ambiguous)) = found else { return Ok(last) };
        last = Some(numeral.value);
        reading.end = end;
        reading.ambiguous = ambiguous;
        reading.entries.push(numeral.entry);
        reading.scale = reading.scale.checked_mul(numeral.value).ok_or(TOO_LONG)?;
        reading.figure = times(reading.figure, numeral.value).ok_or(TOO_LONG)?;
    }
}

/// A short scale word: any glued to the digits; after a blank or a hyphen only those that mean nothing else.
fn suffix(view: &View, at: usize, hyphenated: bool) -> Option<(Numeral, usize, Option<UnitId>)> {
    let word = view.word(at);
    let numeral = *view.lexicon.scale_suffixes.get(word)?;
    let glued = view.glued(at) && !hyphenated;
    // "8 B people": a capital apart counts only before what is counted.
    let counted = || {
        matches!(view.raw(at), "B" | "M")
            && !hyphenated
            && !view.capital(at + 1)
            && (view.class(at + 1).any(Classes::PEOPLE) || view.is_plural(at + 1))
    };
    if !glued && word.len() < 2 && !(word == "b" && view.raw(at + 1) == ".") && !counted() {
        return None;
    }
    let stop = usize::from(
        view.raw(at + 1) == "."
            && view.glued(at + 1)
            && view.token(at + 2).is_some_and(|next| next.spaced)
            && word.len() < 4,
    );
    let stop = if view.token(at + 2).is_some() { stop } else { 0 };
    let unit = view.lexicon.glued_symbols.get(view.raw(at)).copied().filter(|_| glued);
    Some((numeral, at + 1 + stop, unit))
}

/// An optional figure multiplied; `None` on overflow.
pub fn scaled(figure: Option<Decimal>, by: Decimal) -> Option<Option<Decimal>> {
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

pub fn add(a: Decimal, b: Decimal) -> Decimal {
    a.checked_add(b).unwrap_or(a)
}

pub fn divide(numerator: Decimal, denominator: Decimal) -> Decimal {
    numerator.checked_div(denominator).unwrap_or_default()
}
