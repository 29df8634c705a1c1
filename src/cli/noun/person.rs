//! `gonogo person …`

use crate::cli::{
    Failure, Session,
    common_commands::{Because, set},
    flags::{Every, Flags},
    op_commands::{Noun, OpCommands},
    output::{Answer, Look, Span},
    record::person as person_object,
};
use crate::{
    domain::{Person, Record, Ref, when::weekday_day},
    ops::{
        operation::{Declared, OpSpec},
        person,
    },
};

/// What can be done about people.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum PersonCommand {
    /// Lists everybody
    Ls {
        /// Those who have left, too
        #[arg(long)]
        all: bool,
    },
    #[command(flatten)]
    Own(OwnPersonCommand),
}

/// What changes them.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum OwnPersonCommand {
    #[command(flatten)]
    Op(OpCommands<PersonOps>),
    /// Changes somebody's name, function or login
    Edit {
        /// The person
        #[arg(value_name = "P")]
        person: String,
        #[command(flatten)]
        set: Flags<Every<Person>>,
        #[command(flatten)]
        because: Because,
    },
}

/// The operations that are typed after `person`: all but the one by which somebody joins.
#[derive(Clone, Debug)]
pub(in crate::cli) struct PersonOps;

impl Noun for PersonOps {
    const SPECS: &'static [&'static OpSpec] =
        &[person::Add::SPEC, person::Off::SPEC, person::Away::SPEC, person::Back::SPEC];
}

impl PersonCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Ls { all } => Ok(list(*all, session)),
            Self::Own(act) => act.run(session),
        }
    }
}

impl OwnPersonCommand {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Edit { person, set: flags, because } => {
                let subject = Ref::new(Person::KIND, session.person(person)?.number());
                session.is_about(&[subject]);
                session.join()?;
                set(subject, flags, because, session)
            }
            Self::Op(acts) => acts.run(session),
        }
    }
}

/// Whether somebody has left, or is away and who covers.
fn stands(person: &Person, session: &Session<'_>) -> String {
    match (person.active, person.away_from, person.away_to) {
        (false, ..) => "has left".to_owned(),
        (true, Some(from), Some(to)) => {
            let cover =
                person.cover.map_or_else(String::new, |cover| session.speech().handle(cover.number()));
            format!("away {} to {}, {cover} covers", weekday_day(from), weekday_day(to))
        }
        (true, ..) => String::new(),
    }
}

fn list(all: bool, session: &Session<'_>) -> Answer {
    let shown: Vec<&Person> = session.people.iter().filter(|person| all || person.active).collect();
    let object = |one: &&Person| serde_json::Value::Object(person_object(one));
    let mut answer = session.answer(|| shown.iter().map(object).collect());
    let row = |person: &&Person| {
        let plain = |text: &str| Span::new(text, Look::Plain);
        vec![
            Span::new(&*person.handle, Look::Strong),
            plain(&person.name),
            plain(person.function.as_deref().unwrap_or_default()),
            plain(person.login.as_deref().unwrap_or_default()),
            Span::new(stands(person, session), Look::Plain),
        ]
    };
    answer.table(0, shown.iter().map(row).collect());
    let left = session.people.len() - shown.len();
    if left > 0 {
        answer.say(format!("{left} who have left are not shown; --all shows them"), Look::Faint);
    }
    answer
}
