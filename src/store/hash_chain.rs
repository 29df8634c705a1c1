//! The hash chain over the log: each operation's hash covers its content and the hash before it, so that a changed,
//! removed or reordered entry shows.

use crate::domain::{Change, digest::Digest};

/// The hash before the first operation.
pub(super) const ROOT: &str = "";

/// What is hashed of an operation, besides the hash before it.
pub(super) struct Link<'a> {
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) actor: i64,
    pub(super) via: &'a str,
    pub(super) name: &'a str,
    pub(super) cycle: Option<i64>,
    pub(super) payload: &'a str,
    pub(super) token: &'a str,
    pub(super) undoes: Option<i64>,
    /// `None` in entries from before it was kept, which are hashed without it.
    pub(super) recorded_at: Option<i64>,
    /// `None` where it is not known, and in entries from before it was kept.
    pub(super) login: Option<&'a str>,
    /// The same of the key.
    pub(super) key: Option<&'a str>,
}

/// The hash of one operation, in hex.
pub(super) fn hash(previous: &str, link: &Link<'_>, changes: &[StoredChange]) -> String {
    let mut digest = Digest::default();
    let mut add = |part: &str| digest.add(part);
    add(previous);
    add(&link.seq.to_string());
    add(&link.at.to_string());
    add(&link.actor.to_string());
    for part in [link.via, link.name, link.payload, link.token] {
        add(part);
    }
    add(&link.cycle.map(|cycle| cycle.to_string()).unwrap_or_default());
    add(&link.undoes.map(|seq| seq.to_string()).unwrap_or_default());
    if let Some(recorded_at) = link.recorded_at {
        // Named, so that it can be taken for no part of a change.
        add("recorded_at");
        add(&recorded_at.to_string());
    }
    for (name, value) in [("login", link.login), ("key", link.key)] {
        if let Some(value) = value {
            add(name);
            add(value);
        }
    }
    for change in changes {
        add(&change.kind);
        add(&change.id.to_string());
        add(change.about.as_deref().unwrap_or_default());
        add(change.before.as_deref().unwrap_or_default());
        add(change.after.as_deref().unwrap_or_default());
    }
    digest.hex()
}

/// A change as it stands in the log.
pub(super) struct StoredChange {
    pub(super) kind: String,
    pub(super) id: i64,
    pub(super) about: Option<String>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

impl StoredChange {
    pub(super) fn of(change: &Change, about: Option<String>) -> Self {
        let json = |fields: &Option<crate::domain::Fields>| {
            fields.as_ref().map(|fields| serde_json::to_string(fields).expect("field values are plain JSON"))
        };
        Self {
            kind: change.kind.key().to_owned(),
            id: change.id,
            about,
            before: json(&change.before),
            after: json(&change.after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(name: &str) -> Link<'_> {
        Link {
            seq: 1,
            at: 2,
            actor: 3,
            via: "cli",
            name,
            cycle: Some(1),
            payload: "{}",
            token: "t",
            undoes: None,
            recorded_at: None,
            login: None,
            key: None,
        }
    }

    #[test]
    fn a_hash_depends_on_what_came_before_and_on_every_part() {
        let first = hash(ROOT, &link("a"), &[]);
        assert_eq!(first, hash(ROOT, &link("a"), &[]));
        assert_ne!(first, hash("x", &link("a"), &[]));
        assert_ne!(first, hash(ROOT, &link("b"), &[]));
        let change =
            StoredChange { kind: "D".into(), id: 1, about: None, before: None, after: Some("{}".into()) };
        assert_ne!(first, hash(ROOT, &link("a"), &[change]));
        let recorded = |at| hash(ROOT, &Link { recorded_at: Some(at), ..link("a") }, &[]);
        assert_ne!(first, recorded(2));
        assert_ne!(recorded(2), recorded(3));
    }
}
