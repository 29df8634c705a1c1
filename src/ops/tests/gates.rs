//! Decisions and gates in a real file: what may be approved, what enters build scope and leaves it, and what the log
//! and undo make of it.

mod absence;
mod approval;
mod authority;
mod build_scope;
mod seals;
mod sign_off;

use super::*;
use crate::domain::{
    Decision, Record,
    decision::{Answer, DecisionKind, DecisionState, EvidenceKind, ScopeChange},
    event::EventKind,
    launch_criterion,
    rules::{
        context::RuleContext,
        scope::{Lack, lacks_of},
        verdict::{Call, Verdict, verdict},
    },
    step::{Phase, StepState},
};

/// A bench of a shipped playbook.
fn of(slug: &str) -> Bench {
    let playbook = playbook::shipped().into_iter().find(|playbook| playbook.slug == slug).unwrap();
    Bench::with(cycle::New { playbook, ..new_cycle() })
}

fn text(text: &str) -> Value {
    Value::text(text)
}

fn success() -> common::Op {
    let fields = fields(&[
        ("title", text("nine of ten")),
        ("metric", Value::Integer(1)),
        ("target", Value::Real(90.0)),
        ("due", Value::Integer(berlin("2026-03-24 17:00").millis())),
    ]);
    common::Op::Add { kind: Kind::SuccessCriterion, fields, on: None }
}

const SUCCESS: Ref = Ref::new(Kind::SuccessCriterion, 1);

fn evidence(subject: Ref, kind: EvidenceKind) -> decision::Evidence {
    decision::Evidence { subject, text: format!("shown by {}", kind.key()), kind, link: None, against: false }
}

fn criterion(subject: Ref, non_negotiable: bool) -> decision::Criterion {
    decision::Criterion { subject, text: "40 labels a day".into(), non_negotiable, why: None }
}

fn change(kind: ScopeChange, about: Option<Ref>) -> decision::Change {
    decision::Change {
        subject: None,
        title: format!("{} it?", kind.key()),
        change: kind,
        about,
        effect: "two points of confidence".into(),
        trade: "limits are known".into(),
        request: None,
        owner: None,
        due: None,
    }
}

/// The closing form with nothing but what approves.
fn form(subject: Ref) -> decision::Approve {
    approve(subject, &[])
}

/// An approval that brings no evidence of its own.
fn unshown(subject: Ref, criteria: &[&str]) -> decision::Approve {
    decision::Approve { evidence: None, evidence_kind: None, ..approve(subject, criteria) }
}

impl Bench {
    fn decision(&self, number: i64) -> Decision {
        self.board().decisions.get(Id::new(number)).unwrap().clone()
    }

    fn lacks(&self, number: i64) -> Vec<Lack> {
        let board = self.board();
        let facts = RuleContext::at(&board, self.now);
        lacks_of(&facts, board.decisions.get(Id::new(number)).unwrap()).iter().collect()
    }

    fn verdict(&self) -> Verdict {
        verdict(&self.board(), self.now)
    }

    /// What happened to a decision so far, in order.
    fn record_event(&self, number: i64) -> Vec<EventKind> {
        let board = self.board();
        let mut events: Vec<_> =
            board.events.rows().iter().filter(|event| event.subject == d(number)).collect();
        events.sort_by_key(|event| event.id.number());
        events.into_iter().map(|event| event.kind).collect()
    }

    /// A decision with all it needs, approved; the cycle has a success criterion.
    fn in_scope(&mut self, number: i64) {
        self.does(decision(&format!("Question {number}?")));
        if self.board().successes.rows().is_empty() {
            self.does(success());
        }
        self.does(criterion(d(number), true));
        self.does(evidence(d(number), EvidenceKind::Test));
        self.does(unshown(d(number), &[]));
    }

    /// Does an operation that brings the scope of one decision to something new, sees the event in the same
    /// operation, and that undo and redo restore the board before and after it exactly.
    fn moves(&mut self, operation: impl Into<Operation>, number: i64, kind: EventKind) {
        let before = self.board();
        let receipt = self.does(operation);
        let is_event = |change: &crate::domain::Change| {
            change.kind == Kind::Event
                && change.after.as_ref().is_some_and(|after| {
                    after.get("kind") == Some(&text(kind.key()))
                        && after.get("subject") == Some(&text(&d(number).to_string()))
                })
        };
        assert_eq!(
            receipt.changes.iter().filter(|change| is_event(change)).count(),
            1,
            "{:?}",
            receipt.changes
        );
        let word = if matches!(kind, EventKind::Left | EventKind::Paused) { "leaves" } else { "enters" };
        assert!(receipt.said.contains(word) || receipt.said.contains("more"), "{}", receipt.said);
        self.undone_and_done_again(&before);
    }

    fn undone_and_done_again(&mut self, before: &Board) {
        let after = self.board();
        self.does(Operation::Undo);
        same(&self.board(), before);
        self.does(Operation::Redo);
        same(&self.board(), &after);
    }
}

/// The same records, whatever came into the log meanwhile.
fn same(one: &Board, other: &Board) {
    let other = Board { seq: one.seq, ..other.clone() };
    assert!(*one == other, "{:?} {:?}", one.decisions.rows(), other.decisions.rows());
}

