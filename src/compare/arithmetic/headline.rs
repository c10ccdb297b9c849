//! A headline whose number stands nowhere in the body, where the body has another for the same measure.

use super::reach::{reach, sum};
use super::sentence::{Sentences, alike};
use super::{Finding, said};
use crate::claim::{Claim, RestrictorKind, Role, Status};
use crate::compare::Kind;
use crate::lexicon::Lexicon;
use crate::quantity::Interval;
use crate::text::Part;
use rust_decimal::Decimal;

/// The body tells what the headline is about within this many sentences with numbers.
const LEAD: usize = 4;

/// Within this many it is told again at once, where also a larger gap is a slip.
const FIRST: usize = 2;

/// So many of the body's claims are looked at: what a longer text says would drown a headline anyway.
const MOST: usize = 200;

/// Every number of the headline that the body gives otherwise.
pub(super) fn headlines<'c>(sentences: &Sentences<'c>, lexicon: &Lexicon, found: &mut Vec<Finding<'c>>) {
    let mut headline: Vec<&Claim> = Vec::new();
    let mut lead: Vec<(bool, &Claim)> = Vec::new();
    let mut body: Vec<&Claim> = Vec::new();
    let mut told = 0;
    for group in &sentences.groups {
        let Some(first) = group.claims.first() else { continue };
        if first.part == Part::Title || is_title(first, group.text) {
            headline.extend(&group.claims);
            continue;
        }
        told += 1;
        if told <= LEAD {
            lead.extend(group.claims.iter().map(|claim| (told <= FIRST, *claim)));
        }
        body.extend(group.claims.iter().take(MOST.saturating_sub(body.len())));
    }
    if body.len() >= MOST {
        return;
    }
    for claim in headline {
        found.extend(finding(claim, &lead, &body, lexicon));
    }
}

/// Does the sentence say just the title, as where a text begins with it?
fn is_title(claim: &Claim, sentence: &str) -> bool {
    let bare = |text: &str| text.trim().trim_start_matches('#').trim().trim_end_matches('.').to_lowercase();
    claim.title.as_ref().is_some_and(|title| bare(title) == bare(sentence))
}

fn finding<'c>(
    claim: &'c Claim,
    lead: &[(bool, &'c Claim)],
    body: &[&'c Claim],
    lexicon: &Lexicon,
) -> Option<Finding<'c>> {
    // Only a class of attributes that the vocabulary knows is sure to be one measure.
    lexicon.concept_named(&claim.concept)?;
    let value = claim.value?;
    let stated = reach(claim)?;
    let (first, other) = lead.iter().find(|(_, other)| same_measure(claim, other))?;
    let expected = reach(other)?;
    // It may be rounded from, put together from or said in the unit of anything else in the body.
    let alike: Vec<Interval> = body.iter().filter(|one| one.unit == claim.unit).filter_map(|one| reach(one)).collect();
    let unit = body.iter().any(|one| one.dimension == claim.dimension && one.unit != claim.unit);
    let fits = alike.iter().any(|one| one.meets(&stated));
    let added = alike.iter().enumerate().any(|(at, one)| {
        alike.iter().skip(at + 1).any(|other| sum(*one, *other).is_some_and(|both| both.meets(&stated)))
    });
    if unit || fits || added {
        return None;
    }
    // Another order of size is another thing, unless it is just some zeros.
    let against = other.value?;
    let ratio = value.checked_div(against).filter(|ratio| !ratio.is_zero())?;
    let apart = if *first { Decimal::TWO } else { Decimal::new(15, 1) };
    let near = ratio < apart && ratio.checked_mul(apart)? > Decimal::ONE;
    let zeros = [10, 100, 1000]
        .into_iter()
        .map(Decimal::from)
        .any(|ten| ratio == ten || ratio.checked_mul(ten) == Some(Decimal::ONE));
    (near || zeros).then(|| Finding {
        kind: Kind::HeadlineBody,
        checked: claim,
        against: vec![other],
        stated,
        expected,
        explanation: format!("the headline says {}, the body {} and nowhere the same", said(claim), said(other)),
        confidence: 0.6,
    })
}

/// Do two claims of one document say the same slot by slot?
fn same_measure(a: &Claim, b: &Claim) -> bool {
    let selecting = |claim: &Claim| {
        let mut words: Vec<String> = claim
            .restrictors
            .iter()
            .filter(|restrictor| restrictor.kind == RestrictorKind::Selecting)
            .map(|restrictor| restrictor.text.clone())
            .collect();
        words.sort();
        words
    };
    let settled = |claim: &Claim| matches!(claim.status, Status::Reported | Status::Estimate);
    let subject = a.subject.is_none() || b.subject.is_none() || a.subject == b.subject;
    let period = a.period_start == b.period_start && a.period_end == b.period_end;
    alike(a, b)
        && a.concept == b.concept
        && a.role == b.role
        && (a.trend == b.trend || a.role == Role::Level)
        && !a.previous
        && !b.previous
        && settled(a)
        && settled(b)
        && subject
        && period
        && (!is_past(b) || is_past(a))
        && selecting(a) == selecting(b)
}

/// Is it told as of a time that is not the document's own: last year, since 2019, two months ago?
fn is_past(claim: &Claim) -> bool {
    const PAST: [&str; 6] = ["year", "since", "earlier", "decade", "ago", "month"];
    let words = [&claim.as_of_text, &claim.period_text].into_iter().flatten();
    let told = words.flat_map(|text| text.split_whitespace()).any(|word| {
        PAST.iter().any(|past| word.to_lowercase().starts_with(past)) || word.len() == 4 && word.parse::<u16>().is_ok()
    });
    let published = claim.published.map(|date| date.interval().start);
    let old = |(days, published): (chrono::NaiveDate, chrono::NaiveDate)| (published - days).num_days() > 45;
    told || claim.as_of_end.zip(published).is_some_and(old)
}
