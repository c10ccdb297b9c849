//! Inputs → documents and what is read from them: many at a time, handed on in the order of the input.

use super::inputs::{Input, Listing, Origin, sidecars, unreadable};
use super::interrupt;
use super::options::Reading;
use super::progress::Progress;
use super::session::{Session, Stop};
use crate::Error;
use crate::claim::{Extraction, extract};
use crate::intake::{self, Layer, Piece, Record, Terms, records, unpacked};
use crate::lexicon::Lexicon;
use crate::text::{Basis, Document};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::Instant;

/// So many documents or bytes make a batch; two batches are under way at a time, so memory is bounded by the batch and
/// not by the input.
const BATCH: usize = 512;
const BATCH_BYTES: u64 = 4 << 20;

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
    Record { origin: Arc<str>, path: Option<Arc<str>>, layers: Arc<[Layer]>, record: Record },
    Fault(String, Error),
}

impl Work {
    fn size(&self) -> u64 {
        match self {
            Work::File(input) => input.size,
            Work::Record { record, .. } => record.size() as u64,
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
/// `turn` is what is done with each document while still in parallel. Says how many parts of archives were no pages.
pub(super) fn read<T: Send>(
    session: &Session,
    listing: Listing,
    reading: &Reading,
    lexicon: &Lexicon,
    pool: &rayon::ThreadPool,
    turn: impl Fn(Outcome) -> T + Sync + Send,
    mut each: impl FnMut(Vec<T>, &Progress) -> Result<(), Stop>,
) -> Result<usize, Stop> {
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
    let passed_over = Arc::new(AtomicUsize::new(0));
    let files = listing.inputs.into_iter().flat_map(|input| pieces(input, &flags, reading, &passed_over));
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
                    batch.into_par_iter().map(|piece| turn(outcome(piece, flags, reading, lexicon))).collect::<Vec<_>>()
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
        Ok(passed_over.load(Ordering::Relaxed))
    })
}

/// The pieces of work in an input: itself, or the documents it holds.
fn pieces(
    input: Input,
    flags: &Layer,
    reading: &Reading,
    passed_over: &Arc<AtomicUsize>,
) -> Box<dyn Iterator<Item = Work> + Send> {
    if !input.format.is_many() {
        return Box::new(std::iter::once(Work::File(input)));
    }
    let layers: Arc<[Layer]> = std::iter::once(flags.clone())
        .chain(input.manifest.iter().map(|fields| (Basis::Manifest, fields.shared())))
        .collect();
    let source = match opened(&input) {
        Ok(source) => source,
        Err(error) => return Box::new(std::iter::once(Work::Fault(input.doc, error))),
    };
    let origin: Arc<str> = input.doc.as_str().into();
    let path = matches!(input.origin, Origin::File(_)).then(|| Arc::clone(&origin));
    let passed_over = Arc::clone(passed_over);
    Box::new(records(input.format, source, &input.doc, reading.max_size).filter_map(move |piece| match piece {
        Piece::Record(record) => {
            Some(Work::Record { origin: Arc::clone(&origin), path: path.clone(), layers: Arc::clone(&layers), record })
        }
        Piece::Fault(place, error) => Some(Work::Fault(place, error)),
        Piece::PassedOver => {
            passed_over.fetch_add(1, Ordering::Relaxed);
            None
        }
    }))
}

/// The bytes of an input, unpacked.
fn opened(input: &Input) -> Result<Box<dyn BufRead + Send>, Error> {
    let packed: Box<dyn BufRead + Send> = match &input.origin {
        Origin::Stdin => Box::new(BufReader::new(std::io::stdin())),
        Origin::File(path) => Box::new(BufReader::new(File::open(path).map_err(|error| unreadable(path, &error))?)),
    };
    unpacked(packed).map_err(|error| unreadable(Path::new(&input.doc), &error))
}

/// What a piece of work gives. A fault of our own on one document is said of that document and stops nothing else.
fn outcome(work: Work, flags: &Layer, reading: &Reading, lexicon: &Lexicon) -> Outcome {
    let name = match &work {
        Work::File(input) => input.doc.clone(),
        Work::Record { origin, record, .. } => record.place(origin),
        Work::Fault(place, _) => place.clone(),
    };
    catch_unwind(AssertUnwindSafe(|| read_one(work, flags, reading, lexicon)))
        .unwrap_or_else(|_| {
            Err(Error::new("read", &name, "the program failed on it, which is a fault of the program")
                .hint("report it with the document; the others are read"))
        })
        .map_err(|error| Box::new((name, error)))
}

fn read_one(work: Work, flags: &Layer, reading: &Reading, lexicon: &Lexicon) -> Result<Box<Read>, Error> {
    let begun = Instant::now();
    let enough = || begun.elapsed().as_secs() >= reading.max_seconds;
    let terms = Terms { depth: reading.max_depth, keep_raw: reading.keep_raw, enough: &enough, ..Terms::default() };
    let (taken, path) = match work {
        Work::Fault(_, error) => return Err(error),
        Work::Record { origin, path, layers, record } => {
            let taken = intake::document(&origin, record, &layers, reading.text_field.as_deref(), &terms)?;
            (taken, path.map(|path| path.to_string()))
        }
        Work::File(input) => {
            let path = matches!(input.origin, Origin::File(_)).then(|| input.doc.clone());
            (file(&input, flags, reading, &terms)?, path)
        }
    };
    let extraction = extraction(&taken.document, lexicon);
    Ok(Box::new(Read { document: taken.document, extraction, path, warnings: taken.warnings }))
}

/// What is read from a document: the same when it is read for the first time and when it is read again.
pub(super) fn extraction(document: &Document, lexicon: &Lexicon) -> Extraction {
    extract(document, lexicon)
}

/// One file as one article, with what its sidecar says of it.
fn file(input: &Input, flags: &Layer, reading: &Reading, terms: &Terms<'_>) -> Result<intake::Intake, Error> {
    let mut layers = vec![flags.clone()];
    layers.extend(input.manifest.iter().map(|fields| (Basis::Manifest, fields.clone())));
    let mut warnings = Vec::new();
    if let Origin::File(path) = &input.origin {
        match beside(path) {
            Ok(fields) => layers.extend(fields.map(|fields| (Basis::Sidecar, fields))),
            Err(error) => warnings.push(error),
        }
    }
    let mut bytes = Vec::new();
    let most = reading.max_size as u64;
    let source = opened(input)?;
    source.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(Path::new(&input.doc), &error))?;
    if bytes.len() as u64 > most {
        return Err(Error::new("read", &input.doc, format!("longer than {most} bytes, so no article")).hint(
            "allow more with --max-size, or put its articles on lines of their own as JSON: {\"id\": …, \"text\": …}",
        ));
    }
    let mut taken = intake::article(&input.doc, bytes, input.format, &layers, terms)?;
    warnings.append(&mut taken.warnings);
    Ok(intake::Intake { document: taken.document, warnings })
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
