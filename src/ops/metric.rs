//! What can be done to metrics beyond what every record takes.

use super::{
    Context, OpenQuestion, Outcome as Done,
    common::{at_place, reasoned},
    form::{FormContext, Questions},
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        Decision, Id, Kind, Metric, Moment, OutcomeCheck, Person, Reading, Record, Ref, Refusal, Risk, Value,
        fact_day::Dated,
        metric::{Better, OutcomeState, standing},
        remedy,
        rules::{
            context::RuleContext,
            measure::{Formula, Heading, How, course, measure},
        },
        sanitize::fold_name,
        when::medium,
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a metric.
    Metric(Op): Add, Read, Correct, Outcome, Link, Unlink
}

operation! {
    /// Adds a metric of the team's own; it is read by hand, within the bounds given here
    pub struct Add as "metric.add", past "added a metric", title "Add a metric" {
        /// What is measured
        title: String = ask("metric", "What is measured?").next(),
        /// The unit of its readings: s, %, orders
        unit: String = ask("unit", "In which unit?"),
        /// Which way is better: up or down
        better: Better = ask("better", "Is more better (up) or less (down)?"),
        /// Who answers for it
        owner: Option<Id<Person>> = ask("owner", "Who answers for it?").value("P"),
        /// The value to reach
        target: Option<f64> = ask("target", "Which value do you want to reach?"),
        /// The value at the start
        baseline: Option<f64> = ask("baseline", "What was it at the start?"),
        /// The least it can be
        min: Option<f64> = ask("least", "The least it can be, if there is a least?").flag("min"),
        /// The most it can be
        max: Option<f64> = ask("most", "The most it can be, if there is a most?").flag("max"),
    }
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
    /// Corrects a reading by another that takes its place; both stay on record
    pub struct Correct as "metric.correct", past "corrected a reading of", title "Correct a reading of {}" {
        /// The metric
        subject: Ref = subject(Kind::Metric),
        /// Which of its readings, counted from 1 as `show` lists them
        place: usize = ask("number", "Which one, by its number?").next(),
        /// What it really was, in the metric's unit
        value: f64 = ask("value", "Which value was it really?").next(),
        /// Why the other was wrong
        why: String = ask("why", "Why was the other wrong?"),
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

operation! {
    /// Takes the link to a decision away
    pub struct Unlink as "metric.unlink", past "unlinked", title "Unlink {}" {
        /// The metric
        subject: Ref = subject(Kind::Metric),
        /// The decision
        decision: Ref = ask("decision", "Which decision is not meant to move it?").next().of(Kind::Decision),
    }
}

impl Perform for Add {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Done, TxnError> {
        add(context, self)
    }
}

impl Perform for Correct {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Done, TxnError> {
        correct(context, self)
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        let Some(metric) = subject else { return };
        let zone = form.board.cycle.tz();
        let readings = form.board.readings_of(Id::new(metric.number)).iter();
        asked.which("place", readings.map(|it| format!("{} on {}", it.value, medium(it.at, zone))));
    }
}

impl Perform for Unlink {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Done, TxnError> {
        let Self { subject, decision } = self;
        let (metric, linked): (Id<Metric>, Id<Decision>) = (context.id(*subject)?, context.id(*decision)?);
        context.txn.edit(metric, |metric| {
            if !metric.decisions.0.contains(&linked) {
                let reason = format!("{decision} is not linked");
                return Err(Refusal::new("metric.linked", reason, "nothing is left to do"));
            }
            metric.decisions.0.retain(|it| *it != linked);
            Ok(())
        })?;
        Ok(Done::said(format!("{subject} is not meant to move by {decision} any more")))
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
        read(context, self.subject, &reading)
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

/// Adds a metric of the team's own, with a key that no other metric of the cycle has.
fn add(context: &mut Context<'_, '_>, add: &Add) -> Result<Done, TxnError> {
    let cycle = context.cycle()?.id;
    let known: Vec<Metric> = context.txn.all("cycle", &Value::Integer(cycle.number()))?;
    let title = add.title.trim();
    if let Some(same) = known.iter().find(|it| fold_name(&it.title) == fold_name(title)) {
        let reason = format!("{} is called {} already", same.reference(), same.title);
        let hint = "choose a name that tells the two apart, or enter a reading of that one";
        return Err(Refusal::new("metric.twice", reason, hint).on("title").into());
    }
    let owner = add.owner.map(|owner| context.assignable(owner)).transpose()?.map(|person| person.id);
    let metric = Metric {
        cycle,
        key: own_key(title, &known).into(),
        title: title.into(),
        unit: add.unit.trim().into(),
        better: add.better,
        owner,
        target: add.target,
        baseline: add.baseline,
        min: add.min,
        max: add.max,
        ..Metric::blank()
    };
    let id = context.txn.add(&metric)?;
    let metric = metric.with_id(id.number());
    Ok(Done::made(format!("added {} {}, read by hand", metric.reference(), metric.title), metric.reference()))
}

/// A key made from the words of a name, as the playbook's are; numbered where it is taken.
fn own_key(title: &str, known: &[Metric]) -> String {
    let folded = title.to_lowercase();
    let words: Vec<&str> =
        folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let plain = if words.is_empty() { "metric".to_owned() } else { words.join("-") };
    let is_free = |key: &String| known.iter().all(|it| *it.key != **key);
    let numbered = (2..).map(|at: usize| format!("{plain}-{at}"));
    std::iter::once(plain.clone()).chain(numbered).find(is_free).expect("one of endless keys is free")
}

/// Refuses a value for what is computed here.
fn is_entered(context: &Context<'_, '_>, metric: &Metric) -> Result<(), TxnError> {
    let cycle = context.cycle()?;
    if Formula::parse(cycle.policy()?.formula(&metric.key)).unwrap_or(Formula::Entered) == Formula::Entered {
        return Ok(());
    }
    let board = context.txn.board(cycle.id)?;
    let measured = measure(&RuleContext::at(&board, context.now), metric);
    if measured.how == How::Entered {
        return Ok(());
    }
    let value = measured.value.unwrap_or_default();
    let reason = format!("it is computed here, and reads {value} {}: {}", metric.unit, measured.from);
    Err(Refusal::new(
        "metric.computed",
        reason,
        "nothing is to be entered; it follows what happens on the board",
    )
    .on("value")
    .about(metric.reference())
    .into())
}

fn correct(context: &mut Context<'_, '_>, correct: &Correct) -> Result<Done, TxnError> {
    let Correct { subject, place, value, why } = correct;
    reasoned(why, "say why the other was wrong")?;
    let metric = context.txn.get(context.id::<Metric>(*subject)?)?;
    metric.allows(Some(*value)).map_err(|refusal| refusal.on("value"))?;
    let known: Vec<Reading> = context.txn.all("metric", &Value::Integer(metric.id.number()))?;
    let wrong = at_place(&known, *place, "reading", remedy::SEE_READINGS).map_err(|it| it.about(*subject))?;
    if known.iter().any(|it| it.supersedes == Some(wrong.id)) {
        let hint = remedy::SEE_READINGS;
        return Err(Refusal::new(
            "reading.corrected",
            format!("reading {place} was corrected already"),
            hint,
        )
        .on("place")
        .about(*subject)
        .into());
    }
    context.txn.add(&Reading {
        value: *value,
        by: context.actor()?,
        recorded_at: Some(context.now),
        supersedes: Some(wrong.id),
        why: Some(why.as_str().into()),
        ..wrong.clone().with_id(0)
    })?;
    let (was, unit) = (wrong.value, &metric.unit);
    Ok(Done::said(format!("corrected reading {place} of {subject} from {was} to {value} {unit}: {why}")))
}

/// Enters a reading and says which way it goes.
fn read(context: &mut Context<'_, '_>, subject: Ref, reading: &Reading) -> Result<Done, TxnError> {
    let metric = context.txn.get(reading.metric)?;
    metric.allows(Some(reading.value)).map_err(|refusal| refusal.on("value"))?;
    is_entered(context, &metric)?;
    let known: Vec<Reading> = context.txn.all("metric", &Value::Integer(metric.id.number()))?;
    let (value, unit) = (reading.value, &metric.unit);
    let before =
        standing(&known).filter(|known| known.at <= reading.at).max_by_key(|known| (known.at, known.id));
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
        // The same value with its risk is a reading of its own: nothing that was read is lost.
        let Receipt { said, open, .. } = bench.does(read(6.5, Some(R)));
        let readings = bench.board().readings.rows().to_vec();
        assert_eq!(readings.iter().map(|it| it.risk.map(Id::number)).collect::<Vec<_>>(), [None, Some(1)]);
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
    fn a_metric_of_the_teams_own_has_the_bounds_it_was_given_and_a_name_of_its_own() {
        let mut bench = Bench::new();
        let own = |title: &str, min, max| Add {
            title: title.into(),
            unit: "s".into(),
            better: Better::Down,
            owner: None,
            target: Some(5.0),
            baseline: None,
            min,
            max,
        };
        assert!(bench.refuses(own(" handoff DEFECT rate ", None, None)).contains("M-2 is called"));
        assert!(bench.refuses(own("Orders confirmed", Some(9.0), Some(1.0))).contains("not below the most"));
        assert!(bench.refuses(own("Orders confirmed", Some(6.0), None)).contains("outside the bounds"));
        assert!(
            bench.refuses(Add { unit: " ".into(), ..own("Orders confirmed", None, None) }).contains("a unit")
        );
        let made = bench.does(own("Orders confirmed", Some(0.0), Some(60.0))).created[0];
        assert_eq!(made, Ref::new(Kind::Metric, 7));
        let of = |value| Read { subject: made, ..read(value, None) };
        assert!(bench.refuses(of(-0.1)).contains("outside the bounds"));
        assert!(bench.refuses(of(61.0)).contains("type a number from 0 to 60"));
        bench.does(of(4.5));
        // What the playbook bounds by its unit, the team's own metric leaves open.
        let growth = Add { unit: "%".into(), target: None, ..own("Growth", None, None) };
        let growth = bench.does(growth).created[0];
        bench.does(Read { subject: growth, ..read(-250.0, None) });
        let board = bench.board();
        let keys: Vec<_> = board.metrics.rows().iter().skip(6).map(|it| it.key.to_string()).collect();
        assert_eq!(keys, ["orders-confirmed", "growth"]);
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

    #[test]
    fn a_reading_is_corrected_by_another_that_takes_its_place() {
        let mut bench = Bench::new();
        bench.does(read(65.0, None));
        bench.does(read(5.0, None));
        let correct = |place, value: f64, why: &str| Correct { subject: M, place, value, why: why.into() };
        assert!(bench.refuses(correct(1, 6.5, " ")).contains("say why the other was wrong"));
        assert!(bench.refuses(correct(3, 6.5, "a slip")).contains("it has no reading number 3"));
        assert!(bench.refuses(correct(1, -1.0, "a slip")).contains("cannot be"));
        let said = bench.does(correct(1, 6.5, "a slip")).said;
        assert!(said.starts_with("corrected reading 1 of M-1 from 65 to 6.5"), "{said}");
        assert!(bench.refuses(correct(1, 7.0, "again")).contains("corrected already"));
        let board = bench.board();
        let series = crate::domain::rules::measure::by_time(board.readings_of(Id::new(1)));
        assert_eq!(
            series.iter().map(|(_, value)| *value).collect::<Vec<_>>(),
            [6.5, 5.0],
            "in its place in time"
        );
        assert_eq!(board.readings.rows().len(), 3, "and nothing is lost");
    }

    #[test]
    fn what_is_computed_takes_no_entry_and_says_what_it_reads() {
        let mut bench = Bench::new();
        let closure =
            bench.board().metrics.rows().iter().find(|it| it.key.contains("closure")).unwrap().reference();
        let enter = || Read { subject: closure, ..read(77.0, None) };
        bench.does(enter());
        bench.does(Operation::Undo);
        let due = Value::Integer((bench.now + chrono::Duration::minutes(3)).millis());
        let fields = Fields::from([("title".to_owned(), Value::text("A?")), ("due".to_owned(), due)]);
        bench.does(common::Op::Add { kind: Kind::Decision, fields, on: None });
        bench.goes_to("2026-03-03 10:00");
        let refusal = bench.refuses(enter());
        assert!(
            refusal.contains("it is computed here, and reads 0 %: 0 of 1 due closed by their first date"),
            "{refusal}"
        );
    }

    #[test]
    fn a_later_date_does_not_make_a_late_decision_one_in_time() {
        let mut bench = Bench::new();
        let closure =
            bench.board().metrics.rows().iter().find(|it| it.key.contains("closure")).unwrap().clone();
        let reads = |bench: &Bench| {
            let board = bench.board();
            measure(&RuleContext::at(&board, bench.now), &closure).from
        };
        let d = Ref::new(Kind::Decision, 1);
        let due = Value::Integer((bench.now + chrono::Duration::minutes(3)).millis());
        let fields = Fields::from([("title".to_owned(), Value::text("A?")), ("due".to_owned(), due)]);
        bench.does(common::Op::Add { kind: Kind::Decision, fields, on: None });
        bench.goes_to("2026-03-05 10:00");
        for due in ["2026-03-06 10:00", "2026-03-20 10:00"] {
            bench.does(common::Op::Due { subjects: vec![d], due: crate::ops::tests::berlin(due) });
        }
        let until = crate::ops::tests::berlin("2026-03-22 10:00");
        bench.does(crate::ops::decision::Defer { subject: d, until, why: "later".into() });
        assert_eq!(reads(&bench), "0 of 1 due closed by their first date; 1 was given another date");
        bench.does(crate::ops::decision::Reject { subject: d, why: "no".into() });
        assert_eq!(reads(&bench), "0 of 1 due closed by their first date, 1 later; 1 was given another date");
    }

    #[test]
    fn a_link_is_taken_away_and_one_to_a_dropped_decision_counts_for_nothing() {
        let mut bench = Bench::new();
        let fields = Fields::from([("title".to_owned(), Value::text("A?"))]);
        bench.does(common::Op::Add { kind: Kind::Decision, fields, on: None });
        let decision = Ref::new(Kind::Decision, 1);
        let lacks = |bench: &Bench| {
            let board = bench.board();
            crate::domain::rules::measure::lacks(&board, &board.metrics.rows()[0]).contains(&"decision")
        };
        bench.does(Link { subject: M, decision });
        assert!(!lacks(&bench));
        bench.does(Unlink { subject: M, decision });
        assert!(lacks(&bench));
        assert!(bench.refuses(Unlink { subject: M, decision }).contains("D-1 is not linked"));
        bench.does(Link { subject: M, decision });
        bench.does(common::Drop { subject: decision, why: "no".into() });
        assert!(lacks(&bench));
    }
}
