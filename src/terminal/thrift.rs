//! Fewer bytes for the same frame: a style is sent when a cell needs it, and only what differs from the one before; a
//! move along the row says how far, not where.
//!
//! The backend names both colours at each change, styles blanks like words and gives every move in full. Over a slow
//! line that adds up. Knows styles and places only; text passes as it is.

use std::io::Write;

/// The attributes, by the number that turns them on.
const ATTRIBUTES: [u16; 8] = [1, 2, 3, 4, 5, 7, 8, 9];

/// The attributes that show on a blank: underline, reverse, strike.
const ON_BLANKS: [bool; 8] = [false, false, false, true, false, true, false, true];

/// A style as the terminal keeps it. A colour is its parameters; none is the terminal's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Style {
    ink: Vec<u16>,
    ground: Vec<u16>,
    line: Vec<u16>,
    on: [bool; 8],
}

/// The same frame in fewer bytes. It begins and ends in the terminal's own style.
pub(super) fn thrifty(frame: &[u8]) -> Vec<u8> {
    let mut sent = Vec::with_capacity(frame.len());
    let (mut have, mut want) = (Style::default(), Style::default());
    let mut place = Place::default();
    let mut rest = frame;
    while let Some(&byte) = rest.first() {
        if let Some((parameters, last, length)) = sequence(rest) {
            if last == b'm' {
                want.apply(parameters);
            } else if last == b'H' {
                place.move_to(parameters, &mut sent);
            } else {
                place.lose();
                if matches!(last, b'J' | b'K' | b'X') {
                    // Erasing paints the ground.
                    have.change_to(&want, &mut sent);
                }
                sent.extend_from_slice(&rest[..length]);
            }
            rest = &rest[length..];
            continue;
        }
        if byte == b' ' {
            // On a blank nobody sees the ink: it waits for the next word.
            let blank = want.on_a_blank(&have);
            have.change_to(&blank, &mut sent);
        } else {
            have.change_to(&want, &mut sent);
        }
        place.advance(byte);
        sent.push(byte);
        rest = &rest[1..];
    }
    have.change_to(&Style::default(), &mut sent);
    sent
}

/// Where the cursor is, as long as that is sure: row and column, from 1.
#[derive(Debug, Default)]
struct Place(Option<(u16, u16)>);

impl Place {
    /// Sends a move: along the row by its distance, anywhere else in full.
    fn move_to(&mut self, parameters: &[u8], sent: &mut Vec<u8>) {
        let text = String::from_utf8_lossy(parameters);
        let mut numbers = text.split(';').map(|number| number.parse().unwrap_or(1));
        let (row, column) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
        let _ = match self.0 {
            Some((at, from)) if at == row && from == column => Ok(()),
            Some((at, from)) if at == row && from + 1 == column => write!(sent, "\x1b[C"),
            Some((at, from)) if at == row && from < column => write!(sent, "\x1b[{}C", column - from),
            _ => write!(sent, "\x1b[{row};{column}H"),
        };
        self.0 = Some((row, column));
    }

    /// Takes a byte of text. Only of ASCII is it sure how wide every terminal draws it.
    fn advance(&mut self, byte: u8) {
        self.0 = match self.0 {
            Some((row, column)) if (b' '..=b'~').contains(&byte) => Some((row, column + 1)),
            _ => None,
        };
    }

    fn lose(&mut self) {
        self.0 = None;
    }
}

/// A control sequence at the front of `bytes`: its parameters, its last byte, its length.
fn sequence(bytes: &[u8]) -> Option<(&[u8], u8, usize)> {
    let body = bytes.strip_prefix(b"\x1b[")?;
    let end = body.iter().position(|byte| (0x40..=0x7e).contains(byte))?;
    Some((&body[..end], body[end], end + 3))
}

