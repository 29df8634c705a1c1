//! The style that the terminal writes with, and the shortest sequence that changes it (SGR). Knows no places.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Each attribute with the numbers that turn it on and off. What shares its off number comes first.
const ATTRIBUTES: [(Modifier, u16, u16); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The attributes that show on a blank. With one of them the foreground shows too.
const SHOWS_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::HIDDEN)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// A colour, by the parameters that name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Ink {
    /// The terminal's own.
    Default,
    /// One of the sixteen that the user's terminal names, by its number.
    Named(u8),
    /// One of 256.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

impl From<Color> for Ink {
    fn from(colour: Color) -> Self {
        match colour {
            Color::Reset => Self::Default,
            Color::Indexed(index) => Self::Indexed(index),
            Color::Rgb(red, green, blue) => Self::Rgb(red, green, blue),
            Color::Black => Self::Named(0),
            Color::Red => Self::Named(1),
            Color::Green => Self::Named(2),
            Color::Yellow => Self::Named(3),
            Color::Blue => Self::Named(4),
            Color::Magenta => Self::Named(5),
            Color::Cyan => Self::Named(6),
            Color::Gray => Self::Named(7),
            Color::DarkGray => Self::Named(8),
            Color::LightRed => Self::Named(9),
            Color::LightGreen => Self::Named(10),
            Color::LightYellow => Self::Named(11),
            Color::LightBlue => Self::Named(12),
            Color::LightMagenta => Self::Named(13),
            Color::LightCyan => Self::Named(14),
            Color::White => Self::Named(15),
        }
    }
}

/// Colours and attributes of what is written next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Pen {
    foreground: Ink,
    background: Ink,
    /// The colour of underlines; nobody sees it without one.
    underline: Ink,
    attributes: Modifier,
}

impl Pen {
    /// The terminal's own colours and no attributes: what `SGR 0` gives.
    pub(super) const PLAIN: Self = Self {
        foreground: Ink::Default,
        background: Ink::Default,
        underline: Ink::Default,
        attributes: Modifier::empty(),
    };

    /// The pen that a cell is written with.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            foreground: Ink::from(cell.fg),
            background: Ink::from(cell.bg),
            underline: Ink::from(cell.underline_color),
            attributes: cell.modifier,
        }
    }

    /// Tells whether a blank written with this pen is one that an erased cell looks like.
    pub(super) fn leaves_no_trace(&self) -> bool {
        self.background == Ink::Default && !self.attributes.intersects(SHOWS_ON_BLANKS)
    }

    /// Tells whether a blank of the other style looks the same when it is written with this pen.
    pub(super) fn serves_blank(&self, other: &Self) -> bool {
        if other.attributes.intersects(SHOWS_ON_BLANKS) {
            return self.serves(other);
        }
        self.background == other.background && !self.attributes.intersects(SHOWS_ON_BLANKS)
    }

    /// Tells whether text of the other style looks the same when it is written with this pen.
    pub(super) fn serves(&self, other: &Self) -> bool {
        *self == other.with_hidden_underline_of(self)
    }

    /// This pen changed no further than a blank of the other style needs.
    pub(super) fn for_blank(&self, other: &Self) -> Self {
        if other.attributes.intersects(SHOWS_ON_BLANKS) {
            return other.with_hidden_underline_of(self);
        }
        let attributes = self.attributes.difference(SHOWS_ON_BLANKS);
        Self { background: other.background, attributes, ..*self }
    }

    /// This pen for text, on top of another whose underline colour may stay where none shows.
    pub(super) fn with_hidden_underline_of(&self, other: &Self) -> Self {
        let shows = self.attributes.contains(Modifier::UNDERLINED);
        Self { underline: if shows { self.underline } else { other.underline }, ..*self }
    }

    /// Appends what makes this pen the other one, the shorter of a change and a fresh start.
    pub(super) fn change_to(&mut self, other: &Self, out: &mut Vec<u8>) {
        if let Some(parameters) = self.parameters(other) {
            out.extend_from_slice(b"\x1b[");
            out.extend_from_slice(parameters.bytes());
            out.push(b'm');
            *self = *other;
        }
    }

    /// How many bytes [`Pen::change_to`] appends.
    pub(super) fn cost(&self, other: &Self) -> usize {
        self.parameters(other).map_or(0, |parameters| parameters.len + 3)
    }

    fn parameters(&self, other: &Self) -> Option<Parameters> {
        if self == other {
            return None;
        }
        let mut change = Parameters::default();
        self.difference(other, &mut change);
        let mut fresh = Parameters::default();
        if *other != Self::PLAIN {
            fresh.number(0);
            Self::PLAIN.difference(other, &mut fresh);
        }
        Some(if change.len <= fresh.len { change } else { fresh })
    }

    fn difference(&self, other: &Self, out: &mut Parameters) {
        let mut have = self.attributes;
        for (attribute, _, off) in ATTRIBUTES {
            if have.contains(attribute) && !other.attributes.contains(attribute) {
                out.number(off);
                for (sharing, _, _) in ATTRIBUTES.into_iter().filter(|(_, _, theirs)| *theirs == off) {
                    have.remove(sharing);
                }
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if other.attributes.contains(attribute) && !have.contains(attribute) {
                out.number(on);
            }
        }
        if self.foreground != other.foreground {
            out.colour(other.foreground, 30);
        }
        if self.background != other.background {
            out.colour(other.background, 40);
        }
        if self.underline != other.underline {
            out.underline(other.underline);
        }
    }
}

