//! Every form there is opens, can be filled in and ends in what it is for, on a board in flight and on a new one.

use super::*;
use crate::{
    app::{
        flow::FieldSet,
        forms::{self, AnswerState, Turn},
    },
    demo::{self, Story},
    domain::record::Input,
    ops::{
        Executor, OpError,
        form::Question,
        import::As,
        operation::{ArgSpec, OpSpec},
    },
};
use std::collections::BTreeSet;

/// A board, who looks at it, and when.
struct Desk {
    executor: Executor,
    board: Board,
    now: Moment,
    _folder: tempfile::TempDir,
}

fn in_flight() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let (path, now) = (folder.path().join("demo.db"), Moment::parse("2026-03-12T08:31:00Z").unwrap());
    demo::write(&path, Story::Launch, now, now).unwrap();
    let store = Store::open(&path).unwrap();
    let board = store.board(Id::new(1)).unwrap().unwrap();
    let signs = board.cycle.sign_off;
    let executor = Executor::new(store, Some(signs), Some(Id::new(1)), "test");
    Desk { executor, board, now, _folder: folder }
}

fn just_started() -> Desk {
    let Bench { executor, now, folder } = Bench::new();
    let board = executor.store.board(Id::new(1)).unwrap().unwrap();
    Desk { executor, board, now, _folder: folder }
}

/// A record of this kind, as people call it.
fn first(kind: Kind, board: &Board) -> Option<Ref> {
    if kind == Kind::Cycle {
        return Some(Ref::new(kind, board.cycle.id.number()));
    }
    (1..=40)
        .map(|number| Ref::new(kind, number))
        .find(|subject| board.stored_ref(*subject).is_some_and(|stored| board.values(stored).is_some()))
}

/// What a form of this operation is about here; `None` when the board has no such record.
fn subjects(spec: &OpSpec, board: &Board) -> Option<Vec<Ref>> {
    let Some(arg) = spec.subject() else { return Some(Vec::new()) };
    let kind = if let Input::Link(kind) = arg.field.input {
        kind
    } else if arg.field.input == Input::Person {
        Kind::Person
    } else {
        Kind::Step
    };
    first(kind, board).map(|subject| vec![subject])
}

/// What the form is opened on.
fn about(kind: FormKind, board: &Board) -> Option<Vec<Ref>> {
    let one = |kind| first(kind, board).map(|subject| vec![subject]);
    match kind {
        FormKind::Op(spec) => subjects(spec, board),
        FormKind::Edit(FieldSet::All) | FormKind::Due => one(Kind::Step),
        FormKind::Edit(FieldSet::Target) => one(Kind::Metric),
        FormKind::Edit(FieldSet::Package) => one(Kind::Decision),
        FormKind::Edit(FieldSet::BeforeLaunch) => one(Kind::Cycle),
        FormKind::CompleteIntake => one(Kind::Intake),
        FormKind::Add(_) | FormKind::AddIntake | FormKind::Import | FormKind::StartCycle => Some(Vec::new()),
    }
}

/// An answer that can be read.
fn answer(question: &Question, board: &Board) -> String {
    match question.field.input {
        _ if question.field.name == "playbook" => "innovation-teams-launch-readiness".to_owned(),
        _ if question.part.is_some() => "yes, some words".to_owned(),
        Input::Line | Input::Long | Input::Kept => "some words".to_owned(),
        Input::Person | Input::People => "maya".to_owned(),
        Input::Due => "+3d".to_owned(),
        Input::Day => "+5w".to_owned(),
        Input::PastDay => "yesterday".to_owned(),
        Input::Score => "3".to_owned(),
        Input::Number => "1".to_owned(),
        Input::Flag => "yes".to_owned(),
        Input::Choice(words) => words[0].to_owned(),
        Input::Link(kind) => first(kind, board).unwrap_or(Ref::new(kind, 1)).to_string(),
        Input::Links(kinds) => Ref::new(kinds[0], 1).to_string(),
    }
}

/// Answers what is asked for and not yet answered, and presses enter to the end.
fn submitted(mut form: Flow, context: &FormContext<'_>, board: &Board) -> Result<Effect, String> {
    for _ in 0..40 {
        let blank = form
            .questions
            .iter()
            .zip(&form.answers)
            .filter(|(question, answer)| question.required && answer.trim().is_empty());
        let answers = blank.map(|(it, _)| (it.field.name.to_owned(), answer(it, board))).collect();
        form.take_up(&Draft { answers, ..form.draft(false) }, context);
        match form.press(crate::input::parse_script("<enter>").unwrap()[0], context) {
            Turn::Done(effect) => return Ok(effect),
            Turn::Leave | Turn::Discard => return Err("enter leaves".to_owned()),
            Turn::Stay => {}
        }
    }
    Err(format!("{:?}", form.problem))
}

#[test]
fn every_form_opens_and_ends_in_what_it_is_for() {
    let mut ended = BTreeSet::new();
    for desk in [in_flight(), just_started()] {
        let board = &desk.board;
        let context = FormContext {
            board,
            me: desk.executor.actor,
            now: desk.now,
            playbook: None,
            own_playbooks: &[],
            login: "maya",
            joins_by_login: true,
        };
        for kind in FormKind::all() {
            let name = kind.name();
            let Some(subjects) = about(kind, board) else { continue };
            let form = forms::open(kind, subjects, String::new(), &context);
            let form = form.unwrap_or_else(|| panic!("{name} does not open"));
            if form.questions.is_empty() {
                continue;
            }
            let effect = submitted(form, &context, board);
            let effect = effect.unwrap_or_else(|problem| panic!("{name}: {problem}"));
            if let Effect::Execute(operation) = effect {
                if !matches!(kind, FormKind::Edit(_)) {
                    assert_eq!(operation.name(), name);
                }
                // A rule may refuse it, and a new board lacks what it refers to.
                match desk.executor.dry_run(&operation, desk.now) {
                    Ok(_) | Err(OpError::Refused(_) | OpError::NotFound(_)) => {}
                    Err(error) => panic!("{name}: {error}"),
                }
            } else {
                assert!(kind == FormKind::Import, "{name} ends in {effect:?}");
                assert!(matches!(effect, Effect::Import { rows: As::Auto, .. }), "{effect:?}");
            }
            ended.insert(name);
        }
    }
    let asks =
        |kind: &FormKind| !matches!(kind, FormKind::Op(spec) if !spec.args.iter().any(ArgSpec::is_asked));
    let all: BTreeSet<&str> = FormKind::all().filter(asks).map(FormKind::name).collect();
    assert_eq!(ended, all);
}

#[test]
fn a_tick_stands_only_on_an_answer_that_can_be_taken() {
    let mut seat = Seat::new();
    let state = |seat: &Seat, label: &str| {
        let Some(Overlay::Flow(flow)) = seat.app.overlay() else { panic!("no form is open") };
        let at = flow.questions.iter().position(|it| it.field.label == label).unwrap();
        flow.answer_state(at, &seat.app.form_context())
    };
    seat.press("3aShip?<enter>e<tab><tab><tab><tab>nine");
    assert_eq!((state(&seat, "due"), state(&seat, "options")), (AnswerState::Good, AnswerState::Blank));
    let Some(Overlay::Flow(flow)) = seat.app.overlay() else { panic!("no form is open") };
    let typed = flow.questions[flow.at].field.label;
    assert_eq!(state(&seat, typed), AnswerState::Wrong, "{typed}");
    seat.press("<c-u>4");
    assert_eq!(state(&seat, typed), AnswerState::Good, "{typed}");
}
