//! One person at an open terminal without the terminal: keys go into the program's own loop, and what they ask for is
//! done on the file by its own host.

use gonogo::{
    app::{App, Event, overlay::Overlay},
    domain::{Board, Cycle, Moment},
    input::{Input, parse_script},
    playbook::Playbook,
    store::Store,
    terminal::{Clock, EventLoop, MemoryConsole, Setup},
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
    pub(crate) event_loop: EventLoop<MemoryConsole>,
}

/// What a terminal starts from: a board file, whether it is there or not, the person of this handle, or else whoever
/// runs the tests, and a clock that stands still.
pub(crate) fn setup(path: &Path, handle: Option<&str>, now: &str) -> Setup {
    let store = path.exists().then(|| Store::open(path).unwrap());
    let people = store.as_ref().map(|store| store.people().unwrap()).unwrap_or_default();
    let name = whoami::username().unwrap();
    Setup {
        path: path.to_owned(),
        person: people.iter().find(|person| Some(&*person.handle) == handle).map(|person| person.id),
        login: Some(name.clone()),
        name,
        account: gonogo::store::Account::default(),
        cycle: store.as_ref().and_then(|store| store.cycles().unwrap().first().map(|cycle| cycle.id)),
        store,
        clock: Clock::Given(Moment::parse(now).unwrap()),
        is_simulation: true,
        tier: ColorDepth::TrueColor,
        ground: Background::Dark,
        is_ascii: false,
        term: None,
        tmux: None,
        editor: "vi".to_owned(),
        state_folder: path.parent().unwrap().join("state"),
        home: None,
        own_playbooks: Vec::new(),
        warning: None,
        blank: Cycle {
            zone: "UTC".into(),
            review_at: "10:00".into(),
            review_on: "mon".into(),
            ..Cycle::blank()
        },
    }
}

impl Seat {
    /// Sits down as the person of this handle, or as whoever runs the tests, who is asked for a name.
    pub(crate) fn at(path: &Path, handle: Option<&str>, now: &str) -> Self {
        Self::from(setup(path, handle, now))
    }

    /// The same with the playbooks of a team.
    pub(crate) fn with(own_playbooks: Vec<Playbook>, path: &Path, handle: Option<&str>, now: &str) -> Self {
        Self::from(Setup { own_playbooks, ..setup(path, handle, now) })
    }

    /// Sits down at whatever there is.
    pub(crate) fn from(setup: Setup) -> Self {
        Self { event_loop: EventLoop::open(setup, MemoryConsole::new(120, 40)).unwrap() }
    }

    /// What is shown.
    pub(crate) fn app(&self) -> &App {
        self.event_loop.app()
    }

    /// Presses keys; what they ask for is done at once.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for chord in parse_script(script).unwrap() {
            self.event_loop.feed(Event::Input(Input::Key(chord))).unwrap();
        }
        self
    }

    /// Lets time go on to a moment.
    pub(crate) fn goes_to(&mut self, now: &str) {
        let now = Moment::parse(now).unwrap();
        self.event_loop.host().setup.clock = Clock::Given(now);
        self.event_loop.feed(Event::Tick(now)).unwrap();
    }

    /// Learns what others did meanwhile, as an open terminal does four times a second.
    pub(crate) fn look_around(&mut self) {
        self.event_loop.look_around().unwrap();
    }

    /// What the screen shows, row by row.
    pub(crate) fn screen(&self) -> String {
        let (columns, rows) = self.app().size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let theme = Theme::new(ColorDepth::TrueColor, Background::Dark, Glyphs::UNICODE);
        screen::draw(self.app(), &theme, buffer.area, &mut buffer);
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
        self.app().note().map_or("", |note| note.text.as_str())
    }

    /// What is said, and what lies over the tab: for a test that failed.
    pub(crate) fn state(&self) -> String {
        let over = match &self.app().overlay() {
            Some(Overlay::Flow(flow)) => format!("{:?} at {}: {:?}", flow.kind, flow.at, flow.problem),
            Some(Overlay::Menu(menu)) => format!("{}: {}", menu.title, menu.lead),
            other => format!("{:?}", other.as_ref().map(std::mem::discriminant)),
        };
        format!("note {:?}; over it {over}", self.note())
    }

    /// What is wrong in the open form.
    #[track_caller]
    pub(crate) fn problem(&self) -> &str {
        match &self.app().overlay() {
            Some(Overlay::Flow(flow)) => flow.problem.as_ref().map_or("", |problem| &problem.reason),
            other => panic!("no form is open but {other:?}; {:?}", self.note()),
        }
    }

    /// What is typed in a field of the open form.
    pub(crate) fn answer(&self, field: &str) -> Option<&str> {
        match &self.app().overlay() {
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
