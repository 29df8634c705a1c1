//! The backend against an emulator: whatever is drawn, in whatever order, the terminal shows it.

mod cheapest;
mod frames;

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::buffer::CellWidth as _;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::*;

/// Something drawn into a frame.
#[derive(Debug, Clone)]
enum Stroke {
    /// Signs, each put into the column behind the one before, or into the next one if it overlaps.
    Text { at: (u16, u16), style: Style, signs: Vec<&'static str>, overlaps: bool },
    /// A style over an area.
    Fill { area: (u16, u16, u16, u16), style: Style },
    /// A blank area, as a dialog begins with.
    Clear { area: (u16, u16, u16, u16) },
}

/// One frame: how much of the one before stays, what is drawn on it, and the size of the terminal if that changes.
#[derive(Debug, Clone)]
struct Step {
    stays: usize,
    strokes: Vec<Stroke>,
    cursor: Option<(u16, u16)>,
    resized: Option<(u16, u16)>,
    forgets: bool,
}

fn sign() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        8 => prop::sample::select(vec!["a", "b", "Z", "7", ".", "~"]),
        8 => Just(" "),
        3 => prop::sample::select(vec!["─", "│", "▌", "✗", "é", "…", "█"]),
        2 => prop::sample::select(vec!["漢", "字", "한", "ｱ", "！"]),
        2 => prop::sample::select(vec![
            "e\u{301}", "👩", "👩\u{200d}👩\u{200d}👧", "🇨🇭", "❤\u{fe0f}", "⌚", "ｶﾞ", "1\u{fe0f}\u{20e3}", "ก\u{e33}",
        ]),
        1 => prop::sample::select(vec!["", "\u{200b}", "\u{301}", "\x1b[2J", "a\r", "\u{9b}"]),
    ]
}

fn colour() -> impl Strategy<Value = Color> {
    prop::sample::select(vec![
        Color::Reset,
        Color::Reset,
        Color::Red,
        Color::Gray,
        Color::DarkGray,
        Color::LightBlue,
        Color::Indexed(3),
        Color::Indexed(236),
        Color::Rgb(1, 2, 3),
        Color::Rgb(200, 100, 50),
    ])
}

/// The emulator keeps one of bold and dim where a terminal keeps both, so they never come together here.
fn style() -> impl Strategy<Value = Style> {
    let attributes = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::REVERSED,
        Modifier::UNDERLINED,
        Modifier::BOLD.union(Modifier::REVERSED),
        Modifier::DIM.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT),
        Modifier::SLOW_BLINK.union(Modifier::HIDDEN),
    ]);
    (colour(), colour(), colour(), attributes).prop_map(|(fg, bg, line, attributes)| {
        Style::new().fg(fg).bg(bg).underline_color(line).add_modifier(attributes)
    })
}

