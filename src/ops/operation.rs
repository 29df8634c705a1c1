//! An operation as it is declared: its name, its arguments and its words, each said once. The form, the command, the
//! demo, the line of the activity feed and the walk over both doors follow from the declaration.
//!
//! Knows nothing of what an operation does; that is its [`Perform`], outside the macro.
//!
//! # How a noun gets an operation
//! 1. The declaration, in the noun's file, and its name in the noun's [`noun!`](crate::noun):
//! ```ignore
//! noun! {
//!     /// An operation on a blocker.
//!     Blocker(Op): Escalate, Resolve
//! }
//! operation! {
//!     /// Resolves it
//!     pub struct Resolve as "blocker.resolve", past "resolved", title "Resolve {}" {
//!         /// The blocker.
//!         subject: Ref = subject(Kind::Blocker),
//!         /// How.
//!         how: String = ask("how", "How was it resolved?"),
//!     }
//! }
//! ```
//! 2. What it does, as ordinary code; `prepare` only where the board decides what is asked, or how:
//! ```ignore
//! impl Perform for Resolve {
//!     fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> { .. }
//! }
//! ```
//! 3. One row in the table of keys: `flow(app, FormKind::of::<Resolve>())`.
//! 4. Three tests each fail until they have a line of it: `tests/it/parity.rs` (a command and keys that do the same),
//!    `ops/tests/payloads.rs` (what the log keeps of it) and `tests/it/cli/help.rs` (the tree of commands).
//!
//! The command is there already where the noun's commands take `OpCommands<Op>`; a noun that lists them by itself (such as
//! `DecisionOps`) gets its `SPEC`. Doc comments are the command's help, the questions are the form's. An argument is a flag unless it says [`Ask::next`]; the form asks for it unless it says
//! [`Ask::flag_only`]; one that came later says `#[serde(skip_serializing_if = "Option::is_none")]`, so that the log keeps
//! what does without it as before; an [`Option`] is not asked for with force unless it says [`Ask::wanted`].
//!
//! # What the macro writes
//! For `Resolve` above, this and nothing else:
//! ```ignore
//! /// Resolves it
//! #[derive(Clone, Debug, PartialEq, serde::Serialize)]
//! pub struct Resolve {
//!     /// The blocker.
//!     pub subject: Ref,
//!     /// How.
//!     pub how: String,
//! }
//! impl Declared for Resolve {
//!     const SPEC: &'static OpSpec = &OpSpec {
//!         name: "blocker.resolve",
//!         typed: "",
//!         past: "resolved",
//!         title: "Resolve {}",
//!         help: " Resolves it",
//!         args: &[
//!             subject(Kind::Blocker).arg::<Ref>("subject", " The blocker."),
//!             ask("how", "How was it resolved?").arg::<String>("how", " How."),
//!         ],
//!         make: |given| {
//!             Ok(Resolve {
//!                 subject: given.take(&const { subject(Kind::Blocker).arg::<Ref>("subject", " The blocker.") })?,
//!                 how: given.take(&const { ask("how", "How was it resolved?").arg::<String>("how", " How.") })?,
//!             }
//!             .into())
//!         },
//!         prepare: <Self as Perform>::prepare,
//!     };
//! }
//! ```
//! [`noun!`](crate::noun) writes the enum `Op` of the noun's operations, its `SPECS`, `name` and `apply`, and a `From` of
//! each operation; in JSON it is `{"blocker":{"resolve":{"subject":"B-1","how":"…"}}}`.

mod arg;

pub use arg::{ArgSpec, Ask, Given, Place, any_subject, ask, subject};

use super::{
    Context, Operation, Outcome,
    form::{FormContext, Questions},
};
use crate::{
    domain::{Ref, Refusal, parse::InputParser, record::Input},
    store::TxnError,
};
use std::fmt;

