//! The shipped script replays whatever today is, tells its story, and says where a script is at fault.

use super::*;
use crate::domain::{
    Board,
    blocker::BlockerState,
    decision::{DecisionKind, DecisionState},
    intake::IntakeState,
    risk::RiskState,
    rules::{context::RuleContext, measure::measure},
    step::ItemState,
};
use std::collections::BTreeSet;

/// An ordinary day, one with a change of clocks a day ago, one on 29 February, and a midnight.
const NOWS: [&str; 4] =
    ["2026-03-12T08:31:00Z", "2026-03-30T06:00:00Z", "2028-02-29T22:59:59Z", "2026-10-25T22:00:00Z"];

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn written(now: Moment) -> (tempfile::TempDir, Store) {
    told(Story::Launch, now)
}

fn told(story: Story, now: Moment) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    write(&path, story, now, now).unwrap();
    (folder, Store::open(&path).unwrap())
}

fn script(story: Story) -> Script {
    let (file, text) = story.script();
    Script::read(file, text).unwrap()
}

fn fault_of(script: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_simulation(&folder.path().join("demo.db")).unwrap();
    let replayed = Script::read("script.toml", script)
        .map_err(DemoError::from)
        .and_then(|script| replay(&script, store, moment(NOWS[0]), moment(NOWS[0])));
    replayed.unwrap_err().to_string()
}

fn board(store: &Store) -> Board {
    store.board(Id::new(1)).unwrap().unwrap()
}

#[test]
fn the_script_replays_on_any_day_and_leaves_a_sound_file() {
    for (story, now) in Story::ALL.iter().flat_map(|story| NOWS.map(|now| (*story, moment(now)))) {
        let (_folder, store) = told(story, now);
        assert_eq!(store.examine().unwrap().problems, Vec::<String>::new());
        let log = store.history(Id::new(1), None, 1000).unwrap();
        assert!(log.len() > 30, "{}", log.len());
        assert!(
            log.iter().all(|logged| ["demo", "clock"].contains(&logged.via.as_str()) && logged.at <= now)
        );
        assert!(log.is_sorted_by(|later, earlier| later.at >= earlier.at));
    }
}

#[test]
fn at_every_hour_of_a_day_the_acts_come_in_the_same_order() {
    let script = script(Story::Launch);
    let order = |now| -> Vec<usize> { script.scenes(now).iter().map(|scene| scene.line).collect() };
    let first = moment("2026-03-28T23:00:00Z");
    let expected = order(first);
    for hour in 1..48 {
        let now = first + chrono::Duration::hours(hour);
        assert_eq!(order(now), expected, "{now}");
        assert!(script.scenes(now).iter().all(|scene| scene.at <= now));
    }
}

#[test]
fn the_board_shows_late_escalated_and_running_things() {
    for now in NOWS.map(moment) {
        let (_folder, store) = written(now);
        let mut board = board(&store);
        crate::domain::rules::escalation::apply_due_escalations(&mut board, now);
        let decisions = board.decisions.rows();
        let late: Vec<_> =
            decisions.iter().filter(|it| it.kind == DecisionKind::Choice && it.is_late(now)).collect();
        assert_eq!(late.len(), 2);
        let is = |state| decisions.iter().filter(|decision| decision.state == state).count();
        assert_eq!(
            (is(DecisionState::Approved), is(DecisionState::Rejected), is(DecisionState::Deferred)),
            (4, 1, 1)
        );
        let blockers = board.blockers.rows();
        assert_eq!(blockers.len(), 7);
        assert_eq!(blockers.iter().filter(|blocker| blocker.is_late(now)).count(), 2);
        assert_eq!(blockers.iter().filter(|blocker| blocker.is_escalated()).count(), 1);
        assert_eq!(blockers.iter().filter(|blocker| blocker.fallback_at.is_some()).count(), 1);
        let resolved = |state| blockers.iter().filter(|blocker| blocker.state == state).count();
        assert_eq!(resolved(BlockerState::Resolved), 1);
        let windows = board.risks.rows().iter().filter_map(|risk| risk.window_ends(&board.policy.rhythm));
        assert_eq!(windows.filter(|ends| *ends > now).count(), 1);
        let late_items = board
            .items
            .rows()
            .iter()
            .filter(|item| item.state == ItemState::Todo && item.due.is_some_and(|due| due < now));
        assert_eq!(late_items.map(|item| item.number).collect::<Vec<_>>(), [12]);
        let waiting = board.intake.rows().iter().filter(|intake| intake.state == IntakeState::Waiting);
        assert_eq!(waiting.filter(|intake| !intake.lacks().is_empty()).count(), 3);
        assert_eq!(
            board.cycle.schedule().launch_at().day(board.cycle.tz()),
            now.day(board.cycle.tz()).plus_days(12)
        );
    }
}

#[test]
fn risks_are_spread_over_the_map_and_through_all_states() {
    let (_folder, store) = written(moment(NOWS[0]));
    let board = board(&store);
    let risks = board.risks.rows();
    let cells: BTreeSet<_> = risks.iter().map(|risk| (risk.chance, risk.impact)).collect();
    assert_eq!((risks.len(), cells.len()), (10, 10), "no two risks share a cell");
    let states: BTreeSet<_> = risks.iter().map(|risk| risk.state).collect();
    assert_eq!(states.len(), RiskState::ALL.len());
}

