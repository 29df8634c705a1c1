//! What can be done to metrics beyond what every record takes.

use super::{
    Context, OpenQuestion, Outcome as Done,
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        Decision, Id, Kind, Metric, Moment, OutcomeCheck, Reading, Record, Ref, Refusal, Risk, Value,
        fact_day::Dated,
        metric::OutcomeState,
        rules::measure::{Heading, course},
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a metric.
    Metric(Op): Read, Outcome, Link
}

operation! {
    /// Enters a reading
    pub struct Read as "metric.read", past "read", title "Reading of {}" {
        /// The metric
        subject: Ref = subject(Kind::Metric),
        /// The value, in the metric's unit
        value: f64 = ask("value", "Which value?").next(),
        /// When it was read, if not now; never ahead
        at: Option<Moment> = ask("on", "When was it read?").flag_only().flag("on"),
        /// A word on it
        note: Option<String> = ask("note", "A word on it?"),
        /// The risk that explains why it is off its target
        risk: Option<Ref> = ask("risk", "Off target? Which risk explains it?").of(Kind::Risk),
    }
}

operation! {
    /// Says how the customer outcome stands that it must not cost
    pub struct Outcome as "metric.outcome", past "looked at the outcome of", title "Outcome behind {}" {
        /// The metric
        subject: Ref = subject(Kind::Metric),
        /// How it stands
        state: OutcomeState = ask("outcome is", "Does it hold: held, at-risk or lost?").next(),
        /// A word on it
        note: Option<String> = ask("note", "A word on it?"),
    }
}

operation! {
    /// Links a decision that is meant to move it
    pub struct Link as "metric.link", past "linked", title "Link {}" {
        /// The metric
        subject: Ref = subject(Kind::Metric),
        /// The decision
        decision: Ref = ask("decision", "Which decision is meant to move it?").next().of(Kind::Decision),
    }
}

impl Perform for Read {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Done, TxnError> {
        let risk = self.risk.map(|risk| context.id::<Risk>(risk)).transpose()?;
        let Dated { at, recorded_at } = Dated::at(self.at, context.now, context.cycle()?.tz())?;
        let reading = Reading {
            metric: context.id(self.subject)?,
            value: self.value,
            at,
            recorded_at,
            note: self.note.as_deref().map(Into::into),
            by: context.actor()?,
            risk,
            ..Reading::blank()
        };
        read(context, self.subject, &reading, self.at.is_none())
    }
}

impl Perform for Outcome {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Done, TxnError> {
        look(context, self.subject, self.state, self.note.as_deref()).map(Done::said)
    }
}

impl Perform for Link {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Done, TxnError> {
        let Self { subject, decision } = self;
        let (metric, linked): (Id<Metric>, Id<Decision>) = (context.id(*subject)?, context.id(*decision)?);
        context.txn.edit(metric, |metric| {
            if metric.decisions.0.contains(&linked) {
                let reason = format!("{decision} is linked already");
                return Err(Refusal::new("metric.linked", reason, "nothing is left to do"));
            }
            metric.decisions.0.push(linked);
            Ok(())
        })?;
        Ok(Done::said(format!("{subject} is meant to move by {decision}")))
    }
}

/// Enters a reading and says which way it goes.
fn read(
    context: &mut Context<'_, '_>,
    subject: Ref,
    reading: &Reading,
    is_now: bool,
) -> Result<Done, TxnError> {
    let metric = context.txn.get(reading.metric)?;
    metric.allows(Some(reading.value)).map_err(|refusal| refusal.on("value"))?;
    let known: Vec<Reading> = context.txn.all("metric", &Value::Integer(metric.id.number()))?;
    let (value, unit) = (reading.value, &metric.unit);
    if let Some(risk) = reading.risk
        && is_now
        && let Some(last) = known.iter().max_by_key(|known| (known.at, known.id))
        && last.risk.is_none()
        && last.by == reading.by
        && last.value.total_cmp(&value).is_eq()
    {
        // Who answers the question after a reading types it again; it is the same reading.
        context.txn.edit(last.id, |last| {
            last.risk = Some(risk);
            last.note = reading.note.clone().or(last.note.take());
            Ok(())
        })?;
        let risk = Ref::new(Risk::KIND, risk.number());
        return Ok(Done::said(format!("{risk} explains the reading {value} {unit} of {subject}")));
    }
    let before = known.iter().filter(|known| known.at <= reading.at).max_by_key(|known| (known.at, known.id));
    context.txn.add(reading)?;
    let course = course(&metric, before.map(|before| before.value), value);
    let heading = if course.heading == Heading::Unset {
        String::new()
    } else {
        format!(" {} {}", course.arrow.label(), course.heading.label())
    };
    let open = (reading.risk.is_none() && course.deviates()).then_some(OpenQuestion::WhichRisk);
    let why = match (reading.risk, open) {
        (Some(risk), _) => format!(", explained by {}", Ref::new(Risk::KIND, risk.number())),
        (None, Some(question)) => format!("; {}", question.label()),
        (None, None) => String::new(),
    };
    let said = format!("{subject} {} read {value} {unit}{heading}{why}", metric.title);
    Ok(Done { open, ..Done::said(said) })
}

