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
        /// One saved web page.
        Html = "html",
        /// One JSON object a line, each an article.
        JsonLines = "jsonl",
        /// A table with a column of texts, each row an article; columns apart by commas or semicolons.
        Csv = "csv",
        /// The same, columns apart by tabs.
        Tsv = "tsv",
        /// A Parquet file with a column of texts, each row an article; only where it was built in.
        Parquet = "parquet",
        /// A web archive: the pages it holds.
        Warc = "warc",
        /// A feed in RSS or Atom: the entries that hold their articles.
        Feed = "feed",
    }
}

impl Format {
    /// Does an input hold many documents, one after the other?
    pub fn is_many(self) -> bool {
        match self {
            Self::Text | Self::Markdown | Self::Html => false,
            Self::JsonLines | Self::Csv | Self::Tsv | Self::Parquet | Self::Warc | Self::Feed => true,
        }
    }

    /// The format that a file's name tells, packed with gzip or zstd or not; an error with what to do where it tells
    /// none that is read.
    pub fn of_name(name: &str) -> Result<Self, Error> {
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        let plain = [".gz", ".zst"].iter().find_map(|packed| last.strip_suffix(packed)).unwrap_or(&last);
        let ending = plain.rsplit_once('.').map_or("", |(_, ending)| ending);
        let refused = |cause: &str, hint: &str| Err(Error::new("read", name, cause).hint(hint));
        match ending {
            "txt" | "text" => Ok(Self::Text),
            "md" | "markdown" => Ok(Self::Markdown),
            "html" | "htm" | "xhtml" => Ok(Self::Html),
            "jsonl" | "ndjson" => Ok(Self::JsonLines),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            "parquet" => Ok(Self::Parquet),
            "warc" => Ok(Self::Warc),
            "xml" | "rss" | "atom" => Ok(Self::Feed),
            "pdf" => refused("a PDF is no text", "turn it into text first: pdftotext FILE.pdf"),
            "doc" | "docx" | "odt" | "rtf" => refused("an office document is no text", "save it as plain text (.txt)"),
            "xls" | "xlsx" | "ods" => refused("a spreadsheet is no text", "save it as CSV with a column `text`"),
            "json" => refused(
                "a .json file is read only as the sidecar of a document of the same name",
                "if each of its lines is one article: --input-format jsonl",
            ),
            "zip" | "xz" | "bz2" | "7z" | "tar" | "tgz" | "rar" => {
                refused("of packed files only .gz and .zst are read", "unpack it first")
            }
            "mht" | "mhtml" | "webarchive" => refused("it is a browser's own archive", "save the page as HTML"),
            _ => refused(
                "its name does not tell what it is: .txt .md .html .jsonl .csv .tsv .warc .rss .atom .xml, packed or not",
                "say how to read it: --input-format text, markdown, html, jsonl, csv, tsv, warc or feed",
            ),
        }
    }
}
