//! `gonogo check …`

use crate::cli::{
    Failure, Session,
    acts::Acts,
    common_commands::{Edit, Hold, View},
    output::Answer,
};
use crate::{
    domain::{Item, Kind},
    ops::item::Op,
};

/// What can be done to checklist items.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    /// Changes its fields
    Edit(Edit<Item>),
    #[command(flatten)]
    Act(Acts<Op>),
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::View(view) => view.run::<Item>(session),
            Self::Hold(hold) => hold.run(Kind::Item, session),
            Self::Edit(edit) => edit.run(session),
            Self::Act(act) => act.run(session),
        }
    }
}
