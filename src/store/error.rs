//! What can go wrong with a board file, each in one sentence that says what to do.

use std::path::PathBuf;

/// Why the store could not do what was asked. The file is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file.
    #[error("there is no board at {0}; start one with `gonogo cycle new`, or look around with `gonogo demo`")]
    Missing(PathBuf),
    /// There is a file already.
    #[error("{0} exists already and was left as it is; choose another name with --db FILE")]
    Exists(PathBuf),
    /// It is a directory or a device.
    #[error("{0} is not a file; name the board file itself with --db FILE")]
    NotAFile(PathBuf),
    /// It is a file of something else.
    #[error("{0} is not a gonogo board and was left as it is; choose another file with --db FILE")]
    FieldConflict(PathBuf),
    /// Nothing is in it.
    #[error("{0} is empty and was left as it is; remove it and start a board with `gonogo cycle new`")]
    Empty(PathBuf),
    /// A later gonogo wrote it.
    #[error(
        "{path} was written by a newer gonogo (format {found}, this one knows {known}); update gonogo to open it"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// It lies where locks do not work.
    #[error(
        "{path} lies on a network file system ({kind}), where several people would corrupt it; keep it on a local disk and log in there"
    )]
    Network {
        /// The file.
        path: PathBuf,
        /// The kind of file system.
        kind: &'static str,
    },
    /// It may only be read.
    #[error("{0} is read-only for you; ask its owner for the right to write, or copy it")]
    ReadOnly(PathBuf),
    /// It may only be read, and this program cannot read it before its format is changed.
    #[error(
        "{path} has an older format ({found}, this gonogo reads {known}) and is read-only for you; let its owner open it once, or copy it"
    )]
    OlderReadOnly {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The format this program reads.
        known: i64,
    },
    /// Its format has to change, and no copy of it as it is could be kept.
    #[error(
        "{path} has an older format, and before that is changed a copy is kept at {at}, which could not be written ({reason}); nothing was changed, make room there and try again"
    )]
    Snapshot {
        /// The file.
        path: PathBuf,
        /// The copy that could not be made.
        at: PathBuf,
        /// Why.
        reason: String,
    },
    /// It was moved, replaced or removed meanwhile.
    #[error(
        "{0} was replaced or removed while it was open, so nothing can be saved there; put it back or reopen gonogo"
    )]
    Replaced(PathBuf),
    /// Somebody held the file for longer than we wait.
    #[error(
        "somebody else is writing to the board and did not finish in time; nothing was changed, try again"
    )]
    Busy,
    /// The disk is full.
    #[error("the disk that holds the board is full; nothing was changed, free some space and try again")]
    Full,
    /// Something in the file is not as it can be.
    #[error(
        "the board looks damaged ({0}) and was left as it is; run `gonogo doctor`, or bring back a snapshot"
    )]
    Damaged(String),
    /// Anything else SQLite says.
    #[error("the board could not be read or written: {0}")]
    Sqlite(rusqlite::Error),
    /// The operating system said no.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        // On a full disk SQLite cannot even make the memory that it shares its locks in.
        const IOERR_SHMSIZE: i32 = 4874;
        let Some(found) = error.sqlite_error().copied() else {
            return Self::Sqlite(error);
        };
        let is = |codes: &[ErrorCode]| codes.contains(&found.code);
        if is(&[ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked]) {
            Self::Busy
        } else if is(&[ErrorCode::DiskFull]) || found.extended_code == IOERR_SHMSIZE {
            Self::Full
        } else if is(&[ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase]) {
            Self::Damaged(error.to_string())
        } else {
            Self::Sqlite(error)
        }
    }
}

impl From<crate::domain::value::Mismatch> for StoreError {
    fn from(mismatch: crate::domain::value::Mismatch) -> Self {
        Self::Damaged(mismatch.to_string())
    }
}
