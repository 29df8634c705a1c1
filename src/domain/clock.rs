//! Which clock may date what is written. Does not know where the time comes from, nor who asks.

use super::{Moment, Refusal, remedy};

/// Whether something may be written that counts for `now` when it really is `real`.
///
/// Under a clock that somebody gave, facts, and what escalates because of them, would stand under a day on which
/// nothing happened. Only a board that is marked as a simulation takes that.
///
/// # Errors
/// A [`Refusal`] on a real board whose clock was given.
pub fn may_write(now: Moment, real: Moment, is_simulation: bool) -> Result<(), Refusal> {
    if now == real || is_simulation {
        return Ok(());
    }
    Err(Refusal::new(
        "clock.given",
        "the clock was given by hand, with --now or $GONOGO_NOW, and this board is no simulation, so it is only read",
        remedy::OWN_CLOCK,
    ))
}

/// Whether a board may be made under this clock: under a given one only as a simulation, and only if that is said.
///
/// # Errors
/// A [`Refusal`] that names the flag which says so.
pub fn may_make_board(is_given: bool, is_simulation: bool) -> Result<(), Refusal> {
    if !is_given || is_simulation {
        return Ok(());
    }
    Err(Refusal::new(
        "clock.simulation.asked",
        "the clock was given by hand, with --now or $GONOGO_NOW, so this board would be a simulation for good",
        remedy::MAKE_SIMULATION,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_simulation_is_written_under_a_clock_that_was_given() {
        let (real, given) = (Moment::from_millis(1_000), Moment::from_millis(0));
        assert_eq!(may_write(real, real, false), Ok(()));
        assert_eq!(may_write(given, real, true), Ok(()));
        assert_eq!(may_write(given, real, false).unwrap_err().rule, "clock.given");
        assert_eq!(may_make_board(false, false), Ok(()));
        assert_eq!(may_make_board(true, true), Ok(()));
        assert_eq!(may_make_board(true, false).unwrap_err().rule, "clock.simulation.asked");
    }
}
