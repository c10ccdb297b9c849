//! Which claims are about one fact: slots that agree or clash, links, and the components they make. A link is decided
//! from two claims and what they carry of their documents alone, so that one document more, a rebuild and a cluster of
//! machines give the same answer.

mod apart;
mod candidate;
mod cluster;
mod concepts;
mod desk;
mod event;
mod evidence;
mod fact;
mod figures;
mod narrow;
mod origin;
mod profile;
mod record;
mod settle;
mod slots;
mod sweep;
mod times;

use crate::claim::Claim;
use crate::lexicon::Lexicon;
pub use candidate::{ENOUGH, Meeting, Weighed};
pub use cluster::{Miss, Pairs, near_miss, nearest};
pub use desk::{DecisionKind, Desk, MeasureSlots, Ruling};
pub use event::WINDOW;
pub use evidence::{Evidence, PRIOR};
pub use fact::{Fact, Link, Linking, NearMiss, Slot, SlotOutcome, Verdict};
pub use narrow::VERSION as RECORD_VERSION;
pub use origin::{Voices, Witness};
pub use record::Record;
pub use settle::{Known, Settled, settle};
pub use sweep::Sweep;

/// Groups the claims of one block into facts. Independent of the order of `claims`.
/// Only claims of different documents are linked to one another; a claim that links to none makes a fact of its own.
pub fn facts(claims: &[Claim], lexicon: &Lexicon) -> Linking {
    cluster::link(claims, &Desk::default(), lexicon)
}

/// The same, where the desk has its say. The claims are those of a [`Desk::unit`] of blocks, renamed by it
/// ([`Desk::rename`]); those of different blocks come together only where it merged them.
pub fn facts_with(claims: &[Claim], desk: &Desk, lexicon: &Lexicon) -> Linking {
    cluster::link(claims, desk, lexicon)
}

/// Which claims of one block hold together before any group is made of them: pairs that are linked, with `near_misses`
/// also those that one slot keeps apart. Each pair is decided from the claims of its two documents alone, so that claims
/// may be given in overlapping parts. What [`facts`] makes of a block it makes of each set of documents that no pair
/// leads out of.
pub fn pairs(claims: &[Claim], near_misses: bool, lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let found = cluster::Pairs::of(&record::Record::all(claims, lexicon), lexicon);
    let misses = found.near_misses.into_iter().filter(|_| near_misses);
    found.links.into_iter().chain(misses).map(|(a, b, _)| (a, b)).collect()
}

/// What speaks for and against every pair of claims that no slot keeps apart, so that the weights can be fitted
/// (`benches/weights`). The pairs are places in `claims`.
pub fn weighed(claims: &[Claim], lexicon: &Lexicon) -> Vec<Weighed> {
    candidate::weighed(&record::Record::all(claims, lexicon), lexicon)
}

/// Claims of documents published further apart than this, in days, are never linked.
pub const DAYS_APART: i64 = event::WINDOW;

/// The slot that says that two claims do not measure the same thing, where one does; each is given as a record that has
/// no other claim. A fact may hold such a pair: votes made it, not each two of its claims.
pub fn clash(a: &Record, b: &Record, lexicon: &Lexicon) -> Option<SlotOutcome> {
    candidate::clash(a, b, lexicon)
}
