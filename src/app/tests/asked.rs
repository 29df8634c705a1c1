//! The verdict and the lists that a rule answers, as keys see them.

use super::*;
use crate::app::list::Sort;
use crate::domain::summary::{BoardAt, Standing, Values, entry};

fn shown(seat: &Seat) -> Vec<String> {
    let rows = seat.app.list().rows.iter().filter_map(|row| row.record());
    rows.map(|stored| seat.app.board.people_ref(stored).to_string()).collect()
}

#[test]
fn a_reason_of_the_verdict_opens_its_record_and_esc_goes_back() {
    let mut seat = Seat::new();
    seat.press("4");
    seat.press("W");
    assert_eq!(seat.app.tab, ListId::Verdict);
    let Some(Row::Reason(rule, item)) = seat.app.list().selected() else { panic!("reasons come as rows") };
    assert_eq!(seat.app.reason(rule, item).unwrap().subject(), Some(item));
    seat.press("<enter>");
    assert_eq!(seat.app.selected_ref(), Some(item));
    seat.press("<c-o>");
    assert_eq!(seat.app.tab, ListId::Verdict);
    seat.press("<esc>");
    assert_eq!(seat.app.tab, ListId::Blockers);
}

#[test]
fn one_key_goes_to_what_stands_in_the_way_first() {
    let mut seat = Seat::new();
    seat.press("1F");
    assert_ne!(seat.app.tab, ListId::Overview);
    assert!(seat.app.selected_ref().is_some(), "{}", seat.note());
}

#[test]
fn a_record_leaves_the_list_as_soon_as_it_no_longer_belongs() {
    let mut seat = Seat::new();
    seat.press("3aShip? due:tomorrow<enter>4aCert expired due:tomorrow fallback: cards only<enter>");
    seat.press(":due<enter>");
    assert_eq!(seat.app.tab, ListId::Due);
    assert!(shown(&seat).contains(&"D-1".to_owned()), "{:?}", shown(&seat));
    assert_eq!(seat.app.derived.why[&Ref::new(Kind::Blocker, 1)], "due soon");
    assert!(seat.app.list_mut().select(Ref::new(Kind::Blocker, 1)));
    seat.press("d+9d<enter>");
    assert!(!shown(&seat).contains(&"B-1".to_owned()), "{:?}", shown(&seat));
    seat.press("<esc>");
    assert_eq!(seat.app.tab, ListId::Blockers);
}

#[test]
fn what_is_mine_and_what_lacks_something_are_reached_by_name() {
    let mut seat = Seat::new();
    seat.press("3aShip? @jo<enter>aMine?<enter>:mine<enter>");
    assert_eq!(seat.app.tab, ListId::Mine);
    assert!(shown(&seat).contains(&"D-2".to_owned()) && !shown(&seat).contains(&"D-1".to_owned()));
    seat.press(":gaps<enter>");
    let before = shown(&seat).len();
    let step = shown(&seat).iter().position(|id| id == "S-1").unwrap();
    seat.press(&"j".repeat(step));
    seat.press("ojo<enter>");
    assert_eq!(shown(&seat).len(), before - 1);
}

#[test]
fn build_scope_says_what_each_decision_lacks() {
    let mut seat = Seat::new();
    seat.press("3aShip?<enter>B");
    assert_eq!(seat.app.tab, ListId::Scope);
    let why = &seat.app.derived.why[&Ref::new(Kind::Decision, 1)];
    assert!(why.starts_with("lacks ") && why.contains("an approval"), "{why}");
    seat.press("c");
    assert!(matches!(seat.app.overlay, Some(Overlay::Menu(_))), "rows are worked on here as anywhere");
}

