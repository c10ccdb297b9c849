//! Arithmetic inside one document: what fires, what looks like it and must not, and what becomes of it in the ledger.

use crate::said::lexicon;
use factledger::claim::{Extraction, extract};
use factledger::compare::{Check, Kind, checks};
use factledger::ledger::{Entry, Ledger};
use factledger::report::{Cell, Table};
use factledger::text::{Document, Metadata};
use std::path::Path;

const AT: &str = "2026-11-22T09:00:00Z";

fn document(title: Option<&str>, text: &str) -> Document {
    let metadata = Metadata { title: title.map(str::to_owned), ..Metadata::default() };
    Document::new("slip.txt".to_owned(), None, text.to_owned(), 0, metadata)
}

fn read(document: &Document) -> (Extraction, Vec<Check>) {
    let extraction = extract(document, lexicon());
    let found = checks(&extraction.claims, &extraction.sentences, lexicon());
    (extraction, found)
}

fn found(title: Option<&str>, text: &str) -> Vec<Check> {
    read(&document(title, text)).1
}

/// Texts with one slip each.
const SLIPS: [(Kind, &str); 36] = [
    (Kind::PartOverWhole, "Of the 40 passengers, 52 were brought ashore by noon."),
    (Kind::PartOverWhole, "The ferry carried 40 passengers, including 52 children, to the island."),
    (Kind::PartOverWhole, "The union said 52 of the 40 weavers had signed the letter."),
    (Kind::PartOverWhole, "The mill has 300 workers, 400 of whom live across the river."),
    (Kind::PartOverWhole, "The flood hurt 18 people, of whom 25 were treated in hospital."),
    (Kind::PartOverWhole, "The parish spent $3 million on the hall, of which $5 million went to the roof."),
    (Kind::Sum, "The choir has 12 members: 7 men and 4 women."),
    (Kind::Sum, "The storm hurt 15 people (9 men, 4 women) on the pier."),
    (Kind::Sum, "The club sent 23 girls and 18 boys, a total of 45."),
    (Kind::Sum, "The council has 31 seats: 14 for the Lilacs, 9 for the Oaks and 6 for the Elms."),
    (Kind::Sum, "A grant of $9.5 million was split into $6.2 million for roads and $4.1 million for bridges."),
    (Kind::Sum, "Divers found 14 people, five men and eight women, in the cave."),
    (Kind::Sum, "The fleet is made up of 24 boats – 11 trawlers and 9 tugs."),
    (Kind::PercentOfLevels, "Sales of kites rose 12 % to 56 from 40."),
    (Kind::PercentOfLevels, "In the vote 40 of the 60 members, or 75 %, backed the plan."),
    (Kind::PercentOfLevels, "Only 15 of 24 bells (80 percent) were cast in bronze."),
    (Kind::PercentOfLevels, "About a third came, but 75 percent, or 40 of the 60 members, sent money."),
    (Kind::PercentOfLevels, "The shares rose by $3 to $25, a gain of 20 %."),
    (Kind::PercentOfLevels, "The shares fell $2, or 12 percent, to close at $48."),
    (Kind::PercentOfLevels, "Output of the bakery fell from 520 loaves to 450, a drop of 30 percent."),
    (Kind::PercentOfLevels, "The museum counted 1,840 visitors, a 45 percent rise from 1,520 in May."),
    (Kind::PercentOfLevels, "Rents climbed from $1,250 to $1,410, or 31 percent, in the harbour quarter."),
    (Kind::ChangeOfLevels, "The first tally was raised by 8,000 from 412,000 to 431,000."),
    (Kind::ChangeOfLevels, "The bank cut the fee by 25 basis points to 4.25 percent from 4.75 percent."),
    (Kind::ChangeOfLevels, "Turnout rose 3 percentage points to 61 percent from 55 percent."),
    (Kind::ChangeOfLevels, "The number of herons rose from 5,400 to 4,500 last year."),
    (Kind::ChangeOfLevels, "The price fell by $40 to $210 from $290."),
    (Kind::ChangeOfLevels, "The farm keeps 56 cows, up from 70 last spring."),
    (Kind::PercentOfLevels, "The farm keeps 56 cows, down from 70 last spring, a fall of 30 percent."),
    (Kind::Conversion, "The path is 15 kilometers (15 miles) long."),
    (Kind::Conversion, "The oven reached 200 degrees Celsius (302 degrees Fahrenheit)."),
    (Kind::Conversion, "The bell weighs 300 pounds (361 kg)."),
    (Kind::Conversion, "The tower, 85 metres (27.9 feet) high, leans to the east."),
    (Kind::Conversion, "The jar holds 2 litres, or 3.4 gallons, of oil."),
    (Kind::Conversion, "Gusts of 120 km/h (97 mph) bent the masts."),
    (Kind::Conversion, "The field covers 12 hectares (3 acres)."),
];

