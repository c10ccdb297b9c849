//! Two numbers that make one statement: ranges, "one in five", a scale or unit said only once.

use super::View;
use super::calendar::year_like;
use super::numeral::{Figure, Reading, Unread, numeral};
use super::refusal::currency_before;
use super::unit::{accepted, sign_before, unit_after};
use crate::lexicon::{Classes, UnitId};
use crate::text::TokenKind;
use rust_decimal::Decimal;

/// "in five", "out of 10" after a numeral: the part and the token after it.
pub fn ratio(view: &View, reading: &Reading) -> Option<(Decimal, usize)> {
    let (Figure::Exact(count, _), true) = (reading.figure, reading.scale == Decimal::ONE) else { return None };
    let hyphen = view.hyphen(reading.end);
    let at = reading.end + usize::from(hyphen);
    let from = if view.word(at) == "in" {
        at + 1 + usize::from(view.hyphen(at + 1)) + usize::from(view.word(at + 1) == "every")
    } else if view.word(at) == "out" && view.word(at + 1) == "of" {
        at + 2 + usize::from(view.word(at + 2) == "every")
    } else if view.word(at) == "of" && plain_part(view, reading, at + 1) {
        at + 1 + usize::from(view.word(at + 1) == "every")
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
    // "nine in 10": many spell what is below ten and no more.
    let round = of == Decimal::TEN || of == Decimal::ONE_HUNDRED || of == Decimal::ONE_THOUSAND;
    let spelled_alike = view.is(from, TokenKind::Number) != reading.spelled
        || count == Decimal::ONE
        || reading.spelled && round && count < Decimal::TEN;
    (plausible && !unit && spelled_alike).then(|| count.checked_div(of).map(|share| (share, whole.end)))?
}

/// "3 of 4 shops", "two of every three": said of a class in small figures; "three of five bodies" counts.
fn plain_part(view: &View, reading: &Reading, from: usize) -> bool {
    let small = |at: usize| view.is(at, TokenKind::Number) && matches!(view.raw(at).len(), 1) || view.raw(at) == "10";
    view.word(from) == "every" || small(from) && small(reading.end.wrapping_sub(1)) && !reading.spelled
}

/// Two numbers read as one statement.
pub struct Range {
    /// Where "between" or "from" stands, if it belongs to it.
    pub first: Option<usize>,
    pub low: Decimal,
    pub high: Decimal,
    pub unit: Option<UnitId>,
    pub scale: Decimal,
    pub end: usize,
}

/// What joins two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// "4 to 5", "90,000- to 120,000", "0-to-60".
    To,
    /// "between 4 and 5".
    And,
    /// "4 or 5".
    Or,
    /// "4-5", "4–5".
    Tight,
    /// "4 - 5".
    Apart,
}

/// The joint at `end`, and the token after it.
fn joint(view: &View, end: usize) -> Option<(Joint, usize)> {
    let word = |at: usize| match view.word(at) {
        "to" => Some(Joint::To),
        "and" => Some(Joint::And),
        "or" => Some(Joint::Or),
        _ => None,
    };
    // "to-120,000": a hyphen that the writer put on the wrong side.
    let past = |at: usize| at + 1 + usize::from(view.hyphen(at + 1));
    if let Some(joint) = word(end) {
        return Some((joint, past(end)));
    }
    if !view.dash(end) {
        return None;
    }
    if let Some(joint) = word(end + 1).filter(|_| view.glued(end)) {
        return Some((joint, past(end + 1)));
    }
    if view.glued(end) && view.glued(end + 1) {
        return Some((Joint::Tight, end + 1));
    }
    (view.is(end + 1, TokenKind::Number) && view.glued(end) == view.glued(end + 1)).then_some((Joint::Apart, end + 1))
}

