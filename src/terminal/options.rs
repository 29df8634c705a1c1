//! The options of a terminal session, as values: nothing of it is looked up later.

use super::Clock;
use crate::{
    domain::{Cycle, Id, Person, Record, person, sanitize::fold_name},
    playbook::Playbook,
    store::{Account, Store},
    ui::theme::{Background, ColorDepth},
};
use std::path::PathBuf;

/// What a terminal session starts from.
pub struct Setup {
    /// The board file, whether it exists or not.
    pub path: PathBuf,
    /// The board; `None` when there is no file yet.
    pub store: Option<Store>,
    /// Who sits here; `None` when the board does not know them.
    pub person: Option<Id<Person>>,
    /// What somebody new is called at first.
    pub name: String,
    /// The login by which somebody new is recognised next time.
    pub login: Option<String>,
    /// The account of the machine, as the log keeps it.
    pub account: Account,
    /// The cycle to open; `None` when there is none yet.
    pub cycle: Option<Id<Cycle>>,
    /// Where the moment comes from.
    pub clock: Clock,
    /// Whether a board that is made is a simulation.
    pub is_simulation: bool,
    /// How many colours the terminal shows.
    pub tier: ColorDepth,
    /// Whether its ground is dark.
    pub ground: Background,
    /// Whether only ASCII is drawn.
    pub is_ascii: bool,
    /// The terminal's name, `TERM`.
    pub term: Option<String>,
    /// `TMUX`, for copying through it.
    pub tmux: Option<String>,
    /// The person's own editor.
    pub editor: String,
    /// The folder for drafts.
    pub state_folder: PathBuf,
    /// The person's home, which `~` means.
    pub home: Option<PathBuf>,
    /// The team's own playbooks.
    pub own_playbooks: Vec<Playbook>,
    /// What to say at once: a team's playbooks with faults in them.
    pub warning: Option<String>,
    /// A cycle to show while there is none: start today, zone of the machine.
    pub blank: Cycle,
}

impl Setup {
    /// The one of these people who sits here: by the login, or by the name given instead of it.
    pub(super) fn known(&self, people: &[Person]) -> Option<Id<Person>> {
        let Some(login) = self.login.as_deref().map(fold_name) else {
            return person::find(people, &self.name).ok().map(Record::id);
        };
        let is_mine = |person: &&Person| person.login.as_deref().map(fold_name).as_ref() == Some(&login);
        people.iter().find(is_mine).map(Record::id)
    }
}
