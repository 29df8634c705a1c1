//! `gonogo metric …`

use crate::cli::{
    Failure, Session,
    common_commands::{Edit, View, assign},
    op_commands::{Noun, OpCommands},
    output::Answer,
    record_id::Named,
};
use crate::{
    domain::{
        Fields, Kind, Metric, Moment, Record, Ref, Refusal, Value, due, parse,
        record::{Field, Input},
        when::long,
    },
    ops::{
        OpenQuestion, Operation, common, metric,
        operation::{Declared, OpSpec},
    },
};

/// What can be done to metrics.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum MetricCommand {
    #[command(flatten)]
    View(View),
    /// Changes its fields
    Edit(Edit<Metric>),
    #[command(flatten)]
    Own(OwnMetricCommand),
}

/// A reading of a metric that is called by its name.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ByName {
    /// The metric: its id, or the beginning of its key or name, such as handoff
    metric: String,
    /// The value, in the metric's unit: 4.2, 4,2, 4.2%, 12h
    #[arg(allow_hyphen_values = true)]
    value: String,
    /// The day it was read, if not now: 2026-03-05, yesterday
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// A word on it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// The risk that explains why it is off its target
    #[arg(long, value_name = "R-n")]
    risk: Option<Named>,
}

impl ByName {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let (on, note) = (self.on.clone(), self.note.clone());
        OwnMetricCommand::Read { id: self.id(session)?, value: self.value.clone(), on, note, risk: self.risk }
            .run(session)
    }

    /// The metric that is meant; a key or name may be cut short as long as it is the only one.
    fn id(&self, session: &Session<'_>) -> Result<Named, Failure> {
        if let Ok(named) = self.metric.parse() {
            return Ok(named);
        }
        let metrics = session.executor.store.metrics(session.cycle()?.id)?;
        let wanted = self.metric.trim().to_lowercase();
        let begins = |metric: &&Metric| {
            metric.key.starts_with(&wanted) || metric.title.to_lowercase().starts_with(&wanted)
        };
        let found: Vec<&Metric> = metrics.iter().filter(begins).collect();
        if let [metric] = found[..] {
            return Ok(Named::Whole(metric.reference()));
        }
        let (rule, reason, offered) = if found.is_empty() {
            let reason = format!("no metric of this cycle is called `{}`", self.metric);
            ("metric.unknown", reason, metrics.iter().collect())
        } else {
            let reason = format!("`{}` is the beginning of several metrics", self.metric);
            ("metric.ambiguous", reason, found)
        };
        let known: Vec<&str> = offered.iter().map(|metric| &*metric.key).collect();
        Err(Refusal::new(rule, reason, format!("type one of {}", known.join(", "))).into())
    }
}

/// What can be done to them alone.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum OwnMetricCommand {
    /// Enters a reading
    // A reading is of a day that has been, where every other date that is typed lies ahead.
    Read {
        /// The metric
        id: Named,
        /// The value, in the metric's unit: 4.2, 4,2, 4.2%, 12h
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// The day it was read, if not now: 2026-03-05, yesterday
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// A word on it
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// The risk that explains why it is off its target
        #[arg(long, value_name = "R-n")]
        risk: Option<Named>,
    },
    #[command(flatten)]
    Op(OpCommands<MetricOps>),
    /// Says who answers for it
    Own {
        /// The metric
        id: Named,
        /// The person
        #[arg(value_name = "P")]
        owner: String,
        /// Adds the person, who is new here, under this name
        #[arg(long)]
        create: bool,
    },
    /// Sets the value to reach
    Target {
        /// The metric
        id: Named,
        /// The value, in the metric's unit: 4.2, 4,2, 4.2%, 12h
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    #[command(flatten)]
    Record(OpCommands<MetricNotes>),
}

/// The operations on any record that a metric takes.
#[derive(Clone, Debug)]
pub(in crate::cli) struct MetricNotes;

impl Noun for MetricNotes {
    const SPECS: &'static [&'static OpSpec] = &[common::Note::SPEC];
}

/// The operations that are typed as they are declared.
#[derive(Clone, Debug)]
pub(in crate::cli) struct MetricOps;

impl Noun for MetricOps {
    const SPECS: &'static [&'static OpSpec] = &[
        metric::Add::SPEC,
        metric::Correct::SPEC,
        metric::Outcome::SPEC,
        metric::Link::SPEC,
        metric::Unlink::SPEC,
    ];
}

impl MetricCommand {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        match self {
            Self::View(view) => view.run::<Metric>(session),
            Self::Edit(edit) => edit.run(session),
            Self::Own(act) => act.run(session),
        }
    }
}

impl OwnMetricCommand {
    fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let operation: Operation = match self {
            Self::Op(acts) => return acts.run(session),
            Self::Record(acts) => return acts.run_on(Kind::Metric, session),
            Self::Read { id, value, on, note, risk } => {
                let subject = session.subject(*id, Kind::Metric)?;
                session.join()?;
                let risk = risk.map(|risk| risk.reference(Kind::Risk)).transpose()?;
                let at = on.as_deref().map(|on| day(on, session)).transpose()?;
                let note = note.clone();
                let value = number("value", value, subject, session)?;
                return read(metric::Read { subject, value, at, note, risk }, session);
            }
            Self::Own { id, owner, create } => {
                let subject = session.subject(*id, Kind::Metric)?;
                session.join()?;
                assign(vec![subject], owner, *create, session)?.into()
            }
            Self::Target { id, value } => {
                let subject = session.subject(*id, Kind::Metric)?;
                session.join()?;
                let target = number("target", value, subject, session)?;
                let set = Fields::from([("target".to_owned(), Value::Real(target))]);
                common::Op::Edit { subject, set }.into()
            }
        };
        session.perform(operation, Vec::new())
    }
}

/// Enters a reading, and says how to answer what it leaves open.
fn read(read: metric::Read, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let echoes = read.at.map(|at| ("on", long(at, session.zone()))).into_iter().collect();
    let (subject, value) = (read.subject, read.value);
    let receipt = session.execute(&read.into())?;
    let mut answer = session.receipt(&receipt, echoes)?;
    if receipt.open == Some(OpenQuestion::WhichRisk) {
        answer.line(format!("  say it with: gonogo metric read {subject} {value} --risk R-n"));
    }
    Ok(answer)
}

/// A number in the unit of a metric.
fn number(name: &'static str, text: &str, subject: Ref, session: &Session<'_>) -> Result<f64, Failure> {
    let field = Field::asked(name, Input::Number, name, "Which value?");
    match session.reader_of(Some(subject)).read(&field, text)?.value {
        Value::Real(number) => Ok(number),
        Value::Null | Value::Integer(_) | Value::Text(_) => {
            Err(Refusal::new("number.reading", "a number is needed", "type digits such as 4.2")
                .on(name)
                .into())
        }
    }
}

/// The moment of a reading, which has been: this one for today, nine in the morning of an earlier day.
fn day(text: &str, session: &Session<'_>) -> Result<Moment, Failure> {
    let zone = session.zone();
    let read = match due::read_instant(text, zone) {
        Ok(moment) => moment,
        Err(_) => match parse::day(text, &session.reader().due)? {
            day if day == session.now.day(zone) => session.now,
            day => day.at(due::MORNING, zone),
        },
    };
    if read <= session.now {
        return Ok(read);
    }
    let reason = format!("nothing can have been read on {}", long(read, zone));
    let hint = "a day that has been is yesterday, last fri, 3 days ago or 2026-03-05";
    Err(Refusal::new("reading.ahead", reason, hint).on("at").into())
}
