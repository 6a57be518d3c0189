//! Taking what may be sent now.

use ventanilla_domain::{
    ChannelId, ChannelKind, ContactId, ConversationId, MessageId, OutboundContent, OutboundId, Timestamp,
};

use crate::Tx;
use crate::db::{Result, Row, params};
use crate::identities::Recipient;

/// A worker asks for work.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Now.
    pub now: Timestamp,
    /// The worker's name.
    pub owner: String,
    /// Until when it promises to have settled each piece.
    pub lease_until: Timestamp,
    /// Most pieces.
    pub limit: u32,
}

/// Something to send now, with everything a sender needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedOutbound {
    /// Its id.
    pub id: OutboundId,
    /// The message it sends.
    pub message: MessageId,
    /// Where.
    pub conversation: ConversationId,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// What to send.
    pub content: OutboundContent,
    /// The provider's id of the message it answers, if it quotes one.
    pub reply_to: Option<String>,
    /// The channel.
    pub channel: ChannelId,
    /// The kind of the channel.
    pub channel_kind: ChannelKind,
    /// The account at the provider.
    pub account: String,
    /// To whom.
    pub contact: ContactId,
    /// How that person is reached.
    pub recipient: Recipient,
    /// Until when free-form messages may be sent.
    pub window_until: Option<Timestamp>,
    /// When it was queued.
    pub created_at: Timestamp,
    /// The number of its message: the order within the conversation.
    pub seq: i64,
}

fn read(row: &mut Row) -> Result<ClaimedOutbound> {
    Ok(ClaimedOutbound {
        id: row.take()?,
        message: row.take()?,
        conversation: row.take()?,
        attempts: row.take()?,
        content: row.json()?,
        reply_to: row.take()?,
        channel: row.take()?,
        channel_kind: row.take()?,
        account: row.take()?,
        contact: row.take()?,
        recipient: Recipient { user_id: row.take()?, phone: row.take()? },
        window_until: row.take()?,
        created_at: row.take()?,
        seq: row.take()?,
    })
}

/// The first open entry of each conversation, if it is due. On PostgreSQL a second worker skips what the first is taking.
macro_rules! claim_heads {
    ($lock:literal) => {
        concat!(
            "WITH head AS MATERIALIZED (SELECT o.id FROM outbound o
                WHERE o.state = 'queued' AND o.next_at <= $1
                  AND NOT EXISTS (SELECT 1 FROM outbound e
                    WHERE e.conversation = o.conversation AND e.seq < o.seq AND e.state IN ('queued', 'sending'))
                ORDER BY o.next_at, o.id LIMIT $2",
            $lock,
            ") UPDATE outbound SET state = 'sending', attempts = attempts + 1, lease_owner = $3, lease_until = $4
              WHERE id IN (SELECT id FROM head)
              RETURNING id"
        )
    };
}

/// Found again by the lease just taken.
const DETAILS: &str = "SELECT o.id, o.message, o.conversation, o.attempts, m.content, m.reply_to, v.channel, h.kind, h.account,
      v.contact, u.value, p.value, v.window_until, o.created_at, o.seq
    FROM outbound o JOIN message m ON m.id = o.message JOIN conversation v ON v.id = o.conversation
      JOIN channel h ON h.id = v.channel
      LEFT JOIN identity u ON u.contact = v.contact AND u.channel = v.channel AND u.kind = 'user_id' AND u.valid_to IS NULL
      LEFT JOIN identity p ON p.contact = v.contact AND p.channel = v.channel AND p.kind = 'phone' AND p.valid_to IS NULL
    WHERE o.id IN ($1, $2, $3, $4, $5, $6, $7, $8)";

impl Tx<'_> {
    /// Claims entries to send: at most the first of each conversation, so that order holds, longest due first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn claim_outbound(&self, claim: &Claim) -> Result<Vec<ClaimedOutbound>> {
        let sql = self.dialect(claim_heads!(""), claim_heads!(" FOR UPDATE SKIP LOCKED"));
        let params = params![claim.now, claim.limit, &claim.owner, claim.lease_until];
        let ids = self.all(sql, params, |row| row.take::<OutboundId>()).await?;
        let mut claimed = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(8) {
            let mut params: Vec<_> = chunk.iter().map(|id| crate::db::Value::from(*id)).collect();
            params.resize(8, crate::db::Value::Null);
            claimed.extend(self.all(DETAILS, &params, read).await?);
        }
        claimed.sort_by_key(|entry: &ClaimedOutbound| (entry.created_at, entry.seq, entry.id));
        Ok(claimed)
    }
}
