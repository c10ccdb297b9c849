//! Claims and what was found of them in the words of schema.org, as JSON-LD: `Claim` about an `Observation`, and
//! `ClaimReview` for what a person has checked.

use super::present;
use crate::claim::Claim;
use crate::quantity::Interval;
use crate::report::Finding;
use rust_decimal::Decimal;
use serde_json::{Number, Value, json};

/// Where the words are defined.
pub const CONTEXT: &str = "https://schema.org";

/// What a person found, besides the row: the page that settles it, and the figure that was found to be right.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// Address of what settles it.
    pub reference: Option<String>,
    /// The figure.
    pub value: Option<String>,
}

/// The claim, its id behind `base`.
pub fn claim(claim: &Claim, base: &str) -> Value {
    let publisher = claim.source.as_ref().map(|source| json!({"@type": "Organization", "name": source}));
    let published = claim.published.map(|date| date.to_string());
    let appearance = present([
        ("@type", json!("NewsArticle")),
        ("@id", json!(format!("{base}{}", claim.document_id))),
        ("url", json!(claim.url)),
        ("headline", json!(claim.title)),
        ("datePublished", json!(published)),
        ("inLanguage", json!(claim.language)),
        ("publisher", json!(publisher)),
    ]);
    // Whether a speaker is a person or an institution is not known, so it has no type.
    let author = claim.speaker.as_ref().map(|speaker| json!({"name": speaker})).or(publisher);
    present([
        ("@type", json!("Claim")),
        ("@id", json!(format!("{base}{}", claim.claim_id))),
        ("text", json!(claim.quote)),
        ("author", json!(author)),
        ("datePublished", json!(published)),
        ("appearance", appearance),
        ("about", observation(claim)),
    ])
}

fn observation(claim: &Claim) -> Value {
    let permits = claim.permits();
    let is_point = permits.lower().is_some() && permits == Interval::new(claim.value, claim.value);
    let end = |end: Option<Decimal>| end.filter(|_| !is_point).map_or(Value::Null, number);
    let about = claim.subject.as_ref().map(|subject| json!({"@type": "Thing", "name": subject}));
    let name = if claim.measured.is_empty() { &claim.measure } else { &claim.measured };
    present([
        ("@type", json!("Observation")),
        ("name", json!(name)),
        ("description", json!(claim.value_text)),
        ("variableMeasured", json!(claim.measure)),
        ("observationAbout", json!(about)),
        ("value", claim.value.map_or(Value::Null, number)),
        ("minValue", end(permits.lower())),
        ("maxValue", end(permits.upper())),
        ("unitText", json!(claim.unit)),
        ("observationDate", json!(claim.as_of_end.or(claim.period_end).map(|day| day.to_string()))),
    ])
}

fn number(figure: Decimal) -> Value {
    serde_json::from_str::<Number>(&figure.normalize().to_string()).map_or(Value::Null, Value::Number)
}

/// What a person found of a discrepancy; nothing where nobody looked, or where the program had misread a claim: then
/// nobody made it.
pub fn review(finding: &Finding, sides: [&Claim; 2], settled: &Settled, base: &str) -> Option<Value> {
    let rating = match finding.verdict.as_str() {
        "confirmed" => "Confirmed: the sources disagree",
        "explained" => "Explained: the figures differ for a reason that excuses both",
        "dismissed" => "Dismissed: the difference was not followed up",
        _ => return None,
    };
    let who = |claim: &Claim| claim.source.clone().unwrap_or_else(|| claim.doc.clone());
    let [a, b] = sides;
    let text = format!("{}: “{}”; {}: “{}”", who(a), a.quote, who(b), b.quote);
    let id = format!("{base}{}", finding.id);
    let cited = [a, b].map(|claim| claim.url.clone().unwrap_or_else(|| format!("{base}{}", claim.document_id)));
    let reviewed = present([
        ("@type", json!("Claim")),
        ("@id", json!(format!("{id}#claims"))),
        ("text", json!(text)),
        ("appearance", json!(cited)),
        ("hasPart", json!([claim(a, base), claim(b, base)])),
    ]);
    let found = settled.value.as_ref().map(|value| format!(" The checked figure is {value} {}.", a.unit));
    let body = format!("{}.{}", finding.explanation, found.unwrap_or_default());
    Some(present([
        ("@type", json!("ClaimReview")),
        ("@id", json!(id)),
        ("url", json!(id)),
        ("claimReviewed", json!(text)),
        ("itemReviewed", reviewed),
        ("author", json!({"@type": "Person", "name": finding.checked_by})),
        ("datePublished", json!(finding.checked_on)),
        (
            "reviewRating",
            present([
                ("@type", json!("Rating")),
                ("alternateName", json!(rating)),
                ("ratingExplanation", json!(finding.note)),
            ]),
        ),
        ("reviewBody", json!(body)),
        ("citation", json!(settled.reference)),
    ]))
}
