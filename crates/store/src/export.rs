//! Pages for exports: everything of a span, oldest first, to be streamed page by page.

use serde::Serialize;
use ventanilla_domain::{ChannelKind, Timestamp};

use crate::conversations;
use crate::db::{Result, params};
use crate::events::{self, event_columns};
use crate::messages::{self, message_columns};
use crate::reports::{self, report_columns};
use crate::{Conversation, Cursor, Event, Evidence, Message, Page, PageRequest, Report, Span, Tx};

/// A report with what belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportExport {
    /// The report.
    #[serde(flatten)]
    pub report: Report,
    /// The kind of its channel.
    pub channel_kind: ChannelKind,
    /// Its evidence, oldest first.
    pub evidence: Vec<Evidence>,
}

/// A conversation in an export.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConversationExport {
    /// The conversation.
    #[serde(flatten)]
    pub conversation: Conversation,
    /// When something was last said.
    pub last_message_at: Option<Timestamp>,
}

/// A message in an export.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MessageExport {
    /// The message.
    #[serde(flatten)]
    pub message: Message,
    /// The words a person reads in it.
    pub text: String,
}

impl Tx<'_> {
    /// Reports made in `span`, oldest first, with evidence and place.
    ///
    /// # Errors
    /// What the database says.
    pub async fn export_reports(&self, span: Span, page: &PageRequest) -> Result<Page<ReportExport>> {
        let (at, id) = page.ascending_from();
        let mut items = self
            .all(
                concat!(
                    "SELECT ",
                    report_columns!(),
                    ", (SELECT h.kind FROM channel h WHERE h.id = report.channel) FROM report
                      WHERE (created_at, id) > ($1, $2) AND created_at >= $3 AND created_at < $4
                      ORDER BY created_at, id LIMIT $5"
                ),
                params![at, id, span.from, span.to, page.limit],
                |row| Ok(ReportExport { report: reports::read(row)?, channel_kind: row.take()?, evidence: Vec::new() }),
            )
            .await?;
        for evidence in self.evidence_of(items.iter().map(|item| item.report.id)).await? {
            if let Some(item) = items.iter_mut().find(|item| item.report.id == evidence.report) {
                item.evidence.push(evidence);
            }
        }
        Ok(Page::new(items, page, |item| Cursor { at: item.report.created_at, id: item.report.id.to_string() }))
    }

    /// Conversations begun in `span`, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn export_conversations(&self, span: Span, page: &PageRequest) -> Result<Page<ConversationExport>> {
        let (at, id) = page.ascending_from();
        let items = self
            .all(
                concat!(
                    "SELECT ",
                    conversations::conversation_columns!(),
                    ", v.last_message_at FROM ",
                    conversations::conversation_tables!(),
                    " WHERE (v.created_at, v.id) > ($1, $2) AND v.created_at >= $3 AND v.created_at < $4
                      ORDER BY v.created_at, v.id LIMIT $5"
                ),
                params![at, id, span.from, span.to, page.limit],
                |row| Ok(ConversationExport { conversation: conversations::read(row)?, last_message_at: row.take()? }),
            )
            .await?;
        Ok(Page::new(items, page, |item| Cursor {
            at: item.conversation.created_at,
            id: item.conversation.id.to_string(),
        }))
    }

    /// Messages appended in `span`, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn export_messages(&self, span: Span, page: &PageRequest) -> Result<Page<MessageExport>> {
        let (at, id) = page.ascending_from();
        let items = self
            .all(
                concat!(
                    "SELECT ",
                    message_columns!(),
                    " FROM message WHERE (created_at, id) > ($1, $2) AND created_at >= $3 AND created_at < $4
                      ORDER BY created_at, id LIMIT $5"
                ),
                params![at, id, span.from, span.to, page.limit],
                |row| {
                    let message = messages::read(row)?;
                    Ok(MessageExport { text: message.body.text(), message })
                },
            )
            .await?;
        Ok(Page::new(items, page, |item| Cursor { at: item.message.created_at, id: item.message.id.to_string() }))
    }

    /// Entries of the log after number `after` that happened in `span`, in order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn export_events(&self, span: Span, after: i64, limit: u32) -> Result<Vec<Event>> {
        self.touch_log();
        self.all(
            concat!(
                "SELECT ",
                event_columns!(),
                " FROM event WHERE seq > $1 AND at >= $2 AND at < $3 ORDER BY seq LIMIT $4"
            ),
            params![after, span.from, span.to, limit],
            events::read,
        )
        .await
    }
}
