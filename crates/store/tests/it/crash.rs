//! kill -9 in the middle of writing: whatever was acknowledged is there afterwards, and whole.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use ventanilla_store::{Store, StoreError};
use ventanilla_testkit::{TestDatabase, each_database};

/// The program `examples/writer.rs`: writes as fast as it can and prints what was acknowledged. `limit_blocks` caps its files (1 KiB blocks).
pub(crate) fn writer(mode: &str, url: &str, limit_blocks: Option<u32>) -> Command {
    let tests = std::env::current_exe().unwrap();
    let program = tests.ancestors().nth(2).unwrap().join("examples/writer");
    assert!(program.exists(), "cargo builds examples with the tests: {}", program.display());
    let mut command = Command::new("sh");
    let limit = limit_blocks.map(|blocks| format!("trap '' XFSZ; ulimit -f {blocks}; ")).unwrap_or_default();
    command.args(["-c", &format!("{limit}exec \"$@\""), "sh"]).arg(program).args([mode, url]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

async fn exists(store: &Store, key: String) -> bool {
    store
        .read::<_, StoreError, _>(move |tx| Box::pin(async move { tx.check_api_token(&key).await }))
        .await
        .unwrap()
        .is_some()
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    each_database(async |db| {
        let mut acknowledged = Vec::new();
        for round in 0..5_usize {
            let mut child = writer("run", &db.config.url, None).arg(round.to_string()).spawn().unwrap();
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let enough = 50 + 97 * round;
            acknowledged.extend(lines.by_ref().take(enough).map(Result::unwrap));
            child.kill().unwrap();
            acknowledged.extend(lines.map_while(Result::ok).filter(|line| line.ends_with('.')));
            child.wait().unwrap();
        }
        assert!(acknowledged.len() > 1_000);
        let store = Store::open(&db.config, db.now()).await.unwrap();
        for line in &acknowledged {
            let key = line.strip_prefix("ok ").and_then(|line| line.strip_suffix('.')).unwrap();
            assert!(exists(&store, format!("{key}-a")).await, "{key} was acknowledged");
            assert!(exists(&store, format!("{key}-b")).await, "{key} is half there");
        }
        no_half_transaction(db, &store).await;
        store.close().await;
    })
    .await;
}

/// Each transaction of the writer emits one event with its two rows: the log and the rows tell the same story.
async fn no_half_transaction(db: &TestDatabase, store: &Store) {
    let head = store.read::<_, StoreError, _>(|tx| Box::pin(tx.head())).await.unwrap();
    let events = store.read::<_, StoreError, _>(|tx| Box::pin(tx.events(0, u32::MAX >> 1))).await.unwrap();
    assert_eq!(events.len() as i64, head, "on {:?} the log has no gap", db.config);
    for event in events {
        assert!(exists(store, format!("{}-b", event.subject)).await, "{} is in the log", event.subject);
    }
}
