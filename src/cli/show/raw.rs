//! The bytes that a document was made from, as they came.

use super::{Page, Show, Subject};
use crate::Error;
use crate::cli::session::{Session, Stop};
use crate::ledger::{Ledger, Original};
use crate::report::visible;
use std::io::Write;
use std::path::Path;

impl Page<'_> {
    /// What the document was made from.
    pub(super) fn originals(&self, document_id: &str, out: &mut impl Write) -> Result<(), Stop> {
        let originals = self.ledger.originals(document_id)?;
        if !originals.is_empty() {
            writeln!(out, "\nmade from")?;
        }
        for original in &originals {
            let kept = if original.kept { "kept" } else { "not kept" };
            writeln!(out, "  {}, {kept}: {}", described(original), visible(&original.doc))?;
        }
        Ok(())
    }
}

/// Gives back the kept bytes of a document, or of that of a claim.
pub(super) fn give(session: &Session, command: &Show, digest: &str) -> Result<(), Stop> {
    let ledger = session.ledger_read_only()?;
    let original = chosen(&ledger, &command.id, digest)?;
    let write = |out: &mut dyn Write| ledger.write_original(&original, out);
    match command.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => {
            if path.is_file() {
                return Err(Error::new("write", path.display(), "there is such a file already")
                    .hint("name another with -o")
                    .into());
            }
            let mut output = session.output(path)?;
            write(&mut output.out())?.map_err(|error| Error::new("write", path.display(), error))?;
            output.place()?;
        }
        None => {
            let mut out = session.data();
            write(&mut out)??;
            out.flush()?;
        }
    }
    session.note(&format!("{}, of {}: as they came", described(&original), original.doc));
    Ok(())
}

/// The bytes that are asked for: the newest that were kept, or those whose digest begins so.
fn chosen(ledger: &Ledger, id: &str, digest: &str) -> Result<Original, Stop> {
    let (subject, mut id) = super::resolve(ledger, id)?;
    if subject == Subject::Claim {
        let rows = subject.rows(ledger, &id)?;
        id = super::Row::first(&rows).map(|row| row.get("document_id")).unwrap_or_default();
    } else if subject != Subject::Document {
        let error = Error::new("give back the bytes of", &id, "it is no document");
        return Err(error.hint("d… is a document, c… a claim: that of its document").into());
    }
    let originals = ledger.originals(&id)?;
    let mut of_digest = originals.iter().filter(|original| original.digest.starts_with(&digest.to_ascii_lowercase()));
    if let Some(original) = of_digest.clone().find(|original| original.kept) {
        return Ok(original.clone());
    }
    let fails = |cause: &str| Error::new("give back the bytes of", &id, cause);
    Err(match of_digest.next() {
        Some(original) => fails("they were not kept").hint(format!(
            "`factledger add --keep-raw` of the same file keeps them; it had the SHA-256 {}",
            original.digest
        )),
        None if originals.is_empty() => fails("it was made from no file"),
        None => fails(&format!("it was made from none with the digest {digest}…")).hint(format!(
            "from these: {}",
            originals.iter().map(|original| original.digest.as_str()).collect::<Vec<_>>().join(", ")
        )),
    }
    .into())
}

fn described(original: &Original) -> String {
    format!("{} bytes of {}, SHA-256 {}", original.size, original.form, original.digest)
}
