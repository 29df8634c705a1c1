//! A register that lies in a file: read, and tried out on the board without changing it.

use crate::{
    app::{DryRun, Event},
    domain::{Cycle, Moment, Refusal, when::Zone},
    ops::{Executor, OpError, import},
};
use std::path::{Path, PathBuf};

/// Reads the file that a person named and says what bringing it in would do.
pub fn dry_run(
    executor: &Executor,
    typed: &str,
    home: Option<&Path>,
    rows: import::As,
    now: Moment,
) -> Event {
    match attempt(executor, typed, home, rows, now) {
        Ok(rehearsal) => Event::DryRunDone(Box::new(rehearsal)),
        Err(error) => Event::Failed(error),
    }
}

fn attempt(
    executor: &Executor,
    typed: &str,
    home: Option<&Path>,
    rows: import::As,
    now: Moment,
) -> Result<DryRun, OpError> {
    let path = meant(typed, home);
    let bytes = std::fs::read(&path).map_err(|error| {
        let reason = format!("{}: {error}", path.display());
        Refusal::new("import.file", reason, "type the path of a file; ~ is your home").on("file")
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let zone = match executor.cycle {
        Some(cycle) => executor.store.cycles()?.iter().find(|known| known.id == cycle).map(Cycle::tz),
        None => None,
    };
    let (op, readings) = import::read(&name, &bytes, rows, &[], zone.unwrap_or(Zone::UTC))
        .map_err(|refusal| refusal.on("file"))?;
    let operation = op.into();
    let receipt = executor.dry_run(&operation, now)?;
    let is_idle = receipt.changes.is_empty();
    Ok(DryRun { operation: Box::new(operation), readings, said: receipt.said, is_idle })
}

/// The path that was typed, with `~` for the person's home and without the quotes that a shell would take off.
fn meant(typed: &str, home: Option<&Path>) -> PathBuf {
    let typed = typed.trim();
    let bare = ['"', '\''].iter().find_map(|quote| typed.strip_prefix(*quote)?.strip_suffix(*quote));
    let bare = bare.unwrap_or(typed);
    match (bare.strip_prefix("~/"), home) {
        (Some(below), Some(home)) => home.join(below),
        _ => PathBuf::from(bare),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_a_shell_would_read_it() {
        let home = Some(Path::new("/home/maya"));
        assert_eq!(meant(" ~/a b.csv ", home), Path::new("/home/maya/a b.csv"));
        assert_eq!(meant("\"/tmp/a b.csv\"", home), Path::new("/tmp/a b.csv"));
        assert_eq!(meant("it's.csv", home), Path::new("it's.csv"));
        assert_eq!(meant("~/a.csv", None), Path::new("~/a.csv"));
    }
}
