//! After every operation: what moves a hard rule was moved by somebody who may, and stands on record.
//!
//! Knows no operation: it looks at what changed. Source: rulings, who decides.

use super::Context;
use crate::{
    domain::{
        Change, Cycle, Dependency, Fields, Id, Kind, LaunchCriterion, Person, Record, Ref, Refusal,
        SuccessCriterion, Value,
        decision::Answer,
        dependency::DependencyState,
        display::Display,
        event::EventKind,
        launch_criterion::LaunchState,
        person::Presence,
        remedy,
        rules::authority::{CHARTER, acts_for, signer},
        success_criterion::SuccessState,
        when::Zone,
    },
    store::TxnError,
};

/// Sees to every change that moves a hard rule, and writes it down.
///
/// # Errors
/// A [`Refusal`] that names who may, when somebody else tries.
pub(super) fn check(context: &mut Context<'_, '_>) -> Result<(), TxnError> {
    let moves = |change: &&Change| {
        matches!(
            change.kind,
            Kind::Cycle | Kind::LaunchCriterion | Kind::SuccessCriterion | Kind::Dependency | Kind::Person
        ) && change.before.is_some()
            && change.after.is_some()
    };
    let changes: Vec<Change> = context.txn.changes().iter().filter(moves).cloned().collect();
    if changes.is_empty() || !context.has_cycle() {
        return Ok(());
    }
    let Some(actor) = context.actor else { return Ok(()) };
    let act = Act { actor, left: left(&changes) };
    for change in &changes {
        let (before, after) =
            change.before.as_ref().zip(change.after.as_ref()).expect("only edits were kept");
        let edit = Edit { subject: Ref::new(change.kind, change.id), before, after };
        if change.kind == Kind::Cycle {
            act.charter(context, &edit)?;
        } else if change.kind == Kind::LaunchCriterion {
            act.launch_criterion(context, &edit)?;
        } else if change.kind == Kind::SuccessCriterion {
            act.success_criterion(context, &edit)?;
        } else if change.kind == Kind::Dependency {
            act.dependency(context, &edit)?;
        } else {
            act.login(context, &edit)?;
        }
    }
    Ok(())
}

/// Who has left by these changes.
fn left(changes: &[Change]) -> Vec<Id<Person>> {
    let goes = |change: &&Change| {
        let active = change.after.as_ref().and_then(|after| after.get("active"));
        change.kind == Kind::Person && active == Some(&Value::Integer(0))
    };
    changes.iter().filter(goes).map(|change| Id::new(change.id)).collect()
}

/// Who acts for the sign-off owner of the cycle now.
///
/// # Errors
/// When there is no cycle.
pub(super) fn signer_now(context: &Context<'_, '_>) -> Result<Id<Person>, TxnError> {
    Ok(signer(&context.cycle()?, |id| presence(context, id)))
}

/// Whether whoever acts is the sign-off owner of the cycle, or acts for them.
///
/// # Errors
/// When there is no cycle, or nobody is known to act.
pub(super) fn may_sign(context: &Context<'_, '_>) -> Result<bool, TxnError> {
    let actor = context.actor()?;
    Ok(context.cycle()?.sign_off == actor || signer_now(context)? == actor)
}

/// How somebody stands now.
fn presence(context: &Context<'_, '_>, id: Id<Person>) -> Presence {
    let zone = context.cycle().map_or(Zone::UTC, |cycle| cycle.tz());
    context.txn.get(id).map_or(Presence::Left, |person: Person| person.presence(context.now.day(zone)))
}

/// Refuses everybody but the sign-off owner, or whoever acts for them; `what` completes "only ana, who signs the verdict,
/// can …".
///
/// # Errors
/// The [`Refusal`] that names who may.
pub(super) fn signs(context: &Context<'_, '_>, what: &str) -> Result<Id<Person>, TxnError> {
    let actor = context.actor()?;
    Act { actor, left: Vec::new() }.signs(context, &context.cycle()?, what)?;
    Ok(actor)
}

/// The fields of one record before and after.
struct Edit<'a> {
    subject: Ref,
    before: &'a Fields,
    after: &'a Fields,
}

impl Edit<'_> {
    fn touches(&self, name: &str) -> bool {
        self.after.contains_key(name)
    }

    fn becomes(&self, name: &str, word: &str) -> bool {
        self.after.get(name).and_then(Value::as_text) == Some(word)
    }

    fn was(&self, name: &str, word: &str) -> bool {
        self.before.get(name).and_then(Value::as_text) == Some(word)
    }
}

