//! The clock's acts in a real file: what the log says of them, and that they are the same however seldom somebody
//! looks in.

use super::*;
use crate::{
    domain::{Blocker, event::EventKind, rules::escalation::apply_due_escalations},
    store::Logged,
};

const BLOCKER: Ref = Ref::new(Kind::Blocker, 1);

/// A bench of the playbook in which decisions escalate as well.
fn alignment() -> Bench {
    let playbook = playbook::shipped()
        .into_iter()
        .find(|playbook| playbook.slug == "engineering-managers-stakeholder-alignment")
        .unwrap();
    Bench::with(cycle::New { playbook, ..new_cycle() })
}

fn add_blocker(title: &str) -> common::Op {
    let fields = fields(&[
        ("title", Value::text(title)),
        ("fallback", Value::text("cards only")),
        ("due", Value::Integer(berlin("2026-06-01 17:00").millis())),
    ]);
    common::Op::Add { kind: Kind::Blocker, fields, on: None }
}

fn note_on(subject: Ref) -> common::Note {
    common::Note { subject, text: "asked again".into() }
}

const STEP: Ref = Ref::new(Kind::Step, 1);

fn acts(bench: &Bench) -> Vec<Logged> {
    let all = bench.executor.store.history(Id::new(1), None, 1_000).unwrap();
    let mut acts: Vec<Logged> = all.into_iter().filter(|logged| logged.via == "clock").collect();
    acts.sort_by_key(|logged| logged.seq);
    acts
}

fn is_sound(bench: &Bench) {
    assert_eq!(bench.executor.store.examine().unwrap().problems, Vec::<String>::new());
}

#[test]
fn the_log_tells_the_act_of_the_clock_at_the_review_it_was_due_and_in_nobodys_name() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.goes_to("2026-03-16 09:58");
    bench.does(note_on(BLOCKER));
    assert_eq!(acts(&bench).len(), 0, "a minute before the review");
    bench.does(note_on(BLOCKER));
    let acts = acts(&bench);
    assert_eq!(acts.len(), 1);
    let act = &acts[0];
    assert_eq!(
        (act.name.as_str(), act.actor, act.at),
        ("clock.escalate", Id::new(0), berlin("2026-03-16 10:00"))
    );
    assert_eq!((act.undoes, act.count), (None, 2), "the blocker and its event");
    let board = bench.board();
    let blocker = &board.blockers.rows()[0];
    assert_eq!(blocker.escalated_at, Some(berlin("2026-03-16 10:00")));
    assert_eq!(board.handle(blocker.escalated_to.unwrap()), "jo", "maya owns it");
    let event = &board.events.rows()[0];
    assert_eq!((event.kind, event.by, event.at), (EventKind::Escalated, None, berlin("2026-03-16 10:00")));
    assert_eq!(event.subject, BLOCKER);
    bench.does(note_on(BLOCKER));
    assert_eq!(self::acts(&bench).len(), 1, "once is enough");
    is_sound(&bench);
}

#[test]
fn the_board_is_the_same_whether_somebody_came_to_each_review_or_a_month_later() {
    let reviews = ["2026-03-09 10:00", "2026-03-16 10:00", "2026-03-23 10:00", "2026-03-30 10:00"];
    let run = || {
        let mut bench = alignment();
        for (day, number) in [("03", 1), ("04", 2), ("06", 3)] {
            bench.goes_to(&format!("2026-03-{day} 12:00"));
            bench.does(add_blocker(&format!("blocker {number}")));
            bench.does(decision(&format!("Question {number}?")));
        }
        bench
    };
    let mut often = run();
    let mut once = run();
    for review in reviews {
        often.goes_to(review);
        often.does(note_on(STEP));
    }
    once.goes_to("2026-04-02 12:00");
    once.does(note_on(STEP));
    let (often_board, once_board) = (often.board(), once.board());
    assert!(often_board.blockers.rows().iter().all(Blocker::is_escalated));
    assert_eq!(often_board.blockers, once_board.blockers);
    assert_eq!(often_board.decisions, once_board.decisions);
    assert_eq!(often_board.events, once_board.events, "and so are the events, to their numbers");
    let told =
        |bench: &Bench| acts(bench).iter().map(|act| (act.at, act.changes.clone())).collect::<Vec<_>>();
    assert_eq!(told(&often), told(&once));
    is_sound(&often);
    is_sound(&once);
}

