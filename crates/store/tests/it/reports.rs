use ventanilla_domain::{Folio, Place, PlaceSource, PlaceStatus, Priority};
use ventanilla_store::{
    Consent, Cursor, Filed, NewReport, PageRequest, Report, ReportFilter, ReportState, Span, StoreError,
};
use ventanilla_testkit::{TestDatabase, each_database};

use crate::support::{World, file, later, read};

fn inserted(filed: &Filed) -> ventanilla_domain::ReportId {
    match filed {
        Filed::Inserted(id) => *id,
        other => panic!("{other:?}"),
    }
}

async fn list(db: &TestDatabase, filter: ReportFilter, request: PageRequest) -> (Vec<Report>, Option<Cursor>) {
    let page = db
        .store
        .read::<_, StoreError, _>(move |tx| Box::pin(async move { tx.reports(&filter, &request).await }))
        .await
        .unwrap();
    (page.items, page.next)
}

#[tokio::test]
async fn a_report_reads_back_whole() {
    each_database(async |db| {
        let world = World::new(db).await;
        let message = world.append(world.bubble("¿Aceptas?")).await;
        let new = NewReport {
            subtype: Some("con_lesionados".into()),
            priority: Some(Priority::P1),
            cnie_priority: Some("alta".into()),
            description: Some("Chocaron 🚗 en la esquina".into()),
            place: Some(Place {
                latitude: Some(25.4232),
                longitude: Some(-101.0053),
                label: "Centro".into(),
                text: Some("atrás del Soriana".into()),
                source: PlaceSource::PlusCode,
                status: PlaceStatus::Ok,
            }),
            answers: serde_json::json!({ "heridos": "sí", "autos": 2 }),
            anonymous: true,
            discreet: true,
            consent: Some(Consent { text: "Tus datos…".into(), message: Some(message), at: later(db.now(), -5) }),
            queued_reason: Some("urgent words".into()),
            session: Some(db.id(ventanilla_domain::SessionId::new)),
            flow_hash: Some(ventanilla_domain::FlowHash("f00d".into())),
            ..world.report("ses:1", 7)
        };
        let id = inserted(&world.file(new.clone()).await);
        let report = read!(db, |tx| tx.report(id)).unwrap();
        let expected = Report {
            id,
            folio: new.folio,
            conversation: new.conversation,
            contact: new.contact,
            channel: new.channel,
            session: new.session,
            flow_hash: new.flow_hash,
            category: new.category,
            subtype: new.subtype,
            priority: new.priority,
            cnie_priority: new.cnie_priority,
            description: new.description,
            place: new.place,
            answers: new.answers,
            anonymous: true,
            discreet: true,
            consent: new.consent,
            state: ReportState::Filed,
            queued_reason: new.queued_reason,
            created_at: db.now(),
            updated_at: db.now(),
        };
        assert_eq!(report, expected);
    })
    .await;
}

#[tokio::test]
async fn coordinates_that_are_no_numbers_are_left_out() {
    each_database(async |db| {
        let world = World::new(db).await;
        let place = Place {
            latitude: Some(f64::NAN),
            longitude: Some(f64::INFINITY),
            label: "?".into(),
            text: None,
            source: PlaceSource::Pin,
            status: PlaceStatus::Invalid,
        };
        let id = inserted(&world.file(NewReport { place: Some(place), ..world.report("k", 1) }).await);
        let place = read!(db, |tx| tx.report(id)).unwrap().place.unwrap();
        assert_eq!((place.latitude, place.longitude, place.status), (None, None, PlaceStatus::Invalid));
    })
    .await;
}

#[tokio::test]
async fn a_key_files_once_and_a_folio_names_one_report() {
    each_database(async |db| {
        let world = World::new(db).await;
        let id = inserted(&world.file(world.report("ses:1", 1)).await);
        match world.file(world.report("ses:1", 2)).await {
            Filed::Duplicate(first) => assert_eq!((first.id, first.folio), (id, Some(Folio::from_random(1)))),
            other => panic!("{other:?}"),
        }
        assert_eq!(world.file(world.report("ses:2", 1)).await, Filed::FolioTaken);
        inserted(&world.file(world.report("ses:2", 2)).await);
        let without = NewReport { folio: None, ..world.report("ses:3", 3) };
        assert!(matches!(file(&db.store, without).await, Err(StoreError::Value(_))));
    })
    .await;
}