const ENTERED: EventKind = EventKind::Entered;
const LEFT: EventKind = EventKind::Left;
const PAUSED: EventKind = EventKind::Paused;
const RESUMED: EventKind = EventKind::Resumed;

fn reviews(bench: &Bench, count: usize) -> Vec<String> {
    let schedule = bench.board().cycle.schedule();
    schedule.reviews().take(count).map(|at| crate::domain::when::medium(at, schedule.zone)).collect()
}

#[test]
fn a_schedule_of_reviews_counts_from_when_it_is_chosen_and_what_was_scheduled_stays() {
    let mut bench = Bench::new();
    let edit =
        |set: &[(&str, Value)]| common::Op::Edit { subject: Ref::new(Kind::Cycle, 1), set: fields(set) };
    let thursdays =
        [("review_on", text("thu")), ("review_at", text("16:30")), ("review_every", Value::Integer(14))];
    bench.does(edit(&thursdays));
    assert_eq!(
        reviews(&bench, 2),
        ["Thu 5 Mar 16:30", "Thu 19 Mar 16:30"],
        "before its first review it is another"
    );
    assert_eq!(bench.board().cycle.earlier_reviews, None);
    let audit = |bench: &Bench| {
        let board = bench.board();
        let due = board.items.rows().iter().find(|item| item.number == 11).unwrap().due.unwrap();
        crate::domain::when::medium(due, board.cycle.tz())
    };
    assert_eq!(audit(&bench), "Fri 13 Mar 16:30", "it moves along");
    let blocker = fields(&[("title", text("labels")), ("fallback", text("by hand"))]);
    bench.does(common::Op::Add { kind: Kind::Blocker, fields: blocker, on: None });
    bench.goes_to("2026-03-06 09:00");
    let before = bench.board();
    let mondays =
        [("review_on", text("mon")), ("review_at", text("10:00")), ("review_every", Value::Integer(7))];
    bench.does(edit(&mondays));
    let both = ["Thu 5 Mar 16:30", "Mon 9 Mar 10:00", "Mon 16 Mar 10:00"];
    assert_eq!(reviews(&bench, 3), both);
    assert_eq!(audit(&bench), "Fri 13 Mar 10:00");
    bench.does(Operation::Undo);
    assert_eq!(bench.board().cycle, before.cycle);
    bench.does(Operation::Redo);
    assert_eq!(reviews(&bench, 3), both);
    // One full cycle of reviews, the first by the old schedule, the second by the new one.
    bench.goes_to("2026-03-09 10:00");
    bench.does(decision("Wallet?"));
    let escalated = bench.board().blockers.rows()[0].clone();
    assert_eq!(escalated.escalated_at, Some(berlin("2026-03-09 10:00")));
    // What has gone up stays where it is, whatever the schedule becomes.
    bench.does(edit(&[("review_every", Value::Integer(30))]));
    assert_eq!(bench.board().blockers.rows()[0], escalated);
    assert_eq!(reviews(&bench, 3), ["Thu 5 Mar 16:30", "Mon 9 Mar 10:00", "Wed 8 Apr 10:00"]);
    assert_eq!(bench.board().cycle.schedule().earlier.len(), 2);
}

#[test]
fn the_escalation_path_is_changed_at_any_time_and_never_empty() {
    let mut bench = Bench::new();
    let edit =
        |set: &[(&str, Value)]| common::Op::Edit { subject: Ref::new(Kind::Cycle, 1), set: fields(set) };
    bench.goes_to("2026-03-06 09:00");
    bench.does(edit(&[("escalation", text("3,1"))]));
    assert_eq!(bench.board().cycle.escalation.0, [Id::new(3), Id::new(1)]);
    let refused = bench.refuses(edit(&[("escalation", text(""))]));
    assert!(refused.contains("a cycle needs an escalation"), "{refused}");
}

#[test]
fn computed_dates_avoid_the_weekend_of_the_cycle() {
    let charter = fields(&[("weekend", text("fri, sat"))]);
    let mut bench = Bench::with(cycle::New { charter, ..new_cycle() });
    let drill = |bench: &Bench| {
        let board = bench.board();
        let due = board.items.rows().iter().find(|item| item.number == 13).unwrap().due.unwrap();
        crate::domain::when::medium(due, board.cycle.tz())
    };
    let edit =
        |set: &[(&str, Value)]| common::Op::Edit { subject: Ref::new(Kind::Cycle, 1), set: fields(set) };
    // Five days before Wednesday the 25th is a Friday.
    bench.does(edit(&[("launch", text("2026-03-25"))]));
    assert_eq!(drill(&bench), "Thu 19 Mar 10:00");
    bench.does(edit(&[("weekend", text("none"))]));
    assert_eq!(drill(&bench), "Fri 20 Mar 10:00", "it moves with the weekend");
    for wrong in ["mon,tue,wed,thu,fri,sat,sun", "holidays"] {
        let refused = bench.refuses(edit(&[("weekend", text(wrong))]));
        assert!(refused.contains("leaves no working day, or names no weekday"), "{refused}");
    }
}

#[test]
fn who_signs_owns_what_customers_are_told_where_nobody_is_named() {
    let bench = Bench::with(cycle::New { narrative: None, ..new_cycle() });
    assert_eq!(bench.board().cycle.narrative, Some(Id::new(1)));
}
