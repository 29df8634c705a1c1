//! What holds for all primitives: they draw at any size, whatever the words, and only inside their area.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::chart::{self, Chart};
use super::dialog::{self, Dialog};
use super::gauge::{self, Gauge};
use super::glyphs::{Glyphs, State};
use super::header::{self, Header, Tab};
use super::heat::{self, Heat};
use super::hint_bar::{self, Hint, Hints};
use super::month::{self, Month};
use super::pane::{self, Pane};
use super::spark::{self, Spark};
use super::step_progress::{self, Rail, Step};
use super::table::{self, Align, Cell, Column, RowView, Table, Width};
use super::test_support::{HOSTILE, theme};
use super::theme::{Background, Badge, ColorDepth, Role, Theme};
use super::verdict::{self, Head, Progress, Reason, Verdict};

/// One primitive with samples in which every word is the given one.
type Primitive = fn(&str, &Theme, Rect, &mut Buffer);

const PRIMITIVES: [(&str, Primitive); 12] = [
    ("header", |words, theme, area, buf| {
        let tabs = [Tab { key: "", name: words, short: words, count: words }; 8];
        let header = Header {
            product: words,
            mark: "",
            name: words,
            about: words,
            countdown: words,
            urgency: Role::Warn,
            launch: words,
            here: words,
            who: words,
            tabs: &tabs,
            active: 2,
        };
        header::draw(&header, theme, area, buf);
    }),
    ("verdict", |words, theme, area, buf| {
        let reasons = [Reason {
            state: State::Late,
            id: words,
            title: words,
            what: words,
            owners: words,
            is_later: false,
        }; 5];
        let progress = Some(Progress { label: words, gauge: Gauge { done: 3, of: 7 }, words });
        let head = Head { word: words, text: words, tail: words };
        let verdict =
            Verdict { badge: Badge::NoGo, head, other: head, reasons: &reasons, hidden: 2, progress };
        verdict::draw(&verdict, theme, area, buf);
    }),
    ("rail", |words, theme, area, buf| {
        let steps = [Step { name: words, short: words, state: State::Done, counts: words }; 6];
        step_progress::draw(&Rail { steps: &steps, current: Some(3) }, theme, area, buf);
    }),
    ("pane", |words, theme, area, buf| {
        let inner = pane::draw(&Pane { title: words, counts: words, focused: true }, theme, area, buf);
        assert_eq!(inner.intersection(area), inner, "the room stays inside");
        let _ = pane::body(inner);
    }),
    ("dialog", |words, theme, area, buf| {
        let hints = [Hint { key: words, label: words }; 3];
        let dialog = Dialog { title: words, hints: &hints, columns: 30, rows: 8 };
        let inner = dialog::draw(&dialog, theme, area, buf);
        assert_eq!(inner.intersection(area), inner, "the room stays inside");
    }),
    ("table", |words, theme, area, buf| {
        let columns = [
            Column { head: words, width: Width::Flex { min: 8 }, align: Align::Left, rank: 0 },
            Column { head: words, width: Width::Fixed(5), align: Align::Right, rank: 0 },
            Column { head: words, width: Width::Between { min: 4, max: 9 }, align: Align::Left, rank: 2 },
            Column { head: words, width: Width::Flex { min: 3 }, align: Align::Right, rank: 1 },
        ];
        let cells = vec![Cell::new(words, Role::Danger); 4];
        let row = RowView { state: Some(State::Late), id: words.into(), cells, marked: true, flash: true };
        let rows = vec![row; 9];
        let table = Table { columns: &columns, rows: &rows, selected: Some(1), head: true, id_width: 4 };
        table::draw(&table, theme, area, buf);
    }),
    ("heat", |words, theme, area, buf| {
        let heat = Heat { counts: [[words.len() * 40; 5]; 5], highlight: Some((5, 5)) };
        let room = heat::draw(&heat, theme, area, buf);
        assert_eq!(room.intersection(area), room, "the room stays inside");
    }),
    ("spark", |_, theme, area, buf| {
        spark::draw(&Spark { readings: &SERIES, off_target: Some(Role::Danger) }, theme, area, buf);
    }),
    ("chart", |words, theme, area, buf| {
        let points: Vec<_> = (0u8..).map(f64::from).zip(SERIES).collect();
        let labels = [(0.0, words), (4.0, words), (4.5, words), (7.0, words), (f64::NAN, words)];
        let chart = Chart {
            points: &points,
            target: Some(24.0),
            dates: &labels,
            events: &labels,
            role: Role::Danger,
        };
        chart::draw(&chart, theme, area, buf);
    }),
    ("gauge", |words, theme, area, buf| {
        gauge::draw(Gauge { done: words.len(), of: 20 }, theme, area, buf);
    }),
    ("month", |_, theme, area, buf| {
        let month = Month { begins: 6, days: 31, today: Some(12), chosen: Some(24), launch: Some(24) };
        month::draw(&month, theme, area, buf);
    }),
    ("keys", |words, theme, area, buf| {
        let hints = [Hint { key: words, label: words }; 6];
        hint_bar::draw(&Hints { hints: &hints, status: words }, theme, area, buf);
    }),
];

