//! `gonogo dependency …`

use crate::cli::{
    Failure, Session,
    common_commands::{Add, Hold, Rewrite},
    op_commands::OpCommands,
    output::{Answer, Look, Span},
    record::{Ls, Seen, Show, object, table},
};
use crate::{
    domain::{Dependency, Kind, Record, person::FUNCTIONS},
    ops::dependency::Op,
};
use serde_json::{Value, json};

/// What can be done to dependencies.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum DependencyCommand {
    /// Adds one: what is needed, from whom, for whom; owner and checkpoint have defaults
    Add(Add<Dependency>),
    /// Lists them
    Ls(List),
    /// Shows one with its notes and history
    Show(Show),
    #[command(flatten)]
    Hold(Hold),
    #[command(flatten)]
    Rewrite(Rewrite<Dependency>),
    #[command(flatten)]
    Op(OpCommands<Op>),
}

/// Which dependencies are listed, and how.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct List {
    #[command(flatten)]
    ls: Ls,
    /// Side by side under the function that delivers
    #[arg(long, value_parser = ["function"])]
    by: Option<String>,
}

impl DependencyCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::Add(add) => add.run(session),
            Self::Ls(List { ls, by: None }) => ls.run::<Dependency>(session),
            Self::Ls(List { ls, by: Some(_) }) => by_function(ls, session),
            Self::Show(show) => show.run::<Dependency>(session),
            Self::Hold(hold) => hold.run(Kind::Dependency, session),
            Self::Rewrite(rewrite) => rewrite.run(session),
            Self::Op(acts) => acts.run(session),
        }
    }
}

/// What one function delivers.
struct Delivers<'a> {
    function: &'a str,
    dependencies: Vec<&'a Dependency>,
}

/// The map: under each function what it delivers and to whom, then every dependency in full.
fn by_function(ls: &Ls, session: &Session<'_>) -> Result<Answer, Failure> {
    let board = session.board()?;
    let seen = Seen::at(&board, session.now);
    let (shown, of) = ls.shown::<Dependency>(&seen, session)?;
    let groups = groups(&shown);
    let json = groups.iter().map(|group| {
        let delivers: Value =
            group.dependencies.iter().map(|one| Value::Object(object(*one, &seen, session))).collect();
        json!({ "function": group.function, "delivers": delivers })
    });
    let mut answer = session.answer(|| json.collect());
    answer.table(0, map(&groups));
    for group in groups.iter().filter(|group| !group.dependencies.is_empty()) {
        answer.heading(format!("{} delivers", group.function));
        answer.table(2, table(&group.dependencies, &seen, session));
    }
    answer.line("");
    answer.say(ls.count::<Dependency>(shown.len(), of), Look::Faint);
    Ok(answer)
}

/// The functions in the order of the work, those without anything too, so that a gap shows; then any other.
fn groups<'a>(shown: &[&'a Dependency]) -> Vec<Delivers<'a>> {
    let mut groups: Vec<Delivers<'a>> =
        FUNCTIONS.iter().map(|&function| Delivers { function, dependencies: Vec::new() }).collect();
    for dependency in shown {
        let function = dependency.from_function.as_deref().unwrap_or("nobody");
        match groups.iter_mut().find(|group| group.function == function) {
            Some(group) => group.dependencies.push(dependency),
            None => groups.push(Delivers { function, dependencies: vec![dependency] }),
        }
    }
    groups
}

fn map(groups: &[Delivers<'_>]) -> Vec<Vec<Span>> {
    let head = groups.iter().map(|group| Span::new(group.function.to_uppercase(), Look::Faint));
    let mut rows = vec![head.collect::<Vec<Span>>()];
    let most = groups.iter().map(|group| group.dependencies.len()).max().unwrap_or(0);
    let cell = |group: &Delivers<'_>, at: usize| match group.dependencies.get(at) {
        Some(one) => {
            let to = one.to_function.as_deref().unwrap_or("nobody");
            let look = if one.slips_days().is_some() { Look::Alarm } else { Look::Plain };
            Span::new(format!("{} for {to}", one.reference()), look)
        }
        None => Span::new("", Look::Plain),
    };
    rows.extend((0..most).map(|at| groups.iter().map(|group| cell(group, at)).collect()));
    rows
}
