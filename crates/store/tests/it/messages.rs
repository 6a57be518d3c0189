use ventanilla_domain::{Content, DeliveryStatus, OutboundContent};
use ventanilla_store::{Author, Direction, MessageBody, NewMessage};
use ventanilla_testkit::each_database;

use crate::support::{World, read, text, write};

#[tokio::test]
async fn messages_are_numbered_without_gaps_and_read_back_whole() {
    each_database(async |db| {
        let world = World::new(db).await;
        let conversation = world.conversation;
        let mut heard = world.heard("wamid.1", text("¡Auxilio! 🚨 \u{200b}"));
        heard.forwarded = true;
        heard.reply_to = Some("wamid.0".to_owned());
        heard.step = Some("que_paso".to_owned());
        let heard_id = world.append(heard.clone()).await;
        let said = vec![world.bubble("uno"), world.bubble("dos")];
        assert_eq!(write!(db, |tx| tx.append_messages(conversation, said)), 2);
        let note = NewMessage { author: Author::Agent, body: MessageBody::Note("ojo".into()), ..world.bubble("") };
        assert_eq!(write!(db, |tx| tx.append_message(conversation, note)), 4);

        let message = read!(db, |tx| tx.message(heard_id)).unwrap();
        assert_eq!((message.seq, message.direction, message.author), (1, Direction::In, Author::Citizen));
        assert_eq!((&message.body, message.forwarded), (&heard.body, true));
        assert_eq!((message.reply_to, message.step, message.status), (heard.reply_to, heard.step, None));

        let all = read!(db, |tx| tx.messages_after(conversation, 0, 10));
        let told: Vec<_> = all.iter().map(|message| (message.seq, message.body.text(), message.status)).collect();
        let queued = Some(DeliveryStatus::Queued);
        assert_eq!(told[1..], [(2, "uno".into(), queued), (3, "dos".into(), queued), (4, "ojo".into(), None)]);
        assert_eq!(read!(db, |tx| tx.conversation(conversation)).unwrap().message_seq, 4);
        assert_eq!(read!(db, |tx| tx.last_bot_message(conversation)).unwrap().seq, 3);
    })
    .await;
}

#[tokio::test]
async fn pages_go_back_from_the_end() {
    each_database(async |db| {
        let world = World::new(db).await;
        let conversation = world.conversation;
        let said = (1..=5).map(|n| world.bubble(&n.to_string())).collect();
        write!(db, |tx| tx.append_messages(conversation, said));
        let seqs =
            |page: Vec<ventanilla_store::Message>| page.into_iter().map(|message| message.seq).collect::<Vec<_>>();
        assert_eq!(seqs(read!(db, |tx| tx.messages_before(conversation, None, 2))), [4, 5]);
        assert_eq!(seqs(read!(db, |tx| tx.messages_before(conversation, Some(4), 2))), [2, 3]);
        assert_eq!(seqs(read!(db, |tx| tx.messages_before(conversation, Some(2), 2))), [1]);
        assert_eq!(seqs(read!(db, |tx| tx.messages_after(conversation, 3, 10))), [4, 5]);
    })
    .await;
}

#[tokio::test]
async fn a_provider_id_is_looked_up_on_its_channel() {
    each_database(async |db| {
        let world = World::new(db).await;
        let id = world.append(world.heard("wamid.1", text("hola"))).await;
        let channel = world.channel;
        let elsewhere = db.id(ventanilla_domain::ChannelId::new);
        assert_eq!(read!(db, |tx| tx.message_by_provider_id(channel, "wamid.1")).unwrap().id, id);
        assert_eq!(read!(db, |tx| tx.message_by_provider_id(channel, "wamid.2")), None);
        assert_eq!(read!(db, |tx| tx.message_by_provider_id(elsewhere, "wamid.1")), None);
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_content_survives() {
    let contents = [
        Content::Location { latitude: 25.42, longitude: -101.0, name: None, address: Some("Centro".into()) },
        Content::Choice { id: "si".into(), title: "Sí".into() },
        Content::Form { response: "{}".into() },
        Content::Reaction { provider_id: "wamid.0".into(), emoji: Some("👍".into()) },
        Content::Order { text: None, items: 2 },
        Content::Edit { provider_id: "wamid.0".into(), text: Some("no".into()) },
        Content::Revoke { provider_id: "wamid.0".into() },
        Content::Unsupported { kind: Some("poll_creation".into()), code: Some(131_051) },
        text(&"a".repeat(1_000_000)),
    ];
    each_database(async |db| {
        let world = World::new(db).await;
        for (n, content) in contents.iter().enumerate() {
            let id = world.append(world.heard(&format!("wamid.{n}"), content.clone())).await;
            assert_eq!(read!(db, |tx| tx.message(id)).unwrap().body, MessageBody::In(content.clone()));
        }
        let link = OutboundContent::Link { body: "Mira".into(), label: "Abrir".into(), url: "https://x.mx".into() };
        let new = NewMessage { body: MessageBody::Out(link.clone()), ..world.bubble("") };
        let id = world.append(new).await;
        assert_eq!(read!(db, |tx| tx.message(id)).unwrap().body, MessageBody::Out(link));
    })
    .await;
}
