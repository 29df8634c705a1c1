//! The configuration file: everything in it is optional, and nothing in it keeps the program from starting.

use super::{paths, printer::Colour};
use std::path::{Path, PathBuf};

/// Which palette the screen uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Theme {
    /// For dark terminals.
    Dark,
    /// For light terminals.
    Light,
    /// As the terminal says.
    #[default]
    Auto,
}

/// What the file says, or the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Which palette the screen uses.
    pub theme: Theme,
    /// Whether lines and marks are plain ASCII.
    pub ascii: bool,
    /// When colour is used, unless `--color` says otherwise.
    pub colour: Colour,
    /// The folder with the team's own playbooks, when there is one.
    pub playbooks: Option<PathBuf>,
    /// What was not understood, one sentence each.
    pub warnings: Vec<String>,
}

impl Config {
    /// Reads the file of this login.
    pub fn load() -> Self {
        let Some(folder) = paths::config() else {
            return Self::default();
        };
        let path = folder.join("config.toml");
        let mut config = match std::fs::read_to_string(&path) {
            Ok(text) => Self::read(&text, &path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(error) => {
                let mut config = Self::default();
                config.warn(&path, &error.to_string());
                config
            }
        };
        let named = config.playbooks.take().map(|named| folder.join(named));
        config.playbooks =
            Some(named.unwrap_or_else(|| folder.join("playbooks"))).filter(|folder| folder.is_dir());
        config
    }

    fn read(text: &str, path: &Path) -> Self {
        let mut config = Self::default();
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                config.warn(path, error.message());
                return config;
            }
        };
        for (key, value) in &table {
            if let Err(problem) = config.set(key, value) {
                config.warn(path, &problem);
            }
        }
        config
    }

    fn set(&mut self, key: &str, value: &toml::Value) -> Result<(), String> {
        let flag = || value.as_bool().ok_or(format!("`{key}` is either true or false"));
        match key {
            "theme" => self.theme = word(key, value)?,
            "color" => self.colour = word(key, value)?,
            "ascii" => self.ascii = flag()?,
            "playbooks" => {
                let folder = value.as_str().ok_or(format!("`{key}` is the name of a folder"))?;
                self.playbooks = Some(folder.into());
            }
            _ => return Err(format!("there is no setting `{key}`; it was passed over")),
        }
        Ok(())
    }

    fn warn(&mut self, path: &Path, problem: &str) {
        self.warnings.push(format!("{}: {problem}", path.display()));
    }
}

fn word<T: clap::ValueEnum>(key: &str, value: &toml::Value) -> Result<T, String> {
    let found = value.as_str().and_then(|text| T::from_str(text, true).ok());
    found.ok_or_else(|| {
        let words: Vec<String> = T::value_variants()
            .iter()
            .filter_map(|word| Some(word.to_possible_value()?.get_name().to_owned()))
            .collect();
        format!("`{key}` is one of {}", words.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Config {
        Config::read(text, Path::new("config.toml"))
    }

    #[test]
    fn what_is_not_understood_is_said_and_the_rest_is_kept() {
        let config = read("theme = \"light\"\nascii = \"perhaps\"\nfont = 12");
        assert_eq!((config.theme, config.ascii), (Theme::Light, false));
        assert_eq!(
            config.warnings,
            [
                "config.toml: `ascii` is either true or false",
                "config.toml: there is no setting `font`; it was passed over"
            ]
        );
    }

    #[test]
    fn a_file_that_is_no_toml_leaves_the_defaults() {
        let config = read("theme = ");
        assert_eq!(config.theme, Theme::Auto);
        assert_eq!(config.warnings.len(), 1);
    }

    #[test]
    fn a_wrong_word_is_told_the_right_ones() {
        assert_eq!(read("color = \"blue\"").warnings, ["config.toml: `color` is one of auto, always, never"]);
    }
}
