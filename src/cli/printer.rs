//! The one place that writes to standard output and standard error.
//!
//! Stored text is a stranger's: control characters and hidden directions never get out, neither to a terminal nor
//! to a pipe; JSON writes them as escapes. A reader who has gone away is no fault.

use super::{
    envelope,
    error::Failure,
    output::{Answer, Look, Span, fitted},
    way_out,
};
use crate::domain::{Hint, sanitize::clean_line};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// When colour is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal that can show it, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How answers are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printer {
    /// One JSON document instead of lines.
    pub json: bool,
    /// When colour is used.
    pub colour: Colour,
    /// Whether the machine asks for none.
    pub plain: bool,
}

impl Printer {
    /// Writes an answer to standard output and says what to exit with.
    pub(super) fn answer(self, answer: &Answer) -> u8 {
        let mut out = io::stdout().lock();
        let colour = self.uses_colour(out.is_terminal());
        let width = out.is_terminal().then(terminal_width).flatten();
        let text = if self.json {
            document(&envelope::answer(answer))
        } else {
            render(&answer.lines, colour, width)
        };
        delivered(out.write_all(text.as_bytes()).and_then(|()| out.flush()), answer.exit)
    }

    /// Writes a failure to standard error and says what to exit with.
    pub(super) fn failure(self, failure: &Failure) -> u8 {
        let text = if self.json {
            document(&failure.json())
        } else {
            let hint = way_out::line(&failure.hint()).map(|hint| format!("\n  {}", lines_of(&hint, "\n  ")));
            let reason = lines_of(&failure.to_string(), "\n  ");
            format!("gonogo: {reason}{}\n", hint.unwrap_or_default())
        };
        delivered(io::stderr().lock().write_all(text.as_bytes()), failure.exit())
    }

    /// Writes a remark to standard error; scripts that read JSON are spared it.
    pub(super) fn remark(self, text: &str) {
        if !self.json {
            // Nobody may be listening, which is no reason to stop.
            let _ = writeln!(io::stderr().lock(), "gonogo: {}", clean_line(text));
        }
    }

    fn uses_colour(self, is_terminal: bool) -> bool {
        match self.colour {
            Colour::Always => !self.json,
            Colour::Never => false,
            Colour::Auto => !self.json && is_terminal && !self.plain,
        }
    }
}

/// Asks a question on the terminal and reads one line of answer.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn ask(question: &str) -> io::Result<String> {
    let mut terminal = io::stderr().lock();
    write!(terminal, "{} ", clean_line(question))?;
    terminal.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}

/// Whether somebody sits at both ends of the program.
pub(super) fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Writes what the parser of the command line has to say: its help, or what was typed wrong.
pub(super) fn usage(error: &clap::Error, json: bool) -> u8 {
    if json && error.use_stderr() {
        let message = error.to_string();
        let (reason, hint) = message.split_once("\n\n").unwrap_or((&message, ""));
        let reason = reason.trim_start_matches("error: ").trim();
        let error = envelope::error("usage", None, reason, &Hint::from(hint.trim().to_owned()));
        return delivered(io::stderr().lock().write_all(document(&error).as_bytes()), 2);
    }
    let exit = u8::try_from(error.exit_code()).unwrap_or(2);
    if !error.use_stderr() {
        return delivered(error.print(), exit);
    }
    let text = lines_of(&error.to_string(), "\n");
    delivered(writeln!(io::stderr().lock(), "{text}"), exit)
}

fn delivered(written: io::Result<()>, exit: u8) -> u8 {
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => 70,
        _ => exit,
    }
}

/// One JSON document in which no control character and no hidden direction stands as itself.
fn document(json: &serde_json::Value) -> String {
    let text = format!("{json:#}\n");
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && c != ' ' && clean_line(c.encode_utf8(&mut [0; 4])).is_empty() {
            escaped.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn lines_of(text: &str, between: &str) -> String {
    text.lines().map(clean_line).collect::<Vec<_>>().join(between)
}

/// How many columns the terminal has.
fn terminal_width() -> Option<usize> {
    let (columns, _) = crossterm::terminal::size().ok()?;
    Some(usize::from(columns)).filter(|columns| *columns > 0)
}

fn render(lines: &[Vec<Span>], colour: bool, width: Option<usize>) -> String {
    let mut text = String::new();
    for line in lines {
        let from = text.len();
        for span in line {
            match &span.cell {
                Some(cell) => {
                    let (shown, blanks) = fitted(&span.text, cell, width);
                    push(&mut text, &Span::new(shown, span.look), colour);
                    text.extend(std::iter::repeat_n(' ', blanks));
                }
                None => push(&mut text, span, colour),
            }
        }
        text.truncate(from + text[from..].trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

fn push(text: &mut String, span: &Span, colour: bool) {
    let code = match span.look {
        Look::Plain => "",
        Look::Strong => "\u{1b}[1m",
        Look::Faint => "\u{1b}[2m",
        Look::Alarm => "\u{1b}[31m",
    };
    // Blanks keep columns apart, so they are not cleaned away.
    let blank = span.text.bytes().all(|byte| byte == b' ');
    let clean = if blank { span.text.as_str().into() } else { clean_line(&span.text) };
    if colour && !code.is_empty() && !blank {
        text.extend([code, &clean, "\u{1b}[0m"]);
    } else {
        text.push_str(&clean);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_carry_no_escapes_without_colour_and_end_clean_with_it() {
        let line = vec![Span::new("la\u{1b}]0;x\u{7}te", Look::Alarm), Span::new("  ", Look::Plain)];
        assert_eq!(render(std::slice::from_ref(&line), false, None), "la]0;xte\n");
        assert_eq!(render(&[line], true, None), "\u{1b}[31mla]0;xte\u{1b}[0m\n");
    }

    #[test]
    fn json_escapes_what_a_terminal_would_obey() {
        let json = serde_json::json!({ "title": "a\u{1b}[2J\u{9b}\u{202e}b 日本" });
        assert_eq!(document(&json), "{\n  \"title\": \"a\\u001b[2J\\u009b\\u202eb 日本\"\n}\n");
    }
}
