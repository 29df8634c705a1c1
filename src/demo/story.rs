//! The script as it is written: people, a charter, dated acts and series of readings, and the moments they fall on.
//! Does not know what an act does.

use super::Fault;
use crate::domain::{Moment, when::Zone};
use chrono::{Duration, NaiveTime};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A script, read and checked for its form.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) file: &'static str,
    pub(super) people: Vec<Newcomer>,
    pub(super) people_line: usize,
    pub(super) cycle: Charter,
    pub(super) cycle_line: usize,
    acts: Vec<(usize, Act)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    people: Spanned<Vec<Newcomer>>,
    cycle: Spanned<Charter>,
    acts: Vec<Spanned<Act>>,
    readings: Vec<Spanned<Series>>,
}

/// Somebody who takes part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Newcomer {
    pub(super) name: String,
    pub(super) function: String,
}

/// What starts the cycle.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Charter {
    pub(super) playbook: String,
    pub(super) name: String,
    pub(super) zone: Zone,
    pub(super) opened: When,
    pub(super) started_days_ago: i64,
    pub(super) launches_in_days: i64,
    pub(super) sign_off: String,
    pub(super) narrative: String,
    pub(super) escalation: Vec<String>,
}

/// One thing that somebody does.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Act {
    pub(super) at: When,
    pub(super) by: String,
    /// A verb and what it is done to: `approve D-2`.
    #[serde(rename = "do")]
    pub(super) what: String,
    /// What else the verb asks for.
    #[serde(flatten)]
    pub(super) with: BTreeMap<String, String>,
}

/// Readings of one metric by one person, always at the same time of day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Series {
    of: String,
    by: String,
    at: String,
    values: BTreeMap<String, f64>,
}

/// When something happens, seen from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum When {
    /// So many days ago, when clocks showed this time: `-18d 09:12`.
    Wall(i64, NaiveTime),
    /// So long ago: `-3h`, `-40m`.
    Ago(Duration),
}

impl TryFrom<String> for When {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let read = || {
            let (distance, time) = text.split_once(' ').unwrap_or((&text, ""));
            let distance = distance.strip_prefix('-')?;
            let (amount, unit) = distance.split_at_checked(distance.len().checked_sub(1)?)?;
            let amount: u16 = amount.parse().ok()?;
            match (unit, time) {
                ("d", time) => {
                    Some(Self::Wall(i64::from(amount), NaiveTime::parse_from_str(time, "%H:%M").ok()?))
                }
                ("h", "") => Some(Self::Ago(Duration::hours(i64::from(amount)))),
                ("m", "") => Some(Self::Ago(Duration::minutes(i64::from(amount)))),
                _ => None,
            }
        };
        read().ok_or_else(|| format!("`{text}` is no time; write -18d 09:12, -3h or -40m"))
    }
}

impl When {
    fn moment(self, now: Moment, zone: Zone) -> Moment {
        match self {
            Self::Wall(days, time) => now.day(zone).plus_days(-days).at(time, zone),
            Self::Ago(elapsed) => now - elapsed,
        }
    }
}

/// An act with the moment it falls on and the line it stands on.
pub(super) struct Scene<'a> {
    pub(super) at: Moment,
    pub(super) line: usize,
    pub(super) act: &'a Act,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// The first [`Fault`] of its form.
    pub(super) fn read(file: &'static str, text: &str) -> Result<Self, Fault> {
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let written: Written = toml::from_str(text).map_err(|error| Fault {
            file,
            line: error.span().map_or(1, |span| line(span.start)),
            reason: error.message().to_owned(),
        })?;
        let mut acts: Vec<(usize, Act)> = Vec::new();
        for act in written.acts {
            acts.push((line(act.span().start), act.into_inner()));
        }
        for series in written.readings {
            let line = line(series.span().start);
            let readings = series.into_inner().acts().map_err(|reason| Fault { file, line, reason })?;
            acts.extend(readings.into_iter().map(|act| (line, act)));
        }
        Ok(Self {
            file,
            people_line: line(written.people.span().start),
            people: written.people.into_inner(),
            cycle_line: line(written.cycle.span().start),
            cycle: written.cycle.into_inner(),
            acts,
        })
    }

    /// When the board is made and the cycle started.
    pub(super) fn opening(&self, now: Moment) -> Moment {
        self.cycle.opened.moment(now, self.cycle.zone)
    }

    /// Everything that happens after that, in the order of time; none of it lies ahead of `now`.
    pub(super) fn scenes(&self, now: Moment) -> Vec<Scene<'_>> {
        let mut scenes: Vec<Scene<'_>> = self
            .acts
            .iter()
            .map(|(line, act)| Scene { at: act.at.moment(now, self.cycle.zone), line: *line, act })
            .collect();
        scenes.sort_by_key(|scene| scene.at);
        scenes
    }
}

impl Series {
    fn acts(self) -> Result<Vec<Act>, String> {
        let of = |(day, value): (&String, &f64)| {
            Ok(Act {
                at: When::try_from(format!("{day} {}", self.at))?,
                by: self.by.clone(),
                what: format!("metric.read {}", self.of),
                with: BTreeMap::from([("value".to_owned(), value.to_string())]),
            })
        };
        self.values.iter().map(of).collect()
    }
}