/// How what was typed is understood where that matters: the argument and its reading.
pub type Echoes = Vec<(&'static str, String)>;

/// An operation as it is declared.
pub struct OpSpec {
    /// Its name in the log; `noun.verb`, or the verb alone where it does to any kind of record.
    pub name: &'static str,
    /// The verb it is typed as; blank where the name says so.
    pub typed: &'static str,
    /// What was done, as a verb before the records it was done to.
    pub past: &'static str,
    /// The words in the border of its form; `{}` stands for the records.
    pub title: &'static str,
    /// What a command's help says of it, as its doc comment is written.
    pub help: &'static str,
    /// Its arguments.
    pub args: &'static [ArgSpec],
    /// The operation that arguments make.
    pub make: fn(&mut Given) -> Result<Operation, Refusal>,
    /// What only the board knows of its form.
    pub prepare: fn(&FormContext<'_>, Option<Ref>, &mut Questions),
}

impl OpSpec {
    /// The verb it is typed as.
    pub fn verb(&self) -> &'static str {
        match self.typed {
            "" => self.name.rsplit('.').next().unwrap_or(self.name),
            typed => typed,
        }
    }

    /// The argument that says which record it is about, if there is one.
    pub fn subject(&self) -> Option<&'static ArgSpec> {
        self.args.iter().find(|arg| arg.place == Place::Subject)
    }

    /// The operation from what was typed for each argument, and how that is understood. Commands and the demo's script
    /// are read by this alike.
    ///
    /// # Errors
    /// A [`Refusal`] when something cannot be read, or is missing.
    pub fn read(
        &self,
        subject: Option<Ref>,
        mut typed: impl FnMut(&'static ArgSpec) -> Vec<String>,
        parser: &InputParser<'_>,
    ) -> Result<(Operation, Echoes), Refusal> {
        let (mut given, mut echoes) = (Given::about(subject), Echoes::new());
        for arg in self.args.iter().filter(|arg| arg.place != Place::Subject) {
            let name = arg.field.name;
            for text in typed(arg) {
                let read = parser.read(&arg.field, &text).map_err(|refusal| refusal.on(name))?;
                given.put(name, read.value);
                // Whoever types a name knows whose it is; a date may be understood in another way.
                let echo = read.echo.filter(|_| arg.field.input != Input::Person);
                echoes.extend(echo.map(|echo| (name, echo)));
            }
        }
        Ok(((self.make)(&mut given)?, echoes))
    }
}

impl fmt::Debug for OpSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
impl PartialEq for OpSpec {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
impl Eq for OpSpec {}
/// An operation that was declared with [`operation!`](crate::operation).
pub trait Declared: Into<Operation> {
    /// Its declaration.
    const SPEC: &'static OpSpec;
}

/// What an operation does; written by hand.
pub trait Perform: Declared {
    /// Does it.
    ///
    /// # Errors
    /// The [`Refusal`] of a rule, or the store's; nothing has changed then.
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError>;

    /// Changes what the form asks by what only the board knows.
    fn prepare(_: &FormContext<'_>, _: Option<Ref>, _: &mut Questions) {}
}

/// Declares an operation: see [`operation`](crate::ops::operation) for an example and for what it writes.
#[macro_export]
macro_rules! operation {
    (
        $(#[doc = $help:literal])+
        pub struct $Op:ident as $name:literal $(, typed $typed:literal)?, past $past:literal, title $title:literal {
            $( $(#[doc = $doc:literal])+ $(#[serde($($serde:tt)+)])? $arg:ident : $ty:ty = $ask:expr ),* $(,)?
        }
    ) => {
        $(#[doc = $help])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct $Op { $( $(#[doc = $doc])+ $(#[serde($($serde)+)])? pub $arg: $ty ),* }

        impl $crate::ops::operation::Declared for $Op {
            const SPEC: &'static $crate::ops::operation::OpSpec = &$crate::ops::operation::OpSpec {
                name: $name,
                typed: concat!($($typed)?),
                past: $past,
                title: $title,
                help: concat!($($help),+),
                args: &[ $( $ask.arg::<$ty>(stringify!($arg), concat!($($doc),+)) ),* ],
                make: |_given| Ok($Op { $(
                    $arg: _given.take(&const { $ask.arg::<$ty>(stringify!($arg), concat!($($doc),+)) })?
                ),* }.into()),
                prepare: <Self as $crate::ops::operation::Perform>::prepare,
            };
        }
    };
}

/// Declares the operations of a noun: the enum of them that the log writes, and how each becomes an
/// [`Operation`]. What takes no argument at all stands behind a semicolon, since the log writes it
/// as a word: `Gate(Op): Assume, Sign; Commit`.
#[macro_export]
macro_rules! noun {
    ($(#[$doc:meta])+ $Noun:ident($Enum:ident): $($Op:ident),+ $(,)? $(; $($Word:ident),+)?) => {
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $Enum {
            $( #[doc = concat!("See [`", stringify!($Op), "`].")] $Op(Box<$Op>), )+
            $($( #[doc = concat!("See [`", stringify!($Word), "`].")] $Word, )+)?
        }

        impl $Enum {
            /// Every operation of the noun, in the order in which help lists them.
            pub const SPECS: &'static [&'static $crate::ops::operation::OpSpec] = &[
                $( <$Op as $crate::ops::operation::Declared>::SPEC, )+
                $($( <$Word as $crate::ops::operation::Declared>::SPEC, )+)?
            ];

            pub(super) const fn name(&self) -> &'static str {
                match self {
                    $( Self::$Op(_) => <$Op as $crate::ops::operation::Declared>::SPEC.name, )+
                    $($( Self::$Word => <$Word as $crate::ops::operation::Declared>::SPEC.name, )+)?
                }
            }

            pub(super) fn apply(
                &self,
                context: &mut $crate::ops::Context<'_, '_>,
            ) -> Result<$crate::ops::Outcome, $crate::store::TxnError> {
                match self {
                    $( Self::$Op(op) => $crate::ops::operation::Perform::apply(&**op, context), )+
                    $($( Self::$Word => $crate::ops::operation::Perform::apply(&$Word {}, context), )+)?
                }
            }
        }

        $( $crate::operation_of!($Noun($Enum): $Op); )+
        $($(
            impl From<$Word> for $crate::ops::Operation {
                fn from(_: $Word) -> Self {
                    Self::$Noun($Enum::$Word)
                }
            }
        )+)?
    };
}

/// Makes a declared operation one of its noun's and an [`Operation`].
#[macro_export]
macro_rules! operation_of {
    ($Noun:ident($Enum:ident): $Op:ident) => {
        impl From<$Op> for $crate::ops::Operation {
            fn from(op: $Op) -> Self {
                Self::$Noun($Enum::$Op(Box::new(op)))
            }
        }
    };
}
