//! What names a number from afar: behind it, or with a clause in between.

use super::label::Label;
use super::measured::{folded, is_name};
use super::noun_phrase::{self, NounPhrase};
use crate::lexicon::Classes;
use crate::quantity::{Quantity, View};
use crate::text::TokenKind;

/// The phrases that name the number, where they stand apart from it; `label` is what stands right before it.
pub fn label(view: &View, quantity: &Quantity, label: &Label) -> Option<Vec<NounPhrase>> {
    brought(view, quantity)
        .or_else(|| fronted(view, quantity, label))
        .or_else(|| taken(view, quantity))
        .or_else(|| put(view, quantity))
        .or_else(|| given(view, quantity))
        .or_else(|| aside(view, quantity, label))
}

/// "Turnout, at 61.8 percent, was up", "the fire, now 19,700 acres, has": the figure stands in commas behind what it is of.
fn aside(view: &View, quantity: &Quantity, label: &Label) -> Option<Vec<NounPhrase>> {
    if !label.phrases.is_empty() || label.verb.is_some() {
        return None;
    }
    let mut at = quantity.first;
    while at > 0
        && (matches!(view.word(at - 1), "at" | "now" | "currently" | "already")
            || view.class(at - 1).any(Classes::ADVERB))
    {
        at -= 1;
    }
    let open = at.checked_sub(1).filter(|open| view.raw(*open) == "," && at < quantity.first)?;
    let phrase = noun_phrase::before(view, open).filter(|phrase| !is_name(view, phrase))?;
    let closes = view.raw(quantity.end) == "," || view.class(quantity.end).any(Classes::CONJUNCTION);
    let goes_on = (quantity.end..quantity.end + 12).any(|at| {
        let class = view.class(at);
        view.raw(at) == "," && view.class(at + 1).any(Classes::AUXILIARY.or(Classes::VERB))
            || class.any(Classes::AUXILIARY)
    });
    (closes && goes_on).then(|| vec![phrase])
}

/// "gave the number of patients since May as 1,467", "put the toll from the fire at 85": the count is the verb's object.
fn given(view: &View, quantity: &Quantity) -> Option<Vec<NounPhrase>> {
    /// How far back the verb may stand, in tokens.
    const REACH: usize = 16;
    let at = (quantity.first.saturating_sub(3)..quantity.first).find(|at| matches!(view.word(*at), "at" | "as"))?;
    let gives =
        |at: &usize| matches!(view.word(*at), "gave" | "gives" | "put" | "puts" | "given" | "giving" | "putting");
    let verb = (at.saturating_sub(REACH)..at).rev().find(gives)?;
    let counts = |at: usize| matches!(view.word(at), "number" | "toll" | "total" | "count" | "tally");
    let head = (verb + 1..verb + 5).find(|at| counts(*at)).filter(|head| *head < at)?;
    let own = NounPhrase { first: head, end: head + 1, head };
    let of = noun_phrase::after(view, head + 2).filter(|of| view.word(head + 1) == "of" && of.end <= at);
    let own = noun_phrase::before(view, head + 1).map_or(own, |phrase| NounPhrase { end: head + 1, ..phrase });
    // "the number of injured at 2,527": where nothing stands between, the label says it.
    let between = (of.map_or(head + 1, |of| of.end)..at)
        .any(|at| matches!(view.word(at), "since" | "in" | "from" | "during" | "so"));
    between.then(|| [Some(own), of].into_iter().flatten().collect())
}

/// "put the march, held in the rain, at 30,000": an insertion stands in between.
fn put(view: &View, quantity: &Quantity) -> Option<Vec<NounPhrase>> {
    /// The longest insertion, in tokens.
    const REACH: usize = 16;
    let at = (quantity.first.saturating_sub(2)..quantity.first).find(|at| view.word(*at) == "at")?;
    let close = at.checked_sub(1).filter(|close| view.raw(*close) == ",")?;
    let open = (close.saturating_sub(REACH)..close).rev().find(|open| view.raw(*open) == ",")?;
    let phrase = noun_phrase::before(view, open)?;
    let mut verb = phrase.first.checked_sub(1)?;
    while verb > 0 && view.class(verb).any(Classes::DETERMINER) {
        verb -= 1;
    }
    matches!(view.word(verb), "put" | "puts" | "estimated" | "estimates" | "set" | "sets").then(|| vec![phrase])
}

/// "bringing to 12 the number of people killed": what is counted stands behind the number.
fn brought(view: &View, quantity: &Quantity) -> Option<Vec<NounPhrase>> {
    let verb = quantity.first.checked_sub(2).filter(|verb| view.word(verb + 1) == "to")?;
    let brings = matches!(
        view.word(verb),
        "bring" | "brings" | "brought" | "bringing" | "take" | "takes" | "took" | "taking" | "raised" | "raising"
    );
    if !brings || view.word(quantity.end) != "the" {
        return None;
    }
    let first = noun_phrase::after(view, quantity.end)?;
    let of = Some(first.end).filter(|of| view.word(*of) == "of");
    let second = of.and_then(|of| noun_phrase::after(view, of + 1));
    Some([Some(first), second].into_iter().flatten().collect())
}

/// "At 5.4 percent, inflation is the highest in years": what is measured stands behind the comma.
fn fronted(view: &View, quantity: &Quantity, label: &Label) -> Option<Vec<NounPhrase>> {
    let first = label.preposition.filter(|at| matches!(view.word(*at), "at" | "with"))?;
    let begins = first == 0 || view.is(first - 1, TokenKind::Mark) && view.raw(first - 1) != ",";
    let phrase = noun_phrase::after(view, quantity.end + 1).filter(|_| begins && view.raw(quantity.end) == ",")?;
    // "unemployment in the valley is the lowest"
    let mut verb = phrase.end;
    while let Some(complement) = Some(verb)
        .filter(|at| matches!(view.word(*at), "in" | "of" | "for"))
        .and_then(|of| noun_phrase::after(view, of + 1))
    {
        verb = complement.end;
    }
    let copula = view.class(verb).any(Classes::AUXILIARY) || matches!(view.word(verb), "remains" | "remained");
    (copula && label.phrases.is_empty()).then(|| vec![phrase])
}

/// "That takes the toll since the raids began to above 600": what is raised stands before all that comes between.
fn taken(view: &View, quantity: &Quantity) -> Option<Vec<NounPhrase>> {
    /// How far back the verb may stand, in tokens.
    const REACH: usize = 24;
    let to = (quantity.first.saturating_sub(2)..quantity.first).find(|at| view.word(*at) == "to")?;
    let takes = |at: &usize| {
        matches!(
            view.word(*at),
            "take"
                | "takes"
                | "took"
                | "taking"
                | "bring"
                | "brings"
                | "brought"
                | "bringing"
                | "push"
                | "pushes"
                | "pushed"
                | "pushing"
                | "raise"
                | "raises"
                | "raised"
                | "raising"
                | "lift"
                | "lifts"
                | "lifted"
                | "lifting"
        )
    };
    let verb = (to.saturating_sub(REACH)..to).rev().find(takes)?;
    let mut at = verb + 1;
    while view.class(at).any(Classes::DETERMINER) {
        at += 1;
    }
    let phrase = noun_phrase::after(view, at).filter(|phrase| phrase.end < to)?;
    let since = (phrase.end..to).any(|at| matches!(view.word(at), "since" | "after" | "when"));
    let counts = matches!(&*folded(view, phrase.head), "toll" | "count" | "total" | "tally" | "number");
    (counts && since).then(|| vec![phrase])
}
