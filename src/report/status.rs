//! How a cycle stands at a moment: the verdict, what is late, what is missing, what comes next.

use super::{Block, Column, Doc, Text};
use crate::domain::{
    Board, Kind, Moment, Record, Ref, Risk,
    calendar::Entry,
    intake::IntakeState,
    policy::Severity,
    rules::{
        context::RuleContext,
        evaluate::Findings,
        isolation,
        ownership_gaps::{Gap, gaps},
        urgency::{self, Need},
        verdict::{self, Verdict, VerdictLine},
    },
    summary::Standing,
    when::{Zone, countdown, distance, hours_left, long, short_due, weekday_day},
};

/// How many dates ahead are named.
const AHEAD: usize = 4;
/// Letters of a hash that tell one state of a board from another.
const HASH: usize = 8;

/// How a cycle stands.
#[derive(Debug)]
pub struct Status<'a> {
    board: &'a Board,
    /// The verdict, for this stretch of the cycle and for the gate.
    pub verdict: Verdict,
    /// How far away launch is: `T-12`.
    pub countdown: String,
    /// Open blockers.
    pub blocking: usize,
    /// Notes that wait in the intake.
    pub intake: usize,
    /// What is past its date or is escalated, most pressing first.
    pub late: Vec<Need>,
    /// What lacks something it should have.
    pub incomplete: Vec<Gap>,
    /// The next dates of the cycle.
    pub ahead: Vec<Entry>,
}

/// A record that wants attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanting {
    /// The record, as people call it.
    pub reference: Ref,
    /// What it is called.
    pub title: String,
    /// The handle of whoever answers for it.
    pub owner: Option<String>,
    /// The date it stands by.
    pub due: Option<Moment>,
    /// The names of the fields it lacks, when that is why it is here.
    pub lacks: Vec<&'static str>,
}

impl Wanting {
    /// The record with this stored reference, if it is one that can want attention.
    fn of(stored: Ref, board: &Board) -> Option<Self> {
        let record = board.summary(stored)?;
        Some(Self {
            reference: record.people_ref(),
            title: record.title().to_owned(),
            owner: record.owner().map(|owner| board.handle(owner).to_owned()),
            due: record.date(board),
            lacks: Vec::new(),
        })
    }

    /// Why it is here: how late it is, or what it lacks.
    pub fn why(&self, now: Moment, zone: Zone) -> String {
        match self.due {
            Some(due) if self.lacks.is_empty() => short_due(due, now, zone),
            _ => format!("lacks {}", self.lacks.join(", ").replace('_', " ")),
        }
    }
}

impl<'a> Status<'a> {
    /// How a board stands at a moment.
    pub fn of(board: &'a Board, now: Moment) -> Self {
        let context = RuleContext::at(board, now);
        let schedule = board.cycle.schedule();
        let ahead = schedule.entries(&board.policy.rhythm).into_iter().filter(|entry| !entry.is_past(now));
        let mut late = urgency::needs(board, now);
        late.retain(|need| need.standing <= Standing::Late);
        // The cycle's own gaps are told by the verdict.
        let mut incomplete = gaps(&context);
        incomplete.retain(|gap| board.summary(gap.subject).is_some());
        Self {
            board,
            verdict: verdict::from_findings(&context, &Findings::of(&context)),
            countdown: countdown(schedule.launch_at(), now, schedule.zone),
            blocking: board.blockers.rows().iter().filter(|blocker| blocker.is_open()).count(),
            intake: board.intake.rows().iter().filter(|item| item.state == IntakeState::Waiting).count(),
            late,
            incomplete,
            ahead: ahead.take(AHEAD).collect(),
        }
    }

    /// What is late, told; a line for a status bar only counts it.
    pub fn late(&self) -> Vec<Wanting> {
        self.late.iter().filter_map(|need| Wanting::of(need.subject, self.board)).collect()
    }

    /// What is incomplete, told.
    pub fn incomplete(&self) -> Vec<Wanting> {
        let told =
            |gap: &Gap| Some(Wanting { lacks: gap.lacks.clone(), ..Wanting::of(gap.subject, self.board)? });
        self.incomplete.iter().filter_map(told).collect()
    }

    /// The windows that run: the risk that keeps a decision apart, and until when it may.
    pub fn windows(&self) -> Vec<(&'a Risk, Moment)> {
        isolation::windows(self.board)
    }
}

