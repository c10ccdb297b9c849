//! What a figure with a unit measures where a frame of words says it, and no noun at the number: "shares fell 3 percent to
//! $46", "a company worth $22 billion", "48 percent of the vote", "prices rose 0.8 percent".

use super::concept::noun_concept;
use super::measured::{Measured, folded};
use super::noun_phrase::NounPhrase;
use crate::lexicon::{Classes, Concept};
use crate::quantity::{Quantity, View};
use rust_decimal::Decimal;

/// A firm's earnings told without "net" or "profit" are no wages from here on.
const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// A price of one share is below this.
const A_SHARE: Decimal = Decimal::from_parts(20_000, 0, 0, false, 0);

/// The concept that the frame gives a figure of a dimension.
pub fn framed<'v>(view: &View<'v>, quantity: &Quantity, measured: &Measured, dimension: &str) -> Option<&'v Concept> {
    let id = match dimension {
        "money" => money(view, quantity, measured)?,
        "ratio" => return ratio(view, quantity, measured),
        _ => return None,
    };
    view.lexicon.concept_named(id)
}

fn money(view: &View, quantity: &Quantity, measured: &Measured) -> Option<&'static str> {
    if measured.after.is_none() && shares(view, quantity, measured) {
        return Some("share_price");
    }
    if worth(view, quantity) {
        return Some("market_value");
    }
    // "The firm earned $716 million": nobody's wages are that high.
    let earned = measured.label.verb.is_some_and(|verb| matches!(view.word(verb), "earned" | "earns" | "earning"));
    let much = quantity.figure.is_some_and(|figure| figure >= MILLION) && quantity.rate.is_none();
    if earned && much && measured.after.is_none() && measured.label.preposition.is_none() {
        return Some("profit");
    }
    bail(view, quantity, measured).then_some("bail")
}

fn ratio<'v>(view: &View<'v>, quantity: &Quantity, measured: &Measured) -> Option<&'v Concept> {
    // "48 percent of the vote": whose share it is is not said otherwise.
    if let Some(whole) = measured.after.filter(|_| view.word(quantity.end) == "of") {
        let (concept, _) = noun_concept(view, "ratio", &whole, whole.first)?;
        let counted = view.class(whole.end).any(Classes::PAST) || view.word(whole.end) == "in";
        return Some(concept).filter(|concept| concept.id == "vote_share" && !counted);
    }
    // "a 3 percent margin of error", "the margin of error is 3 percent"
    let error = |phrase: &NounPhrase| {
        view.word(phrase.head) == "margin" && view.word(phrase.end) == "of" && view.word(phrase.end + 1) == "error"
    };
    if measured.after.iter().chain(&measured.label.phrases).any(error) {
        return view.lexicon.concept_named("margin_of_error");
    }
    if measured.after.is_none() && shares(view, quantity, measured) {
        return view.lexicon.concept_named("share_price");
    }
    view.lexicon.concept_named("inflation").filter(|_| measured.after.is_none() && prices(view, measured))
}

/// "Shares fell 3 percent to $46", "the stock closed lower at $12": the price of one, by a verb of change or of the exchange.
fn shares(view: &View, quantity: &Quantity, measured: &Measured) -> bool {
    /// How far before the figure the exchange's own word may stand, in tokens.
    const REACH: usize = 8;
    let traded = |at: usize| {
        matches!(view.word(at), "closed" | "close" | "finished" | "finish" | "ended" | "opened" | "traded" | "added")
    };
    let verb = measured.label.verb;
    let moved = measured.trend.is_some()
        || verb.is_some_and(|verb| view.class(verb).any(Classes::TREND_VERB))
        || (quantity.first.saturating_sub(REACH)..quantity.first).any(traded);
    let bought = verb.is_some_and(|verb| {
        view.class(verb).any(Classes::TRANSITIVE) && !matches!(view.word(verb), "lost" | "gained" | "shed")
    });
    let stock = |phrase: &NounPhrase| matches!(view.word(phrase.head), "shares" | "stock");
    let one = quantity.figure.is_none_or(|figure| figure < A_SHARE);
    moved && one && !bought && measured.label.phrases.first().is_some_and(stock)
}

/// "A company worth $22 billion", "would make the group worth about $5 billion".
fn worth(view: &View, quantity: &Quantity) -> bool {
    let mut at = quantity.first;
    while at > 0 && view.class(at - 1).any(Classes::ADVERB.or(Classes::DETERMINER)) {
        at -= 1;
    }
    let Some(worth) = at.checked_sub(1).filter(|worth| view.word(*worth) == "worth") else { return false };
    worth.checked_sub(1).is_some_and(|firm| {
        matches!(
            &*folded(view, firm),
            "company" | "firm" | "group" | "business" | "startup" | "start-up" | "bank" | "chain" | "maker"
        )
    })
}

/// "Freed on a $1 million bond", "bond was set at $50,000": what is paid to be let go, and no security.
fn bail(view: &View, quantity: &Quantity, measured: &Measured) -> bool {
    let bond = |phrase: &NounPhrase| view.word(phrase.head) == "bond";
    let freed = |at: usize| {
        matches!(view.word(at), "free" | "freed" | "released" | "jail" | "custody" | "judge" | "posted" | "arraigned")
    };
    /// How far from the sum it may be said, in tokens.
    const REACH: usize = 12;
    measured.after.iter().chain(&measured.label.phrases).any(bond)
        && (quantity.first.saturating_sub(REACH)..quantity.end + REACH).any(freed)
}

/// "Prices rose 0.8 percent": of nothing said, all of them.
fn prices(view: &View, measured: &Measured) -> bool {
    let [only] = measured.label.phrases.as_slice() else { return false };
    let verb = measured.label.verb.is_some_and(|verb| view.class(verb).any(Classes::TREND_VERB));
    let bare = only.first == only.head && view.word(only.head) == "prices";
    let owned =
        only.first.checked_sub(1).is_some_and(|left| view.class(left).any(Classes::DETERMINER.or(Classes::PRONOUN)));
    verb && bare && !owned && !matches!(view.word(only.end), "of" | "for" | "at" | "on")
}
