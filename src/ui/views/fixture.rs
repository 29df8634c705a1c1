//! A board made by hand: a relaunch twelve days before its launch, with something late in every list. Test code only.

use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use crate::app::{App, BoardTime, Event, Opened};
use crate::domain::change::{Change, Fields};
use crate::domain::{Board, Cycle, Day, Id, Kind, Moment, Record};
use crate::ops::Receipt;
use crate::playbook::{self, Playbook};
use crate::store::Logged;

mod rows;

/// Thursday 12 March 2026, two in the afternoon in Berlin.
pub(crate) fn now() -> Moment {
    Moment::parse("2026-03-12T14:00:00+01:00").unwrap()
}

/// The second day of the cycle.
pub(crate) fn early() -> Moment {
    Moment::parse("2026-02-03T14:00:00+01:00").unwrap()
}

/// A moment of March 2026 in Berlin, before the clocks change.
fn at(day: i32, hour: i32) -> i64 {
    let date = Day::new(2026, 3, 1).unwrap().plus_days(i64::from(day) - 1);
    Moment::parse(&format!("{date}T{hour:02}:00:00+01:00")).unwrap().millis()
}

fn playbook() -> Playbook {
    let mut playbook = playbook::shipped().remove(0);
    let checks = [
        [("one-outcome", "One outcome is written down"), ("scope-said", "Everybody can say what is out")],
        [("all-scored", "Every open choice has its scores"), ("ranked", "The worst come first")],
        [
            ("no-open-without-owner", "Every open choice has one owner"),
            ("top-blockers-owned", "Every blocker has one"),
        ],
        [
            ("evidence-not-assumption", "Every choice rests on more than belief"),
            ("seen", "Leadership has seen it"),
        ],
        [("filter-answered", "Every choice answers the filter"), ("frozen", "Scope is frozen")],
        [("read", "The outcome was read"), ("learnt", "What was learnt is written")],
    ];
    for (step, (words, checks)) in playbook.steps.iter_mut().zip(STEPS.iter().zip(checks)) {
        words.0.clone_into(&mut step.title);
        words.1.clone_into(&mut step.short);
        words.2.clone_into(&mut step.guidance);
        step.checks = checks
            .map(|(id, text)| playbook::ExitCheck { id: id.to_owned(), text: text.to_owned() })
            .to_vec();
    }
    playbook
}

const STEPS: [(&str, &str, &str); 6] = [
    (
        "Say what is in and what is out",
        "Scope",
        "Write the one outcome, then list what serves it. The rest is out.",
    ),
    (
        "Find what can go wrong",
        "Risk",
        "Score each open choice by what customers feel and what it costs to run.",
    ),
    (
        "Give every choice one owner",
        "Ownership",
        "One person brings each choice to a decision by a day that all can see.",
    ),
    (
        "Show it, do not believe it",
        "Evidence",
        "Put numbers, a test or a review behind each choice before it is made.",
    ),
    (
        "Commit to what is built",
        "Build scope",
        "Only approved choices are built. Everything else stays in review.",
    ),
    (
        "Look at what came of it",
        "Post-release",
        "Read the outcome a week after launch, and write down what to do again.",
    ),
];

fn cycle(playbook: &Playbook) -> Cycle {
    let fields = json!({
        "name": "Checkout 2.0 relaunch", "playbook": "launch", "playbook_copy": serde_json::to_string(playbook).unwrap(),
        "outcome": "Conversion stays up through the sale", "start": "2026-02-02", "launch": "2026-03-24",
        "zone": "Europe/Berlin", "review_every": 7, "review_at": "10:00", "review_on": "mon", "weekend": "sat,sun",
        "non_negotiable": "No order is charged twice", "filter": "Does it serve the outcome?",
        "sign_off": 1, "escalation": "5", "self_approval": "allow", "state": "active", "opened": at(-27, 9),
    });
    let fields: Fields = serde_json::from_value(fields).unwrap();
    let mut values = Cycle::FIELDS
        .iter()
        .map(|field| fields.get(field.name).cloned().unwrap_or(crate::domain::Value::Null));
    Cycle::from_values(4, &mut values).unwrap()
}

fn add(board: &mut Board, kind: Kind, id: i64, fields: Json) {
    let mut fields: Fields = serde_json::from_value(fields).unwrap();
    fields.insert("cycle".to_owned(), crate::domain::Value::Integer(4));
    if kind == Kind::Decision {
        fields.insert("kind".to_owned(), crate::domain::Value::text("choice"));
    }
    let change = Change { kind, id, before: None, after: Some(fields) };
    board.apply(&change).unwrap();
}

