use ventanilla_domain::{SessionId, TimerId, Timestamp};
use ventanilla_store::NewTimer;
use ventanilla_testkit::each_database;

use crate::support::{World, later, read, write};

impl World<'_> {
    async fn set_timer(&self, session: SessionId, key: &str, due_at: Timestamp) {
        let new = NewTimer {
            id: self.db.id(TimerId::new),
            conversation: self.conversation,
            session,
            key: key.to_owned(),
            due_at,
            payload: serde_json::json!({ "key": key }),
        };
        write!(self.db, |tx| tx.set_timer(new));
    }
}

#[tokio::test]
async fn timers_ring_once_in_order_and_move_when_set_again() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (session, conversation, now) = (world.session().await, world.conversation, db.now());
        for (key, ms) in [("late", 9_000), ("moved", 1_000), ("first", 2_000), ("cancelled", 2_000)] {
            world.set_timer(session, key, later(now, ms)).await;
        }
        world.set_timer(session, "moved", later(now, 3_000)).await;
        write!(db, |tx| tx.cancel_timer(session, "cancelled"));
        assert_eq!(read!(db, |tx| tx.next_timer_due()), Some(later(now, 2_000)));
        assert!(read!(db, |tx| tx.due_conversations(later(now, 1_999), 10)).is_empty());
        assert_eq!(read!(db, |tx| tx.due_conversations(later(now, 3_000), 10)), [conversation]);

        let due = write!(db, |tx| tx.take_due_timers(conversation, later(now, 3_000)));
        let keys: Vec<_> = due.iter().map(|timer| timer.key.as_str()).collect();
        assert_eq!(keys, ["first", "moved"]);
        assert_eq!(due[0].payload, serde_json::json!({ "key": "first" }));
        assert!(write!(db, |tx| tx.take_due_timers(conversation, later(now, 3_000))).is_empty());
        assert_eq!(read!(db, |tx| tx.next_timer_due()), Some(later(now, 9_000)));
    })
    .await;
}

#[tokio::test]
async fn the_timers_of_a_session_go_with_it() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (session, now) = (world.session().await, db.now());
        world.set_timer(session, "a", now).await;
        write!(db, |tx| tx.cancel_session_timers(session));
        assert_eq!(read!(db, |tx| tx.next_timer_due()), None);
        world.set_timer(session, "b", now).await;
        write!(db, |tx| tx.end_session(session, "{}", "done", now));
        assert_eq!(read!(db, |tx| tx.next_timer_due()), None);
    })
    .await;
}
