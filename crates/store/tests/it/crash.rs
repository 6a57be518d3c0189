//! kill -9 in the middle of writing: whatever was acknowledged is there afterwards, and whole.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use ventanilla_domain::Timestamp;
use ventanilla_store::{Store, StoreConfig, StoreError};
use ventanilla_testkit::{each_database, postgres};

/// The program `tests/writer`: writes as fast as it can and prints what was acknowledged. `limit_blocks` caps its files (1 KiB blocks).
pub(crate) fn writer(mode: &str, url: &str, limit_blocks: Option<u32>) -> Command {
    let mut command = Command::new("sh");
    let limit = limit_blocks.map(|blocks| format!("trap '' XFSZ; ulimit -f {blocks}; ")).unwrap_or_default();
    command
        .args(["-c", &format!("{limit}exec \"$@\""), "sh"])
        .arg(env!("CARGO_BIN_EXE_store-writer"))
        .args([mode, url]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
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
            acknowledged.extend(lines.map_while(Result::ok));
            child.wait().unwrap();
        }
        assert!(acknowledged.len() > 1_000);
        nothing_is_lost(&db.config, &acknowledged).await;
    })
    .await;
}

/// The same when it is the PostgreSQL server that dies, with all it had not written yet.
#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_database_server_crashes() {
    let Some(cluster) = postgres::private_cluster() else { return };
    let mut acknowledged = Vec::new();
    for round in 0..3_usize {
        let mut child = writer("run", &cluster.url(), None).arg(round.to_string()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        acknowledged.extend(lines.by_ref().take(300 + 101 * round).map(Result::unwrap));
        cluster.crash();
        child.kill().unwrap();
        acknowledged.extend(lines.map_while(Result::ok));
        child.wait().unwrap();
    }
    nothing_is_lost(&StoreConfig::new(cluster.url()), &acknowledged).await;
}

async fn nothing_is_lost(config: &StoreConfig, acknowledged: &[String]) {
    let store = Store::open(config, Timestamp(0)).await.unwrap();
    for key in acknowledged.iter().filter_map(|line| line.strip_prefix("ok ")?.strip_suffix('.')) {
        assert!(exists(&store, format!("{key}-a")).await, "{key} was acknowledged");
        assert!(exists(&store, format!("{key}-b")).await, "{key} is half there");
    }
    no_half_transaction(&store).await;
    store.close().await;
}

/// Each transaction of the writer emits one event with its two rows: the log and the rows tell the same story.
async fn no_half_transaction(store: &Store) {
    let head = store.read::<_, StoreError, _>(|tx| Box::pin(tx.head())).await.unwrap();
    let events = store.read::<_, StoreError, _>(|tx| Box::pin(tx.events(0, u32::MAX >> 1))).await.unwrap();
    assert_eq!(events.len() as i64, head, "the log has no gap");
    for event in events {
        assert!(exists(store, format!("{}-b", event.subject)).await, "{} is in the log", event.subject);
    }
}
