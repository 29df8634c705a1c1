//! Hands a longer text to the person's own editor.
//!
//! The terminal must have been given back and the reader stopped. It does not know what the text is for, and does
//! not clean it.
#![expect(
    clippy::disallowed_types,
    reason = "the one place that starts another program: the editor the person chose"
)]

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// The most that is read back; no field holds more.
const LONGEST: u64 = 1024 * 1024;
/// How many names are tried before giving up on a directory full of leftovers.
const NAMES: u32 = 100;

/// Why no new text came back; the old text still stands.
#[derive(Debug, thiserror::Error)]
pub enum NotEdited {
    /// The temporary file could not be written or read.
    #[error("the text could not be handed to the editor: {0}")]
    File(#[from] io::Error),
    /// The editor ended as failed, which is also how one says "leave it as it was".
    #[error(
        "the editor ({0}) ended without success ({1}), so the text stays as it was; set $EDITOR if it is not there"
    )]
    Failed(String, ExitStatus),
    /// What came back is not text, or far too much.
    #[error("what the editor saved is not plain text of a reasonable length, so the text stays as it was")]
    NotText,
}

/// The editor to use: the value of `VISUAL`, else of `EDITOR`, else `vi`. A value may contain arguments.
pub fn choose<'a>(visual: Option<&'a str>, editor: Option<&'a str>) -> &'a str {
    [visual, editor].into_iter().flatten().find(|value| !value.trim().is_empty()).unwrap_or("vi")
}

/// Lets the person edit a text, and returns what was saved.
///
/// The text lies in a file in `directory` that only this user can read, and that is removed again. A line end that
/// the editor added at the very end is taken off.
///
/// # Errors
/// When the file cannot be written, the editor does not start or fails, or what it saved is not text.
pub fn edit(text: &str, editor: &str, directory: &Path) -> Result<String, NotEdited> {
    let path = write_new(text, directory)?;
    let edited = run(editor, &path).and_then(|()| read_back(&path));
    let _ = fs::remove_file(&path);
    let mut edited = edited?;
    if edited.ends_with('\n') && !text.ends_with('\n') {
        edited.pop();
    }
    Ok(edited)
}

fn write_new(text: &str, directory: &Path) -> io::Result<PathBuf> {
    for number in 0..NAMES {
        let path = directory.join(format!("gonogo-{}-{number}.md", std::process::id()));
        // The name can be foreseen, so the file must be new: a link put there by somebody else is refused.
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The shell splits the editor's arguments as the person wrote them; the path is never read as shell text.
fn run(editor: &str, path: &Path) -> Result<(), NotEdited> {
    let status =
        Command::new("/bin/sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(path).status()?;
    if status.success() { Ok(()) } else { Err(NotEdited::Failed(editor.to_owned(), status)) }
}

fn read_back(path: &Path) -> Result<String, NotEdited> {
    if fs::metadata(path)?.len() > LONGEST {
        return Err(NotEdited::NotText);
    }
    String::from_utf8(fs::read(path)?).map_err(|_| NotEdited::NotText)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn edited_by(editor: &str, text: &str) -> (Result<String, NotEdited>, usize) {
        let directory = tempfile::tempdir().unwrap();
        let edited = edit(text, editor, directory.path());
        (edited, fs::read_dir(directory.path()).unwrap().count())
    }

    #[test]
    fn the_chosen_editor_changes_the_text_and_nothing_is_left_behind() {
        let (edited, left) = edited_by("sed -i -e 's/old words/new words/'", "keep the old words");
        assert_eq!(edited.unwrap(), "keep the new words");
        assert_eq!(left, 0);
    }

    #[test]
    fn a_line_end_that_the_editor_adds_is_taken_off() {
        assert_eq!(edited_by("printf 'one\\ntwo\\n' >", "").0.unwrap(), "one\ntwo");
        assert_eq!(edited_by("true", "one\n").0.unwrap(), "one\n");
    }

    #[test]
    fn an_editor_that_fails_leaves_the_text_alone() {
        for editor in ["false", "no-such-editor-anywhere 2>&-"] {
            let (edited, left) = edited_by(editor, "text");
            assert!(matches!(edited, Err(NotEdited::Failed(..))));
            assert_eq!(left, 0);
        }
        assert!(matches!(edited_by("printf '\\377' >", "text").0, Err(NotEdited::NotText)));
    }

    #[test]
    fn nobody_else_can_read_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = write_new("text", directory.path()).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let other = write_new("text", directory.path()).unwrap();
        assert_ne!(path, other, "a file that is there is never written into");
    }

    #[test]
    fn the_editor_is_visual_then_editor_then_vi() {
        assert_eq!(choose(Some("code -w"), Some("nano")), "code -w");
        assert_eq!(choose(Some(" "), Some("nano")), "nano");
        assert_eq!(choose(None, None), "vi");
    }
}
