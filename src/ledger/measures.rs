//! From what the desk says of facts and claims to the decision that is recorded: which claims it is about.

use super::{Decision, Ledger};
use crate::Error;
use crate::claim::{Restrictor, RestrictorKind};
use crate::link::{DecisionKind, MeasureSlots};
use crate::report::Cell;

/// What is to be decided, in full but for who decides it, when and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// What is decided.
    pub kind: DecisionKind,
    /// The measure, fact or claims that it is about.
    pub subject: String,
    /// What it is the same as, or apart from.
    pub object: Option<String>,
    /// For `undo`: the number of the decision that no longer holds.
    pub undoes: Option<i64>,
    /// The claims that are joined with, or taken out of, the others.
    pub claims: Vec<String>,
    /// The others.
    pub others: Vec<String>,
    /// For `alias`: the slots of the measure that the other name stands for.
    pub slots: Option<MeasureSlots>,
}

impl Ledger {
    /// The facts that these ids name, or that the claims of these ids are in, are one.
    pub fn merging(&self, ids: &[String]) -> Result<Decided, Error> {
        let mut facts = Vec::new();
        for id in ids {
            let fact = self.fact_of(id)?;
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        let (first, rest) = match facts.as_slice() {
            [first, rest @ ..] if !rest.is_empty() => (first, rest),
            _ => {
                let error = Error::new("merge", ids.join(" "), "they are in one fact already");
                return Err(error.hint("`factledger show ID` lists its claims"));
            }
        };
        let mut others = Vec::new();
        for fact in rest {
            others.extend(self.members(fact)?);
        }
        Ok(Decided {
            kind: DecisionKind::Merge,
            subject: first.clone(),
            object: Some(rest.join(" ")),
            undoes: None,
            claims: self.members(first)?,
            others,
            slots: None,
        })
    }

    /// These claims of one fact do not measure what the rest of it does.
    pub fn splitting(&self, claims: &[String]) -> Result<Decided, Error> {
        let fact = self.fact_of(claims.first().map_or("", String::as_str))?;
        let all = self.members(&fact)?;
        if let Some(other) = claims.iter().find(|id| !all.contains(id)) {
            return Err(Error::new("split", other, format!("it is not in {fact}, as the first claim is"))
                .hint("split the claims of one fact at a time"));
        }
        let others: Vec<String> = all.into_iter().filter(|id| !claims.contains(id)).collect();
        if others.is_empty() {
            let error = Error::new("split", claims.join(" "), format!("nothing else is in {fact}"));
            return Err(error.hint("name the claims that do not belong there, not all of them"));
        }
        Ok(Decided {
            kind: DecisionKind::Split,
            subject: claims.join(" "),
            object: Some(fact),
            undoes: None,
            claims: claims.to_vec(),
            others,
            slots: None,
        })
    }

    /// Is this the measure of any claim?
    pub fn has_measure(&self, measure: &str) -> Result<bool, Error> {
        Ok(self.slots(measure)?.is_some())
    }

    /// One measure is called by the name of another: its claims are linked as if they had that.
    pub fn aliasing(&self, measure: &str, same_as: &str) -> Result<Decided, Error> {
        let slots = |name: &str| {
            let missing = || Error::new("find the measure", name, "no claim has it");
            self.slots(name)?.ok_or_else(|| missing().hint("`factledger facts` lists the measures"))
        };
        let (from, to) = (slots(measure)?, slots(same_as)?);
        let desk = self.desk()?;
        let refused = |cause: String, hint: &str| Err(Error::new("make an alias of", measure, cause).hint(hint));
        if desk.measure(same_as) == desk.measure(measure) {
            return refused(
                format!("it and `{same_as}` are one measure already"),
                "`factledger measure list` says why",
            );
        }
        if desk.measure(measure) != measure {
            return refused(format!("it stands for `{}`", desk.measure(measure)), "undo that decision first");
        }
        if from.block != to.block {
            return refused(
                format!("it is of the kind `{}`, and `{same_as}` of `{}`", from.block, to.block),
                "only measures of one dimension or currency can be one",
            );
        }
        Ok(Decided {
            kind: DecisionKind::Alias,
            subject: measure.to_owned(),
            object: Some(same_as.to_owned()),
            undoes: None,
            claims: Vec::new(),
            others: Vec::new(),
            slots: Some(to),
        })
    }

    /// The slots of the claims of a measure; a measure is made of them, so that all its claims have the same. None if no
    /// claim has it.
    fn slots(&self, measure: &str) -> Result<Option<MeasureSlots>, Error> {
        let table = self.rows(
            "SELECT r.concept, r.subject, r.restrictors, b.block FROM measure m JOIN reading r ON r.measure = m.measure_id
             JOIN block b ON b.block_id = r.block WHERE m.measure = ?1 ORDER BY r.reading_id LIMIT 1",
            &[&measure],
        )?;
        Ok(table.rows.first().map(|row| {
            let text = |at: usize| row.get(at).and_then(Cell::text).unwrap_or_default().to_owned();
            let mut restrictors: Vec<Restrictor> = serde_json::from_str(&text(2)).unwrap_or_default();
            restrictors.retain(|restrictor| restrictor.kind == RestrictorKind::Selecting);
            let subject = row.get(1).and_then(Cell::text).map(str::to_owned);
            MeasureSlots { concept: text(0), subject, restrictors, block: text(3) }
        }))
    }

    /// A decision no longer holds.
    pub fn undoing(&self, decision: i64) -> Result<Decided, Error> {
        let rulings = self.rulings()?;
        let refused = |cause: String| Error::new("undo", format!("decision {decision}"), cause);
        let Some(undone) = rulings.iter().find(|ruling| ruling.decision_id == decision) else {
            let hint = match rulings.last() {
                Some(last) => format!("the last one is {}; `factledger measure list` lists them", last.decision_id),
                None => "nothing has been decided yet".to_owned(),
            };
            return Err(refused("there is no such decision".to_owned()).hint(hint));
        };
        if undone.kind == DecisionKind::Undo {
            return Err(refused("it takes another one back".to_owned()).hint("decide anew what it undid"));
        }
        if let Some(by) = rulings.iter().find(|ruling| ruling.undoes == Some(decision)) {
            return Err(refused(format!("decision {} by {} has undone it", by.decision_id, by.decided_by)));
        }
        Ok(Decided {
            kind: DecisionKind::Undo,
            subject: undone.subject.clone(),
            object: undone.object.clone(),
            undoes: Some(decision),
            claims: Vec::new(),
            others: Vec::new(),
            slots: None,
        })
    }

    /// Records what is decided, and gives its number.
    pub fn decide(&mut self, decided: &Decided, by: &str, at: &str, reason: &str) -> Result<i64, Error> {
        self.decision(&Decision {
            kind: decided.kind,
            subject: &decided.subject,
            object: decided.object.as_deref(),
            undoes: decided.undoes,
            claim_ids: &decided.claims,
            other_claim_ids: &decided.others,
            slots: decided.slots.as_ref(),
            by,
            at,
            reason,
        })
    }

    /// The fact that an id names, or that a claim is in.
    fn fact_of(&self, id: &str) -> Result<String, Error> {
        let sql = if id.starts_with('f') {
            "SELECT fact_id FROM fact WHERE fact_id = ?1"
        } else {
            "SELECT f.fact_id FROM fact f JOIN fact_claim m ON m.fact = f.fact_key
             JOIN claim c ON c.claim_key = m.claim WHERE c.claim_id = ?1"
        };
        self.column(sql, id)?.pop().ok_or_else(|| {
            if id.starts_with('f') {
                return Error::new("find", id, "there is no such fact").hint("`factledger facts` lists them");
            }
            let cause = "the claim is of an older revision or reading, and in no fact";
            Error::new("find the fact of", id, cause).hint("`factledger claims` lists those that count")
        })
    }

    /// The claims of a fact.
    fn members(&self, fact: &str) -> Result<Vec<String>, Error> {
        let sql = "SELECT c.claim_id FROM fact f JOIN fact_claim m ON m.fact = f.fact_key
             JOIN claim c ON c.claim_key = m.claim WHERE f.fact_id = ?1 ORDER BY c.claim_id";
        self.column(sql, fact)
    }

    /// The first column of a statement with one parameter.
    fn column(&self, sql: &str, id: &str) -> Result<Vec<String>, Error> {
        let table = self.rows(sql, &[&id])?;
        Ok(table.rows.iter().filter_map(|row| row.first().and_then(Cell::text).map(str::to_owned)).collect())
    }
}
