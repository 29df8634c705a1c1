//! Opening and creating a board file: nothing is ever created or changed by accident.
#![expect(clippy::disallowed_types, reason = "the store owns the connection")]

use super::{
    Store,
    error::StoreError,
    file_identity::{self, Identity, OpenHere},
    migrate, simulation,
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
            up_to_date(look_at(path)?, path)?
        } else {
            let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            // Before the first write, and switching the journal is one.
            migrate::version(&connection, path)?;
            use_write_ahead_log(&connection)?;
            migrated = migrate::migrate(&mut connection, path)?;
            connection
        };
        let mut store = Self::of(&mut here, connection, path, read_only)?;
        store.migrated = migrated;
        Ok(store)
    }

    /// Makes a new board file, readable by its owner alone, and opens it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file already, which stays as it was.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        Self::make(path, |_| Ok(()))
    }

    /// The same for a simulation, which is marked as one for good.
    ///
    /// # Errors
    /// As for [`Store::create`].
    pub fn create_simulation(path: &Path) -> Result<Self, StoreError> {
        Self::make(path, simulation::mark)
    }

    /// Makes an empty file and lets `finish` add to the board that it becomes.
    fn make(
        path: &Path,
        finish: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<Self, StoreError> {
        reserve(path)?;
        let made = Self::fill(path, finish);
        if made.is_err() {
            // Half a board would be taken for a foreign file next time.
            let _ = std::fs::remove_file(path);
        }
        made
    }

    fn fill(
        path: &Path,
        finish: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<Self, StoreError> {
        let mut here = OpenHere::lock();
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        use_write_ahead_log(&connection)?;
        migrate::create(&mut connection, path)?;
        finish(&connection)?;
        // The header is read without SQLite when the file is next opened, so it must have left the log.
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        // The file's name must survive a power cut as well as its content does.
        let synced = std::fs::File::open(file_identity::folder_of(path)).and_then(|folder| folder.sync_all());
        synced.map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
        Self::of(&mut here, connection, path, false)
    }

    /// Makes a marked copy of a board, of whatever format, in which the clock may be given by hand; the board stays as it
    /// is.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the copy's place is taken; what is wrong with either file.
    pub fn simulate(board: &Path, copy: &Path) -> Result<Self, StoreError> {
        if !OpenHere::lock().has(board) {
            file_identity::inspect(board)?;
        }
        let source = look_at(board)?;
        reserve(copy)?;
        let made = simulation::copy(&source, copy).and_then(|()| Self::fill(copy, simulation::mark));
        if made.is_err() {
            let _ = std::fs::remove_file(copy);
        }
        made
    }

    fn of(
        here: &mut OpenHere,
        connection: Connection,
        path: &Path,
        read_only: bool,
    ) -> Result<Self, StoreError> {
        let is_simulation = simulation::is_marked(&connection)?;
        let identity = Identity::of(path);
        here.add(&identity);
        Ok(Self { connection, path: path.to_owned(), identity, read_only, is_simulation, migrated: None })
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Closing itself is SQLite's: the last one out brings the log into the file, unless the file was moved. That takes
        // two syncs of five, and is kept: without it a copy of the file alone lacks the newest writes, and nobody who
        // copies it would know. Measured in benches/README.md.
        OpenHere::lock().remove(&self.identity);
    }
}

/// Makes an empty file for its owner alone, where there is none.
fn reserve(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let io = |source: std::io::Error| StoreError::Io { path: path.to_owned(), source };
    let folder = file_identity::folder_of(path);
    std::fs::create_dir_all(folder).map_err(io)?;
    file_identity::refuse_network(folder)?;
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map(drop).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            return StoreError::Exists(path.to_owned());
        }
        io(error)
    })
}

/// Opens a file only to read it, whatever format it has.
fn look_at(path: &Path) -> Result<Connection, StoreError> {
    let connection = if file_identity::is_open_somewhere(path) {
        connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?
    } else {
        // SQLite would leave files of ours beside the board that its owner cannot write to; on the promise that the
        // board stays as it is, it makes none. Whoever writes makes one, and then we are no longer at the same board.
        let access = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        connect(unchanging(path), access)?
    };
    migrate::version(&connection, path)?;
    Ok(connection)
}

/// The connection, if the file has the newest format.
fn up_to_date(connection: Connection, path: &Path) -> Result<Connection, StoreError> {
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