/// What stands between `CSI` and `m`.
#[derive(Debug)]
struct Parameters {
    text: [u8; 96],
    len: usize,
}

impl Default for Parameters {
    fn default() -> Self {
        // Nine attributes off and on, and three colours of at most 17 bytes, each with its separator.
        Self { text: [0; 96], len: 0 }
    }
}

impl Parameters {
    fn bytes(&self) -> &[u8] {
        &self.text[..self.len]
    }

    fn push(&mut self, byte: u8) {
        self.text[self.len] = byte;
        self.len += 1;
    }

    fn digits(&mut self, number: u16) {
        if number >= 10 {
            self.digits(number / 10);
        }
        self.push(b'0' + (number % 10) as u8);
    }

    /// A parameter of its own.
    fn number(&mut self, number: u16) {
        if self.len > 0 {
            self.push(b';');
        }
        self.digits(number);
    }

    /// The parameters of a foreground (`base` 30) or background (`base` 40).
    fn colour(&mut self, colour: Ink, base: u16) {
        match colour {
            Ink::Default => self.number(base + 9),
            Ink::Named(number @ 0..8) => self.number(base + u16::from(number)),
            Ink::Named(bright) => self.number(base + 60 + u16::from(bright) - 8),
            Ink::Indexed(index) => {
                for number in [base + 8, 5, u16::from(index)] {
                    self.number(number);
                }
            }
            Ink::Rgb(red, green, blue) => {
                for number in [base + 8, 2, u16::from(red), u16::from(green), u16::from(blue)] {
                    self.number(number);
                }
            }
        }
    }

