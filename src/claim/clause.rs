//! Where one clause ends and the next begins.

use crate::lexicon::Classes;
use crate::quantity::View;
use crate::text::TokenKind;

/// Does a boundary of clauses lie between two tokens, both excluded? A semicolon, a colon, a dash, a subordinating
/// conjunction, or "and" and "but" with a verb of their own behind them.
pub fn parted(view: &View, first: usize, last: usize) -> bool {
    view.joints(first..last).any(|at| boundary(view, at, last))
}

/// The first token of the clause that `at` is in.
pub fn start(view: &View, at: usize) -> usize {
    view.joints(0..at).rev().find(|here| boundary(view, *here, at)).map_or(0, |here| here + 1)
}

/// Is the joint at `at` such a boundary?
fn boundary(view: &View, at: usize, end: usize) -> bool {
    if view.is(at, TokenKind::Mark) {
        return matches!(view.raw(at), ";" | ":" | "—" | "“" | "”" | "\"") && !view.is(at + 1, TokenKind::Number)
            || view.dash(at) && !view.glued(at) && !view.glued(at + 1);
    }
    match view.word(at) {
        "while" | "whereas" | "although" | "though" | "because" | "but" | "unless" => true,
        "when" | "after" | "before" | "as" => at > 0 && view.raw(at - 1) == ",",
        // "…, and Xi promised to expand": the verb behind it is its own, the subject too.
        "and" => {
            let finite = |at: usize| {
                let class = view.class(at);
                class.any(Classes::AUXILIARY)
                    || class.any(Classes::VERB) && !class.any(Classes::GERUND) && !class.any(Classes::ADJECTIVE)
            };
            let own_subject = !finite(at + 1) && (at + 2..end.min(at + 6)).any(finite);
            own_subject && at > 0 && view.raw(at - 1) == ","
        }
        _ => false,
    }
}
