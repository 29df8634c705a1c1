//! The owner picker: people who match a few letters, with how much each already owns.

use super::{editor::Editor, fuzzy::matching};
use crate::{
    domain::{
        Board, Id, Moment, Person, Ref,
        rules::responsibilities::{self, Load},
    },
    input::{Chord, Key},
    ops::{self, Operation},
};

/// The owner picker.
#[derive(Clone, Debug)]
pub struct Picker {
    /// The records to give away, as people call them.
    pub subjects: Vec<Ref>,
    /// What was typed.
    pub query: Editor,
    /// The people it fits, best first; whoever picks comes first while nothing is typed.
    pub matches: Vec<Candidate>,
    /// The chosen row; one past the last is "add this person".
    pub cursor: usize,
    /// The last operation the person had on the screen when the picker opened.
    pub seen: i64,
    everybody: Vec<Candidate>,
}

/// A person who can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub id: Id<Person>,
    /// Handle and name, to match against.
    pub name: String,
    /// Handle.
    pub handle: String,
    /// Function.
    pub function: String,
    /// What they have to see to.
    pub open: usize,
    /// What of it is late or is escalated.
    pub late: usize,
}

/// How the picker took a key.
#[derive(Debug, PartialEq)]
pub enum Picked {
    /// It goes on.
    Stay,
    /// The person left.
    Leave,
    /// Do this.
    Done(Box<Operation>),
}

impl Picker {
    /// A picker for these records.
    pub fn new(subjects: Vec<Ref>, board: &Board, me: Option<Id<Person>>, now: Moment) -> Self {
        let loads = responsibilities::loads(board, now);
        let mut everybody: Vec<Candidate> = board
            .people
            .rows()
            .iter()
            .filter(|person| person.active)
            .map(|person| candidate(person, loads.get(&person.id).copied().unwrap_or_default()))
            .collect();
        everybody.sort_by_key(|person| (Some(person.id) != me, person.handle.clone()));
        let matches = everybody.clone();
        Self { subjects, query: Editor::new("", false), matches, cursor: 0, seen: board.seq, everybody }
    }

    /// The name that would be added, when nobody is chosen.
    pub fn new_name(&self) -> Option<String> {
        let typed = self.query.text().trim().to_owned();
        (!typed.is_empty()).then_some(typed)
    }

    /// Takes text that was pasted.
    pub fn paste(&mut self, text: &str) {
        self.query.paste(text);
        self.search();
    }

    /// Takes a key.
    pub fn press(&mut self, chord: Chord) -> Picked {
        if chord.key == Key::Esc {
            return Picked::Leave;
        }
        if chord.key == Key::Enter {
            return self.choose();
        }
        if let Some(cursor) = chord.moves(self.cursor, self.last()) {
            self.cursor = cursor;
        } else if self.query.press(chord) {
            self.search();
        }
        Picked::Stay
    }

    fn last(&self) -> usize {
        (self.matches.len() + usize::from(self.new_name().is_some())).saturating_sub(1)
    }

    fn search(&mut self) {
        let query = self.query.text();
        self.matches = matching(query.trim().trim_start_matches('@'), &self.everybody, |person| &person.name);
        self.cursor = 0;
    }

    fn choose(&self) -> Picked {
        let subjects = self.subjects.clone();
        let operation = match self.matches.get(self.cursor) {
            Some(person) => ops::common::Op::Assign { subjects, owner: person.id },
            None => match self.new_name() {
                Some(name) => ops::common::Op::AssignNew { subjects, name },
                None => return Picked::Stay,
            },
        };
        Picked::Done(Box::new(operation.into()))
    }
}

fn candidate(person: &Person, load: Load) -> Candidate {
    Candidate {
        id: person.id,
        name: format!("{} {}", person.handle, person.name),
        handle: person.handle.to_string(),
        function: person.function.as_deref().unwrap_or_default().to_owned(),
        open: load.open,
        late: load.late,
    }
}
