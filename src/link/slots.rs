//! What each slot says about a pair of claims: agree, neutral or clash, with its reason (semantics.md §4).

use super::event::{Likeness, published};
use super::{Slot, SlotOutcome, Verdict};
use crate::claim::{Claim, RestrictorKind, Status};
use crate::lexicon::{Course, Lexicon};
use crate::text::{Context, DateInterval};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What the slots of a pair say, and how much they weigh.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Every slot that has something to say.
    pub slots: Vec<SlotOutcome>,
    /// The weight of the evidence that they measure the same thing.
    pub weight: f64,
    /// Is there enough in common between the documents to link them directly?
    pub linkable: bool,
}

impl Decision {
    /// How many slots clash.
    pub fn clashes(&self) -> usize {
        self.slots.iter().filter(|slot| slot.verdict == Verdict::Clash).count()
    }

    fn say(&mut self, slot: Slot, verdict: Verdict, weight: f64, reason: impl Into<String>) {
        self.slots.push(SlotOutcome { slot, verdict, reason: reason.into() });
        self.weight += weight;
    }
}

/// Decides a pair of claims of one block.
pub fn decide(a: &Claim, b: &Claim, likeness: &Likeness, lexicon: &Lexicon) -> Decision {
    let mut decision = Decision { slots: Vec::with_capacity(9), weight: 0.0, linkable: true };
    unit(a, b, &mut decision);
    concept(a, lexicon, &mut decision);
    restrictors(a, b, &mut decision);
    period(a, b, lexicon, &mut decision);
    status(a, b, lexicon, &mut decision);
    subject(a, b, lexicon, &mut decision);
    event(a, b, likeness, lexicon, &mut decision);
    speaker(a, b, &mut decision);
    value(a, b, lexicon, &mut decision);
    decision
}

fn unit(a: &Claim, b: &Claim, decision: &mut Decision) {
    if a.rate != b.rate {
        let per = |claim: &Claim| claim.rate.clone().map_or_else(|| "no rate".to_owned(), |rate| format!("per {rate}"));
        decision.say(Slot::Unit, Verdict::Clash, 0.0, format!("{} against {}", per(a), per(b)));
    } else if a.dimension == "ratio" && a.unit != b.unit {
        decision.say(Slot::Unit, Verdict::Clash, 0.0, format!("{} against {}", a.unit, b.unit));
    } else {
        decision.say(Slot::Unit, Verdict::Agree, 0.0, a.unit.clone());
    }
}

/// The concept is the same inside a block; what counts is how much it says.
fn concept(a: &Claim, lexicon: &Lexicon, decision: &mut Decision) {
    let known = lexicon.concept_named(&a.concept).is_some();
    match a.concept.as_str() {
        "unknown" | "duration" | "distance" | "people" | "person" => {
            decision.say(
                Slot::Concept,
                Verdict::Neutral,
                -1.5,
                format!("`{}` says little of what is measured", a.concept),
            );
        }
        name if known => decision.say(Slot::Concept, Verdict::Agree, 1.0, name.to_owned()),
        name => decision.say(Slot::Concept, Verdict::Agree, 0.5, format!("both count or measure `{name}`")),
    }
}

fn selecting(claim: &Claim) -> BTreeSet<&str> {
    claim
        .restrictors
        .iter()
        .filter(|restrictor| restrictor.kind == RestrictorKind::Selecting)
        .map(|restrictor| restrictor.text.as_str())
        .collect()
}

