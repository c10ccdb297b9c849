//! Units beside a numeral: signs of currencies before it, symbols and names after it.

use super::View;
use super::numeral::numeral;
use crate::lexicon::{Classes, Sign, UnitId};
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// The currency sign or code right before the token, or a word that is its unit ("Mach 2"): the unit and the first
/// token of the sign.
pub fn sign_before(view: &View, at: usize) -> Option<(UnitId, usize)> {
    let number = view.token(at)?;
    let last = at.checked_sub(1)?;
    let word = view.is(last, TokenKind::Word);
    if word && let Some(unit) = view.lexicon.unit_words_before.get(view.word(last)).filter(|_| number.spaced) {
        return Some((*unit, last));
    }
    let before = view.text.get(..number.span.start)?;
    let trimmed = before.strip_suffix([' ', '\u{a0}']).unwrap_or(before);
    let signs = view.lexicon.currency_signs.get(&trimmed.chars().next_back()?)?;
    // "HK $3.7 billion": the sign's letters stand apart.
    if let Some(letters) = at.checked_sub(2).filter(|letters| {
        view.raw(last) == "$" && !view.glued(last) && view.glued(at) && view.is(*letters, TokenKind::Word)
    }) {
        let apart = signs.iter().find(|sign| sign.text.strip_suffix('$') == Some(view.raw(letters)));
        if let Some(sign) = apart {
            return Some((sign.unit, letters));
        }
    }
    // A sign begins where a token does, and so has all of the last one.
    let least = view.raw(last).len();
    for sign in signs.iter().filter(|sign| sign.text.len() >= least) {
        let Some(rest) = trimmed.strip_suffix(&*sign.text) else { continue };
        let letters = sign.text.chars().next().is_some_and(char::is_alphabetic);
        if letters && rest.chars().next_back().is_some_and(char::is_alphanumeric)
            || sign.glued && !priced(view, at, sign)
        {
            continue;
        }
        let start = rest.len();
        let mut first = at;
        while first > 0 && view.token(first - 1).is_some_and(|token| token.span.start >= start) {
            first -= 1;
        }
        if first < at && view.token(first).is_some_and(|token| token.span.start == start) {
            return Some((sign.unit, first));
        }
    }
    None
}

/// Does the number beside a sign of letters look like a price? "R44" is a road, "PS5" a device and "Fr 12" a priest.
fn priced(view: &View, at: usize, sign: &Sign) -> bool {
    let written = view.raw(at);
    let glued = view.glued(at);
    let letters = sign.text.chars().all(|letter| letter.is_alphabetic() || letter == '.');
    if !view.is(at, TokenKind::Number) || !letters {
        return glued && view.is(at, TokenKind::Number);
    }
    // Capitals apart from the digits are a headline's or somebody's initials.
    let apart = sign.text.chars().any(char::is_lowercase);
    let grouped = written.contains([',', '.']) || glued && sign.text.len() > 1 && written.len() > 1;
    let scaled = || matches!(numeral(view, at), Some(Ok(reading)) if reading.scale > Decimal::ONE_THOUSAND);
    (glued || apart) && (grouped || scaled())
}

/// The unit that begins at `at`, and the token after it. `money` says whether "pounds" can be money here.
pub fn unit_after(view: &View, at: usize, money: bool) -> Option<(UnitId, usize)> {
    let lexicon = view.lexicon;
    let at = at + usize::from(view.hyphen(at));
    let found = symbol(view, at).or_else(|| code_behind(view, at)).or_else(|| named(view, at, money));
    // "200 foot soldiers", "4 barrel bombs", "45 TB cases".
    found.filter(|(unit, end)| {
        let not = lexicon.unit(*unit).map_or(&[][..], |unit| &unit.not_before);
        not.is_empty() || {
            let next = view.singular(*end);
            !not.iter().any(|noun| **noun == *next)
        }
    })
}

/// A symbol of up to five tokens without blanks: %, °C, km/h, m².
fn symbol(view: &View, at: usize) -> Option<(UnitId, usize)> {
    let lexicon = view.lexicon;
    let mut end = at + 1;
    while end < at + 5 && view.glued(end) && (!view.is(end, TokenKind::Number) || view.raw(end).len() <= 3) {
        end += 1;
    }
    let glued = view.glued(at) && !view.dash(at.wrapping_sub(1));
    (at..end).rev().find_map(|last| {
        // A symbol ends where letters and digits end: "2in1" is no inch.
        if view.glued(last + 1) && view.is(last + 1, TokenKind::Number) {
            return None;
        }
        let symbol = view.span(at, last).of(view.text);
        let unit = lexicon.unit_symbols.get(symbol).or_else(|| {
            let unit = lexicon.glued_symbols.get(symbol)?;
            (glued || last == at && near(view, *unit, at)).then_some(unit)
        })?;
        Some((*unit, last + 1))
    })
}

/// The unit whose symbol stands at `at`, whatever stands before it, and the token after it.
pub fn symbol_at(view: &View, at: usize) -> Option<(UnitId, usize)> {
    let lexicon = view.lexicon;
    let symbol = view.raw(at);
    let unit = lexicon.unit_symbols.get(symbol).or_else(|| lexicon.glued_symbols.get(symbol))?;
    Some((*unit, at + 1))
}