fn stroke() -> impl Strategy<Value = Stroke> {
    let area = || (0..30u16, 0..6u16, 1..30u16, 1..4u16);
    prop_oneof![
        4 => ((0..30u16, 0..6u16), style(), prop::collection::vec(sign(), 1..24), any::<bool>())
            .prop_map(|(at, style, signs, overlaps)| Stroke::Text { at, style, signs, overlaps }),
        2 => (area(), style()).prop_map(|(area, style)| Stroke::Fill { area, style }),
        1 => area().prop_map(|area| Stroke::Clear { area }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    (
        0..12usize,
        prop::collection::vec(stroke(), 0..6),
        prop::option::of((0..30u16, 0..6u16)),
        prop::option::weighted(0.1, (2..30u16, 2..7u16)),
        prop::bool::weighted(0.05),
    )
        .prop_map(|(stays, strokes, cursor, resized, forgets)| Step {
            stays,
            strokes,
            cursor,
            resized,
            forgets,
        })
}

fn draw_stroke(stroke: &Stroke, buffer: &mut Buffer) {
    let all = buffer.area;
    let within =
        |(x, y, width, height): (u16, u16, u16, u16)| Rect::new(x, y, width, height).intersection(all);
    match stroke {
        Stroke::Text { at: (x, y), style, signs, overlaps } => {
            let mut column = *x;
            for sign in signs {
                if !all.contains(Position::new(column, *y)) {
                    return;
                }
                set(&mut buffer[(column, *y)], *style).set_symbol(sign);
                let columns = if sign.len() < 2 || *overlaps { 1 } else { sign.cell_width().max(1) };
                column += columns;
            }
        }
        Stroke::Fill { area, style } => {
            for at in within(*area).positions() {
                set(&mut buffer[at], *style);
            }
        }
        Stroke::Clear { area } => {
            for at in within(*area).positions() {
                buffer[at].reset();
            }
        }
    }
}

/// Gives a cell this style and nothing of another.
fn set(cell: &mut Cell, style: Style) -> &mut Cell {
    cell.modifier = Modifier::empty();
    cell.set_style(style)
}

/// A screen and a terminal that shows what it sends.
struct Pair {
    screen: Terminal<TerminalBackend<Vec<u8>>>,
    emulator: vt100::Parser,
}

impl Pair {
    fn new(width: u16, height: u16) -> Self {
        let backend = TerminalBackend::fixed(Vec::new(), Size::new(width, height));
        let screen =
            Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fullscreen }).unwrap();
        let [rows, columns] = [height, width].map(|length| NonZeroU16::new(length).unwrap());
        let mut emulator = vt100::Parser::new(rows, columns, 0);
        // Whatever was there before.
        emulator.process("\x1b[41;1mleft over\x1b[3;5H\x1b[7m漢字".as_bytes());
        Self { screen, emulator }
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.screen.backend_mut().fixed = Some(Size::new(width, height));
        let [rows, columns] = [height, width].map(|length| NonZeroU16::new(length).unwrap());
        self.emulator.screen_mut().set_size(rows, columns);
    }

    /// Draws a frame, shows it, and gives what it is expected to look like.
    fn draw(&mut self, strokes: &[Stroke], cursor: Option<Position>) -> Buffer {
        let mut expected = None;
        self.screen
            .draw(|frame| {
                for stroke in strokes {
                    draw_stroke(stroke, frame.buffer_mut());
                }
                settle(frame.buffer_mut());
                expected = Some(frame.buffer_mut().clone());
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            })
            .unwrap();
        let sent = std::mem::take(self.screen.backend_mut().out());
        self.emulator.process(&sent);
        expected.unwrap()
    }
}

/// The colour as the emulator names it.
fn shown(colour: Color) -> vt100::Color {
    let mut named =
        [Color::Red, Color::Gray, Color::DarkGray, Color::LightBlue].into_iter().zip([1, 7, 8, 12]);
    if let Color::Rgb(red, green, blue) = colour {
        return vt100::Color::Rgb(red, green, blue);
    }
    if let Color::Indexed(index) = colour {
        return vt100::Color::Idx(index);
    }
    let index = named.find_map(|(name, index)| (name == colour).then_some(index));
    assert!(index.is_some() || colour == Color::Reset, "{colour} is not among those drawn here");
    index.map_or(vt100::Color::Default, vt100::Color::Idx)
}

