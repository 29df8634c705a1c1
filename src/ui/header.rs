//! The two rows at the top of every screen: whose cycle and how long to launch, and the tabs. Knows neither time
//! nor people: it is told the words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::line_writer::{Pen, columns};
use super::theme::{Role, Theme};

/// From this width on, full names and the launch date are shown.
const FULL: u16 = 100;
/// From this width on, tabs carry their counts.
const ROOMY: u16 = 140;

/// One tab.
#[derive(Debug, Clone, Copy)]
pub struct Tab<'a> {
    /// The key that opens it; empty for its number.
    pub key: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its name where room is short.
    pub short: &'a str,
    /// How much is in it, where there is room.
    pub count: &'a str,
}

/// What the header says.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a> {
    /// The name of the product.
    pub product: &'a str,
    /// What has to be known of the time: `simulation`, `as of 7 Mar`; empty where it is the machine's.
    pub mark: &'a str,
    /// The name of the cycle.
    pub name: &'a str,
    /// What the cycle is, quietly: `cycle 4`.
    pub about: &'a str,
    /// The time to launch.
    pub countdown: &'a str,
    /// How near that is.
    pub urgency: Role,
    /// The launch in words.
    pub launch: &'a str,
    /// Who else is looking.
    pub here: &'a str,
    /// Who is acting.
    pub who: &'a str,
    /// The tabs, numbered from 1 unless they have a key of their own.
    pub tabs: &'a [Tab<'a>],
    /// The open one, counted from 0.
    pub active: usize,
}

/// Draws both rows.
pub fn draw(header: &Header<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    title(header, theme, area, buf);
    tabs(header, theme, area, buf);
}

/// The right side is placed first: name and about take what it leaves.
fn title(header: &Header<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let glyphs = &theme.glyphs;
    let full = area.width >= FULL;
    let far = if full { 3 } else { 2 };
    let mut right: Vec<(u16, String, Style)> = vec![
        (0, glyphs.own(header.countdown).into_owned(), theme.role(header.urgency).bold()),
        (2, glyphs.own(header.launch).into_owned(), theme.muted),
        (far, glyphs.own(header.here).into_owned(), theme.muted),
        (far, header.who.to_owned(), theme.muted),
    ];
    if !full {
        right.remove(1);
    }
    right.retain(|(_, words, _)| !words.is_empty());
    let wanted = |parts: &[(u16, String, Style)]| {
        parts.iter().fold(1, |sum: u16, (gap, words, _)| sum.saturating_add(gap + columns(words)))
    };
    // Who and the countdown stay longest; what stands between them leaves from the left.
    while right.len() > 2 && wanted(&right).saturating_add(24) > area.width {
        right.remove(1);
    }
    let tail = wanted(&right);

    let room = area.width.saturating_sub(tail.saturating_add(2));
    let left = Rect { width: room.min(area.width), ..area };
    let mut pen = Pen::new(buf, left, 0);
    pen.skip(1).put(header.product, theme.accent.bold()).skip(2);
    if !header.mark.is_empty() {
        pen.put(header.mark, theme.role(Role::Warn).bold()).skip(2);
    }
    let width = pen.left();
    pen.put_clipped(header.name, width, glyphs.ellipsis, theme.text.bold());
    if !header.about.is_empty() && pen.left() >= columns(header.about).saturating_add(3) {
        let about = format!("{} {}", glyphs.dot, glyphs.own(header.about));
        pen.skip(1).put(&about, theme.muted);
    }

    let mut pen = Pen::new(buf, area, 0);
    pen.skip_to_last(tail);
    for (gap, words, style) in &right {
        pen.skip(*gap).put(words, *style);
    }
}

/// How much of each tab is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wording {
    Counted,
    Full,
    Short,
    /// Numbers, and the name of the open tab.
    Numbers,
}

fn tabs(header: &Header<'_>, theme: &Theme, area: Rect, buf: &mut Buffer) {
    if area.height < 2 {
        return;
    }
    let bar = Rect { y: area.y + 1, height: 1, ..area }.intersection(buf.area);
    buf.set_style(bar, theme.surface);
    let wording = wording(header, bar.width);
    let mut pen = Pen::new(buf, bar, 0);
    for (at, tab) in header.tabs.iter().enumerate() {
        let open = at == header.active;
        let label = label(at, tab, wording, open);
        let style = if open { theme.selected(Role::Accent).bold() } else { theme.muted };
        pen.put(&label, style);
        if wording == Wording::Counted {
            pen.skip(1);
        }
    }
    let commands = ": commands ";
    if pen.left() >= columns(commands) + 2 {
        pen.skip_to_last(columns(commands)).put(commands, theme.subtle);
    }
}

fn label(at: usize, tab: &Tab<'_>, wording: Wording, open: bool) -> String {
    let key = if tab.key.is_empty() { (at + 1).to_string() } else { tab.key.to_owned() };
    match wording {
        Wording::Counted if !tab.count.is_empty() => format!(" {key} {} {} ", tab.name, tab.count),
        Wording::Counted | Wording::Full => format!(" {key} {} ", tab.name),
        Wording::Short => format!(" {key} {} ", tab.short),
        Wording::Numbers if open => format!(" {key} {} ", tab.short),
        Wording::Numbers => format!(" {key} "),
    }
}

/// The fullest wording that fits.
fn wording(header: &Header<'_>, width: u16) -> Wording {
    let fits = |wording| {
        let gap = u16::from(wording == Wording::Counted);
        let sum = header.tabs.iter().enumerate().fold(0u16, |sum, (at, tab)| {
            sum.saturating_add(columns(&label(at, tab, wording, at == header.active))).saturating_add(gap)
        });
        sum <= width
    };
    let candidates: &[Wording] = match width {
        ROOMY.. => &[Wording::Counted, Wording::Full, Wording::Short],
        FULL.. => &[Wording::Full, Wording::Short],
        _ => &[Wording::Short],
    };
    candidates.iter().copied().find(|wording| fits(*wording)).unwrap_or(Wording::Numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::test_support::{drawn, theme};

    fn shown(width: u16) -> String {
        let tabs = ["Overview", "Decisions", "Playbook"].map(|name| Tab {
            key: "",
            name,
            short: &name[..4],
            count: "7",
        });
        let header = Header {
            product: "gonogo",
            mark: "",
            name: "Checkout relaunch",
            about: "cycle 4",
            countdown: "T−12d",
            urgency: Role::Warn,
            launch: "launch Tue 24 Mar",
            here: "3 here",
            who: "maya",
            tabs: &tabs,
            active: 1,
        };
        drawn(width, 2, |area, buf| draw(&header, &theme(), area, buf))
    }

    #[test]
    fn words_shorten_with_the_width() {
        assert_eq!(
            shown(140).lines().last().map(str::trim_end),
            Some(
                format!(" 1 Overview 7   2 Decisions 7   3 Playbook 7{}: commands", " ".repeat(85)).as_str()
            )
        );
        assert_eq!(
            shown(60),
            " gonogo  Checkout relaunch · cycle 4    T−12d  3 here  maya\n 1 Over  2 Deci  3 Play                          : commands"
        );
    }

    #[test]
    fn countdown_and_who_stay_when_the_name_has_to_give() {
        assert_eq!(shown(32).lines().next(), Some(" gonogo  Checkout…  T−12d  maya"));
    }

    #[test]
    fn a_very_narrow_bar_names_the_open_tab_only() {
        assert_eq!(shown(16).lines().last(), Some(" 1  2 Deci  3"));
    }
}
