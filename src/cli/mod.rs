//! The command line: one file a command. The only room that opens files, reads the clock and the environment, and prints.

mod add;
mod claims;
mod clock;
mod compare;
mod completions;
mod documents;
mod export;
mod extract;
mod facts;
mod filter;
mod grouping;
mod import;
mod inputs;
mod interrupt;
mod linking;
mod log;
mod man;
mod measure;
mod nearest;
mod options;
mod output;
mod progress;
mod query;
mod reading;
mod report;
mod review;
mod runs;
mod scan;
mod schema;
mod search;
mod serve;
mod session;
mod show;
mod stats;
mod verify;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, parser::ValueSource};
use options::Global;
use session::{Session, Stop};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  factledger scan articles/ -o discrepancies.csv
  factledger report --relation conflict --min-sources 3
  factledger query \"SELECT source, count(*) FROM claims GROUP BY source\"
  cat articles.jsonl | factledger extract > claims.jsonl

Exit status: 0 done; 1 only under --exit-code, or from verify with faults; 2 error.";

/// Reads news articles, records every numeric claim with its provenance in SQLite, and reports where sources disagree.
#[derive(Debug, Parser)]
#[command(name = "factledger", version, after_help = EXAMPLES, arg_required_else_help = true, propagate_version = true)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Scan(scan::Scan),
    Add(add::Add),
    Extract(extract::Extract),
    Compare(compare::Compare),
    Report(report::Report),
    Documents(documents::Documents),
    Claims(claims::Claims),
    Facts(facts::Facts),
    Search(search::Search),
    Show(show::Show),
    Review(review::Review),
    Import(import::Import),
    Measure(measure::Measure),
    Query(query::Query),
    Runs(runs::Runs),
    Log(log::Log),
    Stats(stats::Stats),
    Export(export::Export),
    Serve(serve::Serve),
    Verify(verify::Verify),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
}

/// The command line's definition: for completions, manual pages and the test that every command has a session.
pub fn definition() -> clap::Command {
    Arguments::command()
}

/// Runs the command that the arguments of this process name.
pub fn main() -> ExitCode {
    let mut definition = Arguments::command();
    let parsed = definition.try_get_matches_from_mut(std::env::args_os()).and_then(|matches| {
        let arguments = Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))?;
        Ok((arguments, given(&definition, &matches)))
    });
    let (arguments, options) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version come this way too. A closed pipe is no concern of ours.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let session = Session::new(arguments.global, options);
    if let Err(error) = clock::fixed() {
        session.error(&error);
        return ExitCode::from(2);
    }
    interrupt::arrange(session.global.quiet);
    let done = match arguments.command {
        Command::Scan(command) => scan::run(&session, &command),
        Command::Add(command) => add::run(&session, &command),
        Command::Extract(command) => extract::run(&session, &command),
        Command::Compare(command) => compare::run(&session, &command),
        Command::Report(command) => report::run(&session, &command),
        Command::Documents(command) => documents::run(&session, &command),
        Command::Claims(command) => claims::run(&session, &command),
        Command::Facts(command) => facts::run(&session, &command),
        Command::Search(command) => search::run(&session, &command),
        Command::Show(command) => show::run(&session, &command),
        Command::Import(command) => import::run(&session, &command),
        Command::Review(command) => review::run(&session, &command),
        Command::Measure(command) => measure::run(&session, &command),
        Command::Query(command) => query::run(&session, &command),
        Command::Runs(command) => runs::run(&session, &command),
        Command::Log(command) => log::run(&session, &command),
        Command::Stats(command) => stats::run(&session, &command),
        Command::Export(command) => export::run(&session, &command),
        Command::Serve(command) => serve::run(&session, &command),
        Command::Verify(command) => verify::run(&session, &command),
        Command::Schema(command) => schema::run(&session, &command),
        Command::Completions(command) => completions::run(&session, &command),
        Command::Man(command) => man::run(&session, &command),
    };
    match done {
        Ok(code) => code,
        // Whoever reads us has seen enough: `factledger report | head`.
        Err(Stop::PipeClosed) => ExitCode::SUCCESS,
        Err(Stop::Told) => ExitCode::from(interrupt::STOPPED),
        Err(Stop::Failed(error)) => {
            session.error(&error);
            ExitCode::from(2)
        }
    }
}

/// Options that change nothing in what is recorded.
const OF_NO_RECORD: [&str; 9] = ["db", "format", "quiet", "verbose", "color", "threads", "output", "raw", "excel"];

/// What the command was told: option → values as they were typed, defaults left out.
fn given(definition: &clap::Command, matches: &ArgMatches) -> serde_json::Value {
    if let Some((name, inner)) = matches.subcommand()
        && let Some(definition) = definition.find_subcommand(name)
    {
        return given(definition, inner);
    }
    let options = definition.get_arguments().map(clap::Arg::get_id).filter(|id| {
        let stated = matches!(
            matches.try_contains_id(id.as_str()).ok().and_then(|_| matches.value_source(id.as_str())),
            Some(ValueSource::CommandLine | ValueSource::EnvVariable)
        );
        stated && !OF_NO_RECORD.contains(&id.as_str())
    });
    let values = |id: &clap::Id| -> Vec<String> {
        let raw = matches.try_get_raw(id.as_str()).ok().flatten();
        raw.into_iter().flatten().map(|value| value.to_string_lossy().into_owned()).collect()
    };
    options.map(|id| (id.to_string(), values(id).into())).collect::<serde_json::Map<_, _>>().into()
}
