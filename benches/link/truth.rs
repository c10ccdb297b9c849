//! How right the facts are: what was linked against what the generator knows.

use super::corpus::{Mention, Report};
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::Path;

/// What the numbers of the articles measure.
#[derive(Default)]
pub struct Truth {
    /// By the id of the article.
    mentions: HashMap<String, Vec<Mention>>,
}

/// A claim in a fact.
struct Told {
    article: usize,
    mention: Option<(usize, usize)>,
}

impl Truth {
    pub fn add(&mut self, report: &Report) {
        self.mentions.insert(report.article.id.clone(), report.mentions.clone());
    }

    /// Prints precision and recall of the pairs that stand in one fact, and how many relations are right.
    pub fn print(&self, ledger: &Path) {
        let connection = Connection::open(ledger).expect("the ledger");
        let articles: Vec<(&String, &Vec<Mention>)> = self.mentions.iter().collect();
        let numbers: HashMap<&str, usize> =
            articles.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
        let mention = |article: usize, start: usize, value: Option<f64>| {
            let (_, mentions) = articles.get(article)?;
            let at = mentions
                .iter()
                .position(|mention| mention.sentence.contains(&start) && value == Some(mention.stated))?;
            Some((article, at))
        };
        let mut facts: HashMap<i64, Vec<Told>> = HashMap::new();
        let mut claims: HashMap<i64, (usize, usize)> = HashMap::new();
        let mut found = 0;
        let mut statement = connection
            .prepare("SELECT f.fact, c.claim_key, p.doc, c.value_start, c.value FROM fact_claim f JOIN claim c ON c.claim_key = f.claim JOIN document_path p ON p.document = c.document WHERE c.part = 'text'")
            .expect("the facts");
        let mut rows = statement.query([]).expect("read");
        while let Some(row) = rows.next().expect("a row") {
            let doc: String = row.get(2).expect("a doc");
            let Some(article) = numbers.get(doc.as_str()).copied() else { continue };
            let mention = mention(article, row.get(3).expect("a place"), row.get(4).expect("a value"));
            found += usize::from(mention.is_some());
            if let Some(mention) = mention {
                claims.insert(row.get(1).expect("a key"), mention);
            }
            facts.entry(row.get(0).expect("a fact")).or_default().push(Told { article, mention });
        }
        let of = |(article, at): (usize, usize)| articles.get(article).and_then(|(_, mentions)| mentions.get(at));
        let (mut right, mut wrong) = (0_u64, 0_u64);
        for told in facts.values() {
            for (at, one) in told.iter().enumerate() {
                for other in told.iter().skip(at + 1).filter(|other| other.article != one.article) {
                    let measures = one.mention.and_then(of).zip(other.mention.and_then(of));
                    let same = measures.is_some_and(|(one, other)| one.measure == other.measure);
                    *if same { &mut right } else { &mut wrong } += 1;
                }
            }
        }
        let mut told: HashMap<u64, u64> = HashMap::new();
        for mention in self.mentions.values().flatten() {
            *told.entry(mention.measure).or_default() += 1;
        }
        let all: u64 = told.values().map(|count| count * (count - 1) / 2).sum();
        let mentions: usize = self.mentions.values().map(Vec::len).sum();
        let percent = |part: u64, whole: u64| 100.0 * part as f64 / whole.max(1) as f64;
        let (mut related, mut accepted) = (0_u64, 0_u64);
        let mut statement =
            connection.prepare("SELECT a_claim, b_claim, relation FROM discrepancy_pair").expect("the pairs");
        let mut rows = statement.query([]).expect("read");
        while let Some(row) = rows.next().expect("a row") {
            let claim = |at: usize| claims.get(&row.get::<_, i64>(at).expect("a key")).copied().and_then(of);
            let Some((one, other)) = claim(0).zip(claim(1)).filter(|(one, other)| one.measure == other.measure) else {
                continue;
            };
            related += 1;
            let relation: String = row.get(2).expect("a relation");
            accepted += u64::from(one.relations(other).contains(&relation.as_str()));
        }
        println!(
            "  right: {:.1} % of the numbers read, pairs precision {:.1} % recall {:.1} % ({right} of {all}), relations {:.1} %",
            percent(found as u64, mentions as u64),
            percent(right, right + wrong),
            percent(right, all),
            percent(accepted, related)
        );
    }
}
