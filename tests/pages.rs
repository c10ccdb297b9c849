//! Saved web pages: the article is kept with its tables, lists and captions, the frame around it goes, and what a page
//! says of itself is taken in the order that was promised.

use factledger::intake::{EXTRACTOR, Format, Intake, Terms, article, numerals};
use factledger::text::Basis;

fn page(html: &str) -> Intake {
    article("page.html", html.as_bytes().to_vec(), Format::Html, &[], &Terms::default()).expect("a document")
}

fn text(html: &str) -> String {
    page(html).document.text
}

const FIRST: &str =
    "The harbour council of Port Ellen agreed on Tuesday to spend 38 million pounds on a new quay of 410 metres.";
const SECOND: &str =
    "Work on it is to begin in March, said the harbour master, and 120 people will be hired for the 2 years it takes.";
const THIRD: &str =
    "Fishermen had asked for it since the storm of 2019, in which 17 boats were lost in a single night of gales.";

/// A page with a frame on every side.
fn framed(article: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><title>New quay | Ellen Post</title></head><body>
         <nav><ul><li><a href=/>Home</a><li><a href=/news>News 24</a></ul></nav>
         <div class='cookie-banner'><p>We use cookies and 842 partners to make this site better for you and us.</p></div>
         <div id=page><main>{article}</main>
         <div class='sidebar'><h3>Most read</h3><p>Ferry fares rise by 12 per cent, and nobody on the island is pleased.</p></div>
         <section class='related-articles'><p>In another story, 55 sheep were found on a roof after the flood.</p></section>
         <div id=comments><p>Reader 77: I do not believe a word of it, and neither does my dog, who is 9.</p></div></div>
         <footer><p>© 2026 Ellen Post, 1 Quay Street. All rights reserved.</p></footer></body></html>"
    )
}

fn plain() -> String {
    framed(&format!("<article><h1>New quay</h1><p>{FIRST}<p>{SECOND}<p>{THIRD}</article>"))
}

#[test]
fn the_article_is_kept_and_the_frame_goes() {
    let text = text(&plain());
    assert_eq!(text, format!("New quay\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}"));
}

#[test]
fn soup_of_divs_has_an_article_too() {
    let html = framed(&format!("<div class=x1><div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div></div>"))
        .replace("<main>", "<div>")
        .replace("</main>", "</div>");
    assert_eq!(text(&html), format!("{FIRST}\n\n{SECOND}\n\n{THIRD}"));
}

#[test]
fn two_blocks_are_never_glued() {
    let html = framed(&format!(
        "<article><p>{FIRST}</p><table><tr><td>Berths</td><td>1090</td><td>2015</td></tr><tr><td>Boats</td><td>55</td><td>66</td></tr></table>
         <ul><li>12 cranes<li>7 sheds</ul><div>310</div><div>420</div><dl><dt>Length</dt><dd>410</dd></dl><p>{SECOND}<p>{THIRD}</article>"
    ));
    let text = text(&html);
    for glued in ["10902015", "5566", "310420", "cranes7", "Length410", "gales.12"] {
        assert!(!text.contains(glued), "{glued}: {text}");
    }
    assert!(text.contains("Berths | 1090 | 2015\n\nBoats | 55 | 66"), "{text}");
    assert!(text.contains("12 cranes\n\n7 sheds"), "{text}");
}

#[test]
fn captions_and_figures_wrapped_in_tags_are_kept() {
    let html = framed(&format!(
        "<article><p>{FIRST}</p><figure><img src=q.jpg><figcaption>The old quay, 95 metres long, in 1931.</figcaption></figure>
         <p>It cost <b>£</b><span class=num>4</span>.<i>5</i> million, or <a href=/x>12,<em>500</em></a> a metre.<p>{SECOND}<p>{THIRD}</article>"
    ));
    let text = text(&html);
    assert!(text.contains("The old quay, 95 metres long, in 1931."), "{text}");
    assert!(text.contains("It cost £4.5 million, or 12,500 a metre."), "{text}");
}

#[test]
fn raised_and_lowered_digits_make_no_other_number() {
    let html = framed(&format!(
        "<article><p>{FIRST}<p>Some 10<sup>6</sup> tonnes of CO<sub>2</sub> on 40 km<sup>2</sup>, or 12<sup>3</sup> crates, were seen.<sup>[4]</sup><p>{SECOND}<p>{THIRD}</article>"
    ));
    let text = text(&html);
    assert!(text.contains("10⁶ tonnes of CO2 on 40 km², or 12³ crates, were seen.\n"), "{text}");
}

#[test]
fn malformed_markup_is_survived() {
    let html = format!(
        "<html><body><div class=article-body><p>{FIRST}<b>{SECOND}</p><p>{THIRD}</i></div></table><td>loose</div></body></html>trailing"
    );
    let text = text(&html);
    for piece in [FIRST, SECOND, THIRD] {
        assert!(text.contains(piece), "{text}");
    }
}

