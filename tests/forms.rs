//! The forms in which documents come, their encodings and their language.

use factledger::Error;
use factledger::intake::{Format, Intake, Piece, Terms, article, document, records, unpacked};
use factledger::text::{Basis, EncodingBasis};
use std::io::{BufReader, Cursor, Write};

fn all(format: Format, bytes: &[u8], most: usize) -> Vec<Result<Intake, Error>> {
    let source = unpacked(Box::new(BufReader::new(Cursor::new(bytes.to_vec())))).expect("it can be opened");
    let pieces = records(format, source, "in", most);
    pieces
        .filter_map(|piece| match piece {
            Piece::Record(record) => Some(document("in", record, &[], None, &Terms::default())),
            Piece::Fault(_, error) => Some(Err(error)),
            Piece::PassedOver => None,
        })
        .collect()
}

fn good(format: Format, bytes: &[u8]) -> Vec<Intake> {
    all(format, bytes, 1 << 20).into_iter().map(|taken| taken.expect("a document")).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("it is packed");
    packer.finish().expect("it is packed")
}

const LINES: &str = "{\"id\":\"a\",\"text\":\"There are 12 boats.\",\"site\":\"The Post\"}\n\n{\"id\":\"b\",\"text\":\"There are 13.\"}\n";

#[test]
fn packed_lines_are_read_like_plain_ones() {
    let zstd = zstd::encode_all(LINES.as_bytes(), 3).expect("it is packed");
    let twice = [gzip(LINES.as_bytes()), gzip(b"{\"id\":\"c\",\"text\":\"14\"}\n")].concat();
    for (bytes, count) in [(LINES.as_bytes().to_vec(), 2), (gzip(LINES.as_bytes()), 2), (zstd, 2), (twice, 3)] {
        let taken = good(Format::JsonLines, &bytes);
        assert_eq!(taken.len(), count);
        assert_eq!(taken[0].document.text, "There are 12 boats.");
        assert_eq!(taken[0].document.metadata.basis["source"], Basis::Record);
    }
    let mut cut = gzip(LINES.repeat(100).as_bytes());
    cut.truncate(cut.len() - 20);
    assert!(all(Format::JsonLines, &cut, 1 << 20).last().expect("something").is_err(), "a cut file is said");
}

#[test]
fn bombs_are_refused_and_the_rest_goes_on() {
    let bomb =
        format!("{{\"id\":\"a\",\"text\":\"{}\"}}\n{{\"id\":\"b\",\"text\":\"12 boats\"}}\n", "0".repeat(30 << 20));
    for packed in [gzip(bomb.as_bytes()), zstd::encode_all(bomb.as_bytes(), 1).expect("it is packed")] {
        let taken = all(Format::JsonLines, &packed, 1 << 20);
        assert_eq!(taken.len(), 2);
        let error = taken[0].as_ref().expect_err("too long").to_string();
        assert!(
            error.contains("in:1: the line is longer than 1048576 bytes") && error.contains("--max-size"),
            "{error}"
        );
        assert_eq!(taken[1].as_ref().expect("a document").document.doc, "b");
    }
}

#[test]
fn a_table_is_articles() {
    let taken = good(
        Format::Csv,
        b"\xEF\xBB\xBFurl,Publisher,date,Text\nhttps://p.example/1,The Post,2026-11-03,\"12 boats,\n13 sheds\"\n",
    );
    let document = &taken[0].document;
    assert_eq!((document.text.as_str(), document.address.as_str()), ("12 boats,\n13 sheds", "https://p.example/1"));
    assert_eq!(document.metadata.source.as_deref(), Some("The Post"));
    assert_eq!(document.metadata.basis["published"], Basis::Record);
    assert_eq!(good(Format::Csv, "id;content\n1;Zwölf 12\n".as_bytes())[0].document.text, "Zwölf 12");
    assert_eq!(good(Format::Tsv, b"text\tid\n12 boats\tx\n")[0].document.doc, "x");
    // Windows-1252, as spreadsheets write it.
    let latin = good(Format::Csv, b"id,text\n1,The caf\xE9 has 30 seats.\n");
    assert_eq!(latin[0].document.text, "The café has 30 seats.");
    assert_eq!(latin[0].document.capture.as_ref().expect("a capture").encoding, "windows-1252");
}