#[test]
fn acts_of_several_reviews_and_kinds_come_in_the_order_of_time() {
    let mut bench = alignment();
    for day in ["03", "09", "11"] {
        bench.goes_to(&format!("2026-03-{day} 12:00"));
        bench.does(add_blocker("a blocker"));
        bench.does(decision("A question?"));
    }
    bench.goes_to("2026-04-02 12:00");
    bench.does(note_on(STEP));
    let acts = acts(&bench);
    assert!(acts.len() >= 4 && acts.is_sorted_by_key(|act| act.at), "{acts:?}");
    let board = bench.board();
    let mut events: Vec<_> = board.events.rows().iter().collect();
    events.sort_by_key(|event| event.id.number());
    assert!(events.len() == 6 && events.is_sorted_by_key(|event| event.at), "{events:?}");
}

#[test]
fn the_file_says_what_a_board_that_was_only_looked_at_shows() {
    let mut bench = alignment();
    bench.goes_to("2026-03-03 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.does(decision("A question?"));
    let mut watched = bench.board();
    let now = berlin("2026-03-30 12:01");
    apply_due_escalations(&mut watched, now);
    bench.goes_to("2026-03-30 12:00");
    bench.does(note_on(STEP));
    let written = bench.board();
    assert_eq!((&written.blockers, &written.decisions), (&watched.blockers, &watched.decisions));
    assert!(written.blockers.rows()[0].is_escalated() && written.decisions.rows()[0].is_escalated());
}

#[test]
fn what_is_resolved_before_its_review_never_goes_up_and_what_is_reopened_counts_anew() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.goes_to("2026-03-15 12:00");
    bench.does(blocker::Resolve { subject: BLOCKER, how: "they answered".into(), on: None });
    bench.goes_to("2026-03-17 09:00");
    bench.does(common::Reopen { subject: BLOCKER, why: "not really".into() });
    bench.goes_to("2026-03-30 09:58");
    bench.does(note_on(BLOCKER));
    assert!(acts(&bench).is_empty());
    bench.does(note_on(BLOCKER));
    assert_eq!(acts(&bench)[0].at, berlin("2026-03-30 10:00"));
}

#[test]
fn taking_a_resolution_back_puts_it_where_it_would_have_been() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.goes_to("2026-03-15 12:00");
    bench.does(blocker::Resolve { subject: BLOCKER, how: "they answered".into(), on: None });
    bench.goes_to("2026-03-20 12:00");
    bench.does(Operation::Undo);
    bench.does(note_on(BLOCKER));
    assert_eq!(bench.board().blockers.rows()[0].escalated_at, Some(berlin("2026-03-16 10:00")));
    is_sound(&bench);
}

#[test]
fn undo_takes_back_ones_own_act_and_never_the_clocks() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.goes_to("2026-03-16 12:00");
    bench.does(common::Op::Assign { subjects: vec![BLOCKER], owner: Id::new(2) });
    assert!(bench.board().blockers.rows()[0].is_escalated());
    bench.does(Operation::Undo);
    let blocker = bench.board().blockers.rows()[0].clone();
    assert!(blocker.is_escalated() && blocker.owner == Id::new(1));
    let before = bench.board();
    let refused = bench.tries(Operation::Undo).unwrap_err().to_string();
    assert!(refused.starts_with("B-1 was changed by the clock meanwhile"), "{refused}");
    assert_eq!(bench.board(), before);
    assert!(bench.tries(Operation::Redo).is_ok(), "the assignment again");
    assert_eq!(acts(&bench).len(), 1);
    is_sound(&bench);
}

#[test]
fn what_the_screen_showed_of_the_clock_is_no_conflict() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    let seen = bench.does(add_blocker("PSP cert")).seq;
    bench.goes_to("2026-03-16 12:00");
    let up = blocker::Escalate { subject: BLOCKER, to: None };
    let meta = bench.meta(Some(seen));
    bench.executor.execute(&up.into(), &meta).unwrap();
    let board = bench.board();
    assert_eq!(board.handle(board.blockers.rows()[0].escalated_to.unwrap()), "ana", "the next after jo");
}

#[test]
fn a_closed_cycle_stands_still() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.does(cycle::Op::Close { cycle: Id::new(1) });
    bench.goes_to("2026-04-16 12:00");
    let before = bench.board();
    bench.refuses(note_on(BLOCKER));
    assert_eq!(bench.board(), before);
    assert!(acts(&bench).is_empty());
}

