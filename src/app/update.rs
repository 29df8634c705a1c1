//! How events change the app.

use super::{
    App, Effect, Event,
    action::{self, ActionSpec},
    editor::Editor,
    flow::FormKind,
    forms::Turn,
    keys::Meaning,
    menu::Command,
    note::{Note, Tone},
    overlay::Overlay,
    owner_picker::Picked,
};
use crate::{
    domain::{Fields, Kind, Value, summary::BoardAt},
    input::{Chord, Input, Key},
    ops,
};

impl App {
    /// Takes one event and says what it wants done.
    pub fn on(&mut self, event: Event) -> Vec<Effect> {
        self.needs_paint |= !matches!(event, Event::Tick(_));
        match event {
            Event::Input(Input::Key(chord)) => return self.key(chord),
            Event::Input(Input::Paste { text, truncated }) => self.paste(&text, truncated),
            Event::Input(Input::Focus(_) | Input::Ready) | Event::Uncovered => {}
            Event::Resize(columns, rows) => {
                self.size = (columns, rows);
                self.zoom = None;
                self.clamp_focus();
                self.refresh();
            }
            Event::Tick(now) => self.tick(now),
            Event::Painted => self.needs_paint = false,
            Event::Opened(opened) => self.opened(*opened),
            Event::Loaded(board) => {
                self.playbook = serde_json::from_str(&board.cycle.playbook_copy).ok();
                self.board = *board;
                self.history = None;
                self.refresh();
            }
            Event::Changed(logged) => return self.changed(logged),
            Event::Done { receipt, logged } => return self.done(&receipt, logged),
            Event::Failed(error) => self.failed(error),
            Event::DryRunDone(rehearsal) => self.rehearsed(*rehearsal),
            Event::History(record, logged) => self.history = Some((record, logged)),
            Event::Feed(logged, asked) => (self.feed, self.feed_asked) = (logged, asked),
            Event::Edited(text) => return self.edited(text),
            Event::Told(Ok(text)) => self.note = Some(Note { text, tone: Tone::Good, at: self.now }),
            Event::Told(Err(text)) => self.warn(text),
        }
        Vec::new()
    }

    fn tick(&mut self, now: crate::domain::Moment) {
        let minute = |moment: crate::domain::Moment| moment.millis().div_euclid(60_000);
        let is_new_minute = minute(now) != minute(self.now);
        self.now = now;
        let has_faded = self.note.take_if(|note| note.is_over(now)).is_some();
        let lit = self.flashes.len();
        self.flashes.retain(|(_, at)| now - *at < chrono::Duration::seconds(5));
        // Every tab shows how far away something is.
        self.needs_paint |= has_faded || self.flashes.len() != lit || is_new_minute;
        let shows_time = self.list().filter().depends_on_time();
        if is_new_minute && (shows_time || self.tab == super::list::ListId::Overview) {
            self.refresh();
        }
    }

    fn key(&mut self, chord: Chord) -> Vec<Effect> {
        if let Some(note) = &self.note
            && note.tone == Tone::Bad
        {
            self.note = None;
        }
        if chord == Chord::ctrl('c') {
            return vec![Effect::Quit];
        }
        if chord == Chord::ctrl('z') {
            return vec![Effect::Suspend];
        }
        match self.overlay.take() {
            None => self.key_in_tab(chord),
            Some(overlay) => self.key_in_overlay(overlay, chord),
        }
    }

    fn key_in_tab(&mut self, chord: Chord) -> Vec<Effect> {
        self.pressed.push(chord);
        match self.keymap.meaning(&self.pressed, self.tab) {
            Meaning::Pending => Vec::new(),
            Meaning::Action(action) => {
                self.pressed.clear();
                self.act(action)
            }
            Meaning::Nothing => {
                let was_prefix = self.pressed.len() > 1;
                self.pressed.clear();
                if was_prefix {
                    return self.key_in_tab(chord);
                }
                // Escape and a letter that came together read as one key with alt; nothing here uses alt.
                if chord.alt {
                    self.key(Chord::plain(Key::Esc));
                    return self.key(Chord { alt: false, ..chord });
                }
                self.tell(&format!("{chord} does nothing here; ? shows the keys"));
                Vec::new()
            }
        }
    }

