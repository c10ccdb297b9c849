//! Where an export goes: standard output, a file, a folder of files. What is there is written over under `--force` only,
//! and a file is whole or not there.

use crate::Error;
use crate::cli::interrupt;
use crate::cli::output::Output;
use crate::cli::session::{Session, Stop};
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// One file, or standard output.
pub(super) enum Target {
    Stdout(BufWriter<Box<dyn Write>>),
    File(Output, PathBuf),
}

impl Target {
    /// The file that `-o` names; none and `-` are standard output.
    pub fn of(session: &Session, path: Option<&Path>, force: bool) -> Result<Self, Error> {
        match path.filter(|path| *path != Path::new("-")) {
            Some(path) => Ok(Self::File(open(session, path, force)?, path.to_owned())),
            None => Ok(Self::Stdout(session.data())),
        }
    }

    /// Writes into it.
    pub fn write(&mut self, work: impl FnOnce(&mut dyn Write) -> Result<(), Stop>) -> Result<(), Stop> {
        match self {
            Self::Stdout(out) => {
                work(out)?;
                Ok(out.flush()?)
            }
            Self::File(output, path) => work(&mut output.out()).map_err(|stop| named(stop, path)),
        }
    }

    /// Moves the file to its place.
    pub fn done(self) -> Result<(), Stop> {
        match self {
            Self::Stdout(_) => Ok(()),
            Self::File(output, _) => Ok(output.place()?),
        }
    }

    /// Has a database written where there is an empty file, and brings it to its place.
    pub fn database(self, work: impl FnOnce(&Path) -> Result<(), Error>) -> Result<(), Stop> {
        if let Self::File(output, _) = &self
            && let Some(beside) = output.beside()
        {
            work(beside)?;
            return self.done();
        }
        no_bytes_on_a_terminal()?;
        let path = std::env::temp_dir().join(format!("factledger.{}.db", std::process::id()));
        interrupt::unfinished(&path, Path::new("standard output"));
        let copied = work(&path).map_err(Stop::from).and_then(|()| {
            let mut file = fs::File::open(&path)?;
            let mut target = self;
            target.write(|out| io::copy(&mut file, out).map(|_| ()).map_err(Stop::from))?;
            target.done()
        });
        let _ = fs::remove_file(&path);
        interrupt::finished(&path);
        copied
    }
}

/// An error where standard output is a terminal: it would show no text.
pub(super) fn no_bytes_on_a_terminal() -> Result<(), Error> {
    if io::stdout().is_terminal() {
        return Err(Error::new("write to", "the terminal", "it is no text").hint("name a file with -o"));
    }
    Ok(())
}

/// Files in one folder, moved to their places when all are whole.
pub(super) struct Folder {
    path: PathBuf,
    made: bool,
    files: Vec<(String, Output)>,
}

/// The folder at a path, made where there is none.
pub(super) fn folder(path: &Path) -> Result<Folder, Error> {
    let made = !path.is_dir();
    if made {
        fs::create_dir_all(path).map_err(|error| {
            Error::new("make the folder", path.display(), error).hint("-o takes a folder that can be written")
        })?;
        interrupt::unfinished_folder(path);
    }
    Ok(Folder { path: path.to_owned(), made, files: Vec::new() })
}

impl Folder {
    /// Makes a file in it.
    pub fn open(&mut self, session: &Session, name: &str, force: bool) -> Result<(), Error> {
        self.files.push((name.to_owned(), open(session, &self.path.join(name), force)?));
        Ok(())
    }

    /// Writes one of its files.
    pub fn write(&mut self, name: &str, work: impl FnOnce(&mut dyn Write) -> Result<(), Stop>) -> Result<(), Stop> {
        let Some((_, output)) = self.files.iter_mut().find(|(known, _)| known == name) else { return Ok(()) };
        work(&mut output.out()).map_err(|stop| named(stop, &self.path.join(name)))
    }

    /// Moves all files to their places, in the order in which they were made.
    pub fn done(mut self) -> Result<(), Stop> {
        self.made = false;
        Ok(self.files.drain(..).try_for_each(|(_, output)| output.place())?)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.files.clear();
        interrupt::finished(&self.path);
        if self.made {
            // Only an empty one goes.
            let _ = fs::remove_dir(&self.path);
        }
    }
}

fn open(session: &Session, path: &Path, force: bool) -> Result<Output, Error> {
    session.is_not_the_ledger(path)?;
    if path.is_file() && !force {
        return Err(Error::new("write", path.display(), "there is such a file already")
            .hint("--force writes over it, or name another file with -o"));
    }
    Output::replacing(path)
}

/// Errors of a file name standard output where they come from `io`.
fn named(stop: Stop, path: &Path) -> Stop {
    match stop {
        Stop::Failed(mut error) if error.place == "standard output" => {
            error.place = path.display().to_string();
            error.operation = "write".to_owned();
            Stop::Failed(error.hint("is the disk full?"))
        }
        stop => stop,
    }
}
