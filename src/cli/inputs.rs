//! From the paths on the command line to the list of what is to be read: files, folders, patterns, standard input.

use super::options::Reading;
use super::session::Stop;
use crate::Error;
use crate::intake::{Fields, Format, Manifest, manifest};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const MANIFEST: &str = "manifest.csv";

/// Where bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// One input: a file with one article, or with one a line.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub origin: Origin,
    /// The path as given, `/` between folders; `-` for standard input.
    pub doc: String,
    pub format: Format,
    /// Bytes; 0 where it is not known.
    pub size: u64,
    /// What the manifest says of it.
    pub manifest: Option<Fields>,
}

/// What is to be read, in the order in which it is read.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub inputs: Vec<Input>,
    /// What cannot be read, with the path: counted as failed.
    pub faults: Vec<(String, Error)>,
    /// What is odd but harmless.
    pub warnings: Vec<Error>,
    /// Files in folders that are not read.
    pub passed_over: Vec<Error>,
}

/// Lists what the paths name. Folders are walked in order of file name, so that the order is the same everywhere. No
/// path at all means standard input.
///
/// Files that the program itself writes, `own`, and what SQLite puts beside them are never inputs.
pub(super) fn listing(paths: &[PathBuf], reading: &Reading, own: &[&Path]) -> Result<Listing, Stop> {
    let own = own.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut list =
        Lister { reading, own, found: Listing::default(), seen: BTreeSet::new(), manifests: BTreeMap::new() };
    if paths.is_empty() && reading.files_from.is_none() {
        list.stdin();
    }
    for path in paths {
        list.argument(path);
    }
    if let Some(path) = &reading.files_from {
        for path in listed_in(path)? {
            list.argument(&path);
        }
    }
    let found = list.found;
    let one = found.inputs.len() == 1 && found.inputs.iter().all(|input| !input.format.is_many());
    if !one && (reading.url.is_some() || reading.title.is_some()) {
        return Err(Error::new("give every document", "one --url or --title", "more than one document is read")
            .hint("put them into manifest.csv, a column each")
            .into());
    }
    Ok(found)
}

struct Lister<'a> {
    reading: &'a Reading,
    own: Vec<PathBuf>,
    found: Listing,
    seen: BTreeSet<PathBuf>,
    manifests: BTreeMap<PathBuf, Option<Arc<Manifest>>>,
}

