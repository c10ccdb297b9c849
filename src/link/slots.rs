//! What each slot says about a pair of claims: agree, neutral or clash, with its reason (semantics.md §4).

use super::event::{Likeness, SURELY, WINDOW};
use super::evidence::{Evidence, PRIOR};
use super::figures::{Figures, reconciled};
use super::profile::{Meaning, Profile, Said, common};
use super::{Slot, SlotOutcome, Verdict};
use crate::claim::{Role, Status};
use crate::lexicon::{Lexicon, PlaceKind};
use chrono::NaiveDate;

/// What the slots of a pair say, and how much they weigh.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Every slot that has something to say; reasons are there only where they were asked for.
    pub slots: Vec<SlotOutcome>,
    /// The weight of the evidence that they measure the same thing.
    pub weight: f64,
    /// How many slots clash.
    pub clashes: usize,
    /// What spoke for and against, each with how often; only where reasons were asked for.
    pub evidence: Vec<(Evidence, usize)>,
    /// How many of the clashes may be a misreading.
    doubtful: usize,
    explained: bool,
}

/// From this weight on, two claims of one event whose figures may be one are the same in spite of one clash that may be a
/// misreading: of such pairs of the development events 54 measure the same and 2 do not.
const OVERWHELMING: f64 = 2.0;

/// What a clash that is passed over costs.
const PASSED_OVER: f64 = 2.0;

impl Decision {
    pub(super) fn say(&mut self, slot: Slot, verdict: Verdict, reason: impl FnOnce() -> String) {
        self.clashes += usize::from(verdict == Verdict::Clash);
        if self.explained {
            self.slots.push(SlotOutcome { slot, verdict, reason: reason() });
        }
    }

    /// A clash that more often than not is a misreading where everything else speaks for sameness.
    pub(super) fn doubt(&mut self, slot: Slot, reason: impl FnOnce() -> String) {
        self.doubtful += 1;
        self.say(slot, Verdict::Clash, reason);
    }

    /// Passes over the one clash there is, if it may be a misreading.
    fn pass_over(&mut self) {
        if self.clashes == 1 && self.doubtful == 1 && self.weight >= OVERWHELMING {
            self.clashes = 0;
            self.weight -= PASSED_OVER;
            for outcome in self.slots.iter_mut().filter(|outcome| outcome.verdict == Verdict::Clash) {
                outcome.verdict = Verdict::Neutral;
                outcome.reason.push_str(", and all else says that they are one");
            }
        }
    }

    pub(super) fn weigh(&mut self, evidence: Evidence) {
        self.count(evidence, 1);
    }

    fn count(&mut self, evidence: Evidence, times: usize) {
        self.weight += evidence.weight() * times as f64;
        if self.explained && times > 0 {
            self.evidence.push((evidence, times));
        }
    }
}

/// How far two claims are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Until more slots than this clash: what they weigh is not wanted then.
    AtMost(usize),
    /// At every slot, with the reasons.
    Explained,
}

/// Decides a pair of claims of one block.
pub fn decide<'p>(
    a: &'p Profile,
    b: &'p Profile,
    likeness: &'p Likeness,
    lexicon: &'p Lexicon,
    look: Look,
) -> Decision {
    // Those first that keep most pairs apart.
    let slots: [fn(&Pair<'p>, &mut Decision); 11] = [
        Pair::concept,
        Pair::value,
        Pair::role,
        Pair::unit,
        Pair::restrictors,
        Pair::subject,
        Pair::period,
        Pair::status,
        Pair::event,
        Pair::speaker,
        Pair::words,
    ];
    let explained = look == Look::Explained;
    let mut decision =
        Decision { slots: Vec::new(), weight: PRIOR, clashes: 0, evidence: Vec::new(), doubtful: 0, explained };
    let figures = Figures::of(a, b);
    let (agreeing, alike) = (figures.agreeing(), figures.alike());
    let pair = Pair { a, b, lexicon, likeness, figures, agreeing, alike };
    for slot in slots {
        slot(&pair, &mut decision);
        if let Look::AtMost(most) = look
            && decision.clashes - decision.doubtful.min(1) > most
        {
            return decision;
        }
    }
    if pair.alike && likeness.weight() > SURELY {
        decision.pass_over();
    }
    decision.slots.sort_by_key(|outcome| outcome.slot);
    decision
}

/// Two claims while they are compared.
pub(super) struct Pair<'p> {
    pub(super) a: &'p Profile,
    pub(super) b: &'p Profile,
    pub(super) lexicon: &'p Lexicon,
    pub(super) likeness: &'p Likeness,
    pub(super) figures: Figures,
    /// Figures that cannot both be true need every slot to speak for sameness: a false conflict costs more than a
    /// missed one.
    pub(super) agreeing: bool,
    /// Figures that may be one told twice, whenever that was: the same, within a twentieth, or what the words permit.
    pub(super) alike: bool,
}

