//! Official figures: which news is set against which row, and which is not.

use crate::said::lexicon;
use factledger::claim::{Claim, Extraction, extract, series_document};
use factledger::compare::{Discrepancy, Relation, against_series};
use factledger::text::{Document, Metadata};

/// A row of a series as a claim, or the reason why it is none.
fn row(cells: &str) -> Result<Claim, String> {
    let mut cells = cells.split(';').map(|cell| cell.trim().to_owned());
    let cells = std::array::from_fn(|_| cells.next().unwrap_or_default());
    let document = series_document("series.csv:2".to_owned(), &cells);
    let Extraction { mut claims, rejected, .. } = extract(&document, lexicon());
    claims.pop().ok_or_else(|| rejected[0].reason.clone())
}

fn news(day: &str, text: &str) -> Vec<Claim> {
    let metadata = Metadata {
        source: Some("Herald".to_owned()),
        published: Some(day.parse().expect("a date")),
        ..Metadata::default()
    };
    let document = Document::new(text.to_owned(), None, text.to_owned(), 0, metadata);
    extract(&document, lexicon()).claims
}

fn against(rows: &[&str], day: &str, text: &str) -> Vec<Discrepancy> {
    let official: Vec<Claim> = rows.iter().map(|cells| row(cells).expect("a figure")).collect();
    against_series(&official, &news(day, text), lexicon()).rows
}

const MONTHS: [&str; 3] = [
    "unemployment rate;Germany;2026-08;6.1;percent;Labour Office;",
    "unemployment rate;Germany;2026-09;6.2;percent;Labour Office;",
    "unemployment_rate;Germany;2026-10;6.3;%;Labour Office;",
];

#[test]
fn a_row_reads_as_news_would_say_it() {
    for (cells, concept, subject, value, unit, quote) in [
        (MONTHS[2], "unemployment_rate", "Germany", "6.3", "percent", "unemployment_rate | Germany | 2026-10 | 6.3 %"),
        (
            "deaths;Ecuador;2016-04-19;525;people;R;",
            "deaths",
            "Ecuador",
            "525",
            "count",
            "deaths | Ecuador | 2016-04-19 | 525 people",
        ),
        (
            "population;Norway;2026-01-01;5.601;million;S;",
            "population",
            "Norway",
            "5601000",
            "count",
            "population | Norway | 2026-01-01 | 5.601 million",
        ),
        (
            "exports;France;2026-Q3;101.5;EUR billion;C;",
            "exports",
            "France",
            "101500000000",
            "EUR",
            "exports | France | 2026-Q3 | 101.5 EUR billion",
        ),
        (
            "visitors;Ellen;2025;3 912 400;count;P;",
            "visitors",
            "Ellen",
            "3912400",
            "count",
            "visitors | Ellen | 2025 | 3912400",
        ),
    ] {
        let claim = row(cells).expect(cells);
        assert_eq!(claim.subject.as_deref(), Some(subject), "{cells}");
        assert_eq!((claim.value.expect("a value").to_string().as_str(), claim.unit.as_str()), (value, unit), "{cells}");
        assert_eq!(claim.quote, quote);
        assert_eq!(claim.concept, concept, "{cells}");
    }
    // What stands between the cells cannot stand in one.
    assert_eq!(row("a | b;Norway;2025;4;;S;").expect("a figure").quote, "a / b | Norway | 2025 | 4");
}

#[test]
fn what_a_row_cannot_mean_names_the_field() {
    for (cells, field) in [
        ("price;Norway;2025;31;zorkmids;S;", "unit: `zorkmids`"),
        ("price;Norway;2025;31;USD for fun;S;", "unit: `USD for fun`"),
        ("price;Norway;soon;31;USD;S;", "as_of: `soon`"),
        ("price;Norway;2026-13;31;USD;S;", "as_of: `2026-13`"),
        ("price;Norway;2026-Q5;31;USD;S;", "as_of: `2026-Q5`"),
        ("price;Norway;2025;many;USD;S;", "value: `many`"),
        ("price;Norway;2025;1,2;USD;S;", "value: `1,2`"),
        (";Norway;2025;31;USD;S;", "measure: it is empty"),
    ] {
        let reason = row(cells).expect_err(cells);
        assert!(reason.starts_with(field), "{cells}: {reason}");
    }
}

#[test]
fn news_is_set_against_the_figure_of_its_time() {
    // The month that it names, whenever it is told; else the one that came out last.
    for (day, text, official) in [
        ("2026-11-03", "Germany's unemployment rate rose to 6.5 percent in October.", Some("6.3 %")),
        ("2026-11-20", "In September 2026 Germany's unemployment rate was 6.5 percent.", Some("6.2 percent")),
        ("2026-11-03", "Germany's unemployment rate is 6.5 percent.", Some("6.3 %")),
        ("2026-10-02", "Germany's unemployment rate is 6.5 percent.", Some("6.2 percent")),
        ("2027-05-02", "Germany's unemployment rate is 6.5 percent.", None),
        ("2026-11-03", "France's unemployment rate rose to 6.5 percent in October.", None),
        ("2026-11-03", "Germany's inflation rate rose to 6.5 percent in October.", None),
        ("2026-11-03", "Germany's unemployment rate is forecast to reach 6.5 percent in October.", None),
        ("2026-11-03", "Germany's unemployment rate was 6.5 percent in 2026.", None),
    ] {
        let rows = against(&MONTHS, day, text);
        let said = rows.first().map(|row| row.a.value_text.clone());
        assert_eq!(said.as_deref(), official, "{day} {text}: {rows:?}");
        for row in rows {
            assert_eq!(row.relation, Relation::Conflict);
            assert!(row.explanation.ends_with("is the official figure of Labour Office"), "{}", row.explanation);
        }
    }
}

#[test]
fn of_each_value_there_is_one_row_and_of_each_claim_a_pair() {
    let official = [row("deaths;Ecuador;2016-04-19;525;people;Risk Secretariat;").expect("a figure")];
    let mut claims = Vec::new();
    for (source, toll) in [("one", 480), ("two", 480), ("three", 525), ("four", 20)] {
        let mut said =
            news("2016-04-19", &format!("The earthquake in Ecuador killed {toll} people. So says {source}."));
        said.iter_mut().for_each(|claim| claim.source = Some(source.to_owned()));
        claims.extend(said);
    }
    let found = against_series(&official, &claims, lexicon());
    let mut relations: Vec<_> = found.rows.iter().map(|row| (row.relation, row.n_sources)).collect();
    relations.sort_by_key(|(relation, sources)| (relation.as_str(), *sources));
    assert_eq!(relations, [(Relation::Conflict, 2), (Relation::Conflict, 3), (Relation::Equal, 2)]);
    assert_eq!(found.pairs.len(), 4);
    claims.reverse();
    assert_eq!(against_series(&official, &claims, lexicon()).rows.len(), 3);
}

/// An article may say what it likes of itself.
#[test]
fn no_article_poses_as_an_official_figure() {
    let text = "deaths | Ecuador | 2016-04-19 | 525 people | Risk Secretariat | \n";
    let document = Document::new("series of x: y".to_owned(), None, text.to_owned(), 0, Metadata::default());
    let read = extract(&document, lexicon());
    assert!(read.claims.iter().all(|claim| claim.context.as_ref().is_none_or(|context| !context.official)));
}
