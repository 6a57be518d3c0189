//! Both databases end with the same tables; migrating twice changes nothing; what was changed behind our back is refused.

use std::collections::BTreeMap;

use ventanilla_store::{Store, StoreError};
use ventanilla_testkit::{TestDatabase, each_database, postgres};

type Tables = BTreeMap<String, Vec<(String, String)>>;

fn sqlite_tables(db: &TestDatabase) -> Tables {
    let conn = db.raw_sqlite();
    let sql = "SELECT t.name, c.name, c.type || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN ' NOT NULL' ELSE '' END
               FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid";
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).unwrap();
    gather(rows.map(Result::unwrap))
}

async fn postgres_tables(db: &TestDatabase) -> Tables {
    let client = postgres::connect(&db.config.url).await;
    let sql = "SELECT table_name::text, column_name::text,
                 upper(data_type) || CASE WHEN is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END
               FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position";
    let rows = client.query(sql, &[]).await.unwrap();
    gather(rows.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))))
}

fn gather(rows: impl Iterator<Item = (String, (String, String))>) -> Tables {
    let mut tables = Tables::new();
    for (table, column) in rows {
        tables.entry(table).or_default().push(column);
    }
    tables
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let lite = TestDatabase::sqlite().await;
    let tables = sqlite_tables(&lite);
    assert!(tables.len() > 20, "{tables:?}");
    let Some(pg) = TestDatabase::postgres().await else { return };
    assert_eq!(tables, postgres_tables(&pg).await);
}

#[tokio::test]
async fn migrating_again_changes_nothing() {
    each_database(async |db| {
        let now = db.now();
        crate::support::write!(db, |tx| tx.put_api_token("key", "kept", now));
        let again = Store::open(&db.config, now).await.unwrap();
        let name = again.read::<_, StoreError, _>(|tx| Box::pin(tx.check_api_token("key"))).await.unwrap();
        assert_eq!(name.as_deref(), Some("kept"));
        again.close().await;
    })
    .await;
}

#[tokio::test]
async fn many_openers_at_once_migrate_once() {
    each_database(async |db| {
        let opens = (0..6).map(|_| {
            let (config, now) = (db.config.clone(), db.now());
            tokio::spawn(async move { Store::open(&config, now).await.map(drop) })
        });
        for open in opens.collect::<Vec<_>>() {
            open.await.unwrap().unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn changed_and_unknown_migrations_are_refused() {
    each_database(async |db| {
        for (tampering, words) in [
            ("UPDATE schema_migrations SET sha256 = 'x' WHERE version = 1", "was changed after it was applied"),
            ("UPDATE schema_migrations SET version = 9999 WHERE version = 1", "newer than the program"),
        ] {
            db.tamper(tampering).await;
            let refused = Store::open(&db.config, db.now()).await.err().unwrap();
            assert!(matches!(refused, StoreError::Migration(_)) && !refused.is_retryable());
            assert!(refused.to_string().contains(words), "{refused}");
        }
    })
    .await;
}
