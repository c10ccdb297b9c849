//! Texts that no newspaper prints and a crawl holds: the time to read them must grow with their length and no faster.

use super::measure;
use factledger::claim::extract;
use factledger::lexicon::Lexicon;
use factledger::text::{Document, Metadata};

/// A text of a shape and of about so many bytes.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: [Shape; 14] = [
    ("no full stop", |size| "the boat sailed past 12 grey barges and on to the quay ".repeat(size / 55)),
    ("no full stop, no number", |size| "the boat sailed past the grey barges and on to the quay ".repeat(size / 56)),
    ("one number of digits", |size| "7".repeat(size)),
    ("one number with commas", |size| "7,123,".repeat(size / 6)),
    ("brackets", |size| format!("{}12{}", "(".repeat(size / 2), ")".repeat(size / 2))),
    ("numbers only", |size| "42 ".repeat(size / 3)),
    ("numbers on lines", |size| "1,042\n".repeat(size / 6)),
    ("number words", |size| "twenty two million ".repeat(size / 19)),
    ("blanks", |size| format!("12{}boats", " ".repeat(size))),
    ("line breaks", |size| format!("12{}boats", "\n".repeat(size))),
    ("full stops", |size| format!("12 boats {} sank", ".".repeat(size))),
    ("quotation marks", |size| format!("12 \"{}", "a. \" b \"c ".repeat(size / 10))),
    ("one word", |size| "quay".repeat(size / 4)),
    ("says who", |size| "\"12 boats,\" said Smith. ".repeat(size / 23)),
];

/// Prints the time for each shape at four sizes up to `largest`, and the exponent of growth between the last two.
pub fn print(lexicon: &Lexicon, largest: usize) {
    println!(
        "\n{:<28} {:>8} {:>8} {:>8} {:>8}   s; growth: 1 is linear",
        "shape, up to MB",
        "1/8",
        "1/4",
        "1/2",
        largest >> 20
    );
    for (name, text) in SHAPES {
        let times = [8, 4, 2, 1].map(|part| {
            let metadata = Metadata { published: "2020-05-06".parse().ok(), ..Metadata::default() };
            let document = Document::new("shape".to_owned(), None, text(largest / part), 0, metadata);
            measure::time(|| drop(std::hint::black_box(extract(&document, lexicon)))).as_secs_f64()
        });
        let [a, b, c, d] = times;
        println!("{name:<28} {a:>8.3} {b:>8.3} {c:>8.3} {d:>8.3}   {:.2}", (d / c.max(1e-9)).log2());
    }
}
