//! What the times of two claims say about whether they measure the same thing: periods, and as of when each was true.

use super::event::WINDOW;
use super::evidence::Evidence;
use super::profile::{Profile, Said};
use super::slots::{Decision, Pair};
use super::{Slot, Verdict};
use crate::lexicon::{Course, Direction};

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
        // "An earthquake in 1979 killed 600": the dead of another event, however alike the two are told.
        let when = |profile: &Profile| stated(&profile.claim).or(profile.published.map(|days| days.start));
        let told = stated(&a.claim).is_some() || stated(&b.claim).is_some();
        let long = when(a).zip(when(b)).is_some_and(|(one, other)| (one - other).num_days().abs() > WINDOW);
        if told && long && self.toll() {
            decision.say(Slot::Period, Verdict::Clash, || "counts of people that are years or months apart".to_owned());
        }
        let stated_end = |claim: &Said| claim.as_of_end.filter(|_| claim.as_of_said);
        if let (Some(one), Some(other)) = (stated(&a.claim), stated(&b.claim)) {
            decision.weigh(if one == other { Evidence::SameDay } else { Evidence::OtherDay });
            // What does not move is another one on another day: the crowd of Friday and that of Sunday.
            let fixed = a.course == Course::Fixed && b.course == Course::Fixed;
            let days = stated_end(&a.claim) < Some(other) || stated_end(&b.claim) < Some(one);
            if fixed && days && !self.agreeing {
                decision.say(Slot::Period, Verdict::Clash, || format!("{one} against {other}"));
            }
        }
    }

    /// Do both count people to whom something happened, and who only become more?
    fn toll(&self) -> bool {
        let (a, b) = (self.a, self.b);
        let up = || self.lexicon.course(&a.claim.concept) == (Course::Running, Direction::Up);
        a.people == Some(true) && b.people == Some(true) && a.claim.concept == b.claim.concept && up()
    }
}
