//! The drawing surface: one frame, one write, and nothing at all when nothing changed.
//!
//! A frame that reaches the terminal in pieces flickers, and over a network each piece may be a packet. This file
//! does not know what is drawn.
#![expect(clippy::disallowed_types, reason = "the frame is handed to the drawing code here")]

use std::io::{self, Write};

use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::backend::{TerminalBackend, settle};
use super::raw_mode;

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

/// Draws frames, each sent in one synchronized write that holds only the cells that changed.
#[derive(Debug)]
pub struct Screen<W: Write = TtyOut> {
    terminal: Terminal<TerminalBackend<W>>,
    bytes: u64,
}

impl Screen<TtyOut> {
    /// A screen that covers the terminal and follows its size.
    ///
    /// # Errors
    /// When the terminal's size cannot be read.
    pub fn fullscreen() -> io::Result<Self> {
        Self::with(TerminalBackend::new(TtyOut)?, Viewport::Fullscreen)
    }
}

impl<W: Write> Screen<W> {
    /// A screen of a fixed size that is drawn to any sink.
    ///
    /// # Errors
    /// None in practice; the signature is that of [`Screen::fullscreen`].
    pub fn fixed(out: W, width: u16, height: u16) -> io::Result<Self> {
        let backend = TerminalBackend::fixed(out, Size::new(width, height));
        Self::with(backend, Viewport::Fixed(Rect::new(0, 0, width, height)))
    }

    fn with(backend: TerminalBackend<W>, viewport: Viewport) -> io::Result<Self> {
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        Ok(Self { terminal, bytes: 0 })
    }

    /// Draws one frame and sends what changed since the last; nothing is sent when nothing did. Gives the number of
    /// bytes sent.
    ///
    /// # Errors
    /// When the terminal cannot be written to, usually since it is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<usize> {
        self.terminal.draw(|frame| {
            render(frame);
            settle(frame.buffer_mut());
        })?;
        let sent = self.terminal.backend().last();
        self.bytes += sent as u64;
        Ok(sent)
    }

    /// Makes the next frame end with a sequence that draws nothing, if anything is sent; an empty one for none.
    pub(super) fn end_with(&mut self, sequence: &'static [u8]) {
        self.terminal.backend_mut().end_with(sequence);
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell on a cleared screen.
    pub fn clear(&mut self) {
        self.terminal.backend_mut().forget();
    }

    /// Sends a sequence that draws nothing, such as a copy to the clipboard or a bell.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn send(&mut self, sequence: &[u8]) -> io::Result<()> {
        let out = self.terminal.backend_mut().out();
        out.write_all(sequence)?;
        out.flush()?;
        self.bytes += sequence.len() as u64;
        Ok(())
    }

    /// How many bytes have been sent.
    pub fn bytes(&self) -> u64 {
        self.bytes
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

    /// What was written, write by write.
    fn writes(screen: &mut Screen<Writes>) -> &[String] {
        &screen.terminal.backend_mut().out().0
    }

    #[test]
    fn a_frame_is_one_synchronized_write() {
        let mut screen = screen();
        draw(&mut screen, "go", Some(2));
        let [only] = writes(&mut screen) else { panic!("not one write") };
        assert_eq!(only, r"\x1b[?2026h\x1b[m\x1b[2J\x1b[Hgo\x1b[?25h\x1b[?2026l");
        assert_eq!(screen.bytes(), 34);
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
            assert_eq!(writes(&mut screen).len(), 1);
        }
    }

    #[test]
    fn a_cursor_that_moves_is_sent() {
        let mut screen = screen();
        draw(&mut screen, "go", Some(2));
        draw(&mut screen, "go", Some(1));
        draw(&mut screen, "go", None);
        assert_eq!(
            writes(&mut screen)[1..],
            [r"\x1b[?2026h\x08\x1b[?2026l", r"\x1b[?2026h\x1b[?25l\x1b[?2026l"]
        );
    }

    #[test]
    fn after_clearing_everything_is_drawn_again() {
        let mut screen = screen();
        draw(&mut screen, "go", None);
        screen.clear();
        assert_eq!(writes(&mut screen).len(), 1, "not before the next frame");
        draw(&mut screen, "go", None);
        let [first, second] = writes(&mut screen) else { panic!("not two frames") };
        assert_eq!(first, second);
    }

    #[test]
    fn a_sequence_of_its_own_is_sent_as_it_is() {
        let mut screen = screen();
        screen.send(b"\x07").unwrap();
        assert_eq!(writes(&mut screen), [r"\x07"]);
        assert_eq!(screen.bytes(), 1);
    }
}
