//! What a complete control sequence means: the tables of keys that terminals send as `CSI …` and `SS3 …`.
//!
//! A sequence that is not in the tables is an answer, a mouse report or a key nobody uses: it means nothing. This
//! file does not know where a sequence begins and ends; [`super::parse`] does.

use super::Input;
use super::chord::{Chord, Key};

/// Decodes `CSI body last`, or tells that it means nothing to us.
pub(super) fn control(body: &[u8], last: u8) -> Option<Input> {
    // Private markers and intermediate bytes belong to answers and mouse reports.
    if !body.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
        return None;
    }
    let key = match last {
        b'I' if body.is_empty() => return Some(Input::Focus(true)),
        b'O' if body.is_empty() => return Some(Input::Focus(false)),
        b'n' => return (body == b"0").then_some(Input::Ready),
        b'~' if number(body, 0) == Some(27) => return coded(number(body, 2)?, number(body, 1)?, 1),
        b'u' => return coded(number(body, 0)?, number(body, 1).unwrap_or(1), event(body)),
        b'~' => numbered(number(body, 0)?)?,
        b'Z' => Key::BackTab,
        // With a body this is the cursor's position, and F3 is sent in another way.
        b'R' if !body.is_empty() => return None,
        other => lettered(other)?,
    };
    pressed(Chord::plain(key), number(body, 1).unwrap_or(1), event(body))
}

/// Decodes `SS3 body last`: keys of the application mode, with an optional modifier.
pub(super) fn single_shift(body: &[u8], last: u8) -> Option<Input> {
    let key = match last {
        b'M' => Key::Enter,
        b'I' => Key::Tab,
        b'X' => Key::Char('='),
        // The numeric pad sends its characters moved up by 0x40.
        b'j'..=b'y' => Key::Char(char::from(last - 0x40)),
        other => lettered(other)?,
    };
    let modifiers = number(body, 1).or_else(|| number(body, 0)).unwrap_or(1);
    pressed(Chord::plain(key), modifiers, 1)
}

/// The function keys of the Linux console, `CSI [ A` to `CSI [ E`.
pub(super) fn linux_function_key(last: u8) -> Option<Input> {
    matches!(last, b'A'..=b'E').then(|| Input::Key(Chord::plain(Key::F(last - b'A' + 1))))
}

fn lettered(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<Key> {
    // The numbers skip where the keyboards of the VT220 had gaps between the groups of function keys.
    let function = |gap: u32| u8::try_from(number - gap).ok().map(Key::F);
    match number {
        1 | 7 => Some(Key::Home),
        2 => Some(Key::Insert),
        3 => Some(Key::Delete),
        4 | 8 => Some(Key::End),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

/// A key sent as its character's number, with modifiers and the kind of event.
fn coded(code: u32, modifiers: u32, event: u32) -> Option<Input> {
    let key = match char::from_u32(code)? {
        '\r' => Key::Enter,
        '\u{1b}' => Key::Esc,
        '\t' => Key::Tab,
        '\u{8}' | '\u{7f}' => Key::Backspace,
        c if c.is_control() || ('\u{E000}'..='\u{F8FF}').contains(&c) => return None,
        c => Key::Char(c),
    };
    pressed(Chord::plain(key), modifiers, event)
}

/// Applies xterm's modifier number, one more than the sum of shift 1, alt 2, control 4; a released key is nothing.
fn pressed(chord: Chord, modifiers: u32, event: u32) -> Option<Input> {
    const RELEASED: u32 = 3;
    if event == RELEASED {
        return None;
    }
    let held = modifiers.saturating_sub(1);
    let chord = Chord { alt: held & 2 != 0, ctrl: held & 4 != 0, ..chord };
    Some(Input::Key(if held & 1 == 0 { chord } else { chord.with_shift() }))
}

/// The number at a place of `1;5:3`, without what follows a colon.
fn number(body: &[u8], place: usize) -> Option<u32> {
    field(body, place, 0)
}

/// The kind of event, which the kitty protocol writes behind the modifiers.
fn event(body: &[u8]) -> u32 {
    field(body, 1, 1).unwrap_or(1)
}

fn field(body: &[u8], place: usize, part: usize) -> Option<u32> {
    let text = body.split(|&byte| byte == b';').nth(place)?.split(|&byte| byte == b':').nth(part)?;
    std::str::from_utf8(text).ok()?.parse().ok()
}
