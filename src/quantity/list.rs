//! Numbers of lists, pages, sources and counters of a page.

use super::View;
use super::calendar::small;
use super::refusal::{FORMULA, LIST, TEASER, counted_after, digits, hinted, scale_at, unit_or_scale};
use crate::lexicon::Classes;
use crate::text::TokenKind;

/// "Game 7 is tonight", "on day 3 of the trial": nouns that are numbered where no article and no count is near.
pub fn numbered(view: &View, at: usize) -> bool {
    let Some(noun) = at.checked_sub(1).filter(|noun| hinted(view, *noun, LIST)) else { return false };
    let opens = noun.checked_sub(1).is_none_or(|before| {
        view.capital(noun) || view.class(before).any(Classes::PREPOSITION) && view.word(before) != "per"
    });
    let counts = counted_after(view, at + 1) || unit_or_scale(view, at + 1) || view.hyphen(at + 1);
    opens && small(view, at, 1, 99) && !counts
}

/// A line that is nothing but a counter of the page: "32 comments", "Posted 3 hours ago", "Image 3 of 8".
pub fn counter(view: &View, at: usize) -> Option<usize> {
    if at > 1 || at == 1 && !view.is(0, TokenKind::Word) || view.len() > at + 6 {
        return None;
    }
    let scaled = at + 1 + usize::from(scale_at(view, at + 1));
    let cue = view.phrase(&view.lexicon.refused_cues, scaled).filter(|(cue, _)| view.lexicon.reason(*cue) == TEASER);
    let of = view.word(at + 1) == "of" && view.is(at + 2, TokenKind::Number);
    let end = cue.map(|(_, end)| end).or_else(|| of.then_some(at + 3))?;
    (end..view.len()).all(|at| view.is(at, TokenKind::Mark)).then_some(end)
}

/// "[12]", "[3, 5-7]": a mark of a source in square brackets; "[12] people" is an editor's own word.
pub fn cited(view: &View, at: usize) -> Option<usize> {
    // No list of sources is longer.
    const LONGEST: usize = 20;
    let opened = at.checked_sub(1).is_some_and(|before| view.raw(before) == "[");
    let inside = |at: &usize| {
        view.is(*at, TokenKind::Number) && view.raw(*at).len() <= 3 || view.raw(*at) == "," || view.dash(*at)
    };
    let end = (at..at + LONGEST).take_while(inside).last()? + 1;
    (opened && view.raw(end) == "]" && !counted_after(view, end + 1) && !unit_or_scale(view, end + 1)).then_some(end)
}

/// The end of a series that one word numbers: "pages 12-14", "Sections 3, 4 and 7".
pub fn series_end(view: &View, at: usize, mut end: usize, reason: &str) -> usize {
    let several =
        reason == FORMULA || at.checked_sub(1).is_some_and(|before| view.is_plural(before) || view.raw(before) == ".");
    loop {
        let tight = view.dash(end) && view.glued(end) && view.glued(end + 1);
        let comma = view.raw(end) == ",";
        let joint = several && (comma || matches!(view.word(end), "to" | "and" | "or" | "&"));
        let next = end + 1 + usize::from(comma && view.word(end + 1) == "and");
        let bare = view.is(next, TokenKind::Number) && (reason == FORMULA || digits(view.raw(next)));
        if !(tight || joint)
            || !bare
            || view.hyphen(next + 1)
            || unit_or_scale(view, next + 1)
            || counted_after(view, next + 1)
        {
            return end;
        }
        end = next + 1;
    }
}
