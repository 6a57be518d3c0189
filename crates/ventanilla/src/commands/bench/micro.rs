//! What one pure turn and one classification take.

use std::time::{Duration, Instant};

use uuid::Uuid;
use ventanilla_classifier::Model;
use ventanilla_domain::{ChannelKind, Content, MessageId, SessionId, Timestamp};
use ventanilla_flow::input::{Input, Message};
use ventanilla_flow::session::Session;
use ventanilla_flow::{Caps, Env, advance};

use super::citizens::{Percentiles, percentiles};
use crate::commands::setup;

const ROUNDS: usize = 5_000;

/// Times in microseconds; turns in nanoseconds because they are short.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub(crate) struct Micro {
    /// `flow::advance` on the first message of the Saltillo flow, in nanoseconds.
    pub turn_ns: Percentiles,
    /// One text classified.
    pub classify_us: Percentiles,
}

/// Measures both.
pub(crate) fn measure() -> anyhow::Result<Micro> {
    let flow = ventanilla_app::prove(&setup::package(None)?)?;
    let now = Timestamp(1_763_971_298_000);
    let env = Env { now, limits: ChannelKind::Whatsapp.limits(), caps: Caps::default() };
    let input = Input::Message(Message {
        id: MessageId::new(Uuid::from_u128(7)),
        content: Content::Text { text: "hola".to_owned() },
        sent_at: now,
        labels: Vec::new(),
    });
    let session = Session::start(SessionId::new(Uuid::from_u128(1)), &flow, &flow.lang, now);
    let turns = (0..ROUNDS).map(|_| {
        let session = session.clone();
        timed(|| drop(advance(&flow, session, &input, &env)))
    });
    let turn_ns = nanoseconds(turns);
    let model = Model::embedded()?;
    let text = "me acaban de asaltar en la parada del camión en Mirasierra, traían pistola y se fueron corriendo";
    let classify_us = percentiles((0..ROUNDS).map(|_| timed(|| drop(model.classify(text)))));
    Ok(Micro { turn_ns, classify_us })
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn nanoseconds(times: impl Iterator<Item = Duration>) -> Percentiles {
    percentiles(times.map(|time| time * 1_000))
}
