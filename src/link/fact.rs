//! Facts, the links that make them, and the pairs that were kept apart.

use crate::text::vocabulary;
use serde::Serialize;

vocabulary! {
    /// What one slot says about a pair.
    Verdict {
        /// Both have it and it is the same.
        Agree = "agree",
        /// One of them has nothing to say.
        Neutral = "neutral",
        /// They differ, so the pair measures different things.
        Clash = "clash",
    }
}

vocabulary! {
    /// The slots of a measure, in the order in which they settle cases.
    Slot {
        /// Unit and kind of unit.
        Unit = "unit",
        /// The attribute class.
        Concept = "concept",
        /// What narrows it.
        Restrictors = "restrictors",
        /// The period measured.
        Period = "period",
        /// Level, change, share, rank.
        Role = "role",
        /// Reported, forecast, hypothetical.
        Status = "status",
        /// Whose it is.
        Subject = "subject",
        /// The event that the documents are about.
        Event = "event",
        /// Who says so.
        Speaker = "speaker",
        /// The figures themselves.
        Value = "value",
        /// What the desk decided, over all the others.
        Desk = "desk",
    }
}

/// One slot's say with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotOutcome {
    /// Which slot.
    pub slot: Slot,
    /// What it says.
    pub verdict: Verdict,
    /// Why, in words.
    pub reason: String,
}

/// Two claims of different documents that measure the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Index of the one claim in the slice that was linked.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// From 0 to 1: how sure it is that they measure the same thing.
    pub confidence: f64,
    /// The slots behind it; of a fact with very many links only the heaviest have them.
    pub slots: Vec<SlotOutcome>,
}

/// Two claims that are alike but do not measure the same thing.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMiss {
    /// Index of the one claim.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// The slots; at least one clashes.
    pub slots: Vec<SlotOutcome>,
}

/// All that is said about one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// `f` and 26 characters: the digest of the lowest claim id in it.
    pub fact_id: String,
    /// Indices of its claims in the slice that was linked, in order of claim id.
    pub claims: Vec<usize>,
    /// The links inside it.
    pub links: Vec<Link>,
}

/// The outcome of linking one block.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linking {
    /// The facts, in order of their lowest claim id; every claim is in exactly one.
    pub facts: Vec<Fact>,
    /// Pairs kept apart by exactly one clashing slot, which are near to being linked, in order of claim ids: at most
    /// one for each two facts, and few for each fact.
    pub near_misses: Vec<NearMiss>,
}
