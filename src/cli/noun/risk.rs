//! `gonogo risk …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Hold, Rewrite, View},
    output::Answer,
    record_id::Named,
};
use crate::{
    domain::{Fields, Kind, Risk, Value},
    ops::{Operation, common, risk::Op},
};

/// What can be done to risks.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    /// Adds one: what may go wrong, how likely, how bad
    Add(Add<Risk>),
    #[command(flatten)]
    View(View),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Risk>),
    #[command(flatten)]
    Act(Act),
}

/// What can be done to them alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Act {
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
    /// Says that it happened; one to isolate sets its decision apart for 48 hours
    Appear {
        /// The risk
        id: Named,
    },
    /// Says whether its early sign is there
    Sign {
        /// The risk
        id: Named,
        /// yes or no
        #[arg(value_parser = ["yes", "no"])]
        seen: String,
        /// A word on it
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
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
        match self {
            Self::Add(add) => add.run(session),
            Self::View(view) => view.run::<Risk>(session),
            Self::Hold(hold) => hold.run(Kind::Risk, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Act(act) => act.run(session),
        }
    }
}

impl Act {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.join()?;
        let subject = |id: &Named| id.of(Kind::Risk);
        let operation: Operation = match self {
            Self::Score { id, chance, impact } => {
                let score = |name: &str, score: i64| (name.to_owned(), Value::Integer(score));
                let set = Fields::from([score("chance", *chance), score("impact", *impact)]);
                let subject = subject(id)?;
                common::Op::Edit { subject, set }.into()
            }
            Self::Appear { id } => Op::Appear { subject: subject(id)? }.into(),
            Self::Sign { id, seen, note } => {
                let (subject, note) = (subject(id)?, note.clone());
                Op::Sight { subject, seen: seen == "yes", note }.into()
            }
            Self::Mitigate { id, how } => {
                let (subject, how) = (subject(id)?, how.clone());
                Op::Mitigate { subject, how }.into()
            }
            Self::Close { id, why } => {
                let (subject, why) = (subject(id)?, why.clone());
                Op::Close { subject, why }.into()
            }
        };
        session.perform(operation, Vec::new())
    }
}
