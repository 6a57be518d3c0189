//! Files, and the evidence made of them.

use ventanilla_domain::{EvidenceId, MediaId, MediaKind, ReportId};
use ventanilla_store::{EvidenceState, FileState, Filed, NewEvidence, NewMedia, StoreError, StoredFile};
use ventanilla_testkit::each_database;

use crate::support::{World, later, read, text, write};

impl World<'_> {
    async fn photo(&self) -> MediaId {
        let message = self.append(self.heard("wamid.m", text("foto"))).await;
        let id = self.db.id(MediaId::new);
        let new = NewMedia {
            id,
            message,
            conversation: self.conversation,
            kind: MediaKind::Image,
            provider_media_id: Some("123".into()),
            mime: Some("image/jpeg".into()),
            declared_sha256: Some("ab".into()),
            filename: None,
            created_at: self.db.now(),
        };
        write!(self.db, |tx| tx.insert_media(new));
        id
    }

    async fn filed(&self) -> ReportId {
        match self.file(self.report("ses:1", 1)).await {
            Filed::Inserted(id) => id,
            other => panic!("{other:?}"),
        }
    }

    async fn attach(&self, report: ReportId, media: Option<MediaId>) -> bool {
        let new = NewEvidence {
            id: self.db.id(EvidenceId::new),
            report,
            message: None,
            media,
            kind: "photo".into(),
            created_at: self.db.now(),
        };
        write!(self.db, |tx| tx.insert_evidence(new))
    }

    async fn evidence_states(&self, report: ReportId) -> Vec<(EvidenceState, Option<String>)> {
        let all = read!(self.db, |tx| tx.evidence(report));
        all.into_iter().map(|evidence| (evidence.state, evidence.reason)).collect()
    }
}

fn file() -> StoredFile {
    StoredFile { sha256: "cafe".into(), bytes: 1_234, mime: "image/png".into() }
}

#[tokio::test]
async fn a_fetched_file_completes_its_evidence() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (media, report, now) = (world.photo().await, world.filed().await, db.now());
        assert!(world.attach(report, Some(media)).await);
        assert!(!world.attach(report, Some(media)).await, "the same file is one piece of evidence");
        assert_eq!(world.evidence_states(report).await, [(EvidenceState::Pending, None)]);

        assert_eq!(write!(db, |tx| tx.mark_media_stored(media, file(), now)), [report]);
        let stored = read!(db, |tx| tx.media(media)).unwrap();
        assert_eq!(
            (stored.state, stored.sha256.as_deref(), stored.bytes),
            (FileState::Stored, Some("cafe"), Some(1_234))
        );
        let evidence = read!(db, |tx| tx.evidence(report)).remove(0);
        assert_eq!(
            (evidence.state, evidence.sha256.as_deref(), evidence.mime.as_deref()),
            (EvidenceState::Stored, Some("cafe"), Some("image/png"))
        );
        assert!(read!(db, |tx| tx.media_in_use("cafe")));
        assert!(!read!(db, |tx| tx.media_in_use("beef")));
        let message = stored.message;
        assert_eq!(read!(db, |tx| tx.media_of_message(message)), [stored]);
    })
    .await;
}

#[tokio::test]
async fn evidence_takes_over_how_far_its_file_is() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (stored, lost, report, now) = (world.photo().await, world.photo().await, world.filed().await, db.now());
        write!(db, |tx| tx.mark_media_stored(stored, file(), now));
        write!(db, |tx| tx.mark_media_missing(lost, "expired", now, now));
        world.attach(report, Some(stored)).await;
        world.attach(report, Some(lost)).await;
        world.attach(report, None).await;
        let states = world.evidence_states(report).await;
        let expected = [
            (EvidenceState::Stored, None),
            (EvidenceState::Missing, Some("expired".to_owned())),
            (EvidenceState::Stored, None),
        ];
        assert_eq!(states, expected);
    })
    .await;
}

#[tokio::test]
async fn the_citizen_is_told_once_of_lost_files() {
    each_database(async |db| {
        let world = World::new(db).await;
        let (one, two, report, now) = (world.photo().await, world.photo().await, world.filed().await, db.now());
        world.attach(report, Some(one)).await;
        let since = later(now, -600_000);
        let first = write!(db, |tx| tx.mark_media_missing(one, "too large", since, now));
        assert_eq!((first.conversation, first.tell), (world.conversation, true));
        assert!(!write!(db, |tx| tx.mark_media_missing(one, "too large", since, now)).tell, "the job ran twice");
        assert!(!write!(db, |tx| tx.mark_media_missing(two, "expired", since, later(now, 1_000))).tell, "same album");
        assert_eq!(world.evidence_states(report).await, [(EvidenceState::Missing, Some("too large".to_owned()))]);

        let (three, much_later) = (world.photo().await, later(now, 3_600_000));
        assert!(write!(db, |tx| tx.mark_media_missing(three, "expired", later(much_later, -600_000), much_later)).tell);
        let lost = read!(db, |tx| tx.media(one)).unwrap();
        assert_eq!((lost.state, lost.reason.as_deref()), (FileState::Missing, Some("too large")));
    })
    .await;
}

#[tokio::test]
async fn a_file_nobody_sent_is_missing() {
    each_database(async |db| {
        let (id, now) = (db.id(MediaId::new), db.now());
        let refused =
            db.store.write::<_, StoreError, _>(move |tx| Box::pin(tx.mark_media_stored(id, file(), now))).await;
        assert!(matches!(refused, Err(StoreError::Missing(_))));
        assert_eq!(read!(db, |tx| tx.media(id)), None);
    })
    .await;
}
