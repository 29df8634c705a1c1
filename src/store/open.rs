//! Opening and creating a board file: nothing is ever created or changed by accident.
#![expect(clippy::disallowed_types, reason = "the store owns the connection")]

use super::{
    Store,
    error::StoreError,
    file_identity::{self, Identity, OpenHere},
    migrate,
};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{
    ffi::OsString,
    os::unix::ffi::{OsStrExt, OsStringExt},
    path::{Path, PathBuf},
    time::Duration,
};

impl Store {
    /// Opens an existing board; never makes one. Read-only where the file or its folder is.
    ///
    /// # Errors
    /// One sentence that says what is wrong with the file, which stays as it was.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut here = OpenHere::lock();
        if !here.has(path) {
            file_identity::inspect(path)?;
        }
        let read_only = !file_identity::is_writable(path);
        let mut migrated = None;
        let connection = if read_only {
            look_at(path)?
        } else {
            let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            // Before the first write, and switching the journal is one.
            migrate::version(&connection, path)?;
            use_write_ahead_log(&connection)?;
            migrated = migrate::migrate(&mut connection, path)?;
            connection
        };
        let mut store = Self::of(&mut here, connection, path, read_only);
        store.migrated = migrated;
        Ok(store)
    }

    /// Makes a new board file, readable by its owner alone, and opens it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file already, which stays as it was.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        use std::os::unix::fs::OpenOptionsExt;
        let io = |source: std::io::Error| StoreError::Io { path: path.to_owned(), source };
        let folder = file_identity::folder_of(path);
        std::fs::create_dir_all(folder).map_err(io)?;
        file_identity::refuse_network(folder)?;
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|error| {
            if error.kind() == std::io::ErrorKind::AlreadyExists {
                return StoreError::Exists(path.to_owned());
            }
            io(error)
        })?;
        let made = Self::fill(path);
        if made.is_err() {
            // Half a board would be taken for a foreign file next time.
            let _ = std::fs::remove_file(path);
        }
        made
    }

    fn fill(path: &Path) -> Result<Self, StoreError> {
        let mut here = OpenHere::lock();
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        use_write_ahead_log(&connection)?;
        migrate::create(&mut connection, path)?;
        // The header is read without SQLite when the file is next opened, so it must have left the log.
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        // The file's name must survive a power cut as well as its content does.
        let synced = std::fs::File::open(file_identity::folder_of(path)).and_then(|folder| folder.sync_all());
        synced.map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
        Ok(Self::of(&mut here, connection, path, false))
    }

    fn of(here: &mut OpenHere, connection: Connection, path: &Path, read_only: bool) -> Self {
        let identity = Identity::of(path);
        here.add(&identity);
        Self { connection, path: path.to_owned(), identity, read_only, migrated: None }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Closing itself is SQLite's: the last one out brings the log into the file, unless the file was moved.
        OpenHere::lock().remove(&self.identity);
    }
}

/// Opens a file that we may not write to.
fn look_at(path: &Path) -> Result<Connection, StoreError> {
    let connection = if file_identity::is_open_somewhere(path) {
        connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?
    } else {
        // SQLite would leave files of ours beside the board that its owner cannot write to; on the promise that the
        // board stays as it is, it makes none. Whoever writes makes one, and then we are no longer at the same board.
        let access = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        connect(unchanging(path), access)?
    };
    let found = migrate::version(&connection, path)?;
    if found < migrate::NEWEST {
        // To be read it would have to be brought up to date, which is writing.
        return Err(StoreError::OlderReadOnly { path: path.to_owned(), found, known: migrate::NEWEST });
    }
    Ok(connection)
}

/// The address by which SQLite takes a file to be unchanging.
fn unchanging(path: &Path) -> PathBuf {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut uri = b"file:".to_vec();
    for &byte in real.as_os_str().as_bytes() {
        match byte {
            b'%' | b'?' | b'#' => uri.extend(format!("%{byte:02x}").bytes()),
            byte => uri.push(byte),
        }
    }
    uri.extend(b"?immutable=1");
    OsString::from_vec(uri).into()
}

/// Connects, and sets up what must hold for every connection. Writes nothing.
fn connect(path: impl AsRef<Path>, access: OpenFlags) -> Result<Connection, StoreError> {
    let mut connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_handler(Some(wait_for_lock))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -16000;
         PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;",
    )?;
    Ok(connection)
}

/// A database in memory, empty, with the same rules as a file.
pub(super) fn in_memory() -> Result<Connection, StoreError> {
    connect(":memory:", OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

fn use_write_ahead_log(connection: &Connection) -> Result<(), StoreError> {
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    // SQLite does not call it an error when it keeps the old journal because somebody else uses it.
    if mode == "wal" { Ok(()) } else { Err(StoreError::Busy) }
}

/// Waits a moment for the lock, a little differently each time, so that no writer starves; gives up after about
/// five seconds.
pub(super) fn wait_for_lock(tries: i32) -> bool {
    const PATIENCE: i32 = 1_200;
    let longest = if tries < 10 { 500 } else { 8_000 };
    std::thread::sleep(Duration::from_micros(fastrand::u64(100..=longest)));
    tries < PATIENCE
}
