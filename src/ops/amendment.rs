//! Why something changes that an approval or a hard rule rests on, as whoever changes it says.

/// The reason and the kind of a change to what was approved, or to what a hard rule rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amendment {
    /// Why it changes.
    pub why: Option<String>,
    /// Whether only words change: the approver alone can say so.
    pub correction: bool,
}

impl Amendment {
    /// An amendment for this reason, unless it is blank.
    pub fn new(why: Option<&str>, correction: bool) -> Self {
        Self { why: why.map(str::trim).filter(|why| !why.is_empty()).map(Into::into), correction }
    }
}