const SERIES: [f64; 8] = [22.0, 21.0, 24.5, 23.0, 26.0, 28.0, 27.0, 31.0];

/// Around the area under test, so that a stray cell shows.
const MARGIN: u16 = 2;

#[test]
fn every_primitive_draws_at_every_size_and_only_inside_its_area() {
    let themes = [theme(), Theme::new(ColorDepth::Mono, Background::Light, Glyphs::ASCII)];
    for (name, draw) in PRIMITIVES {
        for width in 0..=60 {
            for height in 0..=20 {
                let area = Rect::new(MARGIN, MARGIN, width, height);
                let mut buf = Buffer::empty(Rect::new(0, 0, width + 2 * MARGIN, height + 2 * MARGIN));
                // The words and the theme change with the size; a whole product of all takes minutes.
                let words = HOSTILE[usize::from(width * 3 + height) % HOSTILE.len()];
                draw(words, &themes[usize::from(width + height) % 2], area, &mut buf);
                assert_untouched_around(name, &buf, area);
            }
        }
    }
}

#[test]
fn every_primitive_survives_every_hostile_text() {
    for (name, draw) in PRIMITIVES {
        for words in HOSTILE {
            for (width, height) in [(60, 20), (100, 3), (160, 12), (31, 9), (7, 2)] {
                let area = Rect::new(MARGIN, MARGIN, width, height);
                let mut buf = Buffer::empty(Rect::new(0, 0, width + 2 * MARGIN, height + 2 * MARGIN));
                draw(words, &theme(), area, &mut buf);
                assert_untouched_around(name, &buf, area);
                let harmless = |sign: char| !sign.is_control() && !('\u{202a}'..='\u{202e}').contains(&sign);
                let drawn = buf.content.iter().all(|cell| cell.symbol().chars().all(harmless));
                assert!(drawn, "{name} let {words:?} through");
            }
        }
    }
}

#[test]
fn an_area_outside_the_buffer_is_no_area() {
    for (_, draw) in PRIMITIVES {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 4));
        draw("words", &theme(), Rect::new(8, 2, 30, 12), &mut buf);
        let clean = Buffer::empty(Rect::new(0, 0, 10, 4));
        let mut buf = clean.clone();
        draw("words", &theme(), Rect::new(40, 40, 30, 12), &mut buf);
        assert_eq!(buf, clean);
    }
}

fn assert_untouched_around(name: &str, buf: &Buffer, area: Rect) {
    let blank = ratatui::buffer::Cell::default();
    for at in buf.area.positions().filter(|at| !area.contains(*at)) {
        assert_eq!(buf[at], blank, "{name} drew at {at} outside {area}");
    }
}
