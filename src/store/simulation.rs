//! Simulations: boards whose clock may be given by hand. Each carries a mark in its file that stays for good.
//!
//! Knows no clock; who writes says what time it is.
#![expect(clippy::disallowed_types, reason = "the store owns the connection")]

use super::error::StoreError;
use rusqlite::{Connection, backup::Backup};
use std::path::Path;

/// All pages of a copy in one step.
const WHOLE: i32 = -1;

/// Marks the file.
pub(super) fn mark(connection: &Connection) -> Result<(), StoreError> {
    // A copy of a simulation has the mark already.
    connection.execute("INSERT OR IGNORE INTO mark (name) VALUES ('simulation')", [])?;
    Ok(())
}

/// Whether the file is marked.
pub(super) fn is_marked(connection: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM mark WHERE name = 'simulation')";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Fills an empty file with everything that is in a board.
pub(super) fn copy(board: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut copy = Connection::open(to)?;
    Backup::new(board, &mut copy)?.step(WHOLE)?;
    Ok(())
}
