//! A form: one line for each question, the current one being typed with its reading under it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{approval_preview, handover, text_input};
use crate::app::App;
use crate::ui::dialog::{self, Dialog};
use crate::ui::glyphs::State;
use crate::ui::hint_bar::Hint;
use crate::ui::line_writer::{Pen, columns};
use crate::ui::text;
use crate::ui::theme::{Role, Theme};
use crate::{
    app::{
        flow::{Flow, FormKind},
        forms::{AnswerState, Offers},
    },
    ops::{decision::Approve, form::Question, person},
};

const fn hint(key: &'static str, label: &'static str) -> Hint<'static> {
    Hint { key, label }
}

/// Columns of content at least, where the frame has them, and at most: longer lines are hard to read.
const NARROW: u16 = 66;
const WIDE: u16 = 110;
/// Rows of offered answers that show at once.
const OFFERED: usize = 5;
/// Rows that a long answer takes at most while it is typed.
const LONG: u16 = 5;
/// Rows that a question takes at most under its answer.
const ASKED: usize = 5;
/// Rows kept for what is wrong, so that the form does not move when something is; what needs more makes it grow.
const PROBLEM: u16 = 3;

/// Rows of a hand-over form that are not what the person holds: frame, the question with its reading, what is wrong.
const HAND_OVER: u16 = 9;

/// Draws the form.
pub(super) fn draw(app: &App, flow: &Flow, theme: &Theme, frame: Rect, buf: &mut Buffer) -> Option<Position> {
    let width = width(app, flow).min(frame.width.saturating_sub(6));
    let lead = if flow.kind == FormKind::of::<person::Off>() {
        handover::lines(app, flow, theme, width, frame.height.saturating_sub(HAND_OVER))
    } else {
        lead(flow, width)
    };
    let lead_rows = u16::try_from(lead.len()).unwrap_or(0);
    let head = lead_rows + u16::from(lead_rows > 0);
    let questions = u16::try_from(flow.questions.len()).unwrap_or(u16::MAX);
    let longest = u16::try_from(longest_question(flow, answer_width(flow, width))).unwrap_or(1);
    let asked = questions
        .saturating_add(longest + offered_rows(app, flow) + answer_rows(flow).saturating_sub(1))
        .min(frame.height.saturating_sub(4));
    let closing =
        if flow.kind == FormKind::of::<Approve>() { approval_preview::lines(app, flow) } else { Vec::new() };
    let mut foot = u16::try_from(closing.len()).unwrap_or(0);
    let room = frame.height.saturating_sub(2);
    let wrong = problem_lines(app, flow, theme, width);
    let wrong = u16::try_from(wrong.len()).unwrap_or(u16::MAX).max(PROBLEM);
    // Where room is short the effects leave; what is missing still stands under the last question.
    if head + asked + foot + wrong > room {
        foot = foot.min(1);
    }
    let hints = hints(flow, &flow.offers(&app.form_context()));
    let dialog =
        Dialog { title: &flow.title, hints: &hints, columns: width, rows: head + asked + foot + wrong };
    let inner = dialog::draw(&dialog, theme, frame, buf);
    for (row, line) in (0..inner.height).zip(&lead) {
        // The line of a record is strong; without one it is our own advice.
        let is_own = flow.subjects.is_empty() || flow.kind == FormKind::of::<person::Off>();
        let style = if is_own { theme.subtle } else { theme.text.bold() };
        Pen::new(buf, inner, row).put(line, style);
    }
    let list = Rect {
        y: inner.y + head.min(inner.height),
        height: asked.min(inner.height.saturating_sub(head + PROBLEM.min(inner.height / 4))),
        ..inner
    };
    let cursor = questions_in(app, flow, theme, list, buf);
    let below = Rect { y: list.bottom(), height: inner.bottom().saturating_sub(list.bottom()), ..inner };
    let (ending, problem) = split(below, foot);
    let skipped = closing.len().saturating_sub(usize::from(ending.height));
    approval_preview::draw(&closing[skipped..], theme, ending, buf);
    problem_in(app, flow, theme, problem, buf);
    cursor
}

/// Columns that the form would like: the longest question and answer on one line, as far as that reads well.
fn width(app: &App, flow: &Flow) -> u16 {
    let asked = flow.questions.iter().map(|question| columns(question.ask()));
    let typed = flow.answers.iter().map(|answer| columns(answer.lines().next().unwrap_or_default()));
    let offers = flow.offers(&app.form_context());
    let offered = offers.fitting.iter().take(OFFERED).map(|it| columns(&it.answer) + columns(&it.words) + 4);
    let longest = asked.chain(typed).chain(offered).max().unwrap_or(0);
    longest.saturating_add(indent(flow)).clamp(NARROW, WIDE)
}

/// Rows kept for the answers that a question offers.
fn offered_rows(app: &App, flow: &Flow) -> u16 {
    u16::try_from(flow.offered_rows(&app.form_context(), OFFERED)).unwrap_or(0)
}

