//! A line of text that ends what is typed before the flags: in quotes or without, and whatever it begins with.

use clap::{Arg, Args, Command};

/// A line of text.
#[derive(Clone, Debug, Args)]
pub(super) struct Words {
    /// One line; quotes are needed only for what the shell would take for itself
    #[arg(value_name = "TEXT", allow_hyphen_values = true, value_parser = text)]
    text: String,
    /// The words after the first, where it came without quotes.
    #[arg(hide = true)]
    more: Vec<String>,
}

impl Words {
    /// It as one line.
    pub(super) fn joined(&self) -> String {
        join(&self.text, &self.more)
    }
}

/// Lets text pass that begins with a dash, such as "-2 % conversion", and nothing that was meant as a flag.
///
/// # Errors
/// When it is a flag, by its looks.
pub(super) fn text(typed: &str) -> Result<String, String> {
    let is_flag = typed.strip_prefix("--").is_some_and(|name| {
        name.starts_with(|first: char| first.is_ascii_lowercase()) && !name.contains(char::is_whitespace)
    });
    if is_flag { Err("this is a flag, and text is wanted here".to_owned()) } else { Ok(typed.to_owned()) }
}

/// The name of the argument that takes the words after the first.
pub(super) const MORE: &str = "more";

/// Adds what takes the words after the first to a command whose last word is text.
pub(super) fn with_more(command: Command) -> Command {
    command.arg(Arg::new(MORE).num_args(0..).hide(true))
}

/// The first word, or the whole line in quotes, and what came after it.
pub(super) fn join(first: &str, more: &[String]) -> String {
    std::iter::once(first).chain(more.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
}
