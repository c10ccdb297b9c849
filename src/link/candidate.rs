//! Which pairs of claims are compared at all, and which of them are one another's best counterpart.

use super::Weighed;
use super::event::{Likeness, WINDOW, published};
use super::profile::{Profile, profiles};
use super::slots::{Decision, decide};
use crate::claim::Claim;
use crate::lexicon::{Course, Lexicon};
use foldhash::{HashMap, HashMapExt, HashSet};

/// The weight from which on a pair is linked.
pub const ENOUGH: f64 = -0.25;

/// So much lighter than enough a pair may be that others tie into one fact.
const SLACK: f64 = 2.5;

/// Documents that share fewer names, words and topics than this are not compared.
const SHARED: u32 = 2;

/// What came of comparing the claims of one block.
#[derive(Debug, Default)]
pub struct Compared {
    /// Pairs that are one another's best counterpart in their documents, with their weight.
    pub links: Vec<(usize, usize, f64)>,
    /// Pairs that may stand in one fact, lower index first.
    pub together: HashSet<(usize, usize)>,
    /// Pairs that one slot alone keeps apart.
    pub near_misses: Vec<(usize, usize)>,
}

/// Compares the claims of documents that may tell of one event. `order` are the claims in order of id.
pub fn compared(claims: &[Claim], profiles: &[Profile], order: &[usize], lexicon: &Lexicon) -> Compared {
    let mut found = Compared::default();
    each_pair_of_documents(claims, profiles, order, |ones, others, periodic| {
        let (Some(one), Some(other)) = (first(claims, ones), first(claims, others)) else { return };
        let likeness = Likeness::of(one, other, lexicon);
        if !likeness.near() || !likeness.perhaps() && !periodic {
            return;
        }
        found.documents(profiles, (ones, others), &likeness, lexicon);
    });
    found
}

/// Calls `visit` for each two documents that share enough to be compared, with their claims, and whether they state a
/// periodic measure of one subject and period.
fn each_pair_of_documents(
    claims: &[Claim],
    profiles: &[Profile],
    order: &[usize],
    mut visit: impl FnMut(&[usize], &[usize], bool),
) {
    let mut of_document: Vec<Vec<usize>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for &at in order {
        let Some(claim) = claims.get(at) else { continue };
        let place = *places.entry(claim.document_id.as_str()).or_insert_with(|| {
            of_document.push(Vec::new());
            of_document.len() - 1
        });
        if let Some(document) = of_document.get_mut(place) {
            document.push(at);
        }
    }
    let mut named: HashMap<String, Vec<usize>> = HashMap::new();
    for (later, document) in of_document.iter().enumerate() {
        let mut shared: HashMap<usize, (u32, bool)> = HashMap::new();
        for (term, periodic) in terms(claims, profiles, document) {
            let earlier = named.entry(term).or_default();
            for place in earlier.iter() {
                let (count, told) = shared.entry(*place).or_default();
                *count += if periodic { SHARED } else { 1 };
                *told |= periodic;
            }
            earlier.push(later);
        }
        let mut candidates: Vec<(usize, bool)> = shared
            .into_iter()
            .filter(|(_, (count, _))| *count >= SHARED)
            .map(|(place, (_, told))| (place, told))
            .collect();
        candidates.sort_unstable();
        for (place, told) in candidates {
            if let Some(earlier) = of_document.get(place) {
                visit(earlier, document, told);
            }
        }
    }
}

/// What a document is found by: its names, rare words and topics in the months that it may share an event in, and its
/// periodic measures.
fn terms(claims: &[Claim], profiles: &[Profile], document: &[usize]) -> Vec<(String, bool)> {
    let mut terms = Vec::new();
    let Some(claim) = first(claims, document) else { return terms };
    if let Some(context) = &claim.context {
        // Under its own span of time and the next: documents of one span or of neighbouring ones meet.
        let spans = published(claim).map_or_else(
            || vec![String::new()],
            |days| {
                let span = days.start.signed_duration_since(chrono::NaiveDate::MIN).num_days() / WINDOW;
                vec![span.to_string(), (span + 1).to_string()]
            },
        );
        for word in context.names.iter().chain(&context.words).chain(&context.topics) {
            terms.extend(spans.iter().map(|span| (format!("{word} {span}"), false)));
        }
        // A rare word may be a topic too.
        terms.sort();
        terms.dedup();
    }
    let mut told: Vec<String> = document
        .iter()
        .filter_map(|at| profiles.get(*at))
        .filter(|profile| profile.course == Course::Periodic)
        .filter_map(|profile| {
            let (subject, period) = (profile.claim.subject.as_ref()?, profile.period?);
            Some(format!("{}|{subject}|{}", profile.claim.concept, period.label()))
        })
        .collect();
    told.sort();
    told.dedup();
    terms.extend(told.into_iter().map(|term| (term, true)));
    terms
}

fn first<'c>(claims: &'c [Claim], document: &[usize]) -> Option<&'c Claim> {
    document.first().and_then(|at| claims.get(*at))
}

/// Are the two of one document, or of two versions of one? These are set against each other as revisions only.
pub fn same_article(a: &Claim, b: &Claim) -> bool {
    a.document_id == b.document_id || a.url.is_some() && a.url == b.url
}

impl Compared {
    /// Compares the claims of two documents: each finds its best counterpart, and a link needs both to be the other's.
    fn documents(
        &mut self,
        profiles: &[Profile],
        (ones, others): (&[usize], &[usize]),
        likeness: &Likeness,
        lexicon: &Lexicon,
    ) {
        let mut weights: Vec<(usize, usize, f64)> = Vec::new();
        let mut best: HashMap<usize, f64> = HashMap::new();
        for &a in ones {
            for &b in others {
                let (Some(one), Some(other)) = (profiles.get(a), profiles.get(b)) else { continue };
                if one.claim.block != other.claim.block || same_article(one.claim, other.claim) {
                    continue;
                }
                let Decision { weight, clashes, .. } = decide(one, other, likeness, lexicon, false);
                match clashes {
                    0 if weight >= ENOUGH - SLACK => {
                        weights.push((a, b, weight));
                        for at in [a, b] {
                            let heaviest = best.entry(at).or_insert(weight);
                            *heaviest = heaviest.max(weight);
                        }
                    }
                    1 if weight >= ENOUGH - SLACK && likeness.same_event() => self.near_misses.push((a, b)),
                    _ => {}
                }
            }
        }
        for (a, b, weight) in weights {
            self.together.insert((a.min(b), a.max(b)));
            let heaviest = |at: usize| best.get(&at).is_none_or(|best| weight >= *best);
            if weight >= ENOUGH && heaviest(a) && heaviest(b) {
                self.links.push((a, b, weight));
            }
        }
    }
}

/// Every pair whose documents are compared, with its evidence.
pub fn weighed(claims: &[Claim], lexicon: &Lexicon) -> Vec<Weighed> {
    let order: Vec<usize> = (0..claims.len()).collect();
    let profiles = profiles(claims, lexicon);
    let mut found = Vec::new();
    each_pair_of_documents(claims, &profiles, &order, |ones, others, _| {
        for &a in ones {
            for &b in others {
                let (Some(one), Some(other)) = (profiles.get(a), profiles.get(b)) else { continue };
                let likeness = Likeness::of(one.claim, other.claim, lexicon);
                if one.claim.block == other.claim.block && likeness.near() {
                    let Decision { evidence, clashes, .. } = decide(one, other, &likeness, lexicon, true);
                    let likeness = likeness.figures();
                    found.push(Weighed { a, b, evidence, clashes, likeness });
                }
            }
        }
    });
    found
}
