//! Operations on a real file: what they change, what they refuse, what undo takes back.

mod clock;
mod gates;
mod keys;
mod payloads;

use super::*;
use crate::{
    domain::{
        Board, Day, Fields, Id, Kind, Moment, Ref, Value,
        decision::{Answer, EvidenceKind},
        intake::Becomes,
        review::StepKind,
    },
    playbook,
    store::Store,
};

/// A executor with a running cycle, two people, and a clock that moves a minute with each operation.
pub(crate) struct Bench {
    pub(crate) executor: Executor,
    pub(crate) now: Moment,
    /// The folder of the file, which goes with it.
    pub(crate) folder: tempfile::TempDir,
}

/// A way out as these tests read it: its words and its command.
pub(crate) fn told(hint: &crate::domain::Hint) -> String {
    let parts = [hint.text(), hint.command().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(new_cycle())
    }

    /// The same with another cycle than [`new_cycle`].
    pub(crate) fn with(cycle: cycle::New) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create_simulation(&folder.path().join("board.db")).unwrap();
        let mut bench = Self {
            executor: Executor::new(store, None, None, "test"),
            now: Moment::parse("2026-03-02T09:00:00Z").unwrap(),
            folder,
        };
        let join = person::Join { name: "Maya Lind".into(), function: None, login: Some("maya".into()) };
        bench.does(join);
        bench.executor.actor = Some(Id::new(1));
        bench.does(person::Add { name: "Jo Berg".into(), function: None, login: None });
        bench.does(cycle::Op::New(Box::new(cycle)));
        bench.executor.cycle = Some(Id::new(1));
        bench
    }

    /// Holds a review of this kind, with an answer to each step that cannot be left out.
    pub(crate) fn holds(&mut self, kind: &str) {
        let board = self.board();
        let answer = |step: &crate::domain::review::ReviewStep| {
            let text = match step.kind {
                StepKind::Ask => "yes, as we saw",
                StepKind::Decide => "none because nothing was open",
                StepKind::Walk | StepKind::Mark | StepKind::Name | StepKind::Sign | StepKind::Note => {
                    "as we saw"
                }
            };
            format!("{}={text}", step.key)
        };
        let steps = &board.policy.review(kind).unwrap().steps;
        let answers = steps.iter().filter(|step| step.required).map(answer).collect();
        self.does(super::review::Hold { kind: kind.to_owned(), note: None, on: None, answers });
    }

    /// Lets the next operation happen a minute after this moment, by the clock on a wall in Berlin.
    pub(crate) fn goes_to(&mut self, moment: &str) {
        self.now = berlin(moment);
    }

    pub(crate) fn meta(&mut self, seen: Option<i64>) -> Request {
        self.now = self.now + chrono::Duration::minutes(1);
        Request {
            now: self.now,
            real: self.now,
            clock_is_right: false,
            token: format!("t{}", self.now.millis()),
            seen,
        }
    }

    pub(crate) fn tries(&mut self, op: impl Into<Operation>) -> Result<Receipt, OpError> {
        let meta = self.meta(None);
        self.executor.execute(&op.into(), &meta)
    }

    pub(crate) fn does(&mut self, op: impl Into<Operation>) -> Receipt {
        self.tries(op).unwrap()
    }

    /// Starts a second cycle, and stays in the first.
    pub(crate) fn second_cycle(&mut self) {
        let name = "Returns".to_owned();
        self.does(cycle::Op::New(Box::new(cycle::New { name, ..new_cycle() })));
    }

    pub(crate) fn refuses(&mut self, op: impl Into<Operation>) -> String {
        let error = self.tries(op).unwrap_err();
        let OpError::Refused(refusal) = error else { return error.to_string() };
        format!("{refusal} | {}", told(&refusal.hint))
    }

    pub(crate) fn board(&self) -> Board {
        self.executor.store.board(Id::new(1)).unwrap().unwrap()
    }
}

