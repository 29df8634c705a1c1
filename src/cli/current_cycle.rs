//! Which cycle a command acts in: the one named, else the one chosen before, else the newest that is active.
//!
//! What was chosen is remembered per board file and login, outside the board: it is nobody else's choice.

use super::{error::Failure, paths};
use crate::domain::{Cycle, Refusal, cycle::CycleState, sanitize::fold_name};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Finds the cycle to act in; `None` when the board has none.
///
/// # Errors
/// A [`Refusal`] when the name fits none, or several.
pub(super) fn cycle(cycles: &[Cycle], named: Option<&str>, board: &Path) -> Result<Option<Cycle>, Refusal> {
    if let Some(name) = named {
        return find(cycles, name).cloned().map(Some);
    }
    let remembered = recall(board);
    let chosen = remembered.and_then(|name| cycles.iter().find(|cycle| *cycle.name == *name));
    let active = || cycles.iter().rfind(|cycle| cycle.state == CycleState::Active);
    Ok(chosen.or_else(active).or(cycles.last()).cloned())
}

/// The cycle with this name, or with the only name that starts so.
///
/// # Errors
/// A [`Refusal`] that lists the names.
pub(super) fn find<'a>(cycles: &'a [Cycle], name: &str) -> Result<&'a Cycle, Refusal> {
    let wanted = fold_name(name);
    if let Some(exact) = cycles.iter().find(|cycle| fold_name(&cycle.name) == wanted) {
        return Ok(exact);
    }
    let starts: Vec<&Cycle> = cycles
        .iter()
        .filter(|cycle| !wanted.is_empty() && fold_name(&cycle.name).starts_with(&wanted))
        .collect();
    if let [only] = starts[..] {
        return Ok(only);
    }
    let rule = if starts.is_empty() { "cycle.unknown" } else { "cycle.ambiguous" };
    let of = if starts.is_empty() { cycles.iter().collect() } else { starts };
    let names: Vec<String> = of.iter().map(|cycle| format!("\"{}\"", cycle.name)).collect();
    let (reason, hint) = if names.is_empty() {
        ("there is no cycle yet".to_owned(), "start one: gonogo cycle new --help".to_owned())
    } else {
        (format!("`{}` names no single cycle", name.trim()), format!("there are: {}", names.join(", ")))
    };
    Err(Refusal::new(rule, reason, hint))
}

/// Remembers a choice for this board.
///
/// # Errors
/// When it cannot be written down.
pub(super) fn remember(board: &Path, cycle: &Cycle) -> Result<(), Failure> {
    let fault = |error: &dyn std::fmt::Display| {
        Failure::Fault(format!("the choice could not be remembered: {error}"))
    };
    let path = file().ok_or_else(|| fault(&"this login has no home folder"))?;
    let mut all = read(&path);
    all.insert(key(board), cycle.name.to_string());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| fault(&error))?;
    }
    let json = serde_json::to_string_pretty(&all).expect("texts are plain JSON");
    std::fs::write(path, json).map_err(|error| fault(&error))
}

fn recall(board: &Path) -> Option<String> {
    read(&file()?).remove(&key(board))
}

/// A choice that cannot be read is as good as none.
fn read(path: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn file() -> Option<PathBuf> {
    Some(paths::state()?.join("cycles.json"))
}

fn key(board: &Path) -> String {
    let real = board.canonicalize().unwrap_or_else(|_| board.to_owned());
    real.to_string_lossy().into_owned()
}
