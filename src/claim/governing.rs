//! Which attribution of a sentence, or of the quotation around it, a number stands under.

use super::attribution::Attribution;
use super::reading::Reading;
use super::{SlotWords, Status, clause};
use crate::quantity::{Quantity, View};

/// The speaker and the institution of a number: of the sentence's own attributions the one whose clause it is in.
pub fn attribute(
    view: &View,
    quantity: &Quantity,
    own: &[Attribution],
    quoted: Option<&Attribution>,
    reading: &mut Reading,
) {
    let governing = |source: bool| governing(view, quantity, own, source);
    let speaker = match governing(false) {
        Some(own) if !own.pronoun => Some(own),
        // A sentence that names its speakers elsewhere is in nobody's quotation.
        None if own.iter().any(|own| !own.source) => None,
        _ => quoted.filter(|quoted| !quoted.source),
    };
    let source = governing(true).or(quoted.filter(|quoted| quoted.source));
    let origin = source.or(speaker.filter(|speaker| speaker.institution));
    reading.speaker = speaker.map(|speaker| speaker.speaker.clone());
    reading.origin = origin.map(|origin| origin.speaker.clone());
    let words = |slot, of: &Attribution| SlotWords { slot, span: of.words, entry: of.entry };
    reading.slots.extend(speaker.map(|speaker| words("speaker", speaker)));
    reading.slots.extend(origin.map(|origin| words("origin", origin)));
    for attribution in [speaker, source].into_iter().flatten() {
        // "According to data from the customs office": two cues for one name.
        let same = own.iter().filter(|other| other.speaker == attribution.speaker);
        reading.entries.extend(same.chain([attribution]).filter_map(|one| one.entry));
        if reading.status == Status::Reported
            && attribution.status != 0
            && let Ok(status) = view.lexicon.status_name(attribution.status).parse()
        {
            reading.status = status;
            reading.slots.push(words("status", attribution));
        }
    }
}

/// A cue before the number governs what follows; one behind it governs only what a comma or a quotation mark closes.
fn governing<'a>(view: &View, quantity: &Quantity, own: &'a [Attribution], source: bool) -> Option<&'a Attribution> {
    let distance = |attribution: &&Attribution| attribution.cue.abs_diff(quantity.first);
    let fitting = || own.iter().filter(|attribution| attribution.source == source);
    // "Economists had expected 12 new plants; builders opened 15": a forecast does not go on behind the semicolon.
    let ended = |attribution: &&Attribution| {
        attribution.status != 0 && (attribution.cue..quantity.first).any(|at| view.raw(at) == ";")
    };
    let before = fitting()
        .filter(|attribution| attribution.cue < quantity.first)
        .min_by_key(distance)
        .filter(|attribution| !ended(attribution));
    let behind =
        fitting().filter(|attribution| attribution.cue > quantity.first && attribution.closes).min_by_key(distance);
    match (before, behind) {
        // "A said B, and C, D said.": the one behind only where a clause of its own ends there.
        (Some(before), Some(_)) if !clause::parted(view, before.cue, quantity.first) => Some(before),
        (_, Some(behind)) => Some(behind),
        (before, None) => before,
    }
}
