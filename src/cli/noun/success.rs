//! `gonogo success …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Hold, Rewrite, View},
    output::Answer,
};
use crate::domain::{Kind, SuccessCriterion};

/// What can be done to success criteria.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum SuccessCommand {
    /// Adds one: a metric, the value it must reach, and by when
    Add(Add<SuccessCriterion>),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<SuccessCriterion>),
}

impl SuccessCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(add) => add.run(session),
            Self::View(view) => view.run::<SuccessCriterion>(session),
            Self::Hold(hold) => hold.run(Kind::SuccessCriterion, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
        }
    }
}