#[test]
fn decisions_are_ordered_by_what_waits_for_them() {
    let mut seat = three_decisions();
    let waits = |seat: &mut Seat, one: i64, on: i64| {
        let on = Ref::new(Kind::Decision, on).to_string();
        let set = [("waits_for".to_owned(), crate::domain::Value::text(on))].into_iter().collect();
        seat.bench.does(common::Op::Edit { subject: Ref::new(Kind::Decision, one), set });
    };
    waits(&mut seat, 1, 3);
    waits(&mut seat, 2, 1);
    seat.look_around();
    seat.app.list_mut().sort = Sort::Waiting;
    seat.app.refresh();
    assert_eq!(shown(&seat), ["D-3", "D-1", "D-2"]);
}

#[test]
fn turning_tabs_visits_the_numbered_ones_only() {
    let mut seat = Seat::new();
    for _ in ListId::numbered() {
        assert!(!seat.app.tab.is_aside());
        seat.press("]");
    }
    assert_eq!(seat.app.tab, ListId::Overview);
}

#[test]
fn what_the_constraint_caused_can_be_filtered() {
    let mut seat = Seat::new();
    seat.press("4aStuck fallback: wait<enter>aCert expired fallback: cards only<enter>");
    let set = [("by_constraint".to_owned(), crate::domain::Value::Integer(1))].into_iter().collect();
    seat.bench.does(common::Op::Edit { subject: Ref::new(Kind::Blocker, 2), set });
    seat.look_around();
    seat.press("/constraint<enter>");
    assert_eq!(shown(&seat), ["B-2"]);
    assert_eq!(seat.app.list().tally.by_constraint, 1);
}

#[test]
fn the_clock_is_named_and_says_to_whom_it_escalates() {
    let mut seat = Seat::new();
    seat.press("4aStuck fallback: wait<enter>");
    let later = Moment::parse("2026-03-17T10:00:00Z").unwrap();
    let note = common::Note { subject: Ref::new(Kind::Blocker, 1), text: "still stuck".into() };
    let meta = crate::ops::Request {
        now: later,
        real: later,
        clock_is_right: false,
        token: "late".into(),
        seen: None,
    };
    seat.bench.executor.execute(&note.into(), &meta).unwrap();
    seat.look_around();
    let clock = seat.app.feed.iter().find(|logged| logged.name == "clock.escalate").unwrap();
    assert_eq!(seat.app.board.handle(clock.actor), "clock");
    assert_eq!(seat.app.describe(clock), "escalated B-1 to jo");
}

#[test]
fn the_calendar_begins_with_what_comes_next_and_opens_what_asks_for_it() {
    let mut seat = Seat::new();
    seat.press("4:calendar<enter>");
    assert_eq!(seat.app.tab, ListId::Calendar);
    let Some(Row::Date(kind, at)) = seat.app.list().selected() else { panic!("dates come as rows") };
    assert!(at >= seat.app.now, "{kind:?} {at}");
    let before = seat.app.derived.dates.len();
    assert_eq!(seat.app.list().rows.len(), before);
    seat.press("/drill<enter>");
    assert_eq!(seat.app.list().rows.len(), 1, "dates are found by what they are");
    seat.press("<enter>");
    assert_eq!(seat.app.selected_ref(), Some(Ref::new(Kind::Item, 13)));
    seat.press("<c-o><esc><esc>");
    assert_eq!(seat.app.tab, ListId::Blockers);
}

#[test]
fn a_review_is_written_down_from_the_calendar_and_is_held_there() {
    let mut seat = Seat::new();
    seat.press(":calendar<enter>");
    let held = |seat: &Seat| {
        seat.app
            .derived
            .dates
            .iter()
            .filter(|date| date.kept == crate::domain::rules::review_status::Kept::Held)
            .count()
    };
    let before = held(&seat);
    seat.press("a<s-tab>weekly<tab>yes, both gates<enter>not yet<enter>yes<enter>none because nothing was ready<enter>");
    assert_eq!(held(&seat), before + 1, "{}", seat.note());
}

