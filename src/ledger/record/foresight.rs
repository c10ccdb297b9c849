//! What would become of documents if they were recorded, without recording them.

use super::super::{Ledger, failure, identity};
use super::Outcome;
use crate::Error;
use crate::text::Document;
use std::collections::{HashMap, HashSet};

/// What was foreseen so far: later documents are the same as, copies or revisions of earlier ones.
#[derive(Debug, Default)]
pub struct Foresight {
    ids: HashSet<String>,
    addresses: HashSet<String>,
    /// By the digest of a text, the outlets that have it.
    texts: HashMap<String, HashSet<Option<String>>>,
}

impl Ledger {
    /// What would become of a document, were it recorded after those foreseen before it.
    pub fn foresee(&self, document: &Document, before: &mut Foresight) -> Result<Outcome, Error> {
        let failed = || failure("look into", &self.place);
        let digest = document.digest.as_str();
        let source = &document.metadata.source;
        let outlets = before.texts.get(digest);
        let same_text = document.path_is_address
            && outlets.is_some_and(|outlets| source.is_none() || outlets.contains(source) || outlets.contains(&None));
        let outcome = if before.ids.contains(&document.id)
            || same_text
            || identity::known(&self.connection, document).map_err(failed())?.is_some()
        {
            Outcome::Same
        } else if before.addresses.contains(&document.address)
            || identity::revisions(&self.connection, &document.address).map_err(failed())? > 0
        {
            Outcome::Revised
        } else if outlets.is_some() || identity::original(&self.connection, digest).map_err(failed())?.is_some() {
            Outcome::Copied
        } else {
            Outcome::Added
        };
        if outcome != Outcome::Same {
            before.ids.insert(document.id.clone());
            before.addresses.insert(document.address.clone());
            before.texts.entry(digest.to_owned()).or_default().insert(source.clone());
        }
        Ok(outcome)
    }
}
