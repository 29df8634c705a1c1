//! The command palette: every action with its key, ids to jump to, people to filter by.

use super::{
    App,
    action::{self, ActionSpec},
    editor::Editor,
    fuzzy::matching,
    menu::Command,
};
use crate::{
    domain::{Cycle, Ref},
    input::{Chord, Key},
};

/// The palette.
#[derive(Clone, Debug)]
pub struct Palette {
    /// What was typed.
    pub query: Editor,
    /// The lines it fits.
    pub lines: Vec<PaletteLine>,
    /// The chosen line.
    pub cursor: usize,
    everything: Vec<PaletteLine>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct PaletteLine {
    /// What is matched: name and help.
    pub words: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub help: String,
    /// The key that does the same.
    pub key: String,
    /// What it does when chosen.
    pub command: Command,
}

impl Palette {
    /// A palette of everything that can be done here.
    pub fn new(app: &App) -> Self {
        let mut everything: Vec<PaletteLine> =
            action::all().filter(|action| action.is_offered(app)).map(line).collect();
        everything.extend(app.cycles.iter().filter(|cycle| cycle.id != app.board.cycle.id).map(cycle_line));
        Self { query: Editor::new("", false), lines: everything.clone(), cursor: 0, everything }
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str, app: &App) {
        self.query.paste(text);
        self.search(app);
    }

    /// Takes a key; `Some` ends the palette.
    pub fn press(&mut self, chord: Chord, app: &App) -> Option<Command> {
        let last = self.lines.len().saturating_sub(1);
        if chord.key == Key::Esc || (chord.key == Key::Backspace && self.query.is_blank()) {
            return Some(Command::Nothing);
        }
        if chord.key == Key::Enter {
            let chosen = self.lines.get(self.cursor);
            return Some(chosen.map_or(Command::Nothing, |line| line.command.clone()));
        }
        if let Some(cursor) = chord.moves(self.cursor, last) {
            self.cursor = cursor;
        } else if self.query.press(chord) {
            self.search(app);
        }
        None
    }

    fn search(&mut self, app: &App) {
        let query = self.query.text();
        let query = query.trim();
        self.lines = matching(query, &self.everything, |line| &line.words);
        if let Some(jump) = jump(query, app) {
            self.lines.insert(0, jump);
        }
        if let Some(person) = query.strip_prefix('@') {
            self.lines.insert(0, filter_line(person));
        }
        self.cursor = 0;
    }
}

fn line(action: &ActionSpec) -> PaletteLine {
    PaletteLine {
        words: format!("{} {}", action.name.replace('.', " "), action.help),
        name: action.name.replace('.', " "),
        help: action.help.to_owned(),
        key: action.keys.first().map_or_else(String::new, |key| (*key).to_owned()),
        command: Command::Action(action.name),
    }
}

fn cycle_line(cycle: &Cycle) -> PaletteLine {
    let name = format!("cycle {}", cycle.name);
    PaletteLine {
        words: name.clone(),
        name,
        help: "work in this cycle".to_owned(),
        key: String::new(),
        command: Command::Cycle(cycle.id),
    }
}

fn filter_line(person: &str) -> PaletteLine {
    let filter = format!("@{person}");
    PaletteLine {
        words: filter.clone(),
        name: format!("filter {filter}"),
        help: "only what this person owns".to_owned(),
        key: "/".to_owned(),
        command: Command::Filter(filter),
    }
}

/// The record that an id names.
fn jump(query: &str, app: &App) -> Option<PaletteLine> {
    let id = query.strip_prefix("go ").unwrap_or(query);
    let reference: Ref = id.parse().ok()?;
    let stored = app.board.stored_ref(reference)?;
    let help = app.line_of(reference)?;
    Some(PaletteLine {
        words: query.to_owned(),
        name: format!("go {reference}"),
        help,
        key: String::new(),
        command: Command::Go(stored),
    })
}