#[test]
fn faults_of_tables_have_their_line() {
    let error =
        |bytes: &[u8]| all(Format::Csv, bytes, 4096).pop().expect("something").expect_err("no document").to_string();
    assert!(error(b"id,words\n1,x\n").contains("in:2: no column `text`; the table has id, words"));
    assert!(error(b"id,text\n1\n").contains("in:2: the row has 1 fields"));
    assert!(error(b"id,text\n1,\n").contains("`text` is empty"));
    let open = format!("id,text\n1,\"{}", "word ".repeat(200_000));
    assert!(error(open.as_bytes()).contains("the row is longer than 4096 bytes"), "{}", error(open.as_bytes()));
}

fn record(kind: &str, uri: &str, http: &str) -> String {
    let of = if kind == "response" { "application/http; msgtype=response" } else { "text/html" };
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-11-05T10:00:00Z\r\nContent-Type: {of}\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}

#[test]
fn an_archive_is_its_pages() {
    let html =
        "<html><body><article><p>The port counted 4,200 ships in 2025, the harbour master said on Monday.</article>";
    let ok = |head: &str, body: &str| {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n{body}")
    };
    let chunked = format!("{:x}\r\n{html}\r\n0\r\n\r\n", html.len());
    let archive = [
        record("warcinfo", "", "software: x"),
        record("request", "https://p.example/1", "GET / HTTP/1.1\r\n\r\n"),
        record("response", "https://p.example/1", &ok("", html)),
        record("response", "https://p.example/2", &ok("Transfer-Encoding: chunked\r\n", &chunked)),
        record("response", "https://p.example/3", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>12"),
        record("response", "https://p.example/4", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{1}"),
        record("resource", "https://p.example/5", html),
    ]
    .concat();
    for bytes in [archive.clone().into_bytes(), gzip(archive.as_bytes())] {
        let taken = good(Format::Warc, &bytes);
        let docs: Vec<_> = taken.iter().map(|taken| taken.document.doc.as_str()).collect();
        assert_eq!(docs, ["https://p.example/1", "https://p.example/2", "https://p.example/5"]);
        for taken in &taken {
            assert_eq!(taken.document.text, "The port counted 4,200 ships in 2025, the harbour master said on Monday.");
            assert_eq!(
                taken.document.metadata.retrieved.map(|d| d.to_string()).as_deref(),
                Some("2026-11-05T10:00:00Z")
            );
            assert_eq!(taken.document.metadata.basis["url"], Basis::Record);
        }
        assert_eq!(taken[0].document.capture.as_ref().expect("a capture").encoding_basis, EncodingBasis::Declared);
    }
}

/// The page of `an_archive_is_its_pages`, packed with brotli.
const BROTLI: &[u8] = b"\x1b\x69\x00\xe0\x2d\x0e\x78\x73\x70\xd5\x47\x30\x98\x05\x97\x7c\x2d\x43\xd3\x04\xa7\x78\xa8\x92\
    \x05\x04\x26\x7d\xd0\xf2\xd2\x25\x8c\xcc\x29\xa7\x81\x72\x2b\x69\x8b\x34\xf8\x3d\x65\xad\x88\x08\x1e\xfc\xbb\x77\xcf\
    \x48\x2d\x85\x1c\xb6\xf6\x23\x67\xe4\x27\xbe\xba\x05\x5a\xaa\x5e\x95\xa9\x19\x02\xcf\xa5\x46\xbb\x61\x34\x00";

#[test]
fn pages_in_an_archive_may_be_packed() {
    let html =
        "<html><body><article><p>The port counted 4,200 ships in 2025, the harbour master said on Monday.</article>";
    let zlib = {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(html.as_bytes()).expect("it is packed");
        packer.finish().expect("it is packed")
    };
    let of = |coding: &str, body: &[u8], most: usize| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n");
        let length = head.len() + body.len();
        let about = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://p.example/1\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
        );
        let archive = [about.as_bytes(), head.as_bytes(), body, b"\r\n\r\n"].concat();
        all(Format::Warc, &archive, most).pop().expect("something")
    };
    let zstd = zstd::encode_all(html.as_bytes(), 3).expect("it is packed");
    for (coding, body) in [("gzip", gzip(html.as_bytes())), ("deflate", zlib), ("zstd", zstd), ("br", BROTLI.to_vec())]
    {
        let taken = of(coding, &body, 1 << 20).expect(coding);
        assert_eq!(taken.document.text, "The port counted 4,200 ships in 2025, the harbour master said on Monday.");
        let error = of(coding, &body[..body.len() - 12], 1 << 20).expect_err("cut").to_string();
        assert!(error.contains("cannot be unpacked"), "{coding}: {error}");
        let bomb = of(coding, &body, html.len() - 1).map(drop);
        // A record that is longer than the limit while packed is refused before.
        assert!(bomb.expect_err("a bomb").to_string().contains("--max-size"), "{coding}");
    }
    let error = of("compress", b"x", 1 << 20).expect_err("unknown").to_string();
    assert!(error.contains("the answer is packed with `compress`, which is not read"), "{error}");
}