/// A moment by the clock on a wall in Berlin: `2026-03-09 10:00`.
pub(crate) fn berlin(moment: &str) -> Moment {
    let (day, time) = moment.split_once(' ').unwrap();
    let zone = crate::domain::when::Zone::parse("Europe/Berlin").unwrap();
    Day::parse(day).unwrap().at(chrono::NaiveTime::parse_from_str(time, "%H:%M").unwrap(), zone)
}

pub(crate) fn new_cycle() -> cycle::New {
    cycle::New {
        playbook: playbook::shipped().remove(0),
        name: "Checkout 2.0".into(),
        start: Day::parse("2026-03-02").unwrap(),
        launch: Day::parse("2026-03-24").unwrap(),
        zone: "Europe/Berlin".into(),
        sign_off: "maya".into(),
        narrative: Some("jo".into()),
        escalation: vec!["jo".into(), "Ana Ruiz".into()],
        people: Vec::new(),
        charter: Fields::new(),
    }
}

pub(crate) fn fields(of: &[(&str, Value)]) -> Fields {
    of.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn decision(title: &str) -> common::Op {
    common::Op::Add { kind: Kind::Decision, fields: fields(&[("title", Value::text(title))]), on: None }
}

fn d(number: i64) -> Ref {
    Ref::new(Kind::Decision, number)
}

pub(crate) fn approve(subject: Ref, criteria: &[&str]) -> decision::Approve {
    decision::Approve {
        subject,
        by: Some(Id::new(2)),
        choice: None,
        proof: Some("jo said yes in the standup".into()),
        criteria: criteria.iter().map(|&text| text.to_owned()).collect(),
        non_negotiable: true,
        protects: None,
        effect: None,
        evidence: Some("the pilot".into()),
        evidence_kind: Some(EvidenceKind::Test),
        evidence_link: None,
        filter: Some(Answer::Yes),
        filter_note: None,
        on: None,
    }
}

#[test]
fn a_new_cycle_copies_its_playbook() {
    let board = Bench::new().board();
    assert_eq!(board.steps.rows().len(), 6);
    assert_eq!(board.items.rows().len(), 16);
    assert_eq!(board.metrics.rows().len(), 6);
    assert_eq!(board.risks.rows().len(), 6);
    assert_eq!(board.people.rows().len(), 3, "who is named and unknown is added");
    assert!(board.items.rows().iter().all(|item| item.due.is_some()));
}

#[test]
fn a_decision_defaults_to_the_person_typing_and_the_next_review() {
    let mut bench = Bench::new();
    let receipt = bench.does(decision("Ship without wallet?"));
    assert_eq!(receipt.created, [d(1)]);
    let board = bench.board();
    let decision = &board.decisions.rows()[0];
    assert_eq!(decision.owner, Id::new(1));
    assert_eq!(decision.due, Moment::parse("2026-03-09T09:00:00Z").unwrap(), "Monday 10:00 in Berlin");
}

#[test]
fn a_blocker_without_a_fallback_is_refused_by_the_domain_and_by_the_file() {
    let mut bench = Bench::new();
    let add = common::Op::Add {
        kind: Kind::Blocker,
        fields: fields(&[("title", Value::text("PSP cert"))]),
        on: None,
    };
    assert_eq!(
        bench.refuses(add),
        "a blocker needs a fallback | type what you do instead, such as: ship without wallet: --fallback TEXT"
    );
    assert!(bench.board().blockers.rows().is_empty());
}

#[test]
fn closing_a_decision_asks_for_a_criterion_first() {
    let mut bench = Bench::new();
    bench.does(decision("Ship without wallet?"));
    let refusal = bench.refuses(approve(d(1), &[]));
    assert!(refusal.starts_with("D-1: it has no acceptance criterion"), "{refusal}");
    let receipt = bench.does(approve(d(1), &["40 labels a day"]));
    assert_eq!(
        receipt.said,
        "maya recorded the approval of D-1 by jo; D-1 stays in review: it lacks a success criterion of the cycle"
    );
    let refusal = bench.refuses(approve(d(1), &["again"]));
    assert!(refusal.starts_with("D-1: it is approved already"), "{refusal}");
    assert_eq!(bench.board().criteria.rows().len(), 1, "a refused approval leaves nothing behind");
}

#[test]
fn one_undo_takes_back_one_operation_on_many_rows() {
    let mut bench = Bench::new();
    for title in ["A?", "B?", "C?"] {
        bench.does(decision(title));
    }
    let before = bench.board();
    bench.does(common::Op::Assign { subjects: vec![d(1), d(2), d(3)], owner: Id::new(2) });
    assert!(bench.board().decisions.rows().iter().all(|decision| decision.owner == Id::new(2)));
    bench.does(Operation::Undo);
    assert_eq!(bench.board().decisions, before.decisions);
    bench.does(Operation::Redo);
    assert!(bench.board().decisions.rows().iter().all(|decision| decision.owner == Id::new(2)));
}

#[test]
fn undo_goes_back_step_by_step_and_a_new_act_ends_redo() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(decision("B?"));
    bench.does(Operation::Undo);
    bench.does(Operation::Undo);
    assert!(bench.board().decisions.rows().is_empty());
    bench.does(Operation::Redo);
    assert_eq!(bench.board().decisions.rows().len(), 1);
    bench.does(decision("C?"));
    assert!(bench.refuses(Operation::Redo).starts_with("there is nothing of yours to redo"));
}

