//! Drafts on disk: what somebody typed and did not send, by board file, so that a dropped line loses nothing.
//!
//! Knows nothing of what a draft is for. Problems with the disk are never in the way: a draft is a courtesy.

use super::log;
use crate::app::flow::Draft;
use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    io::Write as _,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// The drafts of one board.
#[derive(Debug)]
pub struct Drafts {
    file: PathBuf,
    kept: Vec<Draft>,
}

impl Drafts {
    /// The drafts kept for a board, in a folder of the person's own.
    pub fn of(board: &Path, folder: &Path) -> Self {
        let whole = std::fs::canonicalize(board).unwrap_or_else(|_| board.to_owned());
        let digest = Sha256::digest(whole.as_os_str().as_encoded_bytes());
        let name = digest.iter().take(8).fold(String::new(), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        });
        let file = folder.join(format!("drafts-{name}.json"));
        // A draft that cannot be read, of another release, leaves the others alone.
        let listed: Vec<serde_json::Value> = std::fs::read(&file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let kept = listed.into_iter().filter_map(|draft| serde_json::from_value(draft).ok()).collect();
        Self { file, kept }
    }

    /// What was kept.
    pub fn kept(&self) -> &[Draft] {
        &self.kept
    }

    /// Keeps these instead, if they differ.
    pub fn keep(&mut self, drafts: Vec<Draft>) {
        if drafts == self.kept {
            return;
        }
        if let (Err(error), Some(folder)) = (self.write(&drafts), self.file.parent()) {
            log::append(folder, &format!("{}: drafts could not be kept: {error}", self.file.display()));
        }
        self.kept = drafts;
    }

    /// Writes a new file beside the old one and puts it in its place, so that a half-written one is never read.
    fn write(&self, drafts: &[Draft]) -> std::io::Result<()> {
        if drafts.is_empty() {
            return std::fs::remove_file(&self.file);
        }
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let new = self.file.with_extension("new");
        let mut file =
            std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(&serde_json::to_vec(drafts)?)?;
        std::fs::rename(&new, &self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{app::flow::FormKind, domain::Kind};

    #[test]
    fn what_was_kept_for_one_board_is_found_again_for_that_board_only() {
        let folder = tempfile::tempdir().unwrap();
        let draft = Draft {
            kind: FormKind::Add(Kind::Blocker),
            subjects: vec![],
            answers: vec![("title".into(), "PSP cert".into())],
            was_open: true,
        };
        let mut drafts = Drafts::of(Path::new("a.db"), folder.path());
        drafts.keep(vec![draft.clone()]);
        assert_eq!(Drafts::of(Path::new("a.db"), folder.path()).kept(), [draft]);
        assert!(Drafts::of(Path::new("b.db"), folder.path()).kept().is_empty());
        drafts.keep(vec![]);
        assert!(Drafts::of(Path::new("a.db"), folder.path()).kept().is_empty());
    }

    #[test]
    fn a_draft_that_nobody_knows_any_more_leaves_the_others_alone() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::of(Path::new("a.db"), folder.path());
        let draft = |kind: &str| {
            format!(
                r#"{{"kind":"{kind}","subjects":["B-1"],"answers":[["how","renewed"]],"was_open":false}}"#
            )
        };
        let written = format!("[{},{}]", draft("no-such-form"), draft("resolve"));
        std::fs::write(&drafts.file, written).unwrap();
        let kept = Drafts::of(Path::new("a.db"), folder.path()).kept().to_vec();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].kind, FormKind::of::<crate::ops::blocker::Resolve>());
    }
}