fn restrictors(a: &Claim, b: &Claim, decision: &mut Decision) {
    let (one, other) = (selecting(a), selecting(b));
    if one == other {
        if !one.is_empty() {
            let words: Vec<&str> = one.into_iter().collect();
            decision.say(Slot::Restrictors, Verdict::Agree, 0.75, words.join(", "));
        }
        return;
    }
    let carried = |word: &str, by: &Claim| by.context.as_ref().is_some_and(|context| about(context, word));
    let left: Vec<&str> = one.difference(&other).copied().filter(|word| !carried(word, b)).collect();
    let right: Vec<&str> = other.difference(&one).copied().filter(|word| !carried(word, a)).collect();
    // Equal odd numbers prove sameness; "another" on one side only is a matter of what was told before.
    let figure = a.value.is_some() && a.value == b.value;
    let only_another = left.iter().chain(&right).all(|word| *word == "another");
    if figure && (significant_digits(a) >= 3 || only_another) && (left.is_empty() || right.is_empty()) {
        decision.say(Slot::Restrictors, Verdict::Neutral, -0.5, "only one is narrowed, but the figures are the same");
        return;
    }
    match (left.is_empty(), right.is_empty()) {
        (true, true) => {
            decision.say(Slot::Restrictors, Verdict::Neutral, 0.0, "the other document is about what narrows the one")
        }
        (false, false) => {
            decision.say(
                Slot::Restrictors,
                Verdict::Clash,
                0.0,
                format!("{} against {}", left.join(", "), right.join(", ")),
            );
        }
        _ => {
            let words = if left.is_empty() { right } else { left };
            decision.say(
                Slot::Restrictors,
                Verdict::Clash,
                0.0,
                format!("a part and its whole: only one says `{}`", words.join(", ")),
            );
        }
    }
}

/// Is a document about this word?
fn about(context: &Context, word: &str) -> bool {
    context.about.iter().any(|about| about.eq_ignore_ascii_case(word))
}

fn days(start: Option<chrono::NaiveDate>, end: Option<chrono::NaiveDate>) -> Option<DateInterval> {
    Some(DateInterval { start: start?, end: end? })
}

fn period_of(claim: &Claim) -> Option<DateInterval> {
    days(claim.period_start, claim.period_end)
}

/// A periodic measure is reported within this many days of the end of its period.
const REPORTED_WITHIN: i64 = 45;

fn period(a: &Claim, b: &Claim, lexicon: &Lexicon, decision: &mut Decision) {
    let periodic = lexicon.course(&a.concept).0 == Course::Periodic;
    match (period_of(a), period_of(b)) {
        (Some(one), Some(other)) if one == other && a.previous != b.previous => {}
        (Some(one), Some(other)) if one == other => decision.say(Slot::Period, Verdict::Agree, 0.75, one.label()),
        (Some(one), Some(other)) if !one.overlaps(&other) || periodic => {
            decision.say(Slot::Period, Verdict::Clash, 0.0, format!("{} against {}", one.label(), other.label()));
        }
        (Some(_), Some(_)) => {}
        (None, None) if periodic => {
            if a.previous != b.previous {
                decision.say(Slot::Period, Verdict::Clash, 0.0, "one is the value of an earlier period");
            } else if published(a).zip(published(b)).is_some_and(|(a, b)| a.gap(&b) > 5) {
                decision.say(
                    Slot::Period,
                    Verdict::Clash,
                    0.0,
                    "reported at different times, each without naming its period",
                );
            }
        }
        (Some(stated), None) => implied(stated, a, b, periodic, decision),
        (None, Some(stated)) => implied(stated, b, a, periodic, decision),
        (None, None) => {}
    }
}

/// One names its period, the other reports without: its period is the last before it was published.
fn implied(stated: DateInterval, naming: &Claim, silent: &Claim, periodic: bool, decision: &mut Decision) {
    let Some(published) = published(silent) else { return };
    let late = (published.start - stated.end).num_days();
    let before = naming.previous != silent.previous;
    if periodic && (before || !(-5..=REPORTED_WITHIN).contains(&late)) {
        decision.say(
            Slot::Period,
            Verdict::Clash,
            0.0,
            format!("{} against the time before {}", stated.label(), published.label()),
        );
    } else if !periodic && late > 400 {
        decision.say(
            Slot::Period,
            Verdict::Clash,
            0.0,
            format!("{} is long before {}", stated.label(), published.label()),
        );
    }
}

fn status(a: &Claim, b: &Claim, lexicon: &Lexicon, decision: &mut Decision) {
    let class = |status: Status| match status {
        Status::Reported | Status::Estimate | Status::Superseded | Status::Denied => 0,
        Status::Forecast | Status::Target => 1,
        Status::Hypothetical => 2,
    };
    if class(a.status) != class(b.status) {
        decision.say(Slot::Status, Verdict::Clash, 0.0, format!("{} against {}", a.status, b.status));
    }
    // An earlier value of something that does not move is another thing's.
    if a.previous != b.previous && lexicon.course(&a.concept).0 == Course::Fixed {
        decision.say(Slot::Role, Verdict::Clash, 0.0, "one is named only for comparison");
    }
}

