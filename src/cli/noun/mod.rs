//! The nouns of the command line, and the commands that stand alone.

mod blocker;
mod calendar;
mod checklist;
mod cycle;
mod decision;
mod demo;
mod dependency;
mod doctor;
mod due;
mod gaps;
pub(super) mod import;
mod intake;
mod keys;
mod launch;
mod log;
mod metric;
mod next;
mod person;
mod playbook;
mod report;
mod review;
mod risk;
mod schema;
mod scope;
mod search;
mod simulate;
mod stats;
pub(super) mod status;
mod step;
mod success;
mod verdict;

use super::{
    Config, Failure, Globals, Session, common_commands::OneLine, deferred::Deferred, output::Answer,
    printer::Printer,
};
use crate::{domain::Kind, ops::Operation};
use clap::Subcommand;

/// What a command is about.
#[derive(Debug, Subcommand)]
pub(super) enum Noun {
    /// A cycle in flight, to look around in
    Demo(Deferred<demo::Demo>),
    /// Copies a board as a simulation, in which the clock may be given
    Simulate(Deferred<simulate::Simulate>),
    /// Cycles: one launch or alignment each, from start to wrap-up
    #[command(subcommand)]
    Cycle(Deferred<cycle::CycleCommand>),
    /// The plans a cycle can start from
    #[command(subcommand)]
    Playbook(Deferred<playbook::PlaybookCommand>),
    /// People: who owns, approves, is asked
    #[command(subcommand)]
    Person(Deferred<person::PersonCommand>),
    /// The six steps of the framework
    #[command(subcommand)]
    Step(Deferred<step::StepCommand>),
    /// The sixteen items of the checklist
    #[command(subcommand)]
    Check(Deferred<checklist::ChecklistCommand>),
    /// Decisions: a question, one owner, a date
    #[command(subcommand)]
    Decision(Deferred<Box<decision::DecisionCommand>>),
    /// Blockers: what is stuck, one owner, a date, a fallback
    #[command(subcommand)]
    Blocker(Deferred<Box<blocker::BlockerCommand>>),
    /// Writes an update on a blocker; short for `blocker update`
    B(Deferred<OneLine>),
    /// Risks: what may go wrong, how likely, how bad, and the plan against it
    #[command(subcommand)]
    Risk(Deferred<Box<risk::RiskCommand>>),
    /// Metrics and their readings
    #[command(subcommand)]
    Metric(Deferred<metric::MetricCommand>),
    /// Build scope: what may be built, and what the rest lacks
    Scope(Deferred<scope::Scope>),
    /// Enters a reading by the metric's name; short for `metric read`
    M(Deferred<metric::ByName>),
    /// What was noted and is not yet accountable
    #[command(subcommand)]
    Intake(Deferred<Box<intake::IntakeCommand>>),
    /// Dependencies: what one function needs of another
    #[command(subcommand)]
    Dependency(Deferred<Box<dependency::DependencyCommand>>),
    /// Success criteria: which metric reaches which value by when
    #[command(subcommand)]
    Success(Deferred<Box<success::SuccessCommand>>),
    /// Launch criteria: what must hold on a path that earns money
    #[command(subcommand)]
    Launch(Deferred<Box<launch::LaunchCommand>>),
    /// Reviews: which were held, which were missed
    #[command(subcommand)]
    Review(Deferred<review::ReviewCommand>),
    /// Whether we are where we should be, and whether we could launch; exits with 0, 10 or 20
    Verdict(Deferred<verdict::Verdict>),
    /// How things stand: what is late, what is missing, what comes next
    Status(Deferred<status::Status>),
    /// Artefacts to pass on, as Markdown or plain text
    #[command(subcommand)]
    Report(Deferred<report::ReportCommand>),
    /// Numbers over the whole cycle
    #[command(subcommand)]
    Stats(Deferred<stats::StatsCommand>),
    /// What lacks an owner, a date, a fallback or a plan; exits with 10 when something does
    Gaps,
    /// What is due: late, soon, escalated, 48-hour windows, missed reviews
    Due(Deferred<due::Due>),
    /// What to do next: hard reasons, windows, what is escalated to you, late or due soon
    Next(Deferred<next::Next>),
    /// What is mine and open, by date
    Mine,
    /// What was done, by whom, from where; newest first
    Log(Deferred<log::Log>),
    /// Takes back your own newest operation
    Undo,
    /// Does again what you took back
    Redo,
    /// Finds words in everything that was written
    Search(Deferred<search::Search>),
    /// The dates of the cycle: reviews, midpoint, launch and what follows
    Calendar(Deferred<calendar::Calendar>),
    /// Brings a register in from a file
    Import(Deferred<import::Import>),
    /// What every key of the terminal does
    Keys(Deferred<keys::Keys>),
    /// The JSON Schema of what commands print for scripts
    Schema(Deferred<schema::Schema>),
    /// Looks whether the board file and this terminal are sound
    Doctor(doctor::Doctor),
}

