//! Inputs → documents and what is read from them: many at a time, handed on in the order of the input.

use super::inputs::{Input, Listing, Origin, sidecars, unreadable};
use super::interrupt;
use super::options::Reading;
use super::progress::Progress;
use super::session::{Session, Stop};
use crate::Error;
use crate::claim::{Extraction, extract};
use crate::intake::{self, Format, JSON_LINE_LIMIT, Layer};
use crate::lexicon::Lexicon;
use crate::text::{Basis, Document};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read as _};
use std::path::Path;
use std::sync::mpsc::sync_channel;

/// So many documents or bytes make a batch; two batches are under way at a time, so memory is bounded by the batch and
/// not by the input.
const BATCH: usize = 64;
const BATCH_BYTES: u64 = 8 << 20;

/// The largest file that is one article, in bytes.
const ARTICLE_LIMIT: u64 = 64 << 20;

/// A document with all that was read from it.
pub(super) struct Read {
    pub document: Document,
    pub extraction: Extraction,
    /// The file it stands in.
    pub path: Option<String>,
    /// What of its metadata was left out.
    pub warnings: Vec<Error>,
}

/// A document, or the path or line that gave none.
pub(super) type Outcome = Result<Box<Read>, Box<(String, Error)>>;

/// One piece of work.
enum Work {
    File(Input),
    Line { origin: String, path: Option<String>, shared: Vec<Layer>, number: usize, bytes: Vec<u8> },
    Fault(String, Error),
}

impl Work {
    fn size(&self) -> u64 {
        match self {
            Work::File(input) => input.size,
            Work::Line { bytes, .. } => bytes.len() as u64,
            Work::Fault(..) => 0,
        }
    }
}

/// Threads to read and link with.
pub(super) fn threads(count: Option<usize>) -> Result<rayon::ThreadPool, Error> {
    // 0 lets rayon ask for the number of cores.
    rayon::ThreadPoolBuilder::new()
        .num_threads(count.unwrap_or(0))
        .build()
        .map_err(|error| Error::new("start", "the threads that read", error).hint("try --threads 1"))
}

/// Reads everything on the list and hands it on in batches, in the order of the list whatever the number of threads.
/// `turn` is what is done with each document while still in parallel.
pub(super) fn read<T: Send>(
    session: &Session,
    listing: Listing,
    reading: &Reading,
    lexicon: &Lexicon,
    pool: &rayon::ThreadPool,
    turn: impl Fn(Outcome) -> T + Sync + Send,
    mut each: impl FnMut(Vec<T>, &Progress) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let total = if listing.inputs.iter().any(|input| input.origin == Origin::Stdin) {
        0
    } else {
        listing.inputs.iter().map(|input| input.size).sum()
    };
    if total == 0 && listing.inputs.iter().any(|input| input.origin == Origin::Stdin) && std::io::stdin().is_terminal()
    {
        session.note("reading standard input; Ctrl-D ends it");
    }
    let mut progress = Progress::bytes("reading", total, session.global.quiet);
    let flags: Layer = (Basis::Flag, reading.fields());
    let faults = listing.faults.into_iter().map(|(path, error)| Work::Fault(path, error));
    let files = listing.inputs.into_iter().flat_map(|input| pieces(input, &flags));
    let mut work = faults.chain(files).peekable();
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<(Vec<T>, u64)>(1);
        let (flags, turn) = (&flags, &turn);
        scope.spawn(move || {
            // Told to stop, no new batch is begun; what was read is handed on.
            while !interrupt::stopped() && work.peek().is_some() {
                let (mut batch, mut size) = (Vec::with_capacity(BATCH), 0);
                while batch.len() < BATCH && size < BATCH_BYTES {
                    let Some(piece) = work.next() else { break };
                    size += piece.size();
                    batch.push(piece);
                }
                let outcomes = pool.install(|| {
                    batch.into_par_iter().map(|piece| turn(outcome(piece, flags, lexicon))).collect::<Vec<_>>()
                });
                // The other end is gone when it failed: nothing more is to be done.
                if sender.send((outcomes, size)).is_err() {
                    break;
                }
            }
        });
        for (outcomes, size) in receiver {
            let count = outcomes.len() as u64;
            each(outcomes, &progress)?;
            progress.advance(size, count);
        }
        Ok(())
    })
}

/// The pieces of work in an input: itself, or its lines.
fn pieces(input: Input, flags: &Layer) -> Box<dyn Iterator<Item = Work> + Send> {
    if input.format != Format::JsonLines {
        return Box::new(std::iter::once(Work::File(input)));
    }
    let shared: Vec<Layer> = std::iter::once(flags.clone())
        .chain(input.manifest.iter().map(|fields| (Basis::Manifest, fields.shared())))
        .collect();
    let (source, path): (Box<dyn BufRead + Send>, _) = match &input.origin {
        Origin::Stdin => (Box::new(BufReader::new(std::io::stdin())), None),
        Origin::File(path) => match File::open(path) {
            Ok(file) => (Box::new(BufReader::new(file)), Some(input.doc.clone())),
            Err(error) => {
                return Box::new(std::iter::once(Work::Fault(input.doc, unreadable(path, &error))));
            }
        },
    };
    Box::new(Lines { source: Some(source), origin: input.doc, path, shared, number: 0 })
}

