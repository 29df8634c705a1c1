//! The drawing surface: one frame, one write, and nothing at all when nothing changed.
//!
//! A frame that reaches the terminal in pieces flickers, and over a network each piece may be a packet. This file
//! does not know what is drawn.
#![expect(clippy::disallowed_types, reason = "the frame is handed to the drawing code here")]

use std::cell::RefCell;
use std::io::{self, Write};
use std::mem;
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::{raw_mode, thrift::thrifty};

/// Synchronized output: the terminal shows what lies between at once. Those that do not know it ignore it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// The terminal as something to write to; what is written while the terminal is not ours is dropped.
#[derive(Debug, Clone, Copy, Default)]
pub struct TtyOut;

impl Write for TtyOut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if raw_mode::is_ours() {
            raw_mode::write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Collects what the backend writes for one frame. The backend flushes several times a frame; that means nothing
/// here, for [`Screen`] knows when a frame is whole.
#[derive(Debug, Clone, Default)]
struct Collected(Rc<RefCell<Vec<u8>>>);

impl Write for Collected {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Draws frames, each sent in one synchronized write that holds only the cells that changed.
#[derive(Debug)]
pub struct Screen<W = TtyOut> {
    terminal: Terminal<CrosstermBackend<Collected>>,
    collected: Collected,
    out: W,
    /// The last frame sent, without its frame marks.
    last: Vec<u8>,
    bytes: u64,
}

impl Screen<TtyOut> {
    /// A screen that covers the terminal and follows its size.
    ///
    /// # Errors
    /// When the terminal's size cannot be read.
    pub fn fullscreen() -> io::Result<Self> {
        Self::with(TtyOut, Viewport::Fullscreen)
    }
}

impl<W: Write> Screen<W> {
    /// A screen of a fixed size that is drawn to any sink.
    ///
    /// # Errors
    /// None in practice; the signature is that of [`Screen::fullscreen`].
    pub fn fixed(out: W, width: u16, height: u16) -> io::Result<Self> {
        Self::with(out, Viewport::Fixed(Rect::new(0, 0, width, height)))
    }

    fn with(out: W, viewport: Viewport) -> io::Result<Self> {
        let collected = Collected::default();
        let backend = CrosstermBackend::new(collected.clone());
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        Ok(Self { terminal, collected, out, last: Vec::new(), bytes: 0 })
    }

    /// Draws one frame and sends what changed since the last; nothing is sent when nothing did.
    ///
    /// # Errors
    /// When the terminal cannot be written to, usually since it is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(render)?;
        let frame = mem::take(&mut *self.collected.0.borrow_mut());
        // A frame without a changed cell still places the cursor. All moves are absolute, so bytes that the last
        // frame ended with change nothing when sent again.
        if self.last.ends_with(&frame) {
            return Ok(());
        }
        let whole = [BEGIN, &thrifty(&frame), END].concat();
        self.last = frame;
        self.send_now(&whole)
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell on a cleared screen.
    ///
    /// # Errors
    /// None in practice: nothing is sent before the next frame.
    pub fn clear(&mut self) -> io::Result<()> {
        self.last.clear();
        // `Terminal::clear` would ask the terminal where its cursor is and wait for an answer that the reader takes.
        let area = self.terminal.get_frame().area();
        self.terminal.resize(area)
    }

    /// Sends a sequence that draws nothing, such as a copy to the clipboard or a bell.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn send(&mut self, sequence: &[u8]) -> io::Result<()> {
        self.last.clear();
        self.send_now(sequence)
    }

    /// How many bytes have been sent.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    fn send_now(&mut self, bytes: &[u8]) -> io::Result<()> {
        let sent = self.out.write_all(bytes).and_then(|()| self.out.flush());
        match sent {
            Ok(()) => self.bytes += bytes.len() as u64,
            // Nobody knows how much of it arrived.
            Err(_) => self.last.clear(),
        }
        sent
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Position;

    use super::*;

    /// A sink that keeps each write apart.
    #[derive(Debug, Default)]
    struct Writes(Vec<String>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.escape_ascii().to_string());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn screen() -> Screen<Writes> {
        Screen::fixed(Writes::default(), 20, 3).unwrap()
    }

    fn draw(screen: &mut Screen<Writes>, text: &str, cursor: Option<u16>) {
        let render = |frame: &mut Frame<'_>| {
            frame.render_widget(text, frame.area());
            if let Some(x) = cursor {
                frame.set_cursor_position(Position::new(x, 0));
            }
        };
        screen.draw(render).unwrap();
    }

    #[test]
    fn a_frame_is_one_synchronized_write() {
        let mut screen = screen();
        draw(&mut screen, "go", Some(2));
        let [only] = &screen.out.0[..] else { panic!("{:?}", screen.out.0) };
        assert!(
            only.starts_with(r"\x1b[?2026h") && only.ends_with(r"\x1b[?25h\x1b[1;3H\x1b[?2026l"),
            "{only}"
        );
        assert!(screen.bytes() > 20);
    }

    #[test]
    fn a_frame_that_changes_nothing_sends_nothing() {
        for cursor in [None, Some(2)] {
            let mut screen = screen();
            draw(&mut screen, "go", cursor);
            let bytes = screen.bytes();
            draw(&mut screen, "go", cursor);
            draw(&mut screen, "go", cursor);
            assert_eq!(screen.bytes(), bytes);
            assert_eq!(screen.out.0.len(), 1);
        }
    }

    #[test]
    fn a_cursor_that_moves_is_sent() {
        let mut screen = screen();
        draw(&mut screen, "go", Some(2));
        draw(&mut screen, "go", Some(1));
        draw(&mut screen, "go", None);
        assert_eq!(screen.out.0.len(), 3);
    }

    #[test]
    fn after_clearing_everything_is_drawn_again() {
        let mut screen = screen();
        draw(&mut screen, "go", None);
        screen.clear().unwrap();
        assert_eq!(screen.out.0.len(), 1, "not before the next frame");
        draw(&mut screen, "go", None);
        assert!(screen.out.0[1].contains("go"), "{:?}", screen.out.0);
    }

    #[test]
    fn a_sequence_of_its_own_is_sent_as_it_is() {
        let mut screen = screen();
        screen.send(b"\x07").unwrap();
        assert_eq!(screen.out.0, [r"\x07"]);
        assert_eq!(screen.bytes(), 1);
    }
}
