//! A PostgreSQL for the tests: the one of `VENTANILLA_TEST_POSTGRES_URL`, else a cluster of our own from the installed binaries.

mod cluster;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

pub use cluster::Cluster;

/// Points the tests at a running server instead; each test makes and drops a schema of its own in that database.
pub const URL_VARIABLE: &str = "VENTANILLA_TEST_POSTGRES_URL";

/// A server that answers.
#[derive(Debug)]
pub struct Server {
    url: String,
    /// Ends with the process: its watchman sees the pipe close.
    _cluster: Option<Cluster>,
}

/// The server of this test process, started at the first call; none when there is neither a URL nor an installed PostgreSQL, which is said once.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(find).as_ref()
}

fn find() -> Option<Server> {
    if let Some(url) = std::env::var(URL_VARIABLE).ok().filter(|url| !url.is_empty()) {
        return Some(Server { url, _cluster: None });
    }
    let Some(binaries) = cluster::find_binaries() else {
        eprintln!("no PostgreSQL: neither {URL_VARIABLE} nor initdb was found; these tests ran on SQLite only");
        return None;
    };
    let cluster = Cluster::start(&binaries);
    Some(Server { url: cluster.url(), _cluster: Some(cluster) })
}

/// A cluster for one test alone, to be crashed; none where PostgreSQL is not installed.
#[must_use]
pub fn private_cluster() -> Option<Cluster> {
    cluster::find_binaries().map(|binaries| Cluster::start(&binaries))
}

impl Server {
    /// A new empty schema; returns its name and the URL that leads into it.
    pub async fn new_schema(&self) -> (String, String) {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let name = format!("t_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        run(&self.url, &format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")).await;
        let joint = if self.url.contains('?') { '&' } else { '?' };
        (name.clone(), format!("{}{joint}options=-csearch_path%3D{name}", self.url))
    }

    /// Removes a schema with all it holds.
    pub async fn drop_schema(&self, name: &str) {
        run(&self.url, &format!("DROP SCHEMA IF EXISTS {name} CASCADE")).await;
    }
}

/// Runs statements on a connection of their own.
pub(crate) async fn run(url: &str, sql: &str) {
    connect(url).await.batch_execute(sql).await.expect("the test database runs a statement");
}

/// A connection of its own, beside any pool.
pub async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) =
        tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("the test database accepts connections");
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            panic!("the connection to the test database broke: {error}");
        }
    });
    client
}