fn subject(a: &Claim, b: &Claim, lexicon: &Lexicon, decision: &mut Decision) {
    if a.concept == "age" && (a.subject.is_none() || b.subject.is_none()) {
        decision.say(Slot::Subject, Verdict::Clash, 0.0, "an age without a name is nobody's");
        return;
    }
    let (Some(one), Some(other)) = (&a.subject, &b.subject) else {
        if let Some(only) = a.subject.as_ref().or(b.subject.as_ref()) {
            let silent = if a.subject.is_some() { b } else { a };
            let carried = silent
                .context
                .as_ref()
                .is_some_and(|context| about(context, only) || only.split(' ').any(|word| about(context, word)));
            if carried {
                decision.say(Slot::Subject, Verdict::Neutral, 0.25, format!("the other document is about {only}"));
            } else {
                decision.say(Slot::Subject, Verdict::Neutral, -0.5, format!("only one says {only}"));
            }
        } else if let Some(both) = common_subject(a, b) {
            decision.say(Slot::Subject, Verdict::Neutral, 0.1, format!("both documents are about {both}"));
        }
        return;
    };
    if one == other {
        decision.say(Slot::Subject, Verdict::Agree, 0.75, one.clone());
        return;
    }
    let places = (lexicon.place_named(one).is_some(), lexicon.place_named(other).is_some());
    match places {
        (true, true) if lexicon.lies_in(one, other) || lexicon.lies_in(other, one) => {
            decision.say(Slot::Subject, Verdict::Clash, 0.0, format!("{one} against {other}: one lies in the other"));
        }
        (true, true) => decision.say(Slot::Subject, Verdict::Clash, 0.0, format!("{one} against {other}")),
        (false, false) => {
            let words: BTreeSet<String> = one.split(' ').map(str::to_lowercase).collect();
            if other.split(' ').any(|word| words.contains(&word.to_lowercase())) {
                decision.say(Slot::Subject, Verdict::Agree, 0.5, format!("{one} and {other} share a name"));
            } else if mentions(b, one) || mentions(a, other) {
                // Buyer and bought, ministry and minister: both stand in both documents.
                decision.say(
                    Slot::Subject,
                    Verdict::Neutral,
                    -0.5,
                    format!("{one} and {other} stand in both documents"),
                );
            } else {
                decision.say(Slot::Subject, Verdict::Clash, 0.0, format!("{one} against {other}"));
            }
        }
        _ => decision.say(Slot::Subject, Verdict::Neutral, -0.25, format!("{one} and {other} are of different kinds")),
    }
}

/// What the titles or leads of both documents are about.
fn common_subject<'c>(a: &'c Claim, b: &Claim) -> Option<&'c str> {
    let (one, other) = (a.context.as_ref()?, b.context.as_ref()?);
    one.about.iter().find(|about| other.about.contains(about)).map(String::as_str)
}

/// Does the claim's document name all the words of a name?
fn mentions(claim: &Claim, name: &str) -> bool {
    let names = claim.context.as_ref().map_or(&[][..], |context| context.names.as_slice());
    name.split(' ').all(|word| names.iter().any(|name| name.eq_ignore_ascii_case(word)))
}

fn event(a: &Claim, b: &Claim, likeness: &Likeness, lexicon: &Lexicon, decision: &mut Decision) {
    if likeness.same_event() {
        let strength = (likeness.share * 2.0).min(1.0);
        decision.say(Slot::Event, Verdict::Agree, 0.5 + strength, likeness.reason());
        return;
    }
    // A periodic measure needs no event: the same subject in the same stated period is enough.
    let periodic = lexicon.course(&a.concept).0 == Course::Periodic;
    let stated = period_of(a).is_some() && period_of(a) == period_of(b);
    if periodic && stated && a.subject.is_some() && a.subject == b.subject {
        decision.say(Slot::Event, Verdict::Neutral, 0.25, "a periodic measure of one subject and period");
    } else if likeness.near() {
        // Too little to link them by, not enough to keep them apart where others link them.
        decision.linkable = false;
        decision.say(Slot::Event, Verdict::Neutral, -0.5, likeness.reason());
    } else {
        decision.say(Slot::Event, Verdict::Clash, 0.0, likeness.reason());
    }
}

