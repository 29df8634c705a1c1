//! `gonogo step …`

use crate::cli::{
    Failure, Session,
    common_commands::{Edit, Hold, View},
    op_commands::OpCommands,
    output::Answer,
};
use crate::{
    domain::{Kind, Step},
    ops::step::Op,
};

/// What can be done to framework steps.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum StepCommand {
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    /// Changes its fields
    Edit(Edit<Step>),
    #[command(flatten)]
    Op(OpCommands<Op>),
}

impl StepCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::View(view) => view.run::<Step>(session),
            Self::Hold(hold) => hold.run(Kind::Step, session),
            Self::Edit(edit) => edit.run(session),
            Self::Op(acts) => acts.run(session),
        }
    }
}
