//! Yes or no, as people answer a question of the playbook. Knows no question.

crate::words! {
    /// The answer to a question such as the cycle's filter question.
    pub enum Answer {
        /// Yes.
        Yes = "yes" / "yes",
        /// No.
        No = "no" / "no",
    }
}
