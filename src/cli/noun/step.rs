//! `gonogo step …`

use crate::cli::{
    Failure, Session,
    acts::Acts,
    common_commands::{Edit, Hold, View},
    output::Answer,
};
use crate::{
    domain::{Kind, Step},
    ops::step::Op,
};

/// What can be done to framework steps.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    /// Changes its fields
    Edit(Edit<Step>),
    #[command(flatten)]
    Act(Acts<Op>),
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::View(view) => view.run::<Step>(session),
            Self::Hold(hold) => hold.run(Kind::Step, session),
            Self::Edit(edit) => edit.run(session),
            Self::Act(acts) => acts.run(session),
        }
    }
}
