//! Every entry of the vocabulary reads the texts it must and keeps out of the texts it must not.

use crate::said::lexicon;
pub use factledger::claim::brief;
use factledger::claim::{Unproved, unproved};
use factledger::lexicon::{Lexicon, Proof};

#[test]
fn every_entry_proves_itself() {
    let mut failures = Vec::new();
    let (mut texts, mut entries) = (0, 0);
    for proof in Lexicon::proofs().expect("the built-in vocabulary is sound") {
        let Proof { entry, accept, reject } = &proof;
        entries += 1;
        assert!(!accept.is_empty() && !reject.is_empty(), "{entry} has no accept or no reject text");
        texts += accept.len() + reject.len();
        for Unproved { field, text, cause } in unproved(lexicon(), &proof) {
            failures.push(format!("{}: {field} {text:?}\n      {cause}", proof.entry));
        }
    }
    assert!(entries > 500 && texts > 1000, "the vocabulary has shrunk: {entries} entries with {texts} texts");
    assert!(failures.is_empty(), "{} of {texts} texts fail:\n{}", failures.len(), failures.join("\n"));
}
