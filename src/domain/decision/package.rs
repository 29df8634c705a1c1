//! The delivery package of an approved decision: what builders get, and how it goes back and forth.
//!
//! Source: framework step 5.

use super::{Decision, DecisionState};
use crate::domain::{Id, Kind, Moment, Person, Record, Ref, Refusal, remedy};
use std::borrow::Cow;

/// The fields in which a delivery package is written, in order.
pub const PACKAGE: &[&str] =
    &["constraints", "behaviour", "edge_cases", "target_metric", "target_value", "target_on", "measured"];

/// The flags that write a measurable target.
pub const TARGET_FLAGS: &str = "--target-metric M-n --target-value N --target-on DAY";

impl Decision {
    /// The parts of its delivery package in order: name, and what it says.
    pub fn package(&self) -> [(&'static str, Option<Cow<'_, str>>); 5] {
        [
            ("constraints", self.constraints.as_deref().map(Cow::Borrowed)),
            ("behaviour", self.behaviour.as_deref().map(Cow::Borrowed)),
            ("edge_cases", self.edge_cases.as_deref().map(Cow::Borrowed)),
            ("target", self.measurable_target().map(Cow::Owned)),
            ("measured", self.measured.as_deref().map(Cow::Borrowed)),
        ]
    }

    /// Its target where that can be measured: `M-2 reaches 4 by 2026-04-07`. Free text alone is none.
    pub fn measurable_target(&self) -> Option<String> {
        let metric = Ref::new(Kind::Metric, self.target_metric?.number());
        Some(format!("{metric} reaches {} by {}", self.target_value?, self.target_on?))
    }

    /// The parts that nobody has written.
    pub fn package_lacks(&self) -> Vec<&'static str> {
        let blank = |text: &Option<Cow<'_, str>>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        self.package().iter().filter(|(_, text)| blank(text)).map(|(name, _)| *name).collect()
    }

    /// Whether somebody has its package to build from.
    pub const fn is_handed_off(&self) -> bool {
        self.handed_at.is_some() && self.returned_at.is_none()
    }

    /// Hands the package to whoever builds it.
    ///
    /// # Errors
    /// A [`Refusal`] when it is not approved, or a part of the package is missing.
    pub fn hand_off(&mut self, to: Id<Person>, now: Moment) -> Result<(), Refusal> {
        if self.state != DecisionState::Approved {
            let hint = remedy::APPROVE_FIRST;
            return Err(Refusal::new("package.approval", "only what is approved is handed off", hint)
                .about(self.reference()));
        }
        if let Some(&missing) = self.package_lacks().first() {
            let (on, flag) = match missing {
                "target" => ("target_metric", TARGET_FLAGS.to_owned()),
                part => (part, format!("--{} TEXT", part.replace('_', "-"))),
            };
            return Err(Refusal::new(
                "package.part",
                format!("its delivery package lacks {}", self.package_lacks().join(", ").replace('_', " ")),
                remedy::WRITE_PACKAGE.with("PARTS", &flag),
            )
            .on(on)
            .about(self.reference()));
        }
        if self.is_handed_off() {
            return Err(Refusal::new("package.handed", "it is handed off already", remedy::GIVE_BACK)
                .about(self.reference()));
        }
        (self.handed_to, self.handed_at, self.returned_at) = (Some(to), Some(now), None);
        Ok(())
    }

    /// Says that the package came back, or was found defective.
    ///
    /// # Errors
    /// A [`Refusal`] when nobody has it, or `why` says nothing.
    pub fn give_back(&mut self, why: &str, now: Moment) -> Result<(), Refusal> {
        if !self.is_handed_off() {
            let hint = remedy::HAND_OFF;
            return Err(
                Refusal::new("package.return", "nobody has its package", hint).about(self.reference())
            );
        }
        if why.trim().is_empty() {
            let hint = remedy::ONE_LINE_WHY;
            return Err(Refusal::new("package.why", "say why it came back", hint).on("why"));
        }
        self.returned_at = Some(now);
        Ok(())
    }
}
