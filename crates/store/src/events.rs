//! The event log (DESIGN section 4).
//!
//! Events are gathered during the transaction and written as its last statements, with numbers from a row that stays locked until the
//! commit. So on both databases a number becomes visible only after all smaller ones: no reader skips a late committer, and there are no gaps.

use serde::Serialize;
use ventanilla_domain::Timestamp;

use crate::StoreError;
use crate::Tx;
use crate::db::{Result, Row, Value, json, params};

/// Rows of one INSERT: few texts to prepare, few round trips.
const CHUNK: usize = 8;

/// An entry to append.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// When it happened.
    pub at: Timestamp,
    /// What happened, such as `report.filed`.
    pub kind: &'static str,
    /// The id of what it is about.
    pub subject: String,
    /// Who did it: `bot`, `system`, `citizen`, or the id of a person of the city.
    pub actor: String,
    /// Ids and words, no personal data, so that erasing a person leaves the statistics whole.
    pub payload: serde_json::Value,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Its number: 1, 2, 3 without gaps, in the order of commits.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: String,
    /// The id of what it is about.
    pub subject: String,
    /// Who did it.
    pub actor: String,
    /// Ids and words.
    pub payload: serde_json::Value,
}

macro_rules! event_columns {
    () => {
        "seq, at, kind, subject, actor, payload"
    };
}
pub(crate) use event_columns;

pub(crate) fn read(row: &mut Row) -> Result<Event> {
    Ok(Event {
        seq: row.take()?,
        at: row.take()?,
        kind: row.take()?,
        subject: row.take()?,
        actor: row.take()?,
        payload: row.json()?,
    })
}

impl Tx<'_> {
    /// Appends an entry to the log when the transaction commits.
    pub fn emit(&self, event: NewEvent) {
        self.buffer_event(event);
    }

    pub(crate) async fn append_events(&self, events: &[NewEvent]) -> Result<()> {
        self.touch_log();
        let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
        let head: Option<i64> =
            self.scalar("UPDATE event_head SET seq = seq + $1 WHERE id = 1 RETURNING seq", params![count]).await?;
        let mut seq = head.ok_or(StoreError::Missing("event head"))? - count;
        for chunk in events.chunks(CHUNK) {
            let mut values = Vec::with_capacity(chunk.len() * 6);
            for event in chunk {
                seq += 1;
                values.extend(row_values(seq, event)?);
            }
            self.exec(&insert(chunk.len()), &values).await?;
        }
        Ok(())
    }

    /// The entries after number `after`, in order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn events(&self, after: i64, limit: u32) -> Result<Vec<Event>> {
        self.touch_log();
        self.all(
            concat!("SELECT ", event_columns!(), " FROM event WHERE seq > $1 ORDER BY seq LIMIT $2"),
            params![after, limit],
            read,
        )
        .await
    }

    /// The number of the last entry; 0 when there is none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn head(&self) -> Result<i64> {
        self.touch_log();
        Ok(self.scalar("SELECT seq FROM event_head WHERE id = 1", &[]).await?.unwrap_or(0))
    }
}

fn row_values(seq: i64, event: &NewEvent) -> Result<[Value; 6]> {
    Ok([
        Value::from(seq),
        Value::from(event.at),
        Value::from(event.kind),
        Value::from(&event.subject),
        Value::from(&event.actor),
        json(&event.payload)?,
    ])
}

fn insert(rows: usize) -> String {
    let row = |i: usize| {
        let first = 6 * i + 1;
        format!("(${}, ${}, ${}, ${}, ${}, ${})", first, first + 1, first + 2, first + 3, first + 4, first + 5)
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("INSERT INTO event (seq, at, kind, subject, actor, payload) VALUES {}", rows.join(", "))
}