#[test]
fn an_archive_that_is_cut_or_none_says_where() {
    let archive =
        record("resource", "https://p.example/5", "<p>The port counted 4,200 ships in the year 2025, it said.");
    let cut = &archive.as_bytes()[..archive.len() - 20];
    let error = all(Format::Warc, cut, 1 << 20).pop().expect("something").expect_err("cut").to_string();
    assert!(error.contains("in#2: the archive ends in the middle of a record") || error.contains("in#1"), "{error}");
    let error = all(Format::Warc, b"<html>", 1 << 20).pop().expect("something").expect_err("none").to_string();
    assert!(error.contains("in#1: no `WARC/1.0`"), "{error}");
    let taken = all(Format::Warc, [archive.as_bytes(), archive.as_bytes()].concat().as_slice(), 20);
    assert!(taken.iter().all(Result::is_err) && taken.len() == 2, "each that is too long is named");
}

#[test]
fn a_feed_is_its_entries() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="x" xmlns:dc="y"><channel><title>Ellen Post</title><language>en-gb</language>
        <item><title>Ships &amp; quays</title><link>https://p.example/1</link><guid>g1</guid><pubDate>Tue, 03 Nov 2026 09:00:00 +0100</pubDate>
        <dc:creator>Ada North</dc:creator><description>Short.</description>
        <content:encoded><![CDATA[<p>There were 12 ships.</p><p>And 13 quays.</p>]]></content:encoded></item>
        <item><title>Teaser</title><link>https://p.example/2</link><description>Only 14 words.</description></item></channel></rss>"#;
    let taken = all(Format::Feed, rss.as_bytes(), 1 << 20);
    let first = &taken[0].as_ref().expect("a document").document;
    assert_eq!(
        (first.text.as_str(), first.address.as_str()),
        ("There were 12 ships.\n\nAnd 13 quays.", "https://p.example/1")
    );
    assert_eq!(
        (first.metadata.title.as_deref(), first.metadata.source.as_deref()),
        (Some("Ships & quays"), Some("Ellen Post"))
    );
    assert_eq!(
        (first.metadata.author.as_deref(), first.metadata.language.as_deref()),
        (Some("Ada North"), Some("en-gb"))
    );
    assert_eq!(first.metadata.published.map(|d| d.to_string()).as_deref(), Some("2026-11-03T09:00:00+01:00"));
    assert!(
        taken[1]
            .as_ref()
            .expect_err("a summary")
            .to_string()
            .contains("in#2: the entry holds a summary and no article")
    );
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><link href="https://p.example/"/>
        <entry><id>urn:1</id><title type="html">A &lt;b&gt;title&lt;/b&gt;</title><link rel="edit" href="https://p.example/edit"/><link rel="alternate" href="https://p.example/3"/>
        <updated>2026-11-04T00:00:00Z</updated><author><name>Bo South</name><email>b@p.example</email></author>
        <content type="xhtml"><div><p>It has 15 rooms.</p><p>And 16 doors.</p></div></content></entry></feed>"#;
    let entry = &good(Format::Feed, atom.as_bytes())[0].document;
    assert_eq!(
        (entry.text.as_str(), entry.address.as_str()),
        ("It has 15 rooms.\n\nAnd 16 doors.", "https://p.example/3")
    );
    assert_eq!(
        (entry.metadata.title.as_deref(), entry.metadata.author.as_deref()),
        (Some("A title"), Some("Bo South"))
    );
}

