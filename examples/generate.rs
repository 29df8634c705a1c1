//! Writes a large board to measure with: `cargo run --release --example generate -- PATH COUNT [SEED]`.
#![expect(clippy::disallowed_methods, reason = "a board to look at has its dates around today")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]

#[path = "../benches/generate.rs"]
mod generate;

use gonogo::domain::Moment;
use std::{path::Path, process::ExitCode, time::Instant};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (path, count, seed) = match arguments.as_slice() {
        [path, count] => (path, count.parse(), Ok(generate::SEED)),
        [path, count, seed] => (path, count.parse(), seed.parse()),
        _ => return refuse("type a path, a number of records and, if you like, a seed"),
    };
    let (Ok(count), Ok(seed)) = (count, seed) else {
        return refuse("the number of records and the seed are whole numbers");
    };
    let started = Instant::now();
    let now = Moment::from_time(&chrono::Utc::now());
    match generate::board(Path::new(path), count, seed, now) {
        Ok(_) => {
            println!("{path}: {count} records in {:.1?}", started.elapsed());
            ExitCode::SUCCESS
        }
        Err(error) => refuse(&error.to_string()),
    }
}

fn refuse(reason: &str) -> ExitCode {
    eprintln!("{reason}");
    ExitCode::FAILURE
}
