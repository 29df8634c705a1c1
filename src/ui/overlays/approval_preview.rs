//! What approving a decision will do, and what is still missing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::flow::Flow;
use crate::ui::glyphs::State;
use crate::ui::line_writer::Pen;
use crate::ui::theme::Theme;

/// Blockers named.
const NAMED: usize = 3;

/// One line under the form.
pub(super) enum PreviewLine {
    Air,
    Head(&'static str),
    Effect(String),
    /// The button: what is missing, and how much is filled.
    Button {
        missing: String,
        filled: String,
    },
}

/// The lines for a flow that closes a decision.
pub(super) fn lines(app: &App, flow: &Flow) -> Vec<PreviewLine> {
    let subject = flow.subjects.first().copied();
    let name = subject.map_or_else(String::new, |subject| subject.to_string());
    let mut lines = vec![PreviewLine::Air, PreviewLine::Head("What closing does")];
    lines.push(PreviewLine::Effect(format!("{name} moves from review into approved")));
    let waiting = subject.and_then(|subject| app.derived().waiting.get(&subject.number));
    if let Some(waiting) = waiting {
        let mut ids: Vec<String> = waiting.iter().take(NAMED).map(ToString::to_string).collect();
        if waiting.len() > NAMED {
            ids.push(format!("{} more", waiting.len() - NAMED));
        }
        let verb = if waiting.len() == 1 { "waits" } else { "wait" };
        lines.push(PreviewLine::Effect(format!("{} {verb} for it and can be resolved", ids.join(", "))));
    }
    lines.push(PreviewLine::Effect("logged with your name; u takes it back".to_owned()));
    lines.push(PreviewLine::Air);
    lines.push(button(flow));
    lines
}

fn button(flow: &Flow) -> PreviewLine {
    let is_blank = |answer: &String| answer.trim().is_empty();
    let missing: Vec<&str> = flow
        .questions
        .iter()
        .zip(&flow.answers)
        .filter(|(question, answer)| question.required && is_blank(answer))
        .map(|(question, _)| question.field.label)
        .collect();
    let filled = flow.answers.iter().filter(|answer| !is_blank(answer)).count();
    let verb = if missing.len() == 1 { "is" } else { "are" };
    PreviewLine::Button {
        missing: match missing[..] {
            [] => String::new(),
            _ => format!("{} {verb} open", missing.join(", ")),
        },
        filled: format!("{filled} of {}", flow.questions.len()),
    }
}

/// Draws the lines.
pub(super) fn draw(lines: &[PreviewLine], theme: &Theme, area: Rect, buf: &mut Buffer) {
    for (row, line) in (0..area.height).zip(lines) {
        let mut pen = Pen::new(buf, area, row);
        match line {
            PreviewLine::Air => {}
            PreviewLine::Head(words) => {
                pen.put(words, theme.subtle);
            }
            PreviewLine::Effect(words) => {
                pen.skip(1).put(theme.glyphs.state(State::Done), theme.go).skip(1).put(words, theme.text);
            }
            PreviewLine::Button { missing, filled } if missing.is_empty() => {
                pen.put("[ Close and file ]", theme.accent.bold())
                    .skip(2)
                    .put("enter does it, ", theme.text)
                    .put(filled, theme.muted);
            }
            PreviewLine::Button { missing, filled } => {
                pen.put("[ Close and file ]", theme.subtle)
                    .skip(2)
                    .put(missing, theme.warn)
                    .put(", ", theme.muted)
                    .put(filled, theme.muted);
            }
        }
    }
}
