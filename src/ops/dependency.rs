//! What can be done to dependencies beyond what every record takes.

use super::{
    Context, Outcome,
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        Dependency, Hint, Id, Kind, Reading, Record, Ref, Refusal, Value, remedy,
        rules::{
            context::RuleContext,
            measure::{How, measure},
        },
        when::medium,
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a dependency.
    Dependency(Op): Done
}

operation! {
    /// Says that it was delivered
    pub struct Done as "dependency.done", past "delivered", title "Deliver {}" {
        /// The dependency
        subject: Ref = subject(Kind::Dependency),
        /// A word on it
        how: Option<String> = ask("how", "A word on it?"),
    }
}

impl Perform for Done {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, how } = self;
        is_measured(context, context.id(*subject)?)?;
        context.change(*subject, |it: &mut Dependency| it.deliver(how.as_deref()))?;
        Ok(Outcome::said(format!("{subject} is delivered")))
    }
}

/// Refuses what nobody has measured at its checkpoint or after.
///
/// Source: framework step 3, a checkpoint is looked at by its metric.
fn is_measured(context: &Context<'_, '_>, id: Id<Dependency>) -> Result<(), TxnError> {
    let dependency = context.txn.get(id)?;
    let refuse = |reason: String, hint: Hint| {
        Err(Refusal::new("dependency.unmeasured", reason, hint).about(dependency.reference()).into())
    };
    let cycle = context.cycle()?;
    let Some(metric) = dependency.metric.map(|metric| context.txn.get(metric)).transpose()? else {
        return refuse(
            "no metric says that it was delivered".to_owned(),
            remedy::NAME_CHECKPOINT_METRIC.into(),
        );
    };
    let readings: Vec<Reading> = context.txn.all("metric", &Value::Integer(metric.id.number()))?;
    if readings.iter().any(|reading| reading.at >= dependency.due) {
        return Ok(());
    }
    if context.now >= dependency.due {
        let board = context.txn.board(cycle.id)?;
        if measure(&RuleContext::at(&board, context.now), &metric).how == How::Computed {
            return Ok(());
        }
    }
    let (at, metric) = (medium(dependency.due, cycle.tz()), metric.reference());
    refuse(
        format!("{metric} was not read at its checkpoint, {at}, or after"),
        remedy::READ_AT_CHECKPOINT.with("METRIC", &metric.to_string()),
    )
}