/// The report on how a board stands at a moment; `head` is the hash of the last operation in its log, where it
/// is known.
pub fn status(board: &Board, now: Moment, head: &str) -> Doc {
    let zone = board.cycle.tz();
    let status = Status::of(board, now);
    let launch = long(board.cycle.schedule().launch_at(), zone);
    let blockers = if status.blocking == 1 { "blocker" } else { "blockers" };
    let mut blocks = vec![Block::Paragraph(Text::strong(&*status.countdown).then(format!(
        ", launch on {launch}. {} open {blockers}, {} waiting in the intake.",
        status.blocking, status.intake
    )))];
    verdict(&status.verdict, board, now, &mut blocks);
    windows(&status.windows(), board, now, &mut blocks);
    wanting(&status.late(), "late", (now, zone), &mut blocks);
    wanting(&status.incomplete(), "incomplete", (now, zone), &mut blocks);
    blocks.push(Block::Heading("Next".into()));
    let next = |entry: &Entry| {
        Text::from(format!("{}: {}, {}", long(entry.at, zone), entry.label, distance(entry.at, now, zone)))
    };
    blocks.push(Block::List(status.ahead.iter().map(next).collect()));
    let hash: String = head.chars().take(HASH).collect();
    let hash = if hash.is_empty() { hash } else { format!(" ({hash})") };
    let origin = format!("{}, operation {}{hash}", long(now, zone), board.seq);
    Doc { title: (&*board.cycle.name).into(), blocks, origin: origin.into() }
}

/// The two calls, and every reason of the gate with what clears it.
fn verdict(verdict: &Verdict, board: &Board, now: Moment, blocks: &mut Vec<Block>) {
    let call = |what: String, line: &VerdictLine, more: String| {
        Text::from(format!("{what}: "))
            .then_strong(line.call.label())
            .then(format!(", {}{more}", line.to_clear()))
    };
    let zone = board.cycle.tz();
    let again = verdict
        .look_again
        .map(|at| format!("; look again on {}, {}", long(at, zone), distance(at, now, zone)));
    let gate = format!("The gate, launch {}", weekday_day(board.cycle.launch));
    blocks.push(Block::Heading("Verdict".into()));
    blocks.push(Block::List(vec![
        call(gate, &verdict.gate, again.unwrap_or_default()),
        call(format!("This phase, {}", verdict.phase.label().to_lowercase()), &verdict.here, String::new()),
    ]));
    if verdict.gate.reasons.is_empty() {
        return;
    }
    let reason = |reason: &verdict::Reason| {
        let text = match reason.severity {
            Severity::Hard => Text::strong(reason.text()),
            Severity::Condition => Text::from(reason.text()),
        };
        let text = if reason.is_set_up { text } else { text.then(format!(" ({})", reason.owned_by())) };
        match &reason.overridden {
            Some(overridden) => text.then(format!("; overridden: {overridden}")),
            None => text,
        }
    };
    blocks.push(Block::Heading("To clear before launch".into()));
    blocks.push(Block::List(verdict.gate.reasons.iter().map(reason).collect()));
}

/// The windows that run: what each risk keeps apart, and how long it still may.
fn windows(windows: &[(&Risk, Moment)], board: &Board, now: Moment, blocks: &mut Vec<Block>) {
    if windows.is_empty() {
        return;
    }
    let hours = board.policy.rhythm.window_hours;
    blocks.push(Block::Heading(format!("{} to be decided within {hours} h", windows.len()).into()));
    let row = |(risk, ends): &(&Risk, Moment)| {
        let decision = risk.decision.map(|decision| Ref::new(Kind::Decision, decision.number()).to_string());
        vec![
            risk.reference().to_string().into(),
            hours_left(*ends, now).into(),
            board.handle(risk.owner).into(),
            decision.unwrap_or_default().into(),
            (&*risk.title).into(),
        ]
    };
    let columns = ["risk", "left", "owner", "decision", "what"].map(Column::left).to_vec();
    blocks.push(Block::Table { columns, rows: windows.iter().map(row).collect() });
}

fn wanting(wanting: &[Wanting], what: &str, (now, zone): (Moment, Zone), blocks: &mut Vec<Block>) {
    if wanting.is_empty() {
        blocks.push(Block::Heading(format!("Nothing is {what}").into()));
        return;
    }
    blocks.push(Block::Heading(format!("{} {what}", wanting.len()).into()));
    let row = |one: &Wanting| {
        vec![
            one.reference.to_string().into(),
            one.why(now, zone).into(),
            one.owner.as_deref().unwrap_or("nobody").into(),
            one.title.as_str().into(),
        ]
    };
    let columns = ["id", "why", "owner", "what"].map(Column::left).to_vec();
    blocks.push(Block::Table { columns, rows: wanting.iter().map(row).collect() });
}
