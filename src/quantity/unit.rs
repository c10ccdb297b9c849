//! Units beside a numeral: signs of currencies before it, symbols and names after it, rates.

use super::View;
use crate::lexicon::{Classes, UnitId};
use crate::text::TokenKind;

/// The currency sign or code right before the token: the currency and the first token of the sign.
pub fn sign_before(view: &View, at: usize) -> Option<(UnitId, usize)> {
    let number = view.token(at)?;
    let before = view.text.get(..number.span.start)?;
    let trimmed = before.strip_suffix([' ', '\u{a0}']).unwrap_or(before);
    let last = trimmed.chars().next_back()?;
    // Signs end in a symbol, a letter or the stop of "Rs."
    if !(last.is_alphabetic() || last == '.' || !last.is_ascii() || last == '$') {
        return None;
    }
    // "HK $3.7 billion": the sign's letters stand apart.
    if last == '$' && at >= 2 && view.raw(at - 1) == "$" && !view.glued(at - 1) && view.is(at - 2, TokenKind::Word) {
        let letters = view.raw(at - 2);
        let apart = view.lexicon.currency_signs.iter().find(|(sign, _)| sign.strip_suffix('$') == Some(letters));
        if let Some((_, unit)) = apart {
            return Some((*unit, at - 2));
        }
    }
    for (sign, unit) in &view.lexicon.currency_signs {
        let Some(rest) = trimmed.strip_suffix(&**sign) else { continue };
        let letters = sign.chars().next().is_some_and(char::is_alphabetic);
        if letters && rest.chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let start = rest.len();
        let mut first = at;
        while first > 0 && view.token(first - 1).is_some_and(|token| token.span.start >= start) {
            first -= 1;
        }
        if first < at && view.token(first).is_some_and(|token| token.span.start == start) {
            return Some((*unit, first));
        }
    }
    None
}

