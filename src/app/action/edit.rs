//! Actions that change the board: add, edit, assign, date, close, undo and redo.

use super::{
    decisions, risks_blockers,
    spec::{
        ActionSpec, act, can_change, can_write, choice, flow, has_row, is_blocker, is_decision, is_escalated,
        is_risk, menu, only,
    },
};
use crate::{
    app::{
        App,
        event::Effect,
        flow::{FieldSet, FormKind},
        list::ListId,
        list::Row,
        menu::{Choice, Command, Menu},
        overlay::Overlay,
        owner_picker::Picker,
    },
    domain::{
        Fields, Id, Kind, Ref, Summary, Value, decision::DecisionState, intake::IntakeState, risk::RiskState,
        step::ItemState,
    },
    ops::{self, Operation},
};

const WITH_BLOCKERS: &[ListId] =
    &[ListId::Overview, ListId::Blockers, ListId::Gaps, ListId::Due, ListId::Mine];
const WITH_DECISIONS: &[ListId] =
    &[ListId::Overview, ListId::Decisions, ListId::Scope, ListId::Gaps, ListId::Due, ListId::Mine];

pub(super) const ACTIONS: &[ActionSpec] = &[
    act("add", "add", "add one; a line is enough", &["a"], 3, can_add, add),
    act("edit", "edit", "edit all fields", &["e"], 0, can_change, |app| {
        flow(app, FormKind::Edit(FieldSet::All))
    }),
    act("edit.long", "", "edit the long text in your editor", &["E"], 0, can_change, App::edit_long),
    act("note", "note", "write a note or an update", &["i"], 0, can_change, |app| {
        flow(app, FormKind::of::<ops::common::Note>())
    }),
    act("owner", "owner", "give it an owner", &["o"], 4, can_change, owner),
    act("due", "due", "set the date", &["d"], 4, can_change, due),
    act("close", "close", "close, or reopen", &["c"], 5, can_change, close),
    act("drop", "", "drop or waive, asks why", &["x"], 0, can_change, drop_or_waive),
    act("tick", "", "tick, or mark the row", &["space"], 0, can_space, space),
    act("undo", "", "take back what you did last", &["u"], 0, can_write, |_| App::execute(Operation::Undo)),
    act("redo", "", "do it again", &["^r"], 0, can_write, |_| App::execute(Operation::Redo)),
    only(act("fallback", "fallback", "start the fallback", &["f"], 6, is_blocker, fallback), WITH_BLOCKERS),
    only(
        act("escalate", "escalate", "hand it to leadership", &["!"], 7, is_blocker, escalate),
        WITH_BLOCKERS,
    ),
    only(
        act("dependency.add", "", "write down a dependency", &["L"], 0, can_write, |app| {
            flow(app, FormKind::Add(Kind::Dependency))
        }),
        &[ListId::Blockers, ListId::Framework],
    ),
    only(
        act("criterion.add", "", "add an acceptance criterion", &["C"], 0, is_decision, |app| {
            flow(app, FormKind::of::<ops::decision::Criterion>())
        }),
        WITH_DECISIONS,
    ),
    only(
        act("evidence.add", "", "attach evidence", &["V"], 0, is_decision, |app| {
            flow(app, FormKind::of::<ops::decision::Evidence>())
        }),
        WITH_DECISIONS,
    ),
    only(
        act("risk.likelier", "chance", "likelier", &["+", "="], 6, is_risk, |app| score(app, 1, 0))
            .paired("+/-"),
        &[ListId::Risks],
    ),
    only(
        act("risk.unlikelier", "", "less likely", &["-"], 0, is_risk, |app| score(app, -1, 0)),
        &[ListId::Risks],
    ),
    only(
        act("risk.worse", "impact", "worse", &["."], 7, is_risk, |app| score(app, 0, 1)).paired(",/."),
        &[ListId::Risks],
    ),
    only(act("risk.milder", "", "less bad", &[","], 0, is_risk, |app| score(app, 0, -1)), &[ListId::Risks]),
    only(
        act("metric.target", "target", "set the target", &["t"], 6, can_change, |app| {
            flow(app, FormKind::Edit(FieldSet::Target))
        }),
        &[ListId::Metrics],
    ),
    only(
        act(
            "metric.outcome",
            "outcome",
            "say how the outcome it protects stands",
            &["O"],
            8,
            can_change,
            |app| flow(app, FormKind::of::<ops::metric::Outcome>()),
        ),
        &[ListId::Metrics],
    ),
    only(
        act("metric.unlink", "", "take the link to a decision away", &[], 0, can_change, |app| {
            flow(app, FormKind::of::<ops::metric::Unlink>())
        }),
        &[ListId::Metrics],
    ),
    only(
        act("metric.add", "", "add a metric of your own", &[], 0, can_write, |app| {
            flow(app, FormKind::of::<ops::metric::Add>())
        }),
        &[ListId::Metrics],
    ),
    only(
        act("metric.correct", "", "correct a reading", &[], 0, can_change, |app| {
            flow(app, FormKind::of::<ops::metric::Correct>())
        }),
        &[ListId::Metrics],
    ),
    only(
        act("metric.link", "link", "name a decision meant to move it", &["D"], 7, can_change, |app| {
            flow(app, FormKind::of::<ops::metric::Link>())
        }),
        &[ListId::Metrics],
    ),
    act("person.add", "", "add a person", &["A"], 0, can_write, |app| {
        flow(app, FormKind::of::<ops::person::Add>())
    }),
    act("person.edit", "", "change name, function or login", &[], 0, can_write, |app| {
        people_menu(app, "Who is it about?", FormKind::Edit(FieldSet::All))
    }),
    act("person.off", "", "somebody leaves; hand over", &[], 0, can_write, |app| {
        people_menu(app, "Who leaves?", FormKind::of::<ops::person::Off>())
    }),
    act("person.away", "", "somebody is away; another covers", &[], 0, can_write, |app| {
        people_menu(app, "Who is away?", FormKind::of::<ops::person::Away>())
    }),
    act("person.back", "", "somebody is back before their time", &[], 0, can_write, |app| {
        people_menu(app, "Who is back?", FormKind::of::<ops::person::Back>())
    }),
    act("import", "", "bring a register in from a file", &[], 0, can_write, |app| {
        app.open_flow_on(FormKind::Import, Vec::new());
        Vec::new()
    }),
    act("cycle.edit", "", "edit the charter of the cycle", &[], 0, can_write, |app| {
        let cycle = Ref::new(Kind::Cycle, app.board.cycle.id.number());
        app.open_flow_on(FormKind::Edit(FieldSet::All), vec![cycle]);
        Vec::new()
    }),
    act("cycle.new", "", "start another cycle", &[], 0, can_write, |app| {
        app.open_flow_on(FormKind::StartCycle, Vec::new());
        Vec::new()
    }),
    act("cycle.close", "", "close the cycle", &[], 0, can_write, |app| {
        let close = ops::cycle::Op::Close { cycle: app.board.cycle.id };
        let lead = format!("\"{}\" will only be read from then on.", app.board.cycle.name);
        menu(app, Menu::confirm("Close the cycle?", lead, Command::Execute(Box::new(close.into()))))
    }),
];

