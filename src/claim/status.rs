//! How the document holds a figure: as a fact, a forecast, a target; and is it an earlier value named for comparison?

use super::measured::Measured;
use super::{Status, clause};
use crate::lexicon::{Classes, EntryId};
use crate::quantity::{Quantity, View};
use crate::text::{Span, TokenKind};
use std::str::FromStr;

/// A status with the entry and the words that say so, where an entry does.
pub struct StatusRead {
    pub status: Status,
    pub entry: Option<EntryId>,
    pub words: Option<Span>,
}

impl From<Status> for StatusRead {
    /// A status that the grammar gives.
    fn from(status: Status) -> Self {
        Self { status, entry: None, words: None }
    }
}

/// The status that the words before a number in its clause give it, and the entry that says so.
/// `before` are the numbers before it in the sentence.
pub fn status(view: &View, quantity: &Quantity, before: &[Quantity]) -> Option<StatusRead> {
    let floor = before.last().map_or(0, |before| before.end);
    // "worth an estimated $5 million": the hedge of another number is no status of this one.
    let others = |at: usize| before.iter().rev().take(6).any(|other| other.first <= at && at < other.end);
    let start = clause::start(view, quantity.first)
        .max(relative(view, quantity.first))
        .max(if view.class(floor).any(Classes::CONJUNCTION) || view.raw(floor) == "," { floor } else { 0 });
    if denied(view, quantity, floor) {
        return Some(Status::Denied.into());
    }
    let mut found = None;
    for at in start..quantity.number_end {
        if let Some(((index, entry), end)) = view.phrase(&view.lexicon.statuses, at)
            && end <= quantity.number_end
            && !others(at)
            && !(end == at + 1 && at > 0 && view.class(at - 1).any(Classes::DETERMINER))
            && !of_something(view, end, quantity)
            && let Ok(status) = Status::from_str(view.lexicon.status_name(index))
        {
            found = Some(StatusRead { status, entry: Some(entry), words: Some(view.span(at, end - 1)) });
        }
    }
    // "750,000 expected": the word right after the number's phrase.
    found
        .or_else(|| {
            let definite =
                quantity.first.checked_sub(1).is_some_and(|at| matches!(view.word(at), "the" | "those" | "these"));
            let after = quantity.end;
            // Not into another phrase: "to 460,000 from the initially reported 473,000".
            let own = |at: &usize| !view.class(*at).any(Classes::PREPOSITION.or(Classes::DETERMINER));
            (after..after + 3).take_while(own).find_map(|at| {
                let ((index, entry), end) = view.phrase(&view.lexicon.statuses, at)?;
                // "votes first reported", "are thought to nest"
                let past = [at, end - 1].iter().any(|at| view.class(*at).any(Classes::PAST.or(Classes::AUXILIARY)));
                let status = Status::from_str(view.lexicon.status_name(index)).ok();
                // "the 15 million wasted doses might be too few": there are 15 million.
                status
                    .filter(|status| past && !(definite && *status == Status::Hypothetical))
                    .map(|status| StatusRead { status, entry: Some(entry), words: Some(view.span(at, end - 1)) })
            })
        })
        .or_else(|| {
            // "80,000 people could be displaced"
            let supposed = (quantity.end..quantity.end + 6).any(|at| {
                matches!(view.word(at), "could" | "might")
                    && view.word(at + 1) == "be"
                    && view.class(at + 2).any(Classes::PAST)
            });
            // "the 15 million doses could be replaced": those there are.
            let there = |at: usize| matches!(view.word(at), "the" | "those" | "these");
            let supposed = supposed && !quantity.first.checked_sub(1).is_some_and(there);
            (supposed || condition(view, quantity)).then_some(Status::Hypothetical.into())
        })
}

/// The beginning of the relative clause behind a comma that the number stands in, else 0: "he is expected to sign the
/// bill, which grants $12 million".
fn relative(view: &View, number: usize) -> usize {
    /// The longest relative clause, in tokens.
    const REACH: usize = 16;
    let opens = |at: &usize| *at > 0 && view.raw(at - 1) == "," && matches!(view.word(*at), "which" | "who");
    (number.saturating_sub(REACH)..number).rev().find(opens).unwrap_or(0)
}

/// Does a status that ends in "of" lead to something else than the number: "the target of a raid 30 miles away"?
fn of_something(view: &View, end: usize, quantity: &Quantity) -> bool {
    view.word(end - 1) == "of"
        && end < quantity.first
        && !view.class(end).any(Classes::GERUND)
        && (end..quantity.first).any(|at| view.class(at).any(Classes::PREPOSITION) || view.is(at, TokenKind::Mark))
}

/// "not 12 but 15", "15, not 12": the figure that the text says is wrong.
fn denied(view: &View, quantity: &Quantity, floor: usize) -> bool {
    let not = quantity.first.checked_sub(1).filter(|not| view.word(*not) == "not");
    not.is_some_and(|not| {
        let but = (quantity.end..quantity.end + 4).find(|at| view.word(*at) == "but");
        let corrected =
            but.is_some_and(|but| view.is(but + 1, TokenKind::Number) || view.class(but + 1).any(Classes::NUMERAL));
        corrected || floor > 0 && not.checked_sub(1).is_some_and(|comma| view.raw(comma) == ",")
    })
}