#[test]
fn everybody_owns_something_and_every_metric_is_owned_and_read() {
    let (_folder, store) = written(moment(NOWS[0]));
    let board = board(&store);
    for person in board.people.rows() {
        let owned = board.decisions.rows().iter().any(|decision| decision.owner == person.id);
        assert!(owned, "{} owns no decision", person.name);
    }
    assert_eq!(board.people.rows().len(), 5);
    for metric in board.metrics.rows() {
        assert!(metric.owner.is_some() && metric.target.is_some() && metric.baseline.is_some());
        // From the moment on at which it is computed, nobody enters it.
        assert!((2..=12).contains(&board.readings_of(metric.id).len()), "{}", metric.title);
    }
    let facts = RuleContext::at(&board, moment(NOWS[0]));
    let off =
        board.metrics.rows().iter().filter(|metric| {
            measure(&facts, metric).value.and_then(|value| metric.meets(value)) == Some(false)
        });
    assert_eq!(off.map(|metric| metric.id.number()).collect::<Vec<_>>(), [2, 5]);
}

#[test]
fn the_same_moment_gives_the_same_log() {
    let now = moment(NOWS[0]);
    let heads = [now, now].map(|now| written(now).1.head().unwrap());
    assert_eq!(heads[0], heads[1]);
    assert_ne!(heads[0], written(now + chrono::Duration::minutes(1)).1.head().unwrap());
}

#[test]
fn a_file_that_is_there_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.db");
    std::fs::write(&path, "mine").unwrap();
    let error = write(&path, Story::Launch, moment(NOWS[0]), moment(NOWS[0])).unwrap_err();
    assert!(matches!(error, DemoError::Store(StoreError::Exists(_))), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn a_script_at_fault_says_where() {
    let at = |line: &str, told: &str| {
        let cast = r#"people = [{ name = "Maya Lind", function = "delivery" }]"#;
        let cycle = r#"cycle = { playbook = "engineering-managers-launch-readiness", name = "A", zone = "UTC", opened = "-18d 09:00", started_days_ago = 18, launches_in_days = 12, sign_off = "maya", narrative = "maya", escalation = ["maya"] }"#;
        let script = format!("{cast}\n{cycle}\nreadings = []\nacts = [\n{line}\n]\n");
        let fault = fault_of(&script);
        assert!(fault.starts_with("script.toml:5: "), "{fault}");
        assert!(fault.contains(told), "{fault}");
    };
    at(r#"{ at = "-3d 25:00", by = "maya", do = "item.done P-3" }"#, "is no time");
    at(r#"{ at = "-3h", by = "zoe", do = "item.done P-3" }"#, "zoe");
    at(r#"{ at = "-3h", by = "maya", do = "dance P-3" }"#, "`dance` is no verb");
    at(
        r#"{ at = "-3h", by = "maya", do = "item.done P-3", with = "x" }"#,
        "`with` is no part of `item.done`",
    );
    at(r#"{ at = "-3h", by = "maya", do = "item.done P-2" }"#, "needs proof");
    at(r#"{ at = "-3h", by = "maya", do = "item.done P-99", proof = "x" }"#, "there is no P-99");
    at(r#"{ at = "-3h", by = "maya", do = "blocker.resolve B-1" }"#, "`how` is missing");
    at(r#"{ at = "-3h", by = "maya", do = "add blocker", line = "stuck" }"#, "fallback");
}

/// The launch story on the morning of its kick-off, before anybody did anything.
fn kick_off(now: Moment) -> Board {
    let (file, text) = Story::Launch.script();
    let (people, rest) = text.split_once("acts = [").unwrap();
    let (_, cycle) = rest.split_once("\n[cycle]").unwrap();
    let text = format!("{people}acts = []\nreadings = []\n[cycle]{cycle}");
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_simulation(&folder.path().join("demo.db")).unwrap();
    replay(&Script::read(file, &text).unwrap(), store, now, now).unwrap();
    board(&Store::open(&folder.path().join("demo.db")).unwrap())
}

#[test]
fn every_rule_fires_in_one_of_the_stories_and_lets_something_pass_in_one() {
    use crate::domain::rules::{
        catalog::{RULES, RuleName},
        context::RuleContext,
        escalation,
        evaluate::{Findings, Found},
    };
    for now in NOWS.map(moment) {
        let mut boards = vec![kick_off(now)];
        for story in Story::ALL {
            let (_folder, store) = told(*story, now);
            let mut board = board(&store);
            escalation::apply_due_escalations(&mut board, now);
            boards.push(board);
        }
        let facts: Vec<RuleContext<'_>> = boards.iter().map(|board| RuleContext::at(board, now)).collect();
        let surveys: Vec<Findings> = facts.iter().map(Findings::of).collect();
        for rule in RULES {
            let found = || surveys.iter().map(|survey| survey.found(rule.name));
            assert!(found().any(|found| !found.hits.is_empty()), "{} never fires at {now}", rule.name.key());
            // These look at nothing but what they find.
            let looks_narrowly = matches!(rule.name, RuleName::BlockerOpen | RuleName::MetricRigor);
            let is_none = |found: &Found| looks_narrowly && found.hits.is_empty();
            let passes = found().any(|found| found.looked > found.hits.len() || is_none(found));
            assert!(passes, "{} lets nothing pass at {now}", rule.name.key());
        }
    }
}
