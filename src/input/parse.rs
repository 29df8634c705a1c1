//! Bytes from a terminal, read into [`Input`] one at a time.
//!
//! The parser owns every question of where a sequence begins and ends and how long to wait for the rest of it. It
//! reads no clock: the time of each read comes in, and [`Parser::deadline`] says when it wants to be woken. What a
//! complete sequence means stands in [`super::escape_codes`].

use std::mem;
use std::time::Duration;

use super::Input;
use super::chord::{Chord, Key};
use super::escape_codes;
use super::partial_sequence::{Fit, Stalled};
use super::paste::PasteText;

/// How long a lone ESC may be the start of a sequence. Longer than a split on a network line usually takes, shorter
/// than a person notices.
const ESC_HOLD: Duration = Duration::from_millis(40);
/// How long a sequence may pause before its end.
const SEQUENCE_PAUSE: Duration = Duration::from_millis(80);
/// How long a sequence may take in all, so that keys held down cannot keep it open.
const SEQUENCE_TOTAL: Duration = Duration::from_millis(500);
/// How long the rest of one UTF-8 character may take.
const CHARACTER_PAUSE: Duration = Duration::from_millis(500);
/// How long a paste may pause, and how long it may take in all, before it is delivered without its end.
const PASTE_PAUSE: Duration = Duration::from_secs(1);
const PASTE_TOTAL: Duration = Duration::from_secs(10);
/// How long a paused sequence is remembered, and how long bytes that may be its rest are held back.
const STALLED_MEMORY: Duration = Duration::from_secs(2);
const STALLED_HOLD: Duration = Duration::from_millis(20);
/// How long after a paste's end, or after the last byte that came so soon after it, keys are ignored: a paste that
/// contains its own end mark goes on as keys without a pause.
const DEAF_AFTER_PASTE: Duration = Duration::from_millis(50);
/// The most bytes kept of one control sequence; none that means anything is longer.
const BODY_LIMIT: usize = 64;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// What the parser is in the middle of.
#[derive(Debug, Default)]
pub(super) enum State {
    /// Nothing.
    #[default]
    Background,
    /// An ESC, which may start a sequence, stand before a key as Alt, end a string, or be the key.
    Escape { in_string: bool },
    /// `CSI` or `SS3`, with what came before its last byte.
    Control { single_shift: bool, body: Vec<u8> },
    /// `CSI [`, which the Linux console sends before one letter.
    LinuxFunctionKey,
    /// `CSI M`, an old mouse report, with the bytes still to come.
    Mouse { left: u8 },
    /// `OSC`, `DCS` or `APC`, none of whose text is kept.
    String,
    /// The first bytes of a character.
    Utf8(Character),
    /// A bracketed paste.
    Paste(PasteText),
}

/// The bytes of one UTF-8 character so far.
#[derive(Debug)]
pub(super) struct Character {
    alt: bool,
    bytes: [u8; 4],
    len: usize,
    needed: usize,
}

/// Turns the bytes of one terminal into inputs, whatever way they are cut.
///
/// Times are durations since any fixed moment, and must not go back.
#[derive(Debug, Default)]
pub struct Parser {
    state: State,
    /// When the state left the ground, and when the last byte came.
    began: Duration,
    latest: Duration,
    stalled: Option<Stalled>,
    deaf_until: Duration,
}

impl Parser {
    /// A parser at rest.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the bytes that arrived at `now` and appends what they mean.
    pub fn feed(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<Input>) {
        self.tick(now, out);
        for &byte in bytes {
            if now < self.deaf_until {
                self.deaf_until = now + DEAF_AFTER_PASTE;
            }
            self.weigh(byte, now, out);
        }
    }

