//! The panic hook: gives the terminal back first, then shows and keeps the report.
//!
//! It does not know what the program was doing.

use std::fs::OpenOptions;
use std::io::Write;
use std::panic;
use std::path::PathBuf;
use std::thread;

use color_eyre::config::{HookBuilder, Theme};
use color_eyre::eyre;

use super::raw_mode;

/// The exit code of a panic, the same as without a hook.
const PANICKED: i32 = 101;

/// Installs the hooks for panics and error reports; call it once, first, on the main thread.
///
/// The terminal is restored before a report is printed. The report is also appended to `report_file`, if one is
/// given, since a terminal scrolls. A panic on any other thread ends the process with 101 as well: a screen that
/// goes on without its reader would only look alive.
///
/// # Errors
/// When hooks were installed before.
pub fn install_panic_hook(report_file: Option<PathBuf>) -> eyre::Result<()> {
    // The report has no colours: they would be the one thing that ignores the theme and NO_COLOR.
    let (panic_hook, eyre_hook) =
        HookBuilder::default().theme(Theme::new()).display_env_section(false).try_into_hooks()?;
    eyre_hook.install()?;
    let main = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        raw_mode::restore();
        let report = format!("{}\n", panic_hook.panic_report(info));
        let mut to = std::io::stderr();
        // A report that cannot be written must not become a second panic.
        let _ = to.write_all(report.as_bytes());
        if let Some(path) = &report_file {
            let file = OpenOptions::new().create(true).append(true).open(path);
            let _ = file.and_then(|mut file| file.write_all(report.as_bytes()));
        }
        if thread::current().id() != main {
            signal_hook::low_level::exit(PANICKED);
        }
    }));
    Ok(())
}
