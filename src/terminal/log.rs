//! What the program has to tell about itself while the terminal belongs to the board: lines in a file of the person's own.

use super::Clock;
use std::{io::Write as _, path::Path};

/// Adds a line to `gonogo.log` in a folder; a disk that takes no drafts may take no line either, and is not in the way.
pub(super) fn append(folder: &Path, said: &str) {
    let line = format!("{} {said}\n", Clock::Machine.now());
    let open = || std::fs::OpenOptions::new().create(true).append(true).open(folder.join("gonogo.log"));
    let _ = std::fs::create_dir_all(folder).and_then(|()| open()?.write_all(line.as_bytes()));
}
