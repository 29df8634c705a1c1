//! Rows of records: SQL and decoding derived from the one list of fields each kind has.

use super::error::StoreError;
use crate::domain::{Fields, Kind, Record, Ref, Value, value::FieldType};
use rusqlite::{Connection, Row, ToSql, types::ToSqlOutput, types::ValueRef};
use std::{borrow::Cow, fmt::Write};

/// A domain value as SQLite takes it.
pub(super) struct Sql<'a>(pub(super) &'a Value);

impl ToSql for Sql<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// The columns of a kind, quoted, in the order of its fields.
fn columns<E: Record>() -> String {
    let mut list = String::new();
    for field in E::FIELDS {
        let _ = write!(list, ", \"{}\"", field.name);
    }
    list
}

/// One column of a row as a domain value; what is no text, number or null counts as null.
fn value(row: &Row<'_>, at: usize) -> Value {
    match row.get_ref(at) {
        Ok(ValueRef::Integer(number)) => Value::Integer(number),
        Ok(ValueRef::Real(number)) => Value::Real(number),
        // Checking text once is quicker than repairing it, and hardly any needs repair.
        Ok(ValueRef::Text(text)) => Value::text(
            std::str::from_utf8(text).map_or_else(|_| String::from_utf8_lossy(text), Cow::Borrowed),
        ),
        Ok(ValueRef::Null | ValueRef::Blob(_)) | Err(_) => Value::Null,
    }
}

fn decode<E: Record>(row: &Row<'_>) -> Result<E, StoreError> {
    let mut values = (1..=E::FIELDS.len()).map(|at| value(row, at));
    Ok(E::from_values(row.get(0)?, &mut values)?)
}

/// The record with this id.
pub(super) fn get<E: Record>(connection: &Connection, id: i64) -> Result<Option<E>, StoreError> {
    Ok(select::<E>(connection, "WHERE id = ?1", &[&id])?.pop())
}

/// The records a clause picks, such as `WHERE cycle = ?1`.
pub(super) fn select<E: Record>(
    connection: &Connection,
    clause: &str,
    parameters: &[&dyn ToSql],
) -> Result<Vec<E>, StoreError> {
    let sql = format!("SELECT id{} FROM \"{}\" {clause} ORDER BY id", columns::<E>(), E::TABLE);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(parameters)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(decode(row)?);
    }
    Ok(found)
}

/// Writes a new row and says its id; an id other than 0 is kept.
pub(super) fn insert(
    connection: &Connection,
    kind: Kind,
    id: i64,
    fields: &Fields,
) -> Result<i64, StoreError> {
    let table = table_of(kind);
    let (mut names, mut places) = (String::from("id"), String::from("?1"));
    for (at, name) in fields.keys().enumerate() {
        let _ = write!(names, ", \"{name}\"");
        let _ = write!(places, ", ?{}", at + 2);
    }
    let id_value = if id == 0 { Value::Null } else { Value::Integer(id) };
    let values: Vec<Sql<'_>> = std::iter::once(&id_value).chain(fields.values()).map(Sql).collect();
    connection
        .prepare_cached(&format!("INSERT INTO \"{table}\" ({names}) VALUES ({places})"))?
        .execute(rusqlite::params_from_iter(values))?;
    Ok(connection.last_insert_rowid())
}

/// Updates a row where the old values still hold; says whether it did.
pub(super) fn update(
    connection: &Connection,
    kind: Kind,
    id: i64,
    before: &Fields,
    after: &Fields,
) -> Result<bool, StoreError> {
    let mut sql = format!("UPDATE \"{}\" SET ", table_of(kind));
    for (at, name) in after.keys().enumerate() {
        let _ = write!(sql, "{}\"{name}\" = ?{}", if at == 0 { "" } else { ", " }, at + 2);
    }
    sql.push_str(" WHERE id = ?1");
    for (at, name) in before.keys().enumerate() {
        let _ = write!(sql, " AND \"{name}\" IS ?{}", at + 2 + after.len());
    }
    let id = Value::Integer(id);
    let values: Vec<Sql<'_>> =
        std::iter::once(&id).chain(after.values()).chain(before.values()).map(Sql).collect();
    Ok(connection.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values))? == 1)
}