impl Pair<'_> {
    pub(super) fn claims(&self) -> (&Said, &Said) {
        (&self.a.claim, &self.b.claim)
    }

    /// Equal odd figures prove sameness: what a slot says against it was more likely read wrongly.
    pub(super) fn odd(&self, digits: usize) -> bool {
        self.figures.same.is_some_and(|same| same >= digits)
    }

    fn unit(&self, decision: &mut Decision) {
        let (a, b) = self.claims();
        let per = |claim: &Said| claim.rate.clone().map_or_else(|| "no rate".to_owned(), |rate| format!("per {rate}"));
        match (&a.rate, &b.rate) {
            (Some(one), Some(other)) if one != other => {
                return decision.say(Slot::Unit, Verdict::Clash, || format!("{} against {}", per(a), per(b)));
            }
            (Some(only), None) | (None, Some(only)) if only == "share" && !self.odd(2) => {
                return decision.say(Slot::Unit, Verdict::Clash, || "a part of one against a count".to_owned());
            }
            (Some(_), None) | (None, Some(_)) => {
                decision.weigh(Evidence::OneRate);
                if self.figures.same.is_none() {
                    decision.say(Slot::Unit, Verdict::Clash, || format!("{} against {}", per(a), per(b)));
                }
            }
            _ => {}
        }
        if a.dimension == "ratio" && a.unit != b.unit {
            return decision.say(Slot::Unit, Verdict::Clash, || format!("{} against {}", a.unit, b.unit));
        }
        if a.unit != b.unit {
            decision.weigh(Evidence::OtherUnit);
        }
        match a.dimension.as_str() {
            "count" => decision.weigh(Evidence::Count),
            "money" => decision.weigh(Evidence::Money),
            "ratio" => decision.weigh(Evidence::Ratio),
            "time" => decision.weigh(Evidence::TimeSpan),
            "length" => decision.weigh(Evidence::Length),
            _ => {}
        }
        decision.say(Slot::Unit, Verdict::Agree, || a.unit.clone());
    }

    fn restrictors(&self, decision: &mut Decision) {
        let (a, b) = (self.a, self.b);
        fn missing<'p>(of: &'p Profile, from: &Profile) -> Vec<&'p str> {
            let carried = |word: &str| from.selecting.iter().any(|other| other == word) || from.about(word);
            of.selecting.iter().map(String::as_str).filter(|word| !carried(word)).collect()
        }
        let (mut left, mut right) = (missing(a, b), missing(b, a));
        // "Two other buildings" may well be "two government buildings": what they are besides is not said.
        if left == ["another"] && !right.is_empty() {
            left.clear();
        } else if right == ["another"] && !left.is_empty() {
            right.clear();
        }
        let shared = a.selecting.iter().any(|word| b.selecting.contains(word));
        if a.selecting == b.selecting {
            if !a.selecting.is_empty() {
                decision.weigh(Evidence::SameRestrictors);
                decision.say(Slot::Restrictors, Verdict::Agree, || a.selecting.join(", "));
            }
            return;
        }
        if shared {
            decision.weigh(Evidence::SomeRestrictors);
        }
        if left.is_empty() && right.is_empty() {
            return decision.say(Slot::Restrictors, Verdict::Neutral, || {
                "the other document is about what narrows the one".to_owned()
            });
        }
        let verdict = if self.agreeing { Verdict::Neutral } else { Verdict::Clash };
        if !left.is_empty() && !right.is_empty() {
            decision.weigh(Evidence::OtherRestrictors);
            // Two parts of one thing, unless the figure is too odd to be two's.
            let parts = a.claim.concept == b.claim.concept && a.meaning == Meaning::Known && !shared && !self.odd(3);
            let verdict = if parts { Verdict::Clash } else { verdict };
            return decision.say(Slot::Restrictors, verdict, || {
                format!("{} and {} may say the same", left.join(", "), right.join(", "))
            });
        }
        let words = if left.is_empty() { right } else { left };
        // "Five bombs, of which four went off" has four of the five, and not the four that another text tells of.
        let whole_beside = a.claim.concept == b.claim.concept && !shared && !self.odd(2);
        if words.iter().any(|word| matches!(*word, "including" | "alone")) && (!self.alike || whole_beside) {
            return decision.say(Slot::Restrictors, Verdict::Clash, || {
                format!("a part and its whole: only one says `{}`", words.join(", "))
            });
        }
        let another = words.iter().all(|word| *word == "another");
        decision.weigh(if another { Evidence::OneAnother } else { Evidence::OneRestricted });
        // "Another 20,000" are others, and of figures that differ the restricted one is a part.
        let apart = another && !self.odd(3) || !self.alike;
        let verdict = if apart { Verdict::Clash } else { Verdict::Neutral };
        decision.say(Slot::Restrictors, verdict, || format!("only one says `{}`", words.join(", ")));
    }

    fn role(&self, decision: &mut Decision) {
        let (a, b) = self.claims();
        if a.role != b.role {
            // "a turnout of 78 %", "78 % of the voters": such a concept is a share however it is told.
            let share = |role: Role| matches!(role, Role::Share | Role::Level);
            let told = a.dimension == "ratio" && a.concept == b.concept && self.a.meaning == Meaning::Known;
            // "grew 4 percent", "growth of 4 percent"
            let growth = told && self.a.growth && a.unit == b.unit && a.role != Role::Share && b.role != Role::Share;
            if self.odd(2) || told && share(a.role) && share(b.role) || growth {
                return decision.say(Slot::Role, Verdict::Neutral, || format!("{} and {}", a.role, b.role));
            }
            return decision.doubt(Slot::Role, || format!("{} against {}", a.role, b.role));
        }
        match a.role {
            Role::Change => decision.weigh(Evidence::BothChange),
            Role::Share => decision.weigh(Evidence::BothShare),
            Role::Level | Role::Rank => {}
        }
        if a.previous != b.previous {
            decision.weigh(Evidence::OnePrevious);
            decision.say(Slot::Role, Verdict::Neutral, || "one is named for comparison".to_owned());
        }
    }

    fn status(&self, decision: &mut Decision) {
        let (a, b) = self.claims();
        let class = |status: Status| match status {
            Status::Reported | Status::Estimate | Status::Superseded | Status::Denied => 0,
            Status::Forecast | Status::Target => 1,
            Status::Hypothetical => 2,
        };
        if class(a.status) == class(b.status) {
            if class(a.status) == 1 {
                decision.weigh(Evidence::BothAhead);
                // What was expected a week later is expected of another time, or anew.
                let published = self.a.published.zip(self.b.published);
                let later = published.is_some_and(|(one, other)| one.gap(&other) > 5);
                if later && self.figures.same.is_none() && !reconciled(self.a, self.b) {
                    decision.say(Slot::Status, Verdict::Clash, || "expected at different times".to_owned())
                }
            }
        } else if self.figures.same.is_none() {
            decision.say(Slot::Status, Verdict::Clash, || format!("{} against {}", a.status, b.status));
        } else {
            decision.say(Slot::Status, Verdict::Neutral, || format!("{} and {}", a.status, b.status));
        }
    }

    fn subject(&self, decision: &mut Decision) {
        let (a, b) = (self.a, self.b);
        let (Some(one), Some(other)) = (&a.claim.subject, &b.claim.subject) else {
            let Some(only) = a.claim.subject.as_ref().or(b.claim.subject.as_ref()) else { return };
            let silent = if a.claim.subject.is_some() { b } else { a };
            let carried = silent.about(only) || only.split(' ').any(|word| silent.about(word));
            decision.weigh(if carried { Evidence::CarriedSubject } else { Evidence::OneSubject });
            // A town that not even its own document is about, against whatever the other is about.
            let telling = if a.claim.subject.is_some() { a } else { b };
            if self.town(only) && !carried && !telling.about(only) && !self.odd(3) {
                return decision.say(Slot::Subject, Verdict::Clash, || format!("only one is of {only}"));
            }
            return decision.say(Slot::Subject, Verdict::Neutral, || {
                if carried { format!("the other document is about {only}") } else { format!("only one says {only}") }
            });
        };
        if one == other {
            decision.weigh(Evidence::SameSubject);
            if self.town(one) {
                decision.weigh(Evidence::SameTown);
            }
            return decision.say(Slot::Subject, Verdict::Agree, || one.clone());
        }
        let words = |name: &str| name.split(' ').map(str::to_lowercase).collect::<Vec<_>>();
        let (left, right) = (words(one), words(other));
        if left.iter().any(|word| right.contains(word)) {
            decision.weigh(Evidence::SharedName);
            return decision.say(Slot::Subject, Verdict::Agree, || format!("{one} and {other} share a name"));
        }
        decision.weigh(Evidence::OtherSubject);
        let places = self.lexicon.place_named(one).is_some() && self.lexicon.place_named(other).is_some();
        let inside = self.lexicon.lies_in(one, other) || self.lexicon.lies_in(other, one);
        // A town against a name that the other document does not have.
        let strange = self.town(one) && !a.about(other) || self.town(other) && !b.about(one);
        let apart = (places || strange) && !inside && !self.odd(3) || !self.agreeing;
        let reason = || format!("{one} against {other}");
        if apart {
            decision.doubt(Slot::Subject, reason);
        } else {
            decision.say(Slot::Subject, Verdict::Neutral, reason);
        }
    }

    fn town(&self, name: &str) -> bool {
        self.lexicon.place_named(name).is_some_and(|place| place.kind == PlaceKind::City)
    }

    fn event(&self, decision: &mut Decision) {
        let likeness = self.likeness;
        let weight = likeness.weight();
        if !likeness.near() {
            return decision.say(Slot::Event, Verdict::Clash, || likeness.reason());
        }
        // "A quake in 1979 killed at least 600": an event of the past, told beside today's.
        let told =
            |claim: &Said| claim.as_of_start.zip(claim.as_of_end).filter(|_| claim.as_of_said && !claim.previous);
        let long_past = |past: &Said, now: &Said| {
            let days = |(_, end): (NaiveDate, NaiveDate)| Some((now.as_of_start? - end).num_days());
            told(past).and_then(days).is_some_and(|days| days > WINDOW)
        };
        if !self.alike && (long_past(&self.a.claim, &self.b.claim) || long_past(&self.b.claim, &self.a.claim)) {
            return decision.say(Slot::Event, Verdict::Clash, || "one tells of long before".to_owned());
        }
        let verdict = if weight > SURELY {
            decision.weigh(Evidence::OneEvent);
            Verdict::Agree
        } else if weight > 0.0 {
            decision.weigh(Evidence::ProbablyOneEvent);
            Verdict::Agree
        } else {
            Verdict::Neutral
        };
        decision.say(Slot::Event, verdict, || likeness.reason());
    }

    fn speaker(&self, decision: &mut Decision) {
        let (a, b) = self.claims();
        if let (Some(one), Some(other)) = (&a.voice, &b.voice) {
            if one == other || one.split(' ').next_back() == other.split(' ').next_back() {
                decision.weigh(Evidence::SameSpeaker);
                decision.say(Slot::Speaker, Verdict::Agree, || one.clone());
            } else {
                decision.weigh(Evidence::OtherSpeaker);
                decision.say(Slot::Speaker, Verdict::Neutral, || format!("{one} and {other}"));
            }
        }
        if a.part != b.part {
            decision.weigh(Evidence::InTitle);
        }
    }

    fn words(&self, decision: &mut Decision) {
        let (a, b) = (self.a, self.b);
        decision.count(Evidence::NearWord, common(&a.near, &b.near).min(6));
        decision.count(Evidence::SentenceWord, common(&a.sentence, &b.sentence).min(8));
        decision.count(Evidence::MeasuredWord, common(&a.measured, &b.measured).min(2));
    }
}
