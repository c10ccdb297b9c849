//! Every entry of the vocabulary reads the texts it must and keeps out of the texts it must not.

use crate::said::lexicon;
use factledger::claim::{Claim, Extraction, extract};
use factledger::lexicon::{Accept, Lexicon, Proof, Reject};
use factledger::text::{Document, Metadata};
use std::fmt::Write as _;

fn read(text: &str) -> Extraction {
    let document = Document::new("proof".to_owned(), Some("proof"), text.to_owned(), 0, Metadata::default());
    extract(&document, lexicon())
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
fn traces(extraction: &Extraction, at: usize) -> Vec<&'static str> {
    extraction.entries.get(at).into_iter().flatten().map(|entry| lexicon().entry_name(*entry)).collect()
}

fn describe(extraction: &Extraction) -> String {
    let mut text = String::new();
    for (at, claim) in extraction.claims.iter().enumerate() {
        let _ = write!(
            text,
            "\n      read: {} [{}; subject {:?}; speaker {:?}; {}] by {}",
            brief(claim),
            claim.concept,
            claim.subject.as_deref().unwrap_or(""),
            claim.speaker.as_deref().unwrap_or(""),
            claim.status,
            traces(extraction, at).join(", ")
        );
    }
    for rejected in &extraction.rejected {
        let _ = write!(text, "\n      refused: {:?} as {}", rejected.quote, rejected.reason);
    }
    text
}

fn accepted(entry: &str, accept: &Accept, extraction: &Extraction) -> bool {
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
        traces(extraction, at).contains(&entry)
            && accept.reads.as_ref().is_none_or(|reads| *reads == brief(claim))
            && same(&accept.concept, Some(&claim.concept))
            && same(&accept.speaker, claim.speaker.as_deref())
            && same(&accept.origin, claim.origin.as_deref())
            && same(&accept.subject, claim.subject.as_deref())
            && same(&accept.status, Some(claim.status.as_str()))
    })
}

fn kept_out(entry: &str, extraction: &Extraction) -> bool {
    let claims = (0..extraction.claims.len()).all(|at| !traces(extraction, at).contains(&entry));
    let rejected = extraction.rejected_entries.iter().flatten().all(|taken| lexicon().entry_name(*taken) != entry);
    // An agency is credited with a document, not with a claim; without claims a document has no context.
    let credited = entry.strip_prefix("agency/").is_some_and(|agency| {
        assert!(!extraction.claims.is_empty(), "no claim in the text of {entry}");
        extraction.context.agencies.iter().any(|credited| credited == agency)
    });
    claims && rejected && !credited
}

#[test]
fn every_entry_proves_itself() {
    let mut failures = Vec::new();
    let (mut texts, mut entries) = (0, 0);
    for Proof { entry, accept, reject } in Lexicon::proofs().expect("the built-in vocabulary is sound") {
        entries += 1;
        assert!(!accept.is_empty() && !reject.is_empty(), "{entry} has no accept or no reject text");
        for accept in &accept {
            texts += 1;
            let extraction = read(&accept.text);
            if !accepted(&entry, accept, &extraction) {
                let want =
                    [&accept.reads, &accept.concept, &accept.speaker, &accept.origin, &accept.status, &accept.refuses];
                let want: Vec<&str> = want.into_iter().flatten().map(String::as_str).collect();
                failures.push(format!(
                    "{entry} must read {:?}\n      want: {}{}",
                    accept.text,
                    want.join("; "),
                    describe(&extraction)
                ));
            }
        }
        for Reject { text, why } in &reject {
            texts += 1;
            let extraction = read(text);
            if !kept_out(&entry, &extraction) {
                failures.push(format!("{entry} must not read {text:?} ({why}){}", describe(&extraction)));
            }
        }
    }
    assert!(entries > 500 && texts > 1000, "the vocabulary has shrunk: {entries} entries with {texts} texts");
    assert!(failures.is_empty(), "{} of {texts} texts fail:\n{}", failures.len(), failures.join("\n"));
}