    /// Does an action, or says why not.
    pub(crate) fn act(&mut self, action: &ActionSpec) -> Vec<Effect> {
        match (action.available)(self) {
            Ok(()) => (action.run)(self),
            Err(why) => {
                self.warn(why);
                Vec::new()
            }
        }
    }

    fn key_in_overlay(&mut self, overlay: Overlay, chord: Chord) -> Vec<Effect> {
        match overlay {
            Overlay::Filter(editor) => self.key_in_filter(editor, chord),
            Overlay::Flow(mut flow) => match flow.press(chord, &self.form_context()) {
                Turn::Stay => self.stay(Overlay::Flow(flow)),
                Turn::Leave => {
                    self.leave_flow(&flow);
                    self.command(Command::Nothing)
                }
                Turn::Discard => {
                    self.discard_flow(&flow);
                    self.command(Command::Nothing)
                }
                Turn::Done(effect) => {
                    self.stay(Overlay::Flow(flow));
                    vec![effect]
                }
            },
            Overlay::Owner(mut picker) => match picker.press(chord) {
                Picked::Stay => self.stay(Overlay::Owner(picker)),
                Picked::Leave => Vec::new(),
                Picked::Done(operation) => {
                    self.stay(Overlay::Owner(picker));
                    vec![Effect::Execute(operation)]
                }
            },
            Overlay::Menu(mut menu) => {
                let chosen = menu.press(chord);
                self.chosen(chosen, Overlay::Menu(menu))
            }
            Overlay::Palette(mut palette) => {
                let chosen = palette.press(chord, self);
                self.chosen(chosen, Overlay::Palette(palette))
            }
            Overlay::Help { scroll, query } => {
                self.overlay = help_key(scroll, query, chord);
                Vec::new()
            }
        }
    }

    fn stay(&mut self, overlay: Overlay) -> Vec<Effect> {
        self.overlay = Some(overlay);
        Vec::new()
    }

    fn chosen(&mut self, command: Option<Command>, overlay: Overlay) -> Vec<Effect> {
        match command {
            Some(command) => self.command(command),
            None => self.stay(overlay),
        }
    }

    fn key_in_filter(&mut self, mut editor: Editor, chord: Chord) -> Vec<Effect> {
        if chord.key == Key::Enter {
            return Vec::new();
        }
        if chord.key == Key::Esc {
            self.filter("");
            return Vec::new();
        }
        if matches!(chord.key, Key::Up | Key::Down) {
            self.step(if chord.key == Key::Down { 1 } else { -1 });
        } else if editor.press(chord) {
            self.filter(&editor.text());
        }
        self.stay(Overlay::Filter(editor))
    }

