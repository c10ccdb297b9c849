//! `serve`: the local review page.

use super::clock::now;
use super::linking;
use super::options::{Global, Reading};
use super::reading;
use super::session::{Session, Stop};
use crate::Error;
use crate::ledger::Ledger;
use crate::serve::{Server, Settings};
use clap::Args;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

const EXAMPLES: &str = "Examples:
  factledger serve --open --by Ada
  factledger --db desk.db serve --port 9000 --read-only

The page answers to this machine alone, at http://127.0.0.1:8470 unless --port says otherwise; Ctrl-C ends it.
Keys on it: j and k go down and up, Enter opens, c e m d give a verdict, u takes it back, / searches, ? lists them all.";

/// Serves the ledger as a page for a browser on this machine, to look at and to give verdicts on
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// The port; 0 takes one that is free
    #[arg(long, value_name = "PORT", default_value_t = 8470)]
    port: u16,
    /// Opens the page in the browser
    #[arg(long)]
    open: bool,
    /// Records nothing: for looking only
    #[arg(long)]
    read_only: bool,
    /// Who signs the verdicts; without a name the page asks for one
    #[arg(long, value_name = "NAME", env = "FACTLEDGER_USER", hide_env_values = true)]
    by: Option<String>,
}

pub(super) fn run(session: &Session, command: &Serve) -> Result<ExitCode, Stop> {
    let db = &session.global.db;
    if db == Path::new(":memory:") {
        return Err(Error::new("serve", ":memory:", "such a ledger is gone with the command that made it")
            .hint("make a file with `factledger scan PATH…`, and name it with --db")
            .into());
    }
    // Says what a run that was broken off has left, and that a mistyped name is none.
    match session.ledger_read_only() {
        Err(error) if command.read_only || !db.exists() => return Err(error.into()),
        _ => {}
    }
    let lexicon = session.lexicon()?;
    let relinking = session.lexicon()?;
    let pool = reading::threads(Reading::default().threads)?;
    let quiet = Session::new(Global { quiet: true, ..session.global.clone() }, serde_json::Value::Null);
    let relink = move |ledger: &mut Ledger| match linking::link(&quiet, ledger, &relinking, &pool) {
        Err(Stop::Failed(error)) => Err(error),
        _ => Ok(()),
    };
    let server = Server::bind(
        command.port,
        Settings {
            db: db.clone(),
            read_only: command.read_only,
            by: command.by.clone().filter(|name| !name.trim().is_empty()),
            now,
            lexicon,
            relink: Box::new(relink),
        },
    )?;
    let address = format!("http://{}/", server.address());
    // The address alone is data: whoever starts the page from a program learns the port from it.
    let mut out = session.out();
    writeln!(out, "{address}")?;
    out.flush()?;
    drop(out);
    session.note("the page is there; Ctrl-C ends it");
    if command.open {
        open(session, &address);
    }
    server.run()?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the page with whatever this system opens pages with. That none is there is no reason to stop.
fn open(session: &Session, address: &str) {
    let opener: &[&str] = match std::env::consts::OS {
        "macos" => &["open"],
        "windows" => &["rundll32", "url.dll,FileProtocolHandler"],
        _ => &["xdg-open"],
    };
    let Some((program, arguments)) = opener.split_first() else { return };
    let started = Command::new(program)
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = started {
        let error = Error::new("open the page with", *program, error);
        session.warning(&error.hint(format!("open {address} yourself")));
    }
}
