//! The command line: what can be typed, and which operation it is. Knows no rules; those are in `domain` and `ops`.
//!
//! Each noun has a file under `noun`; what they share is in `verbs`. A command that writes never loads the board.

mod account;
mod activity;
mod capture;
mod clock;
mod common_commands;
mod config;
mod current_cycle;
mod current_user;
mod deferred;
mod envelope;
mod error;
mod examples;
mod flags;
mod noun;
mod op_commands;
mod open_tui;
mod output;
mod paths;
mod printer;
mod record;
mod record_id;
mod schema;
mod session;
mod start;
mod value;
mod way_out;
mod words;
mod written;

pub use config::{Config, Theme};
pub use error::Failure;
pub use printer::Colour;
pub use start::Start;

use clap::{Args, CommandFactory, FromArgMatches, Parser};
use noun::Noun;
use printer::Printer;
use session::Session;
use std::{ffi::OsString, path::PathBuf, process::ExitCode};

/// Takes a launch or an alignment from "we should" to a go/no-go that holds.
///
/// Without a command it opens the board in the terminal.
#[derive(Debug, Parser)]
#[command(name = "gonogo", version, max_term_width = 100, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    noun: Option<Noun>,
}

/// What can be said with every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Everywhere")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that people type")]
struct Globals {
    /// The board file; else gonogo.db here or in a parent folder, else the one of this login
    #[arg(long, global = true, value_name = "FILE", env = "GONOGO_DB", hide_env_values = true)]
    db: Option<PathBuf>,
    /// Who acts; else whoever this login belongs to
    #[arg(
        id = "as",
        long = "as",
        global = true,
        value_name = "PERSON",
        env = "GONOGO_AS",
        hide_env_values = true
    )]
    person: Option<String>,
    /// What time it is: an instant, or a day meaning 09:00
    #[arg(long, global = true, value_name = "INSTANT", env = "GONOGO_NOW", hide_env_values = true)]
    now: Option<String>,
    /// Makes the new board a simulation: only there is anything written under a given clock
    #[arg(long, global = true)]
    simulation: bool,
    /// The clock of this machine is right, though the newest entry of the board does not fit it
    #[arg(long, global = true)]
    clock_is_right: bool,
    /// The cycle, its id or its name; else the one of `cycle use`, else the only open one
    #[arg(long = "cycle", global = true, value_name = "NAME")]
    cycle: Option<String>,
    /// One JSON document instead of text
    #[arg(long, global = true)]
    json: bool,
    /// When to use colour: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", value_enum, hide_possible_values = true)]
    color: Option<Colour>,
    /// Which palette the screen uses: dark, light or auto
    #[arg(long, global = true, value_enum, hide_possible_values = true)]
    theme: Option<Theme>,
    /// Lines and marks in plain ASCII on the screen
    #[arg(long, global = true)]
    ascii: bool,
}

impl Globals {
    fn person(&self) -> Option<&str> {
        self.person.as_deref().filter(|name| !name.trim().is_empty())
    }
}

/// Runs the command that the program was started with, and says what to exit with.
pub fn run() -> ExitCode {
    // Without the hook a panic is still reported, only less readably.
    let _ = crate::terminal::install_panic_hook(reports());
    ExitCode::from(run_with(std::env::args_os().collect()))
}

/// The file that a report of a fault is written to.
fn reports() -> Option<PathBuf> {
    paths::state().map(|folder| folder.join("report.txt"))
}

/// The tree of commands, with examples on every page of help.
fn command() -> clap::Command {
    Cli::command().mut_subcommands(examples::add)
}

fn run_with(mut arguments: Vec<OsString>) -> u8 {
    noun::import::rows_by_as(&mut arguments);
    let wants_json = arguments.iter().any(|argument| argument == "--json");
    let parsed =
        command().try_get_matches_from(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return printer::usage(&error, wants_json),
    };
    let mut config = Config::load();
    config.theme = cli.globals.theme.unwrap_or(config.theme);
    config.ascii |= cli.globals.ascii;
    config.colour = cli.globals.color.unwrap_or(config.colour);
    let printer = Printer { json: cli.globals.json, colour: config.colour, plain: paths::is_plain() };
    for warning in &config.warnings {
        printer.remark(warning);
    }
    let answer = match &cli.noun {
        None => start::open_board(&cli.globals, &config, printer),
        Some(noun) => noun.run(&cli.globals, &config, printer),
    };
    match answer {
        Ok(answer) => printer.answer(&answer),
        Err(failure) => printer.failure(&failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_tree_holds_together() {
        command().debug_assert();
    }

    /// One name for two things would let the one answer for the other: `person off jo` is not done by jo.
    #[test]
    fn what_holds_for_every_command_shares_its_name_with_nothing() {
        fn walk(command: &clap::Command, globals: &[String]) {
            for argument in command.get_arguments().filter(|argument| !argument.is_global_set()) {
                let name = argument.get_id().to_string();
                assert!(!globals.contains(&name), "{name} of {}", command.get_name());
            }
            command.get_subcommands().for_each(|below| walk(below, globals));
        }
        let mut tree = Cli::command();
        // Nouns are built when they are named, or all at once.
        tree.build();
        let globals = tree.get_arguments().filter(|argument| argument.is_global_set());
        let globals: Vec<String> = globals.map(|argument| argument.get_id().to_string()).collect();
        walk(&tree, &globals);
    }
}
