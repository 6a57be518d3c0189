//! Every number of the emulator's behaviour, changeable while it runs.

use serde::{Deserialize, Serialize};

/// How the emulator behaves. The defaults feel like the real service on a good day.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Most updates in one webhook; Meta sends up to 1,000 (whatsapp-cloud-api 1.4).
    pub batch: usize,
    /// How long to wait for a batch to fill, in milliseconds.
    pub batch_wait_ms: u64,
    /// Where the updates of a batch go inside the envelope.
    pub spread: Spread,
    /// Most webhooks in flight at once.
    pub concurrency: usize,
    /// How long a webhook may take before it counts as failed, in milliseconds.
    pub webhook_timeout_ms: u64,
    /// Second redelivery comes after this many milliseconds, each later one after twice as long.
    /// The first comes at once.
    pub retry_base_ms: u64,
    /// Longest pause between two redeliveries, in milliseconds.
    pub retry_cap_ms: u64,
    /// Whether status webhooks are sent at all.
    pub statuses: bool,
    /// From acceptance to `sent`, in milliseconds.
    pub sent_ms: u64,
    /// From `sent` to `delivered`, in milliseconds.
    pub delivered_ms: u64,
    /// From `delivered` to `read` in an open chat, in milliseconds.
    pub read_ms: u64,
    /// Read messages even when no phone has the chat open.
    pub auto_read: bool,
    /// How the limit for one recipient is applied.
    pub pair_rate: PairRate,
    /// Messages a second of the business number, in and out together; none = unlimited.
    /// A new number has 80 (whatsapp-cloud-api 8.1).
    pub throughput_per_second: Option<u32>,
    /// Hours a citizen's message keeps the service window open (whatsapp-cloud-api 8.2).
    pub window_hours: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            batch: 1,
            batch_wait_ms: 20,
            spread: Spread::Value,
            concurrency: 16,
            webhook_timeout_ms: 10_000,
            retry_base_ms: 1_000,
            retry_cap_ms: 600_000,
            statuses: true,
            sent_ms: 60,
            delivered_ms: 200,
            read_ms: 500,
            auto_read: false,
            pair_rate: PairRate::Bucket,
            throughput_per_second: Some(80),
            window_hours: 24,
        }
    }
}

/// Where the updates of a batch go. All three occur in the wild.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// All messages in one `value`, all statuses in another.
    Value,
    /// One `changes[]` element for each update.
    Changes,
    /// One `entry[]` element for each update.
    Entries,
}

/// How the limit of one message per six seconds and recipient (131056) is applied. Meta's page leaves
/// room for two readings (whatsapp-cloud-api 8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairRate {
    /// No limit.
    Off,
    /// 45 messages of credit, one regained every six seconds: an ordinary dialogue never notices it.
    Bucket,
    /// After a burst nothing more until the borrowed time has passed: 20 at once block for two minutes.
    Strict,
}
