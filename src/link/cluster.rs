//! From links to facts: components, cut by a rule that does not depend on order.

use super::candidate::{Meeting, explained};
use super::desk::{Desk, Named};
use super::figures::permit_one;
use super::profile::Profile;
use super::record::Record;
use super::sweep::Sweep;
use super::{Fact, Link, Linking, NearMiss, Verdict};
use crate::claim::{Claim, Status};
use crate::lexicon::Lexicon;
use crate::text::id_of;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// What it adds that both sides are the other's best counterpart.
const COUNTERPART: f64 = 1.0;

/// So many near misses of a fact are kept, beside those that facts of lower ids keep with it.
const NEAR_MISSES: usize = 5;

/// So many claims of a group vote on whether it joins another.
const JURY: usize = 12;

/// Links the claims of one block, or of the blocks that the desk ties together.
pub fn link(claims: &[Claim], desk: &Desk, lexicon: &Lexicon) -> Linking {
    let records = Record::all(claims, lexicon);
    let pairs = Pairs::of(&records, lexicon);
    let mut members: Vec<Member> = records.iter().flat_map(Member::all).collect();
    members.sort_by_key(|member| member.profile.key);
    let mut linking = clustered(&members, &pairs, desk, lexicon);
    linking.facts.iter_mut().for_each(|fact| explain(fact, &members, lexicon));
    linking
}

/// So many links of a fact are explained, the heaviest, and beside them the heaviest of each claim: a story told by
/// hundreds has links by the ten thousand.
const EXPLAINED: usize = 32;

/// Says why the claims of a fact are linked; the indices of its links are places in `members`.
pub fn explain(fact: &mut Fact, members: &[Member<'_>], lexicon: &Lexicon) {
    let mut joined = HashSet::new();
    // Those that the desk made say so already.
    for (at, link) in fact.links.iter_mut().filter(|link| link.slots.is_empty()).enumerate() {
        let first = joined.insert(link.a) | joined.insert(link.b);
        if (first || at < EXPLAINED)
            && let Some((a, b)) = members.get(link.a).zip(members.get(link.b))
        {
            link.slots = a.explained(b, lexicon);
        }
    }
}

/// A claim that is to be put into a fact.
#[derive(Debug, Clone, Copy)]
pub struct Member<'r> {
    pub profile: &'r Profile,
    pub record: &'r Record,
}

impl<'r> Member<'r> {
    /// The claim with a key, where the record has it.
    pub fn of(record: &'r Record, key: usize) -> Option<Self> {
        record.claims.iter().find(|profile| profile.key == key).map(|profile| Self { profile, record })
    }

    fn all(record: &'r Record) -> impl Iterator<Item = Self> {
        record.claims.iter().map(move |profile| Self { profile, record })
    }

    fn id(&self) -> &'r str {
        &self.profile.claim.claim_id
    }

    /// Why the two are linked or kept apart.
    fn explained(&self, other: &Self, lexicon: &Lexicon) -> Vec<super::SlotOutcome> {
        explained((self.record, self.profile), (other.record, other.profile), lexicon)
    }

    /// Does it speak for one fact of two claims? Claims of different documents do where no slot clashes. A document that
    /// gives two figures counts two things, or tells what the count was before.
    fn vote(&self, other: &Self, lexicon: &Lexicon) -> Vote {
        let (one, two) = (&self.profile.claim, &other.profile.claim);
        if self.record.same_article(other.record) {
            let earlier = |profile: &Profile| profile.claim.previous || profile.claim.status == Status::Superseded;
            let agree = permit_one(self.profile, other.profile)
                && one.rate == two.rate
                && (one.restrictors == two.restrictors || one.value == two.value);
            let one_time = self.profile.period == other.profile.period && one.as_of_start == two.as_of_start;
            return if agree || self.profile.rivals(other.profile) || earlier(self.profile) != earlier(other.profile) {
                Vote::None
            } else if one_time {
                Vote::TwoFigures
            } else {
                Vote::Against
            };
        }
        let together = one.block == two.block
            && Meeting::of(self.record, other.record)
                .is_some_and(|meeting| meeting.together(self.profile, other.profile, lexicon));
        if together { Vote::For } else { Vote::Against }
    }
}

/// What a pair of claims says of whether their groups are one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vote {
    For,
    Against,
    /// One document gives both figures as of one time: that counts twice, since a slot may be misread, but nobody counts one
    /// thing twice.
    TwoFigures,
    /// One document that says the same twice.
    None,
}

