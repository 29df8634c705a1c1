//! Contract tests of the store: what holds whatever is written.

use super::*;

/// A fresh database in memory with the newest tables.
pub(super) fn memory() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, Path::new(":memory:")).unwrap();
    connection
}
