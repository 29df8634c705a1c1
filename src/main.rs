//! The program: hands over to the command line and turns what comes back into an exit code.

use std::process::ExitCode;

/// What a fault of the program itself exits with, as `sysexits` has it.
const SOFTWARE: u8 = 70;

fn main() -> ExitCode {
    std::panic::catch_unwind(gonogo::cli::run).unwrap_or(ExitCode::from(SOFTWARE))
}
