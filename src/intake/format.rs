//! Which files are read, and what is said to those that are not.

use crate::Error;
use crate::text::vocabulary;

vocabulary! {
    /// How the bytes of an input are to be read.
    Format {
        /// One plain-text article, front matter allowed.
        Text = "text",
        /// One Markdown article, front matter allowed.
        Markdown = "markdown",
        /// One JSON object a line, each an article.
        JsonLines = "jsonl",
    }
}

impl Format {
    /// The format that a file's name tells; an error with what to do where it tells none that is read.
    pub fn of_name(name: &str) -> Result<Self, Error> {
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending);
        let refused = |cause: &str, hint: &str| Err(Error::new("read", name, cause).hint(hint));
        match ending {
            "txt" | "text" => Ok(Self::Text),
            "md" | "markdown" => Ok(Self::Markdown),
            "jsonl" | "ndjson" => Ok(Self::JsonLines),
            "html" | "htm" | "xhtml" => {
                refused("HTML is read from a later version on", "save the article's text as .txt or .md")
            }
            "pdf" => refused("a PDF is no text", "turn it into text first: pdftotext FILE.pdf"),
            "doc" | "docx" | "odt" | "rtf" => refused("an office document is no text", "save it as plain text (.txt)"),
            "json" => refused(
                "a .json file is read only as the sidecar of a document of the same name",
                "if each of its lines is one article: --input-format jsonl",
            ),
            "csv" | "tsv" => refused(
                "tables of articles are read from a later version on",
                "turn its rows into JSON lines with the fields text, source, url and published",
            ),
            "gz" | "zst" | "zip" | "xz" | "bz2" => {
                refused("compressed files are read from a later version on", "unpack it first")
            }
            "warc" | "xml" | "rss" | "atom" => {
                refused("web archives and feeds are read from a later version on", "save the articles as .txt or .md")
            }
            _ => refused(
                "its name does not end in .txt, .md or .jsonl",
                "say how to read it: --input-format text, markdown or jsonl",
            ),
        }
    }
}
