use serde_json::json;
use ventanilla_store::StoreError;
use ventanilla_testkit::each_database;

use crate::support::read;

#[tokio::test]
async fn the_first_answer_of_an_act_stays() {
    each_database(async |db| {
        assert_eq!(read!(db, |tx| tx.once_get("ses:1:file")), None);
        for (answer, kept) in [(json!({ "folio": "A" }), true), (json!({ "folio": "B" }), false)] {
            let now = db.now();
            let put = db
                .store
                .write::<_, StoreError, _>(move |tx| {
                    Box::pin(async move { tx.once_put("ses:1:file", &answer, now).await })
                })
                .await
                .unwrap();
            assert_eq!(put, kept);
        }
        assert_eq!(read!(db, |tx| tx.once_get("ses:1:file")), Some(json!({ "folio": "A" })));
    })
    .await;
}
