//! Stated values: the claims of a fact that say the same number with the same hedge, and who stands behind them.

use super::figure::{canonical, earlier};
use crate::claim::Claim;
use crate::lexicon::Lexicon;
use crate::link::{Voices, Witness};
use crate::quantity::{Approximation, Interval};
use rust_decimal::Decimal;
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

/// What makes two claims one stated value: kind of unit, rate, number (or range), hedge. Converted units are one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    kind: String,
    rate: Option<String>,
    value: Option<Decimal>,
    permits: Option<Interval>,
    approximation: Approximation,
}

impl Key {
    /// The key of what a claim states.
    pub fn of(claim: &Claim, lexicon: &Lexicon) -> Self {
        let (kind, figure) = canonical(claim, lexicon);
        Self {
            kind,
            rate: claim.rate.clone().filter(|_| !claim.is_part()),
            value: figure.value,
            // The number and the hedge settle it; ends only speak where there is no number.
            permits: figure.value.is_none().then_some(figure.permits),
            approximation: claim.approximation,
        }
    }
}

/// One stated value with its claims, earliest published first.
#[derive(Debug, Clone)]
pub(super) struct Statement<'c> {
    /// Each with its index in the slice that was linked.
    pub claims: Vec<(usize, &'c Claim)>,
    /// What its claims say of who stands behind them.
    pub witnesses: Vec<Witness<'c>>,
    origins: usize,
    granularity: Option<Decimal>,
}

/// So many pairs of two values are looked at.
const ACROSS: usize = 6;

impl<'c> Statement<'c> {
    /// The stated values among `members`, the reference first.
    pub fn all(members: &[(usize, &'c Claim)], lexicon: &Lexicon) -> Vec<Self> {
        let mut order = Vec::new();
        let mut groups: HashMap<Key, Vec<(usize, &'c Claim)>> = HashMap::new();
        for &(index, claim) in members {
            let key = Key::of(claim, lexicon);
            let group = groups.entry(key.clone()).or_default();
            if group.is_empty() {
                order.push(key);
            }
            group.push((index, claim));
        }
        let mut statements: Vec<Self> = order
            .iter()
            .filter_map(|key| groups.remove(key))
            .map(|mut claims| {
                claims.sort_by(|(_, x), (_, y)| earlier(x, y));
                let witnesses: Vec<_> = claims.iter().map(|(_, claim)| Witness::of(claim, lexicon)).collect();
                let origins = Voices::among(&[&witnesses]).origins;
                let granularity =
                    claims.iter().filter_map(|(_, claim)| claim.granularity).map(|place| place.abs()).min();
                Self { claims, witnesses, origins, granularity }
            })
            .collect();
        statements.sort_by(Self::standing);
        statements
    }

    /// Most origins, then finest granularity (none is coarsest), then earliest published, then claim id.
    fn standing(&self, other: &Self) -> Ordering {
        let place = |statement: &Self| (statement.granularity.is_none(), statement.granularity);
        Reverse(self.origins).cmp(&Reverse(other.origins)).then_with(|| place(self).cmp(&place(other))).then_with(
            || match (self.claims.first(), other.claims.first()) {
                (Some((_, x)), Some((_, y))) => earlier(x, y),
                _ => Ordering::Equal,
            },
        )
    }

    /// Claims of the two values that come from different documents, the earliest of both sides first; a few, of which
    /// each further one makes up for a misread one before it.
    pub fn across(&self, other: &Self) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        for (i, (x_index, x)) in self.claims.iter().take(ACROSS).enumerate() {
            let apart = other.claims.iter().enumerate().filter(|(_, (_, y))| y.document_id != x.document_id);
            pairs.extend(apart.take(ACROSS).map(|(j, (y_index, _))| (i + j, *x_index, *y_index)));
        }
        pairs.sort_by_key(|(given_up, ..)| *given_up);
        pairs.into_iter().take(ACROSS).map(|(_, x, y)| (x, y)).collect()
    }

    /// The two earliest claims that come from different documents.
    pub fn shared(&self) -> Option<(usize, usize)> {
        let (first_index, first) = self.claims.first()?;
        let (second_index, _) = self.claims.iter().find(|(_, claim)| claim.document_id != first.document_id)?;
        Some((*first_index, *second_index))
    }
}
