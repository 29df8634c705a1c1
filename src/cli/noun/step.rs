//! `gonogo step …`

use crate::cli::{
    Failure, Session,
    common_commands::{Edit, Hold, View},
    output::Answer,
    record_id::Named,
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
    /// Completes one
    Done {
        /// The step, such as S-3
        id: Named,
        /// Why it is completed although something is open
        #[arg(long = "override", value_name = "WHY")]
        why: Option<String>,
    },
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::View(view) => view.run::<Step>(session),
            Self::Hold(hold) => hold.run(Kind::Step, session),
            Self::Edit(edit) => edit.run(session),
            Self::Done { id, why } => {
                session.join()?;
                let op = Op::Done { subject: id.of(Kind::Step)?, override_why: why.clone() };
                session.perform(op, Vec::new())
            }
        }
    }
}
