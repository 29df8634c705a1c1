//! Actions that move: rows, panes, tabs, in and out.

use super::spec::{ActionSpec, go};
use crate::app::{App, event::Effect, list::ListId, overlay::Overlay, palette::Palette};

fn by(app: &mut App, rows: isize) -> Vec<Effect> {
    app.step(rows);
    Vec::new()
}

fn page(app: &App) -> isize {
    isize::try_from(app.page()).unwrap_or(1).max(1)
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

/// Rows, panes, in and out.
pub(super) const ROWS: &[ActionSpec] = &[
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
];

/// From tab to tab, and to what lies over them. The lists name the actions that open their tabs.
pub(super) const PLACES: &[ActionSpec] = &[
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
