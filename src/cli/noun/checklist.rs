//! `gonogo check …`

use crate::cli::{
    Failure, Session,
    common_commands::{Edit, Hold, View},
    op_commands::OpCommands,
    output::Answer,
};
use crate::{
    domain::{Item, Kind},
    ops::item::Op,
};

/// What can be done to checklist items.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum ChecklistCommand {
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    /// Changes its fields
    Edit(Edit<Item>),
    #[command(flatten)]
    Op(OpCommands<Op>),
}

impl ChecklistCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::View(view) => view.run::<Item>(session),
            Self::Hold(hold) => hold.run(Kind::Item, session),
            Self::Edit(edit) => edit.run(session),
            Self::Op(act) => act.run(session),
        }
    }
}
