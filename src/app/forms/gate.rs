//! The forms around approval, build scope and the gate: their questions and the operations they end in.
#![expect(clippy::wildcard_enum_match_arm, reason = "each function takes the few kinds it is about")]

use super::{
    Asked,
    finish::{Given, id},
    line, why,
};
use crate::{
    app::flow::FlowKind,
    domain::{
        Cycle, Decision, Id, Kind, Record, Ref, Refusal, Value, decision::ScopeChange, parse, record::Input,
    },
    ops::{
        self, Operation, decision,
        form::{FormContext, Question},
    },
};

/// The fields of the charter that are set on the way to the gate.
const BEFORE_LAUNCH: &[&str] = &[
    "safeguard_owner",
    "safeguard_on",
    "pressure_test",
    "post_launch",
    "checkpoint_on",
    "checkpoint_owner",
    "checkpoint_expects",
];

/// What is asked about a decision.
pub(super) fn asked_of(kind: FlowKind, subject: Ref, form: &FormContext<'_>) -> Option<Asked> {
    Some(match kind {
        FlowKind::Uncriterion => {
            let criteria = form.board.criteria_of(Id::new(subject.number));
            let listed: Vec<String> =
                (1..).zip(criteria).map(|(place, criterion)| format!("{place} {}", criterion.text)).collect();
            let question = Question::required("place", "number", "Which one, by its number?", Input::Number);
            let ask = format!("Which one, by its number? {}", listed.join("; "));
            vec![(Question { instead: Some(ask), ..question }, String::new())]
        }
        FlowKind::Withdraw => why("Why is the approval taken back?"),
        FlowKind::ScopeChange => change(false),
        FlowKind::Prepare => {
            let (cycle, people, zone) = (&form.board.cycle, form.people(), form.board.cycle.tz());
            let asked = BEFORE_LAUNCH.iter().filter_map(|name| {
                let field = Cycle::field(name)?;
                Some((Question::of(field), parse::typed(field, &cycle.get(name)?, people, zone)))
            });
            asked.collect()
        }
        FlowKind::Package => {
            let decision = form.board.decisions.get(Id::new(subject.number))?;
            let parts = decision.package().into_iter();
            let asked = parts.filter_map(|(name, text)| {
                Some((Question::of(Decision::field(name)?), text.unwrap_or_default().to_owned()))
            });
            asked.collect()
        }
        FlowKind::HandOff => {
            vec![(Question::required("to", "to", "Who builds it?", Input::Person), String::new())]
        }
        FlowKind::Return => why("Why did it come back?"),
        FlowKind::Rework => vec![
            (Question::required("hours", "hours", "How many hours?", Input::Number), String::new()),
            line("why", "why", "What was done again?"),
        ],
        _ => return None,
    })
}

pub(super) fn change(is_new: bool) -> Asked {
    let about = "Which decision goes out, or is narrowed?";
    let mut asked = vec![
        (
            Question::required(
                "change",
                "change",
                "add, remove or narrow?",
                Input::Choice(ScopeChange::KEYS),
            ),
            "add".to_owned(),
        ),
        line("effect", "effect", "What does it do to the impact metric?"),
        line("trade", "trade", "What does it do to the non-negotiable?"),
        (Question::optional("about", "about", about, Input::Link(Kind::Decision)), String::new()),
        (
            Question::optional("request", "request", "Who asked for it, and where?", Input::Line),
            String::new(),
        ),
    ];
    if is_new {
        asked.insert(0, line("title", "change of", "What is asked for?"));
    }
    asked
}

/// The operation that the answers make, if the flow is one of these.
pub(super) fn operation(given: &Given<'_>) -> Result<Option<Operation>, Refusal> {
    let (text, some) = (|name| given.text(name), |name| given.some(name));
    let operation = match given.flow.kind {
        FlowKind::ScopeChange => decision::Op::Change(Box::new(decision::Change {
            subject: given.flow.subjects.first().copied(),
            title: text("title"),
            change: given.word("change")?,
            about: id(given.fields.get("about")).map(|about| Ref::new(Kind::Decision, about)),
            effect: text("effect"),
            trade: text("trade"),
            request: some("request"),
            owner: None,
            due: None,
        })),
        FlowKind::Uncriterion => {
            let place = usize::try_from(number(given, "place") as i64).unwrap_or(0);
            decision::Op::Uncriterion { subject: given.subject()?, place }
        }
        FlowKind::Withdraw => decision::Op::Withdraw { subject: given.subject()?, why: text("why") },
        FlowKind::HandOff => {
            ops::decision::Op::HandOff { subject: given.subject()?, to: given.person("to")? }
        }
        FlowKind::Return => decision::Op::Return { subject: given.subject()?, why: text("why") },
        FlowKind::Rework => {
            let hours = number(given, "hours");
            decision::Op::Rework { subject: given.subject()?, hours, why: text("why") }
        }
        _ => return Ok(None),
    };
    Ok(Some(operation.into()))
}

fn number(given: &Given<'_>, name: &str) -> f64 {
    match given.fields.get(name) {
        Some(Value::Real(number)) => *number,
        Some(Value::Null | Value::Integer(_) | Value::Text(_)) | None => f64::NAN,
    }
}
