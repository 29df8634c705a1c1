//! A cycle and its charter: one outcome, one window, the people who stand for it.
//!
//! The playbook it follows is copied in as data and never read from the file again.

use super::{
    answer::Answer,
    calendar::{Era, Schedule, WEEKEND},
    id::{Id, Ids},
    person::Person,
    policy::Policy,
    record::{HISTORY, KEPT, ask},
    refusal::Refusal,
    remedy::{self, Remedy},
    value::{Json, Text},
    when::{Day, Moment, Zone},
};
use chrono::{NaiveTime, Weekday, WeekdaySet};

crate::words! {
    /// Where a cycle stands.
    pub enum CycleState {
        /// People work on it.
        Active = "active" / "active",
        /// Wrapped up; it only reads.
        Closed = "closed" / "closed",
    }
}

crate::words! {
    /// Whether an owner may approve their own decision.
    pub enum SelfApproval {
        /// The owner may.
        Allow = "allow" / "owners may approve their own decisions",
        /// Somebody else has to.
        FourEyes = "four-eyes" / "somebody else has to approve",
    }
}

crate::entity! {
    /// A cycle.
    pub struct Cycle in "cycle" {
        /// What the team calls it.
        name: Text = ask("name", "What do you call this cycle?"),
        /// The slug of the playbook it was made from.
        playbook: Text = KEPT,
        /// The playbook as it was on that day, as JSON.
        playbook_copy: Json = KEPT.internal(),
        /// The single outcome it must achieve.
        outcome: Text = ask("outcome", "Which single outcome must this cycle achieve?"),
        /// First day.
        start: Day = ask("start", "On which day does it start?"),
        /// Launch day, or the last day of an alignment.
        launch: Day = ask("launch", "On which day do you launch?"),
        /// IANA name of the zone in which days and reviews are meant.
        zone: Text = ask("zone", "Which time zone, such as Europe/Berlin?"),
        /// Days between two scheduled reviews.
        review_every: i64 = ask("review every", "How many days lie between two reviews?"),
        /// Local time of a review, `10:00`.
        review_at: Text = ask("review at", "At which time of day are reviews, such as 10:00?"),
        /// Weekday of a review, `mon`.
        review_on: Text = ask("review on", "On which weekday are reviews, such as mon?"),
        /// The window by its name, such as a launch planning window.
        window: Option<Text> = ask("window", "What is the window called?"),
        /// What is never traded away.
        non_negotiable: Text = ask("non-negotiable", "What is never traded away?"),
        /// The question every decision answers on its way in.
        filter: Option<Text> = ask("filter", "Which question must every decision answer with yes?"),
        /// What the role is there for.
        mandate: Option<Text> = ask("mandate", "What is the team's mandate?"),
        /// The signal that makes it urgent.
        market_signal: Option<Text> = ask("market signal", "Which market signal makes it urgent?"),
        /// The constraint blockers are measured against.
        constraint_named: Option<Text> = ask("constraint", "Which constraint causes most of the drift?"),
        /// The customer outcome that must hold meanwhile.
        protected: Option<Text> = ask("protects", "Which customer outcome must hold meanwhile?"),
        /// Signs the verdict.
        sign_off: Id<Person> = ask("sign-off", "Who signs the go or no-go?").duty("signs the verdict"),
        /// Owns what customers are told.
        narrative: Option<Id<Person>> = ask("comms owner", "Who owns what customers are told?").duty("tells the customer story"),
        /// Who is asked next when something lingers, in order.
        escalation: Ids<Person> = ask("escalation", "Who is asked next when something lingers, in order, with commas?").duty("is on the escalation path"),
        /// Whether owners may approve their own decisions.
        self_approval: SelfApproval = ask("self-approval", "May owners approve their own decisions: allow or four-eyes?"),
        /// Where it stands.
        state: CycleState = KEPT,
        /// The cycle it was carried over from.
        from_cycle: Option<Id<Cycle>> = KEPT,
        /// When it was created.
        opened: Moment = KEPT,
        /// Keeps the safeguard in force.
        safeguard_owner: Option<Id<Person>> = ask("safeguard by", "Who keeps the safeguard in force?").duty("answers for the safeguard"),
        /// From which day it is in force.
        safeguard_on: Option<Day> = ask("safeguard from", "From which day is the safeguard in force?"),
        /// Where the first pressure's test is on record.
        pressure_test: Option<Text> = ask("pressure test", "Where is the test of the first pressure on record?"),
        /// Follows up after launch.
        post_launch: Option<Id<Person>> = ask("post-launch", "Who follows up after launch?").duty("leads after launch"),
        /// The day of the checkpoint after launch.
        checkpoint_on: Option<Day> = ask("checkpoint on", "On which day after launch is the checkpoint?"),
        /// Holds it.
        checkpoint_owner: Option<Id<Person>> = ask("checkpoint by", "Who holds the checkpoint after launch?").duty("holds the checkpoint after launch"),
        /// What it is expected to show.
        checkpoint_expects: Option<Text> = ask("expects", "Which way should the closing metric have moved by then?"),
        /// Whether the target signal can still be reached in this window.
        achievable: Option<Answer> = KEPT,
        /// Why.
        achievable_why: Option<Text> = KEPT,
        /// Who said so.
        achievable_by: Option<Id<Person>> = HISTORY,
        /// When.
        achievable_at: Option<Moment> = KEPT,
        /// How many items the committed scope had.
        baseline: Option<i64> = KEPT,
        /// When scope was committed.
        committed_at: Option<Moment> = KEPT,
        /// By whom.
        committed_by: Option<Id<Person>> = HISTORY,
        /// Whether the evidence outcome can be demonstrated.
        demonstrable: Option<Answer> = KEPT,
        /// Where, or what is missing.
        demonstrable_proof: Option<Text> = KEPT,
        /// Who said so.
        demonstrable_by: Option<Id<Person>> = HISTORY,
        /// When.
        demonstrable_at: Option<Moment> = KEPT,
        /// The weekdays that are no working days, `sat,sun`; `none` where every day is one.
        weekend: Text = ask("weekend", "Which weekdays are the weekend, such as sat,sun? Or none"),
        /// The schedules of reviews it had before, as JSON.
        earlier_reviews: Option<Json> = KEPT.internal(),
        /// When the non-negotiable was confirmed as it is worded.
        confirmed_at: Option<Moment> = KEPT,
        /// By whom.
        confirmed_by: Option<Id<Person>> = HISTORY,
    }

    fn check(&self) -> Result<(), Refusal> {
        let need = |text: &str, field: &'static str, reason: &str, hint: Remedy| {
            if text.trim().is_empty() { Err(Refusal::new("cycle.charter", reason, hint).on(field)) } else { Ok(()) }
        };
        need(&self.name, "name", "a cycle needs a name", remedy::NAME_CYCLE)?;
        need(&self.outcome, "outcome", "a cycle needs one outcome", remedy::SAY_OUTCOME)?;
        need(&self.non_negotiable, "non_negotiable", "a cycle needs its non-negotiable", remedy::SAY_NON_NEGOTIABLE)?;
        if self.launch <= self.start {
            return Err(Refusal::new(
                "cycle.dates",
                format!("the launch ({}) must lie after the start ({})", self.launch, self.start),
                remedy::LATER_LAUNCH,
            )
            .on("launch"));
        }
        if self.zone.parse::<Zone>().is_err() {
            return Err(Refusal::new(
                "cycle.zone",
                format!("`{}` is no time zone", self.zone),
                "type an IANA name such as Europe/Berlin, America/New_York or UTC",
            )
            .on("zone"));
        }
        if self.review_time().is_none() || self.weekday().is_none() || !(1..=366).contains(&self.review_every) {
            return Err(Refusal::new(
                "cycle.reviews",
                "reviews need a weekday, a time and a number of days between them",
                "such as Monday, 10:00, every 7 days; the playbook says it",
            ));
        }
        if self.weekend_days().is_none_or(|days| days.len() == 7) {
            return Err(Refusal::new(
                "cycle.weekend",
                format!("`{}` leaves no working day, or names no weekday", self.weekend),
                "type weekdays such as sat,sun or fri,sat; none where every day is a working day",
            )
            .on("weekend"));
        }
        Ok(())
    }
}

