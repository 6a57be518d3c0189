//! The queue of what must be sent.

use std::collections::HashMap;

use ventanilla_domain::{DeliveryStatus, OutboundContent, OutboundId};
use ventanilla_store::{ClaimedOutbound, InFlight, LeaseFate, OutboundState, Recipient, SendError, StoreError};
use ventanilla_testkit::each_database;

use crate::support::{ACCOUNT, World, claim_at, later, read, write};

fn ids(claimed: &[ClaimedOutbound]) -> Vec<OutboundId> {
    claimed.iter().map(|entry| entry.id).collect()
}

#[tokio::test]
async fn a_conversation_sends_one_at_a_time_in_order_and_others_do_not_wait_for_it() {
    each_database(async |db| {
        let world = World::new(db).await;
        let other = world.another_citizen("MX.2").await;
        let (first, _) = world.say("uno").await;
        let (second, _) = world.say("dos").await;
        let (elsewhere, _) = other.say("hola").await;

        assert_eq!(ids(&world.claim(10).await), [first, elsewhere]);
        assert!(world.claim(10).await.is_empty(), "the second waits for the first");
        let now = db.now();
        write!(db, |tx| tx.outbound_accepted(elsewhere, "wamid.e", now));
        assert!(world.claim(10).await.is_empty());
        write!(db, |tx| tx.outbound_accepted(first, "wamid.1", now));
        assert_eq!(ids(&world.claim(10).await), [second]);
    })
    .await;
}

#[tokio::test]
async fn a_claim_carries_all_a_sender_needs() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (conversation, now) = (world.conversation, db.now());
        let window = later(now, 86_400_000);
        write!(db, |tx| tx.touch_inbound(conversation, now, window));
        let (id, message) = world.say("hola").await;
        let claimed = world.claim(1).await.remove(0);
        assert_eq!((claimed.id, claimed.message, claimed.conversation), (id, message, world.conversation));
        assert_eq!((claimed.attempts, claimed.window_until), (1, Some(window)));
        assert_eq!((claimed.channel, claimed.account.as_str()), (world.channel, ACCOUNT));
        assert_eq!(claimed.content, OutboundContent::Text { body: "hola".to_owned() });
        let recipient = Recipient { user_id: Some("MX.1".into()), phone: Some("5218441234567".into()) };
        assert_eq!((claimed.contact, claimed.recipient), (world.contact, recipient));
    })
    .await;
}

#[tokio::test]
async fn a_retry_keeps_the_order_of_its_conversation() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (first, _) = world.say("uno").await;
        let (second, _) = world.say("dos").await;
        let now = db.now();
        world.claim(10).await;
        let again = later(now, 60_000);
        let error = SendError { code: Some(131_056), title: Some("pair rate".into()) };
        let failed = error.clone();
        assert!(
            db.store
                .write::<_, StoreError, _>(move |tx| {
                    Box::pin(async move { tx.outbound_retry(first, again, &failed).await })
                })
                .await
                .unwrap()
        );
        let (third, _) = world.say("tres").await;
        assert!(world.claim(10).await.is_empty(), "nothing overtakes the retry");
        assert_eq!(read!(db, |tx| tx.next_outbound_due()), Some(again));
        let entry = read!(db, |tx| tx.outbound(first)).unwrap();
        assert_eq!((entry.state, entry.attempts, entry.error_code), (OutboundState::Queued, 1, error.code));

        db.clock.set(again);
        for (n, expected) in [first, second, third].into_iter().enumerate() {
            assert_eq!(ids(&world.claim(10).await), [expected]);
            let provider_id: &'static str = Box::leak(format!("wamid.{n}").into_boxed_str());
            write!(db, |tx| tx.outbound_accepted(expected, provider_id, again));
        }
        assert_eq!(read!(db, |tx| tx.next_outbound_due()), None);
    })
    .await;
}

