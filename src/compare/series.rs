//! Official figures against what news says: no event joins the two, so concept, subject, narrowing and time must.

use super::Discrepancy;
use super::figure::earlier;
use super::relation::relation_beside;
use super::rows::discrepancy;
use super::statement::Key;
use crate::claim::{Claim, RestrictorKind, Status};
use crate::lexicon::{Course, Lexicon};
use crate::link::Voices;
use crate::text::DateInterval;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// News that names no time tells of the figure that came out last, at most so many days after the time that it is of.
const RECENT: i64 = 62;

/// How sure it is that both measure the same thing: where the news says of when its figure is, and where it does not.
const STATED: f64 = 0.95;
const RECENTLY: f64 = 0.8;

/// An official figure and the news of it, each with how sure that is.
type Told<'c> = (&'c Claim, Vec<(&'c Claim, f64)>);

/// Is it a figure of an official series?
pub fn is_official(claim: &Claim) -> bool {
    claim.context.as_ref().is_some_and(|context| context.official)
}

/// What official figures say of the news in a block.
#[derive(Debug, Default)]
pub struct Against {
    /// One row for each official figure and each other value that news states of it, and one where news states the same.
    pub rows: Vec<Discrepancy>,
    /// Every pair of an official figure and a claim of news.
    pub pairs: Vec<Discrepancy>,
}

/// Sets the claims of news against official figures: each against the one that fits best of each source. The order of
/// neither matters.
pub fn against_series(official: &[Claim], news: &[Claim], lexicon: &Lexicon) -> Against {
    let mut against = Against::default();
    if official.is_empty() {
        return against;
    }
    let mut of_key: HashMap<(&str, String), Vec<&Claim>> = HashMap::new();
    for figure in official {
        let subject = figure.subject.as_deref().unwrap_or("").to_lowercase();
        of_key.entry((&figure.concept, subject)).or_default().push(figure);
    }
    let mut told: BTreeMap<&str, Told<'_>> = BTreeMap::new();
    for claim in news {
        let mut best: BTreeMap<Option<&str>, (Fit, &Claim)> = BTreeMap::new();
        for subject in subjects(claim) {
            for figure in of_key.get(&(claim.concept.as_str(), subject)).into_iter().flatten() {
                let Some(fit) = fit(figure, claim, lexicon) else { continue };
                let found = (fit, *figure);
                let order = |(fit, figure): (Fit, &Claim)| (fit, figure.claim_id.clone());
                let best = best.entry(figure.source.as_deref()).or_insert(found);
                if order(found) < order(*best) {
                    *best = found;
                }
            }
        }
        for (fit, figure) in best.into_values() {
            let (_, claims) = told.entry(&figure.claim_id).or_insert_with(|| (figure, Vec::new()));
            claims.push((claim, if fit.stated { STATED } else { RECENTLY }));
        }
    }
    for (figure, mut claims) in told.into_values() {
        claims.sort_by(|(x, _), (y, _)| earlier(x, y));
        let mut values: Vec<(Key, Vec<(&Claim, f64)>)> = Vec::new();
        for (claim, sure) in claims {
            let key = Key::of(claim, lexicon);
            match values.iter_mut().find(|(known, _)| *known == key) {
                Some((_, claims)) => claims.push((claim, sure)),
                None => values.push((key, vec![(claim, sure)])),
            }
        }
        for (_, claims) in values {
            let said: Vec<&Claim> = claims.iter().map(|(claim, _)| *claim).collect();
            let voices = Voices::of(&[&[figure], &said], lexicon);
            for (at, (claim, sure)) in claims.into_iter().enumerate() {
                let mut comparison = relation_beside(figure, claim, &[], lexicon);
                let of = figure.source.as_deref().map_or(String::new(), |source| format!(" of {source}"));
                let mark = format!("; {} is the official figure{of}", figure.value_text);
                comparison.explanation.push_str(&mark);
                let row = discrepancy(figure, claim, comparison, voices, sure, lexicon);
                if at == 0 {
                    against.rows.push(row.clone());
                }
                against.pairs.push(row);
            }
        }
    }
    against
}

/// How well an official figure fits a claim; the least fits best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// So many days the news is later.
    late: i64,
    /// The longer the time of the figure, the less it says of a day in it.
    span: i64,
    /// Of two the later.
    from: Reverse<chrono::NaiveDate>,
    /// Does the news say of when its figure is?
    stated: bool,
}

fn fit(figure: &Claim, news: &Claim, lexicon: &Lexicon) -> Option<Fit> {
    let narrowed = |claim: &Claim| -> BTreeSet<String> {
        let selecting = claim.restrictors.iter().filter(|restrictor| restrictor.kind == RestrictorKind::Selecting);
        selecting.map(|restrictor| restrictor.text.clone()).collect()
    };
    let told = matches!(news.status, Status::Reported | Status::Estimate);
    let alike = figure.role == news.role && figure.rate == news.rate && narrowed(figure) == narrowed(news);
    let units = figure.dimension != "ratio" || figure.unit == news.unit;
    if !told || !alike || !units || figure.block != news.block {
        return None;
    }
    let days = stated(figure)?;
    let of = |late: i64, stated: bool| Fit {
        late,
        span: (days.end - days.start).num_days(),
        from: Reverse(days.start),
        stated,
    };
    let inside = |one: &DateInterval, other: &DateInterval| one.start >= other.start && one.end <= other.end;
    let course = lexicon.course(&figure.concept).0;
    match stated(news) {
        Some(said) if said == days => Some(of(0, true)),
        Some(said) if course == Course::Running => {
            let gap = said.gap(&days);
            (gap <= RECENT).then(|| of(gap, true))
        }
        Some(said) if course != Course::Periodic && (inside(&said, &days) || inside(&days, &said)) => Some(of(0, true)),
        Some(_) => None,
        None if news.previous => None,
        None => {
            let published = news.published.or(news.modified)?.interval();
            let gap = published.gap(&days);
            // A figure that belongs to a month comes out after it.
            let out = if course == Course::Periodic { published.end > days.end } else { published.end >= days.start };
            (out && gap <= RECENT).then(|| of(gap, false))
        }
    }
}

/// The days that a claim says it is of.
fn stated(claim: &Claim) -> Option<DateInterval> {
    let period = claim.period_start.zip(claim.period_end);
    let as_of = claim.as_of_text.as_ref().and(claim.as_of_start.zip(claim.as_of_end));
    period.or(as_of).map(|(start, end)| DateInterval { start, end })
}

/// Whose a figure of news may be, in lower case: as it says; else whoever the document is about.
fn subjects(news: &Claim) -> BTreeSet<String> {
    match (&news.subject, &news.context) {
        (Some(subject), _) => [subject.to_lowercase()].into(),
        (None, Some(context)) => {
            let about = context.about.iter().chain(&context.places).map(|name| name.to_lowercase());
            about.chain([String::new()]).collect()
        }
        (None, None) => [String::new()].into(),
    }
}
