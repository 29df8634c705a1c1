//! The playbook files that ship inside the binary, listed in this one place. Does not know what is in them.

/// Lists every shipped file by its path below `data/`, with its text.
pub(super) const FILES: &[(&str, &str)] = &[
    ("industries/ecommerce.toml", include_str!("../../data/industries/ecommerce.toml")),
    ("methods/launch-cycle.toml", include_str!("../../data/methods/launch-cycle.toml")),
    ("objectives/launch-readiness.toml", include_str!("../../data/objectives/launch-readiness.toml")),
    (
        "objectives/stakeholder-alignment.toml",
        include_str!("../../data/objectives/stakeholder-alignment.toml"),
    ),
    ("roles/engineering-managers.toml", include_str!("../../data/roles/engineering-managers.toml")),
    ("roles/innovation-teams.toml", include_str!("../../data/roles/innovation-teams.toml")),
    (
        "playbooks/engineering-managers-launch-readiness.toml",
        include_str!("../../data/playbooks/engineering-managers-launch-readiness.toml"),
    ),
    (
        "playbooks/engineering-managers-stakeholder-alignment.toml",
        include_str!("../../data/playbooks/engineering-managers-stakeholder-alignment.toml"),
    ),
    (
        "playbooks/innovation-teams-stakeholder-alignment.toml",
        include_str!("../../data/playbooks/innovation-teams-stakeholder-alignment.toml"),
    ),
    (
        "playbooks/innovation-teams-launch-readiness.toml",
        include_str!("../../data/playbooks/innovation-teams-launch-readiness.toml"),
    ),
];
