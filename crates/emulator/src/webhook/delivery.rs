//! The workers: posting updates, redelivering, moving messages up the ladder.

use std::sync::Arc;

use bytes::Bytes;
use tokio::time::{Duration, Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::encode::encode;
use super::envelope::envelope;
use super::sign::signature;
use crate::emulator::Emulator;
use crate::world::World;
use crate::world::outbox::{Post, Update, UpdateKind};
use crate::world::timers::Due;
use crate::world::transcript::BubbleStatus;

/// Meta gives up after seven days (whatsapp-cloud-api 1.5).
const GIVE_UP_MS: i64 = 7 * 86_400_000;
/// Longest pause between two tries of the handshake.
const HANDSHAKE_PAUSE: Duration = Duration::from_secs(5);

impl Emulator {
    /// Delivers webhooks and moves statuses until `shutdown` is cancelled.
    pub async fn run(self, shutdown: CancellationToken) {
        let greeter = tokio::spawn(self.clone().greet());
        while !shutdown.is_cancelled() {
            self.fire_timers();
            let filling = self.post_what_is_ready();
            let next = self.next_wake(filling);
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = self.woken() => {}
                () = sleep_until(next) => {}
            }
        }
        greeter.abort();
        self.close();
    }

    /// Tries the handshake until the server passes it.
    async fn greet(self) {
        let mut pause = Duration::from_millis(250);
        loop {
            let outcome = self.handshake().await;
            if outcome.verified {
                return;
            }
            tracing::debug!(problem = outcome.problem, "webhook not verified yet");
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(HANDSHAKE_PAUSE);
        }
    }

    fn fire_timers(&self) {
        loop {
            let due = self.world().timers.take_due();
            match due {
                Some(Due::Rung { message_id, rung }) => self.climb(&message_id, rung),
                Some(Due::Update(update)) => self.world().outbox.push(*update),
                Some(Due::Repost(post)) => self.world().outbox.repost(*post),
                Some(Due::ReleaseHeld) => self.world().release_held(),
                None => return,
            }
        }
    }

    /// Starts posts while there is work and room; true when a batch is waiting to fill.
    fn post_what_is_ready(&self) -> bool {
        loop {
            let mut world = self.world();
            if world.outbox.in_flight >= world.settings.concurrency.max(1) {
                return false;
            }
            if let Some(post) = world.outbox.take_repost() {
                self.start(&mut world, post);
                continue;
            }
            if !world.outbox.has_ready() {
                return false;
            }
            let batch = world.settings.batch.max(1);
            if !world.outbox.is_ripe(batch, world.settings.batch_wait_ms) {
                return true;
            }
            let updates = world.outbox.take(batch);
            let post = self.assemble(&world, updates);
            self.start(&mut world, post);
        }
    }

    fn start(&self, world: &mut World, post: Post) {
        world.outbox.in_flight += 1;
        world.counters.webhooks_posted += 1;
        if post.attempt > 1 {
            world.counters.webhooks_redelivered += 1;
        }
        let timeout = Duration::from_millis(world.settings.webhook_timeout_ms);
        tokio::spawn(self.clone().deliver(post, timeout));
    }

    fn assemble(&self, world: &World, updates: Vec<Update>) -> Post {
        let raw = updates.first().filter(|update| update.kind == UpdateKind::Raw);
        let body = match raw.and_then(|update| update.item.as_str()) {
            Some(text) => text.as_bytes().to_vec(),
            None => encode(&envelope(self.config(), &updates, world.settings.spread)),
        };
        Post {
            body: Bytes::from(body),
            lanes: updates.iter().map(|update| update.lane.clone()).collect(),
            attempt: 1,
            first_at_ms: self.now_ms(),
            copies: updates.iter().map(|update| update.copies).max().unwrap_or_default(),
            spoil_signature: updates.iter().any(|update| update.spoil_signature),
            updates: updates.into_iter().map(|update| (update.kind, update.id)).collect::<Arc<[_]>>(),
        }
    }

    async fn deliver(self, post: Post, timeout: Duration) {
        let secret = if post.spoil_signature { "not the app secret" } else { self.config().app_secret.as_str() };
        let answer = self
            .http()
            .post(&self.config().webhook_url)
            .timeout(timeout)
            .header("content-type", "application/json")
            .header("user-agent", "facebookexternalua")
            .header("x-hub-signature-256", signature(secret, &post.body))
            .body(post.body.clone())
            .send()
            .await;
        let acked = answer.is_ok_and(|answer| answer.status().as_u16() == 200);
        self.finish(post, acked);
    }

    fn finish(&self, mut post: Post, acked: bool) {
        let mut world = self.world();
        world.outbox.in_flight -= 1;
        world.outbox.free(&std::mem::take(&mut post.lanes));
        post.spoil_signature = false;
        let again = if acked {
            world.counters.webhooks_acked += 1;
            world.counters.updates_acked += post.updates.len() as u64;
            let copy = post.copies > 0;
            post.copies = post.copies.saturating_sub(1);
            copy.then_some(0)
        } else {
            retry_pause(&world, &post, self.now_ms())
        };
        match again {
            Some(ms) => {
                let attempt = post.attempt + 1;
                world.timers.after(ms, Due::Repost(Box::new(Post { attempt, ..post.clone() })));
            }
            None if !acked => world.counters.webhooks_dropped += 1,
            None => {}
        }
        drop(world);
        if acked {
            self.acknowledged(&post);
        }
        self.wake();
    }

    /// The citizen's bubbles of an acknowledged webhook get their second tick.
    fn acknowledged(&self, post: &Post) {
        for (kind, id) in post.updates.iter() {
            if *kind == UpdateKind::Message {
                self.tick_citizen_bubble(id, BubbleStatus::Delivered);
            }
        }
        self.announce_acknowledged(&post.updates);
    }

    fn next_wake(&self, filling: bool) -> Instant {
        let world = self.world();
        let far = Instant::now() + Duration::from_secs(3600);
        let timer = world.timers.next_at().unwrap_or(far);
        if filling {
            timer.min(Instant::now() + Duration::from_millis(world.settings.batch_wait_ms.max(1)))
        } else {
            timer
        }
    }
}

/// Pause before the next redelivery: none, then doubling; nothing after seven days.
fn retry_pause(world: &World, post: &Post, now_ms: i64) -> Option<u64> {
    if now_ms - post.first_at_ms > GIVE_UP_MS {
        return None;
    }
    let doublings = post.attempt.saturating_sub(2).min(20);
    let pause = world.settings.retry_base_ms.saturating_mul(1 << doublings).min(world.settings.retry_cap_ms);
    Some(if post.attempt == 1 { 0 } else { pause })
}