fn can_add(app: &App) -> Result<(), String> {
    can_write(app)?;
    match app.adds() {
        Some(_) => Ok(()),
        None if app.tab == ListId::Verdict => {
            Err("the verdict is computed; enter goes to what it names".to_owned())
        }
        None => Err("the checklist comes with the playbook; space ticks an item, x waives it".to_owned()),
    }
}

/// A mark or a fold changes nothing on the board.
fn can_space(app: &App) -> Result<(), String> {
    match app.selected_ref() {
        Some(selected) if matches!(selected.kind, Kind::Item | Kind::Step) => can_write(app),
        Some(_) => Ok(()),
        None => has_row(app),
    }
}

fn add(app: &mut App) -> Vec<Effect> {
    match app.adds() {
        Some(kind) if kind == FormKind::of::<ops::metric::Read>() && app.selected_ref().is_none() => {
            app.tell("select a metric first");
        }
        Some(kind) => app.open_flow(kind),
        None => {}
    }
    Vec::new()
}

fn owner(app: &mut App) -> Vec<Effect> {
    let subjects = app.targets();
    if let Some(intake) = subjects.iter().find(|subject| subject.kind == Kind::Intake) {
        app.tell(&format!("{intake} gets its owner when it is completed: c"));
        return Vec::new();
    }
    app.overlay = Some(Overlay::Owner(Picker::new(subjects, &app.board, app.me, app.now)));
    Vec::new()
}

