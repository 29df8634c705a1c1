//! The chance that everything that must be done by launch is done by launch, from how long things took so far. Knows
//! numbers only.
//!
//! Each open item gets, run by run, one of the times that closed items took; of those only the ones longer than it has
//! been open already. The same numbers always give the same chance: the draw of an item in a run depends on nothing
//! but its place and the run.

/// Runs of the resampling.
pub const RUNS: u32 = 10_000;
/// Closed items below which past times say too little.
pub const LEAST: usize = 8;
/// What the draws start from; any number would do, as long as it stays.
const SEED: u64 = 0x60_6e_06_0a;

/// How the open items fare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Share of the runs in which all of them made it, 0 to 1.
    pub share: f64,
    /// Open items whose outcome varied from run to run.
    pub uncertain: usize,
}

/// Resamples when open items finish. `ages` are how long each has been open, `took` how long closed ones took, sorted;
/// `left` is the time to launch. All are milliseconds. Without past times nothing open makes it.
///
/// An item that has been open for longer than anything took starts over: it takes one of those times from now on.
pub fn chance(ages: &[i64], took: &[i64], left: i64) -> Chance {
    debug_assert!(took.is_sorted());
    let mut ages = ages.to_vec();
    // The oldest are the least certain; an order that does not depend on the launch keeps the draws in their places.
    ages.sort_unstable_by(|one, other| other.cmp(one));
    let mut alive: Vec<u32> = (0..RUNS).collect();
    let mut uncertain = 0;
    for (place, age) in (0u64..).zip(ages) {
        let odds = odds(age, took, left);
        // What is certain needs no draw; where one item never makes it, the others do not matter.
        if odds.good == odds.of && odds.of > 0 {
            continue;
        }
        if odds.good == 0 {
            return Chance { share: 0.0, uncertain };
        }
        uncertain += 1;
        alive.retain(|run| draw(place, *run, odds.of) < odds.good);
        if alive.is_empty() {
            return Chance { share: 0.0, uncertain };
        }
    }
    Chance { share: alive.len() as f64 / f64::from(RUNS), uncertain }
}

/// How many of the times that an item may take let it finish in time.
struct Odds {
    good: usize,
    of: usize,
}

fn odds(age: i64, took: &[i64], left: i64) -> Odds {
    let age = age.max(0);
    let longer = &took[took.partition_point(|took| *took <= age)..];
    if longer.is_empty() {
        return Odds { good: took.partition_point(|took| *took <= left), of: took.len() };
    }
    let ends = age.saturating_add(left);
    Odds { good: longer.partition_point(|took| *took <= ends), of: longer.len() }
}

fn draw(place: u64, run: u32, of: usize) -> usize {
    fastrand::Rng::with_seed(mix(SEED ^ (place << 32) ^ u64::from(run))).usize(..of)
}

/// Spreads neighbouring numbers over the whole range, so that their draws have nothing in common (splitmix64).
const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
