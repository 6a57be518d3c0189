//! What does not add up: each question holds two tables against each other.

use super::Discrepancy;
use crate::db::{Result, params};
use crate::{Fault, Span, Tx};

/// Most discrepancies told of each kind.
pub(super) const LIMIT: u32 = 100;

/// Each text takes the span ($1, $2) and the limit ($3) and returns subject, expected, found.
const QUESTIONS: &[(Fault, &str)] = &[
    (
        Fault::WebhookItems,
        "SELECT id, items, found FROM (SELECT w.id, w.items, w.duplicates
             + (SELECT COUNT(*) FROM inbound i WHERE i.webhook = w.id)
             + (SELECT COUNT(*) FROM dead_letter d WHERE d.webhook = w.id) AS found
           FROM webhook w WHERE w.received_at >= $1 AND w.received_at < $2) counted
         WHERE items <> found ORDER BY id LIMIT $3",
    ),
    (
        Fault::MessageLost,
        "SELECT i.id, 1, 0 FROM inbound i
         WHERE i.received_at >= $1 AND i.received_at < $2 AND i.kind = 'message'
           AND i.outcome IN ('answered', 'silent', 'failed')
           AND NOT EXISTS (SELECT 1 FROM message m WHERE m.provider_id = i.provider_id
             AND m.conversation = i.conversation AND m.direction = 'in')
         ORDER BY i.id LIMIT $3",
    ),
    (
        Fault::InboundLost,
        "SELECT m.id, 1, 0 FROM message m
         WHERE m.created_at >= $1 AND m.created_at < $2 AND m.direction = 'in' AND m.provider_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM inbound i WHERE i.provider_id = m.provider_id
             AND i.conversation = m.conversation)
         ORDER BY m.id LIMIT $3",
    ),
    (
        Fault::AnswerLost,
        "SELECT i.id, 1, 0 FROM inbound i
         WHERE i.received_at >= $1 AND i.received_at < $2 AND i.outcome = 'answered'
           AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation = i.conversation
             AND m.direction = 'out' AND m.created_at >= i.processed_at)
         ORDER BY i.id LIMIT $3",
    ),
    (
        Fault::OutboundLost,
        "SELECT m.id, 1, 0 FROM message m
         WHERE m.created_at >= $1 AND m.created_at < $2 AND m.direction = 'out'
           AND NOT EXISTS (SELECT 1 FROM outbound o WHERE o.message = m.id)
         ORDER BY m.id LIMIT $3",
    ),
    (
        Fault::OutboundOrphan,
        "SELECT o.id, 1, 0 FROM outbound o
         WHERE o.created_at >= $1 AND o.created_at < $2
           AND NOT EXISTS (SELECT 1 FROM message m WHERE m.id = o.message)
         ORDER BY o.id LIMIT $3",
    ),
    (
        Fault::AcceptanceLost,
        "SELECT o.id, 1, 0 FROM outbound o JOIN message m ON m.id = o.message
         WHERE m.created_at >= $1 AND m.created_at < $2 AND o.state = 'accepted' AND m.provider_id IS NULL
         ORDER BY o.id LIMIT $3",
    ),
    (
        Fault::MessageGap,
        "SELECT id, message_seq, found FROM (SELECT v.id, v.message_seq,
             (SELECT COUNT(*) FROM message m WHERE m.conversation = v.id AND m.seq >= 1 AND m.seq <= v.message_seq) AS found
           FROM conversation v WHERE v.last_message_at >= $1 AND v.created_at < $2) counted
         WHERE message_seq <> found ORDER BY id LIMIT $3",
    ),
    (
        Fault::EventGap,
        "SELECT 'event', expected, found FROM (SELECT MAX(e.seq) - MIN(e.seq) + 1 AS expected, COUNT(*) AS found
           FROM event e WHERE e.seq >= (SELECT MIN(a.seq) FROM event a WHERE a.at >= $1 AND a.at < $2)
             AND e.seq <= (SELECT MAX(b.seq) FROM event b WHERE b.at >= $1 AND b.at < $2)) counted
         WHERE expected <> found LIMIT $3",
    ),
];

impl Tx<'_> {
    pub(super) async fn discrepancies(&self, span: Span) -> Result<Vec<Discrepancy>> {
        let mut all = Vec::new();
        for (fault, sql) in QUESTIONS {
            let found = self
                .all(sql, params![span.from, span.to, LIMIT], |row| {
                    let (subject, expected, found) = (row.take()?, row.take()?, row.take()?);
                    Ok(Discrepancy { fault: *fault, subject, expected, found })
                })
                .await?;
            all.extend(found);
        }
        Ok(all)
    }
}
