//! Pictures of samples made of all primitives at once, side by side with what the screens are meant to look like.
//! Test code only.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::chart::{self, Chart};
use super::dialog::{self, Dialog};
use super::gauge::Gauge;
use super::glyphs::{Glyphs, State};
use super::header::{self, Header, Tab};
use super::heat::{self, Heat};
use super::hint_bar::{self, Hint, Hints};
use super::month::{self, Month};
use super::pane::{self, Pane};
use super::step_progress::{self, Rail, Step};
use super::table::{self, Align, Cell, Column, RowView, Table, Width};
use super::test_support::{bytes_sent, drawn, theme};
use super::theme::{Background, Badge, ColorDepth, Role, Theme};
use super::verdict::{self, Head, Progress, Reason, Verdict};

const fn tab(name: &'static str, short: &'static str, count: &'static str) -> Tab<'static> {
    Tab { key: "", name, short, count }
}

const TABS: [Tab<'static>; 8] = [
    tab("Overview", "Over", ""),
    tab("Framework", "Step", ""),
    tab("Decisions", "Decs", "11"),
    tab("Blockers", "Blks", "5"),
    tab("Risks", "Risk", "9"),
    tab("Metrics", "Metr", ""),
    tab("Playbook", "Play", "21/34"),
    tab("Reviews", "Revs", ""),
];

const fn reason(
    state: State,
    id: &'static str,
    title: &'static str,
    what: &'static str,
    owners: &'static str,
) -> Reason<'static> {
    Reason { state, id, title, what, owners, is_later: false }
}

const REASONS: [Reason<'static>; 3] = [
    reason(
        State::Late,
        "B-14",
        "Sandbox keys of the carrier",
        "past its date, and its fallback has not started",
        "maya",
    ),
    reason(State::Late, "D-31", "Ship without the wallet?", "approved, but not in build scope", "maya"),
    reason(
        State::DueSoon,
        "R-07",
        "Building before it is decided",
        "has occurred and is not contained",
        "sam",
    ),
];

const fn step(name: &'static str, short: &'static str, state: State, counts: &'static str) -> Step<'static> {
    Step { name, short, state, counts }
}

const STEPS: [Step<'static>; 6] = [
    step("Scope", "Scope", State::Done, "7/7"),
    step("Risk", "Risk", State::Done, "5/5"),
    step("Ownership", "Owners", State::Done, "9/9"),
    step("Evidence", "Proof", State::Late, "7/11, 2 late"),
    step("Build scope", "Build", State::Open, "2/9"),
    step("Post-release", "After", State::Open, "–"),
];

fn hint(key: &'static str, label: &'static str) -> Hint<'static> {
    Hint { key, label }
}

/// A page made of all primitives at once, as an overview would be.
fn overview(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let header = Header {
        product: "gonogo",
        mark: "",
        name: "Checkout 2.0 relaunch",
        about: "cycle 4",
        countdown: "T−12d 4h",
        urgency: Role::Warn,
        launch: "launch Tue 24 Mar 09:00",
        here: "3 here",
        who: "maya",
        tabs: &TABS,
        active: 0,
    };
    header::draw(&header, theme, Rect { height: 2, ..area }, buf);
    let verdict = Verdict {
        badge: Badge::NoGo,
        head: Head { word: "NO-GO", text: "3 must-clears stand between us and Tue 24 Mar", tail: "" },
        other: Head { word: "CONDITIONAL", text: "this phase: 2 reasons to clear", tail: "" },
        reasons: &REASONS,
        hidden: 0,
        progress: Some(Progress {
            label: "criteria",
            gauge: Gauge { done: 9, of: 12 },
            words: "of 12 met, go at 12",
        }),
    };
    let low = area.height < 28;
    let (at, rows) = if low { (2, 4) } else { (3, 5) };
    verdict::draw(&verdict, theme, Rect { y: at, height: rows, ..area }, buf);
    let (at, rows) = if low { (6, 1) } else { (9, 2) };
    step_progress::draw(
        &Rail { steps: &STEPS, current: Some(3) },
        theme,
        Rect { y: at, height: rows, ..area },
        buf,
    );
    panes(theme, area, if low { 7 } else { 12 }, buf);
    let hints =
        [hint("tab", "next pane"), hint("enter", "open"), hint("n", "next late"), hint("w", "weekly review")];
    let foot = Rect { y: area.height - 1, height: 1, ..area };
    hint_bar::draw(&Hints { hints: &hints, status: "saved 09:31" }, theme, foot, buf);
}

