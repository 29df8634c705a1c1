//! An intake item: what was noted, what is known, what it lacks.

use super::notes;
use crate::app::App;
use crate::domain::intake::{Intake, IntakeState};
use crate::domain::record::fields_of;
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::{format, list};

pub(super) fn write(app: &App, it: &Intake, page: &mut Page<'_>) {
    page.title(&it.title);
    page.air();
    page.own("becomes", it.becomes.label(), Role::Text);
    match it.state {
        IntakeState::Waiting => page.own("lacks", &list::intake::lacks(it), Role::Warn),
        IntakeState::Done => {
            let became = it.became.map(|became| format::named(app, became));
            page.field("became", &became.unwrap_or_default());
        }
        IntakeState::Dropped => page.field("dropped", it.why.as_deref().unwrap_or_default()),
    }
    for (name, value) in it.known_fields() {
        let field = fields_of(it.becomes.kind()).iter().find(|field| field.name == name);
        let label = field.map_or(name.as_str(), |field| field.label);
        page.field(label, &app.shown(it.becomes.kind(), &name, &value));
    }
    page.field("from", it.source.as_deref().unwrap_or_default());
    page.own("noted", &format::moment(app, it.opened), Role::Text);
    if it.state == IntakeState::Waiting {
        page.air();
        page.put("c completes it, x drops it with a reason.", Role::Muted);
    }
    notes(app, it, page);
}