impl Lister<'_> {
    fn stdin(&mut self) {
        let format = self.reading.input_format.unwrap_or(Format::JsonLines);
        let input = Input { origin: Origin::Stdin, doc: "-".to_owned(), format, size: 0, manifest: None };
        self.found.inputs.push(input);
    }

    fn fault(&mut self, path: &str, error: Error) {
        self.found.faults.push((path.to_owned(), error));
    }

    fn argument(&mut self, path: &Path) {
        let name = path.to_string_lossy().into_owned();
        if name == "-" {
            return self.stdin();
        }
        if ["http://", "https://"].iter().any(|scheme| name.starts_with(scheme)) {
            let error = Error::new("read", &name, "factledger opens no connection")
                .hint("save the page as .html, or its text as .txt or .md; its address goes into front matter (url: …) or --url");
            return self.fault(&name, error);
        }
        if path.is_dir() {
            return self.folder(path);
        }
        if is_device(path) {
            let error = Error::new("read", &name, "it is a device and no file");
            return self.fault(&name, error.hint("what a program writes is read with -, from standard input"));
        }
        if path.exists() {
            return self.file(path, path.parent().unwrap_or(Path::new("")), true);
        }
        if name.contains(['*', '?', '[']) {
            return self.pattern(&name);
        }
        self.fault(&name.clone(), Error::new("read", name, "there is no such file or folder"));
    }

    fn pattern(&mut self, pattern: &str) {
        // As in a shell, a pattern names hidden files only where it says so.
        let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
        let paths = match glob::glob_with(pattern, options) {
            Ok(paths) => paths,
            Err(error) => return self.fault(pattern, Error::new("read", pattern, format!("a bad pattern: {error}"))),
        };
        let mut none = true;
        for path in paths {
            none = false;
            match path {
                Ok(path) if path.is_dir() => self.folder(&path),
                Ok(path) => self.file(&path, path.parent().unwrap_or(Path::new("")), true),
                Err(error) => self.fault(&error.path().display().to_string(), unreadable(error.path(), error.error())),
            }
        }
        if none {
            self.fault(pattern, Error::new("read", pattern, "no file has a name like this"));
        }
    }

    fn folder(&mut self, root: &Path) {
        let home = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut out = Vec::new();
        // What a link in a folder leads to is read where it is in the folder too.
        let inside = |entry: &walkdir::DirEntry| {
            let stays = !entry.path_is_symlink()
                || entry.depth() == 0
                || entry.path().canonicalize().is_ok_and(|path| path.starts_with(&home));
            if !stays {
                out.push(entry.path().to_path_buf());
            }
            stays
        };
        let walk = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        let entries: Vec<_> = walk.filter_entry(inside).collect();
        for path in out {
            let error = Error::new("follow", shown(&path), "the link leads out of the folder");
            self.found.passed_over.push(error.hint("name what it leads to"));
        }
        for entry in entries {
            match entry {
                Ok(entry) => {
                    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
                    let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    // Hidden files are an editor's, a version control's or the system's.
                    if entry.file_type().is_file() && !inside.iter().any(hidden) {
                        self.file(entry.path(), root, false);
                    }
                }
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_path_buf();
                    let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    self.fault(&shown(&path), Error::new("read", shown(&path), cause));
                }
            }
        }
        self.unlisted(root);
    }

    /// A file; `root` is the folder up to which manifests are looked for. One that is `named` on the command line is
    /// read or refused, one found in a folder may be passed over.
    fn file(&mut self, path: &Path, root: &Path, named: bool) {
        let doc = shown(path);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name == MANIFEST {
            // Read with the documents it speaks of; it is none itself.
            if named {
                let cause = "a manifest is no document";
                self.fault(&doc, Error::new("read", &doc, cause).hint("name the folder it is in"));
            } else {
                self.manifest(path.parent().unwrap_or(root));
            }
            return;
        }
        if !self.seen.insert(PathBuf::from(&doc)) || (!named && self.is_own(path)) {
            return;
        }
        let format = match (self.reading.input_format, Format::of_name(&doc)) {
            (Some(format), _) if named => Ok(format),
            // In a folder the flag says how articles are read, not that pictures are articles.
            (Some(format), Ok(_)) => Ok(format),
            (_, known) => known,
        };
        let format = match format {
            Ok(format) => format,
            Err(error) if named => return self.fault(&doc, error),
            Err(error) => {
                if !is_sidecar(path) {
                    self.found.passed_over.push(error);
                }
                return;
            }
        };
        if !named && is_readme(&name) {
            let error = Error::new("take for an article", &doc, "a README speaks of the folder");
            self.found.passed_over.push(error.hint("name the file itself to read it"));
            return;
        }
        let size = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        let manifest = self.listed(path, root);
        self.found.inputs.push(Input { origin: Origin::File(path.to_path_buf()), doc, format, size, manifest });
    }

    /// Is it a file of ours, or one that SQLite or an unfinished write put beside it?
    fn is_own(&self, path: &Path) -> bool {
        let Ok(path) = path.canonicalize() else { return false };
        self.own.iter().any(|own| path.to_string_lossy().starts_with(&*own.to_string_lossy()))
    }

    /// What the nearest manifest that lists the file says of it, from its own folder up to `root`.
    fn listed(&mut self, path: &Path, root: &Path) -> Option<Fields> {
        let mut folder = path.parent();
        while let Some(at) = folder {
            let relative = path.strip_prefix(at).unwrap_or(path).to_string_lossy().into_owned();
            if let Some(fields) = self.manifest(at).and_then(|manifest| manifest.fields(&relative).cloned()) {
                return Some(fields);
            }
            if at == root {
                break;
            }
            folder = at.parent();
        }
        None
    }

    /// The manifest of a folder, read once.
    fn manifest(&mut self, folder: &Path) -> Option<Arc<Manifest>> {
        if let Some(known) = self.manifests.get(folder) {
            return known.clone();
        }
        let path = folder.join(MANIFEST);
        let read = if path.is_file() {
            let place = shown(&path);
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error));
            match bytes.and_then(|bytes| manifest(&place, bytes)) {
                Ok(mut manifest) => {
                    self.found.warnings.append(&mut manifest.warnings);
                    Some(Arc::new(manifest))
                }
                Err(error) => {
                    self.fault(&place, error);
                    None
                }
            }
        } else {
            None
        };
        self.manifests.insert(folder.to_path_buf(), read.clone());
        read
    }

    /// Warns of rows in the manifests under `root` that speak of no file.
    fn unlisted(&mut self, root: &Path) {
        let manifests = self.manifests.iter().filter(|(folder, _)| folder.starts_with(root));
        for (folder, manifest) in manifests {
            for (path, line) in manifest.iter().flat_map(|manifest| manifest.paths()) {
                if path.starts_with('/') || path.split('/').any(|part| part == "..") {
                    let place = shown(&folder.join(MANIFEST));
                    let cause = format!("line {line}: {path} leaves the folder of the manifest");
                    self.found.warnings.push(Error::new("use all of", place, cause));
                } else if !folder.join(path).exists() {
                    let place = shown(&folder.join(MANIFEST));
                    let cause = format!("line {line}: there is no file {path}");
                    self.found.warnings.push(Error::new("use all of", place, cause));
                }
            }
        }
    }
}

/// The paths in a list, one a line.
fn listed_in(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| unreadable(path, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Error::new("read", shown(path), "a list of paths must be UTF-8, one path a line"))?;
    Ok(text
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.is_empty())
        .map(PathBuf::from)
        .collect())
}

/// Is it a device, such as `/dev/zero`? Standard input by its name in `/dev` is none.
#[cfg(unix)]
fn is_device(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let streams = ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"];
    let is_stream = streams.iter().any(|stream| path.to_string_lossy().starts_with(stream));
    !is_stream
        && std::fs::metadata(path)
            .is_ok_and(|about| about.file_type().is_block_device() || about.file_type().is_char_device())
}

/// Devices have no names among files.
#[cfg(not(unix))]
fn is_device(_: &Path) -> bool {
    false
}

/// A path as it is shown and kept: `/` between folders, no `./` in front, so that `scan .` and `scan a.txt` agree.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}

/// The error for a file that the system does not let us read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let read = Error::new("read", shown(path), error);
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => read.hint("give yourself leave to read it: chmod u+r FILE"),
        _ => read,
    }
}

/// A README in a folder speaks of the folder.
fn is_readme(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "readme" | "readme.md" | "readme.txt" | "readme.markdown")
}

/// Where the sidecar of a document may stand: `a.json` or `a.txt.json` for `a.txt`.
pub(super) fn sidecars(path: &Path) -> [PathBuf; 2] {
    let mut long = path.as_os_str().to_owned();
    long.push(".json");
    [path.with_extension("json"), PathBuf::from(long)]
}

/// Is there a document that this file is the sidecar of?
fn is_sidecar(path: &Path) -> bool {
    let json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let beside = |ending: &str| path.with_extension(ending).is_file();
    json && (["txt", "text", "md", "markdown", "html", "htm"].iter().any(|ending| beside(ending)) || beside(""))
}
