//! Discrepancies put together by the fact that they are about, each with all that is stated of it.

use crate::Error;
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::report::{Cell, Finding, Group, Plot, Table, measure_in_words};
use std::collections::HashMap;

/// The facts of the rows in the order of their first one; what is of no fact is a group of its own. Rows inside one
/// document are not taken.
pub(super) fn groups(ledger: &Ledger, lexicon: &Lexicon, findings: Vec<Finding>) -> Result<Vec<Group>, Error> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for finding in findings.into_iter().filter(Finding::is_between) {
        let fact = fact_of(ledger, [&finding.a.claim_id, &finding.b.claim_id])?;
        let known = fact.as_ref().and_then(|fact| places.get(fact)).and_then(|place| groups.get_mut(*place));
        if let Some(group) = known {
            group.findings.push(finding);
            continue;
        }
        let group = match &fact {
            Some(fact) => group(ledger, lexicon, fact)?,
            None => Group { heading: measure_in_words(&finding.measure), ..Group::default() },
        };
        if let Some(fact) = fact {
            places.insert(fact, groups.len());
        }
        groups.push(Group { findings: vec![finding], ..group });
    }
    Ok(groups)
}

/// A fact with its values, without its discrepancies.
pub(super) fn group(ledger: &Ledger, lexicon: &Lexicon, fact: &str) -> Result<Group, Error> {
    let parameters = [("id".to_owned(), fact.to_owned())];
    let table =
        ledger.query("SELECT measure, unit, n_sources, n_origins FROM facts WHERE fact_id = :id", &parameters)?;
    let row = table.rows.first().map(Vec::as_slice).unwrap_or_default();
    let of = |at: usize| row.get(at).map(|cell| cell.plain().into_owned()).unwrap_or_default();
    let (heading, unit) = (measure_in_words(&of(0)), of(1));
    let plot = Plot::of(&ledger.fact_claims(fact)?, &unit, lexicon);
    Ok(Group {
        fact_id: fact.to_owned(),
        heading,
        unit,
        n_sources: of(2),
        n_origins: of(3),
        plot: Some(plot),
        findings: Vec::new(),
    })
}

/// The fact that one of the claims stands in.
fn fact_of(ledger: &Ledger, claims: [&String; 2]) -> Result<Option<String>, Error> {
    let parameters = ["a", "b"].into_iter().zip(claims).map(|(name, id)| (name.to_owned(), id.clone()));
    let table: Table = ledger.query(
        "SELECT f.fact_id FROM claim c JOIN fact_claim m ON m.claim = c.claim_key JOIN fact f ON f.fact_key = m.fact \
         WHERE c.claim_id IN (:a, :b) ORDER BY c.claim_id = :b, f.fact_id LIMIT 1",
        &parameters.collect::<Vec<_>>(),
    )?;
    Ok(table.rows.first().and_then(|row| row.first()).and_then(Cell::text).map(str::to_owned))
}
