//! Paths on this machine: the board file, the configuration, what is remembered between commands.
#![expect(
    clippy::disallowed_methods,
    reason = "the environment and the file system say where a board lies; this is the module that asks them"
)]

use crate::domain::when::Zone;
use etcetera::base_strategy::{BaseStrategy, Xdg};
use std::{
    env,
    path::{Path, PathBuf},
};

/// The name a board file has when it lies with a project.
const IN_PROJECT: &str = "gonogo.db";

/// The board file: the one that was named, else `gonogo.db` here or in a parent folder, else the one of this login.
///
/// The file need not exist.
pub(super) fn board(named: Option<&Path>) -> PathBuf {
    if let Some(named) = named.filter(|named| !named.as_os_str().is_empty()) {
        return named.to_owned();
    }
    let here = env::current_dir().unwrap_or_default();
    let beside = here.ancestors().map(|folder| folder.join(IN_PROJECT)).find(|path| path.exists());
    beside.unwrap_or_else(|| {
        folders()
            .map_or_else(|| PathBuf::from(IN_PROJECT), |xdg| xdg.data_dir().join("gonogo").join("board.db"))
    })
}

/// The folder of the configuration.
pub(super) fn config() -> Option<PathBuf> {
    folders().map(|xdg| xdg.config_dir().join("gonogo"))
}

/// The folder of what is remembered between commands.
pub(super) fn state() -> Option<PathBuf> {
    let xdg = folders()?;
    let state = xdg.state_dir().unwrap_or_else(|| xdg.data_dir());
    Some(state.join("gonogo"))
}

/// A new file for a demonstration, which nobody wants to keep.
pub(super) fn demo() -> PathBuf {
    env::temp_dir().join(format!("gonogo-demo-{:08x}.db", fastrand::u32(..)))
}

/// Whether the person asked for no colour, in the way every program honours, or the terminal has none.
pub(super) fn is_plain() -> bool {
    let is_set = env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    is_set || env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// A variable of the environment, when it is set to something.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// What the terminal says of itself, for a report: variable and value.
pub(super) fn terminal() -> Vec<(&'static str, String)> {
    ["TERM", "COLORTERM", "LANG", "TMUX", "SSH_CONNECTION"]
        .into_iter()
        .filter_map(|name| Some((name, variable(name)?)))
        .collect()
}

/// The zone of this machine, UTC when it does not say.
pub(super) fn zone() -> Zone {
    zone_of(env::var("TZ").ok().as_deref(), || std::fs::read_link("/etc/localtime").ok())
}

/// The zone that `TZ` names, else the one whose file the machine's clock is linked to.
fn zone_of(tz: Option<&str>, localtime: impl FnOnce() -> Option<PathBuf>) -> Zone {
    let said = tz.and_then(|zone| zone.trim_start_matches(':').parse().ok());
    let linked = || {
        let link = localtime()?;
        let (_, name) = link.to_str()?.split_once("zoneinfo/")?;
        // Some systems keep the zones a second time, with other leap seconds.
        let name = name.strip_prefix("posix/").or_else(|| name.strip_prefix("right/")).unwrap_or(name);
        name.parse().ok()
    };
    said.or_else(linked).unwrap_or(Zone::UTC)
}

fn folders() -> Option<Xdg> {
    Xdg::new().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_the_one_that_is_said_else_the_one_of_the_clock() {
        let cases = [
            (Some("America/Lima"), Some("/usr/share/zoneinfo/Europe/Berlin"), "America/Lima"),
            (Some(":Asia/Kathmandu"), None, "Asia/Kathmandu"),
            (None, Some("/usr/share/zoneinfo/Europe/Berlin"), "Europe/Berlin"),
            (Some("nowhere"), Some("../usr/share/zoneinfo/Europe/Berlin"), "Europe/Berlin"),
            (None, Some("/var/db/timezone/zoneinfo/Pacific/Apia"), "Pacific/Apia"),
            (None, Some("/usr/share/zoneinfo/posix/Europe/Berlin"), "Europe/Berlin"),
            (None, Some("/etc/elsewhere"), "UTC"),
            (None, None, "UTC"),
        ];
        for (tz, link, zone) in cases {
            assert_eq!(zone_of(tz, || link.map(PathBuf::from)).to_string(), zone, "{tz:?} {link:?}");
        }
    }

    #[test]
    fn a_named_file_is_taken_as_it_is_named() {
        assert_eq!(board(Some(Path::new("x/../y.db"))), Path::new("x/../y.db"));
    }
}
