//! `gonogo cycle …`

pub(super) mod new;

use crate::cli::{
    Config, Failure, Globals, Session,
    common_commands::{Because, set},
    current_cycle,
    flags::{Every, Flags},
    op_commands::{Noun, OpCommands},
    output::{Answer, Look, Span},
    printer::Printer,
};
use crate::{
    domain::{
        Cycle, Record,
        cycle::CycleState,
        when::{countdown, weekday_day},
    },
    ops::{
        cycle::Op,
        gate,
        operation::{Declared, OpSpec},
    },
};
use new::New;

/// What can be done to cycles.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum CycleCommand {
    /// Starts one from a playbook, and the board with it if there is none yet
    New(Box<New>),
    /// Lists them
    Ls,
    /// Shows the charter of one
    Show {
        /// The cycle, by its id or the start of its name; else the one you work in
        name: Option<String>,
    },
    /// Ends one; from then on it only reads
    Close {
        /// The cycle, by its id or the start of its name; else the one you work in
        name: Option<String>,
    },
    /// Chooses the one that commands act in
    Use {
        /// The cycle, by its id or the start of its name
        name: String,
    },
    #[command(flatten)]
    Gate(OpCommands<Promise>),
    /// Changes the charter of the one you work in
    Edit {
        #[command(flatten)]
        set: Flags<Every<Cycle>>,
        #[command(flatten)]
        because: Because,
    },
}

/// What is said about the promise of a cycle and about its non-negotiable.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Promise;

impl Noun for Promise {
    const SPECS: &'static [&'static OpSpec] = &[gate::Demonstrate::SPEC, gate::Confirm::SPEC];
}

impl CycleCommand {
    pub(super) fn run(
        &self,
        globals: &Globals,
        config: &Config,
        printer: Printer,
    ) -> Result<Answer, Failure> {
        if let Self::New(new) = self {
            return new.run(globals, config, printer);
        }
        let mut session = Session::open(globals, config, printer)?;
        let answer = self.act(&mut session)?;
        Ok(session.placed(answer))
    }

    fn act(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::New(_) => unreachable!("it makes the board that a session needs"),
            Self::Ls => list(session),
            Self::Show { name } => {
                let cycle = named(name.as_deref(), session)?;
                session.begin_in(cycle.clone());
                Ok(show(&cycle, session))
            }
            Self::Use { name } => choose(name, session),
            Self::Close { name } => {
                let cycle = named(name.as_deref(), session)?;
                session.begin_in(cycle.clone());
                session.is_about(&[cycle.reference()]);
                session.join()?;
                session.perform(Op::Close { cycle: cycle.id }, Vec::new())
            }
            Self::Gate(acts) => acts.run(session),
            Self::Edit { set: flags, because } => {
                let subject = session.cycle()?.reference();
                session.is_about(&[subject]);
                session.join()?;
                set(subject, flags, because, session)
            }
        }
    }
}

/// Chooses the cycle that commands of this login act in.
fn choose(name: &str, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let cycle = named(Some(name), session)?;
    current_cycle::remember(session.executor.store.path(), &cycle)?;
    session.begin_in(cycle.clone());
    let mut answer = session.answer(|| serde_json::Value::Object(session.speech().object(&cycle)));
    answer.say(format!("commands act in \"{}\" from now on", cycle.name), Look::Strong);
    Ok(answer)
}

fn named(name: Option<&str>, session: &Session<'_>) -> Result<Cycle, Failure> {
    match name {
        Some(name) => Ok(current_cycle::find(&session.executor.store.cycles()?, name)?.clone()),
        None => Ok(session.cycle()?.clone()),
    }
}

fn list(session: &Session<'_>) -> Result<Answer, Failure> {
    let cycles = session.executor.store.cycles()?;
    let speech = session.speech();
    let object = |cycle: &Cycle| serde_json::Value::Object(speech.object(cycle));
    let mut answer = session.answer(|| cycles.iter().map(object).collect());
    let current = session.cycle.as_ref().map(Record::id);
    let row = |cycle: &Cycle| {
        let mark = if current == Some(cycle.id) { "*" } else { " " };
        let look = if cycle.state == CycleState::Active { Look::Strong } else { Look::Faint };
        let plain = |text: String| Span::new(text, Look::Plain);
        vec![
            plain(mark.to_owned()),
            Span::new(cycle.reference().to_string(), Look::Strong),
            Span::new(&*cycle.name, look),
            plain(cycle.state.label().to_owned()),
            plain(format!("launch {}", cycle.launch)),
            plain(countdown(cycle.schedule().launch_at(), session.now, cycle.tz())),
            plain(cycle.playbook.to_string()),
        ]
    };
    answer.table(0, cycles.iter().map(row).collect());
    if cycles.is_empty() {
        answer.line("no cycle yet; start one: gonogo cycle new --help");
    } else if current.is_none() {
        answer.say("none is chosen: gonogo cycle use NAME", Look::Faint);
    }
    Ok(answer)
}

fn show(cycle: &Cycle, session: &Session<'_>) -> Answer {
    let speech = session.speech();
    let schedule = cycle.schedule();
    let mut object = speech.object(cycle);
    object.insert("next_review".to_owned(), serde_json::json!(schedule.next_review(session.now)));
    let mut answer = session.answer(|| serde_json::Value::Object(object));
    answer.say(&*cycle.name, Look::Strong);
    let mut rows = crate::cli::value::facts(speech, cycle, &["name"]);
    rows.push(vec![
        Span::new("midpoint", Look::Faint),
        Span::new(weekday_day(schedule.midpoint()), Look::Plain),
    ]);
    answer.table(2, rows);
    answer
}