fn split(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    let below = Rect { y: area.y + rows, height: area.height - rows, ..area };
    (Rect { height: rows, ..area }, below)
}

fn lead(flow: &Flow, width: u16) -> Vec<String> {
    let mut lines = match flow.lead.trim() {
        "" => Vec::new(),
        lead => text::wrap(lead, usize::from(width)),
    };
    lines.truncate(2);
    lines
}

/// The keys that work here, each with what it does now.
fn hints(flow: &Flow, offers: &Offers) -> Vec<Hint<'static>> {
    if flow.is_sending {
        return vec![hint("", "saving")];
    }
    let blank = flow.first_blank();
    let is_last = blank.is_none() || (blank == Some(flow.at) && !flow.editor.is_blank());
    let mut hints = vec![hint("enter", if is_last && !flow.editor.is_long { "done" } else { "next" })];
    if flow.editor.is_long {
        hints.push(hint("^j", "new line"));
    } else if !offers.fitting.is_empty() {
        hints.push(hint("up/down", "pick"));
    }
    hints.push(hint("tab", "field"));
    if flow.is_touched() {
        hints.extend([hint("esc", "keep as draft"), hint("^x", "discard")]);
    } else {
        hints.push(hint("esc", "leave"));
    }
    hints
}

/// Columns before the answers: a sign and the longest label.
fn indent(flow: &Flow) -> u16 {
    flow.questions.iter().map(|question| columns(question.label())).max().unwrap_or(0) + 5
}

/// Columns of an answer in a form so wide.
fn answer_width(flow: &Flow, width: u16) -> usize {
    usize::from(width.saturating_sub(indent(flow)))
}

/// Rows of the longest question, so that the form does not move from one question to the next.
fn longest_question(flow: &Flow, width: usize) -> usize {
    let rows = flow.questions.iter().map(|question| text::wrap(question.ask(), width).len());
    rows.max().unwrap_or(1).clamp(1, ASKED)
}

fn answer_rows(flow: &Flow) -> u16 {
    if !flow.editor.is_long {
        return 1;
    }
    let lines = flow.editor.view().0.len();
    u16::try_from(lines).unwrap_or(LONG).clamp(1, LONG)
}

/// Draws the questions that fit, always with the current one.
fn questions_in(app: &App, flow: &Flow, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let height = usize::from(area.height);
    let offers = flow.offers(&app.form_context());
    let under = reading(app, flow, &offers, theme, answer_width(flow, area.width));
    let offered = offers.fitting.len().min(OFFERED);
    let needed = flow.at + under.0.len() + offered + usize::from(answer_rows(flow));
    let top = needed.saturating_sub(height).min(flow.at);
    let mut cursor = None;
    let mut row = 0;
    for (at, question) in flow.questions.iter().enumerate().skip(top) {
        if row >= area.height {
            break;
        }
        let line = Rect { y: area.y + row, height: area.height - row, ..area };
        let is_current = at == flow.at;
        let state = flow.answer_state(at, &app.form_context());
        let indent = indent(flow).min(line.width);
        put_label(question, state, is_current, indent.saturating_sub(2), theme, line, buf);
        let value = Rect { x: line.x + indent, width: line.width - indent, ..line };
        if is_current {
            let rows = answer_rows(flow).min(value.height);
            let typed = Rect { height: rows, ..value };
            cursor = text_input::put(&flow.editor, theme.text, typed, buf);
            if let (Some(at), Some(ghost)) = (cursor, flow.ghost(&app.form_context())) {
                let rest = Rect { x: at.x, width: value.right().saturating_sub(at.x), y: at.y, height: 1 };
                Pen::new(buf, rest, 0).put_clipped(&ghost, rest.width, theme.glyphs.ellipsis, theme.muted);
            }
            row += rows;
            for (at, words) in (rows..value.height).zip(&under.0) {
                Pen::new(buf, value, at).put(words, under.1);
                row += 1;
            }
            let list =
                Rect { y: area.y + row.min(area.height), height: area.height.saturating_sub(row), ..value };
            row += put_offers(&offers, theme, list, buf);
        } else {
            let first = answer(flow, at).lines().next().unwrap_or_default();
            Pen::new(buf, value, 0).put_clipped(first, value.width, theme.glyphs.ellipsis, theme.text);
            row += 1;
        }
    }
    cursor
}

