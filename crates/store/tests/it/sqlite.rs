//! What only SQLite can run into: a lock held by another process, a full disk.

use std::time::Duration;

use ventanilla_domain::Timestamp;
use ventanilla_store::{Store, StoreConfig, StoreError};
use ventanilla_testkit::TestDatabase;

async fn put(store: &Store, key: &str, name: String) -> Result<bool, StoreError> {
    let key = key.to_owned();
    store.write(move |tx| Box::pin(async move { tx.put_api_token(&key, &name, Timestamp(1)).await })).await
}

async fn name_of(store: &Store, key: &'static str) -> Option<String> {
    store.read::<_, StoreError, _>(move |tx| Box::pin(tx.check_api_token(key))).await.unwrap()
}

#[tokio::test]
async fn a_locked_database_is_worth_another_try_and_reading_goes_on() {
    let db = TestDatabase::sqlite().await;
    let config = StoreConfig { busy: Duration::from_millis(50), ..db.config.clone() };
    let store = Store::open(&config, db.now()).await.unwrap();
    let other = db.raw_sqlite();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();

    let refused = put(&store, "key", "name".to_owned()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Locked(_)) && refused.is_retryable(), "{refused:?}");
    assert_eq!(name_of(&store, "key").await, None);

    other.execute_batch("ROLLBACK").unwrap();
    assert!(put(&store, "key", "name".to_owned()).await.unwrap());
    assert_eq!(name_of(&store, "key").await.as_deref(), Some("name"));
}

/// A file-size limit makes the disk of a child process full; what it says and what it acknowledged is checked from outside.
#[tokio::test]
async fn a_full_disk_is_worth_another_try_and_keeps_what_was_acknowledged() {
    let db = TestDatabase::sqlite().await;
    let child = crate::crash::writer("fill", &db.config.url, Some(4_096)).output().unwrap();
    let said = String::from_utf8(child.stdout).unwrap();
    let acknowledged: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("ok ")).collect();
    let refused: Vec<&str> = said.lines().filter(|line| line.starts_with("refused")).collect();
    assert_eq!(refused, ["refused retryable"; 8], "{said}");
    assert!(!acknowledged.is_empty());

    let store = Store::open(&db.config, db.now()).await.unwrap();
    for key in acknowledged {
        let key: &'static str = Box::leak(key.to_owned().into_boxed_str());
        assert!(name_of(&store, key).await.is_some(), "{key} was acknowledged");
    }
    assert!(put(&store, "again", "there is room again".to_owned()).await.unwrap());
}

#[tokio::test]
async fn a_temporary_database_works_and_folders_are_made() {
    let temporary = Store::open(&StoreConfig::new("sqlite::memory:"), Timestamp(0)).await.unwrap();
    assert!(put(&temporary, "key", "name".to_owned()).await.unwrap());

    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("a/b/c.db").display());
    let store = Store::open(&StoreConfig::new(url), Timestamp(0)).await.unwrap();
    assert!(put(&store, "key", "name".to_owned()).await.unwrap());
    assert!(folder.path().join("a/b/c.db").exists());
}

/// The log is moved into the file while writing goes on, so it does not grow without end.
#[tokio::test]
async fn the_write_ahead_log_stays_small() {
    let db = TestDatabase::sqlite().await;
    let log = db.config.url.trim_start_matches("sqlite://").to_owned() + "-wal";
    let big = "x".repeat(4_000_000);
    for n in 0..60 {
        put(&db.store, &format!("key-{n}"), big.clone()).await.unwrap();
    }
    let bytes = std::fs::metadata(log).unwrap().len();
    assert!(bytes < 200_000_000, "{bytes} of 240 MB written are still in the log");
}