#[test]
fn a_feed_of_a_billion_laughs_is_no_harm() {
    let lol = r#"<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
        <rss><channel><item><link>https://p.example/1</link><description>&c;&c;&c;</description></item></channel></rss>"#;
    assert!(all(Format::Feed, lol.as_bytes(), 1 << 20).iter().all(Result::is_err));
    for bad in ["<rss><channel><item><title>", "<html><p>x</p></html>", "", "<rss", "<a>&#xFFFFFFFF;</a>"] {
        assert!(all(Format::Feed, bad.as_bytes(), 1 << 20).iter().all(Result::is_err), "{bad}");
    }
}

fn decoded(doc: &str, bytes: &[u8], declared: Option<&str>) -> (String, &'static str, EncodingBasis, usize, usize) {
    let terms = Terms { declared, ..Terms::default() };
    let format = Format::of_name(doc).expect("a format");
    let taken = article(doc, bytes.to_vec(), format, &[], &terms).expect("a document");
    let capture = taken.document.capture.expect("a capture");
    (taken.document.text, capture.encoding, capture.encoding_basis, capture.undecodable, taken.warnings.len())
}

#[test]
fn encodings_are_found_in_order() {
    use EncodingBasis::{Bom, Declared, Detected, Meta};
    let page =
        |charset: &str| [format!("<meta charset={charset}><p>caf").as_bytes(), b"\xE9 with 30 seats</p>"].concat();
    let utf8_bom = [b"\xEF\xBB\xBF", "<meta charset=latin1><p>café 30".as_bytes()].concat();
    let wide: Vec<u8> = "café 30".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide_bom = [&b"\xFF\xFE"[..], &wide].concat();
    for (doc, bytes, declared, text, encoding, basis) in [
        ("a.html", utf8_bom, Some("koi8-r"), "café 30", "UTF-8", Bom),
        ("a.html", page("utf-8"), Some("latin1"), "café with 30 seats", "windows-1252", Declared),
        ("a.html", page("iso-8859-2"), None, "café with 30 seats", "ISO-8859-2", Meta),
        ("a.txt", b"caf\xE9 30".to_vec(), None, "café 30", "windows-1252", Detected),
        ("a.txt", "café 30".into(), None, "café 30", "UTF-8", Detected),
        ("a.txt", wide_bom, None, "café 30", "UTF-16LE", Bom),
        ("a.txt", wide, None, "café 30", "UTF-16LE", Detected),
    ] {
        assert_eq!(decoded(doc, &bytes, declared), (text.to_owned(), encoding, basis, 0, 0), "{doc} {encoding}");
    }
    let russian = b"\xCF\xEE\xF0\xF2 \xEF\xEE\xF1\xF2\xF0\xEE\xE8\xEB \xED\xEE\xE2\xFB\xE9 \xEF\xF0\xE8\xF7\xE0\xEB \xE4\xEB\xE8\xED\xEE\xE9 410 \xEC\xE5\xF2\xF0\xEE\xE2";
    assert_eq!(decoded("a.txt", russian, None).1, "windows-1251");
}

