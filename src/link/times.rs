//! What the times of two claims say about whether they measure the same thing: periods, and as of when each was true.

use super::evidence::Evidence;
use super::figures::reconciled;
use super::profile::Said;
use super::slots::{Decision, Pair};
use super::{Slot, Verdict};
use crate::lexicon::Course;

impl Pair<'_> {
    pub(super) fn period(&self, decision: &mut Decision) {
        let (a, b) = (self.a, self.b);
        let periodic = a.course == Course::Periodic || b.course == Course::Periodic;
        match (a.period, b.period) {
            (Some(one), Some(other)) if one == other => {
                decision.weigh(Evidence::SamePeriod);
                decision.say(Slot::Period, Verdict::Agree, || one.label());
            }
            (Some(one), Some(other)) if !one.overlaps(&other) => {
                decision.weigh(Evidence::DisjointPeriods);
                let verdict = if periodic && !self.odd(3) { Verdict::Clash } else { Verdict::Neutral };
                decision.say(Slot::Period, verdict, || format!("{} against {}", one.label(), other.label()));
            }
            (Some(_), Some(_)) => decision.weigh(Evidence::OverlappingPeriods),
            (Some(stated), None) | (None, Some(stated)) => {
                decision.weigh(Evidence::OnePeriod);
                let verdict = if self.alike { Verdict::Neutral } else { Verdict::Clash };
                decision.say(Slot::Period, verdict, || format!("only one says {}", stated.label()));
            }
            (None, None) if periodic && a.published.zip(b.published).is_some_and(|(a, b)| a.gap(&b) > 5) => {
                decision.say(Slot::Period, Verdict::Clash, || {
                    "reported at different times, each without naming its period".to_owned()
                });
            }
            (None, None) => {}
        }
        let stated = |claim: &Said| claim.as_of_start.filter(|_| claim.as_of_said);
        let stated_end = |claim: &Said| claim.as_of_end.filter(|_| claim.as_of_said);
        if let (Some(one), Some(other)) = (stated(&a.claim), stated(&b.claim)) {
            decision.weigh(if one == other { Evidence::SameDay } else { Evidence::OtherDay });
            // What does not move is another one on another day: the crowd of Friday and that of Sunday.
            let fixed = a.course == Course::Fixed && b.course == Course::Fixed;
            let days = stated_end(&a.claim) < Some(other) || stated_end(&b.claim) < Some(one);
            if fixed && days && self.figures.same.is_none() && !reconciled(self.a, self.b) {
                decision.say(Slot::Period, Verdict::Clash, || format!("{one} against {other}"));
            }
        }
    }
}
