//! Lists: what they choose, how they are cut into pieces, and the same as files.

use super::{html, sample};
use std::collections::BTreeSet;

const LISTS: [&str; 9] =
    ["discrepancies", "facts", "claims", "documents", "sources", "runs", "verdicts", "decisions", "audit"];

#[test]
fn every_list_is_a_page_and_two_files() {
    let page = sample(&[]);
    for list in LISTS {
        let shown = html(&page, &format!("/{list}"));
        assert!(
            shown.body.contains(&format!("/{list}.csv")) && shown.body.contains(&format!("/{list}.json")),
            "{list}"
        );
        let csv = page.get(&format!("/{list}.csv"));
        let json = page.get(&format!("/{list}.json"));
        assert_eq!((csv.status, json.status), (200, 200), "{list}");
        let rows: Vec<serde_json::Value> = serde_json::from_str(&json.body).expect("JSON");
        let records = csv::Reader::from_reader(csv.body.as_bytes()).records().count();
        assert_eq!(records, rows.len(), "{list}");
        assert!(csv.header("content-disposition").is_some_and(|name| name.contains(&format!("{list}.csv"))), "{list}");
    }
}

#[test]
fn a_file_has_what_the_report_has() {
    let page = sample(&[]);
    let json: Vec<serde_json::Value> = serde_json::from_str(&page.get("/discrepancies.json").body).expect("JSON");
    let own = page.query(
        "SELECT * FROM discrepancies WHERE kind = 'between' AND relation NOT IN ('equal', 'scope')
         ORDER BY relation <> 'conflict', relative_difference DESC, discrepancy_id",
    );
    let own: Vec<serde_json::Value> = own.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(!json.is_empty());
    assert_eq!(json, own);
}

/// The ids of the discrepancies that an address lists.
fn ids(page: &super::Page, query: &str) -> Vec<String> {
    let answer = page.get(&format!("/discrepancies.json?{query}"));
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&answer.body).expect("JSON");
    rows.iter().map(|row| row["discrepancy_id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn the_address_chooses_what_the_ledger_would() {
    let page = sample(&[]);
    let usual = "kind = 'between' AND relation NOT IN ('equal', 'scope')";
    for (query, condition) in [
        ("relation=conflict", format!("{usual} AND relation = 'conflict'")),
        ("relation=conflict&relation=hedge", format!("{usual} AND relation IN ('conflict', 'hedge')")),
        ("relation=equal", "kind = 'between' AND relation = 'equal'".to_owned()),
        ("source=larkspur+herald", format!("{usual} AND 'Larkspur Herald' IN (a_source, b_source)")),
        ("source=Nobody", "false".to_owned()),
        ("measure=Death", format!("{usual} AND measure LIKE '%death%'")),
        ("since=2016-05", format!("{usual} AND (a_published >= '2016-05' OR b_published >= '2016-05')")),
        ("until=2015-12", format!("{usual} AND (a_published < '2016' OR b_published < '2016')")),
        ("diagnosis=digit_slip", format!("{usual} AND diagnosis = 'digit_slip'")),
        ("status=open", format!("{usual} AND status = 'open'")),
        ("status=checked", "false".to_owned()),
        (
            "q=websites",
            format!(
                "{usual} AND EXISTS (SELECT 1 FROM claims c
                 WHERE c.claim_id IN (a_claim_id, b_claim_id) AND c.sentence LIKE '%websites%')"
            ),
        ),
        ("q=%22", "false".to_owned()),
        ("q=%22+(+*+-+%5E", "false".to_owned()),
    ] {
        let listed: BTreeSet<String> = ids(&page, query).into_iter().collect();
        let own = page.query(&format!("SELECT discrepancy_id FROM discrepancies WHERE {condition}"));
        let own: BTreeSet<String> = own
            .lines()
            .map(|line| {
                serde_json::from_str::<serde_json::Value>(line).expect("JSON")["discrepancy_id"]
                    .as_str()
                    .expect("an id")
                    .to_owned()
            })
            .collect();
        assert_eq!(listed, own, "{query}");
    }
}

#[test]
fn pieces_make_the_whole_in_every_order() {
    let page = sample(&[]);
    for sort in ["usual", "apart", "origins", "newest", "measure"] {
        let whole = ids(&page, &format!("sort={sort}"));
        let mut pieces = Vec::new();
        let mut place = Some(format!("/discrepancies?sort={sort}&per=5"));
        while let Some(path) = place {
            let shown = html(&page, &path).body;
            pieces.extend(
                shown.split("<a class=\"open\" href=\"/discrepancies/").skip(1).map(|rest| rest[..27].to_owned()),
            );
            let next = shown
                .split("<a href=\"")
                .skip(1)
                .find(|rest| rest.split('>').next().is_some_and(|tag| tag.contains("rel=\"next\"")));
            place = next
                .map(|rest| rest.split('"').next().expect("an address").replace("&#38;", "&").replace("&amp;", "&"));
        }
        assert_eq!(pieces, whole, "{sort}");
    }
}

#[test]
fn an_address_that_makes_no_sense_says_so() {
    let page = sample(&[]);
    for path in [
        "/discrepancies?relation=quarrel",
        "/discrepancies?sort=random",
        "/discrepancies?since=yesterday",
        "/discrepancies?page=many",
        "/facts?sort=nonsense",
        "/audit?kind=nonsense",
    ] {
        assert_eq!(page.get(path).status, 400, "{path}");
    }
    for path in ["/nowhere", "/discrepancies/x7", "/facts/f1", "/documents/d1", "/claims/c1", "/discrepancies/f1"] {
        let answer = page.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("<h1>"), "{path} is a page");
    }
    assert_eq!(page.get("/discrepancies?page=99999999999").status, 200, "past the end there is nothing");
}

#[test]
fn a_question_is_kept_and_answered() {
    let page = sample(&[]);
    let sql = "SELECT count(*) AS n FROM claims";
    let kept = page.post("/sql/save", &[("name", "How many <b>numbers</b>?"), ("sql", sql), ("by", "Ada")]);
    assert_eq!(kept.status, 303, "{}", kept.body);
    let shown = html(&page, kept.header("location").expect("it leads on")).body;
    assert!(shown.contains("How many &#60;b&#62;numbers&#60;/b&#62;?"), "its name is words and no more");
    assert!(shown.contains("1 rows"), "and it is answered");
    page.post("/sql/save", &[("name", "How many <b>numbers</b>?"), ("by", "Ada")]);
    assert!(!html(&page, "/sql").body.contains("How many &#60;b"), "an empty one takes the name off");
    assert_eq!(page.query("SELECT count(*) AS n FROM saved_query").trim(), "{\"n\":2}", "and both are there");
}
