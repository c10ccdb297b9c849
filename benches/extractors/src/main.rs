//! What an extractor from crates.io keeps of saved web pages: `extractors NAME PAGE…` writes one JSON object a page, as
//! the scorer of the pages reads it, and its speed on standard error. Pages are read as UTF-8, which is in their favour.

use serde_json::{Value, json};
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let (mut bytes, mut seconds) = (0, 0.0);
    for path in arguments {
        let html = String::from_utf8_lossy(&std::fs::read(&path).expect("a page")).into_owned();
        bytes += html.len();
        let begun = Instant::now();
        let found = std::panic::catch_unwind(|| extracted(&name, &html)).unwrap_or(Value::Null);
        seconds += begun.elapsed().as_secs_f64();
        let mut found = if found.is_object() { found } else { json!({}) };
        found["doc"] = json!(path);
        println!("{found}");
    }
    eprintln!("{name}: {:.1} MB/s", bytes as f64 / 1e6 / seconds);
}

fn extracted(name: &str, html: &str) -> Value {
    match name {
        "dom_smoothie" => {
            let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
            let Ok(mut reader) = dom_smoothie::Readability::new(html, None, Some(config)) else { return Value::Null };
            let Ok(found) = reader.parse() else { return Value::Null };
            json!({"text": found.text_content.to_string(), "title": found.title, "author": found.byline,
                "published": found.published_time})
        }
        "legible" => {
            let Ok(found) = legible::parse(html, None, None) else { return Value::Null };
            json!({"text": found.text_content, "title": found.title, "author": found.byline,
                "published": found.published_time})
        }
        "rs-trafilatura" => {
            let Ok(found) = rs_trafilatura::extract(html) else { return Value::Null };
            json!({"text": found.content_text, "title": found.metadata.title, "author": found.metadata.author,
                "published": found.metadata.date.map(|date| date.to_rfc3339())})
        }
        "trafilatura" => {
            let Ok(found) = trafilatura::extract(html, &trafilatura::Options::default()) else { return Value::Null };
            json!({"text": found.content_text, "title": found.metadata.title, "author": found.metadata.author,
                "published": found.metadata.date.map(|date| date.to_string())})
        }
        "readability" => {
            let address = url::Url::parse("https://page.example/").expect("an address");
            let Ok(found) = readability::extractor::extract(&mut html.as_bytes(), &address) else { return Value::Null };
            json!({"text": found.text, "title": found.title})
        }
        _ => panic!("dom_smoothie, legible, rs-trafilatura, trafilatura or readability"),
    }
}
