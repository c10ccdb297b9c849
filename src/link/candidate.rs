//! Which pairs of claims are compared at all, and which of them are one another's best counterpart.

use super::event::{Likeness, WINDOW, published};
use super::profile::Profile;
use super::slots::{Decision, decide};
use crate::claim::Claim;
use crate::lexicon::{Course, Lexicon};
use crate::text::DateInterval;
use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// The weight from which on a pair is linked.
pub const ENOUGH: f64 = -0.25;

/// So much lighter than enough a pair may be that others tie into one fact.
const SLACK: f64 = 2.5;

/// Documents that share fewer names, words and topics than this are not compared.
const SHARED: usize = 2;

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
pub fn compared<'c>(claims: &'c [Claim], profiles: &[Profile<'c>], order: &[usize], lexicon: &Lexicon) -> Compared {
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
fn each_pair_of_documents<'c>(
    claims: &'c [Claim],
    profiles: &[Profile<'c>],
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
    let mut index = Index::default();
    for (later, document) in of_document.iter().enumerate() {
        for (place, told) in index.candidates(claims, profiles, document) {
            if let Some(earlier) = of_document.get(place) {
                visit(earlier, document, told);
            }
        }
        index.add(claims, profiles, document, later);
    }
}

/// A periodic measure that a document states: concept, subject, days.
type Told<'c> = (&'c str, &'c str, DateInterval);

/// The documents so far, by what they are found by.
#[derive(Default)]
struct Index<'c> {
    /// Names, rare words and topics, in the span of time that the document lies in; none where it has no date.
    named: HashMap<(&'c str, Option<i64>), Vec<usize>>,
    /// Every span of time so far.
    spans: BTreeSet<Option<i64>>,
    told: HashMap<Told<'c>, Vec<usize>>,
}

impl<'c> Index<'c> {
    /// The documents that share enough with one to be compared, in order, and whether they state a periodic measure of
    /// one subject and period.
    fn candidates(
        &self,
        claims: &'c [Claim],
        profiles: &[Profile<'c>],
        document: &[usize],
    ) -> impl Iterator<Item = (usize, bool)> {
        let mut found: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
        // Documents of one span of time, of neighbouring ones, and those without a date, which may be of any.
        let spans: Vec<Option<i64>> = match spans(claims, document) {
            Some((first, last)) => {
                let near = self.spans.range(Some(first - 1)..=Some(last + 1)).copied();
                near.chain(self.spans.first().copied().filter(Option::is_none)).collect()
            }
            None => self.spans.iter().copied().collect(),
        };
        for word in words(claims, document) {
            let postings = spans.iter().filter_map(|span| self.named.get(&(word, *span)));
            let mut places: Vec<usize> = postings.flatten().copied().collect();
            // A document dated by a year lies in several spans.
            places.sort_unstable();
            places.dedup();
            for place in places {
                found.entry(place).or_default().0 += 1;
            }
        }
        for told in told(claims, profiles, document) {
            for place in self.told.get(&told).into_iter().flatten() {
                found.entry(*place).or_default().1 = true;
            }
        }
        found.into_iter().filter(|(_, (count, told))| *count >= SHARED || *told).map(|(place, (_, told))| (place, told))
    }

    fn add(&mut self, claims: &'c [Claim], profiles: &[Profile<'c>], document: &[usize], place: usize) {
        let spans = spans(claims, document)
            .map_or_else(|| vec![None], |(first, last)| (first..=last).map(Some).collect::<Vec<_>>());
        for word in words(claims, document) {
            for span in &spans {
                self.named.entry((word, *span)).or_default().push(place);
            }
        }
        self.spans.extend(spans);
        for told in told(claims, profiles, document) {
            self.told.entry(told).or_default().push(place);
        }
    }
}

/// The names, rare words and topics of a document; a rare word may be a topic too.
fn words<'c>(claims: &'c [Claim], document: &[usize]) -> BTreeSet<&'c str> {
    let context = first(claims, document).and_then(|claim| claim.context.as_ref());
    let words =
        context.into_iter().flat_map(|context| context.names.iter().chain(&context.words).chain(&context.topics));
    words.map(String::as_str).collect()
}

/// The first and the last span of time that a document may lie in, each as long as an event is told.
fn spans(claims: &[Claim], document: &[usize]) -> Option<(i64, i64)> {
    let days = first(claims, document).and_then(published)?;
    let span = |day: NaiveDate| day.signed_duration_since(NaiveDate::MIN).num_days() / WINDOW;
    Some((span(days.start), span(days.end)))
}

/// The periodic measures of a document that say whose and of when they are.
fn told<'c>(claims: &'c [Claim], profiles: &[Profile<'c>], document: &[usize]) -> BTreeSet<Told<'c>> {
    let periodic = |at: &&usize| profiles.get(**at).is_some_and(|profile| profile.course == Course::Periodic);
    document
        .iter()
        .filter(periodic)
        .filter_map(|at| {
            let (claim, profile) = (claims.get(*at)?, profiles.get(*at)?);
            Some((claim.concept.as_str(), claim.subject.as_deref()?, profile.period?))
        })
        .collect()
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
