//! Claims, reviews, annotations and packages: what is described in JSON.

use super::views::{self, View, view};
use super::{Job, target};
use crate::Error;
use crate::claim::Claim;
use crate::cli::session::Stop;
use crate::ledger::Described;
use crate::report::export::{
    Dictionary, Entry, Hashing, annotation, claim_review, datasette_metadata, package, plain, resource,
};
use crate::report::{Cell, Finding, kinds};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;

impl Job<'_> {
    /// Claims that take part in a discrepancy, and what was found of those that were checked.
    pub(super) fn claim_reviews(&self, out: &mut dyn Write) -> Result<(), Stop> {
        let base = &self.command.base;
        let Some(view) = view("discrepancies", &self.command.include, false, false) else { return Ok(()) };
        let findings = Finding::all(&self.ledger.rows(&view.sql, &[])?);
        let mut claims: BTreeMap<String, Claim> = BTreeMap::new();
        let mut reviews = Vec::new();
        self.progress.borrow_mut().of(findings.len() as u64);
        for finding in &findings {
            self.progress.borrow_mut().advance(1, 1);
            for id in [&finding.a.claim_id, &finding.b.claim_id] {
                if !claims.contains_key(id)
                    && let Some(claim) = self.ledger.claim(id)?
                {
                    claims.insert(id.clone(), claim);
                }
            }
            let sides = claims.get(&finding.a.claim_id).zip(claims.get(&finding.b.claim_id));
            let Some((a, b)) = sides else { continue };
            let settled = self.settled(finding)?;
            reviews.extend(claim_review::review(finding, [a, b], &settled, base).map(|review| (review, finding)));
        }
        let whole = if self.command.feed {
            let items: Vec<Value> = reviews
                .into_iter()
                .map(
                    |(item, finding)| json!({"@type": "DataFeedItem", "dateCreated": finding.checked_on, "item": item}),
                )
                .collect();
            json!({"@context": claim_review::CONTEXT, "@type": "DataFeed", "name": "Fact checks", "dataFeedElement": items})
        } else {
            let claims = claims.values().map(|claim| claim_review::claim(claim, base));
            let graph: Vec<Value> = reviews.into_iter().map(|(review, _)| review).chain(claims).collect();
            json!({"@context": claim_review::CONTEXT, "@graph": graph})
        };
        Ok(writeln!(out, "{whole:#}")?)
    }

    /// What the verdict that is shown says besides the row.
    fn settled(&self, finding: &Finding) -> Result<claim_review::Settled, Error> {
        if finding.verdict.is_empty() {
            return Ok(claim_review::Settled::default());
        }
        let parameters = [("a", &finding.a.claim_id), ("b", &finding.b.claim_id), ("by", &finding.checked_by)];
        let table = self.ledger.query(
            "SELECT reference, checked_decimal FROM verdicts WHERE undoes IS NULL AND undone_by IS NULL \
             AND checked_by = :by AND (a_claim_id IN (:a, :b) OR b_claim_id IN (:a, :b)) ORDER BY verdict_id DESC LIMIT 1",
            &parameters.map(|(name, value)| (name.to_owned(), value.clone())),
        )?;
        let row = table.rows.first().map(Vec::as_slice).unwrap_or_default();
        let of = |at: usize| row.get(at).and_then(Cell::text).map(str::to_owned);
        Ok(claim_review::Settled { reference: of(0), value: of(1) })
    }

    /// One collection with one page, an annotation a line.
    pub(super) fn annotations(&self, out: &mut dyn Write) -> Result<(), Stop> {
        let base = &self.command.base;
        let Some(view) = view("claims", &[], false, false) else { return Ok(()) };
        let total = self.ledger.rows("SELECT count(*) FROM claims", &[])?;
        let total = total.rows.first().and_then(|row| row.first()).map(|cell| cell.plain().into_owned());
        writeln!(
            out,
            "{{\"@context\":{},\"id\":{},\"type\":\"AnnotationCollection\",\"label\":\"Numeric claims\",\"total\":{},\
             \"first\":{{\"id\":{},\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[",
            json!(annotation::CONTEXT),
            json!(format!("{base}annotations")),
            total.unwrap_or_default(),
            json!(format!("{base}annotations/1")),
        )?;
        let mut separator = "";
        self.awaits(std::slice::from_ref(&view))?;
        self.rows(&view, |row| {
            let id = row.first().and_then(Cell::text).unwrap_or_default();
            if let Some(claim) = self.ledger.claim(id)? {
                write!(out, "{separator}{}", annotation::annotation(&claim, base))?;
                separator = ",\n";
            }
            Ok(())
        })?;
        Ok(writeln!(out, "\n]}}}}")?)
    }

    /// A folder of CSV files and, last, their description.
    pub(super) fn data_package(&self) -> Result<(), Stop> {
        let Some(folder) = self.command.output.as_deref() else {
            let error = Error::new("write", "a data package", "it is a folder of files");
            return Err(error.hint("name a folder: -o package/").into());
        };
        let mut files = target::folder(folder)?;
        let views = self.views(views::names());
        let file = |view: &View| format!("{}.csv", view.name);
        for view in &views {
            files.open(self.session, &file(view), self.command.force)?;
        }
        files.open(self.session, "datapackage.json", self.command.force)?;
        let mut dictionary = dictionary()?;
        let described = self.ledger.steadily(|| {
            self.awaits(&views)?;
            let mut resources = Vec::new();
            for view in &views {
                let columns = self.ledger.columns(&view.sql)?;
                files.write(&file(view), |out| {
                    let mut hashing = Hashing::new(out);
                    self.view_as_csv(view, &mut hashing)?;
                    let (bytes, hash) = hashing.finish();
                    let about = dictionary.remove(view.name).unwrap_or_default();
                    let columns = (columns.as_slice(), kinds(&columns));
                    let columns = (columns.0, columns.1.as_slice());
                    resources.push(resource(view.name, &about, &file(view), columns, (bytes, &hash)));
                    Ok(())
                })?;
            }
            let recorded = self.recorded()?;
            Ok::<_, Stop>(package(resources, recorded.as_deref(), crate::VERSION, !self.command.dialect.raw))
        })?;
        files.write("datapackage.json", |out| Ok(writeln!(out, "{described:#}")?))?;
        files.done()
    }

    /// When the newest thing was recorded.
    pub(super) fn recorded(&self) -> Result<Option<String>, Error> {
        let newest = self.ledger.rows("SELECT max(at) FROM audit", &[])?;
        Ok(newest.rows.first().and_then(|row| row.first()).and_then(Cell::text).map(str::to_owned))
    }

    pub(super) fn datasette(&self, out: &mut dyn Write) -> Result<(), Stop> {
        let stem = self.session.global.db.file_stem().unwrap_or_default().to_string_lossy();
        let more = ["all_claims", "discrepancy_pairs", "review_queue", "captures", "audit"];
        let views: Vec<&str> = views::names().iter().copied().chain(more).collect();
        Ok(writeln!(out, "{:#}", datasette_metadata(&stem, &views, dictionary()?))?)
    }
}

/// The views with their columns in words.
fn dictionary() -> Result<Dictionary, Error> {
    let described = Described::new()?;
    let entry = |view: &str, about: &str| Entry {
        about: plain(about),
        columns: described
            .columns(view)
            .into_iter()
            .map(|(name, column)| (name.to_owned(), plain(&column.meaning)))
            .collect(),
    };
    Ok(described.views.iter().map(|view| (view.name.clone(), entry(&view.name, &view.about))).collect())
}
