//! The stretches of a cycle, from its start to what comes after launch. Knows no dates.

crate::words! {
    /// A stretch of a cycle; a checklist item has its place in one.
    pub enum Phase {
        /// At the start.
        KickOff = "kick-off" / "Kick-off",
        /// Before anything is built.
        BeforeBuild = "before-build" / "Before build",
        /// Halfway.
        Midpoint = "midpoint" / "Midpoint",
        /// In the last days.
        BeforeLaunch = "before-launch" / "Before launch",
        /// When customers have it.
        AfterLaunch = "after-launch" / "After launch",
    }
}
