//! A copy of the board file as it was before its format changed, beside it and for its owner alone.
//!
//! Knows no format: whoever changes one says which it was.
#![expect(clippy::disallowed_types, reason = "the store owns the connection")]

use super::{error::StoreError, file_identity};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs::File,
    io::{Error, ErrorKind},
    os::unix::{ffi::OsStrExt, fs::OpenOptionsExt},
    path::{Path, PathBuf},
};

/// Copies the board with everything in its log, and says where the copy lies. A file that is there already stays.
///
/// The caller holds the lock for writing, so the copy is what it is about to change.
///
/// # Errors
/// [`StoreError::Snapshot`] when there can be no copy; then nothing is left beside the board.
pub(super) fn take(path: &Path, format: i64) -> Result<PathBuf, StoreError> {
    let (at, empty) = reserve(path, format)?;
    drop(empty);
    if let Err(reason) = copy(path, &at) {
        let _ = std::fs::remove_file(&at);
        return Err(StoreError::Snapshot { path: path.to_owned(), at, reason });
    }
    Ok(at)
}

/// Makes the first file of our name that is not there yet: `board.db.format-2`, then `board.db.format-2.1`.
fn reserve(path: &Path, format: i64) -> Result<(PathBuf, File), StoreError> {
    let mut at = file_identity::beside(path, &format!(".format-{format}"));
    for number in 1.. {
        let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&at);
        match made {
            Ok(file) => return Ok((at, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                at = file_identity::beside(path, &format!(".format-{format}.{number}"));
            }
            Err(error) => {
                return Err(StoreError::Snapshot { path: path.to_owned(), at, reason: said(&error) });
            }
        }
    }
    unreachable!("there are more numbers than files")
}

/// Fills the file that is there, and sees to it that a power cut does not take it away again.
fn copy(path: &Path, at: &Path) -> Result<(), String> {
    let board =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|error| error.to_string())?;
    // A name need not be text, so its bytes are given as they are.
    board
        .execute("VACUUM INTO CAST(?1 AS TEXT)", [at.as_os_str().as_bytes()])
        .map_err(|error| error.to_string())?;
    let is_kept = File::open(at).and_then(|copy| copy.sync_all());
    let has_name = || File::open(file_identity::folder_of(at)).and_then(|folder| folder.sync_all());
    is_kept.and_then(|()| has_name()).map_err(|error| said(&error))
}

fn said(error: &Error) -> String {
    error.to_string()
}
