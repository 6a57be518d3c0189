use ventanilla_domain::{Content, DeadLetterId, Update};
use ventanilla_store::{InboundOutcome, NewDeadLetter, PageRequest, StoreError};
use ventanilla_testkit::each_database;

use crate::support::{World, later, read, write};

fn words(update: &Update) -> &str {
    match update {
        Update::Message(message) => match &message.content {
            Content::Text { text } => text,
            _ => "",
        },
        _ => "",
    }
}

#[tokio::test]
async fn what_waits_is_ordered_by_when_it_was_sent_then_by_arrival() {
    each_database(async |db| {
        let world = World::new(db).await;
        let webhook = world.webhook(4).await;
        let now = db.now();
        for (id, word, ms) in
            [("w1", "second", 1_000), ("w2", "third", 1_000), ("w3", "first", 0), ("w4", "fourth", 2_000)]
        {
            let mut new = world.inbound(webhook, id, word);
            new.sent_at = later(now, ms);
            assert!(world.receive(new).await);
        }
        let conversation = world.conversation;
        let pending = read!(db, |tx| tx.pending_inbound(conversation, 10));
        let order: Vec<&str> = pending.iter().map(|inbound| words(&inbound.payload)).collect();
        assert_eq!(order, ["first", "second", "third", "fourth"]);

        let first = pending[0].id;
        write!(db, |tx| tx.finish_inbound(first, InboundOutcome::Answered, now));
        assert_eq!(read!(db, |tx| tx.pending_inbound(conversation, 2)).len(), 2);
        let twice = db
            .store
            .write::<_, StoreError, _>(move |tx| Box::pin(tx.finish_inbound(first, InboundOutcome::Silent, now)))
            .await;
        assert!(matches!(twice, Err(StoreError::Missing(_))), "an item has one turn");
    })
    .await;
}

#[tokio::test]
async fn a_duplicate_is_absorbed() {
    each_database(async |db| {
        let world = World::new(db).await;
        let webhook = world.webhook(1).await;
        assert!(world.receive(world.inbound(webhook, "wamid.1", "hola")).await);
        let again = world.webhook(1).await;
        assert!(!world.receive(world.inbound(again, "wamid.1", "hola")).await);
        let conversation = world.conversation;
        assert_eq!(read!(db, |tx| tx.pending_inbound(conversation, 10)).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_item_settled_at_the_door_does_not_wait() {
    each_database(async |db| {
        let world = World::new(db).await;
        let webhook = world.webhook(1).await;
        let mut new = world.inbound(webhook, "wamid.1", "");
        new.outcome = Some(InboundOutcome::Recorded);
        assert!(world.receive(new).await);
        let conversation = world.conversation;
        assert!(read!(db, |tx| tx.pending_inbound(conversation, 10)).is_empty());
    })
    .await;
}

#[tokio::test]
async fn dead_letters_are_listed_newest_first_with_their_reason() {
    each_database(async |db| {
        let world = World::new(db).await;
        let webhook = world.webhook(3).await;
        for n in 0..3 {
            let new = NewDeadLetter {
                id: db.id(DeadLetterId::new),
                webhook: Some(webhook),
                reason: format!("reason {n}"),
                payload: "{\"id\":".to_owned(),
                received_at: db.now(),
            };
            write!(db, |tx| tx.insert_dead_letter(new));
        }
        let pages = |after| {
            let store = db.store.clone();
            async move {
                let request = PageRequest { after, limit: 2 };
                store
                    .read::<_, StoreError, _>(move |tx| Box::pin(async move { tx.dead_letters(&request).await }))
                    .await
                    .unwrap()
            }
        };
        let first = pages(None).await;
        let second = pages(first.next.clone()).await;
        let reasons: Vec<_> = first.items.iter().chain(&second.items).map(|letter| letter.reason.as_str()).collect();
        assert_eq!(reasons, ["reason 2", "reason 1", "reason 0"]);
        assert_eq!(second.next, None);
    })
    .await;
}

#[tokio::test]
async fn raw_bodies_can_be_forgotten() {
    each_database(async |db| {
        let world = World::new(db).await;
        world.webhook(1).await;
        let now = db.now();
        assert_eq!(write!(db, |tx| tx.forget_webhook_bodies(now, 10)), 0);
        assert_eq!(write!(db, |tx| tx.forget_webhook_bodies(later(now, 1), 10)), 1);
        assert_eq!(write!(db, |tx| tx.forget_webhook_bodies(later(now, 1), 10)), 0);
    })
    .await;
}
