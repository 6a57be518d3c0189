//! The log: gapless, in the order of commits, and no reader ever skips one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use ventanilla_domain::Timestamp;
use ventanilla_store::{NewEvent, Store, StoreError};
use ventanilla_testkit::each_database;

use crate::support::{Refused, read};

fn event(subject: String, n: usize) -> NewEvent {
    NewEvent { at: Timestamp(7), kind: "test.happened", subject, actor: "bot".into(), payload: json!({ "n": n }) }
}

async fn emit(store: &Store, subject: String, count: usize) {
    store
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                for n in 0..count {
                    tx.emit(event(subject.clone(), n));
                }
                Ok(())
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn events_are_numbered_from_one_in_the_order_they_were_emitted() {
    each_database(async |db| {
        assert_eq!(read!(db, |tx| tx.head()), 0);
        emit(&db.store, "a".into(), 20).await;
        emit(&db.store, "b".into(), 1).await;
        let events = read!(db, |tx| tx.events(0, 100));
        let seqs: Vec<i64> = events.iter().map(|event| event.seq).collect();
        assert_eq!(seqs, (1..=21).collect::<Vec<_>>());
        let first_20: Vec<_> = events[..20].iter().map(|event| event.payload["n"].as_u64().unwrap()).collect();
        assert_eq!(first_20, (0..20).collect::<Vec<_>>());
        let last = &events[20];
        assert_eq!(
            (last.kind.as_str(), last.subject.as_str(), last.actor.as_str(), last.at),
            ("test.happened", "b", "bot", Timestamp(7))
        );
        assert_eq!(read!(db, |tx| tx.head()), 21);
        assert_eq!(read!(db, |tx| tx.events(19, 1)).len(), 1);
        assert!(read!(db, |tx| tx.events(21, 10)).is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_leaves_no_event_and_no_gap() {
    each_database(async |db| {
        emit(&db.store, "a".into(), 1).await;
        let refused: Result<(), Refused> = db
            .store
            .write(|tx| {
                Box::pin(async move {
                    tx.emit(event("gone".into(), 0));
                    Err(Refused::ByTest)
                })
            })
            .await;
        assert!(matches!(refused, Err(Refused::ByTest)));
        emit(&db.store, "b".into(), 1).await;
        let subjects: Vec<_> = read!(db, |tx| tx.events(0, 10)).into_iter().map(|e| (e.seq, e.subject)).collect();
        assert_eq!(subjects, [(1, "a".into()), (2, "b".into())]);
    })
    .await;
}

/// Many writers commit while a reader follows: it must see 1, 2, 3 … without ever missing a number.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_beside_many_writers_skips_nothing() {
    each_database(async |db| {
        let done = Arc::new(AtomicBool::new(false));
        let (store, finished) = (db.store.clone(), Arc::clone(&done));
        let reader = tokio::spawn(async move {
            let mut seen = 0;
            loop {
                let last_look = finished.load(Ordering::SeqCst);
                let after = seen;
                let events = store.read::<_, StoreError, _>(move |tx| Box::pin(tx.events(after, 1_000))).await.unwrap();
                for event in &events {
                    assert_eq!(event.seq, seen + 1, "a number was skipped");
                    seen = event.seq;
                }
                if last_look && events.is_empty() {
                    return seen;
                }
                tokio::task::yield_now().await;
            }
        });
        let writers = (0..8).map(|writer| {
            let store = db.store.clone();
            tokio::spawn(async move {
                for n in 0..25 {
                    emit(&store, format!("{writer}"), 1 + n % 3).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        done.store(true, Ordering::SeqCst);
        assert_eq!(reader.await.unwrap(), 8 * (0..25).map(|n| 1 + n % 3).sum::<i64>());
    })
    .await;
}
