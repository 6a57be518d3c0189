//! Files that came along with messages.

use serde::Serialize;
use ventanilla_domain::{ConversationId, MediaId, MediaKind, MessageId, ReportId, Timestamp};

use crate::db::{Result, Row, params};
use crate::{FileState, StoreError, Tx};

/// A file to fetch, or one the provider already lost.
#[derive(Debug, Clone)]
pub struct NewMedia {
    /// Its id.
    pub id: MediaId,
    /// The message it came with.
    pub message: MessageId,
    /// The conversation of that message.
    pub conversation: ConversationId,
    /// What it is.
    pub kind: MediaKind,
    /// The provider's id to fetch it with.
    pub provider_media_id: Option<String>,
    /// MIME type as declared.
    pub mime: Option<String>,
    /// SHA-256 as declared, lower-case hex.
    pub declared_sha256: Option<String>,
    /// Untrusted file name.
    pub filename: Option<String>,
    /// When it arrived.
    pub created_at: Timestamp,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Media {
    /// Its id.
    pub id: MediaId,
    /// The message it came with.
    pub message: MessageId,
    /// The conversation of that message.
    pub conversation: ConversationId,
    /// What it is.
    pub kind: MediaKind,
    /// The provider's id to fetch it with.
    pub provider_media_id: Option<String>,
    /// MIME type: as found once stored, before as declared.
    pub mime: Option<String>,
    /// SHA-256 as declared, lower-case hex.
    pub declared_sha256: Option<String>,
    /// Untrusted file name.
    pub filename: Option<String>,
    /// Whether the bytes are here.
    pub state: FileState,
    /// Why it is missing.
    pub reason: Option<String>,
    /// SHA-256 of the stored bytes, lower-case hex: its name in the media store.
    pub sha256: Option<String>,
    /// Size of the stored file.
    pub bytes: Option<i64>,
    /// When it was fetched or given up.
    pub fetched_at: Option<Timestamp>,
}

/// What was fetched.
#[derive(Debug, Clone)]
pub struct StoredFile {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Size.
    pub bytes: i64,
    /// MIME type by the bytes.
    pub mime: String,
}

/// What a lost file means for the citizen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaMissing {
    /// Where it was sent.
    pub conversation: ConversationId,
    /// The message it came with.
    pub message: MessageId,
    /// Whether the citizen is to be told now: nobody was told in this conversation since `told_since`. Noted as told.
    pub tell: bool,
}

macro_rules! media_columns {
    () => {
        "id, message, conversation, kind, provider_media_id, mime, declared_sha256, filename, state, reason, sha256, bytes, fetched_at"
    };
}

fn read(row: &mut Row) -> Result<Media> {
    Ok(Media {
        id: row.take()?,
        message: row.take()?,
        conversation: row.take()?,
        kind: row.take()?,
        provider_media_id: row.take()?,
        mime: row.take()?,
        declared_sha256: row.take()?,
        filename: row.take()?,
        state: row.take()?,
        reason: row.take()?,
        sha256: row.take()?,
        bytes: row.take()?,
        fetched_at: row.take()?,
    })
}

impl Tx<'_> {
    /// Notes a file that came along.
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert_media(&self, new: NewMedia) -> Result<()> {
        self.exec(
            "INSERT INTO media (id, message, conversation, kind, provider_media_id, mime, declared_sha256, filename,
               state, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9)",
            params![
                new.id,
                new.message,
                new.conversation,
                new.kind,
                new.provider_media_id,
                new.mime,
                new.declared_sha256,
                new.filename,
                new.created_at
            ],
        )
        .await?;
        Ok(())
    }

    /// The file with this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn media(&self, id: MediaId) -> Result<Option<Media>> {
        self.one(concat!("SELECT ", media_columns!(), " FROM media WHERE id = $1"), params![id], read).await
    }

    /// The files of a message.
    ///
    /// # Errors
    /// What the database says.
    pub async fn media_of_message(&self, message: MessageId) -> Result<Vec<Media>> {
        self.all(
            concat!("SELECT ", media_columns!(), " FROM media WHERE message = $1 ORDER BY id"),
            params![message],
            read,
        )
        .await
    }

    /// Whether any message still refers to stored bytes; if not, they may be deleted.
    ///
    /// # Errors
    /// What the database says.
    pub async fn media_in_use(&self, sha256: &str) -> Result<bool> {
        let any: Option<i64> = self.scalar("SELECT 1 FROM media WHERE sha256 = $1 LIMIT 1", params![sha256]).await?;
        Ok(any.is_some())
    }

    /// The bytes are here; evidence made of them is complete. Returns the reports that have it as evidence.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the file is unknown; what the database says.
    pub async fn mark_media_stored(&self, id: MediaId, file: StoredFile, now: Timestamp) -> Result<Vec<ReportId>> {
        let updated = self
            .exec(
                "UPDATE media SET state = 'stored', reason = NULL, sha256 = $1, bytes = $2, mime = $3, fetched_at = $4
                 WHERE id = $5",
                params![file.sha256, file.bytes, file.mime, now, id],
            )
            .await?;
        if updated == 0 {
            return Err(StoreError::Missing("media"));
        }
        self.all(
            "UPDATE evidence SET state = 'stored', reason = NULL, updated_at = $1 WHERE media = $2 RETURNING report",
            params![now, id],
            |row| row.take(),
        )
        .await
    }

    /// The file is lost for `reason`, and so is the evidence made of it. The citizen is told once: see [`MediaMissing::tell`].
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the file is unknown; what the database says.
    pub async fn mark_media_missing(
        &self,
        id: MediaId,
        reason: &str,
        told_since: Timestamp,
        now: Timestamp,
    ) -> Result<MediaMissing> {
        let place = self
            .one(
                "UPDATE media SET state = 'missing', reason = $1, fetched_at = $2 WHERE id = $3
                 RETURNING conversation, message",
                params![reason, now, id],
                |row| Ok((row.take::<ConversationId>()?, row.take::<MessageId>()?)),
            )
            .await?;
        let (conversation, message) = place.ok_or(StoreError::Missing("media"))?;
        self.exec(
            "UPDATE evidence SET state = 'missing', reason = $1, updated_at = $2 WHERE media = $3",
            params![reason, now, id],
        )
        .await?;
        let tell = !self.told_of_missing(conversation, id, told_since).await?;
        if tell {
            self.exec("UPDATE media SET told_at = $1 WHERE id = $2", params![now, id]).await?;
        }
        Ok(MediaMissing { conversation, message, tell })
    }

    async fn told_of_missing(&self, conversation: ConversationId, id: MediaId, since: Timestamp) -> Result<bool> {
        let told: Option<i64> = self
            .scalar(
                "SELECT 1 FROM media
                 WHERE conversation = $1 AND told_at IS NOT NULL AND (told_at >= $2 OR id = $3) LIMIT 1",
                params![conversation, since, id],
            )
            .await?;
        Ok(told.is_some())
    }
}
