use std::path::{Path, PathBuf};

use ventanilla_testkit::postgres;

/// Where the program under test keeps its data.
pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres { schema: String, url: String },
}

impl Database {
    pub(crate) fn sqlite(folder: &Path) -> Self {
        Self::Sqlite(folder.join("ventanilla.db"))
    }

    /// A schema of its own; none when there is no server (said once by the testkit).
    pub(crate) async fn postgres() -> Option<Self> {
        let (schema, url) = postgres::server()?.new_schema().await;
        Some(Self::Postgres { schema, url })
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(file) => format!("sqlite://{}", file.display()),
            Self::Postgres { url, .. } => url.clone(),
        }
    }

    /// The file of SQLite.
    pub(crate) fn file(&self) -> &Path {
        match self {
            Self::Sqlite(file) => file,
            Self::Postgres { .. } => panic!("this test is about the file of SQLite"),
        }
    }

    /// Runs SQL behind the program's back: to break something or to let time pass, never to check a result.
    pub(crate) async fn tamper(&self, sql: &str) {
        match self {
            Self::Sqlite(file) => {
                let conn = rusqlite::Connection::open(file).unwrap();
                conn.busy_timeout(super::PATIENCE).unwrap();
                conn.execute_batch(sql).unwrap();
            }
            Self::Postgres { url, .. } => postgres::connect(url).await.batch_execute(sql).await.unwrap(),
        }
    }

    /// Counts behind the program's back: to know when to look, never what is found.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        match self {
            Self::Sqlite(file) => {
                let conn = rusqlite::Connection::open(file).unwrap();
                conn.busy_timeout(super::PATIENCE).unwrap();
                conn.query_row(sql, [], |row| row.get(0)).unwrap()
            }
            Self::Postgres { url, .. } => postgres::connect(url).await.query_one(sql, &[]).await.unwrap().get(0),
        }
    }

    pub(crate) async fn remove(self) {
        if let (Self::Postgres { schema, .. }, Some(server)) = (self, postgres::server()) {
            server.drop_schema(&schema).await;
        }
    }
}
