//! The files one playbook is put together from, opened side by side, and looking things up in them.
//! Does not know what the finished playbook looks like.

use serde::de::DeserializeOwned;

use super::fault::Fault;
use super::library::{File, Folder, Shelf};
use super::model::Named;
use super::placeholders::Slots;
use super::source::{Industry, Keyed, Method, Objective, Role, Text, Variant};

/// A file and what was read from it.
#[derive(Debug)]
pub(super) struct Page<'a, T> {
    pub(super) file: &'a File,
    pub(super) raw: T,
}

impl<'a, T: DeserializeOwned> Page<'a, T> {
    pub(super) fn open(file: &'a File) -> Result<Self, Fault> {
        Ok(Self { file, raw: file.read()? })
    }
}

impl<T> Page<'_, T> {
    /// States a fault at a text of this file.
    pub(super) fn fault(&self, at: &Text, missing: impl Into<String>) -> Fault {
        Fault::at(&self.file.path, &self.file.text, &at.span(), missing)
    }

    /// States a fault at the first line of this file.
    pub(super) fn fault_at_top(&self, missing: impl Into<String>) -> Fault {
        Fault::at(&self.file.path, &self.file.text, &(0..0), missing)
    }

    /// Fills the slots of a text; what cannot be filled becomes a fault.
    pub(super) fn fill(&self, slots: &Slots, text: &Text, faults: &mut Vec<Fault>) -> String {
        slots.fill(text.as_ref()).unwrap_or_else(|unfilled| {
            // A long text spans lines: point at the quoted part, which stands in the file as it is.
            let span = text.span();
            let written = self.file.text.get(span.clone()).unwrap_or_default();
            let start = span.start + written.find(&unfilled.quote).unwrap_or_default();
            faults.push(Fault::at(&self.file.path, &self.file.text, &(start..span.end), unfilled.problem));
            String::new()
        })
    }

    /// Takes a text that others are filled with, and that therefore has no slots of its own.
    pub(super) fn plain(&self, text: &Text, faults: &mut Vec<Fault>) -> String {
        self.fill(&Slots::default(), text, faults)
    }

    /// Looks a key up that this file names; an unknown one becomes a fault listing the known ones.
    pub(super) fn pick(&self, key: &Text, what: &str, from: &[Named], faults: &mut Vec<Fault>) -> Named {
        if let Some(found) = from.iter().find(|named| named.key == *key.as_ref()) {
            return found.clone();
        }
        let known = from.iter().map(|named| named.key.as_str()).collect::<Vec<_>>().join(", ");
        faults.push(self.fault(key, format!("`{}` is not {what}; known: {known}", key.as_ref())));
        Named::default()
    }

    /// Takes a list of keys and texts.
    pub(super) fn named(&self, list: &[Keyed], faults: &mut Vec<Fault>) -> Vec<Named> {
        self.unique("key", list.iter().map(|entry| &entry.key), faults);
        list.iter()
            .map(|entry| Named { key: self.plain(&entry.key, faults), text: self.plain(&entry.text, faults) })
            .collect()
    }

    /// Says where a key is given for the second time.
    pub(super) fn unique<'t>(
        &self,
        what: &str,
        keys: impl Iterator<Item = &'t Text>,
        faults: &mut Vec<Fault>,
    ) {
        let mut seen: Vec<&str> = Vec::new();
        for key in keys {
            if seen.contains(&key.as_ref().as_str()) {
                faults.push(self.fault(key, format!("the {what} `{}` is given twice", key.as_ref())));
            }
            seen.push(key.as_ref());
        }
    }

    /// Says that a list is too short or too long, at its last entry.
    pub(super) fn expect_count<'t>(
        &self,
        expected: usize,
        what: &str,
        entries: impl Iterator<Item = &'t Text>,
        faults: &mut Vec<Fault>,
    ) {
        let entries: Vec<_> = entries.collect();
        if entries.len() == expected {
            return;
        }
        let missing = format!("{expected} {what} are needed, here are {}", entries.len());
        faults.push(match entries.last() {
            Some(last) => self.fault(last, missing),
            None => self.fault_at_top(missing),
        });
    }
}

/// The five files of one playbook.
#[derive(Debug)]
pub(super) struct Axes<'a> {
    pub(super) variant: Page<'a, Variant>,
    pub(super) industry: Page<'a, Industry>,
    pub(super) role: Page<'a, Role>,
    pub(super) objective: Page<'a, Objective>,
    pub(super) method: Page<'a, Method>,
}

impl<'a> Axes<'a> {
    /// Opens a playbook's file and the four it names; every one that cannot be read is a fault of its own.
    pub(super) fn open(shelf: &'a Shelf, file: &'a File) -> Result<Self, Vec<Fault>> {
        let variant: Page<'a, Variant> = Page::open(file).map_err(|fault| vec![fault])?;
        let raw = &variant.raw;
        let industry = axis(shelf, &variant, Folder::Industries, &raw.industry);
        let role = axis(shelf, &variant, Folder::Roles, &raw.role);
        let objective = axis(shelf, &variant, Folder::Objectives, &raw.objective);
        let method = axis(shelf, &variant, Folder::Methods, &raw.method);
        match (industry, role, objective, method) {
            (Ok(industry), Ok(role), Ok(objective), Ok(method)) => {
                Ok(Self { variant, industry, role, objective, method })
            }
            (industry, role, objective, method) => {
                let faults = [industry.err(), role.err(), objective.err(), method.err()];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }
}

fn axis<'a, T: DeserializeOwned>(
    shelf: &'a Shelf,
    variant: &Page<'a, Variant>,
    folder: Folder,
    slug: &Text,
) -> Result<Page<'a, T>, Fault> {
    let Some(file) = shelf.find(folder, slug.as_ref()) else {
        return Err(variant.fault(slug, format!("there is no file {}/{}.toml", folder.name(), slug.as_ref())));
    };
    Page::open(file)
}
