//! What belongs to a report: photos, videos, notes.

use serde::Serialize;
use ventanilla_domain::{EvidenceId, MediaId, MessageId, ReportId, Timestamp};

use crate::db::{Result, Row, Value, params};
use crate::{EvidenceState, Tx};

/// A piece of evidence to add.
#[derive(Debug, Clone)]
pub struct NewEvidence {
    /// Its id.
    pub id: EvidenceId,
    /// The report it belongs to.
    pub report: ReportId,
    /// The message it came with.
    pub message: Option<MessageId>,
    /// The file, when it is one; its state is taken over.
    pub media: Option<MediaId>,
    /// `photo`, `video`, `voice`, `file` or `note`: the flow's word.
    pub kind: String,
    /// When it was added.
    pub created_at: Timestamp,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its id.
    pub id: EvidenceId,
    /// The report it belongs to.
    pub report: ReportId,
    /// The message it came with.
    pub message: Option<MessageId>,
    /// The file.
    pub media: Option<MediaId>,
    /// The flow's word for it.
    pub kind: String,
    /// Whether it can be looked at.
    pub state: EvidenceState,
    /// Why it is missing.
    pub reason: Option<String>,
    /// SHA-256 of the stored bytes: its name in the media store.
    pub sha256: Option<String>,
    /// MIME type of the file.
    pub mime: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
}

fn read(row: &mut Row) -> Result<Evidence> {
    Ok(Evidence {
        id: row.take()?,
        report: row.take()?,
        message: row.take()?,
        media: row.take()?,
        kind: row.take()?,
        state: row.take()?,
        reason: row.take()?,
        sha256: row.take()?,
        mime: row.take()?,
        created_at: row.take()?,
    })
}

macro_rules! select_evidence {
    ($condition:expr) => {
        concat!(
            "SELECT e.id, e.report, e.message, e.media, e.kind, e.state, e.reason, m.sha256, m.mime, e.created_at
             FROM evidence e LEFT JOIN media m ON m.id = e.media WHERE ",
            $condition,
            " ORDER BY e.id"
        )
    };
}

impl Tx<'_> {
    /// Adds evidence to a report; false when the same file was added before. A note is complete at once, a file as far as it is fetched.
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert_evidence(&self, new: NewEvidence) -> Result<bool> {
        self.hold_media_state(new.media).await?;
        let added = self
            .exec(
                "INSERT INTO evidence (id, report, message, media, kind, state, reason, created_at, updated_at)
                 VALUES ($1, $2, $3, $4, $5,
                   COALESCE((SELECT state FROM media WHERE id = $4), CASE WHEN $4 IS NULL THEN 'stored' ELSE 'pending' END),
                   (SELECT reason FROM media WHERE id = $4), $6, $6)
                 ON CONFLICT DO NOTHING",
                params![new.id, new.report, new.message, new.media, new.kind, new.created_at],
            )
            .await?;
        Ok(added == 1)
    }

    /// The file must not be fetched unseen between looking at its state and committing the evidence.
    async fn hold_media_state(&self, media: Option<MediaId>) -> Result<()> {
        if let (Some(media), true) = (media, self.is_postgres()) {
            self.query("SELECT id FROM media WHERE id = $1 FOR SHARE", params![media]).await?;
        }
        Ok(())
    }

    /// The evidence of a report, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn evidence(&self, report: ReportId) -> Result<Vec<Evidence>> {
        self.all(select_evidence!("e.report = $1"), params![report], read).await
    }

    /// The evidence of many reports.
    pub(crate) async fn evidence_of(&self, reports: impl Iterator<Item = ReportId>) -> Result<Vec<Evidence>> {
        let ids: Vec<Value> = reports.map(Value::from).collect();
        let mut found = Vec::new();
        for chunk in ids.chunks(8) {
            let mut params = chunk.to_vec();
            params.resize(8, Value::Null);
            let sql = select_evidence!("e.report IN ($1, $2, $3, $4, $5, $6, $7, $8)");
            found.extend(self.all(sql, &params, read).await?);
        }
        Ok(found)
    }
}
