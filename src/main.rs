//! The `factledger` binary: everything happens in [`factledger::cli`].

fn main() -> std::process::ExitCode {
    factledger::cli::main()
}
