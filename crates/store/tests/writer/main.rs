//! For the tests of the store: writes as fast as it can and prints what was acknowledged, until it is killed or refused.
#![expect(clippy::unwrap_used, reason = "a helper of the tests, killed on purpose")]

use std::io::Write;

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

/// Sixteen clients, each waiting for its own acknowledgement.
async fn run(store: &Store, round: &str) {
    let clients: Vec<_> = (0..16)
        .map(|client| {
            let (store, round) = (store.clone(), round.to_owned());
            tokio::spawn(async move {
                for n in 0.. {
                    let key = format!("{round}-{client}-{n}");
                    put_pair(&store, key.clone()).await.unwrap();
                    say(&format!("ok {key}."));
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
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

async fn fill(store: &Store) {
    for n in 0..10_000 {
        let (key, name) = (format!("key-{n}"), "x".repeat(10_000));
        let wanted = key.clone();
        let put: Result<bool, StoreError> =
            store.write(move |tx| Box::pin(async move { tx.put_api_token(&wanted, &name, Timestamp(1)).await })).await;
        match put {
            Ok(_) => say(&format!("ok {key}")),
            Err(error) => {
                let kind = if error.is_retryable() { "retryable" } else { "for good" };
                return say(&format!("refused {kind}: {error:?}"));
            }
        }
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap();
}