#[test]
fn undo_never_takes_back_what_a_colleague_did() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.executor.actor = Some(Id::new(2));
    let due = Moment::parse("2026-03-20T16:00:00Z").unwrap();
    bench.does(common::Op::Due { subjects: vec![d(1)], due });
    bench.executor.actor = Some(Id::new(1));
    let error = bench.tries(Operation::Undo).unwrap_err();
    let OpError::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!((conflict.subject, conflict.by.as_str()), (d(1), "jo"));
    assert_eq!(bench.board().decisions.rows()[0].due, due);
}

#[test]
fn a_change_of_the_same_field_since_it_was_seen_is_a_conflict_that_names_who() {
    let mut bench = Bench::new();
    let seen = bench.does(decision("A?")).seq;
    bench.executor.actor = Some(Id::new(2));
    let set = |text: &str| common::Op::Edit { subject: d(1), set: fields(&[("title", Value::text(text))]) };
    bench.does(set("A, by Jo?"));
    bench.executor.actor = Some(Id::new(1));
    let meta = bench.meta(Some(seen));
    let error = bench.executor.execute(&set("A, by Maya?").into(), &meta).unwrap_err();
    let OpError::Conflict(conflict) = error else { panic!("{error}") };
    assert_eq!((conflict.by.as_str(), conflict.field.as_str()), ("jo", "title"));
    assert_eq!(conflict.theirs["title"], Value::text("A, by Jo?"));
    let due = common::Op::Edit { subject: d(1), set: fields(&[("impact", Value::Integer(4))]) };
    let meta = bench.meta(Some(seen));
    bench.executor.execute(&due.into(), &meta).expect("another field is no conflict");
}

#[test]
fn a_message_sent_twice_is_done_once() {
    let mut bench = Bench::new();
    let meta = bench.meta(None);
    let first = bench.executor.execute(&decision("A?").into(), &meta).unwrap();
    let second = bench.executor.execute(&decision("A?").into(), &meta).unwrap();
    assert_eq!((first.seq, &first.changes), (second.seq, &second.changes));
    assert_eq!(bench.board().decisions.rows().len(), 1);
}

#[test]
fn a_board_that_follows_the_changes_equals_one_loaded_afresh() {
    let mut bench = Bench::new();
    let mut board = bench.board();
    let ops: Vec<Operation> = vec![
        decision("A?").into(),
        approve(d(1), &["one", "two"]).into(),
        common::Note { subject: Ref::new(Kind::Step, 2), text: "soon".into() }.into(),
        metric::Read { subject: Ref::new(Kind::Metric, 1), value: 4.0, at: None, note: None, risk: None }
            .into(),
        item::Waive { subject: Ref::new(Kind::Item, 3), why: "done elsewhere".into() }.into(),
        Operation::Undo,
        common::Reopen { subject: d(1), why: "new facts".into() }.into(),
    ];
    for op in ops {
        let receipt = bench.does(op);
        for change in &receipt.changes {
            board.apply(change).unwrap();
        }
        board.seq = receipt.seq;
        assert_eq!(board, bench.board());
    }
    assert_eq!(bench.executor.store.examine().unwrap().problems, Vec::<String>::new());
}

