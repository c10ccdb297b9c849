//! The report as one page of HTML that needs nothing besides itself: no script, no font, no image from elsewhere, and a
//! content security policy that would refuse them. Everything that comes from articles is escaped by the template.

use super::finding::{Finding, Group};
use super::marks::{Mark, Piece, pieces};
use super::{Plot, STYLE, filters};
use askama::Template;
use std::collections::HashMap;
use std::io::{self, Write};

/// So many scalar values are shown on either side of a quote, at most.
const AROUND: usize = 240;

/// What the ledger holds.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Texts.
    pub documents: u64,
    /// Outlets.
    pub sources: u64,
    /// Numbers that were read.
    pub claims: u64,
    /// The day on which the newest thing in it was recorded; empty where nothing is.
    pub recorded: String,
}

/// A quote in the text around it.
#[derive(Debug, Clone, Default)]
pub struct Passage {
    pieces: Vec<Piece>,
    title: String,
    document_id: String,
    in_title: bool,
    cut_before: bool,
    cut_after: bool,
}

/// A document with its numbers marked.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its id.
    pub document_id: String,
    /// The outlet, else the file.
    pub who: String,
    /// Its title, else the file.
    pub title: String,
    /// When it was published.
    pub published: String,
    /// Its address, if it is one of the web.
    pub url: Option<String>,
    /// How many claims were read in it.
    pub n_claims: usize,
    /// How many numbers were refused.
    pub n_refused: usize,
    /// The title where numbers were read in it.
    pub heading: Vec<Piece>,
    /// Its text.
    pub pieces: Vec<Piece>,
}

/// All that the page shows.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What the ledger holds.
    pub totals: Totals,
    /// Facts of which something disagrees.
    pub groups: Vec<Group>,
    /// What does not fit inside one document.
    pub arithmetic: Vec<Finding>,
    /// Facts on which all agree.
    pub agreed: Vec<Group>,
    /// Each claim of a finding in its text.
    pub passages: HashMap<String, Passage>,
    /// The documents that are spoken of.
    pub articles: Vec<Article>,
    /// How many discrepancies were left out by a limit.
    pub left_out: usize,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Sheet<'p> {
    page: &'p Page,
    style: &'static str,
    report_style: &'static str,
    legend: &'static str,
    version: &'p str,
    counts: Vec<(&'static str, &'static str, usize)>,
    nothing: Passage,
}

/// What each relation asks of its reader, in the order of the summary.
const RELATIONS: [(&str, &str); 5] = [
    ("conflict", "They cannot both be right. Who is wrong?"),
    ("update", "The number moved between two times. Which is current?"),
    ("revision", "One document was changed. Was the correction noted?"),
    ("hedge", "The numbers meet, the words around them differ. Is the hedge fair?"),
    ("rounding", "One is the other with fewer digits. Which is the precise one?"),
];

impl Page {
    /// Writes the page. `version` is that of the program.
    pub fn write(&self, version: &str, out: &mut dyn Write) -> io::Result<()> {
        let findings = || self.groups.iter().flat_map(|group| &group.findings).chain(&self.arithmetic);
        let count = |relation: &str| findings().filter(|finding| finding.relation == relation).count();
        let counts = RELATIONS.into_iter().map(|(relation, asks)| (relation, asks, count(relation)));
        let page = Sheet {
            page: self,
            style: STYLE,
            report_style: include_str!("../../assets/report.css"),
            legend: Plot::legend(),
            version,
            counts: counts.filter(|(.., count)| *count > 0).collect(),
            nothing: Passage::default(),
        };
        page.write_into(out)?;
        out.flush()
    }
}

impl Sheet<'_> {
    fn passage(&self, claim_id: &str) -> &Passage {
        self.page.passages.get(claim_id).unwrap_or(&self.nothing)
    }

    /// The name of a fact's place on the page.
    fn place(&self, group: &Group) -> String {
        let first = || group.findings.first().map(|finding| format!("g-{}", finding.id));
        if group.fact_id.is_empty() { first().unwrap_or_default() } else { group.fact_id.clone() }
    }

    fn caption(&self, group: &Group) -> String {
        let unit = if group.unit == "count" { String::new() } else { format!(", in {}", group.unit.replace('_', " ")) };
        format!("Every stated value in order of time{unit}")
    }

    fn is_shown(&self, document_id: &str) -> bool {
        self.page.articles.iter().any(|article| article.document_id == document_id)
    }
}

impl Passage {
    /// The words around a quote of a text, which is the title of its document if `in_title`; places in scalar values.
    pub fn cut(text: &str, quote: (usize, usize), value: (usize, usize), about: (&str, &str), in_title: bool) -> Self {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let byte = |place: usize| places.get(place).copied().unwrap_or(text.len());
        let (from, to) = (byte(quote.0), byte(quote.1).max(byte(quote.0)));
        let (before, after) = (text.get(..from).unwrap_or_default(), text.get(to..).unwrap_or_default());
        let paragraph = before.rfind("\n\n").map_or(0, |at| at + 2);
        let paragraph_end = after.find("\n\n").map_or(text.len(), |at| to + at);
        let start = word_start(text, byte(quote.0.saturating_sub(AROUND))).max(paragraph);
        let end = word_end(text, byte(quote.1 + AROUND)).min(paragraph_end);
        let base = places.partition_point(|place| *place < start);
        let mark = |(start, end), class| Mark { start, end, class, ..Mark::default() };
        let shown = text.get(start..end).unwrap_or_default();
        Self {
            pieces: pieces(shown, base, vec![mark(quote, "quote"), mark(value, "value")]),
            document_id: about.0.to_owned(),
            title: about.1.to_owned(),
            in_title,
            cut_before: start > paragraph,
            cut_after: end < paragraph_end,
        }
    }
}

/// The end of the word before, so that none is cut.
fn word_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind(char::is_whitespace)).map_or(0, |blank| blank + 1)
}

fn word_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|after| after.find(char::is_whitespace)).map_or(text.len(), |blank| at + blank)
}
