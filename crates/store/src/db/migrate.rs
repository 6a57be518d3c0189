//! Bringing a database up to date: numbered files, each applied once in its own transaction and never changed afterwards.

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use ventanilla_domain::Timestamp;

use super::tx::Result;
use crate::StoreError;

/// One step of the schema. The text serves both databases.
struct Migration {
    version: i64,
    sql: &'static str,
}

macro_rules! migrations {
    ($($version:literal => $file:literal),+ $(,)?) => {
        &[$(Migration { version: $version, sql: include_str!(concat!("../../migrations/", $file)) }),+]
    };
}

const MIGRATIONS: &[Migration] = migrations![
    1 => "0001_people.sql",
    2 => "0002_intake.sql",
    3 => "0003_conversations.sql",
    4 => "0004_flows.sql",
    5 => "0005_reports.sql",
    6 => "0006_work.sql",
    7 => "0007_log.sql",
];

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    version BIGINT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)";
const APPLIED: &str = "SELECT version, sha256 FROM schema_migrations ORDER BY version";
const APPLY: &str = "INSERT INTO schema_migrations (version, sha256, applied_at) VALUES ($1, $2, $3)";
/// One migrator at a time; the number only has to be ours.
const LOCK: i64 = 0x7665_6e74;

/// The migrations still to do.
///
/// # Errors
/// [`StoreError::Migration`] when an applied one has changed since, or is unknown to this program.
fn pending(applied: &[(i64, String)]) -> Result<Vec<&'static Migration>> {
    for (version, sha256) in applied {
        let known = MIGRATIONS.iter().find(|migration| migration.version == *version);
        let known = known.ok_or_else(|| {
            StoreError::Migration(format!("it is newer than the program (migration {version}); use the newer program"))
        })?;
        if digest(known.sql) != *sha256 {
            return Err(StoreError::Migration(format!("migration {version} was changed after it was applied")));
        }
    }
    Ok(MIGRATIONS.iter().filter(|m| applied.iter().all(|(version, _)| *version != m.version)).collect())
}

fn digest(sql: &str) -> String {
    Sha256::digest(sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Migrates a SQLite database; a second process waits for the first one's lock.
pub(super) fn sqlite(conn: &mut Connection, now: Timestamp) -> Result<()> {
    let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    transaction.execute_batch(LEDGER)?;
    let applied = {
        let mut statement = transaction.prepare(APPLIED)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<std::result::Result<Vec<(i64, String)>, _>>()?
    };
    for migration in pending(&applied)? {
        transaction.execute_batch(migration.sql)?;
        transaction.execute(APPLY, rusqlite::params![migration.version, digest(migration.sql), now.0])?;
    }
    Ok(transaction.commit()?)
}

/// Migrates a PostgreSQL database under an advisory lock, which ends with the transaction.
pub(super) async fn postgres(client: &mut tokio_postgres::Client, now: Timestamp) -> Result<()> {
    let transaction = client.transaction().await?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    transaction.batch_execute(LEDGER).await?;
    let rows = transaction.query(APPLIED, &[]).await?;
    let applied: Vec<(i64, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    for migration in pending(&applied)? {
        transaction.batch_execute(migration.sql).await?;
        transaction.execute(APPLY, &[&migration.version, &digest(migration.sql), &now.0]).await?;
    }
    Ok(transaction.commit().await?)
}
