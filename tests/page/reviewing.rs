//! A review without JavaScript: links and forms alone.

use super::{Answer, Page, first, html, sample};

/// The page that a form leads to, by way of the claim whose fact it is.
fn followed(page: &Page, answer: &Answer) -> Answer {
    let with = page.get(answer.header("location").expect("it leads on"));
    html(page, with.header("location").expect("it leads on"))
}

#[test]
fn a_verdict_is_given_shown_and_taken_back() {
    let page = sample(&["--by", "Ada"]);
    let id = first(&page);
    let shown = html(&page, &format!("/discrepancies/{id}?status=open&at=0"));
    assert!(
        shown.body.contains("name=\"verdict\"") && !shown.body.contains("name=\"by\""),
        "who signs was said at the start"
    );
    let given = page.post(
        &format!("/discrepancies/{id}/verdict"),
        &[
            ("verdict", "confirmed"),
            ("reason", "both say so"),
            ("url", "https://ministry.example/"),
            ("value", "2,068"),
            ("back", "status=open&at=0"),
            ("by", "Mallory"),
        ],
    );
    assert_eq!(given.status, 303, "{}", given.body);
    let place = given.header("location").expect("it leads back").to_owned();
    assert_eq!(place, format!("/discrepancies/{id}?status=open&at=0&done=verdict"));
    let after = html(&page, &place).body;
    assert!(
        after.contains("both say so") && after.contains("right is 2068") && after.contains("https://ministry.example/")
    );
    let row = page
        .query(&format!("SELECT status, verdict, checked_by, note FROM discrepancies WHERE discrepancy_id = '{id}'"));
    assert_eq!(row.trim(), r#"{"status":"checked","verdict":"confirmed","checked_by":"Ada","note":"both say so"}"#);
    assert_ne!(first(&page), id, "the next that is open is another one");
    let undone = page.post(&format!("/discrepancies/{id}/undo"), &[("number", "1"), ("reason", "too early")]);
    assert_eq!(undone.status, 303, "{}", undone.body);
    assert_eq!(first(&page), id);
    let history = html(&page, &format!("/discrepancies/{id}")).body;
    assert!(history.contains("too early") && history.contains("both say so"), "nothing is lost of what was said");
    assert_eq!(page.post(&format!("/discrepancies/{id}/undo"), &[]).status, 400, "there is nothing more to take back");
}

#[test]
fn the_next_one_is_that_of_the_list() {
    let page = sample(&["--by", "Ada"]);
    let list = html(&page, "/discrepancies?relation=rounding&sort=measure").body;
    let places: Vec<String> = list
        .split("<a class=\"open\" href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().expect("an address").replace("&#38;", "&").replace("&amp;", "&"))
        .collect();
    assert!(places.len() > 2);
    let link = |path: &str, rel: &str| {
        let body = html(&page, path).body;
        let found = body
            .split("<a href=\"")
            .skip(1)
            .find(|rest| rest.split('>').next().is_some_and(|tag| tag.contains(&format!("rel=\"{rel}\""))));
        found.map(|rest| rest.split('"').next().expect("an address").replace("&#38;", "&").replace("&amp;", "&"))
    };
    assert_eq!(link(&places[0], "next").as_ref(), Some(&places[1]));
    assert_eq!(link(&places[1], "prev").as_ref(), Some(&places[0]));
    assert_eq!(link(places.last().expect("one"), "next"), None);
}

#[test]
fn who_signs_and_why_must_be_said() {
    let page = sample(&[]);
    let id = first(&page);
    let path = format!("/discrepancies/{id}/verdict");
    for fields in [
        &[("verdict", "confirmed"), ("reason", "so")][..],
        &[("verdict", "confirmed"), ("by", "Ada")],
        &[("verdict", "confirmed"), ("by", "Ada"), ("reason", "  ")],
        &[("by", "Ada"), ("reason", "so")],
        &[("verdict", "perhaps"), ("by", "Ada"), ("reason", "so")],
        &[("verdict", "confirmed"), ("by", "Ada"), ("reason", "so"), ("value", "two thousand")],
    ] {
        assert_eq!(page.post(&path, fields).status, 400, "{fields:?}");
    }
    let script = [("verdict", "confirmed"), ("by", "Ada"), ("reason", "so"), ("url", "javascript:alert(1)")];
    assert!(page.post(&path, &script).status >= 400, "a reference is an address on the web");
    assert!(page.query("SELECT 1 FROM verdicts").is_empty());
    assert_eq!(page.post(&path, &[("verdict", "confirmed"), ("by", "Ada"), ("reason", "so")]).status, 303);
}

#[test]
fn a_pair_that_was_misread_can_still_be_looked_at() {
    let page = sample(&["--by", "Ada"]);
    let id = first(&page);
    let given = page.post(
        &format!("/discrepancies/{id}/verdict"),
        &[("verdict", "misread"), ("reason", "a street number"), ("misread", "a")],
    );
    assert_eq!(given.status, 303, "{}", given.body);
    assert!(page.query(&format!("SELECT 1 FROM discrepancies WHERE discrepancy_id = '{id}'")).is_empty());
    let left = html(&page, &format!("/discrepancies/{id}")).body;
    assert!(left.contains("Left out of comparisons") && left.contains("a street number"));
    assert_eq!(page.post(&format!("/discrepancies/{id}/undo"), &[]).status, 303);
    assert!(
        !page.query(&format!("SELECT 1 FROM discrepancies WHERE discrepancy_id = '{id}'")).is_empty(),
        "it is back"
    );
}

#[test]
fn facts_are_split_and_merged() {
    let page = sample(&["--by", "Ada"]);
    let facts = page.query("SELECT fact_id FROM facts WHERE n_values > 1 ORDER BY fact_id LIMIT 1");
    let fact = facts.split('"').nth(3).expect("a fact").to_owned();
    let members = page.query(&format!(
        "SELECT c.claim_id FROM fact f JOIN fact_claim m ON m.fact = f.fact_key JOIN claim c ON c.claim_key = m.claim
         WHERE f.fact_id = '{fact}' ORDER BY c.claim_id"
    ));
    let members: Vec<String> =
        members.lines().map(|line| line.split('"').nth(3).expect("a claim").to_owned()).collect();
    let last = members.last().expect("a claim");
    let shown = html(&page, &format!("/facts/{fact}")).body;
    assert!(shown.contains("<svg") && shown.contains(&format!("value=\"{last}\"")));
    assert_eq!(page.post(&format!("/facts/{fact}/split"), &[("reason", "none is chosen")]).status, 400);
    let split = page.post(&format!("/facts/{fact}/split"), &[("claim", last), ("reason", "another quay")]);
    assert_eq!(split.status, 303, "{}", split.body);
    assert!(followed(&page, &split).body.contains("another quay"));
    let apart = page.query(&format!("SELECT f.fact_id FROM fact f JOIN fact_claim m ON m.fact = f.fact_key JOIN claim c ON c.claim_key = m.claim WHERE c.claim_id = '{last}'"));
    let apart = apart.split('"').nth(3).expect("a fact").to_owned();
    assert_ne!(apart, fact);
    let merged = page.post(&format!("/facts/{fact}/merge"), &[("with", &apart), ("reason", "one quay after all")]);
    assert_eq!(merged.status, 303, "{}", merged.body);
    assert!(followed(&page, &merged).body.contains(last.as_str()));
    assert_eq!(page.post("/decisions/2/undo", &[]).status, 303);
    assert_eq!(page.post("/decisions/99/undo", &[]).status, 409);
    assert_eq!(page.post(&format!("/facts/{fact}/merge"), &[("with", "nonsense"), ("reason", "so")]).status, 400);
}

#[test]
fn a_measure_gets_the_name_of_another() {
    let page = sample(&["--by", "Ada"]);
    let two = "SELECT a.fact_id, a.measure, b.measure AS other FROM facts a JOIN facts b USING (unit)
        WHERE unit = 'count' AND a.measure <> '' AND b.measure <> '' AND a.measure <> b.measure
        ORDER BY a.fact_id, b.fact_id LIMIT 1";
    let row: serde_json::Value = serde_json::from_str(page.query(two).trim()).expect("two facts of one unit");
    let text = |name: &str| row[name].as_str().expect("text");
    let (address, measure, other) = (format!("/facts/{}/alias", text("fact_id")), text("measure"), text("other"));
    assert!(html(&page, &format!("/facts/{}", text("fact_id"))).body.contains(&address));
    for (name, same_as, status) in [(measure, "no such thing", 400), (measure, "", 400), (measure, measure, 409)] {
        let refused = page.post(&address, &[("measure", name), ("same_as", same_as), ("reason", "so it is")]);
        assert_eq!(refused.status, status, "{same_as}: {}", refused.body);
    }
    assert_eq!(page.post(&address, &[("measure", measure), ("same_as", other)]).status, 400, "it has no reason");
    let aliased = page.post(&address, &[("measure", measure), ("same_as", other), ("reason", "one count, two words")]);
    assert_eq!(aliased.status, 303, "{}", aliased.body);
    assert!(followed(&page, &aliased).body.contains("one count, two words"));
    let decided = page.query("SELECT kind, subject, object, decided_by FROM decisions");
    let decided: serde_json::Value = serde_json::from_str(decided.trim()).expect("one decision");
    assert_eq!(decided, serde_json::json!({"kind": "alias", "subject": measure, "object": other, "decided_by": "Ada"}));
    assert_eq!(page.post("/decisions/1/undo", &[]).status, 303);
}
