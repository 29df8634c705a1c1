//! `gonogo risk …`

use crate::cli::{
    Failure, Session,
    id::Named,
    page::Answer,
    verbs::{Add, Hold, Look, Rewrite},
};
use crate::{
    domain::{Fields, Kind, Risk, Value},
    ops::{record, risk::Op},
};

/// What can be done to risks.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    /// Adds one: what may go wrong, how likely, how bad
    Add(Add<Risk>),
    #[command(flatten)]
    Look(Look),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Risk>),
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
    /// Says that it happened
    Appear {
        /// The risk
        id: Named,
    },
    /// Says that it is contained
    Mitigate {
        /// The risk
        id: Named,
        /// What was done about it
        #[arg(long, value_name = "TEXT", default_value = "")]
        how: String,
    },
    /// Says that it is over
    Close {
        /// The risk
        id: Named,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let subject = |id: &Named| id.of(Kind::Risk);
        let op = match self {
            Self::Add(add) => return add.run(session),
            Self::Look(look) => return look.run::<Risk>(session),
            Self::Hold(hold) => return hold.run(Kind::Risk, session),
            Self::Rewrite(rewrite) => return rewrite.run(session),
            Self::Score { id, chance, impact } => {
                let score = |name: &str, score: i64| (name.to_owned(), Value::Integer(score));
                session.join()?;
                let op = record::Op::Edit {
                    subject: subject(id)?,
                    set: Fields::from([score("chance", *chance), score("impact", *impact)]),
                };
                return session.perform(op, Vec::new());
            }
            Self::Appear { id } => Op::Appear { subject: subject(id)? },
            Self::Mitigate { id, how } => Op::Mitigate { subject: subject(id)?, how: how.clone() },
            Self::Close { id, why } => Op::Close { subject: subject(id)?, why: why.clone() },
        };
        session.join()?;
        session.perform(op, Vec::new())
    }
}
