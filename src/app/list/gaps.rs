//! Whatever is open and lacks what it should have.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec},
};
use crate::{
    app::{action::spec::go, derived::Derives, flow::FormKind, layout::Arrangement},
    domain::{Kind, rules::ownership_gaps::gaps},
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Gaps",
    rows: Rows::Found(|_, context, derived| {
        for gap in gaps(context) {
            derived.find(gap.subject, &gap.lacks.join(", ").replace('_', " "));
        }
    }),
    sort: Sort::Standing,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::Blocker)),
    empty: Empty {
        claim: "No gaps.",
        what: "Everything open has its owner, its date and what else it needs. What comes to lack something shows here at once.",
        keys: &[("esc", "go back")],
    },
    home_of: &[],
    tab: Some(TabSpec {
        name: "Gaps",
        short: "Gaps",
        key: ":",
        opened_by: &[go("gaps", "", "what lacks an owner, a date or a plan", &[], 0, |app| {
            app.open_list(ListId::Gaps)
        })],
        arrangement: Arrangement::Stacked,
        derives: &[Derives::HeldUp, Derives::Waiting],
        count: None,
    }),
};