#[test]
fn slips_are_found() {
    let mut faults = Vec::new();
    for (kind, text) in SLIPS {
        let found = found(None, text);
        let kinds: Vec<Kind> = found.iter().map(|check| check.kind).collect();
        if kinds != [kind] {
            faults.push(format!("{text}\n    expected {kind}, found {kinds:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Texts that look like slips and are none.
const SOUND: [&str; 60] = [
    // Parts.
    "Of the 40 passengers, 32 were brought ashore by noon.",
    "The crews met 47 drones and 12 missiles, of which 41 drones were shot down.",
    "The crews met 47 drones and 12 missiles, of which 41 were shot down.",
    "The ferry carried 40 passengers, including 12 children.",
    "Of the 12 firms, 300 workers were sent home.",
    "Some 300 of the 27 nations' soldiers marched past.",
    "More than 4,000 of the 27-nation bloc's farmers came.",
    "The 12 ships carried sailors, 20 of whom fell ill.",
    "Three buses with 90 passengers, including 40 children, were searched.",
    "At least 40 people came, including 52 from the valley.",
    "Dozens of the 30 chairs were broken.",
    "The fair drew 40 traders, including two companies with 300 stalls.",
    "The firm has 12 offices, including 40 desks in the capital.",
    // Sums.
    "The choir has 12 members: 7 men and 5 women.",
    "The fire killed 12 people, two dogs and three cats.",
    "The cook named three secrets: 5 eggs and 2 lemons.",
    "The team won 12 medals: 5 gold and 2 silver were for rowing.",
    "The raid freed 12 people, including seven men and four women.",
    "About 20 people were hurt: 11 men and 8 women.",
    "The budget is $1.2 billion: $700 million for schools and $480 million for roads.",
    "The book has 12 chapters, 7 plates and 4 maps.",
    "The village lost 30 sheep and 12 goats, a total of 42.",
    "The village lost pigs, 30 sheep and 12 goats, a total of 52 beasts.",
    "Police held 15 people – 9 men, 4 women and 2 others – overnight.",
    // Percentages.
    "Sales of kites rose 40 % to 56 from 40.",
    "In the vote 45 of the 60 members, or 75 %, backed the plan.",
    "In the vote 40 of the 60 members, or 5 percent of the town, backed the plan.",
    "In the vote 40 of the 60 members, or 20 percent more than last year, backed the plan.",
    "Nearly 40 of the 60 members, or about two thirds, backed the plan.",
    "The shares rose by $3 to $25, a gain of 14 %.",
    "The shares fell $2, or 4 percent, to close at $48.",
    "Profit rose 12 percent and sales fell to 56 from 40 tonnes.",
    "Adjusted for inflation, rents rose 3 percent to $1,410 from $1,250.",
    "Sales rose 12 percent from a year earlier to 56 from 53 in May.",
    "Wages rose an average 4 percent a year to $950 from $700.",
    "The rate fell 2 percent to 4 percent from 6 percent.",
    "The herd grew by almost 12 percent, from 1,520 to 1,700.",
    "The mill made 840 barrels, up 19 percent from 700.",
    "Prices rose between 4 and 6 percent, to $21 from $20.",
    "Output rose 5 percent to 2.1 million from 2 million.",
    // Changes.
    "The first tally was raised by 8,000 from 412,000 to 420,000.",
    "The bank cut the fee by 25 basis points to 4.25 percent from 4.5 percent.",
    "Turnout rose 6 percentage points to 61 percent from 55 percent.",
    "The song rose from 12 to 3 in the charts, its best place.",
    "The herd rose by 300, from about 5,000 to 5,400.",
    "The farm keeps 56 cows, down from 70 last spring, a fall of 20 percent.",
    "The farm keeps 56 cows, up from almost 40 in May.",
    "The farm keeps 5,600 hens, up from 5,550.",
    "The league has 56 clubs, up from 3 to 4 in the valley.",
    "Visitors rose by 20 on Monday to 310 from the 280 expected.",
    // Conversions.
    "The path is 15 kilometers (9.3 miles) long.",
    "The well is 10 miles (15 kilometers) from the village.",
    "The oven reached 200 degrees Celsius (392 degrees Fahrenheit).",
    "The sea warmed by 2 degrees Celsius (3.6 degrees Fahrenheit).",
    "The keeper is 6 feet 2 inches (1.88 metres) tall.",
    "The bell weighs 300 pounds (136 kg).",
    "The ticket costs 40 euros ($47).",
    "The ship carried 20,000 tons (18,000 tonnes) of salt.",
    "The pond holds 5 gallons (23 litres) of rain.",
    "The climb took two hours (11 km).",
];

#[test]
fn what_is_sound_is_left_alone() {
    let mut faults = Vec::new();
    for text in SOUND {
        for check in found(None, text) {
            faults.push(format!("{text}\n    {}: {}", check.kind, check.explanation));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_headline_that_differs_from_its_body_is_found() {
    let slips = [
        ("Quarry collapse kills 14", "A collapse at the quarry killed 12 people on Monday. Rain had fallen for days."),
        ("Docks cut 5,300 jobs", "The docks cut 3,500 jobs on Tuesday, the harbour board said."),
    ];
    for (title, text) in slips {
        let kinds: Vec<Kind> = found(Some(title), text).iter().map(|check| check.kind).collect();
        assert_eq!(kinds, [Kind::HeadlineBody], "{title}");
    }
    let sound = [
        ("Quarry collapse kills 12", "A collapse at the quarry killed 12 workers on Monday."),
        ("Quarry collapse kills dozens", "A collapse at the quarry killed 24 people on Monday."),
        ("Quarry collapse kills 14", "A collapse at the quarry killed 12 people and two guards on Monday."),
        ("Quarry collapse kills 14", "A collapse killed 12 people on Monday. By Friday the toll had risen to 14."),
        ("Nearly 20 killed at quarry", "A collapse at the quarry killed 19 people on Monday."),
        ("At least 10 killed at quarry", "A collapse at the quarry killed 12 workers on Monday."),
        ("Quarry profit rises 12 percent", "The quarry's profit rose to $14 million, its sales by 9 percent."),
        ("Docks cut 5,300 jobs", "The docks cut 5,287 jobs on Tuesday, the harbour board said."),
        ("Two killed at quarry", "A fall killed one worker on Monday and another on Tuesday. Last year 3 were killed."),
    ];
    for (title, text) in sound {
        let found = found(Some(title), text);
        assert!(found.is_empty(), "{title}: {}", found[0].explanation);
    }
}

#[test]
fn a_check_says_what_was_stated_and_what_was_expected() {
    let (extraction, found) = read(&document(None, "Sales of kites rose 12 % to 56 from 40."));
    let [check] = found.as_slice() else { panic!("{found:?}") };
    let ids: Vec<&str> = extraction.claims.iter().map(|claim| claim.claim_id.as_str()).collect();
    assert_eq!(check.claim_ids, ids, "the checked claim first, then the new level and the old");
    assert_eq!((check.stated.to_string(), check.expected.to_string()), ("[11.5, 13]".to_owned(), "40".to_owned()));
    assert_eq!(check.explanation, "from 40 to 56 is a change of 40 percent, not 12 %");
    assert_eq!(check.unit, "percent");
    assert_eq!(check.row.discrepancy_id, check.check_id);
    let decimals = (check.row.low_value, check.row.high_value);
    assert_eq!(decimals, ("12".parse().ok(), "40".parse().ok()));
}

#[test]
fn long_sentences_take_linear_time() {
    let part = "12 of the 40 ships, including 3 boats, rose 4 % to 5 from 6 (7 men and 8 women), ";
    let text = part.repeat(2_000);
    let started = std::time::Instant::now();
    found(Some(&part.repeat(30)), &text);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

fn rows(ledger: &Ledger, sql: &str) -> Vec<Vec<String>> {
    let table: Table = ledger.query(sql, &[]).expect("rows");
    let row = |cells: &Vec<Cell>| cells.iter().map(|cell| cell.plain().into_owned()).collect();
    table.rows.iter().map(row).collect()
}

/// Records a document and does its arithmetic.
fn add(ledger: &mut Ledger, document: &Document) {
    let (extraction, _) = read(document);
    let run = ledger.begin_run("add", lexicon().digest(), AT).expect("a run");
    ledger.record(run, &[Entry { document, extraction: &extraction, path: None }], AT).expect("recorded");
    let numbers: Vec<_> = ledger
        .stale_documents(0, 100)
        .expect("a list")
        .iter()
        .map(|(_, id)| ledger.numbers(id).expect("numbers"))
        .collect();
    let found: Vec<_> = numbers.iter().map(|read| checks(&read.claims, &read.sentences, lexicon())).collect();
    ledger.store_checks(&numbers, &found).expect("stored");
    assert_eq!(ledger.left_over().expect("a count"), ledger.stale_blocks().expect("blocks").len());
    assert!(ledger.stale_documents(0, 1).expect("a list").is_empty());
}

#[test]
fn the_ledger_keeps_checks_and_reckons_them_again() {
    let mut ledger = Ledger::open(Path::new(":memory:")).expect("it opens");
    let page = |text: &str| {
        let metadata = Metadata {
            url: Some("https://courier.example/kites".to_owned()),
            source: Some("Courier".to_owned()),
            ..Metadata::default()
        };
        Document::new("kites.txt".to_owned(), None, text.to_owned(), 0, metadata)
    };
    let first = page("The choir has 12 members: 7 men and 4 women. Sales of kites rose 12 % to 56 from 40.");
    add(&mut ledger, &first);
    let shown = "SELECT kind, relation, status, n_sources FROM discrepancies ORDER BY kind";
    let expected = [["percent_of_levels", "conflict", "open", "1"], ["sum", "conflict", "open", "1"]];
    assert_eq!(rows(&ledger, shown), expected);
    // What comes back from the ledger is what was read before it went in.
    let ids = "SELECT check_id, claim_ids, explanation FROM checks ORDER BY check_id";
    let mut direct: Vec<Vec<String>> = read(&first)
        .1
        .into_iter()
        .map(|check| {
            let claims = serde_json::to_string(&check.claim_ids).expect("JSON");
            vec![check.check_id, claims, check.explanation]
        })
        .collect();
    direct.sort();
    assert_eq!(rows(&ledger, ids), direct);
    add(&mut ledger, &first);
    assert_eq!(rows(&ledger, ids), direct, "the same again");
    assert_eq!(ledger.verify().expect("verified"), []);
    add(&mut ledger, &page("The choir has 11 members: 7 men and 4 women. Sales of kites rose 40 % to 56 from 40."));
    assert_eq!(rows(&ledger, ids), Vec::<Vec<String>>::new(), "the newest revision counts");
    assert_eq!(ledger.verify().expect("verified"), []);
}