    /// The time at which [`Parser::tick`] must be called if no byte arrives before it, if any.
    pub fn deadline(&self) -> Option<Duration> {
        if let Some(stalled) = self.stalled.as_ref().filter(|stalled| !stalled.held.is_empty()) {
            return Some(stalled.held_since + STALLED_HOLD);
        }
        let (pause, total) = match self.state {
            State::Background => return None,
            State::Escape { .. } => (ESC_HOLD, SEQUENCE_TOTAL),
            State::Control { .. } | State::LinuxFunctionKey | State::Mouse { .. } | State::String => {
                (SEQUENCE_PAUSE, SEQUENCE_TOTAL)
            }
            State::Utf8(_) => (CHARACTER_PAUSE, CHARACTER_PAUSE),
            State::Paste(_) => (PASTE_PAUSE, PASTE_TOTAL),
        };
        Some((self.latest + pause).min(self.began + total))
    }

    /// Gives up what has waited too long at `now`, and appends what it turns out to be: a lone ESC is the key Esc.
    pub fn tick(&mut self, now: Duration, out: &mut Vec<Input>) {
        while self.deadline().is_some_and(|deadline| deadline <= now) {
            match self.stalled.take() {
                Some(stalled) if !stalled.held.is_empty() => self.replay(&stalled.held, now, out),
                Some(_) | None => self.give_up(now, out),
            }
        }
    }

    fn give_up(&mut self, now: Duration, out: &mut Vec<Input>) {
        let mut state = mem::take(&mut self.state);
        match &mut state {
            State::Escape { in_string: false } => self.press(Key::Esc, now, out),
            State::Utf8(_) => return self.press(Key::Char(char::REPLACEMENT_CHARACTER), now, out),
            State::Paste(paste) => out.push(mem::take(paste).cut_off()),
            State::Escape { .. } | State::Control { .. } | State::String => {}
            State::Background | State::LinuxFunctionKey | State::Mouse { .. } => return,
        }
        self.stalled = Some(Stalled::new(state, now));
    }

    /// Decides whether a byte belongs to a sequence that was given up, before reading it as something new.
    fn weigh(&mut self, byte: u8, now: Duration, out: &mut Vec<Input>) {
        let Some(mut stalled) = self.stalled.take_if(|stalled| now < stalled.since + STALLED_MEMORY) else {
            self.stalled = None;
            return self.step(byte, now, out);
        };
        if stalled.held.is_empty() {
            stalled.held_since = now;
        }
        stalled.held.push(byte);
        match stalled.fit() {
            Fit::Perhaps => self.stalled = Some(stalled),
            Fit::New => self.replay(&stalled.held, now, out),
            Fit::Rest => {
                self.state = stalled.state;
                self.began = now;
                self.replay(&stalled.held, now, out);
            }
        }
    }

    fn replay(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<Input>) {
        for &byte in bytes {
            self.step(byte, now, out);
        }
    }

    fn step(&mut self, byte: u8, now: Duration, out: &mut Vec<Input>) {
        self.latest = now;
        match mem::take(&mut self.state) {
            State::Background => {
                self.began = now;
                self.plain(byte, false, now, out);
            }
            State::Escape { in_string } => self.after_escape(byte, in_string, now, out),
            State::Control { single_shift, body } => self.in_control(byte, single_shift, body, now, out),
            State::LinuxFunctionKey => match escape_codes::linux_function_key(byte) {
                Some(input) => self.emit(input, now, out),
                None => self.step(byte, now, out),
            },
            State::Mouse { .. } if byte < b' ' => self.step(byte, now, out),
            State::Mouse { left: 1 } => {}
            State::Mouse { left } => self.state = State::Mouse { left: left - 1 },
            State::String => match byte {
                BEL => {}
                ESC => self.state = State::Escape { in_string: true },
                _ => self.state = State::String,
            },
            State::Utf8(character) => self.in_character(byte, character, now, out),
            State::Paste(mut paste) => {
                if paste.ends_with(byte) {
                    out.push(paste.complete());
                    self.deaf_until = now + DEAF_AFTER_PASTE;
                } else {
                    self.state = State::Paste(paste);
                }
            }
        }
    }

