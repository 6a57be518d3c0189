//! Changes as server-sent events. A listener that falls behind is told to look at the whole again.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream, StreamExt as _};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::change::Change;
use crate::emulator::Emulator;

pub(super) async fn stream(State(emulator): State<Emulator>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let closing = emulator.closing();
    let changes = stream::unfold(emulator.changes(), next).take_until(closing.cancelled_owned());
    Sse::new(changes).keep_alive(KeepAlive::default())
}

async fn next(mut changes: Receiver<Change>) -> Option<(Result<Event, Infallible>, Receiver<Change>)> {
    loop {
        let event = match changes.recv().await {
            Ok(Change::Acknowledged(_)) => continue,
            Ok(change) => serde_json::to_string(&change).map(|text| Event::default().data(text)),
            Err(RecvError::Lagged(_)) => Ok(Event::default().data(r#"{"type":"reset"}"#)),
            Err(RecvError::Closed) => return None,
        };
        if let Ok(event) = event {
            return Some((Ok(event), changes));
        }
    }
}
