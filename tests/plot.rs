//! The dot-and-interval plot: where dots and bars stand, and that no article can do more in it than be read.

use crate::builder::page;
use factledger::claim::{Claim, extract};
use factledger::lexicon::Lexicon;
use factledger::report::Plot;

/// The first claim of each text, said by the source before it.
fn claims(texts: &[(&str, &str)]) -> Vec<Claim> {
    let lexicon = Lexicon::builtin().expect("the vocabulary is sound");
    let first = |(at, (source, text)): (usize, &(&str, &str))| {
        let document = page(&format!("{at}.txt"), &format!("https://a.example/{at}"), source, text);
        extract(&document, &lexicon).claims.into_iter().next().expect("the text holds a number")
    };
    texts.iter().enumerate().map(first).collect()
}

fn plot(texts: &[(&str, &str)]) -> Plot {
    let claims = claims(texts);
    Plot::of(&claims, &claims[0].unit.clone(), &Lexicon::builtin().expect("the vocabulary is sound"))
}

/// The values of an attribute of the elements of a class or name, as parts of a hundred.
fn places(html: &str, element: &str, attribute: &str) -> Vec<f64> {
    let elements = html.split('<').filter(|part| part.starts_with(element));
    let value = |part: &str| part.split_once(&format!(" {attribute}=\""))?.1.split('%').next()?.parse().ok();
    elements.filter_map(value).collect()
}

#[test]
fn a_dot_for_each_number_and_a_bar_for_what_it_permits() {
    let html = plot(&[
        ("Post", "The ferry carried 4.2 million visitors."),
        ("Wire", "The ferry carried nearly 4.5 million visitors."),
        ("Courier", "The ferry carried 4 million to 5 million visitors."),
    ])
    .html("visitors");
    let dots = places(&html, "circle", "cx");
    assert_eq!(dots.len(), 2, "a range has no dot: {html}");
    assert!(dots[0] < dots[1], "{dots:?}");
    let permits: Vec<_> = places(&html, "line class=\"permits\"", "x1")
        .into_iter()
        .zip(places(&html, "line class=\"permits\"", "x2"))
        .collect();
    assert_eq!(permits.len(), 2, "the hedge and the range have a bar: {html}");
    // Rows stand in order of time, then source: Courier, Post, Wire.
    assert!(permits[1].0 < permits[1].1 && (permits[1].1 - dots[1]).abs() < 0.01, "nearly ends at its number: {html}");
    let reach = places(&html, "line class=\"reach\"", "x1");
    assert!(reach.iter().any(|from| *from < dots[0]), "4.2 million may have been rounded: {html}");
    assert!(html.contains("<title>nearly 4.5 million: 4.05 million to 4.5 million</title>"), "{html}");
}

#[test]
fn an_open_end_has_an_arrow() {
    let html =
        plot(&[("Post", "At least 40 people were rescued."), ("Wire", "The crew rescued 55 people.")]).html("rescued");
    assert_eq!(html.matches("class=\"arrow\"").count(), 1, "{html}");
    assert!(html.contains("40 or more"), "{html}");
}

#[test]
fn figures_far_apart_stand_on_a_logarithmic_line() {
    let texts = [
        ("Post", "The bridge cost $38 million."),
        ("Wire", "The bridge cost $38 billion."),
        ("Sun", "It cost $40 million."),
    ];
    let plot = plot(&texts);
    assert!(plot.logarithmic);
    let dots = places(&plot.html("cost"), "circle", "cx");
    assert!(dots.iter().any(|place| *place > 90.0) && dots.iter().any(|place| *place < 10.0), "{dots:?}");
}

#[test]
fn other_units_are_converted_and_strange_ones_listed() {
    let plot = plot(&[
        ("Post", "The road is 100 kilometres long."),
        ("Wire", "The road is 62 miles long."),
        ("Sun", "The road cost $5 million."),
    ]);
    let html = plot.html("length");
    let dots = places(&html, "circle", "cx");
    assert_eq!((plot.marks.len(), dots.len()), (3, 2), "{html}");
    assert!((dots[0] - dots[1]).abs() < 30.0, "62 miles are 99.8 kilometres: {dots:?}");
    assert!(html.contains("not drawn"), "{html}");
}

#[test]
fn a_story_that_is_told_often_is_cut() {
    let texts: Vec<(String, String)> =
        (0..150).map(|n| (format!("Outlet {n}"), format!("The port counted {} ships.", n + 3))).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
    let plot = plot(&texts);
    assert_eq!((plot.marks.len(), plot.left_out), (100, 50));
    assert!(plot.html("ships").contains("And 50 more."));
}

#[test]
fn words_of_articles_are_only_seen() {
    let source = "<script>alert(1)</script>\u{202e}\"onload='x' \u{7}{{ 7*7 }}";
    let html = plot(&[(source, "The port counted 12 ships.")]).html("<img src=x onerror=alert(1)>");
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("'x'"), "{html}");
    assert!(!html.contains('\u{202e}') && !html.contains('\u{7}'), "{html:?}");
    assert!(html.contains("\\u{202e}") && html.contains("{{ 7*7 }}"), "what was there is shown: {html}");
    assert!(!html.contains(" style=") && !html.contains("javascript:"), "a strict page takes it: {html}");
}