#[test]
fn a_file_that_only_reads_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.goes_to("2026-04-16 12:00");
    let (before, meta) = (bench.board(), bench.meta(None));
    let Bench { executor, folder: _folder, .. } = bench;
    let path = executor.store.path().to_owned();
    drop(executor);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let store = Store::open(&path).unwrap();
    // Root may write to anything; then there is no file that only reads.
    assert!(store.is_read_only() || rustix::process::geteuid().is_root());
    if store.is_read_only() {
        let mut executor = Executor::new(store, Some(Id::new(1)), Some(Id::new(1)), "test");
        executor.execute(&note_on(BLOCKER).into(), &meta).unwrap_err();
        assert_eq!(executor.store.board(Id::new(1)).unwrap().unwrap(), before);
    }
}

#[test]
fn whoever_takes_over_from_the_path_is_on_it() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    for gone in [2, 3] {
        bench.does(person::Off { person: Id::new(gone), hand_over: Id::new(1) });
    }
    bench.goes_to("2026-04-02 12:00");
    bench.does(note_on(BLOCKER));
    assert_eq!(acts(&bench).len(), 1);
    assert_eq!(bench.board().blockers.rows()[0].escalated_to, Some(Id::new(1)));
}

#[test]
fn reviews_and_the_clock_keep_to_the_wall_when_clocks_change() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-18 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.goes_to("2026-04-02 12:00");
    let receipt = bench.does(decision("A question?"));
    assert_eq!(receipt.created, [d(1)]);
    let act = &acts(&bench)[0];
    assert_eq!(act.at, Moment::parse("2026-03-30T08:00:00Z").unwrap(), "ten in summer time");
    assert_eq!(bench.board().decisions.rows()[0].due, Moment::parse("2026-04-06T08:00:00Z").unwrap());
}

#[test]
fn an_operation_that_is_refused_leaves_the_clock_where_it_put_it() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.goes_to("2026-03-17 12:00");
    bench.refuses(blocker::Resolve { subject: BLOCKER, how: String::new(), on: None });
    assert_eq!(acts(&bench).len(), 1);
    is_sound(&bench);
}

/// A real board whose machine says these times.
struct Machine {
    executor: Executor,
    _folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("board.db")).unwrap();
        let mut machine = Self { executor: Executor::new(store, None, None, "test"), _folder: folder };
        let join = person::Join { name: "Maya Lind".into(), function: None, login: None };
        machine.says("2026-03-02 10:00", join).unwrap();
        machine.executor.actor = Some(Id::new(1));
        machine
            .says("2026-03-02 10:00", person::Add { name: "Jo Berg".into(), function: None, login: None })
            .unwrap();
        machine.says("2026-03-02 10:00", cycle::Op::New(Box::new(new_cycle()))).unwrap();
        machine.executor.cycle = Some(Id::new(1));
        machine
    }

    fn tries(
        &mut self,
        real: &str,
        op: impl Into<Operation>,
        clock_is_right: bool,
    ) -> Result<Receipt, OpError> {
        let now = berlin(real);
        let (head, _) = self.executor.store.head().unwrap();
        let meta = Request { now, real: now, clock_is_right, token: format!("m{head}-{real}"), seen: None };
        self.executor.execute(&op.into(), &meta)
    }

    fn says(&mut self, real: &str, op: impl Into<Operation>) -> Result<Receipt, OpError> {
        self.tries(real, op, false)
    }

    fn entries(&self) -> i64 {
        self.executor.store.head().unwrap().0
    }
}

fn rule_of(result: Result<Receipt, OpError>) -> &'static str {
    let Err(OpError::Refused(refusal)) = result else { panic!("{result:?}") };
    refusal.rule
}

#[test]
fn a_machine_whose_clock_runs_wrong_is_asked_before_anything_is_written_and_the_clock_escalates_nothing() {
    let mut machine = Machine::new();
    machine.says("2026-03-03 10:00", add_blocker("PSP cert")).unwrap();
    let before = machine.entries();
    for wrong in ["2030-01-01 10:00", "2026-04-18 10:01", "2026-03-02 10:00", "1970-01-01 10:00"] {
        assert_eq!(rule_of(machine.says(wrong, note_on(BLOCKER))), "clock.skew.asked", "{wrong}");
    }
    assert_eq!(machine.entries(), before, "nothing was escalated either");
    // A wait for the lock, or a slow answer, is no wrong clock.
    machine.says("2026-03-03 09:56", note_on(BLOCKER)).unwrap();
    // Whoever was away for longer says so once.
    machine.tries("2026-06-02 10:00", note_on(BLOCKER), true).unwrap();
    machine.says("2026-06-02 10:01", note_on(BLOCKER)).unwrap();
}

