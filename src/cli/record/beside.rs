//! What is told of a record besides its fields, as text and as JSON.

/// Something said of a record that is none of its fields.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Aside {
    /// Its JSON key, and the head of its column.
    pub key: &'static str,
    /// The cell; nothing for what only scripts read.
    pub text: Option<String>,
    /// For scripts.
    pub json: serde_json::Value,
}

/// Something that belongs to a record: for scripts, and line by line.
pub(in crate::cli) struct Part {
    /// Its JSON key, and the heading.
    pub name: &'static str,
    /// For scripts.
    pub json: serde_json::Value,
    /// For people; without any there is no heading.
    pub lines: Vec<String>,
}
