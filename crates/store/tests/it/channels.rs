use ventanilla_domain::{ChannelId, ChannelKind};
use ventanilla_testkit::each_database;

use crate::support::{ACCOUNT, channel, read, write};

#[tokio::test]
async fn an_account_is_one_channel_and_keeps_its_name() {
    each_database(async |db| {
        let id = channel(db).await;
        let (other, now) = (db.id(ChannelId::new), db.now());
        let again = write!(db, |tx| tx.ensure_channel(ChannelKind::Whatsapp, ACCOUNT, "renamed", other, now));
        assert_eq!((again.id, again.name.as_str()), (id, "Saltillo"));
        let chat = write!(db, |tx| tx.ensure_channel(ChannelKind::Webchat, ACCOUNT, "Chat", other, now));
        assert_ne!(chat.id, id);

        assert_eq!(read!(db, |tx| tx.channel_by_account(ChannelKind::Whatsapp, ACCOUNT)).unwrap().id, id);
        assert_eq!(read!(db, |tx| tx.channel_by_account(ChannelKind::Whatsapp, "unknown")), None);
        assert_eq!(read!(db, |tx| tx.channel(id)).unwrap().account, ACCOUNT);
        let all: Vec<ChannelId> = read!(db, |tx| tx.channels()).into_iter().map(|channel| channel.id).collect();
        assert_eq!(all, [id, chat.id]);
    })
    .await;
}
