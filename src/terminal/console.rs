//! What the loop needs of the screen and keyboard in front of it, and the two things that give it: a terminal, and
//! memory.
//!
//! It does not know what is drawn, nor what the keys mean.

use super::{
    CannotSuspend, InputThread, LoopEvent, Screen, Tty, TtyOut,
    editor::{self, NotEdited},
    pacing::{self, Pacing},
    raw_mode, suspend_self,
};
use crate::{
    app::App,
    ui::{screen, theme::Theme},
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{
    collections::VecDeque,
    io,
    sync::mpsc::Sender,
    time::{Duration, Instant},
};

/// A screen to draw on that can be lent to another program.
pub trait Console {
    /// Columns and rows.
    ///
    /// # Errors
    /// When the terminal does not say.
    fn size(&self) -> io::Result<(u16, u16)>;

    /// Draws the app.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()>;

    /// Tells whether a frame may be drawn now, or the terminal has yet to show what is under way.
    fn may_draw(&mut self) -> bool {
        true
    }

    /// The terminal has read everything up to the last question.
    fn answered(&mut self) {}

    /// Waits until nothing is owed to us any more, at most so long, so that no shell reads it.
    fn finish(&mut self, _most: Duration) {}

    /// Forgets what is on the screen, so that the next frame draws every cell.
    fn clear(&mut self);

    /// Sends a sequence that draws nothing.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    fn send(&mut self, sequence: &[u8]) -> io::Result<()>;

    /// Takes the terminal again after the process was stopped and continued by somebody else.
    ///
    /// # Errors
    /// When the terminal refuses its settings.
    fn resume(&mut self) -> io::Result<()>;

    /// Lets the shell behind have the terminal until it calls back; what is typed meanwhile is for the shell.
    ///
    /// # Errors
    /// When there is no shell to go to, or the terminal cannot be taken again.
    fn suspend(&mut self) -> Result<(), CannotSuspend>;

    /// Lets the person's own editor have the terminal, and returns what it saved.
    ///
    /// # Errors
    /// When the terminal cannot be taken again; inside, why there is no new text.
    fn edit(&mut self, text: &str, editor: &str) -> io::Result<Result<String, NotEdited>>;
}

/// The terminal that the process runs in.
pub(super) struct TtyConsole {
    // Goes first when all goes: what is typed from then on is for the shell.
    reader: Option<InputThread>,
    tty: Tty,
    screen: Screen<TtyOut>,
    pacing: Pacing,
    /// The moment from which the pacing's times count.
    began: Instant,
    sender: Sender<LoopEvent>,
}

impl TtyConsole {
    /// Takes the terminal over; what is typed is sent to `sender`.
    #[expect(clippy::disallowed_methods, reason = "the pacing of frames is measured where they are sent")]
    pub(super) fn new(tty: Tty, sender: Sender<LoopEvent>) -> io::Result<Self> {
        let reader = Some(InputThread::start(sender.clone())?);
        let (pacing, began) = (Pacing::default(), Instant::now());
        Ok(Self { reader, tty, screen: Screen::fullscreen()?, pacing, began, sender })
    }

    /// Lets something else read the terminal meanwhile.
    fn lend<T>(&mut self, to: impl FnOnce(&mut Tty) -> T) -> io::Result<T> {
        self.finish(Duration::MAX);
        if let Some(reader) = self.reader.take() {
            reader.stop();
        }
        let result = to(&mut self.tty);
        self.reader = Some(InputThread::start(self.sender.clone())?);
        Ok(result)
    }
}

impl Console for TtyConsole {
    fn size(&self) -> io::Result<(u16, u16)> {
        raw_mode::size()
    }

    fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        let asks = self.pacing.asks();
        self.screen.end_with(if asks { pacing::QUESTION } else { b"" });
        if asks {
            pacing::set_owed(true);
        }
        let sent = self.screen.draw(|frame| {
            let area = frame.area();
            if let Some(cursor) = screen::draw(app, theme, area, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        if asks && sent == 0 {
            pacing::set_owed(false);
        }
        self.pacing.sent(sent, self.began.elapsed());
        Ok(())
    }

    fn may_draw(&mut self) -> bool {
        self.pacing.may_send(self.began.elapsed())
    }

    fn answered(&mut self) {
        self.pacing.answered();
    }

    fn finish(&mut self, most: Duration) {
        self.pacing.wait_for_answer(most);
    }

    fn clear(&mut self) {
        self.screen.clear();
    }

    fn send(&mut self, sequence: &[u8]) -> io::Result<()> {
        self.screen.send(sequence)
    }

    fn resume(&mut self) -> io::Result<()> {
        self.tty.resume()
    }

    fn suspend(&mut self) -> Result<(), CannotSuspend> {
        self.lend(suspend_self)?
    }

    fn edit(&mut self, text: &str, editor: &str) -> io::Result<Result<String, NotEdited>> {
        self.lend(|tty| {
            tty.suspend();
            let edited = editor::edit(text, editor, &std::env::temp_dir());
            tty.resume()?;
            Ok(edited)
        })?
    }
}

/// A console in memory: what is drawn stays there to be looked at, and no other program ever has it.
#[derive(Debug)]
pub struct MemoryConsole {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The last frame.
    pub frame: Buffer,
    /// How many frames were drawn.
    pub frames: usize,
    /// What was sent besides frames.
    pub sent: Vec<u8>,
    /// What the next visits to the editor save; without one the text comes back as it was.
    pub edits: VecDeque<String>,
    /// How often the shell behind had the terminal.
    pub suspended: usize,
}

impl MemoryConsole {
    /// An empty one of a size.
    pub fn new(columns: u16, rows: u16) -> Self {
        Self {
            size: (columns, rows),
            frame: Buffer::default(),
            frames: 0,
            sent: Vec::new(),
            edits: VecDeque::new(),
            suspended: 0,
        }
    }
}

impl Console for MemoryConsole {
    fn size(&self) -> io::Result<(u16, u16)> {
        Ok(self.size)
    }

    fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        self.frame = Buffer::empty(area);
        self.frames += 1;
        screen::draw(app, theme, area, &mut self.frame);
        Ok(())
    }

    fn clear(&mut self) {
        self.frame.reset();
    }

    fn send(&mut self, sequence: &[u8]) -> io::Result<()> {
        self.sent.extend_from_slice(sequence);
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> Result<(), CannotSuspend> {
        self.suspended += 1;
        Ok(())
    }

    fn edit(&mut self, text: &str, _editor: &str) -> io::Result<Result<String, NotEdited>> {
        Ok(Ok(self.edits.pop_front().unwrap_or_else(|| text.to_owned())))
    }
}