/// The unit that begins at `at`, and the token after it. `money` says whether "pounds" can be money here.
pub fn unit_after(view: &View, at: usize, money: bool) -> Option<(UnitId, usize)> {
    let lexicon = view.lexicon;
    let at = at + usize::from(view.hyphen(at));
    // Symbols of up to four tokens without blanks: %, °C, km/h, m².
    let mut end = at + 1;
    while end < at + 4 && view.glued(end) && (!view.is(end, TokenKind::Number) || view.raw(end).len() == 1) {
        end += 1;
    }
    let glued = view.glued(at) && !view.dash(at.wrapping_sub(1));
    for last in (at..end).rev() {
        let symbol = view.span(at, last).of(view.text);
        // A symbol ends where letters end: "km" is none in "kms", but "%" may be followed by anything.
        let unit = lexicon.unit_symbols.get(symbol).or_else(|| lexicon.glued_symbols.get(symbol).filter(|_| glued));
        if let Some(unit) = unit {
            return Some((*unit, last + 1));
        }
    }
    // Codes and signs behind the number: "30 EUR", "5€".
    let code = lexicon.currency_signs.iter().find(|(sign, _)| **sign == *view.raw(at) && sign.chars().count() != 2);
    // "€5-€6 billion": the sign of the next number.
    let next = view.is(at + 1, TokenKind::Number) && view.glued(at + 1);
    if let Some((_, unit)) = code.filter(|_| !next && (view.word(at) != view.raw(at) || !view.raw(at).is_ascii())) {
        return Some((*unit, at + 1));
    }
    // "300 pounds in donations" is money, "400 pound-feet" is neither.
    let donated = |end: usize| view.word(end) == "in" && lexicon.is_plural(view.word(end + 1));
    let longer = view.phrase(&lexicon.unit_names, at).map_or(0, |(_, end)| end);
    if !money
        && let Some((unit, end)) =
            view.phrase(&lexicon.mass_names, at).filter(|(_, end)| *end >= longer && !donated(*end))
    {
        return Some((unit, end));
    }
    if let Some((unit, end)) = view.phrase(&lexicon.unit_names, at) {
        return Some((unit, end));
    }
    // "50 previous years", "three straight quarters".
    if view.class(at).any(Classes::ADJECTIVE.or(Classes::DETERMINER)) && lexicon.is_plural(view.word(at + 1)) {
        let (unit, end) = view.phrase(&lexicon.unit_names, at + 1)?;
        return lexicon.unit(unit).filter(|unit| unit.dimension == "time").map(|_| (unit, end));
    }
    None
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

/// The rate that begins at `at` ("a day", "per 100,000 people", "/kg"), and the token after it.
/// `anything` says whether "a" may be followed by any noun of a unit (money) or only by spans of time (counts).
pub fn rate_after(view: &View, at: usize, anything: bool) -> Option<(String, usize)> {
    let lexicon = view.lexicon;
    let word = view.word(at);
    let noun = |at: usize| view.is(at, TokenKind::Word).then(|| lexicon.singular(view.word(at)).into_owned());
    match word {
        "per" if !matches!(view.word(at + 1), "cent" | "se") => {
            if view.is(at + 1, TokenKind::Number) {
                let number = view.raw(at + 1).replace(',', "");
                let scaled = view.phrase(&lexicon.numerals, at + 2).map_or(at + 2, |(_, end)| end);
                let scale: String = (at + 2..scaled).map(|at| format!(" {}", view.word(at))).collect();
                let counted =
                    noun(scaled).filter(|_| !view.class(scaled).any(Classes::PREPOSITION.or(Classes::CONJUNCTION)));
                return Some(match counted {
                    Some(_) => (format!("{number}{scale} {}", view.word(scaled)), scaled + 1),
                    None => (format!("{number}{scale}"), scaled),
                });
            }
            let (_, end) = view.phrase(&lexicon.unit_names, at + 1).unwrap_or((0, at + 2));
            let last = lexicon.singular(view.word(end - 1));
            noun(at + 1)?;
            let before: String = (at + 1..end - 1).map(|at| format!("{} ", view.word(at))).collect();
            Some((format!("{before}{last}"), end))
        }
        "a" | "an" | "every" | "each" => {
            let (unit, end) = match view.phrase(&lexicon.unit_names, at + 1) {
                Some((unit, end)) => (lexicon.unit(unit)?, end),
                None if anything
                    && matches!(
                        view.word(at + 1),
                        "share" | "person" | "head" | "piece" | "ticket" | "vote" | "seat" | "unit" | "bottle" | "dose"
                    ) =>
                {
                    return Some((view.word(at + 1).to_owned(), at + 2));
                }
                None if word == "each" && anything => return Some(("each".to_owned(), at + 1)),
                None => return None,
            };
            // "a month earlier", "a year ago" say when, not per what.
            if matches!(view.word(end), "earlier" | "ago" | "before" | "later" | "prior" | "on" | "after") {
                return None;
            }
            let time = unit.dimension == "time";
            let plural = lexicon.is_plural(view.word(end - 1));
            ((time || anything && unit.dimension != "money") && !plural).then(|| (view.word(end - 1).to_owned(), end))
        }
        "/" => Some((noun(at + 1)?, at + 2)),
        // "70,000 daily readers": an adjective, no rate of the number.
        "daily" | "weekly" | "monthly" | "yearly" | "annually" | "hourly"
            if view.is(at + 1, TokenKind::Word)
                && !view
                    .class(at + 1)
                    .any(Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::ADVERB).or(Classes::AUXILIARY)) =>
        {
            None
        }
        "annually" | "yearly" => Some(("year".to_owned(), at + 1)),
        "daily" => Some(("day".to_owned(), at + 1)),
        "weekly" => Some(("week".to_owned(), at + 1)),
        "monthly" => Some(("month".to_owned(), at + 1)),
        "hourly" => Some(("hour".to_owned(), at + 1)),
        "apiece" => Some(("each".to_owned(), at + 1)),
        _ => None,
    }
}