#[test]
fn entities_and_white_space_are_read_as_a_browser_does() {
    let html = framed(&format!(
        "<article><p>{FIRST}<p>It is 1&#44;500&nbsp;m   long\n &amp; 3&frac12; m\twide, it was said at noon.<p>{THIRD}</article>"
    ));
    assert!(text(&html).contains("It is 1,500\u{a0}m long & 3½ m wide, it was said at noon."), "{}", text(&html));
}

#[test]
fn what_is_not_shown_is_not_read() {
    let html = framed(&format!(
        "<article><p>{FIRST}<p hidden>Hidden 111.<p style='display: none'>Unseen 222.<script>var x = 333;</script><style>p{{width:444px}}</style>
         <template><p>Template 555.</p></template><noscript>No script 666.</noscript><p>{SECOND} <span class=sr-only>Voice 777.</span><p>{THIRD}</article>"
    ));
    let text = text(&html);
    for hidden in ["111", "222", "333", "444", "555", "666", "777"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
}

#[test]
fn the_article_of_json_ld_counts_where_it_is_longer() {
    let stub = |body: &str| {
        format!(
            "<html><head><script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"New quay\",\"articleBody\":{}}}</script></head>
             <body><article><p>{FIRST}</p><p class=paywall>Subscribe to read on.</p></article></body></html>",
            serde_json::json!(body)
        )
    };
    let taken = page(&stub(&format!("{FIRST}\n{SECOND}\n\n{THIRD}")));
    assert_eq!(taken.document.text, format!("{FIRST}\n\n{SECOND}\n\n{THIRD}"));
    let capture = taken.document.capture.expect("a capture");
    assert_eq!(capture.extractor, Some(format!("{EXTRACTOR}, articleBody").as_str()));
    let taken = page(&stub(&format!("<p>{FIRST}</p><p>{SECOND}</p><ul><li>12</li><li>13</li></ul>")));
    assert_eq!(taken.document.text, format!("{FIRST}\n\n{SECOND}\n\n12\n\n13"));
    assert_eq!(page(&stub("Short.")).document.capture.and_then(|c| c.extractor), Some(EXTRACTOR));
}

#[test]
fn what_a_page_says_of_itself_is_taken_in_order() {
    let ld = r##"<script type="application/ld+json">{"@graph":[{"@type":"Person","@id":"#a","name":"Ada North"},
        {"@type":"NewsArticle","headline":"From JSON-LD","datePublished":"2026-11-03T08:00:00+01:00","dateModified":"2026-11-04",
         "author":{"@id":"#a"},"publisher":{"@type":"Organization","name":"Ellen Post"},"inLanguage":"en"}]}</script>"##;
    let meta = r#"<meta property="og:title" content="From Open Graph"><meta property="og:site_name" content="The Post">
        <meta property="article:published_time" content="2026-11-02"><meta name="author" content="By Bo South">
        <link rel="canonical" href="https://post.example/2026/11/01/quay">"#;
    let time = "<time datetime='2026-11-06'>6 November</time><p class=byline>By Cy West</p>";
    let html = |head: &str| {
        let body = framed(&format!("<article><h1>A heading</h1>{time}<p>{FIRST}<p>{SECOND}<p>{THIRD}</article>"));
        body.replace("</head>", &format!("{head}</head>"))
    };
    let of = |head: &str| page(&html(head)).document.metadata;
    let date = |about: &factledger::text::Metadata| about.published.map(|date| date.to_string()[..10].to_owned());

    let about = of(&format!("{ld}{meta}"));
    assert_eq!((about.title.as_deref(), about.basis["title"]), (Some("From JSON-LD"), Basis::JsonLd));
    assert_eq!((date(&about).as_deref(), about.basis["published"]), (Some("2026-11-03"), Basis::JsonLd));
    assert_eq!(about.modified.map(|date| date.to_string()).as_deref(), Some("2026-11-04"));
    assert_eq!((about.author.as_deref(), about.source.as_deref()), (Some("Ada North"), Some("Ellen Post")));
    assert_eq!((about.url.as_deref(), about.basis["url"]), (Some("https://post.example/2026/11/01/quay"), Basis::Meta));

    let about = of(meta);
    assert_eq!((about.title.as_deref(), about.basis["title"]), (Some("From Open Graph"), Basis::Meta));
    assert_eq!((date(&about).as_deref(), about.author.as_deref()), (Some("2026-11-02"), Some("Bo South")));

    let about = of("");
    assert_eq!((about.title.as_deref(), about.basis["title"]), (Some("A heading"), Basis::Text));
    assert_eq!((date(&about).as_deref(), about.basis["published"]), (Some("2026-11-06"), Basis::Time));
    assert_eq!((about.author.as_deref(), about.basis["author"]), (Some("Cy West"), Basis::Text));
}

