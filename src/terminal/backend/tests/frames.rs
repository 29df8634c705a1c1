//! What the program's own frames cost, against the cheapest way to send them.

use super::cheapest::cheapest;
use super::*;
use crate::app::{App, Event};
use crate::input::{Input, parse_script};
use crate::ui::fixture;
use crate::ui::glyphs::Glyphs;
use crate::ui::theme::{Background, ColorDepth, Theme};

/// Draws a frame and gives the bytes sent and the fewest possible.
fn cost(screen: &mut Terminal<TerminalBackend<Vec<u8>>>, app: &App, theme: &Theme) -> (usize, usize) {
    let area = Rect::new(0, 0, app.size().0, app.size().1);
    let mut buffer = Buffer::empty(area);
    let cursor = crate::ui::screen::draw(app, theme, area, &mut buffer);
    settle(&mut buffer);
    let mut probe = screen.backend().probe();
    for at in area.positions() {
        probe.put(at.x, at.y, &buffer[at]);
    }
    let least = probe.least(cursor);
    let backend = screen.backend_mut();
    for at in area.positions() {
        backend.put(at.x, at.y, &buffer[at]);
    }
    backend.wants_cursor = cursor.is_some();
    backend.position = cursor.unwrap_or_default();
    backend.flush().unwrap();
    (backend.last(), least)
}

impl TerminalBackend<Vec<u8>> {
    /// The same screen before anything of the next frame is sent.
    fn probe(&self) -> Self {
        Self { out: Vec::new(), slots: self.slots.clone(), stale: self.stale.clone(), ..*self }
    }

    /// The fewest bytes of the frame that is due.
    fn least(&mut self, cursor: Option<Position>) -> usize {
        let mut fixed = BEGIN.len() + END.len();
        self.wants_cursor = cursor.is_some();
        self.position = cursor.unwrap_or_default();
        let mut place = self.place;
        if !self.is_known {
            fixed += CLEAR.len();
            place = Place::default();
        }
        if self.wants_cursor != (self.shows_cursor == Some(true)) || !self.is_known {
            fixed += HIDE.len();
        }
        self.mark_all();
        fixed + cheapest(&self.slots, self.size.width, place)
    }
}

/// How much more than the cheapest a frame may cost, in percent. (What the backend leaves are second thoughts about the
/// colour of blanks, and erasing a stretch twice.)
const MARGIN: usize = 3;

#[test]
fn frames_cost_little_more_than_the_cheapest() {
    for tier in [ColorDepth::TrueColor, ColorDepth::Ansi16] {
        let theme = Theme::new(tier, Background::Dark, Glyphs::UNICODE);
        let mut app = fixture::app((80, 24));
        let backend = TerminalBackend::fixed(Vec::new(), Size::new(80, 24));
        let mut screen =
            Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fullscreen }).unwrap();
        // First paint, another list, one row down, a chart, an overlay and back.
        for keys in ["", "3", "j", "6", ":ris", "<esc>"] {
            for chord in parse_script(keys).unwrap() {
                app.on(Event::Input(Input::Key(chord)));
            }
            let (sent, least) = cost(&mut screen, &app, &theme);
            assert!(sent >= least, "{tier:?} {keys:?}: {sent} bytes cannot be fewer than {least}");
            assert!(sent * 100 <= least * (100 + MARGIN), "{tier:?} {keys:?}: {sent} bytes for {least}");
        }
    }
}