#[test]
fn a_form_asks_the_steps_of_the_review_that_is_chosen_and_the_calendar_chooses_it() {
    let mut seat = Seat::new();
    let asked = |seat: &Seat| -> Vec<String> {
        seat.flow().questions.iter().map(|question| question.label().to_owned()).collect()
    };
    seat.press(":calendar<enter>/drill<enter>a");
    assert_eq!(asked(&seat), ["review", "scenario", "paths", "gaps", "decision", "note", "on"]);
    assert!(seat.flow().questions[1].ask().contains("Which case was rehearsed?"));
    seat.press("<s-tab>retro<tab>");
    assert_eq!(asked(&seat), ["review", "findings", "decision", "note", "on"]);
    seat.press("standup, a new rule<enter><enter>");
    assert!(seat.flow().problem.as_ref().unwrap().reason.contains("decision is needed"));
}

#[test]
fn rules_are_filtered_by_their_words() {
    let mut seat = Seat::new();
    seat.press("W");
    let before = seat.app.list().rows.len();
    seat.press("/launch criteri<enter>");
    let rows = &seat.app.list().rows;
    assert!(!rows.is_empty() && rows.len() < before, "{rows:?}");
    seat.press("<esc>");
    assert_eq!(seat.app.list().rows.len(), before);
}

#[test]
fn a_success_criterion_that_missed_its_date_is_late_until_a_reading_reaches_it() {
    let mut seat = Seat::new();
    let due = seat.app.now + chrono::Duration::hours(1);
    let fields = [
        ("title", crate::domain::Value::text("Fewer carts are left")),
        ("owner", crate::domain::Value::Integer(1)),
        ("due", crate::domain::Value::Integer(due.millis())),
        ("metric", crate::domain::Value::Integer(1)),
        ("target", crate::domain::Value::Real(20.0)),
    ];
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    seat.bench.does(common::Op::Add { kind: Kind::SuccessCriterion, fields, on: None });
    let standing = |seat: &Seat, later: i64| {
        let board = seat.bench.board();
        let now = seat.app.now + chrono::Duration::hours(later);
        let values = Values::default();
        let at = BoardAt::new(&board, now, &values);
        entry(at, Ref::new(Kind::SuccessCriterion, 1)).unwrap().standing
    };
    assert_eq!(standing(&seat, 0), Standing::Open);
    assert_eq!(standing(&seat, 2), Standing::Late);
    seat.bench.does(crate::ops::metric::Read {
        subject: Ref::new(Kind::Metric, 1),
        value: 19.0,
        at: None,
        note: None,
        risk: None,
    });
    assert_eq!(standing(&seat, 2), Standing::Open);
}

#[test]
fn the_overview_lists_what_to_do_next_over_all_kinds_and_one_key_shows_what_is_mine() {
    let mut seat = Seat::new();
    seat.press("4aCert expired @jo due:tomorrow fallback: cards only<enter>3aShip? due:tomorrow<enter>1");
    let all = shown(&seat);
    assert!(all.contains(&"B-1".to_owned()) && all.contains(&"D-1".to_owned()), "{all:?}");
    assert_eq!(seat.app.derived.next.len(), all.len(), "one row for each");
    let blocker = &seat.app.derived.next[&Ref::new(Kind::Blocker, 1)];
    let hint = blocker.clears.as_ref().unwrap();
    let verb = crate::app::way_out::short(hint, crate::app::way_out::From::Tab(ListId::Overview));
    assert_eq!(verb, "c close");
    seat.press("M");
    let mine = shown(&seat);
    assert!(mine.contains(&"D-1".to_owned()) && !mine.contains(&"B-1".to_owned()), "{mine:?}");
    seat.press("M");
    assert_eq!(shown(&seat), all);
    // What is to be set up is many records, and opens the list of what each lacks.
    let set_up = all.iter().position(|id| id.starts_with("CY-")).unwrap();
    seat.press(&format!("gg{}<enter>", "j".repeat(set_up)));
    assert_eq!(seat.app.tab, ListId::Gaps, "{}", seat.note());
}
