//! `/api/v1`: who may ask, pages, filters, refusals, and the document that describes it.

use std::collections::HashSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Plan, Rig, on_each_database, on_sqlite};

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../server/openapi.json");
/// Set it to write the document that is there now: `VENTANILLA_BLESS=1 cargo test -p ventanilla --test it openapi`.
const BLESS: &str = "VENTANILLA_BLESS";

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_shown_without_a_token() {
    on_sqlite(async |rig| {
        let document = rig.api.request(Method::GET, "/api/v1/openapi.json", None).await.1;
        let paths = document["paths"].as_object().unwrap();
        assert!(paths.len() >= 7, "{paths:#?}");
        for (path, methods) in paths {
            let path = path.replace("{id}", "rep_0192f0c4a1b27c3d8e4f5a6b7c8d9e0f");
            assert!(!path.contains('{'), "{path}: the test does not know this parameter");
            for method in methods.as_object().unwrap().keys().filter(|key| *key != "parameters") {
                let method: Method = method.to_uppercase().parse().unwrap();
                for token in [None, Some(""), Some("wrong"), Some("api-token-of-the-tes")] {
                    let (status, body) = rig.api.request(method.clone(), &path, token).await;
                    assert_eq!(status, 401, "{method} {path} with {token:?}");
                    is_problem(&body, 401);
                }
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_come_in_pages() {
    on_each_database(async |rig| {
        for n in 0..5 {
            rig.citizen(&format!("521844111111{n}")).report(&Plan::patrol()).await;
        }
        rig.quiet().await;
        for list in ["reports", "conversations"] {
            let whole = rig.api.list(&format!("/api/v1/{list}")).await;
            assert_eq!(whole.len(), 5);
            let (mut pieces, mut after) = (Vec::new(), String::new());
            loop {
                let page = rig.api.get(&format!("/api/v1/{list}?limit=2{after}")).await;
                let items = page["items"].as_array().unwrap();
                assert!(items.len() <= 2);
                pieces.extend(items.clone());
                match page["next"].as_str() {
                    Some(next) => after = format!("&after={next}"),
                    None => break,
                }
            }
            assert_eq!(pieces, whole, "{list}: the pages are the list");
            let ids: HashSet<&str> = pieces.iter().map(|item| item["id"].as_str().unwrap()).collect();
            assert_eq!(ids.len(), 5, "{list}: nothing twice");
        }
        let reports = rig.api.reports().await;
        let created: Vec<&str> = reports.iter().map(|report| report["created_at"].as_str().unwrap()).collect();
        assert!(created.is_sorted_by(|a, b| a >= b), "newest first: {created:?}");
        messages_go_back(rig).await;
    })
    .await;
}

async fn messages_go_back(rig: &Rig) {
    let id = rig.api.conversation_of("c5218441111110").await["id"].as_str().unwrap().to_owned();
    let messages = async |query: &str| {
        let found = rig.api.get(&format!("/api/v1/conversations/{id}/messages?{query}")).await;
        found.as_array().unwrap().iter().map(|message| message["seq"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let all = messages("limit=500").await;
    assert_eq!(all, (1..=i64::try_from(all.len()).unwrap()).collect::<Vec<_>>(), "oldest first, without a gap");
    assert_eq!(messages("limit=2").await, all[all.len() - 2..]);
    assert_eq!(messages("limit=2&before=4").await, [2, 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_can_be_narrowed() {
    on_each_database(async |rig| {
        rig.citizen("5218441111111").report(&Plan::patrol()).await;
        rig.citizen("5218442222222").report(&Plan::crash()).await;
        let mut waiting = rig.citizen("5218443333333");
        waiting.ask("hola").await;
        waiting.choose("m_humano").await;
        rig.quiet().await;
        let count = async |path: &str| rig.api.list(&format!("/api/v1/{path}")).await.len();
        assert_eq!(count("reports").await, 2);
        assert_eq!(count("reports?category=rondin").await, 1);
        assert_eq!(count("reports?category=incendio").await, 0);
        assert_eq!(count("reports?state=filed").await, 2);
        assert_eq!(count("reports?state=draft").await, 0);
        assert_eq!(count("reports?from=2020-01-01").await, 2);
        assert_eq!(count("reports?to=2020-01-01T00:00:00Z").await, 0);
        assert_eq!(count("conversations").await, 3);
        assert_eq!(count("conversations?owner=queued").await, 1);
        assert_eq!(count("conversations?owner=closed").await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_problems_a_person_understands() {
    on_sqlite(async |rig| {
        let unknown = "0192f0c4a1b27c3d8e4f5a6b7c8d9e0f";
        let refusals = [
            (400, "/api/v1/reports?limit=0".to_owned()),
            (400, "/api/v1/reports?limit=501".to_owned()),
            (400, "/api/v1/reports?limit=muchos".to_owned()),
            (400, "/api/v1/reports?after=zzz".to_owned()),
            (400, "/api/v1/reports?from=ayer".to_owned()),
            (400, "/api/v1/reports?state=perdido".to_owned()),
            (400, "/api/v1/conversations?owner=nadie".to_owned()),
            (400, "/api/v1/reports/7".to_owned()),
            (400, format!("/api/v1/reports/cnv_{unknown}")),
            (404, format!("/api/v1/reports/rep_{unknown}")),
            (404, format!("/api/v1/conversations/cnv_{unknown}")),
            (404, format!("/api/v1/conversations/cnv_{unknown}/messages")),
            (404, "/api/v1/nothing".to_owned()),
            (400, "/media/../etc/passwd".to_owned()),
            (400, format!("/media/{}", "a".repeat(64))),
            (403, format!("/media/{}?until=9999999999999&signature=00", "a".repeat(64))),
        ];
        for (expected, path) in refusals {
            let (status, body) = rig.api.ask(&path).await;
            if path.starts_with("/media/..") {
                assert!(status == 400 || status == 404, "{path}: {status}");
                continue;
            }
            assert_eq!(status, expected, "{path}: {body}");
            is_problem(&body, expected);
        }
    })
    .await;
}

fn is_problem(body: &Value, status: u16) {
    assert_eq!(body["status"], status, "not problem JSON: {body}");
    assert!(body["code"].is_string() && body["type"].is_string(), "{body}");
    assert!(body["detail"].as_str().is_some_and(|detail| detail.len() > 5), "{body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_openapi_document_is_the_one_that_was_agreed_on() {
    on_sqlite(async |rig| {
        let document = rig.api.request(Method::GET, "/api/v1/openapi.json", None).await.1;
        assert_eq!(document["info"]["title"], "Ventanilla");
        let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
        if std::env::var_os(BLESS).is_some() {
            std::fs::write(SNAPSHOT, &text).unwrap();
        }
        let agreed = std::fs::read_to_string(SNAPSHOT).unwrap_or_default();
        assert!(agreed == text, "the document changed: look at the difference, then run with {BLESS}=1");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_probes_need_no_token() {
    on_sqlite(async |rig| {
        for path in ["/healthz", "/readyz", "/metrics", "/api/v1/openapi.json"] {
            assert_eq!(rig.api.request(Method::GET, path, None).await.0, 200, "{path}");
        }
        let (_, found) = rig.api.ask("/api/v1/reconcile").await;
        assert_eq!(found["adds_up"], json!(true));
    })
    .await;
}
