//! One person at an open terminal without the terminal: keys go in, and what they ask for is done on the file.

use gonogo::{
    app::{App, Effect, Event, overlay::Overlay},
    domain::{Board, Cycle, Id, Kind, Moment},
    input::{Input, parse_script},
    ops::{Executor, Operation, Receipt, Request, person},
    store::Store,
    terminal::import_preview,
    ui::{
        glyphs::Glyphs,
        screen,
        theme::{Background, ColorDepth, Theme},
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::path::Path;

/// Somebody at a board file.
pub(crate) struct Seat {
    pub(crate) app: App,
    pub(crate) executor: Executor,
    count: u32,
}

impl Seat {
    /// Sits down as the person of this handle, or as whoever runs the tests, who is asked for a name.
    pub(crate) fn at(path: &Path, handle: Option<&str>, now: &str) -> Self {
        let store = Store::open(path).unwrap();
        let cycle = store.cycles().unwrap()[0].id;
        let board = store.board(cycle).unwrap().unwrap();
        let known = store.people().unwrap().into_iter().find(|person| Some(&*person.handle) == handle);
        let me = known.map(|person| person.id);
        let mut app = App::new(board, me, Moment::parse(now).unwrap(), (120, 40));
        app.cycles = store.cycles().unwrap();
        if me.is_none() {
            app.introduce(&whoami::username().unwrap(), true);
        }
        Self { app, executor: Executor::new(store, me, Some(cycle), "tui"), count: 0 }
    }

    /// Presses keys; what they ask for is done at once.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for chord in parse_script(script).unwrap() {
            self.hear(Event::Input(Input::Key(chord)));
        }
        self
    }

    /// Learns what others did meanwhile, as an open terminal does four times a second.
    pub(crate) fn look_around(&mut self) {
        let since = self.executor.store.since(self.app.board.cycle.id, self.app.board.seq).unwrap();
        self.hear(Event::Changed(since));
    }

    fn hear(&mut self, event: Event) {
        for effect in self.app.on(event) {
            match effect {
                Effect::Execute(operation) => self.execute(&operation),
                Effect::Import { path, rows } => {
                    let event = import_preview::dry_run(&mut self.executor, &path, None, rows, self.app.now);
                    self.hear(event);
                }
                Effect::Copy(_)
                | Effect::Edit(_)
                | Effect::Repaint
                | Effect::Suspend
                | Effect::UseCycle(_)
                | Effect::Demo
                | Effect::Quit => {}
            }
        }
    }

    fn execute(&mut self, operation: &Operation) {
        self.count += 1;
        let token = format!("seat {:?} {} {}", self.executor.actor, self.app.now, self.count);
        let meta = Request { now: self.app.now, token, seen: Some(self.app.seen()) };
        match self.executor.execute(operation, &meta) {
            Ok(receipt) => {
                if matches!(operation, Operation::Person(person::Op::Join { .. })) {
                    self.executor.actor = receipt.created.first().map(|created| Id::new(created.number));
                }
                let started = receipt.created.iter().find(|created| created.kind == Kind::Cycle);
                let started = started.map(|cycle| Id::new(cycle.number));
                self.hear_in_order(receipt);
                if let Some(cycle) = started {
                    self.work_in(cycle);
                }
            }
            Err(error) => {
                self.look_around();
                self.hear(Event::Failed(error));
            }
        }
    }

    /// What others did before is shown before, what was done here after.
    fn hear_in_order(&mut self, receipt: Receipt) {
        let since = self.executor.store.since(self.app.board.cycle.id, self.app.board.seq).unwrap();
        let others = since.into_iter().filter(|logged| logged.seq != receipt.seq).collect();
        self.hear(Event::Changed(others));
        self.hear(Event::Done(receipt));
    }

    fn work_in(&mut self, cycle: Id<Cycle>) {
        let board = self.executor.store.board(cycle).unwrap().unwrap();
        self.executor.cycle = Some(cycle);
        self.app = App::new(board, self.app.me, self.app.now, self.app.size);
    }

    /// What the screen shows, row by row.
    pub(crate) fn screen(&self) -> String {
        let (columns, rows) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let theme = Theme::new(ColorDepth::TrueColor, Background::Dark, Glyphs::UNICODE);
        screen::draw(&self.app, &theme, buffer.area, &mut buffer);
        let line = |row: &[ratatui::buffer::Cell]| {
            row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
        };
        buffer.content.chunks(usize::from(columns)).map(line).collect::<Vec<_>>().join("\n")
    }

    /// Whether these words stand on the screen.
    pub(crate) fn shows(&self, words: &str) -> bool {
        self.screen().contains(words)
    }

    /// The words at the bottom of the screen.
    pub(crate) fn note(&self) -> &str {
        self.app.note.as_ref().map_or("", |note| note.text.as_str())
    }

    /// What is said, and what lies over the tab: for a test that failed.
    pub(crate) fn state(&self) -> String {
        let over = match &self.app.overlay {
            Some(Overlay::Flow(flow)) => format!("{:?} at {}: {:?}", flow.kind, flow.at, flow.problem),
            Some(Overlay::Menu(menu)) => format!("{}: {}", menu.title, menu.lead),
            other => format!("{:?}", other.as_ref().map(std::mem::discriminant)),
        };
        format!("note {:?}; over it {over}", self.note())
    }

    /// What is wrong in the open form.
    #[track_caller]
    pub(crate) fn problem(&self) -> &str {
        match &self.app.overlay {
            Some(Overlay::Flow(flow)) => flow.problem.as_ref().map_or("", |problem| &problem.reason),
            other => panic!("no form is open but {other:?}; {:?}", self.note()),
        }
    }

    /// What is typed in a field of the open form.
    pub(crate) fn answer(&self, field: &str) -> Option<&str> {
        match &self.app.overlay {
            Some(Overlay::Flow(flow)) => flow.answer(field),
            _ => None,
        }
    }
}

/// Everything in a file, without the place in the log that each cycle was read at.
pub(crate) fn boards(path: &Path) -> Vec<Board> {
    let store = Store::open(path).unwrap();
    let cycles = store.cycles().unwrap();
    let read = |cycle: &Cycle| Board { seq: 0, ..store.board(cycle.id).unwrap().unwrap() };
    cycles.iter().map(read).collect()
}