#[tokio::test]
async fn what_fails_or_expires_is_told_to_its_message_and_lets_the_next_pass() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (failed, failed_message) = world.say("uno").await;
        let (expired, expired_message) = world.say("dos").await;
        let (last, _) = world.say("tres").await;
        let now = db.now();
        let error = SendError { code: Some(131_047), title: Some("window".into()) };

        world.claim(10).await;
        let why = error.clone();
        let ended = db
            .store
            .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.outbound_failed(failed, &why, now).await }))
            .await
            .unwrap();
        assert_eq!(ended, Some((failed_message, world.conversation)));
        world.claim(10).await;
        let ended = db
            .store
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move { tx.outbound_expired(expired, &SendError::default(), now).await })
            })
            .await
            .unwrap();
        assert_eq!(ended, Some((expired_message, world.conversation)));
        assert_eq!(ids(&world.claim(10).await), [last]);

        let message = read!(db, |tx| tx.message(failed_message)).unwrap();
        assert_eq!((message.status, message.error_code), (Some(DeliveryStatus::Failed), error.code));
        assert_eq!(read!(db, |tx| tx.outbound(expired)).unwrap().state, OutboundState::Expired);
        let twice = db
            .store
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move { tx.outbound_failed(failed, &SendError::default(), now).await })
            })
            .await
            .unwrap();
        assert_eq!(twice, None);
    })
    .await;
}

#[tokio::test]
async fn an_entry_whose_worker_vanished_is_doubtful_or_tried_again() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (id, message) = world.say("uno").await;
        let (next, _) = world.say("dos").await;
        let now = db.now();
        world.claim(10).await;
        assert!(write!(db, |tx| tx.recover_leases(LeaseFate::Queued, later(now, 29_999))).is_empty());

        let vanished = [(id, message, world.conversation)];
        assert_eq!(write!(db, |tx| tx.recover_leases(LeaseFate::Queued, later(now, 30_000))), vanished);
        assert_eq!(world.claim(10).await[0].attempts, 2);
        assert_eq!(write!(db, |tx| tx.recover_leases(LeaseFate::Doubtful, later(now, 30_000))), vanished);
        assert_eq!(read!(db, |tx| tx.doubtful_outbound(10))[0].id, id);
        assert_eq!(ids(&world.claim(10).await), [next], "a doubt does not stop the conversation");

        let doubt = SendError { code: None, title: Some("timeout".into()) };
        let noted = db
            .store
            .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.outbound_doubtful(next, &doubt, now).await }))
            .await
            .unwrap();
        assert!(noted);
        assert_eq!(read!(db, |tx| tx.outbound_in_flight()), InFlight::default());
    })
    .await;
}

/// Several workers drain many conversations: every entry exactly once, every conversation in order.
#[tokio::test]
async fn workers_share_the_queue_without_sending_twice_or_out_of_order() {
    each_database(async |db| {
        let world = World::new(db).await;
        let mut expected = HashMap::new();
        for n in 0..12 {
            let citizen = world.another_citizen(&format!("MX.w{n}")).await;
            let mut order = Vec::new();
            for word in ["uno", "dos", "tres", "cuatro"] {
                order.push(citizen.say(word).await.0);
            }
            expected.insert(citizen.conversation, order);
        }
        assert_eq!(read!(db, |tx| tx.outbound_in_flight()), InFlight { queued: 48, sending: 0 });

        let sent = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let workers = (0..4).map(|_| {
            let (store, now, sent) = (db.store.clone(), db.now(), std::sync::Arc::clone(&sent));
            tokio::spawn(async move {
                while sent.lock().unwrap().len() < 48 {
                    let claim = claim_at(now, 3);
                    let claimed = store
                        .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.claim_outbound(&claim).await }))
                        .await
                        .unwrap();
                    for entry in claimed {
                        sent.lock().unwrap().push((entry.conversation, entry.id));
                        let (id, key) = (entry.id, format!("wamid.{}", entry.id));
                        store
                            .write::<_, StoreError, _>(move |tx| {
                                Box::pin(async move { tx.outbound_accepted(id, &key, now).await })
                            })
                            .await
                            .unwrap();
                    }
                    tokio::task::yield_now().await;
                }
            })
        });
        for worker in workers.collect::<Vec<_>>() {
            worker.await.unwrap();
        }
        let mut found: HashMap<_, Vec<OutboundId>> = HashMap::new();
        for (conversation, id) in sent.lock().unwrap().iter() {
            found.entry(*conversation).or_default().push(*id);
        }
        assert_eq!(found, expected);
    })
    .await;
}
