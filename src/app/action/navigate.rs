//! Actions that move: rows, panes, tabs, in and out.

use super::{ActionSpec, Group, Scope, always};
use crate::app::{App, event::Effect, list::ListId, overlay::Overlay, palette::Palette};

const fn go(
    name: &'static str,
    label: &'static str,
    help: &'static str,
    keys: &'static [&'static str],
    hint: u8,
    run: fn(&mut App) -> Vec<Effect>,
) -> ActionSpec {
    ActionSpec {
        name,
        label,
        help,
        keys,
        pair: "",
        scope: Scope::Everywhere,
        group: Group::Move,
        hint,
        available: always,
        run,
    }
}

fn by(app: &mut App, rows: isize) -> Vec<Effect> {
    app.step(rows);
    Vec::new()
}

fn page(app: &App) -> isize {
    isize::try_from(app.page()).unwrap_or(1).max(1)
}

fn tab(app: &mut App, id: ListId) -> Vec<Effect> {
    app.show_tab(id);
    Vec::new()
}

fn turn(app: &mut App, forward: bool) -> Vec<Effect> {
    let count = ListId::numbered().count();
    let at = ListId::numbered().position(|(id, _)| id == app.tab).unwrap_or(0);
    let next = if forward { at + 1 } else { at + count - 1 } % count;
    if let Some((tab, _)) = ListId::numbered().nth(next) {
        app.show_tab(tab);
    }
    Vec::new()
}

pub(super) const ACTIONS: &[ActionSpec] = &[
    go("move.down", "move", "down a row", &["j", "down"], 1, |app| by(app, 1)).paired("j/k"),
    go("move.up", "move", "up a row", &["k", "up"], 0, |app| by(app, -1)),
    go("move.half-down", "", "half a page down", &["^d"], 0, |app| by(app, (page(app) / 2).max(1))),
    go("move.half-up", "", "half a page up", &["^u"], 0, |app| by(app, -(page(app) / 2).max(1))),
    go("move.page-down", "", "a page down", &["pgdn"], 0, |app| by(app, page(app))),
    go("move.page-up", "", "a page up", &["pgup"], 0, |app| by(app, -page(app))),
    go("move.top", "", "to the top", &["g g", "home", "<"], 0, |app| by(app, isize::MIN)),
    go("move.bottom", "", "to the bottom", &["G", "end", ">"], 0, |app| by(app, isize::MAX)),
    go("detail.down", "", "scroll the detail down", &["J"], 0, |app| {
        app.scroll_detail(1);
        Vec::new()
    }),
    go("detail.up", "", "scroll the detail up", &["K"], 0, |app| {
        app.scroll_detail(-1);
        Vec::new()
    }),
    go("pane.next", "next pane", "next pane", &["tab", "right"], 0, |app| {
        app.focus_next(1);
        Vec::new()
    }),
    go("pane.previous", "", "pane before", &["shift-tab", "left"], 0, |app| {
        app.focus_next(-1);
        Vec::new()
    }),
    go("open", "open", "open the row", &["enter", "l"], 2, App::open_row),
    go("back", "", "back; clears filter, then marks", &["esc", "h"], 0, |app| {
        app.back();
        Vec::new()
    }),
    go("pane.zoom", "", "zoom the pane", &["z"], 0, |app| {
        app.toggle_zoom();
        Vec::new()
    }),
    go("tab.overview", "", "Overview", &["1"], 0, |app| tab(app, ListId::Overview)),
    go("tab.framework", "", "Framework", &["2"], 0, |app| tab(app, ListId::Framework)),
    go("tab.decisions", "", "Decisions", &["3"], 0, |app| tab(app, ListId::Decisions)),
    go("tab.blockers", "", "Blockers", &["4"], 0, |app| tab(app, ListId::Blockers)),
    go("tab.risks", "", "Risks", &["5"], 0, |app| tab(app, ListId::Risks)),
    go("tab.metrics", "", "Metrics", &["6"], 0, |app| tab(app, ListId::Metrics)),
    go("tab.playbook", "", "Playbook", &["7"], 0, |app| tab(app, ListId::Playbook)),
    go("tab.gate", "gate", "what success and launch hang on", &["0"], 0, |app| tab(app, ListId::Gate)),
    go("tab.intake", "intake", "what waits in the intake", &["I"], 9, |app| tab(app, ListId::Intake)),
    go("verdict", "why", "the verdict, rule by rule", &["W"], 9, |app| tab(app, ListId::Verdict)),
    go("verdict.first", "", "to what stands in the way first", &["F"], 0, App::go_to_reason),
    go("scope", "", "build scope, and what the rest lacks", &["B"], 0, |app| tab(app, ListId::Scope)),
    go("gaps", "", "what lacks an owner, a date or a plan", &[], 0, |app| tab(app, ListId::Gaps)),
    go("due.list", "", "what is due, most pressing first", &[], 0, |app| tab(app, ListId::Due)),
    go("mine", "", "what is mine, by date", &[], 0, |app| tab(app, ListId::Mine)),
    go("calendar", "", "the dates of the cycle, next one first", &[], 0, |app| tab(app, ListId::Calendar)),
    go("tab.next", "", "next tab", &["]", "g t"], 0, |app| turn(app, true)),
    go("tab.previous", "", "tab before", &["[", "g T"], 0, |app| turn(app, false)),
    go("back.place", "", "where I was before", &["^o"], 0, |app| {
        app.go_back();
        Vec::new()
    }),
    go("palette", "commands", "every command, by name", &[":", "^p"], 8, |app| {
        let palette = Palette::new(app);
        app.overlay = Some(Overlay::Palette(palette));
        Vec::new()
    }),
    go("help", "help", "these keys", &["?", "f1"], 0, |app| {
        app.overlay = Some(Overlay::Help { scroll: 0, query: None });
        Vec::new()
    }),
    go("quit", "quit", "leave; everything is saved", &["q"], 0, App::leave),
    go("quit.now", "", "quit at once", &["^c"], 0, |_| vec![Effect::Quit]),
    go("suspend", "", "to the background", &["^z"], 0, |_| vec![Effect::Suspend]),
    go("repaint", "", "paint everything anew", &["r", "^l"], 0, |_| vec![Effect::Repaint]),
    go("theme", "", "dark or light", &["T"], 0, |app| {
        app.is_light = !app.is_light;
        vec![Effect::Repaint]
    }),
];
