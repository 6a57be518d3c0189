use ventanilla_testkit::each_database;

use crate::support::{read, write};

#[tokio::test]
async fn a_token_comes_in_until_it_is_revoked() {
    each_database(async |db| {
        let now = db.now();
        assert!(write!(db, |tx| tx.put_api_token("aa", "Panel", now)));
        assert!(!write!(db, |tx| tx.put_api_token("aa", "other", now)));
        assert_eq!(read!(db, |tx| tx.check_api_token("aa")).as_deref(), Some("Panel"));
        assert_eq!(read!(db, |tx| tx.check_api_token("bb")), None);
        assert!(write!(db, |tx| tx.revoke_api_token("aa")));
        assert!(!write!(db, |tx| tx.revoke_api_token("aa")));
        assert_eq!(read!(db, |tx| tx.check_api_token("aa")), None);
    })
    .await;
}
