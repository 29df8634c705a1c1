//! `gonogo verdict`: where we should be, whether we could launch, and why not.

use crate::{
    cli::{
        Failure, Session,
        op_commands::{Noun, OpCommands},
        output::{Answer, FOUND, Look, NO_GO, Span},
        way_out,
    },
    domain::{
        Board, Moment,
        policy::Severity,
        rules::{
            catalog,
            verdict::{self, Call, Explained, Reason, VerdictLine},
        },
        when::{distance, long},
    },
    ops::{
        gate::{Override, Sign},
        operation::{Declared, OpSpec},
    },
};
use serde_json::json;

/// GO, CONDITIONAL or NO-GO with its reasons; exits with 0, 10 or 20 by the gate.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct Verdict {
    /// Every rule: whether it passes, how hard it counts, from when it is asked, and on what facts
    #[arg(long)]
    explain: bool,
    #[command(subcommand)]
    act: Option<OpCommands<Signing>>,
}

/// What whoever signs can do.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Signing;

impl Noun for Signing {
    const SPECS: &'static [&'static OpSpec] = &[Sign::SPEC, Override::SPEC];
}

impl Verdict {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if let Some(act) = &self.act {
            return act.run(session);
        }
        let board = session.board()?;
        let found = verdict::verdict(&board, session.now);
        let mut answer =
            Answer { exit: exit(found.gate.call), ..session.answer(|| document(&found, &board)) };
        answer.say(&*board.cycle.name, Look::Strong);
        answer.table(0, heads(&found, &board, session.now));
        reasons(&mut answer, &found);
        if !found.record.is_empty() {
            answer.heading("on record");
            found.record.iter().for_each(|line| answer.line(format!("  {line}")));
        }
        if self.explain {
            explain(&mut answer, &found.rules);
        }
        Ok(answer)
    }
}

/// What the command exits with.
const fn exit(call: Call) -> u8 {
    match call {
        Call::Go => 0,
        Call::Conditional => FOUND,
        Call::NoGo => NO_GO,
    }
}

const fn look(call: Call) -> Look {
    match call {
        Call::Go | Call::Conditional => Look::Strong,
        Call::NoGo => Look::Alarm,
    }
}

/// The two lines of the verdict: the gate, and this phase.
pub(super) fn heads(found: &verdict::Verdict, board: &Board, now: Moment) -> Vec<Vec<Span>> {
    let zone = board.cycle.tz();
    let launch = format!("launch {}", crate::domain::when::weekday_day(board.cycle.launch));
    let again = found.look_again.map_or_else(String::new, |at| {
        format!("; look again on {}, {}", long(at, zone), distance(at, now, zone))
    });
    let row = |what: &str, about: String, line: &VerdictLine, tail: &str| {
        vec![
            Span::new(what, Look::Plain),
            Span::new(about, Look::Faint),
            Span::new(line.call.label(), look(line.call)),
            Span::new(format!("{}{tail}", line.to_clear()), Look::Plain),
        ]
    };
    vec![
        row("the gate", launch, &found.gate, &again),
        row("this phase", found.phase.label().to_lowercase(), &found.here, ""),
    ]
}

/// Adds the reasons of the gate, each with who owns it, whether this phase asks for it, and what clears it.
fn reasons(answer: &mut Answer, found: &verdict::Verdict) {
    if found.gate.reasons.is_empty() {
        return;
    }
    answer.heading("to clear");
    for reason in &found.gate.reasons {
        let look = if reason.severity == Severity::Hard { Look::Alarm } else { Look::Plain };
        let word = format!("  {:<9}  ", reason.severity.key());
        let mut line = vec![Span::new(word, look), Span::new(reason.text(), Look::Plain)];
        if !reason.is_set_up {
            line.push(Span::new(format!(" ({})", reason.owned_by()), Look::Strong));
        }
        if !found.is_asked_now(reason) {
            line.push(Span::new(", not asked yet", Look::Faint));
        }
        answer.lines.push(line);
        if let Some(way_out) = way_out::line(&reason.clears) {
            answer.say(format!("             to clear it: {way_out}"), Look::Faint);
        }
        if let Some(overridden) = &reason.overridden {
            answer.line(format!("             overridden: {overridden}"));
        }
    }
}

/// Adds every rule.
fn explain(answer: &mut Answer, rules: &[Explained]) {
    answer.heading("every rule");
    let row = |explained: &Explained| {
        let (passes, look) = match (explained.passes, explained.is_due) {
            (true, _) => ("pass", Look::Plain),
            (false, true) => ("fail", Look::Alarm),
            (false, false) => ("fail", Look::Plain),
        };
        let since = catalog::rule_named(explained.rule).since.label().to_lowercase();
        let asked = if explained.is_due { "asked now".to_owned() } else { format!("asked from {since} on") };
        vec![
            Span::new(passes, look),
            Span::new(explained.severity.key(), Look::Plain),
            Span::new(explained.rule.key(), Look::Strong),
            Span::new(asked, Look::Faint),
            Span::new(&explained.facts, Look::Plain),
        ]
    };
    answer.table(2, rules.iter().map(row).collect());
}

/// All of it for scripts.
fn document(found: &verdict::Verdict, board: &Board) -> serde_json::Value {
    let mut document = short(found);
    let line = |line: &VerdictLine| line.reasons.iter().map(object).collect::<serde_json::Value>();
    document["this_phase"]["reasons"] = line(&found.here);
    document["the_gate"]["reasons"] = line(&found.gate);
    document["the_gate"]["launch"] = json!(board.cycle.launch);
    document["in_scope"] = json!(found.in_scope);
    document["record"] = json!(found.record);
    let rule = |explained: &Explained| {
        let rule = catalog::rule_named(explained.rule);
        json!({
            "rule": explained.rule.key(),
            "severity": explained.severity.key(),
            "passes": explained.passes,
            "asked_now": explained.is_due,
            "asked_from": rule.since.key(),
            "facts": explained.facts,
            "clears": way_out::json(&rule.clears.into()),
            "source": rule.source,
        })
    };
    document["rules"] = found.rules.iter().map(rule).collect();
    document
}

/// Both calls for scripts, without the reasons.
pub(super) fn short(found: &verdict::Verdict) -> serde_json::Value {
    json!({
        "this_phase": { "phase": found.phase.key(), "call": found.here.call.key() },
        "the_gate": { "call": found.gate.call.key(), "look_again": found.look_again },
    })
}

fn object(reason: &Reason) -> serde_json::Value {
    json!({
        "rule": reason.key(),
        "also": reason.also.iter().map(|rule| rule.key()).collect::<Vec<_>>(),
        "severity": reason.severity.key(),
        "text": reason.text(),
        "items": reason.items,
        "owners": reason.owners,
        "clears": way_out::json(&reason.clears),
        "overridden": reason.overridden,
    })
}
