//! Do the entries of a vocabulary read their accept texts and keep out of their reject texts?

use super::{Claim, Extraction, extract};
use crate::lexicon::{Accept, Lexicon, Proof};
use crate::text::{Document, Metadata};
use std::fmt::Write as _;

/// A text of an entry that does not give what the entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unproved {
    /// `accept` or `reject`.
    pub field: &'static str,
    /// The text.
    pub text: String,
    /// What should come of it and what came.
    pub cause: String,
}

/// The texts of an entry that do not hold, read with `lexicon`, which must hold the entry.
pub fn unproved(lexicon: &Lexicon, proof: &Proof) -> Vec<Unproved> {
    let read = |text: &str| {
        let document = Document::new("proof".to_owned(), Some("proof"), text.to_owned(), 0, Metadata::default());
        extract(&document, lexicon)
    };
    let mut found = Vec::new();
    for accept in &proof.accept {
        let extraction = read(&accept.text);
        if !accepted(lexicon, &proof.entry, accept, &extraction) {
            let wanted =
                [&accept.reads, &accept.concept, &accept.speaker, &accept.origin, &accept.status, &accept.refuses];
            let wanted: Vec<&str> = wanted.into_iter().flatten().map(String::as_str).collect();
            let cause = format!("should give {}; {}", wanted.join("; "), described(lexicon, &extraction));
            found.push(Unproved { field: "accept", text: accept.text.clone(), cause });
        }
    }
    for reject in &proof.reject {
        let extraction = read(&reject.text);
        if !kept_out(lexicon, &proof.entry, &extraction) {
            let cause = format!("the entry takes part ({}); {}", reject.why, described(lexicon, &extraction));
            found.push(Unproved { field: "reject", text: reject.text.clone(), cause });
        }
    }
    found
}

/// A claim as the entries write it: interval, then the unit with its rate, or what is counted.
pub fn brief(claim: &Claim) -> String {
    let mut text = claim.permits().to_string();
    if claim.unit != "count" {
        let _ = write!(text, " {}", claim.unit);
    } else if !claim.measured.is_empty() {
        let _ = write!(text, " {}", claim.measured);
    }
    if let Some(rate) = claim.rate.as_ref().filter(|rate| *rate != "share") {
        let _ = write!(text, "/{rate}");
    }
    text
}

/// The names of the entries that took part in the reading of the `at`-th claim.
fn traces<'l>(lexicon: &'l Lexicon, extraction: &Extraction, at: usize) -> Vec<&'l str> {
    extraction.entries.get(at).into_iter().flatten().map(|entry| lexicon.entry_name(*entry)).collect()
}

fn described(lexicon: &Lexicon, extraction: &Extraction) -> String {
    let mut read: Vec<String> = Vec::new();
    for (at, claim) in extraction.claims.iter().enumerate() {
        let by = traces(lexicon, extraction, at).join(", ");
        read.push(format!("read {} ({}) by {by}", brief(claim), claim.concept));
    }
    for rejected in &extraction.rejected {
        read.push(format!("refused \"{}\" as {}", rejected.quote, rejected.reason));
    }
    if read.is_empty() { "no number was read".to_owned() } else { read.join("; ") }
}

fn accepted(lexicon: &Lexicon, entry: &str, accept: &Accept, extraction: &Extraction) -> bool {
    if let Some(refuses) = &accept.refuses {
        let reason = entry.strip_prefix("refusal/").unwrap_or("");
        return extraction.rejected.iter().any(|rejected| {
            rejected.reason == reason
                && (rejected.quote.contains(refuses.as_str()) || refuses.contains(rejected.quote.as_str()))
        });
    }
    if let Some(agency) = entry.strip_prefix("agency/") {
        return extraction.context.agencies.iter().any(|credited| credited == agency);
    }
    let same = |want: &Option<String>, have: Option<&str>| want.as_ref().is_none_or(|want| Some(want.as_str()) == have);
    extraction.claims.iter().enumerate().any(|(at, claim)| {
        traces(lexicon, extraction, at).contains(&entry)
            && accept.reads.as_ref().is_none_or(|reads| *reads == brief(claim))
            && same(&accept.concept, Some(&claim.concept))
            && same(&accept.speaker, claim.speaker.as_deref())
            && same(&accept.origin, claim.origin.as_deref())
            && same(&accept.subject, claim.subject.as_deref())
            && same(&accept.status, Some(claim.status.as_str()))
    })
}

fn kept_out(lexicon: &Lexicon, entry: &str, extraction: &Extraction) -> bool {
    let claims = (0..extraction.claims.len()).all(|at| !traces(lexicon, extraction, at).contains(&entry));
    let rejected = extraction.rejected_entries.iter().flatten().all(|taken| lexicon.entry_name(*taken) != entry);
    claims && rejected
}
