//! Powers of ten: `1.6×10⁻⁵`, `4 x 10^9`, `2.5e6`, `10¹²`; and what is left of them when the superscript is lost, which
//! is refused whole, for `1.6×10−5` has nothing to do with ten to five.

use super::View;
use super::numeral::{Figure, Reading, TOO_LONG, Unread, last_place, written};
use crate::text::TokenKind;
use rust_decimal::Decimal;

const LOST: &str = "exponent without its superscript";

/// The power of ten that begins at the number `at`, if one does.
pub fn power(view: &View, at: usize) -> Option<Result<Reading, Unread>> {
    if matches!(view.raw(at + 1), "e" | "E") && view.glued(at + 1) {
        let (exponent, end) = plain_exponent(view, at + 2)?;
        let alone = !(view.glued(end) && (view.is(end, TokenKind::Word) || view.is(end, TokenKind::Number)));
        return alone.then(|| value(view, at, exponent, end));
    }
    if view.raw(at) == "10" {
        let (exponent, end) = raised(view, at)?;
        return Some(product(Decimal::ONE, exponent, end));
    }
    let times = matches!(view.raw(at + 1), "×" | "x" | "X" | "·" | "⋅" | "*");
    if !times || !view.is(at + 2, TokenKind::Number) {
        return None;
    }
    let (base, factor) = (at + 2, written(view, at).ok()?);
    if view.raw(base) == "10" {
        if let Some((exponent, end)) = raised(view, base) {
            return Some(value(view, at, exponent, end));
        }
        // "1.6×10-5"; "30x10-12 cm" is a size.
        let sign = view.dash(base + 1) && view.glued(base + 1) && view.glued(base + 2);
        let lost = sign && view.is(base + 2, TokenKind::Number) && factor < Decimal::TEN;
        return lost.then_some(Err(Unread { end: base + 3, reason: LOST }));
    }
    // "2.7×1014": ten to the fourteenth; "2.5 x 100" is a product.
    let digits = view.raw(base).strip_prefix("10").filter(|rest| (1..=2).contains(&rest.len()));
    let lost = digits
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()) && !rest.trim_matches('0').is_empty())
        && factor < Decimal::TEN
        && (view.raw(at + 1) == "×" || !factor.fract().is_zero());
    lost.then_some(Err(Unread { end: base + 1, reason: LOST }))
}

/// An exponent behind the ten at `at`, in superscript or after a caret: it and the token after it.
fn raised(view: &View, at: usize) -> Option<(i32, usize)> {
    if view.raw(at + 1) == "^" && view.glued(at + 1) {
        return plain_exponent(view, at + 2);
    }
    let mut here = at + 1;
    let negative = view.raw(here) == "⁻" && view.glued(here);
    here += usize::from(negative || view.raw(here) == "⁺" && view.glued(here));
    let mut exponent = 0_i32;
    let first = here;
    while let Some(digit) = superscript(view.raw(here)).filter(|_| view.glued(here) && here < first + 3) {
        exponent = exponent * 10 + digit;
        here += 1;
    }
    (here > first).then_some((if negative { -exponent } else { exponent }, here))
}

/// An exponent in plain digits, with a sign or without.
fn plain_exponent(view: &View, at: usize) -> Option<(i32, usize)> {
    let minus = matches!(view.raw(at), "-" | "−" | "–");
    let from = at + usize::from(minus || view.raw(at) == "+");
    let whole = view.raw(from);
    let plain = view.is(from, TokenKind::Number) && whole.len() <= 3 && whole.bytes().all(|byte| byte.is_ascii_digit());
    let glued = (at..=from).all(|here| view.glued(here));
    let exponent: i32 = whole.parse().ok().filter(|_| plain && glued)?;
    Some((if minus { -exponent } else { exponent }, from + 1))
}

fn superscript(raw: &str) -> Option<i32> {
    const DIGITS: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    DIGITS.iter().position(|digit| *digit == raw).and_then(|digit| i32::try_from(digit).ok())
}

fn value(view: &View, at: usize, exponent: i32, end: usize) -> Result<Reading, Unread> {
    let factor = written(view, at).map_err(|reason| Unread { end, reason })?;
    product(factor, exponent, end)
}

/// `factor` times ten to `exponent`, if 28 digits hold it.
fn product(factor: Decimal, exponent: i32, end: usize) -> Result<Reading, Unread> {
    let too_long = Unread { end, reason: TOO_LONG };
    let steps = u32::try_from(exponent.abs()).ok().filter(|steps| *steps <= 28).ok_or(too_long)?;
    let ten = (0..steps).try_fold(Decimal::ONE, |ten, _| ten.checked_mul(Decimal::TEN)).ok_or(too_long)?;
    let value = if exponent < 0 { factor.checked_div(ten) } else { factor.checked_mul(ten) }.ok_or(too_long)?;
    // Nothing is cut off in silence: dividing must be undone by multiplying.
    let back = if exponent < 0 { value.checked_mul(ten) } else { value.checked_div(ten) };
    if back != Some(factor) {
        return Err(too_long);
    }
    let mut reading = Reading::plain(end, value, None);
    reading.figure = Figure::Exact(value, Some(last_place(value)));
    Ok(reading)
}
