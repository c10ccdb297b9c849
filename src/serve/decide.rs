//! The desk's say in what is the same measure, from the page of a fact.

use super::ledgers::Failure;
use super::request::is_id;
use super::routes::{Asked, Page};
use super::verdict::{reason, signature};
use super::{answer, fact};
use crate::ledger::{Decided, Ledger};
use crate::report::visible;
use axum::response::Response;

/// Takes claims out of their fact.
pub(super) fn split(page: &Page, ledger: &mut Ledger, asked: &Asked) -> Result<Response, Failure> {
    let claims: Vec<String> = asked.fields.all("claim").map(str::to_owned).collect();
    if claims.is_empty() {
        return Err(Failure::Odd("Choose the claims that measure something else.".to_owned()));
    }
    record(page, ledger, asked, &ledger.splitting(&claims)?, "split")
}

/// Joins a fact with others.
pub(super) fn merge(page: &Page, ledger: &mut Ledger, asked: &Asked) -> Result<Response, Failure> {
    let others = asked.fields.all("with").map(|id| id.to_ascii_lowercase());
    let ids: Vec<String> = std::iter::once(asked.id.clone()).chain(others).collect();
    if let Some(odd) = ids.iter().skip(1).find(|id| !is_id('f', id)) {
        return Err(Failure::Odd(format!("{} is not the id of a fact: those begin with f.", visible(odd))));
    }
    if ids.len() < 2 {
        return Err(Failure::Odd("Choose a fact that measures the same.".to_owned()));
    }
    record(page, ledger, asked, &ledger.merging(&ids)?, "merge")
}

/// Gives the measure of a fact the name of another.
pub(super) fn alias(page: &Page, ledger: &mut Ledger, asked: &Asked) -> Result<Response, Failure> {
    let named = |field: &str, missing: &str| {
        let name = asked.fields.get(field).map(str::trim).filter(|name| !name.is_empty());
        name.map(str::to_owned).ok_or_else(|| Failure::Odd(missing.to_owned()))
    };
    let measure = named("measure", "Say which name.")?;
    let same_as = named("same_as", "Say which measure it is.")?;
    for name in [&measure, &same_as] {
        if !ledger.has_measure(name)? {
            return Err(Failure::Odd(format!("No claim has the measure “{}”.", visible(name))));
        }
    }
    let decided = ledger.aliasing(&measure, &same_as)?;
    let (by, reason) = (signature(page, &asked.fields)?, reason(&asked.fields)?);
    let claim = fact::claim_of(ledger, &asked.id)?;
    ledger.decide(&decided, &by, &(page.settings.now)(), &reason)?;
    Ok(answer::see(&format!("/facts/with/{claim}?done=alias")))
}

/// Takes a decision back.
pub(super) fn undo(page: &Page, ledger: &mut Ledger, asked: &Asked) -> Result<Response, Failure> {
    let number = asked.id.parse().map_err(|_| Failure::Missing("There is no such decision.".to_owned()))?;
    let decided = ledger.undoing(number)?;
    ledger.decide(
        &decided,
        &signature(page, &asked.fields)?,
        &(page.settings.now)(),
        asked.fields.get("reason").unwrap_or("taken back"),
    )?;
    Ok(answer::see("/decisions"))
}

fn record(page: &Page, ledger: &mut Ledger, asked: &Asked, decided: &Decided, done: &str) -> Result<Response, Failure> {
    let (by, reason) = (signature(page, &asked.fields)?, reason(&asked.fields)?);
    ledger.decide(decided, &by, &(page.settings.now)(), &reason)?;
    // The fact is another one once it is linked anew: it is found by a claim of it.
    let claim = decided.claims.iter().chain(&decided.others).min().map_or("", String::as_str);
    Ok(answer::see(&format!("/facts/with/{claim}?done={done}")))
}