/// An operation by one person.
struct Act {
    actor: Id<Person>,
    /// Who leaves by it: what they had goes to their successor.
    left: Vec<Id<Person>>,
}

impl Act {
    /// Refuses everybody but the sign-off owner; `what` completes "only ana, who signs the verdict, can …".
    fn signs(&self, context: &Context<'_, '_>, cycle: &Cycle, what: &str) -> Result<(), TxnError> {
        let presence = |id| match presence(context, id) {
            Presence::Left if self.left.contains(&id) => Presence::Here,
            other @ (Presence::Here | Presence::Away(_) | Presence::Left) => other,
        };
        let signer = signer(cycle, presence);
        // Who is away and acts all the same is not kept from it.
        if self.actor == signer || self.actor == cycle.sign_off {
            return Ok(());
        }
        let handle = context.handle(signer);
        let who = if signer == cycle.sign_off {
            format!("{handle}, who signs the verdict,")
        } else {
            format!("{handle}, who stands in for the sign-off owner,")
        };
        let reason = format!("only {who} can {what}");
        Err(Refusal::new("authority.sign_off", reason, remedy::ASK_WHO_MAY.saying(format!("ask {handle}")))
            .into())
    }

    fn charter(&self, context: &mut Context<'_, '_>, edit: &Edit<'_>) -> Result<(), TxnError> {
        let after: Cycle = context.txn.get(Id::new(edit.subject.number))?;
        let mut before = after.clone();
        before.put(edit.before);
        if edit.touches("sign_off") && self.left.contains(&before.sign_off) {
            return self.succession(context, &before, &after);
        }
        for (name, called) in CHARTER.iter().filter(|(name, _)| edit.touches(name)) {
            if *name == "escalation" && before.escalation.0.iter().any(|id| self.left.contains(id)) {
                continue;
            }
            self.signs(context, &before, &format!("change {called}"))?;
            let people: Vec<Person> = context.txn.every()?;
            let display = Display { people: &people, zone: after.tz() };
            let said = |fields: &Fields| {
                fields.get(*name).map_or_else(String::new, |it| display.say(Kind::Cycle, name, it))
            };
            let told = format!("changed {called} from \"{}\" to \"{}\"", said(edit.before), said(edit.after));
            let why = context.amendment.why.clone();
            on_record(context, edit.subject, &told, why.as_deref())?;
        }
        if edit.touches("checkpoint_on") && before.checkpoint_on.is_some() && after.checkpoint_on.is_none() {
            return Err(Refusal::new(
                "cycle.checkpoint",
                "a launch keeps its checkpoint",
                remedy::MOVE_CHECKPOINT,
            )
            .on("checkpoint_on")
            .into());
        }
        if edit.touches("demonstrable_at") {
            self.signs(context, &before, "say what can be demonstrated")?;
            let can = if after.demonstrable == Some(Answer::Yes) { "can" } else { "cannot" };
            let told = format!("said that the evidence outcome {can} be demonstrated");
            on_record(context, edit.subject, &told, after.demonstrable_proof.as_deref())?;
        }
        if before.achievable == Some(Answer::No) && after.achievable == Some(Answer::Yes) {
            self.signs(context, &before, "say that the target signal can be reached after all")?;
            let told = "said that the target signal can be reached after all";
            on_record(context, edit.subject, told, after.achievable_why.as_deref())?;
        }
        Ok(())
    }

    /// The sign-off owner leaves: they name who follows, or the first on the escalation path who stays does.
    fn succession(
        &self,
        context: &mut Context<'_, '_>,
        before: &Cycle,
        after: &Cycle,
    ) -> Result<(), TxnError> {
        let stays = |id: &Id<Person>| {
            !self.left.contains(id) && context.txn.get(*id).is_ok_and(|person: Person| person.active)
        };
        let first = before.escalation.0.iter().find(|id| stays(id)).copied();
        if self.actor != before.sign_off && Some(self.actor) != first {
            let (signs, next) = (context.handle(before.sign_off), first.map(|id| context.handle(id)));
            let or = next
                .map_or_else(String::new, |next| format!(" or {next}, who is next on the escalation path"));
            let reason = format!("{signs} signs the verdict: only {signs}{or} can name who follows");
            return Err(Refusal::new("authority.sign_off", reason, remedy::ASK_WHO_MAY).into());
        }
        let told = format!(
            "named {} to sign the verdict instead of {}",
            context.handle(after.sign_off),
            context.handle(before.sign_off)
        );
        on_record(context, before.reference(), &told, None)
    }

