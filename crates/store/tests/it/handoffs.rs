use ventanilla_domain::{AlertId, HandoffId, Priority};
use ventanilla_store::{HandoffEnd, HandoffState, NewAlert, NewHandoff, StoreError};
use ventanilla_testkit::each_database;

use crate::support::{World, later, read, write};

impl World<'_> {
    async fn ask_for_a_person(&self, priority: Priority, deadline_ms: i64) -> HandoffId {
        let id = self.db.id(HandoffId::new);
        let new = NewHandoff {
            id,
            conversation: self.conversation,
            session: None,
            queue: "general".into(),
            priority,
            brief: serde_json::json!({ "what": "riña" }),
            requested_at: self.db.now(),
            deadline_at: Some(later(self.db.now(), deadline_ms)),
        };
        write!(self.db, |tx| tx.insert_handoff(new));
        id
    }

    async fn end(&self, id: HandoffId, state: HandoffState) -> Result<bool, StoreError> {
        let end = HandoffEnd { state, outcome: "no_agent".into(), at: self.db.now() };
        self.db.store.write(move |tx| Box::pin(async move { tx.end_handoff(id, &end).await })).await
    }
}

#[tokio::test]
async fn the_most_urgent_is_first_then_the_longest_waiting() {
    each_database(async |db| {
        let world = World::new(db).await;
        let low = world.ask_for_a_person(Priority::P3, 60_000).await;
        let high = world.ask_for_a_person(Priority::P1, 90_000).await;
        db.clock.advance(ventanilla_domain::Duration::seconds(1));
        let later_high = world.ask_for_a_person(Priority::P1, 60_000).await;
        let ids: Vec<_> = read!(db, |tx| tx.waiting_handoffs("general", 10)).into_iter().map(|h| h.id).collect();
        assert_eq!(ids, [high, later_high, low]);
        assert!(read!(db, |tx| tx.waiting_handoffs("other", 10)).is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_request_is_taken_or_expires_and_ends_once() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (conversation, now) = (world.conversation, db.now());
        let id = world.ask_for_a_person(Priority::P2, 60_000).await;
        assert_eq!(read!(db, |tx| tx.next_handoff_due()), Some(later(now, 60_000)));
        assert!(read!(db, |tx| tx.expired_handoffs(later(now, 59_999), 10)).is_empty());
        assert_eq!(read!(db, |tx| tx.expired_handoffs(later(now, 60_000), 10))[0].id, id);

        assert!(write!(db, |tx| tx.take_handoff(id, now)));
        assert!(!write!(db, |tx| tx.take_handoff(id, now)));
        assert_eq!(read!(db, |tx| tx.next_handoff_due()), None);
        let open = read!(db, |tx| tx.open_handoff(conversation)).unwrap();
        assert_eq!((open.id, open.state, open.brief), (id, HandoffState::Taken, serde_json::json!({ "what": "riña" })));

        assert!(matches!(world.end(id, HandoffState::Taken).await, Err(StoreError::Value(_))));
        assert!(world.end(id, HandoffState::Resolved).await.unwrap());
        assert!(!world.end(id, HandoffState::Expired).await.unwrap());
        assert_eq!(read!(db, |tx| tx.open_handoff(conversation)), None);
    })
    .await;
}

#[tokio::test]
async fn an_alert_is_raised_once() {
    each_database(async |db| {
        let world = World::new(db).await;
        for expected in [true, false] {
            let new = NewAlert {
                id: db.id(AlertId::new),
                once_key: "ses:1:alert".into(),
                conversation: world.conversation,
                session: None,
                answers: serde_json::json!({}),
                created_at: db.now(),
            };
            assert_eq!(write!(db, |tx| tx.insert_alert(new)), expected);
        }
    })
    .await;
}