/// Does the number stand under an "if" or "unless", and its clause say what would follow?
fn condition(view: &View, quantity: &Quantity) -> bool {
    /// How far a condition reaches, in tokens.
    const REACH: usize = 30;
    let from = quantity.first.saturating_sub(REACH);
    let beginning =
        |at: usize| at == 0 || view.is(at - 1, TokenKind::Mark) || view.class(at - 1).any(Classes::CONJUNCTION);
    let condition = |at: &usize| match view.word(*at) {
        "unless" => true,
        // "asked if": a question. Behind the main clause an "if" follows its object: "700 jobs would go if …".
        "if" => {
            !view.class(at.wrapping_sub(1)).any(Classes::REPORTING)
                && !matches!(
                    view.word(at.wrapping_sub(1)),
                    "asked" | "wonder" | "wondered" | "see" | "know" | "as" | "even"
                )
                && (beginning(*at) || *at > quantity.end)
        }
        _ => false,
    };
    let Some(at) = view.of_class(from..quantity.end + REACH, Classes::CONJUNCTION).find(condition) else {
        return false;
    };
    let modal = |from: usize, end: usize| {
        (from..end).any(|at| {
            // "If it had, we would not have 40 ruined shops": there are 40.
            matches!(view.word(at), "would" | "could" | "might")
                && !matches!(view.word(at + 1), "not" | "n't" | "n’t" | "n")
        })
    };
    if at < quantity.first && !(at..quantity.first).any(|at| view.raw(at) == ",") {
        return true;
    }
    let start = clause::start(view, quantity.first).max(if at < quantity.first { at } else { 0 });
    let after = if at > quantity.end { at } else { quantity.end + 6 };
    modal(start, quantity.first) || modal(quantity.end, after)
}

/// Words right before a number that make it a value of an earlier time.
pub fn previous(view: &View, quantity: &Quantity, before: Option<&Quantity>, measured: &Measured) -> bool {
    let word = |back: usize| quantity.first.checked_sub(back).map_or("", |at| view.word(at));
    let (one, two, three) = (word(1), word(2), word(3));
    let trend = |at: Option<usize>| {
        at.is_some_and(|at| {
            view.class(at).any(Classes::TREND_VERB.or(Classes::TREND_NOUN))
                || view.phrase(&view.lexicon.trend_words, at).is_some()
        })
    };
    // "against €2.9bn", "against a profit of $45 million".
    let against = (1..5).find(|back| word(*back) == "against").is_some_and(|back| {
        (1..back).all(|back| !view.class(quantity.first - back).any(Classes::VERB.or(Classes::AUXILIARY)))
    });
    let compared = matches!((two, one), ("compared", "with" | "to")) || one == "versus" || against;
    // "raised $5 million from four investors": no other amount of the same kind.
    let giver = quantity.unit.is_none()
        && measured.after.is_some()
        && before.is_some_and(|before| before.dimension(view) != quantity.dimension(view));
    let from = one == "from"
        && !giver
        && (trend(measured.label.verb)
            || trend(quantity.first.checked_sub(2))
            // "to 5.2 % from 5.4 %": after a figure.
            || quantity.first >= 2 && view.class(quantity.first - 2).any(Classes::MONTH)
            || (2..9).any(|back| trend(quantity.first.checked_sub(back))));
    let earlier = matches!((three, two, one), ("previous" | "earlier" | "prior" | "initial", _, "of" | "at"))
        || matches!(two, "previous" | "earlier" | "prior") && one == "of";
    // Not through a mark or another number: "45 pupils, after 38 the year before" says so of the 38.
    let own = |at: &usize| !view.is(*at, TokenKind::Mark) && !view.is(*at, TokenKind::Number);
    let ago = (quantity.end..quantity.end + 5).take_while(own).any(|at| {
        matches!(view.word(at), "a" | "one" | "the")
            && matches!(view.word(at + 1), "year" | "month" | "quarter" | "week" | "day")
            && matches!(view.word(at + 2), "earlier" | "ago" | "before")
            && !view.class(at + 3).any(Classes::DETERMINER)
            // "4 percent from a year earlier" is the change since then.
            && !matches!(view.word(at.wrapping_sub(1)), "from" | "than" | "on" | "over" | "to" | "with" | "against" | "since")
    });
    compared || from || earlier || ago || given_up(view, quantity)
}

/// "Revised to 507 from the preliminary estimate of 498": the figure that a revision gave up.
fn given_up(view: &View, quantity: &Quantity) -> bool {
    /// How far back the revision may stand, in tokens.
    const REACH: usize = 12;
    let near = quantity.first.saturating_sub(6)..quantity.first;
    let Some(from) = near.rev().find(|at| view.word(*at) == "from") else { return false };
    let phrase = (from + 1..quantity.first)
        .all(|at| view.is(at, TokenKind::Word) && !view.class(at).any(Classes::AUXILIARY.or(Classes::CONJUNCTION)));
    let revised = |at: usize| matches!(view.word(at), "revised" | "corrected" | "restated");
    phrase && (from.saturating_sub(REACH)..from).any(revised)
}
