//! Intake: bytes and metadata in, documents out; whatever is wrong is said with its place.

use factledger::intake::{Field, Fields, Format, Intake, Layer, Terms, article, date, json_line, manifest, sidecar};
use factledger::text::Basis;

fn read(doc: &str, text: &str, layers: &[Layer]) -> Intake {
    let format = Format::of_name(doc).expect("a format");
    article(doc, text.as_bytes().to_vec(), format, layers, &Terms::default()).expect("a document")
}

fn fails(bytes: &[u8]) -> String {
    article("a.txt", bytes.to_vec(), Format::Text, &[], &Terms::default()).expect_err("no document").to_string()
}

fn line(text: &str) -> Intake {
    json_line("in.jsonl", 7, text.as_bytes(), &[], None, &Terms::default()).expect("a document")
}

fn line_fails(text: &[u8]) -> String {
    json_line("in.jsonl", 7, text, &[], None, &Terms::default()).expect_err("no document").to_string()
}

fn layer(basis: Basis, field: Field, value: &str) -> Layer {
    let mut fields = Fields::default();
    fields.set(field, value);
    (basis, fields)
}

const FRONT: &str =
    "---\nsource: From front matter\npublished: 2026-11-03\ntags: [a, b]\n---\n# A heading\n\nBy Ada North\n\nText.\n";

#[test]
fn the_stored_text_is_the_whole_file() {
    let taken = read("a.md", FRONT, &[]);
    assert_eq!(taken.document.text, FRONT);
    assert!(taken.document.text[taken.document.body..].starts_with("# A heading"));
    assert!(taken.warnings.is_empty());
}

#[test]
fn the_byte_order_mark_goes_and_line_ends_stay() {
    let taken = read("a.txt", "\u{feff}one\r\ntwo\n", &[]);
    assert_eq!(taken.document.text, "one\r\ntwo\n");
}

#[test]
fn each_origin_is_kept() {
    let metadata = read("2026-11-01-a.md", FRONT, &[]).document.metadata;
    assert_eq!(metadata.basis["source"], Basis::FrontMatter);
    assert_eq!(metadata.basis["published"], Basis::FrontMatter);
    assert_eq!(metadata.basis["title"], Basis::Text);
    assert_eq!((metadata.author.as_deref(), metadata.basis["author"]), (Some("Ada North"), Basis::Text));
    let named = read("old/2026-11-01-a.txt", "Text.\n", &[]).document.metadata;
    assert_eq!(named.published.map(|date| date.to_string()).as_deref(), Some("2026-11-01"));
    assert_eq!(named.basis["published"], Basis::FileName);
}

#[test]
fn the_first_origin_wins_whatever_the_order_of_layers() {
    let order = [Basis::Flag, Basis::Manifest, Basis::Sidecar];
    for (at, wins) in order.iter().enumerate() {
        let mut layers: Vec<Layer> =
            order[at..].iter().map(|basis| layer(*basis, Field::Source, basis.as_str())).collect();
        layers.reverse();
        let metadata = read("a.md", FRONT, &layers).document.metadata;
        assert_eq!((metadata.source.as_deref(), metadata.basis["source"]), (Some(wins.as_str()), *wins));
    }
    assert_eq!(read("a.md", FRONT, &[]).document.metadata.source.as_deref(), Some("From front matter"));
}

#[test]
fn a_date_that_is_none_is_said_and_the_next_origin_asked() {
    let taken = read("a.md", FRONT, &[layer(Basis::Manifest, Field::Published, "the other day")]);
    assert_eq!(taken.document.metadata.published.map(|date| date.to_string()).as_deref(), Some("2026-11-03"));
    assert_eq!(taken.document.metadata.basis["published"], Basis::FrontMatter);
    assert!(taken.warnings[0].to_string().contains("published = `the other day` (manifest) is no date"));
}

#[test]
fn front_matter_that_is_no_yaml_is_read_by_line() {
    let taken = read("a.txt", "---\ntitle: Ferry: late again\nurl: https://a.example/1\n---\nText.\n", &[]);
    assert_eq!(taken.document.metadata.title.as_deref(), Some("Ferry: late again"));
    assert_eq!(taken.document.metadata.url.as_deref(), Some("https://a.example/1"));
    assert!(taken.warnings.is_empty(), "a colon in a headline loses nothing: {}", taken.warnings[0]);
    let taken = read("a.txt", "---\ntitle: Ferry: late again\nauthors:\n  - Ada North\n---\nText.\n", &[]);
    assert_eq!(taken.document.metadata.title.as_deref(), Some("Ferry: late again"));
    assert!(taken.warnings[0].to_string().contains("no YAML"), "{}", taken.warnings[0]);
}