/// A board with nothing on it but people.
pub(crate) fn empty() -> Board {
    let mut board = Board::empty(cycle(&playbook()));
    let people = [
        ("maya", "Maya Lindgren", "planning"),
        ("jo", "Jo", "support"),
        ("li", "Li", "delivery"),
        ("sam", "Sam Amadi", "delivery"),
        ("ana", "Ana", "leadership"),
    ];
    for (id, (handle, name, function)) in (1..).zip(people) {
        let person = json!({"name": name, "handle": handle, "function": function, "active": 1});
        add(&mut board, Kind::Person, id, person);
    }
    board
}

/// A board with something in every list; made once, since composing its playbook takes a while.
pub(crate) fn board() -> Board {
    static BOARD: LazyLock<Board> = LazyLock::new(filled);
    BOARD.clone()
}

fn filled() -> Board {
    let mut board = empty();
    rows::steps(&mut board);
    rows::items(&mut board);
    rows::decisions(&mut board);
    rows::blockers(&mut board);
    rows::risks(&mut board);
    rows::metrics(&mut board);
    rows::success(&mut board);
    rows::gate(&mut board);
    let rows = [
        (1, "the voucher page is slow on phones", "blocker", json!({"owner": 3}), "waiting"),
        (2, "who answers the launch phone", "decision", json!({}), "waiting"),
        (3, "old price list still linked", "risk", json!({}), "dropped"),
    ];
    for (id, title, becomes, known, state) in rows {
        let fields = json!({
            "title": title, "becomes": becomes, "known": known.to_string(), "source": "standup", "state": state,
            "why": (state == "dropped").then_some("the list is gone"), "opened": at(11, 9),
        });
        add(&mut board, Kind::Intake, id, fields);
    }
    board
}

/// What maya sees on a terminal of this size.
pub(crate) fn app(size: (u16, u16)) -> App {
    let board = board();
    let mut app = App::new(Board::empty(board.cycle.clone()), Some(Id::new(1)), now(), size);
    let (cycles, time) = (Vec::new(), BoardTime::Real);
    app.on(Event::Opened(Box::new(Opened { board, me: app.me(), cycles, is_read_only: false, time })));
    app.on(Event::Feed(feed(), usize::MAX));
    let receipt = Receipt {
        seq: 0,
        changes: vec![],
        said: "saved".to_owned(),
        created: vec![],
        open: None,
        reverses: None,
    };
    app.on(Event::Done { receipt, logged: None });
    fade(&mut app);
    app
}

/// Lets the last note go.
pub(super) fn fade(app: &mut App) {
    app.on(Event::Tick(app.now() + chrono::Duration::seconds(5)));
    app.on(Event::Tick(now()));
}

fn edited(kind: Kind, id: i64, before: Json, after: Json) -> Vec<Change> {
    let fields = |json| Some(serde_json::from_value::<Fields>(json).unwrap());
    vec![Change { kind, id, before: fields(before), after: fields(after) }]
}

fn added(kind: Kind, id: i64) -> Vec<Change> {
    vec![Change { kind, id, before: None, after: Some(Fields::new()) }]
}

/// What happened lately, newest first.
pub(crate) fn feed() -> Vec<Logged> {
    let rows = [
        (
            at(12, 9),
            2,
            "due",
            edited(Kind::Decision, 28, json!({"due": at(10, 12)}), json!({"due": at(11, 12)})),
        ),
        (at(12, 8), 4, "edit", edited(Kind::Risk, 7, json!({"chance": 3}), json!({"chance": 4}))),
        (at(11, 9), 3, "intake.add", added(Kind::Intake, 1)),
        (
            at(5, 10),
            1,
            "blocker.escalate",
            edited(Kind::Blocker, 14, json!({"escalated_to": null}), json!({"escalated_to": 5})),
        ),
        (at(-2, 9), 1, "decision.add", added(Kind::Decision, 31)),
    ];
    let logged = (0..).zip(rows).map(|(back, (when, actor, name, changes))| Logged {
        seq: 100 - back,
        at: Moment::from_millis(when),
        actor: Id::new(actor),
        account: crate::store::Account::default(),
        via: "screen".to_owned(),
        name: name.to_owned(),
        undoes: None,
        recorded_at: None,
        count: changes.len(),
        changes,
    });
    logged.collect()
}
