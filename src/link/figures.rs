//! What the figures of two claims say of whether they measure the same thing.

use super::event::SURELY;
use super::evidence::Evidence;
use super::profile::{Meaning, Profile, Said, common};
use super::slots::{Decision, Pair};
use super::{Slot, Verdict};
use crate::claim::Role;
use crate::lexicon::{Concept, Course, Direction};
use rust_decimal::{Decimal, RoundingStrategy};

/// A toll of which the later figure is more times the earlier one is the toll of something else: of a war, not a raid.
const GROWTH: Decimal = Decimal::from_parts(200, 0, 0, false, 0);

/// Two who counted a crowd by eye differ by no more.
const BY_EYE: Decimal = Decimal::from_parts(10, 0, 0, false, 0);

/// Do the words permit one figure to be both? "At least 12" permits 40 and yet does not tell of the same 40.
pub fn permit_one(a: &Profile, b: &Profile) -> bool {
    permitted(a, b) && (ratio(a, b).is_none_or(|ratio| ratio <= Decimal::TWO) || closed(a) && closed(b))
}

fn permitted(a: &Profile, b: &Profile) -> bool {
    a.claim.unit == b.claim.unit && a.claim.permits().meets(&b.claim.permits())
}

/// Do its words leave no end open?
fn closed(profile: &Profile) -> bool {
    profile.claim.low.is_some() && profile.claim.high.is_some()
}

/// May both be one figure by their hedges or by rounding?
pub fn reconciled(a: &Profile, b: &Profile) -> bool {
    permit_one(a, b) || rounds(a, b)
}

/// Is the one figure the other, rounded or cut off to its own digits?
fn rounds(a: &Profile, b: &Profile) -> bool {
    let (short, long) = if a.digits < b.digits { (a, b) } else { (b, a) };
    let (Some(short_figure), Some(long_figure)) = (short.figure, long.figure) else { return false };
    let digits = short.digits.max(1) as u32;
    [RoundingStrategy::MidpointAwayFromZero, RoundingStrategy::ToZero]
        .into_iter()
        .any(|strategy| long_figure.round_sf_with_strategy(digits, strategy) == Some(short_figure))
}

/// Is the count told as of the day of its document?
fn now(profile: &Profile) -> bool {
    let told = profile.claim.as_of_start;
    !profile.claim.as_of_said || profile.published.zip(told).is_some_and(|(published, told)| told >= published.start)
}

/// The larger figure over the smaller.
fn ratio(a: &Profile, b: &Profile) -> Option<Decimal> {
    let (one, other) = (a.figure?, b.figure?);
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    Some(if low.is_zero() { Decimal::MAX } else { high.checked_div(low).unwrap_or(Decimal::MAX) })
}

/// What the figures of two claims are to one another, looked at once for all slots.
pub struct Figures {
    /// How many significant digits they share, where they are the same.
    pub same: Option<usize>,
    /// The larger over the smaller; none where one is not known.
    ratio: Option<Decimal>,
    /// Do the words permit one figure to be both?
    permit_one: bool,
    /// Do both tell of one count that moves, at different times?
    moves: bool,
}

impl Figures {
    /// Of two claims.
    pub fn of(a: &Profile, b: &Profile) -> Self {
        let same = (a.figure.is_some() && a.figure == b.figure).then(|| a.digits.max(b.digits).max(1));
        let told = |claim: &Said| (claim.as_of_start, claim.as_of_end);
        let known = a.meaning == Meaning::Known && a.claim.concept == b.claim.concept;
        let apart = told(&a.claim) != told(&b.claim) || a.claim.previous != b.claim.previous;
        // What changed by so much one day changed by something else the next.
        let level = a.claim.role != Role::Change || b.claim.role != Role::Change;
        let ratio = ratio(a, b);
        let near = ratio.is_none_or(|ratio| ratio <= Decimal::TWO) || closed(a) && closed(b);
        Self {
            same,
            ratio,
            permit_one: near && permitted(a, b),
            moves: a.course == Course::Running && known && apart && level,
        }
    }

    /// Can both be true: do the words permit the same, is one near enough to be the other rounded, or is it a count that
    /// moves, told at different times?
    pub fn agreeing(&self) -> bool {
        self.same.is_some() || self.moves || self.permit_one || self.within(Decimal::new(11, 1))
    }

    /// Can both be one figure told twice, whenever that was: within a twentieth, or what the words permit meets?
    pub fn alike(&self) -> bool {
        self.same.is_some() || self.permit_one || self.within(Decimal::new(105, 2))
    }

