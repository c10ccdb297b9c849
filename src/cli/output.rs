//! Files that rows are written into.

use super::interrupt;
use super::options::Dialect;
use crate::Error;
use crate::report::{Format, Screen, Table, kinds, write};
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Width of a table in a file.
const WIDTH: u16 = 120;

/// A file that is whole or not there: written beside its place and moved there when it is done. A link is followed; what
/// is no regular file (a pipe, a device) is written into and never replaced.
pub(super) struct Output {
    path: PathBuf,
    beside: Option<PathBuf>,
    file: Option<BufWriter<File>>,
}

impl Output {
    /// Makes the file beside its place, so that a folder that cannot be written is said before the work. No database is
    /// written over.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let mut start = [0; 15];
        if path.is_file()
            && File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
            && start == *b"SQLite format 3"
        {
            return Err(
                Error::new("write", path.display(), "it is a database").hint("name another file: -o discrepancies.csv")
            );
        }
        Self::replacing(path)
    }

    /// The same, whatever stands there.
    pub fn replacing(path: &Path) -> Result<Self, Error> {
        let fails = |cause: &dyn std::fmt::Display, hint: &str| {
            Err(Error::new("write", path.display(), cause).hint(hint.to_owned()))
        };
        if path.is_dir() {
            return fails(&"it is a folder", "name a file: -o discrepancies.csv");
        }
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
            return match fs::OpenOptions::new().write(true).open(path) {
                Ok(file) => Ok(Self { path: path.clone(), beside: None, file: Some(BufWriter::new(file)) }),
                Err(error) => fails(&error, "-o takes a file in a folder that can be written"),
            };
        }
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let beside = PathBuf::from(name);
        interrupt::unfinished(&beside, path);
        match File::create(&beside) {
            Ok(file) => Ok(Self { path: path.clone(), beside: Some(beside), file: Some(BufWriter::new(file)) }),
            Err(error) => fails(&error, "-o takes a file in a folder that can be written"),
        }
    }

    /// The format that the file's name asks for: CSV, unless it ends otherwise.
    pub fn format(path: &Path) -> Format {
        match path.extension().map(|ending| ending.to_ascii_lowercase()).as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("tsv") => Format::Tsv,
            Some("json") => Format::Json,
            Some("jsonl" | "ndjson") => Format::Jsonl,
            Some("md" | "markdown") => Format::Markdown,
            _ => Format::Csv,
        }
    }

    /// Where the bytes go.
    pub fn out(&mut self) -> impl Write {
        Sink(self.file.as_mut())
    }

    /// Where SQLite may write a file of its own: an empty one stands there. None for a pipe or device.
    pub fn beside(&self) -> Option<&Path> {
        self.beside.as_deref()
    }

    /// Moves the file to its place.
    pub fn place(mut self) -> Result<(), Error> {
        let failed = |error| Error::new("write", self.path.display(), error).hint("is the disk full?");
        let Some(mut file) = self.file.take() else { return Ok(()) };
        file.flush().map_err(failed)?;
        let Some(beside) = &self.beside else { return Ok(()) };
        file.get_ref().sync_all().map_err(failed)?;
        drop(file);
        fs::rename(beside, &self.path).map_err(failed)
    }

    /// Writes the rows and moves the file to its place.
    pub fn write(mut self, table: &Table, format: Format, dialect: Dialect) -> Result<(), Error> {
        let screen = Screen { width: WIDTH, colour: false };
        let written = write(table, &kinds(&table.columns), format, dialect.into(), screen, &mut self.out());
        written.map_err(|error| Error::new("write", self.path.display(), error).hint("is the disk full?"))?;
        self.place()
    }
}

/// The file of an [`Output`]; nothing where it has been moved already.
struct Sink<'o>(Option<&'o mut BufWriter<File>>);

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.as_mut().map_or(Ok(bytes.len()), |file| file.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.as_mut().map_or(Ok(()), |file| file.flush())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // After the move there is nothing left at this path.
        let _ = self.beside.as_ref().map(fs::remove_file);
        if let Some(beside) = &self.beside {
            interrupt::finished(beside);
        }
    }
}
