//! Signatures under the verdict, and overrides of what it says. They are kept; the verdict itself never is.

use super::{
    cycle::Cycle,
    id::Id,
    person::Person,
    record::{HISTORY, KEPT},
    refusal::Refusal,
    remedy,
    value::Text,
    when::Moment,
};

crate::words! {
    /// What the sign-off owner did.
    pub enum SignOffKind {
        /// Signed the verdict as it was.
        Signed = "signed" / "signed",
        /// Went on in spite of hard rules.
        Override = "override" / "overridden",
    }
}

crate::entity! {
    /// A signature under the verdict.
    pub struct SignOff in "sign_off" {
        /// The cycle.
        cycle: Id<Cycle> = KEPT,
        /// What was done.
        kind: SignOffKind = KEPT,
        /// The verdict of the gate as it was then: `GO`, `CONDITIONAL` or `NO-GO`.
        verdict: Text = KEPT,
        /// The rules that failed then, by their names, separated by commas; an override covers these and no others.
        rules: Text = KEPT,
        /// Why.
        why: Text = KEPT,
        /// The risk that is taken, in words; an override has to say.
        accepts: Option<Text> = KEPT,
        /// When the override is looked at again, and ends.
        until: Option<Moment> = KEPT,
        /// When.
        at: Moment = KEPT,
        /// Who signed.
        by: Id<Person> = HISTORY,
    }

    fn check(&self) -> Result<(), Refusal> {
        let blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
        if blank(Some(&self.why)) {
            return Err(Refusal::new("verdict.why", "a signature needs a word on why", remedy::ONE_LINE_WHY).on("why"));
        }
        if self.kind == SignOffKind::Override && blank(self.accepts.as_deref()) {
            return Err(Refusal::new(
                "verdict.accepts",
                "an override names the risk it takes",
                remedy::SAY_RISK_TAKEN,
            )
            .on("accepts"));
        }
        if self.kind == SignOffKind::Override && self.until.is_none_or(|until| until <= self.at) {
            return Err(Refusal::new(
                "verdict.until",
                "an override ends on a day",
                remedy::SAY_UNTIL,
            )
            .on("until"));
        }
        Ok(())
    }
}

impl SignOff {
    /// Whether it lets a failing rule pass at this moment.
    pub fn covers(&self, rule: &str, now: Moment) -> bool {
        self.kind == SignOffKind::Override
            && self.at <= now
            && self.until.is_some_and(|until| now < until)
            && self.rules.split(',').any(|covered| covered == rule)
    }
}
