//! "Was anything lost?" must be answered truly: with nothing lost it adds up, and whatever is taken away shows.

use ventanilla_domain::{DeadLetterId, InboundId, Timestamp};
use ventanilla_store::{Fault, InboundOutcome, NewDeadLetter, NewEvent, NewOutbound, Reconciliation, Span, StoreError};
use ventanilla_testkit::{TestDatabase, each_database};

use crate::support::{World, later, read, text, write};

impl World<'_> {
    /// What a whole turn does: the message, an answer, its sending, an event, the item settled.
    async fn turn(&self, inbound: InboundId, provider_id: &str) {
        let (heard, answer) = (self.heard(provider_id, text("hola")), self.bubble("¿Qué pasa?"));
        let (conversation, now, id, message) =
            (self.conversation, self.db.now(), self.db.id(ventanilla_domain::OutboundId::new), answer.id);
        self.db
            .store
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let seq = tx.append_messages(conversation, vec![heard, answer]).await? + 1;
                    tx.enqueue_outbound(NewOutbound { id, message, conversation, seq, next_at: now, created_at: now })
                        .await?;
                    tx.emit(NewEvent {
                        at: now,
                        kind: "message.received",
                        subject: message.to_string(),
                        actor: "citizen".into(),
                        payload: serde_json::json!({}),
                    });
                    tx.finish_inbound(inbound, InboundOutcome::Answered, now).await
                })
            })
            .await
            .unwrap();
    }

    /// Three webhooks over two hours: two turns and one that waits, a duplicate, a dead letter.
    async fn busy_day(&self) {
        for (n, provider_id) in ["wamid.1", "wamid.2", "wamid.3"].into_iter().enumerate() {
            let webhook = self.webhook(if n == 0 { 2 } else { 1 }).await;
            let new = self.inbound(webhook, provider_id, "hola");
            let id = new.id;
            assert!(self.receive(new).await);
            if n == 0 {
                let broken = NewDeadLetter {
                    id: self.db.id(DeadLetterId::new),
                    webhook: Some(webhook),
                    reason: "no id".into(),
                    payload: "{}".into(),
                    received_at: self.db.now(),
                };
                write!(self.db, |tx| tx.insert_dead_letter(broken));
            }
            if n < 2 {
                self.turn(id, provider_id).await;
            }
            self.db.clock.advance(ventanilla_domain::Duration::minutes(50));
        }
        let again = self.webhook(1).await;
        assert!(!self.receive(self.inbound(again, "wamid.1", "hola")).await);
    }
}

async fn reconcile(db: &TestDatabase) -> Reconciliation {
    read!(db, |tx| tx.reconcile(Span::ALL))
}

#[tokio::test]
async fn a_day_with_nothing_lost_adds_up() {
    each_database(async |db| {
        let world = World::new(db).await;
        world.busy_day().await;
        let answer = reconcile(db).await;
        assert!(answer.adds_up(), "{answer:#?}");
        let totals = answer.totals;
        assert_eq!((totals.received, totals.stored, totals.duplicates, totals.dead), (5, 3, 1, 1));
        assert_eq!((totals.processed, totals.answered, totals.in_flight), (2, 2, 1));
        assert_eq!(answer.outbound, [("queued".to_owned(), 2)]);
        assert!(answer.hours.len() > 1 && answer.hours.windows(2).all(|two| two[0].hour < two[1].hour));
        assert!(answer.hours.iter().all(|hour| hour.hour.0 % 3_600_000 == 0));
    })
    .await;
}

#[tokio::test]
async fn an_empty_city_adds_up() {
    each_database(async |db| {
        assert!(reconcile(db).await.adds_up());
        let before = Span::new(None, Some(Timestamp(0)));
        assert!(read!(db, |tx| tx.reconcile(before)).hours.is_empty());
    })
    .await;
}

#[tokio::test]
async fn whatever_is_lost_shows() {
    let losses = [
        ("DELETE FROM inbound WHERE provider_id = 'wamid.3'", &[Fault::WebhookItems][..]),
        ("DELETE FROM dead_letter", &[Fault::WebhookItems]),
        ("DELETE FROM inbound WHERE provider_id = 'wamid.2'", &[Fault::WebhookItems, Fault::InboundLost]),
        ("DELETE FROM message WHERE provider_id = 'wamid.1'", &[Fault::MessageLost, Fault::MessageGap]),
        ("DELETE FROM outbound WHERE seq = 2", &[Fault::OutboundLost]),
        ("UPDATE outbound SET state = 'accepted' WHERE seq = 2", &[Fault::AcceptanceLost]),
        ("DELETE FROM event WHERE seq = 2", &[Fault::EventGap]),
        (
            "DELETE FROM message WHERE direction = 'out' AND seq = 4",
            &[Fault::AnswerLost, Fault::OutboundOrphan, Fault::MessageGap],
        ),
    ];
    for (loss, faults) in losses {
        each_database(async |db| {
            let world = World::new(db).await;
            world.busy_day().await;
            // A third entry, so that the log has a middle to lose.
            let now = db.now();
            let heard = world.inbound(world.webhook(1).await, "wamid.9", "hola");
            let id = heard.id;
            world.receive(heard).await;
            world.turn(id, "wamid.9").await;
            if loss.contains("seq = 4") {
                db.tamper(&format!("DELETE FROM message WHERE seq = 6; DELETE FROM outbound WHERE seq = 6; UPDATE conversation SET message_seq = 5; UPDATE inbound SET outcome = 'silent' WHERE processed_at = {}", now.0)).await;
                assert!(reconcile(db).await.adds_up());
            }
            db.tamper(loss).await;
            let answer = reconcile(db).await;
            assert!(!answer.adds_up(), "{loss}");
            let mut found: Vec<Fault> = answer.discrepancies.iter().map(|one| one.fault).collect();
            found.dedup();
            assert_eq!(found, faults, "{loss}: {answer:#?}");
        })
        .await;
    }
}

#[tokio::test]
async fn something_that_waits_is_not_lost() {
    each_database(async |db| {
        let world = World::new(db).await;
        let webhook = world.webhook(1).await;
        world.receive(world.inbound(webhook, "wamid.1", "hola")).await;
        let answer = reconcile(db).await;
        assert!(answer.adds_up());
        assert_eq!(answer.totals.in_flight, 1);
        let tomorrow = Span::new(Some(later(db.now(), 86_400_000)), None);
        assert_eq!(read!(db, |tx| tx.reconcile(tomorrow)).totals.received, 0);
    })
    .await;
}
