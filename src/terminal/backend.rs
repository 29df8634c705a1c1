//! The screen as the terminal shows it and as it should be: ratatui's backend, which sends the difference in the
//! fewest bytes that are safe, in one synchronized write a frame.
//!
//! It never asks the terminal anything and waits for nothing. It does not know what is drawn.

mod pen;
mod place;
mod row;
mod slot;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use super::raw_mode;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect, Size};

use self::pen::Pen;
use self::place::Place;
use self::row::{Row, Sent};
use self::slot::{Slot, Trust};

/// Synchronized output: the terminal shows what lies between at once. Those that do not know it ignore it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";
/// The terminal's own style, and all of its screen erased with it.
const CLEAR: &[u8] = b"\x1b[m\x1b[2J";
const PLAIN: &[u8] = b"\x1b[m";

/// Writes frames to a terminal, or to any other sink.
#[derive(Debug)]
pub(super) struct TerminalBackend<W> {
    out: W,
    /// The size of a sink that is no terminal.
    fixed: Option<Size>,
    size: Size,
    slots: Vec<Slot>,
    /// Which rows have stale slots.
    stale: Vec<bool>,
    /// Whether any sign on the screen is doubtful, or was.
    has_doubtful: bool,
    /// Whether the terminal shows what is not stale.
    is_known: bool,
    /// Whether the cursor should be seen, and where.
    wants_cursor: bool,
    position: Position,
    /// Whether the terminal shows its cursor.
    shows_cursor: Option<bool>,
    place: Place,
    /// What the next frame that is not empty ends with.
    suffix: &'static [u8],
    last: usize,
}

impl<W: Write> TerminalBackend<W> {
    /// A backend for the terminal this process runs in.
    ///
    /// # Errors
    /// When the terminal's size cannot be read.
    pub(super) fn new(out: W) -> io::Result<Self> {
        let mut backend = Self::with(out, None);
        backend.blank(backend.size()?);
        Ok(backend)
    }

    /// A backend for a sink of a fixed size.
    pub(super) fn fixed(out: W, size: Size) -> Self {
        Self::with(out, Some(size))
    }

    fn with(out: W, fixed: Option<Size>) -> Self {
        let mut backend = Self {
            out,
            fixed,
            size: Size::ZERO,
            slots: Vec::new(),
            stale: Vec::new(),
            has_doubtful: false,
            is_known: false,
            wants_cursor: false,
            position: Position::ORIGIN,
            shows_cursor: None,
            place: Place::default(),
            suffix: b"",
            last: 0,
        };
        backend.blank(fixed.unwrap_or_default());
        backend
    }

    /// Forgets what the terminal shows: the next frame clears it and draws everything.
    pub(super) fn forget(&mut self) {
        self.is_known = false;
    }

    /// What the next frame ends with, if anything is sent.
    pub(super) fn end_with(&mut self, suffix: &'static [u8]) {
        self.suffix = suffix;
    }

    /// How many bytes the last frame had; none if it changed nothing.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    /// Where the bytes go.
    pub(super) fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Starts over with an empty screen of this size.
    fn blank(&mut self, size: Size) {
        self.size = size;
        let (columns, rows) = (usize::from(size.width), usize::from(size.height));
        self.slots.clear();
        self.slots.resize(columns * rows, Slot::BLANK);
        self.stale.clear();
        self.stale.resize(rows, false);
        self.has_doubtful = false;
        self.forget();
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        let width = usize::from(self.size.width);
        if x >= self.size.width || y >= self.size.height {
            return;
        }
        let at = usize::from(y) * width + usize::from(x);
        let is_forced = cell.diff_option == CellDiffOption::AlwaysUpdate;
        // What lies under a sign is not seen.
        if self.slots[at].columns == 0 || (self.slots[at].cell == *cell && !is_forced) {
            return;
        }
        let slot = Slot::at(cell, at, Rect::from((Position::ORIGIN, self.size)));
        self.has_doubtful |= slot.trust == Trust::Doubtful;
        self.stale[usize::from(y)] = true;
        let (new, old) = (usize::from(slot.columns), usize::from(self.slots[at].columns));
        let under = slot.under();
        self.slots[at] = slot;
        for free in &mut self.slots[at + new.min(old)..at + old] {
            (free.columns, free.is_stale) = (1, true);
        }
        for covered in at + 1..at + new {
            let beyond = covered + usize::from(self.slots[covered].columns);
            self.slots[covered] = under.clone();
            for free in &mut self.slots[(at + new).min(beyond)..beyond] {
                (free.columns, free.is_stale) = (1, true);
            }
        }
    }

    /// Marks all that has to be written: what is not blank on a screen that is cleared, and what a doubtful sign may
    /// damage.
    fn mark_all(&mut self) {
        if !self.is_known {
            for slot in &mut self.slots {
                slot.is_stale = slot.columns > 0 && !slot.is_erased();
            }
            self.stale.fill(true);
        }
        if self.has_doubtful {
            self.mark_beside_doubtful();
        }
    }

