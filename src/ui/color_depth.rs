//! What a terminal can show: how many colours, on a dark or a light background. Reads no environment: the values are
//! handed in.

use termprofile::TermProfile;

use super::colors::{DARK, LIGHT, Palette};

/// How many colours a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColorDepth {
    /// 24 bits.
    TrueColor,
    /// 256 colours, chosen by index.
    Indexed,
    /// The sixteen the user's terminal names.
    Ansi16,
    /// None: weight, dimming and reverse only.
    Mono,
}

/// What the user asked for with `--color`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ColorChoice {
    /// Colour where the terminal shows it and nothing forbids it.
    #[default]
    Auto,
    /// Colour even where the terminal claims none.
    Always,
    /// No colour.
    Never,
}

/// What is already known of the terminal: its profile and three values from the environment.
#[derive(Debug, Clone, Copy)]
pub struct TerminalInfo<'a> {
    /// What the terminal was recognised as.
    pub profile: TermProfile,
    /// `NO_COLOR`: any non-empty value turns colour off.
    pub no_color: Option<&'a str>,
    /// `COLORTERM`.
    pub colorterm: Option<&'a str>,
    /// `TERM`.
    pub term: Option<&'a str>,
}

impl ColorDepth {
    /// Chooses the tier: the user's wish first, then `NO_COLOR` and a dumb `TERM`, then the profile.
    pub fn detect(wish: ColorChoice, claims: &TerminalInfo<'_>) -> Self {
        let forbidden = claims.no_color.is_some_and(|value| !value.is_empty()) || claims.term == Some("dumb");
        match wish {
            ColorChoice::Never => Self::Mono,
            ColorChoice::Auto if forbidden => Self::Mono,
            ColorChoice::Auto => Self::of_profile(claims.profile),
            ColorChoice::Always => match Self::of_profile(claims.profile) {
                Self::Mono => Self::of_names(claims),
                seen @ (Self::TrueColor | Self::Indexed | Self::Ansi16) => seen,
            },
        }
    }

    fn of_profile(profile: TermProfile) -> Self {
        match profile {
            TermProfile::TrueColor => Self::TrueColor,
            TermProfile::Ansi256 => Self::Indexed,
            TermProfile::Ansi16 => Self::Ansi16,
            TermProfile::NoColor | TermProfile::NoTty => Self::Mono,
        }
    }

    fn of_names(claims: &TerminalInfo<'_>) -> Self {
        if matches!(claims.colorterm, Some("truecolor" | "24bit")) {
            return Self::TrueColor;
        }
        if claims.term.is_some_and(|term| term.contains("256color")) {
            return Self::Indexed;
        }
        Self::Ansi16
    }
}

/// Whether the terminal writes light on dark or dark on light.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Background {
    /// Light words on a dark ground.
    #[default]
    Dark,
    /// Dark words on a light ground.
    Light,
}

impl Background {
    /// Chooses the ground: what the user asked for, else the last field of `COLORFGBG`, else dark.
    pub fn detect(wish: Option<Self>, colorfgbg: Option<&str>) -> Self {
        if let Some(ground) = wish {
            return ground;
        }
        let ground = colorfgbg.and_then(|value| value.rsplit(';').next()).and_then(|last| last.parse().ok());
        match ground {
            Some(7u8 | 9..=15) => Self::Light,
            Some(_) | None => Self::Dark,
        }
    }

    pub(super) fn palette(self) -> &'static Palette {
        match self {
            Self::Dark => &DARK,
            Self::Light => &LIGHT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: TerminalInfo<'static> = TerminalInfo {
        profile: TermProfile::Ansi256,
        no_color: None,
        colorterm: None,
        term: Some("xterm-256color"),
    };

    #[test]
    fn the_profile_decides_unless_something_forbids_colour() {
        assert_eq!(ColorDepth::detect(ColorChoice::Auto, &PLAIN), ColorDepth::Indexed);
        assert_eq!(
            ColorDepth::detect(ColorChoice::Auto, &TerminalInfo { no_color: Some("1"), ..PLAIN }),
            ColorDepth::Mono
        );
        assert_eq!(
            ColorDepth::detect(ColorChoice::Auto, &TerminalInfo { no_color: Some(""), ..PLAIN }),
            ColorDepth::Indexed
        );
        assert_eq!(
            ColorDepth::detect(ColorChoice::Auto, &TerminalInfo { term: Some("dumb"), ..PLAIN }),
            ColorDepth::Mono
        );
        assert_eq!(ColorDepth::detect(ColorChoice::Never, &PLAIN), ColorDepth::Mono);
    }

    #[test]
    fn asking_for_colour_beats_a_pipe_and_the_environment() {
        let piped = TerminalInfo { profile: TermProfile::NoTty, no_color: Some("1"), ..PLAIN };
        assert_eq!(ColorDepth::detect(ColorChoice::Always, &piped), ColorDepth::Indexed);
        let rich = TerminalInfo { colorterm: Some("truecolor"), ..piped };
        assert_eq!(ColorDepth::detect(ColorChoice::Always, &rich), ColorDepth::TrueColor);
        let poor = TerminalInfo { term: None, ..piped };
        assert_eq!(ColorDepth::detect(ColorChoice::Always, &poor), ColorDepth::Ansi16);
    }

    #[test]
    fn the_ground_is_dark_unless_asked_or_told() {
        assert_eq!(Background::detect(None, None), Background::Dark);
        assert_eq!(Background::detect(None, Some("0;15")), Background::Light);
        assert_eq!(Background::detect(None, Some("15;default;0")), Background::Dark);
        assert_eq!(Background::detect(None, Some("rubbish")), Background::Dark);
        assert_eq!(Background::detect(Some(Background::Dark), Some("0;15")), Background::Dark);
    }
}
