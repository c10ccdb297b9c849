//! Where the stated values of a fact stand on one line, so that they can be drawn: in one unit, with what each permits.

use super::arithmetic::reach;
use super::figure::converted;
use super::relation::relation_beside;
use super::rows::former;
use super::statement::Statement;
use super::{Relation, wording};
use crate::claim::{Claim, Role, Trend};
use crate::lexicon::Lexicon;
use crate::quantity::{Approximation, Interval};
use rust_decimal::Decimal;

/// What a claim states, in the unit of its fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The stated number; none for ranges and vague words.
    pub value: Option<Decimal>,
    /// What the words permit: just the number where there is no hedge.
    pub permits: Interval,
    /// What may stand behind it: the same, and what rounds or is cut off to the number.
    pub reach: Interval,
}

/// How a claim stands among the others of its fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// None where its unit does not convert to that of the fact.
    pub standing: Option<Standing>,
    /// Does it state the reference value, the one that most origins give?
    pub is_reference: bool,
    /// How it relates to the reference value.
    pub relation: Relation,
}

/// The claims of one fact on one line, in the order given. `unit` is the fact's; where a rise and a fall meet, falls are
/// negative.
pub fn placed(claims: &[Claim], unit: &str, lexicon: &Lexicon) -> Vec<Placed> {
    let mut members: Vec<(usize, &Claim)> = claims.iter().enumerate().collect();
    members.sort_by(|(_, x), (_, y)| x.claim_id.cmp(&y.claim_id));
    let former = former(&members);
    let statements = Statement::all(&members, lexicon);
    let reference = statements.first().map(|statement| statement.claims.as_slice()).unwrap_or_default();
    let goes = |claim: &Claim, way| claim.role == Role::Change && claim.trend == Some(way);
    let both_ways = [Trend::Up, Trend::Down].iter().all(|way| claims.iter().any(|claim| goes(claim, *way)));
    let in_unit = claims.iter().find(|claim| claim.unit == unit);
    claims
        .iter()
        .enumerate()
        .map(|(index, claim)| {
            let is_reference = reference.iter().any(|(of_reference, _)| *of_reference == index);
            let relation = match reference.first() {
                Some((_, first)) if !is_reference => relation_beside(claim, first, &former, lexicon).relation,
                _ => Relation::Equal,
            };
            let standing = in_unit.and_then(|target| standing(claim, target, lexicon));
            let standing = if both_ways && goes(claim, Trend::Down) { standing.map(negated) } else { standing };
            Placed { standing, is_reference, relation }
        })
        .collect()
}

fn standing(claim: &Claim, target: &Claim, lexicon: &Lexicon) -> Option<Standing> {
    let permits = match (claim.value, claim.low, claim.high) {
        (Some(value), None, None) => Interval::point(value),
        _ => claim.permits(),
    };
    // "nearly" and "more than" say on which side the number lies, and leave no room for rounding.
    let rounds = matches!(claim.approximation, Approximation::Exact | Approximation::About);
    let reach = reach(claim).filter(|_| rounds).unwrap_or(permits);
    let own = Standing { value: claim.value, permits, reach };
    if claim.unit == target.unit {
        return Some(own);
    }
    let to = |interval: Interval| converted(interval, claim, target, claim.role == Role::Change, lexicon);
    let value = match own.value {
        Some(value) => Some(to(Interval::point(value))?.lower()?),
        None => None,
    };
    Some(Standing { value, permits: to(own.permits)?, reach: to(own.reach)? })
}

fn negated(standing: Standing) -> Standing {
    let turned = |interval: Interval| Interval::new(interval.upper().map(|end| -end), interval.lower().map(|end| -end));
    Standing {
        value: standing.value.map(|value| -value),
        permits: turned(standing.permits),
        reach: turned(standing.reach),
    }
}

/// A number as a newspaper would print it: `4.13 million`, `21,570`, `0.5`.
pub fn printed(figure: Decimal) -> String {
    wording::number(figure)
}

/// What an interval holds, in words: `630 million to 700 million`, `40 or more`.
pub fn in_words(interval: Interval) -> String {
    wording::interval(interval)
}
