//! `gonogo check …`

use crate::cli::{
    Failure, Session,
    id::Named,
    page::Answer,
    verbs::{Hold, Look},
};
use crate::{
    domain::{Item, Kind},
    ops::item::Op,
};

/// What can be done to checklist items.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    #[command(flatten)]
    Look(Look),
    #[command(flatten)]
    Hold(Hold),
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
        let op = match self {
            Self::Look(look) => return look.run::<Item>(session),
            Self::Hold(hold) => return hold.run(Kind::Item, session),
            Self::Done { id, evidence } => Op::Done { subject: id.of(Kind::Item)?, proof: evidence.clone() },
            Self::Waive { id, why } => Op::Waive { subject: id.of(Kind::Item)?, why: why.clone() },
        };
        session.join()?;
        session.perform(op, Vec::new())
    }
}
