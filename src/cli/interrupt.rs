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

/// Files that are not whole yet.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// From now on a signal comes here. Where that cannot be arranged, it ends the process as it always did.
pub(super) fn arrange(quiet: bool) {
    let _ = ctrlc::set_handler(move || {
        if IN_BATCHES.load(Ordering::SeqCst) && !STOP.swap(true, Ordering::SeqCst) {
            if !quiet {
                let _ = writeln!(std::io::stderr(), "\nstopping after this batch; once more stops at once");
            }
            return;
        }
        if let Ok(files) = UNFINISHED.lock() {
            for file in files.iter() {
                let _ = std::fs::remove_file(file);
            }
        }
        std::process::exit(i32::from(STOPPED));
    });
}

/// The work from here on asks [`stopped`] between two batches.
pub(super) fn in_batches() {
    IN_BATCHES.store(true, Ordering::SeqCst);
}

/// Was the process told to stop?
pub(super) fn stopped() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// A file that is taken away if the process ends before it is whole.
pub(super) fn unfinished(path: &Path) {
    if let Ok(mut files) = UNFINISHED.lock() {
        files.push(path.to_owned());
    }
}

/// It is whole, or gone.
pub(super) fn finished(path: &Path) {
    if let Ok(mut files) = UNFINISHED.lock() {
        files.retain(|file| file != path);
    }
}
