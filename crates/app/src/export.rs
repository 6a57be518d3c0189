//! Data to take away, page by page, so that any amount fits in little memory.

use std::collections::HashSet;

use ventanilla_domain::{ConversationId, Timestamp};
use ventanilla_store::{ConversationExport, Event, MessageExport, Page, PageRequest, ReportExport, Span};

use crate::policy::{Actor, Object, Verb, allows};
use crate::queries::{object, require};
use crate::{App, Error};

/// Rows read at a time.
const PAGE: u32 = 500;

/// What to take.
#[derive(Debug, Clone, Copy)]
pub struct ExportFilter {
    /// From when to when.
    pub span: Span,
    /// With the reports and conversations of victims.
    pub victims: bool,
}

/// One row of an export.
#[derive(Debug, Clone)]
pub enum ExportRow {
    /// A report with evidence and place.
    Report(Box<ReportExport>),
    /// A conversation.
    Conversation(Box<ConversationExport>),
    /// A message.
    Message(Box<MessageExport>),
    /// An entry of the log.
    Event(Box<Event>),
}

/// What can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// Reports.
    Reports,
    /// Conversations.
    Conversations,
    /// Messages.
    Messages,
    /// The event log.
    Events,
}

impl App {
    /// Calls `each` for every row, oldest first; an error of `each` stops it. Returns how many there were.
    ///
    /// # Errors
    /// [`Error::Forbidden`], [`Error::Store`], and those of `each`.
    pub async fn export<E: From<Error>>(
        &self,
        actor: &Actor,
        kind: ExportKind,
        filter: ExportFilter,
        each: &mut (dyn FnMut(ExportRow) -> Result<(), E> + Send),
    ) -> Result<u64, E> {
        require(actor, Verb::Export, if filter.victims { Object::Discreet } else { Object::Ordinary })?;
        let mut count = 0;
        let mut request = Some(PageRequest::first(PAGE));
        let mut after = 0;
        let mut noted = HashSet::new();
        while let Some(page) = request {
            let rows = self.export_page(kind, filter.span, &page, after).await?;
            let victims = self.conversations_of_victims(&rows.items).await?;
            for row in rows.items.into_iter().filter(|row| fits(actor, filter, row, &victims)) {
                self.note_export(actor, &row, &mut noted, &victims).await?;
                if let ExportRow::Event(event) = &row {
                    after = event.seq;
                }
                count += 1;
                each(row)?;
            }
            request = rows.next.map(|cursor| PageRequest { after: Some(cursor), limit: PAGE });
        }
        Ok(count)
    }

    /// Every look at a victim's report or conversation is in the log, a conversation once an export.
    async fn note_export(
        &self,
        actor: &Actor,
        row: &ExportRow,
        noted: &mut HashSet<ConversationId>,
        victims: &HashSet<ConversationId>,
    ) -> Result<(), Error> {
        let conversation = match row {
            ExportRow::Report(report) if report.report.discreet => {
                return self.note_looks(actor, &[report.report.id]).await;
            }
            ExportRow::Conversation(found) if found.conversation.discreet => found.conversation.id,
            ExportRow::Message(message) if victims.contains(&message.message.conversation) => {
                message.message.conversation
            }
            _ => return Ok(()),
        };
        if noted.insert(conversation) {
            self.note_look(actor, "conversation.read", conversation.to_string()).await?;
        }
        Ok(())
    }

    /// The discreet ones among the conversations of these messages: what a victim wrote is as private as the report.
    async fn conversations_of_victims(&self, rows: &[ExportRow]) -> Result<HashSet<ConversationId>, Error> {
        let of_message = |row: &ExportRow| match row {
            ExportRow::Message(message) => Some(message.message.conversation),
            _ => None,
        };
        let all: HashSet<ConversationId> = rows.iter().filter_map(of_message).collect();
        if all.is_empty() {
            return Ok(all);
        }
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    let mut discreet = HashSet::new();
                    for id in all {
                        let found = tx.conversation(id).await?;
                        discreet.extend(found.filter(|conversation| conversation.discreet).map(|_| id));
                    }
                    Ok::<_, Error>(discreet)
                })
            })
            .await
    }

    async fn export_page(
        &self,
        kind: ExportKind,
        span: Span,
        page: &PageRequest,
        after: i64,
    ) -> Result<Page<ExportRow>, Error> {
        let page = page.clone();
        self.store()
            .read(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>(match kind {
                        ExportKind::Reports => rows(tx.export_reports(span, &page).await?, ExportRow::Report),
                        ExportKind::Conversations => {
                            rows(tx.export_conversations(span, &page).await?, ExportRow::Conversation)
                        }
                        ExportKind::Messages => rows(tx.export_messages(span, &page).await?, ExportRow::Message),
                        ExportKind::Events => events(tx.export_events(span, after, page.limit).await?, page.limit),
                    })
                })
            })
            .await
    }
}

fn rows<T>(page: Page<T>, wrap: impl Fn(Box<T>) -> ExportRow) -> Page<ExportRow> {
    Page { items: page.items.into_iter().map(|item| wrap(Box::new(item))).collect(), next: page.next }
}

/// The log pages by its own number; the cursor only says that there is more.
fn events(items: Vec<Event>, limit: u32) -> Page<ExportRow> {
    let full = items.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let next =
        items.last().filter(|_| full).map(|last| ventanilla_store::Cursor { at: last.at, id: last.seq.to_string() });
    Page { items: items.into_iter().map(|event| ExportRow::Event(Box::new(event))).collect(), next }
}

fn fits(actor: &Actor, filter: ExportFilter, row: &ExportRow, victims: &HashSet<ConversationId>) -> bool {
    let discreet = match row {
        ExportRow::Report(report) => report.report.discreet,
        ExportRow::Conversation(conversation) => conversation.conversation.discreet,
        ExportRow::Message(message) => victims.contains(&message.message.conversation),
        ExportRow::Event(_) => false,
    };
    !discreet || (filter.victims && allows(actor, Verb::Export, object(true)))
}

/// The span of an export or a reconciliation: everything when both ends are open.
#[must_use]
pub fn span(from: Option<Timestamp>, to: Option<Timestamp>) -> Span {
    Span::new(from, to)
}