    /// Does what a choice stands for.
    pub(crate) fn command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Action(name) => {
                return action::named(name).map_or_else(Vec::new, |action| self.act(action));
            }
            Command::Flow(kind) => self.open_flow(kind),
            Command::Sort(sort) => {
                let list = self.list_mut();
                list.sort = sort;
                list.reverse = false;
                self.refresh();
            }
            Command::Execute(operation) => return vec![Effect::Execute(operation)],
            Command::BringIn(operation) => {
                // What was typed to read the file has served.
                self.drafts.retain(|draft| draft.kind != FormKind::Import);
                return vec![Effect::Execute(operation)];
            }
            Command::Go(stored) => self.go_to(stored),
            Command::Filter(text) => self.filter(&text),
            Command::Cycle(cycle) => return vec![Effect::UseCycle(cycle)],
            Command::FlowOn(kind, record) => self.open_flow_on(kind, vec![record]),
            Command::Demo => return vec![Effect::Demo],
            Command::Quit => return vec![Effect::Quit],
            Command::Nothing => {}
        }
        // Without a board there is nothing behind a menu to go back to.
        if self.is_new && self.overlay.is_none() {
            self.overlay = Some(Overlay::Menu(super::menu::Menu::welcome()));
        }
        Vec::new()
    }

    fn filter(&mut self, text: &str) {
        let (tab, focus, size) = (self.tab, self.focus, self.size);
        let at = BoardAt::new(&self.board, self.now, &self.derived.values);
        self.lists.list_mut(tab, focus, size).set_filter(text, at);
        self.selection_moved();
    }

    fn paste(&mut self, text: &str, truncated: bool) {
        let palette = match self.overlay.take() {
            Some(Overlay::Palette(palette)) => Some(palette),
            other => {
                self.overlay = other;
                None
            }
        };
        if let Some(mut palette) = palette {
            palette.paste(text, self);
            self.overlay = Some(Overlay::Palette(palette));
        }
        match &mut self.overlay {
            Some(Overlay::Flow(flow)) => flow.paste(text),
            Some(Overlay::Owner(picker)) => picker.paste(text),
            Some(Overlay::Filter(editor)) => {
                editor.paste(text);
                let text = editor.text();
                self.filter(&text);
            }
            Some(Overlay::Palette(_) | Overlay::Menu(_) | Overlay::Help { .. }) => {}
            None => self.paste_into_tab(text),
        }
        if truncated {
            self.warn("the paste was too long; its end is missing");
        }
    }

    /// A paste into a list begins the form that adds one, with the text in it.
    fn paste_into_tab(&mut self, text: &str) {
        match self.adds() {
            Some(kind) if kind != FormKind::of::<ops::metric::Read>() => {
                self.open_flow(kind);
                if let Some(Overlay::Flow(flow)) = &mut self.overlay {
                    flow.paste(text);
                }
            }
            _ => self.tell("nothing takes a paste here; a adds, i notes"),
        }
    }

    /// Opens the record's long text in the person's own editor.
    pub(crate) fn edit_long(&mut self) -> Vec<Effect> {
        let Some(subject) = self.selected_ref() else {
            return Vec::new();
        };
        let Some((_, field)) = LONG.iter().find(|(kind, _)| *kind == subject.kind) else {
            self.tell("it has no long text; i writes a note");
            return Vec::new();
        };
        let value = self.selected().and_then(|stored| self.board.values(stored)).and_then(|values| {
            values.into_iter().find(|(listed, _)| listed.name == *field).map(|(_, value)| value)
        });
        self.editing = Some((subject, *field));
        let text = value.as_ref().and_then(Value::as_text).unwrap_or_default().to_owned();
        vec![Effect::Edit(text)]
    }

    fn edited(&mut self, text: Option<String>) -> Vec<Effect> {
        let Some((subject, field)) = self.editing.take() else {
            return Vec::new();
        };
        let Some(text) = text else {
            self.tell("nothing was changed");
            return Vec::new();
        };
        let set = Fields::from([(field.to_owned(), Value::text(text.trim_end()))]);
        Self::execute(ops::common::Op::Edit { subject, set })
    }
}

/// The long text of each kind of record that has one.
const LONG: &[(Kind, &str)] =
    &[(Kind::Decision, "rationale"), (Kind::Risk, "plan"), (Kind::Blocker, "cause")];

fn help_key(scroll: u16, query: Option<super::editor::Editor>, chord: Chord) -> Option<Overlay> {
    let help = |scroll, query| Some(Overlay::Help { scroll, query });
    if let Some(mut editor) = query {
        if chord.key == Key::Esc {
            return help(0, None);
        }
        if chord.key == Key::Enter {
            return None;
        }
        editor.press(chord);
        return help(0, Some(editor));
    }
    if chord.key == Key::Char('/') {
        return help(0, Some(super::editor::Editor::new("", false)));
    }
    let lines: i16 = [
        (1, [Key::Char('j'), Key::Down]),
        (-1, [Key::Char('k'), Key::Up]),
        (10, [Key::PageDown, Key::Char(' ')]),
        (-10, [Key::PageUp, Key::PageUp]),
    ]
    .into_iter()
    .find_map(|(lines, keys)| keys.contains(&chord.key).then_some(lines))?;
    help(scroll.saturating_add_signed(lines), None)
}
