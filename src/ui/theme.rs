//! Roles of colour and the styles they become on a given terminal. Knows no widgets: it says what a late date
//! looks like, not where one stands.

use ratatui::style::{Color, Modifier, Style};

pub use super::color_depth::{Background, ColorChoice, ColorDepth, TerminalInfo};
use super::colors::{Palette, Tone};
use super::glyphs::Glyphs;

/// What a piece of text is there for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Words.
    #[default]
    Text,
    /// Ids, owners, labels.
    Muted,
    /// Column heads and hints.
    Subtle,
    /// Lines of panes.
    Border,
    /// Keys and the active tab.
    Accent,
    /// The pane that listens.
    Focus,
    /// Met, on target.
    Go,
    /// Due soon, nobody owns it.
    Warn,
    /// Late, no-go.
    Danger,
    /// Escalated.
    Escal,
}

/// The three things a verdict can be filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Badge {
    /// Launch.
    Go,
    /// Nearly, or not known yet.
    Warn,
    /// Not yet.
    NoGo,
}

impl Badge {
    /// The role of everything that goes with the badge.
    pub fn role(self) -> Role {
        match self {
            Self::Go => Role::Go,
            Self::Warn => Role::Warn,
            Self::NoGo => Role::Danger,
        }
    }
}

/// Ready styles for one terminal, and the signs to draw with.
///
/// The ground is the terminal's own: only selected rows, surfaces, badges and heat cells are painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The tier the styles were made for.
    pub tier: ColorDepth,
    /// The signs to draw with.
    pub glyphs: Glyphs,
    /// Words.
    pub text: Style,
    /// Ids, owners, labels.
    pub muted: Style,
    /// Column heads and hints.
    pub subtle: Style,
    /// Lines of panes.
    pub border: Style,
    /// Keys and the active tab.
    pub accent: Style,
    /// The pane that listens.
    pub focus: Style,
    /// Met, on target.
    pub go: Style,
    /// Due soon, nobody owns it.
    pub warn: Style,
    /// Late, no-go.
    pub danger: Style,
    /// Escalated.
    pub escal: Style,
    /// The ground of a selected row, with the words on it.
    pub select: Style,
    /// The bar left of a selected row.
    pub bar: Style,
    /// The ground of dialogs and of the tab bar, with the words on it.
    pub surface: Style,
    badges: [Style; 3],
    heat_filled: [Style; 5],
    heat_empty: [Style; 5],
}

impl Theme {
    /// Builds the styles for a terminal.
    pub fn new(tier: ColorDepth, ground: Background, glyphs: Glyphs) -> Self {
        match tier {
            ColorDepth::TrueColor => Self::painted(tier, ground.palette(), &glyphs, |tone| {
                let [_, red, green, blue] = tone.rgb.to_be_bytes();
                Color::Rgb(red, green, blue)
            }),
            ColorDepth::Indexed => {
                Self::painted(tier, ground.palette(), &glyphs, |tone| Color::Indexed(tone.index))
            }
            ColorDepth::Ansi16 => Self::sixteen(&glyphs),
            ColorDepth::Mono => Self::mono(&glyphs),
        }
    }

    fn painted(tier: ColorDepth, palette: &Palette, glyphs: &Glyphs, colour: fn(Tone) -> Color) -> Self {
        let words = |tone| Style::new().fg(colour(tone));
        let on = |fg, bg| Style::new().fg(colour(fg)).bg(colour(bg));
        let [on_go, on_warn, on_no_go] = palette.on_badge;
        let mut heat_filled = [Style::new(); 5];
        let mut heat_empty = [Style::new(); 5];
        for level in 0..5 {
            heat_filled[level] =
                on(palette.on_heat[level], palette.heat_filled[level]).add_modifier(Modifier::BOLD);
            heat_empty[level] = on(palette.subtle, palette.heat_empty[level]);
        }
        Self {
            tier,
            glyphs: *glyphs,
            // The terminal's own foreground: never white or black by name, and it costs no bytes.
            text: Style::new(),
            muted: words(palette.muted),
            subtle: words(palette.subtle),
            border: words(palette.border),
            accent: words(palette.accent),
            focus: words(palette.focus),
            go: words(palette.go),
            warn: words(palette.warn),
            danger: words(palette.danger),
            escal: words(palette.escal),
            // Where we paint the ground we must name the words as well: the terminal's own may not read on it.
            select: on(palette.text, palette.select),
            bar: on(palette.focus, palette.select),
            surface: on(palette.text, palette.surface),
            badges: [on(on_go, palette.go), on(on_warn, palette.warn), on(on_no_go, palette.danger)]
                .map(|style| style.add_modifier(Modifier::BOLD)),
            heat_filled,
            heat_empty,
        }
    }

