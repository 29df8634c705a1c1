//! What a list can be ordered by.

crate::words! {
    /// What a list is ordered by.
    pub enum Sort {
        /// The date, what is over last.
        Due = "due" / "by due",
        /// The score or impact, highest first.
        Score = "score" / "by score",
        /// The id.
        Id = "id" / "by id",
        /// The owner's handle.
        Owner = "owner" / "by owner",
        /// Where it stands, most pressing first.
        Standing = "state" / "by state",
        /// How much waits for it, most first.
        Waiting = "waiting" / "by what waits for it",
        /// The text.
        Title = "title" / "by title",
    }
}
