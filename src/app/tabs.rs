//! The tabs: what varies from one to the next, as data.

use super::list::Source;
use crate::domain::Kind;

/// A tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TabId {
    /// What needs you first.
    Overview,
    /// The six steps.
    Framework,
    /// Decisions.
    Decisions,
    /// Blockers and dependencies.
    Blockers,
    /// Risks.
    Risks,
    /// Metrics.
    Metrics,
    /// The checklist.
    Playbook,
    /// What is not accountable yet; opened by a key, it has no place in the bar.
    Intake,
    /// What success and launch are measured by; opened by a key too.
    Gate,
    /// The verdict, rule by rule; this and what follows is opened by a key or from the palette.
    Verdict,
    /// What is in build scope, and what the rest lacks.
    Scope,
    /// What lacks what it should have.
    Gaps,
    /// What is due.
    Due,
    /// What the person here owns.
    Mine,
    /// The dates of the cycle.
    Calendar,
}

/// What varies from tab to tab.
#[derive(Debug)]
pub struct TabSpec {
    /// Which tab.
    pub id: TabId,
    /// Its name.
    pub title: &'static str,
    /// Its name where room is short.
    pub short: &'static str,
    /// The key that opens it; empty where it is its number.
    pub key: &'static str,
    /// What its list shows.
    pub source: Source,
    /// What `a` adds there.
    pub adds: Option<super::flow::FormKind>,
    /// Whether list and detail lie above each other at every width, because both need it.
    pub is_stacked: bool,
    /// What it says when there is nothing: the claim, the explanation, the keys.
    pub empty: Empty,
}

/// An empty state.
#[derive(Debug)]
pub struct Empty {
    /// What is not there.
    pub claim: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Keys and what they do.
    pub keys: &'static [(&'static str, &'static str)],
}

use super::flow::FormKind;