impl Style {
    fn apply(&mut self, parameters: &[u8]) {
        let text = String::from_utf8_lossy(parameters);
        let numbers: Vec<u16> = text.split(';').map(|number| number.parse().unwrap_or(0)).collect();
        let mut rest = &numbers[..];
        while let Some((&number, after)) = rest.split_first() {
            rest = after;
            match number {
                0 => *self = Self::default(),
                22 => (self.on[0], self.on[1]) = (false, false),
                23..=25 | 27..=29 => self.switch(number - 20, false),
                38 | 48 | 58 => {
                    let length = if rest.first() == Some(&5) { 2 } else { 4 }.min(rest.len());
                    let mut colour = vec![number];
                    colour.extend_from_slice(&rest[..length]);
                    rest = &rest[length..];
                    *self.place(number) = colour;
                }
                39 | 49 | 59 => self.place(number).clear(),
                30..=37 | 90..=97 | 40..=47 | 100..=107 => *self.place(number) = vec![number],
                number => self.switch(number, true),
            }
        }
    }

    fn switch(&mut self, attribute: u16, is_on: bool) {
        if let Some(at) = ATTRIBUTES.iter().position(|known| *known == attribute) {
            self.on[at] = is_on;
        }
    }

    /// The colour that a parameter sets.
    fn place(&mut self, number: u16) -> &mut Vec<u16> {
        match number {
            40..=49 | 100..=107 => &mut self.ground,
            58 | 59 => &mut self.line,
            _ => &mut self.ink,
        }
    }

    /// This style as far as a blank shows it; for the rest, what the terminal has already.
    fn on_a_blank(&self, have: &Self) -> Self {
        let mut blank = Self { ground: self.ground.clone(), ..have.clone() };
        for ((on, wanted), shows) in blank.on.iter_mut().zip(self.on).zip(ON_BLANKS) {
            if shows {
                *on = wanted;
            }
        }
        // In reverse, and under a line, the ink is what one sees.
        if self.on[5] || self.on[3] {
            return self.clone();
        }
        blank
    }

    /// Sends what turns this style into `want`, the shorter of a change and a fresh start.
    fn change_to(&mut self, want: &Self, sent: &mut Vec<u8>) {
        if self == want {
            return;
        }
        let (change, fresh) = (self.difference(want), Self::default().difference(want));
        let fresh = if fresh.is_empty() { String::new() } else { format!("0;{fresh}") };
        let shorter = if change.len() <= fresh.len() && !change.is_empty() { change } else { fresh };
        let _ = write!(sent, "\x1b[{shorter}m");
        self.clone_from(want);
    }

