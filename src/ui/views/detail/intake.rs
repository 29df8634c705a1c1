//! An intake item: what was noted, what is known, what it lacks.

use super::{Detailed, notes};
use crate::app::App;
use crate::domain::intake::{Intake, IntakeState};
use crate::domain::record::fields_of;
use crate::ui::theme::Role;
use crate::ui::views::detail_layout::Page;
use crate::ui::views::{format, list};

impl Detailed for Intake {
    fn stands(&self, _: &App) -> String {
        self.state.label().to_owned()
    }

    fn write(&self, app: &App, page: &mut Page<'_>) {
        page.title(&self.title);
        page.air();
        page.own("becomes", self.becomes.label(), Role::Text);
        match self.state {
            IntakeState::Waiting => page.own("lacks", &list::intake::lacks(self), Role::Warn),
            IntakeState::Done => {
                let became = self.became.map(|became| format::named(app, became));
                page.field("became", &became.unwrap_or_default());
            }
            IntakeState::Dropped => page.field("dropped", self.why.as_deref().unwrap_or_default()),
        }
        for (name, value) in self.known_fields() {
            let field = fields_of(self.becomes.kind()).iter().find(|field| field.name == name);
            let label = field.map_or(name.as_str(), |field| field.label);
            page.field(label, &app.shown(self.becomes.kind(), &name, &value));
        }
        page.field("from", self.source.as_deref().unwrap_or_default());
        page.own("noted", &format::moment(app, self.opened), Role::Text);
        if self.state == IntakeState::Waiting {
            page.air();
            page.put("c completes it, x drops it with a reason.", Role::Muted);
        }
        notes(app, self, page);
    }
}