/// Removes a row where the old values still hold; says whether it did.
pub(super) fn delete(
    connection: &Connection,
    kind: Kind,
    id: i64,
    before: &Fields,
) -> Result<bool, StoreError> {
    let mut sql = format!("DELETE FROM \"{}\" WHERE id = ?1", table_of(kind));
    for (at, name) in before.keys().enumerate() {
        let _ = write!(sql, " AND \"{name}\" IS ?{}", at + 2);
    }
    let id = Value::Integer(id);
    let values: Vec<Sql<'_>> = std::iter::once(&id).chain(before.values()).map(Sql).collect();
    Ok(connection.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values))? == 1)
}

/// One stored value of a record.
pub(super) fn field(connection: &Connection, kind: Kind, id: i64, field: &str) -> Result<Value, StoreError> {
    let sql = format!("SELECT \"{field}\" FROM \"{}\" WHERE id = ?1", table_of(kind));
    Ok(connection.prepare_cached(&sql)?.query_row([id], |row| Ok(value(row, 0)))?)
}

/// Whether something refers to a record in words, where no foreign key watches: by a reference to any kind, in a list of
/// ids, or as an actor of the log.
pub(super) fn is_referred_to(connection: &Connection, kind: Kind, id: i64) -> Result<bool, StoreError> {
    let mut sql = String::from("SELECT ?1 IS NULL OR ?2 IS NULL");
    for &by in Kind::ALL {
        let table = table_of(by);
        for field in crate::domain::record::fields_of(by) {
            let name = field.name;
            if field.ty == FieldType::AnyRef {
                let _ = write!(sql, " OR EXISTS (SELECT 1 FROM \"{table}\" WHERE \"{name}\" = ?1)");
            } else if field.ty == FieldType::AnyRefs {
                let list = format!("',' || \"{name}\" || ',' LIKE '%,' || ?1 || ',%'");
                let _ = write!(sql, " OR EXISTS (SELECT 1 FROM \"{table}\" WHERE {list})");
            } else if field.ty == FieldType::Refs(kind) {
                let list = format!("',' || \"{name}\" || ',' LIKE '%,' || ?2 || ',%'");
                let _ = write!(sql, " OR EXISTS (SELECT 1 FROM \"{table}\" WHERE {list})");
            }
        }
    }
    if kind == Kind::Person {
        sql.push_str(" OR EXISTS (SELECT 1 FROM operation WHERE actor = ?2)");
    }
    Ok(connection.prepare_cached(&sql)?.query_row((Ref::new(kind, id).to_string(), id), |row| row.get(0))?)
}

/// The table of a kind.
pub(super) fn table_of(kind: Kind) -> &'static str {
    crate::with_kind!(kind, E => E::TABLE)
}

/// A record's stored values by name.
pub(super) fn fields_of<E: Record>(record: &E) -> Fields {
    E::FIELDS.iter().map(|field| field.name.to_owned()).zip(record.values()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_exactly_the_columns_its_kind_lists() {
        let connection = super::super::tests::memory();
        for &kind in Kind::ALL {
            let listed: Vec<&str> =
                crate::with_kind!(kind, E => E::FIELDS.iter().map(|field| field.name).collect());
            let sql = format!("SELECT name FROM pragma_table_info('{}') WHERE name <> 'id'", table_of(kind));
            let mut statement = connection.prepare(&sql).unwrap();
            let stored: Vec<String> =
                statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
            assert_eq!(stored, listed, "{}", table_of(kind));
        }
    }

    #[test]
    fn a_column_is_not_null_exactly_where_the_field_is_required() {
        let connection = super::super::tests::memory();
        for &kind in Kind::ALL {
            let fields = crate::with_kind!(kind, E => E::FIELDS);
            for field in fields {
                let sql = format!(
                    "SELECT \"notnull\" FROM pragma_table_info('{}') WHERE name = '{}'",
                    table_of(kind),
                    field.name
                );
                let not_null: bool = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
                assert_eq!(not_null, field.required, "{}.{}", table_of(kind), field.name);
            }
        }
    }
}
