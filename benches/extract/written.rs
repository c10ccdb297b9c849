//! The articles themselves on standard output, without end in memory: as JSON lines, or as pages in a web archive.

use super::SEED;
use super::corpus::{Article, Corpus};
use std::io::{self, BufWriter, Write};

/// The first of the articles, with so many bytes of text.
fn first(articles: impl Iterator<Item = Article>, bytes: usize) -> impl Iterator<Item = Article> {
    let mut left = bytes;
    articles.take_while(move |article| {
        let begun = left > 0;
        left = left.saturating_sub(article.text.len());
        begun
    })
}

/// Articles as JSON lines; an error where the reader has had enough.
pub fn lines(bytes: usize) -> io::Result<()> {
    written(first(Corpus::new(SEED).all_articles(), bytes))
}

/// News of events that several outlets tell, as JSON lines.
pub fn events(bytes: usize) -> io::Result<()> {
    written(first(Corpus::new(SEED).events().map(|report| report.article), bytes))
}

fn written(articles: impl Iterator<Item = Article>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for article in articles {
        let line = serde_json::json!({
            "id": article.id,
            "source": article.source,
            "title": article.title,
            "published": article.published,
            "text": article.text,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}

/// Articles as the answers of web servers, between them what a page has around its article.
pub fn archive(bytes: usize) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for article in first(Corpus::new(SEED).all_articles(), bytes) {
        let page = page(&article);
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{page}",
            page.len()
        );
        write!(
            out,
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{0}>\r\nWARC-Date: 2026-11-22T09:00:00Z\r\n\
             WARC-Target-URI: https://news.example/{0}\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {1}\r\n\r\n{answer}\r\n\r\n",
            article.id,
            answer.len()
        )?;
    }
    out.flush()
}

fn page(article: &Article) -> String {
    let words = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs: String =
        article.text.split("\n\n").map(|text| format!("<p>{}</p>\n", words(text.trim()))).collect();
    let links: String = (0..40).map(|at| format!("<li><a href=\"/section/{at}\">Section {at}</a></li>\n")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <meta property=\"og:site_name\" content=\"{source}\">\
         <meta property=\"article:published_time\" content=\"{published}\"></head>\n\
         <body><nav><ul>{links}</ul></nav><article><h1>{title}</h1>\n{paragraphs}</article><footer>{links}</footer></body></html>",
        title = words(&article.title),
        source = words(article.source),
        published = article.published,
    )
}
