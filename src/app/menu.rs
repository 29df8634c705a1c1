//! A small choice menu, each choice with a letter; also used for confirmations.

use crate::input::{Chord, Key};

/// A menu.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    /// The words in its border.
    pub title: String,
    /// What it asks, and about what.
    pub lead: String,
    /// The choices.
    pub choices: Vec<Choice>,
    /// The chosen row.
    pub cursor: usize,
}

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The letter that picks it at once.
    pub key: char,
    /// What it does, in a word or two.
    pub label: String,
    /// What that means.
    pub help: String,
    /// The command it stands for.
    pub command: Command,
}

/// What a choice, or a line of the palette, does.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Runs an action by its name.
    Action(&'static str),
    /// Opens a flow on the selection.
    Flow(super::flow::FormKind),
    /// Orders the list.
    Sort(super::list::Sort),
    /// Does an operation.
    Execute(Box<crate::ops::Operation>),
    /// Goes to a record, by the store's reference.
    Go(crate::domain::Ref),
    /// Filters the list.
    Filter(String),
    /// Works in another cycle.
    Cycle(crate::domain::Id<crate::domain::Cycle>),
    /// Opens a flow on a record, by the reference people use.
    FlowOn(super::flow::FormKind, crate::domain::Ref),
    /// Does the operation that brings a register in.
    BringIn(Box<crate::ops::Operation>),
    /// Opens an example cycle.
    Demo,
    /// Ends the program.
    Quit,
    /// Nothing.
    Nothing,
}

impl Menu {
    /// What somebody sees who has no board yet.
    pub fn welcome() -> Self {
        let choice = |key, label: &str, help: &str, command| Choice {
            key,
            label: label.to_owned(),
            help: help.to_owned(),
            command,
        };
        Self {
            title: "No board here yet".to_owned(),
            lead: "From \"we should\" to a go or no-go that holds.".to_owned(),
            choices: vec![
                choice(
                    'n',
                    "new cycle",
                    "one screen; a name and a launch day are enough",
                    Command::Flow(super::flow::FormKind::StartCycle),
                ),
                choice('d', "demo", "look around in a cycle already in flight", Command::Demo),
                choice('q', "quit", "nothing has been written", Command::Quit),
            ],
            cursor: 0,
        }
    }

    /// A question that does nothing unless it is answered with yes.
    pub fn confirm(title: impl Into<String>, lead: impl Into<String>, yes: Command) -> Self {
        let choice =
            |key, label: &str, command| Choice { key, label: label.to_owned(), help: String::new(), command };
        Self {
            title: title.into(),
            lead: lead.into(),
            choices: vec![choice('n', "no", Command::Nothing), choice('y', "yes", yes)],
            cursor: 0,
        }
    }

    /// Whether there is something behind it to go back to; where leaving is itself a choice there is nothing.
    pub fn can_be_left(&self) -> bool {
        !self.choices.iter().any(|choice| choice.command == Command::Quit)
    }

    /// Takes a key; `Some` ends the menu with what was chosen.
    pub fn press(&mut self, chord: Chord) -> Option<Command> {
        let last = self.choices.len().saturating_sub(1);
        if chord.key == Key::Esc {
            return Some(Command::Nothing);
        }
        if chord.key == Key::Enter {
            let chosen = self.choices.get(self.cursor);
            return Some(chosen.map_or(Command::Nothing, |choice| choice.command.clone()));
        }
        if let Some(cursor) = chord.moves(self.cursor, last) {
            self.cursor = cursor;
        } else if let Key::Char(letter) = chord.key
            && !chord.ctrl
        {
            if let Some(choice) = self.choices.iter().find(|choice| choice.key == letter) {
                return Some(choice.command.clone());
            }
            match letter {
                'j' => self.cursor = (self.cursor + 1).min(last),
                'k' => self.cursor = self.cursor.saturating_sub(1),
                'q' => return Some(Command::Nothing),
                _ => {}
            }
        }
        None
    }
}
