//! The language of a cycle and its rules. Knows no database, no terminal and no clock: time, identity and
//! randomness come in as values.

pub mod blocker;
pub mod board;
pub mod calendar;
pub mod capture;
pub mod change;
pub mod cycle;
pub mod decision;
pub mod dependency;
pub mod due;
pub mod form;
pub mod id;
pub mod intake;
pub mod metric;
pub mod mitigation;
pub mod note;
pub mod person;
pub mod record;
pub mod refusal;
pub mod risk;
pub mod rules;
pub mod speech;
pub mod step;
pub mod text;
pub mod value;
pub mod when;

pub use blocker::Blocker;
pub use board::{Board, Table};
pub use change::{Change, Fields};
pub use cycle::Cycle;
pub use decision::{Criterion, Decision, Evidence};
pub use dependency::Dependency;
pub use id::{Id, Kind, Ref};
pub use intake::Intake;
pub use metric::{Metric, Reading};
pub use note::{Import, Note};
pub use person::Person;
pub use record::Record;
pub use refusal::Refusal;
pub use risk::Risk;
pub use step::{Item, Step};
pub use value::{Text, Value};
pub use when::{Day, Moment};