fn due(app: &mut App) -> Vec<Effect> {
    let undated = app
        .targets()
        .into_iter()
        .find(|subject| matches!(subject.kind, Kind::Metric | Kind::Intake | Kind::LaunchCriterion));
    match undated {
        Some(subject) if subject.kind == Kind::Metric => app.tell("a metric has no date; a adds a reading"),
        Some(subject) if subject.kind == Kind::LaunchCriterion => {
            app.tell("a launch criterion has no date; it must hold at launch");
        }
        Some(subject) => app.tell(&format!("{subject} gets its date when it is completed: c")),
        None => app.open_flow(FormKind::Due),
    }
    Vec::new()
}

fn close(app: &mut App) -> Vec<Effect> {
    let Some(subject) = app.selected_ref() else {
        return Vec::new();
    };
    let (board, id, reopen) = (&app.board, subject.number, FormKind::of::<ops::common::Reopen>());
    let record = board.stored_ref(subject).and_then(|stored| board.summary(stored));
    let is_open = record.is_some_and(Summary::is_open);
    let kind = match subject.kind {
        Kind::Decision => match board.decisions.get(Id::new(id)).map(|it| it.state) {
            Some(DecisionState::Open | DecisionState::Deferred) if is_open => {
                return menu(app, decisions::open_menu(subject));
            }
            Some(DecisionState::Approved) => return menu(app, decisions::approved_menu(subject)),
            _ => reopen,
        },
        Kind::Blocker if is_open => FormKind::of::<ops::blocker::Resolve>(),
        Kind::Step if is_open || is_back(app, subject) => FormKind::of::<ops::step::Done>(),
        Kind::Dependency if is_open => FormKind::of::<ops::dependency::Done>(),
        Kind::Risk => match board.risks.get(Id::new(id)).map(|it| it.state) {
            Some(RiskState::Closed) | None => reopen,
            Some(state) => return menu(app, risks_blockers::risk_menu(subject, state)),
        },
        Kind::LaunchCriterion | Kind::SuccessCriterion => {
            return risks_blockers::close_criterion(app, subject);
        }
        Kind::Item => return space(app),
        Kind::Intake => match board.intake.get(Id::new(id)).map(|it| it.state) {
            Some(IntakeState::Dropped) => reopen,
            _ => FormKind::CompleteIntake,
        },
        Kind::Metric => {
            app.tell("a metric stays open; a adds a reading");
            return Vec::new();
        }
        Kind::Blocker
        | Kind::Step
        | Kind::Dependency
        | Kind::Cycle
        | Kind::Person
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::ReviewAnswer
        | Kind::SignOff => reopen,
    };
    flow(app, kind)
}

/// Whether a step was completed and fails again: the key that completes it does so once more.
fn is_back(app: &App, subject: Ref) -> bool {
    let step = app.board.steps.rows().iter().find(|step| step.number == subject.number);
    step.is_some_and(|step| app.board_at().fails_again(step))
}