    fn launch_criterion(&self, context: &mut Context<'_, '_>, edit: &Edit<'_>) -> Result<(), TxnError> {
        let cycle = context.cycle()?;
        let id: Id<LaunchCriterion> = Id::new(edit.subject.number);
        let criterion = context.txn.get(id)?;
        let named = match edit.before.get("owner") {
            Some(Value::Integer(owner)) => Id::new(*owner),
            Some(Value::Null | Value::Real(_) | Value::Text(_)) | None => criterion.owner,
        };
        let subject = criterion.reference();
        // Whoever covers for an owner who is away acts for them.
        let owner = if self.actor == named { named } else { acts_for(named, |id| presence(context, id)) };
        if edit.touches("owner") && self.actor != owner && !self.left.contains(&named) {
            self.signs(context, &cycle, &format!("give {subject} to another owner, besides its owner"))?;
        }
        if edit.becomes("state", LaunchState::Dropped.key()) {
            self.signs(context, &cycle, &format!("drop the launch criterion {subject}"))?;
            on_record(context, edit.subject, &format!("dropped {subject}"), criterion.note.as_deref())?;
        }
        if edit.touches("checked_at") && criterion.state == LaunchState::Pass {
            if self.actor != owner {
                self.signs(
                    context,
                    &cycle,
                    &format!("pass {subject}, besides its owner {}", context.handle(owner)),
                )?;
            }
            on_record(context, edit.subject, &format!("passed {subject}"), criterion.note.as_deref())?;
        } else if criterion.state == LaunchState::Pass && (edit.touches("title") || edit.touches("path")) {
            // What was looked at is not what stands there now.
            context.txn.edit(id, |it| {
                (it.state, it.checked_at, it.checked_by) = (LaunchState::Unknown, None, None);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// What success is measured by is sealed once scope is committed.
    fn success_criterion(&self, context: &mut Context<'_, '_>, edit: &Edit<'_>) -> Result<(), TxnError> {
        let cycle = context.cycle()?;
        let is_dropped = edit.becomes("state", SuccessState::Dropped.key());
        if cycle.committed_at.is_none() || !(edit.touches("metric") || edit.touches("target") || is_dropped) {
            return Ok(());
        }
        let subject = context.txn.get(Id::<SuccessCriterion>::new(edit.subject.number))?.reference();
        let what = if is_dropped { "drop" } else { "change what is measured by" };
        self.signs(context, &cycle, &format!("{what} {subject} once scope is committed"))?;
        let told = if is_dropped {
            format!("dropped {subject}")
        } else {
            format!("changed what {subject} asks for")
        };
        let why = context.amendment.why.clone();
        on_record(context, edit.subject, &told, why.as_deref())
    }

    fn dependency(&self, context: &mut Context<'_, '_>, edit: &Edit<'_>) -> Result<(), TxnError> {
        let is_dropped = edit.becomes("state", DependencyState::Dropped.key());
        if !is_dropped || !edit.was("state", DependencyState::Open.key()) {
            return Ok(());
        }
        let cycle = context.cycle()?;
        let dependency = context.txn.get(Id::<Dependency>::new(edit.subject.number))?;
        let subject = dependency.reference();
        self.signs(context, &cycle, &format!("drop the open dependency {subject}"))?;
        on_record(context, edit.subject, &format!("dropped {subject}"), dependency.how.as_deref())
    }

    /// Who somebody is recognised as, changed by another.
    fn login(&self, context: &mut Context<'_, '_>, edit: &Edit<'_>) -> Result<(), TxnError> {
        if !edit.touches("login") || edit.subject.number == self.actor.number() {
            return Ok(());
        }
        let handle = context.handle(Id::new(edit.subject.number));
        let said = |fields: &Fields| match fields.get("login") {
            Some(Value::Text(login)) => format!("\"{login}\""),
            Some(Value::Null | Value::Integer(_) | Value::Real(_)) | None => "nothing".to_owned(),
        };
        let told =
            format!("changed the login of {handle} from {} to {}", said(edit.before), said(edit.after));
        let why = context.amendment.why.clone();
        on_record(context, edit.subject, &told, why.as_deref())
    }
}

/// Writes down what was done, for the verdict to tell.
pub(super) fn on_record(
    context: &mut Context<'_, '_>,
    subject: Ref,
    told: &str,
    why: Option<&str>,
) -> Result<(), TxnError> {
    let told = why.map_or_else(|| told.to_owned(), |why| format!("{told}: {why}"));
    context.record_event(subject, EventKind::GateChanged, None, Some(&told))
}
