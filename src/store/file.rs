//! The board file itself: is it ours, may we, and is it still the one we opened?
//!
//! Knows nothing of records. The checks read the file's header without SQLite, which would turn an empty file
//! into a database and roll back what it does not understand.

use super::error::StoreError;
use std::{
    fs::{File, Metadata},
    io::Read,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// Marks a file as a gonogo board: `gngo` in the header's application id.
pub(super) const APPLICATION_ID: i32 = 0x676e_676f;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const APPLICATION_ID_AT: usize = 68;
const HEADER: usize = 100;

/// Network file systems by the number `statfs` gives; their locks do not hold between machines.
const NETWORK: &[(u64, &str)] = &[
    (0x6969, "NFS"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB"),
    (0x0102_1997, "9P"),
    (0x6573_5546, "FUSE"),
    (0x5346_414f, "AFS"),
    (0x00c3_6400, "Ceph"),
    (0x0bd0_0bd0, "Lustre"),
];

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
    let mut header = [0; HEADER];
    let complete = File::open(path).map_err(io)?.read_exact(&mut header).is_ok();
    let is_ours = header[APPLICATION_ID_AT..].starts_with(&APPLICATION_ID.to_be_bytes());
    if !complete || !header.starts_with(MAGIC) || !is_ours {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    refuse_network(path)
}

fn refuse_network(path: &Path) -> Result<(), StoreError> {
    let Ok(stat) = rustix::fs::statfs(path) else {
        return Ok(());
    };
    #[expect(clippy::unnecessary_cast, reason = "the type of f_type differs between systems")]
    let found = stat.f_type as u64 & 0xffff_ffff;
    match NETWORK.iter().find(|(magic, _)| *magic == found) {
        Some((_, kind)) => Err(StoreError::Network { path: path.to_owned(), kind }),
        None => Ok(()),
    }
}

/// Whether the person running us may write to the file and beside it.
pub(super) fn is_writable(path: &Path) -> bool {
    use rustix::fs::{Access, access};
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    access(path, Access::WRITE_OK).is_ok() && access(folder, Access::WRITE_OK).is_ok()
}

/// The identity of the file and of its write-ahead log, as the operating system knows them.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    path: PathBuf,
    wal: PathBuf,
    file: Option<(u64, u64)>,
    log: Option<(u64, u64)>,
}

impl Identity {
    /// Remembers which files these are now; taken once the log exists.
    pub(super) fn of(path: &Path) -> Self {
        let mut wal = path.as_os_str().to_owned();
        wal.push("-wal");
        let wal = PathBuf::from(wal);
        Self { path: path.to_owned(), file: number(path), log: number(&wal), wal }
    }

    /// Whether both still are the files they were. A write to a replaced file would be lost without a word.
    ///
    /// # Errors
    /// [`StoreError::Replaced`] when either is gone or another.
    pub(super) fn verify(&self) -> Result<(), StoreError> {
        if number(&self.path) == self.file && number(&self.wal) == self.log {
            return Ok(());
        }
        Err(StoreError::Replaced(self.path.clone()))
    }
}

fn number(path: &Path) -> Option<(u64, u64)> {
    std::fs::metadata(path).ok().map(|found: Metadata| (found.dev(), found.ino()))
}
