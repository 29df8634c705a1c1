//! Which cycle a command acts in: the one named, else the one chosen before, else the only open one. Never the newest of
//! several: a cycle that somebody starts redirects nobody.
//!
//! What was chosen is remembered per board file and login, outside the board: it is nobody else's choice.

use super::{error::Failure, paths};
use crate::domain::{Cycle, Kind, Record, Ref, Refusal, cycle::CycleState, sanitize::fold_name};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The cycle that a command acts in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Current {
    /// This one.
    Is(Box<Cycle>),
    /// The board has none.
    None,
    /// There are several, and nothing says which.
    Undecided(Refusal),
}

/// Finds the cycle to act in.
///
/// # Errors
/// A [`Refusal`] when the name fits none, or several.
pub(super) fn cycle(cycles: &[Cycle], named: Option<&str>, board: &Path) -> Result<Current, Refusal> {
    if let Some(name) = named {
        return find(cycles, name).map(|cycle| Current::Is(Box::new(cycle.clone())));
    }
    let remembered = recall(board);
    let chosen = remembered.and_then(|name| cycles.iter().find(|cycle| *cycle.name == *name));
    Ok(chosen.map_or_else(|| only(cycles), |cycle| Current::Is(Box::new(cycle.clone()))))
}

/// The only open cycle; where none is open, the only one.
fn only(cycles: &[Cycle]) -> Current {
    let open: Vec<&Cycle> = cycles.iter().filter(|cycle| cycle.state == CycleState::Active).collect();
    let meant = if open.is_empty() { cycles.iter().collect() } else { open };
    match meant[..] {
        [] => Current::None,
        [only] => Current::Is(Box::new(only.clone())),
        [..] => {
            let kind = if meant[0].state == CycleState::Active { "open cycles" } else { "cycles, none open" };
            let reason = format!("this board has {} {kind}: {}", meant.len(), names(&meant));
            let hint = "choose one with gonogo cycle use NAME, or say --cycle NAME";
            Current::Undecided(Refusal::new("cycle.ambiguous", reason, hint))
        }
    }
}

fn names(cycles: &[&Cycle]) -> String {
    let name = |cycle: &&Cycle| format!("{} \"{}\"", cycle.reference(), cycle.name);
    cycles.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The cycle with this id or name, or with the only name that starts so.
///
/// # Errors
/// A [`Refusal`] that lists them.
pub(super) fn find<'a>(cycles: &'a [Cycle], name: &str) -> Result<&'a Cycle, Refusal> {
    let wanted = fold_name(name);
    let id: Option<Ref> = name.trim().parse().ok().filter(|id: &Ref| id.kind == Kind::Cycle);
    let is_it = |cycle: &&Cycle| fold_name(&cycle.name) == wanted;
    let exact = cycles.iter().find(is_it).or_else(|| cycles.iter().find(|it| Some(it.reference()) == id));
    if let Some(exact) = exact {
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
    let (reason, hint) = if of.is_empty() {
        ("there is no cycle yet".to_owned(), "start one: gonogo cycle new --help".to_owned())
    } else {
        (format!("`{}` names no single cycle", name.trim()), format!("there are: {}", names(&of)))
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
