//! Ctrl-C and SIGTERM. Work that writes in batches ends between two of them and says how far it came; a second signal, and
//! the first for any other work, ends the process at once. Both leave a clean ledger, since whatever is written is one
//! transaction, and no half-written file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a process ends with that was told to stop, as shells say it of Ctrl-C.
pub(super) const STOPPED: u8 = 130;

/// Does the work at hand end by itself when it is told to?
static IN_BATCHES: AtomicBool = AtomicBool::new(false);

static STOP: AtomicBool = AtomicBool::new(false);

/// What is not whole yet, and what will have come of it.
static UNFINISHED: Mutex<Vec<(PathBuf, Unfinished)>> = Mutex::new(Vec::new());

/// Something that goes away if the process ends before it is whole.
enum Unfinished {
    /// A file that is to be moved to this place, or to standard output.
    File(PathBuf),
    /// A folder that was made for files.
    Folder,
}

/// From now on a signal comes here. Where that cannot be arranged, it ends the process as it always did.
pub(super) fn arrange(quiet: bool) {
    let _ = ctrlc::set_handler(move || {
        if IN_BATCHES.load(Ordering::SeqCst) && !STOP.swap(true, Ordering::SeqCst) {
            if !quiet {
                let _ = writeln!(std::io::stderr(), "\nstopping after this batch; once more stops at once");
            }
            return;
        }
        take_away(quiet);
        std::process::exit(i32::from(STOPPED));
    });
}

/// Takes away what is not whole, and says so: the files first, then the folders that held nothing else.
fn take_away(quiet: bool) {
    let Ok(found) = UNFINISHED.lock() else { return };
    for (path, what) in found.iter().rev() {
        let Unfinished::File(place) = what else { continue };
        for ending in ["", "-journal", "-wal", "-shm"] {
            let mut file = path.clone().into_os_string();
            file.push(ending);
            let _ = std::fs::remove_file(file);
        }
        if !quiet {
            let _ = writeln!(std::io::stderr(), "\nstopped: {} was not written", place.display());
        }
    }
    for (path, _) in found.iter().filter(|(_, what)| matches!(what, Unfinished::Folder)) {
        let _ = std::fs::remove_dir(path);
    }
}

/// The work from here on asks [`stopped`] between two batches.
pub(super) fn in_batches() {
    IN_BATCHES.store(true, Ordering::SeqCst);
}

/// Was the process told to stop?
pub(super) fn stopped() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// A file that is taken away if the process ends before it is whole and at its place.
pub(super) fn unfinished(path: &Path, place: &Path) {
    note(path, Unfinished::File(place.to_owned()));
}

/// A folder that goes with its files.
pub(super) fn unfinished_folder(path: &Path) {
    note(path, Unfinished::Folder);
}

fn note(path: &Path, what: Unfinished) {
    if let Ok(mut found) = UNFINISHED.lock() {
        found.push((path.to_owned(), what));
    }
}

/// It is whole, or gone.
pub(super) fn finished(path: &Path) {
    if let Ok(mut found) = UNFINISHED.lock() {
        found.retain(|(file, _)| file != path);
    }
}
