//! What arrived and what became of it, hour by hour.

use std::collections::BTreeMap;

use ventanilla_domain::Timestamp;

use super::HourRow;
use crate::db::{Result, params};
use crate::{Span, Tx};

const HOUR: i64 = 3_600_000;

impl Tx<'_> {
    pub(super) async fn hour_rows(&self, span: Span) -> Result<Vec<HourRow>> {
        let mut hours = BTreeMap::new();
        self.count_webhooks(span, &mut hours).await?;
        self.count_dead(span, &mut hours).await?;
        self.count_inbound(span, &mut hours).await?;
        Ok(hours.into_values().collect())
    }

    async fn count_webhooks(&self, span: Span, hours: &mut BTreeMap<i64, HourRow>) -> Result<()> {
        let counts = self
            .all(
                "SELECT received_at / 3600000, CAST(SUM(items) AS BIGINT), CAST(SUM(duplicates) AS BIGINT) FROM webhook
                 WHERE received_at >= $1 AND received_at < $2 GROUP BY received_at / 3600000",
                params![span.from, span.to],
                |row| Ok((row.take()?, row.take()?, row.take()?)),
            )
            .await?;
        for (hour, received, duplicates) in counts {
            let row = at(hours, hour);
            (row.received, row.duplicates) = (received, duplicates);
        }
        Ok(())
    }

    async fn count_dead(&self, span: Span, hours: &mut BTreeMap<i64, HourRow>) -> Result<()> {
        let counts = self
            .all(
                "SELECT received_at / 3600000, COUNT(*) FROM dead_letter
                 WHERE webhook IS NOT NULL AND received_at >= $1 AND received_at < $2 GROUP BY received_at / 3600000",
                params![span.from, span.to],
                |row| Ok((row.take()?, row.take()?)),
            )
            .await?;
        for (hour, dead) in counts {
            at(hours, hour).dead = dead;
        }
        Ok(())
    }

    async fn count_inbound(&self, span: Span, hours: &mut BTreeMap<i64, HourRow>) -> Result<()> {
        let counts = self
            .all(
                "SELECT received_at / 3600000, COUNT(*), COUNT(processed_at),
                   CAST(SUM(CASE WHEN outcome = 'answered' THEN 1 ELSE 0 END) AS BIGINT)
                 FROM inbound WHERE received_at >= $1 AND received_at < $2 GROUP BY received_at / 3600000",
                params![span.from, span.to],
                |row| Ok((row.take()?, row.take()?, row.take()?, row.take()?)),
            )
            .await?;
        for (hour, stored, processed, answered) in counts {
            let row = at(hours, hour);
            (row.stored, row.processed, row.answered, row.in_flight) =
                (stored, processed, answered, stored - processed);
        }
        Ok(())
    }

    pub(super) async fn outbound_states(&self, span: Span) -> Result<Vec<(String, i64)>> {
        self.all(
            "SELECT o.state, COUNT(*) FROM message m JOIN outbound o ON o.message = m.id
             WHERE m.created_at >= $1 AND m.created_at < $2 GROUP BY o.state ORDER BY o.state",
            params![span.from, span.to],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await
    }
}

fn at(hours: &mut BTreeMap<i64, HourRow>, hour: i64) -> &mut HourRow {
    let begin = Timestamp(hour.saturating_mul(HOUR));
    hours.entry(hour).or_insert_with(|| HourRow { hour: begin, ..HourRow::default() })
}