fn panes(theme: &Theme, area: Rect, at: u16, buf: &mut Buffer) {
    let columns = [
        Column { head: "blocker", width: Width::Flex { min: 16 }, align: Align::Left, rank: 0 },
        Column { head: "owner", width: Width::Fixed(6), align: Align::Left, rank: 0 },
        Column { head: "due", width: Width::Fixed(4), align: Align::Right, rank: 0 },
    ];
    let rows = [
        (State::Escalated, "B-14", "Carrier label API still in sandbox", "maya", "−2d"),
        (State::Late, "B-09", "Refund copy waits on legal review", "jo", "−1d"),
        (State::DueSoon, "B-17", "Tax rates for CH not signed off", "li", "6h"),
        (State::NoOwner, "B-18", "PSP limit: 30 payments/s in tests", "nobody", "1d"),
        (State::Open, "B-19", "Search index rebuild takes 9 h", "ana", "4d"),
    ]
    .map(|(state, id, title, owner, due)| {
        let owner_role = if state == State::NoOwner { Role::Warn } else { Role::Muted };
        let due = theme.glyphs.own(due);
        let cells =
            vec![Cell::new(title, Role::Text), Cell::new(owner, owner_role), Cell::new(due, state.role())];
        RowView { state: Some(state), id: id.into(), cells, marked: false, flash: false }
    });
    let table = Table { columns: &columns, rows: &rows, selected: Some(0), head: true, id_width: 4 };
    let half = area.width / 2;
    let left = Rect { y: at, height: 8, width: half, ..area };
    let right = Rect { x: half, width: area.width - half, ..left };
    let blockers = Pane { title: "Blockers", counts: "2 late  1 escalated", focused: true };
    table::draw(&table, theme, pane::draw(&blockers, theme, left, buf), buf);

    let risks = Pane { title: "Heat", counts: "impact by chance", focused: false };
    let mut heat = Heat { highlight: Some((5, 4)), ..Heat::default() };
    for (impact, chance) in [(5, 4), (4, 2), (4, 3), (4, 4), (3, 2), (3, 3), (2, 1), (2, 2), (2, 3)] {
        heat.counts[impact - 1][chance - 1] = 1;
    }
    heat::draw(&heat, theme, pane::body(pane::draw(&risks, theme, right, buf)), buf);

    let below = Rect { y: at + 8, height: area.height - at - 9, ..area };
    let metric = Pane { title: "Label lead time", counts: "31 h, target ≤ 24 h, maya", focused: false };
    lead_time(theme, pane::body(pane::draw(&metric, theme, below, buf)), buf);
}

fn lead_time(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let points: Vec<_> = (2u8..)
        .map(f64::from)
        .zip([22.0, 21.0, 24.5, 25.0, 23.5, 26.0, 27.0, 28.5, 27.5, 29.0, 31.0])
        .collect();
    let chart = Chart {
        points: &points,
        target: Some(24.0),
        dates: &[(2.0, "2 Mar"), (6.0, "6 Mar"), (12.0, "12 Mar")],
        events: &[(4.0, "D-27"), (8.0, "D-30"), (12.0, "B-14")],
        role: Role::Danger,
    };
    chart::draw(&chart, theme, area, buf);
}

#[test]
fn a_page_of_everything_at_100_columns() {
    insta::assert_snapshot!(drawn(100, 38, |area, buf| overview(&theme(), area, buf)));
}

#[test]
fn a_page_of_everything_at_160_columns() {
    insta::assert_snapshot!(drawn(160, 38, |area, buf| overview(&theme(), area, buf)));
}

#[test]
fn a_page_of_everything_at_80_columns_in_ascii() {
    let plain = Theme::new(ColorDepth::Mono, Background::Dark, Glyphs::ASCII);
    let shown = drawn(80, 24, |area, buf| overview(&plain, area, buf));
    insta::assert_snapshot!(shown);
}

#[test]
fn a_dialog_over_a_page() {
    let shown = drawn(100, 30, |area, buf| {
        overview(&theme(), area, buf);
        let hints = [hint("enter", "set"), hint("tab", "complete"), hint("esc", "cancel")];
        let dialog = Dialog { title: "Decide D-33 by", hints: &hints, columns: 60, rows: 10 };
        let inner = dialog::draw(&dialog, &theme(), area, buf);
        let month = Month { begins: 6, days: 31, today: Some(12), chosen: Some(13), launch: Some(24) };
        month::draw(&month, &theme(), Rect { y: inner.y + 3, height: 7, ..inner }, buf);
    });
    insta::assert_snapshot!(shown);
}

#[test]
fn the_first_paint_stays_under_nine_thousand_bytes() {
    let indexed = Theme::new(ColorDepth::Indexed, Background::Dark, Glyphs::UNICODE);
    let bytes = bytes_sent(100, 30, |area, buf| overview(&indexed, area, buf), |_, _| {}).0;
    assert!(bytes <= 9_000, "{bytes} bytes");
}
