//! Does it add up? Received = stored = processed = seen, from sources that do not know of each other: what the codec counted in each
//! webhook, the items kept of it, the messages of the conversations, the queue of what must be sent, and the log.

mod faults;
mod hours;

use serde::Serialize;
use ventanilla_domain::Timestamp;

use crate::db::Result;
use crate::{Fault, Span, Tx};

/// The count of one hour (or of the whole span).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct HourRow {
    /// When the hour begins (UTC); the totals carry the beginning of the span.
    pub hour: Timestamp,
    /// Items the webhooks of the hour announced.
    pub received: i64,
    /// Items kept.
    pub stored: i64,
    /// Items that had been delivered before.
    pub duplicates: i64,
    /// Items in the dead-letter list.
    pub dead: i64,
    /// Items that had their turn.
    pub processed: i64,
    /// Items that were answered.
    pub answered: i64,
    /// Items that still wait for their turn.
    pub in_flight: i64,
}

impl HourRow {
    /// Every announced item is accounted for.
    #[must_use]
    pub const fn adds_up(&self) -> bool {
        self.received == self.stored + self.duplicates + self.dead && self.stored == self.processed + self.in_flight
    }
}

/// One thing that does not add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Discrepancy {
    /// What kind of thing.
    pub fault: Fault,
    /// The id of what it is about.
    pub subject: String,
    /// How many there should be.
    pub expected: i64,
    /// How many there are.
    pub found: i64,
}

/// The answer to "was anything lost?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// Hours in which something arrived, in order.
    pub hours: Vec<HourRow>,
    /// All of them together.
    pub totals: HourRow,
    /// Out messages by how far they got: the word of [`crate::OutboundState`] and how many.
    pub outbound: Vec<(String, i64)>,
    /// What does not add up; of each kind at most a hundred.
    pub discrepancies: Vec<Discrepancy>,
}

impl Reconciliation {
    /// Nothing is lost and nothing is unexplained. Items in flight are allowed: they are accounted for.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.discrepancies.is_empty() && self.totals.adds_up() && self.hours.iter().all(HourRow::adds_up)
    }
}

impl Tx<'_> {
    /// Holds what arrived in `span` against what became of it. Reads every row of the span: for the command, not for a screen.
    ///
    /// # Errors
    /// What the database says.
    pub async fn reconcile(&self, span: Span) -> Result<Reconciliation> {
        let hours = self.hour_rows(span).await?;
        let totals = hours.iter().fold(HourRow { hour: span.from, ..HourRow::default() }, sum);
        Ok(Reconciliation {
            totals,
            hours,
            outbound: self.outbound_states(span).await?,
            discrepancies: self.discrepancies(span).await?,
        })
    }
}

fn sum(a: HourRow, b: &HourRow) -> HourRow {
    HourRow {
        hour: a.hour,
        received: a.received + b.received,
        stored: a.stored + b.stored,
        duplicates: a.duplicates + b.duplicates,
        dead: a.dead + b.dead,
        processed: a.processed + b.processed,
        answered: a.answered + b.answered,
        in_flight: a.in_flight + b.in_flight,
    }
}
