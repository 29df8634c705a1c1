//! The colours themselves: one set for a dark ground, one for a light one, each colour with its nearest
//! neighbour among the 256. Knows no roles' use and no terminal; `theme` turns these into styles.

/// A colour in 24 bits and the index that stands for it where a terminal has 256 colours.
///
/// The index is the nearest one, except where the nearest failed the contrast or the colour-blind check of the
/// tests beside `theme`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tone {
    /// `0xRRGGBB`.
    pub(super) rgb: u32,
    /// 16 to 255: the fixed part of the 256 colours.
    pub(super) index: u8,
}

const fn tone(rgb: u32, index: u8) -> Tone {
    Tone { rgb, index }
}

/// One complete set of colours for one ground.
#[derive(Debug)]
pub(super) struct Palette {
    /// What the terminal's own ground is taken to be; never painted, only measured against.
    #[cfg(test)]
    pub(super) ground: Tone,
    pub(super) text: Tone,
    pub(super) muted: Tone,
    pub(super) subtle: Tone,
    pub(super) border: Tone,
    pub(super) accent: Tone,
    pub(super) focus: Tone,
    pub(super) go: Tone,
    pub(super) warn: Tone,
    pub(super) danger: Tone,
    pub(super) escal: Tone,
    pub(super) select: Tone,
    pub(super) surface: Tone,
    /// Words on the go, warn and no-go badges.
    pub(super) on_badge: [Tone; 3],
    /// Grounds of heat cells that hold a risk, levels 1 to 5.
    pub(super) heat_filled: [Tone; 5],
    /// The words on those.
    pub(super) on_heat: [Tone; 5],
    /// Grounds of heat cells that hold none.
    pub(super) heat_empty: [Tone; 5],
}

const DARK_WORDS: Tone = tone(0xe6_eaf0, 255);
const DARK_INK: Tone = tone(0x11_151c, 233);

/// For terminals with a dark ground.
pub(super) const DARK: Palette = Palette {
    #[cfg(test)]
    ground: DARK_INK,
    text: DARK_WORDS,
    muted: tone(0xa3_adbb, 145),
    subtle: tone(0x83_91a3, 246),
    border: tone(0x39_434f, 238),
    accent: tone(0x6c_b6ff, 75),
    focus: tone(0x5f_b3f3, 75),
    go: tone(0x4f_d1b0, 79),
    warn: tone(0xf0_b849, 221),
    danger: tone(0xff_6f6f, 210),
    escal: tone(0xe2_9bd6, 176),
    select: tone(0x26_344a, 236),
    surface: tone(0x1a_202b, 234),
    on_badge: [tone(0x06_231c, 234), tone(0x2b_1d02, 234), tone(0x2a_0808, 233)],
    heat_filled: [
        tone(0x1d_2a33, 235),
        tone(0x24_424a, 237),
        tone(0xc7_9a3a, 179),
        tone(0xe9_824e, 209),
        tone(0xff_6f6f, 203),
    ],
    on_heat: [DARK_WORDS, DARK_WORDS, DARK_INK, DARK_INK, DARK_INK],
    heat_empty: [
        tone(0x17_1c24, 234),
        tone(0x19_2328, 235),
        tone(0x2b_2719, 235),
        tone(0x32_221b, 235),
        tone(0x37_1b1f, 235),
    ],
};

const LIGHT_WORDS: Tone = tone(0x1b_222c, 235);
const WHITE: Tone = tone(0xff_ffff, 231);

/// For terminals with a light ground. A set of its own, not the dark one turned round.
pub(super) const LIGHT: Palette = Palette {
    #[cfg(test)]
    ground: tone(0xfb_fbf9, 231),
    text: LIGHT_WORDS,
    muted: tone(0x4d_5866, 240),
    subtle: tone(0x5f_6a79, 242),
    border: tone(0xc3_c9d1, 251),
    accent: tone(0x0b_62a8, 25),
    focus: tone(0x0b_62a8, 25),
    go: tone(0x00_705a, 23),
    warn: tone(0x7a_5c00, 94),
    danger: tone(0x9b_0f3a, 125),
    escal: tone(0x8b_2d7c, 89),
    select: tone(0xd5_e5f7, 254),
    surface: tone(0xf0_f1ee, 255),
    on_badge: [WHITE; 3],
    heat_filled: [
        tone(0xe8_edf0, 255),
        tone(0xcf_e0e0, 253),
        tone(0xf2_d58a, 222),
        tone(0xf0_a878, 216),
        tone(0xb0_224a, 125),
    ],
    on_heat: [LIGHT_WORDS, LIGHT_WORDS, LIGHT_WORDS, LIGHT_WORDS, WHITE],
    heat_empty: [
        tone(0xf3_f5f5, 255),
        tone(0xea_f1f0, 255),
        tone(0xfa_f3de, 230),
        tone(0xfb_eade, 224),
        tone(0xf8_e0e6, 224),
    ],
};
