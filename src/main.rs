//! The command line: parse, call, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    fairnotice::cli::main()
}