fn speaker(a: &Claim, b: &Claim, decision: &mut Decision) {
    let name = |claim: &Claim| claim.speaker.as_ref().or(claim.origin.as_ref()).map(|name| name.to_lowercase());
    if let (Some(one), Some(other)) = (name(a), name(b)) {
        let same = one == other || one.split(' ').next_back() == other.split(' ').next_back();
        if same {
            decision.say(Slot::Speaker, Verdict::Agree, 0.5, a.speaker.clone().unwrap_or_default());
        } else {
            decision.say(Slot::Speaker, Verdict::Neutral, 0.0, format!("{one} and {other}"));
        }
    }
}

/// Equal odd numbers prove sameness, equal round ones little; numbers far apart speak against it.
fn value(a: &Claim, b: &Claim, lexicon: &Lexicon, decision: &mut Decision) {
    let common = phrase_words(&a.measured).intersection(&phrase_words(&b.measured)).count();
    if common > 0 && !a.measured.is_empty() {
        decision.weight += 0.25 * common.min(3) as f64;
    }
    // Both in the base unit of their dimension.
    let (Some(one), Some(other)) = (in_base_unit(a, lexicon), in_base_unit(b, lexicon)) else { return };
    if one == other {
        let digits = significant_digits(a);
        let weight = match digits {
            0 | 1 => 0.5,
            2 => 1.0,
            _ => 2.0,
        };
        decision.say(Slot::Value, Verdict::Agree, weight, format!("the same figure of {digits} significant digits"));
        return;
    }
    let (low, high) = if one.abs() < other.abs() { (one.abs(), other.abs()) } else { (other.abs(), one.abs()) };
    let ratio = if low.is_zero() { Decimal::MAX } else { high.checked_div(low).unwrap_or(Decimal::MAX) };
    // A vague word or a range beside a figure says little.
    if a.value.is_some() != b.value.is_some() {
        decision.weight -= 0.5;
    }
    // A conflict needs positive evidence of sameness in every slot: a head noun that no topic knows is too little.
    let known = lexicon.concept_named(&a.concept).is_some();
    let compatible = a.unit == b.unit && a.permits().meets(&b.permits()) || ratio <= Decimal::new(11, 1);
    if !known && !compatible {
        decision.say(
            Slot::Value,
            Verdict::Clash,
            0.0,
            format!("only the noun `{}` speaks for the same measure, and the figures differ", a.concept),
        );
        return;
    }
    let weight = if ratio > Decimal::from(20) {
        -2.5
    } else if ratio > Decimal::from(5) {
        -1.5
    } else if ratio > Decimal::TWO {
        -0.75
    } else if ratio < Decimal::new(115, 2) {
        0.25
    } else {
        -0.25
    };
    decision.say(Slot::Value, Verdict::Neutral, weight, "different figures");
}

/// How many digits of a claim's figure are significant.
fn significant_digits(claim: &Claim) -> usize {
    nearest(claim)
        .map_or(0, |figure| figure.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len())
}

/// The figure in the base unit of its dimension; as it is for counts and money.
fn in_base_unit(claim: &Claim, lexicon: &Lexicon) -> Option<Decimal> {
    let figure = nearest(claim)?;
    let Some(scale) = lexicon.unit_factor(&claim.unit) else { return Some(figure) };
    figure.checked_mul(scale.factor.0)?.checked_div(scale.factor.1)?.checked_add(scale.offset)
}

/// A figure to set against another: the stated one, or the end that a range has.
fn nearest(claim: &Claim) -> Option<Decimal> {
    claim.value.or(claim.low).or(claim.high)
}

fn phrase_words(phrase: &str) -> BTreeSet<String> {
    phrase
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.len() > 2)
        .map(str::to_lowercase)
        .collect()
}
