//! The intake: what was noted or imported and is not yet accountable. Visible, counted, never half a blocker.

use super::{
    change::Fields,
    cycle::Cycle,
    id::{Id, Kind, Ref},
    record::{Field, Input, KEPT, ask},
    refusal::Refusal,
    remedy,
    value::{Json, Text},
    when::Moment,
};

crate::words! {
    /// Where an intake item stands.
    pub enum IntakeState {
        /// Somebody has to complete it.
        Waiting = "waiting" / "waiting",
        /// It became a record.
        Done = "done" / "done",
        /// Taken off with a reason.
        Dropped = "dropped" / "dropped",
    }
}

crate::words! {
    /// What an intake item is to become.
    pub enum Becomes {
        /// A decision.
        Decision = "decision" / "decision",
        /// A blocker.
        Blocker = "blocker" / "blocker",
        /// A risk.
        Risk = "risk" / "risk",
        /// A dependency.
        Dependency = "dependency" / "dependency",
    }
}

impl Becomes {
    /// The kind of record.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Decision => Kind::Decision,
            Self::Blocker => Kind::Blocker,
            Self::Risk => Kind::Risk,
            Self::Dependency => Kind::Dependency,
        }
    }
}

crate::entity! {
    /// Something noted.
    pub struct Intake in "intake" {
        /// The cycle it belongs to.
        cycle: Id<Cycle> = KEPT,
        /// What was noted.
        title: Text = ask("note", "What was said?"),
        /// What it is to become.
        becomes: Becomes = ask("becomes", "Is it a decision, a blocker, a risk or a dependency?"),
        /// The fields already known, as JSON.
        known: Json = KEPT,
        /// Where it came from.
        source: Option<Text> = KEPT,
        /// Where it stands.
        state: IntakeState = KEPT,
        /// What it became.
        became: Option<Ref> = KEPT,
        /// Why it was dropped.
        why: Option<Text> = KEPT,
        /// When it was noted.
        opened: Moment = KEPT,
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::new("intake.text", "there is nothing in it", "type what was said").on("title"));
        }
        Ok(())
    }
}

impl Intake {
    /// The fields already known.
    pub fn known_fields(&self) -> Fields {
        serde_json::from_str(&self.known).unwrap_or_default()
    }

    /// The required fields nobody has given yet, in the order a form asks for them.
    pub fn lacks(&self) -> Vec<&'static Field> {
        let known = self.known_fields();
        let fields = crate::domain::record::fields_of(self.becomes.kind());
        fields
            .iter()
            .filter(|field| field.is_needed() && field.input != Input::Kept && field.name != "title")
            .filter(|field| known.get(field.name).is_none_or(super::value::Value::is_blank))
            .collect()
    }

    /// Takes it off with a reason.
    ///
    /// # Errors
    /// A [`Refusal`] when it does not wait any more.
    pub fn drop(&mut self, why: &str) -> Result<(), Refusal> {
        self.must_wait()?;
        self.state = IntakeState::Dropped;
        self.why = Some(why.into());
        Ok(())
    }

    /// Lets it wait again.
    ///
    /// # Errors
    /// A [`Refusal`] when it waits already, or became a record, which a second completion would make twice.
    pub fn reopen(&mut self, why: &str) -> Result<(), Refusal> {
        if self.state == IntakeState::Waiting {
            return Err(Refusal::open_already());
        }
        if let Some(became) = self.became {
            let reason = format!("it became {became}");
            return Err(Refusal::new("intake.became", reason, format!("work on {became} instead")));
        }
        self.state = IntakeState::Waiting;
        self.why = Some(why.into());
        Ok(())
    }

    /// Refuses what does not wait any more.
    ///
    /// # Errors
    /// A [`Refusal`] that says what became of it.
    pub fn must_wait(&self) -> Result<(), Refusal> {
        if self.state == IntakeState::Waiting {
            return Ok(());
        }
        let reason = format!("it is {} already", self.state.label());
        Err(Refusal::new("intake.closed", reason, remedy::SEE_INTAKE))
    }
}
