//! The phone page: served whole, under any prefix, with a strict policy.

use std::path::{Path, PathBuf};

use crate::harness::world;

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

#[tokio::test]
async fn every_file_of_the_page_is_in_the_binary() {
    let world = world().await;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("phone");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    assert!(paths.len() > 30);
    for path in paths {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        if name == "index.html" {
            continue;
        }
        let answer = world.http.get(format!("{}/emulator/assets/{name}", world.base)).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{name} is missing from the table in src/phone.rs");
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        assert!(!name.ends_with(".js") || kind.starts_with("text/javascript"), "{name}: {kind}");
        let served = answer.text().await.unwrap();
        assert_eq!(served, std::fs::read_to_string(&path).unwrap(), "{name}");
        assert!(served.lines().count() < 200, "{name} is getting long");
    }
    let unknown = world.http.get(format!("{}/emulator/assets/js/nothing.js", world.base)).send().await.unwrap();
    assert_eq!(unknown.status().as_u16(), 404);
}

#[tokio::test]
async fn the_page_knows_its_prefix_and_allows_nothing_inline() {
    let world = world().await;
    let answer = world.http.get(format!("{}/emulator", world.base)).send().await.unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let page = answer.text().await.unwrap();
    assert!(page.contains(r#"<base href="/emulator/">"#));
    assert!(page.contains(r#"lang="es-MX""#) && page.contains("Emulador"));
    assert!(!page.contains("<script>") && !page.contains("style=") && !page.contains("onclick"));
}

#[tokio::test]
async fn the_page_works_at_the_root_too() {
    let world = world().await;
    let router = world.emulator.router();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let page = world.http.get(format!("http://{address}/")).send().await.unwrap().text().await.unwrap();
    assert!(page.contains(r#"<base href="/">"#));
}