/// Pairs of claims by their keys, the one with the lower id first, with their weights.
#[derive(Debug, Default)]
pub struct Pairs {
    /// What measures the same.
    pub links: Vec<(usize, usize, f64)>,
    /// What one slot alone keeps apart.
    pub near_misses: Vec<(usize, usize, f64)>,
}

impl Pairs {
    /// Of all documents, which stand in order of [`Record::place`].
    pub fn of(records: &[Record], lexicon: &Lexicon) -> Self {
        let mut pairs = Self::default();
        let mut sweep: Sweep<&Record> = Sweep::new();
        for record in records {
            sweep.meet(record, |_, meeting| pairs.add(meeting, lexicon));
            sweep.keep(record);
        }
        pairs
    }

    /// These and others.
    pub fn with(mut self, others: Self) -> Self {
        self.links.extend(others.links);
        self.near_misses.extend(others.near_misses);
        self
    }

    /// All of them; the last says whether it is a near miss.
    pub fn all(&self) -> impl Iterator<Item = (usize, usize, f64, bool)> {
        let marked = |near_miss: bool| move |(a, b, weight): &(usize, usize, f64)| (*a, *b, *weight, near_miss);
        self.links.iter().map(marked(false)).chain(self.near_misses.iter().map(marked(true)))
    }

    /// Compares the claims of two documents.
    pub fn compare(&mut self, one: &Record, other: &Record, lexicon: &Lexicon) {
        if let Some(meeting) = Meeting::of(one, other) {
            self.add(&meeting, lexicon);
        }
    }

    /// Compares the claims of two documents that meet.
    fn add(&mut self, meeting: &Meeting<'_>, lexicon: &Lexicon) {
        let met = meeting.compared(lexicon);
        let keyed = |(a, b, weight): (&Profile, &Profile, f64)| (a.key, b.key, weight);
        self.links.extend(met.links.into_iter().map(keyed));
        self.near_misses.extend(met.near_misses.into_iter().map(keyed));
    }
}

