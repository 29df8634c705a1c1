//! The identity of the board file: is it one of ours, may it be opened, and is it still the one that was opened?
//!
//! Knows nothing of records. The checks read the file's header without SQLite, which would turn an empty file
//! into a database and roll back what it does not understand.

use super::{error::StoreError, migrate::NEWEST};
use std::{
    fs::File,
    io::Read,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Marks a file as a gonogo board: `gngo` in the header's application id.
pub(super) const APPLICATION_ID: i32 = 0x676e_676f;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The start of a database file; numbers are big-endian, at the places that SQLite's file format gives.
struct Header([u8; 100]);

impl Header {
    fn number(&self, at: usize) -> u32 {
        let bytes = self.0[at..at + 4].try_into().expect("a slice of four is four bytes");
        u32::from_be_bytes(bytes)
    }

    fn is_ours(&self) -> bool {
        self.0.starts_with(MAGIC) && self.number(68) == APPLICATION_ID as u32
    }

    fn user_version(&self) -> i64 {
        self.number(60).into()
    }

    /// The size the file should have, in bytes; `None` when the header does not vouch for it.
    fn size(&self) -> Option<u64> {
        let page = match u16::from_be_bytes([self.0[16], self.0[17]]) {
            1 => 65_536,
            size => u64::from(size),
        };
        (self.number(24) == self.number(92)).then(|| page * u64::from(self.number(28)))
    }
}

/// Network file systems by the number `statfs` gives; their locks do not hold between machines.
const NETWORK: &[(u64, &str)] = &[
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB"),
    (0x0102_1997, "9P"),
    (0x6573_5546, "FUSE"),
    (0x5346_414f, "AFS"),
    (0x00c3_6400, "Ceph"),
    (0x0bd0_0bd0, "Lustre"),
    (0x4750_4653, "GPFS"),
];

/// Which network file system has this number; `None` for a local one.
fn network(magic: u64) -> Option<&'static str> {
    // The number is 32 bits wide; where its type is signed, the upper half repeats the sign.
    let magic = magic & 0xffff_ffff;
    NETWORK.iter().find(|(known, _)| *known == magic).map(|(_, kind)| *kind)
}

/// Looks at the file before SQLite does.
///
/// # Errors
/// The one sentence that says what is wrong with it; the file is untouched.
pub(super) fn inspect(path: &Path) -> Result<(), StoreError> {
    let io = |source: std::io::Error| StoreError::Io { path: path.to_owned(), source };
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Missing(path.to_owned()));
        }
        Err(error) => return Err(io(error)),
    };
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    if metadata.len() == 0 {
        return Err(StoreError::Empty(path.to_owned()));
    }
    let mut header = Header([0; 100]);
    let complete = File::open(path).map_err(io)?.read_exact(&mut header.0).is_ok();
    if !complete || !header.is_ours() {
        return Err(StoreError::FieldConflict(path.to_owned()));
    }
    if header.user_version() > NEWEST {
        return Err(StoreError::Newer { path: path.to_owned(), found: header.user_version(), known: NEWEST });
    }
    // With a write-ahead log the missing pages may still be in there, and SQLite knows.
    if !has_log(path) && header.size().is_some_and(|size| metadata.len() < size) {
        return Err(StoreError::Damaged(format!("the end of {} is missing", path.display())));
    }
    refuse_network(path)
}

/// Refuses a file or folder on a network file system.
pub(super) fn refuse_network(path: &Path) -> Result<(), StoreError> {
    let Ok(stat) = rustix::fs::statfs(path) else {
        return Ok(());
    };
    // Its type differs between systems.
    let magic = stat.f_type as u64;
    match network(magic) {
        Some(kind) => Err(StoreError::Network { path: path.to_owned(), kind }),
        None => Ok(()),
    }
}

/// Whether the person running us may write to the file and beside it.
pub(super) fn is_writable(path: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(path, Access::WRITE_OK).is_ok() && access(folder_of(path), Access::WRITE_OK).is_ok()
}

