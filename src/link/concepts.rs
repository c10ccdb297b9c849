//! What concepts say of whether two claims measure the same thing.

use super::evidence::Evidence;
use super::profile::{Meaning, common};
use super::slots::{Decision, Pair};
use super::{Slot, Verdict};
use crate::lexicon::Course;

impl Pair<'_> {
    pub(super) fn concept(&self, decision: &mut Decision) {
        let (a, b) = (self.a, self.b);
        let (one, other) = (a.claim.concept.as_str(), b.claim.concept.as_str());
        if one == other {
            match a.meaning {
                Meaning::Known => {
                    decision.weigh(Evidence::SameConcept);
                    if a.course == Course::Running {
                        decision.weigh(Evidence::RunningConcept);
                    }
                    match (a.only, b.only) {
                        (true, true) => decision.weigh(Evidence::OnlyOfConcept),
                        (true, false) | (false, true) => decision.weigh(Evidence::OnlyOfConceptInOne),
                        (false, false) => {}
                    }
                    if a.first && b.first {
                        decision.weigh(Evidence::BothFirst);
                    }
                    decision.say(Slot::Concept, Verdict::Agree, || one.to_owned());
                }
                Meaning::Head => {
                    decision.weigh(Evidence::SameHead);
                    decision.say(Slot::Concept, Verdict::Agree, || format!("both count or measure `{one}`"));
                }
                // "over three years" and "the next three years": nothing but the span is the same.
                Meaning::Generic if a.claim.dimension == "time" && !self.odd(2) && common(&a.near, &b.near) == 0 => {
                    decision.say(Slot::Concept, Verdict::Clash, || format!("`{one}` may be of anything"));
                }
                Meaning::Generic => {
                    decision.weigh(Evidence::BothGeneric);
                    decision
                        .say(Slot::Concept, Verdict::Neutral, || format!("`{one}` says little of what is measured"));
                }
            }
            return;
        }
        if self.nothing() {
            decision.weigh(Evidence::SameConcept);
            return decision.say(Slot::Concept, Verdict::Agree, || format!("no {one} or {other} at all"));
        }
        let (known, generic) = (Meaning::Known, Meaning::Generic);
        let clash = |decision: &mut Decision| {
            decision.doubt(Slot::Concept, || format!("{one} against {other}"));
        };
        // People are no things, whatever else is not known of them.
        if a.people.zip(b.people).is_some_and(|(one, other)| one != other) && !self.odd(3) {
            return clash(decision);
        }
        // An age is nothing but an age, and an average of many figures is none of them.
        let average = (one == "average") != (other == "average") && self.figures.same.is_none();
        if one == "age" || other == "age" || average {
            return clash(decision);
        }
        match (a.meaning, b.meaning) {
            (one_meaning, other_meaning) if one_meaning == known && other_meaning == known => {
                if a.akin(b) && (self.agreeing || a.claim.dimension == "count")
                    || one.split('_').any(|word| other.split('_').any(|part| part == word))
                {
                    decision.weigh(Evidence::RelatedConcepts);
                } else if self.odd(3) {
                    decision.weigh(Evidence::DifferentHeads);
                } else {
                    return clash(decision);
                }
            }
            // "More than 40 were fired": what no noun names is anything, and a round figure proves nothing.
            _ if (one == "unknown" || other == "unknown")
                && a.claim.dimension == "count"
                && !self.odd(2)
                && common(&a.near, &b.near) == 0 =>
            {
                return clash(decision);
            }
            (one_meaning, other_meaning) if one_meaning == generic || other_meaning == generic => {
                let concept = one_meaning == known || other_meaning == known;
                decision.weigh(if concept { Evidence::GenericAndConcept } else { Evidence::GenericAndHead });
            }
            (one_meaning, other_meaning) if one_meaning == known || other_meaning == known => {
                decision.weigh(Evidence::ConceptAndHead);
            }
            _ => decision.weigh(Evidence::DifferentHeads),
        }
        decision.say(Slot::Concept, Verdict::Neutral, || format!("{one} and {other} may be the same"));
    }
}
