//! Versions, the published pointer, and sessions that stay on theirs.

use ventanilla_domain::FlowHash;
use ventanilla_store::{FlowVersion, NewSession, StoreError};
use ventanilla_testkit::{TestDatabase, each_database};

use crate::support::{World, later, read, write};

async fn put(db: &TestDatabase, hash: &str) -> (FlowVersion, bool) {
    let version = FlowVersion {
        hash: FlowHash(hash.to_owned()),
        flow_id: "saltillo".to_owned(),
        files: vec![("flow.yaml".to_owned(), "id: saltillo\n".to_owned()), ("es.yaml".to_owned(), "ñ".to_owned())],
        created_at: db.now(),
    };
    let stored = version.clone();
    let new = db
        .store
        .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.put_flow_version(&stored).await }))
        .await
        .unwrap();
    (version, new)
}

async fn publish(db: &TestDatabase, hash: &FlowHash) -> Result<(), StoreError> {
    let (hash, now) = (hash.clone(), db.now());
    db.store.write(move |tx| Box::pin(async move { tx.publish_flow("saltillo", &hash, now).await })).await
}

#[tokio::test]
async fn publishing_moves_a_pointer_and_old_versions_stay() {
    each_database(async |db| {
        let (one, new) = put(db, "aa").await;
        assert!(new && !put(db, "aa").await.1);
        let (two, _) = put(db, "bb").await;
        assert_eq!(read!(db, |tx| tx.published_flow("saltillo")), None);
        publish(db, &one.hash).await.unwrap();
        publish(db, &two.hash).await.unwrap();
        assert_eq!(read!(db, |tx| tx.published_flow("saltillo")), Some(two.clone()));
        assert_eq!(read!(db, |tx| tx.published_flows()), [("saltillo".to_owned(), two.hash)]);
        let old = one.hash.clone();
        let found = db
            .store
            .read::<_, StoreError, _>(move |tx| Box::pin(async move { tx.flow_version(&old).await }))
            .await
            .unwrap();
        assert_eq!(found, Some(one));
        assert!(matches!(publish(db, &FlowHash("cc".into())).await, Err(StoreError::Constraint(_))));
    })
    .await;
}

#[tokio::test]
async fn one_session_at_a_time_runs_in_a_conversation() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (conversation, now) = (world.conversation, db.now());
        assert_eq!(read!(db, |tx| tx.open_session(conversation)), None);
        let session = world.session().await;
        let second = NewSession {
            id: db.id(ventanilla_domain::SessionId::new),
            conversation,
            flow_hash: FlowHash("f00d".into()),
            state: "{}".into(),
            started_at: now,
        };
        let refused = db
            .store
            .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.insert_session(second).await }))
            .await;
        assert!(matches!(refused, Err(StoreError::Constraint(_))));

        write!(db, |tx| tx.save_session(session, "{\"step\":\"b\"}", later(now, 5)));
        let open = read!(db, |tx| tx.open_session(conversation)).unwrap();
        assert_eq!((open.id, open.state.as_str(), open.updated_at), (session, "{\"step\":\"b\"}", later(now, 5)));
        assert_eq!(read!(db, |tx| tx.last_session(conversation)), None);
        write!(db, |tx| tx.end_session(session, "{\"end\":1}", "filed", later(now, 9)));
        assert_eq!(read!(db, |tx| tx.open_session(conversation)), None);
        assert_eq!(read!(db, |tx| tx.last_session(conversation)).map(|last| last.id), Some(session));
        let ended = read!(db, |tx| tx.session(session)).unwrap();
        assert_eq!(
            (ended.ended_at, ended.result.as_deref(), ended.state.as_str()),
            (Some(later(now, 9)), Some("filed"), "{\"end\":1}")
        );
        let late = db.store.write::<_, StoreError, _>(move |tx| Box::pin(tx.save_session(session, "{}", now))).await;
        assert!(matches!(late, Err(StoreError::Missing(_))));
        world.session().await;
    })
    .await;
}