    /// Is the larger figure at most so many times the smaller?
    pub(super) fn within(&self, most: Decimal) -> bool {
        self.ratio.is_some_and(|ratio| ratio <= most)
    }
}

impl Pair<'_> {
    /// Does one say that there was nothing of what the other counts, or of a concept that holds it: no casualties against
    /// 12 deaths of one event, neither narrowed?
    pub(super) fn nothing(&self) -> bool {
        let (a, b) = (self.a, self.b);
        let none = |profile: &Profile| profile.figure.is_some_and(|figure| figure.is_zero());
        if none(a) == none(b)
            || self.likeness.weight() <= SURELY
            || !a.selecting.is_empty()
            || !b.selecting.is_empty()
            || a.claim.rate != b.claim.rate
        {
            return false;
        }
        let (none, some) = if none(a) { (a, b) } else { (b, a) };
        // A text tells of its own event first, and of others in vague words.
        if !(some.first || some.only) || some.claim.value.is_none() || some.is_elsewhere(none) {
            return false;
        }
        let said = |concept: &Concept| {
            concept.none && (concept.id == some.claim.concept || concept.parts.contains(&some.claim.concept))
        };
        self.lexicon.concept_named(&none.claim.concept).is_some_and(said)
    }

    /// Of a whole of which there was nothing, is it a part that news tells second?
    fn second(&self) -> bool {
        let (one, other) = (&self.a.claim.concept, &self.b.claim.concept);
        let after = |whole: &str, part: &str| {
            let concept = self.lexicon.concept_named(whole);
            concept.is_some_and(|concept| concept.parts.iter().skip(1).any(|other| other == part))
        };
        after(one, other) || after(other, one)
    }

    /// Is the figure told as of the later day one that the earlier can have become, of documents that surely tell of one
    /// event?
    fn grown(&self) -> bool {
        let (a, b) = self.claims();
        // Arrests are told by the night too, the dead by all that are known.
        if !self.lexicon.concept_named(&a.concept).is_some_and(|concept| concept.none) {
            return false;
        }
        let direction = self.lexicon.course(&a.concept).1;
        let (Some(one), Some(other)) = (self.a.figure, self.b.figure) else { return false };
        let (Some(first), Some(second)) = (a.as_of_start, b.as_of_start) else { return false };
        let later_is_more = (first < second) == (one < other);
        self.likeness.weight() > SURELY
            && first != second
            // "46 were arrested on Wednesday night", told on Friday: of that night alone.
            && now(self.a)
            && now(self.b)
            && match direction {
                Direction::Up => later_is_more,
                Direction::Down => !later_is_more,
                Direction::Any => true,
            }
    }

    /// What speaks for one measure of which two sources give different figures.
    fn others(&self, decision: &mut Decision) {
        let (a, b) = (self.a, self.b);
        if a.only && b.only {
            decision.weigh(Evidence::OtherFigureOnly);
        }
        if a.first && b.first {
            decision.weigh(Evidence::OtherFigureFirst);
        }
        if a.claim.voice.as_ref().zip(b.claim.voice.as_ref()).is_some_and(|(one, other)| one != other) {
            decision.weigh(Evidence::RivalFigure);
        }
    }

    /// Equal odd numbers prove sameness, equal round ones little; numbers far apart speak against it.
    pub(super) fn value(&self, decision: &mut Decision) {
        let (a, b) = self.claims();
        match (a.value.is_some(), b.value.is_some()) {
            (true, true) => {}
            (false, false) => decision.weigh(Evidence::BothVague),
            _ => decision.weigh(Evidence::OneVague),
        }
        let (Some(one), Some(other)) = (self.a.figure, self.b.figure) else { return };
        let small = |figure: Decimal| figure < Decimal::from(13) && figure.is_integer();
        if a.dimension == "count" && small(one) && small(other) {
            decision.weigh(Evidence::Small);
            // "two floors" and "two demonstrations": small numbers meet by chance.
            // "seven soldiers" and "seven children" are not the same seven, "seven people" may be.
            let generic = self.a.meaning == Meaning::Generic || self.b.meaning == Meaning::Generic;
            let people = self.a.people == Some(true) && self.b.people == Some(true) && generic;
            let worded = common(&self.a.measured, &self.b.measured) > 0;
            if self.likeness.weight() <= SURELY {
                return decision.say(Slot::Value, Verdict::Clash, || {
                    "small numbers of documents that need not tell of one event".to_owned()
                });
            }
            if self.figures.same.is_some() && a.concept != b.concept && !people && !worded {
                return decision.say(Slot::Value, Verdict::Clash, || {
                    format!("only the small number is the same: {} and {}", a.concept, b.concept)
                });
            }
        }
        if self.nothing() {
            decision.weigh(if self.second() { Evidence::NothingOfSecond } else { Evidence::Nothing });
            return decision.say(Slot::Value, Verdict::Neutral, || "one says that there was nothing".to_owned());
        }
        let moved = self.figures.moves;
        let whole = |profile: &Profile| profile.selecting.is_empty() && (profile.first || profile.only);
        let toll = whole(self.a) && whole(self.b) && self.a.people == Some(true);
        if moved && !self.alike && !toll && a.dimension == "count" && small(one) && small(other) {
            return decision.say(Slot::Value, Verdict::Clash, || "small numbers at different times".to_owned());
        }
        if let Some(digits) = self.figures.same {
            decision.weigh(match digits {
                1 => Evidence::SameFigure1,
                2 => Evidence::SameFigure2,
                3 => Evidence::SameFigure3,
                _ => Evidence::SameFigure4,
            });
            return decision
                .say(Slot::Value, Verdict::Agree, || format!("the same figure of {digits} significant digits"));
        }
        let ratio = self.figures.ratio.unwrap_or(Decimal::MAX);
        let known = a.concept == b.concept && self.a.meaning == Meaning::Known;
        let crowd = self.a.estimated && self.b.estimated && (known || self.a.akin(self.b)) && ratio <= BY_EYE;
        if self.figures.permit_one {
            decision.weigh(Evidence::Compatible);
        } else if crowd {
            decision.weigh(Evidence::Estimated);
        } else if !moved && !rounds(self.a, self.b) {
            decision.weigh(Evidence::Irreconcilable);
        }
        if known {
            self.others(decision);
        }
        if toll && moved && known && ratio > Decimal::TWO && ratio <= GROWTH && self.grown() {
            decision.weigh(Evidence::Grown);
            return decision.say(Slot::Value, Verdict::Neutral, || "a toll that grew".to_owned());
        }
        // A toll may double while a story goes on; doses and dollars far apart are of two programmes.
        let things = self.a.people != Some(true) && self.likeness.weight() <= SURELY;
        if moved && things && ratio > Decimal::TWO {
            return decision.say(Slot::Value, Verdict::Clash, || {
                "figures far apart, of documents that need not tell of one event".to_owned()
            });
        }
        if moved && ratio <= Decimal::from(5) {
            decision.weigh(Evidence::Moved);
            return decision
                .say(Slot::Value, Verdict::Neutral, || "a count that moves, told at different times".to_owned());
        }
        let steps = [
            (Decimal::new(105, 2), Evidence::Within5, Evidence::KnownWithin5),
            (Decimal::new(115, 2), Evidence::Within15, Evidence::KnownWithin15),
            (Decimal::new(15, 1), Evidence::Within50, Evidence::KnownWithin50),
            (Decimal::TWO, Evidence::Within2, Evidence::KnownWithin2),
            (Decimal::from(5), Evidence::Within5Times, Evidence::KnownWithin5Times),
            (Decimal::from(20), Evidence::Within20Times, Evidence::KnownWithin20Times),
        ];
        let step = steps.iter().find(|(most, ..)| ratio <= *most);
        let (unlike, alike) =
            step.map_or((Evidence::FarApart, Evidence::KnownFarApart), |(_, unlike, alike)| (*unlike, *alike));
        if !crowd || ratio <= Decimal::new(15, 1) {
            decision.weigh(if known { alike } else { unlike });
        }
        // What is not named on one side is told apart by its figure: another one is another thing.
        if (a.concept == "unknown" || b.concept == "unknown")
            && !reconciled(self.a, self.b)
            && self.a.digits.min(self.b.digits) < 4
        {
            return decision.say(Slot::Value, Verdict::Clash, || "different figures of what only one names".to_owned());
        }
        // Of a noun that no topic knows, the words beside the number have to say that it is the same one.
        let worded =
            a.concept == b.concept && self.a.meaning == Meaning::Head && common(&self.a.near, &self.b.near) > 0;
        let related = self.a.akin(self.b)
            && a.dimension == "count"
            && (ratio <= Decimal::TWO || crowd)
            && common(&self.a.near, &self.b.near) > 0;
        // Two distances from one place.
        let anchored = a.dimension == "length"
            && a.concept == "distance"
            && b.concept == "distance"
            && (a.subject.is_some() && a.subject == b.subject || common(&self.a.near, &self.b.near) > 1);
        let verdict =
            if known || worded || related || anchored || self.agreeing { Verdict::Neutral } else { Verdict::Clash };
        decision.say(Slot::Value, verdict, || "different figures".to_owned());
    }
}
