use ventanilla_domain::{EvidenceId, MediaKind, ReportId};
use ventanilla_flow::value::MediaRef;
use ventanilla_store::NewEvidence;

use crate::Error;
use crate::turn::Turn;

/// Adds the files of these messages to a report. The same file twice is added once.
pub(super) async fn attach(turn: &Turn<'_>, report: ReportId, files: &[MediaRef]) -> Result<(), Error> {
    for file in files {
        for media in turn.tx.media_of_message(file.message).await? {
            turn.tx
                .insert_evidence(NewEvidence {
                    id: EvidenceId::new(turn.app.ids().uuid()),
                    report,
                    message: Some(file.message),
                    media: Some(media.id),
                    kind: word(file.kind).to_owned(),
                    created_at: turn.now,
                })
                .await?;
        }
    }
    Ok(())
}

const fn word(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "photo",
        MediaKind::Video => "video",
        MediaKind::Audio => "voice",
        MediaKind::Document | MediaKind::Sticker => "file",
    }
}
