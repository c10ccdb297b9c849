//! Where a hedge or a vague word is one, and where its words mean something else.

use super::View;
use crate::lexicon::{Classes, Hedge, Unit};
use crate::text::TokenKind;

/// Does a vague word count something here? Not "in thousands", "the hundreds column", "by the dozens", "test scores".
pub fn counts_vaguely(view: &View, at: usize, end: usize) -> bool {
    // "by tens of thousands who marched", "a few hundred thousand": with its scale such a phrase is nothing else, but
    // for the head of a table ("in tens of thousands").
    let scaled = end > at + 2 && !(view.word(at.wrapping_sub(1)) == "in" && !view.is(end, TokenKind::Word));
    if view.word(end) == "of" || scaled {
        return true;
    }
    // "a couple from Leeds", "the puppy is a handful", "test scores": such words count only with "of" or a plural.
    let phrase = matches!(view.word(at), "a" | "an") || view.class(at).any(Classes::VERB);
    if phrase && !view.is_plural(end) && !matches!(view.word(end), "more" | "hundred" | "thousand" | "dozen") {
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

/// The hedge that ends right before `at`, and its first token; also between commas: "is, give or take, 9 miles".
pub fn hedge_before(view: &View, at: usize) -> Option<(Hedge, usize)> {
    let table = &view.lexicon.hedges_before;
    view.phrase_before(table, at).or_else(|| {
        let comma = at.checked_sub(1).filter(|comma| view.raw(*comma) == ",")?;
        let (hedge, from) = view.phrase_before(table, comma)?;
        let parted = from > 0 && view.raw(from - 1) == ",";
        (parted && comma - from >= 2).then_some((hedge, from))
    })
}

/// Do the words between `from` and `number` hedge here? "over three years" says how long, "under 18s" who.
pub fn hedges(view: &View, from: usize, number: usize, unit: Option<&Unit>) -> bool {
    let phrase = view.word(from);
    // "inching back up to 4.8 percent"
    if phrase == "up" && view.word(from.wrapping_sub(1)) == "back" {
        return false;
    }
    let single = number == from + 1 || phrase == "sub";
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
    // "a third more than two years ago": the third is how much more.
    if matches!(phrase, "more" | "less" | "fewer")
        && view.word(from + 1) == "than"
        && matches!(view.word(number + 2), "ago" | "earlier" | "before")
        && {
            let before = from.checked_sub(1);
            before.is_some_and(|before| {
                view.is(before, TokenKind::Number)
                    || view.raw(before) == "%"
                    || matches!(view.word(before), "third" | "quarter" | "half" | "percent" | "cent" | "times")
            })
        }
    {
        return false;
    }
    // "the army is short of 300 cooks": that many are missing.
    if phrase == "short" && matches!(view.word(from.wrapping_sub(1)), "is" | "are" | "was" | "were" | "be" | "been") {
        return false;
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
        // "sub-500", but "the sub 40 metres below".
        "sub" => view.hyphen(from + 1),
        // The end of a tag: "<td>12".
        ">" => !(view.glued(from) && (view.is(from - 1, TokenKind::Word) || matches!(view.raw(from - 1), "\"" | "'"))),
        _ => true,
    }
}
