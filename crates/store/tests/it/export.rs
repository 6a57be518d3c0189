//! Exports: everything of a span, page by page, nothing twice and nothing left out.

use ventanilla_domain::{Duration, EvidenceId, Timestamp};
use ventanilla_store::{Filed, NewEvent, NewEvidence, PageRequest, Span, StoreError};
use ventanilla_testkit::{TestDatabase, each_database};

use crate::support::{World, later, read, text, write};

/// Reads all pages of an export, two items at a time.
macro_rules! every_page {
    ($db:expr, $verb:ident, $span:expr) => {{
        let mut items = Vec::new();
        let mut request = PageRequest::first(2);
        loop {
            let (wanted, span) = (request.clone(), $span);
            let page = $db
                .store
                .read::<_, StoreError, _>(move |tx| Box::pin(async move { tx.$verb(span, &wanted).await }))
                .await
                .unwrap();
            items.extend(page.items);
            request.after = page.next;
            if request.after.is_none() {
                break items;
            }
        }
    }};
}

async fn note(db: &TestDatabase, report: ventanilla_domain::ReportId) {
    let new = NewEvidence {
        id: db.id(EvidenceId::new),
        report,
        message: None,
        media: None,
        kind: "note".into(),
        created_at: db.now(),
    };
    write!(db, |tx| tx.insert_evidence(new));
}

#[tokio::test]
async fn reports_come_with_their_evidence_oldest_first() {
    each_database(async |db| {
        let world = World::new(db).await;
        let mut expected = Vec::new();
        for n in 0..11 {
            let Filed::Inserted(id) = world.file(world.report(&format!("k{n}"), n)).await else { panic!() };
            for _ in 0..n % 3 {
                note(db, id).await;
            }
            expected.push((id, (n % 3) as usize));
            db.clock.advance(Duration::seconds(i64::from(n % 2 == 0)));
        }
        let found = every_page!(db, export_reports, Span::ALL);
        let told: Vec<_> = found.iter().map(|item| (item.report.id, item.evidence.len())).collect();
        assert_eq!(told, expected);
        let json = serde_json::to_value(&found[1]).unwrap();
        assert_eq!((&json["channel_kind"], &json["evidence"][0]["kind"]), (&"whatsapp".into(), &"note".into()));
        assert!(json["folio"].is_string());
    })
    .await;
}

#[tokio::test]
async fn a_span_includes_its_beginning_and_not_its_end() {
    each_database(async |db| {
        let world = World::new(db).await;
        let begin = db.now();
        for n in 0..3 {
            db.clock.set(later(begin, n * 1_000));
            world.append(world.heard(&format!("wamid.{n}"), text(&n.to_string()))).await;
        }
        let span = Span::new(Some(later(begin, 1_000)), Some(later(begin, 2_000)));
        let texts: Vec<_> = every_page!(db, export_messages, span).into_iter().map(|item| item.text).collect();
        assert_eq!(texts, ["1"]);
        assert_eq!(every_page!(db, export_messages, Span::ALL).len(), 3);
    })
    .await;
}

#[tokio::test]
async fn conversations_are_exported_even_when_nothing_was_said() {
    each_database(async |db| {
        let world = World::new(db).await;
        for n in 2..5 {
            world.another_citizen(&format!("MX.{n}")).await;
        }
        let found = every_page!(db, export_conversations, Span::ALL);
        assert_eq!(found.len(), 4);
        assert_eq!((found[0].conversation.id, found[0].last_message_at), (world.conversation, None));
    })
    .await;
}

#[tokio::test]
async fn events_of_a_span_are_exported_in_order() {
    each_database(async |db| {
        for at in [10, 30, 20] {
            let event = NewEvent {
                at: Timestamp(at),
                kind: "test.happened",
                subject: at.to_string(),
                actor: "bot".into(),
                payload: serde_json::json!({}),
            };
            db.store
                .write::<_, StoreError, _>(move |tx| {
                    Box::pin(async move {
                        tx.emit(event);
                        Ok(())
                    })
                })
                .await
                .unwrap();
        }
        let span = Span::new(Some(Timestamp(20)), None);
        let subjects: Vec<_> = read!(db, |tx| tx.export_events(span, 0, 10)).into_iter().map(|e| e.subject).collect();
        assert_eq!(subjects, ["30", "20"]);
        assert_eq!(read!(db, |tx| tx.export_events(span, 2, 10)).len(), 1);
    })
    .await;
}
