//! Makes a database older: the clock of the program under test is the machine's and cannot be moved, what it remembers can.

use std::path::Path;

use rusqlite::Connection;
use serde_json::Value;

/// Instants are milliseconds since 1970; nothing else the tables hold is as large.
const AN_INSTANT: i64 = 1_500_000_000_000;

/// Moves every instant in the SQLite file back by `span` milliseconds. Nobody else may have it open.
pub(crate) fn age(file: &Path, span: i64) {
    let conn = Connection::open(file).unwrap();
    for (table, column) in whole_numbers(&conn) {
        let sql = format!("UPDATE {table} SET {column} = {column} - ?1 WHERE {column} > ?2");
        conn.execute(&sql, [span, AN_INSTANT]).unwrap();
    }
    age_sessions(&conn, span);
}

fn whole_numbers(conn: &Connection) -> Vec<(String, String)> {
    let sql = "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.type IN ('BIGINT', 'INTEGER') AND t.name NOT LIKE 'sqlite_%'";
    let mut statement = conn.prepare(sql).unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// Deadlines are also inside the state of each session.
fn age_sessions(conn: &Connection, span: i64) {
    let mut statement = conn.prepare("SELECT id, state FROM session").unwrap();
    let sessions: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    for (id, state) in sessions {
        let mut state: Value = serde_json::from_str(&state).unwrap();
        age_value(&mut state, span);
        conn.execute("UPDATE session SET state = ?1 WHERE id = ?2", [state.to_string(), id]).unwrap();
    }
}

fn age_value(value: &mut Value, span: i64) {
    match value {
        Value::Number(number) => {
            let instant = number.as_i64().filter(|number| *number > AN_INSTANT);
            *number = instant.map_or_else(|| number.clone(), |instant| (instant - span).into());
        }
        Value::Array(values) => values.iter_mut().for_each(|value| age_value(value, span)),
        Value::Object(values) => values.values_mut().for_each(|value| age_value(value, span)),
        _ => {}
    }
}