fn drop_or_waive(app: &mut App) -> Vec<Effect> {
    match app.selected_ref().map(|subject| subject.kind) {
        Some(Kind::Item) => flow(app, FormKind::of::<ops::item::Waive>()),
        Some(Kind::Step) => flow(app, FormKind::of::<ops::step::NoneHere>()),
        Some(Kind::Metric) => {
            app.tell("it comes with the playbook and stays");
            Vec::new()
        }
        _ => flow(app, FormKind::of::<ops::common::Drop>()),
    }
}

/// Ticks a checklist item or step, folds a phase, marks any other row.
fn space(app: &mut App) -> Vec<Effect> {
    if let Some(Row::Phase(_)) = app.list().selected() {
        app.fold();
        return Vec::new();
    }
    let Some(subject) = app.selected_ref() else {
        return Vec::new();
    };
    if subject.kind == Kind::Step {
        return close(app);
    }
    if subject.kind != Kind::Item {
        app.list_mut().toggle_mark();
        app.selection_moved();
        return Vec::new();
    }
    match app.board.item(subject.number).map(|item| (item.state, item.needs_proof)) {
        Some((ItemState::Todo, true)) => flow(app, FormKind::of::<ops::item::Done>()),
        Some((ItemState::Todo, false)) => App::execute(ops::item::Done { subject, proof: None }),
        _ => App::execute(ops::common::Reopen { subject, why: "unticked".to_owned() }),
    }
}

fn fallback(app: &mut App) -> Vec<Effect> {
    let Some(subject) = app.selected_ref() else {
        return Vec::new();
    };
    App::execute(ops::blocker::Fallback { subject })
}

fn escalate(app: &mut App) -> Vec<Effect> {
    let Some(subject) = app.selected_ref() else {
        return Vec::new();
    };
    let escalate = ops::blocker::Escalate { subject, to: None };
    let lead = app.line_of(subject).unwrap_or_default();
    let command = Command::Execute(Box::new(escalate.into()));
    let mut confirm = Menu::confirm(format!("Escalate {subject} to leadership?"), lead, command);
    confirm.choices.push(choice(
        'o',
        "other",
        "to somebody you name",
        FormKind::of::<ops::blocker::Escalate>(),
    ));
    if is_escalated(app).is_ok() {
        let kind = FormKind::of::<ops::escalation::Deescalate>();
        confirm.choices.push(choice('b', "take back", "it is its owner's again, say why", kind));
    }
    menu(app, confirm)
}

fn score(app: &mut App, chance: i64, impact: i64) -> Vec<Effect> {
    let Some(subject) = app.selected_ref() else {
        return Vec::new();
    };
    let Some(risk) = app.board.risks.get(Id::new(subject.number)) else {
        return Vec::new();
    };
    let (old_chance, old_impact) = (i64::from(risk.chance), i64::from(risk.impact));
    let mut set = Fields::new();
    for (name, old, by) in [("chance", old_chance, chance), ("impact", old_impact, impact)] {
        let new = (old + by).clamp(1, 5);
        if new != old {
            set.insert(name.to_owned(), Value::Integer(new));
        }
    }
    if set.is_empty() {
        app.tell("a score runs from 1 to 5");
        return Vec::new();
    }
    App::execute(ops::common::Op::Edit { subject, set })
}

/// Asks whom a flow is about.
fn people_menu(app: &mut App, title: &str, kind: FormKind) -> Vec<Effect> {
    let people = app.board.people.rows().iter().filter(|person| person.active);
    // Whoever comes after the last letter is reached with the arrows.
    let letters = ('a'..='z').filter(|letter| !matches!(letter, 'j' | 'k' | 'q'));
    let keys = letters.chain(std::iter::repeat('\u{b7}'));
    let choices = people.zip(keys).map(|(person, key)| Choice {
        key,
        label: person.handle.to_string(),
        help: person.name.to_string(),
        command: Command::FlowOn(kind, Ref::new(Kind::Person, person.id.number())),
    });
    let choices = choices.collect();
    menu(app, Menu { title: title.to_owned(), lead: String::new(), choices, cursor: 0 })
}
