//! The colours of a picture: what the terminal's default, indexed and true colours look like on either ground.
//!
//! Knows nothing of cells or of SVG.

use std::fmt;

/// Whether a picture is light on dark or dark on light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Background {
    /// Light text on a dark window.
    Dark,
    /// Dark text on a light window.
    Light,
}

/// A colour with 8 bits to the channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rgb(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Rgb {
    /// Mixes `share` (0 to 1) of `other` into this colour.
    pub(crate) fn mix(self, other: Self, share: f32) -> Self {
        let channel = |from: u8, to: u8| {
            let (from, to) = (f32::from(from), f32::from(to));
            (from + (to - from) * share).round() as u8
        };
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// What one window is painted with.
#[derive(Debug)]
pub(crate) struct Palette {
    /// The window and the default background.
    pub(crate) ground: Rgb,
    /// The default text.
    pub(crate) ink: Rgb,
    /// The title in the window's bar.
    pub(crate) title: Rgb,
    /// The line round the window.
    pub(crate) frame: Rgb,
    basic: [Rgb; 16],
}

impl Palette {
    /// Returns the colours for `ground`.
    pub(crate) fn of(ground: Background) -> &'static Self {
        match ground {
            Background::Dark => &DARK,
            Background::Light => &LIGHT,
        }
    }

    /// Returns the look of a text colour.
    pub(crate) fn text(&self, color: vt100::Color) -> Rgb {
        self.resolve(color, self.ink)
    }

    /// Returns the look of a background colour.
    pub(crate) fn background(&self, color: vt100::Color) -> Rgb {
        self.resolve(color, self.ground)
    }

    fn resolve(&self, color: vt100::Color, default: Rgb) -> Rgb {
        match color {
            vt100::Color::Default => default,
            vt100::Color::Rgb(red, green, blue) => Rgb(red, green, blue),
            vt100::Color::Idx(index) => self.indexed(index),
        }
    }

    /// The 256 colours of xterm: 16 that belong to the theme, a cube of 6 × 6 × 6, and 24 greys.
    fn indexed(&self, index: u8) -> Rgb {
        if let Some(basic) = self.basic.get(usize::from(index)) {
            return *basic;
        }
        if index >= 232 {
            let grey = 8 + (index - 232) * 10;
            return Rgb(grey, grey, grey);
        }
        let level = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
        let cube = index - 16;
        Rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
    }
}

static DARK: Palette = Palette {
    ground: Rgb(0x11, 0x15, 0x1c),
    ink: Rgb(0xe6, 0xe9, 0xf0),
    title: Rgb(0x7b, 0x84, 0x94),
    frame: Rgb(0x2b, 0x32, 0x3f),
    basic: [
        Rgb(0x1b, 0x21, 0x2b),
        Rgb(0xff, 0x6b, 0x6b),
        Rgb(0x4e, 0xc9, 0xa5),
        Rgb(0xf0, 0xb4, 0x4c),
        Rgb(0x61, 0xaf, 0xef),
        Rgb(0xc6, 0x86, 0xd8),
        Rgb(0x56, 0xc2, 0xd6),
        Rgb(0xc3, 0xc9, 0xd4),
        Rgb(0x6b, 0x74, 0x84),
        Rgb(0xff, 0x8f, 0x8a),
        Rgb(0x74, 0xdf, 0xbf),
        Rgb(0xff, 0xcf, 0x7d),
        Rgb(0x8c, 0xc8, 0xff),
        Rgb(0xdf, 0xa9, 0xee),
        Rgb(0x82, 0xdc, 0xec),
        Rgb(0xf7, 0xf9, 0xfc),
    ],
};

static LIGHT: Palette = Palette {
    ground: Rgb(0xfc, 0xfc, 0xfa),
    ink: Rgb(0x1d, 0x23, 0x30),
    title: Rgb(0x6a, 0x72, 0x80),
    frame: Rgb(0xd3, 0xd7, 0xde),
    basic: [
        Rgb(0x1d, 0x23, 0x30),
        Rgb(0xa8, 0x0f, 0x3c),
        Rgb(0x00, 0x6e, 0x55),
        Rgb(0x7d, 0x5a, 0x00),
        Rgb(0x0f, 0x5f, 0xae),
        Rgb(0x83, 0x35, 0x97),
        Rgb(0x00, 0x6b, 0x7d),
        Rgb(0xd9, 0xdd, 0xe3),
        Rgb(0x5b, 0x64, 0x73),
        Rgb(0xc9, 0x2a, 0x4f),
        Rgb(0x0b, 0x85, 0x68),
        Rgb(0x94, 0x6c, 0x00),
        Rgb(0x1f, 0x73, 0xc9),
        Rgb(0x9b, 0x49, 0xaf),
        Rgb(0x0b, 0x82, 0x97),
        Rgb(0xff, 0xff, 0xff),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexed_colours_follow_xterm_above_the_sixteen_of_the_theme() {
        let palette = Palette::of(Background::Dark);
        let look = |index| palette.text(vt100::Color::Idx(index)).to_string();
        assert_eq!(look(16), "#000000");
        assert_eq!(look(208), "#ff8700");
        assert_eq!(look(231), "#ffffff");
        assert_eq!(look(232), "#080808");
        assert_eq!(look(255), "#eeeeee");
        assert_eq!(look(1), "#ff6b6b");
    }

    #[test]
    fn default_colours_depend_on_the_ground() {
        let default = vt100::Color::Default;
        assert_eq!(Palette::of(Background::Dark).background(default), Rgb(0x11, 0x15, 0x1c));
        assert_eq!(Palette::of(Background::Light).text(default), Rgb(0x1d, 0x23, 0x30));
    }

    #[test]
    fn mixing_goes_from_one_colour_to_the_other() {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert_eq!([black.mix(white, 0.0), black.mix(white, 1.0)], [black, white]);
        assert_eq!(black.mix(white, 0.5), Rgb(128, 128, 128));
    }
}