/// Every tab, in order. Those with a key of their own have no number.
pub const TABS: &[TabSpec] = &[
    TabSpec {
        id: TabId::Overview,
        title: "Overview",
        short: "Over",
        key: "",
        source: Source::Needs,
        adds: Some(FormKind::Add(Kind::Blocker)),
        is_stacked: false,
        empty: Empty {
            claim: "Nothing needs you.",
            what: "Whatever is late, due soon or not accountable shows here first, with its owner.",
            keys: &[("3 a", "open a decision"), ("4 a", "raise a blocker")],
        },
    },
    TabSpec {
        id: TabId::Framework,
        title: "Framework",
        short: "Step",
        key: "",
        source: Source::Steps,
        adds: Some(FormKind::Add(Kind::Decision)),
        is_stacked: false,
        empty: Empty { claim: "No steps.", what: "A cycle has six, copied from its playbook.", keys: &[] },
    },
    TabSpec {
        id: TabId::Decisions,
        title: "Decisions",
        short: "Decs",
        key: "",
        source: Source::Decisions,
        adds: Some(FormKind::Add(Kind::Decision)),
        is_stacked: false,
        empty: Empty {
            claim: "No decisions yet.",
            what: "A decision is a choice somebody has to make by a day. It has one owner and a date, and it is closed with proof, so that it stays closed.",
            keys: &[("a", "open the first one"), (":", "every command, by name")],
        },
    },
    TabSpec {
        id: TabId::Blockers,
        title: "Blockers",
        short: "Blks",
        key: "",
        source: Source::Blockers,
        adds: Some(FormKind::Add(Kind::Blocker)),
        is_stacked: true,
        empty: Empty {
            claim: "No blockers. Nice.",
            what: "A blocker stops the launch and needs a decision. It has one owner, a date and a fallback, so it can never just sit here.",
            keys: &[
                ("a", "raise the first one"),
                ("L", "write down a dependency"),
                ("3", "or start from an open decision"),
            ],
        },
    },
    TabSpec {
        id: TabId::Risks,
        title: "Risks",
        short: "Risk",
        key: "",
        source: Source::Risks,
        adds: Some(FormKind::Add(Kind::Risk)),
        is_stacked: false,
        empty: Empty {
            claim: "No risks written down.",
            what: "A risk is what may go wrong: how likely, how bad, who watches it, and what you do if it happens.",
            keys: &[("a", "write down the first one")],
        },
    },
    TabSpec {
        id: TabId::Metrics,
        title: "Metrics",
        short: "Metr",
        key: "",
        source: Source::Metrics,
        adds: Some(FormKind::of::<crate::ops::metric::Read>()),
        is_stacked: true,
        empty: Empty { claim: "No metrics.", what: "A cycle has six, copied from its playbook.", keys: &[] },
    },
    TabSpec {
        id: TabId::Playbook,
        title: "Playbook",
        short: "Play",
        key: "",
        source: Source::Items,
        adds: None,
        is_stacked: false,
        empty: Empty {
            claim: "No checklist.",
            what: "A cycle has sixteen items, copied from its playbook.",
            keys: &[],
        },
    },
    TabSpec {
        id: TabId::Intake,
        title: "Intake",
        short: "Inta",
        key: "I",
        source: Source::Intake,
        adds: Some(FormKind::AddIntake),
        is_stacked: false,
        empty: Empty {
            claim: "The intake is empty.",
            what: "What is noted in a hurry or imported incomplete waits here until it has an owner, a date and what else it needs.",
            keys: &[("a", "note something"), ("esc", "go back")],
        },
    },
    TabSpec {
        id: TabId::Gate,
        title: "Gate",
        short: "Gate",
        key: "0",
        source: Source::Gate,
        adds: Some(FormKind::Add(Kind::SuccessCriterion)),
        is_stacked: false,
        empty: Empty {
            claim: "Nothing measures this cycle yet.",
            what: "A success criterion says which metric reaches which value by when, and comes before any scope. A launch criterion says what must hold on a path that earns money.",
            keys: &[
                ("a", "write a success criterion"),
                ("L", "write a launch criterion"),
                ("esc", "go back"),
            ],
        },
    },
    TabSpec {
        id: TabId::Verdict,
        title: "Verdict",
        short: "Verd",
        key: "W",
        source: Source::Verdict,
        adds: None,
        is_stacked: false,
        empty: Empty {
            claim: "No rules.",
            what: "The verdict asks every rule of the cycle, and names what stands in the way.",
            keys: &[("esc", "go back")],
        },
    },
    TabSpec {
        id: TabId::Scope,
        title: "Scope",
        short: "Scop",
        key: "B",
        source: Source::Scope,
        adds: Some(FormKind::Add(Kind::Decision)),
        is_stacked: true,
        empty: Empty {
            claim: "Nothing is in build scope, or asks to be.",
            what: "A decision is built once it is approved, its criteria refer to the non-negotiable, something more than an assumption speaks for it, and it answers the filter with yes. Nobody puts it here by hand.",
            keys: &[("a", "open a decision"), ("esc", "go back")],
        },
    },
    TabSpec {
        id: TabId::Gaps,
        title: "Gaps",
        short: "Gaps",
        key: ":",
        source: Source::Gaps,
        adds: Some(FormKind::Add(Kind::Blocker)),
        is_stacked: true,
        empty: Empty {
            claim: "No gaps.",
            what: "Everything open has its owner, its date and what else it needs. What comes to lack something shows here at once.",
            keys: &[("esc", "go back")],
        },
    },
    TabSpec {
        id: TabId::Due,
        title: "Due",
        short: "Due",
        key: ":",
        source: Source::Due,
        adds: Some(FormKind::Add(Kind::Blocker)),
        is_stacked: true,
        empty: Empty {
            claim: "Nothing is due.",
            what: "What is late, less than two days away, in a 48-hour window or with leadership shows here, most pressing first.",
            keys: &[("esc", "go back")],
        },
    },
    TabSpec {
        id: TabId::Mine,
        title: "Mine",
        short: "Mine",
        key: ":",
        source: Source::Mine,
        adds: Some(FormKind::Add(Kind::Decision)),
        is_stacked: true,
        empty: Empty {
            claim: "Nothing open is yours.",
            what: "Whatever you own shows here by date. Who you are stands at the top right; another person starts with --as NAME.",
            keys: &[("a", "open a decision of your own"), ("esc", "go back")],
        },
    },
    TabSpec {
        id: TabId::Calendar,
        title: "Calendar",
        short: "Cale",
        key: ":",
        source: Source::Calendar,
        adds: Some(FormKind::of::<crate::ops::review::Hold>()),
        is_stacked: true,
        empty: Empty {
            claim: "No dates.",
            what: "A cycle has its reviews, its audit, its drill, its launch and what follows it; all of it comes from its start, its launch and its rhythm.",
            keys: &[(": cycle edit", "change the dates of the cycle"), ("esc", "go back")],
        },
    },
];

impl TabId {
    /// What varies here.
    pub fn spec(self) -> &'static TabSpec {
        TABS.iter().find(|tab| tab.id == self).unwrap_or(&TABS[0])
    }

    /// The tabs with a number, in order.
    pub fn numbered() -> impl Iterator<Item = &'static TabSpec> {
        TABS.iter().filter(|tab| !tab.id.is_aside())
    }

    /// Whether it has no number: it is opened by a key and left by esc.
    pub const fn is_aside(self) -> bool {
        matches!(
            self,
            Self::Intake
                | Self::Gate
                | Self::Verdict
                | Self::Scope
                | Self::Gaps
                | Self::Due
                | Self::Mine
                | Self::Calendar
        )
    }

    /// The tab where records of this kind are listed.
    pub const fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Step => Some(Self::Framework),
            Kind::Decision | Kind::Criterion | Kind::Evidence => Some(Self::Decisions),
            Kind::Blocker | Kind::Dependency => Some(Self::Blockers),
            Kind::Risk | Kind::Sighting => Some(Self::Risks),
            Kind::Metric | Kind::Reading | Kind::OutcomeCheck => Some(Self::Metrics),
            Kind::Item => Some(Self::Playbook),
            Kind::Intake => Some(Self::Intake),
            Kind::SuccessCriterion | Kind::LaunchCriterion => Some(Self::Gate),
            Kind::Cycle
            | Kind::Person
            | Kind::Note
            | Kind::Import
            | Kind::Event
            | Kind::Review
            | Kind::SignOff => None,
        }
    }
}
