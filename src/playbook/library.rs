//! Where playbook files come from: the binary, or a team's folder laid over it. Does not know what a playbook is.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::embedded;
use super::fault::Fault;

/// Names the folders of a playbook collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folder {
    Industries,
    Roles,
    Objectives,
    Methods,
    Playbooks,
}

impl Folder {
    pub(super) const ALL: [Self; 5] =
        [Self::Industries, Self::Roles, Self::Objectives, Self::Methods, Self::Playbooks];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Industries => "industries",
            Self::Roles => "roles",
            Self::Objectives => "objectives",
            Self::Methods => "methods",
            Self::Playbooks => "playbooks",
        }
    }
}

/// One file: where it belongs, what it is called, what it says.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) folder: Folder,
    pub(super) slug: String,
    /// The path as faults print it.
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    /// Reads the file's TOML; the first thing that does not fit becomes the fault.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        toml::from_str(&self.text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            Fault::at(&self.path, &self.text, &span, error.message())
        })
    }
}

/// The files at hand, a team's before the shipped ones.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    files: Vec<File>,
    /// How many of the files, from the front, are the team's own.
    own: usize,
}

impl Shelf {
    /// Holds what ships with the binary.
    pub(super) fn shipped() -> Self {
        let files = embedded::FILES.iter().filter_map(|(path, text)| {
            let (folder, slug) = path.strip_suffix(".toml")?.split_once('/')?;
            let folder = Folder::ALL.into_iter().find(|known| known.name() == folder)?;
            let path = format!("data/{path}");
            Some(File { folder, slug: slug.to_owned(), path, text: (*text).to_owned() })
        });
        Self { files: files.collect(), own: 0 }
    }

    /// Lays a team's folder over the shipped files.
    pub(super) fn with_dir(dir: &Path) -> Result<Self, Vec<Fault>> {
        let (mut files, mut faults) = (Vec::new(), Vec::new());
        if !dir.is_dir() {
            return Err(vec![Fault::of(&dir.display().to_string(), "is not a folder that can be read")]);
        }
        for folder in Folder::ALL {
            match read_folder(dir, folder) {
                Ok(found) => found.into_iter().for_each(|file| match file {
                    Ok(file) => files.push(file),
                    Err(fault) => faults.push(fault),
                }),
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let own = files.len();
        files.extend(Self::shipped().files);
        Ok(Self { files, own })
    }

    /// Lists the team's own files.
    pub(super) fn own(&self) -> &[File] {
        self.files.get(..self.own).unwrap_or_default()
    }

    /// Lists every file, a team's before the shipped ones.
    pub(super) fn all(&self) -> &[File] {
        &self.files
    }

    /// Finds a file; a team's hides the shipped one of the same name.
    pub(super) fn find(&self, folder: Folder, slug: &str) -> Option<&File> {
        self.files.iter().find(|file| file.folder == folder && file.slug == slug)
    }
}

/// Reads the `.toml` files of one folder in name order; a folder that is not there holds none.
fn read_folder(dir: &Path, folder: Folder) -> Result<Vec<Result<File, Fault>>, Fault> {
    let path = dir.join(folder.name());
    if !path.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |error: std::io::Error| Fault::of(&path.display().to_string(), error.to_string());
    let mut paths = Vec::new();
    for entry in fs::read_dir(&path).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    Ok(paths.iter().map(|path| read_file(path, folder)).collect())
}

fn read_file(path: &Path, folder: Folder) -> Result<File, Fault> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| Fault::of(&shown, error.to_string()))?;
    let slug = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(File { folder, slug, path: shown, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_path_names_a_known_folder() {
        assert_eq!(Shelf::shipped().all().len(), embedded::FILES.len());
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_fault() {
        let dir = tempfile::tempdir().unwrap();
        let faults = Shelf::with_dir(&dir.path().join("nowhere")).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].to_string().contains("nowhere: is not a folder"), "{}", faults[0]);
    }

    #[test]
    fn a_teams_file_hides_the_shipped_one_of_the_same_name() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("industries")).unwrap();
        fs::write(dir.path().join("industries/ecommerce.toml"), "name = \"ours\"").unwrap();
        let shelf = Shelf::with_dir(dir.path()).unwrap();
        let file = shelf.find(Folder::Industries, "ecommerce").unwrap();
        assert_eq!(file.text, "name = \"ours\"");
        assert_eq!(shelf.own().len(), 1);
        assert!(shelf.find(Folder::Roles, "engineering-managers").is_some());
    }
}
