//! The scenes that are pictured: for each, how the program is started and which keys lead there.
//!
//! Knows neither how a program is run nor how a picture is drawn.

use std::fmt;
use std::str::FromStr;

use color_eyre::eyre::{OptionExt as _, Report};

use crate::palette::Background;

/// The size of a terminal, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    /// How many cells fit side by side.
    pub(crate) columns: u16,
    /// How many rows there are.
    pub(crate) rows: u16,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.columns, self.rows)
    }
}

impl FromStr for Size {
    type Err = Report;

    fn from_str(text: &str) -> Result<Self, Report> {
        let read = |number: &str| number.parse().ok().filter(|cells| *cells > 0);
        text.split_once('x')
            .and_then(|(columns, rows)| Some(Self { columns: read(columns)?, rows: read(rows)? }))
            .ok_or_eyre("a size is columns x rows, such as 80x24")
    }
}

/// One picture: a program, brought to a certain screen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    /// The picture's file name without its ending.
    pub(crate) name: &'a str,
    /// The text in the window's bar.
    pub(crate) title: &'a str,
    /// The size of the terminal.
    pub(crate) size: Size,
    /// Whether the terminal is dark or light.
    pub(crate) ground: Background,
    /// Runs of the same program that prepare the scene, by their arguments.
    pub(crate) setup: &'a [&'a [&'a str]],
    /// The arguments of the run that is pictured.
    pub(crate) args: &'a [&'a str],
    /// Variables added to the clean environment.
    pub(crate) env: &'a [(&'a str, &'a str)],
    /// The key script that leads to the picture; see [`crate::keys::parse`].
    pub(crate) keys: &'a str,
}

/// The board of the demo as it opens. The file has a relative name so that no folder of this machine shows.
const BOARD: Scene<'static> = Scene {
    name: "overview",
    title: "gonogo",
    size: Size { columns: 120, rows: 36 },
    ground: Background::Dark,
    setup: &[&["--db", "demo.db", "demo", "--print"]],
    args: &["--db", "demo.db"],
    env: &[],
    keys: "",
};

/// Every picture of the README, in its order.
#[rustfmt::skip]
pub(crate) const SCENES: &[Scene<'static>] = &[
    BOARD,
    Scene { name: "framework", keys: "2", ..BOARD },
    Scene { name: "decisions", keys: "3", ..BOARD },
    Scene { name: "close", keys: "3<pause>ca", ..BOARD },
    Scene { name: "assign", keys: "3<space><space><space>oa", ..BOARD },
    Scene { name: "due", keys: "3dfri 5pm", ..BOARD },
    Scene { name: "blockers", keys: "4", ..BOARD },
    Scene { name: "risks", keys: "5", ..BOARD },
    Scene { name: "metrics", keys: "6jjj", ..BOARD },
    Scene { name: "playbook", keys: "7j", ..BOARD },
    Scene { name: "verdict", keys: "W", ..BOARD },
    Scene { name: "scope", keys: "B", ..BOARD },
    Scene { name: "intake", keys: "I", ..BOARD },
    Scene { name: "help", keys: "?", ..BOARD },
    Scene { name: "palette", keys: ":late", ..BOARD },
    Scene { name: "overview-80x24", size: Size { columns: 80, rows: 24 }, ..BOARD },
    Scene { name: "decisions-80x24", size: Size { columns: 80, rows: 24 }, keys: "3", ..BOARD },
    Scene { name: "overview-160x48", size: Size { columns: 160, rows: 48 }, ..BOARD },
    Scene { name: "overview-light", ground: Background::Light, ..BOARD },
    Scene { name: "welcome", setup: &[], args: &["--db", "new.db"], size: Size { columns: 80, rows: 24 }, ..BOARD },
    Scene { name: "overview-mono", env: &[("NO_COLOR", "1")], ..BOARD },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_scene_has_its_own_name_and_a_key_script_that_reads() {
        let names: BTreeSet<_> = SCENES.iter().map(|scene| scene.name).collect();
        assert_eq!(names.len(), SCENES.len());
        for scene in SCENES {
            crate::keys::parse(scene.keys).expect(scene.name);
        }
    }

    #[test]
    fn a_size_is_read_as_columns_by_rows() {
        assert_eq!("80x24".parse::<Size>().unwrap(), Size { columns: 80, rows: 24 });
        for wrong in ["80", "80x", "0x24", "80x-1", "80 x 24"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong}");
        }
    }
}
