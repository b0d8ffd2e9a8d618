//! The command line: parse, call, exit code.

use std::process::ExitCode;

use mimalloc::MiMalloc;

// A check makes many short texts on all cores: a third less of the processor than with the allocator of
// glibc, on 10,000 flows that all differ. Without huge pages (`no_thp`), of which the kernel clears more than
// is used, and of the version that returns memory after 10 ms (`v2`), not after a second.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    fairnotice::cli::main()
}
