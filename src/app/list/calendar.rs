//! The dates of the cycle: what lies ahead or is overdue, soonest first, then what is over, latest first.

use super::{
    ListId, Row, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec},
};
use crate::{
    app::{App, action::spec::go, derived::Derived, flow::FormKind, layout::Arrangement},
    domain::rules::{
        context::RuleContext,
        review_status::{self, Date, Kept},
    },
    ops::review::Hold,
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Calendar",
    rows: Rows::Found(find),
    sort: Sort::Standing,
    heads_from: Some(0),
    adds: Some(FormKind::of::<Hold>()),
    empty: Empty {
        claim: "No dates.",
        what: "A cycle has its reviews, its audit, its drill, its launch and what follows it; all of it comes from its start, its launch and its rhythm.",
        keys: &[(": cycle edit", "change the dates of the cycle"), ("esc", "go back")],
    },
    home_of: &[],
    tab: Some(TabSpec {
        name: "Calendar",
        short: "Cale",
        key: ":",
        opened_by: &[go("calendar", "", "the dates of the cycle, next one first", &[], 0, |app| {
            app.open_list(ListId::Calendar)
        })],
        arrangement: Arrangement::Stacked,
        derives: &[],
        count: None,
    }),
};

fn find(_: &App, context: &RuleContext<'_>, derived: &mut Derived) {
    derived.dates = review_status::agenda(context);
    let (open, over): (Vec<Date>, Vec<Date>) =
        derived.dates.iter().partition(|date| matches!(date.kept, Kept::Overdue | Kept::Ahead));
    let rows = open.iter().chain(over.iter().rev());
    derived.found = rows.map(|date| Row::Date(date.entry.kind, date.entry.at)).collect();
}
