//! A claim as a W3C Web Annotation: what was read, at its place in the article, so that other tools can mark it there.

use super::present;
use crate::claim::Claim;
use crate::compare::in_words;
use crate::text::Part;
use serde_json::{Value, json};

/// Where the words are defined.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// The annotation, its id behind `base`. The quotation is what anchors it; the position counts Unicode scalar values of
/// the stored text, which on a page of HTML is a hint.
pub fn annotation(claim: &Claim, base: &str) -> Value {
    let quote =
        json!({"type": "TextQuoteSelector", "exact": claim.quote, "prefix": claim.prefix, "suffix": claim.suffix});
    let position = json!({"type": "TextPositionSelector", "start": claim.start, "end": claim.end});
    let selectors = match claim.part {
        Part::Text => json!([quote, position]),
        // Places in a title count from its own beginning.
        Part::Title => json!({"type": "CssSelector", "value": "title", "refinedBy": [quote, position]}),
    };
    let source = claim.url.clone().unwrap_or_else(|| format!("{base}{}", claim.document_id));
    let what = if claim.measured.is_empty() { &claim.measure } else { &claim.measured };
    let mut says = format!("{}, {what}", claim.value_text);
    let permits = claim.permits();
    if permits.lower() != permits.upper() {
        says.push_str(&format!(": {}", in_words(permits)));
    }
    if claim.unit != "count" {
        says.push_str(&format!(" ({})", claim.unit.replace('_', " ")));
    }
    let body = |purpose: &str, value: &str| json!({"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"});
    present([
        ("id", json!(format!("{base}{}", claim.claim_id))),
        ("type", json!("Annotation")),
        ("motivation", json!("describing")),
        ("body", json!([body("describing", &says), body("tagging", &claim.measure)])),
        ("target", present([("source", json!(source)), ("selector", selectors)])),
    ])
}