    /// Marks what a terminal may damage that draws a doubtful sign wider than we take it for.
    fn mark_beside_doubtful(&mut self) {
        for at in 0..self.slots.len() {
            let slot = &self.slots[at];
            if !(slot.is_stale && slot.trust == Trust::Doubtful) {
                continue;
            }
            for beside in at + usize::from(slot.columns)..at + usize::from(slot.most_columns()) {
                let mut head = beside;
                while self.slots[head].columns == 0 {
                    head -= 1;
                }
                self.slots[head].is_stale = true;
                self.stale[head / usize::from(self.size.width)] = true;
            }
        }
    }

    /// What the terminal needs to show the frame, without its marks; nothing if it shows it already.
    fn difference(&mut self) -> Vec<u8> {
        let mut sent = Sent { bytes: Vec::new(), pen: Pen::PLAIN, place: self.place };
        self.mark_all();
        if !self.is_known {
            sent.bytes.extend_from_slice(CLEAR);
            sent.place = Place::default();
            self.shows_cursor = None;
        }
        if !self.wants_cursor && self.shows_cursor != Some(false) {
            sent.bytes.extend_from_slice(HIDE);
        }
        for row in (0..self.size.height).filter(|row| self.stale[usize::from(*row)]) {
            Row::new(&self.slots, self.size.width, row).send(&mut sent);
        }
        if sent.pen != Pen::PLAIN {
            sent.bytes.extend_from_slice(PLAIN);
        }
        if self.wants_cursor {
            let Position { x, y } = self.position;
            if !sent.place.is_surely(y, x) {
                sent.place.move_to(y, x, &mut sent.bytes);
            }
            if self.shows_cursor != Some(true) {
                sent.bytes.extend_from_slice(SHOW);
            }
        }
        self.place = sent.place;
        self.shows_cursor = Some(self.wants_cursor);
        sent.bytes
    }

    /// From here on the terminal shows everything.
    fn settle(&mut self) {
        self.is_known = true;
        for (row, stale) in self.stale.iter_mut().enumerate().filter(|(_, stale)| **stale) {
            let start = row * usize::from(self.size.width);
            for slot in &mut self.slots[start..start + usize::from(self.size.width)] {
                slot.is_stale = false;
            }
            *stale = false;
        }
    }
}

impl<W: Write> Backend for TerminalBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.put(x, y, cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wants_cursor = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wants_cursor = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.position = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let width = self.size.width;
        let here = usize::from(self.position.y) * usize::from(width) + usize::from(self.position.x);
        let start = usize::from(self.position.y) * usize::from(width);
        let (all, line) = (self.slots.len(), start + usize::from(width));
        let cleared = match region {
            ClearType::All => {
                self.blank(self.size()?);
                return Ok(());
            }
            ClearType::AfterCursor => here..all,
            ClearType::BeforeCursor => 0..here + 1,
            ClearType::CurrentLine => start..line,
            ClearType::UntilNewLine => here..line,
        };
        for at in cleared.start.min(all)..cleared.end.min(all) {
            let (x, y) = (at % usize::from(width), at / usize::from(width));
            self.put(x as u16, y as u16, &Cell::EMPTY);
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        match self.fixed {
            Some(size) => Ok(size),
            None => raw_mode::size().map(Size::from),
        }
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        // Nothing is drawn in pixels.
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let difference = self.difference();
        self.last = 0;
        if difference.is_empty() {
            return Ok(());
        }
        let frame = [BEGIN, &difference, END, self.suffix].concat();
        if let Err(error) = self.out.write_all(&frame).and_then(|()| self.out.flush()) {
            // Nobody knows how much of it arrived.
            self.forget();
            return Err(error);
        }
        self.last = frame.len();
        self.settle();
        Ok(())
    }
}

/// Makes a buffer one that a terminal can show: what cannot be drawn is a blank, and what lies under a wide sign is a
/// blank in the sign's style. Where something was drawn over its second half, as the border of a dialog, the first
/// half is a blank instead of hiding that.
///
/// ratatui's difference leaves out what is hidden, so that a backend would otherwise not know what appears when the
/// sign goes.
pub(super) fn settle(buffer: &mut Buffer) {
    let area = buffer.area;
    let width = usize::from(area.width);
    let mut at = 0;
    while at < buffer.content.len() {
        let symbol = buffer.content[at].symbol();
        if symbol.len() == 1 && symbol != "\x7f" && symbol >= " " {
            at += 1;
            continue;
        }
        let slot = Slot::at(&buffer.content[at], at, area);
        let end = at + usize::from(slot.columns);
        debug_assert!(end <= (at / width + 1) * width, "a sign ends in its row");
        let (head, under) = buffer.content[at..end].split_first_mut().expect("a sign has a column");
        if slot.is_blank() || under.iter().any(|under| under.symbol() != " ") {
            head.set_symbol(" ");
            at += 1;
            continue;
        }
        under.fill(slot.under().cell);
        at = end;
    }
}