#[test]
fn a_rule_at_the_head_is_no_front_matter() {
    for text in ["---\nJust words.\n", "---\nJust words.\n---\nMore.\n", "--- \nnot: closed\n", "----\na: b\n----\n"] {
        assert_eq!(read("a.md", text, &[]).document.body, 0, "{text:?}");
    }
}

#[test]
fn values_of_front_matter_need_not_be_text() {
    let text =
        "---\nauthor: [Ada North, Bo South]\npublisher:\n  name: The Post\npublished: 2015\nid: 12\n---\nText.\n";
    let document = read("a.txt", text, &[]).document;
    assert_eq!(document.metadata.author.as_deref(), Some("Ada North, Bo South"));
    assert_eq!(document.metadata.source.as_deref(), Some("The Post"));
    assert_eq!(document.metadata.published.map(|date| date.to_string()).as_deref(), Some("2015"));
    assert_eq!(document.address, "The Post#12");
}

#[test]
fn the_opening_gives_agency_and_day() {
    let metadata = read("a.txt", "A headline\n\nTuesday, Nov. 3, 2026\n\nPORT ELLEN, Scotland (Agency) — Text.\n", &[])
        .document
        .metadata;
    assert_eq!(metadata.source.as_deref(), Some("Agency"));
    assert_eq!(metadata.published.map(|date| date.to_string()).as_deref(), Some("2026-11-03"));
    let metadata = read("a.txt", "Updated: 3 November 2026 9:30 am GMT\nText.\n", &[]).document.metadata;
    assert_eq!(metadata.published, None);
    assert_eq!(metadata.modified.map(|date| date.to_string()).as_deref(), Some("2026-11-03"));
}

#[test]
fn what_only_looks_like_an_opening_is_left_alone() {
    for text in [
        "By the end of 2015 there were more.\n",
        "By Monday Everything Had Changed, he said.\n",
        "In May 2015 it rained.\n",
        "2015\n",
        "The man (John) - a sailor - left.\n",
        "THE UNION (whose members voted) – left.\n",
        "11/12/2015\n",
    ] {
        let metadata = read("a.txt", text, &[]).document.metadata;
        assert!(metadata.basis.is_empty(), "{text:?}: {:?}", metadata.basis);
    }
}

#[test]
fn dates_keep_their_precision() {
    for (given, kept) in [
        ("2015", "2015"),
        ("2015-12", "2015-12"),
        ("2015-12-16", "2015-12-16"),
        ("2015/12/16", "2015-12-16"),
        ("2015-12-16T09:00:00Z", "2015-12-16T09:00:00Z"),
        ("2015-12-16 09:00:00", "2015-12-16T09:00:00"),
        ("Wed, 16 Dec 2015 09:00:00 +0100", "2015-12-16T09:00:00+01:00"),
        ("December 16, 2015", "2015-12-16"),
        ("16th Dec. 2015", "2015-12-16"),
        ("December 2015", "2015-12"),
    ] {
        assert_eq!(date(given).map(|date| date.to_string()).as_deref(), Some(kept), "{given}");
    }
    for given in
        ["", "yesterday", "16/12/2015", "2015-13-01", "30 February 2015", "May", "Marchers 3 2015", "2015-12-16-17"]
    {
        assert_eq!(date(given), None, "{given}");
    }
}

#[test]
fn bad_bytes_are_refused_with_their_place() {
    assert!(fails(b"").contains("the file is empty"));
    assert!(fails(b" \n\n").contains("it holds no text"));
    assert!(fails(b"---\ntitle: x\n---\n\n").contains("it holds no text"));
    assert!(fails(b"one\n\n\0").contains("byte 5 (line 3): a NUL byte"));
    assert!(fails(b"\xFF\xFE\0\0a\0\0\0").contains("UTF-32"));
    assert!(fails(b"\xFF\xFEa\0\0\0").contains("NUL"), "a NUL in UTF-16");
}

