//! Numbers of scientific prose and of tables that no rule can read as a claim: statistics, positions on the globe, rows.

use super::View;
use super::refusal::{counted_after, unit_or_scale};
use crate::text::TokenKind;

/// The letters of statistics; "Y=28,030" is money.
const STATISTICS: [&str; 24] = [
    "n", "p", "r", "t", "f", "z", "k", "d", "m", "q", "df", "sd", "se", "or", "rr", "hr", "α", "β", "κ", "ρ", "η", "χ",
    "λ", "σ",
];

/// A number that stands in a formula: "p < 0.05", "n = 34", "F(2, 34) = 5.6", "45.2 ± 3.1".
pub fn formula(view: &View, at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map_or("", |before| view.raw(before));
    let minus = usize::from(view.dash(at.wrapping_sub(1)));
    let sign = at.checked_sub(1 + minus)?;
    let symbol = |at: usize| view.raw(at) == ")" || STATISTICS.contains(&view.word(at));
    let behind = sign.checked_sub(1)?;
    if matches!(view.raw(sign), "=" | "<" | ">" | "≤" | "≥" | "≈") && symbol(behind) {
        return Some(at + 1);
    }
    if view.raw(sign) == "±" && (view.is(behind, TokenKind::Number) || unit_or_scale(view, behind)) {
        return Some(at + 1 + usize::from(unit_or_scale(view, at + 1)));
    }
    // "F(2, 34)": the degrees of freedom.
    let called = before == "(" && view.glued(at) && view.glued(at - 1) && symbol(at.wrapping_sub(2));
    let mut end = at + 1;
    while called && end < at + 6 && (view.raw(end) == "," || view.is(end, TokenKind::Number)) {
        end += 1;
    }
    (called && view.raw(end) == ")" && view.raw(end + 1) == "=").then_some(end)
}

/// A position on the globe: "51°30'N", "74.0060° W".
pub fn position(view: &View, at: usize) -> Option<usize> {
    if view.raw(at + 1) != "°" {
        return None;
    }
    let part = |at: &usize| view.is(*at, TokenKind::Number) || view.is(*at, TokenKind::Mark);
    let end = (at + 2..at + 8).find(|at| !part(at))?;
    matches!(view.raw(end), "N" | "S" | "E" | "W").then_some(end + 1)
}

/// A row is read in pieces of so many cells, so that a long one takes no quadratic time.
const WIDEST: usize = 50;

/// Numbers with no word between them: a row of a table without its rules ("1,204 1,310 1,502", "$ 45.2 $ 43.1"), or those
/// that were drawn in a lottery.
pub fn row(view: &View, at: usize) -> Option<usize> {
    let sign = |at: usize| usize::from(matches!(view.raw(at), "$" | "€" | "£" | "+"));
    // "1 1/2" and "2 ½" are one number each.
    let fraction = |at: usize| !view.raw(at).is_ascii() || view.raw(at + 1) == "/" && view.glued(at + 1);
    let cells = |comma: bool| {
        let (mut end, mut cells) = (at, 0);
        loop {
            cells += 1;
            end += 1 + usize::from(view.raw(end + 1) == "%" && view.glued(end + 1));
            let mut next = end + usize::from(comma && view.raw(end) == ",");
            next += if comma && view.word(next) == "and" { 1 } else { sign(next) };
            let parted = view.token(next).is_some_and(|token| token.spaced) || sign(next.wrapping_sub(1)) == 1;
            if !view.is(next, TokenKind::Number) || !parted || comma && next == end || fraction(next) || cells == WIDEST
            {
                return (end, cells);
            }
            end = next;
        }
    };
    let ends = |end: usize| matches!(view.raw(end), "" | "." | "," | ";" | ")");
    let (end, plain) = cells(false);
    // The last cell of a row whose other cells were taken before it.
    let last = plain == 1
        && at > 0
        && view.is(at - 1, TokenKind::Number)
        && view.token(at).is_some_and(|token| token.spaced)
        && ends(end);
    if plain >= 3 && !counted_after(view, end) || plain == 2 && ends(end) || last {
        return Some(end);
    }
    let (end, drawn) = cells(true);
    let counted = counted_after(view, end) || unit_or_scale(view, end);
    (drawn >= 5 && !counted).then_some(end)
}