/// The lines of a file of JSON lines, one in memory at a time; blank ones are passed over.
struct Lines {
    source: Option<Box<dyn BufRead + Send>>,
    origin: String,
    path: Option<String>,
    shared: Vec<Layer>,
    number: usize,
}

impl Iterator for Lines {
    type Item = Work;

    fn next(&mut self) -> Option<Work> {
        loop {
            let source = self.source.as_mut()?;
            let mut bytes = Vec::new();
            self.number += 1;
            let place = format!("{}:{}", self.origin, self.number);
            match source.by_ref().take(JSON_LINE_LIMIT as u64 + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => {
                    self.source = None;
                    return None;
                }
                Ok(read) if read > JSON_LINE_LIMIT => {
                    let skipped = skip_line(source);
                    let cause = format!("the line is longer than {} MiB", JSON_LINE_LIMIT >> 20);
                    if skipped.is_err() {
                        self.source = None;
                    }
                    return Some(Work::Fault(place.clone(), Error::new("read", place, cause)));
                }
                Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => {
                    return Some(Work::Line {
                        origin: self.origin.clone(),
                        path: self.path.clone(),
                        shared: self.shared.clone(),
                        number: self.number,
                        bytes,
                    });
                }
                Err(error) => {
                    self.source = None;
                    return Some(Work::Fault(place.clone(), Error::new("read", place, error)));
                }
            }
        }
    }
}

/// Goes past the end of the line without keeping it.
fn skip_line(source: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = source.fill_buf()?;
        let (used, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        source.consume(used);
        if done {
            return Ok(());
        }
    }
}

fn outcome(work: Work, flags: &Layer, lexicon: &Lexicon) -> Outcome {
    let (taken, path, name) = match work {
        Work::Fault(path, error) => return Err(Box::new((path, error))),
        Work::Line { origin, path, shared, number, bytes } => {
            (intake::json_line(&origin, number, &bytes, &shared), path, format!("{origin}:{number}"))
        }
        Work::File(input) => {
            let path = matches!(input.origin, Origin::File(_)).then(|| input.doc.clone());
            (file(&input, flags), path, input.doc)
        }
    };
    let taken = taken.map_err(|error| Box::new((name, error)))?;
    let extraction = extraction(&taken.document, lexicon);
    Ok(Box::new(Read { document: taken.document, extraction, path, warnings: taken.warnings }))
}

/// What is read from a document: the same when it is read for the first time and when it is read again.
pub(super) fn extraction(document: &Document, lexicon: &Lexicon) -> Extraction {
    extract(document, lexicon)
}

/// One file as one article, with what its sidecar says of it.
fn file(input: &Input, flags: &Layer) -> Result<intake::Intake, Error> {
    let mut layers = vec![flags.clone()];
    layers.extend(input.manifest.iter().map(|fields| (Basis::Manifest, fields.clone())));
    let mut warnings = Vec::new();
    let bytes = match &input.origin {
        Origin::Stdin => limited(std::io::stdin().lock(), &input.doc)?,
        Origin::File(path) => {
            match beside(path) {
                Ok(fields) => layers.extend(fields.map(|fields| (Basis::Sidecar, fields))),
                Err(error) => warnings.push(error),
            }
            limited(File::open(path).map_err(|error| unreadable(path, &error))?, &input.doc)?
        }
    };
    let mut taken = intake::article(&input.doc, bytes, input.format, &layers)?;
    warnings.append(&mut taken.warnings);
    Ok(intake::Intake { document: taken.document, warnings })
}

fn limited(source: impl std::io::Read, place: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    source.take(ARTICLE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| unreadable(Path::new(place), &error))?;
    if bytes.len() as u64 > ARTICLE_LIMIT {
        return Err(Error::new("read", place, format!("longer than {} MiB, so no article", ARTICLE_LIMIT >> 20))
            .hint("put its articles on lines of their own as JSON: {\"id\": …, \"text\": …}"));
    }
    Ok(bytes)
}

/// What the sidecar of a document says, if it has one.
fn beside(path: &Path) -> Result<Option<intake::Fields>, Error> {
    for sidecar in sidecars(path) {
        if sidecar.is_file() {
            let bytes = std::fs::read(&sidecar).map_err(|error| unreadable(&sidecar, &error))?;
            return intake::sidecar(&sidecar.to_string_lossy(), bytes);
        }
    }
    Ok(None)
}
