//! Which clock may date what is written. Does not know where the time comes from, nor who asks.

use super::{
    Moment, Refusal, remedy,
    when::{Zone, long},
};
use chrono::Duration;

/// The rule about a clock that does not fit.
pub const SKEW: &str = "clock.skew.asked";

/// How much earlier than the newest entry a write may be: somebody waits for a lock, or thinks about an answer.
const SLACK: Duration = Duration::minutes(5);
/// How much later than the newest entry a write may be without a question.
const LONGEST_PAUSE: Duration = Duration::days(45);

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

/// Whether the clock of a machine can be right, by the newest entry in the log of a real board.
///
/// Source: ruling on time; a host clock that runs wrong says so and asks.
///
/// # Errors
/// A [`Refusal`] that says what does not fit, and names the flag which answers.
pub fn is_plausible(newest: Option<Moment>, real: Moment, zone: Zone) -> Result<(), Refusal> {
    let Some(newest) = newest else { return Ok(()) };
    let what = if real < newest - SLACK {
        "before"
    } else if real > newest + LONGEST_PAUSE {
        "more than 45 days after"
    } else {
        return Ok(());
    };
    let (here, there) = (long(real, zone), long(newest, zone));
    let reason = format!("the clock of this machine says {here}, {what} the newest entry of {there}");
    Err(Refusal::new(SKEW, reason, remedy::CLOCK_IS_RIGHT))
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

    #[test]
    fn a_clock_before_the_newest_entry_or_long_after_it_is_asked_about() {
        let newest = Moment::parse("2026-03-05T09:00:00Z").unwrap();
        let at = |text: &str| is_plausible(Some(newest), Moment::parse(text).unwrap(), Zone::UTC);
        for fine in ["2026-03-05T09:00:00Z", "2026-03-05T08:55:00Z", "2026-04-19T09:00:00Z"] {
            assert_eq!(at(fine), Ok(()), "{fine}");
        }
        let early = at("2026-03-05T08:54:59Z").unwrap_err();
        assert_eq!(
            early.reason,
            "the clock of this machine says Thu 5 Mar 2026, 08:54 UTC, before the newest entry of Thu 5 Mar 2026, 09:00 UTC"
        );
        let late = at("2026-04-19T09:00:01Z").unwrap_err();
        assert!(late.reason.contains("more than 45 days after"), "{}", late.reason);
        assert_eq!((late.rule, late.hint.command()), ("clock.skew.asked", Some("--clock-is-right")));
        assert_eq!(is_plausible(None, newest, Zone::UTC), Ok(()), "nothing is in the log yet");
    }
}