#[test]
fn a_simulation_takes_any_clock() {
    let mut bench = Bench::new();
    bench.goes_to("2030-01-01 10:00");
    bench.does(note_on(STEP));
    bench.goes_to("2026-03-03 10:00");
    bench.does(note_on(STEP));
}

#[test]
fn what_was_escalated_is_taken_back_by_whom_it_went_to_or_the_sign_off_owner() {
    let mut bench = Bench::new();
    bench.does(person::Add { name: "Sam Oko".into(), function: None, login: None });
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    let back = || escalation::Deescalate { subject: BLOCKER, why: "a wrong clock".into() };
    assert_eq!(bench.refuses(back()), "B-1: it is not escalated | there is nothing to take back");
    bench.goes_to("2026-03-16 12:00");
    bench.does(note_on(BLOCKER));
    assert_eq!(bench.board().blockers.rows()[0].escalated_to, Some(Id::new(2)));
    bench.executor.actor = Some(Id::new(3));
    let refused = bench.refuses(back());
    assert!(refused.starts_with("B-1: only whom it was escalated to, or the sign-off owner"), "{refused}");
    bench.executor.actor = Some(Id::new(2));
    let blank = escalation::Deescalate { subject: BLOCKER, why: " ".into() };
    assert!(bench.refuses(blank).contains("say why"));
    assert_eq!(bench.does(back()).said, "B-1 is maya's again: a wrong clock");
    let board = bench.board();
    let blocker = &board.blockers.rows()[0];
    assert_eq!((blocker.escalated_at, blocker.escalated_to, blocker.reviewer), (None, None, None));
    let kinds: Vec<EventKind> = board.events.rows().iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Escalated, EventKind::Deescalated], "both stay on record");
    // The clock does not take it straight back: it counts from now on, and goes up again a full cycle later.
    bench.does(note_on(BLOCKER));
    assert_eq!(bench.board().blockers.rows()[0].escalated_at, None);
    bench.goes_to("2026-03-30 10:00");
    bench.does(note_on(BLOCKER));
    assert_eq!(bench.board().blockers.rows()[0].escalated_at, Some(berlin("2026-03-30 10:00")));
    bench.executor.actor = Some(Id::new(1));
    bench.does(back());
    bench.does(Operation::Undo);
    assert!(bench.board().blockers.rows()[0].is_escalated());
    is_sound(&bench);
}

#[test]
fn what_a_clock_ahead_of_time_escalated_goes_up_at_its_own_time_after_it_was_taken_back() {
    let mut bench = Bench::new();
    bench.goes_to("2026-03-04 12:00");
    bench.does(add_blocker("PSP cert"));
    bench.goes_to("2026-05-01 12:00");
    bench.does(note_on(BLOCKER));
    assert!(bench.board().blockers.rows()[0].is_escalated());
    bench.goes_to("2026-03-05 12:00");
    bench.does(escalation::Deescalate { subject: BLOCKER, why: "the clock ran ahead".into() });
    assert_eq!(
        bench.board().blockers.rows()[0].opened,
        berlin("2026-03-04 12:01"),
        "its clock stays its own"
    );
    bench.goes_to("2026-03-16 12:00");
    bench.does(note_on(BLOCKER));
    assert_eq!(bench.board().blockers.rows()[0].escalated_at, Some(berlin("2026-03-16 10:00")));
    is_sound(&bench);
}

#[test]
fn only_blockers_and_decisions_are_given_back() {
    let mut bench = alignment();
    bench.goes_to("2026-03-04 12:00");
    bench.does(decision("Which PSP?"));
    bench.goes_to("2026-03-16 12:00");
    let back = |subject| escalation::Deescalate { subject, why: "decided in the hall".into() };
    bench.does(note_on(d(1)));
    assert!(bench.board().decisions.rows()[0].is_escalated());
    bench.does(back(d(1)));
    assert!(!bench.board().decisions.rows()[0].is_escalated());
    assert!(bench.refuses(back(STEP)).starts_with("S-1: a step is never escalated"));
}
