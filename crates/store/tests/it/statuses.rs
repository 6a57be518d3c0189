//! Statuses come in any order, more than once, and before the send returns.

use ventanilla_domain::{DeliveryStatus, MessageId, OutboundId, StatusUpdate};
use ventanilla_store::{Applied, OutboundState, StoreError};
use ventanilla_testkit::each_database;

use crate::support::{ACCOUNT, World, later, read, write};

fn update(provider_id: &str, status: &str) -> StatusUpdate {
    StatusUpdate {
        provider_id: provider_id.to_owned(),
        account: ACCOUNT.to_owned(),
        status: status.to_owned(),
        at: ventanilla_domain::Timestamp(5),
        callback: None,
        error_code: None,
        error_title: None,
        pricing_category: Some("service".to_owned()),
    }
}

impl World<'_> {
    async fn apply(&self, update: StatusUpdate) -> Applied {
        let (channel, now) = (self.channel, self.db.now());
        self.db
            .store
            .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.apply_status(channel, &update, now).await }))
            .await
            .unwrap()
    }

    async fn accepted(&self, id: OutboundId, provider_id: &'static str) {
        let now = self.db.now();
        write!(self.db, |tx| tx.outbound_accepted(id, provider_id, now));
    }

    async fn status(&self, message: MessageId) -> Option<DeliveryStatus> {
        read!(self.db, |tx| tx.message(message)).unwrap().status
    }
}

fn moved(applied: Applied) -> Option<DeliveryStatus> {
    match applied {
        Applied::To { moved, .. } => moved,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_status_never_goes_back_in_any_order_of_arrival() {
    let orders: [(&[&str], DeliveryStatus); 6] = [
        (&["sent", "delivered", "read"], DeliveryStatus::Read),
        (&["read", "delivered", "sent"], DeliveryStatus::Read),
        (&["delivered", "sent", "delivered"], DeliveryStatus::Delivered),
        (&["failed", "sent", "delivered"], DeliveryStatus::Failed),
        (&["sent", "failed", "read"], DeliveryStatus::Failed),
        (&["played", "sent"], DeliveryStatus::Played),
    ];
    each_database(async |db| {
        let world = World::new(db).await;
        // Each order twice: after the send returned, and with all statuses before it.
        for (n, (order, end)) in orders.iter().enumerate() {
            for early in [false, true] {
                let provider_id: &'static str = Box::leak(format!("wamid.{n}.{early}").into_boxed_str());
                let (id, message) = world.say("hola").await;
                if !early {
                    world.accepted(id, provider_id).await;
                }
                for status in *order {
                    world.apply(update(provider_id, status)).await;
                }
                if early {
                    world.accepted(id, provider_id).await;
                }
                assert_eq!(world.status(message).await, Some(*end), "{order:?} early: {early}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn each_arrival_is_told_apart() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (id, message) = world.say("hola").await;
        assert_eq!(world.apply(update("wamid.1", "sent")).await, Applied::Waiting);
        assert_eq!(world.apply(update("wamid.1", "sent")).await, Applied::Duplicate);
        world.accepted(id, "wamid.1").await;
        assert_eq!(world.status(message).await, Some(DeliveryStatus::Sent));
        assert_eq!(moved(world.apply(update("wamid.1", "read")).await), Some(DeliveryStatus::Read));
        assert_eq!(moved(world.apply(update("wamid.1", "delivered")).await), None);
        assert_eq!(world.apply(update("wamid.1", "delivered")).await, Applied::Duplicate);
        assert_eq!(moved(world.apply(update("wamid.1", "warning")).await), None, "unknown words are kept");
        assert_eq!(world.apply(update("wamid.1", "warning")).await, Applied::Duplicate);
    })
    .await;
}

#[tokio::test]
async fn a_failure_carries_its_code() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (id, message) = world.say("hola").await;
        world.accepted(id, "wamid.1").await;
        let title = Some("Message undeliverable".to_owned());
        let failed =
            StatusUpdate { error_code: Some(131_026), error_title: title.clone(), ..update("wamid.1", "failed") };
        world.apply(failed).await;
        let message = read!(db, |tx| tx.message(message)).unwrap();
        assert_eq!(
            (message.status, message.error_code, message.error_title),
            (Some(DeliveryStatus::Failed), Some(131_026), title)
        );
    })
    .await;
}

#[tokio::test]
async fn our_own_key_in_a_status_proves_that_a_doubtful_send_arrived() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (id, message) = world.say("hola").await;
        let now = db.now();
        assert_eq!(world.claim(10).await.len(), 1);
        write!(db, |tx| tx.recover_leases(ventanilla_store::LeaseFate::Doubtful, later(now, 60_000)));
        assert_eq!(read!(db, |tx| tx.outbound(id)).unwrap().state, OutboundState::Doubtful);

        let echoed = StatusUpdate { callback: Some(id.to_string()), ..update("wamid.1", "delivered") };
        assert_eq!(moved(world.apply(echoed).await), Some(DeliveryStatus::Delivered));
        assert_eq!(read!(db, |tx| tx.outbound(id)).unwrap().state, OutboundState::Accepted);
        assert_eq!(read!(db, |tx| tx.message(message)).unwrap().provider_id.as_deref(), Some("wamid.1"));
        assert_eq!(moved(world.apply(update("wamid.1", "read")).await), Some(DeliveryStatus::Read));
        // The answer of the send, late, changes nothing.
        world.accepted(id, "wamid.1").await;
        assert_eq!(world.status(message).await, Some(DeliveryStatus::Read));
    })
    .await;
}

#[tokio::test]
async fn a_key_that_is_not_ours_proves_nothing() {
    each_database(async |db| {
        let world = World::new(db).await;
        let stranger = db.id(OutboundId::new).to_string();
        for key in ["", "campaign 7", stranger.as_str()] {
            let echoed = StatusUpdate { callback: Some(key.to_owned()), ..update(&format!("wamid.{key}"), "sent") };
            assert_eq!(world.apply(echoed).await, Applied::Waiting, "{key}");
        }
    })
    .await;
}

/// The webhook and the answer of the send race on two connections: whoever comes first, they find each other.
#[tokio::test]
async fn a_status_and_the_answer_of_its_send_do_not_miss_each_other() {
    each_database(async |db| {
        let world = World::new(db).await;
        for n in 0..40 {
            let (id, message) = world.say("hola").await;
            let provider_id = format!("wamid.{n}");
            let (store, key, now) = (db.store.clone(), provider_id.clone(), db.now());
            let answer = tokio::spawn(async move {
                store
                    .write::<_, StoreError, _>(move |tx| {
                        Box::pin(async move { tx.outbound_accepted(id, &key, now).await.map(drop) })
                    })
                    .await
                    .unwrap();
            });
            let (store, channel) = (db.store.clone(), world.channel);
            let status = tokio::spawn(async move {
                let update = update(&provider_id, "delivered");
                store
                    .write::<_, StoreError, _>(move |tx| {
                        Box::pin(async move { tx.apply_status(channel, &update, now).await.map(drop) })
                    })
                    .await
                    .unwrap();
            });
            answer.await.unwrap();
            status.await.unwrap();
            assert_eq!(world.status(message).await, Some(DeliveryStatus::Delivered), "round {n}");
        }
    })
    .await;
}
