//! The moment: the machine's, or one given by hand, which then stands still.
#![expect(clippy::disallowed_methods, reason = "the one place where a running terminal asks the clock")]

use crate::{app::BoardTime, domain::Moment, ops::Request, store::Store};

/// Where the moment comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine.
    Machine,
    /// Given by hand.
    Given(Moment),
}

impl Clock {
    /// The moment, as it counts here.
    pub fn now(self) -> Moment {
        match self {
            Self::Machine => Self::real(),
            Self::Given(moment) => moment,
        }
    }

    /// What comes with an operation that is done now.
    pub(super) fn request(self, seen: Option<i64>, token: String, clock_is_right: bool) -> Request {
        let real = Self::real();
        let now = match self {
            Self::Machine => real,
            Self::Given(moment) => moment,
        };
        Request { now, real, clock_is_right, token, seen }
    }

    /// What this clock makes of a board: under a given one a real board is only read.
    pub(super) const fn on(self, store: &Store) -> BoardTime {
        match self {
            _ if store.is_simulation() => BoardTime::Simulated,
            Self::Machine => BoardTime::Real,
            Self::Given(_) => BoardTime::AsOf,
        }
    }

    /// The moment it is for the machine, whatever was given.
    pub fn real() -> Moment {
        Moment::from_time(&chrono::Utc::now())
    }
}
