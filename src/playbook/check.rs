//! Looks through a playbook collection and counts what is there or names what is not.
//! Does not print: the command line does.

use std::fmt;
use std::path::Path;

use serde::Serialize;

use super::compose::compose;
use super::fault::Fault;
use super::library::{File, Folder, Shelf};
use super::model::Playbook;
use super::source::{Industry, Method, Objective, Role};

/// Counts the parts of one composed playbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Steps of the framework.
    pub steps: usize,
    /// Items of the checklist.
    pub items: usize,
    /// Metrics.
    pub metrics: usize,
    /// Patterns.
    pub patterns: usize,
    /// Practices of all patterns together.
    pub practices: usize,
    /// Risks.
    pub risks: usize,
    /// Features.
    pub features: usize,
}

impl Counts {
    /// Counts a playbook.
    pub fn of(playbook: &Playbook) -> Self {
        Self {
            steps: playbook.steps.len(),
            items: playbook.items.len(),
            metrics: playbook.metrics.len(),
            patterns: playbook.patterns.len(),
            practices: playbook.patterns.iter().map(|pattern| pattern.practices.len()).sum(),
            risks: playbook.risks.len(),
            features: playbook.features.len(),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} steps {} items {} metrics ", self.steps, self.items, self.metrics)?;
        write!(f, "{} patterns/{} practices ", self.patterns, self.practices)?;
        write!(f, "{} risks {} features", self.risks, self.features)
    }
}

/// Reports on one playbook, or on a file that could not be part of any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Slug of the playbook, or the path of the file.
    pub name: String,
    /// True when the playbook is composed from the axes alone.
    pub derived: bool,
    /// What it holds, or everything that is wrong with it.
    pub result: Result<Counts, Vec<Fault>>,
}

/// Checks the shipped playbooks, or those of a team's folder, which may use shipped axes.
pub fn check_dir(dir: Option<&Path>) -> Vec<Checked> {
    let Some(dir) = dir else {
        let shelf = Shelf::shipped();
        return check(&shelf, shelf.all());
    };
    let failed =
        |faults| vec![Checked { name: dir.display().to_string(), derived: false, result: Err(faults) }];
    match Shelf::with_dir(dir) {
        Err(faults) => failed(faults),
        Ok(shelf) if shelf.own().is_empty() => failed(vec![empty(dir)]),
        Ok(shelf) => check(&shelf, shelf.own()),
    }
}

/// Says that a folder holds nothing to check, and what it should hold.
pub(super) fn empty(dir: &Path) -> Fault {
    Fault::of(
        &dir.display().to_string(),
        "holds no playbook: put files into playbooks/, industries/, roles/, objectives/ or methods/",
    )
}

fn check(shelf: &Shelf, files: &[File]) -> Vec<Checked> {
    let mut checked = Vec::new();
    for file in files {
        if file.folder == Folder::Playbooks {
            let composed = compose(shelf, file);
            let derived = composed.as_ref().is_ok_and(|playbook| playbook.derived);
            let result = composed.map(|playbook| Counts::of(&playbook));
            checked.push(Checked { name: file.slug.clone(), derived, result });
        }
    }
    // An axis that no playbook here uses would otherwise break on the day one does.
    for fault in files.iter().filter_map(|file| readable(file).err()) {
        let reported = |one: &Checked| one.result.as_ref().is_err_and(|faults| faults.contains(&fault));
        if !checked.iter().any(reported) {
            checked.push(Checked { name: fault.file.clone(), derived: false, result: Err(vec![fault]) });
        }
    }
    checked
}

fn readable(file: &File) -> Result<(), Fault> {
    match file.folder {
        Folder::Industries => file.read::<Industry>().map(drop),
        Folder::Roles => file.read::<Role>().map(drop),
        Folder::Objectives => file.read::<Objective>().map(drop),
        Folder::Methods => file.read::<Method>().map(drop),
        Folder::Playbooks => Ok(()),
    }
}
