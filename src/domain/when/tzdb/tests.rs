//! The rules of every zone beside another reading of the same database.

use crate::domain::when::Zone;
use chrono::{DateTime, Duration, MappedLocalTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;

/// Zones of which the newer edition of the database says something else, because governments have decided or
/// history was looked up, with the years in which it does.
const REVISED: &[(&[&str], std::ops::Range<i32>)] = &[
    (&["Africa/Casablanca", "Africa/El_Aaiun"], 2026..2100),
    (&["America/Bogota"], 1992..1993),
    (&["America/Edmonton", "America/Inuvik", "America/Yellowknife", "Canada/Mountain"], 2026..2100),
    (&["America/Havana", "Cuba"], 2026..2028),
    (&["America/Tijuana", "America/Ensenada", "America/Santa_Isabel", "Mexico/BajaNorte"], 1970..1976),
    (&["America/Vancouver", "Canada/Pacific"], 2026..2100),
    (&["America/Winnipeg", "America/Rainy_River", "Canada/Central"], 2026..2100),
    (&["Asia/Tehran", "Iran"], 1979..1980),
    (&["Europe/Chisinau", "Europe/Tiraspol"], 2022..2100),
];

/// The step of the walk, in seconds; no two changes of clocks lie nearer together.
const FORTNIGHT: i64 = 14 * 86_400;

fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn year(year: i32) -> i64 {
    Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).unwrap().timestamp()
}

fn seconds<Z: Offset>(offset: &Z) -> i32 {
    offset.fix().local_minus_utc()
}

/// Whether both editions should say the same of a zone at an instant.
fn is_settled(old: Tz, at: i64) -> bool {
    !REVISED.iter().any(|(zones, years)| {
        zones.contains(&old.name())
            && (year(years.start) - FORTNIGHT..year(years.end) + FORTNIGHT).contains(&at)
    })
}

fn offsets<Z: TimeZone>(zone: &Z, wall: NaiveDateTime) -> Vec<i32> {
    match zone.offset_from_local_datetime(&wall) {
        MappedLocalTime::None => vec![],
        MappedLocalTime::Single(one) => vec![seconds(&one)],
        MappedLocalTime::Ambiguous(first, second) => vec![seconds(&first), seconds(&second)],
    }
}

/// What differs at an instant, and when clocks show what they show at it.
fn difference(old: Tz, new: Zone, at: i64) -> Option<String> {
    let utc = instant(at).naive_utc();
    let (then, now) =
        (seconds(&old.offset_from_utc_datetime(&utc)), seconds(&new.offset_from_utc_datetime(&utc)));
    if then != now {
        return Some(format!("{}: at {utc} it was {then}, it is {now}", old.name()));
    }
    let wall = utc + Duration::seconds(i64::from(now));
    let (then, now) = (offsets(&old, wall), offsets(&new, wall));
    (then != now).then(|| format!("{}: clocks show {wall} at {then:?}, now {now:?}", old.name()))
}

/// The second before which one offset holds and from which on the other does.
fn change(zone: Tz, mut before: i64, mut after: i64) -> i64 {
    let at = |at: i64| seconds(&zone.offset_from_utc_datetime(&instant(at).naive_utc()));
    let held = at(before);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if at(middle) == held { before = middle } else { after = middle }
    }
    after
}

#[test]
fn every_zone_there_was_is_there_and_can_be_read() {
    for old in TZ_VARIANTS {
        let found = Zone::parse(&old.name().to_uppercase()).unwrap();
        assert_eq!(found.name(), old.name());
    }
    for name in super::Rules::names() {
        assert!(Zone::parse(name).is_ok(), "{name}");
    }
}

#[test]
fn every_change_of_clocks_is_where_it_was() {
    let mut differences = Vec::new();
    for old in TZ_VARIANTS {
        let new = Zone::parse(old.name()).unwrap();
        let at = |at: i64| seconds(&old.offset_from_utc_datetime(&instant(at).naive_utc()));
        let mut before = year(1970);
        while before < year(2100) {
            let after = before + FORTNIGHT;
            // A change of clocks that only the new reading has would show here.
            if is_settled(old, after)
                && at(after) != seconds(&new.offset_from_utc_datetime(&instant(after).naive_utc()))
            {
                differences.extend(difference(old, new, after));
            }
            if is_settled(old, after) && at(before) != at(after) {
                let change = change(old, before, after);
                // Around the change, into the gap or the fold, and past it.
                let shift = i64::from(at(change) - at(change - 1));
                for near in [0, -1, shift - 1, shift, shift / 2, -shift] {
                    differences.extend(difference(old, new, change + near));
                }
                let gap = instant(change).naive_utc() + Duration::seconds(i64::from(at(change - 1)));
                for into in [0, 1, shift / 2, shift - 1, shift] {
                    let wall = gap + Duration::seconds(into);
                    if offsets(&old, wall) != offsets(&new, wall) {
                        differences.push(format!("{}: clocks skip {wall}", old.name()));
                    }
                }
            }
            // One difference a zone says enough.
            if differences.last().is_some_and(|said| said.starts_with(old.name())) {
                break;
            }
            before = after;
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn after_the_last_listed_year_the_rule_goes_on() {
    let new_york = Zone::parse("America/New_York").unwrap();
    for (at, called) in
        [("2038-07-01T12:00:00Z", "EDT"), ("2100-01-01T12:00:00Z", "EST"), ("2400-07-01T12:00:00Z", "EDT")]
    {
        let utc: DateTime<Utc> = at.parse().unwrap();
        assert_eq!(new_york.offset_from_utc_datetime(&utc.naive_utc()).to_string(), called);
    }
}

proptest! {
    #[test]
    fn any_instant_reads_as_it_did(zone in 0..TZ_VARIANTS.len(), at in year(1970)..year(2100)) {
        let old = TZ_VARIANTS[zone];
        let new = Zone::parse(old.name()).unwrap();
        prop_assume!(is_settled(old, at));
        prop_assert_eq!(difference(old, new, at), None);
        let called = |offset: &dyn std::fmt::Display| offset.to_string();
        let utc = instant(at).naive_utc();
        prop_assert_eq!(called(&new.offset_from_utc_datetime(&utc)), called(&old.offset_from_utc_datetime(&utc)));
    }
}