#[test]
fn what_is_open_cannot_be_reopened_which_would_start_its_clock_again() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    let fields = fields(&[("title", Value::text("PSP cert")), ("fallback", Value::text("cards only"))]);
    bench.does(common::Op::Add { kind: Kind::Blocker, fields, on: None });
    let blocker = Ref::new(Kind::Blocker, 1);
    bench.does(blocker::Escalate { subject: blocker, to: None });
    let before = bench.board();
    for subject in [d(1), blocker, Ref::new(Kind::Risk, 1), Ref::new(Kind::Step, 1), Ref::new(Kind::Item, 1)]
    {
        let refusal = bench.refuses(common::Reopen { subject, why: "new facts".into() });
        assert!(refusal.starts_with(&format!("{subject}: it is open already")), "{refusal}");
    }
    assert_eq!(bench.board(), before);
}

#[test]
fn what_is_closed_cannot_be_dropped_over_its_approval() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(approve(d(1), &["40 labels a day"]));
    let refusal = bench.refuses(common::Drop { subject: d(1), why: "not any more".into() });
    assert!(refusal.starts_with("D-1: it is approved already"), "{refusal}");
    bench.does(common::Reopen { subject: d(1), why: "new facts".into() });
    bench.does(common::Drop { subject: d(1), why: "not any more".into() });
}

#[test]
fn a_note_that_became_a_record_is_not_completed_twice() {
    let mut bench = Bench::new();
    let text = "labels look wrong".to_owned();
    bench.does(intake::Op::Add { text, becomes: Becomes::Decision, known: Fields::new(), source: None });
    let subject = Ref::new(Kind::Intake, 1);
    bench.does(intake::Op::Complete { subject, becomes: None, fields: Fields::new() });
    let refusal = bench.refuses(common::Reopen { subject, why: "once more".into() });
    assert_eq!(refusal, "N-1: it became D-1 | work on D-1 instead");
    let refusal = bench.refuses(common::Drop { subject, why: "once more".into() });
    assert!(refusal.starts_with("N-1: it is done already"), "{refusal}");
}

#[test]
fn what_happened_is_written_with_the_change_that_made_it_happen() {
    let mut bench = Bench::new();
    let stuck =
        fields(&[("title", Value::text("PSP cert expired")), ("fallback", Value::text("cards only"))]);
    bench.does(common::Op::Add { kind: Kind::Blocker, fields: stuck, on: None });
    let b1 = Ref::new(Kind::Blocker, 1);
    bench.does(blocker::Escalate { subject: b1, to: None });
    bench.does(blocker::Fallback { subject: b1 });
    bench.does(blocker::Resolve { subject: b1, how: "renewed".into(), on: None });
    bench.does(common::Reopen { subject: b1, why: "it ran out again".into() });
    let kinds = |bench: &Bench| -> Vec<&str> {
        let board = bench.board();
        board.events.children(b1.parent_key()).iter().map(|event| event.kind.key()).collect()
    };
    assert_eq!(kinds(&bench), ["escalated", "fell-back", "reopened"]);
    let board = bench.board();
    let last = board.events.rows().last().unwrap();
    assert_eq!((last.by, last.why.as_deref()), (Some(Id::new(1)), Some("it ran out again")));
    assert_eq!(board.blockers.rows()[0].reviewer, Some(Id::new(2)), "whoever it went to reviews it");
    bench.does(Operation::Undo);
    assert_eq!(kinds(&bench), ["escalated", "fell-back"], "what is taken back did not happen");
}