/// Writes down how the outcome behind a metric stands.
fn look(
    context: &mut Context<'_, '_>,
    subject: Ref,
    state: OutcomeState,
    note: Option<&str>,
) -> Result<String, TxnError> {
    let metric = context.id(subject)?;
    let check = OutcomeCheck {
        metric,
        state,
        note: note.filter(|note| !note.trim().is_empty()).map(Into::into),
        at: context.now,
        by: context.actor()?,
        ..OutcomeCheck::blank()
    };
    context.txn.add(&check)?;
    let outcome = context.txn.get(metric)?.preserves;
    let outcome = if outcome.trim().is_empty() { "its outcome" } else { &*outcome };
    Ok(format!("{subject} {outcome}: {}", state.label()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::Fields,
        ops::{Operation, Receipt, common, tests::Bench},
    };

    const M: Ref = Ref::new(Kind::Metric, 1);
    const R: Ref = Ref::new(Kind::Risk, 1);

    fn read(value: f64, risk: Option<Ref>) -> Read {
        Read { subject: M, value, at: None, note: None, risk }
    }

    fn with_target() -> Bench {
        let mut bench = Bench::new();
        let set = Fields::from([("target".to_owned(), Value::Real(4.0))]);
        bench.does(common::Op::Edit { subject: M, set });
        bench
    }

    #[test]
    fn a_reading_off_its_target_asks_for_the_risk_once() {
        let mut bench = with_target();
        let receipt = bench.does(read(6.5, None));
        assert!(
            receipt.said.ends_with("\u{2191} away from target; which risk explains it?"),
            "{}",
            receipt.said
        );
        assert_eq!(receipt.open, Some(OpenQuestion::WhichRisk));
        let said = bench.does(read(6.5, Some(R))).said;
        assert!(said.starts_with("R-1 explains the reading 6.5 ") && said.ends_with(" of M-1"), "{said}");
        let readings = bench.board().readings.rows().to_vec();
        assert_eq!(readings.iter().map(|it| it.risk.map(Id::number)).collect::<Vec<_>>(), [Some(1)]);
        let Receipt { said, open, .. } = bench.does(read(6.5, Some(R)));
        assert_eq!(open, None);
        assert!(said.ends_with("\u{2192} away from target, explained by R-1"), "{said}");
        let said = bench.does(read(5.0, None)).said;
        assert!(said.ends_with("\u{2193} towards target; which risk explains it?"), "{said}");
        let said = bench.does(read(3.0, None)).said;
        assert!(said.ends_with("\u{2193} on target"), "{said}");
        assert_eq!(bench.board().readings.rows().len(), 4);
    }

    #[test]
    fn a_reading_lies_within_the_bounds_of_its_metric() {
        let mut bench = Bench::new();
        let of = |metric, value| Read { subject: Ref::new(Kind::Metric, metric), ..read(value, None) };
        for (metric, value, said) in [
            // Handoff defects are a share of the packages.
            (2, -5.0, "it is a share of a whole"),
            (2, 140.0, "it is a share of a whole"),
            (1, -1.0, "cannot be"),
            (1, 1e300, "larger than anything here"),
            (3, -1.0, "cannot be"),
            (3, f64::NAN, "no number"),
        ] {
            let refusal = bench.tries(of(metric, value)).unwrap_err().to_string();
            assert!(refusal.contains(said), "{refusal}");
        }
        assert!(bench.board().readings.rows().is_empty());
        // More scope may come and go in a sprint than was committed.
        bench.does(of(3, 140.0));
        bench.does(of(2, 100.0));
        bench.does(of(2, 0.0));
        let target = |value| common::Op::Edit {
            subject: Ref::new(Kind::Metric, 2),
            set: Fields::from([("target".to_owned(), Value::Real(value))]),
        };
        assert!(bench.refuses(target(140.0)).contains("share of a whole"));
        bench.does(target(3.0));
    }

    #[test]
    fn a_risk_is_a_risk() {
        let mut bench = with_target();
        let refusal = bench.tries(read(6.5, Some(M))).unwrap_err().to_string();
        assert_eq!(refusal, "M-1 is a metric, not a risk");
        assert!(bench.board().readings.rows().is_empty());
    }

    #[test]
    fn a_look_at_an_outcome_is_kept_with_its_word_and_taken_back_by_undo() {
        let mut bench = Bench::new();
        let look = |state, note: Option<&str>| Outcome { subject: M, state, note: note.map(str::to_owned) };
        let said = bench.does(look(OutcomeState::AtRisk, Some("two calls"))).said;
        assert!(said.starts_with("M-1 ") && said.ends_with(": at risk"), "{said}");
        bench.does(look(OutcomeState::Held, Some("  ")));
        let looks = bench.board().outcomes.rows().to_vec();
        let told: Vec<_> = looks.iter().map(|look| (look.state, look.note.as_deref())).collect();
        assert_eq!(told, [(OutcomeState::AtRisk, Some("two calls")), (OutcomeState::Held, None)]);
        bench.does(Operation::Undo);
        assert_eq!(bench.board().outcomes.rows().len(), 1);
    }
}