/// Does a symbol stand here that is one by a word near it?
pub fn told_by_a_word(view: &View, at: usize) -> bool {
    view.lexicon.glued_symbols.get(view.raw(at)).is_some_and(|unit| near(view, *unit, at))
}

/// Does a word stand near a symbol that must otherwise touch its digits: "temperatures of 43 C", "26 m tall"?
fn near(view: &View, unit: UnitId, at: usize) -> bool {
    let Some(words) = view.lexicon.unit(unit).map(|unit| &unit.near).filter(|words| !words.is_empty()) else {
        return false;
    };
    let spaced = !view.glued(at) && view.is(at.wrapping_sub(1), TokenKind::Number) && !view.hyphen(at + 1);
    // "5 m long-term jobless": a word in a compound tells nothing, nor does one of another clause.
    let tells = |near: usize| !view.hyphen(near + 1) && words.iter().any(|word| word == view.word(near));
    let apart = |near: usize| matches!(view.word(near), "," | ";" | "and" | "but");
    spaced
        && ((at.saturating_sub(9)..at).rev().take_while(|near| !apart(*near)).any(tells)
            || (at + 1..at + 5).take_while(|near| !apart(*near)).any(tells))
}

/// Codes and signs behind the number: "30 EUR", "5€", "90 zł".
fn code_behind(view: &View, at: usize) -> Option<(UnitId, usize)> {
    let raw = view.raw(at);
    let unit = *view.lexicon.currency_signs_behind.get(raw)?;
    // "30$ a piece" is written too, but in "30 $5 notes" the sign is the next number's.
    let dollar = raw == "$" && view.glued(at) && !view.is(at + 1, TokenKind::Number);
    let next = raw != "$" && view.glued(at + 1) && view.is(at + 1, TokenKind::Number);
    (dollar || raw != "$" && !next).then_some((unit, at + 1))
}

/// A name in words.
fn named(view: &View, at: usize, money: bool) -> Option<(UnitId, usize)> {
    let lexicon = view.lexicon;
    // "300 pounds in donations" is money, "400 pound-feet" is neither.
    let donated = |end: usize| view.word(end) == "in" && view.is_plural(end + 1);
    let name = view.phrase(&lexicon.unit_names, at);
    let longer = name.map_or(0, |(_, end)| end);
    if !money
        && let Some((unit, end)) =
            view.phrase(&lexicon.mass_names, at).filter(|(_, end)| *end >= longer && !donated(*end))
    {
        return Some((unit, end));
    }
    if name.is_some() {
        return name;
    }
    // "50 previous years", "three straight quarters".
    if view.class(at).any(Classes::ADJECTIVE.or(Classes::DETERMINER)) && view.is_plural(at + 1) {
        let (unit, end) = view.phrase(&lexicon.unit_names, at + 1)?;
        return lexicon.unit(unit).filter(|unit| unit.dimension == "time").map(|_| (unit, end));
    }
    None
}

/// Words behind an amount with a bare dollar sign that say whose it is: "$75 U.S. per barrel", "$300 Canadian".
pub fn dollar_named_behind(view: &View, at: usize) -> Option<(UnitId, usize)> {
    let (unit, end) = view.phrase(&view.lexicon.dollar_qualifiers, at)?;
    let light =
        Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::DETERMINER).or(Classes::AUXILIARY).or(Classes::PAST);
    // "a $5 million Canadian film" says nothing about the dollar.
    let ends = !view.is(end, TokenKind::Word) || view.class(end).any(light) || matches!(view.word(end), "per" | "each");
    (ends && !view.hyphen(end)).then_some((unit, end))
}

/// The token after the "times" that begins at `at` and multiplies something: "times the fare", "times its size", "times
/// that of". Comparatives ("times higher") stand in `data/units/multiple.toml`; "12 times" says how often.
pub fn multiple_after(view: &View, at: usize) -> Option<usize> {
    if view.word(at) != "times" {
        return None;
    }
    let next = view.word(at + 1);
    let of = matches!(next, "that" | "those") && view.word(at + 2) == "of" || next == "what";
    let possessive = matches!(next, "its" | "their" | "our" | "your");
    // "won three times the first year" says when.
    let time = view.phrase(&view.lexicon.unit_names, at + 2).is_some()
        || matches!(view.word(at + 2), "last" | "past" | "previous" | "first" | "next" | "following" | "same");
    (of || possessive || next == "the" && !time).then_some(at + 1)
}

/// Is the named unit one here? `sign` is the currency whose sign stands before the number.
pub fn accepted(view: &View, named: UnitId, from: usize, end: usize, sign: Option<UnitId>) -> bool {
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
    // "4x4", "3x10"
    if unit.dimension == "multiple" && view.is(end, TokenKind::Number) {
        return false;
    }
    // "the 50-Euro-Note" of a name: a capitalised currency inside a compound.
    !(end < view.len() && view.hyphen(end) && unit.dimension == "money" && view.capital(from))
}
