//! Web archives: the pages that they hold, one in memory at a time. The form is ISO 28500; what is no page, or was
//! answered with anything but 200, is passed over.

use super::{Page, Piece, Record};
use crate::Error;
use crate::intake::{Field, Fields, Format};
use std::io::{self, BufRead, Read};

/// The longest head of a record, in bytes.
const HEAD: u64 = 64 << 10;

/// The most lines that the head of an answer may have.
const LINES: usize = 256;

/// The pages of an archive.
pub(super) struct Pages {
    source: Option<Box<dyn BufRead + Send>>,
    origin: String,
    number: usize,
    most: usize,
}

/// The head of a record, its names in lower case.
#[derive(Debug, Default)]
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Pages {
    pub fn of(source: Box<dyn BufRead + Send>, origin: String, most: usize) -> Self {
        Self { source: Some(source), origin, number: 0, most }
    }

    /// The head of the next record; none at the end.
    fn head(&mut self) -> io::Result<Option<Head>> {
        let Some(source) = self.source.as_mut() else { return Ok(None) };
        let mut limited = source.by_ref().take(HEAD);
        let mut line = Vec::new();
        loop {
            line.clear();
            if limited.read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                break;
            }
        }
        if !line.starts_with(b"WARC/") {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "no `WARC/1.0` or `WARC/1.1` where a record must begin",
            ));
        }
        let mut head = Head::default();
        loop {
            line.clear();
            if limited.read_until(b'\n', &mut line)? == 0 {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the head of the record does not end"));
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim();
            if text.is_empty() {
                return Ok(Some(head));
            }
            if let Some((name, value)) = text.split_once(':') {
                head.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }

    /// The next record as a page, or why it is none.
    fn page(&mut self) -> io::Result<Option<Piece>> {
        let Some(head) = self.head()? else { return Ok(None) };
        self.number += 1;
        let size: u64 = head
            .get("content-length")
            .and_then(|size| size.parse().ok())
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the record does not say how long it is"))?;
        let address = head.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let name = address.clone().unwrap_or_else(|| format!("{}#{}", self.origin, self.number));
        let kind = head.get("warc-type").unwrap_or("");
        let Some(source) = self.source.as_mut() else { return Ok(None) };
        let mut block = source.by_ref().take(size);
        let piece = if !matches!(kind, "response" | "resource" | "conversion") {
            Piece::PassedOver
        } else if size > self.most as u64 {
            let cause = format!("record {} of the archive is longer than {} bytes", self.number, self.most);
            Piece::Fault(name.clone(), Error::new("read", &name, cause).hint("allow more with --max-size"))
        } else {
            let mut bytes = Vec::new();
            block.read_to_end(&mut bytes)?;
            if (bytes.len() as u64) < size {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends in the middle of a record"));
            }
            match answer(kind, &head, bytes, self.most) {
                Ok(Some((format, declared, bytes))) => {
                    let mut fields = Fields::default();
                    fields.set(Field::Url, address.as_deref().unwrap_or(""));
                    fields.set(Field::Retrieved, head.get("warc-date").unwrap_or(""));
                    Piece::Record(Record::Page(Box::new(Page { name, format, declared, fields, bytes })))
                }
                Ok(None) => Piece::PassedOver,
                Err(cause) => Piece::Fault(name.clone(), Error::new("read", &name, cause)),
            }
        };
        io::copy(&mut block, &mut io::sink())?;
        Ok(Some(piece))
    }
}

impl Iterator for Pages {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        match self.page() {
            Ok(Some(piece)) => Some(piece),
            Ok(None) => {
                self.source = None;
                None
            }
            Err(error) => {
                // Where one record's end is not known, no other can be found.
                self.source.take()?;
                let place = format!("{}#{}", self.origin, self.number + 1);
                let fault = Error::new("read", &place, error).hint("the rest of the archive is not read");
                Some(Piece::Fault(place, fault))
            }
        }
    }
}

/// The page in a record: its form, the encoding that was declared, its bytes. None where it is no page.
type Answer = Option<(Format, Option<String>, Vec<u8>)>;

fn answer(kind: &str, head: &Head, bytes: Vec<u8>, most: usize) -> Result<Answer, String> {
    let of_record = head.get("content-type").unwrap_or("");
    if kind != "response" || !of_record.starts_with("application/http") {
        return Ok(form(of_record).map(|(format, declared)| (format, declared, bytes)));
    }
    let mut lines = [httparse::EMPTY_HEADER; LINES];
    let mut response = httparse::Response::new(&mut lines);
    let config = &mut httparse::ParserConfig::default();
    config.allow_spaces_after_header_name_in_responses(true).ignore_invalid_headers_in_responses(true);
    let begins = match config.parse_response(&mut response, &bytes) {
        Ok(httparse::Status::Complete(begins)) => begins,
        Ok(httparse::Status::Partial) => return Err("the head of the answer does not end".to_owned()),
        Err(error) => return Err(format!("the head of the answer is no HTTP: {error}")),
    };
    if response.code != Some(200) {
        return Ok(None);
    }
    let value = |name: &str| {
        let found = response.headers.iter().find(|line| line.name.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(found.value).trim().to_ascii_lowercase())
    };
    let Some((format, declared)) = form(&value("content-type").unwrap_or_default()) else { return Ok(None) };
    let mut body = bytes.get(begins..).unwrap_or(&[]).to_vec();
    if value("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        // Many archives keep the head of the answer and the body without its chunks.
        body = joined(&body).unwrap_or(body);
    }
    let body = match value("content-encoding").as_deref() {
        None | Some("" | "identity" | "none") => body,
        Some("gzip" | "x-gzip") if !body.starts_with(&[0x1F, 0x8B]) => body,
        Some("gzip" | "x-gzip") => limited(flate2::read::MultiGzDecoder::new(body.as_slice()), most)?,
        Some("deflate") => limited(flate2::read::ZlibDecoder::new(body.as_slice()), most)
            .or_else(|_| limited(flate2::read::DeflateDecoder::new(body.as_slice()), most))?,
        Some("br") => limited(brotli_decompressor::Decompressor::new(body.as_slice(), 4096), most)?,
        Some("zstd") => limited(zstd::stream::read::Decoder::new(body.as_slice()).map_err(|e| e.to_string())?, most)?,
        Some(other) => return Err(format!("the answer is packed with `{other}`, which is not read")),
    };
    Ok(Some((format, declared, body)))
}

/// What of a content type is read, and the encoding it names.
fn form(kind: &str) -> Option<(Format, Option<String>)> {
    let (kind, rest) = kind.split_once(';').unwrap_or((kind, ""));
    let format = match kind.trim() {
        "text/html" | "application/xhtml+xml" => Format::Html,
        "text/plain" => Format::Text,
        _ => return None,
    };
    let declared = rest.split(';').find_map(|part| part.trim().strip_prefix("charset="));
    Some((format, declared.map(|name| name.trim_matches(['"', '\'', ' ']).to_owned()).filter(|name| !name.is_empty())))
}

/// A body without the lengths of its chunks; none where it has none.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = memchr::memchr(b'\n', rest.get(..64).unwrap_or(rest))?;
        let line = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..size.min(rest.len()))?);
        // A body that was cut off is what there is of it.
        let Some(after) = rest.get(size..) else { return Some(whole) };
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

/// All that a reader gives, if it is not too much.
fn limited(source: impl Read, most: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    source
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("the answer cannot be unpacked: {error}"))?;
    if bytes.len() > most {
        return Err(format!("the answer is longer than {most} bytes once unpacked; allow more with --max-size"));
    }
    Ok(bytes)
}