    /// The colour of underlines, with colons: a terminal that does not know it takes semicolons for attributes.
    fn underline(&mut self, colour: Ink) {
        let parts: &[u16] = match colour {
            Ink::Default => return self.number(59),
            Ink::Rgb(red, green, blue) => &[2, u16::MAX, u16::from(red), u16::from(green), u16::from(blue)],
            Ink::Named(index) | Ink::Indexed(index) => &[5, u16::from(index)],
        };
        self.number(58);
        for part in parts {
            self.push(b':');
            // The place of a colour space that nobody names.
            if *part != u16::MAX {
                self.digits(*part);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Style;

    use super::*;

    /// Reads a sequence as a terminal does: every attribute and colour, which no emulator at hand keeps in full.
    fn read(sequence: &[u8], pen: &mut Pen) {
        let Some(text) = sequence.strip_prefix(b"\x1b[").and_then(|rest| rest.strip_suffix(b"m")) else {
            return assert!(sequence.is_empty());
        };
        let text = std::str::from_utf8(text).unwrap();
        let mut parameters = text.split(';');
        while let Some(parameter) = parameters.next() {
            let mut parts: Vec<&str> = parameter.split(':').collect();
            if matches!(parameter, "38" | "48") {
                parts.push(parameters.next().unwrap());
                parts.extend(parameters.by_ref().take(if parts[1] == "5" { 1 } else { 3 }));
            }
            let numbers: Vec<u8> = parts.iter().filter_map(|part| part.parse().ok()).collect();
            let colour = |base: u8| match numbers[..] {
                [_, 5, index] => Ink::Indexed(index),
                [_, 2, red, green, blue] => Ink::Rgb(red, green, blue),
                [number] if number >= 90 => Ink::Indexed(number - base - 60 + 8),
                [number] => Ink::Indexed(number - base),
                _ => panic!("{text}"),
            };
            match numbers.first().copied().unwrap_or(0) {
                0 => *pen = Pen::PLAIN,
                39 => pen.foreground = Ink::Default,
                49 => pen.background = Ink::Default,
                59 => pen.underline = Ink::Default,
                30..=38 | 90..=97 => pen.foreground = colour(30),
                40..=48 | 100..=107 => pen.background = colour(40),
                58 => pen.underline = colour(0),
                number => {
                    for (attribute, on, off) in ATTRIBUTES {
                        pen.attributes.set(
                            attribute,
                            (pen.attributes.contains(attribute) && u16::from(number) != off)
                                || u16::from(number) == on,
                        );
                    }
                }
            }
        }
    }

    /// The same pen with each of the sixteen colours by its number.
    fn numbered(pen: Pen) -> Pen {
        let number = |colour| match colour {
            Ink::Named(number) => Ink::Indexed(number),
            Ink::Default | Ink::Rgb(..) | Ink::Indexed(_) => colour,
        };
        let [foreground, background, underline] = [pen.foreground, pen.background, pen.underline].map(number);
        Pen { foreground, background, underline, ..pen }
    }

    fn any_pen() -> impl Strategy<Value = Pen> {
        let colour = || {
            prop_oneof![
                Just(Ink::Default),
                (0..16u8).prop_map(Ink::Named),
                any::<u8>().prop_map(Ink::Indexed),
                any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Ink::Rgb(red, green, blue)),
            ]
        };
        (colour(), colour(), colour(), 0..512u16).prop_map(|(foreground, background, underline, bits)| Pen {
            foreground,
            background,
            underline,
            attributes: Modifier::from_bits_truncate(bits),
        })
    }

    proptest! {
        #[test]
        fn what_is_sent_makes_one_pen_of_another(from in any_pen(), to in any_pen()) {
            let (mut pen, mut out, mut read_pen) = (from, Vec::new(), numbered(from));
            pen.change_to(&to, &mut out);
            read(&out, &mut read_pen);
            prop_assert_eq!(read_pen, numbered(to), "{}", out.escape_ascii());
        }
    }

    fn pen(style: Style) -> Pen {
        Pen::of(Cell::default().set_style(style))
    }

    fn sent(from: Style, to: Style) -> String {
        let (mut from, to, mut out) = (pen(from), pen(to), Vec::new());
        assert_eq!(from.cost(&to), {
            let mut counted = from;
            counted.change_to(&to, &mut out);
            out.len()
        });
        out.clear();
        from.change_to(&to, &mut out);
        assert_eq!(from, to);
        out.escape_ascii().to_string()
    }

    #[test]
    fn the_sixteen_colours_have_their_short_numbers() {
        let plain = Style::new();
        assert_eq!(sent(plain, plain.fg(Color::Red).bg(Color::White)), r"\x1b[31;107m");
        assert_eq!(sent(plain, plain.fg(Color::DarkGray)), r"\x1b[90m");
        assert_eq!(sent(plain, plain.fg(Color::Indexed(9))), r"\x1b[38;5;9m");
        assert_eq!(sent(plain, plain.bg(Color::Rgb(0, 10, 255))), r"\x1b[48;2;0;10;255m");
    }

    #[test]
    fn only_what_changes_is_sent_and_a_fresh_start_where_that_is_shorter() {
        let red = Style::new().fg(Color::Red);
        assert_eq!(sent(red, red), "");
        assert_eq!(sent(red.bg(Color::Indexed(236)), red), r"\x1b[49m");
        assert_eq!(sent(red.bold().bg(Color::Indexed(236)), red), r"\x1b[0;31m");
        assert_eq!(sent(red, Style::new()), r"\x1b[m");
        assert_eq!(sent(Style::new().underlined().italic().reversed(), Style::new().italic()), r"\x1b[0;3m");
    }

    #[test]
    fn bold_and_dim_go_together_and_come_apart() {
        let plain = Style::new();
        assert_eq!(sent(plain.bold(), plain.dim()), r"\x1b[0;2m");
        assert_eq!(sent(plain.bold().dim(), plain.bold()), r"\x1b[0;1m");
        assert_eq!(sent(plain.bold().fg(Color::Red), plain.dim().fg(Color::Red)), r"\x1b[22;2m");
        assert_eq!(sent(plain.bold(), plain.bold().dim()), r"\x1b[2m");
    }

    #[test]
    fn the_colour_of_an_underline_is_one_parameter() {
        let line = Style::new().underlined();
        assert_eq!(sent(line, line.underline_color(Color::Red)), r"\x1b[58:5:1m");
        assert_eq!(sent(line, line.underline_color(Color::Rgb(1, 2, 3))), r"\x1b[58:2::1:2:3m");
    }

    #[test]
    fn on_a_blank_only_the_background_and_lines_show() {
        let [red, blue] = [Color::Red, Color::Blue].map(|colour| pen(Style::new().fg(colour).bold()));
        assert!(red.serves_blank(&blue) && !red.serves(&blue));
        assert!(!red.serves_blank(&pen(Style::new().bg(Color::Red))));
        assert!(!red.serves_blank(&pen(Style::new().reversed())));
        let lined = pen(Style::new().fg(Color::Blue).underlined());
        assert!(!red.serves_blank(&lined) && !lined.serves_blank(&red));
    }
}