/// Puts claims into facts. `members` stand in order of their keys; pairs with claims that are not among them are passed
/// over. The indices of what comes out are places in `members`; links stand the heaviest first and are not explained yet.
pub fn clustered(members: &[Member<'_>], pairs: &Pairs, desk: &Desk, lexicon: &Lexicon) -> Linking {
    let named: Vec<Named<'_>> = members.iter().map(|member| desk.named(member.id())).collect();
    let of = |at: usize| named.get(at).copied().unwrap_or_default();
    let id = |at: usize| members.get(at).map_or("", |member| member.id());
    let place = |key: usize| members.binary_search_by_key(&key, |member| member.profile.key).ok();
    let here = |pair: &(usize, usize, f64)| Some((place(pair.0)?, place(pair.1)?, pair.2));
    let lasting = |(a, b, _): &(usize, usize, f64)| !desk.parted(of(*a), of(*b));
    let (mut links, parted): (Vec<_>, Vec<_>) = pairs.links.iter().filter_map(here).partition(lasting);
    let near_misses: Vec<_> = pairs.near_misses.iter().filter_map(here).chain(parted).collect();
    // Everything below goes by weight and claim id, so that the order of `members` does not matter.
    links.sort_by(|(a, b, heavier), (x, y, lighter)| {
        lighter.total_cmp(heavier).then_with(|| (id(*a), id(*b)).cmp(&(id(*x), id(*y))))
    });
    let mut groups = Groups::new(members.len(), desk.splits_any());
    let linked: HashSet<(usize, usize)> = links.iter().map(|(a, b, _)| (*a.min(b), *a.max(b))).collect();
    let vote = |a: usize, b: usize| {
        // No slot of a link clashes, and it is heavy enough.
        if linked.contains(&(a.min(b), a.max(b))) {
            return Vote::For;
        }
        members.get(a).zip(members.get(b)).map_or(Vote::Against, |(a, b)| a.vote(b, lexicon))
    };
    for (a, b, _) in &links {
        groups.join(*a, *b, |a, b| desk.parted(of(a), of(b)), vote);
    }
    let merged = merge(members, desk, &named, &mut groups);
    let slots =
        |a: usize, b: usize| members.get(a).zip(members.get(b)).map_or_else(Vec::new, |(a, b)| a.explained(b, lexicon));
    let links = links.into_iter().filter(|(a, b, _)| groups.of(*a) == groups.of(*b));
    let links = links.map(|(a, b, weight)| Link { a, b, confidence: confidence(weight), slots: Vec::new() });
    let links: Vec<Link> = links.chain(merged).collect();
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by(|a, b| id(*a).cmp(id(*b)));
    let kept = nearest_misses(&order, &near_misses, &groups, &id);
    let near_misses = kept
        .into_iter()
        .map(|(a, b)| {
            let mut slots = slots(a, b);
            slots.extend(desk.outcome(of(a), of(b)).filter(|outcome| outcome.verdict == Verdict::Clash));
            NearMiss { a, b, slots }
        })
        .collect();
    Linking { facts: facts(&order, &id, &mut groups, links), near_misses }
}

/// Joins the groups that the desk says are one, whatever the slots say; only its own later splits keep claims out.
/// Gives a link for each merge.
fn merge(members: &[Member<'_>], desk: &Desk, named: &[Named<'_>], groups: &mut Groups) -> Vec<Link> {
    let id = |at: usize| members.get(at).map_or("", |member| member.id());
    let of = |at: usize| named.get(at).copied().unwrap_or_default();
    let places: HashMap<&str, usize> =
        (0..members.len()).filter(|at| !of(*at).is_empty()).map(|at| (id(at), at)).collect();
    let here = |ids: &[String]| -> Vec<usize> {
        let mut here: Vec<usize> = ids.iter().filter_map(|id| places.get(id.as_str()).copied()).collect();
        here.sort_by(|a, b| id(*a).cmp(id(*b)));
        here
    };
    let mut links = Vec::new();
    for (ones, others, outcome) in desk.merges() {
        let (ones, others) = (here(ones), here(others));
        // One claim of each group that the splits leave of the merged ones.
        let mut joined: Vec<usize> = Vec::new();
        for &at in ones.iter().chain(&others) {
            for &with in &joined {
                groups.join(with, at, |a, b| desk.parted(of(a), of(b)), |_, _| Vote::For);
            }
            if joined.iter().all(|with| groups.of(*with) != groups.of(at)) {
                joined.push(at);
            }
        }
        let pair = ones.iter().find_map(|a| Some((*a, *others.iter().find(|b| groups.of(*a) == groups.of(**b))?)));
        links.extend(pair.map(|(a, b)| Link { a, b, confidence: 1.0, slots: vec![outcome] }));
    }
    links
}

/// A near miss that leads out of a fact.
#[derive(Debug, Clone, Copy)]
pub struct Miss<'i> {
    /// The ids of the two claims, the lower first.
    pub ids: (&'i str, &'i str),
    /// How much speaks for sameness.
    pub weight: f64,
    /// The id of the fact that it leads to.
    pub other: &'i str,
    /// The two claims, as whoever asks knows them.
    pub pair: (usize, usize),
}

/// Of the near misses between a fact and those of higher ids the ones that are kept: the heaviest for each of these, and
/// the heaviest few of them, so that a story that is told a thousand times has few. What a fact keeps follows from the
/// near misses of its own claims and does not change with facts far away.
pub fn nearest(mut misses: Vec<Miss<'_>>) -> Vec<(usize, usize)> {
    misses.sort_by(|one, two| two.weight.total_cmp(&one.weight).then_with(|| one.ids.cmp(&two.ids)));
    let mut seen = HashSet::new();
    misses.retain(|miss| seen.insert(miss.other));
    misses.into_iter().take(NEAR_MISSES).map(|miss| miss.pair).collect()
}

/// The near misses that are kept, in order of claim ids.
fn nearest_misses<'i>(
    order: &[usize],
    misses: &[(usize, usize, f64)],
    groups: &Groups,
    id: &impl Fn(usize) -> &'i str,
) -> Vec<(usize, usize)> {
    let mut fact_ids: HashMap<usize, String> = HashMap::new();
    for at in order {
        fact_ids.entry(groups.of(*at)).or_insert_with(|| id_of('f', &[id(*at)]));
    }
    let mut owned: HashMap<&str, Vec<Miss<'_>>> = HashMap::new();
    for &(a, b, weight) in misses {
        let Some((one, two)) = fact_ids.get(&groups.of(a)).zip(fact_ids.get(&groups.of(b))) else { continue };
        if one != two {
            let (owner, other) = if one < two { (one, two) } else { (two, one) };
            owned.entry(owner).or_default().push(Miss { ids: (id(a), id(b)), weight, other, pair: (a, b) });
        }
    }
    let mut kept: Vec<(usize, usize)> = owned.into_values().flat_map(nearest).collect();
    kept.sort_by(|(a, b), (x, y)| (id(*a), id(*b)).cmp(&(id(*x), id(*y))));
    kept
}

