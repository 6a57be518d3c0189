//! Who is writing (whatsapp-cloud-api 3.4 and 2.13).

use ventanilla_domain::{ContactId, IdentityChange, IdentityHint};
use ventanilla_store::{FreshIds, IdentityOutcome, Recipient, StoreError};
use ventanilla_testkit::{TestDatabase, each_database};

use crate::support::{ACCOUNT, both, channel, phone, read, resolve, user};

fn recipient(user_id: Option<&str>, phone: Option<&str>) -> Recipient {
    Recipient { user_id: user_id.map(str::to_owned), phone: phone.map(str::to_owned) }
}

#[tokio::test]
async fn the_same_person_is_found_again_by_either_identifier() {
    each_database(async |db| {
        let channel = channel(db).await;
        let first = resolve(db, channel, both("MX.aB1", "5218441234567")).await;
        assert!(first.created);
        for hint in [user("MX.aB1"), phone("5218441234567"), phone("528441234567"), both("MX.aB1", "5218441234567")] {
            let again = resolve(db, channel, hint.clone()).await;
            assert_eq!(
                (again.contact, again.conversation, again.created),
                (first.contact, first.conversation, false),
                "{hint:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn user_ids_are_case_sensitive() {
    each_database(async |db| {
        let channel = channel(db).await;
        let one = resolve(db, channel, user("MX.aB1")).await;
        let other = resolve(db, channel, user("MX.Ab1")).await;
        assert!(other.created && other.contact != one.contact && other.conversation != one.conversation);
    })
    .await;
}

#[tokio::test]
async fn a_user_id_attaches_to_a_contact_known_only_by_phone() {
    each_database(async |db| {
        let channel = channel(db).await;
        let by_phone = resolve(db, channel, phone("5218441234567")).await;
        let with_user = resolve(db, channel, both("MX.1", "528441234567")).await;
        assert_eq!(with_user.contact, by_phone.contact);
        assert_eq!(resolve(db, channel, user("MX.1")).await.contact, by_phone.contact);
        let contact = by_phone.contact;
        let known = read!(db, |tx| tx.recipient(contact, channel));
        assert_eq!(known, recipient(Some("MX.1"), Some("5218441234567")));
    })
    .await;
}

#[tokio::test]
async fn a_second_user_id_with_the_same_phone_is_another_person_linked_by_a_claim() {
    each_database(async |db| {
        let channel = channel(db).await;
        let before = resolve(db, channel, both("MX.old", "5218441234567")).await;
        let after = resolve(db, channel, both("MX.new", "5218441234567")).await;
        assert!(after.created && after.contact != before.contact);

        // The number went over; the first person is reached by user id only.
        let (old, new) = (before.contact, after.contact);
        assert_eq!(resolve(db, channel, phone("5218441234567")).await.contact, new);
        assert_eq!(resolve(db, channel, user("MX.old")).await.contact, old);
        assert_eq!(read!(db, |tx| tx.recipient(old, channel)), recipient(Some("MX.old"), None));
        assert_eq!(read!(db, |tx| tx.claims(new)), [old]);
        assert!(read!(db, |tx| tx.claims(old)).is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_phone_seen_with_a_known_user_id_moves_to_it() {
    each_database(async |db| {
        let channel = channel(db).await;
        let holder = resolve(db, channel, phone("5218440000001")).await;
        let known = resolve(db, channel, both("MX.1", "5218440000002")).await;
        let moved = resolve(db, channel, both("MX.1", "5218440000001")).await;
        assert_eq!(moved.contact, known.contact);
        let contact = known.contact;
        assert_eq!(read!(db, |tx| tx.recipient(contact, channel)), recipient(Some("MX.1"), Some("5218440000001")));
        assert_eq!(read!(db, |tx| tx.claims(contact)), [holder.contact]);
        // The number given up belongs to nobody: whoever writes from it is new.
        assert!(resolve(db, channel, phone("5218440000002")).await.created);
    })
    .await;
}

#[tokio::test]
async fn names_follow_what_the_channel_tells_and_survive_its_silence() {
    each_database(async |db| {
        let channel = channel(db).await;
        let named = IdentityHint { name: Some("Ana".to_owned()), username: Some("ana".to_owned()), ..user("MX.1") };
        let contact = resolve(db, channel, named).await.contact;
        resolve(db, channel, user("MX.1")).await;
        assert_eq!(read!(db, |tx| tx.contact(contact)).unwrap().name.as_deref(), Some("Ana"));
        resolve(db, channel, IdentityHint { name: Some("Ana María".to_owned()), ..user("MX.1") }).await;
        let known = read!(db, |tx| tx.contact(contact)).unwrap();
        assert_eq!((known.name.as_deref(), known.username.as_deref()), (Some("Ana María"), Some("ana")));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_no_identity() {
    each_database(async |db| {
        let channel = channel(db).await;
        let fresh =
            FreshIds { contact: db.id(ContactId::new), conversation: db.id(ventanilla_domain::ConversationId::new) };
        let now = db.now();
        let refused: Result<_, StoreError> = db
            .store
            .write(move |tx| {
                Box::pin(async move { tx.resolve_identity(channel, &IdentityHint::default(), fresh, now).await })
            })
            .await;
        assert!(matches!(refused, Err(StoreError::Value(_))));
    })
    .await;
}

#[tokio::test]
async fn many_messages_of_a_new_person_at_once_make_one_contact() {
    each_database(async |db| {
        let channel = channel(db).await;
        let all = (0..12).map(|_| {
            let (store, now) = (db.store.clone(), db.now());
            let fresh = FreshIds {
                contact: db.id(ContactId::new),
                conversation: db.id(ventanilla_domain::ConversationId::new),
            };
            tokio::spawn(async move {
                let hint = both("MX.1", "5218441234567");
                let run = async || {
                    let hint = hint.clone();
                    store
                        .write::<_, StoreError, _>(move |tx| {
                            Box::pin(async move { tx.resolve_identity(channel, &hint, fresh, now).await })
                        })
                        .await
                };
                // Two transactions may collide; the caller tries again, as the edge makes the provider do.
                match run().await {
                    Err(error) if error.is_retryable() => run().await.unwrap(),
                    result => result.unwrap(),
                }
            })
        });
        let mut found = Vec::new();
        for one in all.collect::<Vec<_>>() {
            found.push(one.await.unwrap());
        }
        assert!(found.iter().all(|one| (one.contact, one.conversation) == (found[0].contact, found[0].conversation)));
        assert_eq!(found.iter().filter(|one| one.created).count(), 1);
    })
    .await;
}

async fn change(
    db: &TestDatabase,
    channel: ventanilla_domain::ChannelId,
    old: IdentityHint,
    new: IdentityHint,
) -> IdentityOutcome {
    let (fresh, now) = (db.id(ContactId::new), db.now());
    let change = IdentityChange { provider_id: "wamid.c".into(), account: ACCOUNT.into(), old, new, sent_at: now };
    db.store
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move { tx.record_identity_change(channel, &change, fresh, now).await })
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_changed_identity_is_linked_and_never_inherits_the_history() {
    each_database(async |db| {
        let channel = channel(db).await;
        let before = resolve(db, channel, both("MX.old", "5218440000001")).await;
        let outcome = change(db, channel, both("MX.old", "5218440000001"), both("MX.new", "5218440000002")).await;
        let IdentityOutcome::Linked { old, new } = outcome else { panic!("{outcome:?}") };
        assert_eq!(old, before.contact);
        assert_ne!(new, old);

        let after = resolve(db, channel, user("MX.new")).await;
        assert_eq!((after.contact, after.created), (new, false));
        assert_ne!(after.conversation, before.conversation);
        assert_eq!(read!(db, |tx| tx.claims(new)), [old]);
        // The old identifiers are dead: a recycled number is a stranger.
        assert!(resolve(db, channel, phone("5218440000001")).await.created);
        assert_eq!(read!(db, |tx| tx.recipient(old, channel)), recipient(None, None));
    })
    .await;
}

#[tokio::test]
async fn a_change_told_after_the_new_identity_wrote_only_links() {
    each_database(async |db| {
        let channel = channel(db).await;
        let before = resolve(db, channel, user("MX.old")).await;
        let wrote = resolve(db, channel, user("MX.new")).await;
        let outcome = change(db, channel, user("MX.old"), user("MX.new")).await;
        assert_eq!(outcome, IdentityOutcome::Linked { old: before.contact, new: wrote.contact });
        let new = wrote.contact;
        assert_eq!(read!(db, |tx| tx.claims(new)), [before.contact]);
        assert_eq!(resolve(db, channel, user("MX.new")).await.conversation, wrote.conversation);
        // Told twice, it is the same.
        assert_eq!(change(db, channel, user("MX.old"), user("MX.new")).await, IdentityOutcome::Unknown);
    })
    .await;
}

#[tokio::test]
async fn a_change_of_somebody_we_never_knew_is_unknown() {
    each_database(async |db| {
        let channel = channel(db).await;
        assert_eq!(change(db, channel, user("MX.a"), user("MX.b")).await, IdentityOutcome::Unknown);
        let known = resolve(db, channel, user("MX.a")).await;
        assert!(known.created);
        assert_eq!(change(db, channel, user("MX.a"), IdentityHint::default()).await, IdentityOutcome::Unknown);
    })
    .await;
}
