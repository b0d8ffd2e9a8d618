//! The command line: parse, call, exit code.

use std::process::ExitCode;

use mimalloc::MiMalloc;

// Without huge pages (`no_thp`), of which the kernel clears more than is used.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    fairnotice_observe::cli::main()
}