#[tokio::test]
async fn the_same_report_filed_by_many_at_once_is_one() {
    each_database(async |db| {
        let world = World::new(db).await;
        let all = (0..10).map(|n| {
            let (store, new) = (db.store.clone(), world.report("ses:1", n));
            tokio::spawn(async move { file(&store, new).await.unwrap() })
        });
        let mut inserted = 0;
        for one in all.collect::<Vec<_>>() {
            match one.await.unwrap() {
                Filed::Inserted(_) => inserted += 1,
                Filed::Duplicate(_) => {}
                Filed::FolioTaken => panic!("folios differ"),
            }
        }
        assert_eq!(inserted, 1);
        assert_eq!(list(db, ReportFilter::default(), PageRequest::first(10)).await.0.len(), 1);
    })
    .await;
}

async fn draft(db: &TestDatabase, new: NewReport) -> Option<ventanilla_domain::ReportId> {
    db.store.write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.save_draft(&new).await })).await.unwrap()
}

#[tokio::test]
async fn a_draft_is_kept_updated_and_becomes_the_report() {
    each_database(async |db| {
        let world = World::new(db).await;
        let contact = world.contact;
        let id =
            draft(db, NewReport { description: Some("a medias".into()), ..world.report("ses:1", 1) }).await.unwrap();
        let again = NewReport { description: Some("más".into()), ..world.report("ses:1", 1) };
        assert_eq!(draft(db, again).await, Some(id));
        let kept = read!(db, |tx| tx.report(id)).unwrap();
        assert_eq!((kept.state, kept.folio, kept.description.as_deref()), (ReportState::Draft, None, Some("más")));
        assert_eq!(read!(db, |tx| tx.latest_report(contact)), None, "a draft is no report yet");

        assert_eq!(world.file(world.report("ses:1", 1)).await, Filed::Inserted(id));
        assert_eq!(draft(db, world.report("ses:1", 1)).await, None, "a filed report does not become a draft again");
        assert_eq!(read!(db, |tx| tx.latest_report(contact)).unwrap().id, id);
    })
    .await;
}

#[tokio::test]
async fn a_folio_opens_only_to_the_contact_who_filed_it() {
    each_database(async |db| {
        let world = World::new(db).await;
        let stranger = world.another_citizen("MX.2").await.contact;
        let id = inserted(&world.file(world.report("ses:1", 1)).await);
        let by = async |contact| {
            db.store
                .read::<_, StoreError, _>(move |tx| {
                    Box::pin(async move { tx.report_by_folio(&Folio::from_random(1), contact).await })
                })
                .await
                .unwrap()
                .map(|report| report.id)
        };
        assert_eq!(by(world.contact).await, Some(id));
        assert_eq!(by(stranger).await, None);
    })
    .await;
}

#[tokio::test]
async fn lists_are_newest_first_filtered_and_paged() {
    each_database(async |db| {
        let world = World::new(db).await;
        let begin = db.now();
        for n in 0..5_u64 {
            db.clock.set(later(begin, 1_000 * (n as i64 / 2)));
            let category = if n == 2 { "rina" } else { "incendio" };
            let new = NewReport { category: Some(category.into()), ..world.report(&format!("k{n}"), n) };
            inserted(&world.file(new).await);
        }
        draft(db, world.report("draft", 99)).await.unwrap();

        let (first, next) = list(db, ReportFilter::default(), PageRequest::first(4)).await;
        let (rest, end) = list(db, ReportFilter::default(), PageRequest { after: next, limit: 4 }).await;
        assert_eq!((first.len(), rest.len(), end), (4, 2, None));
        let all: Vec<&Report> = first.iter().chain(&rest).collect();
        assert!(all.windows(2).all(|two| (two[0].created_at, two[0].id) > (two[1].created_at, two[1].id)));

        let count = async |filter| list(db, filter, PageRequest::first(10)).await.0.len();
        assert_eq!(count(ReportFilter { category: Some("rina".into()), ..ReportFilter::default() }).await, 1);
        assert_eq!(count(ReportFilter { state: Some(ReportState::Draft), ..ReportFilter::default() }).await, 1);
        assert_eq!(count(ReportFilter { contact: Some(world.contact), ..ReportFilter::default() }).await, 6);
        let stranger = db.id(ventanilla_domain::ContactId::new);
        assert_eq!(count(ReportFilter { contact: Some(stranger), ..ReportFilter::default() }).await, 0);
        let span = Span::new(Some(later(begin, 1_000)), Some(later(begin, 2_000)));
        assert_eq!(count(ReportFilter { span, ..ReportFilter::default() }).await, 2);
    })
    .await;
}