impl Cycle {
    /// The zone days are meant in; a stored cycle always has a valid one.
    pub fn tz(&self) -> Zone {
        self.zone.parse().unwrap_or(Zone::UTC)
    }

    fn review_time(&self) -> Option<NaiveTime> {
        NaiveTime::parse_from_str(&self.review_at, "%H:%M").ok()
    }

    fn weekday(&self) -> Option<Weekday> {
        self.review_on.parse().ok()
    }

    /// When its reviews are, in words: `every 7 days on mon at 10:00`.
    pub fn reviews(&self) -> String {
        format!("every {} days on {} at {}", self.review_every, self.review_on, self.review_at)
    }

    /// The weekdays of its weekend; nothing when that cannot be read.
    fn weekend_days(&self) -> Option<WeekdaySet> {
        match self.weekend.trim() {
            "" => Some(WEEKEND),
            "none" => Some(WeekdaySet::EMPTY),
            days => days.split(',').map(|day| day.trim().parse::<Weekday>().ok()).collect(),
        }
    }

    /// The schedules of reviews it had before; one that cannot be read counts as none.
    fn earlier(&self) -> Vec<Era> {
        let kept = self.earlier_reviews.as_deref();
        kept.map_or_else(Vec::new, |kept| serde_json::from_str(kept).unwrap_or_default())
    }