#[test]
fn undecodable_bytes_are_said_and_make_no_other_number() {
    let text = "Déjà vu: à l’été";
    let bytes = [text.as_bytes(), b"\nIt cost 1\xFF500 pounds, \xFE7 more, 12 in all."].concat();
    let (text, encoding, _, undecodable, warnings) = decoded("a.txt", &bytes, None);
    assert!(text.contains("1\u{fffd}500 pounds, \u{fffd}7 more, 12 in all"), "{text}");
    assert_eq!((encoding, undecodable, warnings), ("UTF-8", 2, 1));
    let taken = article("a.txt", bytes, Format::Text, &[], &Terms::default()).expect("a document");
    assert!(
        taken.warnings[0].to_string().contains("(line 2) is no valid UTF-8; 2 such in all"),
        "{}",
        taken.warnings[0]
    );
    let lexicon = factledger::lexicon::Lexicon::builtin().expect("it is sound");
    let read = factledger::claim::extract(&taken.document, &lexicon);
    let claims: Vec<_> = read.claims.iter().map(|claim| claim.value_text.as_str()).collect();
    assert_eq!(claims, ["12"], "only what stands beside no lost byte");
    assert!(
        read.rejected.iter().filter(|r| r.reason.contains("could not be decoded")).count() >= 3,
        "{:?}",
        read.rejected
    );
}

#[test]
fn a_text_in_another_language_is_marked_and_not_read() {
    let german = "Der Hafen von Ellen zählte im vergangenen Jahr 4.200 Schiffe, sagte der Hafenmeister am Dienstag. Das waren 300 mehr als im Jahr davor, und niemand hatte damit gerechnet.";
    let english = "The port of Ellen counted 4,200 ships in the past year, said the harbour master on Tuesday. That was 300 more than in the year before.";
    let of = |text: &str, doc: &str| {
        article(doc, text.as_bytes().to_vec(), Format::of_name(doc).expect("a format"), &[], &Terms::default())
            .expect("a document")
            .document
    };
    let lexicon = factledger::lexicon::Lexicon::builtin().expect("it is sound");
    let document = of(german, "a.txt");
    assert_eq!(
        (document.metadata.language.as_deref(), document.metadata.basis["language"]),
        (Some("de"), Basis::Guess)
    );
    assert!(factledger::claim::extract(&document, &lexicon).claims.is_empty());
    let document = of(english, "a.txt");
    assert_eq!(document.metadata.language, None);
    assert_eq!(factledger::claim::extract(&document, &lexicon).claims.len(), 2);
    // A template says what it likes; who says it of the text is believed.
    let document = of(&format!("<html lang=en><p>{german}"), "a.html");
    assert_eq!(document.metadata.language.as_deref(), Some("de"));
    let document = of(&format!("<html lang=de-AT><p>{english}"), "a.html");
    assert_eq!(document.metadata.language.as_deref(), Some("en"));
    let document = of(&format!("---\nlanguage: de\n---\n{english}"), "a.txt");
    assert!(!document.is_english());
    for short in ["12 boats.", "Zwölf", "4,200 | 300", "Ellen Ellen Ellen"] {
        assert!(of(short, "a.txt").is_english(), "{short}: too little to go by");
    }
}

proptest::proptest! {
    /// Any bytes in any form are documents or errors.
    #[test]
    fn any_input(bytes: Vec<u8>) {
        for format in [Format::JsonLines, Format::Csv, Format::Tsv, Format::Warc, Format::Feed] {
            let _ = all(format, &bytes, 1 << 12);
        }
        for format in [Format::Text, Format::Html] {
            let _ = article("a", bytes.clone(), format, &[], &Terms::default());
        }
    }

    /// Whatever is decoded, what was ASCII stays.
    #[test]
    fn ascii_stays(text in "[ -~]{1,80}") {
        if let Ok(taken) = article("a.txt", text.clone().into_bytes(), Format::Text, &[], &Terms::default()) {
            proptest::prop_assert_eq!(taken.document.text, text);
        }
    }
}
