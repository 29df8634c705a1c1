//! `gonogo dependency …`

use crate::cli::{
    Failure, Session,
    id::Named,
    page::Answer,
    verbs::{Add, Hold, Rewrite, View},
};
use crate::{
    domain::{Dependency, Kind},
    ops::dependency::Op,
};

/// What can be done to dependencies.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    /// Adds one: what is needed; owner and checkpoint have defaults
    Add(Add<Dependency>),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Dependency>),
    /// Says that it was delivered
    Done {
        /// The dependency
        id: Named,
        /// A word on it
        #[arg(long, value_name = "TEXT")]
        how: Option<String>,
    },
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(add) => add.run(session),
            Self::View(view) => view.run::<Dependency>(session),
            Self::Hold(hold) => hold.run(Kind::Dependency, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Done { id, how } => {
                session.join()?;
                let op = Op::Done { subject: id.of(Kind::Dependency)?, how: how.clone() };
                session.perform(op, Vec::new())
            }
        }
    }
}
