//! What the times of two claims say about whether they measure the same thing: periods, and as of when each was true.

use super::evidence::Evidence;
use super::figures::reconciled;
use super::profile::{Meaning, Said};
use super::slots::{Decision, Pair};
use super::{Slot, Verdict};
use crate::lexicon::{Course, Direction};
use crate::text::DateInterval;
use rust_decimal::Decimal;

/// A count since its beginning and one that does not say since when differ at most so many times.
const SO_FAR: i64 = 3;

impl Pair<'_> {
    /// Does a period that only one claim states go on to the day of its article, of a count that has only grown since:
    /// "1,500 cases since mid-October", "1,184 cases"?
    fn so_far(&self, stated: &DateInterval) -> bool {
        let (a, b) = (self.a, self.b);
        let telling = if a.period.is_some() { a } else { b };
        let grows =
            a.meaning == Meaning::Known && self.lexicon.course(&a.claim.concept) == (Course::Running, Direction::Up);
        let to_date = telling.published.is_some_and(|day| (day.end - stated.end).num_days().abs() <= 1);
        let long = (stated.end - stated.start).num_days() > 1;
        grows && to_date && long && a.claim.concept == b.claim.concept
    }

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
                let so_far = self.so_far(&stated) && self.figures.within(Decimal::from(SO_FAR));
                let verdict = if self.alike || so_far { Verdict::Neutral } else { Verdict::Clash };
                decision.say(Slot::Period, verdict, || format!("only one says {}", stated.label()));
            }
            (None, None)
                if periodic && !self.odd(3) && a.published.zip(b.published).is_some_and(|(a, b)| a.gap(&b) > 5) =>
            {
                decision.say(Slot::Period, Verdict::Clash, || {
                    "reported at different times, each without naming its period".to_owned()
                });
            }
            (None, None) => {}
        }
        let days = (a.claim.as_of_start, b.claim.as_of_start);
        let daily = || self.lexicon.concept_named(&a.claim.concept).is_some_and(|concept| concept.daily);
        if days.0 != days.1 && a.claim.concept == b.claim.concept && !reconciled(a, b) && daily() {
            return decision.say(Slot::Period, Verdict::Clash, || "a price is of its day".to_owned());
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
