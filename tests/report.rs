//! The report room: every format, its escapes and its guards.

use factledger::report::{CLAIM, Cell, DISCREPANCY, Dialect, Format, Kind, Screen, Table, visible, write};

fn written(table: &Table, kinds: &[Kind], format: Format, dialect: Dialect) -> String {
    let mut out = Vec::new();
    write(table, kinds, format, dialect, Screen { width: 80, colour: false }, &mut out)
        .expect("a Vec takes everything");
    String::from_utf8(out).expect("UTF-8")
}

fn sample() -> (Table, Vec<Kind>) {
    let rows = vec![
        vec![Cell::Text("=SUM(A1)".into()), Cell::Text("-12.50".into()), Cell::Null],
        vec![Cell::Text("two\nlines, \"said\"".into()), Cell::Real(6.7e20), Cell::Integer(-3)],
    ];
    (
        Table { columns: ["quote", "value", "n"].map(str::to_owned).to_vec(), rows },
        vec![Kind::Text, Kind::Number, Kind::Any],
    )
}

#[test]
fn csv_is_rfc_4180_with_a_formula_guard() {
    let (table, kinds) = sample();
    assert_eq!(
        written(&table, &kinds, Format::Csv, Dialect::default()),
        "quote,value,n\n'=SUM(A1),-12.50,\n\"two\nlines, \"\"said\"\"\",670000000000000000000,-3\n"
    );
    let raw = written(&table, &kinds, Format::Csv, Dialect { raw: true, excel: false });
    assert!(raw.contains("\n=SUM(A1),"), "{raw}");
    let excel = written(&table, &kinds, Format::Csv, Dialect { raw: false, excel: true });
    assert!(excel.starts_with("\u{feff}quote,value,n\r\n"), "{excel:?}");
}

#[test]
fn every_formula_character_is_guarded() {
    for start in ['=', '+', '-', '@', '\t', '\r'] {
        let table = Table { columns: vec!["a".into()], rows: vec![vec![Cell::Text(format!("{start}1"))]] };
        let csv = written(&table, &[Kind::Text], Format::Csv, Dialect::default());
        assert!(csv.trim_start_matches("a\n").trim_start_matches('"').starts_with('\''), "{csv:?}");
    }
}

#[test]
fn an_empty_report_has_its_header() {
    let table = Table { columns: vec!["a".into(), "b".into()], rows: vec![] };
    assert_eq!(written(&table, &[], Format::Csv, Dialect::default()), "a,b\n");
    assert_eq!(written(&table, &[], Format::Json, Dialect::default()), "[]\n");
    assert_eq!(written(&table, &[], Format::Jsonl, Dialect::default()), "");
}

#[test]
fn a_line_of_tsv_is_a_row() {
    let (table, kinds) = sample();
    let tsv = written(&table, &kinds, Format::Tsv, Dialect::default());
    assert_eq!(tsv.lines().count(), 3, "{tsv}");
    assert!(tsv.contains("two\\nlines"), "{tsv}");
}

#[test]
fn json_keeps_every_digit_and_the_order_of_columns() {
    let columns = ["value", "value_decimal", "previous", "restrictors"].map(str::to_owned).to_vec();
    let digits = "123456789012345678.0000000001";
    let row =
        vec![Cell::Text(digits.into()), Cell::Text(digits.into()), Cell::Integer(1), Cell::Text("[\"a\"]".into())];
    let kinds = factledger::report::kinds(&columns);
    let json = written(&Table { columns, rows: vec![row] }, &kinds, Format::Jsonl, Dialect::default());
    assert_eq!(
        json,
        format!("{{\"value\":{digits},\"value_decimal\":\"{digits}\",\"previous\":true,\"restrictors\":[\"a\"]}}\n")
    );
}

#[test]
fn words_of_an_article_are_no_markup() {
    let table = Table { columns: vec!["q".into()], rows: vec![vec![Cell::Text("a|b <img> [x](y)".into())]] };
    let markdown = written(&table, &[Kind::Text], Format::Markdown, Dialect::default());
    assert!(markdown.contains("| a\\|b &lt;img> \\[x\\](y) |"), "{markdown}");
}

#[test]
fn a_terminal_sees_no_control_characters() {
    assert_eq!(visible("a\u{1b}[31mred\u{7}\nb"), "a\\u{1b}[31mred\\u{7} b");
    assert_eq!(visible("\u{202e}evil"), "\\u{202e}evil");
    let table = Table { columns: vec!["q".into()], rows: vec![vec![Cell::Text("\u{1b}]0;title\u{7}".into())]] };
    let shown = written(&table, &[Kind::Text], Format::Table, Dialect::default());
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{7}'), "{shown:?}");
}

#[test]
fn a_table_fits_the_width() {
    let words = "a long quotation that goes on and on ".repeat(8);
    let table =
        Table { columns: vec!["q".into(), "r".into()], rows: vec![vec![Cell::Text(words.clone()), Cell::Text(words)]] };
    let shown = written(&table, &[], Format::Table, Dialect::default());
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

/// The order is a promise to users: columns are only ever added.
#[test]
fn columns_are_those_of_the_contract() {
    let claim: Vec<_> = CLAIM.iter().map(|column| column.name).collect();
    assert_eq!(
        claim.join(" "),
        "claim_id document_id doc part start end quote prefix suffix sentence value_text value_start value_end value \
         value_decimal low high granularity approximation unit dimension rate role trend previous measured concept \
         restrictors subject measure block period_start period_end period_text as_of_start as_of_end as_of_text \
         as_of_basis speaker origin status confidence source title url published modified language"
    );
    let discrepancy: Vec<_> = DISCREPANCY.iter().map(|column| column.name).collect();
    assert_eq!(
        discrepancy.join(" "),
        "discrepancy_id kind relation explanation diagnosis measure subject unit period as_of n_sources n_origins \
         low_value high_value difference relative_difference ratio confidence a_claim_id a_value_text a_value a_quote \
         a_speaker a_source a_published a_doc a_start a_end a_url b_claim_id b_value_text b_value b_quote b_speaker \
         b_source b_published b_doc b_start b_end b_url status verdict checked_by checked_on note"
    );
}