/// Draws what can be picked, the picked one with it, and says how many rows it took.
fn put_offers(offers: &Offers, theme: &Theme, area: Rect, buf: &mut Buffer) -> u16 {
    let room = usize::from(area.height).min(OFFERED);
    let count = offers.fitting.len();
    if room == 0 || count == 0 {
        return 0;
    }
    let last = offers.picked.unwrap_or(0);
    let top = (last + 1).saturating_sub(room).min(count.saturating_sub(room));
    let answers = offers.fitting.iter().map(|it| columns(&it.answer)).max().unwrap_or(0);
    let shown = offers.fitting.iter().enumerate().skip(top).take(room);
    let mut rows = 0;
    for (row, (at, offer)) in (0..).zip(shown) {
        let is_picked = offers.picked == Some(at);
        let style = |role| if is_picked { theme.selected(role) } else { theme.role(role) };
        let mut pen = Pen::new(buf, area, row);
        if is_picked {
            pen.put(theme.glyphs.bar, theme.bar).put(" ", theme.select);
        } else {
            pen.skip(2);
        }
        let width = pen.left();
        let words = if offer.words.is_empty() { String::new() } else { format!("  {}", offer.words) };
        let answer = text::fit(&offer.answer, usize::from(answers.min(width)), theme.glyphs.ellipsis);
        pen.put(&answer, style(Role::Text));
        let left = pen.left();
        pen.put_clipped(&words, left, theme.glyphs.ellipsis, style(Role::Muted));
        rows = row + 1;
    }
    let more = count - top - usize::from(rows);
    if more > 0 {
        let words = format!(" {more} more");
        let last = Rect { y: area.y + rows - 1, height: 1, ..area };
        Pen::new(buf, last, 0).skip_to_last(columns(&words)).put(&words, theme.subtle);
    }
    rows
}

fn answer(flow: &Flow, at: usize) -> &str {
    flow.answers.get(at).map_or("", String::as_str)
}

fn put_label(
    question: &Question,
    state: AnswerState,
    is_current: bool,
    width: u16,
    theme: &Theme,
    line: Rect,
    buf: &mut Buffer,
) {
    let (state, role) = match (state, question.required) {
        (AnswerState::Good, _) => (State::Done, Role::Go),
        (AnswerState::Wrong, _) => (State::Late, Role::Danger),
        (AnswerState::Blank, true) => (State::Open, Role::Warn),
        (AnswerState::Blank, false) => (State::Open, Role::Muted),
    };
    let words = if is_current { theme.accent.bold() } else { theme.muted };
    // What is needed says so by a sign, not by its colour alone.
    let needed = if question.required { "*" } else { "" };
    let label = format!("{}{needed}", capital(question.label()));
    let mut pen = Pen::new(buf, line, 0);
    pen.put(theme.glyphs.state(state), theme.role(role)).skip(1).put_clipped(&label, width, "", words);
}

/// How the answer being typed is understood, or what is asked, in lines; what is longer still ends in an ellipsis.
fn reading(app: &App, flow: &Flow, offers: &Offers, theme: &Theme, width: usize) -> (Vec<String>, Style) {
    let is_begun = offers.picked.is_some();
    let (words, style) = match flow.reading(&app.reader_of(&flow.subjects)) {
        Some(Ok(reading)) => (format!("= {reading}"), theme.go),
        // What was typed is the beginning of an answer that stands below.
        Some(Err(refusal)) if !is_begun => (refusal.reason, theme.warn),
        Some(Err(_)) | None => {
            (flow.questions.get(flow.at).map_or_else(String::new, |it| it.ask().to_owned()), theme.subtle)
        }
    };
    let mut lines = text::wrap(&theme.glyphs.own(&words), width);
    if lines.len() > ASKED {
        lines.truncate(ASKED);
        lines[ASKED - 1].push_str(theme.glyphs.ellipsis);
        lines[ASKED - 1] = text::clip(&lines[ASKED - 1], width, theme.glyphs.ellipsis);
    }
    (lines, style)
}

/// What is wrong, and what to do about it.
pub(super) fn problem_in(app: &App, flow: &Flow, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let lines = problem_lines(app, flow, theme, area.width);
    let first = u16::from(usize::from(area.height) > lines.len());
    for (row, (line, style)) in (first..area.height).zip(&lines) {
        Pen::new(buf, area, row).put(line, *style);
    }
}

/// What is wrong and what to do about it, in lines of this width.
fn problem_lines(app: &App, flow: &Flow, theme: &Theme, width: u16) -> Vec<(String, Style)> {
    let Some(problem) = &flow.problem else { return Vec::new() };
    let wrap = |words: &str| text::wrap(&theme.glyphs.own(words), usize::from(width));
    // Why an answer cannot be read stands under it already.
    let read = flow.reading(&app.reader_of(&flow.subjects));
    let is_told = matches!(read, Some(Err(refusal)) if refusal.reason == problem.reason);
    let reason = if is_told { Vec::new() } else { wrap(&problem.reason) };
    let mut lines: Vec<_> = reason.into_iter().map(|line| (line, theme.danger)).collect();
    // The question stands under its answer already.
    if flow.questions.get(flow.at).is_none_or(|question| question.ask() != problem.hint) {
        lines.extend(wrap(&problem.hint).into_iter().map(|line| (line, theme.muted)));
    }
    lines
}

/// A label with a capital: it begins a line here.
fn capital(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
