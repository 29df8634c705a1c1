//! What reaches the app, and what it asks for in return. Side effects are data: the app performs none.

use super::flow::Draft;
use crate::{
    domain::{Board, Cycle, Id, Moment, Person, Ref},
    input::Input,
    ops::{OpError, Operation, Receipt, import::As},
    playbook::Playbook,
    store::Logged,
};

/// What a terminal knows before any board is open in it.
#[derive(Debug)]
pub struct Start {
    /// A cycle to show while there is none.
    pub blank: Cycle,
    /// The login name, or the name given instead of it: what somebody new is called at first.
    pub login: String,
    /// Whether somebody new is recognised by the login next time.
    pub joins_by_login: bool,
    /// The team's own playbooks.
    pub own_playbooks: Vec<Playbook>,
    /// What was typed and not sent when the program last ended.
    pub drafts: Vec<Draft>,
    /// Whether the light palette is used.
    pub is_light: bool,
    /// The moment.
    pub now: Moment,
    /// Columns and rows.
    pub size: (u16, u16),
}

/// A board that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The records.
    pub board: Board,
    /// Who sits here; `None` when the board does not know them.
    pub me: Option<Id<Person>>,
    /// Every cycle in the file.
    pub cycles: Vec<Cycle>,
    /// Whether the file can only be read.
    pub is_read_only: bool,
    /// What its time is.
    pub time: BoardTime,
}

/// What the time of an open board is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardTime {
    /// The machine's.
    #[default]
    Real,
    /// Given by hand for a real board, which is then only read.
    AsOf,
    /// Whatever it is: the board is a simulation.
    Simulated,
}

/// Something that happened outside the app.
#[derive(Debug)]
pub enum Event {
    /// A key, a paste, the window's focus.
    Input(Input),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// Time went on.
    Tick(Moment),
    /// What covered the screen is gone; nothing of the app is left on it.
    Uncovered,
    /// What the app shows was drawn.
    Painted,
    /// A cycle was opened, the first or another one.
    Opened(Box<Opened>),
    /// The board that is open was read afresh.
    Loaded(Box<Board>),
    /// Others did these things; oldest first.
    Changed(Vec<Logged>),
    /// An operation of one's own is safely on disk.
    Done {
        /// What came of it.
        receipt: Receipt,
        /// The same as it stands in the log, where that could be read.
        logged: Option<Logged>,
    },
    /// An operation was not done.
    Failed(OpError),
    /// A register was read and tried out; nothing has changed yet.
    DryRunDone(Box<DryRun>),
    /// The history of a record, newest first.
    History(Ref, Vec<Logged>),
    /// What happened lately in the cycle, newest first, as many operations as were asked for.
    Feed(Vec<Logged>, usize),
    /// The text that came back from the person's own editor; `None` when it was left unchanged.
    Edited(Option<String>),
    /// Something to tell, which went well or not.
    Told(Result<String, String>),
}

/// What would happen if a register were brought in.
#[derive(Clone, Debug, PartialEq)]
pub struct DryRun {
    /// What brings it in.
    pub operation: Box<Operation>,
    /// How it was read, one line to a matter.
    pub readings: Vec<String>,
    /// What would come of it, in one sentence.
    pub said: String,
    /// Whether nothing would.
    pub is_idle: bool,
}

/// Something the app wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Do this to the board.
    Execute(Box<Operation>),
    /// Read a register from a file and say what would come of it.
    Import {
        /// Where it lies, as typed.
        path: String,
        /// What its rows are.
        rows: As,
    },
    /// Put this on the person's clipboard.
    Copy(String),
    /// Let the person edit this in their own editor.
    Edit(String),
    /// Read the whole board again, since a change could not be shown.
    Reload,
    /// Paint everything anew.
    Repaint,
    /// Go to the background.
    Suspend,
    /// Work in another cycle.
    UseCycle(Id<Cycle>),
    /// Make an example board and open it.
    Demo,
    /// End.
    Quit,
}