/// The folder a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether anybody has the board open, or left it without closing.
pub(super) fn is_open_somewhere(path: &Path) -> bool {
    beside(path, "-wal").exists() || beside(path, "-shm").exists()
}

/// Whether there is a write-ahead log with something in it.
fn has_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// The file that lies beside the board under this suffix, such as those that SQLite keeps there. It lies beside the file itself, not beside a
/// link to it.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut name = real.into_os_string();
    name.push(suffix);
    name.into()
}

/// A file as the operating system knows it: device and number.
type Number = (u64, u64);

fn number(path: &Path) -> Option<Number> {
    std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

/// The boards this process has open, one entry for each time.
///
/// Reading a header means closing a descriptor, and closing any descriptor of a file drops every lock that the
/// process holds on it. So a board that is open here already is not looked at again.
pub(super) struct OpenHere(MutexGuard<'static, Vec<Number>>);

impl OpenHere {
    /// Waits until nobody else in this process is opening a board.
    pub(super) fn lock() -> Self {
        static OPEN: Mutex<Vec<Number>> = Mutex::new(Vec::new());
        Self(OPEN.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether this process has the file open.
    pub(super) fn has(&self, path: &Path) -> bool {
        number(path).is_some_and(|number| self.0.contains(&number))
    }

    /// Notes that it is open.
    pub(super) fn add(&mut self, identity: &Identity) {
        self.0.extend(identity.numbers[0]);
    }

    /// Notes that it is closed, once.
    pub(super) fn remove(&mut self, identity: &Identity) {
        if let Some(at) = self.0.iter().position(|&number| identity.numbers[0] == Some(number)) {
            self.0.swap_remove(at);
        }
    }
}

/// The identity of the file, of its write-ahead log and of the memory that holds the locks.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    path: PathBuf,
    beside: [PathBuf; 2],
    numbers: [Option<Number>; 3],
}

impl Identity {
    /// Remembers which files these are now; taken once the log exists.
    pub(super) fn of(path: &Path) -> Self {
        let mut identity = Self {
            path: path.to_owned(),
            beside: [beside(path, "-wal"), beside(path, "-shm")],
            numbers: [None; 3],
        };
        identity.numbers = identity.now();
        identity
    }

    fn now(&self) -> [Option<Number>; 3] {
        let [log, locks] = &self.beside;
        [number(&self.path), number(log), number(locks)]
    }

    /// Whether all still are the files they were. A write to a replaced file would be lost without a word, and
    /// two who do not share their locks would write over each other.
    ///
    /// # Errors
    /// [`StoreError::Replaced`] when one is gone or another.
    pub(super) fn verify(&self) -> Result<(), StoreError> {
        if self.now() == self.numbers {
            return Ok(());
        }
        Err(StoreError::Replaced(self.path.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_file_systems_are_known_by_their_number_however_wide_its_type() {
        for (magic, kind) in [
            (0x6969, "NFS"),
            (0xff53_4d42, "CIFS"),
            (0xffff_ffff_ff53_4d42, "CIFS"),
            (0xfe53_4d42, "SMB"),
            (0x0102_1997, "9P"),
            (0x6573_5546, "FUSE"),
            (0x00c3_6400, "Ceph"),
            (0x0bd0_0bd0, "Lustre"),
            (0x4750_4653, "GPFS"),
        ] {
            assert_eq!(network(magic), Some(kind), "{magic:#x}");
        }
    }

    #[test]
    fn local_file_systems_are_let_through() {
        let (ext4, tmpfs, btrfs, xfs, overlay) = (0xef53, 0x0102_1994, 0x9123_683e, 0x5846_5342, 0x794c_7630);
        for magic in [ext4, tmpfs, btrfs, xfs, overlay] {
            assert_eq!(network(magic), None, "{magic:#x}");
        }
    }
}