impl Noun {
    /// Runs the command.
    ///
    /// # Errors
    /// What stands in the way.
    pub(super) fn run(
        &self,
        globals: &Globals,
        config: &Config,
        printer: Printer,
    ) -> Result<Answer, Failure> {
        let at = |work: &dyn Fn(&mut Session<'_>) -> Result<Answer, Failure>| {
            let mut session = Session::open(globals, config, printer)?;
            let answer = work(&mut session)?;
            Ok(session.placed(answer))
        };
        match self {
            // These do without a board, or make one.
            Self::Demo(demo) => demo.run(globals, config, printer),
            Self::Simulate(simulate) => simulate.run(printer),
            Self::Playbook(verb) => verb.run(config),
            Self::Keys(keys) => Ok(keys.run()),
            Self::Schema(schema) => schema.run(),
            Self::Cycle(verb) => verb.run(globals, config, printer),
            Self::Person(verb) => at(&|session| verb.run(session)),
            Self::Step(verb) => at(&|session| verb.run(session)),
            Self::Check(verb) => at(&|session| verb.run(session)),
            Self::Decision(verb) => at(&|session| verb.run(session)),
            Self::Blocker(verb) => at(&|session| verb.run(session)),
            Self::B(line) => at(&|session| update(line, session)),
            Self::Risk(verb) => at(&|session| verb.run(session)),
            Self::Metric(verb) => at(&|session| verb.run(session)),
            Self::Scope(scope) => at(&|session| scope.run(session)),
            Self::M(reading) => at(&|session| reading.run(session)),
            Self::Intake(verb) => at(&|session| verb.run(session)),
            Self::Dependency(verb) => at(&|session| verb.run(session)),
            Self::Success(verb) => at(&|session| verb.run(session)),
            Self::Launch(verb) => at(&|session| verb.run(session)),
            Self::Review(verb) => at(&|session| verb.run(session)),
            Self::Verdict(verdict) => at(&|session| verdict.run(session)),
            Self::Status(status) => at(&|session| status.run(session)),
            Self::Report(verb) => at(&|session| verb.run(session)),
            Self::Stats(verb) => at(&|session| verb.run(session)),
            Self::Gaps => at(&|session| gaps::run(session)),
            Self::Due(due) => at(&|session| due.run(session)),
            Self::Next(next) => at(&|session| next.run(session)),
            Self::Mine => at(&|session| due::mine(session)),
            Self::Log(log) => at(&|session| log.run(session)),
            Self::Undo => at(&|session| session.perform_all(Operation::Undo, &Vec::new())),
            Self::Redo => at(&|session| session.perform_all(Operation::Redo, &Vec::new())),
            Self::Search(search) => at(&|session| search.run(session)),
            Self::Calendar(calendar) => at(&|session| calendar.run(session)),
            Self::Import(import) => at(&|session| import.run(session)),
            Self::Doctor(doctor) => at(&|session| doctor.run(session)),
        }
    }
}

/// Writes an update on a blocker.
fn update(line: &OneLine, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let operation = line.note(Kind::Blocker, session)?;
    session.join()?;
    session.perform(operation, Vec::new())
}
