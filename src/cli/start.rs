//! From the command line to the screen: everything a terminal session starts from.

use super::{
    Config, Failure, Globals, Session, clock, current_user, noun::status, open_tui, output::Answer, paths,
    printer, printer::Printer,
};
use crate::{
    domain::{Cycle, Id, Moment, Person, Record},
    store::Store,
};
use std::path::PathBuf;

/// What a terminal session starts from.
pub struct Start {
    /// The board file, whether it exists or not.
    pub path: PathBuf,
    /// The board, opened; `None` when there is no file yet and the session begins with the charter.
    pub store: Option<Store>,
    /// Who types; `None` when the board does not know them yet.
    pub person: Option<Id<Person>>,
    /// The name a new person joins under: the one given with `--as`, else the login name.
    pub name: String,
    /// The login name, when the person came by it, so that the board knows them next time.
    pub login: Option<String>,
    /// The cycle to open; `None` when the board has none.
    pub cycle: Option<Id<Cycle>>,
    /// The clock given by hand, which then stands still.
    pub now: Option<Moment>,
    /// Whether a board that is made is a simulation.
    pub is_simulation: bool,
    /// What the configuration file says.
    pub config: Config,
}

impl Start {
    fn of(globals: &Globals, config: &Config, printer: Printer) -> Result<Self, Failure> {
        let path = paths::board(globals.db.as_deref());
        let login = current_user::login();
        let mut start = Self {
            name: globals.person().unwrap_or(&login).to_owned(),
            login: globals.person().is_none().then_some(login),
            config: config.clone(),
            store: None,
            person: None,
            cycle: None,
            now: None,
            is_simulation: globals.simulation,
            path,
        };
        if !start.path.exists() {
            start.now = clock::given(globals.now.as_deref(), paths::zone())?;
            crate::domain::clock::may_make_board(start.now.is_some(), start.is_simulation)?;
            return Ok(start);
        }
        let session = Session::open(globals, config, printer)?;
        start.now = clock::given(globals.now.as_deref(), session.zone())?;
        start.person = session.executor.actor;
        start.cycle = session.cycle.as_ref().map(Record::id);
        session.is_decided()?;
        start.store = Some(session.executor.store);
        Ok(start)
    }
}

/// Opens the board in the terminal; without one, says how things stand.
///
/// # Errors
/// When there is no board and nobody to ask for its charter, or it cannot be opened.
pub(super) fn open_board(globals: &Globals, config: &Config, printer: Printer) -> Result<Answer, Failure> {
    if printer::is_interactive() && !printer.json {
        return open_tui::open(Start::of(globals, config, printer)?, printer);
    }
    let session = Session::open(globals, config, printer)?;
    Ok(session.placed(status::Status::default().run(&session)?))
}