/// A range whose first number was just read; `end` is the token after it and its unit, `negative` its sign.
pub fn range(
    view: &View,
    first: usize,
    reading: &Reading,
    end: usize,
    unit: Option<UnitId>,
    negative: bool,
) -> Option<Result<Range, Unread>> {
    let Figure::Exact(mut low, _) = reading.figure else { return None };
    let opener =
        first.checked_sub(1).map(|before| view.word(before)).filter(|word| matches!(*word, "between" | "from"));
    let (joint, mut from) = joint(view, end)?;
    // "rose 0.4 per cent to 13,176": an amount and a level. "will climb 5 to 7 percent" says its unit once.
    let led = first
        .checked_sub(1)
        .is_some_and(|before| view.word(before) == "by" || view.class(before).any(Classes::TREND_VERB));
    let number = reading.end.saturating_sub(1);
    if joint == Joint::And && opener != Some("between") {
        return None;
    }
    // "the Reds down two to 38 per cent": an amount and the level that it led to.
    let moved = first.checked_sub(1).is_some_and(|before| {
        view.word(before) == "down" || view.word(before) == "up" && view.capital(before.wrapping_sub(1))
    });
    if joint == Joint::To && moved {
        return None;
    }
    let years = year_like(view, number) && year_like(view, from);
    let minus = view.word(from) == "minus" || matches!(view.raw(from), "-" | "−") && view.glued(from + 1);
    from += usize::from(minus);
    let bare = from;
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
        Err(unread) => return Some(Err(unread)),
    };
    let Figure::Exact(mut high, _) = other.figure else { return None };
    let sign = sign_before(view, from).map(|(currency, _)| currency);
    if from > bare && sign.is_none() || other.multiple != reading.multiple {
        return None;
    }
    let (after_unit, after) = match unit_after(view, other.end, sign.or(unit).is_some()) {
        Some((named, after)) if accepted(view, named, other.end, after, sign) => (Some(named), after),
        _ => (None, other.end),
    };
    let other_unit = sign.or(after_unit).or(unit.filter(|_| reading.multiple));
    if years && other_unit.is_none() {
        return None;
    }
    if led && joint == Joint::To && !(unit.is_none() && other_unit.is_some()) {
        return None;
    }
    // "24 to 33-35 billion": from a figure to a range.
    if joint == Joint::To && view.dash(other.end) && view.hyphen(other.end) && view.is(other.end + 1, TokenKind::Number)
    {
        return None;
    }
    // Two units are two quantities; so are a number with one and a number without ("0.4 per cent to 13,176").
    let scale_once = reading.scale == Decimal::ONE && other.scale > Decimal::ONE;
    let said_once = other_unit.is_none()
        && match joint {
            Joint::Tight | Joint::Or => true,
            // "$3 to 5 billion", "between $4 and 5".
            Joint::To => scale_once && view.is(first, TokenKind::Mark),
            Joint::And => view.is(first, TokenKind::Mark) && !view.is_plural(after),
            Joint::Apart => false,
        };
    if unit.is_some() && unit != other_unit && !said_once {
        return None;
    }
    // The scale said once: "$3-5 billion", "5 to 10 million".
    if scale_once && low < Decimal::ONE_THOUSAND {
        // "$200 to $4 million" says both in full.
        low = low.checked_mul(other.scale).filter(|scaled| *scaled < high).unwrap_or(low);
    }
    if joint == Joint::Or {
        // "eight or nine", "3 or 4"; anything else is two statements.
        let step = high.checked_sub(low)?;
        let alike = reading.scale == other.scale || scale_once && low >= other.scale;
        let bare = alike && step > Decimal::ZERO && step <= Decimal::TWO.checked_mul(other.scale)?;
        if !bare {
            return None;
        }
    }
    if negative {
        low = low.checked_mul(Decimal::NEGATIVE_ONE)?;
    }
    if minus {
        high = high.checked_mul(Decimal::NEGATIVE_ONE)?;
        if negative && low > high {
            std::mem::swap(&mut low, &mut high);
        }
    }
    // "from 6 to 8 per cent to 4 to 5 per cent": from one range to another.
    let ranges = joint == Joint::To && opener == Some("from") && leads_to_a_range(view, after);
    if joint == Joint::To && opener == Some("from") && !ranges && changes(view, first) || low >= high {
        return None;
    }
    let plural = view.is_plural(after);
    if joint == Joint::Tight
        && reading.scale == Decimal::ONE
        && other.scale == Decimal::ONE
        && other_unit.is_none()
        && high.checked_div(low).is_none_or(|ratio| ratio > Decimal::from(20))
        && !plural
    {
        return None;
    }
    // "Rovers 2 - 3 Wanderers"
    if joint == Joint::Apart && other_unit.is_none() && !plural {
        return None;
    }
    let worded = matches!(joint, Joint::To | Joint::And) && !ranges;
    let opener_at = opener.filter(|_| worded).and_then(|word| {
        let at = first.checked_sub(1)?;
        let within = word == "between" && at > 0 && view.word(at - 1) == "in";
        Some(at - usize::from(within))
    });
    Some(Ok(Range { first: opener_at, low, high, unit: other_unit, scale: other.scale, end: after }))
}

/// Does "to" and a range follow at `end`?
fn leads_to_a_range(view: &View, end: usize) -> bool {
    if view.word(end) != "to" {
        return false;
    }
    let Some(Ok(low)) = numeral(view, end + 1) else { return false };
    let to = |joint: Joint| matches!(joint, Joint::To | Joint::Tight);
    joint(view, low.end).is_some_and(|(joint, from)| to(joint) && numeral(view, from).is_some())
}

/// Is "from A to B" the way of something that rose or fell? A word of change stands before it in the sentence.
fn changes(view: &View, first: usize) -> bool {
    let from = first.saturating_sub(9);
    (from..first).any(|at| {
        // "an escalating scale of fines from" changes nothing.
        let attribute = view.class(at).any(Classes::GERUND) && view.class(at.wrapping_sub(1)).any(Classes::DETERMINER);
        !attribute && view.class(at).any(Classes::TREND_VERB.or(Classes::TREND_NOUN))
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