#[test]
fn the_headline_that_readers_see_wins_over_its_variants() {
    let html = framed(&format!(
        "<article><h1>Port Ellen agrees on a new quay of 410 metres</h1><p>{FIRST}<p>{SECOND}<p>{THIRD}</article>"
    ))
    .replace("</head>", "<meta property=og:title content='New quay agreed: Port Ellen to get 410 metres'></head>");
    assert_eq!(page(&html).document.metadata.title.as_deref(), Some("Port Ellen agrees on a new quay of 410 metres"));
}

#[test]
fn the_capture_says_what_came_and_what_was_kept() {
    let html = plain();
    let capture = page(&html).document.capture.expect("a capture");
    assert_eq!((capture.size, capture.form, capture.encoding), (html.len() as u64, "html", "UTF-8"));
    assert_eq!(capture.digest, factledger::text::Digest::of(html.as_bytes()));
    // Nav 1, cookies 1, sidebar 1, related 1, comments 2, footer 2.
    assert_eq!((capture.numerals_kept, capture.numerals_seen), (6, 14));
    assert_eq!(numerals("1,250.5 and 3-4, x86 12,500"), 5);
}

#[test]
fn a_page_without_text_is_refused() {
    let empty = "<html><body><script>document.write('x')</script><img src=a></body></html>";
    let error =
        article("p.html", empty.into(), Format::Html, &[], &Terms::default()).expect_err("no document").to_string();
    assert!(error.contains("holds no text that a reader could see"), "{error}");
}

#[test]
fn limits_are_refusals_with_their_names() {
    let deep = "<div>".repeat(3000) + "12 boats";
    let error =
        article("p.html", deep.clone().into_bytes(), Format::Html, &[], &Terms::default()).expect_err("too deep");
    assert!(
        error.to_string().contains("nested more than 1000 deep") && error.to_string().contains("--max-depth"),
        "{error}"
    );
    let terms = Terms { depth: 5000, ..Terms::default() };
    assert_eq!(
        article("p.html", deep.into_bytes(), Format::Html, &[], &terms).expect("deep enough").document.text,
        "12 boats"
    );
    let terms = Terms { enough: &|| true, ..Terms::default() };
    let error = article("p.html", plain().into_bytes(), Format::Html, &[], &terms).expect_err("out of time");
    assert!(error.to_string().contains("took too long"), "{error}");
}

#[test]
fn hostile_pages_are_read_in_linear_time() {
    let many = |piece: &str, count: usize| format!("<p>{FIRST}<p>{}<p>{SECOND}", piece.repeat(count));
    for html in [
        many("&amp;", 200_000),
        many("&#1234567890123456789;", 20_000),
        many("<b><i>", 400),
        many("<p class='related share comments'>", 20_000),
        many("<a href=x>", 5_000),
        many("</div></p></b>", 50_000),
        many("\u{202e}\u{200b}\u{feff}", 50_000),
        many("<table><tr><td>", 300),
        many("7", 1_000_000),
        many("<!--", 50_000),
        many("<![CDATA[", 50_000),
        many("\0", 50_000),
        many("<svg><math><p>", 200),
        format!("<p>{FIRST}<div {}>", "a='1' b=2 ".repeat(2000)),
    ] {
        let taken = article("p.html", html.into_bytes(), Format::Html, &[], &Terms::default());
        if let Ok(taken) = taken {
            assert!(!taken.document.text.contains('\0'));
        }
    }
}

proptest::proptest! {
    /// Any bytes are a page or an error, and digits of two blocks are never one number.
    #[test]
    fn any_page(html in "(<(p|div|td|tr|table|li|ul|h1|span|b|br|article|nav|sup|pre|title|script|a href=x)( class=(related|article-body|hidden))?>|</(p|div|td|table|b|article|a)>|[0-9a-z .&;<]){0,60}") {
        let _ = article("a.html", html.into_bytes(), Format::Html, &[], &Terms::default());
    }

    #[test]
    fn blocks_stay_apart(numbers in proptest::collection::vec(10_u32..99_999, 2..12), tag in "p|div|li|td|h2|dd|figcaption|section") {
        let blocks: String = numbers.iter().map(|number| format!("<{tag}>{number}</{tag}>")).collect();
        let blocks = if tag == "td" { format!("<table><tr>{blocks}</tr></table>") } else { blocks };
        let text = text(&format!("<article><p>{FIRST}</p>{blocks}<p>{SECOND}</p></article>"));
        let found: Vec<u32> = text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
        proptest::prop_assert!(found.windows(numbers.len()).any(|window| window == numbers), "{text}");
    }
}