    fn sixteen(glyphs: &Glyphs) -> Self {
        let plain = Style::new();
        let dim = plain.add_modifier(Modifier::DIM);
        let bold = plain.add_modifier(Modifier::BOLD);
        let badge = |colour| bold.fg(colour).add_modifier(Modifier::REVERSED);
        Self {
            tier: ColorDepth::Ansi16,
            glyphs: *glyphs,
            text: plain,
            muted: plain,
            subtle: dim,
            border: dim,
            accent: bold.fg(Color::Blue),
            focus: bold.fg(Color::Blue),
            go: plain.fg(Color::Green),
            warn: plain.fg(Color::Yellow),
            danger: bold.fg(Color::Red),
            escal: bold.fg(Color::Magenta),
            select: plain.add_modifier(Modifier::REVERSED),
            bar: plain.fg(Color::Blue),
            surface: plain,
            badges: [badge(Color::Green), badge(Color::Yellow), badge(Color::Red)],
            heat_filled: [
                bold,
                bold.fg(Color::Cyan),
                bold.fg(Color::Yellow),
                bold.fg(Color::Red),
                badge(Color::Red),
            ],
            heat_empty: [dim; 5],
        }
    }

    fn mono(glyphs: &Glyphs) -> Self {
        let plain = Style::new();
        let dim = plain.add_modifier(Modifier::DIM);
        let bold = plain.add_modifier(Modifier::BOLD);
        let reverse = plain.add_modifier(Modifier::REVERSED);
        let badge = bold.add_modifier(Modifier::REVERSED);
        Self {
            tier: ColorDepth::Mono,
            glyphs: *glyphs,
            text: plain,
            muted: plain,
            subtle: dim,
            border: dim,
            accent: bold,
            focus: bold,
            go: plain,
            warn: bold,
            danger: bold,
            escal: bold,
            select: reverse,
            bar: plain,
            surface: plain,
            badges: [badge; 3],
            heat_filled: [bold, bold, bold, bold, badge],
            heat_empty: [dim; 5],
        }
    }

    /// The style of a role on the terminal's ground or on a surface.
    pub fn role(&self, role: Role) -> Style {
        match role {
            Role::Text => self.text,
            Role::Muted => self.muted,
            Role::Subtle => self.subtle,
            Role::Border => self.border,
            Role::Accent => self.accent,
            Role::Focus => self.focus,
            Role::Go => self.go,
            Role::Warn => self.warn,
            Role::Danger => self.danger,
            Role::Escal => self.escal,
        }
    }

    /// The style of a role on a selected row, with its ground.
    ///
    /// Subtle would not read there and becomes muted. Where the row is reversed, roles are dropped: a reversed
    /// colour is a coloured block.
    pub fn selected(&self, role: Role) -> Style {
        let words = match (self.tier, role) {
            (ColorDepth::Ansi16 | ColorDepth::Mono, _) => return self.select,
            (ColorDepth::TrueColor | ColorDepth::Indexed, Role::Subtle) => self.muted,
            (ColorDepth::TrueColor | ColorDepth::Indexed, role) => self.role(role),
        };
        self.select.patch(words)
    }

    /// The filled style of a verdict.
    pub fn badge(&self, badge: Badge) -> Style {
        let [go, warn, no_go] = self.badges;
        match badge {
            Badge::Go => go,
            Badge::Warn => warn,
            Badge::NoGo => no_go,
        }
    }

    /// The style of a heat cell; `level` runs from 1 to 5 and is clamped to that.
    pub fn heat(&self, level: u8, filled: bool) -> Style {
        let at = usize::from(level.clamp(1, 5) - 1);
        if filled { self.heat_filled[at] } else { self.heat_empty[at] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reversed_rows_drop_status_colours() {
        for tier in [ColorDepth::Ansi16, ColorDepth::Mono] {
            let theme = Theme::new(tier, Background::Dark, Glyphs::UNICODE);
            assert_eq!(theme.selected(Role::Danger), theme.select);
        }
    }
}