#[test]
fn other_formats_are_refused_with_what_to_do() {
    for name in ["a.pdf", "a.pdf.gz", "a.docx", "a.xlsx", "a.json", "a.zip", "a.mht", "a.jpg", "a", ".gz"] {
        let error = Format::of_name(name).expect_err("not read").to_string();
        assert!(error.contains("hint: "), "{error}");
    }
    for (name, format) in [
        ("A.TXT", Format::Text),
        ("x.b/a.md", Format::Markdown),
        ("a.ndjson", Format::JsonLines),
        ("a.HTM", Format::Html),
        ("a.warc.gz", Format::Warc),
        ("a.csv.zst", Format::Csv),
        ("a.atom", Format::Feed),
    ] {
        assert_eq!(Format::of_name(name).expect("a format"), format);
    }
}

#[test]
fn a_json_line_is_an_article() {
    let taken =
        line(r#"{"id": 5, "text": "Twelve ships.", "title": "Ships", "site": "The Post", "published": "2026-11"}"#);
    assert_eq!((taken.document.doc.as_str(), taken.document.address.as_str()), ("5", "The Post#5"));
    assert_eq!(taken.document.metadata.basis["source"], Basis::Record);
}

#[test]
fn without_an_id_the_text_is_the_address() {
    let seventh = line(r#"{"text": "Twelve ships."}"#).document;
    let eighth = json_line("in.jsonl", 8, br#"{"text": "Twelve ships."}"#, &[], None, &Terms::default())
        .expect("a document")
        .document;
    assert_eq!((seventh.doc.as_str(), eighth.doc.as_str()), ("in.jsonl:7", "in.jsonl:8"));
    assert_eq!(seventh.address, eighth.address, "a line that moved is the same article");
    assert_ne!(seventh.address, line(r#"{"text": "Thirteen ships."}"#).document.address);
    let piped = |text: &str| {
        article("-", text.into(), Format::Text, &[], &Terms::default()).expect("a document").document.address
    };
    assert_ne!(piped("Twelve ships."), piped("Thirteen ships."));
    assert_eq!(read("a.txt", "Twelve ships.", &[]).document.address, "a.txt");
}

#[test]
fn other_collections_names_are_known() {
    // trafilatura: the page is `source`, the outlet its hostname.
    let metadata = line(
        r#"{"text": "x", "source": "https://p.example/1", "source-hostname": "The Post", "date": "2026-11-03",
            "filedate": "2026-11-04", "author": "A; B", "license": "CC0"}"#,
    )
    .document
    .metadata;
    assert_eq!(metadata.url.as_deref(), Some("https://p.example/1"));
    assert_eq!(metadata.source.as_deref(), Some("The Post"));
    assert_eq!(metadata.retrieved.map(|date| date.to_string()).as_deref(), Some("2026-11-04"));
    assert_eq!(metadata.licence.as_deref(), Some("CC0"));
    // newspaper4k.
    let metadata = line(
        r#"{"text": "x", "url": "https://p.example/1", "authors": ["A", "B"], "publish_date": "2026-11-03 10:00:00",
            "meta_site_name": "The Post", "meta_lang": "en"}"#,
    )
    .document
    .metadata;
    assert_eq!((metadata.source.as_deref(), metadata.author.as_deref()), (Some("The Post"), Some("A, B")));
    assert_eq!(metadata.language.as_deref(), Some("en"));
    // news-please, CC-News.
    let taken = line(
        r#"{"maintext": "x", "date_publish": "2026-11-03", "date_download": "2026-11-05", "date_modify": null,
            "source_domain": "p.example"}"#,
    );
    assert_eq!(taken.document.metadata.source.as_deref(), Some("p.example"));
    assert_eq!(taken.document.text, "x");
    // fundus.
    let metadata = line(
        r#"{"plaintext": "x", "publishing_date": "2026-11-03", "authors": ["A"],
            "html": {"requested_url": "https://p.example/1", "source_info": {"publisher": "The Post"}}}"#,
    )
    .document
    .metadata;
    assert_eq!((metadata.url.as_deref(), metadata.source.as_deref()), (Some("https://p.example/1"), Some("The Post")));
}

#[test]
fn bad_json_lines_say_where() {
    let error = line_fails(br#"{"id": "b", "text": oops}"#);
    assert!(error.starts_with("cannot read in.jsonl:7: the line is no JSON, column 21"), "{error}");
    let (snippet, caret) =
        error.split_once("  | {\"id\"").and_then(|(_, rest)| rest.split_once("\n  | ")).expect("a snippet");
    assert_eq!(snippet, ": \"b\", \"text\": oops}");
    assert_eq!(caret.find('^'), Some(20), "{error}");
    assert!(line_fails(b"[1, 2]").contains("no object"));
    assert!(
        line_fails(br#"{"body": "x", "id": "1"}"#).contains("no field `text` that is a string; the line has body, id")
    );
    assert!(line_fails(br#"{"text": 5}"#).contains("no field `text`"));
    assert!(line_fails(b"{}").contains("the object is empty"));
    assert!(line_fails(br#"{"text": " "}"#).contains("`text` is empty"));
    assert!(line_fails(br#"{"text": "a\u0000"}"#).contains("character 1 of `text` is a NUL"));
    assert!(line_fails(b"{\"text\": \"a\xFF\"}").contains("byte 11 of the line: 0xFF"));
    assert!(line_fails(br#"{"text": "cut"#).contains("no JSON"));
    let long = format!("{{\"text\": \"{}\", bad}}", "word ".repeat(1000));
    assert!(line_fails(long.as_bytes()).len() < 400, "the snippet of a long line is short");
}

#[test]
fn a_manifest_may_be_odd() {
    let text = "\u{feff}Title,path,Publisher,date,mood\nOne,./a.txt,The Post,2026-11-03,glad\n,sub\\b.txt,,\nThree,,X,,\nFour,a.txt,Y,,\n";
    let found = manifest("manifest.csv", text.as_bytes().to_vec()).expect("a manifest");
    let fields = found.fields("a.txt").expect("a row");
    assert_eq!((fields.get(Field::Title), fields.get(Field::Source)), (Some("One"), Some("The Post")));
    assert_eq!(fields.get(Field::Published), Some("2026-11-03"));
    assert!(found.fields("sub/b.txt").is_some() && found.fields("c.txt").is_none());
    let said: Vec<_> = found.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].contains("passed over the columns mood"), "{said:?}");
    assert!(said[1].contains("line 3: 4 fields where the header has 5"), "{said:?}");
    assert!(said[2].contains("line 4: the row has no path"), "{said:?}");
    assert!(said[3].contains("line 5: a.txt stands on line 2 already"), "{said:?}");
}

#[test]
fn a_manifest_needs_its_path_column() {
    let error = manifest("m.csv", b"file,source\na.txt,X\n".to_vec()).expect_err("no manifest").to_string();
    assert!(error.contains("no column `path`") && error.contains("path,url,source"), "{error}");
    assert!(manifest("m.csv", b"\xFF".to_vec()).is_err());
    assert!(manifest("m.csv", Vec::new()).is_err());
}

#[test]
fn a_sidecar_is_an_object_with_fields_of_ours() {
    let fields =
        sidecar("a.json", br#"{"outlet": "The Post", "title": "T"}"#.to_vec()).expect("readable").expect("fields");
    assert_eq!(fields.get(Field::Source), Some("The Post"));
    assert_eq!(sidecar("a.json", br#"{"width": 3}"#.to_vec()).expect("readable"), None);
    assert!(sidecar("a.json", b"[]".to_vec()).is_err());
    assert!(sidecar("a.json", b"{".to_vec()).is_err());
}

#[test]
fn what_all_articles_of_a_file_share() {
    let mut fields = Fields::default();
    fields.set(Field::Source, "The Post");
    fields.set(Field::Url, "https://p.example/");
    let shared = fields.shared();
    assert_eq!((shared.get(Field::Source), shared.get(Field::Url)), (Some("The Post"), None));
}

proptest::proptest! {
    /// Any bytes are a document or an error, in every format.
    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        let _ = article("a.md", bytes.clone(), Format::Markdown, &[], &Terms::default());
        let _ = json_line("a.jsonl", 1, &bytes, &[], None, &Terms::default());
        let _ = manifest("manifest.csv", bytes.clone());
        let _ = sidecar("a.json", bytes);
    }

    /// The text is never changed, and the body begins on a character.
    #[test]
    fn any_text(text in "(---\n)?[ -~é–\n\r:#]{0,60}(\n---\n)?[ -~é–\n]{0,60}") {
        if let Ok(taken) = article("a.md", text.clone().into_bytes(), Format::Markdown, &[], &Terms::default()) {
            proptest::prop_assert_eq!(&taken.document.text, &text);
            proptest::prop_assert!(text.is_char_boundary(taken.document.body));
        }
    }

    /// Text in a JSON line comes out as it went in.
    #[test]
    fn any_json_text(text in "[^\u{0}]{1,80}") {
        let line = serde_json::json!({ "text": text }).to_string();
        if let Ok(taken) = json_line("a.jsonl", 1, line.as_bytes(), &[], None, &Terms::default()) {
            proptest::prop_assert_eq!(taken.document.text, text);
        }
    }
}
