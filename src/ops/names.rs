//! The names and words of operations in the log: of those that are declared with them, and of the others, which are
//! told here.
//!
//! Knows nothing of what they do.

use super::{declared, operation::OpSpec};

crate::words! { @bare
    /// An operation that is not declared with its arguments: the name it has in the log, and what was done as a verb
    /// before the records it was done to.
    pub enum Plain {
        /// `decision.add`.
        DecisionAdd = "decision.add" / "opened",
        /// `blocker.add`.
        BlockerAdd = "blocker.add" / "raised",
        /// `risk.add`.
        RiskAdd = "risk.add" / "noted",
        /// `dependency.add`.
        DependencyAdd = "dependency.add" / "noted",
        /// `intake.add`.
        IntakeAdd = "intake.add" / "noted",
        /// `clock.escalate`.
        ClockEscalate = "clock.escalate" / "escalated",
        /// `success.add`.
        SuccessAdd = "success.add" / "wrote",
        /// `launch.add`.
        LaunchAdd = "launch.add" / "wrote",
        /// `intake.complete`.
        IntakeComplete = "intake.complete" / "completed",
        /// `cycle.new`.
        CycleNew = "cycle.new" / "started the cycle",
        /// `cycle.close`.
        CycleClose = "cycle.close" / "closed the cycle",
        /// `import`.
        Import = "import" / "imported",
        /// `undo`.
        Undo = "undo" / "took back",
        /// `redo`.
        Redo = "redo" / "did again",
        /// `assign`.
        Assign = "assign" / "gave away",
        /// `due`.
        Due = "due" / "moved",
        /// `edit`.
        Edit = "edit" / "changed",
    }
}

/// Every name that an operation has in the log.
pub fn names() -> impl Iterator<Item = &'static str> {
    let plain = Plain::ALL.iter().map(|plain| plain.key());
    declared().map(|spec| spec.name).chain(plain)
}

/// The declared operation of this name.
pub fn named(name: &str) -> Option<&'static OpSpec> {
    declared().find(|spec| spec.name == name)
}

/// What an operation of this name did, as a verb before the records it was done to.
pub fn past(name: &str) -> Option<&'static str> {
    named(name).map(|spec| spec.past).or_else(|| Plain::parse(name).map(Plain::label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_operations_share_a_name() {
        let mut seen = BTreeSet::new();
        for name in names() {
            assert!(seen.insert(name), "{name} names two operations");
        }
    }

    #[test]
    fn no_argument_of_an_operation_is_given_twice() {
        for spec in declared() {
            let (mut names, mut flags) = (BTreeSet::new(), BTreeSet::new());
            for arg in spec.args {
                assert!(names.insert(arg.field.name), "{spec:?} {}", arg.field.name);
                assert!(flags.insert(arg.flag()), "{spec:?} --{}", arg.flag());
                assert!(arg.help.starts_with(' '), "{spec:?}: {}", arg.help);
            }
        }
    }
}