/// Why two claims of different documents are not the same, by their keys.
pub fn near_miss(one: (&Record, usize), other: (&Record, usize), desk: &Desk, lexicon: &Lexicon) -> Option<NearMiss> {
    let (a, b) = (Member::of(one.0, one.1)?, Member::of(other.0, other.1)?);
    let mut slots = a.explained(&b, lexicon);
    let outcome = desk.outcome(desk.named(a.id()), desk.named(b.id()));
    slots.extend(outcome.filter(|outcome| outcome.verdict == Verdict::Clash));
    Some(NearMiss { a: 0, b: 1, slots })
}

/// The odds of the weight as a probability, in hundredths.
fn confidence(weight: f64) -> f64 {
    let odds = 1.0 / (1.0 + (-weight - COUNTERPART).exp());
    // Only the desk is sure.
    ((odds * 100.0).round() / 100.0).min(0.99)
}

/// Disjoint groups of claims with their members.
struct Groups {
    group_of: Vec<usize>,
    groups: Vec<Group>,
    /// Groups that were found not to be one, with how many members they had then.
    apart: HashMap<(usize, usize), (usize, usize)>,
    /// Has the desk parted any claims?
    splits: bool,
}

/// The claims of a group, and the first few of them, who vote.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    jury: Vec<usize>,
}

impl Groups {
    fn new(count: usize, splits: bool) -> Self {
        let groups = (0..count).map(|at| Group { members: vec![at], jury: vec![at] }).collect();
        Self { group_of: (0..count).collect(), groups, apart: HashMap::new(), splits }
    }

    fn of(&self, at: usize) -> usize {
        self.group_of.get(at).copied().unwrap_or(at)
    }

    /// Joins the groups of two claims if none of their pairs is `parted`, and half of the votes of the pairs across them are
    /// for it: one misread slot of one claim does not keep a story in pieces. The first few of each group vote.
    fn join(&mut self, a: usize, b: usize, parted: impl Fn(usize, usize) -> bool, vote: impl Fn(usize, usize) -> Vote) {
        let (one, other) = (self.of(a), self.of(b));
        let Some((ones, others)) = self.groups.get(one).zip(self.groups.get(other)) else { return };
        let sizes = (ones.members.len(), others.members.len());
        let (apart, sized) = if one < other { ((one, other), sizes) } else { ((other, one), (sizes.1, sizes.0)) };
        if one == other || self.apart.get(&apart) == Some(&sized) {
            return;
        }
        let (mut votes, mut against) = (0, 0);
        for left in &ones.jury {
            for right in &others.jury {
                match vote(*left, *right) {
                    Vote::For => votes += 1,
                    Vote::Against => against += 1,
                    Vote::TwoFigures => against += 2,
                    Vote::None => {}
                }
            }
        }
        let mut across = ones.members.iter().flat_map(|left| others.members.iter().map(|right| (*left, *right)));
        if against > votes || self.splits && across.any(|(left, right)| parted(left, right)) {
            self.apart.insert(apart, sized);
            return;
        }
        let jury: Vec<usize> = ones.jury.iter().chain(&others.jury).copied().take(JURY).collect();
        // The smaller moves, so that a claim moves seldom.
        let (stays, moves) = if sizes.0 >= sizes.1 { (one, other) } else { (other, one) };
        let moved = self.groups.get_mut(moves).map(std::mem::take).unwrap_or_default().members;
        for at in &moved {
            if let Some(group) = self.group_of.get_mut(*at) {
                *group = stays;
            }
        }
        if let Some(group) = self.groups.get_mut(stays) {
            group.members.extend(moved);
            group.jury = jury;
        }
    }
}

fn facts<'i>(order: &[usize], id: &impl Fn(usize) -> &'i str, groups: &mut Groups, links: Vec<Link>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut fact_of_group: HashMap<usize, usize> = HashMap::new();
    for &at in order {
        let group = groups.of(at);
        let fact = *fact_of_group.entry(group).or_insert_with(|| {
            facts.push(Fact { fact_id: id_of('f', &[id(at)]), claims: Vec::new(), links: Vec::new() });
            facts.len() - 1
        });
        if let Some(fact) = facts.get_mut(fact) {
            fact.claims.push(at);
        }
    }
    for link in links {
        let group = groups.of(link.a);
        if group == groups.of(link.b)
            && let Some(fact) = fact_of_group.get(&group).and_then(|fact| facts.get_mut(*fact))
        {
            fact.links.push(link);
        }
    }
    facts
}