/// Compares what the emulator shows with the buffer, column by column. Of a doubtful sign only its beginning is
/// compared, since the emulator has its own widths; all around it must be right.
fn check(expected: &Buffer, screen: &vt100::Screen) -> Result<(), TestCaseError> {
    for y in 0..expected.area.height {
        let mut x = 0;
        while x < expected.area.width {
            let cell = &expected[(x, y)];
            let slot = Slot::at(cell, expected.index_of(x, y), expected.area);
            let seen = screen.cell(y, x).unwrap();
            let place = format!("({x}, {y}) {:?}", cell.symbol());
            let symbol = slot.cell.symbol();
            if slot.trust == Trust::Doubtful {
                prop_assert!(seen.contents().starts_with(symbol.chars().next().unwrap()), "{}", place);
            } else {
                let text = if seen.contents().is_empty() { " " } else { seen.contents() };
                prop_assert_eq!(text, symbol, "{}", &place);
                prop_assert_eq!(seen.is_wide(), slot.columns == 2, "{}", &place);
            }
            let on = cell.modifier;
            prop_assert_eq!(seen.bgcolor(), shown(cell.bg), "{}", &place);
            prop_assert_eq!(seen.inverse(), on.contains(Modifier::REVERSED), "{}", &place);
            prop_assert_eq!(seen.underline(), on.contains(Modifier::UNDERLINED), "{}", &place);
            if !slot.is_blank() || seen.inverse() || seen.underline() {
                prop_assert_eq!(seen.fgcolor(), shown(cell.fg), "{}", &place);
                prop_assert_eq!(seen.bold(), on.contains(Modifier::BOLD), "{}", &place);
                prop_assert_eq!(seen.dim(), on.contains(Modifier::DIM), "{}", &place);
                prop_assert_eq!(seen.italic(), on.contains(Modifier::ITALIC), "{}", &place);
            }
            x += slot.columns;
        }
    }
    Ok(())
}

#[test]
fn what_is_drawn_over_half_a_wide_sign_is_seen() {
    let mut buffer = Buffer::with_lines(["漢字 "]);
    buffer[(1, 0)].set_symbol("│");
    settle(&mut buffer);
    assert_eq!(buffer, Buffer::with_lines([" │字 "]));
}

#[test]
fn an_error_makes_the_next_frame_draw_everything() {
    struct Broken(bool, Vec<u8>);
    impl Write for Broken {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 { Err(io::ErrorKind::TimedOut.into()) } else { self.1.write(bytes) }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut backend = TerminalBackend::fixed(Broken(true, Vec::new()), Size::new(9, 2));
    let cell = Cell::new("x");
    backend.draw([(3, 1, &cell)].into_iter()).unwrap();
    assert!(backend.flush().is_err());
    backend.out().0 = false;
    backend.flush().unwrap();
    let sent = std::mem::take(&mut backend.out().1).escape_ascii().to_string();
    assert_eq!(sent, r"\x1b[?2026h\x1b[m\x1b[2J\x1b[?25l\x1b[2;4Hx\x1b[?2026l");
    backend.flush().unwrap();
    assert!(backend.out().1.is_empty() && backend.last() == 0);
}

#[test]
fn the_cursor_is_where_it_was_put_without_asking() {
    let mut backend = TerminalBackend::fixed(Vec::new(), Size::new(9, 2));
    backend.set_cursor_position((4, 1)).unwrap();
    assert_eq!(backend.get_cursor_position().unwrap(), Position::new(4, 1));
    assert!(backend.out().is_empty());
}

proptest! {
    #[test]
    fn what_the_terminal_shows_is_what_was_drawn(
        size in (2..30u16, 2..7u16),
        steps in prop::collection::vec(step(), 1..8),
    ) {
        let mut pair = Pair::new(size.0, size.1);
        let (mut size, mut strokes) = (size, Vec::new());
        for step in steps {
            if let Some(resized) = step.resized {
                size = resized;
                pair.resize(size.0, size.1);
            }
            if step.forgets {
                pair.screen.backend_mut().forget();
                pair.emulator.process(b"\x1b[1;1H\x1b[44mnoise from elsewhere");
            }
            strokes.truncate(step.stays);
            strokes.extend(step.strokes);
            let cursor = step.cursor.filter(|(x, y)| *x < size.0 && *y < size.1).map(Position::from);
            let expected = pair.draw(&strokes, cursor);
            let screen = pair.emulator.screen();
            check(&expected, screen)?;
            prop_assert_eq!(screen.hide_cursor(), cursor.is_none());
            if let Some(cursor) = cursor {
                prop_assert_eq!(screen.cursor_position(), (cursor.y, cursor.x));
            }
            prop_assert_eq!(screen.bgcolor(), vt100::Color::Default, "a frame ends in the terminal's own style");
        }
    }
}
