//! What the desk decided is the same measure, and what not. It decides over the program: its aliases rename before linking,
//! its splits cut and its merges join after it. Decisions name claims, not facts, so that they hold whatever facts a
//! newer engine or more documents make; of two that speak of one pair of claims the later one counts.

use super::{Slot, SlotOutcome, Verdict};
use crate::claim::{Claim, Restrictor, RestrictorKind};
use crate::text::vocabulary;
use foldhash::{HashMap, HashSet};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// What the desk decided about measures.
    DecisionKind {
        /// One name stands for another.
        Alias = "alias",
        /// Two facts are one.
        Merge = "merge",
        /// A claim does not belong to its fact.
        Split = "split",
        /// An earlier decision no longer holds.
        Undo = "undo",
    }
}

/// What an alias makes of the claims that have the other name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureSlots {
    /// The attribute class.
    pub concept: String,
    /// Whose it is.
    pub subject: Option<String>,
    /// What narrows it.
    #[serde(default)]
    pub restrictors: Vec<Restrictor>,
    /// The block within which it is linked.
    pub block: String,
}

/// One decision, as the ledger shows it and `measure list --format jsonl` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Its number; a later one has a higher.
    pub decision_id: i64,
    /// What is decided.
    pub kind: DecisionKind,
    /// The measure, or the id of a fact or claim as it was then.
    pub subject: String,
    /// What it is the same as, or apart from.
    #[serde(default)]
    pub object: Option<String>,
    /// For `undo`: the number of the decision that no longer holds.
    #[serde(default)]
    pub undoes: Option<i64>,
    /// Who decided it.
    pub decided_by: String,
    /// When.
    pub at: String,
    /// Why.
    pub reason: String,
    /// The claims that are merged with, or taken out of, the others.
    #[serde(default, deserialize_with = "or_none")]
    pub claim_ids: Vec<String>,
    /// The others.
    #[serde(default, deserialize_with = "or_none")]
    pub other_claim_ids: Vec<String>,
    /// For `alias`: the slots of its object.
    #[serde(default)]
    pub measure_slots: Option<MeasureSlots>,
    /// The blocks that it ties together.
    #[serde(default, deserialize_with = "or_none")]
    pub blocks: Vec<String>,
}

/// `null` is an empty list.
fn or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl Ruling {
    /// Who decided it, and why, as a slot of a pair.
    fn outcome(&self, verdict: Verdict) -> SlotOutcome {
        let done = if verdict == Verdict::Agree { "merged" } else { "split" };
        let reason = format!("{done} by {}: {} (decision {})", self.decided_by, self.reason, self.decision_id);
        SlotOutcome { slot: Slot::Desk, verdict, reason }
    }
}

/// The decisions in which a claim is named: the place of each, and whether it is one of `claim_ids`.
pub(super) type Named<'d> = &'d [(usize, bool)];

/// The decisions that stand.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// In the order in which they were made.
    rulings: Vec<Ruling>,
    named: HashMap<String, Vec<(usize, bool)>>,
    aliases: HashMap<String, usize>,
    /// The blocks that are linked as one, by each of them.
    units: BTreeMap<String, BTreeSet<String>>,
}

impl Desk {
    /// Of all the decisions there are: those that are undone, and what undoes them, are left out.
    pub fn of(mut rulings: Vec<Ruling>) -> Self {
        rulings.sort_by_key(|ruling| ruling.decision_id);
        let undone: HashSet<i64> = rulings.iter().filter_map(|ruling| ruling.undoes).collect();
        rulings.retain(|ruling| ruling.kind != DecisionKind::Undo && !undone.contains(&ruling.decision_id));
        let mut desk = Self { rulings: Vec::new(), ..Self::default() };
        for (place, ruling) in rulings.iter().enumerate() {
            let sides = ruling.claim_ids.iter().map(|id| (id, true));
            for (id, subject) in sides.chain(ruling.other_claim_ids.iter().map(|id| (id, false))) {
                desk.named.entry(id.clone()).or_default().push((place, subject));
            }
            if ruling.kind == DecisionKind::Alias {
                desk.aliases.insert(ruling.subject.clone(), place);
            }
            if ruling.kind != DecisionKind::Split {
                desk.tie(&ruling.blocks);
            }
        }
        desk.rulings = rulings;
        desk
    }

    fn tie(&mut self, blocks: &[String]) {
        let mut tied: BTreeSet<String> = blocks.iter().cloned().collect();
        for block in blocks {
            tied.extend(self.units.get(block).into_iter().flatten().cloned());
        }
        if tied.len() > 1 {
            for block in &tied {
                self.units.insert(block.clone(), tied.clone());
            }
        }
    }

    /// Has nothing been decided?
    pub fn is_empty(&self) -> bool {
        self.rulings.is_empty()
    }

    /// The blocks that are linked together with a block, itself among them, in order.
    pub fn unit(&self, block: &str) -> Vec<String> {
        self.units.get(block).map_or_else(|| vec![block.to_owned()], |unit| unit.iter().cloned().collect())
    }

