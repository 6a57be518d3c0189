//! Reports: the cases citizens file.

mod filing;
mod row;

use serde::Serialize;
use ventanilla_domain::{
    ChannelId, ContactId, ConversationId, FlowHash, Folio, MessageId, Place, Priority, ReportId, SessionId, Timestamp,
};

pub use filing::Filed;
pub(crate) use row::{read, report_columns};

use crate::db::{Result, params};
use crate::{Cursor, Page, PageRequest, ReportState, Span, Tx};

/// The words a citizen agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// The exact text shown.
    pub text: String,
    /// The message that answered it.
    pub message: Option<MessageId>,
    /// When.
    pub at: Timestamp,
}

/// A report to file, or to keep as a draft.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// Its id; ignored when a draft with the same `once_key` becomes this report.
    pub id: ReportId,
    /// The public number; needed to file, unused by a draft.
    pub folio: Option<Folio>,
    /// What makes it the same report when the turn is repeated.
    pub once_key: String,
    /// Where it was made.
    pub conversation: ConversationId,
    /// By whom.
    pub contact: ContactId,
    /// On which channel.
    pub channel: ChannelId,
    /// In which session.
    pub session: Option<SessionId>,
    /// By which version of the flow.
    pub flow_hash: Option<FlowHash>,
    /// One of the city's categories; a draft may not have one yet.
    pub category: Option<String>,
    /// A finer kind within the category.
    pub subtype: Option<String>,
    /// How soon a person should look.
    pub priority: Option<Priority>,
    /// The priority word of the national incident catalogue.
    pub cnie_priority: Option<String>,
    /// In the citizen's words.
    pub description: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Everything else the flow asked.
    pub answers: serde_json::Value,
    /// The citizen wants no name on it.
    pub anonymous: bool,
    /// Handled discreetly.
    pub discreet: bool,
    /// What the citizen agreed to.
    pub consent: Option<Consent>,
    /// Why a person must look at it before it goes on.
    pub queued_reason: Option<String>,
    /// Now.
    pub at: Timestamp,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// The public number; a draft has none.
    pub folio: Option<Folio>,
    /// Where it was made.
    pub conversation: ConversationId,
    /// By whom.
    pub contact: ContactId,
    /// On which channel.
    pub channel: ChannelId,
    /// In which session.
    pub session: Option<SessionId>,
    /// By which version of the flow.
    pub flow_hash: Option<FlowHash>,
    /// The category.
    pub category: Option<String>,
    /// A finer kind within the category.
    pub subtype: Option<String>,
    /// How soon a person should look.
    pub priority: Option<Priority>,
    /// The priority word of the national incident catalogue.
    pub cnie_priority: Option<String>,
    /// In the citizen's words.
    pub description: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Everything else the flow asked.
    pub answers: serde_json::Value,
    /// The citizen wants no name on it.
    pub anonymous: bool,
    /// Handled discreetly.
    pub discreet: bool,
    /// What the citizen agreed to.
    pub consent: Option<Consent>,
    /// Draft or filed.
    pub state: ReportState,
    /// Why a person must look at it before it goes on.
    pub queued_reason: Option<String>,
    /// When it was filed (or, a draft, begun).
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Which reports to list.
#[derive(Debug, Clone, Default)]
pub struct ReportFilter {
    /// Made in this span.
    pub span: Span,
    /// Only of this category.
    pub category: Option<String>,
    /// Only drafts or only filed ones.
    pub state: Option<ReportState>,
    /// Only of this contact.
    pub contact: Option<ContactId>,
}

impl Tx<'_> {
    /// The report with this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn report(&self, id: ReportId) -> Result<Option<Report>> {
        self.one(concat!("SELECT ", report_columns!(), " FROM report WHERE id = $1"), params![id], read).await
    }

    /// The filed report with this folio, if `contact` made it: nobody sees another person's report by guessing.
    ///
    /// # Errors
    /// What the database says.
    pub async fn report_by_folio(&self, folio: &Folio, contact: ContactId) -> Result<Option<Report>> {
        self.one(
            concat!("SELECT ", report_columns!(), " FROM report WHERE folio = $1 AND contact = $2 AND state = 'filed'"),
            params![folio, contact],
            read,
        )
        .await
    }

    /// The last report a contact filed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn latest_report(&self, contact: ContactId) -> Result<Option<Report>> {
        self.one(
            concat!(
                "SELECT ",
                report_columns!(),
                " FROM report WHERE contact = $1 AND state = 'filed' ORDER BY created_at DESC, id DESC LIMIT 1"
            ),
            params![contact],
            read,
        )
        .await
    }

    /// Reports, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn reports(&self, filter: &ReportFilter, page: &PageRequest) -> Result<Page<Report>> {
        let (at, id) = page.descending_from();
        let items = self
            .all(
                concat!(
                    "SELECT ",
                    report_columns!(),
                    " FROM report WHERE (created_at, id) < ($1, $2) AND created_at >= $3 AND created_at < $4
                        AND (CAST($5 AS TEXT) IS NULL OR category = $5) AND (CAST($6 AS TEXT) IS NULL OR state = $6)
                        AND (CAST($7 AS TEXT) IS NULL OR contact = $7)
                      ORDER BY created_at DESC, id DESC LIMIT $8"
                ),
                params![
                    at,
                    id,
                    filter.span.from,
                    filter.span.to,
                    filter.category.clone(),
                    filter.state,
                    filter.contact,
                    page.limit
                ],
                read,
            )
            .await?;
        Ok(Page::new(items, page, |report| Cursor { at: report.created_at, id: report.id.to_string() }))
    }
}