    fn after_escape(&mut self, byte: u8, in_string: bool, now: Duration, out: &mut Vec<Input>) {
        match byte {
            b'[' => self.state = State::Control { single_shift: false, body: Vec::new() },
            b'O' => self.state = State::Control { single_shift: true, body: Vec::new() },
            b']' | b'P' | b'_' => self.state = State::String,
            // The end of a string, here or after it was given up.
            b'\\' => {}
            ESC => {
                if !in_string {
                    self.press(Key::Esc, now, out);
                }
                self.began = now;
                self.state = State::Escape { in_string: false };
            }
            _ => self.plain(byte, true, now, out),
        }
    }

    fn in_control(
        &mut self,
        byte: u8,
        single_shift: bool,
        mut body: Vec<u8>,
        now: Duration,
        out: &mut Vec<Input>,
    ) {
        match byte {
            b' '..=b'?' => {
                // One byte beyond the limit marks the sequence as too long to mean anything.
                if body.len() <= BODY_LIMIT {
                    body.push(byte);
                }
                self.state = State::Control { single_shift, body };
            }
            b'[' if !single_shift && body.is_empty() => self.state = State::LinuxFunctionKey,
            b'M' if !single_shift && body.is_empty() => self.state = State::Mouse { left: 3 },
            b'~' if !single_shift && body == b"200" => {
                self.began = now;
                self.state = State::Paste(PasteText::default());
            }
            b'@'..=b'~' => {
                let decode = if single_shift { escape_codes::single_shift } else { escape_codes::control };
                let meaning = if body.len() <= BODY_LIMIT { decode(&body, byte) } else { None };
                if let Some(input) = meaning {
                    self.emit(input, now, out);
                }
            }
            // Nothing in a sequence is a control or beyond ASCII: the sequence was cut off.
            _ => self.step(byte, now, out),
        }
    }

    /// Reads a byte that starts something new; `alt` when an ESC stood before it.
    fn plain(&mut self, byte: u8, alt: bool, now: Duration, out: &mut Vec<Input>) {
        let needed = match byte {
            ESC => {
                self.state = State::Escape { in_string: false };
                return;
            }
            0x80.. => match byte {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return self.press(Key::Char(char::REPLACEMENT_CHARACTER), now, out),
            },
            _ => return self.emit(Input::Key(Chord { alt, ..ascii(byte) }), now, out),
        };
        self.state = State::Utf8(Character { alt, bytes: [byte, 0, 0, 0], len: 1, needed });
    }

    fn in_character(&mut self, byte: u8, mut character: Character, now: Duration, out: &mut Vec<Input>) {
        if !matches!(byte, 0x80..=0xbf) {
            self.press(Key::Char(char::REPLACEMENT_CHARACTER), now, out);
            return self.step(byte, now, out);
        }
        character.bytes[character.len] = byte;
        character.len += 1;
        if character.len < character.needed {
            self.state = State::Utf8(character);
            return;
        }
        let read =
            std::str::from_utf8(&character.bytes[..character.len]).ok().and_then(|text| text.chars().next());
        let c = read.unwrap_or(char::REPLACEMENT_CHARACTER);
        // The second set of control characters can be written as UTF-8, but no keyboard does so.
        if !c.is_control() {
            self.emit(Input::Key(Chord { alt: character.alt, ..Chord::char(c) }), now, out);
        }
    }

    fn press(&mut self, key: Key, now: Duration, out: &mut Vec<Input>) {
        self.emit(Input::Key(Chord::plain(key)), now, out);
    }

    fn emit(&mut self, input: Input, now: Duration, out: &mut Vec<Input>) {
        let is_key = matches!(input, Input::Key(_));
        if !is_key || now >= self.deaf_until {
            out.push(input);
        }
    }
}

/// The key that one ASCII byte stands for. Enter sends CR, so LF is the key ^j.
fn ascii(byte: u8) -> Chord {
    match byte {
        0x00 => Chord::ctrl(' '),
        0x08 | 0x7f => Chord::plain(Key::Backspace),
        b'\t' => Chord::plain(Key::Tab),
        b'\r' => Chord::plain(Key::Enter),
        0x01..=0x1a => Chord::ctrl(char::from(byte - 1 + b'a')),
        0x1b..=0x1f => Chord::ctrl(char::from(byte + 0x40)),
        _ => Chord::char(char::from(byte)),
    }
}
