//! The plans a cycle can start from: read from data files, composed from industry, role and objective, and
//! held to account. Knows neither the running cycle nor the calendar.
//!
//! A collection has five folders. `industries/`, `roles/` and `objectives/` are the axes, `methods/` says how
//! any cycle is run, and each file of `playbooks/` names one of each and chooses what they leave open. Texts
//! carry `{slots}`, so one wording serves every combination.

mod charter;
mod check;
mod compose;
mod embedded;
mod fault;
#[cfg(test)]
mod fault_tests;
pub mod ids;
mod library;
mod model;
mod placeholders;
#[cfg(test)]
mod shipped_tests;
mod source;
mod sources;

use std::path::Path;

pub use crate::domain::calendar::DateRule;
pub use check::{Checked, Counts, check_dir};
pub use fault::Fault;
pub use model::{
    Charter, Claim, Escalates, Escalation, ExitCheck, Feature, Gate, Good, Item, Metric, Named, Pair,
    Pattern, Phase, Plan, Playbook, Rhythm, Risk, Severity, Step, Target,
};

use library::{File, Folder, Shelf};

/// Says why a playbook could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    /// No file of that name.
    #[error("there is no playbook `{slug}`; there are: {}", known.join(", "))]
    Unknown {
        /// What was asked for.
        slug: String,
        /// What could have been asked for.
        known: Vec<String>,
    },
    /// The playbook, or the folder it was looked for in, has faults.
    #[error("{}", lines(.0))]
    Faulty(Vec<Fault>),
}

fn lines(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}

/// Composes the playbooks inside the binary, in the order they are offered.
pub fn shipped() -> Vec<Playbook> {
    let shelf = Shelf::shipped();
    let compose = |file| compose::compose(&shelf, file).expect("a test composes every shipped file");
    playbooks(shelf.all()).map(compose).collect()
}

/// Lays a team's own playbooks before the shipped ones; one of the same slug hides the shipped one.
pub fn offered(own: Vec<Playbook>) -> Vec<Playbook> {
    let mut all = own;
    for playbook in shipped() {
        if !all.iter().any(|known| known.slug == playbook.slug) {
            all.push(playbook);
        }
    }
    all
}

/// Finds a playbook by its slug; a team's folder is looked through before the shipped ones.
///
/// # Errors
/// [`NotFound`] when no file has that name, or when it does not hold together.
pub fn find(slug: &str, extra_dir: Option<&Path>) -> Result<Playbook, NotFound> {
    let shelf = match extra_dir {
        Some(dir) => Shelf::with_dir(dir).map_err(NotFound::Faulty)?,
        None => Shelf::shipped(),
    };
    let Some(file) = shelf.find(Folder::Playbooks, slug) else {
        let mut known: Vec<String> = playbooks(shelf.all()).map(|file| file.slug.clone()).collect();
        known.sort_unstable();
        known.dedup();
        return Err(NotFound::Unknown { slug: slug.to_owned(), known });
    };
    compose::compose(&shelf, file).map_err(NotFound::Faulty)
}

/// Composes the playbooks of a team's folder; its files may use shipped axes.
///
/// # Errors
/// Every [`Fault`] of every file, so that one reading mends them all.
pub fn load_dir(dir: &Path) -> Result<Vec<Playbook>, Vec<Fault>> {
    let shelf = Shelf::with_dir(dir)?;
    let (mut composed, mut faults) = (Vec::new(), Vec::new());
    for file in playbooks(shelf.own()) {
        match compose::compose(&shelf, file) {
            Ok(playbook) => composed.push(playbook),
            Err(found) => found.into_iter().for_each(|fault| note(&mut faults, fault)),
        }
    }
    if composed.is_empty() && faults.is_empty() {
        faults.push(check::empty(dir));
    }
    if faults.is_empty() { Ok(composed) } else { Err(faults) }
}

/// Keeps a fault once: a shared axis meets every playbook that uses it.
fn note(faults: &mut Vec<Fault>, fault: Fault) {
    if !faults.contains(&fault) {
        faults.push(fault);
    }
}

fn playbooks(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.folder == Folder::Playbooks)
}
