//! Citizens who write: as fast as they are answered, or at a steady rate.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context;
use tokio::task::JoinSet;
use ventanilla_channels::Secret;
use ventanilla_channels::whatsapp::sign;

use super::sink::Sink;

/// Signs the webhooks of the benchmark.
pub(crate) const APP_SECRET: &str = "bench_app_secret";
/// The number they are for.
pub(crate) const PHONE_NUMBER_ID: &str = "106540352242922";
/// Longest wait for a reply before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(20);
/// What a citizen writes, one message after the reply to the one before.
const SAYINGS: [&str; 3] = ["hola", "chocaron dos carros en Periférico y Carranza, no hay heridos", "1"];

/// How they write.
#[derive(Clone, Copy)]
pub(crate) enum Load {
    /// So many at once, each writes when answered.
    Closed {
        /// How many.
        citizens: usize,
    },
    /// So many messages a second, whatever the answers.
    Open {
        /// Messages a second.
        per_second: f64,
    },
}

/// What was seen. Times in microseconds.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub(crate) struct Measured {
    /// Messages acknowledged and answered.
    pub replied: u64,
    /// Messages not acknowledged or not answered in time.
    pub lost: u64,
    /// Messages answered a second.
    pub per_second: f64,
    /// From sending the webhook to its 200.
    pub acknowledge_us: Percentiles,
    /// From sending the webhook to the reply at the Graph API.
    pub reply_us: Percentiles,
}

/// Percentiles of a set of times.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub(crate) struct Percentiles {
    /// Median.
    pub p50: u64,
    /// 99 of 100 are not longer.
    pub p99: u64,
    /// The longest.
    pub max: u64,
}

struct Times {
    acknowledge: Duration,
    reply: Duration,
}

struct Writer {
    http: reqwest::Client,
    url: String,
    sink: Sink,
    secret: Secret,
    next: AtomicU64,
}

/// Lets them write for `length`.
pub(crate) async fn run(url: &str, sink: &Sink, load: Load, length: Duration) -> anyhow::Result<Measured> {
    let writer = Arc::new(Writer {
        http: reqwest::Client::builder().no_proxy().pool_max_idle_per_host(512).build().context("an HTTP client")?,
        url: url.to_owned(),
        sink: sink.clone(),
        secret: Secret::new(APP_SECRET),
        next: AtomicU64::new(seed()),
    });
    let begun = Instant::now();
    let times = match load {
        Load::Closed { citizens } => closed(&writer, citizens, begun + length).await,
        Load::Open { per_second } => open(&writer, per_second, begun, length).await,
    };
    Ok(summary(times, begun.elapsed()))
}

/// Phones of one run are not those of the run before.
fn seed() -> u64 {
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    (now.as_millis() as u64 % 1_000_000) * 1_000_000
}

async fn closed(writer: &Arc<Writer>, citizens: usize, until: Instant) -> Vec<Option<Times>> {
    let mut writing = JoinSet::new();
    for _ in 0..citizens {
        let writer = Arc::clone(writer);
        writing.spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < until {
                times.extend(writer.converse().await);
            }
            times
        });
    }
    writing.join_all().await.into_iter().flatten().collect()
}

async fn open(writer: &Arc<Writer>, per_second: f64, begun: Instant, length: Duration) -> Vec<Option<Times>> {
    let conversations = per_second * length.as_secs_f64() / SAYINGS.len() as f64;
    let gap = Duration::from_secs_f64(SAYINGS.len() as f64 / per_second);
    let mut writing = JoinSet::new();
    for number in 0..conversations as u32 {
        tokio::time::sleep_until((begun + gap * number).into()).await;
        let writer = Arc::clone(writer);
        writing.spawn(async move { writer.converse().await });
    }
    writing.join_all().await.into_iter().flatten().collect()
}

impl Writer {
    /// One new citizen says everything, waiting for each reply.
    async fn converse(&self) -> Vec<Option<Times>> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let phone = format!("52844{number:012}");
        let mut times = Vec::with_capacity(SAYINGS.len());
        for (turn, saying) in SAYINGS.iter().enumerate() {
            let said = self.say(&phone, turn, saying).await;
            let lost = said.is_none();
            times.push(said);
            if lost {
                break;
            }
        }
        times
    }

    async fn say(&self, phone: &str, turn: usize, saying: &str) -> Option<Times> {
        let reply = self.sink.expect(phone);
        let body = webhook(phone, turn, saying);
        let signature = sign(&self.secret, body.as_bytes());
        let begun = Instant::now();
        let request = self.http.post(&self.url).header("x-hub-signature-256", signature).body(body);
        let answer = request.send().await.ok()?;
        let acknowledge = begun.elapsed();
        if answer.status() != reqwest::StatusCode::OK {
            return None;
        }
        let replied = tokio::time::timeout(PATIENCE, reply).await.ok()?.ok()?;
        Some(Times { acknowledge, reply: replied.saturating_duration_since(begun) })
    }
}

fn webhook(phone: &str, turn: usize, saying: &str) -> String {
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs();
    serde_json::json!({ "object": "whatsapp_business_account", "entry": [{ "id": "102290129340398", "changes": [{
        "field": "messages", "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "5218440000000", "phone_number_id": PHONE_NUMBER_ID },
            "contacts": [{ "profile": { "name": "Citizen" }, "wa_id": phone, "user_id": format!("MX.{phone}") }],
            "messages": [{ "from": phone, "from_user_id": format!("MX.{phone}"), "id": format!("wamid.{phone}.{turn}"),
                "timestamp": now.to_string(), "type": "text", "text": { "body": saying } }]
        } }] }] })
    .to_string()
}

fn summary(times: Vec<Option<Times>>, length: Duration) -> Measured {
    let all = times.len() as u64;
    let answered: Vec<Times> = times.into_iter().flatten().collect();
    let replied = answered.len() as u64;
    Measured {
        replied,
        lost: all - replied,
        per_second: replied as f64 / length.as_secs_f64(),
        acknowledge_us: percentiles(answered.iter().map(|times| times.acknowledge)),
        reply_us: percentiles(answered.iter().map(|times| times.reply)),
    }
}

/// Percentiles of times, in microseconds.
pub(crate) fn percentiles(times: impl Iterator<Item = Duration>) -> Percentiles {
    let mut sorted: Vec<u64> = times.map(|time| u64::try_from(time.as_micros()).unwrap_or(u64::MAX)).collect();
    sorted.sort_unstable();
    let at = |part: usize| sorted.get((sorted.len() * part / 100).min(sorted.len().saturating_sub(1))).copied();
    Percentiles { p50: at(50).unwrap_or(0), p99: at(99).unwrap_or(0), max: sorted.last().copied().unwrap_or(0) }
}