/// The day that a page is taken to be published and changed on.
fn days(head: &str, above: &str) -> (Option<String>, Option<String>) {
    let body = format!("<article><h1>A heading</h1>{above}<p>{FIRST}<p>{SECOND}<p>{THIRD}</article>");
    let metadata = page(&framed(&body).replace("</head>", &format!("{head}</head>"))).document.metadata;
    let day = |date: Option<factledger::text::PartialDate>| date.map(|date| date.to_string()[..10].to_owned());
    (day(metadata.published), day(metadata.modified))
}

#[test]
fn a_day_is_read_in_the_words_and_the_order_of_the_page() {
    let published = |language: &str, words: &str| {
        let shown = format!("<span class='entry__date'>{words}</span>");
        days(&format!("<meta property=og:locale content='{language}'>"), &shown).0
    };
    for (language, words) in [
        ("de_DE", "Veröffentlicht am 7. März 2026, 10:42 Uhr"),
        ("de_DE", "07.03.2026"),
        ("fr_FR", "Publié le samedi 7 mars 2026"),
        ("es_ES", "7 de marzo de 2026"),
        ("pt_BR", "Sábado, 7 de março de 2026"),
        ("it_IT", "7 marzo 2026"),
        ("nl_NL", "zaterdag 7 maart 2026"),
        ("pl_PL", "7 marca 2026"),
        ("ja_JP", "2026年3月7日"),
        ("en_GB", "7/3/2026"),
        ("fr_FR", "07/03/2026"),
        ("en_US", "3/7/2026"),
        ("en_US", "Mar 7, 2026 | 4 min read"),
    ] {
        assert_eq!(published(language, words).as_deref(), Some("2026-03-07"), "{language} {words}");
    }
    assert_eq!(published("en", "7/3/2026"), None, "it has two readings");
    assert_eq!(published("en", "17/3/2026").as_deref(), Some("2026-03-17"));
}

#[test]
fn published_and_changed_are_told_apart() {
    let both = "<p class=stamp>Published: 7 March 2026 | Updated: 9 March 2026</p>";
    assert_eq!(days("", both), (Some("2026-03-07".into()), Some("2026-03-09".into())));
    let meta = "<meta property=article:published_time content='2026-03-01T08:00:00+01:00'>";
    let updated = "<div class=published-date>Updated March 9, 2026</div>";
    assert_eq!(days(meta, updated), (Some("2026-03-01".into()), Some("2026-03-09".into())));
    let edited = "<p>last edited: <span class=odate>9 Mar 2026</span></p>";
    assert_eq!(days("", edited), (Some("2026-03-09".into()), Some("2026-03-09".into())), "nothing says another day");
    // Today, or the day of another article, stands above the heading.
    let article = format!("<article><h1>A heading</h1><p>7 March 2026</p><p>{FIRST}<p>{SECOND}<p>{THIRD}</article>");
    let html =
        format!("<html><body><div class=today-date>22 November 2026</div><p>Monday, 22 November 2026</p>{article}");
    assert_eq!(page(&html).document.metadata.published.map(|day| day.to_string()).as_deref(), Some("2026-03-07"));
}

#[test]
fn dates_of_metadata_come_in_many_forms() {
    for (said, day) in [
        ("2026-03-07T09:00:00.000+0100", "2026-03-07T09:00:00+01:00"),
        ("2026-03-07 09:00:00 +0100", "2026-03-07T09:00:00+01:00"),
        ("2026-03-07T09:00+01:00", "2026-03-07T09:00:00+01:00"),
        ("Sat, 07 Mar 2026 09:00:00 GMT", "2026-03-07T09:00:00Z"),
        ("March 7th, 2026 at 9:00 o'clock", "2026-03-07"),
        ("7 mars 2026", "2026-03-07"),
    ] {
        let ld = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"A","datePublished":"{said}"}}</script>"#
        );
        for head in [ld, format!(r#"<meta name="pubdate" content="{said}">"#)] {
            let html = plain().replace("</head>", &format!("{head}</head>"));
            let published = page(&html).document.metadata.published.map(|date| date.to_string());
            assert_eq!(published.as_deref(), Some(day), "{head}");
        }
    }
}

#[test]
fn a_page_that_was_published_again_keeps_the_day_of_its_address() {
    let of = |address: &str, day: &str| {
        let link = format!("<link rel=canonical href='https://post.example/{address}'>");
        days(&format!("{link}<meta property=article:published_time content='{day}T08:00:00+01:00'>"), "").0
    };
    assert_eq!(of("2024/5/12/quay", "2026-03-01").as_deref(), Some("2024-05-12"));
    assert_eq!(of("2026/2/27/quay", "2026-03-01").as_deref(), Some("2026-03-01"));
    assert_eq!(of("2026/5/12/regatta", "2026-03-01").as_deref(), Some("2026-03-01"), "an event to come");
}
