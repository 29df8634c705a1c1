//! `gonogo risk …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Hold, Rewrite, View},
    op_commands::OpCommands,
    output::Answer,
    record_id::Named,
};
use crate::{
    domain::{Fields, Kind, Risk, Value},
    ops::{common, risk::Op},
};

/// What can be done to risks.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum RiskCommand {
    /// Adds one: what may go wrong, how likely, how bad
    Add(Add<Risk>),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Risk>),
    #[command(flatten)]
    Own(OwnRiskCommand),
}

/// What can be done to them alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum OwnRiskCommand {
    /// Says how likely and how bad it is
    Score {
        /// The risk
        id: Named,
        /// How likely, 1 to 5
        #[arg(value_parser = clap::value_parser!(i64).range(1..=5))]
        chance: i64,
        /// How bad for customers, 1 to 5
        #[arg(value_parser = clap::value_parser!(i64).range(1..=5))]
        impact: i64,
    },
    #[command(flatten)]
    Op(OpCommands<Op>),
}

impl RiskCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(add) => add.run(session),
            Self::View(view) => view.run::<Risk>(session),
            Self::Hold(hold) => hold.run(Kind::Risk, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Own(act) => act.run(session),
        }
    }
}

impl OwnRiskCommand {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Score { id, chance, impact } => {
                let subject = session.subject(*id, Kind::Risk)?;
                session.join()?;
                let score = |name: &str, score: i64| (name.to_owned(), Value::Integer(score));
                let set = Fields::from([score("chance", *chance), score("impact", *impact)]);
                session.perform(common::Op::Edit { subject, set }, Vec::new())
            }
            Self::Op(acts) => acts.run(session),
        }
    }
}
