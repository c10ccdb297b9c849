//! Whoever gets a sum, who stands between the verb and the number: "costs the town $5 million", "fined the bank $3 million".

use super::label::Label;
use crate::lexicon::Classes;
use crate::quantity::View;
use crate::text::TokenKind;

/// The verb that takes both who pays and what is paid, where who pays stands right before the amount.
pub fn paid_to(view: &View, label: &Label) -> Option<usize> {
    let only = label.phrases.last().filter(|_| label.preposition.is_none())?;
    // "owes its banks $5 million": whoever gets it may be a name in which the verb is not.
    let first = (only.first..only.head).find(|at| gives(view, *at)).map_or(only.first, |verb| verb + 1);
    let mut at = first;
    while at > 0
        && (view.class(at - 1).any(Classes::DETERMINER.or(Classes::ADJECTIVE))
            || view.is(at - 1, TokenKind::Possessive))
    {
        at -= 1;
    }
    at.checked_sub(1).filter(|verb| gives(view, *verb))
}

/// Is the word a form of a verb that takes both who gets something and what?
fn gives(view: &View, at: usize) -> bool {
    matches!(
        view.word(at),
        "cost"
            | "costs"
            | "costing"
            | "fine"
            | "fined"
            | "fines"
            | "fining"
            | "owe"
            | "owes"
            | "owed"
            | "owing"
            | "award"
            | "awarded"
            | "awards"
            | "awarding"
            | "promise"
            | "promised"
            | "promises"
            | "promising"
            | "paid"
            | "pay"
            | "pays"
            | "paying"
            | "save"
            | "saved"
            | "saves"
            | "saving"
            | "earn"
            | "earned"
            | "earns"
            | "earning"
            | "lend"
            | "lends"
            | "lent"
            | "lending"
    )
}
