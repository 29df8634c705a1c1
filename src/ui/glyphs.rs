//! The signs the screens are drawn with, in Unicode and in plain ASCII, and the states a row can be in.
//! Knows no colours beyond the role a state speaks in.

use std::borrow::Cow;

use super::theme::Role;

/// What a row says about itself, as an outline first and a colour second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Done or met.
    Done,
    /// On target, or fine.
    OnTarget,
    /// Open, nothing wrong with it.
    Open,
    /// In review, therefore not in scope.
    InReview,
    /// Due in less than 48 hours.
    DueSoon,
    /// Past its date, or missed.
    Late,
    /// Escalated.
    Escalated,
    /// Nobody owns it.
    NoOwner,
}

impl State {
    /// Every state, in the order the help names them.
    pub const ALL: [Self; 8] = [
        Self::Done,
        Self::OnTarget,
        Self::Open,
        Self::InReview,
        Self::DueSoon,
        Self::Late,
        Self::Escalated,
        Self::NoOwner,
    ];

    /// The role its glyph and its due date are coloured in.
    pub fn role(self) -> Role {
        match self {
            Self::Done | Self::OnTarget => Role::Go,
            Self::Open | Self::InReview => Role::Muted,
            Self::DueSoon | Self::NoOwner => Role::Warn,
            Self::Late => Role::Danger,
            Self::Escalated => Role::Escal,
        }
    }
}

/// The four sides and corners of a pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The horizontal line.
    pub across: &'static str,
    /// The vertical line.
    pub down: &'static str,
    /// Corners, from the top left clockwise.
    pub corners: [&'static str; 4],
}

/// One complete set of signs. Every sign is one column wide, except the ASCII ellipsis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    states: [&'static str; 8],
    /// Panes and dialogs.
    pub frame: Frame,
    /// The bar left of the selected row.
    pub bar: &'static str,
    /// The mark left of a row taken into a selection of many, and beside the launch day.
    pub mark: &'static str,
    /// The bar left of the verdict.
    pub heavy: &'static str,
    /// The part of a gauge or a rail that is behind us.
    pub full: &'static str,
    /// The part that is ahead.
    pub rest: &'static str,
    /// Where a text was cut.
    pub ellipsis: &'static str,
    /// An empty heat cell.
    pub empty: &'static str,
    /// Between two words of one label.
    pub dot: &'static str,
    /// Where an axis of a chart turns.
    pub turn: &'static str,
    /// An event under a chart.
    pub event: &'static str,
    /// Lines of charts are drawn with braille dots; otherwise with ASCII marks.
    pub braille: bool,
}

impl Glyphs {
    /// For terminals with a UTF-8 locale.
    pub const UNICODE: Self = Self {
        states: ["✓", "●", "○", "◇", "▲", "✗", "⇑", "?"],
        frame: Frame { across: "─", down: "│", corners: ["╭", "╮", "╯", "╰"] },
        bar: "▌",
        mark: "•",
        heavy: "┃",
        full: "━",
        rest: "╌",
        ellipsis: "…",
        empty: "·",
        dot: "·",
        turn: "└",
        event: "▲",
        braille: true,
    };

    /// For `--ascii`, other locales and consoles without the signs.
    pub const ASCII: Self = Self {
        states: ["+", "*", "o", "~", "!", "x", "^", "?"],
        frame: Frame { across: "-", down: "|", corners: ["+", "+", "+", "+"] },
        bar: ">",
        mark: "*",
        heavy: "|",
        full: "=",
        rest: "-",
        ellipsis: "..",
        empty: ".",
        dot: "-",
        turn: "+",
        event: "^",
        braille: false,
    };

    /// The sign of a state.
    pub fn state(&self, state: State) -> &'static str {
        let [done, on_target, open, in_review, due_soon, late, escalated, no_owner] = self.states;
        match state {
            State::Done => done,
            State::OnTarget => on_target,
            State::Open => open,
            State::InReview => in_review,
            State::DueSoon => due_soon,
            State::Late => late,
            State::Escalated => escalated,
            State::NoOwner => no_owner,
        }
    }

    /// Spells one of our own strings in this set. What people wrote is never passed through here.
    pub fn own<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if *self == Self::UNICODE || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut plain = String::with_capacity(text.len());
        for sign in text.chars() {
            match sign {
                '−' | '–' | '·' | '╌' | '─' => plain.push('-'),
                '—' => plain.push_str("--"),
                '×' | '✗' => plain.push('x'),
                '≥' => plain.push_str(">="),
                '≤' => plain.push_str("<="),
                '…' => plain.push_str("..."),
                '“' | '”' => plain.push('"'),
                '‘' | '’' => plain.push('\''),
                '↑' | '⇑' | '▴' => plain.push('^'),
                '↓' | '▾' => plain.push('v'),
                '←' => plain.push('<'),
                '→' | '▸' | '▌' => plain.push('>'),
                '✓' => plain.push('+'),
                '●' | '•' => plain.push('*'),
                '○' => plain.push('o'),
                '◇' => plain.push('~'),
                '▲' => plain.push('!'),
                '━' => plain.push('='),
                '│' | '┃' => plain.push('|'),
                other => plain.push(other),
            }
        }
        Cow::Owned(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text;

    fn signs(set: &Glyphs) -> Vec<&'static str> {
        let mut all = vec![set.bar, set.mark, set.heavy, set.full, set.rest, set.empty, set.dot, set.turn];
        all.extend([set.event, set.frame.across, set.frame.down]);
        all.extend(set.frame.corners);
        all.extend(set.states);
        all
    }

    #[test]
    fn every_sign_is_one_column_wide() {
        for set in [Glyphs::UNICODE, Glyphs::ASCII] {
            for sign in signs(&set) {
                assert_eq!(text::width(sign), 1, "{sign}");
            }
        }
    }

    #[test]
    fn the_plain_set_is_plain() {
        assert!(signs(&Glyphs::ASCII).iter().all(|sign| sign.is_ascii()));
        assert!(Glyphs::ASCII.ellipsis.is_ascii());
    }

    #[test]
    fn states_differ_in_outline_in_both_sets() {
        for set in [Glyphs::UNICODE, Glyphs::ASCII] {
            let mut outlines: Vec<_> = State::ALL.iter().map(|state| set.state(*state)).collect();
            outlines.sort_unstable();
            outlines.dedup();
            assert_eq!(outlines.len(), State::ALL.len());
        }
    }

    #[test]
    fn our_own_words_become_plain() {
        assert_eq!(Glyphs::ASCII.own("T−12d · 5 × 4 ≥ 3 ≤ 9 – …"), "T-12d - 5 x 4 >= 3 <= 9 - ...");
        assert_eq!(Glyphs::UNICODE.own("T−12d"), "T−12d");
    }
}
