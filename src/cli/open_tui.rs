//! Opens the terminal interface: environment and configuration become a session.

use super::{
    Start, account,
    config::Theme,
    error::Failure,
    output::Answer,
    paths,
    printer::{Colour, Printer},
};
use crate::{
    domain::{Cycle, Day, Moment},
    playbook::{self, Playbook},
    store::Store,
    terminal::{Clock, End, SessionError, Setup, editor, session},
    ui::theme::{Background, ColorChoice, ColorDepth, TerminalInfo},
};
use signal_hook::consts::SIGHUP;
use std::path::{Path, PathBuf};
use termprofile::{DetectorSettings, TermProfile};

/// Opens the board in the terminal and stays until its person leaves.
///
/// # Errors
/// When there is no terminal, or the board cannot be read.
pub(super) fn open(start: Start, printer: Printer) -> Result<Answer, Failure> {
    let end = session(setup(start, printer)).map_err(|error| match error {
        SessionError::Store(error) => error.into(),
        SessionError::NoTerminal(error) => error.into(),
        error @ SessionError::Io(_) => Failure::Fault(error.to_string()),
    })?;
    let signal = match end {
        End::Quit => return Ok(Answer::default()),
        End::Signal(signal) => signal,
        // The signal that goes with it may come a moment later or be blocked.
        End::Hangup => SIGHUP,
    };
    Ok(Answer { exit: u8::try_from(128 + signal).unwrap_or(u8::MAX), ..Answer::default() })
}

fn setup(start: Start, printer: Printer) -> Setup {
    let term = paths::variable("TERM");
    let (colorterm, no_color) = (paths::variable("COLORTERM"), paths::variable("NO_COLOR"));
    let claims = TerminalInfo {
        profile: TermProfile::detect(&std::io::stdout(), DetectorSettings::default()),
        no_color: no_color.as_deref(),
        colorterm: colorterm.as_deref(),
        term: term.as_deref(),
    };
    let wish = match printer.colour {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    };
    let ground = match start.config.theme {
        Theme::Dark => Some(Background::Dark),
        Theme::Light => Some(Background::Light),
        Theme::Auto => None,
    };
    let clock = start.now.map_or(Clock::Machine, Clock::Given);
    let editor =
        editor::choose(paths::variable("VISUAL").as_deref(), paths::variable("EDITOR").as_deref()).to_owned();
    let (own_playbooks, faults) = own_playbooks(start.config.playbooks.as_deref());
    let migrated = start.store.as_ref().and_then(Store::migrated).map(ToString::to_string);
    let warning = migrated.or(faults);
    Setup {
        path: start.path,
        store: start.store,
        person: start.person,
        name: start.name,
        login: start.login,
        account: account::of_this_session(),
        cycle: start.cycle,
        clock,
        is_simulation: start.is_simulation,
        tier: ColorDepth::detect(wish, &claims),
        ground: Background::detect(ground, paths::variable("COLORFGBG").as_deref()),
        is_ascii: start.config.ascii || !is_unicode(term.as_deref()),
        tmux: paths::variable("TMUX"),
        term,
        editor,
        state_folder: paths::state().unwrap_or_else(std::env::temp_dir),
        home: paths::variable("HOME").map(PathBuf::from),
        own_playbooks,
        warning,
        blank: blank(clock.now()),
    }
}

/// The team's own playbooks; a folder with faults in it is left out, with a word on that.
fn own_playbooks(folder: Option<&Path>) -> (Vec<Playbook>, Option<String>) {
    if let Ok(own) = folder.map_or(Ok(Vec::new()), playbook::load_dir) {
        return (own, None);
    }
    let warning = "your own playbooks have faults; gonogo playbook check lists them";
    (Vec::new(), Some(warning.to_owned()))
}

/// Whether the terminal can be trusted with more than ASCII: the locale says UTF-8, or says nothing.
fn is_unicode(term: Option<&str>) -> bool {
    let said = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(paths::variable);
    let locale = said.is_none_or(|locale| {
        let locale = locale.to_uppercase();
        locale.contains("UTF-8") || locale.contains("UTF8")
    });
    locale && term != Some("linux")
}

/// The cycle that is shown while there is none.
fn blank(now: Moment) -> Cycle {
    let zone = paths::zone();
    let today: Day = now.day(zone);
    Cycle {
        name: "no cycle yet".into(),
        start: today,
        launch: today.plus_days(1),
        zone: zone.to_string().into(),
        review_every: 7,
        review_at: "10:00".into(),
        review_on: "mon".into(),
        opened: now,
        ..Cycle::blank()
    }
}
