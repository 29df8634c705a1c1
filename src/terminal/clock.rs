//! The moment: the machine's, or one given by hand, which then stands still.
#![expect(clippy::disallowed_methods, reason = "the one place where a running terminal asks the clock")]

use crate::domain::Moment;

/// Where the moment comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine.
    Machine,
    /// Given by hand.
    Fixed(Moment),
}

impl Clock {
    /// The moment.
    pub fn now(self) -> Moment {
        match self {
            Self::Machine => Moment::from_time(&chrono::Utc::now()),
            Self::Fixed(moment) => moment,
        }
    }
}
