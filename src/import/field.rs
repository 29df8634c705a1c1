//! The fields a register's columns can hold, by the names a person uses for them.
//!
//! It does not know header words: those are many, these are ours.

/// The word that leaves a column unread and kept with its rows.
pub(super) const KEEP: &str = "keep";

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The id the row has where it comes from.
    ExternalId,
    /// Whether the row is a risk, an issue, a decision.
    Kind,
    /// What the row is about, in one line.
    Title,
    /// What the row is about, at length.
    Description,
    /// Who answers for it: a person, a role or a team.
    Owner,
    /// The day by which it is to be done or decided.
    Due,
    /// Whether it is open.
    Status,
    /// How likely it is.
    Chance,
    /// How bad it would be.
    Impact,
    /// How likely it is once the plan is done.
    ResidualChance,
    /// How bad it would be once the plan is done.
    ResidualImpact,
    /// Chance times impact, by the sheet's own reckoning.
    Score,
    /// What is done about it.
    Plan,
    /// The manner of treating it: reduce, accept, transfer, avoid.
    Treatment,
    /// What happens when the plan fails.
    Fallback,
    /// The sign that it is about to happen.
    EarlyWarning,
    /// The drawer it is filed in.
    Category,
    /// Anything else somebody wrote.
    Notes,
    /// What was decided.
    Choice,
    /// Who decided it.
    ApprovedBy,
}

impl Field {
    /// All fields, in the order they are listed to a person.
    pub const ALL: [Field; 20] = [
        Field::ExternalId,
        Field::Kind,
        Field::Title,
        Field::Description,
        Field::Owner,
        Field::Due,
        Field::Status,
        Field::Chance,
        Field::Impact,
        Field::ResidualChance,
        Field::ResidualImpact,
        Field::Score,
        Field::Plan,
        Field::Treatment,
        Field::Fallback,
        Field::EarlyWarning,
        Field::Category,
        Field::Notes,
        Field::Choice,
        Field::ApprovedBy,
    ];

    /// The field's name in a mapping.
    pub fn name(self) -> &'static str {
        match self {
            Field::ExternalId => "external_id",
            Field::Kind => "kind",
            Field::Title => "title",
            Field::Description => "description",
            Field::Owner => "owner",
            Field::Due => "due",
            Field::Status => "status",
            Field::Chance => "chance",
            Field::Impact => "impact",
            Field::ResidualChance => "residual_chance",
            Field::ResidualImpact => "residual_impact",
            Field::Score => "score",
            Field::Plan => "plan",
            Field::Treatment => "treatment",
            Field::Fallback => "fallback",
            Field::EarlyWarning => "early_warning",
            Field::Category => "category",
            Field::Notes => "notes",
            Field::Choice => "choice",
            Field::ApprovedBy => "approved_by",
        }
    }

    /// The names of all fields and the word that keeps a column as text.
    pub fn names() -> String {
        let names: Vec<_> = Field::ALL.into_iter().map(Field::name).collect();
        format!("{}, {KEEP}", names.join(", "))
    }

    /// The readings that a mapping can ask for after a colon, as in `due:dmy`.
    pub fn readings(self) -> &'static [&'static str] {
        if self == Field::Due {
            return &["dmy", "mdy"];
        }
        if self.is_scale() { &["1-3", "1-5", "1-10", "percent"] } else { &[] }
    }

    /// Whether the field is a step on a scale of one to five.
    pub fn is_scale(self) -> bool {
        Field::SCALES.contains(&self)
    }

    /// The fields that are steps on a scale.
    pub const SCALES: [Field; 4] =
        [Field::Chance, Field::Impact, Field::ResidualChance, Field::ResidualImpact];
}
