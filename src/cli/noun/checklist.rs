//! `gonogo check …`

use crate::cli::{
    Failure, Session,
    common_commands::{Edit, Hold, View},
    output::Answer,
    record_id::Named,
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
    Act(Act),
}

/// What can be done to them alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Act {
    /// Ticks one
    Done {
        /// The item, such as P-7
        id: Named,
        /// Where others can see that it was done
        #[arg(long, value_name = "TEXT")]
        evidence: Option<String>,
    },
    /// Sets one aside, with a reason
    Waive {
        /// The item
        id: Named,
        /// Why it does not apply
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
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

impl Act {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.join()?;
        let op = match self {
            Self::Done { id, evidence } => Op::Done { subject: id.of(Kind::Item)?, proof: evidence.clone() },
            Self::Waive { id, why } => Op::Waive { subject: id.of(Kind::Item)?, why: why.clone() },
        };
        session.perform(op, Vec::new())
    }
}
