//! The `factledger` binary: everything happens in [`factledger::cli`].

/// A claim is some twenty short strings: with the system's allocator a fifth of the time goes into them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    factledger::cli::main()
}
