//! Overlays: what lies over the tab and takes the keys first.

use super::{editor::Editor, flow::Flow, menu::Menu, owner_picker::Picker, palette::Palette};

/// An overlay.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The filter line being typed.
    Filter(Editor),
    /// A flow.
    Flow(Box<Flow>),
    /// The owner picker.
    Owner(Picker),
    /// A menu.
    Menu(Menu),
    /// The command palette.
    Palette(Palette),
    /// Help, scrolled by so many rows; with a search when one was begun.
    Help {
        /// Rows scrolled.
        scroll: u16,
        /// What is searched.
        query: Option<Editor>,
    },
}