    /// The parameters that turn this style into `want`.
    fn difference(&self, want: &Self) -> String {
        let mut parameters: Vec<u16> = Vec::new();
        let dims = (0..2).any(|at| self.on[at] && !want.on[at]);
        if dims {
            parameters.push(22);
        }
        for (at, attribute) in ATTRIBUTES.into_iter().enumerate() {
            let had = self.on[at] && !(dims && at < 2);
            match (had, want.on[at]) {
                (false, true) => parameters.push(attribute),
                (true, false) if at >= 2 => parameters.push(attribute + 20),
                _ => {}
            }
        }
        for (mine, theirs, none) in
            [(&self.ink, &want.ink, 39), (&self.ground, &want.ground, 49), (&self.line, &want.line, 59)]
        {
            if mine != theirs {
                if theirs.is_empty() { parameters.push(none) } else { parameters.extend(theirs) }
            }
        }
        parameters.iter().map(u16::to_string).collect::<Vec<_>>().join(";")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a person sees of each cell after a frame.
    fn seen(bytes: &[u8]) -> Vec<String> {
        let mut parser = vt100::Parser::new(
            std::num::NonZeroU16::new(6).unwrap(),
            std::num::NonZeroU16::new(30).unwrap(),
            0,
        );
        parser.process(bytes);
        let screen = parser.screen();
        let cell = |row, column| {
            let cell = screen.cell(row, column).unwrap();
            let text = cell.contents();
            let shows_ink = !text.trim().is_empty() || cell.inverse() || cell.underline();
            let ink = shows_ink.then(|| (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic()));
            format!("{:?}", (text.trim_end(), ink, cell.bgcolor(), cell.inverse(), cell.underline()))
        };
        (0..6)
            .flat_map(|row| (0..30).map(move |column| (row, column)))
            .map(|(row, column)| cell(row, column))
            .collect()
    }

    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-z ]{1,6}".prop_map(|text| text),
            Just("─✗".to_owned()),
            // The emulator keeps one of bold and dim where a terminal keeps both, so dim has a test of its own.
            (prop::sample::select(vec![0, 1, 3, 4, 7]), 0u8..=255)
                .prop_map(|(attribute, colour)| format!("\x1b[{attribute};38;5;{colour}m")),
            (0u8..=255).prop_map(|colour| format!("\x1b[39;48;5;{colour}m")),
            (22u8..=29).prop_map(|attribute| format!("\x1b[{attribute}m")),
            (0u8..=255).prop_map(|shade| format!("\x1b[38;2;{shade};0;9;49m")),
            Just("\x1b[39m\x1b[49m\x1b[0m".to_owned()),
            (1u8..=6, 1u8..=20).prop_map(|(row, column)| format!("\x1b[{row};{column}H")),
            Just("\x1b[K".to_owned()),
        ]
    }

    proptest! {
        #[test]
        fn nobody_sees_a_difference(pieces in prop::collection::vec(piece(), 0..60)) {
            let frame = pieces.concat();
            let thrifty = thrifty(frame.as_bytes());
            prop_assert_eq!(seen(&thrifty), seen(frame.as_bytes()), "{:?}", String::from_utf8_lossy(&thrifty));
        }
    }

    #[test]
    fn a_style_is_sent_once_and_blanks_do_not_change_the_ink() {
        let frame = b"\x1b[38;5;9;49mlate\x1b[38;5;7;49m \x1b[38;5;9;49mtoo\x1b[39;49m\x1b[0m";
        assert_eq!(String::from_utf8(thrifty(frame)).unwrap(), "\x1b[38;5;9mlate too\x1b[m");
    }

    #[test]
    fn a_move_along_the_row_is_short_unless_the_width_of_what_came_before_is_in_doubt() {
        let sent = |frame: &str| String::from_utf8(thrifty(frame.as_bytes())).unwrap();
        assert_eq!(sent("\x1b[3;7Hab\x1b[3;12Hc\x1b[3;14Hd"), "\x1b[3;7Hab\x1b[3Cc\x1b[Cd");
        assert_eq!(sent("\x1b[3;7H✗\x1b[3;12Hc\x1b[4;1Hd"), "\x1b[3;7H✗\x1b[3;12Hc\x1b[4;1Hd");
        assert_eq!(sent("\x1b[3;7Hab\x1b[3;9Hc"), "\x1b[3;7Habc");
    }

    #[test]
    fn bold_and_dim_go_together_and_come_apart() {
        let sent = |frame: &[u8]| String::from_utf8(thrifty(frame)).unwrap();
        assert_eq!(sent(b"\x1b[1ma\x1b[22m\x1b[2mb\x1b[0m"), "\x1b[1ma\x1b[0;2mb\x1b[m");
        assert_eq!(sent(b"\x1b[1;2ma\x1b[22;1mb\x1b[0m"), "\x1b[1;2ma\x1b[0;1mb\x1b[m");
    }

    #[test]
    fn only_the_colour_that_changes_is_named() {
        let frame = b"\x1b[38;5;9;48;5;236ma\x1b[38;5;7;48;5;236mb\x1b[0m";
        assert_eq!(String::from_utf8(thrifty(frame)).unwrap(), "\x1b[38;5;9;48;5;236ma\x1b[38;5;7mb\x1b[m");
    }
}
