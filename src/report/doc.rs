//! The tree that every report is. Knows neither how it is written down nor where its words come from.

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// What it is about.
    pub title: Text,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// From which state of which board it was made; its last line.
    pub origin: Text,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the title.
    Heading(Text),
    /// A paragraph.
    Paragraph(Text),
    /// Points, each of one line.
    List(Vec<Text>),
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows; a row may end early.
        rows: Vec<Vec<Text>>,
    },
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub head: &'static str,
    /// On which side its cells line up.
    pub align: Align,
}

/// On which side the cells of a column line up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// One line of text, in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<Inline>);

/// A piece of a line. It is what somebody wrote, and never mark-up: a writer escapes whatever it would take for such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// As it is.
    Plain(String),
    /// What stands out.
    Strong(String),
}

impl Inline {
    /// What it says.
    pub fn words(&self) -> &str {
        match self {
            Self::Plain(words) | Self::Strong(words) => words,
        }
    }
}

impl Text {
    /// Text that stands out.
    pub fn strong(words: impl Into<String>) -> Self {
        Self(vec![Inline::Strong(words.into())])
    }

    /// The same with more plain text behind it.
    #[must_use]
    pub fn then(mut self, words: impl Into<String>) -> Self {
        self.0.push(Inline::Plain(words.into()));
        self
    }

    /// The same with more text that stands out behind it.
    #[must_use]
    pub fn then_strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Inline::Strong(words.into()));
        self
    }

    /// Its pieces.
    pub fn pieces(&self) -> &[Inline] {
        &self.0
    }

    /// Its words without anything that stands out.
    pub fn words(&self) -> String {
        self.0.iter().map(Inline::words).collect()
    }
}

impl<W: Into<String>> From<W> for Text {
    fn from(words: W) -> Self {
        Self(vec![Inline::Plain(words.into())])
    }
}

impl Column {
    /// A column of words.
    pub const fn left(head: &'static str) -> Self {
        Self { head, align: Align::Left }
    }

    /// A column of numbers.
    pub const fn right(head: &'static str) -> Self {
        Self { head, align: Align::Right }
    }
}