    /// Keeps the schedule of reviews that it had `before`, where one of its reviews has been by now, or one of the new
    /// schedule would have been: what was scheduled stays as it was, and the new one counts from now on.
    pub fn keep_schedule(&mut self, before: &Self, now: Moment) {
        let (was, is) = (before.schedule(), self.schedule());
        let has_begun = |schedule: &Schedule| {
            let counts_from = schedule.earlier.last().map_or(self.opened, |era| era.until);
            schedule.next_review(counts_from) <= now
        };
        if was.cadence() == is.cadence() || !(has_begun(&was) || has_begun(&is)) {
            return;
        }
        let earlier: Vec<Era> =
            was.earlier.iter().copied().chain([Era { cadence: was.cadence(), until: now }]).collect();
        self.earlier_reviews =
            Some(serde_json::to_string(&earlier).expect("a schedule is plain data").into());
    }

    /// What its playbook asks of the rules; the usual of a cycle that keeps no copy of a playbook.
    ///
    /// # Errors
    /// The [`Refusal`] of whatever would change the cycle, with the cure, when its copy cannot be read: nobody knows its
    /// rules then.
    pub fn policy(&self) -> Result<Policy, Refusal> {
        if self.playbook_copy.is_empty() {
            return Ok(Policy::default());
        }
        serde_json::from_str(&self.playbook_copy).map_err(|error| {
            let reason = format!(
                "the cycle's copy of its playbook cannot be read ({error}), so the board can only be looked at"
            );
            Refusal::new("cycle.playbook", reason, remedy::MEND_PLAYBOOK)
        })
    }

    /// The calendar of the cycle: reviews, midpoint, launch and what follows.
    pub fn schedule(&self) -> Schedule {
        Schedule {
            zone: self.tz(),
            start: self.start,
            launch: self.launch,
            launch_time: NaiveTime::from_hms_opt(9, 0, 0).expect("nine o'clock exists"),
            weekday: self.weekday().unwrap_or(Weekday::Mon),
            at: self.review_time().unwrap_or_default(),
            every_days: u32::try_from(self.review_every).unwrap_or(7),
            checkpoint: self.checkpoint_on,
            weekend: self.weekend_days().unwrap_or(WEEKEND),
            earlier: self.earlier(),
        }
    }
}
