//! `gonogo person …`

use crate::cli::{
    Failure, Session,
    common_commands::set,
    flags::{Every, Flags},
    output::{Answer, Look, Span},
};
use crate::{
    domain::{Person, Record},
    ops::person::Op,
};

/// What can be done about people.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    /// Lists everybody
    Ls {
        /// Those who have left, too
        #[arg(long)]
        all: bool,
    },
    #[command(flatten)]
    Act(Act),
}

/// What changes them.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Act {
    /// Adds somebody
    Add {
        /// The name as written on the badge
        name: String,
        /// What the person works in
        #[arg(long, value_name = "F")]
        function: Option<String>,
        /// The login name on this machine, by which the person is recognised
        #[arg(long, value_name = "L")]
        login: Option<String>,
    },
    /// Changes somebody's name, function or login
    Edit {
        /// The person
        #[arg(value_name = "P")]
        person: String,
        #[command(flatten)]
        set: Flags<Every<Person>>,
    },
    /// Somebody leaves; everything open goes to another
    Off {
        /// Who leaves
        #[arg(value_name = "P")]
        person: String,
        /// Who takes over
        #[arg(long, value_name = "P")]
        hand_over: String,
    },
}

impl Verb {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Ls { all } => Ok(list(*all, session)),
            Self::Act(act) => act.run(session),
        }
    }
}

impl Act {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.join()?;
        match self {
            Self::Add { name, function, login } => {
                let op = Op::Add { name: name.clone(), function: function.clone(), login: login.clone() };
                session.perform(op, Vec::new())
            }
            Self::Edit { person, set: flags } => {
                let id = session.person(person)?;
                set(crate::domain::Ref::new(Person::KIND, id.number()), flags, session)
            }
            Self::Off { person, hand_over } => {
                let op = Op::Off { person: session.person(person)?, hand_over: session.person(hand_over)? };
                session.perform(op, Vec::new())
            }
        }
    }
}

fn list(all: bool, session: &Session<'_>) -> Answer {
    let speech = session.speech();
    let shown: Vec<&Person> = session.people.iter().filter(|person| all || person.active).collect();
    let object = |person: &&Person| serde_json::Value::Object(speech.object(*person));
    let mut answer = session.answer(|| shown.iter().map(object).collect());
    let row = |person: &&Person| {
        let plain = |text: &str| Span::new(text, Look::Plain);
        vec![
            Span::new(&*person.handle, Look::Strong),
            plain(&person.name),
            plain(person.function.as_deref().unwrap_or_default()),
            plain(person.login.as_deref().unwrap_or_default()),
            plain(if person.active { "" } else { "has left" }),
        ]
    };
    answer.table(0, shown.iter().map(row).collect());
    let left = session.people.len() - shown.len();
    if left > 0 {
        answer.say(format!("{left} who have left are not shown; --all shows them"), Look::Faint);
    }
    answer
}
