//! A percentage beside the part and the whole that it is of.

use super::part::{PartOfWhole, of_the};
use super::reach::{percentage, positive};
use super::sentence::{Said, Sentence, alike};
use super::{Finding, plain, said};
use crate::claim::Role;
use crate::compare::Kind;
use crate::lexicon::Classes;

/// Every percentage that does not fit its part and whole.
pub(super) fn shares<'c>(sentence: &Sentence<'_, 'c>, found: &mut Vec<Finding<'c>>) {
    for at in 0..sentence.said.len() {
        if let Some(pair) = of_the(sentence, at) {
            let behind = sentence.said(at + 2).filter(|share| follows(sentence, pair.whole, *share));
            let ahead = at.checked_sub(1).and_then(|at| sentence.said(at));
            let ahead = ahead.filter(|share| leads(sentence, *share, pair.part));
            for share in behind.into_iter().chain(ahead) {
                found.extend(finding(sentence, pair, share));
            }
        }
        found.extend(between(sentence, at).and_then(|(pair, share)| finding(sentence, pair, share)));
    }
}

fn finding<'c>(sentence: &Sentence<'_, 'c>, pair: PartOfWhole<'c>, share: Said<'c>) -> Option<Finding<'c>> {
    let claim = share.claim;
    let trend = Classes::TREND_NOUN.or(Classes::TREND_VERB);
    let compared = matches!(sentence.word(share.end), "more" | "less" | "fewer" | "higher" | "lower" | "up" | "down");
    if claim.unit != "percent" || claim.role == Role::Change || compared || sentence.view.class(share.end).any(trend) {
        return None;
    }
    let (part, whole) = (positive(pair.part.claim)?, positive(pair.whole.claim)?);
    if part.lower()? > whole.upper()? {
        return None;
    }
    let (stated, expected) = (positive(claim)?, percentage(part, whole)?);
    (!stated.meets(&expected)).then(|| Finding {
        kind: Kind::PercentOfLevels,
        checked: claim,
        against: vec![pair.part.claim, pair.whole.claim],
        stated,
        expected,
        explanation: format!(
            "{} of {} makes {}, not {}",
            said(pair.part.claim),
            said(pair.whole.claim),
            plain(expected, "percent"),
            said(claim)
        ),
        confidence: 0.85,
    })
}

/// "40 of the 60 members, or 75 percent", "40 of the 60 members (75 percent)".
fn follows(sentence: &Sentence<'_, '_>, whole: Said<'_>, share: Said<'_>) -> bool {
    let Some(last) = share.first.checked_sub(1) else { return false };
    let or = sentence.word(last) == "or" && last > 0 && matches!(sentence.word(last - 1), "," | "-" | "–" | "—");
    let bracket = sentence.word(last) == "(" && sentence.word(share.end) == ")";
    let near = last >= whole.end && last - whole.end <= 8 && !sentence.breaks(whole.end, last);
    // "or 5 percent of the staff" is of another whole.
    (or || bracket) && near && sentence.word(share.end) != "of"
}

/// "75 percent, or 40 of the 60 members", "75 percent (40 of 60)".
fn leads(sentence: &Sentence<'_, '_>, share: Said<'_>, part: Said<'_>) -> bool {
    [&[",", "or"][..], &["or"], &["("], &["–"], &["—"]].iter().any(|words| sentence.reads(share.end, part.first, words))
}

/// "40, or 75 percent, of the 60 members", "40 (75 percent) of the 60 members".
fn between<'c>(sentence: &Sentence<'_, 'c>, at: usize) -> Option<(PartOfWhole<'c>, Said<'c>)> {
    let (part, share) = sentence.two(at)?;
    let whole = sentence.said(at + 2)?;
    let of = sentence.of_before(whole.first)?;
    let opened =
        [&[",", "or"][..], &["or"], &["("]].iter().any(|words| sentence.reads(part.noun_end, share.first, words));
    let closed = of == share.end || matches!(sentence.word(share.end), "," | ")") && of == share.end + 1;
    let amounts = alike(part.claim, whole.claim) && part.claim.dimension != "ratio" && part.claim.role != Role::Change;
    (opened && closed && amounts && of + 1 < whole.first && !sentence.modifies(whole))
        .then_some((PartOfWhole { part, whole }, share))
}
