//! Whose dollar a bare "$" is: that of the country where the outlet is read.

use crate::lexicon::{Lexicon, UnitId};
use crate::quantity::{Quantity, View};
use crate::text::Document;

/// What a document tells about its bare dollars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dollar {
    /// The outlet's country is not known: they are taken as American, and flagged.
    Assumed,
    /// They are American.
    American,
    /// They are of this currency.
    Of(UnitId),
}

/// Whose dollars the bare ones of a document are.
pub fn dollar(document: &Document, lexicon: &Lexicon) -> Dollar {
    let american = lexicon.outlet_dollar(Some("reuters"), None);
    // "OTTAWA (Reuters) —": the agency's text keeps the agency's signs, whoever prints it.
    let metadata = &document.metadata;
    let outlet = credit(document.text.get(document.body..).unwrap_or(""), lexicon)
        .or_else(|| lexicon.outlet_dollar(metadata.source.as_deref(), metadata.url.as_deref()));
    match outlet {
        None => Dollar::Assumed,
        outlet if outlet == american => Dollar::American,
        // Who writes "A$" means another one by "$".
        Some(home) if lexicon.dollar_signs(home).any(|sign| document.text.contains(sign)) => Dollar::American,
        Some(home) => Dollar::Of(home),
    }
}

/// The dollar of an agency that is named in brackets at the beginning of a text.
fn credit(text: &str, lexicon: &Lexicon) -> Option<UnitId> {
    const REACH: usize = 120;
    let opening = text.char_indices().nth(REACH).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    let (_, rest) = opening.split_once('(')?;
    let (name, _) = rest.split_once(')')?;
    lexicon.outlet_dollar(Some(name), None)
}

/// Gives the bare dollars of a sentence to the currency that the document means.
pub fn settle(view: &View, quantities: &mut [Quantity], dollar: Dollar) {
    if dollar == Dollar::American {
        return;
    }
    for quantity in quantities {
        if quantity.unit_id(view) != "USD" || !bare(view, quantity) {
            continue;
        }
        match dollar {
            Dollar::Of(home) => {
                let entry = |unit: Option<UnitId>| unit.and_then(|unit| view.lexicon.unit(unit)).map(|unit| unit.entry);
                let (old, new) = (entry(quantity.unit), entry(Some(home)));
                quantity.entries.retain(|have| Some(*have) != old);
                quantity.entries.extend(new);
                quantity.unit = Some(home);
            }
            _ => quantity.unit_assumed = true,
        }
    }
}

/// Does the number's own phrase leave open whose dollar it is?
fn bare(view: &View, quantity: &Quantity) -> bool {
    let word = |at: usize| view.word(at);
    (quantity.first..quantity.end).any(|at| matches!(word(at), "$" | "dollar" | "dollars"))
        && !(quantity.first..quantity.end).any(|at| matches!(word(at), "us" | "u.s." | "usd" | "american" | "states"))
}
