//! What `write` and `read` promise.

use std::sync::Arc;

use tokio::sync::Barrier;
use ventanilla_store::{Store, StoreConfig, StoreError};
use ventanilla_testkit::{TestDatabase, each_database};

use crate::support::{Refused, read, write};

async fn put(store: &Store, key: String) -> Result<bool, StoreError> {
    let now = ventanilla_domain::Timestamp(1);
    store.write(move |tx| Box::pin(async move { tx.put_api_token(&key, "test", now).await })).await
}

async fn is_there(db: &TestDatabase, key: &'static str) -> bool {
    read!(db, |tx| tx.check_api_token(key)).is_some()
}

#[tokio::test]
async fn a_failing_closure_leaves_nothing_and_harms_nobody_beside_it() {
    each_database(async |db| {
        let ready = Arc::new(Barrier::new(41));
        let jobs: Vec<_> = (0..40)
            .map(|n| {
                let (store, ready) = (db.store.clone(), Arc::clone(&ready));
                tokio::spawn(async move {
                    ready.wait().await;
                    let now = ventanilla_domain::Timestamp(1);
                    let key = format!("key-{n}");
                    let result: Result<(), Refused> = store
                        .write(move |tx| {
                            Box::pin(async move {
                                tx.put_api_token(&key, "test", now).await?;
                                if n % 3 == 0 { Err(Refused::ByTest) } else { Ok(()) }
                            })
                        })
                        .await;
                    (n, result.is_ok())
                })
            })
            .collect();
        ready.wait().await;
        for job in jobs {
            let (n, kept) = job.await.unwrap();
            assert_eq!(kept, n % 3 != 0, "job {n}");
            let key: &'static str = Box::leak(format!("key-{n}").into_boxed_str());
            assert_eq!(is_there(db, key).await, kept, "job {n}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_panic_is_an_error_of_its_own_closure() {
    each_database(async |db| {
        let now = db.now();
        let result: Result<(), StoreError> = db
            .store
            .write(move |tx| {
                Box::pin(async move {
                    tx.put_api_token("gone", "test", now).await?;
                    panic!("on purpose")
                })
            })
            .await;
        assert!(matches!(&result, Err(StoreError::Panicked(words)) if words == "on purpose"), "{result:?}");
        assert!(!is_there(db, "gone").await);
        assert!(put(&db.store, "after".to_owned()).await.unwrap(), "the writer goes on");
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_failed_spoils_the_transaction_even_when_the_closure_ignores_it() {
    each_database(async |db| {
        let (now, conversation) = (db.now(), db.id(ventanilla_domain::ConversationId::new));
        let session = ventanilla_store::NewSession {
            id: db.id(ventanilla_domain::SessionId::new),
            conversation,
            flow_hash: ventanilla_domain::FlowHash("f".to_owned()),
            state: "{}".to_owned(),
            started_at: now,
        };
        let result: Result<(), StoreError> = db
            .store
            .write(move |tx| {
                Box::pin(async move {
                    tx.put_api_token("gone", "test", now).await?;
                    assert!(tx.insert_session(session).await.is_err(), "there is no such conversation");
                    Ok(())
                })
            })
            .await;
        assert!(matches!(result, Err(StoreError::Constraint(_))), "{result:?}");
        assert!(!result.unwrap_err().is_retryable());
        assert!(!is_there(db, "gone").await);
    })
    .await;
}

#[tokio::test]
async fn sqlite_refuses_a_closure_that_awaits_the_world() {
    let db = TestDatabase::sqlite().await;
    let (_never, answer) = tokio::sync::oneshot::channel::<()>();
    let now = db.now();
    let result: Result<(), StoreError> = db
        .store
        .write(move |tx| {
            Box::pin(async move {
                tx.put_api_token("gone", "test", now).await?;
                answer.await.ok();
                Ok(())
            })
        })
        .await;
    assert!(matches!(result, Err(StoreError::ForeignAwait)), "{result:?}");
    assert!(!is_there(&db, "gone").await);
}

#[tokio::test]
async fn a_read_cannot_write() {
    each_database(async |db| {
        let now = db.now();
        let result: Result<bool, StoreError> =
            db.store.read(move |tx| Box::pin(async move { tx.put_api_token("key", "test", now).await })).await;
        assert!(result.is_err());
        assert!(put(&db.store, "key".to_owned()).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_read_sees_one_moment() {
    each_database(async |db| {
        let config = db.config.clone();
        let (seen, rest) = db
            .store
            .read::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let seen = tx.check_api_token("late").await?;
                    std::thread::spawn(move || put_from_elsewhere(&config)).join().unwrap();
                    Ok((seen, tx.check_api_token("late").await?))
                })
            })
            .await
            .unwrap();
        assert_eq!((seen, rest), (None, None));
        assert!(is_there(db, "late").await);
    })
    .await;
}

/// Another process, as it were: its own store on its own runtime.
fn put_from_elsewhere(config: &StoreConfig) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(config, ventanilla_domain::Timestamp(0)).await.unwrap();
        assert!(put(&store, "late".to_owned()).await.unwrap());
        store.close().await;
    });
}

#[tokio::test]
async fn a_closed_store_says_so() {
    each_database(async |db| {
        let store = Store::open(&db.config, db.now()).await.unwrap();
        assert!(put(&store, "before".to_owned()).await.unwrap());
        store.close().await;
        let refused = put(&store, "after".to_owned()).await.unwrap_err();
        assert!(matches!(refused, StoreError::Closed) && refused.is_retryable());
        assert!(is_there(db, "before").await);
    })
    .await;
}

#[tokio::test]
async fn u0000_is_stored_the_same_way_by_both() {
    each_database(async |db| {
        let now = db.now();
        write!(db, |tx| tx.put_api_token("nul", "a\0b", now));
        assert_eq!(read!(db, |tx| tx.check_api_token("nul")).unwrap(), "a\u{fffd}b");
    })
    .await;
}

#[tokio::test]
async fn urls_that_lead_nowhere_are_refused() {
    for url in ["", "mysql://x", "sqlite://", "postgres://host:port/db"] {
        let refused = Store::open(&StoreConfig::new(url), ventanilla_domain::Timestamp(0)).await.err().unwrap();
        assert!(matches!(refused, StoreError::Url(_)), "{url}: {refused:?}");
    }
    let config = StoreConfig::new("postgres://alice:secret@host/db");
    assert!(!format!("{config:?}").contains("secret"));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_worth_another_try() {
    let url = "postgres://nobody@127.0.0.1:1/nothing";
    let config = StoreConfig { busy: std::time::Duration::from_secs(1), ..StoreConfig::new(url) };
    let refused = Store::open(&config, ventanilla_domain::Timestamp(0)).await.err().unwrap();
    assert!(refused.is_retryable(), "{refused:?}");
}

#[tokio::test]
async fn where_tls_is_demanded_nothing_is_said_in_the_clear() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let joint = if db.config.url.contains('?') { '&' } else { '?' };
    let config = StoreConfig::new(format!("{}{joint}sslmode=require", db.config.url));
    let refused = Store::open(&config, db.now()).await.err().unwrap();
    assert!(format!("{refused:?}").to_lowercase().contains("tls"), "{refused:?}");
}
