//! What reaches the app, and what it asks for in return. Side effects are data: the app performs none.

use crate::{
    domain::{Board, Cycle, Id, Moment, Ref},
    input::Input,
    ops::{OpError, Operation, Receipt, import::As},
    store::Logged,
};

/// Something that happened outside the app.
#[derive(Debug)]
pub enum Event {
    /// A key, a paste, the window's focus.
    Input(Input),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// Time went on.
    Tick(Moment),
    /// The board was read afresh.
    Loaded(Box<Board>),
    /// Others did these things; oldest first.
    Changed(Vec<Logged>),
    /// An operation is safely on disk.
    Done(Receipt),
    /// An operation was not done.
    Failed(OpError),
    /// A register was read and tried out; nothing has changed yet.
    DryRunDone(Box<DryRun>),
    /// The history of a record, newest first.
    History(Ref, Vec<Logged>),
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
