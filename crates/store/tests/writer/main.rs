//! For the tests of the store: writes as fast as it can and prints what was acknowledged, until it is killed or refused.
#![expect(clippy::unwrap_used, reason = "a helper of the tests, killed on purpose")]

use std::io::Write;

use tokio::task::JoinSet;
use ventanilla_domain::Timestamp;
use ventanilla_store::{NewEvent, Store, StoreConfig, StoreError};

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let (mode, url) = (args.next().unwrap(), args.next().unwrap());
    let round = args.next().unwrap_or_default();
    let store = Store::open(&StoreConfig::new(url), Timestamp(0)).await.unwrap();
    match mode.as_str() {
        "fill" => fill(&store).await,
        _ => run(&store, &round).await,
    }
}

/// Sixteen clients, each waiting for its own acknowledgement; the first that is refused ends the process.
async fn run(store: &Store, round: &str) {
    let mut clients = JoinSet::new();
    for client in 0..16 {
        let (store, round) = (store.clone(), round.to_owned());
        clients.spawn(async move {
            for n in 0.. {
                let key = format!("{round}-{client}-{n}");
                put_pair(&store, key.clone()).await.unwrap();
                say(&format!("ok {key}."));
            }
        });
    }
    while let Some(client) = clients.join_next().await {
        client.unwrap();
    }
}

async fn put_pair(store: &Store, key: String) -> Result<(), StoreError> {
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.put_api_token(&format!("{key}-a"), "first", Timestamp(1)).await?;
                let payload = serde_json::json!({});
                let event =
                    NewEvent { at: Timestamp(1), kind: "pair", subject: key.clone(), actor: "writer".into(), payload };
                tx.emit(event);
                tx.put_api_token(&format!("{key}-b"), "second", Timestamp(1)).await?;
                Ok(())
            })
        })
        .await
}

/// Eight clients at once, so that a full disk strikes in the middle of a group; each writes until it is refused.
async fn fill(store: &Store) {
    let mut clients = JoinSet::new();
    for client in 0..8 {
        let store = store.clone();
        clients.spawn(async move {
            let mut n = 0;
            while put_large(&store, format!("key-{client}-{n}")).await {
                n += 1;
            }
        });
    }
    while let Some(client) = clients.join_next().await {
        client.unwrap();
    }
}

async fn put_large(store: &Store, key: String) -> bool {
    let (wanted, name) = (key.clone(), "x".repeat(10_000));
    let put: Result<bool, StoreError> =
        store.write(move |tx| Box::pin(async move { tx.put_api_token(&wanted, &name, Timestamp(1)).await })).await;
    match &put {
        Ok(_) => say(&format!("ok {key}")),
        Err(error) if error.is_retryable() => say("refused retryable"),
        Err(error) => say(&format!("refused for good: {error:?}")),
    }
    put.is_ok()
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap();
}