    /// The measure that a key stands for, through all aliases.
    pub fn measure<'k>(&'k self, key: &'k str) -> &'k str {
        self.target(key).map_or(key, |(object, _)| object)
    }

    fn target(&self, key: &str) -> Option<(&str, &MeasureSlots)> {
        let mut found: Option<(&str, &MeasureSlots)> = None;
        // Each alias once: where they go in a circle, so many steps end somewhere in it.
        for _ in 0..self.aliases.len() {
            let at = found.map_or(key, |(object, _)| object);
            let Some(ruling) = self.aliases.get(at).and_then(|place| self.rulings.get(*place)) else { break };
            let Some((object, slots)) = ruling.object.as_deref().zip(ruling.measure_slots.as_ref()) else { break };
            found = Some((object, slots));
        }
        found
    }

    /// The block in which a claim is linked.
    pub fn block<'c>(&'c self, claim: &'c Claim) -> &'c str {
        self.target(&claim.measure).map_or(&claim.block, |(_, slots)| &slots.block)
    }

    /// Gives claims with another name the slots of the measure that the desk says it is.
    pub fn rename(&self, claims: &mut [Claim]) {
        if self.aliases.is_empty() {
            return;
        }
        for claim in claims {
            let Some((object, slots)) = self.target(&claim.measure) else { continue };
            claim.restrictors.retain(|restrictor| restrictor.kind != RestrictorKind::Selecting);
            claim.restrictors.extend(slots.restrictors.iter().cloned());
            claim.concept.clone_from(&slots.concept);
            claim.subject.clone_from(&slots.subject);
            claim.block.clone_from(&slots.block);
            claim.measure = object.to_owned();
        }
    }

    /// Does an alias rename any claims?
    pub fn renames(&self) -> bool {
        !self.aliases.is_empty()
    }

    /// Does a merge put any claims together?
    pub fn merges_any(&self) -> bool {
        self.rulings.iter().any(|ruling| ruling.kind == DecisionKind::Merge)
    }

    /// Does a split part any claims?
    pub fn splits_any(&self) -> bool {
        self.rulings.iter().any(|ruling| ruling.kind == DecisionKind::Split)
    }

    /// Has it parted two claims?
    pub fn parts(&self, one: &str, other: &str) -> bool {
        self.parted(self.named(one), self.named(other))
    }

    /// The claims of all merges in which a claim is named.
    pub fn merged_with(&self, claim_id: &str) -> BTreeSet<&str> {
        let named = self.named(claim_id).iter().filter_map(|(place, _)| self.rulings.get(*place));
        let merges = named.filter(|ruling| ruling.kind == DecisionKind::Merge);
        merges.flat_map(|ruling| ruling.claim_ids.iter().chain(&ruling.other_claim_ids)).map(String::as_str).collect()
    }

    /// The decisions in which a claim is named.
    pub(super) fn named(&self, claim_id: &str) -> Named<'_> {
        self.named.get(claim_id).map_or(&[], Vec::as_slice)
    }

    /// What the last decision that names both claims makes of them; none where no decision speaks of the two.
    pub(super) fn outcome(&self, one: Named<'_>, other: Named<'_>) -> Option<SlotOutcome> {
        self.last(one, other).map(|(ruling, verdict)| ruling.outcome(verdict))
    }

    /// Has the desk said that the two are not the same?
    pub(super) fn parted(&self, one: Named<'_>, other: Named<'_>) -> bool {
        self.last(one, other).is_some_and(|(_, verdict)| verdict == Verdict::Clash)
    }

    fn last(&self, one: Named<'_>, other: Named<'_>) -> Option<(&Ruling, Verdict)> {
        let (mut one, mut other) = (one.iter().rev().peekable(), other.iter().rev().peekable());
        while let (Some((left, subject)), Some((right, other_subject))) = (one.peek(), other.peek()) {
            match left.cmp(right) {
                std::cmp::Ordering::Greater => drop(one.next()),
                std::cmp::Ordering::Less => drop(other.next()),
                std::cmp::Ordering::Equal => {
                    let ruling = self.rulings.get(*left)?;
                    match ruling.kind {
                        DecisionKind::Merge => return Some((ruling, Verdict::Agree)),
                        DecisionKind::Split if subject != other_subject => return Some((ruling, Verdict::Clash)),
                        _ => {}
                    }
                    one.next();
                    other.next();
                }
            }
        }
        None
    }

    /// The merges with their claims: those of the one side, those of the other, and how it is shown.
    pub(super) fn merges(&self) -> impl Iterator<Item = (&[String], &[String], SlotOutcome)> {
        let merges = self.rulings.iter().filter(|ruling| ruling.kind == DecisionKind::Merge);
        merges.map(|ruling| {
            (ruling.claim_ids.as_slice(), ruling.other_claim_ids.as_slice(), ruling.outcome(Verdict::Agree))
        })
    }
}
