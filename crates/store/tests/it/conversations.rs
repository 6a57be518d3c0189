use ventanilla_domain::{Owner, TimerId};
use ventanilla_store::{ConversationFilter, NewTimer, OwnerChange, PageRequest, StoreError};
use ventanilla_testkit::each_database;

use crate::support::{World, later, read, write};

#[tokio::test]
async fn a_new_conversation_belongs_to_the_bot_and_changes_hands() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (id, now) = (world.conversation, db.now());
        let fresh = write!(db, |tx| tx.lock_conversation(id));
        assert_eq!((fresh.owner, fresh.owner_deadline_at, fresh.message_seq), (Owner::Bot, None, 0));
        assert_eq!((fresh.contact, fresh.channel), (world.contact, world.channel));

        let change = OwnerChange { owner: Owner::Queued, since: now, deadline_at: Some(later(now, 60_000)) };
        write!(db, |tx| tx.update_owner(id, change));
        write!(db, |tx| tx.set_discreet(id, true));
        let queued = read!(db, |tx| tx.conversation(id)).unwrap();
        assert_eq!(
            (queued.owner, queued.owner_deadline_at, queued.discreet),
            (Owner::Queued, change.deadline_at, true)
        );

        assert!(read!(db, |tx| tx.overdue_conversations(later(now, 59_999), 10)).is_empty());
        assert_eq!(read!(db, |tx| tx.overdue_conversations(later(now, 60_000), 10)), [id]);
    })
    .await;
}

#[tokio::test]
async fn a_conversation_that_is_not_there_is_missing() {
    each_database(async |db| {
        let id = db.id(ventanilla_domain::ConversationId::new);
        let missing = db.store.write::<_, StoreError, _>(move |tx| Box::pin(tx.lock_conversation(id))).await;
        assert!(matches!(missing, Err(StoreError::Missing(_))));
        assert_eq!(read!(db, |tx| tx.conversation(id)), None);
    })
    .await;
}

#[tokio::test]
async fn a_late_old_message_does_not_shorten_the_window() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (id, now) = (world.conversation, db.now());
        let (window, old) = (later(now, 86_400_000), later(now, -3_600_000));
        write!(db, |tx| tx.touch_inbound(id, now, window));
        write!(db, |tx| tx.touch_inbound(id, old, later(old, 86_400_000)));
        let conversation = read!(db, |tx| tx.conversation(id)).unwrap();
        assert_eq!((conversation.last_inbound_at, conversation.window_until), (Some(now), Some(window)));
    })
    .await;
}

#[tokio::test]
async fn work_is_something_unprocessed_or_something_due() {
    each_database(async |db| {
        let world = World::new(db).await;
        let other = world.another_citizen("MX.2").await;
        let now = db.now();
        let work = |at, older| {
            let store = db.store.clone();
            async move {
                let mut ids = store
                    .read::<_, StoreError, _>(move |tx| Box::pin(tx.conversations_with_work(at, older, 10)))
                    .await
                    .unwrap();
                ids.sort();
                ids
            }
        };
        assert!(work(now, now).await.is_empty());

        let webhook = world.webhook(1).await;
        world.receive(world.inbound(webhook, "wamid.1", "hola")).await;
        assert!(work(now, later(now, -1)).await.is_empty(), "too young for the safety net");
        assert_eq!(work(now, now).await, [world.conversation]);

        let (session, id, conversation) = (other.session().await, db.id(TimerId::new), other.conversation);
        let due_at = later(now, 5_000);
        let timer =
            NewTimer { id, conversation, session, key: "silence".into(), due_at, payload: serde_json::json!(1) };
        write!(db, |tx| tx.set_timer(timer));
        let mut both = [world.conversation, other.conversation];
        both.sort();
        assert_eq!(work(due_at, now).await, both);
    })
    .await;
}

#[tokio::test]
async fn conversations_are_listed_by_what_was_said_last() {
    each_database(async |db| {
        let world = World::new(db).await;
        let silent = world.another_citizen("MX.2").await;
        let mut expected = Vec::new();
        for n in 3..8 {
            let citizen = world.another_citizen(&format!("MX.{n}")).await;
            db.clock.advance(ventanilla_domain::Duration::seconds(1));
            citizen.append(citizen.bubble("hola")).await;
            expected.insert(0, citizen.conversation);
        }
        let mut found = Vec::new();
        let mut request = PageRequest::first(2);
        loop {
            let wanted = request.clone();
            let page = db
                .store
                .read::<_, StoreError, _>(move |tx| {
                    Box::pin(async move { tx.conversations(ConversationFilter::default(), &wanted).await })
                })
                .await
                .unwrap();
            found.extend(page.items.iter().map(|item| item.conversation.id));
            let Some(next) = page.next else { break };
            let text = next.to_string();
            request.after = Some(text.parse().unwrap());
        }
        assert_eq!(found, expected);
        assert!(!found.contains(&silent.conversation));

        let filter = ConversationFilter { owner: Some(Owner::Agent) };
        let none = db
            .store
            .read::<_, StoreError, _>(move |tx| {
                Box::pin(async move { tx.conversations(filter, &PageRequest::first(10)).await })
            })
            .await
            .unwrap();
        assert!(none.items.is_empty());
    })
    .await;
}

/// Two turns of one conversation: the second begins only after the first has committed, so no turn is lost.
#[tokio::test]
async fn turns_of_one_conversation_are_serial() {
    each_database(async |db| {
        let world = World::new(db).await;
        let id = world.conversation;
        let session = world.session().await;
        let turns = (0..24).map(|_| {
            let (store, now) = (db.store.clone(), db.now());
            tokio::spawn(async move {
                store
                    .write::<_, StoreError, _>(move |tx| {
                        Box::pin(async move {
                            tx.lock_conversation(id).await?;
                            let state = tx.open_session(id).await?.unwrap().state;
                            let count: i64 = state.trim_matches(['{', '}']).parse().unwrap_or(0);
                            tx.save_session(session, &(count + 1).to_string(), now).await
                        })
                    })
                    .await
                    .unwrap();
            })
        });
        for turn in turns.collect::<Vec<_>>() {
            turn.await.unwrap();
        }
        assert_eq!(read!(db, |tx| tx.open_session(id)).unwrap().state, "24");
    })
    .await;
}

/// While a turn holds the conversation, new messages for it are still accepted at once.
#[tokio::test]
async fn a_turn_in_progress_does_not_hold_up_intake() {
    let Some(db) = ventanilla_testkit::TestDatabase::postgres().await else { return };
    let world = World::new(&db).await;
    let id = world.conversation;
    let (locked, is_locked) = tokio::sync::oneshot::channel();
    let (release, released) = tokio::sync::oneshot::channel::<()>();
    let store = db.store.clone();
    let turn = tokio::spawn(async move {
        store
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    tx.lock_conversation(id).await?;
                    locked.send(()).unwrap();
                    released.await.unwrap();
                    tx.set_discreet(id, true).await
                })
            })
            .await
    });
    is_locked.await.unwrap();
    let webhook = world.webhook(1).await;
    assert!(world.receive(world.inbound(webhook, "wamid.1", "hola")).await);
    release.send(()).unwrap();
    turn.await.unwrap().unwrap();
}
